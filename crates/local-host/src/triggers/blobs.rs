//! Blob triggers: what happens once a blob is known, by polling or by an event. Both kinds go through one queue of the host's
//! own, whose messages outlive it.

use super::pump::{self, Outcome, Pump, Room};
use crate::app::{Function, Trigger};
use crate::base64_text;
use crate::core::{Core, Failure};
use crate::storage::{Error, Received};
use crate::wire::blob;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const CATEGORY: &str = "Host.Triggers.Blobs";

/// Where blobs go that no try could handle.
const POISON: &str = "webjobs-blobtrigger-poison";

const MOST_PAUSE: Duration = Duration::from_millis(250);

/// A blob to call a function with.
#[derive(Debug, Clone)]
pub(crate) struct Notice {
    pub(crate) function: String,
    pub(crate) container: String,
    pub(crate) name: String,
    /// The ETag that it was seen with, with quotes, if anybody said.
    pub(crate) etag: Option<String>,
}

impl Notice {
    /// As it stands in the queue, and in the poison queue: base64, whatever host.json says of other queues.
    fn text(&self) -> String {
        let json = json!({
            "Type": "BlobTrigger",
            "FunctionId": format!("Host.Functions.{}", self.function),
            "BlobType": "BlockBlob",
            "ContainerName": self.container,
            "BlobName": self.name,
            "ETag": self.etag,
        });
        base64_text::encode(json.to_string().as_bytes())
    }

    fn read(text: &str) -> Option<Notice> {
        let json: Value = serde_json::from_slice(&base64_text::decode(text)?).ok()?;
        let text = |name: &str| json[name].as_str().map(str::to_owned);
        Some(Notice {
            function: text("FunctionId")?
                .strip_prefix("Host.Functions.")?
                .to_owned(),
            container: text("ContainerName")?,
            name: text("BlobName")?,
            etag: text("ETag"),
        })
    }
}

/// Puts a blob into the queue.
pub(crate) async fn enqueue(core: &Core, notice: &Notice) -> Result<(), Error> {
    core.storage.enqueue(&queue(core), &notice.text()).await
}

fn queue(core: &Core) -> String {
    format!("azure-webjobs-blobtrigger-{}", core.settings.host_id)
}

/// Whether a function finds its blobs by polling.
pub(crate) fn polls(core: &Core, function: &Function) -> bool {
    matches!(function.trigger, Trigger::Blob { event_grid, .. } if !event_grid && !core.settings.events)
}

/// Works until the host stops, on at most `maxDegreeOfParallelism` blobs at a time.
pub(crate) async fn listen(core: Arc<Core>) {
    let host = &core.app.host;
    let pump = Pump {
        queue: queue(&core),
        poison: POISON.to_owned(),
        room: Room::Most(host.blob_parallelism),
        max_dequeue_count: host.poison_blob_threshold,
        visibility_timeout: Duration::ZERO,
        most_pause: MOST_PAUSE,
        redeliver: 0.0,
        category: CATEGORY,
        name: "blobs".to_owned(),
    };
    // Where one function of an app polls, all share a reader that compares ETags.
    let compare = core
        .app
        .functions
        .iter()
        .any(|function| polls(&core, function));
    let shared = core.clone();
    pump::run(core, pump, move |received| {
        handle(shared.clone(), compare, received)
    })
    .await;
}

async fn handle(core: Arc<Core>, compare: bool, received: Received) -> Outcome {
    let Some(notice) = Notice::read(&received.text) else {
        return Outcome::Hopeless;
    };
    let Some(function) = core.app.function(&notice.function) else {
        return Outcome::Done;
    };
    match attempt(&core, function, &notice, compare).await {
        Ok(()) => Outcome::Done,
        Err(_) => Outcome::Failed,
    }
}

async fn attempt(
    core: &Core,
    function: &Function,
    notice: &Notice,
    compare: bool,
) -> Result<(), Failure> {
    let fetched = core.storage.fetch(&notice.container, &notice.name).await;
    let fetched = fetched.map_err(|error| {
        core.log
            .warning(CATEGORY, &format!("{}: {error}", function.name));
        Failure::because(error)
    })?;
    // Gone or replaced by now: nobody is told.
    let Some(fetched) = fetched else {
        return Ok(());
    };
    if compare
        && notice
            .etag
            .as_ref()
            .is_some_and(|etag| *etag != fetched.etag)
    {
        return Ok(());
    }
    let parameters = parameters(function, &notice.container, &notice.name);
    let mut envelope = blob::envelope(
        &function.name,
        &function.binding,
        &fetched,
        &parameters,
        core.settings.old_forms,
        &core.stamp(),
    );
    drop(fetched);
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
