//! Recognizer: dates.
//!
//! Absolute dates in digits or with the name of a month ([`absolute`]) and dates relative to the day of posting
//! ([`relative`]). The value is an ISO date. What the text leaves open stays open: without a year and a day of posting
//! `--03-15`, a day of an untold month `---21`, and relative dates as `today`, `today+1`, `today-2m`, `friday`, `friday+1`.

mod absolute;
mod relative;
mod words;

#[cfg(test)]
mod tests;

use super::Context;
use super::found::{Candidate, Found};
use super::lexicon::{Domain, Sense};
use super::page::{Gap, Page, TokenKind};
use super::price::is_number;
use model::{MentionType, StatedTime};

pub(crate) use words::WORDS;

/// A date as the text states it, in tokens.
struct Stated {
    from: usize,
    to: usize,
    value: String,
    confidence: u8,
    method: &'static str,
}

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, context: &Context<'_>, found: &mut Found) {
    let mut at = 0;
    // A relative date waits: `today is 5/20/2021` is one date.
    let mut waiting: Option<Stated> = None;
    let mut last_absolute = None;
    while at < page.tokens.len() {
        let token = page.tokens[at];
        let absolute = match token.kind {
            TokenKind::Number => absolute::in_digits(page, context, at),
            TokenKind::Word if token.domains.has(Domain::Date) => {
                absolute::by_name(page, context, at)
            }
            _ => None,
        };
        if let Some(date) = absolute {
            if let Some(relative) = waiting.take()
                && !same_day(page, relative.to, date.from)
            {
                push(page, found, relative);
            }
            at = date.to.max(at + 1);
            last_absolute = Some(date.to);
            push(page, found, date);
            continue;
        }
        let relative = (token.kind == TokenKind::Number || token.entry != 0)
            .then(|| relative::at(page, context, at))
            .flatten();
        if let Some(date) = relative {
            if let Some(before) = waiting.take() {
                push(page, found, before);
            }
            at = date.to.max(at + 1);
            let equal = last_absolute
                .is_some_and(|end| end < date.from && same_day(page, end, date.from))
                || defined(page, date.to);
            if !equal {
                waiting = Some(date);
            }
            continue;
        }
        at += 1;
    }
    if let Some(relative) = waiting {
        push(page, found, relative);
    }
}

/// Whether only `is` or a sign that equates stands between two dates.
fn same_day(page: &Page<'_>, from: usize, to: usize) -> bool {
    from <= to
        && to - from <= 2
        && (from..to).all(|at| match page.tokens[at].kind {
            TokenKind::Symbol(c) => matches!(c, ':' | '=' | ',' | '('),
            TokenKind::Word => matches!(page.word(at), "is" | "es" | "est" | "ist" | "e" | "é"),
            TokenKind::Number => false,
        })
}

/// `today is5/21`: what follows says which day it is, whether it can be read or not.
fn defined(page: &Page<'_>, end: usize) -> bool {
    near(page, end) && page.word(end) == "is" && near(page, end + 1) && is_number(page, end + 1)
}

fn push(page: &Page<'_>, found: &mut Found, date: Stated) {
    let range = page.range(date.from, date.to);
    if !found.is_claimed(range.0, range.1) {
        found.push(Candidate::new(
            MentionType::Date,
            range,
            date.value,
            date.confidence,
            date.method,
        ));
    }
}

fn sense(page: &Page<'_>, at: usize, code: u16) -> Option<Sense> {
    page.sense_of(at, Domain::Date, 1 << code)
}

fn near(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|token| token.gap <= Gap::Space)
}

/// ISO date of a day and month, the year being the nearest to the day of posting, or left open.
fn without_year(context: &Context<'_>, month: i64, day: i64) -> Option<String> {
    let Some(posted) = context.posted else {
        // 2000 was a leap year.
        StatedTime::of_date(2000, month, day)?;
        return Some(format!("--{month:02}-{day:02}"));
    };
    let (year, ..) = posted.date();
    // Leap days are at most eight years apart.
    (year - 8..=year + 8)
        .filter_map(|year| StatedTime::of_date(year, month, day))
        .min_by_key(|date| ((date.day - posted.day).abs(), date.day))
        .map(StatedTime::iso)
}

/// The day in digits at a token, 1 to 31, with its ordinal's ending; and where it ends.
fn day_in_digits(page: &Page<'_>, at: usize) -> Option<(i64, usize)> {
    if !is_number(page, at) || page.word(at).len() > 2 {
        return None;
    }
    let day: i64 = page.word(at).parse().ok()?;
    if !(1..=31).contains(&day) {
        return None;
    }
    let mut end = at + 1;
    let suffix = page
        .tokens
        .get(end)
        .is_some_and(|next| next.gap == Gap::None)
        && sense(page, end, words::SUFFIX).is_some();
    end += usize::from(suffix);
    // `im Januar 28 Jahre alt`
    let years = page
        .tokens
        .get(end)
        .is_some_and(|next| next.gap == Gap::Space)
        && super::age::is_unit(page, end);
    (!years).then_some((day, end))
}

/// An ordinal in words, 1 to 31: `second`, `twenty third`, `thirty-first`.
fn day_in_words(page: &Page<'_>, at: usize) -> Option<(i64, usize)> {
    if let Some(tens) = sense(page, at, words::TENS) {
        let next = at + 1 + usize::from(page.is_symbol(at + 1, '-'));
        if near(page, next)
            && let Some(unit) = sense(page, next, words::ORDINAL).filter(|unit| unit.value <= 9)
        {
            let day = tens.value + unit.value;
            return (day <= 31).then_some((day, next + 1));
        }
        return None;
    }
    sense(page, at, words::ORDINAL).map(|sense| (sense.value, at + 1))
}
