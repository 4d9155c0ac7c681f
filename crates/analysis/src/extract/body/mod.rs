//! Recognizer: height and weight of a person, in whole centimetres and kilograms.
//!
//! Feet with inches (`5'4`) and `1m65` are said of people. Other lengths and weights count with a cue beside them
//! (`height`, `рост`, `体重`), or beside a measure of the other kind or an age, as adverts list them (`165 cm 55 kg`):
//! a table has feet too.

mod height;
#[cfg(test)]
mod tests;
mod unit;
mod words;

use super::Context;
use super::found::{Candidate, Found};
use super::lexicon::Domain;
use super::page::{Gap, Page, TokenKind};
use super::price::is_number;
use height::{feet, metres_and_centimetres};
use model::MentionType;
use unit::{with_unit, without_unit};
use words::{BOTH, CM, HEIGHT, WEIGHT};

pub(crate) use words::WORDS;

/// How far a cue may stand from its number, in tokens.
const CUE_REACH: usize = 4;

/// How far a measure of the other kind or an age may stand, in tokens.
const COMPANY_REACH: usize = 12;

#[derive(Clone, Copy)]
struct Measure {
    kind: MentionType,
    from: usize,
    to: usize,
    /// Hundredths of a centimetre or kilogram.
    hundredths: u64,
    /// Needs company.
    weak: bool,
    confidence: u8,
    method: &'static str,
}

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, context: &Context<'_>, found: &mut Found) {
    let mut measures: Vec<Measure> = Vec::new();
    let mut at = 0;
    while at < page.tokens.len() {
        if !is_number(page, at) || page.word(at).len() > 3 {
            at += 1;
            continue;
        }
        let read = pair(page, at)
            .map(|(height, weight)| {
                measures.push(height);
                weight
            })
            .or_else(|| measure(page, context, at));
        match read {
            Some(measure) => {
                at = measure.to;
                measures.push(measure);
            }
            None => at += 1,
        }
    }
    for (n, measure) in measures.iter().enumerate() {
        let near = |other: Option<&Measure>| {
            other.is_some_and(|other| {
                other.kind != measure.kind
                    && (other.from.saturating_sub(measure.to) <= COMPANY_REACH
                        && measure.from.saturating_sub(other.to) <= COMPANY_REACH)
            })
        };
        let company = !measure.weak
            || near(n.checked_sub(1).and_then(|n| measures.get(n)))
            || near(measures.get(n + 1))
            || age_near(page, measure);
        if company {
            push(page, found, measure);
        }
    }
}

fn push(page: &Page<'_>, found: &mut Found, measure: &Measure) {
    let range = page.range(measure.from, measure.to);
    let value = (measure.hundredths + 50) / 100;
    if value == 0 || found.is_claimed(range.0, range.1) {
        return;
    }
    found.push(Candidate::new(
        measure.kind,
        range,
        value.to_string(),
        measure.confidence,
        measure.method,
    ));
}

fn has(page: &Page<'_>, at: usize, code: u16) -> bool {
    page.has_code(at, Domain::Body, 1 << code)
}

/// Whether a word is a unit of centimetres.
pub(crate) fn is_centimetres(page: &Page<'_>, at: usize) -> bool {
    has(page, at, CM)
}

/// Whether a sense is a unit, not a cue.
pub(crate) fn is_unit(sense: super::lexicon::Sense) -> bool {
    sense.domain == Domain::Body && !matches!(sense.code, HEIGHT | WEIGHT | BOTH)
}

/// Whether a word says that a height, a weight or both follow.
pub(crate) fn is_cue(page: &Page<'_>, at: usize) -> bool {
    has(page, at, HEIGHT) || has(page, at, WEIGHT) || has(page, at, BOTH)
}

fn near(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|token| token.gap <= Gap::Space)
}

/// Whether an age stands near.
fn age_near(page: &Page<'_>, measure: &Measure) -> bool {
    let from = measure.from.saturating_sub(COMPANY_REACH);
    let to = (measure.to + COMPANY_REACH).min(page.tokens.len());
    (from..to).any(|at| is_age(page, at)) || behind_an_age(page, measure.from)
}

/// Whether an age's unit stands at a token, behind a number.
fn is_age(page: &Page<'_>, at: usize) -> bool {
    let unit = |at: usize| page.tokens[at].entry != 0 && at > 0 && is_number(page, at - 1);
    // German `19 J.`, Dutch `20 jr`
    unit(at) && super::age::is_unit(page, at)
        || at > 0
            && is_number(page, at - 1)
            && page.word(at - 1).len() == 2
            && page.tokens[at].kind == TokenKind::Word
            && matches!(page.word(at), "j" | "jr")
}

