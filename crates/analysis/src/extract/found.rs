//! What recognizers found in one text, before overlaps are resolved.

use model::{Attribute, MentionType};
use std::borrow::Cow;
use std::cell::Cell;

/// Something that a recognizer found.
#[derive(Clone)]
pub(crate) struct Candidate {
    pub(crate) kind: MentionType,
    /// Original byte range.
    pub(crate) start: usize,
    /// One past the last original byte.
    pub(crate) end: usize,
    /// Normalized value.
    pub(crate) value: String,
    /// 0 to 100 percent.
    pub(crate) confidence: u8,
    /// How it was recognized.
    pub(crate) method: &'static str,
    pub(crate) attributes: Vec<(Cow<'static, str>, Attribute)>,
    /// Found inside another mention by design (the number in a `wa.me` link, the handle in a profile's URL): it does
    /// not compete with what holds it.
    pub(crate) nested: bool,
}

impl Candidate {
    /// A candidate without attributes that competes for its place.
    pub(crate) fn new(
        kind: MentionType,
        (start, end): (usize, usize),
        value: impl Into<String>,
        confidence: u8,
        method: &'static str,
    ) -> Self {
        Self {
            kind,
            start,
            end,
            value: value.into(),
            confidence,
            method,
            attributes: Vec::new(),
            nested: false,
        }
    }

    /// Adds an attribute.
    pub(crate) fn with(mut self, name: &'static str, value: Attribute) -> Self {
        self.attributes.push((Cow::Borrowed(name), value));
        self
    }
}

/// The findings so far. A recognizer sees what those before it claimed.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) candidates: Vec<Candidate>,
    /// What the library said of telephone numbers in this text and in those before.
    pub(crate) answers: super::phone::Answers,
    /// Room for the amounts and times of a run.
    pub(crate) items: Vec<super::price::Item>,
    /// What the candidates looked at so far say of a person.
    person: Cell<Person>,
    /// One bit a byte of the original text.
    claimed: Vec<u64>,
}

/// What the findings say of a person.
#[derive(Clone, Copy, Default)]
pub(crate) struct Person {
    /// How many candidates were looked at.
    looked_at: usize,
    /// A height, a weight or a price for a time is stated.
    pub(crate) described: bool,
    /// An age is stated, and not that of somebody or something else.
    pub(crate) aged: bool,
    /// So is one that was not found by the name beside it.
    pub(crate) surely_aged: bool,
}

impl Person {
    fn look(&mut self, candidate: &Candidate) {
        let has = |wanted: &str| candidate.attributes.iter().any(|(name, _)| *name == wanted);
        let timed = || {
            candidate
                .attributes
                .iter()
                .any(|(name, value)| *name == "minutes" && matches!(value, Attribute::Integer(_)))
        };
        match candidate.kind {
            MentionType::Height | MentionType::Weight => self.described = true,
            MentionType::Price => self.described |= timed(),
            MentionType::Age if !has("whose") => {
                self.aged = true;
                self.surely_aged |= candidate.method != "name";
            }
            _ => {}
        }
    }
}

impl Found {
    /// Forgets everything and makes room for a text of so many bytes.
    pub(crate) fn reset(&mut self, bytes: usize) {
        self.candidates.clear();
        self.person.set(Person::default());
        self.claimed.clear();
        self.claimed.resize(bytes / 64 + 1, 0);
    }

    /// Adds a candidate; it claims its bytes, unless it is nested or of a kind that others may overlap.
    pub(crate) fn push(&mut self, candidate: Candidate) {
        if !candidate.nested && super::resolve::competes(candidate.kind) {
            let (first, last) = (candidate.start, candidate.end);
            for word in first / 64..=(last.max(first + 1) - 1) / 64 {
                self.claimed[word] |= mask(word, first, last);
            }
        }
        self.candidates.push(candidate);
    }

    /// What the findings so far say of a person. Each is looked at once, however often this is asked.
    pub(crate) fn person(&self) -> Person {
        let mut person = self.person.get();
        let new = self.candidates.get(person.looked_at..).unwrap_or_default();
        for candidate in new {
            person.look(candidate);
        }
        person.looked_at = self.candidates.len();
        self.person.set(person);
        person
    }

    /// Whether any byte of the original range was claimed.
    pub(crate) fn is_claimed(&self, start: usize, end: usize) -> bool {
        start < end
            && (start / 64..=(end - 1) / 64)
                .any(|word| self.claimed[word] & mask(word, start, end) != 0)
    }
}

/// The bits of one word of the set that lie in `start..end`.
fn mask(word: usize, start: usize, end: usize) -> u64 {
    let from = start.saturating_sub(word * 64).min(64);
    let to = end.saturating_sub(word * 64).min(64);
    let below = |bits: usize| {
        if bits >= 64 {
            u64::MAX
        } else {
            (1 << bits) - 1
        }
    };
    below(to) & !below(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn claims_are_what_was_pushed(a in 0usize..200, b in 1usize..90, c in 0usize..200, d in 1usize..90) {
            let mut found = Found::default();
            found.reset(300);
            found.push(Candidate::new(MentionType::Url, (a, a + b), "", 50, "test"));
            prop_assert_eq!(found.is_claimed(c, c + d), a < c + d && c < a + b);
        }
    }
}
