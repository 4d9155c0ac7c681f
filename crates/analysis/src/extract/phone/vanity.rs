//! Vanity numbers: letters of a telephone's keys, after a prefix of free calls.

use super::super::Context;
use super::super::found::{Candidate, Found};
use super::super::page::{Gap, Page, TokenKind};
use super::region;
use model::{Attribute, MentionType};
use rlibphonenumber::Region;

/// Prefixes of free calls in North America, where letters are usual.
const FREE: [&str; 8] = ["800", "888", "877", "866", "855", "844", "833", "822"];
/// Digits after the prefix.
const REST: usize = 7;

/// The keys' digits, by letter.
const KEYS: &[u8; 26] = b"22233344455566677778889999";

/// Adds the vanity number whose prefix stands at a token, if one does.
pub(super) fn find(page: &Page<'_>, context: &Context<'_>, prefix: usize, found: &mut Found) {
    if !FREE.contains(&page.word(prefix))
        || region::stated(context).is_some_and(|region| !region::is_nanp(region))
    {
        return;
    }
    let mut digits = String::from(page.word(prefix));
    let mut at = prefix + 1;
    let mut longest = 0;
    let mut dashed = false;
    while at < page.tokens.len() && at - prefix < 8 && digits.len() < 3 + REST {
        let token = &page.tokens[at];
        if token.gap > Gap::Space {
            return;
        }
        let word = page.word(at);
        match token.kind {
            TokenKind::Number => digits.push_str(word),
            TokenKind::Word if word.bytes().all(|letter| letter.is_ascii_lowercase()) => {
                let (start, end) = page.range(at, at + 1);
                let capitals = page.text[start..end]
                    .bytes()
                    .all(|letter| letter.is_ascii_uppercase());
                // "1-800 flowers" in prose is no number; "1-800-flowers" is.
                if !(capitals || dashed) {
                    return;
                }
                longest = longest.max(word.len());
                digits.extend(
                    word.bytes()
                        .map(|letter| char::from(KEYS[usize::from(letter - b'a')])),
                );
            }
            TokenKind::Symbol('-' | '.' | ')' | '/') => {
                dashed = !matches!(token.kind, TokenKind::Symbol(')'));
                at += 1;
                continue;
            }
            _ => return,
        }
        dashed = false;
        at += 1;
    }
    // A longer word is dialled as far as it counts; single letters among digits are a serial number's.
    if longest < 3 || digits.len() < 3 + REST || digits.len() > 3 + REST + 3 {
        return;
    }
    let Some(valid) = found.answers.check(&digits[..3 + REST], Some(Region::US)) else {
        return;
    };
    let country =
        prefix >= 2 && page.word(prefix - 2) == "1" && page.tokens[prefix].gap == Gap::None;
    let from = if country { prefix - 2 } else { prefix };
    let (start, end) = page.range(from, at);
    if found.is_claimed(start, end) {
        return;
    }
    let mut candidate = Candidate::new(
        MentionType::Phone,
        (start, end),
        valid.value(),
        80,
        "vanity",
    );
    if let Some(region) = valid.region() {
        candidate = candidate.with("region", Attribute::Text(region));
    }
    found.push(candidate);
}
