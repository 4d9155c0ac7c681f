//! Heights in feet and inches, in metres and centimetres.

use super::super::page::{Gap, Page, TokenKind};
use super::super::price::is_number;
use super::words::{CM, FT, IN, M};
use super::{Measure, cue, has, near};
use model::MentionType;

/// `5'4"`, `5 ft 4 in`, `5ft4`, `5 feet`, `5フィート4インチ`.
pub(super) fn feet(page: &Page<'_>, at: usize) -> Option<Measure> {
    let feet: u64 = page.word(at).parse().ok()?;
    if !(3..=7).contains(&feet) || page.word(at).len() != 1 {
        return None;
    }
    let mark = at + 1;
    if !near(page, mark) {
        return None;
    }
    let sign = page.is_symbol(mark, '\'')
        && page.tokens[mark].gap == Gap::None
        && page.tokens[mark].end - page.tokens[mark].start == 1;
    if !sign && !has(page, mark, FT) {
        return None;
    }
    let mut next = mark + 1;
    // `5 ft. 4`, `5ft-4`, `5 feet and 4 inches`
    if matches!(
        page.tokens.get(next).map(|token| token.kind),
        Some(TokenKind::Symbol('.' | '-' | ','))
    ) && is_number(page, next + 1)
        || near(page, next)
            && matches!(
                page.tokens.get(next).map(|_| page.word(next)),
                Some("and" | "y" | "e" | "et")
            )
    {
        next += 1;
    }
    let mut hundredths = feet * 12 * 254;
    let mut to = mark + 1;
    let mut inches_said = false;
    if is_number(page, next) && near(page, next) && page.word(next).len() <= 2 {
        let inches: u64 = page.word(next).parse().ok()?;
        let mut end = next + 1;
        let mut half = 0;
        // `5'4.5"`, `5'4½`
        if page.is_symbol(end, '.')
            && page.tokens[end].gap == Gap::None
            && is_number(page, end + 1)
            && page.tokens[end + 1].gap == Gap::None
        {
            half = if page.word(end + 1).starts_with('5') {
                127
            } else {
                0
            };
            end += 2;
        }
        let marked = page.is_symbol(end, '"') || page.is_symbol(end, '\'') || has(page, end, IN);
        let glued = page.tokens[next].gap == Gap::None;
        // `5' 4` with a space needs its inches marked.
        if inches <= 11 && (marked && near(page, end) || glued || !sign) {
            hundredths += inches * 254 + half;
            inches_said = true;
            to = end
                + usize::from(
                    marked
                        && near(page, end)
                        && (page.tokens[end].gap == Gap::None || has(page, end, IN)),
                );
        } else if glued {
            return None;
        }
    }
    // `5' x 7'`, `10 x 5'4`: of things.
    let times =
        |at: usize| page.tokens.get(at).is_some() && matches!(page.word(at), "x" | "×" | "by");
    if times(to) || at > 0 && times(at - 1) {
        return None;
    }
    if !inches_said && cue(page, at, to) != Some(MentionType::Height) {
        return None;
    }
    if !(12_000..=22_000).contains(&hundredths) {
        return None;
    }
    Some(Measure {
        kind: MentionType::Height,
        from: at,
        to,
        hundredths,
        weak: false,
        confidence: if inches_said { 88 } else { 75 },
        method: "feet",
    })
}

/// `1m65`, `1 m 65`.
pub(super) fn metres_and_centimetres(page: &Page<'_>, at: usize) -> Option<Measure> {
    let (metre, rest) = (at + 1, at + 2);
    if !matches!(page.word(at), "1" | "2")
        || !near(page, metre)
        || !has(page, metre, M)
        || !is_number(page, rest)
        || !near(page, rest)
        || page.word(rest).len() != 2
    {
        return None;
    }
    let metres: u64 = page.word(at).parse().ok()?;
    let centimetres: u64 = page.word(rest).parse().ok()?;
    let hundredths = (metres * 100 + centimetres) * 100;
    let glued = page.tokens[metre].gap == Gap::None && page.tokens[rest].gap == Gap::None;
    let cued = cue(page, at, rest + 1) == Some(MentionType::Height);
    (12_000..=22_000).contains(&hundredths).then_some(Measure {
        kind: MentionType::Height,
        from: at,
        to: rest + 1 + usize::from(has(page, rest + 1, CM) && near(page, rest + 1)),
        hundredths,
        weak: !glued && !cued,
        confidence: 85,
        method: "metres",
    })
}
