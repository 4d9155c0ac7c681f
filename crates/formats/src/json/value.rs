use crate::flat::Flat;
use memchr::memchr2;

/// How reading a value ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The value is whole; what follows begins here.
    Whole(usize),
    /// The text ends within the value.
    Cut,
    /// No JSON from here on.
    Broken(usize),
    /// Nested more deeply than the limit.
    TooDeep,
}

/// What a scalar becomes.
enum Scalar {
    Text,
    Null,
}

/// Reads one JSON value and flattens it (RFC 8259).
///
/// More is read than the standard allows where real exports need it: control characters but line breaks within
/// strings, `NaN` and `Infinity`, halves of surrogate pairs (as U+FFFD). Numbers stay as they are written.
pub(crate) struct Parser {
    depth_limit: usize,
    /// Keys that lead to the value which is being read, with dots between them.
    path: String,
    /// A string or number, unescaped.
    scalar: String,
}

type Step = Result<usize, End>;

impl Parser {
    pub(crate) fn new(depth_limit: usize) -> Self {
        Self {
            depth_limit,
            path: String::new(),
            scalar: String::new(),
        }
    }

    /// Reads the value at the beginning of `text` (after white space) and pushes its leaves to `flat`: nested keys with
    /// dots, lists of scalars joined by `, `, nothing for `null`.
    pub(crate) fn read(&mut self, text: &str, flat: &mut Flat) -> End {
        self.path.clear();
        match self.value(text, 0, 0, Some(flat)) {
            Ok(at) => End::Whole(at),
            Err(end) => end,
        }
    }

    /// Like [`Self::read`], only looking for the end.
    pub(crate) fn check(&mut self, text: &str) -> End {
        self.path.clear();
        match self.value(text, 0, 0, None) {
            Ok(at) => End::Whole(at),
            Err(end) => end,
        }
    }

