//! Recognizer: bank accounts (IBAN) and payment cards. Values are masked at once: no number leaves this file.

use super::Context;
use super::account::words::CARD;
use super::found::{Candidate, Found};
use super::lexicon::Domain;
use super::page::{Gap, Page, TokenKind};
use super::url::host::is_single;
use model::{Attribute, MentionType};

/// How many tokens before a number a word for a card may stand.
const CUE_TOKENS: usize = 6;

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, _context: &Context<'_>, found: &mut Found) {
    let mut done = 0;
    for at in 0..page.tokens.len() {
        if at < done {
            continue;
        }
        let token = page.tokens[at];
        let length = token.end - token.start;
        let candidate = match token.kind {
            TokenKind::Number if (13..=19).contains(&length) || length == 4 => card(page, at),
            TokenKind::Word if length == 2 => iban(page, at),
            _ => None,
        };
        if let Some((candidate, end)) = candidate
            && !found.is_claimed(candidate.start, candidate.end)
        {
            found.push(candidate);
            done = end;
        }
    }
}

/// A card number that starts at token `at`, and the token after it.
fn card(page: &Page<'_>, at: usize) -> Option<(Candidate, usize)> {
    if touches_before(page, at) {
        return None;
    }
    let mut digits = [0u8; 19];
    let (count, end, grouped) = card_digits(page, at, &mut digits)?;
    let digits = &digits[..count];
    if touches_behind(page, end) || !luhn(digits) || is_counted(digits) {
        return None;
    }
    let (issuer, sure) = issuer(digits)?;
    let cue = (at.saturating_sub(CUE_TOKENS)..at)
        .any(|t| page.senses_in(t, Domain::Account).any(|s| s.code == CARD));
    // 13 digits are the length of many phone numbers and time stamps.
    if count == 13 && !cue {
        return None;
    }
    let last: String = digits[count - 4..]
        .iter()
        .map(|digit| char::from(b'0' + digit))
        .collect();
    let confidence = match (cue, grouped, sure) {
        (true, ..) => 97,
        (false, true, true) => 93,
        (false, false, true) => 85,
        (false, _, false) => 75,
    };
    let candidate = Candidate::new(
        MentionType::CreditCard,
        page.range(at, end),
        format!("**** **** **** {last}"),
        confidence,
        "luhn",
    )
    .with("issuer", Attribute::Text(issuer.to_owned()));
    Some((candidate, end))
}

/// Digits in one piece, or in the groups in which they stand on cards; their number, the token after them, and whether
/// they were grouped.
fn card_digits(page: &Page<'_>, at: usize, digits: &mut [u8; 19]) -> Option<(usize, usize, bool)> {
    const GROUPS: [&[u32]; 6] = [
        &[4, 4, 4, 4, 3],
        &[4, 4, 4, 4],
        &[4, 6, 5],
        &[4, 6, 4],
        &[4, 4, 5],
        &[4, 4, 4, 1],
    ];
    let copy = |digits: &mut [u8; 19], from: usize, token: usize| {
        let word = page.word(token).as_bytes();
        for (place, byte) in digits[from..].iter_mut().zip(word) {
            *place = byte - b'0';
        }
        from + word.len()
    };
    let first = page.tokens[at];
    if first.end - first.start != 4 {
        return Some((copy(digits, 0, at), at + 1, false));
    }
    'groups: for groups in GROUPS {
        let mut count = copy(digits, 0, at);
        let mut token = at + 1;
        let mut hyphen = None;
        for length in &groups[1..] {
            let dashed = is_single(page, token, '-') && page.tokens[token].gap == Gap::None;
            if *hyphen.get_or_insert(dashed) != dashed {
                continue 'groups;
            }
            token += usize::from(dashed);
            let expected = if dashed { Gap::None } else { Gap::Space };
            let fits = page.tokens.get(token).is_some_and(|group| {
                group.kind == TokenKind::Number
                    && group.end - group.start == *length
                    && group.gap == expected
            });
            if !fits {
                continue 'groups;
            }
            count = copy(digits, count, token);
            token += 1;
        }
        // The longer grouping may be a number and something else.
        if luhn(&digits[..count]) {
            return Some((count, token, true));
        }
    }
    None
}

