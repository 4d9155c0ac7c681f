//! Work that computes or waits on a thread of its own, as part of an invocation.

use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::task::spawn_blocking;

use crate::{Failure, layers::panic};

/// Runs `work` on a thread where it may compute for long or block, within the span of the invocation.
///
/// A panic in it fails the invocation and names its place, as one in the function itself does. Nothing can stop a
/// thread: past the deadline the invocation is answered as failed while `work` goes on, so it should ask
/// [`Invocation::remaining`](crate::Invocation::remaining) from time to time.
///
/// ```
/// use custom_handler::{Done, Failure, Invocation, QueueEvent, blocking};
///
/// async fn count(_: (), _: Invocation, message: QueueEvent) -> Result<Done, Failure> {
///     let zeros = blocking(move || message.body.iter().filter(|byte| **byte == 0).count()).await?;
///     Ok(Done::new().log(format!("{zeros} zeros")))
/// }
/// ```
///
/// # Errors
/// A transient failure when `work` panics, or the process is ending.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    let span = tracing::Span::current();
    let worked = spawn_blocking(move || {
        let _in_span = span.entered();
        // What `work` has moved into it is gone with the panic, the rest is behind synchronization.
        panic::noting_place(|| catch_unwind(AssertUnwindSafe(work)))
    });
    match worked.await {
        Ok((Ok(value), _)) => Ok(value),
        Ok((Err(_), place)) => Err(panic::failure(place)),
        Err(_) => Err(Failure::transient("the process is ending")),
    }
}
