//! Calls to the services: made on the runtime that drives their connections, bounded in number and in time.

use super::failure::stopped;
use crate::{Error, Result};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::{Handle, Runtime};
use tokio::sync::Semaphore;

/// A runtime of our own, for programs that have none.
pub(super) struct OwnRuntime(Option<Runtime>);

impl OwnRuntime {
    pub(super) fn start() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("azure")
            .enable_all()
            .build()
            .map_err(|source| Error::Io {
                what: "starting threads for Azure failed".to_owned(),
                source,
            })?;
        Ok(Self(Some(runtime)))
    }

    pub(super) fn handle(&self) -> Result<Handle> {
        self.0
            .as_ref()
            .map(|runtime| runtime.handle().clone())
            .ok_or_else(stopped)
    }
}

impl Drop for OwnRuntime {
    fn drop(&mut self) {
        // Waiting for it is not allowed where the last owner may be a task.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Makes calls. Whoever awaits them may be any executor, or none: the pipeline's steps block plain threads.
#[derive(Clone)]
pub(super) struct Calls {
    handle: Handle,
    permits: Arc<Semaphore>,
    limit: Duration,
}

impl Calls {
    pub(super) fn new(handle: Handle, concurrency: usize, limit: Duration) -> Self {
        Self {
            handle,
            permits: Arc::new(Semaphore::new(concurrency.max(1))),
            limit,
        }
    }

    pub(super) fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Makes one call.
    pub(super) async fn run<T, F>(&self, call: F) -> Result<T>
    where
        F: Future<Output = Result<T>> + Send + 'static,
        T: Send + 'static,
    {
        self.run_within(1, call).await
    }

    /// Makes a call that is `steps` requests one after another.
    pub(super) async fn run_within<T, F>(&self, steps: u32, call: F) -> Result<T>
    where
        F: Future<Output = Result<T>> + Send + 'static,
        T: Send + 'static,
    {
        let permits = self.permits.clone();
        let limit = self.limit * steps;
        let task = self.handle.spawn(async move {
            let _permit = permits.acquire_owned().await.map_err(|_| stopped())?;
            tokio::time::timeout(limit, call)
                .await
                .unwrap_or(Err(Error::Busy { retry_after: None }))
        });
        task.await.unwrap_or_else(|_| Err(stopped()))
    }
}
