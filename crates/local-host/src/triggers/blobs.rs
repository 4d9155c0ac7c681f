//! Blob triggers: what happens once a blob is known, by polling or by an event.

use super::receipts::{Receipts, Version};
use crate::app::{Function, Trigger};
use crate::core::{Core, Failure};
use crate::wire::blob;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc};

const CATEGORY: &str = "Host.Triggers.Blobs";

/// Where blobs go that no try could handle.
const POISON: &str = "webjobs-blobtrigger-poison";

/// The pause between two tries.
const PAUSE: Duration = Duration::from_millis(90);

/// A blob to call a function with.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) function: Arc<Function>,
    pub(crate) container: String,
    pub(crate) name: String,
    /// If the blob has another ETag by now, nothing happens: its newer version is work of its own.
    pub(crate) etag: Option<String>,
    /// What is kept when it is done.
    pub(crate) version: Option<Version>,
}

/// Does the work, at most `maxDegreeOfParallelism` at a time.
pub(crate) async fn work(
    core: Arc<Core>,
    receipts: Arc<Receipts>,
    mut queue: mpsc::UnboundedReceiver<Work>,
) {
    let room = Arc::new(Semaphore::new(
        usize::try_from(core.app.host.blob_parallelism).unwrap_or(1),
    ));
    let mut stopping = core.stopping.clone();
    loop {
        let work = tokio::select! {
            work = queue.recv() => work,
            _ = stopping.wait_for(|stopping| *stopping) => return,
        };
        let Some(work) = work else { return };
        let permit = tokio::select! {
            permit = room.clone().acquire_owned() => permit,
            _ = stopping.wait_for(|stopping| *stopping) => return,
        };
        let Ok(permit) = permit else { return };
        let (core, receipts) = (core.clone(), receipts.clone());
        core.clone().spawn(async move {
            one(&core, &receipts, &work).await;
            drop(permit);
        });
    }
}

async fn one(core: &Core, receipts: &Receipts, work: &Work) {
    let max = core.app.host.poison_blob_threshold;
    for n in 1..=max {
        match attempt(core, work).await {
            Ok(()) => break,
            // A host that stops does not go on trying; the next one finds no receipt.
            Err(_) if *core.stopping.borrow() => return,
            Err(_) if n < max => tokio::time::sleep(PAUSE).await,
            Err(_) => poison(core, work).await,
        }
    }
    if let Some(version) = &work.version
        && let Err(error) = receipts.done(&core.storage, version).await
    {
        core.log
            .warning(CATEGORY, &format!("receipt not kept: {error}"));
    }
}

async fn attempt(core: &Core, work: &Work) -> Result<(), Failure> {
    let function = &work.function;
    let fetched = match core.storage.fetch(&work.container, &work.name).await {
        Ok(fetched) => fetched,
        Err(error) => {
            core.log
                .warning(CATEGORY, &format!("{}: {error}", function.name));
            return Err(Failure::because(error));
        }
    };
    // Gone or replaced by now: nobody is told.
    let Some(fetched) = fetched else {
        return Ok(());
    };
    if work.etag.as_ref().is_some_and(|etag| *etag != fetched.etag) {
        return Ok(());
    }
    let parameters = parameters(function, &work.container, &work.name);
    let mut envelope = blob::envelope(
        &function.name,
        &function.binding,
        &fetched,
        &parameters,
        core.settings.old_forms,
        &core.stamp(),
    );
    core.inputs(function, &mut envelope).await?;
    core.invoke(function, envelope).await.map(|_| ())
}

/// What the path matched. A blob of another container, which only events bring, has no parameters and is handled all the same.
fn parameters(function: &Function, container: &str, name: &str) -> Vec<(String, String)> {
    match &function.trigger {
        Trigger::Blob { pattern, .. } if pattern.container == container => {
            pattern.matches(name).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

async fn poison(core: &Core, work: &Work) {
    let name = &work.function.name;
    core.log.error(
        CATEGORY,
        &format!(
            "{name}: a blob failed {} times and goes to {POISON}",
            core.app.host.poison_blob_threshold
        ),
    );
    let text = json!({
        "Type": "BlobTrigger",
        "FunctionId": format!("Host.Functions.{name}"),
        "BlobType": "BlockBlob",
        "ContainerName": work.container,
        "BlobName": work.name,
        "ETag": work.etag.clone().or(work.version.as_ref().map(|version| version.etag.clone())),
    });
    // Always base64, whatever host.json says of other queues.
    let text = crate::base64_text::encode(text.to_string().as_bytes());
    if let Err(error) = core.storage.enqueue(POISON, &text).await {
        core.log.error(CATEGORY, &format!("{name}: {error}"));
    }
}
