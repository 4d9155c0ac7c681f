//! Laws of the host's encoding: whatever it wraps comes out as it was, and nothing makes the decoder panic or tell.

use base64::{Engine, engine::general_purpose::STANDARD};
use custom_handler::{BlobEvent, FunctionJson, HttpEvent, QueueEvent, TimerEvent, TriggerKind};
use proptest::prelude::*;
use serde_json::{Value, json};

fn declared(kind: TriggerKind, data_type: Option<&str>) -> FunctionJson {
    let mut binding = json!({"type": kind.binding_type(), "direction": "in", "name": "it"});
    if let Some(data_type) = data_type {
        binding["dataType"] = data_type.into();
    }
    FunctionJson::parse("f", kind, &json!({ "bindings": [binding] }).to_string()).unwrap()
}

/// A .NET string as the host puts it on the wire: JSON text inside a string.
fn encode_text(text: &str) -> Value {
    Value::String(serde_json::to_string(text).unwrap())
}

/// A .NET byte array on the wire.
fn encode_bytes(bytes: &[u8]) -> Value {
    Value::String(STANDARD.encode(bytes))
}

fn body(value: &Value, metadata: &Value) -> Vec<u8> {
    json!({"Data": {"it": value}, "Metadata": metadata})
        .to_string()
        .into_bytes()
}

/// The same JSON with every character outside ASCII, and every slash, escaped.
fn escaped(body: &[u8]) -> Vec<u8> {
    let mut out = String::new();
    for unit in std::str::from_utf8(body).unwrap().encode_utf16() {
        match u8::try_from(unit) {
            Ok(b'/') => out += "\\/",
            Ok(byte) if byte.is_ascii() => out.push(byte as char),
            _ => out += &format!("\\u{unit:04x}"),
        }
    }
    out.into_bytes()
}

fn message(data_type: Option<&str>, body: Vec<u8>) -> QueueEvent {
    QueueEvent::decode(&declared(TriggerKind::Queue, data_type), body).unwrap()
}

fn text_of(data_type: Option<&str>, body: Vec<u8>) -> String {
    message(data_type, body).text().unwrap().to_owned()
}

fn blob_metadata() -> Value {
    json!({"Uri": "\"https://a.example.net/raw/x\""})
}

/// Any JSON, nested a little.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(Value::from("\"77\"")),
        Just(Value::from("{\"RetryCount\":\"x\"}")),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::btree_map("[A-Za-z]{1,8}", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_comes_back_exactly(text in any::<String>()) {
        let body = body(&encode_text(&text), &json!({}));
        prop_assert_eq!(&text_of(None, body.clone()), &text);
        prop_assert_eq!(&text_of(Some("string"), escaped(&body)), &text);
    }

    #[test]
    fn text_encoded_once_is_taken_as_it_is(text in any::<String>()) {
        prop_assume!(serde_json::from_str::<String>(&text).is_err());
        prop_assert_eq!(&text_of(None, body(&text.clone().into(), &json!({}))), &text);
    }

    #[test]
    fn a_text_that_is_a_string_literal_loses_one_level_only(text in any::<String>()) {
        let literal = serde_json::to_string(&text).unwrap();
        let body = body(&encode_text(&literal), &json!({}));
        prop_assert_eq!(&text_of(None, body), &literal);
    }

    #[test]
    fn any_bytes_come_back_exactly(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let message_body = body(&encode_bytes(&bytes), &json!({}));
        prop_assert_eq!(&message(Some("binary"), message_body.clone()).body[..], &bytes[..]);
        prop_assert_eq!(&message(Some("binary"), escaped(&message_body)).body[..], &bytes[..]);
        let blob = declared(TriggerKind::Blob, None);
        let blob_body = body(&encode_bytes(&bytes), &blob_metadata());
        prop_assert_eq!(&BlobEvent::decode(&blob, blob_body.clone()).unwrap().body[..], &bytes[..]);
        prop_assert_eq!(&BlobEvent::decode(&blob, escaped(&blob_body)).unwrap().body[..], &bytes[..]);
    }

    #[test]
    fn no_metadata_keeps_a_message_from_being_read(
        metadata in proptest::collection::btree_map(
            prop_oneof![
                Just("DequeueCount".to_owned()),
                Just("Id".to_owned()),
                Just("InsertionTime".to_owned()),
                Just("RetryContext".to_owned()),
                Just("sys".to_owned()),
                "[a-zA-Z]{0,8}",
            ],
            any_json(),
            0..6,
        )
    ) {
        let metadata = Value::Object(metadata.into_iter().collect());
        prop_assert_eq!(&text_of(None, body(&encode_text("x"), &metadata)), "x");
    }

    #[test]
    fn no_properties_keep_a_blob_from_being_read(properties in any_json(), own in any_json()) {
        let mut metadata = blob_metadata();
        metadata["Properties"] = properties;
        metadata["Metadata"] = own;
        let event = BlobEvent::decode(&declared(TriggerKind::Blob, None), body(&"MTIz".into(), &metadata));
        prop_assert_eq!(&event.unwrap().body[..], b"123");
    }

    #[test]
    fn no_request_makes_a_decoder_panic_or_tell(value in any_json(), metadata in any_json()) {
        let body = body(&value, &metadata);
        for kind in [TriggerKind::Blob, TriggerKind::Queue, TriggerKind::Timer, TriggerKind::HttpEnvelope] {
            let declared = declared(kind, None);
            let error = match kind {
                TriggerKind::Blob => BlobEvent::decode(&declared, body.clone()).err(),
                TriggerKind::Queue => QueueEvent::decode(&declared, body.clone()).err(),
                TriggerKind::Timer => TimerEvent::decode(&declared, body.clone()).err(),
                _ => HttpEvent::decode(&declared, &body).err(),
            };
            if let Some(error) = error {
                let text = error.to_string();
                prop_assert!(
                    text.is_ascii()
                        && (text.starts_with("Data.it") || text.starts_with("Metadata.Uri") || text.starts_with("the request is not an invocation")),
                    "{}", text
                );
            }
        }
    }

    #[test]
    fn no_bytes_make_a_decoder_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = BlobEvent::decode(&declared(TriggerKind::Blob, None), bytes.clone());
        let _ = QueueEvent::decode(&declared(TriggerKind::Queue, None), bytes);
    }
}

