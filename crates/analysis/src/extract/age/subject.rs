//! Who or what an age is said of, by the verb before it.

use super::super::page::{Gap, Page, TokenKind};
use super::lists::{self, Groups};

/// Who or what is the subject of `… is 16`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// `I`.
    Writer,
    /// `she`.
    Pronoun,
    /// `the girl`, `Ana`.
    Noun,
    Relative,
    Thing,
    None,
}

/// Who or what an age is said of, by the verb before it or the word that it stands beside.
///
/// In French `a` is a verb; where English counts the years it is none: `an ad with a 15-year-old girl`.
pub(super) fn subject(page: &Page<'_>, at: usize, english: bool) -> Subject {
    let mut token = at;
    let (mut verb, mut article) = (false, false);
    for _ in 0..6 {
        let Some(word) = before(page, token) else {
            // `is 16` at the start: somebody who was named before.
            return if verb {
                Subject::Pronoun
            } else {
                Subject::None
            };
        };
        let groups = lists::of(page, word);
        let text = page.word(word);
        if is_writer(text) {
            return Subject::Writer;
        }
        if groups.has(Groups::PRONOUN) {
            return if is_writer(text) {
                Subject::Writer
            } else {
                Subject::Pronoun
            };
        }
        if text == "a" && !article {
            article = true;
            token = word;
            continue;
        }
        if groups.has(Groups::VERB) && !verb {
            verb = true;
            token = word;
            continue;
        }
        if groups.has(Groups::FILLER) && !verb {
            token = word;
            continue;
        }
        return noun(page, word, verb || article, verb || article && !english);
    }
    Subject::None
}

/// The word before a token on the same line, with signs such as `:` passed over.
fn before(page: &Page<'_>, at: usize) -> Option<usize> {
    let mut token = at;
    for _ in 0..3 {
        if page.tokens.get(token)?.gap > Gap::Space {
            return None;
        }
        token = token.checked_sub(1)?;
        match page.tokens[token].kind {
            TokenKind::Word => return Some(token),
            TokenKind::Symbol('\'' | '’' | '"' | '*' | '~' | '-' | '(') => {}
            TokenKind::Symbol(_) | TokenKind::Number => return None,
        }
    }
    None
}

/// Whether `I`, `tengo`, `мне` … speaks of the writer.
fn is_writer(word: &str) -> bool {
    matches!(
        word,
        "i" | "im"
            | "soy"
            | "tengo"
            | "cumplo"
            | "yo"
            | "sou"
            | "tenho"
            | "eu"
            | "je"
            | "j"
            | "ai"
            | "ich"
            | "bin"
            | "io"
            | "ho"
            | "mam"
            | "am"
            | "мне"
            | "я"
            | "мені"
            | "ik"
            | "ben"
            | "我"
            | "หนู"
            | "ฉัน"
    )
}

/// A subject that is a noun or a name; `linked` says that something was stated of it.
fn noun(page: &Page<'_>, at: usize, verb: bool, linked: bool) -> Subject {
    let groups = lists::of(page, at);
    let owned = |step: usize| {
        at.checked_sub(step)
            .filter(|before| page.tokens[before + 1].gap <= Gap::Space)
            .is_some_and(|before| lists::of(page, before).has(Groups::DETERMINER))
    };
    if groups.has(Groups::RELATIVE) {
        return Subject::Relative;
    }
    if super::is_cue(page, at) {
        return Subject::None;
    }
    if groups.has(Groups::PERSON) {
        return Subject::Noun;
    }
    if groups.has(Groups::THING) {
        return if linked || owned(1) {
            Subject::Thing
        } else {
            Subject::None
        };
    }
    if is_capital(page, at) && !owned(1) {
        return if verb { Subject::Noun } else { Subject::None };
    }
    if (owned(1) || owned(2)) && (linked || is_dative_language(page, at)) {
        return Subject::Thing;
    }
    Subject::None
}

/// Russian and Ukrainian say `нашей фирме 12 лет`, without a verb.
pub(super) fn is_dative_language(page: &Page<'_>, at: usize) -> bool {
    page.word(at)
        .chars()
        .next()
        .is_some_and(|c| ('\u{400}'..='\u{4ff}').contains(&c))
}

pub(super) fn is_capital(page: &Page<'_>, at: usize) -> bool {
    let (start, end) = page.range(at, at + 1);
    let mut letters = page.text[start..end].chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}
