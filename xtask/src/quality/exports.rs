//! What the measurement reads of the system's exports and of the truth.

use super::mentions::Found;
use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Hands every line of a compressed file to `each`.
pub(crate) fn lines<T: DeserializeOwned>(path: &Path, mut each: impl FnMut(T)) -> Result<()> {
    let file = File::open(path).with_context(|| format!("no {}", path.display()))?;
    for (at, line) in BufReader::new(MultiGzDecoder::new(BufReader::new(file)))
        .lines()
        .enumerate()
    {
        let place = || format!("line {} of {}", at + 1, path.display());
        let line = line.with_context(place)?;
        if !line.is_empty() {
            each(serde_json::from_str(&line).with_context(place)?);
        }
    }
    Ok(())
}

/// A row of `captures`.
#[derive(Deserialize)]
pub(crate) struct Capture {
    pub(crate) raw_file: String,
    pub(crate) record: u64,
    pub(crate) document: String,
}

/// A row of `documents`.
#[derive(Deserialize)]
pub(crate) struct Document {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) detected_language: Option<String>,
    #[serde(default)]
    pub(crate) network: Option<String>,
}

/// A row of `mentions`.
#[derive(Deserialize)]
pub(crate) struct Mention {
    pub(crate) document: String,
    #[serde(default)]
    pub(crate) field: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) value: String,
    #[serde(default)]
    pub(crate) attributes: Value,
}

impl Mention {
    pub(crate) fn found(self) -> Found {
        // Tables hold the attributes as JSON in a cell.
        let attributes = match self.attributes {
            Value::String(text) => serde_json::from_str(&text).unwrap_or(Value::Null),
            other => other,
        };
        Found {
            kind: self.kind,
            value: self.value,
            attributes,
        }
    }
}

/// A row of `links`.
#[derive(Deserialize)]
pub(crate) struct Link {
    pub(crate) document: String,
    pub(crate) kind: String,
    pub(crate) value: String,
    #[serde(default)]
    pub(crate) hub: Option<Value>,
}

impl Link {
    /// Whether the system left it out as a hub: the column is `true`, or a reason.
    pub(crate) fn is_hub(&self) -> bool {
        match &self.hub {
            None | Some(Value::Null | Value::Bool(false)) => false,
            Some(Value::String(text)) => !text.is_empty() && text != "false",
            Some(_) => true,
        }
    }
}

/// A row of `networks`.
#[derive(Deserialize)]
pub(crate) struct Network {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) lead: bool,
}

/// A row of `assessments`.
#[derive(Deserialize)]
pub(crate) struct Assessment {
    pub(crate) network: String,
    #[serde(default)]
    pub(crate) family: Option<String>,
}
