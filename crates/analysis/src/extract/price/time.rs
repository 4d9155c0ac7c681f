//! Lengths of time that a price is for.

use super::amount::{is_number, literal};
use super::words;
use super::{Item, Kind, LIST};
use crate::extract::lexicon::{self, Domain, Sense};
use crate::extract::page::{Gap, Page, TokenKind};

fn sense(page: &Page<'_>, at: usize, code: u16) -> Option<Sense> {
    page.sense_of(at, Domain::Price, 1 << code)
}

fn near(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|token| token.gap <= Gap::Space)
}

fn one(from: usize, to: usize, minutes: u32, weak: bool) -> Item {
    let mut all = [0; LIST];
    all[0] = minutes;
    Item {
        from,
        to,
        kind: Kind::Times { minutes: all, weak },
        count: 1,
        distance: 0,
    }
}

/// A length of time that starts at a token: `1 hour`, `30min`, `15/30/60 min`, `hh`, `half an hour`, `media hora`.
pub(super) fn at(page: &Page<'_>, at: usize) -> Option<Item> {
    match page.tokens[at].kind {
        TokenKind::Number => counted(page, at),
        TokenKind::Word => worded(page, at),
        TokenKind::Symbol(_) => None,
    }
}

fn counted(page: &Page<'_>, at: usize) -> Option<Item> {
    if let Some(half) = fraction(page, at) {
        return Some(half);
    }
    if let Some(list) = list(page, at) {
        return Some(list);
    }
    // `30' 70€`
    if page.is_symbol(at + 1, '\'')
        && page.tokens[at + 1].gap == Gap::None
        && matches!(page.word(at), "15" | "20" | "30" | "45" | "60" | "90")
        && page.tokens.get(at + 2).is_none_or(|next| {
            // `30'-70€`
            next.gap != Gap::None || matches!(next.kind, TokenKind::Symbol('-' | ':' | '='))
        })
    {
        return Some(one(at, at + 2, page.word(at).parse().ok()?, false));
    }
    let literal = literal(page, at)?;
    let (value, end) = literal.short.unwrap_or((literal.value, literal.end));
    let hundredths = value.times(100)?.as_whole()?;
    unit(page, at, end, u32::try_from(hundredths).ok()?)
}

/// A unit behind a count, in hundredths of it.
fn unit(page: &Page<'_>, from: usize, end: usize, hundredths: u32) -> Option<Item> {
    // `1个小时`
    let end = if sense(page, end, words::MEASURE).is_some() && page.word(end).len() == 3 {
        end + 1
    } else {
        end
    };
    let end = if page.is_symbol(end, '-') && page.tokens[end].gap == Gap::None {
        end + 1
    } else {
        end
    };
    if !near(page, end) {
        return None;
    }
    let glued = page.tokens[end].gap == Gap::None;
    if sense(page, end, words::MINUTE).is_some() {
        let short = matches!(page.word(end), "m" | "mn");
        let minutes = hundredths / 100;
        if !hundredths.is_multiple_of(100)
            || !(1..=1440).contains(&minutes)
            || short && !(glued && minutes.is_multiple_of(5) && minutes <= 180)
        {
            return None;
        }
        return Some(one(from, end + 1, minutes, false));
    }
    sense(page, end, words::HOUR)?;
    let minutes = hundredths.checked_mul(60)? / 100;
    if minutes == 0 || minutes > 24 * 60 {
        return None;
    }
    // `g` is a Polish hour and a gram.
    if matches!(page.word(end), "g" | "tim") && !glued {
        return None;
    }
    // `24h`, `open till 22 h`: hours of the day, or of opening.
    let mut weak = minutes > 12 * 60;
    let mut end = end + 1;
    let mut minutes = minutes;
    if page.is_symbol(end, '.')
        && page.tokens[end].gap == Gap::None
        && near(page, end + 1)
        && page.word(end - 1).len() <= 8
        && !page.word(end - 1).is_ascii()
    {
        end += 1;
    }
    // `1h30`, `1 hr 30 min`, `1 час 30 минут`, `1 hour and a half`
    if is_number(page, end) && near(page, end) {
        if let Ok(more) = page.word(end).parse::<u32>() {
            let named = sense(page, end + 1, words::MINUTE).is_some()
                && near(page, end + 1)
                && page.tokens[end].gap == page.tokens[end + 1].gap.max(page.tokens[end].gap);
            let glued = page.tokens[end].gap == Gap::None
                && page.word(end).len() == 2
                && matches!(more, 15 | 30 | 45)
                && !super::currency_follows(page, end + 1);
            if more < 60 && named {
                minutes += more;
                end += 2;
            } else if glued {
                minutes += more;
                end += 1;
            }
        }
    } else if sense(page, end, words::AND).is_some() && near(page, end) {
        let skip = end
            + 1
            + usize::from(
                matches!(page.tokens.get(end + 1), Some(token) if token.kind == TokenKind::Word && page.word(end + 1) == "a"),
            );
        if let Some(half) = sense(page, skip, words::HALF)
            && near(page, skip)
            && minutes == 60
            && sense(page, skip + 1, words::HOUR).is_none()
        {
            minutes += 60 / u32::try_from(half.value).unwrap_or(2);
            end = skip + 1;
        }
    }
    if minutes > 12 * 60 {
        weak = true;
    }
    Some(one(from, end, minutes, weak))
}

