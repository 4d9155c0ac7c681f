//! Dates relative to the day of posting.

use super::{Stated, day_in_digits, day_in_words, near, sense, without_year, words};
use crate::extract::Context;
use crate::extract::lexicon::Domain;
use crate::extract::page::{Gap, Page, TokenKind};
use crate::extract::price::{is_number, spelled};
use model::StatedTime;

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// A relative date that starts at a token.
pub(super) fn at(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Stated> {
    if page.tokens[at].kind == TokenKind::Number {
        return distance(page, context, at, at);
    }
    let word = page.word(at);
    let domains = page.tokens[at].domains;
    if !domains.has(Domain::Date) {
        return match word {
            _ if !(domains.has(Domain::Number) || is_led_by(word)) => None,
            "aujourd" | "hier" | "day" | "the" | "on" | "pasado" | "in" | "il" => {
                led(page, context, at)
            }
            _ => distance(page, context, at, at),
        };
    }
    led(page, context, at)
}

/// A relative date that starts with a word of dates or one that leads them.
fn led(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Stated> {
    let word = page.word(at);
    if let Some(days) = sense(page, at, words::DAYS) {
        return named_day(page, context, at, days.value);
    }
    match word {
        "aujourd"
            if page.is_symbol(at + 1, '\'')
                && page.tokens.get(at + 2).is_some()
                && page.word(at + 2) == "hui" =>
        {
            return Some(day(context, at, at + 3, 0));
        }
        "hier" if context.language == Some("fr") => return Some(day(context, at, at + 1, -1)),
        "day" => return day_after(page, context, at),
        "the" | "on" => return day_of_month(page, context, at),
        _ if sense(page, at, words::HOLIDAY).is_some() => return holiday(page, context, at),
        "pasado" | "après"
            if near(page, at + 1)
                && matches!(
                    page.tokens.get(at + 1).map(|_| page.word(at + 1)),
                    Some("manana")
                ) =>
        {
            return Some(day(context, at, at + 2, 2));
        }
        _ => {}
    }
    if let Some(next) = sense(page, at, words::NEXT) {
        if let Some(found) = weekday_of_week(page, context, at, next.value) {
            return Some(found);
        }
        // `this morning`, `this evening`
        if word == "this" && near(page, at + 1) && sense(page, at + 1, words::PART).is_some() {
            return Some(day(context, at, at + 2, 0));
        }
        if word == "this"
            && near(page, at + 1)
            && let Some(coming) = sense(page, at + 1, words::COMING)
        {
            return coming_weekday(page, context, at, at + 2, coming.value);
        }
    }
    if let Some(coming) = sense(page, at, words::COMING) {
        return coming_weekday(page, context, at, at + 1, coming.value);
    }
    if sense(page, at, words::WEEKDAY).is_some() || sense(page, at, words::SHORTDAY).is_some() {
        return weekday(page, context, at);
    }
    // `hace 2 días`, `vor 2 Tagen`, `il y a 2 jours`, `in 2 days`
    if sense(page, at, words::BEFORE).is_some() && near(page, at + 1) {
        return distance(page, context, at, at + 1);
    }
    if word == "in" && near(page, at + 1) {
        return distance(page, context, at, at + 1);
    }
    if word == "il" && near(page, at + 2) && page.word(at + 1) == "y" && page.word(at + 2) == "a" {
        return distance(page, context, at, at + 3);
    }
    distance(page, context, at, at)
}

/// Whether a word that is none of dates or numbers may lead a date.
fn is_led_by(word: &str) -> bool {
    matches!(
        word,
        "aujourd" | "hier" | "day" | "the" | "on" | "pasado" | "après" | "in" | "il" | "a" | "an"
    )
}

/// A day so many days from the day of posting.
fn day(context: &Context<'_>, from: usize, to: usize, days: i64) -> Stated {
    let value = match context.posted {
        Some(posted) => shifted(posted, days).iso(),
        None if days == 0 => "today".to_owned(),
        None => format!("today{days:+}"),
    };
    Stated {
        from,
        to,
        value,
        confidence: 80,
        method: "relative",
    }
}

fn shifted(posted: StatedTime, days: i64) -> StatedTime {
    StatedTime {
        day: posted.day + days,
        second: None,
    }
}

/// `today`, `mañana`, `morgen`: not where it is a part of the day or a greeting.
fn named_day(page: &Page<'_>, context: &Context<'_>, at: usize, days: i64) -> Option<Stated> {
    let word = page.word(at);
    let before = at
        .checked_sub(1)
        .filter(|_| page.tokens[at].gap <= Gap::Space)
        .map(|before| page.word(before));
    if matches!(word, "manana" | "morgen")
        && matches!(
            before,
            Some(
                "la" | "de"
                    | "esta"
                    | "am"
                    | "guten"
                    | "goeden"
                    | "goede"
                    | "buena"
                    | "toda"
                    | "jeden"
            )
        )
    {
        return None;
    }
    Some(day(context, at, at + 1, days))
}

/// `the day after tomorrow`, `the day before`.
fn day_after(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Stated> {
    let the = at > 0 && page.tokens[at].gap <= Gap::Space && page.word(at - 1) == "the";
    if !near(page, at + 1) {
        return None;
    }
    let step = match page.word(at + 1) {
        "after" => 1,
        "before" => -1,
        _ => return None,
    };
    if near(page, at + 2) {
        if let Some(days) = sense(page, at + 2, words::DAYS) {
            return Some(day(context, at, at + 3, days.value + step));
        }
        if page.tokens[at + 2].kind == TokenKind::Word {
            return None;
        }
    }
    the.then(|| day(context, at, at + 2, step))
}

/// `on the 18th`.
fn day_of_month(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Stated> {
    if page.word(at) != "on" || !near(page, at + 2) || page.word(at + 1) != "the" {
        return None;
    }
    let (day, end) = day_in_digits(page, at + 2)
        .filter(|(_, end)| *end == at + 4)
        .or_else(|| day_in_words(page, at + 2))?;
    // `on the 15th day of next month`
    let of = end + usize::from(near(page, end) && page.word(end) == "day");
    if near(page, of) && page.word(of) == "of" {
        let next = sense(page, of + 1, words::NEXT)?;
        let month = sense(page, of + 2, words::UNIT).filter(|unit| unit.value == 30);
        month?;
        return in_month(context, at + 2, of + 3, day, next.value);
    }
    // `on the first floor`
    if page.tokens.get(end).is_some_and(|next| {
        next.gap <= Gap::Space
            && next.kind == TokenKind::Word
            && !matches!(page.word(end), "at" | "and" | "or" | "from")
    }) {
        return None;
    }
    numbered(context, at + 2, end, day, None)
}

/// A day of the month so many months from the one of posting.
fn in_month(
    context: &Context<'_>,
    from: usize,
    to: usize,
    day: i64,
    months: i64,
) -> Option<Stated> {
    let (year, month, _) = context.posted?.date();
    let all = year * 12 + month - 1 + months;
    let date = StatedTime::of_date(all.div_euclid(12), all.rem_euclid(12) + 1, day)?;
    Some(Stated {
        from,
        to,
        value: date.iso(),
        confidence: 70,
        method: "relative",
    })
}

/// The nearest day with a number, and a weekday if one is said.
fn numbered(
    context: &Context<'_>,
    from: usize,
    to: usize,
    day: i64,
    weekday: Option<i64>,
) -> Option<Stated> {
    let value = match context.posted {
        None => format!("---{day:02}"),
        Some(posted) => {
            let (year, month, _) = posted.date();
            (-18..=18)
                .filter_map(|step| {
                    let months = year * 12 + month - 1 + step;
                    StatedTime::of_date(months.div_euclid(12), months.rem_euclid(12) + 1, day)
                })
                .filter(|date| weekday.is_none_or(|weekday| of_week(*date) == weekday))
                .min_by_key(|date| ((date.day - posted.day).abs(), date.day))?
                .iso()
        }
    };
    Some(Stated {
        from,
        to,
        value,
        confidence: 65,
        method: "relative",
    })
}

/// 1 is Monday, 7 Sunday.
fn of_week(date: StatedTime) -> i64 {
    // 1970-01-01 was a Thursday.
    (date.day + 3).rem_euclid(7) + 1
}

/// The weekday of the week so many weeks from the one of posting.
fn in_week(context: &Context<'_>, from: usize, to: usize, weekday: i64, weeks: i64) -> Stated {
    let value = match context.posted {
        Some(posted) => shifted(posted, 7 * weeks + weekday - of_week(posted)).iso(),
        None => with_step(weekday, weeks),
    };
    Stated {
        from,
        to,
        value,
        confidence: 75,
        method: "relative",
    }
}

fn with_step(weekday: i64, weeks: i64) -> String {
    let name = WEEKDAYS[(weekday - 1).rem_euclid(7) as usize];
    if weeks == 0 {
        name.to_owned()
    } else {
        format!("{name}{weeks:+}")
    }
}

fn is_week(page: &Page<'_>, at: usize) -> bool {
    near(page, at) && sense(page, at, words::UNIT).is_some_and(|unit| unit.value == 7)
}

/// `next friday`, `next week - wednesday`, `this week monday`.
fn weekday_of_week(
    page: &Page<'_>,
    context: &Context<'_>,
    at: usize,
    weeks: i64,
) -> Option<Stated> {
    let mut next = at + 1;
    if is_week(page, next) {
        next += 1;
        next += usize::from(page.is_symbol(next, '-'));
    }
    if !near(page, next) {
        return None;
    }
    let weekday = sense(page, next, words::WEEKDAY)?;
    Some(in_week(context, at, next + 1, weekday.value, weeks))
}

/// `coming thursday`, `past wednesday`: the nearest one that is not today.
fn coming_weekday(
    page: &Page<'_>,
    context: &Context<'_>,
    from: usize,
    at: usize,
    step: i64,
) -> Option<Stated> {
    if !near(page, at) {
        return None;
    }
    let weekday = sense(page, at, words::WEEKDAY)?.value;
    let value = match context.posted {
        Some(posted) => {
            let ahead = (weekday - of_week(posted)).rem_euclid(7);
            let days = match (step > 0, ahead) {
                (true, 0) => 7,
                (true, ahead) => ahead,
                (false, ahead) => ahead - 7,
            };
            shifted(posted, days).iso()
        }
        None => with_step(weekday, step),
    };
    Some(Stated {
        from,
        to: at + 1,
        value,
        confidence: 75,
        method: "relative",
    })
}

/// `friday`, `on monday the twenty seventh`, `tuesday of next week`; not `monday - friday` or `every friday`.
fn weekday(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Stated> {
    let full = sense(page, at, words::WEEKDAY);
    let weekday = full.or_else(|| sense(page, at, words::SHORTDAY))?.value;
    let mut next = at + 1;
    next += usize::from(page.is_symbol(next, ','));
    let the =
        near(page, next) && page.tokens[next].kind == TokenKind::Word && page.word(next) == "the";
    let day_at = next + usize::from(the);
    if near(page, day_at) {
        let digits = day_in_digits(page, day_at).filter(|(_, end)| {
            // `Fri 10a-7p`: hours.
            let hour = *end > day_at + 1 && matches!(page.word(day_at + 1), "a" | "p");
            if hour {
                return false;
            }
            let ordinal = *end > day_at + 1;
            // `friday 4pm`, `friday 10:30`, `friday 5 euro`
            let plain = page.tokens.get(*end).is_none_or(|after| {
                after.gap > Gap::Space
                    || matches!(after.kind, TokenKind::Symbol('!' | '?' | ';' | ')' | ','))
                    || after.kind == TokenKind::Symbol('.') && !is_number(page, end + 1)
            });
            ordinal || full.is_some() && plain && page.word(day_at).len() == 2
        });
        let found = digits.or_else(|| day_in_words(page, day_at).filter(|_| the));
        if let Some((day, end)) = found {
            return numbered(context, at, end, day, Some(weekday));
        }
    }
    full?;
    if repeats(page, at) {
        return None;
    }
    // `tuesday of next week`, `monday of the following week`
    if near(page, at + 1) && page.word(at + 1) == "of" {
        let which = at
            + 2
            + usize::from(
                page.tokens
                    .get(at + 2)
                    .is_some_and(|_| page.word(at + 2) == "the"),
            );
        if let Some(week) = sense(page, which, words::NEXT).filter(|_| is_week(page, which + 1)) {
            return Some(in_week(context, at, which + 2, weekday, week.value));
        }
    }
    // `viernes próximo`, `vendredi prochain`
    if let Some(next) = sense(page, at + 1, words::NEXT).filter(|next| {
        next.value != 0 && near(page, at + 1) && !page.word(at + 1).is_ascii()
            || next.value != 0
                && near(page, at + 1)
                && matches!(
                    page.word(at + 1),
                    "prochain"
                        | "dernier"
                        | "pasado"
                        | "passado"
                        | "prossimo"
                        | "scorso"
                        | "proximo"
                )
    }) {
        return Some(in_week(context, at, at + 2, weekday, next.value));
    }
    let value = match context.posted {
        Some(posted) => shifted(posted, (weekday - of_week(posted)).rem_euclid(7)).iso(),
        None => with_step(weekday, 0),
    };
    Some(Stated {
        from: at,
        to: at + 1,
        value,
        confidence: 60,
        method: "relative",
    })
}

/// Opening hours and habits: `monday - friday`, `every friday`, `mon to sun`.
fn repeats(page: &Page<'_>, at: usize) -> bool {
    let is_day = |at: usize| {
        sense(page, at, words::WEEKDAY).is_some() || sense(page, at, words::SHORTDAY).is_some()
    };
    let joins = |at: usize| {
        page.is_symbol(at, '-')
            || page.is_symbol(at, '/')
            || page
                .tokens
                .get(at)
                .is_some_and(|token| token.kind == TokenKind::Word)
                && matches!(
                    page.word(at),
                    "to" | "a"
                        | "bis"
                        | "thru"
                        | "through"
                        | "till"
                        | "until"
                        | "по"
                        | "al"
                        | "tot"
                        | "au"
                        | "la"
                )
    };
    joins(at + 1)
        && (is_day(at + 2)
            || page
                .tokens
                .get(at + 2)
                .is_some_and(|_| page.word(at + 2) == "the")
                && is_day(at + 3))
        || at >= 2 && joins(at - 1) && is_day(at - 2)
        || at > 0
            && page.tokens[at].gap <= Gap::Space
            && sense(page, at - 1, words::EVERY).is_some()
}

/// `two days ago`, `3 weeks ago`, `in 2 days`, `3 days from today`, `2天前`.
fn distance(page: &Page<'_>, context: &Context<'_>, from: usize, at: usize) -> Option<Stated> {
    let (count, end) = if is_number(page, at) {
        if page.word(at).len() > 3 {
            return None;
        }
        (page.word(at).parse::<i64>().ok()?, at + 1)
    } else if from == at && matches!(page.word(at), "a" | "an") {
        (1, at + 1)
    } else {
        page.tokens
            .get(at)
            .filter(|token| token.domains.has(Domain::Number))?;
        let (value, end) = spelled(page, at)?;
        if !page.has_code(end, Domain::Date, 1 << words::UNIT) {
            return None;
        }
        (i64::try_from(value.as_whole()?).ok()?, end)
    };
    if !near(page, end) || count == 0 || count > 999 {
        return None;
    }
    let unit = sense(page, end, words::UNIT)?.value;
    let behind = end + 1;
    let lead = (from < at).then(|| page.word(from));
    let (sign, to) = match lead {
        Some("in") => {
            // `in 2 days` is a date; `in 20 years of work` is none.
            let ends = page.tokens.get(behind).is_none_or(|next| {
                next.gap > Gap::Space || matches!(next.kind, TokenKind::Symbol(_))
            });
            if !ends || unit > 30 {
                return None;
            }
            (1, behind)
        }
        // Italian `ha 60 anni` is an age, Portuguese `há 2 anos` is ago.
        Some("ha") if unit == 365 && is_plain(page, from) => return None,
        Some(_) => (-1, behind),
        None if near(page, behind) && sense(page, behind, words::PAST).is_some() => {
            (-1, behind + 1)
        }
        None if near(page, behind + 1) && page.tokens[behind].kind == TokenKind::Word => {
            let sign = match page.word(behind) {
                "from" | "after" => 1,
                "before" => -1,
                _ => return None,
            };
            let today = page.word(behind + 1) == "now"
                || sense(page, behind + 1, words::DAYS).is_some_and(|days| days.value == 0);
            if !today {
                return None;
            }
            (sign, behind + 2)
        }
        None => return None,
    };
    let count = sign * count;
    if unit < 30 {
        return Some(day(context, from, to, count * unit));
    }
    let months = if unit == 30 { count } else { count * 12 };
    let value = match context.posted {
        Some(posted) => {
            let (year, month, day) = posted.date();
            let all = year * 12 + month - 1 + months;
            let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
            // The last day of a month that has no such day.
            (0..4)
                .find_map(|back| StatedTime::of_date(year, month, day - back))?
                .iso()
        }
        None if unit == 30 => format!("today{count:+}m"),
        None => format!("today{count:+}y"),
    };
    Some(Stated {
        from,
        to,
        value,
        confidence: 70,
        method: "relative",
    })
}

/// Whether a word is written in ASCII.
fn is_plain(page: &Page<'_>, at: usize) -> bool {
    let (start, end) = page.range(at, at + 1);
    page.text[start..end].is_ascii()
}

/// Holidays with a fixed date.
fn holiday(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Stated> {
    let next_is = |word: &str| near(page, at + 1) && page.word(at + 1) == word;
    let (month, day, to) = match page.word(at) {
        "christmas" | "xmas" if next_is("eve") => (12, 24, at + 2),
        "christmas" | "xmas" | "navidad" => (12, 25, at + 1),
        "halloween" => (10, 31, at + 1),
        "valentines" if next_is("day") => (2, 14, at + 2),
        "independence" if next_is("day") && matches!(context.region, None | Some("US")) => {
            (7, 4, at + 2)
        }
        _ => return None,
    };
    Some(Stated {
        from: at,
        to,
        value: without_year(context, month, day)?,
        confidence: 60,
        method: "holiday",
    })
}
