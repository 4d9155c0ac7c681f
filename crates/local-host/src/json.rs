//! JSON as the host's library reads and writes it: strings that look like dates become dates, whatever stands behind the
//! first value is ignored, and numbers are spelled anew.

use crate::clock;
use time::OffsetDateTime;

/// Deeper documents are refused.
const MAX_DEPTH: usize = 64;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// Without fraction and exponent, of any length, as written.
    Integer(String),
    /// Everything else that is a number.
    Float(f64),
    /// A string that looked like a date, with its spelling.
    Date(NetDate, String),
    /// Any other string.
    Text(String),
    /// `[…]`
    Array(Vec<Json>),
    /// `{…}`, in the order written; the last of equal keys counts.
    Object(Vec<(String, Json)>),
}

/// A .NET `DateTime`: a clock's reading and what zone it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetDate {
    moment: OffsetDateTime,
    zone: Zone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    Utc,
    /// An offset was given: the reading was turned into the host's own zone, which is UTC.
    Local,
    Unspecified,
}

impl NetDate {
    /// `01/02/2026 03:04:05`
    #[must_use]
    pub fn invariant(self) -> String {
        clock::invariant(self.moment)
    }

    fn iso(self) -> String {
        let zone = match self.zone {
            Zone::Utc => "Z",
            Zone::Local => "+00:00",
            Zone::Unspecified => "",
        };
        clock::iso_ticks(self.moment, zone)
    }

    /// Whether a string would be taken for a date: `2026-01-02T03:04:05…` or `/Date(1198908717056)/`.
    #[must_use]
    pub fn recognize(text: &str) -> Option<NetDate> {
        if let Some(inner) = text.strip_prefix("/Date(") {
            return epoch_milliseconds(inner.strip_suffix(")/")?);
        }
        if !(19..=40).contains(&text.len()) || text.as_bytes()[10] != b'T' {
            return None;
        }
        iso_date(text.as_bytes())
    }
}

fn epoch_milliseconds(text: &str) -> Option<NetDate> {
    let zone_at = text.rfind(['+', '-']).filter(|at| *at > 0);
    let number: i128 = text[..zone_at.unwrap_or(text.len())].parse().ok()?;
    let moment = OffsetDateTime::from_unix_timestamp_nanos(number.checked_mul(1_000_000)?).ok()?;
    let zone = if zone_at.is_some() {
        Zone::Local
    } else {
        Zone::Utc
    };
    Some(NetDate { moment, zone })
}

fn iso_date(text: &[u8]) -> Option<NetDate> {
    let digit = |at: usize| {
        let byte = *text.get(at)?;
        byte.is_ascii_digit().then(|| byte - b'0')
    };
    let two = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let mark = |at: usize, mark: u8| (text.get(at) == Some(&mark)).then_some(());

    let year = i32::from(two(0)?) * 100 + i32::from(two(2)?);
    mark(4, b'-')?;
    mark(7, b'-')?;
    mark(13, b':')?;
    mark(16, b':')?;
    let (hour, minute, second) = (two(11)?, two(14)?, two(17)?);
    let midnight = hour == 24 && minute == 0 && second == 0;
    let mut moment = clock::moment(
        year,
        two(5)?,
        two(8)?,
        if midnight { 0 } else { hour },
        minute,
        second,
    )?;
    let mut at = 19;
    if text.get(at) == Some(&b'.') {
        at += 1;
        let first = at;
        let mut ticks: u64 = 0;
        while at - first < 7
            && let Some(value) = digit(at)
        {
            ticks = ticks * 10 + u64::from(value);
            at += 1;
        }
        let digits = u32::try_from(at - first).ok()?;
        if digits == 0 || (midnight && ticks != 0) {
            return None;
        }
        ticks *= 10_u64.pow(7 - digits);
        moment = moment.checked_add(time::Duration::nanoseconds(
            i64::try_from(ticks).ok()? * 100,
        ))?;
    }
    if midnight {
        moment = moment.checked_add(time::Duration::DAY)?;
    }
    let zone = match text.get(at) {
        None => {
            return Some(NetDate {
                moment,
                zone: Zone::Unspecified,
            });
        }
        Some(b'Z' | b'z') => {
            at += 1;
            Zone::Utc
        }
        Some(sign @ (b'+' | b'-')) => {
            let mut minutes = i64::from(two(at + 1)?) * 60;
            at += 3;
            if text.get(at) == Some(&b':') {
                at += 1;
            }
            if at < text.len() {
                minutes += i64::from(two(at)?);
                at += 2;
            }
            let west = if *sign == b'-' { minutes } else { -minutes };
            moment = moment.checked_add(time::Duration::minutes(west))?;
            Zone::Local
        }
        Some(_) => return None,
    };
    (at == text.len()).then_some(NetDate { moment, zone })
}

