//! Recognizer: numbers in words, in many languages; and the reading of them for other recognizers.
//!
//! One grammar serves all languages: words add below what stands before them (*twenty* + *four*), multiply it
//! (*two* × *hundred*) or close a group (*thousand*); [`words`] says which word does what in which language.

mod bare;
mod compose;
mod read;
mod words;

pub(super) use bare::find;
pub(super) use read::Numbers;
pub(crate) use words::{Code, Language, WORDS};

use super::lexicon::Domain;
use super::page::{Page, TokenKind};

/// A number in words, or in digits with a multiplier in words (*2 hundred*, *20 mil*, *10k*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spelled {
    pub(crate) value: u64,
    /// Index of the token after it.
    pub(crate) end: usize,
    /// A word that mostly means something else (*once*, *un*, *elf*): a number only beside a cue.
    pub(crate) weak: bool,
    /// The language of its words.
    pub(crate) language: Language,
}

/// The whole number that starts at a token: the longest sensible composition. Plain digits alone are none.
///
/// Looks at most [`compose::LONGEST`] tokens ahead.
pub(crate) fn number_at(page: &Page<'_>, token: usize) -> Option<Spelled> {
    let composed = longest_at(page, token).filter(|composed| !composed.ordinal)?;
    Some(Spelled {
        value: u64::try_from(composed.value).ok()?,
        end: composed.end,
        weak: composed.weak,
        language: composed.language,
    })
}

/// The digit that a word stands for in a language's series of digits, the first that is not weak if there is one.
pub(crate) fn digit_word(page: &Page<'_>, token: usize) -> Option<(u8, Code)> {
    let mut weak = None;
    for sense in page.senses_in(token, Domain::Number) {
        let code = Code(sense.code);
        if code.is_digit() {
            if !code.is_weak() {
                return Some((sense.value as u8, code));
            }
            weak = weak.or(Some((sense.value as u8, code)));
        }
    }
    weak
}

/// The longest composition in any language; of two as long the one that is surely a number. Read once a token.
fn longest_at(page: &Page<'_>, token: usize) -> Option<compose::Composed> {
    if !may_start(page, token) {
        return None;
    }
    page.numbers.at(token, || longest_composed(page, token))
}

/// Whether a composition may start at a token: what is told by its length and domains alone.
fn may_start(page: &Page<'_>, token: usize) -> bool {
    let has_sense = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.domains.has(Domain::Number))
    };
    match page.tokens.get(token) {
        Some(first) => match first.kind {
            TokenKind::Word => {
                has_sense(token)
                    || first.entry == 0 && first.end - first.start >= compose::SHORTEST_UNLISTED
                    || page.is_symbol(token + 1, '\'')
            }
            TokenKind::Number => has_sense(token + 1),
            TokenKind::Symbol(_) => false,
        },
        None => false,
    }
}

/// What [`longest_at`] says, read anew.
fn longest_composed(page: &Page<'_>, token: usize) -> Option<compose::Composed> {
    let first = page.tokens.get(token)?;
    let languages_of = match first.kind {
        TokenKind::Word => token,
        TokenKind::Number => token + 1,
        TokenKind::Symbol(_) => return None,
    };
    let mut best: Option<compose::Composed> = None;
    let mut tried = 0u32;
    let languages = page
        .senses_in(languages_of, Domain::Number)
        .map(|sense| Code(sense.code).language())
        .chain(compose::unlisted_language(page, token));
    for language in languages {
        let bit = 1 << language as u32;
        if tried & bit == 0 {
            tried |= bit;
            let found = compose::compose(page, token, language);
            best = best.into_iter().chain(found).reduce(|best, found| {
                let better = (found.end, !found.weak) > (best.end, !best.weak);
                if better { found } else { best }
            });
        }
    }
    best
}

#[cfg(test)]
mod tests;