    /// Reads the string at `at`, where a quote stands.
    pub(crate) fn string_at<'a>(
        &'a mut self,
        text: &str,
        at: usize,
    ) -> Result<(&'a str, usize), End> {
        let end = self.string(text, at)?;
        Ok((&self.scalar, end))
    }

    fn value(&mut self, text: &str, at: usize, depth: usize, flat: Option<&mut Flat>) -> Step {
        let at = space(text, at);
        match byte(text, at)? {
            b'{' => self.object(text, at + 1, depth + 1, flat),
            b'[' => self.list(text, at + 1, depth + 1, flat),
            _ => {
                let (scalar, end) = self.scalar(text, at)?;
                if let (Scalar::Text, Some(flat)) = (scalar, flat) {
                    flat.push(&self.path, &self.scalar);
                }
                Ok(end)
            }
        }
    }

    fn object(&mut self, text: &str, at: usize, depth: usize, mut flat: Option<&mut Flat>) -> Step {
        if depth > self.depth_limit {
            return Err(End::TooDeep);
        }
        let mut at = space(text, at);
        if byte(text, at)? == b'}' {
            return Ok(at + 1);
        }
        let outer = self.path.len();
        loop {
            if byte(text, at)? != b'"' {
                return Err(End::Broken(at));
            }
            let end = self.string(text, at)?;
            if flat.is_some() {
                if outer > 0 {
                    self.path.push('.');
                }
                self.path.push_str(&self.scalar);
            }
            at = space(text, end);
            if byte(text, at)? != b':' {
                return Err(End::Broken(at));
            }
            at = self.value(text, at + 1, depth, flat.as_deref_mut())?;
            self.path.truncate(outer);
            at = space(text, at);
            match byte(text, at)? {
                b',' => at = space(text, at + 1),
                b'}' => return Ok(at + 1),
                _ => return Err(End::Broken(at)),
            }
        }
    }

    fn list(&mut self, text: &str, at: usize, depth: usize, mut flat: Option<&mut Flat>) -> Step {
        if depth > self.depth_limit {
            return Err(End::TooDeep);
        }
        let mut at = space(text, at);
        if byte(text, at)? == b']' {
            return Ok(at + 1);
        }
        let mut joined = String::new();
        loop {
            at = space(text, at);
            at = match byte(text, at)? {
                b'{' | b'[' => self.value(text, at, depth, flat.as_deref_mut())?,
                _ => {
                    let (scalar, end) = self.scalar(text, at)?;
                    if let (Scalar::Text, true) = (scalar, flat.is_some()) {
                        if !joined.is_empty() {
                            joined.push_str(", ");
                        }
                        joined.push_str(&self.scalar);
                    }
                    end
                }
            };
            at = space(text, at);
            match byte(text, at)? {
                b',' => at += 1,
                b']' => break,
                _ => return Err(End::Broken(at)),
            }
        }
        if let (Some(flat), false) = (flat, joined.is_empty()) {
            flat.push(&self.path, &joined);
        }
        Ok(at + 1)
    }

    fn scalar(&mut self, text: &str, at: usize) -> Result<(Scalar, usize), End> {
        match byte(text, at)? {
            b'"' => self.string(text, at).map(|end| (Scalar::Text, end)),
            b'-' if text.as_bytes().get(at + 1) == Some(&b'I') => {
                self.word(text, at, "-Infinity", Scalar::Null)
            }
            b'-' | b'0'..=b'9' => self.number(text, at).map(|end| (Scalar::Text, end)),
            b't' => self.word(text, at, "true", Scalar::Text),
            b'f' => self.word(text, at, "false", Scalar::Text),
            b'n' => self.word(text, at, "null", Scalar::Null),
            // Python writes these.
            b'N' => self.word(text, at, "NaN", Scalar::Null),
            b'I' => self.word(text, at, "Infinity", Scalar::Null),
            _ => Err(End::Broken(at)),
        }
    }

    fn word(
        &mut self,
        text: &str,
        at: usize,
        word: &str,
        scalar: Scalar,
    ) -> Result<(Scalar, usize), End> {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(word.as_bytes()) {
            self.scalar.clear();
            self.scalar.push_str(word);
            return Ok((scalar, at + word.len()));
        }
        Err(if word.as_bytes().starts_with(rest) {
            End::Cut
        } else {
            End::Broken(at)
        })
    }

    fn number(&mut self, text: &str, start: usize) -> Step {
        let bytes = text.as_bytes();
        let digits = |mut at: usize| {
            let from = at;
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            match (at > from, at < bytes.len()) {
                (true, _) => Ok(at),
                (false, true) => Err(End::Broken(at)),
                (false, false) => Err(End::Cut),
            }
        };
        let mut at = start + usize::from(bytes[start] == b'-');
        let leading_zero = bytes.get(at) == Some(&b'0');
        at = if leading_zero { at + 1 } else { digits(at)? };
        if leading_zero && bytes.get(at).is_some_and(u8::is_ascii_digit) {
            return Err(End::Broken(at));
        }
        if bytes.get(at) == Some(&b'.') {
            at = digits(at + 1)?;
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            at += 1;
            at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
            at = digits(at)?;
        }
        self.scalar.clear();
        self.scalar.push_str(&text[start..at]);
        Ok(at)
    }

    fn string(&mut self, text: &str, at: usize) -> Step {
        let bytes = text.as_bytes();
        self.scalar.clear();
        let mut from = at + 1;
        loop {
            let Some(stop) = memchr2(b'"', b'\\', &bytes[from..]).map(|n| from + n) else {
                return Err(broken_line(bytes, from, bytes.len()).unwrap_or(End::Cut));
            };
            if let Some(broken) = broken_line(bytes, from, stop) {
                return Err(broken);
            }
            self.scalar.push_str(&text[from..stop]);
            if bytes[stop] == b'"' {
                return Ok(stop + 1);
            }
            from = self.escape(bytes, stop)?;
        }
    }

    /// Reads the escape at the backslash `at`.
    fn escape(&mut self, bytes: &[u8], at: usize) -> Step {
        let c = match *bytes.get(at + 1).ok_or(End::Cut)? {
            c @ (b'"' | b'\\' | b'/') => c as char,
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(bytes, at),
            _ => return Err(End::Broken(at)),
        };
        self.scalar.push(c);
        Ok(at + 2)
    }

    fn unicode(&mut self, bytes: &[u8], at: usize) -> Step {
        let high = unit(bytes, at)?;
        if (0xd800..0xdc00).contains(&high) && bytes.get(at + 6) == Some(&b'\\') {
            // The other half may follow; anything else is read by itself.
            match bytes.get(at + 7) {
                None => return Err(End::Cut),
                Some(b'u') => {
                    let low = unit(bytes, at + 6)?;
                    if (0xdc00..0xe000).contains(&low) {
                        let code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                        self.scalar.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                        return Ok(at + 12);
                    }
                }
                Some(_) => {}
            }
        }
        self.scalar.push(char::from_u32(high).unwrap_or('\u{fffd}'));
        Ok(at + 6)
    }
}

/// A line break within a string breaks it: so a quote that never ends costs a line and not the file.
fn broken_line(bytes: &[u8], from: usize, to: usize) -> Option<End> {
    memchr2(b'\n', b'\r', &bytes[from..to]).map(|n| End::Broken(from + n))
}

/// The four hexadecimal digits of the `\u` at `at`.
fn unit(bytes: &[u8], at: usize) -> Result<u32, End> {
    let mut value = 0;
    for place in at + 2..at + 6 {
        let digit = *bytes.get(place).ok_or(End::Cut)?;
        value = value * 16 + (digit as char).to_digit(16).ok_or(End::Broken(at))?;
    }
    Ok(value)
}

