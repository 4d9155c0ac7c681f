//! The phrase around an age: what stands right before and right behind it.

use super::super::page::{Gap, Page, TokenKind};
use super::lists::{self, Groups};
use super::subject::is_dative_language;

/// `a 12 year old …`.
pub(super) fn has_article(page: &Page<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        page.tokens[at].gap <= Gap::Space
            && matches!(
                page.word(before),
                "a" | "an" | "the" | "this" | "that" | "our" | "my" | "your" | "their" | "its"
            )
    })
}

/// `my 12 year old`.
pub(super) fn is_owned(page: &Page<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        page.tokens[at].gap <= Gap::Space
            && matches!(page.word(before), "my" | "his" | "her" | "their")
    })
}

/// `fête ses 15 ans`, `sus 15 años`: a firm's jubilee.
pub(super) fn owned_years(page: &Page<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        page.tokens[at].gap <= Gap::Space
            && matches!(
                page.word(before),
                "ses"
                    | "nos"
                    | "sus"
                    | "los"
                    | "nuestros"
                    | "seus"
                    | "nossos"
                    | "os"
                    | "suoi"
                    | "nostri"
                    | "gli"
                    | "ihre"
                    | "unsere"
                    | "своих"
                    | "наши"
            )
    })
}

/// `I have a 12 year old`.
pub(super) fn has_one(page: &Page<'_>, at: usize) -> bool {
    at.checked_sub(2)
        .is_some_and(|verb| matches!(page.word(verb), "have" | "has" | "with"))
}

/// `looking for a 15 year old`.
pub(super) fn is_sought(page: &Page<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..at).any(|token| {
        matches!(
            page.word(token),
            "looking" | "seeking" | "want" | "wanted" | "wants" | "need" | "needed" | "meet"
        )
    })
}

/// The second number of `6-12 years old`, `6 a 12 años`, `от 6 до 12 лет`.
pub(super) fn in_range(page: &Page<'_>, at: usize) -> bool {
    let Some(first) = at.checked_sub(2) else {
        return false;
    };
    page.tokens[at].gap <= Gap::Space
        && page.tokens[first].kind == TokenKind::Number
        && (page.is_symbol(at - 1, '-')
            || page.is_symbol(at - 1, '–')
            || matches!(
                page.word(at - 1),
                "to" | "a" | "bis" | "tot" | "do" | "до" | "al" | "ate" | "至" | "到" | "ถึง"
            ))
}

/// `for 12 year olds`.
pub(super) fn plural(page: &Page<'_>, to: usize) -> bool {
    to > 0 && matches!(page.word(to - 1), "olds" | "jährige" | "jarige")
        || page
            .tokens
            .get(to)
            .is_some_and(|token| token.kind == TokenKind::Word)
            && page.word(to) == "olds"
}

/// `17 años, delgada`: an item of a list.
pub(super) fn listed(page: &Page<'_>, at: usize, to: usize) -> bool {
    let mut at = at;
    for _ in 0..2 {
        if at > 0
            && page.tokens[at].gap == Gap::Space
            && lists::of(page, at - 1).has(Groups::FILLER)
        {
            at -= 1;
        }
    }
    let starts = page.tokens[at].gap > Gap::Space
        || at == 0
        || matches!(
            page.tokens[at - 1].kind,
            TokenKind::Symbol(c) if !matches!(c, '-' | '/' | '+' | '%' | '(' | ':')
        );
    starts && ends(page, to)
}

/// Whether the phrase ends behind a token, or goes on about the person.
pub(super) fn ends_or_describes(page: &Page<'_>, to: usize) -> bool {
    ends(page, to)
        || page
            .tokens
            .get(to)
            .is_some_and(|next| next.kind == TokenKind::Word)
            && lists::of(page, to).has(Groups::PERSON)
}

/// Whether nothing more is said in the phrase behind a token.
pub(super) fn ends(page: &Page<'_>, to: usize) -> bool {
    let Some(next) = page.tokens.get(to) else {
        return true;
    };
    next.gap > Gap::Space
        || match next.kind {
            TokenKind::Symbol(c) => !matches!(c, '-' | '/' | '+' | '%' | '\'' | ':' | '°'),
            TokenKind::Word => {
                lists::of(page, to).has(Groups::GOES_ON) && !is_preposition(page.word(to))
            }
            TokenKind::Number => false,
        }
}

/// `15 años de calidad`, `12 años trabajando`, `12 лет на рынке`: years of something.
pub(super) fn counts_on(page: &Page<'_>, to: usize) -> bool {
    page.tokens.get(to).is_some_and(|next| {
        next.kind == TokenKind::Word && next.gap <= Gap::Space && {
            let word = page.word(to);
            is_preposition(word)
                || word.ends_with("ndo") && word.len() > 5
                || word.ends_with("ing") && word.len() > 5
        }
    })
}

/// Like [`counts_on`], where the writer speaks: `tengo 12 años en España`, `tenho 12 anos de profissão`.
pub(super) fn goes_on_about(page: &Page<'_>, to: usize) -> bool {
    counts_on(page, to) && !(is_dative_language(page, to))
}

pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "en"
            | "no"
            | "na"
            | "im"
            | "dans"
            | "de"
            | "d"
            | "di"
            | "of"
            | "auf"
            | "sur"
            | "su"
            | "nel"
            | "sul"
            | "w"
            | "на"
            | "в"
            | "у"
            | "for"
            | "as"
            | "como"
            | "comme"
            | "als"
            | "pe"
    )
}
