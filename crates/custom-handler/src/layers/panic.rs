//! A panic fails the invocation in which it happened, and nothing else.

use axum::{extract::Request, response::Response};
use futures::FutureExt;
use std::{
    cell::RefCell,
    panic::AssertUnwindSafe,
    task::{Context, Poll},
};
use tower::{Service, ServiceExt};

use crate::{Failure, layers::Call, report};

tokio::task_local! {
    /// Where the invocation that this task runs has panicked.
    static PLACE: RefCell<Option<String>>;
}

#[derive(Clone)]
pub(crate) struct CatchPanic<S> {
    pub(crate) inner: S,
}

impl<S> Service<Request> for CatchPanic<S>
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
        // The shared state is behind the function's own synchronization, and the request is gone with the panic.
        let call = AssertUnwindSafe(self.inner.clone().oneshot(request)).catch_unwind();
        Box::pin(PLACE.scope(RefCell::default(), async {
            call.await
                .unwrap_or_else(|_| Err(failure(PLACE.with(RefCell::take))))
        }))
    }
}

/// The failure of an invocation that panicked. The place is known where [`quiet_hook`] is set.
pub(crate) fn failure(place: Option<String>) -> Failure {
    Failure::transient(match place {
        Some(place) => format!("panicked at {place}"),
        None => "panicked".to_owned(),
    })
}

/// Runs `work`, which catches panics itself, on a thread outside of the invocation's task; hands back where it panicked.
pub(crate) fn noting_place<T>(work: impl FnOnce() -> T) -> (T, Option<String>) {
    PLACE.sync_scope(RefCell::default(), || {
        let outcome = work();
        (outcome, PLACE.with(RefCell::take))
    })
}

/// Replaces the panic hook by one that tells the place and not the message, which may quote what was worked on.
///
/// Inside an invocation the place becomes part of its failure; elsewhere it is a line on stderr.
pub(crate) fn quiet_hook() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map_or_else(|| "an unknown place".to_owned(), report::place);
        let kept = PLACE.try_with(|kept| kept.replace(Some(place.clone())));
        if kept.is_err() {
            report::line(&format!("panicked at {place}, outside of an invocation"));
        }
    }));
}