/// `1/2 hr`, `½ h`, `1 1/2 hours`.
fn fraction(page: &Page<'_>, at: usize) -> Option<Item> {
    let slash = |at: usize| page.is_symbol(at, '/') || page.is_symbol(at, '\u{2044}');
    let half = |at: usize| {
        is_number(page, at)
            && slash(at + 1)
            && is_number(page, at + 2)
            && matches!(
                (page.word(at), page.word(at + 2)),
                ("1", "2") | ("1", "4") | ("3", "4")
            )
    };
    let part = |at: usize| match (page.word(at), page.word(at + 2)) {
        ("1", "2") => 30,
        ("1", "4") => 15,
        _ => 45,
    };
    let (minutes, end) = if half(at) {
        (part(at), at + 3)
    } else if page.word(at).len() == 1 && near(page, at + 1) && half(at + 1) {
        (
            page.word(at).parse::<u32>().ok()? * 60 + part(at + 1),
            at + 4,
        )
    } else {
        return None;
    };
    let end = if page.is_symbol(end, '-') {
        end + 1
    } else {
        end
    };
    (near(page, end) && sense(page, end, words::HOUR).is_some())
        .then(|| one(at, end + 1, minutes, false))
}

/// `15/30/60 min`, `1/2/3 h`, `30-60 min`.
fn list(page: &Page<'_>, at: usize) -> Option<Item> {
    let separator = match page.tokens.get(at + 1)?.kind {
        TokenKind::Symbol(c @ ('/' | '-')) => c,
        _ => return None,
    };
    let (mut all, count, end) = numbers_of_list(page, at, separator)?;
    if !near(page, end) {
        return None;
    }
    let factor = if sense(page, end, words::MINUTE).is_some() && page.word(end) != "m" {
        1
    } else if sense(page, end, words::HOUR).is_some() && all[count - 1] <= 12 {
        60
    } else {
        return None;
    };
    for minutes in &mut all[..count] {
        *minutes = minutes
            .checked_mul(factor)
            .filter(|minutes| (1..=1440).contains(minutes))?;
    }
    Some(Item {
        from: at,
        to: end + 1,
        kind: Kind::Times {
            minutes: all,
            weak: separator == '-',
        },
        count,
        distance: 0,
    })
}

/// An amount and minutes without units at a token, `120/30`, and where they end.
fn bare_pair(page: &Page<'_>, at: usize) -> Option<(u32, u32, usize)> {
    if !is_number(page, at) || !page.is_symbol(at + 1, '/') || !is_number(page, at + 2) {
        return None;
    }
    let glued = page.tokens[at + 1].gap == Gap::None && page.tokens[at + 2].gap == Gap::None;
    let (amount, minutes): (u32, u32) =
        (page.word(at).parse().ok()?, page.word(at + 2).parse().ok()?);
    let known = matches!(minutes, 15 | 20 | 30 | 45 | 60 | 90 | 120);
    (glued && known && (40..10_000).contains(&amount)).then_some((amount, minutes, at + 3))
}

/// Whether a pair stands beside another with more minutes for more, or fewer for less: `120/30 200/60`.
pub(super) fn beside_pair(page: &Page<'_>, at: usize) -> bool {
    let Some((amount, minutes, end)) = bare_pair(page, at) else {
        return false;
    };
    let grows = |low: (u32, u32, usize), high: (u32, u32, usize)| low.0 < high.0 && low.1 < high.1;
    let this = (amount, minutes, end);
    let after = (end..=end + 1).any(|next| {
        near(page, next) && bare_pair(page, next).is_some_and(|other| grows(this, other))
    });
    let before = (3..=4).any(|back| {
        at.checked_sub(back)
            .and_then(|other| bare_pair(page, other))
            .is_some_and(|other| grows(other, this))
    });
    after || before
}

