use super::{Suite, queue, sweep, trouble};
use crate::Result;
use futures_executor::block_on;
use serde::Serialize;

/// How a queue stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QueueHealth {
    /// Its name.
    pub queue: String,
    /// About how many messages.
    pub messages: u64,
    /// How long the first visible one has waited, in seconds.
    pub oldest: Option<u64>,
}

/// What may be told to anyone who asks: no secret, no name of anything that is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Health {
    /// Of the program.
    pub version: &'static str,
    /// Whether everything that is needed answers.
    pub healthy: bool,
    /// What does not answer: `store`, `landing`, `queues`.
    pub unreachable: Vec<&'static str>,
    /// Every queue that answers.
    pub queues: Vec<QueueHealth>,
    /// Raw files and messages that were given up on and wait for somebody.
    pub parked: u64,
    /// Seconds since the last run of `sweep`; absent before the first.
    pub swept: Option<u64>,
}

/// Asks everything that is needed whether it answers.
pub fn health(suite: Suite<'_>) -> Health {
    let mut unreachable = Vec::new();
    let store: Result<(u64, Option<u64>)> = (|| {
        let parked = trouble::troubles(suite)?
            .iter()
            .filter(|t| t.parked)
            .count();
        Ok((parked as u64, sweep::last_run(suite)?))
    })();
    let (parked, last) = store.unwrap_or_else(|_| {
        unreachable.push("store");
        (0, None)
    });
    if block_on(suite.landing.look("health")).is_err() {
        unreachable.push("landing");
    }
    let mut queues = Vec::new();
    for name in [queue::BULK, queue::EXTRACTED, queue::LINKED]
        .iter()
        .chain(&queue::POISON)
    {
        match block_on(suite.queues.backlog(name)) {
            Ok(backlog) => queues.push(QueueHealth {
                queue: (*name).to_owned(),
                messages: backlog.messages,
                oldest: backlog.oldest,
            }),
            Err(_) => {
                unreachable.push("queues");
                break;
            }
        }
    }
    Health {
        version: env!("CARGO_PKG_VERSION"),
        healthy: unreachable.is_empty(),
        unreachable,
        queues,
        parked,
        swept: last.map(|last| (suite.now)().saturating_sub(last)),
    }
}
