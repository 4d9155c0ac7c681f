//! What a function hands back when it succeeded.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Serialize;
use std::collections::BTreeMap;

use crate::{Failure, failure::one_line};

/// The most log lines that one answer carries.
const MAX_LOGS: usize = 32;
/// The longest log line of an answer, in characters.
const MAX_LOG_CHARS: usize = 500;

/// The answer of a function that succeeded.
///
/// On the wire it is always a JSON object: the host waits until the function's timeout for a result when the answer is
/// empty or `null`. Outputs are written as base64, the only form that an output binding does not rewrite: a plain string
/// that happens to be base64 is decoded, dates are reformatted, JSON is indented.
///
/// ```
/// use custom_handler::Done;
///
/// let done = Done::new()
///     .log("3 records, 1 reject")
///     .output("next", r#"{"pointer":"2026-01-02T03:04:05Z"}"#);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Done {
    logs: Vec<String>,
    left_out: usize,
    outputs: BTreeMap<String, String>,
    return_value: Option<String>,
}

/// The wire form. `Logs` may hold strings alone: an object in it fails the whole invocation.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Wire<'a> {
    outputs: &'a BTreeMap<String, String>,
    logs: Vec<&'a str>,
    return_value: &'a Option<String>,
}

impl Done {
    /// An answer without logs and outputs.
    pub fn new() -> Done {
        Done::default()
    }

    /// Adds a line to `Logs`, which the host writes at level Information under the function's name.
    ///
    /// Like every log it must be free of content. Lines are cut to 500 characters, control characters become spaces,
    /// and of more than 32 lines the rest is counted only.
    #[must_use]
    pub fn log(mut self, line: impl AsRef<str>) -> Done {
        if self.logs.len() < MAX_LOGS {
            self.logs.push(one_line(line.as_ref(), MAX_LOG_CHARS));
        } else {
            self.left_out += 1;
        }
        self
    }

    /// Sets an output binding to exactly these bytes.
    ///
    /// The name must be that of an `out` binding in function.json: the host drops unknown ones without a word, so an
    /// unknown name fails the invocation here.
    #[must_use]
    pub fn output(mut self, name: impl Into<String>, bytes: impl AsRef<[u8]>) -> Done {
        self.outputs.insert(name.into(), STANDARD.encode(bytes));
        self
    }

    /// Sets an output binding to a value's JSON text.
    ///
    /// # Errors
    /// When the value has no JSON form (a map with keys that are no strings, for example).
    pub fn output_json(
        self,
        name: impl Into<String>,
        value: &impl Serialize,
    ) -> Result<Done, Failure> {
        Ok(self.output(name, serde_json::to_vec(value)?))
    }

    /// Sets the binding named `$return` to exactly these bytes.
    #[must_use]
    pub fn return_value(mut self, bytes: impl AsRef<[u8]>) -> Done {
        self.return_value = Some(STANDARD.encode(bytes));
        self
    }

    /// The names of the outputs that are set, in order.
    pub(crate) fn output_names(&self) -> impl Iterator<Item = &str> {
        self.outputs.keys().map(String::as_str)
    }

    /// The answer's JSON text: never empty, always an object.
    pub fn to_json(&self) -> String {
        let more = format!("{} more lines", self.left_out);
        let mut logs: Vec<&str> = self.logs.iter().map(String::as_str).collect();
        if self.left_out > 0 {
            logs.push(&more);
        }
        let wire = Wire {
            outputs: &self.outputs,
            logs,
            return_value: &self.return_value,
        };
        serde_json::to_string(&wire).expect("strings and maps of strings have a JSON form")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn an_answer_without_anything_is_still_an_object() {
        assert_eq!(
            Done::new().to_json(),
            r#"{"Outputs":{},"Logs":[],"ReturnValue":null}"#
        );
    }

    #[test]
    fn outputs_are_base64_of_the_finished_text() {
        let answer: Value =
            serde_json::from_str(&Done::new().output("q", "abcd").return_value("42").to_json())
                .unwrap();
        assert_eq!(
            answer,
            json!({"Outputs": {"q": "YWJjZA=="}, "Logs": [], "ReturnValue": "NDI="})
        );
    }

    #[test]
    fn logs_are_bounded_in_number_and_length_and_hold_no_control_characters() {
        let mut done = Done::new();
        for _ in 0..100 {
            done = done.log("a\nb\u{0}".to_owned() + &"x".repeat(10_000));
        }
        let answer: Value = serde_json::from_str(&done.to_json()).unwrap();
        let logs = answer["Logs"].as_array().unwrap();
        assert_eq!(logs.len(), MAX_LOGS + 1);
        assert_eq!(logs[MAX_LOGS], "68 more lines");
        for line in logs {
            let line = line.as_str().unwrap();
            assert!(line.chars().count() <= MAX_LOG_CHARS + 1);
            assert!(!line.chars().any(char::is_control));
        }
    }
}
