//! What no trigger brought is found.

use crate::Station;
use custom_handler::{Done, Failure, Invocation, TimerEvent};
use pipeline::suite;
use std::sync::Arc;

pub(crate) async fn run(
    station: Arc<Station>,
    invocation: Invocation,
    _tick: TimerEvent,
) -> Result<Done, Failure> {
    let swept = station.work(&invocation, suite::sweep).await?;
    tracing::info!(
        missed = swept.missed,
        unfinished = swept.unfinished,
        replaced = swept.replaced,
        parked = swept.parked,
        nudged = swept.nudged,
        lists = swept.lists,
        lookups = swept.lookups,
        more = swept.more,
        "swept"
    );
    Ok(Done::new().log(format!(
        "{} missed, {} unfinished, {} parked",
        swept.missed, swept.unfinished, swept.parked
    )))
}
