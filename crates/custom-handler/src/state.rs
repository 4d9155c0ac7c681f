//! What all functions share, built behind the open port.

use futures::future::BoxFuture;
use tokio::sync::OnceCell;

use crate::Failure;

type Make<S> = Box<dyn Fn() -> BoxFuture<'static, Result<S, Failure>> + Send + Sync>;

/// The shared state, made at most once with success; a failed try is repeated by the next invocation.
pub(crate) struct LazyState<S> {
    cell: OnceCell<S>,
    make: Make<S>,
}

impl<S: Clone> LazyState<S> {
    pub(crate) fn new(make: Make<S>) -> LazyState<S> {
        LazyState {
            cell: OnceCell::new(),
            make,
        }
    }

    pub(crate) async fn get(&self) -> Result<S, Failure> {
        self.cell.get_or_try_init(|| (self.make)()).await.cloned()
    }
}
