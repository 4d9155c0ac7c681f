//! For what set a recorded call off, the stand-in sends what the host sent: ids, times and ports aside.

use crate::recorded::{Row, rows};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use local_host::app::{HttpMode, Trigger};
use local_host::clock::parse_iso;
use local_host::forward;
use local_host::wire::blob::{Fetched, decode_path};
use local_host::wire::http::{Call, Identity};
use local_host::wire::queue::Message;
use local_host::wire::timer::{Retry, Status};
use local_host::wire::{Stamp, blob, http, queue, timer};
use serde_json::{Value, json};
use time::OffsetDateTime;

fn stamp() -> Stamp {
    Stamp {
        now: OffsetDateTime::UNIX_EPOCH,
        guid: "00000000-0000-4000-8000-000000000000".to_owned(),
    }
}

/// Replaces what differs between any two calls.
fn masked(mut body: Value) -> Value {
    body.as_object_mut().unwrap().remove("_note");
    if let Some(sys) = body
        .pointer_mut("/Metadata/sys")
        .and_then(Value::as_object_mut)
    {
        for name in ["UtcNow", "RandGuid"] {
            assert!(sys.insert(name.to_owned(), json!("*")).is_some());
        }
    }
    if let Some(exception) = body.pointer_mut("/Metadata/RetryContext/Exception")
        && exception.is_object()
    {
        *exception =
            json!({ "ClassName": exception["ClassName"], "Message": exception["Message"] });
    }
    body
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn moment(value: &Value) -> OffsetDateTime {
    parse_iso(value.as_str().unwrap()).unwrap()
}

/// A value that is quoted once more.
fn quoted(value: &Value) -> Option<String> {
    serde_json::from_str(value.as_str()?).ok()
}

fn queue_body(row: &Row) -> Value {
    let (data, metadata) = (&row.body()["Data"], &row.body()["Metadata"]);
    let datum = &data[&row.function.binding];
    let content = if row.function.binary {
        STANDARD.decode(datum.as_str().unwrap()).unwrap()
    } else {
        quoted(datum).unwrap().into_bytes()
    };
    let payload: Value = serde_json::from_slice(&content).unwrap_or(Value::Null);
    // What the payload shadows is not known any more: anything will do.
    let kept = |name: &str| payload.get(name).is_none_or(Value::is_null);
    let by_hand = row.case.starts_with("invoked by");
    let message = Message {
        content,
        dequeue_count: metadata["DequeueCount"]
            .as_str()
            .and_then(|count| count.parse().ok())
            .unwrap_or(1),
        expires: moment(&metadata["ExpirationTime"]),
        inserted: moment(&metadata["InsertionTime"]),
        next_visible: moment(&metadata["NextVisibleTime"]),
        id: (!by_hand).then(|| {
            if kept("Id") {
                quoted(&metadata["Id"]).unwrap()
            } else {
                "shadowed".to_owned()
            }
        }),
        pop_receipt: quoted(&metadata["PopReceipt"]),
    };
    let function = &row.function;
    let mut envelope = queue::envelope(
        &function.name,
        &function.binding,
        function.binary,
        &message,
        &stamp(),
    )
    .unwrap();
    for (name, path, binary) in &function.inputs {
        let (container, _) = path.resolve(&envelope.metadata, String::new).unwrap();
        assert_eq!(container, "flat");
        envelope
            .data
            .insert(name.clone(), blob::input(None, *binary));
    }
    envelope.body()
}

fn blob_body(row: &Row) -> Value {
    let (data, metadata) = (&row.body()["Data"], &row.body()["Metadata"]);
    let properties = &metadata["Properties"];
    let datum = &data[&row.function.binding];
    let content = match datum.as_str() {
        Some(base64) => STANDARD.decode(base64).unwrap(),
        None => vec![0; usize::try_from(properties["ContentLength"].as_u64().unwrap()).unwrap()],
    };
    let uri = quoted(&metadata["Uri"]).unwrap();
    let path = decode_path(uri.split_once("/devstoreaccount1/").unwrap().1);
    let (container, name) = path.split_once('/').unwrap();
    assert!(
        uri.ends_with(&format!("/{container}/{}", blob::encode_path(name))),
        "{uri}"
    );
    let Trigger::Blob { pattern, .. } = &row.function.trigger else {
        panic!("no blob trigger")
    };
    let parameters = if pattern.container == container {
        pattern.matches(name).unwrap()
    } else {
        Vec::new()
    };
    let pairs = metadata["Metadata"].as_object().unwrap().iter();
    let fetched = Fetched {
        uri,
        content,
        last_modified: moment(&properties["LastModified"]),
        created: moment(&properties["CreatedOn"]),
        tier_changed: Some(moment(&properties["AccessTierChangedOn"])),
        content_type: text(&properties["ContentType"]),
        content_md5: text(&properties["ContentHash"]),
        encoding: text(&properties["ContentEncoding"]),
        disposition: text(&properties["ContentDisposition"]),
        language: text(&properties["ContentLanguage"]),
        cache_control: text(&properties["CacheControl"]),
        metadata: pairs
            .map(|(name, value)| (name.clone(), text(value).unwrap()))
            .collect(),
        etag: "\"0x1\"".to_owned(),
    };
    let function = &row.function;
    let envelope = blob::envelope(
        &function.name,
        &function.binding,
        &fetched,
        &parameters,
        false,
        &stamp(),
    );
    let mut body = envelope.body();
    if datum.is_object() {
        let sent = &mut body["Data"][&function.binding];
        *sent = json!({ "base64_length": sent.as_str().unwrap().len() });
    }
    body
}

fn timer_body(row: &Row) -> Value {
    let (data, metadata) = (&row.body()["Data"], &row.body()["Metadata"]);
    let datum = &data[&row.function.binding];
    let Trigger::Timer { schedule, .. } = &row.function.trigger else {
        panic!("no timer")
    };
    let now = moment(&metadata["sys"]["UtcNow"]);
    assert_eq!(schedule.monitored(now), !datum["ScheduleStatus"].is_null());
    let status = Status::read(&datum["ScheduleStatus"]);
    if let Some(status) = status {
        assert_eq!(schedule.after(now), Some(status.next));
    }
    let retry = metadata.get("RetryContext").map(|context| Retry {
        count: u32::try_from(context["RetryCount"].as_u64().unwrap()).unwrap(),
        max: row.function.retry.as_ref().unwrap().max,
        failure: context["Exception"]
            .is_object()
            .then(|| "status 500".to_owned()),
    });
    let input = metadata
        .get(&row.function.binding)
        .map(|value| quoted(value).unwrap());
    let mut body = timer::envelope(
        &row.function.name,
        &row.function.binding,
        status.as_ref(),
        false,
        input.as_deref(),
        retry.as_ref(),
        &stamp(),
    )
    .body();
    // The fraction of a second that a status was noted at is no part of what we read.
    let updated = format!("/Data/{}/ScheduleStatus/LastUpdated", row.function.binding);
    if let (Some(sent), Some(got)) = (body.pointer_mut(&updated), row.body().pointer(&updated)) {
        assert_eq!(sent.as_str().unwrap()[..19], got.as_str().unwrap()[..19]);
        *sent = got.clone();
    }
    body
}

/// A call from its recorded envelope. What is destroyed in there stands in the rows of the same calls that were forwarded.
fn call(row: &Row) -> Call {
    let data = &row.body()["Data"][&row.function.binding];
    let headers = data["Headers"].as_object().unwrap();
    let headers: Vec<(String, String)> = headers
        .iter()
        .flat_map(|(name, values)| {
            let values = values.as_array().unwrap().iter();
            values.map(move |value| (name.clone(), text(value).unwrap()))
        })
        .collect();
    let mut call = Call {
        method: text(&data["Method"]).unwrap(),
        url: text(&data["Url"]).unwrap(),
        headers,
        body: Vec::new(),
        identity: if data["Identities"][0]["IsAuthenticated"] == json!(true) {
            Identity::Admin
        } else {
            Identity::Anonymous
        },
    };
    let media = call.header("content-type").unwrap_or_default();
    if let Some(body) = data["Body"].as_str() {
        call.body = if media == "image/png" {
            let forwarded = rows().into_iter().find(|row| row.id == "rh-182").unwrap();
            STANDARD
                .decode(forwarded.body()["raw_base64"].as_str().unwrap())
                .unwrap()
        } else if media == "application/octet-stream" || media.starts_with("multipart/") {
            STANDARD.decode(body).unwrap()
        } else {
            body.as_bytes().to_vec()
        };
    }
    call
}

fn http_body(row: &Row) -> Value {
    let Trigger::Http { route, .. } = &row.function.trigger else {
        panic!("no HTTP trigger")
    };
    let call = call(row);
    let path = call
        .url
        .split('?')
        .next()
        .unwrap()
        .splitn(4, '/')
        .nth(3)
        .unwrap();
    let parameters = route.matches(path).unwrap();
    let function = &row.function;
    http::envelope(
        &function.name,
        &function.binding,
        &call,
        &parameters,
        false,
        &stamp(),
    )
    .body()
}

#[test]
fn every_recorded_envelope_is_sent_again() {
    let mut counts = [0; 4];
    for row in rows() {
        if row.host.http == HttpMode::Forwarding && row.function.only_http() {
            continue;
        }
        if row.body()["Data"].is_null() {
            continue;
        }
        let (sent, kind) = match &row.function.trigger {
            Trigger::Queue(_) => (queue_body(&row), 0),
            Trigger::Blob { .. } => (blob_body(&row), 1),
            Trigger::Timer { .. } => (timer_body(&row), 2),
            Trigger::Http { .. } => (http_body(&row), 3),
        };
        assert_eq!(
            masked(sent),
            masked(row.body().clone()),
            "{} {}",
            row.id,
            row.case
        );
        assert_eq!(row.request["path"], format!("/{}", row.function.name));
        counts[kind] += 1;
    }
    assert!(
        counts
            .iter()
            .zip([70, 20, 7, 30])
            .all(|(n, least)| *n >= least),
        "{counts:?}"
    );
}

#[test]
fn envelopes_that_were_too_big_to_keep_have_the_recorded_length() {
    let mut lengths = Vec::new();
    let moment = parse_iso("2026-11-23T22:15:34Z").unwrap();
    for row in rows() {
        let Some(length) = row.body()["body_length"].as_u64() else {
            continue;
        };
        if row.host.http == HttpMode::Forwarding {
            continue;
        }
        let real = |ticks: i64| Stamp {
            now: moment + time::Duration::nanoseconds(ticks * 100),
            guid: stamp().guid,
        };
        let sent = match &row.function.trigger {
            Trigger::Queue(_) => {
                let message = Message {
                    content: "x".repeat(49_000).into_bytes(),
                    dequeue_count: 1,
                    expires: moment,
                    inserted: moment,
                    next_visible: moment,
                    id: Some("b590fbf2-b245-4cb3-8a74-2ab0f6a74782".to_owned()),
                    pop_receipt: Some("MjNOb3YyMDI2MjI6MTU6MzRjY2Vh".to_owned()),
                };
                queue::envelope("Q1", "msg", false, &message, &real(3_687_997)).unwrap()
            }
            Trigger::Http { .. } => {
                let (host, mut headers, media, size) = if length > 100_000_000 {
                    let curl = vec![
                        ("Accept", "*/*".to_owned()),
                        ("Host", "localhost:7071".to_owned()),
                        ("User-Agent", "curl/7.88.1".to_owned()),
                    ];
                    ("localhost", curl, "application/octet-stream", 99_000_000)
                } else {
                    let python = vec![
                        ("Host", "127.0.0.1:7071".to_owned()),
                        ("Accept-Encoding", "identity".to_owned()),
                    ];
                    ("127.0.0.1", python, "text/plain", 3_000_000)
                };
                headers.push(("Content-Type", media.to_owned()));
                headers.push(("Content-Length", size.to_string()));
                let call = Call {
                    method: "POST".to_owned(),
                    url: format!("http://{host}:7071/api/h"),
                    headers: headers
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect(),
                    body: vec![b'x'; size],
                    identity: Identity::Anonymous,
                };
                http::envelope(
                    "HttpDef",
                    "req",
                    &call,
                    &[("id".to_owned(), None)],
                    false,
                    &real(1_816_271),
                )
            }
            _ => panic!("{}", row.id),
        };
        let sent = sent.body().to_string();
        let near = i64::try_from(sent.len()).unwrap() - i64::try_from(length).unwrap();
        // The recorded time may have had trailing zeros.
        assert!(
            (-1..=1).contains(&near),
            "{}: {} and {length}",
            row.id,
            sent.len()
        );
        lengths.push(length);
    }
    assert_eq!(lengths.len(), 3);
}

#[test]
fn every_recorded_forwarded_call_is_forwarded_again() {
    let mut count = 0;
    for row in rows() {
        if row.host.http != HttpMode::Forwarding || !row.function.only_http() {
            continue;
        }
        let recorded = row.request["headers"].as_object().unwrap();
        let ours = [
            "X-Azure-Functions-HostVersion",
            "X-Azure-Functions-InvocationId",
            "User-Agent",
        ];
        let client = recorded
            .iter()
            .filter(|(name, _)| !ours.contains(&name.as_str()));
        let path = text(&row.request["path"]).unwrap();
        let call = Call {
            method: text(&row.request["method"]).unwrap(),
            url: format!(
                "http://127.0.0.1:7072{}",
                path.replace("x=1,2&", "x=1&x=2&")
            ),
            headers: client
                .map(|(name, value)| (name.clone(), text(value).unwrap()))
                .collect(),
            body: Vec::new(),
            identity: Identity::Anonymous,
        };
        assert_eq!(forward::path_and_query(&call.url), path, "{}", row.id);
        let id = text(&recorded["X-Azure-Functions-InvocationId"]).unwrap();
        let sent: serde_json::Map<String, Value> = forward::headers(&call, &id)
            .into_iter()
            .map(|(name, value)| (name, json!(value)))
            .collect();
        assert_eq!(&sent, recorded, "{}", row.id);
        count += 1;
    }
    assert!(count >= 12, "{count}");
}
