use model::{CaptureId, DocumentId, NetworkId, RawFileId, RejectId, TextClassId};

/// What a column holds, in the words of Table Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Integer,
    Boolean,
    /// Texts: joined by `; ` in CSV, an array in NDJSON.
    List,
    /// Any JSON: written out in a CSV cell.
    Json,
}

/// A value in a table, as it is written in both formats. Absent is an empty cell and `null`.
pub(crate) trait Cell {
    const KIND: Kind;
    fn csv(&self, out: &mut Vec<u8>);
    fn json(&self, out: &mut Vec<u8>);
}

impl<T: Cell> Cell for Option<T> {
    const KIND: Kind = T::KIND;
    fn csv(&self, out: &mut Vec<u8>) {
        if let Some(value) = self {
            value.csv(out);
        }
    }
    fn json(&self, out: &mut Vec<u8>) {
        match self {
            Some(value) => value.json(out),
            None => out.extend_from_slice(b"null"),
        }
    }
}

impl Cell for &str {
    const KIND: Kind = Kind::Text;
    fn csv(&self, out: &mut Vec<u8>) {
        text_cell(self, out);
    }
    fn json(&self, out: &mut Vec<u8>) {
        serde_json::to_writer(out, self).expect("a string is JSON and a Vec takes it");
    }
}

impl Cell for &[String] {
    const KIND: Kind = Kind::List;
    fn csv(&self, out: &mut Vec<u8>) {
        text_cell(&self.join("; "), out);
    }
    fn json(&self, out: &mut Vec<u8>) {
        serde_json::to_writer(out, self).expect("strings are JSON and a Vec takes them");
    }
}

/// JSON that is already written.
pub(crate) struct Json(pub(crate) String);

impl Cell for Json {
    const KIND: Kind = Kind::Json;
    fn csv(&self, out: &mut Vec<u8>) {
        text_cell(&self.0, out);
    }
    fn json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.0.as_bytes());
    }
}

impl Cell for bool {
    const KIND: Kind = Kind::Boolean;
    fn csv(&self, out: &mut Vec<u8>) {
        self.json(out);
    }
    fn json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
    }
}

macro_rules! integers {
    ($($integer:ty),+) => {$(
        impl Cell for $integer {
            const KIND: Kind = Kind::Integer;
            fn csv(&self, out: &mut Vec<u8>) {
                self.json(out);
            }
            fn json(&self, out: &mut Vec<u8>) {
                serde_json::to_writer(out, self).expect("a number is JSON and a Vec takes it");
            }
        }
    )+};
}

integers!(u64, i64);

macro_rules! ids {
    ($($id:ident),+) => {$(
        impl Cell for $id {
            const KIND: Kind = Kind::Text;
            // Ids are most of the bytes of most tables: written by hand, four times as fast as through `Display`.
            fn csv(&self, out: &mut Vec<u8>) {
                const DIGITS: &[u8; 16] = b"0123456789abcdef";
                out.extend_from_slice($id::PREFIX.as_bytes());
                for byte in self.as_bytes() {
                    out.push(DIGITS[usize::from(byte >> 4)]);
                    out.push(DIGITS[usize::from(byte & 15)]);
                }
            }
            fn json(&self, out: &mut Vec<u8>) {
                out.push(b'"');
                self.csv(out);
                out.push(b'"');
            }
        }
    )+};
}

ids!(
    CaptureId,
    DocumentId,
    NetworkId,
    RawFileId,
    RejectId,
    TextClassId
);

/// Whether a spreadsheet could take the cell for a formula: by its first character, or the first after spaces, quotes
/// and invisible characters. A leading apostrophe counts too, so that removing one leading apostrophe always gives the
/// value back.
fn needs_apostrophe(text: &str) -> bool {
    if text.starts_with(['\'', '\t', '\r']) {
        return true;
    }
    text.chars()
        .find(|&c| {
            !(c.is_whitespace()
                || c.is_control()
                || matches!(c, '"' | '\'' | '`')
                || crate::terminal::acts(c))
        })
        .is_some_and(|c| {
            matches!(
                c,
                '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '−' | '﹢' | '﹣' | '﹦' | '﹫'
            )
        })
}

/// A CSV cell (RFC 4180). Quoted also where a semicolon or tab stands, since a spreadsheet set to another separator would
/// begin a new cell there. Control characters but tab and line ends become U+FFFD: programs in C end a text at NUL.
fn text_cell(text: &str, out: &mut Vec<u8>) {
    let quoted = text
        .bytes()
        .any(|b| matches!(b, b'"' | b',' | b';' | b'\t' | b'\r' | b'\n'));
    if quoted {
        out.push(b'"');
    }
    if needs_apostrophe(text) {
        out.push(b'\'');
    }
    if text.bytes().any(|b| b == b'"' || b.is_ascii_control()) {
        for c in text.chars() {
            match c {
                '"' => out.extend_from_slice(b"\"\""),
                '\t' | '\r' | '\n' => out.push(c as u8),
                c if c.is_ascii_control() => out.extend_from_slice("\u{fffd}".as_bytes()),
                c => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
    } else {
        out.extend_from_slice(text.as_bytes());
    }
    if quoted {
        out.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn csv(text: &str) -> String {
        let mut out = Vec::new();
        text_cell(text, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_cell_is_no_formula() {
        for (text, cell) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+14155550132", "'+14155550132"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1", "'  =1"),
            ("\"=1", "\"'\"\"=1\""),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("\0=1", "'\u{fffd}=1"),
            ("＝1", "'＝1"),
            ("\tx", "\"'\tx\""),
            ("\rx", "\"'\rx\""),
            ("\n=x", "\"'\n=x\""),
            ("'tis", "''tis"),
            ("a;=1", "\"a;=1\""),
            ("a,b", "\"a,b\""),
            ("plain = 1", "plain = 1"),
            ("", ""),
        ] {
            assert_eq!(csv(text), cell);
        }
    }

    #[test]
    fn a_negative_number_stays_a_number() {
        let mut out = Vec::new();
        (-1500i64).csv(&mut out);
        assert_eq!(out, b"-1500");
    }

    #[test]
    fn an_id_is_written_as_it_prints() {
        let id = DocumentId::derive("text", None, None);
        let mut out = Vec::new();
        id.csv(&mut out);
        assert_eq!(out, id.to_string().as_bytes());
    }

    proptest! {
        #[test]
        fn a_cell_reads_back_as_the_value_after_one_apostrophe(text in any::<String>()) {
            let line = format!("x,{}\r\n", csv(&text));
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
            prop_assert_eq!(rows.len(), 1);
            let cell = &rows[0][1];
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']));
            let clean: String = text
                .chars()
                .map(|c| if c.is_ascii_control() && !matches!(c, '\t' | '\r' | '\n') { '\u{fffd}' } else { c })
                .collect();
            prop_assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), clean);
        }
    }
}
