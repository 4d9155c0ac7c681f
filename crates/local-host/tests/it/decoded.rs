//! Whatever the stand-in wraps, the library for handlers unwraps to what it was: the two were written apart.

use custom_handler::{BlobEvent, FunctionJson, HttpEvent, QueueEvent, TimerEvent, TriggerKind};
use local_host::clock;
use local_host::wire::blob::{Fetched, encode_path};
use local_host::wire::http::{Call, Identity};
use local_host::wire::queue::Message;
use local_host::wire::timer::Status;
use local_host::wire::{Stamp, blob, http, queue, timer};
use proptest::prelude::*;
use serde_json::json;
use time::OffsetDateTime;

fn declared(kind: TriggerKind, binary: bool) -> FunctionJson {
    let mut binding = json!({ "type": kind.binding_type(), "direction": "in", "name": "it" });
    if binary {
        binding["dataType"] = json!("binary");
    }
    FunctionJson::parse("f", kind, &json!({ "bindings": [binding] }).to_string()).unwrap()
}

fn stamp() -> Stamp {
    Stamp {
        now: OffsetDateTime::UNIX_EPOCH,
        guid: "00000000-0000-4000-8000-000000000000".to_owned(),
    }
}

fn message(content: Vec<u8>) -> Message {
    Message {
        content,
        dequeue_count: 3,
        expires: clock::end_of_time(),
        inserted: OffsetDateTime::UNIX_EPOCH,
        next_visible: OffsetDateTime::UNIX_EPOCH,
        id: Some("an id".to_owned()),
        pop_receipt: Some("a receipt".to_owned()),
    }
}

/// Texts that have gone wrong somewhere: JSON, JSON in JSON, numbers, base64, dates, and anything else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        any::<String>().prop_map(|text| json!(text).to_string()),
        any::<String>().prop_map(|text| json!({ "a": text, "Id": 1, "sys": [text] }).to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        Just("null".to_owned()),
        Just("2026-01-02T03:04:05Z".to_owned()),
        "[a-zA-Z0-9+/]{4,40}",
    ]
}

proptest! {
    #[test]
    fn any_message_arrives_as_it_was_sent(text in text()) {
        let envelope = queue::envelope("f", "it", false, &message(text.clone().into_bytes()), &stamp()).unwrap();
        let event = QueueEvent::decode(&declared(TriggerKind::Queue, false), envelope.body().to_string().into_bytes());
        let event = event.unwrap();
        prop_assert_eq!(event.text().unwrap(), &text);
    }

    #[test]
    fn any_bytes_arrive_where_the_binding_is_binary(bytes in any::<Vec<u8>>()) {
        let envelope = queue::envelope("f", "it", true, &message(bytes.clone()), &stamp()).unwrap();
        let event = QueueEvent::decode(&declared(TriggerKind::Queue, true), envelope.body().to_string().into_bytes());
        let event = event.unwrap();
        prop_assert_eq!(&event.body[..], &bytes[..]);
        prop_assert_eq!(event.dequeue_count, Some(3));
    }

    #[test]
    fn any_blob_arrives_under_its_name(name in "[^\\x00-\\x1f/?#][^\\x00-\\x1f?#]{0,40}", content in any::<Vec<u8>>(), old in any::<bool>()) {
        let fetched = Fetched {
            uri: format!("http://127.0.0.1:10000/devstoreaccount1/raw/{}", encode_path(&name)),
            content: content.clone(),
            last_modified: OffsetDateTime::UNIX_EPOCH,
            created: OffsetDateTime::UNIX_EPOCH,
            tier_changed: None,
            content_type: Some("text/plain".to_owned()),
            content_md5: Some("1B2M2Y8AsgTpgAmY7PhCfg==".to_owned()),
            encoding: None,
            disposition: None,
            language: None,
            cache_control: None,
            metadata: vec![("Note".to_owned(), "x".to_owned())],
            etag: "\"0x1\"".to_owned(),
        };
        let envelope = blob::envelope("f", "it", &fetched, &[], old, &stamp());
        let event = BlobEvent::decode(&declared(TriggerKind::Blob, false), envelope.body().to_string().into_bytes());
        let event = event.unwrap();
        prop_assert_eq!(&event.body[..], &content[..]);
        prop_assert_eq!(&event.container, "raw");
        prop_assert_eq!(&event.path, &name);
        prop_assert_eq!(event.properties.content_length, Some(content.len() as u64));
        prop_assert!(event.properties.content_md5.is_some());
        prop_assert_eq!(event.properties.etag.is_some(), old);
        prop_assert_eq!(event.metadata.get("Note").map(String::as_str), Some("x"));
    }

    #[test]
    fn any_call_arrives_with_its_body(body in any::<String>(), binary in any::<Vec<u8>>(), value in "[a-z ü+&=%]{0,12}", old in any::<bool>()) {
        let call = |media: &str, body: Vec<u8>| Call {
            method: "POST".to_owned(),
            url: format!("http://127.0.0.1:7071/api/f?x={}", encode_path(&value)),
            headers: vec![("Content-Type".to_owned(), media.to_owned()), ("X-Multi".to_owned(), "a".to_owned())],
            body,
            identity: Identity::Anonymous,
        };
        let parameters = [("id".to_owned(), Some("7".to_owned())), ("rest".to_owned(), None)];
        let decode = |call: &Call| {
            let envelope = http::envelope("f", "it", call, &parameters, old, &stamp());
            HttpEvent::decode(&declared(TriggerKind::Http, false), envelope.body().to_string().as_bytes()).unwrap()
        };
        let event = decode(&call("text/plain", body.clone().into_bytes()));
        let text = body.strip_prefix('\u{feff}').unwrap_or(&body);
        prop_assert_eq!(event.body.as_deref().unwrap_or_default(), text.as_bytes());
        prop_assert_eq!(event.query.get("x"), Some(&value));
        let event = decode(&call("application/octet-stream", binary.clone()));
        prop_assert_eq!(event.body.as_deref().unwrap_or_default(), &binary[..]);
        prop_assert_eq!(event.header("x-multi"), Some("a"));
    }
}

#[test]
fn a_timers_status_arrives() {
    let status = Status {
        last: clock::never(),
        next: clock::moment(2026, 11, 24, 3, 30, 0).unwrap(),
        updated: clock::never(),
    };
    for status in [None, Some(&status)] {
        let envelope = timer::envelope("f", "it", status, true, None, None, &stamp());
        let declared = declared(TriggerKind::Timer, false);
        let event =
            TimerEvent::decode(&declared, envelope.body().to_string().into_bytes()).unwrap();
        assert!(event.is_past_due);
        assert_eq!(event.schedule_status.is_some(), status.is_some());
        if let Some(status) = event.schedule_status {
            assert!(status.last.is_none() && status.next.is_some());
        }
    }
}
