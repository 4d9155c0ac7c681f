//! A blob's envelope.

use super::{BindingData, Envelope, Stamp, sys, value};
use crate::clock;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

/// A blob as it was fetched.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// Where it is, without a query: `http://127.0.0.1:10000/devstoreaccount1/raw/a%20b.txt`.
    pub uri: String,
    /// Its bytes.
    pub content: Vec<u8>,
    /// When it was last written.
    pub last_modified: OffsetDateTime,
    /// When it was first written.
    pub created: OffsetDateTime,
    /// When its access tier was set.
    pub tier_changed: Option<OffsetDateTime>,
    /// Its type as stated by whoever wrote it.
    pub content_type: Option<String>,
    /// Base64 of its MD5, if the storage keeps one.
    pub content_md5: Option<String>,
    /// Content-Encoding, -Disposition, -Language and Cache-Control.
    pub encoding: Option<String>,
    /// See `encoding`.
    pub disposition: Option<String>,
    /// See `encoding`.
    pub language: Option<String>,
    /// See `encoding`.
    pub cache_control: Option<String>,
    /// Its metadata, names as written.
    pub metadata: Vec<(String, String)>,
    /// Its ETag, with quotes: the envelope loses it.
    pub etag: String,
}

/// The envelope of a blob for the binding `name`; `parameters` are what its path matched.
/// `old` writes the properties as extensions before version 5 did.
#[must_use]
pub fn envelope(
    function: &str,
    name: &str,
    fetched: &Fetched,
    parameters: &[(String, String)],
    old: bool,
    stamp: &Stamp,
) -> Envelope {
    let mut metadata = BindingData::default();
    metadata.set_text("Uri", &fetched.uri);
    let blob_metadata = own_metadata(fetched);
    let properties = if old {
        old_properties(fetched)
    } else {
        properties(fetched)
    };
    metadata.set("Properties", properties);
    metadata.set("Metadata", blob_metadata);
    for (name, part) in parameters {
        metadata.set_text(name, part);
    }
    metadata.set("sys", sys(function, stamp));
    Envelope {
        data: Map::from_iter([(name.to_owned(), value::bytes(&fetched.content))]),
        metadata,
    }
}

/// What a blob *input* binding brings: text that is quoted twice or base64, and `"null"` for a blob that is not there.
#[must_use]
pub fn input(content: Option<&[u8]>, binary: bool) -> Value {
    match content {
        None => value::as_json(&Value::Null),
        Some(content) if binary => value::bytes(content),
        Some(content) => value::text(&String::from_utf8_lossy(content)),
    }
}

fn own_metadata(fetched: &Fetched) -> Value {
    let pairs = fetched.metadata.iter();
    Value::Object(
        pairs
            .map(|(name, text)| (name.clone(), json!(text)))
            .collect(),
    )
}

fn properties(fetched: &Fetched) -> Value {
    let never = value::moment(clock::never());
    json!({
        "LastModified": value::moment(fetched.last_modified),
        "CreatedOn": value::moment(fetched.created),
        "Metadata": own_metadata(fetched),
        "ObjectReplicationDestinationPolicyId": null,
        "ObjectReplicationSourceProperties": null,
        "BlobType": 0,
        "CopyCompletedOn": never,
        "CopyStatusDescription": null,
        "CopyId": null,
        "CopyProgress": null,
        "CopySource": null,
        "CopyStatus": 0,
        "BlobCopyStatus": null,
        "IsIncrementalCopy": false,
        "DestinationSnapshot": null,
        "LeaseDuration": 0,
        "LeaseState": 0,
        "LeaseStatus": 1,
        "ContentLength": fetched.content.len(),
        "ContentType": fetched.content_type,
        "ETag": {},
        "ContentHash": fetched.content_md5,
        "ContentEncoding": fetched.encoding,
        "ContentDisposition": fetched.disposition,
        "ContentLanguage": fetched.language,
        "CacheControl": fetched.cache_control,
        "BlobSequenceNumber": 0,
        "AcceptRanges": "bytes",
        "BlobCommittedBlockCount": 0,
        "IsServerEncrypted": true,
        "EncryptionKeySha256": null,
        "EncryptionScope": null,
        "AccessTier": "Hot",
        "AccessTierInferred": true,
        "ArchiveStatus": null,
        "AccessTierChangedOn": fetched.tier_changed.map_or(never.clone(), value::moment),
        "VersionId": null,
        "IsLatestVersion": false,
        "TagCount": 0,
        "ExpiresOn": never,
        "IsSealed": false,
        "RehydratePriority": null,
        "LastAccessed": never,
        "ImmutabilityPolicy": { "ExpiresOn": null, "PolicyMode": null },
        "HasLegalHold": false,
    })
}

fn old_properties(fetched: &Fetched) -> Value {
    json!({
        "CacheControl": fetched.cache_control,
        "ContentDisposition": fetched.disposition,
        "ContentEncoding": fetched.encoding,
        "ContentLanguage": fetched.language,
        "Length": fetched.content.len(),
        "ContentMD5": fetched.content_md5,
        "ContentType": fetched.content_type,
        "ETag": fetched.etag,
        "Created": value::moment(fetched.created),
        "LastModified": value::moment(fetched.last_modified),
        "BlobType": 2,
        "LeaseStatus": 2,
        "LeaseState": 1,
        "LeaseDuration": 0,
        "IsServerEncrypted": true,
        "IsIncrementalCopy": false,
        "StandardBlobTier": 1,
        "BlobTierInferred": true,
    })
}

/// The path of a blob as it stands in a URI: everything but letters, digits, `-._~` and `/` is percent-encoded.
#[must_use]
pub fn encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The reverse of [`encode_path`]; what is no encoding stays.
#[must_use]
pub fn decode_path(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let encoded = (bytes[at] == b'%')
            .then(|| path.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(encoded.unwrap_or(bytes[at]));
        at += if encoded.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}
