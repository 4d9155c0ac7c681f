//! Polling: containers are listed again and again, and what is new or changed becomes work. It loses blobs if told to, as the
//! real one does without being told.

use super::blobs::Work;
use super::receipts::{Receipts, Version};
use crate::app::{Function, Trigger};
use crate::core::Core;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Looks until the host stops.
pub(crate) async fn listen(
    core: Arc<Core>,
    functions: Vec<Arc<Function>>,
    receipts: Arc<Receipts>,
    work: mpsc::UnboundedSender<Work>,
) {
    let mut first = true;
    loop {
        for function in &functions {
            let Trigger::Blob { pattern, .. } = &function.trigger else {
                continue;
            };
            let listed = match core.storage.list(&pattern.container, "").await {
                Ok(listed) => listed,
                Err(error) => {
                    core.log.warning(
                        "Host.Triggers.Blobs",
                        &format!("{}: {error}", function.name),
                    );
                    continue;
                }
            };
            for blob in listed {
                if pattern.matches(&blob.name).is_none() {
                    continue;
                }
                let version = Version {
                    function: function.name.clone(),
                    container: pattern.container.clone(),
                    name: blob.name,
                    etag: blob.etag,
                };
                if !receipts.first(&version) {
                    continue;
                }
                // The first look after a start sees everything.
                if !first && core.dice.happens(core.settings.lose_blobs) {
                    continue;
                }
                let found = Work {
                    function: function.clone(),
                    container: version.container.clone(),
                    name: version.name.clone(),
                    etag: Some(version.etag.clone()),
                    version: Some(version),
                };
                if work.send(found).is_err() {
                    return;
                }
            }
        }
        first = false;
        if !core.pause(core.settings.scan).await {
            return;
        }
    }
}
