//! Gives an invocation its identity and the span that all its log lines belong to.

use axum::{extract::Request, response::Response};
use futures::future::BoxFuture;
use std::{
    convert::Infallible,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tower::{Service, ServiceExt};
use tracing::{Instrument, field::Empty, info_span};

use crate::Invocation;

#[derive(Clone)]
pub(crate) struct Span<S> {
    pub(crate) inner: S,
    pub(crate) function: Arc<str>,
    pub(crate) allowed: Duration,
}

impl<S> Service<Request> for Span<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let invocation = Invocation::new(&self.function, request.headers(), self.allowed);
        let span = info_span!(
            "invocation",
            function = invocation.function,
            invocation_id = invocation.id,
            trace_id = invocation.trace.trace_id,
            span_id = invocation.trace.span_id,
            parent_span_id = invocation.trace.parent_span_id,
            body_bytes = Empty,
        );
        request.extensions_mut().insert(invocation);
        Box::pin(self.inner.clone().oneshot(request).instrument(span))
    }
}
