//! Numbers inside addresses and handles.

use super::super::Context;
use super::super::found::{Candidate, Found};
use super::super::page::{Page, TokenKind};
use super::check::{self, Answers};
use super::edge;
use super::region;
use model::{Attribute, MentionType};

/// Most addresses and handles of one page that are looked into.
const MOST: usize = 4096;

/// Adds the numbers that addresses, e-mail addresses and handles hold, as nested findings.
pub(super) fn find(
    page: &Page<'_>,
    context: &Context<'_>,
    answers: &mut Answers,
    found: &mut Found,
) {
    let mut inside = Vec::new();
    for candidate in found.candidates.iter().take(MOST) {
        let address = matches!(candidate.kind, MentionType::Url | MentionType::Email);
        if (address || candidate.kind == MentionType::Account) && !candidate.nested {
            let text = &page.text[candidate.start..candidate.end];
            if text.bytes().filter(u8::is_ascii_digit).count() >= 7 {
                inside.push((candidate.start, candidate.end, candidate.kind));
            }
        }
    }
    inside.sort_unstable_by_key(|(start, ..)| *start);
    inside.dedup_by_key(|(start, ..)| *start);
    let held: Vec<(usize, usize)> = found
        .candidates
        .iter()
        .filter(|candidate| candidate.kind == MentionType::Phone)
        .map(|candidate| (candidate.start, candidate.end))
        .collect();
    for (start, end, kind) in inside {
        if !held
            .iter()
            .take(MOST)
            .any(|phone| start <= phone.0 && phone.1 <= end)
        {
            look_into(page, context, (start, end, kind), answers, found);
        }
    }
}

/// Hosts and schemes in which the digits are a number in international form.
fn is_messenger(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    [
        "wa.me/",
        "whatsapp",
        "phone=",
        "tel:",
        "sms:",
        "viber:",
        "callto:",
        "t.me/+",
        "signal.me",
        "zalo.me",
        "imo.im",
        "/p/+",
    ]
    .iter()
    .any(|host| lower.contains(host))
}

fn look_into(
    page: &Page<'_>,
    context: &Context<'_>,
    (start, end, kind): (usize, usize, MentionType),
    answers: &mut Answers,
    found: &mut Found,
) {
    let messenger = is_messenger(&page.text[start..end]);
    let first = page.token_at(start);
    let mut at = first;
    while at < page.tokens.len() && page.range(at, at + 1).1 <= end {
        if page.tokens[at].kind != TokenKind::Number {
            at += 1;
            continue;
        }
        let group_end = groups(page, at, end);
        let digits: String = (at..group_end)
            .filter(|at| page.tokens[*at].kind == TokenKind::Number)
            .map(|at| page.word(at))
            .collect();
        let pieces = (at..group_end)
            .filter(|at| page.tokens[*at].kind == TokenKind::Number)
            .count();
        if (check::FEWEST..=15).contains(&digits.len()) {
            let said =
                edge::cues(page, at, group_end).phone && kind == MentionType::Url && at > first;
            // A bare string of digits in an address may be anything's id.
            let likely = messenger
                || pieces == 3
                || said
                || (kind != MentionType::Url && matches!(digits.len(), 10 | 11));
            if likely && let Some(valid) = ask(page, context, &digits, messenger, answers) {
                let range = page.range(at, group_end);
                let mut candidate = Candidate::new(
                    MentionType::Phone,
                    range,
                    valid.value(),
                    if messenger { 97 } else { 60 },
                    if messenger { "link" } else { "inside" },
                );
                candidate.nested = true;
                if let Some(region) = valid.region() {
                    candidate = candidate.with("region", Attribute::Text(region));
                }
                found.push(candidate);
            }
        }
        at = group_end.max(at + 1);
    }
}

/// Where digits that are joined by single signs end.
fn groups(page: &Page<'_>, at: usize, end: usize) -> usize {
    let mut next = at + 1;
    while next + 1 < page.tokens.len()
        && next - at < 8
        && page.range(next + 1, next + 2).1 <= end
        && matches!(page.tokens[next].kind, TokenKind::Symbol('-' | '.' | '_'))
        && page.tokens[next + 1].kind == TokenKind::Number
    {
        next += 2;
    }
    next
}

fn ask(
    page: &Page<'_>,
    context: &Context<'_>,
    digits: &str,
    messenger: bool,
    answers: &mut Answers,
) -> Option<check::Valid> {
    if messenger {
        let international = format!("+{digits}");
        if let Some(valid) = answers.check(&international, None) {
            return Some(valid);
        }
    }
    region::regions(page, context, 0)
        .iter()
        .find_map(|region| answers.check(digits, Some(region)))
}
