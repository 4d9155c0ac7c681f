use serde::{Deserialize, Serialize};

/// A half-open byte range `[start, end)` into a text's UTF-8. Not empty; both ends on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Returns `None` unless `text[start..end]` exists, is not empty and ends before 4 GiB.
    pub fn new(text: &str, start: usize, end: usize) -> Option<Self> {
        text.get(start..end).filter(|quote| !quote.is_empty())?;
        Some(Self {
            start: u32::try_from(start).ok()?,
            end: u32::try_from(end).ok()?,
        })
    }

    /// A span read back from a store, where its text is not at hand; `None` when it is empty.
    pub const fn stored(start: u32, end: u32) -> Option<Self> {
        if start < end {
            Some(Self { start, end })
        } else {
            None
        }
    }

    /// First byte.
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// The quoted text; `None` when the span does not belong to this text.
    pub fn quote(self, text: &str) -> Option<&str> {
        text.get(self.start()..self.end())
    }

    /// Whether the two ranges share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_span_that_exists_quotes_its_text(text in ".{0,40}", start in 0usize..60, end in 0usize..60) {
            match Span::new(&text, start, end) {
                Some(span) => prop_assert_eq!(span.quote(&text), Some(&text[start..end])),
                None => prop_assert!(start >= end || text.get(start..end).is_none()),
            }
        }
    }
}
