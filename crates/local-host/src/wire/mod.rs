//! The envelope that the host posts to the handler, made of what a trigger brought. Everything here is a pure function.

mod binding_data;
pub mod blob;
pub mod http;
pub mod queue;
pub mod timer;
pub mod value;

pub use binding_data::BindingData;

use crate::clock;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

/// What makes an invocation's metadata differ from any other's.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// When it was made.
    pub now: OffsetDateTime,
    /// Random, as a GUID.
    pub guid: String,
}

/// What is posted to the handler, but for its headers.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    /// By the names of the input bindings.
    pub data: Map<String, Value>,
    /// What the bindings of the function may refer to.
    pub metadata: BindingData,
}

impl Envelope {
    /// The body.
    #[must_use]
    pub fn body(&self) -> Value {
        json!({ "Data": self.data, "Metadata": self.metadata.wire() })
    }
}

fn sys(function: &str, stamp: &Stamp) -> Value {
    json!({
        "MethodName": function,
        "UtcNow": clock::iso_ticks(stamp.now, "Z"),
        "RandGuid": stamp.guid,
    })
}
