//! Reads the body, up to its limit and within the budget of bytes in flight.

use axum::{
    body::BodyDataStream,
    extract::Request,
    http::{header::CONTENT_LENGTH, request::Parts},
    response::Response,
};
use futures::StreamExt;
use std::task::{Context, Poll};
use tower::{Service, ServiceExt};

use crate::{
    Failure,
    admission::{Budget, Share},
    failure::Kind,
    layers::Call,
};

/// How much of a body that is too large is read and dropped, in bytes.
const DRAINED: usize = 16 * 1024 * 1024;

/// A request whose body has been read.
pub(crate) struct Received {
    pub(crate) parts: Parts,
    pub(crate) body: Vec<u8>,
    /// Held until the function is done, since it works on these bytes.
    pub(crate) share: Share,
}

#[derive(Clone)]
pub(crate) struct Intake<S> {
    pub(crate) inner: S,
    pub(crate) body_limit: usize,
    pub(crate) budget: Budget,
}

impl<S> Service<Request> for Intake<S>
where
    S: Service<Received, Response = Response, Error = Failure> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = Failure;
    type Future = Call;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Call {
        let Intake {
            inner,
            body_limit,
            budget,
        } = self.clone();
        Box::pin(async move {
            let received = read(request, body_limit, &budget).await?;
            tracing::Span::current().record("body_bytes", received.body.len());
            inner.oneshot(received).await
        })
    }
}

async fn read(request: Request, limit: usize, budget: &Budget) -> Result<Received, Failure> {
    let (parts, body) = request.into_parts();
    let mut chunks = body.into_data_stream();
    let declared = parts
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > limit) {
        return Err(too_large(chunks, limit).await);
    }
    let mut share = budget.open(declared.unwrap_or(limit));
    if let Some(length) = declared {
        share.grow_to(length).await;
    }
    let mut bytes = Vec::with_capacity(declared.unwrap_or_default());
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Failure::transient("the body ended early"))?;
        if bytes.len() + chunk.len() > limit {
            drop((bytes, share));
            return Err(too_large(chunks, limit).await);
        }
        share.grow_to(bytes.len() + chunk.len()).await;
        bytes.extend_from_slice(&chunk);
    }
    share.settle(bytes.len());
    Ok(Received {
        parts,
        body: bytes,
        share,
    })
}

/// Lets the sender finish, within reason: if the connection were closed on what is still being sent, the answer would be
/// lost with it.
async fn too_large(mut chunks: BodyDataStream, limit: usize) -> Failure {
    let mut left = (2 * limit).max(DRAINED);
    while let Some(Ok(chunk)) = chunks.next().await {
        match left.checked_sub(chunk.len()) {
            Some(less) => left = less,
            None => break,
        }
    }
    Failure::of(
        Kind::TooLarge,
        format!("the body is larger than {limit} bytes"),
    )
}
