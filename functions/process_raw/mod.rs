//! A small raw file landed; its bytes came with the event.

use crate::Station;
use crate::station::{line, tell};
use custom_handler::{BlobEvent, Done, Failure, Invocation};
use pipeline::suite;
use std::sync::Arc;

pub(crate) async fn run(
    station: Arc<Station>,
    invocation: Invocation,
    blob: BlobEvent,
) -> Result<Done, Failure> {
    if blob.container != "raw" {
        return Err(Failure::permanent("a blob of another container than raw"));
    }
    let came = station
        .work(&invocation, move |suite| {
            suite::process_raw(suite, &blob.path, blob.body.into())
        })
        .await?;
    tell(&came);
    Ok(Done::new().log(line(&came)))
}
