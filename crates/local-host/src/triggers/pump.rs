//! A queue's messages, one after the other or many at a time: received, locked, tried again, given up.

use crate::core::Core;
use crate::storage::Received;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Pauses between looks at an empty queue grow from this.
const LEAST_PAUSE: Duration = Duration::from_millis(100);

/// How a queue is read.
#[derive(Debug)]
pub(crate) struct Pump {
    pub(crate) queue: String,
    /// Where messages go that no try could handle.
    pub(crate) poison: String,
    pub(crate) room: Room,
    pub(crate) max_dequeue_count: u32,
    /// How long a failed message is not seen.
    pub(crate) visibility_timeout: Duration,
    /// The longest pause between looks at an empty queue.
    pub(crate) most_pause: Duration,
    /// Fraction of handled messages that come again.
    pub(crate) redeliver: f64,
    /// Whom the log is to name.
    pub(crate) category: &'static str,
    pub(crate) name: String,
}

/// How many messages may be at work.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Room {
    /// Another batch of this size as soon as no more than `threshold` are left.
    Batches { size: u32, threshold: u32 },
    /// This many.
    Most(u32),
}

impl Room {
    /// How many to receive now.
    fn left(self, at_work: usize) -> u32 {
        let at_work = u32::try_from(at_work).unwrap_or(u32::MAX);
        match self {
            Room::Batches { size, threshold } if at_work <= threshold => size,
            Room::Batches { .. } => 0,
            Room::Most(most) => most.saturating_sub(at_work).min(32),
        }
    }
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    /// It is tried again.
    Failed,
    /// No try could help.
    Hopeless,
}

/// Counts a message while it is at work.
struct AtWork(Arc<watch::Sender<usize>>);

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

/// Receives messages until the host stops.
pub(crate) async fn run<F, Fut>(core: Arc<Core>, pump: Pump, handle: F)
where
    F: Fn(Received) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Outcome> + Send + 'static,
{
    let pump = Arc::new(pump);
    let at_work = Arc::new(watch::Sender::new(0_usize));
    let mut pause = LEAST_PAUSE;
    while !*core.stopping.borrow() {
        let mut room = at_work.subscribe();
        let mut stopping = core.stopping.clone();
        let count = tokio::select! {
            count = room.wait_for(|count| pump.room.left(*count) > 0) => count.map_or(0, |count| *count),
            _ = stopping.wait_for(|stopping| *stopping) => return,
        };
        let most = pump.room.left(count).max(1);
        let received = core.storage.receive(&pump.queue, most, core.settings.lock);
        let mut batch = received.await.unwrap_or_else(|error| {
            core.log
                .error(pump.category, &format!("{}: {error}", pump.name));
            Vec::new()
        });
        if batch.is_empty() {
            if !core.pause(pause).await {
                return;
            }
            // Not quite twice as long, so that several hosts do not keep step.
            pause = (pause * 2).min(pump.most_pause) - (pause / 4).mul_f64(fastrand::f64());
            continue;
        }
        pause = LEAST_PAUSE;
        fastrand::shuffle(&mut batch);
        for received in batch {
            at_work.send_modify(|count| *count += 1);
            let counted = AtWork(at_work.clone());
            let (core, pump, handle) = (core.clone(), pump.clone(), handle.clone());
            core.clone().spawn(async move {
                one(&core, &pump, received, handle).await;
                drop(counted);
            });
        }
    }
}

async fn one<F, Fut>(core: &Core, pump: &Pump, received: Received, handle: F)
where
    F: Fn(Received) -> Fut,
    Fut: Future<Output = Outcome>,
{
    let (queue, id, text) = (&pump.queue, received.id.clone(), received.text.clone());
    let (max, count) = (pump.max_dequeue_count, received.dequeue_count);
    let mut receipt = received.pop_receipt.clone();
    // One whose host died at its last try.
    if count > max {
        return poison(core, pump, &id, &receipt, &text).await;
    }
    let work = handle(received);
    tokio::pin!(work);
    let outcome = loop {
        tokio::select! {
            outcome = &mut work => break outcome,
            () = tokio::time::sleep(core.settings.lock / 2) => {
                let lock = core.settings.lock;
                match core.storage.set_visibility(queue, &id, &receipt, &text, lock).await {
                    Ok(renewed) => receipt = renewed,
                    Err(error) => {
                        let line = format!("{}: lock not renewed: {error}", pump.name);
                        core.log.warning(pump.category, &line);
                    }
                }
            }
        }
    };
    let again = match outcome {
        Outcome::Done if !core.dice.happens(pump.redeliver) => None,
        Outcome::Done => Some(Duration::ZERO),
        Outcome::Failed if count < max => Some(pump.visibility_timeout),
        Outcome::Failed | Outcome::Hopeless => {
            return poison(core, pump, &id, &receipt, &text).await;
        }
    };
    let storage = &core.storage;
    let settled = match again {
        None => storage.complete(queue, &id, &receipt).await,
        Some(after) => {
            let seen = storage
                .set_visibility(queue, &id, &receipt, &text, after)
                .await;
            seen.map(|_| ())
        }
    };
    if let Err(error) = settled {
        core.log
            .warning(pump.category, &format!("{}: {error}", pump.name));
    }
}

/// The text alone goes to the poison queue: no reason, no id, no count.
async fn poison(core: &Core, pump: &Pump, id: &str, receipt: &str, text: &str) {
    core.log.error(
        pump.category,
        &format!(
            "{}: Message has reached MaxDequeueCount of {}. Moving message to queue '{}'",
            pump.name, pump.max_dequeue_count, pump.poison
        ),
    );
    let moved = match core.storage.enqueue(&pump.poison, text).await {
        Ok(()) => core.storage.complete(&pump.queue, id, receipt).await,
        Err(error) => Err(error),
    };
    if let Err(error) = moved {
        core.log.error(
            pump.category,
            &format!("{}: a message stays where it is: {error}", pump.name),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_come_at_the_threshold_and_slots_one_by_one() {
        let batches = Room::Batches {
            size: 4,
            threshold: 2,
        };
        assert_eq!(
            [0, 2, 3, 6].map(|at_work| batches.left(at_work)),
            [4, 4, 0, 0]
        );
        let most = Room::Most(40);
        assert_eq!(
            [0, 20, 40, 50].map(|at_work| most.left(at_work)),
            [32, 20, 0, 0]
        );
    }
}
