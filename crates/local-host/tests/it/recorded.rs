//! The rows of testdata.

use local_host::app::{Function, HostJson};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A recorded exchange.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) case: String,
    pub(crate) function: Function,
    pub(crate) host: HostJson,
    pub(crate) request: Value,
    pub(crate) answer: Value,
    pub(crate) outcome: String,
}

impl Row {
    pub(crate) fn body(&self) -> &Value {
        &self.request["body"]
    }

    /// The recorded bytes of the answer's body; a text that stands as its length was all `x`.
    pub(crate) fn answer_body(&self) -> Vec<u8> {
        let mut body = self.answer["body"].clone();
        if let Some(output) = body.pointer_mut("/Outputs/outq")
            && let Some(length) = output["text_length"].as_u64()
        {
            *output = json!("x".repeat(usize::try_from(length).unwrap()));
        }
        match body {
            Value::String(raw) => raw.into_bytes(),
            json => json.to_string().into_bytes(),
        }
    }
}

pub(crate) fn rows() -> Vec<Row> {
    let text = include_str!("../testdata/real_host_exchanges.jsonl");
    let none = BTreeMap::new();
    text.lines()
        .map(|line| {
            let row: Value = serde_json::from_str(line).unwrap();
            let text = |name: &str| row[name].as_str().unwrap().to_owned();
            let host = HostJson::parse(&row["host_json"].to_string(), &none).unwrap();
            Row {
                id: text("id"),
                case: text("case"),
                function: Function::parse(
                    &text("function"),
                    &row["function_json"].to_string(),
                    "api",
                    &none,
                )
                .unwrap(),
                host,
                request: row["request"].clone(),
                answer: row["answer"].clone(),
                outcome: text("outcome"),
            }
        })
        .collect()
}
