//! Why an invocation did not succeed, sorted by what the host should do about it.

use crate::{DecodeError, report};
use std::{
    any::{Any, type_name},
    borrow::Cow,
    error::Error,
    fmt,
    panic::Location,
};

/// The longest reason that is passed on, in characters.
const MAX_REASON_CHARS: usize = 300;

/// Why an invocation did not succeed.
///
/// The choice that matters is made when it is created: a [transient](Failure::transient) failure is answered with status
/// 500, so that the host tries again, a [permanent](Failure::permanent) one is answered with success, so that a message
/// that can never be processed does not burn its tries and end in the poison queue without a reason.
///
/// The reason is logged and, when permanent, returned to the host. **It must be free of content**: no text, identifier or
/// name from the data. It is cut to 300 characters and one line.
///
/// The `?` operator turns any error into a transient failure whose reason is the *type* of the error and the place of
/// the `?`, never the error's text: the texts of many errors, `serde_json`'s among them, quote the value that they
/// choke on.
///
/// ```
/// use custom_handler::Failure;
///
/// fn parse(text: &str) -> Result<u32, Failure> {
///     Ok(text.parse()?)
/// }
///
/// let failure = parse("415-555-0132").unwrap_err();
/// assert!(failure.reason().starts_with("an error of type core::num::error::ParseIntError at "));
/// assert!(!failure.reason().contains("0132"));
/// ```
#[derive(Debug)]
pub struct Failure {
    kind: Kind,
    reason: String,
}

/// Who failed, which decides the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Transient,
    Permanent,
    /// The body is larger than allowed (413 to an HTTP client).
    TooLarge,
    /// Our own deadline passed (503 to an HTTP client).
    Deadline,
}

impl Failure {
    /// Fails the invocation: the host tries again by the rules of its trigger.
    pub fn transient(reason: impl Into<Cow<'static, str>>) -> Failure {
        Failure::of(Kind::Transient, reason)
    }

    /// Ends the invocation with success, since trying again can change nothing; the reason goes to the logs.
    ///
    /// Record what was refused before returning it: the host deletes the message.
    pub fn permanent(reason: impl Into<Cow<'static, str>>) -> Failure {
        Failure::of(Kind::Permanent, reason)
    }

    pub(crate) fn of(kind: Kind, reason: impl Into<Cow<'static, str>>) -> Failure {
        Failure {
            kind,
            reason: one_line(&reason.into(), MAX_REASON_CHARS),
        }
    }

    /// Whether trying again is pointless.
    pub fn is_permanent(&self) -> bool {
        self.kind == Kind::Permanent
    }

    /// The reason as it is logged: one line of at most 300 characters.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl<E: Error + 'static> From<E> for Failure {
    #[track_caller]
    fn from(error: E) -> Failure {
        // Our own error is made of places alone, so its text may be told.
        if let Some(error) = (&error as &dyn Any).downcast_ref::<DecodeError>() {
            return Failure::transient(error.to_string());
        }
        Failure::transient(format!(
            "an error of type {} at {}",
            type_name::<E>(),
            report::place(Location::caller())
        ))
    }
}

/// Makes `text` safe for a line of a log: no control characters, at most `max_chars` characters.
pub(crate) fn one_line(text: &str, max_chars: usize) -> String {
    let mut line: String = text
        .chars()
        .take(max_chars)
        .map(|c| if is_unprintable(c) { ' ' } else { c })
        .collect();
    if text.chars().nth(max_chars).is_some() {
        line.push('…');
    }
    line
}

/// Control characters, and those that reorder or hide text on a screen.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_bounded_line() {
        let failure = Failure::transient(format!("first\r\nsecond\u{1b}[31m{}", "x".repeat(1000)));
        assert!(failure.reason().starts_with("first  second [31mxxx"));
        assert_eq!(failure.reason().chars().count(), MAX_REASON_CHARS + 1);
    }

    #[test]
    fn a_foreign_error_is_named_by_type_and_place_only() {
        fn fails() -> Result<(), Failure> {
            Err(std::io::Error::other("secret text"))?;
            Ok(())
        }
        let failure = fails().unwrap_err();
        assert!(!failure.is_permanent());
        assert!(
            failure.reason().contains("std::io::error::Error"),
            "{failure}"
        );
        assert!(failure.reason().contains("failure.rs:"), "{failure}");
        assert!(!failure.reason().contains("secret"));
    }
}
