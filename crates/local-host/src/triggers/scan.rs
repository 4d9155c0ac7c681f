//! Polling: containers are listed again and again, and what is new or changed goes to the queue of blobs. It loses blobs if told
//! to, as the real one does without being told.

use super::blobs::{self, Notice};
use super::receipts::{Receipts, Version};
use crate::app::{Function, Trigger};
use crate::core::Core;
use futures::{StreamExt, stream};
use std::sync::Arc;

const CATEGORY: &str = "Host.Triggers.Blobs";

/// How many notices are written at once.
const AT_ONCE: usize = 8;

/// Looks until the host stops.
pub(crate) async fn listen(
    core: Arc<Core>,
    functions: Vec<Arc<Function>>,
    receipts: Arc<Receipts>,
) {
    let mut first = true;
    loop {
        for function in &functions {
            look(&core, function, &receipts, first).await;
        }
        first = false;
        if !core.pause(core.settings.scan).await {
            return;
        }
    }
}

async fn look(core: &Core, function: &Function, receipts: &Receipts, first: bool) {
    let Trigger::Blob { pattern, .. } = &function.trigger else {
        return;
    };
    let listed = match core.storage.list(&pattern.container, "").await {
        Ok(listed) => listed,
        Err(error) => {
            core.log
                .warning(CATEGORY, &format!("{}: {error}", function.name));
            return;
        }
    };
    let fitting = listed
        .into_iter()
        .filter(|blob| pattern.matches(&blob.name).is_some());
    let new = fitting.filter_map(|blob| {
        let version = Version {
            function: function.name.clone(),
            container: pattern.container.clone(),
            name: blob.name,
            etag: blob.etag,
        };
        let new = receipts.first(&version);
        // The first look after a start sees everything.
        let lost = new && !first && core.dice.happens(core.settings.lose_blobs);
        (new && !lost).then_some(version)
    });
    stream::iter(new.collect::<Vec<Version>>())
        .for_each_concurrent(AT_ONCE, |version| async move {
            let notice = Notice {
                function: version.function.clone(),
                container: version.container.clone(),
                name: version.name.clone(),
                etag: Some(version.etag.clone()),
            };
            let sent = match blobs::enqueue(core, &notice).await {
                Ok(()) => receipts.done(&core.storage, &version).await,
                Err(error) => {
                    receipts.forget(&version);
                    Err(error)
                }
            };
            if let Err(error) = sent {
                core.log
                    .warning(CATEGORY, &format!("{}: {error}", function.name));
            }
        })
        .await;
}
