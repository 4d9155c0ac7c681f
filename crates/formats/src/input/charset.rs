use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde::Serialize;

/// What told the encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// A byte order mark.
    ByteOrderMark,
    /// NUL bytes at every other place.
    NulPattern,
    /// The page's own statement.
    Declared,
    /// The bytes are UTF-8.
    ValidUtf8,
    /// Nearly all bytes are UTF-8.
    MostlyUtf8,
    /// Frequencies of letters (chardetng).
    Guessed,
}

/// The encoding of a file.
#[derive(Clone, Copy)]
pub(crate) struct Charset {
    pub(crate) encoding: &'static Encoding,
    pub(crate) decision: Decision,
    /// Length of the byte order mark.
    pub(crate) mark: usize,
}

impl Charset {
    fn new(encoding: &'static Encoding, decision: Decision) -> Self {
        Self {
            encoding,
            decision,
            mark: 0,
        }
    }

    /// Decides on the first bytes: byte order mark, NUL pattern, the page's statement, UTF-8 check, frequencies.
    /// `at_end` tells that the file has no further bytes.
    pub(crate) fn decide(head: &[u8], at_end: bool) -> Self {
        if let Some((encoding, mark)) = Encoding::for_bom(head) {
            return Self {
                encoding,
                decision: Decision::ByteOrderMark,
                mark,
            };
        }
        if let Some(encoding) = utf16(head) {
            return Self::new(encoding, Decision::NulPattern);
        }
        let shape = Shape::of(head, at_end);
        if let Some(encoding) = declared(head) {
            // Pages that were saved as UTF-8 often still state what they once were; four sequences are no accident.
            let stale = encoding != UTF_8 && shape.broken == 0 && shape.sequences >= 4;
            let wrong = encoding == UTF_8 && !shape.is_utf8();
            if !stale && !wrong {
                return Self::new(encoding, Decision::Declared);
            }
        }
        if shape.broken == 0 {
            return Self::new(UTF_8, Decision::ValidUtf8);
        }
        if shape.is_utf8() {
            return Self::new(UTF_8, Decision::MostlyUtf8);
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(head, at_end);
        Self::new(detector.guess(None, Utf8Detection::Deny), Decision::Guessed)
    }
}

/// How much of the head is UTF-8.
struct Shape {
    sequences: usize,
    broken: usize,
}

impl Shape {
    fn of(head: &[u8], at_end: bool) -> Self {
        let mut shape = Self {
            sequences: 0,
            broken: 0,
        };
        for chunk in head.utf8_chunks() {
            // Counts the bytes that begin a sequence of several bytes.
            shape.sequences += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
            shape.broken += usize::from(!chunk.invalid().is_empty());
        }
        // The border of the head may cut a character.
        let tail = &head[head.len().saturating_sub(4)..];
        let cut = (1..=tail.len().min(3)).any(|n| {
            std::str::from_utf8(&tail[tail.len() - n..])
                .is_err_and(|e| e.valid_up_to() == 0 && e.error_len().is_none())
        });
        if !at_end && cut {
            shape.broken = shape.broken.saturating_sub(1);
        }
        shape
    }

    fn is_utf8(&self) -> bool {
        // In other encodings hardly any bytes make a sequence, in East Asian ones one for every few that don't.
        self.broken == 0 || self.sequences >= 3 * self.broken
    }
}

/// UTF-16 without a mark: in Latin text every other byte is NUL, elsewhere at least spaces and line breaks are.
fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    let units = head.len() / 2;
    if units < 2 {
        return None;
    }
    let (mut even, mut odd) = (0, 0);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let encoding = match (even, odd) {
        (even, odd) if odd * 20 >= units && even * 20 <= odd => UTF_16LE,
        (even, odd) if even * 20 >= units && odd * 20 <= even => UTF_16BE,
        _ => return None,
    };
    // A few NULs in a text of single bytes fall on one side by accident; then nothing else is odd about the bytes.
    let controls = head
        .iter()
        .filter(|b| **b != 0 && **b < 0x20 && !matches!(b, b'\t' | b'\n' | 0xc | b'\r' | 0x1b))
        .count();
    let odd_bytes = controls * 20 > head.len() || std::str::from_utf8(head).is_err();
    if even.max(odd) * 2 < units && !odd_bytes {
        return None;
    }
    let mut text = String::with_capacity(head.len() * 2);
    let (_, _) = encoding
        .new_decoder_without_bom_handling()
        .decode_to_string_without_replacement(&head[..units * 2], &mut text, false);
    // Binary numbers have NULs too, but make no text.
    let units_read: usize = text.chars().map(char::len_utf16).sum();
    let strange = text
        .chars()
        .filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || is_private(*c))
        .count();
    (units_read + 1 >= units && strange * 50 <= units).then_some(encoding)
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{fffb}' | '\u{f0000}'..)
}

