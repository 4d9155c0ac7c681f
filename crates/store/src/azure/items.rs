//! Items as they stand in the containers.
//!
//! Ids keep their type's prefix, so that a range of ids picks one type and no property need be indexed for that. An item must
//! stay under 2 MB: what grows large is compressed, what has no bound is split.

use super::cosmos::{item, json};
use super::failure::unreadable;
use crate::{Frame, PackName, RawFile, Result, StoredCapture};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::{
    Capture, Commonness, DocumentId, DocumentStub, Evidence, HubReason, Identifier, IdentifierKey,
    Link, NetworkId, RawFileId, Reject, Versions,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::io::Read;

/// JSON beyond this length is compressed.
const LONG: usize = 600_000;
/// No text of ours is longer when it is unpacked.
const LONGEST: u64 = 256 << 20;

/// A value as it is stored within an item: itself, or compressed when it is long.
pub(super) fn pack<T: Serialize>(value: &T) -> Result<Value> {
    let text = serde_json::to_string(value)?;
    if text.len() <= LONG {
        return Ok(serde_json::from_str(&text)?);
    }
    let zipped = zstd::bulk::compress(text.as_bytes(), 3).map_err(|_| unreadable("zstd"))?;
    Ok(json!({ "zstd": STANDARD.encode(zipped) }))
}

/// The reverse of [`pack`].
pub(super) fn unpack<T: DeserializeOwned>(value: Value) -> Result<T> {
    let zipped = match &value {
        Value::Object(object) if object.len() == 1 => object.get("zstd").and_then(Value::as_str),
        _ => None,
    };
    let Some(zipped) = zipped else {
        return item(value);
    };
    let damaged = |_| unreadable("a stored item");
    let zipped = STANDARD
        .decode(zipped)
        .map_err(|_| unreadable("a stored item"))?;
    let mut text = String::new();
    zstd::stream::read::Decoder::with_buffer(zipped.as_slice())
        .map_err(damaged)?
        .take(LONGEST)
        .read_to_string(&mut text)
        .map_err(damaged)?;
    Ok(serde_json::from_str(&text)?)
}

/// Length of an item's JSON.
pub(super) fn length(value: &Value) -> usize {
    value.to_string().len()
}

/// A link without its document, which is the partition.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Tie {
    #[serde(rename = "i")]
    pub(super) identifier: Identifier,
    #[serde(rename = "e")]
    pub(super) evidence: Evidence,
}

impl Tie {
    pub(super) fn of(link: &Link) -> Self {
        Self {
            identifier: link.identifier.clone(),
            evidence: link.evidence.clone(),
        }
    }
}

/// What is kept of a document.
#[derive(Serialize, Deserialize)]
pub(super) struct Stub {
    pub(super) stub: DocumentStub,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) detected: Option<String>,
    /// The first ties of its text; the others stand in items of their own.
    pub(super) ties: Vec<Tie>,
    /// The chunk that brought it: until the ledger has it, its links may be missing.
    pub(super) first: PackName,
}

/// A capture with what its fields say.
#[derive(Serialize, Deserialize)]
pub(super) struct Seen {
    pub(super) capture: Capture,
    pub(super) pack: PackName,
    pub(super) document_frame: Frame,
    pub(super) capture_frame: Frame,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) ties: Vec<Tie>,
}

impl Seen {
    pub(super) fn stored(&self) -> StoredCapture {
        StoredCapture {
            capture: self.capture.clone(),
            pack: self.pack,
            document_frame: self.document_frame,
            capture_frame: self.capture_frame,
        }
    }
}

/// Where a document stands among networks. In the partition of the document that names a network, `size` says how many
/// stand in it; the others' pointers hold as long as their epoch is the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct At {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) network: Option<NetworkId>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) epoch: String,
    #[serde(default)]
    pub(super) size: u64,
    /// Whether a cell lies beside, see [`super::cell`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) cell: bool,
}

impl At {
    /// The id of the one such item in a document's partition.
    pub(super) const ID: &'static str = "at";

    pub(super) fn nowhere() -> Self {
        Self {
            network: None,
            epoch: String::new(),
            size: 0,
            cell: false,
        }
    }

    pub(super) fn item(&self, document: DocumentId) -> Result<Value> {
        with(
            json(self)?,
            &[("id", Self::ID), ("document", &document.to_string())],
        )
    }
}

/// How common an identifier was when it was last counted.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) documents: u64,
    pub(super) contacts: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) hub: Option<HubReason>,
    /// Its role changed, and the documents that carry it are not all noted as dirty yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) pending: bool,
    /// Something was erased since it was counted up to the cap.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) recount: bool,
}

impl Head {
    /// The id of the one such item in an identifier's partition.
    pub(super) const ID: &'static str = "head";