impl Json {
    /// The first value in a text; what follows it is ignored, as is a byte order mark before it.
    ///
    /// # Errors
    /// The byte where it stops being JSON.
    pub fn first(text: &str) -> Result<Json, usize> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader { text, at: 0 };
        reader.value(0).ok_or(reader.at)
    }

    /// The value of a text that holds nothing else.
    ///
    /// # Errors
    /// The byte where it stops being JSON.
    pub fn whole(text: &str) -> Result<Json, usize> {
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(0).ok_or(reader.at)?;
        reader.space();
        if reader.at == text.len() {
            Ok(value)
        } else {
            Err(reader.at)
        }
    }

    /// The member of an object, its name in any letter case; an exact one goes before others.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Json> {
        let Json::Object(members) = self else {
            return None;
        };
        let exact = members.iter().rfind(|(key, _)| key == name);
        exact
            .or_else(|| {
                members
                    .iter()
                    .rfind(|(key, _)| key.eq_ignore_ascii_case(name))
            })
            .map(|(_, value)| value)
    }

    /// What .NET's `ToString` makes of a value that stands alone: dates and numbers anew, objects and arrays indented,
    /// nothing for null.
    #[must_use]
    pub fn to_net_string(&self) -> String {
        match self {
            Json::Null => String::new(),
            Json::Bool(true) => "True".to_owned(),
            Json::Bool(false) => "False".to_owned(),
            Json::Integer(digits) => digits.clone(),
            Json::Float(number) => float(*number),
            Json::Date(date, _) => date.invariant(),
            Json::Text(text) => text.clone(),
            Json::Array(_) | Json::Object(_) => self.indented(),
        }
    }

    /// JSON without spaces.
    #[must_use]
    pub fn compact(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    /// JSON with a line for each member.
    #[must_use]
    pub fn indented(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    fn write(&self, out: &mut String, depth: Option<usize>) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Json::Integer(digits) => out.push_str(digits),
            Json::Float(number) => {
                let text = float(*number);
                out.push_str(&text);
                if !text.contains(['.', 'E']) {
                    out.push_str(".0");
                }
            }
            Json::Date(date, _) => quote(&date.iso(), out),
            Json::Text(text) => quote(text, out),
            Json::Array(items) => bracket(out, depth, ['[', ']'], items, |item, out, depth| {
                item.write(out, depth);
            }),
            Json::Object(members) => bracket(
                out,
                depth,
                ['{', '}'],
                members,
                |(key, value), out, depth| {
                    quote(key, out);
                    out.push_str(if depth.is_some() { ": " } else { ":" });
                    value.write(out, depth);
                },
            ),
        }
    }
}

fn bracket<T>(
    out: &mut String,
    depth: Option<usize>,
    [open, close]: [char; 2],
    items: &[T],
    write: impl Fn(&T, &mut String, Option<usize>),
) {
    out.push(open);
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', 2 * depth));
    };
    for (n, item) in items.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        if let Some(depth) = depth {
            line(out, depth + 1);
        }
        write(item, out, depth.map(|depth| depth + 1));
    }
    if let Some(depth) = depth
        && !items.is_empty()
    {
        line(out, depth);
    }
    out.push(close);
}