#[test]
fn base64_that_is_also_json_stays_base64() {
    let declared = declared(TriggerKind::Blob, Some("string"));
    for data in ["1234", "true", "null"] {
        let event = BlobEvent::decode(&declared, body(&data.into(), &blob_metadata())).unwrap();
        assert_eq!(event.body, STANDARD.decode(data).unwrap(), "{data}");
    }
}

#[test]
fn deeply_nested_metadata_does_not_matter() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let body =
        format!(r#"{{"Data":{{"it":"\"x\""}},"Metadata":{{"nested":{deep},"DequeueCount":"3"}}}}"#);
    assert_eq!(message(None, body.into_bytes()).dequeue_count, Some(3));
}

#[test]
fn an_error_names_the_place_and_not_the_value() {
    let error = |kind, body: Vec<u8>| match kind {
        TriggerKind::Blob => BlobEvent::decode(&declared(kind, None), body)
            .unwrap_err()
            .to_string(),
        TriggerKind::Timer => TimerEvent::decode(&declared(kind, None), body)
            .unwrap_err()
            .to_string(),
        _ => QueueEvent::decode(&declared(kind, None), body)
            .unwrap_err()
            .to_string(),
    };
    let blob = |value: Value, metadata: Value| error(TriggerKind::Blob, body(&value, &metadata));
    assert_eq!(blob("x".into(), blob_metadata()), "Data.it is not base64");
    assert_eq!(blob(7.into(), blob_metadata()), "Data.it is not a string");
    assert_eq!(blob(Value::Null, blob_metadata()), "Data.it is missing");
    assert_eq!(blob("".into(), json!({})), "Metadata.Uri is missing");
    assert_eq!(
        blob("".into(), json!({"Uri": "\"secret\""})),
        "Metadata.Uri is not the URL of a blob"
    );
    assert_eq!(
        error(TriggerKind::Timer, body(&"secret".into(), &json!({}))),
        "Data.it is not an object"
    );
    assert_eq!(
        error(TriggerKind::Queue, b"{\"Data\":{\"secret\":".to_vec()),
        "the request is not an invocation: end of input at line 1 column 18"
    );
    assert_eq!(
        error(TriggerKind::Queue, br#"{"Data":"secret"}"#.to_vec()),
        "the request is not an invocation: shape at line 1 column 16"
    );
    let event = message(None, body(&encode_text("{\"n\":\"secret\"}"), &json!({})));
    assert_eq!(
        event
            .json::<std::collections::BTreeMap<String, u8>>()
            .unwrap_err()
            .to_string(),
        "Data.it is not a message of the expected shape"
    );
    assert!(!format!("{event:?}").contains("secret"));
}

#[test]
fn a_tick_is_read_inline_and_as_text() {
    let timer = declared(TriggerKind::Timer, None);
    let inline =
        json!({"IsPastDue": true, "ScheduleStatus": {"Last": "2026-11-23T22:14:34+00:00"}});
    let as_text = Value::String(inline.to_string());
    for value in [inline, as_text] {
        let event = TimerEvent::decode(&timer, body(&value, &json!({}))).unwrap();
        assert!(event.is_past_due);
        let status = event.schedule_status.unwrap();
        assert_eq!(status.last.unwrap().as_str(), "2026-11-23T22:14:34+00:00");
        assert_eq!(status.next, None);
    }
}