/// The encoding that a page states in `<meta charset>`, `<meta http-equiv>` or its XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(8192)];
    let first = head.iter().position(|b| !b.is_ascii_whitespace())?;
    if head[first] != b'<' {
        return None;
    }
    let mut found = None;
    let mut at = first;
    while let Some(open) = memchr::memchr(b'<', &head[at..]).map(|n| at + n) {
        let end =
            memchr::memchr2(b'<', b'>', &head[open + 1..]).map_or(head.len(), |n| open + 1 + n);
        let tag = &head[open..end];
        at = open + 1;
        let starts =
            |name: &[u8]| tag.len() > name.len() && tag[..name.len()].eq_ignore_ascii_case(name);
        let label = if starts(b"<meta") {
            label_after(tag, b"charset")
        } else if starts(b"<?xml") {
            label_after(tag, b"encoding")
        } else if starts(b"<body") {
            break;
        } else {
            None
        };
        if let Some(encoding) = label.and_then(Encoding::for_label_no_replacement) {
            found = Some(encoding);
            break;
        }
    }
    // The statement itself was read byte by byte, so it can't be true of UTF-16 (HTML, "prescan a byte stream").
    found.map(|encoding| {
        if encoding == UTF_16BE || encoding == UTF_16LE {
            UTF_8
        } else if encoding == encoding_rs::X_USER_DEFINED {
            encoding_rs::WINDOWS_1252
        } else {
            encoding
        }
    })
}

fn label_after<'a>(tag: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let at = tag
        .windows(key.len())
        .position(|w| w.eq_ignore_ascii_case(key))?;
    let rest = tag[at + key.len()..].trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest
        .strip_prefix(b"\"")
        .or_else(|| rest.strip_prefix(b"'"))
        .unwrap_or(rest)
        .trim_ascii_start();
    let end = rest
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b)))
        .unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(head: &[u8]) -> (&'static str, Decision) {
        let charset = Charset::decide(head, true);
        (charset.encoding.name(), charset.decision)
    }

    fn utf16_bytes(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|u| {
                if big {
                    u.to_be_bytes()
                } else {
                    u.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn the_encoding_is_found_in_the_stated_order() {
        let cyrillic = "Привет, позвони мне завтра вечером";
        let (cp1251, _, _) = encoding_rs::WINDOWS_1251.encode(cyrillic);
        let page = |charset: &str, body: &[u8]| {
            [
                format!("<html><head><meta charset=\"{charset}\"></head>").as_bytes(),
                body,
            ]
            .concat()
        };
        for (bytes, expected) in [
            (b"plain".to_vec(), ("UTF-8", Decision::ValidUtf8)),
            (
                b"\xef\xbb\xbfplain".to_vec(),
                ("UTF-8", Decision::ByteOrderMark),
            ),
            (
                b"\xff\xfea\0".to_vec(),
                ("UTF-16LE", Decision::ByteOrderMark),
            ),
            (
                utf16_bytes("hello there", false),
                ("UTF-16LE", Decision::NulPattern),
            ),
            (
                utf16_bytes("hello there", true),
                ("UTF-16BE", Decision::NulPattern),
            ),
            (
                utf16_bytes(cyrillic, false),
                ("UTF-16LE", Decision::NulPattern),
            ),
            (
                utf16_bytes(cyrillic, true),
                ("UTF-16BE", Decision::NulPattern),
            ),
            (cyrillic.as_bytes().to_vec(), ("UTF-8", Decision::ValidUtf8)),
            (cp1251.to_vec(), ("windows-1251", Decision::Guessed)),
            (
                page("windows-1251", &cp1251),
                ("windows-1251", Decision::Declared),
            ),
            (page("koi8-r", &cp1251), ("KOI8-R", Decision::Declared)),
            (
                page("koi8-r", cyrillic.as_bytes()),
                ("UTF-8", Decision::ValidUtf8),
            ),
            (page("utf-8", &cp1251), ("windows-1251", Decision::Guessed)),
            (page("utf-16", b"a"), ("UTF-8", Decision::Declared)),
            (
                b"<?xml version='1.0' encoding='iso-8859-2'?><html>".to_vec(),
                ("ISO-8859-2", Decision::Declared),
            ),
            (
                [cyrillic.as_bytes(), b"\xff"].concat(),
                ("UTF-8", Decision::MostlyUtf8),
            ),
            (
                b"caf\xe9 au lait".to_vec(),
                ("windows-1252", Decision::Guessed),
            ),
        ] {
            assert_eq!(named(&bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_character_cut_at_the_border_is_not_broken() {
        for character in ["é", "€", "😀"] {
            for cut in 1..character.len() {
                let head = [b"text ", &character.as_bytes()[..cut]].concat();
                let charset = Charset::decide(&head, false);
                assert_eq!(charset.decision, Decision::ValidUtf8, "{character} {cut}");
                assert_eq!(Charset::decide(&head, true).decision, Decision::Guessed);
            }
        }
    }
}