pub(crate) fn space(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

fn byte(text: &str, at: usize) -> Result<u8, End> {
    text.as_bytes().get(at).copied().ok_or(End::Cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn read(text: &str) -> (End, Vec<(String, String)>) {
        let mut flat = Flat::new(usize::MAX);
        let end = Parser::new(64).read(text, &mut flat);
        let pairs = flat
            .iter()
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect();
        (end, pairs)
    }

    fn pairs(text: &str) -> String {
        let (end, pairs) = read(text);
        assert_eq!(end, End::Whole(text.len()), "{text}");
        let shown: Vec<_> = pairs.iter().map(|(k, v)| format!("{k}={v}")).collect();
        shown.join("|")
    }

    #[test]
    fn values_are_flattened() {
        for (json, expected) in [
            (
                r#"{"a":"x","b":1.50,"c":true,"d":null}"#,
                "a=x|b=1.50|c=true",
            ),
            (r#"{"a":{"b":{"c":"x"}},"d":"y"}"#, "a.b.c=x|d=y"),
            (r#"{"a":["x",1,null,false]}"#, "a=x, 1, false"),
            (
                r#"{"a":[{"b":1},{"b":2}],"c":[[1,2],[3]]}"#,
                "a.b=1|a.b=2|c=1, 2|c=3",
            ),
            (
                r#"{"n":12345678901234567890.10e+5,"m":-0}"#,
                "n=12345678901234567890.10e+5|m=-0",
            ),
            (r#"{"a":"\u0041\ud83d\ude00\n\"\\\/"}"#, "a=A😀\n\"\\/"),
            (
                r#"{"a":"\ud83d","b":"\ude00x","c":"\ud83d\u0041"}"#,
                "a=\u{fffd}|b=\u{fffd}x|c=\u{fffd}A",
            ),
            ("{\"a\":\"tab\there\"}", "a=tab\there"),
            (r#"{"a":NaN,"b":-Infinity,"c":Infinity}"#, ""),
            (r#"{}"#, ""),
            (r#" [ ] "#.trim_end(), ""),
            (r#"{"a":1,"a":2}"#, "a=1|a=2"),
            (r#""word""#, "=word"),
        ] {
            assert_eq!(pairs(json), expected, "{json}");
        }
    }

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        for (json, end) in [
            ("{", End::Cut),
            ("", End::Cut),
            (r#"{"a"#, End::Cut),
            (r#"{"a":tr"#, End::Cut),
            (r#"{"a":"\u00"#, End::Cut),
            (r#"{"a":1,}"#, End::Broken(7)),
            (r#"{'a':1}"#, End::Broken(1)),
            (r#"{"a" 1}"#, End::Broken(5)),
            (r#"{"a":01}"#, End::Broken(6)),
            (r#"{"a":1 "b":2}"#, End::Broken(7)),
            (r#"{"a":"\x"}"#, End::Broken(6)),
            ("{\"a\":\"x\ny\"}", End::Broken(7)),
            (r#"[1,]"#, End::Broken(3)),
            (r#"{"a":1]"#, End::Broken(6)),
        ] {
            assert_eq!(read(json).0, end, "{json}");
        }
        let deep = "[".repeat(65) + &"]".repeat(65);
        assert_eq!(read(&deep).0, End::TooDeep);
        assert_eq!(read(&deep[1..129]).0, End::Whole(128));
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[ -~é\u{1f600}\"\\\\\n]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec(("[a-z\"]{0,3}", inner), 0..4)
                    .prop_map(|pairs| pairs.into_iter().collect::<Value>()),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_valid_json_is_read_to_its_end(value in json(), pretty in any::<bool>()) {
            let text = if pretty {
                serde_json::to_string_pretty(&value).unwrap()
            } else {
                value.to_string()
            };
            prop_assert_eq!(Parser::new(64).check(&text), End::Whole(text.len()));
            // And each prefix that ends in the middle is cut, not broken.
            let middle = (0..text.len()).rev().find(|n| *n <= text.len() / 2 && text.is_char_boundary(*n));
            if let Some(middle) = middle.filter(|_| text.starts_with(['{', '[', '"'])) {
                prop_assert_eq!(Parser::new(64).check(&text[..middle]), End::Cut);
            }
        }

        #[test]
        fn what_is_read_agrees_with_serde_json(text in "[\\[\\]{}\",:0-9a-c\\\\.eE+ -]{0,24}") {
            let whole = Parser::new(64).check(&text) == End::Whole(text.trim_end().len());
            let valid = serde_json::from_str::<Value>(&text);
            // Numbers beyond f64 are the only ones that serde_json refuses and this takes.
            if valid.is_ok() || valid.is_err_and(|e| !e.to_string().starts_with("number out of range")) {
                prop_assert_eq!(whole, serde_json::from_str::<Value>(&text).is_ok());
            }
        }

        #[test]
        fn strings_mean_what_serde_json_says(text in "\\PC{0,20}") {
            let json = serde_json::to_string(&text).unwrap();
            let mut parser = Parser::new(64);
            let (read, end) = parser.string_at(&json, 0).unwrap();
            prop_assert_eq!(read, &text);
            prop_assert_eq!(end, json.len());
        }
    }
}
