//! The body that the host posts: `{"Data":{binding:value},"Metadata":{...}}`.
//!
//! Values stay raw until somebody asks for them, so that a large blob is never turned into a tree and deeply nested
//! metadata costs nothing.

use serde::Deserialize;
use serde_json::value::RawValue;
use std::{collections::BTreeMap, ops::Range};

use crate::{DecodeError, HostTime, Retry};

/// An invocation's body, borrowed from its bytes.
pub(crate) struct Envelope<'a> {
    bytes: &'a [u8],
    data: Object<'a>,
    metadata: Object<'a>,
}

/// A JSON object whose values are not read yet.
type Object<'a> = BTreeMap<String, &'a RawValue>;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Wire<'a> {
    #[serde(borrow, default)]
    data: Option<Object<'a>>,
    #[serde(borrow, default)]
    metadata: Option<Object<'a>>,
}

/// Where the bytes of a trigger are.
pub(crate) enum Content {
    /// Still in the body.
    At(Range<usize>),
    /// Taken out, because the JSON string had escapes.
    Apart(Vec<u8>),
}

impl<'a> Envelope<'a> {
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Envelope<'a>, DecodeError> {
        let wire: Wire<'a> =
            serde_json::from_slice(bytes).map_err(|error| DecodeError::not_json(&error))?;
        Ok(Envelope {
            bytes,
            data: wire.data.unwrap_or_default(),
            metadata: wire.metadata.unwrap_or_default(),
        })
    }

    /// The value of a binding; null counts as absent.
    pub(crate) fn data(&self, binding: &str) -> Result<&'a RawValue, DecodeError> {
        self.data
            .get(binding)
            .copied()
            .filter(|value| value.get() != "null")
            .ok_or_else(|| DecodeError::missing(data_path(binding)))
    }

    /// A value of the metadata; null counts as absent. Older hosts and samples write some names in camelCase.
    pub(crate) fn metadata(&self, name: &str) -> Option<&'a RawValue> {
        self.metadata
            .get(name)
            .or_else(|| {
                let same = |(key, _): &(&String, _)| key.eq_ignore_ascii_case(name);
                self.metadata.iter().find(same).map(|(_, value)| value)
            })
            .copied()
            .filter(|value| value.get() != "null")
    }

    /// A text in the metadata. What has another form than a string counts as absent: a message can shadow any key.
    pub(crate) fn metadata_text(&self, name: &str) -> Option<String> {
        self.metadata(name).and_then(text)
    }

    /// A time in the metadata, or nothing, as above.
    pub(crate) fn metadata_time(&self, name: &str) -> Option<HostTime> {
        HostTime::new(&self.metadata_text(name)?)
    }

    /// A count in the metadata: a number, or its digits in a string, quoted or not.
    pub(crate) fn metadata_count(&self, name: &str) -> Option<u32> {
        count(self.metadata(name)?)
    }

    /// The count of a `retry` policy.
    pub(crate) fn retry(&self) -> Option<Retry> {
        let context = object(self.metadata("RetryContext")?)?;
        Some(Retry {
            count: count(context.get("RetryCount")?)?,
            max: context.get("MaxRetryCount").and_then(|max| count(max)),
        })
    }

    /// Where the base64 text of a binding is. Never looks at the text as JSON: `1234` and `true` are base64.
    pub(crate) fn base64(&self, binding: &str) -> Result<Content, DecodeError> {
        let raw = self.data(binding)?.get();
        let unexpected = || DecodeError::unexpected(data_path(binding), "a string");
        let inner = raw
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .ok_or_else(unexpected)?;
        if inner.contains('\\') {
            let text: String = serde_json::from_str(raw).map_err(|_| unexpected())?;
            // A quotation mark is no base64: some samples show such data quoted once more.
            return Ok(Content::Apart(unquote(text).into_bytes()));
        }
        let start = inner.as_ptr() as usize - self.bytes.as_ptr() as usize;
        Ok(Content::At(start..start + inner.len()))
    }
}

/// The path of a binding in error messages. Bindings are named by function.json, so the name is no content.
pub(crate) fn data_path(binding: &str) -> String {
    format!("Data.{binding}")
}

/// A JSON string, unwrapped once more if it holds a JSON string literal; `None` for anything else.
pub(crate) fn text(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok().map(unquote)
}

/// Unwraps a JSON string literal exactly once, and takes every other text as it is.
///
/// The host encodes text twice, `"\"hello\""`, while documentation and samples show it encoded once.
pub(crate) fn unquote(text: String) -> String {
    if !text.starts_with('"') {
        return text;
    }
    serde_json::from_str(&text).unwrap_or(text)
}

/// A JSON object, or one inside a JSON string, as old hosts send `Query` and `Identities`.
pub(crate) fn object(value: &RawValue) -> Option<BTreeMap<String, Box<RawValue>>> {
    match serde_json::from_str(value.get()) {
        Ok(object) => Some(object),
        Err(_) => serde_json::from_str(&text(value)?).ok(),
    }
}

fn count(value: &RawValue) -> Option<u32> {
    match text(value) {
        Some(digits) => digits.parse().ok(),
        None => value.get().parse().ok(),
    }
}
