//! Something was read: one linker drains what waits.

use crate::Station;
use custom_handler::{Done, Failure, Invocation, QueueEvent};
use pipeline::suite::{self, LinkerRun};
use std::sync::Arc;

pub(crate) async fn run(
    station: Arc<Station>,
    invocation: Invocation,
    _nudge: QueueEvent,
) -> Result<Done, Failure> {
    match station.work(&invocation, suite::link_documents).await? {
        LinkerRun::Busy => {
            tracing::info!("another linker is at work");
            Ok(Done::new())
        }
        LinkerRun::Linked(linked) => {
            tracing::info!(
                documents = linked.documents,
                networks = linked.networks,
                leads = linked.leads,
                stopped = linked.stopped,
                "linked"
            );
            Ok(Done::new().log(format!(
                "{} documents linked, {} networks",
                linked.documents, linked.networks
            )))
        }
    }
}
