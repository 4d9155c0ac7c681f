//! Whether a word that is a city's name is part of the name of somebody or of a firm: `Jordan Denver`, `Dallas Roberts said`,
//! `Houston Brothers Inc.`, `London Road`.

use super::super::lexicon::Domain;
use super::super::page::{Gap, Page, TokenKind};

/// Words that a firm's name ends in stand within so many words.
const FIRM_REACH: usize = 3;

/// Whether the words around a name of a city make it a part of another name.
pub(super) fn of_another_name(page: &Page<'_>, at: usize, end: usize) -> bool {
    follows_a_given_name(page, at, end) || leads_a_surname(page, end) || leads_a_firm(page, end)
}

/// `Ann Denver met`: a word with a capital that means nothing else stands before, inside of a sentence in small letters.
fn follows_a_given_name(page: &Page<'_>, at: usize, end: usize) -> bool {
    let Some(before) = at
        .checked_sub(1)
        .filter(|_| page.tokens[at].gap == Gap::Space)
    else {
        return false;
    };
    let inside = before.checked_sub(1).is_some_and(|earlier| {
        page.tokens[before].gap == Gap::Space
            && (page.tokens[earlier].kind == TokenKind::Word || page.is_symbol(earlier, ','))
            && !is_capital(page, earlier)
    });
    let goes_on = page.tokens.get(end).is_none_or(|next| {
        next.gap > Gap::Space || next.kind != TokenKind::Word || !is_capital(page, end)
    });
    inside
        && goes_on
        && is_unknown_with_capital(page, before)
        && !super::is_large_city(page, before)
}

/// `Dallas Roberts said`, `Dallas Roberts, a lawyer`.
fn leads_a_surname(page: &Page<'_>, end: usize) -> bool {
    if page
        .tokens
        .get(end)
        .is_none_or(|next| next.gap != Gap::Space)
        || !is_unknown_with_capital(page, end)
    {
        return false;
    }
    let comma = page.is_symbol(end + 1, ',');
    // `Sydney Hale, 34, of`
    let years = comma
        && page
            .tokens
            .get(end + 2)
            .is_some_and(|age| age.kind == TokenKind::Number && age.end - age.start == 2)
        && page.is_symbol(end + 3, ',');
    if years {
        return true;
    }
    let word = end + 1 + usize::from(comma);
    page.tokens
        .get(word)
        .is_some_and(|next| next.gap == Gap::Space && next.kind == TokenKind::Word)
        && if comma {
            matches!(
                page.word(word),
                "a" | "an"
                    | "the"
                    | "who"
                    | "whose"
                    | "qui"
                    | "que"
                    | "der"
                    | "die"
                    | "un"
                    | "une"
                    | "una"
            )
        } else {
            matches!(
                page.word(word),
                "said"
                    | "says"
                    | "told"
                    | "was"
                    | "were"
                    | "has"
                    | "had"
                    | "met"
                    | "who"
                    | "announced"
                    | "declined"
                    | "joined"
                    | "writes"
                    | "wrote"
                    | "added"
                    | "thinks"
                    | "believes"
                    | "of"
                    | "dijo"
                    | "disse"
                    | "sagte"
                    | "sagt"
                    | "declaro"
                    | "ha"
                    | "hat"
                    | "war"
                    | "era"
                    | "fue"
                    | "foi"
            )
        }
}

/// `Houston Brothers Inc.`, `London Road`.
fn leads_a_firm(page: &Page<'_>, end: usize) -> bool {
    for step in 0..FIRM_REACH {
        let at = end + step;
        if page
            .tokens
            .get(at)
            .is_none_or(|next| next.gap != Gap::Space)
            || !is_capital(page, at)
        {
            return false;
        }
        let word = page.word(at);
        let street = step == 0
            && matches!(
                word,
                "street"
                    | "road"
                    | "rd"
                    | "avenue"
                    | "ave"
                    | "blvd"
                    | "boulevard"
                    | "lane"
                    | "drive"
                    | "strasse"
                    | "allee"
            );
        let firm = matches!(
            word,
            "inc"
                | "llc"
                | "ltd"
                | "llp"
                | "plc"
                | "gmbh"
                | "ag"
                | "corp"
                | "corporation"
                | "company"
                | "holdings"
                | "group"
                | "brothers"
                | "partners"
                | "associates"
                | "capital"
                | "industries"
                | "financial"
                | "technologies"
                | "labs"
        );
        if street || firm {
            return true;
        }
    }
    false
}

fn is_capital(page: &Page<'_>, at: usize) -> bool {
    let (start, end) = page.range(at, at + 1);
    let mut letters = page.text[start..end].chars();
    page.tokens[at].kind == TokenKind::Word && letters.next().is_some_and(char::is_uppercase)
}

/// A word with a capital, the rest small, that no recognizer knows but as a name of a city or a number.
fn is_unknown_with_capital(page: &Page<'_>, at: usize) -> bool {
    let (start, end) = page.range(at, at + 1);
    let mut letters = page.text[start..end].chars();
    page.tokens[at].kind == TokenKind::Word
        && letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && page.senses(at).iter().all(|sense| {
            matches!(sense.domain, Domain::Number | Domain::Place) && sense.code != super::CUE
        })
}
