//! Bare numbers: every number in words, and those in plain digits.

use super::super::Context;
use super::super::found::{Candidate, Found};
use super::super::lexicon::Domain;
use super::super::page::{Gap, Page, TokenKind};
use super::words::{self, Code};
use super::{compose, longest_at};
use model::MentionType;

/// Adds every number in words, and digits with a multiplier; fractions are passed over.
pub(crate) fn find(page: &Page<'_>, context: &Context<'_>, found: &mut Found) {
    let mut at = 0;
    while at < page.tokens.len() {
        at = match page.tokens[at].kind {
            TokenKind::Word if page.tokens[at].entry != 0 || page.word(at).len() >= 7 => {
                word(page, at, context, found)
            }
            TokenKind::Number => digits(page, at, found),
            _ => at + 1,
        };
    }
}

/// What a token starts, if that is a number; the token to go on with.
fn word(page: &Page<'_>, at: usize, context: &Context<'_>, found: &mut Found) -> usize {
    let Some(number) = longest_at(page, at) else {
        return at + 1;
    };
    if let Some(end) = fraction_end(page, at, &number) {
        return end;
    }
    if number.ordinal && !stands_alone(page, at, number.end) {
        return number.end;
    }
    if number.weak && !is_sure(page, at, number, context) {
        return number.end;
    }
    let mut value = number.value.to_string();
    let mut end = number.end;
    if let Some((decimals, after)) = decimals(page, number.end) {
        value.push('.');
        value.push_str(&decimals);
        end = after;
    }
    let signed = at > 0 && page.tokens[at].gap == Gap::Space && has(page, at - 1, words::MINUS);
    if signed {
        value.insert(0, '-');
    }
    push(page, at - usize::from(signed), end, value, found);
    end
}

fn push(page: &Page<'_>, from: usize, to: usize, value: String, found: &mut Found) {
    let range = page.range(from, to);
    found.push(Candidate::new(
        MentionType::Number,
        range,
        value,
        90,
        "words",
    ));
}

fn has(page: &Page<'_>, at: usize, kind: u16) -> bool {
    page.senses_in(at, Domain::Number)
        .any(|sense| Code(sense.code).kind() == kind)
}

/// Whether a word that mostly means something else is a number here: in a text of its language, standing alone.
fn is_sure(page: &Page<'_>, at: usize, number: compose::Composed, context: &Context<'_>) -> bool {
    let neighbour = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word)
    };
    let alone = (at == 0 || !neighbour(at - 1)) && !neighbour(number.end);
    alone
        && context
            .language
            .is_none_or(|language| language == number.language.code())
}

/// An ordinal is a number where it is not the name of a part or the place of a thing in a row.
fn stands_alone(page: &Page<'_>, at: usize, end: usize) -> bool {
    let word = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.kind != TokenKind::Symbol('.') && token.gap < Gap::Line)
    };
    let before = at > 0 && page.tokens[at - 1].kind == TokenKind::Word;
    !before && !word(end)
}

/// Where a fraction ends that a number begins, or an article before an ordinal.
fn fraction_end(page: &Page<'_>, at: usize, number: &compose::Composed) -> Option<usize> {
    // "A fifth", "a hundredth".
    let article = |at: usize| has(page, at, words::ARTICLE);
    if number.ordinal && (article(at) || at > 0 && article(at - 1)) {
        return Some(number.end);
    }
    let mut next = number.end;
    if page.is_symbol(next, '-') {
        next += 1;
    }
    if page.tokens.get(next)?.gap > Gap::Space {
        return None;
    }
    if has(page, next, words::FRACTION) {
        return Some(next + 1);
    }
    // "And a half", "and two thirds".
    if has(page, next, words::AND) {
        let part = next + 1;
        if has(page, part, words::ARTICLE) {
            let of = page.tokens.get(part + 1).map(|_| page.word(part + 1))?;
            let ordinal = longest_at(page, part + 1).is_some_and(|part| part.ordinal);
            return (ordinal || matches!(of, "half" | "quarter" | "third")).then_some(part + 2);
        }
        let part = longest_at(page, part)?;
        return has(page, part.end, words::FRACTION).then_some(part.end + 1);
    }
    // "One fifth", "one twenty-fifth".
    if let Some(denominator) = longest_at(page, next) {
        if denominator.ordinal {
            return Some(denominator.end);
        }
        let part = denominator.end + usize::from(page.is_symbol(denominator.end, '-'));
        return has(page, part, words::FRACTION).then_some(part + 1);
    }
    over_end(page, next)
}

/// Where "over three" or "out of three" ends.
fn over_end(page: &Page<'_>, next: usize) -> Option<usize> {
    if page.tokens.get(next)?.kind != TokenKind::Word {
        return None;
    }
    let over = match page.word(next) {
        "over" => next + 1,
        "out" if page.tokens.len() > next + 2 && page.word(next + 1) == "of" => next + 2,
        _ => return None,
    };
    match longest_at(page, over) {
        Some(denominator) => Some(denominator.end),
        None => (page.tokens.get(over)?.kind == TokenKind::Number).then_some(over + 1),
    }
}

/// The decimals after a spelled point: digits one by one, or a number.
fn decimals(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    if page.tokens.get(at)?.gap > Gap::Space || !has(page, at, words::POINT) {
        return None;
    }
    let mut decimals = String::new();
    let mut end = at + 1;
    while decimals.len() < 20 {
        let Some(number) = longest_at(page, end).filter(|number| !number.ordinal) else {
            break;
        };
        decimals.push_str(&number.value.to_string());
        end = number.end;
    }
    (!decimals.is_empty()).then_some((decimals, end))
}

/// Digits with a multiplier in words; other digits are no business of this recognizer.
fn digits(page: &Page<'_>, at: usize, found: &mut Found) -> usize {
    let decimal = at > 0
        && page.tokens[at].gap == Gap::None
        && matches!(page.tokens[at - 1].kind, TokenKind::Symbol('.' | ',' | '-'));
    match longest_at(page, at) {
        Some(number) => {
            // "2mil" is two million to some and two thousand to others.
            let attached = page.tokens[at + 1].gap == Gap::None;
            let fraction = fraction_end(page, at, &number);
            if !attached && !decimal && !number.ordinal && fraction.is_none() {
                let negative = at > 0
                    && page.is_symbol(at - 1, '-')
                    && (at == 1 || page.tokens[at - 1].gap != Gap::None);
                let sign = if negative { "-" } else { "" };
                push(
                    page,
                    at - usize::from(negative),
                    number.end,
                    format!("{sign}{}", number.value),
                    found,
                );
            }
            fraction.unwrap_or(number.end)
        }
        None => over_end(page, at + 1).unwrap_or(at + 1),
    }
}
