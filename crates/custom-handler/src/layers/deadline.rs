//! Gives an invocation up before the host would.
//!
//! At its own timeout the host kills the process, and with it everything in flight of all functions.

use axum::{extract::Request, response::Response};
use std::{
    task::{Context, Poll},
    time::Instant,
};
use tokio::task::JoinHandle;
use tower::{Service, ServiceExt};
use tracing::Instrument;

use crate::{Failure, Invocation, failure::Kind, layers::Call};

#[derive(Clone)]
pub(crate) struct Deadline<S> {
    pub(crate) inner: S,
}

/// Ends the task when nobody waits for it any more: the deadline has passed, or the host closed the connection.
struct AbortOnDrop<T>(JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<S> Service<Request> for Deadline<S>
where
    S: Service<Request, Response = Response, Error = Failure> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = Failure;
    type Future = Call;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Call {
        let deadline = request
            .extensions()
            .get::<Invocation>()
            .map_or_else(Instant::now, |invocation| invocation.deadline);
        let call = self.inner.clone().oneshot(request).in_current_span();
        Box::pin(async move {
            // A task of its own: a function that computes without yielding would keep a timer in the same task from
            // being looked at.
            let mut task = AbortOnDrop(tokio::spawn(call));
            match tokio::time::timeout_at(deadline.into(), &mut task.0).await {
                Ok(Ok(outcome)) => outcome,
                Ok(Err(_)) => Err(Failure::transient("the invocation was cut off")),
                Err(_) => Err(Failure::of(
                    Kind::Deadline,
                    "not done by its deadline, which lies before the host's function timeout",
                )),
            }
        })
    }
}
