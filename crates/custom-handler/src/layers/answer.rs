//! Turns every outcome into an answer that neither hangs nor is refused, and reports it, once.

use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use futures::future::BoxFuture;
use std::{
    convert::Infallible,
    task::{Context, Poll},
};
use tower::{Service, ServiceExt};
use tracing::{error, info, warn};

use crate::{
    Done, Failure, Invocation,
    failure::Kind,
    report,
    response::{self, Carried},
};

/// How the caller wants to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// The host, which wraps the outcome in its own protocol.
    Envelope,
    /// A client, to whom the host relays the answer as it is.
    Http,
}

#[derive(Clone)]
pub(crate) struct Answer<S> {
    pub(crate) inner: S,
    pub(crate) form: Form,
}

impl<S> Service<Request> for Answer<S>
where
    S: Service<Request, Response = Response, Error = Failure> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let form = self.form;
        let invocation = request.extensions().get::<Invocation>().cloned();
        let call = self.inner.clone().oneshot(request);
        Box::pin(async move {
            let mut unanswered = Unanswered(invocation.as_ref());
            let outcome = call.await;
            unanswered.0 = None;
            let response = match outcome {
                Ok(response) => response,
                Err(failure) if form == Form::Http => failure.into_response(),
                Err(failure) => envelope(failure),
            };
            if let Some(invocation) = &invocation {
                log(invocation, &response);
            }
            Ok(response)
        })
    }
}

/// Reports an invocation whose caller has closed the connection before the answer: the host is gone or has lost patience.
struct Unanswered<'a>(Option<&'a Invocation>);

impl Drop for Unanswered<'_> {
    fn drop(&mut self) {
        if let Some(invocation) = self.0 {
            let duration_ms = invocation.elapsed().as_secs_f64() * 1000.0;
            warn!(
                outcome = "abandoned",
                duration_ms, "the caller went away before the answer"
            );
        }
    }
}

/// A permanent failure succeeds as far as the host is concerned; every other is tried again.
fn envelope(failure: Failure) -> Response {
    let (status, done) = if failure.is_permanent() {
        (StatusCode::OK, Done::new().log(failure.reason()))
    } else {
        // The host drops body and `Logs` of a failed answer, so there is nothing to say in it.
        (StatusCode::INTERNAL_SERVER_ERROR, Done::new())
    };
    let mut response = response::json(status, done.to_json());
    response.extensions_mut().insert(Carried {
        kind: failure.kind(),
        reason: failure.reason().to_owned(),
    });
    response
}

/// One line an invocation. Failures go to stderr too, since the host ties nothing else to a failed invocation.
fn log(invocation: &Invocation, response: &Response) {
    let duration_ms = invocation.elapsed().as_secs_f64() * 1000.0;
    let status = response.status().as_u16();
    match response.extensions().get::<Carried>() {
        None => info!(outcome = "done", status, duration_ms, "invocation done"),
        Some(Carried {
            kind: Kind::Permanent,
            reason,
        }) => error!(
            outcome = "refused",
            reason, status, duration_ms, "invocation refused for good"
        ),
        Some(Carried { reason, .. }) => {
            error!(
                outcome = "failed",
                reason, status, duration_ms, "invocation failed"
            );
            report::line(&format!(
                "invocation {} of {} failed: {reason}",
                invocation.id, invocation.function
            ));
        }
    }
}
