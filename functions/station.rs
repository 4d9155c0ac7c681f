//! What all functions share: the ports, and the way from an invocation to a step.

use custom_handler::{Failure, Invocation, blocking};
use pipeline::Ports;
use pipeline::suite::{Came, Partners, Suite};
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use store::{Files, Landing, Notes, Queues, Store};

/// The ports that the functions work over, and who may send reports.
pub struct Station {
    store: Arc<dyn Store>,
    files: Arc<dyn Files>,
    landing: Arc<dyn Landing>,
    queues: Arc<dyn Queues>,
    notes: Arc<dyn Notes>,
    pub(crate) partners: Arc<Partners>,
}

impl Station {
    /// A station over one adapter that has all ports.
    pub fn new<Adapter>(adapter: Adapter, partners: Partners) -> Arc<Self>
    where
        Adapter: Store + Files + Landing + Queues + Notes + 'static,
    {
        let adapter = Arc::new(adapter);
        Arc::new(Self {
            store: adapter.clone(),
            files: adapter.clone(),
            landing: adapter.clone(),
            queues: adapter.clone(),
            notes: adapter,
            partners: Arc::new(partners),
        })
    }

    /// Runs a step on a thread where it may wait. It is asked to come to its end at half of the invocation's time.
    pub(crate) async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        invocation: &Invocation,
        step: impl FnOnce(Suite<'_>) -> pipeline::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        let station = self.clone();
        let half = invocation.deadline_part(0.5);
        blocking(move || {
            step(Suite {
                ports: Ports {
                    store: &*station.store,
                    files: &*station.files,
                },
                landing: &*station.landing,
                queues: &*station.queues,
                notes: &*station.notes,
                now: &now,
                stop: &|| Instant::now() >= half,
            })
        })
        .await?
        .map_err(transient)
    }
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// Content never makes an error, so every error is worth another try. Paths stay out of it.
fn transient(error: pipeline::Error) -> Failure {
    match error {
        pipeline::Error::Store(error) => Failure::transient(error.to_string()),
        pipeline::Error::Read { .. } => Failure::transient("reading the raw file failed"),
        _ => Failure::transient("the step failed"),
    }
}

/// Logs what came of a raw file.
pub(crate) fn tell(came: &Came) {
    match came {
        Came::Read(read) | Came::Stopped(read) => tracing::info!(
            records = read.records,
            chunks = read.chunks,
            rejects = read.rejects.values().sum::<u64>(),
            known = read.known_deliveries > 0,
            stopped = read.stopped,
            "read"
        ),
        Came::BrokenTerms | Came::NoSource => tracing::warn!(came = name(came), "not read"),
        Came::HandedOn | Came::Gone | Came::Terms => tracing::info!(came = name(came), "not read"),
    }
}

/// What came of a raw file, in a line.
pub(crate) fn line(came: &Came) -> String {
    match came {
        Came::Read(read) => format!("{} records read", read.records),
        Came::Stopped(read) => format!("{} records read, more to come", read.records),
        other => name(other).to_owned(),
    }
}

fn name(came: &Came) -> &'static str {
    match came {
        Came::Read(_) => "read",
        Came::Stopped(_) => "stopped",
        Came::HandedOn => "handed on",
        Came::Gone => "gone or replaced",
        Came::Terms => "terms of a source",
        Came::BrokenTerms => "terms that cannot be read",
        Came::NoSource => "not in the folder of a source",
    }
}
