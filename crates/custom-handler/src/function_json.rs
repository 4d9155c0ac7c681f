//! A function's declaration, checked against the code that implements it.

use serde_json::Value;
use std::fmt;

use crate::route::RouteTemplate;

/// A function.json that does not fit the function registered for it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{function}/function.json: {field}: {problem}")]
pub struct FunctionJsonError {
    /// The function's name, which is the name of its folder.
    pub function: String,
    /// The field at fault, such as `bindings[0].dataType`.
    pub field: String,
    /// What is wrong with it.
    pub problem: String,
}

/// What triggers a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TriggerKind {
    /// `blobTrigger`
    Blob,
    /// `queueTrigger`
    Queue,
    /// `timerTrigger`
    Timer,
    /// `httpTrigger` of a function whose requests the host forwards as they are
    Http,
    /// `httpTrigger` of a function with further bindings, whose requests the host wraps
    HttpEnvelope,
}

impl TriggerKind {
    /// The `type` of the binding.
    pub fn binding_type(self) -> &'static str {
        match self {
            TriggerKind::Blob => "blobTrigger",
            TriggerKind::Queue => "queueTrigger",
            TriggerKind::Timer => "timerTrigger",
            TriggerKind::Http | TriggerKind::HttpEnvelope => "httpTrigger",
        }
    }
}

impl fmt::Display for TriggerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.binding_type())
    }
}

/// What a function.json says, as far as the protocol depends on it.
///
/// function.json is written by hand; what the code relies on is read from it, so that the two cannot drift apart.
#[derive(Clone, Debug)]
pub struct FunctionJson {
    function: String,
    kind: TriggerKind,
    trigger: String,
    binary: bool,
    route: String,
    template: RouteTemplate,
    outputs: Vec<String>,
}

impl FunctionJson {
    /// Reads and checks the text of the function.json of `function`.
    ///
    /// # Errors
    /// Names the field when the name is one that the host refuses, the text is no JSON, there is not exactly one
    /// trigger, it is not a `kind`, a binding lacks a name, or a `dataType` is one with which bytes would be lost.
    pub fn parse(
        function: &str,
        kind: TriggerKind,
        text: &str,
    ) -> Result<FunctionJson, FunctionJsonError> {
        let fail = |field: String, problem: String| FunctionJsonError {
            function: function.to_owned(),
            field,
            problem,
        };
        if !is_function_name(function) {
            return Err(fail(
                "(folder)".into(),
                "a function's name is a letter followed by letters, digits, `-` and `_`, at most 127".into(),
            ));
        }
        let file: Value = serde_json::from_str(text).map_err(|e| {
            fail(
                "(file)".into(),
                format!("not JSON at line {} column {}", e.line(), e.column()),
            )
        })?;
        let bindings = file["bindings"]
            .as_array()
            .ok_or_else(|| fail("bindings".into(), "must be a list".into()))?;

        let mut trigger = None;
        let mut outputs = Vec::new();
        for (i, binding) in bindings.iter().enumerate() {
            let at = |field: &str| format!("bindings[{i}].{field}");
            // Of anything but an object, no field is there.
            let field = |name: &str| binding.get(name).and_then(Value::as_str);
            let required = |name: &str| {
                field(name)
                    .filter(|value| !value.is_empty())
                    .ok_or_else(|| fail(at(name), "must be a string that is not empty".into()))
            };
            let binding_type = required("type")?;
            let name = required("name")?;
            if binding_type.to_ascii_lowercase().ends_with("trigger") {
                if trigger.is_some() {
                    return Err(fail(at("type"), "a second trigger".into()));
                }
                if binding_type != kind.binding_type() {
                    return Err(fail(
                        at("type"),
                        format!("must be {kind}, as it is registered"),
                    ));
                }
                trigger = Some((i, name, binding));
            } else if field("direction") == Some("out") {
                if kind == TriggerKind::Http && binding_type != "http" {
                    return Err(fail(
                        at("type"),
                        "the host forwards requests only of functions that have no binding but httpTrigger and http out"
                            .into(),
                    ));
                }
                if field("dataType") == Some("binary") {
                    return Err(fail(
                        at("dataType"),
                        "leave it out: with binary the host does not decode base64, so no output arrives byte for byte"
                            .into(),
                    ));
                }
                outputs.push(name.to_owned());
            } else if kind == TriggerKind::Http {
                return Err(fail(
                    at("type"),
                    "the host forwards requests only of functions that have no binding but httpTrigger and http out"
                        .into(),
                ));
            }
        }
        let Some((i, name, binding)) = trigger else {
            return Err(fail("bindings".into(), format!("lacks a {kind}")));
        };
        let data_type = binding.get("dataType").and_then(Value::as_str);
        let binary = match (kind, data_type) {
            (_, None) | (TriggerKind::Blob | TriggerKind::Queue, Some("string")) => false,
            (TriggerKind::Blob | TriggerKind::Queue, Some("binary")) => true,
            (_, Some(_)) => {
                return Err(fail(
                    format!("bindings[{i}].dataType"),
                    "leave it out, or for blobs and queues say binary or string".into(),
                ));
            }
        };
        let route = binding
            .get("route")
            .and_then(Value::as_str)
            .unwrap_or(function)
            .to_owned();
        let template = RouteTemplate::parse(&route)
            .map_err(|problem| fail(format!("bindings[{i}].route"), problem.to_owned()))?;
        Ok(FunctionJson {
            function: function.to_owned(),
            kind,
            trigger: name.to_owned(),
            binary,
            route,
            template,
            outputs,
        })
    }

