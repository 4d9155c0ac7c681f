//! Things, relatives and persons beside an age.

use super::super::fold::is_unspaced;
use super::super::page::{Gap, Page, TokenKind};
use super::lists::{self, Groups};
use super::phrase::is_preposition;
use super::sentence::ends_sentence;
use super::subject::is_capital;

/// `15 year old single malt scotch`.
pub(super) fn thing_after(page: &Page<'_>, to: usize, steps: usize) -> bool {
    for token in to..to + steps {
        let Some(here) = page.tokens.get(token) else {
            return false;
        };
        if here.gap > Gap::Space || !matches!(here.kind, TokenKind::Word | TokenKind::Symbol('-')) {
            return false;
        }
        let c = page.word(token).chars().next();
        if token == to && c.is_some_and(is_unspaced) && page.word(token) != "的" {
            return false;
        }
        let groups = lists::of(page, token);
        if groups.has(Groups::THING) {
            return true;
        }
        if groups.has(
            Groups::PERSON
                .or(Groups::PRONOUN)
                .or(Groups::RELATIVE)
                .or(Groups::VERB)
                .or(Groups::GOES_ON),
        ) || is_preposition(page.word(token))
        {
            return false;
        }
    }
    false
}

/// `scotch, 15 years old`, `whisky de 12 años`, `собаке 3 года`.
pub(super) fn thing_before(page: &Page<'_>, at: usize) -> bool {
    let mut token = at;
    for _ in 0..2 {
        if page.tokens[token].gap > Gap::Space || token == 0 {
            return false;
        }
        token -= 1;
        match page.tokens[token].kind {
            TokenKind::Symbol(',' | '-' | '(' | ':') => {}
            TokenKind::Word => {
                let groups = lists::of(page, token);
                if groups.has(Groups::THING) && !groups.has(Groups::PERSON) {
                    return true;
                }
                if !matches!(page.word(token), "de" | "d" | "di" | "von" | "of" | "z") {
                    return false;
                }
            }
            TokenKind::Symbol(_) | TokenKind::Number => return false,
        }
    }
    false
}

/// `14-year-old girl`, `16 yo blonde girl`: a word for a person right behind, or behind one other word.
pub(super) fn person_after(page: &Page<'_>, to: usize) -> bool {
    for token in to..to + 2 {
        let near = page
            .tokens
            .get(token)
            .is_some_and(|here| here.gap <= Gap::Space && here.kind == TokenKind::Word);
        if !near {
            return false;
        }
        let groups = lists::of(page, token);
        if groups.has(Groups::PERSON) {
            return true;
        }
        if !groups.is_empty() || is_preposition(page.word(token)) {
            return false;
        }
    }
    false
}

/// Whether an animal is spoken of in the same sentence: `our dog is a 14 year old girl`.
pub(super) fn animal_before(page: &Page<'_>, at: usize) -> bool {
    (at.saturating_sub(8)..at)
        .rev()
        .take_while(|token| !ends_sentence(page, *token))
        .any(|token| is_animal(page.word(token)))
}

/// Whether a child or an animal was spoken of before `she`, also a sentence earlier.
pub(super) fn relative_earlier(page: &Page<'_>, at: usize) -> bool {
    let mut ends = 0;
    for token in (at.saturating_sub(20)..at).rev() {
        if page.tokens[token + 1].gap == Gap::Blank {
            return false;
        }
        ends += usize::from(ends_sentence(page, token));
        let groups = lists::of(page, token);
        if ends > 1 || groups.has(Groups::OFFER) {
            return false;
        }
        if groups.has(Groups::RELATIVE) || groups.has(Groups::THING) && is_animal(page.word(token))
        {
            return true;
        }
    }
    false
}

/// Whether a word for a person stands a few words before.
pub(super) fn person_noun_before(page: &Page<'_>, at: usize) -> bool {
    let mut token = at;
    let mut steps = 4;
    while steps > 0 && token > 0 && page.tokens[token].gap <= Gap::Space {
        token -= 1;
        if ends_sentence(page, token) {
            return false;
        }
        if lists::of(page, token).has(Groups::PERSON) {
            return true;
        }
        let unspaced = page.word(token).chars().next().is_some_and(is_unspaced);
        // Unknown words of scripts without spaces are cut into characters.
        if !unspaced {
            steps -= 1;
        } else if at - token > 10 {
            return false;
        }
    }
    false
}

/// Whether a word for a person stands a few words after, or a name before.
pub(super) fn person_beside(page: &Page<'_>, at: usize, to: usize) -> bool {
    for token in to..to + 4 {
        let Some(here) = page.tokens.get(token) else {
            break;
        };
        if here.gap > Gap::Space || ends_sentence(page, token) {
            break;
        }
        if lists::of(page, token).has(Groups::PERSON) {
            return true;
        }
    }
    // `Ana 17 años`, `Ana, 17 años`
    let name = at.checked_sub(1).map(|before| {
        if page.is_symbol(before, ',') {
            before.saturating_sub(1)
        } else {
            before
        }
    });
    name.is_some_and(|name| {
        page.tokens[name].kind == TokenKind::Word
            && page.tokens[at].gap <= Gap::Space
            && is_capital(page, name)
            && lists::of(page, name).is_empty()
            && is_first(page, name)
            && page.word(name).len() <= 10
    })
}

/// Animals that are spoken of as `he` and `she`.
fn is_animal(word: &str) -> bool {
    matches!(
        word,
        "dog"
            | "puppy"
            | "cat"
            | "horse"
            | "mare"
            | "pony"
            | "gelding"
            | "perro"
            | "perra"
            | "gato"
            | "gata"
            | "cachorro"
            | "chien"
            | "chienne"
            | "hund"
            | "katze"
            | "cane"
            | "gatto"
            | "собака"
            | "кот"
            | "кошка"
            | "пес"
            | "pies"
            | "kot"
            | "caine"
            | "pisica"
    )
}

/// Whether a token is the first of its line or sentence.
fn is_first(page: &Page<'_>, at: usize) -> bool {
    page.tokens[at].gap > Gap::Space || at == 0 || ends_sentence(page, at - 1)
}