fn quote(text: &str, out: &mut String) {
    // Serializing a string cannot fail.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// The shortest spelling that reads back, with .NET's exponents.
fn float(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 || (1e-5..1e15).contains(&size) {
        return format!("{number}");
    }
    let text = format!("{number:E}");
    match text.split_once('E') {
        Some((mantissa, exponent)) => match exponent.strip_prefix('-') {
            Some(digits) => format!("{mantissa}E-{digits:0>2}"),
            None => format!("{mantissa}E+{exponent:0>2}"),
        },
        None => text,
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.text[self.at..]
            .starts_with(word)
            .then(|| self.at += word.len())
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.space();
        match self.peek()? {
            b'n' => self.word("null").map(|()| Json::Null),
            b't' => self.word("true").map(|()| Json::Bool(true)),
            b'f' => self.word("false").map(|()| Json::Bool(false)),
            b'"' => {
                let text = self.string()?;
                Some(match NetDate::recognize(&text) {
                    Some(date) => Json::Date(date, text),
                    None => Json::Text(text),
                })
            }
            b'[' => {
                let mut items = Vec::new();
                self.list(b']', |reader| {
                    items.push(reader.value(depth + 1)?);
                    Some(())
                })?;
                Some(Json::Array(items))
            }
            b'{' => {
                let mut members = Vec::new();
                self.list(b'}', |reader| {
                    let key = reader.string()?;
                    reader.space();
                    reader.word(":")?;
                    members.push((key, reader.value(depth + 1)?));
                    Some(())
                })?;
                Some(Json::Object(members))
            }
            _ => self.number(),
        }
    }

    fn list(&mut self, close: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.space();
        if self.peek()? == close {
            self.at += 1;
            return Some(());
        }
        loop {
            self.space();
            item(self)?;
            self.space();
            let next = self.peek()?;
            if next != close && next != b',' {
                return None;
            }
            self.at += 1;
            if next == close {
                return Some(());
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        if self.peek()? != b'"' {
            return None;
        }
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut end = start + 1;
        loop {
            match bytes.get(end)? {
                b'"' => break,
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        let spelled = self.text.get(start..=end)?;
        let text = serde_json::from_str(spelled).ok()?;
        self.at = end + 1;
        Some(text)
    }

    fn number(&mut self) -> Option<Json> {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(rest.len());
        let text = &rest[..end];
        let value: f64 = serde_json::from_str::<serde_json::Number>(text)
            .ok()?
            .as_f64()?;
        self.at += end;
        Some(if text.contains(['.', 'e', 'E']) {
            Json::Float(value)
        } else {
            Json::Integer(text.to_owned())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_the_first_value_is_ignored() {
        assert_eq!(
            Json::first("\u{feff} {\"a\":1} and junk")
                .unwrap()
                .compact(),
            r#"{"a":1}"#
        );
        assert!(Json::first("{\"a\":").is_err());
        assert!(Json::first("").is_err());
        assert!(Json::whole("{} junk").is_err());
    }

    #[test]
    fn numbers_and_dates_are_spelled_anew() {
        let given = r#"{"d":"2026-01-02T03:04:05Z","d2":"2026-01-02T03:04:05.123456+02:00","day":"2026-01-02",
            "f":1.10,"big":12345678901234567890,"e":1e3,"small":1e-7,"n":null,"local":"2026-01-02T03:04:05"}"#;
        assert_eq!(
            Json::first(given).unwrap().compact(),
            r#"{"d":"2026-01-02T03:04:05Z","d2":"2026-01-02T01:04:05.123456+00:00","day":"2026-01-02","f":1.1,"big":12345678901234567890,"e":1000.0,"small":1E-07,"n":null,"local":"2026-01-02T03:04:05"}"#
        );
    }

    #[test]
    fn only_what_is_a_date_becomes_one() {
        let date = |text: &str| NetDate::recognize(text).map(NetDate::invariant);
        assert_eq!(
            date("/Date(1198908717056)/").unwrap(),
            "12/29/2007 06:11:57"
        );
        assert_eq!(date("2026-12-31T24:00:00Z").unwrap(), "01/01/2027 00:00:00");
        for no in [
            "2026-01-02",
            "2026-02-30T03:04:05Z",
            "2026-01-02 03:04:05",
            "2026-01-02T03:04:05.Z",
            "20é6-01-02T03:04:05Z",
        ] {
            assert_eq!(date(no), None, "{no}");
        }
    }

    #[test]
    fn hostile_depth_is_refused() {
        assert!(Json::first(&"[".repeat(100_000)).is_err());
    }
}
