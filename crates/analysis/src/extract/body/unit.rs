//! Measures with a unit, and bare numbers behind a cue.

use super::super::page::{Gap, Page, TokenKind};
use super::super::price::{is_number, literal};
use super::words::{CM, HALF_KG, HEIGHT, KG, LB, M, STONE, WEIGHT};
use super::{Measure, cue, has, near};
use crate::extract::Context;
use model::MentionType;

/// `165 cm`, `1,65 m`, `55 kg`, `120 lbs`, `9 stone 4`.
pub(super) fn with_unit(page: &Page<'_>, at: usize) -> Option<Measure> {
    let number = literal(page, at)?;
    let (value, end) = number.short.unwrap_or((number.value, number.end));
    let hundredths = u64::try_from(value.times(100)?.floor()).ok()?;
    // `20 (kg)`
    let bracket = matches!(
        page.tokens.get(end)?.kind,
        TokenKind::Symbol('(' | '[' | '{' | '<')
    );
    let unit = end + usize::from(bracket);
    if !near(page, end) || !near(page, unit) || page.tokens[unit].kind != TokenKind::Word {
        return None;
    }
    let mut to = unit + 1;
    let (kind, hundredths, plain) = if has(page, unit, CM) {
        (MentionType::Height, hundredths, 13_000..=21_000)
    } else if has(page, unit, KG) {
        (MentionType::Weight, hundredths, 3_500..=16_000)
    } else if has(page, unit, HALF_KG) {
        (MentionType::Weight, hundredths / 2, 3_500..=16_000)
    } else if has(page, unit, LB) {
        (MentionType::Weight, pounds(hundredths), 3_500..=16_000)
    } else if has(page, unit, STONE) {
        let mut pounds_in_all = hundredths * 14;
        if is_number(page, to) && near(page, to) && page.word(to).len() <= 2 {
            let more: u64 = page.word(to).parse().ok()?;
            if more < 14 {
                pounds_in_all += more * 100;
                to += 1 + usize::from(has(page, to + 1, LB));
            }
        }
        (MentionType::Weight, pounds(pounds_in_all), 3_500..=16_000)
    } else if has(page, unit, M) && value.floor() < 3 && value.floor() > 0 {
        (MentionType::Height, hundredths * 100, 13_000..=21_000)
    } else {
        return None;
    };
    let cue = cue(page, at, to);
    if cue.is_some_and(|cue| cue != kind) {
        return None;
    }
    let cued = cue == Some(kind);
    let sane = if kind == MentionType::Height {
        5_000..=25_000
    } else {
        100..=40_000
    };
    if !(if cued { sane } else { plain.clone() }).contains(&hundredths) {
        return None;
    }
    // A rate or an area: `20 kg/m`, `1.7 m x 2 m`, `55 kg of`.
    let rest = page.tokens.get(to).map(|token| token.kind);
    if !cued
        && (matches!(rest, Some(TokenKind::Symbol('/'))) && !is_number(page, to + 1)
            || near(page, to) && matches!(page.word(to), "x" | "of" | "de" | "per" | "²" | "2"))
    {
        return None;
    }
    let from = at;
    let to = to
        + usize::from(
            bracket
                && page.tokens.get(to).is_some_and(|token| {
                    matches!(token.kind, TokenKind::Symbol(')' | ']' | '}' | '>'))
                }),
        );
    Some(Measure {
        kind,
        from,
        to,
        hundredths,
        weak: !cued,
        confidence: if cued { 92 } else { 75 },
        method: if cued { "cue" } else { "unit" },
    })
}