/// Whether the digits before belong to the same number.
fn touches_before(page: &Page<'_>, at: usize) -> bool {
    if at == 0 || page.tokens[at].gap != Gap::None {
        return false;
    }
    match page.tokens[at - 1].kind {
        TokenKind::Word => page.word(at - 1).is_ascii(),
        TokenKind::Number => true,
        TokenKind::Symbol('+' | '_' | '@') => true,
        TokenKind::Symbol('.' | ',' | '-' | '/') => {
            at >= 2
                && page.tokens[at - 2].kind != TokenKind::Word
                && page.tokens[at - 1].gap == Gap::None
        }
        TokenKind::Symbol(_) => false,
    }
}

fn touches_behind(page: &Page<'_>, end: usize) -> bool {
    let glued = |t: usize| page.tokens.get(t).filter(|token| token.gap == Gap::None);
    let Some(token) = glued(end) else {
        return false;
    };
    match token.kind {
        TokenKind::Word => page.word(end).is_ascii(),
        TokenKind::Number => true,
        TokenKind::Symbol('_' | '@') => true,
        TokenKind::Symbol('.' | ',' | '-') => {
            glued(end + 1).is_some_and(|next| next.kind == TokenKind::Number)
        }
        TokenKind::Symbol(_) => false,
    }
}

/// "0000…" and "123456789…": typed for want of a number.
fn is_counted(digits: &[u8]) -> bool {
    digits.iter().all(|digit| *digit == digits[0])
        || digits.starts_with(&[1, 2, 3, 4, 5, 6, 7, 8, 9])
}

/// The checksum of card numbers (ISO/IEC 7812).
fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let doubled = u32::from(*digit) * if at % 2 == 1 { 2 } else { 1 };
            if doubled > 9 { doubled - 9 } else { doubled }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Who issues numbers that start so and are so long; and whether few other numbers do.
fn issuer(digits: &[u8]) -> Option<(&'static str, bool)> {
    let head = |count: usize| {
        digits[..count]
            .iter()
            .fold(0u32, |n, digit| n * 10 + u32::from(*digit))
    };
    let length = digits.len();
    let (two, three, four) = (head(2), head(3), head(4));
    Some(match (digits[0], length) {
        (4, 13 | 16 | 19) => ("visa", length == 16),
        _ if (51..=55).contains(&two) && length == 16 => ("mastercard", true),
        _ if (2221..=2720).contains(&four) && length == 16 => ("mastercard", true),
        _ if matches!(two, 34 | 37) && length == 15 => ("amex", true),
        _ if (matches!(two, 36 | 38 | 39) || (300..=305).contains(&three) || three == 309)
            && (14..=16).contains(&length) =>
        {
            ("diners", length == 14)
        }
        _ if (four == 6011 || two == 65 || (644..=649).contains(&three))
            && (16..=19).contains(&length) =>
        {
            ("discover", length == 16)
        }
        _ if (3528..=3589).contains(&four) && (16..=19).contains(&length) => ("jcb", length == 16),
        _ if two == 62 && (16..=19).contains(&length) => ("unionpay", false),
        _ if (2200..=2204).contains(&four) && (16..=19).contains(&length) => ("mir", length == 16),
        _ if matches!(two, 50 | 56..=58 | 63 | 67) && (13..=19).contains(&length) => {
            ("maestro", length == 16)
        }
        (1, 15) => ("uatp", false),
        _ => return None,
    })
}

