//! What every invocation passes through, one concern a file, from the outside in:
//!
//! - [`span`]: id, trace and deadline of the invocation, and the span that carries them;
//! - [`answer`]: failures are classified, reported and turned into an answer that the host can take;
//! - [`deadline`]: the call runs in a task of its own and is given up before the host would kill the process;
//! - [`mod@panic`]: a panic fails one invocation;
//! - [`intake`]: the body is read, up to its limit and within the budget of bytes in flight.

pub(crate) mod answer;
pub(crate) mod deadline;
pub(crate) mod intake;
pub(crate) mod panic;
pub(crate) mod span;

use axum::{extract::Request, response::Response};
use futures::future::BoxFuture;
use std::{
    convert::Infallible,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tower::{Service, ServiceBuilder, layer::layer_fn, util::BoxCloneSyncService};

use crate::{Failure, admission::Budget};

pub(crate) use answer::Form;
pub(crate) use intake::Received;

pub(crate) type Call = BoxFuture<'static, Result<Response, Failure>>;

/// The innermost service: a registered function.
#[derive(Clone)]
pub(crate) struct Function(Arc<dyn Fn(Received) -> Call + Send + Sync>);

impl Function {
    pub(crate) fn new(run: impl Fn(Received) -> Call + Send + Sync + 'static) -> Function {
        Function(Arc::new(run))
    }
}

impl Service<Received> for Function {
    type Response = Response;
    type Error = Failure;
    type Future = Call;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, received: Received) -> Call {
        (self.0)(received)
    }
}

/// What bounds an invocation.
#[derive(Clone)]
pub(crate) struct Bounds {
    pub(crate) allowed: Duration,
    pub(crate) body_limit: usize,
    pub(crate) budget: Budget,
}

/// The whole stack around one function.
pub(crate) fn stack(
    name: &str,
    form: Form,
    bounds: Bounds,
    function: Function,
) -> BoxCloneSyncService<Request, Response, Infallible> {
    let Bounds {
        allowed,
        body_limit,
        budget,
    } = bounds;
    let name: Arc<str> = name.into();
    BoxCloneSyncService::new(
        ServiceBuilder::new()
            .layer(layer_fn(move |inner| span::Span {
                inner,
                function: name.clone(),
                allowed,
            }))
            .layer(layer_fn(move |inner| answer::Answer { inner, form }))
            .layer(layer_fn(|inner| deadline::Deadline { inner }))
            .layer(layer_fn(|inner| panic::CatchPanic { inner }))
            .layer(layer_fn(move |inner| intake::Intake {
                inner,
                body_limit,
                budget: budget.clone(),
            }))
            .service(function),
    )
}
