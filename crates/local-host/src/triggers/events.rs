//! Event Grid, as far as blobs are concerned: events made of what lands in watched containers, and the webhook that takes them.

use super::blobs::{self, Notice};
use super::receipts::{Receipts, Version};
use crate::app::{Function, Trigger};
use crate::clock;
use crate::core::Core;
use crate::dice::guid;
use crate::storage::{Error, Listed};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use time::OffsetDateTime;

const CATEGORY: &str = "EventGrid";

/// Takes events for blob triggers.
#[derive(Debug, Clone)]
pub(crate) struct Intake(pub(crate) Vec<Arc<Function>>);

/// What the webhook answers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Response {
    Accepted,
    Validated(String),
    Refused(u16),
}

impl Intake {
    /// A request of `/runtime/webhooks/blobs`; `function` is what its query names, `kind` its header `aeg-event-type`.
    pub(crate) async fn request(
        &self,
        core: &Core,
        function: &str,
        kind: Option<&str>,
        body: &[u8],
    ) -> Response {
        let Ok(json) = serde_json::from_slice::<Value>(body) else {
            return Response::Refused(500);
        };
        let events = match json {
            Value::Array(events) => events,
            event => vec![event],
        };
        let validation =
            |event: &Value| event["eventType"] == "Microsoft.EventGrid.SubscriptionValidationEvent";
        if kind.is_some_and(|kind| kind.eq_ignore_ascii_case("SubscriptionValidation"))
            || events.iter().any(validation)
        {
            let code = events
                .iter()
                .find_map(|event| event.pointer("/data/validationCode")?.as_str());
            return code.map_or(Response::Refused(400), |code| {
                Response::Validated(code.to_owned())
            });
        }
        if !kind.is_some_and(|kind| kind.eq_ignore_ascii_case("Notification")) {
            return Response::Refused(400);
        }
        for event in &events {
            if self.event(core, function, event).await.is_err() {
                return Response::Refused(500);
            }
        }
        Response::Accepted
    }

    /// One event for a function, `Host.Functions.{name}`. There is no filter: not by type, not by container.
    async fn event(&self, core: &Core, function: &str, event: &Value) -> Result<(), Error> {
        let Some(function) = function.strip_prefix("Host.Functions.") else {
            return Ok(());
        };
        let data = &event["data"];
        let place = data["url"].as_str().and_then(|url| core.storage.place(url));
        let Some((container, name)) = place else {
            return Ok(());
        };
        if !self.0.iter().any(|known| known.name == function) {
            return Ok(());
        }
        let etag = data["eTag"].as_str();
        let notice = Notice {
            function: function.to_owned(),
            container,
            name,
            etag: etag.map(|etag| format!("\"{}\"", etag.trim_matches('"'))),
        };
        blobs::enqueue(core, &notice).await
    }
}

/// An event as Event Grid writes it.
fn created(core: &Core, container: &str, blob: &Listed, etag: &str) -> Value {
    let account = core.storage.account();
    json!({
        "topic": format!("/subscriptions/local/resourceGroups/local/providers/Microsoft.Storage/storageAccounts/{account}"),
        "subject": format!("/blobServices/default/containers/{container}/blobs/{}", blob.name),
        "eventType": "Microsoft.Storage.BlobCreated",
        "id": guid(),
        "eventTime": clock::iso_ticks(OffsetDateTime::now_utc(), "Z"),
        "dataVersion": "",
        "metadataVersion": "1",
        "data": {
            "api": "PutBlob",
            "clientRequestId": guid(),
            "requestId": guid(),
            "eTag": etag.trim_matches('"'),
            "contentType": blob.content_type,
            "contentLength": blob.length,
            "blobType": "BlockBlob",
            "accessTier": "Default",
            "url": core.storage.uri(container, &blob.name),
            "sequencer": guid(),
            "storageDiagnostics": { "batchId": guid() },
        },
    })
}

/// A delivery to come.
struct Delivery {
    event: Value,
    large: bool,
    container: String,
    version: Option<Version>,
}

/// Watches containers until the host stops.
pub(crate) async fn watch(core: Arc<Core>, intake: Intake, receipts: Arc<Receipts>) {
    loop {
        for container in &core.settings.watch {
            let listed = match core.storage.list(container, "").await {
                Ok(listed) => listed,
                Err(error) => {
                    core.log.warning(CATEGORY, &error.to_string());
                    continue;
                }
            };
            let mut deliveries = Vec::new();
            for blob in listed {
                let large = blob.length > core.settings.small;
                let subscriber = if large {
                    core.settings.bulk_queue.clone()
                } else {
                    "*".to_owned()
                };
                let version = Version {
                    function: subscriber,
                    container: container.clone(),
                    name: blob.name.clone(),
                    etag: blob.etag.clone(),
                };
                if !receipts.first(&version) {
                    continue;
                }
                let wrong = core.dice.happens(core.settings.wrong_etags);
                let etag = if wrong {
                    "0xBADBADBADBADBAD"
                } else {
                    &blob.etag
                };
                let copies = if core.dice.happens(core.settings.duplicate_events) {
                    2
                } else {
                    1
                };
                for _ in 0..copies {
                    deliveries.push(Delivery {
                        event: created(&core, container, &blob, etag),
                        large,
                        container: container.clone(),
                        version: Some(version.clone()),
                    });
                }
                if core.dice.happens(core.settings.foreign_events)
                    && let Some(event) = foreign(&core).await
                {
                    deliveries.push(Delivery {
                        event,
                        large: false,
                        container: container.clone(),
                        version: None,
                    });
                }
            }
            if core.settings.shuffle_events {
                core.dice.shuffle(&mut deliveries);
            }
            for delivery in deliveries {
                let late = core.dice.up_to(core.settings.late_events);
                let (core, intake, receipts) = (core.clone(), intake.clone(), receipts.clone());
                if late > Duration::ZERO {
                    core.clone().spawn(async move {
                        tokio::time::sleep(late).await;
                        deliver(&core, &intake, &receipts, delivery).await;
                    });
                } else {
                    deliver(&core, &intake, &receipts, delivery).await;
                }
            }
        }
        if !core.pause(core.settings.scan).await {
            return;
        }
    }
}

/// An event of another container's blob, as a subscription without a filter brings.
async fn foreign(core: &Core) -> Option<Value> {
    let container = &core.settings.foreign_container;
    let listed = core.storage.list(container, "").await.ok()?;
    let blob = core.dice.pick(&listed)?;
    Some(created(core, container, blob, &blob.etag))
}

async fn deliver(core: &Core, intake: &Intake, receipts: &Receipts, delivery: Delivery) {
    let mut sent = Ok(());
    if delivery.large {
        let text = crate::base64_text::encode(delivery.event.to_string().as_bytes());
        sent = core.storage.enqueue(&core.settings.bulk_queue, &text).await;
    } else {
        for function in &intake.0 {
            if let Trigger::Blob { pattern, .. } = &function.trigger
                && pattern.container == delivery.container
            {
                let name = format!("Host.Functions.{}", function.name);
                sent = sent.and(intake.event(core, &name, &delivery.event).await);
            }
        }
    }
    let Some(version) = &delivery.version else {
        return;
    };
    let kept = match sent {
        Ok(()) => receipts.done(&core.storage, version).await,
        // Event Grid tries again.
        Err(error) => {
            receipts.forget(version);
            Err(error)
        }
    };
    if let Err(error) = kept {
        core.log.warning(CATEGORY, &error.to_string());
    }
}
