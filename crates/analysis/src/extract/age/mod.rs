//! Recognizer: ages in whole years.
//!
//! A number is an age when the words around it say so: a unit (`24 yo`, `24岁`), years (`24 años`), a cue (`age: 24`) or
//! the writer's own words (`I'm 24`, `she is 24`). Ages asked of clients, experience and times ago are none. Each number
//! looks at a few tokens on both sides; whose age it is is told by the words of its sentence ([`whose`]).

mod asked;
mod beside;
mod cue;
mod lists;
mod named;
mod phrase;
mod sentence;
mod shape;
mod subject;
mod swedish;
#[cfg(test)]
mod tests;
mod unit;
#[cfg(test)]
mod urgent_tests;
mod whose;
mod words;

use super::Context;
use super::found::{Candidate, Found};
use super::lexicon::Domain;
use super::page::{Gap, Page, TokenKind};
use super::price::{is_number, spelled};
use cue::{Cue, cue_before};
use model::{Attribute, MentionType};
use shape::{counts_something, ends_phrase, heads_figures, stands_alone};
use swedish::{swedish, swedish_years};
use unit::unit_after;
use whose::{How, Whose};
use words::{CUE, OTHER, UNIT, YEARS};

pub(crate) use words::WORDS;

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, _context: &Context<'_>, found: &mut Found) {
    let mut at = 0;
    while at < page.tokens.len() {
        let token = page.tokens[at];
        let number = match token.kind {
            TokenKind::Number if token.end - token.start <= 3 => page
                .word(at)
                .parse::<u32>()
                .ok()
                .map(|value| (value, at + 1)),
            TokenKind::Word if swedish_years(page, at + 1) && swedish(page.word(at)).is_some() => {
                swedish(page.word(at)).map(|value| (value, at + 1))
            }
            TokenKind::Word if token.entry != 0 && page.sense(at, Domain::Number).is_some() => {
                spelled(page, at)
                    .and_then(|(value, end)| Some((u32::try_from(value.as_whole()?).ok()?, end)))
            }
            _ => None,
        };
        let Some((value, end)) = number else {
            at += 1;
            continue;
        };
        if (1..=120).contains(&value) {
            age(page, found, at, end, value);
        }
        at = end;
    }
}

fn has(page: &Page<'_>, at: usize, code: u16) -> bool {
    page.has_code(at, Domain::Age, 1 << code)
}

/// Whether a word says that the number before it is years of age.
pub(crate) fn is_unit(page: &Page<'_>, at: usize) -> bool {
    has(page, at, UNIT) || has(page, at, YEARS)
}

/// Whether a word is a noun or an adjective for a person: `novinha`, `blonde`.
pub(crate) fn is_person(page: &Page<'_>, at: usize) -> bool {
    lists::of(page, at).has(lists::Groups::PERSON)
}

/// Whether a word says that an age follows.
pub(crate) fn is_cue(page: &Page<'_>, at: usize) -> bool {
    has(page, at, CUE)
}

fn near(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|token| token.gap <= Gap::Space)
}