/// Times without a unit: `80/30` and `80/120/200 for 15/30/60`, right behind the amounts that they are for.
pub(super) fn unnamed(page: &Page<'_>, at: usize, last: &Item) -> Option<Item> {
    let Kind::Amounts { money, cued, .. } = &last.kind else {
        return None;
    };
    if at != last.to + 1 || page.tokens[at].gap > Gap::Space || page.tokens[at - 1].gap > Gap::Space
    {
        return None;
    }
    let ends = |end: usize| {
        page.tokens.get(end).is_none_or(|next| {
            next.gap > Gap::None
                && (is_number(page, end + 1) || !super::currency_follows(page, end))
                || matches!(next.kind, TokenKind::Symbol(',' | '.' | ';' | ')' | '|'))
                    && !is_number(page, end + 1)
        })
    };
    if last.count == 1 {
        let minutes: u32 = page.word(at).parse().ok()?;
        let slash = page.is_symbol(at - 1, '/') && page.tokens[at].gap == Gap::None;
        let known = matches!(minutes, 15 | 20 | 30 | 45 | 60 | 90);
        // `$100 for 30`
        let link = money.is_some() && sense(page, at - 1, words::LINK).is_some();
        let pair = at >= 2 && page.tokens[at].gap == Gap::None && beside_pair(page, at - 2);
        let known = known || pair && minutes == 120;
        return ((slash && (money.is_some() || *cued || pair) || link) && known && ends(at + 1))
            .then(|| one(at, at + 1, minutes, false));
    }
    sense(page, at - 1, words::LINK)?;
    let (all, count, end) = numbers_of_list(page, at, '/')?;
    (count == last.count && all[count - 1] <= 180 && ends(end)).then_some(Item {
        from: at,
        to: end,
        kind: Kind::Times {
            minutes: all,
            weak: false,
        },
        count,
        distance: 0,
    })
}

/// Ascending numbers with one separator between: their values, how many, and where they end.
fn numbers_of_list(
    page: &Page<'_>,
    at: usize,
    separator: char,
) -> Option<([u32; LIST], usize, usize)> {
    let mut all = [0u32; LIST];
    let mut count = 0;
    let mut token = at;
    loop {
        if count == LIST || page.word(token).len() > 3 {
            return None;
        }
        all[count] = page.word(token).parse().ok()?;
        count += 1;
        let more = page.is_symbol(token + 1, separator)
            && page.tokens[token + 1].gap <= Gap::Space
            && is_number(page, token + 2)
            && page.tokens[token + 2].gap <= Gap::Space;
        if !more {
            break;
        }
        token += 2;
    }
    if count < 2 || all[..count].windows(2).any(|pair| pair[0] >= pair[1]) {
        return None;
    }
    Some((all, count, token + 1))
}

/// `1500 la hora 900 media`: half without its hour, beside a number in a list of prices.
pub(super) fn half_alone(page: &Page<'_>, at: usize) -> Option<Item> {
    let half = sense(page, at, words::HALF)?;
    if worded(page, at).is_some() || page.word(at).chars().count() < 4 {
        return None;
    }
    // `$120/half`, `120 for half`
    let linked = at > 1
        && (page.is_symbol(at - 1, '/')
            || page.tokens[at - 1].kind == TokenKind::Word
                && matches!(page.word(at - 1), "for" | "a" | "per" | "the"));
    let behind = at - usize::from(linked);
    let beside = near(page, at) && behind > 0 && is_number(page, behind - 1)
        || near(page, at + 1) && (is_number(page, at + 1) || super::currency_follows(page, at + 1));
    let ends = page.tokens.get(at + 1).is_none_or(|next| {
        next.gap > Gap::Space
            || next.kind != TokenKind::Word
            || super::currency_follows(page, at + 1)
    });
    (beside && ends).then(|| {
        one(
            at,
            at + 1,
            60 / u32::try_from(half.value).unwrap_or(2),
            false,
        )
    })
}

/// `80 for half, 200 full`: a full hour without its hour, right behind a number in a list of prices.
pub(super) fn full_alone(page: &Page<'_>, at: usize) -> Option<Item> {
    if !matches!(page.word(at), "full" | "completa") || !near(page, at) {
        return None;
    }
    let behind = at - usize::from(at > 1 && page.word(at - 1) == "for");
    let ends = page.tokens.get(at + 1).is_none_or(|next| {
        next.gap > Gap::Space || matches!(next.kind, TokenKind::Symbol(c) if c != '-')
    });
    (behind > 0 && is_number(page, behind - 1) && ends).then(|| one(at, at + 1, 60, false))
}