    /// The function's name, which is the name of its folder and the path that the host calls.
    pub fn function(&self) -> &str {
        &self.function
    }

    /// What triggers the function.
    pub fn kind(&self) -> TriggerKind {
        self.kind
    }

    /// The name of the trigger's binding: the key in `Data`.
    pub fn trigger(&self) -> &str {
        &self.trigger
    }

    /// Whether the trigger is declared with `dataType: binary`, so that the host sends a queue's message as base64.
    pub fn is_binary(&self) -> bool {
        self.binary
    }

    /// The route template of an HTTP function, without the prefix; the function's name unless declared.
    pub fn route(&self) -> &str {
        &self.route
    }

    /// The route with the prefix of all routes in front.
    pub(crate) fn route_template(&self, prefix: &str) -> RouteTemplate {
        self.template.with_prefix(prefix)
    }

    /// The names of the `out` bindings, in the order of the file.
    pub fn outputs(&self) -> &[String] {
        &self.outputs
    }
}

fn is_function_name(name: &str) -> bool {
    name.len() <= 127
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOB: &str = r#"{"bindings": [{"type": "blobTrigger", "direction": "in", "name": "raw", "path": "raw/{name}"}]}"#;

    fn complaint(function: &str, kind: TriggerKind, text: &str) -> String {
        FunctionJson::parse(function, kind, text)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn the_binding_is_taken_from_the_declaration() {
        let declared = FunctionJson::parse("process_raw", TriggerKind::Blob, BLOB).unwrap();
        assert_eq!(declared.trigger(), "raw");
        assert!(!declared.is_binary());
    }

    #[test]
    fn an_error_names_the_file_and_the_field() {
        assert_eq!(
            complaint("process_raw", TriggerKind::Queue, BLOB),
            "process_raw/function.json: bindings[0].type: must be queueTrigger, as it is registered"
        );
        assert_eq!(
            complaint("f", TriggerKind::Blob, "{\n  nope"),
            "f/function.json: (file): not JSON at line 2 column 3"
        );
        assert_eq!(
            complaint("f", TriggerKind::Blob, "{}"),
            "f/function.json: bindings: must be a list"
        );
        assert_eq!(
            complaint("f", TriggerKind::Blob, r#"{"bindings": []}"#),
            "f/function.json: bindings: lacks a blobTrigger"
        );
        assert_eq!(
            complaint(
                "f",
                TriggerKind::Timer,
                r#"{"bindings": [{"type": "timerTrigger"}]}"#
            ),
            "f/function.json: bindings[0].name: must be a string that is not empty"
        );
        assert_eq!(
            complaint("f", TriggerKind::Timer, r#"{"bindings": [7]}"#),
            "f/function.json: bindings[0].type: must be a string that is not empty"
        );
    }

    #[test]
    fn names_that_the_host_refuses_are_refused() {
        for name in ["we.ird", "1num", "", "a/b", "ü"] {
            assert!(
                complaint(name, TriggerKind::Blob, BLOB).contains("(folder)"),
                "{name}"
            );
        }
    }

    #[test]
    fn data_types_that_lose_bytes_are_refused() {
        let stream = r#"{"bindings": [{"type": "blobTrigger", "direction": "in", "name": "raw", "dataType": "stream"}]}"#;
        assert!(complaint("f", TriggerKind::Blob, stream).contains("bindings[0].dataType"));
        let binary_out = r#"{"bindings": [
            {"type": "queueTrigger", "direction": "in", "name": "m", "queueName": "q"},
            {"type": "queue", "direction": "out", "name": "o", "queueName": "p", "dataType": "binary"}]}"#;
        assert!(complaint("f", TriggerKind::Queue, binary_out).contains("bindings[1].dataType"));
    }

    #[test]
    fn an_http_function_with_another_binding_would_not_be_forwarded() {
        let mixed = r#"{"bindings": [
            {"type": "httpTrigger", "direction": "in", "name": "req"},
            {"type": "http", "direction": "out", "name": "res"},
            {"type": "queue", "direction": "out", "name": "o", "queueName": "p"}]}"#;
        assert!(complaint("f", TriggerKind::Http, mixed).contains("bindings[2].type"));
    }
}
