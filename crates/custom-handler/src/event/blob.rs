//! A blob, inlined by the host.

use axum::body::Bytes;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::value::RawValue;
use std::{collections::BTreeMap, fmt};

use crate::{
    DecodeError, FunctionJson, HostTime, Retry, base64_in_place,
    envelope::{Content, Envelope, data_path, object, text},
};

/// A blob that was created or replaced, with its content.
///
/// The trigger loses the ETag: whoever needs to know which version these bytes are compares the MD5 with that of a HEAD
/// request. Nor is there a number of the try.
///
/// The container is the one of the event, which is not always the one of function.json: an Event Grid subscription
/// without a filter delivers other containers' blobs, so [`container`](BlobEvent::container) must be checked.
#[derive(Clone)]
pub struct BlobEvent {
    /// The blob's URL as the host sent it, percent-encoded.
    pub uri: String,
    /// The container.
    pub container: String,
    /// The blob's name inside the container, decoded: `news/100%25 done+x.txt`.
    pub path: String,
    /// What the storage says about the blob.
    pub properties: BlobProperties,
    /// The blob's own metadata, with the case of the names kept.
    pub metadata: BTreeMap<String, String>,
    /// The content.
    pub body: Bytes,
}

/// What the storage says about a blob. Both sets of names are read: those of the extension's version 5 and later
/// (`ContentLength`, `ContentHash`, `CreatedOn`) and the older ones (`Length`, `ContentMD5`, `Created`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlobProperties {
    /// The length in bytes.
    pub content_length: Option<u64>,
    /// The MD5 that was stored with the blob; blobs written in blocks may have none.
    pub content_md5: Option<[u8; 16]>,
    /// The declared media type.
    pub content_type: Option<String>,
    /// The declared encoding, such as `gzip`.
    pub content_encoding: Option<String>,
    /// When the blob was last written.
    pub last_modified: Option<HostTime>,
    /// When the blob was created.
    pub created: Option<HostTime>,
    /// The ETag, with its quotation marks. Hosts since extension 5 send `{}`, which is read as `None`.
    pub etag: Option<String>,
    /// The version, in accounts that keep versions.
    pub version_id: Option<String>,
}

/// URLs, names and content may identify a person.
impl fmt::Debug for BlobEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlobEvent")
            .field("container", &self.container)
            .field("size_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl BlobEvent {
    /// Reads an invocation's body. The base64 is decoded inside `body`, which then backs the event's content.
    ///
    /// # Errors
    /// When the body is no invocation, the binding is missing or no base64, or `Metadata.Uri` is missing or names no
    /// blob.
    pub fn decode(declared: &FunctionJson, body: Vec<u8>) -> Result<BlobEvent, DecodeError> {
        decode(declared, body).map(|(event, _)| event)
    }
}

pub(crate) fn decode(
    declared: &FunctionJson,
    mut body: Vec<u8>,
) -> Result<(BlobEvent, Option<Retry>), DecodeError> {
    let binding = declared.trigger();
    let (mut event, content, retry) = {
        let envelope = Envelope::parse(&body)?;
        let uri = envelope
            .metadata_text("Uri")
            .ok_or(DecodeError::missing("Metadata.Uri"))?;
        let (container, path) =
            split_uri(&uri).ok_or(DecodeError::unexpected("Metadata.Uri", "the URL of a blob"))?;
        let event = BlobEvent {
            uri,
            container,
            path,
            properties: envelope
                .metadata("Properties")
                .map(properties)
                .unwrap_or_default(),
            metadata: envelope.metadata("Metadata").map(texts).unwrap_or_default(),
            body: Bytes::new(),
        };
        (event, envelope.base64(binding)?, envelope.retry())
    };
    let not_base64 = || DecodeError::unexpected(data_path(binding), "base64");
    event.body = match content {
        Content::At(range) => {
            let start = range.start;
            let length = base64_in_place::decode(&mut body[range]).ok_or_else(not_base64)?;
            Bytes::from(body).slice(start..start + length)
        }
        Content::Apart(mut text) => {
            let length = base64_in_place::decode(&mut text).ok_or_else(not_base64)?;
            text.truncate(length);
            Bytes::from(text)
        }
    };
    Ok((event, retry))
}

