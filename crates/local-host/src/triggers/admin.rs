//! `/admin`: what tests and people set off by hand.

use super::blobs::{self, Notice};
use super::{queues, timers};
use crate::app::Trigger;
use crate::core::Core;
use crate::forward::HOST_VERSION;
use crate::http_reply::Reply;
use crate::wire::timer::input_text;
use serde_json::{Value, json};
use std::sync::Arc;

/// Answers a request of `/admin/{path}` whose key was found good.
pub(crate) fn request(core: &Arc<Core>, method: &str, path: &str, body: &[u8]) -> Reply {
    match (method, path.trim_end_matches('/')) {
        ("GET", "host/status") => json_reply(&json!({
            "id": core.settings.host_id,
            "state": "Running",
            "version": HOST_VERSION,
            "versionDetails": "local-host, a stand-in",
        })),
        ("GET" | "POST", "host/ping") => Reply::bare(200),
        ("GET", "functions") => {
            let names: Vec<Value> = core
                .app
                .functions
                .iter()
                .map(|function| json!({ "name": function.name }))
                .collect();
            json_reply(&Value::Array(names))
        }
        ("POST", path) => match path.strip_prefix("functions/") {
            Some(name) => by_hand(core, name, body),
            None => Reply::bare(404),
        },
        _ => Reply::bare(404),
    }
}

fn json_reply(json: &Value) -> Reply {
    Reply {
        status: 200,
        headers: vec![(
            "Content-Type".to_owned(),
            "application/json; charset=utf-8".to_owned(),
        )],
        body: json.to_string().into_bytes(),
    }
}

fn by_hand(core: &Arc<Core>, name: &str, body: &[u8]) -> Reply {
    let Ok(Value::Object(json)) = serde_json::from_slice::<Value>(body) else {
        return Reply::bare(400);
    };
    let Some(function) = core.app.function(name).cloned() else {
        return Reply::bare(404);
    };
    let input = input_text(json.get("input"));
    let core = core.clone();
    match function.trigger.clone() {
        // Accepted, and nothing happens.
        Trigger::Http { .. } => {}
        Trigger::Timer { schedule, .. } => {
            core.clone().spawn(async move {
                timers::by_hand(&core, &function, &schedule, input.as_deref()).await
            });
        }
        Trigger::Queue(_) => {
            core.clone().spawn(async move {
                queues::by_hand(&core, &function, &input.unwrap_or_default()).await
            });
        }
        Trigger::Blob { .. } => {
            if let Some((container, name)) = input.as_deref().and_then(|path| path.split_once('/'))
            {
                let notice = Notice {
                    function: function.name,
                    container: container.to_owned(),
                    name: name.to_owned(),
                    etag: None,
                };
                core.clone().spawn(async move {
                    if let Err(error) = blobs::enqueue(&core, &notice).await {
                        core.log.warning("Host.Admin", &error.to_string());
                    }
                });
            }
        }
    }
    Reply::bare(202)
}
