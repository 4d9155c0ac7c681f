//! How a .NET value looks in an envelope.

use crate::{base64_text, clock};
use serde_json::Value;
use time::OffsetDateTime;

/// `byte[]`: base64.
#[must_use]
pub fn bytes(bytes: &[u8]) -> Value {
    Value::String(base64_text::encode(bytes))
}

/// `string`: JSON text inside a string, so that it is quoted twice on the wire. The same holds for a `Uri`.
#[must_use]
pub fn text(text: &str) -> Value {
    as_json(&Value::String(text.to_owned()))
}

/// Numbers, bools, arrays and null: JSON text inside a string.
#[must_use]
pub fn as_json(value: &Value) -> Value {
    Value::String(value.to_string())
}

/// `DateTimeOffset`: to the second.
#[must_use]
pub fn moment(moment: OffsetDateTime) -> Value {
    Value::String(clock::iso_seconds(moment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn strings_are_quoted_twice_and_numbers_once() {
        assert_eq!(text("\"quoted\""), json!(r#""\"quoted\"""#));
        assert_eq!(as_json(&json!(1)), json!("1"));
        assert_eq!(as_json(&json!(null)), json!("null"));
        assert_eq!(bytes(&[0, 255, 128]), json!("AP+A"));
    }
}
