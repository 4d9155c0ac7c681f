//! A message of a storage queue.

use axum::body::Bytes;
use serde::de::DeserializeOwned;
use std::fmt;

use crate::{
    DecodeError, FunctionJson, HostTime, Retry, base64_in_place,
    envelope::{Content, Envelope, data_path, text},
};

/// A message of a storage queue.
///
/// The body is exact. **Everything else is untrusted**: if the message is a JSON object, its properties replace the
/// host's own of the same name, so whoever may write to the queue chooses `dequeue_count` and `message_id`. Count tries
/// yourself where it matters.
#[derive(Clone)]
pub struct QueueEvent {
    /// The message: UTF-8 text, or any bytes where function.json says `dataType: binary`.
    pub body: Bytes,
    /// How often the message has been delivered, from 1. Untrusted.
    pub dequeue_count: Option<u32>,
    /// The queue's id of the message. Untrusted.
    pub message_id: Option<String>,
    /// When the message was written. Untrusted.
    pub inserted: Option<HostTime>,
    /// When the message expires. Untrusted.
    pub expires: Option<HostTime>,
    /// When the message is seen again unless its invocation ends or the host renews its lock. Untrusted.
    pub next_visible: Option<HostTime>,
    binding: String,
}

/// Messages are content.
impl fmt::Debug for QueueEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueueEvent")
            .field("size_bytes", &self.body.len())
            .field("dequeue_count", &self.dequeue_count)
            .finish_non_exhaustive()
    }
}

impl QueueEvent {
    /// A message without any metadata, for testing a function without a host.
    pub fn new(body: impl Into<Bytes>) -> QueueEvent {
        QueueEvent {
            body: body.into(),
            dequeue_count: None,
            message_id: None,
            inserted: None,
            expires: None,
            next_visible: None,
            binding: "message".to_owned(),
        }
    }

    /// Reads an invocation's body.
    ///
    /// # Errors
    /// When the body is no invocation, or the binding is missing, no string, or no base64 where it was declared binary.
    pub fn decode(declared: &FunctionJson, body: Vec<u8>) -> Result<QueueEvent, DecodeError> {
        decode(declared, body).map(|(event, _)| event)
    }

    /// The message as text.
    ///
    /// # Errors
    /// When a binary message is not UTF-8.
    pub fn text(&self) -> Result<&str, DecodeError> {
        std::str::from_utf8(&self.body)
            .map_err(|_| DecodeError::unexpected(data_path(&self.binding), "UTF-8 text"))
    }

    /// The message read as JSON.
    ///
    /// # Errors
    /// Says that it could not be read, without the value that was at fault.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        let body = self
            .body
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&self.body);
        serde_json::from_slice(body).map_err(|_| {
            DecodeError::unexpected(data_path(&self.binding), "a message of the expected shape")
        })
    }
}

pub(crate) fn decode(
    declared: &FunctionJson,
    body: Vec<u8>,
) -> Result<(QueueEvent, Option<Retry>), DecodeError> {
    let binding = declared.trigger();
    let envelope = Envelope::parse(&body)?;
    let content = if declared.is_binary() {
        let mut bytes = match envelope.base64(binding)? {
            Content::At(range) => body[range].to_vec(),
            Content::Apart(bytes) => bytes,
        };
        let length = base64_in_place::decode(&mut bytes)
            .ok_or_else(|| DecodeError::unexpected(data_path(binding), "base64"))?;
        bytes.truncate(length);
        bytes
    } else {
        let value = envelope.data(binding)?;
        text(value)
            // Objects are never sent inline by a storage queue, but taken if they are: documentation shows it.
            .or_else(|| value.get().starts_with('{').then(|| value.get().to_owned()))
            .ok_or_else(|| DecodeError::unexpected(data_path(binding), "a string"))?
            .into_bytes()
    };
    let event = QueueEvent {
        body: Bytes::from(content),
        dequeue_count: envelope.metadata_count("DequeueCount"),
        message_id: envelope.metadata_text("Id"),
        inserted: envelope.metadata_time("InsertionTime"),
        expires: envelope.metadata_time("ExpirationTime"),
        next_visible: envelope.metadata_time("NextVisibleTime"),
        binding: binding.to_owned(),
    };
    Ok((event, envelope.retry()))
}
