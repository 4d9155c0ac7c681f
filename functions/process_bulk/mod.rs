//! A raw file by pointer: one of ours, or an event of Event Grid.

use crate::Station;
use crate::station::{line, tell};
use custom_handler::{Done, Failure, Invocation, QueueEvent};
use pipeline::suite;
use std::sync::Arc;

pub(crate) async fn run(
    station: Arc<Station>,
    invocation: Invocation,
    message: QueueEvent,
) -> Result<Done, Failure> {
    let text = message.text()?.to_owned();
    let bulk = station
        .work(&invocation, move |suite| suite::process_bulk(suite, &text))
        .await?
        .map_err(|unreadable| Failure::permanent(unreadable.to_string()))?;
    let mut done = Done::new();
    for came in &bulk.came {
        tell(came);
        done = done.log(line(came));
    }
    Ok(done)
}
