//! Every recorded request becomes the right typed event.

use base64::{Engine, engine::general_purpose::STANDARD};
use custom_handler::{BlobEvent, FunctionJson, HttpEvent, QueueEvent, TimerEvent, TriggerKind};
use serde_json::Value;

/// Rows of `testdata/{name}.jsonl`.
pub(crate) fn rows(name: &str) -> Vec<Value> {
    let path = format!("{}/tests/testdata/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The wrapped requests of one trigger: declaration, body, row.
fn wrapped(trigger: &str) -> Vec<(FunctionJson, Value, Value)> {
    let kind = match trigger {
        "blobTrigger" => TriggerKind::Blob,
        "queueTrigger" => TriggerKind::Queue,
        "timerTrigger" => TriggerKind::Timer,
        _ => TriggerKind::HttpEnvelope,
    };
    let mut all = Vec::new();
    for row in rows("host_4.1037").into_iter().chain(rows("older_hosts")) {
        let body = row["request"]
            .get("body")
            .unwrap_or(&row["request"])
            .clone();
        if row["trigger"] != trigger || row["forwarded"] == true || body.get("Data").is_none() {
            continue;
        }
        let name = row["function"].as_str().unwrap_or("f").to_owned();
        all.push((declared(&name, kind, &row, &body), body, row));
    }
    all
}

/// The declaration in the row; for samples that have none, the first binding in their data.
fn declared(name: &str, kind: TriggerKind, row: &Value, body: &Value) -> FunctionJson {
    let mut file = match row.get("function_json") {
        Some(file) => file.clone(),
        None => {
            let binding = body["Data"].as_object().unwrap().keys().next().unwrap();
            serde_json::json!({"bindings": [{"type": kind.binding_type(), "direction": "in", "name": binding}]})
        }
    };
    // Outputs with dataType binary are refused at registration; here they do not matter.
    file["bindings"]
        .as_array_mut()
        .unwrap()
        .retain(|binding| binding["direction"] == "in");
    FunctionJson::parse(name, kind, &file.to_string()).unwrap()
}

fn bytes(body: &Value) -> Vec<u8> {
    serde_json::to_vec(body).unwrap()
}

/// The host quotes the strings of its metadata once.
fn quoted(value: &Value) -> Option<String> {
    serde_json::from_str(value.as_str()?).ok()
}

#[test]
fn every_recorded_blob_is_read() {
    let all = wrapped("blobTrigger");
    assert!(all.len() >= 20, "{}", all.len());
    for (declared, body, row) in all {
        let id = &row["id"];
        let event = BlobEvent::decode(&declared, bytes(&body)).unwrap();
        let data = body["Data"][declared.trigger()].as_str().unwrap();
        assert_eq!(event.body, STANDARD.decode(data).unwrap(), "{id}");

        let metadata = &body["Metadata"];
        let properties = &metadata["Properties"];
        let length = properties
            .get("ContentLength")
            .unwrap_or(&properties["Length"]);
        assert_eq!(event.properties.content_length, length.as_u64(), "{id}");
        let md5 = properties
            .get("ContentHash")
            .unwrap_or(&properties["ContentMD5"]);
        assert_eq!(
            event
                .properties
                .content_md5
                .map(|md5| STANDARD.encode(md5))
                .as_deref(),
            md5.as_str(),
            "{id}"
        );
        assert_eq!(
            event.properties.last_modified.unwrap().as_str(),
            properties["LastModified"].as_str().unwrap()
        );
        assert!(event.properties.created.is_some(), "{id}");
        assert_eq!(
            event.properties.etag.as_deref(),
            properties["ETag"].as_str(),
            "{id}"
        );
        let own: Vec<&String> = metadata["Metadata"].as_object().unwrap().keys().collect();
        assert_eq!(event.metadata.keys().collect::<Vec<_>>(), own, "{id}");

        // The host has split the path by the declared pattern; put together again it must be ours.
        let path = row["function_json"]["bindings"][0]["path"].as_str();
        let part = |name: &str| metadata.get(name).and_then(quoted);
        if let (Some(pattern), Some(name)) = (path, part("name")) {
            let mut whole = pattern.replace("{name}", &name);
            for other in ["source", "ext"] {
                whole = whole.replace(&format!("{{{other}}}"), &part(other).unwrap_or_default());
            }
            assert_eq!(format!("{}/{}", event.container, event.path), whole, "{id}");
        } else {
            // An event of another container, and a sample without declaration.
            let known = [("flat", "one.txt"), ("bpath1", "hello.txt")];
            assert!(
                known.contains(&(event.container.as_str(), event.path.as_str())),
                "{id}"
            );
        }
    }
}

#[test]
fn every_recorded_message_is_read() {
    let all = wrapped("queueTrigger");
    assert!(all.len() >= 60, "{}", all.len());
    for (declared, body, row) in all {
        let id = row["id"].as_str().unwrap();
        let event = QueueEvent::decode(&declared, bytes(&body)).unwrap();
        let data = body["Data"][declared.trigger()].as_str().unwrap();
        let expected = if declared.is_binary() {
            STANDARD.decode(data).unwrap()
        } else if id == "doc-queue" {
            // The documentation shows the text encoded once.
            data.as_bytes().to_vec()
        } else {
            serde_json::from_str::<String>(data).unwrap().into_bytes()
        };
        assert_eq!(event.body, expected, "{id}");
        match id {
            // This message is an object that shadows the host's own metadata.
            "rh-023" => {
                assert_eq!(event.dequeue_count, Some(77));
                assert_eq!(event.message_id.as_deref(), Some("evil"));
            }
            "host-001" => assert_eq!(event.dequeue_count, Some(4)),
            _ => {
                assert!(event.inserted.is_some(), "{id}");
                assert!(event.dequeue_count.is_some(), "{id}");
            }
        }
    }
}

#[test]
fn every_recorded_tick_is_read() {
    let all = wrapped("timerTrigger");
    assert!(all.len() >= 8, "{}", all.len());
    for (declared, body, row) in all {
        let id = row["id"].as_str().unwrap();
        let event = TimerEvent::decode(&declared, bytes(&body)).unwrap();
        let status = &body["Data"][declared.trigger()]["ScheduleStatus"];
        assert!(!event.is_past_due, "{id}");
        assert_eq!(event.schedule_status.is_none(), status.is_null(), "{id}");
        if let Some(read) = event.schedule_status {
            let sent = |name: &str| {
                status[name]
                    .as_str()
                    .filter(|time| !time.starts_with("0001"))
            };
            assert_eq!(
                read.last.as_ref().map(|time| time.as_str()),
                sent("Last"),
                "{id}"
            );
            assert_eq!(
                read.next.as_ref().map(|time| time.as_str()),
                sent("Next"),
                "{id}"
            );
            assert_eq!(
                read.last_updated.as_ref().map(|time| time.as_str()),
                sent("LastUpdated"),
                "{id}"
            );
        }
    }
}

#[test]
fn every_wrapped_http_request_is_read() {
    let all = wrapped("httpTrigger");
    assert!(all.len() >= 25, "{}", all.len());
    for (declared, body, row) in all {
        let id = row["id"].as_str().unwrap();
        let event = HttpEvent::decode(&declared, &bytes(&body)).unwrap();
        let sent = &body["Data"][declared.trigger()];
        assert_eq!(event.url, sent["Url"].as_str().unwrap(), "{id}");
        assert_eq!(event.method, sent["Method"].as_str().unwrap(), "{id}");
        assert_eq!(
            event.headers.len(),
            sent["Headers"].as_object().unwrap().len(),
            "{id}"
        );
        let query = match id {
            // An old form: a string that holds the object.
            "doc-order" => 0,
            _ => sent["Query"].as_object().unwrap().len(),
        };
        assert_eq!(event.query.len(), query, "{id}");
        let media_type = event.header("content-type").unwrap_or_default();
        let expected = sent["Body"].as_str().map(|text| {
            if media_type == "application/octet-stream" || media_type.starts_with("multipart/") {
                STANDARD.decode(text).unwrap()
            } else {
                text.as_bytes().to_vec()
            }
        });
        assert_eq!(event.body.map(|body| body.to_vec()), expected, "{id}");
        match id {
            "rh-119" => {
                assert_eq!(event.query["x"], "1,2");
                assert_eq!(event.params["id"].as_deref(), Some("5"));
            }
            "rh-123" => assert_eq!(event.params["id"], None),
            "bal-118" => assert_eq!(event.query["name"], "Jack 1,Jack 2"),
            _ => {}
        }
    }
}
