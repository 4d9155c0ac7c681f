//! A queue message's envelope.

use super::{BindingData, Envelope, Stamp, sys, value};
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

/// A message as it was received, its text decoded.
#[derive(Debug, Clone)]
pub struct Message {
    /// The content.
    pub content: Vec<u8>,
    /// How often it was received, this time included; 0 if somebody called the function by hand.
    pub dequeue_count: u32,
    /// When it would be forgotten.
    pub expires: OffsetDateTime,
    /// When it came into the queue.
    pub inserted: OffsetDateTime,
    /// When it can be received again.
    pub next_visible: OffsetDateTime,
    /// Its id, if it comes from a queue.
    pub id: Option<String>,
    /// The receipt it was given out with, if it comes from a queue.
    pub pop_receipt: Option<String>,
}

/// The envelope of a message for the binding `name`.
///
/// # Errors
/// The binding fails, and the handler is not called, when text is wanted and the bytes are no UTF-8.
pub fn envelope(
    function: &str,
    name: &str,
    binary: bool,
    message: &Message,
    stamp: &Stamp,
) -> Result<Envelope, std::str::Utf8Error> {
    let mut metadata = BindingData::default();
    metadata.set(
        "DequeueCount",
        value::as_json(&json!(message.dequeue_count)),
    );
    metadata.set("ExpirationTime", value::moment(message.expires));
    if let Some(id) = &message.id {
        metadata.set_text("Id", id);
    }
    metadata.set("InsertionTime", value::moment(message.inserted));
    metadata.set("NextVisibleTime", value::moment(message.next_visible));
    if let Some(receipt) = &message.pop_receipt {
        metadata.set_text("PopReceipt", receipt);
    }
    metadata.set("sys", sys(function, stamp));
    let datum: Value;
    if binary {
        datum = value::bytes(&message.content);
        metadata.set_text("QueueTrigger", &String::from_utf8_lossy(&message.content));
    } else {
        let text = str::from_utf8(&message.content)?;
        datum = value::text(text);
        metadata.set_text("QueueTrigger", text);
        metadata.merge(text);
    }
    if message.id.is_none() {
        metadata.set_text(name, &String::from_utf8_lossy(&message.content));
    }
    Ok(Envelope {
        data: Map::from_iter([(name.to_owned(), datum)]),
        metadata,
    })
}