/// Length of the bank accounts of a country (SWIFT's registry).
fn iban_length(country: &str) -> Option<usize> {
    const LENGTHS: [(&str, usize); 89] = [
        ("ad", 24),
        ("ae", 23),
        ("al", 28),
        ("at", 20),
        ("az", 28),
        ("ba", 20),
        ("be", 16),
        ("bg", 22),
        ("bh", 22),
        ("bi", 27),
        ("br", 29),
        ("by", 28),
        ("ch", 21),
        ("cr", 22),
        ("cy", 28),
        ("cz", 24),
        ("de", 22),
        ("dj", 27),
        ("dk", 18),
        ("do", 28),
        ("ee", 20),
        ("eg", 29),
        ("es", 24),
        ("fi", 18),
        ("fk", 18),
        ("fo", 18),
        ("fr", 27),
        ("gb", 22),
        ("ge", 22),
        ("gi", 23),
        ("gl", 18),
        ("gr", 27),
        ("gt", 28),
        ("hn", 28),
        ("hr", 21),
        ("hu", 28),
        ("ie", 22),
        ("il", 23),
        ("iq", 23),
        ("is", 26),
        ("it", 27),
        ("jo", 30),
        ("kw", 30),
        ("kz", 20),
        ("lb", 28),
        ("lc", 32),
        ("li", 21),
        ("lt", 20),
        ("lu", 20),
        ("lv", 21),
        ("ly", 25),
        ("mc", 27),
        ("md", 24),
        ("me", 22),
        ("mk", 19),
        ("mn", 20),
        ("mr", 27),
        ("mt", 31),
        ("mu", 30),
        ("ni", 28),
        ("nl", 18),
        ("no", 15),
        ("om", 23),
        ("pk", 24),
        ("pl", 28),
        ("ps", 29),
        ("pt", 25),
        ("qa", 29),
        ("ro", 24),
        ("rs", 22),
        ("ru", 33),
        ("sa", 24),
        ("sc", 31),
        ("sd", 18),
        ("se", 24),
        ("si", 19),
        ("sk", 24),
        ("sm", 27),
        ("so", 23),
        ("st", 25),
        ("sv", 28),
        ("tl", 23),
        ("tn", 24),
        ("tr", 26),
        ("ua", 29),
        ("va", 22),
        ("vg", 24),
        ("xk", 20),
        ("ye", 30),
    ];
    LENGTHS
        .binary_search_by_key(&country, |(code, _)| code)
        .ok()
        .map(|at| LENGTHS[at].1)
}

/// A bank account that starts with the country code at token `at`, and the token after it.
fn iban(page: &Page<'_>, at: usize) -> Option<(Candidate, usize)> {
    let check = page.tokens.get(at + 1)?;
    if check.kind != TokenKind::Number || check.gap != Gap::None || check.end - check.start < 2 {
        return None;
    }
    let country = page.word(at);
    let length = iban_length(country)?;
    let apart = at == 0
        || page.tokens[at].gap != Gap::None
        || matches!(page.tokens[at - 1].kind, TokenKind::Symbol(c) if !matches!(c, '_' | '@' | '/' | '.'));
    if !apart {
        return None;
    }
    // 34 characters at most; groups of four when they are apart.
    let mut characters = [0u8; 34];
    let mut count = 0;
    let mut group = 0;
    let mut token = at;
    while count < length {
        let next = page.tokens.get(token)?;
        let dash = is_single(page, token, '-') && next.gap == Gap::None;
        if token > at && (next.gap == Gap::Space || dash) {
            if group != 4 {
                return None;
            }
            group = 0;
        }
        if dash {
            token += 1;
            continue;
        }
        let word = page.word(token).as_bytes();
        let fits = next.gap <= Gap::Space
            && count + word.len() <= length
            && !matches!(next.kind, TokenKind::Symbol(_))
            && word.is_ascii();
        if !fits && token > at {
            return None;
        }
        characters[count..count + word.len()].copy_from_slice(word);
        count += word.len();
        group += word.len();
        token += 1;
    }
    if touches_behind(page, token) || !mod97(&characters[..length]) {
        return None;
    }
    let last = std::str::from_utf8(&characters[length - 4..length])
        .ok()?
        .to_ascii_uppercase();
    let country = country.to_ascii_uppercase();
    let candidate = Candidate::new(
        MentionType::Iban,
        page.range(at, token),
        format!("{country}** **** **** {last}"),
        98,
        "mod97",
    )
    .with("country", Attribute::Text(country));
    Some((candidate, token))
}

