//! Dates in digits, and dates with the name of a month.

use super::{Stated, day_in_digits, day_in_words, near, sense, without_year, words};
use crate::extract::Context;
use crate::extract::fold::is_unspaced;
use crate::extract::page::{Gap, Page, TokenKind};
use crate::extract::price::is_number;
use model::StatedTime;

/// Whether months stand before days: the United States and the Philippines; without a region, English texts.
fn month_first(context: &Context<'_>) -> bool {
    match context.region {
        Some(region) => matches!(region, "US" | "PH" | "FM" | "PW"),
        None => matches!(context.language, None | Some("en")),
    }
}

fn number(page: &Page<'_>, at: usize) -> Option<i64> {
    (is_number(page, at) && page.word(at).len() <= 4).then(|| page.word(at).parse().ok())?
}

/// A year in four digits; years of the Buddhist era are read too.
fn year_at(page: &Page<'_>, at: usize) -> Option<i64> {
    if !is_number(page, at) || page.word(at).len() != 4 {
        return None;
    }
    let year = number(page, at)?;
    let year = if (2400..=2643).contains(&year) {
        year - 543
    } else {
        year
    };
    (1900..=2100).contains(&year).then_some(year)
}

/// A date that starts with digits: `2024-03-15`, `15/03/2024`, `3.15.24`, `2024年3月15日`, `20240315`.
pub(super) fn in_digits(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Stated> {
    let token = page.tokens[at];
    if glued_before(page, at) {
        return None;
    }
    let length = token.end - token.start;
    if length == 8 {
        return compact(page, at);
    }
    if length > 4 {
        return None;
    }
    marked(page, context, at)
        .or_else(|| spaced(page, at))
        .or_else(|| separated(page, context, at))
        .or_else(|| day_before_month(page, context, at))
}

fn glued_before(page: &Page<'_>, at: usize) -> bool {
    // `$ 12 December`: an amount.
    if at > 0
        && (page.is_symbol(at - 1, '$') || page.is_symbol(at - 1, '£'))
        && page.tokens[at].gap <= Gap::Space
        && !(at > 1 && is_number(page, at - 2) && page.tokens[at - 1].gap == Gap::None)
    {
        return true;
    }
    if at == 0 || page.tokens[at].gap != Gap::None {
        return false;
    }
    match page.tokens[at - 1].kind {
        TokenKind::Word => !page
            .word(at - 1)
            .chars()
            .next_back()
            .is_some_and(is_unspaced),
        TokenKind::Number => true,
        TokenKind::Symbol(c) => {
            matches!(c, '#' | '$' | '€' | '£' | '@' | '+' | '_')
                || matches!(c, '/' | '-' | '.' | ':' | ',') && at > 1 && is_number(page, at - 2)
        }
    }
}

/// Whether digits go on behind a date: `1.2.2024.5`, `12/05/2024-77`.
fn goes_on(page: &Page<'_>, end: usize) -> bool {
    let Some(next) = page.tokens.get(end) else {
        return false;
    };
    if next.gap != Gap::None {
        return false;
    }
    match next.kind {
        TokenKind::Symbol(c) => {
            matches!(c, '/' | '-' | '.' | ':' | '%' | ',')
                && is_number(page, end + 1)
                && page.tokens[end + 1].gap == Gap::None
        }
        TokenKind::Word => {
            !page.word(end).chars().next().is_some_and(is_unspaced)
                && page.word(end) != "t"
                && page.word(end) != "г"
        }
        TokenKind::Number => true,
    }
}

fn stated(from: usize, to: usize, date: StatedTime, confidence: u8) -> Stated {
    Stated {
        from,
        to,
        value: date.iso(),
        confidence,
        method: "absolute",
    }
}

/// `20240315`.
fn compact(page: &Page<'_>, at: usize) -> Option<Stated> {
    let word = page.word(at);
    let part = |range: std::ops::Range<usize>| word.get(range)?.parse::<i64>().ok();
    let year = part(0..4)?;
    if !(1990..=2040).contains(&year) || goes_on(page, at + 1) {
        return None;
    }
    let date = StatedTime::of_date(year, part(4..6)?, part(6..8)?)?;
    Some(stated(at, at + 1, date, 60))
}

/// `2016 10 16`.
fn spaced(page: &Page<'_>, at: usize) -> Option<Stated> {
    let year = year_at(page, at)?;
    let two = |at: usize| {
        let token = page.tokens.get(at)?;
        (token.gap == Gap::Space && token.end - token.start == 2).then(|| number(page, at))?
    };
    let date = StatedTime::of_date(year, two(at + 1)?, two(at + 2)?)?;
    (!is_number(page, at + 3)).then(|| stated(at, at + 3, date, 65))
}

/// `2024年3月15日`, `3月15日`, `15 tháng 3`.
fn marked(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Stated> {
    let mark = |at: usize, code: u16| near(page, at) && sense(page, at, code).is_some();
    let (year, month_at) = match year_at(page, at).filter(|_| mark(at + 1, words::YEARMARK)) {
        Some(year) => (Some(year), at + 2),
        None => (None, at),
    };
    let month = number(page, month_at).filter(|month| (1..=12).contains(month))?;
    if !mark(month_at + 1, words::MONTHMARK) || !near(page, month_at + 1) {
        return None;
    }
    let day_at = month_at + 2;
    let day = number(page, day_at).filter(|day| (1..=31).contains(day))?;
    if !mark(day_at + 1, words::DAYMARK) {
        return None;
    }
    let value = match year {
        Some(year) => StatedTime::of_date(year, month, day)?.iso(),
        None => without_year(context, month, day)?,
    };
    Some(Stated {
        from: at,
        to: day_at + 2,
        value,
        confidence: 92,
        method: "absolute",
    })
}

/// Three groups with one separator, or two behind a word that says that a date follows.
fn separated(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Stated> {
    let separator = match page.tokens.get(at + 1)?.kind {
        TokenKind::Symbol(c @ ('/' | '-' | '.')) => c,
        _ => return None,
    };
    let glue = page.tokens[at + 1].gap;
    let joined = |at: usize| {
        page.is_symbol(at, separator)
            && page.tokens[at].end - page.tokens[at].start == 1
            && page.tokens[at].gap == glue
            && is_number(page, at + 1)
            && page.tokens[at + 1].gap <= Gap::Space
            && (page.tokens[at + 1].gap == glue || separator == '.')
    };
    if glue > Gap::Space || !joined(at + 1) {
        return None;
    }
    let (first, second) = (number(page, at)?, number(page, at + 2)?);
    if joined(at + 3) {
        let third_at = at + 4;
        let third = number(page, third_at)?;
        let mut end = third_at + 1;
        let lengths = [at, at + 2, third_at].map(|at| page.word(at).len());
        let date = if lengths[0] == 4 {
            // Year first: month and day, or by mistake day and month.
            let year = year_at(page, at)?;
            if lengths[1] > 2 || lengths[2] > 2 {
                return None;
            }
            StatedTime::of_date(year, second, third)
                .or_else(|| StatedTime::of_date(year, third, second))?
        } else {
            if lengths[0] > 2 || lengths[1] > 2 {
                return None;
            }
            let year = match lengths[2] {
                4 => year_at(page, third_at)?,
                // `1.2.30` may be a version.
                2 if glue == Gap::None && (separator != '.' || lengths[0] + lengths[1] > 2) => {
                    if third < 70 {
                        2000 + third
                    } else {
                        1900 + third
                    }
                }
                _ => return None,
            };
            let (a, b) = if month_first(context) && separator != '.' {
                ((first, second), (second, first))
            } else {
                ((second, first), (first, second))
            };
            StatedTime::of_date(year, a.0, a.1).or_else(|| StatedTime::of_date(year, b.0, b.1))?
        };
        end = clock(page, end);
        if goes_on(page, end) {
            return None;
        }
        let sure = lengths[0] == 4 || lengths[2] == 4;
        return Some(stated(at, end, date, if sure { 95 } else { 80 }));
    }
    without_year_in_digits(page, context, at, (first, second))
}

/// `on 22/04`, `Friday 7.6`, or `2/29` alone on its line.
fn without_year_in_digits(
    page: &Page<'_>,
    context: &Context<'_>,
    at: usize,
    (first, second): (i64, i64),
) -> Option<Stated> {
    let end = at + 3;
    let lengths = [at, at + 2].map(|at| page.word(at).len());
    if lengths[0] > 2 || lengths[1] > 2 || goes_on(page, end) || (first, second) == (24, 7) {
        return None;
    }
    let weekday = weekday_before(page, at);
    let cue = at > 0
        && page.tokens[at].gap <= Gap::Space
        && (sense(page, at - 1, words::ON).is_some()
            || page.is_symbol(at - 1, ':') && at > 1 && sense(page, at - 2, words::ON).is_some());
    let slash = page.is_symbol(at + 1, '/');
    let alone = slash
        && page.tokens[at].gap > Gap::Space
        && page
            .tokens
            .get(end)
            .is_none_or(|next| next.gap > Gap::Space)
        && page.text.len() <= 12;
    // A unit behind says that it is no date: `from 10-12 €`, `by 2.5 km`.
    let range = slash && (in_range(page, at, end) || at >= 4 && in_range(page, at - 4, at - 1));
    let unit = near(page, end)
        && (page
            .senses(end)
            .iter()
            .copied()
            .any(crate::extract::price::counts)
            || matches!(
                page.tokens[end].kind,
                TokenKind::Symbol('€' | '$' | '£' | '%' | '"' | '\'')
            ));
    if unit
        || !(weekday.is_some()
            || alone
            || range
            || cue && (slash || second > 9 || page.is_symbol(at + 1, '.')))
    {
        return None;
    }
    let month = month_first(context);
    let orders = if month {
        [(first, second), (second, first)]
    } else {
        [(second, first), (first, second)]
    };
    let value = orders
        .into_iter()
        .filter(|(month, _)| (1..=12).contains(month))
        .find_map(|(month, day)| without_year(context, month, day))?;
    Some(Stated {
        from: at,
        to: end,
        value,
        confidence: 70,
        method: "absolute",
    })
}

/// Whether two days of one month or of one and the next are joined, the first at `at`: `3/15 - 3/20`.
fn in_range(page: &Page<'_>, at: usize, joint: usize) -> bool {
    let pair = |at: usize| {
        let glued = page.is_symbol(at + 1, '/')
            && page.tokens[at + 1].gap == Gap::None
            && page.tokens.get(at + 2)?.gap == Gap::None;
        let (a, b) = (number(page, at)?, number(page, at + 2)?);
        (glued
            && page.word(at).len() <= 2
            && page.word(at + 2).len() <= 2
            && (1..=31).contains(&a)
            && (1..=31).contains(&b)
            && a.min(b) <= 12)
            .then_some((a, b))
    };
    let joined = near(page, joint)
        && near(page, joint + 1)
        && (page.is_symbol(joint, '-')
            || matches!(
                page.word(joint),
                "to" | "al" | "bis" | "по" | "till" | "until" | "thru"
            ));
    let (Some(first), Some(second)) = (pair(at), pair(joint + 1)) else {
        return false;
    };
    let steps = |a: i64, b: i64| (0..=1).contains(&(b - a));
    joined
        && !page.is_symbol(joint + 4, '/')
        && (first.0 == second.0 && first.1 < second.1
            || first.1 == second.1 && first.0 < second.0
            || steps(first.0, second.0) && second.0 <= 12
            || steps(first.1, second.1) && second.1 <= 12)
}

/// The token of a weekday right before a date.
fn weekday_before(page: &Page<'_>, at: usize) -> Option<usize> {
    let mut token = at;
    for _ in 0..2 {
        if page.tokens[token].gap > Gap::Space {
            return None;
        }
        token = token.checked_sub(1)?;
        if sense(page, token, words::WEEKDAY).is_some()
            || sense(page, token, words::SHORTDAY).is_some()
        {
            return Some(token);
        }
        if !page.is_symbol(token, ',') {
            return None;
        }
    }
    None
}

/// Where a time of day glued to a date ends: `T09:15:30.500-07:00`.
fn clock(page: &Page<'_>, end: usize) -> usize {
    let glued = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.gap == Gap::None)
    };
    if !(glued(end)
        && page.tokens[end].kind == TokenKind::Word
        && page.word(end) == "t"
        && is_number(page, end + 1)
        && glued(end + 1))
    {
        return end;
    }
    let mut at = end + 2;
    while at < end + 14
        && glued(at)
        && match page.tokens[at].kind {
            TokenKind::Number => true,
            TokenKind::Word => page.word(at) == "z",
            TokenKind::Symbol(c) => {
                matches!(c, ':' | '.' | '+' | '-') && is_number(page, at + 1) && glued(at + 1)
            }
        }
    {
        at += 1;
    }
    at
}

/// The month that a token names, and whether the word is often another one.
fn month_at(page: &Page<'_>, at: usize) -> Option<(i64, bool)> {
    sense(page, at, words::MONTH)
        .map(|sense| (sense.value, false))
        .or_else(|| sense(page, at, words::WEAK).map(|sense| (sense.value, true)))
}

/// Skips what may stand between the parts of a date.
fn skip(page: &Page<'_>, mut at: usize) -> usize {
    for _ in 0..3 {
        let Some(token) = page.tokens.get(at) else {
            break;
        };
        let between = token.gap <= Gap::Space
            && match token.kind {
                TokenKind::Symbol(c) => {
                    matches!(c, '-' | '/' | '.' | ',') && token.end - token.start == 1
                }
                TokenKind::Word => sense(page, at, words::OF).is_some() || page.word(at) == "day",
                TokenKind::Number => false,
            };
        if !between {
            break;
        }
        at += 1;
    }
    at
}

/// `15 March 2024`, `4th of July`, `2019-aug-1`, `2020/23/Sep`, `23-2020-September`.
fn day_before_month(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Stated> {
    if let Some((day, end)) = day_in_digits(page, at) {
        let next = skip(page, end);
        if !near(page, next) || next > end && page.is_symbol(end, ':') {
            return None;
        }
        // `23-2020-September`
        if let Some(year) = year_at(page, next) {
            let month_token = skip(page, next + 1);
            let (month, _) = month_at(page, month_token).filter(|_| near(page, month_token))?;
            let date = StatedTime::of_date(year, month, day)?;
            return Some(stated(at, month_token + 1, date, 85));
        }
        let (month, weak) = month_at(page, next)?;
        // `28 in June 2020` is a day, `she will be 18 in June` is none.
        if next > end && page.word(next - 1) == "in" {
            year_at(page, skip(page, next + 1))?;
        }
        // `2 out`, `5 set`: words of English unless a year, `de` or the language says otherwise.
        if weak && page.word(next) != "may" {
            let of = next > end && page.tokens[end].kind == TokenKind::Word;
            let year = year_at(page, skip(page, next + 1)).is_some();
            let foreign = context.language.is_some_and(|language| language != "en");
            if !(of || year || foreign) {
                return None;
            }
        }
        return with_year(page, context, at, next + 1, month, day, weak);
    }
    let year = year_at(page, at)?;
    let next = skip(page, at + 1);
    if !near(page, next) {
        return None;
    }
    // `2020/23/Sep`
    if let Some((day, end)) = day_in_digits(page, next) {
        let month_token = skip(page, end);
        let (month, _) = month_at(page, month_token).filter(|_| near(page, month_token))?;
        return Some(stated(
            at,
            month_token + 1,
            StatedTime::of_date(year, month, day)?,
            85,
        ));
    }
    let (month, _) = month_at(page, next)?;
    let day_token = skip(page, next + 1);
    let (day, end) = day_in_digits(page, day_token).filter(|_| near(page, day_token))?;
    if goes_on(page, end) {
        return None;
    }
    Some(stated(at, end, StatedTime::of_date(year, month, day)?, 90))
}

/// A day and a month, with the year that may follow at `end`.
fn with_year(
    page: &Page<'_>,
    context: &Context<'_>,
    from: usize,
    end: usize,
    month: i64,
    day: i64,
    weak: bool,
) -> Option<Stated> {
    let next = skip(page, end);
    let same_line = near(page, next);
    if let Some(year) = year_at(page, next).filter(|_| same_line && !page.is_symbol(next + 1, ':'))
    {
        let date = StatedTime::of_date(year, month, day)?;
        return Some(stated(from, next + 1, date, 95));
    }
    // `15 Mar '24`, `5-May-21`
    let apostrophe = page.is_symbol(next, '\'') && near(page, next);
    let short = next + usize::from(apostrophe);
    let dashed = next > end
        && page.is_symbol(end, '-')
        && page.tokens[end].gap == Gap::None
        && (from..end).any(|at| page.is_symbol(at, '-'));
    if (apostrophe || dashed)
        && is_number(page, short)
        && page.word(short).len() == 2
        && !goes_on(page, short + 1)
    {
        let date = StatedTime::of_date(2000 + number(page, short)?, month, day)?;
        return Some(stated(from, short + 1, date, 85));
    }
    let value = without_year(context, month, day)?;
    Some(Stated {
        from,
        to: end,
        value,
        confidence: if weak { 65 } else { 82 },
        method: "absolute",
    })
}

/// A date that starts with a word: `March 15, 2024`, `Sep-23-2020`, `second of August`, `May twenty nine`.
pub(super) fn by_name(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Stated> {
    if let Some((month, weak)) = month_at(page, at) {
        return month_before_day(page, context, at, month, weak);
    }
    let (day, end) = day_in_words(page, at)?;
    let next = skip(page, end);
    if !near(page, next) || next == end {
        return None;
    }
    let (month, weak) = month_at(page, next)?;
    if weak && page.word(next) != "may" {
        return None;
    }
    with_year(page, context, at, next + 1, month, day, weak)
}

fn month_before_day(
    page: &Page<'_>,
    context: &Context<'_>,
    at: usize,
    month: i64,
    weak: bool,
) -> Option<Stated> {
    let next = skip(page, at + 1);
    if !near(page, next) || matches!(page.word(at), "out" | "set" | "ago") {
        return None;
    }
    // `September-2020-23`
    if let Some(year) = year_at(page, next) {
        let day_token = skip(page, next + 1);
        if day_token == next + 1 || !near(page, day_token) {
            return None;
        }
        let (day, end) = day_in_digits(page, day_token)?;
        if goes_on(page, end) || page.is_symbol(next + 1, ',') {
            return None;
        }
        return Some(stated(at, end, StatedTime::of_date(year, month, day)?, 80));
    }
    if let Some((day, end)) = day_in_digits(page, next) {
        // `may 9:30`, `mar 5 km`, `may 24 yo`
        let other = page.tokens.get(end).is_some_and(|after| {
            after.gap <= Gap::Space
                && match after.kind {
                    TokenKind::Word => {
                        weak && page
                            .senses(end)
                            .iter()
                            .copied()
                            .any(crate::extract::price::counts)
                    }
                    TokenKind::Symbol(c) => {
                        matches!(c, ':' | '%' | '€' | '$') && after.gap == Gap::None
                            || matches!(c, '.' | '/')
                                && after.gap == Gap::None
                                && is_number(page, end + 1)
                                && page.tokens[end + 1].gap == Gap::None
                    }
                    TokenKind::Number => after.gap == Gap::None,
                }
        });
        if other {
            return None;
        }
        return with_year(page, context, at, end, month, day, weak);
    }
    if weak && page.word(at) != "may" {
        return None;
    }
    let (day, end) = day_in_words(page, next).or_else(|| {
        let (value, end) = crate::extract::price::spelled(page, next)?;
        let day = i64::try_from(value.as_whole()?).ok()?;
        (!weak || end > next + 1).then_some((day, end))
    })?;
    if !(1..=31).contains(&day) {
        return None;
    }
    with_year(page, context, at, end, month, day, weak)
}