/// The codes of words that are a length of time, alone or with others.
const NAMED: u32 = lexicon::codes(&[words::HALF, words::FIXED, words::HOUR]);

fn worded(page: &Page<'_>, at: usize) -> Option<Item> {
    if page.tokens[at].entry == 0 {
        return None;
    }
    if page.has_code(at, Domain::Price, NAMED)
        && let Some(named) = named(page, at)
    {
        return Some(named);
    }
    // `150/h`, `H: 150`
    if page.word(at) == "h" || page.word(at) == "ч" {
        let slash = at > 0 && page.is_symbol(at - 1, '/') && page.tokens[at].gap <= Gap::Space;
        let leads = page.tokens.get(at + 1).is_some_and(|next| {
            matches!(next.kind, TokenKind::Symbol(':' | '=' | '-')) && is_number(page, at + 2)
        });
        let glued_money = at > 0
            && page.tokens[at].gap <= Gap::Space
            && matches!(page.tokens[at - 1].kind, TokenKind::Symbol('$' | '€' | '£'));
        if slash || leads || glued_money || is_an_hours_price(page, at) {
            return Some(one(at, at + 1, 60, false));
        }
        return None;
    }
    if let Some((count, end)) = super::spelled(page, at) {
        let hundredths = count.times(100)?.as_whole()?;
        return unit(page, at, end, u32::try_from(hundredths).ok()?);
    }
    // `per day`, `/month`
    if sense(page, at, words::PERIOD).is_some() && at > 0 {
        let rate = page.is_symbol(at - 1, '/') || sense(page, at - 1, words::LINK).is_some();
        return rate.then(|| one(at, at + 1, 0, true));
    }
    None
}

/// `150hh 250h`: too many to be hours, beside the price of half an hour.
fn is_an_hours_price(page: &Page<'_>, at: usize) -> bool {
    let Some(number) = at.checked_sub(1) else {
        return false;
    };
    let many = page.tokens[at].gap == Gap::None
        && page.tokens[number].kind == TokenKind::Number
        && page
            .word(number)
            .parse::<u32>()
            .is_ok_and(|amount| (60..=2_000).contains(&amount) && amount.is_multiple_of(10));
    let from = number.saturating_sub(3);
    let to = (at + 4).min(page.tokens.len());
    many && (from..to)
        .filter(|token| *token != at)
        .any(|token| matches!(page.word(token), "hh" | "hhr" | "qv" | "hlfhr" | "halfhr"))
}

/// A length of time that a word names by itself, or with the words behind it.
fn named(page: &Page<'_>, at: usize) -> Option<Item> {
    if let Some(half) = sense(page, at, words::HALF) {
        // `half an hour`, `mezz'ora`, `demi-heure`
        let mut end = at + 1;
        // `the hour is $150, half of it $90`
        if page.word(at) == "half"
            && near(page, at + 2)
            && matches!(page.tokens.get(end).map(|_| page.word(end)), Some("of"))
            && matches!(page.word(at + 2), "it" | "that")
        {
            return Some(one(at, at + 3, 30, false));
        }
        for _ in 0..2 {
            let skips = near(page, end)
                && (page.is_symbol(end, '\'')
                    || page.is_symbol(end, '-')
                    || sense(page, end, words::HOUR).is_none()
                        && matches!(page.word(end), "an" | "a" | "de" | "d" | "of"));
            end += usize::from(skips);
        }
        if near(page, end) && sense(page, end, words::HOUR).is_some() {
            let minutes = 60 / u32::try_from(half.value).unwrap_or(2);
            return Some(one(at, end + 1, minutes, false));
        }
    }
    if let Some(fixed) = sense(page, at, words::FIXED) {
        // `£120ph`, but `pH 70`
        if page.word(at) == "ph" && !(at > 0 && is_number(page, at - 1)) {
            return None;
        }
        return Some(one(
            at,
            at + 1,
            u32::try_from(fixed.value).unwrap_or(0),
            false,
        ));
    }
    // `$45. Happy hour 4-7pm`
    let happy = at > 0 && matches!(page.word(at - 1), "happy" | "rush");
    sense(page, at, words::HOUR)
        .filter(|sense| sense.value == 60 && !happy)
        .map(|_| one(at, at + 1, 60, false))
}
