use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// Reads the character reference at the beginning of `text`, where an `&` stands: its one or two characters (the second
/// may be NUL for none) and its length. `None` when it is none and the `&` is itself.
///
/// HTML, "character reference state"; in attributes a name without `;` before a letter, digit or `=` is no reference.
pub(crate) fn reference(text: &str, in_attribute: bool) -> Option<([char; 2], usize)> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return numeric(bytes);
    }
    let mut found = None;
    let mut end = 1;
    // The table holds every prefix of a name, so the walk ends with the longest name.
    while let Some(byte) = bytes.get(end) {
        if !byte.is_ascii_alphanumeric() && *byte != b';' {
            break;
        }
        end += 1;
        match NAMED_ENTITIES.get(&text[1..end]) {
            Some(&(first, second)) if first != 0 => found = Some((first, second, end)),
            Some(_) => {}
            None => break,
        }
    }
    let (first, second, end) = found?;
    let whole = bytes[end - 1] == b';';
    let goes_on = bytes
        .get(end)
        .is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'=');
    if in_attribute && !whole && goes_on {
        return None;
    }
    Some(([char::from_u32(first)?, char::from_u32(second)?], end))
}

fn numeric(bytes: &[u8]) -> Option<([char; 2], usize)> {
    let hex = matches!(bytes.get(2), Some(b'x' | b'X'));
    let radix = if hex { 16 } else { 10 };
    let start = if hex { 3 } else { 2 };
    let mut end = start;
    let mut code: u32 = 0;
    while let Some(digit) = bytes.get(end).and_then(|b| (*b as char).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        end += 1;
    }
    if end == start {
        return None;
    }
    let c = match code {
        0 => '\u{fffd}',
        0x80..=0x9f => C1_REPLACEMENTS[(code - 0x80) as usize].or(char::from_u32(code))?,
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    };
    Some(([c, '\0'], end + usize::from(bytes.get(end) == Some(&b';'))))
}

/// The value of an attribute with its references read.
pub(crate) fn attribute_value(raw: &str) -> String {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        value.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match reference(rest, true) {
            Some((characters, length)) => {
                value.extend(characters.iter().filter(|c| **c != '\0'));
                length
            }
            None => {
                value.push('&');
                1
            }
        };
        rest = &rest[length..];
    }
    value.push_str(rest);
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_browsers_do() {
        for (raw, expected) in [
            ("a &amp; b", "a & b"),
            ("&lt;&gt;&quot;&#39;&#x27;", "<>\"''"),
            ("&nbsp;", "\u{a0}"),
            ("&eacute;&euro;", "é€"),
            ("&#128512;&#x1F600;", "😀😀"),
            ("&#150;&#0;&#1114112;&#xd800;", "–\u{fffd}\u{fffd}\u{fffd}"),
            ("&#99999999999999;", "\u{fffd}"),
            ("&unknown; &; & &#; &#x;", "&unknown; &; & &#; &#x;"),
            ("?a=1&copy=2&lt=3", "?a=1&copy=2&lt=3"),
            ("&copy 2", "© 2"),
            ("&NotEqualTilde;", "≂\u{338}"),
            ("&ampé", "&é"),
        ] {
            assert_eq!(attribute_value(raw), expected, "{raw}");
        }
        assert_eq!(reference("&notit;", false), Some((['¬', '\0'], 4)));
    }
}
