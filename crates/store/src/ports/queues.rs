use crate::Result;
use async_trait::async_trait;
use std::time::Duration;

/// A message that was received and is hidden from others for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Its id.
    pub id: String,
    /// What deleting it takes.
    pub receipt: String,
    /// Ids and pointers only.
    pub text: String,
}

/// How much waits in a queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// About how many messages.
    pub messages: u64,
    /// How long the first visible one has waited, in seconds.
    pub oldest: Option<u64>,
}

/// Queues of messages that hold ids and pointers only. At least once, any order.
#[async_trait]
pub trait Queues: Send + Sync {
    /// Sends a message that shows after `delay`.
    async fn send(&self, queue: &str, text: &str, delay: Duration) -> Result<()>;

    /// Receives up to `most` messages (32) and hides them for `hide`. A queue that is not there has none.
    async fn receive(&self, queue: &str, most: usize, hide: Duration) -> Result<Vec<Received>>;

    /// Deletes a received message; gone is fine.
    async fn delete(&self, queue: &str, message: &Received) -> Result<()>;

    /// How much waits. A queue that is not there has nothing.
    async fn backlog(&self, queue: &str) -> Result<Backlog>;
}