/// `さくら(20) 155cm`, `Fleur 22, 168 cm`: a number of two digits in brackets, or behind a word with a capital, right before.
fn behind_an_age(page: &Page<'_>, from: usize) -> bool {
    let Some(mut age) = from.checked_sub(1) else {
        return false;
    };
    let closed = page.is_symbol(age, ')');
    if matches!(
        page.tokens[age].kind,
        TokenKind::Symbol(')' | ',' | '.' | '/' | '|' | '-' | ';')
    ) {
        match age.checked_sub(1) {
            Some(before) => age = before,
            None => return false,
        }
    }
    let years = is_number(page, age)
        && page.word(age).len() == 2
        && page.tokens[age + 1].gap <= Gap::Space
        && page
            .word(age)
            .parse::<u32>()
            .is_ok_and(|years| (18..=60).contains(&years));
    let Some(before) = age.checked_sub(1).filter(|_| years) else {
        return false;
    };
    if closed {
        return page.is_symbol(before, '(');
    }
    let sign = matches!(page.tokens[before].kind, TokenKind::Symbol(',' | '-' | '|'));
    let Some(name) = before.checked_sub(usize::from(sign)) else {
        return false;
    };
    let (start, _) = page.range(name, name + 1);
    page.tokens[name].kind == TokenKind::Word
        && page.tokens[age].gap <= Gap::Space
        && page.text[start..].starts_with(char::is_uppercase)
}

/// The kind that a cue near a number names, looking before and, for `tall` and the like, behind.
fn cue(page: &Page<'_>, from: usize, to: usize) -> Option<MentionType> {
    let kind = |at: usize| {
        if has(page, at, HEIGHT) {
            Some(MentionType::Height)
        } else if has(page, at, WEIGHT) {
            Some(MentionType::Weight)
        } else {
            None
        }
    };
    let mut token = from;
    for _ in 0..CUE_REACH {
        let gap = page.tokens[token].gap;
        if token == 0 || gap > Gap::Space {
            break;
        }
        token -= 1;
        match page.tokens[token].kind {
            TokenKind::Number => break,
            TokenKind::Symbol('.' | '!' | '?' | ';' | ',') => break,
            TokenKind::Symbol(_) => {}
            TokenKind::Word => {
                // `172 boy 58 kilo`: a cue behind its own number.
                let own = matches!(page.word(token), "boy" | "alt")
                    && token > 0
                    && is_number(page, token - 1);
                if own {
                    break;
                }
                if let Some(kind) = kind(token) {
                    return Some(kind);
                }
            }
        }
    }
    for token in to..to + 3 {
        if !near(page, token) {
            break;
        }
        match page.tokens[token].kind {
            TokenKind::Word => {
                // A cue with its own number behind it belongs to that.
                if let Some(kind) = kind(token) {
                    let own = is_number(page, token + 1)
                        || matches!(
                            page.tokens.get(token + 1).map(|next| next.kind),
                            Some(TokenKind::Symbol(':' | '-' | '='))
                        );
                    return (!own).then_some(kind);
                }
                if !matches!(page.word(token), "de" | "di" | "of" | "in" | "d") {
                    break;
                }
            }
            _ => break,
        }
    }
    None
}

/// `163/48` behind a cue.
fn pair(page: &Page<'_>, at: usize) -> Option<(Measure, Measure)> {
    let second = at + 2;
    if !matches!(page.tokens.get(at + 1)?.kind, TokenKind::Symbol('/' | '-'))
        || !is_number(page, second)
        || page.tokens[at + 1].gap > Gap::Space
        || !near(page, second)
        || page.word(at).len() != 3
        || page.word(second).len() > 3
    {
        return None;
    }
    let (height, weight): (u64, u64) =
        (page.word(at).parse().ok()?, page.word(second).parse().ok()?);
    if !(140..=199).contains(&height) || !(38..=110).contains(&weight) {
        return None;
    }
    let mut cued = false;
    let mut token = at;
    for _ in 0..5 {
        if token == 0 || page.tokens[token].gap > Gap::Space {
            break;
        }
        token -= 1;
        if is_number(page, token) {
            break;
        }
        if [HEIGHT, WEIGHT, BOTH]
            .iter()
            .any(|code| has(page, token, *code))
        {
            cued = true;
            break;
        }
    }
    // `19 J., 170/55`, `22歲 165/50`
    let aged =
        || (at.saturating_sub(4)..at).any(|unit| is_age(page, unit)) || behind_an_age(page, at);
    (cued || aged()).then_some((
        Measure {
            kind: MentionType::Height,
            from: at,
            to: at + 1,
            hundredths: height * 100,
            weak: false,
            confidence: 85,
            method: "pair",
        },
        Measure {
            kind: MentionType::Weight,
            from: second,
            to: second + 1,
            hundredths: weight * 100,
            weak: false,
            confidence: 85,
            method: "pair",
        },
    ))
}

fn measure(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Measure> {
    if at > 0 && page.tokens[at].gap == Gap::None {
        match page.tokens[at - 1].kind {
            // `10.165`, `$165`, `12:165`
            TokenKind::Symbol('.' | ',' | ':' | '\'' | '/' | '-')
                if at > 1
                    && is_number(page, at - 2)
                    && page.tokens[at - 1].gap == Gap::None
                    && !page.is_symbol(at - 1, '/')
                    && !page.is_symbol(at - 1, '-') =>
            {
                return None;
            }
            TokenKind::Symbol('$' | '€' | '£' | '#' | '@' | '+') => return None,
            _ => {}
        }
    }
    feet(page, at)
        .or_else(|| metres_and_centimetres(page, at))
        .or_else(|| with_unit(page, at))
        .or_else(|| without_unit(page, context, at))
}