/// The checksum of ISO 13616: country and check digits moved to the end, letters as 10 to 35.
fn mod97(characters: &[u8]) -> bool {
    let rest = characters[4..]
        .iter()
        .chain(&characters[..4])
        .fold(0u32, |rest, byte| match byte {
            b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
            _ => (rest * 100 + u32::from(byte.to_ascii_lowercase().wrapping_sub(b'a')) + 10) % 97,
        });
    rest == 1
}

#[cfg(test)]
mod tests {
    use crate::extract::{Context, Extractor};
    use model::MentionType;

    fn values(text: &str, kind: MentionType) -> Vec<(String, String)> {
        let mentions = Extractor::new().extract(text, &Context::default());
        mentions
            .into_iter()
            .filter(|m| m.kind == kind)
            .map(|m| (m.value, m.span.quote(text).unwrap().to_owned()))
            .collect()
    }

    #[test]
    fn a_card_is_found_by_issuer_length_and_checksum_and_masked() {
        for (text, raw) in [
            ("card 4111 1111 1111 1111 ok", "4111 1111 1111 1111"),
            ("4012-8888-8888-1881.", "4012-8888-8888-1881"),
            ("pay to 5555555555554444", "5555555555554444"),
            ("amex 3714 496353 98431", "3714 496353 98431"),
            ("卡号4111111111111111", "4111111111111111"),
            ("visa 4222222222222", "4222222222222"),
        ] {
            let found = values(text, MentionType::CreditCard);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].1, raw);
            assert!(found[0].0.starts_with("**** **** **** "), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_cards() {
        for text in [
            "4111 1111 1111 1112",
            "id 94111111111111111",
            "41111111111111111111",
            "order 4111-1111-11111111",
            "4222222222222",
            "0000 0000 0000 0000",
            "1748503543012",
            "x4111111111111111",
            "12.4111111111111111",
            "9111 1111 1111 1111",
        ] {
            assert_eq!(values(text, MentionType::CreditCard), [], "{text}");
        }
    }

    #[test]
    fn a_bank_account_is_found_by_country_length_and_checksum_and_masked() {
        for (text, value, raw) in [
            (
                "IBAN DE89 3704 0044 0532 0130 00.",
                "DE** **** **** 3000",
                "DE89 3704 0044 0532 0130 00",
            ),
            (
                "gb82west12345698765432",
                "GB** **** **** 5432",
                "gb82west12345698765432",
            ),
            (
                "iban:FR1420041010050500013M02606",
                "FR** **** **** 2606",
                "FR1420041010050500013M02606",
            ),
            (
                "NL91-ABNA-0417-1643-00",
                "NL** **** **** 4300",
                "NL91-ABNA-0417-1643-00",
            ),
        ] {
            assert_eq!(
                values(text, MentionType::Iban),
                [(value.to_owned(), raw.to_owned())],
                "{text}"
            );
        }
    }

    #[test]
    fn a_wrong_bank_account_is_none() {
        for text in [
            "DE88 3704 0044 0532 0130 00",
            "DE89 3704 0044 0532 0130",
            "DE893704004405320130001",
            "XX89 3704 0044 0532 0130 00",
            "DE89 37040044 0532 0130 00",
        ] {
            assert_eq!(values(text, MentionType::Iban), [], "{text}");
        }
    }

    #[test]
    fn countries_are_in_order() {
        for code in ["ad", "gb", "ye", "no"] {
            assert!(super::iban_length(code).is_some(), "{code}");
        }
    }
}
