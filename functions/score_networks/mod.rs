//! Networks were written: what they may mean is weighed with the rules of now.

use crate::Station;
use custom_handler::{Done, Failure, Invocation, QueueEvent};
use pipeline::suite;
use std::sync::Arc;

pub(crate) async fn run(
    station: Arc<Station>,
    invocation: Invocation,
    message: QueueEvent,
) -> Result<Done, Failure> {
    let text = message.text()?.to_owned();
    let scored = station
        .work(&invocation, move |suite| {
            suite::score_networks(suite, &text)
        })
        .await?
        .map_err(|_| Failure::permanent("the message names no networks"))?;
    tracing::info!(
        networks = scored.networks,
        changed = scored.changed,
        leads = scored.leads,
        "scored"
    );
    Ok(Done::new().log(format!("{} networks scored", scored.networks)))
}