    /// Whether it need not be written over what is recorded: nobody decides by how common something is but by its hub, by
    /// powers of two, and by whether the cap is passed. What has no head is in one document at most, and no hub.
    pub(super) fn follows_from(&self, recorded: Option<&Self>) -> bool {
        let Some(recorded) = recorded else {
            return self.documents <= 1 && self.hub.is_none();
        };
        let past = |head: &Self| head.documents > Commonness::DOCUMENTS_CAP;
        let power = |head: &Self| head.documents.checked_ilog2();
        !recorded.pending
            && !recorded.recount
            && self.hub == recorded.hub
            && power(self) == power(recorded)
            && past(self) == past(recorded)
    }

    pub(super) fn item(&self, key: IdentifierKey) -> Result<Value> {
        with(json(self)?, &[("id", Self::ID), ("key", &key.to_string())])
    }
}

/// "This document carries this identifier", with the other contacts that it carries: they are counted here, within one
/// partition. More than one past the cap need not be known.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Carrier {
    pub(super) identifier: Identifier,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) contacts: Vec<IdentifierKey>,
}

impl Carrier {
    pub(super) fn item(&self, key: IdentifierKey, document: DocumentId) -> Result<Value> {
        let (id, key) = (document.to_string(), key.to_string());
        with(json(self)?, &[("id", &id), ("key", &key)])
    }
}

/// A raw file's entry.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) source: String,
    pub(super) done: bool,
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    sha256: String,
    bytes: u64,
    pub(super) versions: Versions,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mapping: Vec<(String, String)>,
    pub(super) chunks: u64,
    pub(super) records: u64,
}

impl Entry {
    pub(super) fn of(file: &RawFile) -> Self {
        Self {
            source: file.source.clone(),
            done: file.done,
            path: file.path.clone(),
            version: file.version.clone(),
            sha256: STANDARD.encode(file.sha256),
            bytes: file.bytes,
            versions: file.versions,
            name: file.name.clone(),
            region: file.region.clone(),
            language: file.language.clone(),
            mapping: file.mapping.clone(),
            chunks: file.chunks,
            records: file.records,
        }
    }

    pub(super) fn item(&self, id: RawFileId) -> Result<Value> {
        let id = id.to_string();
        with(json(self)?, &[("id", &id), ("delivery", &id)])
    }

    pub(super) fn file(self, id: RawFileId) -> Result<RawFile> {
        let sha256 = STANDARD.decode(&self.sha256).ok();
        Ok(RawFile {
            id,
            source: self.source,
            path: self.path,
            version: self.version,
            sha256: sha256
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or_else(|| unreadable("the ledger"))?,
            bytes: self.bytes,
            versions: self.versions,
            name: self.name,
            region: self.region,
            language: self.language,
            mapping: self.mapping,
            chunks: self.chunks,
            records: self.records,
            done: self.done,
        })
    }

    /// Whether a chunk of these versions was written as a whole.
    pub(super) fn has(&self, chunk: &PackName) -> bool {
        self.versions == chunk.versions && self.chunks > chunk.chunk
    }
}

/// Rejects of one reason, with the records that an erasure added to them: adding one again changes nothing.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Rejected {
    pub(super) reject: Reject,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) erased: Vec<u64>,
}

impl Rejected {
    pub(super) fn item(&self) -> Result<Value> {
        let (id, file) = (self.reject.id.to_string(), self.reject.raw_file.to_string());
        with(json(self)?, &[("id", &id), ("delivery", &file), ("t", "x")])
    }
}

/// An item with its id and partition.
pub(super) fn with(mut value: Value, fields: &[(&str, &str)]) -> Result<Value> {
    let object = value
        .as_object_mut()
        .ok_or_else(|| unreadable("a stored item"))?;
    for (name, text) in fields {
        object.insert((*name).to_owned(), Value::String((*text).to_owned()));
    }
    Ok(value)
}

/// The id of an item that a query found.
pub(super) fn id_of(value: &Value) -> &str {
    value.get("id").and_then(Value::as_str).unwrap_or_default()
}

/// The id of an item that a query found, read as one of ours.
pub(super) fn parsed_id<T: std::str::FromStr>(value: &Value) -> Result<T> {
    id_of(value)
        .parse()
        .map_err(|_| unreadable("a stored item"))
}

/// A property of an item that a query found, taken out.
pub(super) fn take(value: &mut Value, name: &str) -> Value {
    value.get_mut(name).map(Value::take).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_compressed_and_comes_back() {
        let short = vec!["a".to_owned()];
        assert_eq!(pack(&short).unwrap(), json!(["a"]));
        let long = vec!["ab".repeat(LONG)];
        let packed = pack(&long).unwrap();
        assert!(length(&packed) < 10_000);
        assert_eq!(unpack::<Vec<String>>(packed).unwrap(), long);
        assert_eq!(unpack::<Vec<String>>(json!(["a"])).unwrap(), short);
        assert!(unpack::<Vec<String>>(json!({ "zstd": "!" })).is_err());
    }
}