/// Looks at the words around a number.
fn age(page: &Page<'_>, found: &mut Found, at: usize, end: usize, value: u32) {
    let digits = is_number(page, at);
    if digits && !stands_alone(page, at, end) {
        return;
    }
    let unit = unit_after(page, end);
    let nearly = value == 18 && cue::nearly(page, at);
    let cue = cue_before(page, at);
    let ends_here = || !counts_something(page, end) && phrase::ends_or_describes(page, end);
    let (confidence, method, to, how) = match (unit, cue) {
        (Some(unit), _) if unit.sure => {
            let how = if unit.jargon { How::Jargon } else { How::Old };
            (92, "unit", unit.end, how)
        }
        (Some(unit), Some(_)) => {
            let sure = unit.english || cue == Some(Cue::Age);
            let how = if sure { How::Cue } else { How::Years };
            (90, "cue", unit.end, how)
        }
        (Some(unit), None) => {
            let lasts = asked::is_duration(page, at) || asked::measures(page, end, unit.end);
            if lasts && !describes_person(page, unit.end) {
                return;
            }
            // Years alone: an age of a grown-up, or of anybody where the language says ages that way.
            if unit.english
                && !(digits && (13..=75).contains(&value) && ends_phrase(page, unit.end))
            {
                return;
            }
            (75, "years", unit.end, How::Years)
        }
        (None, Some(Cue::Age))
            if digits && value >= 10
                || matches!(cue, Some(Cue::Age)) && unit.is_none() && !digits =>
        {
            if counts_something(page, end) {
                return;
            }
            (85, "cue", end, How::Cue)
        }
        (None, Some(Cue::Own)) if digits && (12..=79).contains(&value) => {
            let dated = cue::a_day_follows(page, end);
            if !dated && (counts_something(page, end) || !ends_phrase(page, end)) {
                return;
            }
            (75, "own", end, How::Cue)
        }
        (None, Some(Cue::Own | Cue::Third)) if (10..=79).contains(&value) && ends_here() => {
            (75, "own", end, How::Cue)
        }
        (None, None)
            if nearly
                && cue::nearly_alone(page, at)
                && (ends_here() || cue::a_day_follows(page, end)) =>
        {
            (70, "nearly", end, How::Cue)
        }
        (None, None) if (10..=60).contains(&value) && cue::names_person(page, at, end) => {
            (70, "noun", end, How::Old)
        }
        (None, None) if digits && (10..=30).contains(&value) && cue::guessed(page, at, end) => {
            (65, "guess", end, How::Old)
        }
        (None, None) if digits && (11..=40).contains(&value) && cue::says_sex(page, end) => {
            (75, "sex", end + 1, How::Jargon)
        }
        (None, None) if digits && (13..=60).contains(&value) && heads_figures(page, at, end) => {
            (65, "list", end, How::Cue)
        }
        (None, None) if digits => match named::beside_name(page, found, at, value) {
            Some(to) => (65, "name", to, How::Jargon),
            None => return,
        },
        _ => return,
    };
    // `she can't be older than 15` asks nothing of anybody.
    let guessed = method == "guess";
    if !guessed && asked::asked_of_others(page, at, to)
        || unit.is_some() && asked::no_age(page, at, to)
    {
        return;
    }
    let (start, stop) = page.range(at, to);
    if found.is_claimed(start, page.range(at, end).1) {
        return;
    }
    // Somebody who is nearly 18 is 17; a firm's 18 years are what they are.
    let mut years = value;
    let mut method = method;
    let mut whose = whose::whose(page, at, to, value, how);
    if nearly && whose::whose(page, at, to, 17, how) == Whose::Person {
        (years, method, whose) = (17, "nearly", Whose::Person);
    }
    let add = |found: &mut Found, range, value: String, confidence| {
        let mut candidate = Candidate::new(MentionType::Age, range, value, confidence, method);
        if let Some(name) = whose.name() {
            candidate = candidate.with("whose", Attribute::Text(name.to_owned()));
        }
        found.push(candidate);
    };
    if unit.is_some()
        && let Some(first) = first_of_two(page, at)
    {
        let range = page.range(first, first + 1);
        if !found.is_claimed(range.0, range.1) {
            add(found, range, page.word(first).to_owned(), confidence - 5);
        }
    }
    add(found, (start, stop), years.to_string(), confidence);
}

/// `looking for 16 year girl`
fn describes_person(page: &Page<'_>, to: usize) -> bool {
    page.tokens
        .get(to)
        .is_some_and(|next| next.gap <= Gap::Space)
        && lists::of(page, to).has(lists::Groups::PERSON)
}

/// Whether a son, a dog or somebody else is spoken of right before.
fn of_others(page: &Page<'_>, at: usize) -> bool {
    let mut token = at;
    for _ in 0..6 {
        if page.tokens[token].gap > Gap::Space || token == 0 {
            return false;
        }
        token -= 1;
        if matches!(page.tokens[token].kind, TokenKind::Symbol('.' | '!' | '?')) {
            return false;
        }
        if has(page, token, OTHER) {
            return true;
        }
    }
    false
}

/// The first number of `24 & 26 yo`.
fn first_of_two(page: &Page<'_>, at: usize) -> Option<usize> {
    let first = at.checked_sub(2)?;
    let joined = match page.tokens[at - 1].kind {
        TokenKind::Symbol('&' | '/') => true,
        TokenKind::Symbol(_) | TokenKind::Number => false,
        TokenKind::Word => matches!(
            page.word(at - 1),
            "and" | "y" | "e" | "et" | "und" | "en" | "и" | "i" | "n" | "si" | "ve"
        ),
    };
    let value: u32 = if is_number(page, first) {
        page.word(first).parse().ok()?
    } else {
        return None;
    };
    let alone = stands_alone(page, first, first + 1)
        && !first.checked_sub(1).is_some_and(|before| {
            page.tokens[first].gap <= Gap::Space
                && (is_number(page, before)
                    || matches!(
                        page.word(before),
                        "entre" | "between" | "tussen" | "de" | "zwischen"
                    ))
        });
    (joined
        && alone
        && near(page, at)
        && near(page, at - 1)
        && page.word(first).len() == 2
        && (12..=79).contains(&value))
    .then_some(first)
}
