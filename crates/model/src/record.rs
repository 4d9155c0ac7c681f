use crate::{CaptureFields, hidden_debug};
use serde::{Deserialize, Serialize};

/// A half-open byte range of a raw file; of its decompressed bytes when the file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ByteRange {
    /// First byte.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
}

/// One advert, page, report or message inside a raw file.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// Place in the order of the file, from 0; rejected parts take no number.
    pub number: u64,
    /// Where its bytes are.
    pub bytes: ByteRange,
    /// Title, when the record has one.
    pub title: Option<String>,
    /// Main text; may be empty.
    pub body: String,
    /// Fields that are mapped to nothing, in the order of the record.
    pub fields: Vec<(String, String)>,
    /// Fields mapped to the capture.
    pub capture: CaptureFields,
    /// Default region stated by the record itself (ISO 3166-1 alpha-2).
    pub region: Option<String>,
    /// Default language stated by the record itself (ISO 639-1).
    pub language: Option<String>,
}

hidden_debug!(Record);

impl Record {
    /// The record's text by the one rule: title, blank line, body, blank line, then unmapped fields as `key: value`.
    /// Absent and blank parts leave no blank line behind.
    pub fn text(&self) -> String {
        let title = self.title.as_deref().unwrap_or_default().trim();
        let body = self.body.trim_matches(|c| c == '\n' || c == '\r');
        let size = title.len()
            + body.len()
            + self
                .fields
                .iter()
                .map(|(k, v)| k.len() + v.len() + 3)
                .sum::<usize>();
        let mut text = String::with_capacity(size + 4);
        for part in [title, body]
            .into_iter()
            .filter(|part| !part.trim().is_empty())
        {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(part);
        }
        let mut first = true;
        for (key, value) in self
            .fields
            .iter()
            .filter(|(_, value)| !value.trim().is_empty())
        {
            if !text.is_empty() {
                text.push_str(if first { "\n\n" } else { "\n" });
            }
            first = false;
            text.push_str(key);
            text.push_str(": ");
            text.push_str(value);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_rendered_by_one_rule() {
        let mut record = Record {
            number: 0,
            bytes: ByteRange { start: 0, end: 1 },
            title: Some(" Hello ".into()),
            body: "\nline one\nline two\n".into(),
            fields: vec![
                ("eyes".into(), "green".into()),
                ("empty".into(), " ".into()),
                ("hair".into(), "red".into()),
            ],
            capture: CaptureFields::default(),
            region: None,
            language: None,
        };
        assert_eq!(
            record.text(),
            "Hello\n\nline one\nline two\n\neyes: green\nhair: red"
        );
        record.title = None;
        assert_eq!(
            record.text(),
            "line one\nline two\n\neyes: green\nhair: red"
        );
        record.body = " ".into();
        assert_eq!(record.text(), "eyes: green\nhair: red");
    }
}
