//! What lands in a queue or a blob when a handler's answer names an output: seldom what was meant.

use crate::base64_text;
use crate::json::Json;

/// The messages that a value becomes, each as its bytes before the queue's own encoding; an array becomes several.
#[must_use]
pub fn messages(value: &Json, binary: bool) -> Vec<Vec<u8>> {
    match value {
        Json::Null => Vec::new(),
        Json::Array(items) => items
            .iter()
            .map(|item| item.to_net_string().into_bytes())
            .collect(),
        Json::Text(text) => {
            if let Some(bytes) = decoded(text, binary) {
                return vec![bytes];
            }
            let object = Json::whole(text)
                .ok()
                .filter(|json| matches!(json, Json::Object(_)));
            vec![
                object
                    .map_or_else(|| text.clone(), |json| json.indented())
                    .into_bytes(),
            ]
        }
        other => vec![other.to_net_string().into_bytes()],
    }
}

/// The content of the blob that a value becomes; none is written for null.
#[must_use]
pub fn blob(value: &Json, binary: bool) -> Option<Vec<u8>> {
    Some(match value {
        Json::Null => return None,
        Json::Array(_) | Json::Object(_) => value.compact().into_bytes(),
        Json::Text(text) => decoded(text, binary).unwrap_or_else(|| text.clone().into_bytes()),
        Json::Integer(digits) => match digits.parse::<i32>() {
            Ok(number) => number.to_le_bytes().to_vec(),
            Err(_) => digits.clone().into_bytes(),
        },
        other => other.to_net_string().into_bytes(),
    })
}

/// Text that happens to be base64 is decoded, unless the binding says `dataType: binary`.
fn decoded(text: &str, binary: bool) -> Option<Vec<u8>> {
    if binary {
        return None;
    }
    base64_text::decode(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(json: &str, binary: bool) -> Vec<String> {
        let texts = messages(&Json::first(json).unwrap(), binary).into_iter();
        texts
            .map(|bytes| String::from_utf8(bytes).unwrap())
            .collect()
    }

    #[test]
    fn a_queue_gets_decoded_reformatted_and_indented_text() {
        assert_eq!(
            messages(&Json::Text("abcd".to_owned()), false),
            [[0x69, 0xb7, 0x1d]]
        );
        assert_eq!(queue(r#""abcd""#, true), ["abcd"]);
        assert_eq!(
            queue(r#"["abcd", "SGVsbG8="]"#, false),
            ["abcd", "SGVsbG8="]
        );
        assert_eq!(
            queue(r#""2026-01-02T03:04:05Z""#, true),
            ["01/02/2026 03:04:05"]
        );
        assert_eq!(queue(r#""{\"a\":1.10}""#, false), ["{\n  \"a\": 1.1\n}"]);
        assert_eq!(queue(r#"{"a":[]}"#, false), ["{\n  \"a\": []\n}"]);
        assert_eq!(queue("42", false), ["42"]);
        assert_eq!(queue("true", false), ["True"]);
        assert_eq!(queue(r#""""#, false), [""]);
        assert!(queue("null", false).is_empty());
    }

    #[test]
    fn a_blob_gets_four_bytes_for_a_number_and_compact_json() {
        let blob = |json: &str| blob(&Json::first(json).unwrap(), false);
        assert_eq!(blob("42").unwrap(), [42, 0, 0, 0]);
        assert_eq!(blob(r#"["b1", "b2"]"#).unwrap(), br#"["b1","b2"]"#);
        assert_eq!(blob("null"), None);
    }
}
