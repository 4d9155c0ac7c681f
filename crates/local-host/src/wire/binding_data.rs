//! What bindings may refer to, and what becomes `Metadata`.

use super::value;
use crate::json::Json;
use serde_json::{Map, Value};

/// Values by name; names are the same in any letter case, and a later value takes the place of an earlier one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BindingData(Vec<Entry>);

#[derive(Debug, Clone, PartialEq)]
struct Entry {
    name: String,
    /// As text, where bindings may use it in their paths.
    plain: Option<String>,
    wire: Value,
}

impl BindingData {
    /// A value as it stands on the wire; bindings cannot use it in their paths.
    pub fn set(&mut self, name: &str, wire: Value) {
        self.put(name, None, wire);
    }

    /// A text.
    pub fn set_text(&mut self, name: &str, text: &str) {
        self.put(name, Some(text.to_owned()), value::text(text));
    }

    fn put(&mut self, name: &str, plain: Option<String>, wire: Value) {
        let found = self
            .0
            .iter_mut()
            .find(|entry| entry.name.eq_ignore_ascii_case(name));
        match found {
            Some(entry) => {
                entry.plain = plain;
                entry.wire = wire;
            }
            None => self.0.push(Entry {
                name: name.to_owned(),
                plain,
                wire,
            }),
        }
    }

    /// The members of a payload that is a JSON object come in, over whatever had their names: arrays and nulls are left
    /// out, scalars become text and dates are written anew.
    pub fn merge(&mut self, payload: &str) {
        let payload = payload.trim();
        if !payload.starts_with('{') || !payload.ends_with('}') {
            return;
        }
        let Ok(Json::Object(members)) = Json::whole(payload) else {
            return;
        };
        for (name, member) in members {
            match member {
                Json::Null | Json::Array(_) => {}
                Json::Object(_) => {
                    if let Ok(object) = serde_json::from_str(&member.compact()) {
                        self.set(&name, object);
                    }
                }
                scalar => self.set_text(&name, &scalar.to_net_string()),
            }
        }
    }

    /// A value as text, for a path that refers to it.
    #[must_use]
    pub fn plain(&self, name: &str) -> Option<&str> {
        let entry = self
            .0
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        entry.plain.as_deref()
    }

    /// `Metadata`: without whatever has a name that ends in "trigger".
    #[must_use]
    pub fn wire(&self) -> Map<String, Value> {
        let kept = self
            .0
            .iter()
            .filter(|entry| !entry.name.to_ascii_lowercase().ends_with("trigger"));
        kept.map(|entry| (entry.name.clone(), entry.wire.clone()))
            .collect()
    }
}