fn properties(value: &RawValue) -> BlobProperties {
    let Some(all) = object(value) else {
        return BlobProperties::default();
    };
    // `ETag: {}`, null and other forms than a string count as absent.
    let word = |name: &str| all.get(name).and_then(|value| text(value));
    let time = |name: &str| HostTime::new(&word(name)?);
    let number = |name: &str| -> Option<u64> {
        let value = all.get(name)?;
        text(value).as_deref().unwrap_or(value.get()).parse().ok()
    };
    BlobProperties {
        content_length: number("ContentLength").or_else(|| number("Length")),
        content_md5: word("ContentHash")
            .or_else(|| word("ContentMD5"))
            .and_then(|md5| STANDARD.decode(md5).ok()?.try_into().ok()),
        content_type: word("ContentType"),
        content_encoding: word("ContentEncoding"),
        last_modified: time("LastModified"),
        created: time("CreatedOn").or_else(|| time("Created")),
        etag: all
            .get("ETag")
            .and_then(|value| serde_json::from_str(value.get()).ok()),
        version_id: word("VersionId"),
    }
}

fn texts(value: &RawValue) -> BTreeMap<String, String> {
    object(value)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(name, value)| Some((name, serde_json::from_str(value.get()).ok()?)))
        .collect()
}

/// Container and decoded blob name of a blob's URL.
///
/// Emulators put the account in front of the path (`http://127.0.0.1:10000/devstoreaccount1/raw/x`), the cloud in the
/// host's name (`https://account.blob.core.windows.net/raw/x`).
fn split_uri(uri: &str) -> Option<(String, String)> {
    let (scheme, rest) = uri.split_once("://")?;
    if !matches!(scheme, "http" | "https") {
        return None;
    }
    let (authority, path) = rest.split_once('/')?;
    // A `?` or `#` of a blob's name is encoded; a bare one starts a snapshot or version.
    let path = path.split(['?', '#']).next()?;
    let path = if is_path_style(authority) {
        path.split_once('/')?.1
    } else {
        path
    };
    let (container, name) = path.split_once('/').unwrap_or(("$root", path));
    let name = percent_decode(name)?;
    (!name.is_empty()).then(|| (container.to_owned(), name))
}

/// Whether the account stands in the path: for addresses, and for names without a dot such as `localhost`.
fn is_path_style(authority: &str) -> bool {
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    name.starts_with('[')
        || name == "host.docker.internal"
        || !name.contains('.')
        || name.parse::<std::net::Ipv4Addr>().is_ok()
}

fn percent_decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'%' {
            let digit = |at: usize| (*bytes.get(at)? as char).to_digit(16);
            decoded.push((digit(i + 1)? * 16 + digit(i + 2)?) as u8);
            i += 3;
        } else {
            decoded.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(uri: &str) -> Option<(String, String)> {
        split_uri(uri)
    }

    fn pair(container: &str, path: &str) -> Option<(String, String)> {
        Some((container.to_owned(), path.to_owned()))
    }

    #[test]
    fn the_account_is_in_the_host_or_in_the_path() {
        assert_eq!(
            split("https://acct.blob.core.windows.net/raw/news/a.txt"),
            pair("raw", "news/a.txt")
        );
        assert_eq!(
            split("http://127.0.0.1:10000/devstoreaccount1/raw/news/a.txt"),
            pair("raw", "news/a.txt")
        );
        assert_eq!(
            split("http://localhost:10000/devstoreaccount1/raw/a.txt"),
            pair("raw", "a.txt")
        );
        assert_eq!(
            split("http://[::1]:10000/devstoreaccount1/raw/a.txt"),
            pair("raw", "a.txt")
        );
        assert_eq!(
            split("https://acct.blob.core.windows.net/top.txt"),
            pair("$root", "top.txt")
        );
    }

    #[test]
    fn names_are_decoded_once() {
        assert_eq!(
            split("https://a.example.net/raw/100%2525%20done%2Bx%3F%C3%BC.txt?versionid=1"),
            pair("raw", "100%25 done+x?ü.txt")
        );
    }

    #[test]
    fn what_names_no_blob_is_refused() {
        for uri in [
            "",
            "raw/a.txt",
            "ftp://a.example.net/raw/a",
            "https://a.example.net",
            "https://a.example.net/raw/",
            "https://a.example.net/raw/%f",
            "https://a.example.net/raw/%ff",
            "http://127.0.0.1:10000/raw",
        ] {
            assert_eq!(split(uri), None, "{uri}");
        }
    }
}
