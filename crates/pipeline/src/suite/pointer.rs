//! Messages of the queue `bulk`: our own pointers, and Event Grid's events in both schemas.

use crate::Cursor;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// Where a raw file landed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointer {
    /// `{source}/…/{name}` in the container `raw`.
    pub path: String,
    /// Which version, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Where to go on, when a part of it was read. One that cannot be read is none: then all of it is read again.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub cursor: Option<Cursor>,
}

fn if_readable<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Cursor>, D::Error> {
    let value = Value::deserialize(input)?;
    Ok(serde_json::from_value(value).ok())
}

/// The message is neither a pointer nor an event about a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the message is neither a pointer nor an Event Grid event")]
pub struct Unreadable;

/// What a message points to: nothing when it is about something else than a blob that was written to `raw`.
///
/// # Errors
/// [`Unreadable`]; trying again does not help.
pub fn pointers(message: &str) -> Result<Vec<Pointer>, Unreadable> {
    let value: Value = serde_json::from_str(message).map_err(|_| Unreadable)?;
    let events = match value {
        Value::Array(events) => events,
        one => vec![one],
    };
    let mut found = Vec::new();
    for event in events {
        if event.get("path").is_some() {
            found.push(serde_json::from_value(event).map_err(|_| Unreadable)?);
            continue;
        }
        // `eventType` in Event Grid's own schema, `type` in a CloudEvent.
        let kind = event
            .get("eventType")
            .or_else(|| event.get("type"))
            .and_then(Value::as_str)
            .ok_or(Unreadable)?;
        if kind != "Microsoft.Storage.BlobCreated" {
            continue;
        }
        let url = event.pointer("/data/url").and_then(Value::as_str);
        if let Some(path) = url.and_then(path_of_url) {
            // The event's ETag is not taken: a later event about the same path tells of the bytes that lie there now.
            found.push(Pointer {
                path,
                version: None,
                cursor: None,
            });
        }
    }
    Ok(found)
}

/// The raw files that a message means which the host gave up on: one of ours, an event, or the host's own about a blob.
pub(super) fn parked_paths(message: &str) -> Vec<String> {
    let blob: Option<Value> = serde_json::from_str(message).ok();
    if let Some(blob) = blob
        && blob.get("ContainerName").and_then(Value::as_str) == Some("raw")
        && let Some(name) = blob.get("BlobName").and_then(Value::as_str)
    {
        return vec![name.to_owned()];
    }
    pointers(message).map_or_else(
        |_| Vec::new(),
        |all| all.into_iter().map(|pointer| pointer.path).collect(),
    )
}

/// The path of a blob in the container `raw`, from its address. The account may stand in the host or, on an emulator, as
/// the first segment.
fn path_of_url(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let (_, path) = rest.split_once('/')?;
    let path = path.split(['?', '#']).next()?;
    let path = match path.strip_prefix("raw/") {
        Some(path) => path,
        None => path.split_once('/')?.1.strip_prefix("raw/")?,
    };
    let path = percent_decoded(path)?;
    (!path.is_empty()).then_some(path)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first != b'%' {
            bytes.push(*first);
            rest = after;
            continue;
        }
        let [high, low, after @ ..] = after else {
            return None;
        };
        let digit = |byte: &u8| (*byte as char).to_digit(16);
        bytes.push((digit(high)? * 16 + digit(low)?) as u8);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(message: &str) -> Result<Vec<String>, Unreadable> {
        pointers(message).map(|all| all.into_iter().map(|p| p.path).collect())
    }

    #[test]
    fn our_own_pointers_and_both_schemas_of_events_are_read() {
        let own = serde_json::to_string(&Pointer {
            path: "ads/a b.txt".to_owned(),
            version: Some("0x1".to_owned()),
            cursor: None,
        })
        .unwrap();
        assert_eq!(pointers(&own).unwrap()[0].version.as_deref(), Some("0x1"));
        // What another version of the program wrote there is passed over.
        let other = r#"{"path":"ads/a b.txt","cursor":{"sector":7}}"#;
        assert_eq!(pointers(other).unwrap()[0].cursor, None);
        let grid = r#"[{"topic":"t","subject":"/blobServices/default/containers/raw/blobs/ads/a%20b.txt","eventType":
            "Microsoft.Storage.BlobCreated","id":"1","data":{"api":"PutBlob","eTag":"0x8D","contentLength":9,
            "url":"https://acc.blob.core.windows.net/raw/ads/2026/a%20b%2525.txt"}}]"#;
        assert_eq!(paths(grid).unwrap(), ["ads/2026/a b%25.txt"]);
        let cloud = r#"{"specversion":"1.0","type":"Microsoft.Storage.BlobCreated","source":"s","id":"1",
            "data":{"url":"http://127.0.0.1:10000/devstoreaccount1/raw/ads/x.txt"}}"#;
        assert_eq!(paths(cloud).unwrap(), ["ads/x.txt"]);
    }

    #[test]
    fn events_about_anything_else_point_to_nothing() {
        for (kind, url) in [
            ("BlobDeleted", "https://a.example.com/raw/ads/x.txt"),
            ("BlobCreated", "https://a.example.com/packs/ads/x.txt"),
            ("BlobCreated", "https://a.example.com/raw/"),
            ("BlobCreated", "https://a.example.com/raw/%f"),
        ] {
            let event =
                format!(r#"{{"eventType":"Microsoft.Storage.{kind}","data":{{"url":"{url}"}}}}"#);
            assert_eq!(paths(&event).unwrap(), Vec::<String>::new(), "{url}");
        }
    }

    #[test]
    fn what_the_host_gave_up_on_is_found_again() {
        let blob = r#"{"Type":"BlobTrigger","FunctionId":"Host.Functions.process_raw","BlobType":"BlockBlob",
            "ContainerName":"raw","BlobName":"ads/x.txt","ETag":"0x1"}"#;
        assert_eq!(parked_paths(blob), ["ads/x.txt"]);
        assert_eq!(parked_paths(r#"{"path":"ads/y.txt"}"#), ["ads/y.txt"]);
        assert!(parked_paths("{}").is_empty());
    }

    #[test]
    fn anything_else_is_unreadable() {
        for text in ["", "null", "{}", "[1]", "raw/ads/x.txt", r#"{"path":1}"#] {
            assert_eq!(pointers(text), Err(Unreadable), "{text}");
        }
        assert_eq!(paths("[]").unwrap(), Vec::<String>::new());
    }
}