/// A bare number right behind a cue: `рост 165`, `weight: 120`, `altura 1.65`, `height 5.4`.
pub(super) fn without_unit(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Measure> {
    let mut token = at;
    let mut kind = None;
    for _ in 0..3 {
        if token == 0 || page.tokens[token].gap > Gap::Space {
            return None;
        }
        token -= 1;
        match page.tokens[token].kind {
            TokenKind::Symbol(':' | '-' | '=' | '(' | '~' | '.') => {}
            TokenKind::Word => {
                if has(page, token, HEIGHT) {
                    kind = Some(MentionType::Height);
                } else if has(page, token, WEIGHT) {
                    kind = Some(MentionType::Weight);
                } else if matches!(
                    page.word(token),
                    "is" | "es" | "est" | "ist" | "é" | "of" | "e" | "de"
                ) {
                    continue;
                }
                break;
            }
            _ => break,
        }
    }
    let Some(kind) = kind else {
        return bare_height(page, at).or_else(|| measured_in_letters(page, at));
    };
    let number = literal(page, at)?;
    let (value, mut end) = number.short.unwrap_or((number.value, number.end));
    let hundredths = u64::try_from(value.times(100)?.floor()).ok()?;
    // Another unit, or digits that go on.
    if let Some(next) = page.tokens.get(end) {
        let other = match next.kind {
            TokenKind::Symbol(c) => {
                matches!(c, '%' | '\'' | '"' | '$' | '€' | '+' | '°')
                    || next.gap == Gap::None && matches!(c, ':' | '/') && is_number(page, end + 1)
            }
            TokenKind::Word => {
                next.gap <= Gap::Space
                    // `mido 1,58 y peso 48`: and
                    && (next.gap == Gap::None || !matches!(page.word(end), "y" | "e" | "i" | "a"))
                    && !has(page, end, HEIGHT)
                    && !has(page, end, WEIGHT)
                    && (next.gap == Gap::None
                        || is_small_unit(page.word(end))
                        || page
                            .senses(end)
                            .iter()
                            .copied()
                            .any(super::super::price::counts)
                        || super::super::age::is_unit(page, end))
            }
            TokenKind::Number => next.gap <= Gap::Space && page.word(end).len() > 2,
        };
        if other {
            return None;
        }
    }
    let english = context.language == Some("en")
        || context.region == Some("US")
        || matches!(page.word(token), "weight" | "weighs" | "weigh" | "wt");
    let hundredths = match kind {
        MentionType::Height => match hundredths {
            13_000..=21_000 => hundredths,
            130..=210 => hundredths * 100,
            // `5.4` for five feet four.
            // `Ht: 5-4`
            400..=600
                if page.word(at).len() == 1
                    && end == at + 1
                    && page.is_symbol(end, '-')
                    && page.tokens[end].gap == Gap::None
                    && is_number(page, end + 1)
                    && page.word(end + 1).len() <= 2 =>
            {
                let inches: u64 = page.word(end + 1).parse().ok()?;
                if inches > 11 {
                    return None;
                }
                end += 2;
                (hundredths / 100 * 12 + inches) * 254
            }
            410..=690 if page.word(at).len() == 1 => {
                let inches: u64 = page.word(end - 1).parse().ok()?;
                let feet: u64 = page.word(at).parse().ok()?;
                if end - at != 3 || inches > 11 {
                    return None;
                }
                (feet * 12 + inches) * 254
            }
            _ => return None,
        },
        _ => match hundredths {
            9_000..=30_000 if english => pounds(hundredths),
            3_500..=16_000 => hundredths,
            _ => return None,
        },
    };
    Some(Measure {
        kind,
        from: at,
        to: end,
        hundredths,
        weak: false,
        confidence: 80,
        method: "cue",
    })
}

/// `T157 B86`, as Japanese lists of measures begin.
fn measured_in_letters(page: &Page<'_>, at: usize) -> Option<Measure> {
    let letter = at
        .checked_sub(1)
        .filter(|_| page.tokens[at].gap == Gap::None)?;
    let height: u64 = page.word(at).parse().ok()?;
    let fits = page.word(letter) == "t"
        && (140..=185).contains(&height)
        && near(page, at + 1)
        && page.word(at + 1) == "b"
        && is_number(page, at + 2)
        && page.tokens[at + 2].gap == Gap::None;
    fits.then_some(Measure {
        kind: MentionType::Height,
        from: at,
        to: at + 1,
        hundredths: height * 100,
        weak: false,
        confidence: 80,
        method: "cue",
    })
}

/// `25 anos 1,72`, `1.60 alt`, `172 boy`: behind an age, or before a word for height without a unit.
fn bare_height(page: &Page<'_>, at: usize) -> Option<Measure> {
    let number = literal(page, at)?;
    let (value, end) = number.short.unwrap_or((number.value, number.end));
    let hundredths = u64::try_from(value.times(100)?.floor()).ok()?;
    let metres = page.word(at) == "1" && end == at + 3 && page.word(at + 2).len() == 2;
    let height = match hundredths {
        140..=199 if metres => hundredths * 100,
        14_000..=19_900 if end == at + 1 => hundredths,
        _ => return None,
    };
    // `1,65 groß`, `160 de estatura`; a word with its own number behind it belongs to that.
    let word = end + usize::from(near(page, end) && matches!(page.word(end), "de" | "di"));
    let own = page.tokens.get(word + 1).is_some_and(|next| {
        next.gap <= Gap::Space
            && (next.kind == TokenKind::Number || matches!(next.kind, TokenKind::Symbol(':' | '=')))
    });
    let behind = near(page, word) && has(page, word, HEIGHT) && (!own || page.word(word) == "boy");
    // `22 years, 1,72`, `Karla 23, 1.68`, `23岁 170 52kg`
    let sign = at > 1 && matches!(page.tokens[at - 1].kind, TokenKind::Symbol(',' | '/' | '-'));
    let age = at.saturating_sub(1 + usize::from(sign));
    let unit = age > 0 && is_number(page, age - 1) && super::super::age::is_unit(page, age);
    let weighed =
        is_number(page, end) && near(page, end) && near(page, end + 1) && has(page, end + 1, KG);
    let ends = page.tokens.get(end).is_none_or(|next| {
        next.gap > Gap::Space
            || matches!(next.kind, TokenKind::Symbol(',' | '.' | '/' | '|' | '-'))
            || next.kind == TokenKind::Number
    });
    let aged = page.tokens[at].gap == Gap::Space
        && (unit || super::behind_an_age(page, at))
        && (metres && ends || weighed);
    (behind || aged).then_some(Measure {
        kind: MentionType::Height,
        from: at,
        to: end,
        hundredths: height,
        weak: false,
        confidence: 70,
        method: if behind { "cue" } else { "unit" },
    })
}

/// Words that look like units of another size: `ug`, `microgram`, `tons`.
fn is_small_unit(word: &str) -> bool {
    word.chars().count() == 2 && word.ends_with(['g', 'l', 't', 'г'])
        || word.contains("gram")
        || word.contains("грам")
        || word.starts_with("ton")
}

/// Hundredths of pounds in hundredths of kilograms.
fn pounds(hundredths: u64) -> u64 {
    hundredths.saturating_mul(45_359_237) / 100_000_000
}
