//! Recognizer: IP addresses, hashes, coordinates.

use super::Context;
use super::account::words::{IP, PLACE, VERSION};
use super::found::{Candidate, Found};
use super::lexicon::Domain;
use super::page::{Gap, Page, TokenKind};
use super::runs::Runs;
use super::url::host::{dotted_quad, is_single};
use model::{Attribute, MentionType};
use std::net::Ipv6Addr;

/// Longest text of an IPv6 address, with an IPv4 one at its end.
const V6_BYTES: usize = 45;
/// How many tokens before an address a cue may stand.
const CUE_TOKENS: usize = 6;

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, _context: &Context<'_>, found: &mut Found) {
    addresses(page, found);
    hashes(page, found);
}

/// IP addresses and coordinates: both start from a sign between numbers.
fn addresses(page: &Page<'_>, found: &mut Found) {
    let mut done = 0;
    // Folded bytes before this one were looked at for IPv6.
    let mut looked = 0;
    for at in 0..page.tokens.len() {
        if at < done {
            continue;
        }
        let token = page.tokens[at];
        let end = match token.kind {
            TokenKind::Symbol(':') if token.start as usize >= looked => {
                let (after, end) = v6(page, at, looked, found);
                looked = after;
                end
            }
            TokenKind::Symbol('.') if token.gap == Gap::None && at > 0 => {
                v4(page, at - 1, found).or_else(|| decimal(page, at - 1, found))
            }
            TokenKind::Symbol('°' | 'º' | '˚') => degrees(page, at, found),
            _ => None,
        };
        done = end.unwrap_or(done);
    }
}

fn cue(page: &Page<'_>, at: usize, tokens: usize, code: u16) -> bool {
    (at.saturating_sub(tokens)..at)
        .any(|t| page.senses_in(t, Domain::Account).any(|s| s.code == code))
}

fn push(
    found: &mut Found,
    kind: MentionType,
    range: (usize, usize),
    value: String,
    confidence: u8,
    method: &'static str,
) {
    let mut candidate = Candidate::new(kind, range, value, confidence, method);
    candidate.nested = found.is_claimed(range.0, range.1);
    found.push(candidate);
}

/// An IPv4 address whose first number is token `at`.
fn v4(page: &Page<'_>, at: usize, found: &mut Found) -> Option<usize> {
    let quad = dotted_quad(page, at)?;
    let end = at + 7;
    let glued = |t: usize| page.tokens.get(t).filter(|token| token.gap == Gap::None);
    let before = (page.tokens[at].gap == Gap::None && at > 0).then(|| page.tokens[at - 1].kind);
    let refused = match before {
        Some(TokenKind::Word) => page.word(at - 1).is_ascii(),
        Some(TokenKind::Number | TokenKind::Symbol('.' | '_' | '+' | '$' | '#')) => true,
        // "4.1.5-5.5.5-0.1.3.2" is a number in disguise; "10.0.0.1-10.0.0.9" is a range.
        Some(TokenKind::Symbol('-')) => {
            at >= 2
                && page.tokens[at - 2].kind == TokenKind::Number
                && page.tokens[at - 1].gap == Gap::None
                && at
                    .checked_sub(8)
                    .and_then(|from| dotted_quad(page, from))
                    .is_none()
        }
        _ => false,
    };
    let refused = refused
        || match glued(end).map(|token| token.kind) {
            Some(TokenKind::Word) => page.word(end).is_ascii(),
            Some(TokenKind::Number | TokenKind::Symbol('_')) => true,
            Some(TokenKind::Symbol('.')) => {
                glued(end + 1).is_some_and(|next| !matches!(next.kind, TokenKind::Symbol(_)))
            }
            _ => false,
        };
    if refused || cue(page, at, 2, VERSION) {
        // Nothing in the rest of a longer dotted number either.
        return Some(end);
    }
    // A bare list of round prices ("60.80.100.150") is more likely than such an address.
    let mut octets = [0u16; 4];
    for (octet, part) in octets.iter_mut().zip(quad.split('.')) {
        *octet = part.parse().ok()?;
    }
    let list = octets.iter().all(|o| *o >= 20 && *o % 5 == 0)
        && octets.is_sorted()
        && octets[0] != octets[3];
    let known = cue(page, at, CUE_TOKENS, IP);
    // "(4.1.5) 5.5.5 - 0.1.3.2": nothing has an address that begins with nought but the placeholder of all.
    if octets[0] == 0 && octets != [0; 4] {
        return Some(end);
    }
    // "tel 20.12.34.56"
    let called = (at.saturating_sub(3)..at).any(|t| page.sense(t, Domain::Phone).is_some());
    if (list || called) && !known {
        return Some(end);
    }
    // Leading zeros are decimal for some and octal for others: kept as they are.
    let range = page.range(at, end);
    push(
        found,
        MentionType::Ip,
        range,
        quad.to_owned(),
        if known { 97 } else { 88 },
        "ipv4",
    );
    Some(end)
}

/// An IPv6 address around the colon at token `at`. Returns the folded byte up to which was looked, and the token after
/// the address.
fn v6(page: &Page<'_>, at: usize, looked: usize, found: &mut Found) -> (usize, Option<usize>) {
    let bytes = page.folded.as_bytes();
    let belongs = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'.');
    let colon = page.tokens[at].start as usize;
    let back = bytes[looked..colon]
        .iter()
        .rev()
        .take_while(|b| belongs(b))
        .count();
    let more = bytes[colon..].iter().take_while(|b| belongs(b)).count();
    let (mut start, mut end) = (colon - back, colon + more);
    let after = end;
    if end - start > V6_BYTES + 4 || end - start < 2 {
        return (after, None);
    }
    while end > start
        && (bytes[end - 1] == b'.'
            || bytes[end - 1] == b':' && !page.folded[start..end].ends_with("::"))
    {
        end -= 1;
    }
    while start < end
        && (bytes[start] == b'.'
            || bytes[start] == b':' && !page.folded[start..end].starts_with("::"))
    {
        start += 1;
    }
    let text = &page.folded[start..end];
    if text.bytes().filter(|b| *b == b':').count() < 2 {
        return (after, None);
    }
    let Ok(address) = text.parse::<Ipv6Addr>() else {
        return (after, None);
    };
    let from = page
        .tokens
        .partition_point(|token| (token.start as usize) < start);
    let known = cue(page, from, CUE_TOKENS, IP);
    let prefixed =
        bytes.get(end) == Some(&b'/') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let groups: Vec<&str> = text.split(':').filter(|group| !group.is_empty()).collect();
    // "a::b" is code and "10::30" is a typing error.
    let telling = text == "::1"
        || text.contains('.')
        || groups.len() >= 3 && text.bytes().any(|b| b.is_ascii_digit())
        || groups.len() == 2
            && groups
                .iter()
                .any(|g| g.len() >= 3 && g.bytes().any(|b| b.is_ascii_alphabetic()))
            && text.bytes().any(|b| b.is_ascii_digit())
        || prefixed && !groups.is_empty();
    if !(telling || known) {
        return (after, None);
    }
    let range = page.original(start, end);
    push(
        found,
        MentionType::Ip,
        range,
        address.to_string(),
        if known { 97 } else { 90 },
        "ipv6",
    );
    let token = page
        .tokens
        .partition_point(|token| (token.start as usize) < end);
    (after, Some(token))
}

/// Whole runs of 32, 40 or 64 hexadecimal digits, letters among them.
fn hashes(page: &Page<'_>, found: &mut Found) {
    let bytes = page.folded.as_bytes();
    for (start, end) in Runs::new(bytes, 32) {
        let algorithm = match end - start {
            32 => "md5",
            40 => "sha1",
            64 => "sha256",
            _ => continue,
        };
        let run = &bytes[start..end];
        let letters = run.iter().filter(|b| b.is_ascii_alphabetic()).count();
        let hexadecimal = run.iter().all(u8::is_ascii_hexdigit);
        // Fewer letters or digits are not to be expected among so many random ones.
        if !hexadecimal || letters < 4 || letters + 8 > run.len() {
            continue;
        }
        let joined = start > 0 && bytes[start - 1] == b'_' || bytes.get(end) == Some(&b'_');
        if joined {
            continue;
        }
        let range = page.original(start, end);
        let mut candidate = Candidate::new(
            MentionType::Hash,
            range,
            &page.folded[start..end],
            90,
            algorithm,
        )
        .with("algorithm", Attribute::Text(algorithm.to_owned()));
        candidate.nested = found.is_claimed(range.0, range.1);
        found.push(candidate);
    }
}

/// A number with a decimal part at token `at`: value in millionths, decimals, the token after it.
fn fixed(page: &Page<'_>, at: usize) -> Option<(i64, usize, usize)> {
    let whole = page.tokens.get(at)?;
    if whole.kind != TokenKind::Number
        || whole.end - whole.start > 3
        || !is_single(page, at + 1, '.')
    {
        return None;
    }
    let part = page.tokens.get(at + 2)?;
    let glued = page.tokens[at + 1].gap == Gap::None && part.gap == Gap::None;
    let decimals = (part.end - part.start) as usize;
    if !glued || part.kind != TokenKind::Number || !(3..=15).contains(&decimals) {
        return None;
    }
    let six: String = page
        .word(at + 2)
        .chars()
        .chain("000000".chars())
        .take(6)
        .collect();
    let value = page.word(at).parse::<i64>().ok()? * 1_000_000 + six.parse::<i64>().ok()?;
    Some((value, decimals, at + 3))
}

/// "40.7128, -74.0060", the first number at token `at`.
fn decimal(page: &Page<'_>, at: usize, found: &mut Found) -> Option<usize> {
    let (latitude, decimals, next) = fixed(page, at)?;
    let minus = |t: usize| t > 0 && is_single(page, t - 1, '-') && page.tokens[t].gap == Gap::None;
    let negative = minus(at);
    let start = at - usize::from(negative);
    if start > 0
        && page.tokens[start].gap == Gap::None
        && matches!(
            page.tokens[start - 1].kind,
            TokenKind::Number | TokenKind::Word | TokenKind::Symbol('.' | '-' | '$')
        )
    {
        return None;
    }
    let hemisphere = |t: usize, letters: [&str; 2]| -> Option<bool> {
        let token = page.tokens.get(t)?;
        (token.kind == TokenKind::Word
            && token.gap <= Gap::Space
            && letters.contains(&page.word(t)))
        .then(|| page.word(t) == letters[1])
    };
    let mut at_second = next;
    let degree = |t: usize| {
        matches!(
            page.tokens.get(t).map(|token| token.kind),
            Some(TokenKind::Symbol('°' | 'º'))
        )
    };
    at_second += usize::from(degree(at_second));
    let north = hemisphere(at_second, ["n", "s"]);
    at_second += usize::from(north.is_some());
    let comma = page.is_symbol(at_second, ',')
        || page.is_symbol(at_second, ';')
        || page.is_symbol(at_second, '/');
    at_second += usize::from(comma);
    // "lat: 40.7128, lon: -74.0060"
    for _ in 0..2 {
        let label = page
            .senses_in(at_second, Domain::Account)
            .any(|s| s.code == PLACE)
            || page.is_symbol(at_second, ':')
            || page.is_symbol(at_second, '=');
        at_second += usize::from(label);
    }
    let west_sign = is_single(page, at_second, '-');
    at_second += usize::from(west_sign);
    if page.tokens.get(at_second)?.gap > Gap::Line {
        return None;
    }
    let (longitude, other_decimals, mut end) = fixed(page, at_second)?;
    if degree(end) {
        end += 1;
    }
    let east = hemisphere(end, ["e", "w"]);
    end += usize::from(east.is_some() && north.is_some());
    let glued = |t: usize| {
        page.tokens
            .get(t)
            .is_some_and(|token| token.gap == Gap::None)
    };
    if glued(end)
        && (page.is_symbol(end, '.') && glued(end + 1)
            || matches!(page.tokens[end].kind, TokenKind::Number | TokenKind::Word))
    {
        return None;
    }
    let cued = cue(page, start, 8, PLACE);
    let signed = negative || west_sign || north.is_some();
    // Three decimals may be thousands in European writing.
    let precise =
        decimals.min(other_decimals) >= 4 || decimals.min(other_decimals) >= 3 && (signed || cued);
    if !precise
        || !(comma || cued || north.is_some())
        || latitude > 90_000_000
        || longitude > 180_000_000
    {
        return None;
    }
    let latitude = if negative || north == Some(true) {
        -latitude
    } else {
        latitude
    };
    let longitude = if west_sign || east == Some(true) {
        -longitude
    } else {
        longitude
    };
    let range = page.range(start, end);
    if found.is_claimed(range.0, range.1) {
        return None;
    }
    push(
        found,
        MentionType::Coordinates,
        range,
        format_pair(latitude, longitude),
        if cued { 95 } else { 85 },
        "decimal",
    );
    Some(end)
}

/// Degrees to six places without zeros at the end.
fn format_pair(latitude: i64, longitude: i64) -> String {
    let one = |value: i64| {
        let sign = if value < 0 { "-" } else { "" };
        let text = format!(
            "{sign}{}.{:06}",
            value.abs() / 1_000_000,
            value.abs() % 1_000_000
        );
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    format!("{},{}", one(latitude), one(longitude))
}

/// "40°42'46\"N 74°00'22\"W": the first degree sign at token `sign`.
fn degrees(page: &Page<'_>, sign: usize, found: &mut Found) -> Option<usize> {
    let first = sign.checked_sub(1)?;
    let (latitude, south, next) = sexagesimal(page, first, ["n", "s"])?;
    let next = next + usize::from(page.is_symbol(next, ','));
    let (longitude, west, end) = sexagesimal(page, next, ["e", "w"])?;
    if latitude > 90_000_000 || longitude > 180_000_000 {
        return None;
    }
    let range = page.range(first, end);
    if found.is_claimed(range.0, range.1) {
        return None;
    }
    let signed = |value: i64, negative: bool| if negative { -value } else { value };
    push(
        found,
        MentionType::Coordinates,
        range,
        format_pair(signed(latitude, south), signed(longitude, west)),
        95,
        "degrees",
    );
    Some(end)
}

/// Degrees, minutes and seconds from token `at` to the letter of the hemisphere: millionths, whether it is the second
/// letter, the token after it.
fn sexagesimal(page: &Page<'_>, at: usize, letters: [&str; 2]) -> Option<(i64, bool, usize)> {
    let number = |t: usize| -> Option<i64> {
        let token = page.tokens.get(t)?;
        let near = t == at || token.gap <= Gap::Space;
        (token.kind == TokenKind::Number && token.end - token.start <= 3 && near)
            .then(|| page.word(t).parse().ok())?
    };
    let mark = |t: usize, marks: &[char]| {
        page.tokens.get(t).is_some_and(|token| {
            token.gap <= Gap::Space
                && matches!(token.kind, TokenKind::Symbol(c) if marks.contains(&c))
        })
    };
    let mut value = number(at)? * 1_000_000;
    let mut t = at + 1;
    if !mark(t, &['°', 'º', '˚']) {
        return None;
    }
    t += 1;
    if let Some(minutes) = number(t).filter(|m| *m < 60) {
        value += minutes * 1_000_000 / 60;
        t += 1;
        let (fraction, after) = fraction(page, t);
        value += fraction / 60;
        t = after;
        if !mark(t, &['\'', '`']) {
            return None;
        }
        t += 1;
        if let Some(seconds) = number(t).filter(|s| *s < 60) {
            value += seconds * 1_000_000 / 3600;
            t += 1;
            let (fraction, after) = self::fraction(page, t);
            value += fraction / 3600;
            t = after;
            if mark(t, &['"', '\'']) {
                t += 1;
            }
        }
    }
    let letter = page.tokens.get(t)?;
    let known = letter.kind == TokenKind::Word && letters.contains(&page.word(t));
    known.then(|| (value, page.word(t) == letters[1], t + 1))
}

/// The decimals at token `at` in millionths, and the token after them.
fn fraction(page: &Page<'_>, at: usize) -> (i64, usize) {
    let digits = page
        .tokens
        .get(at + 1)
        .filter(|token| token.kind == TokenKind::Number && token.gap == Gap::None);
    if digits.is_none() || !is_single(page, at, '.') || page.tokens[at].gap != Gap::None {
        return (0, at);
    }
    let six: String = page
        .word(at + 1)
        .chars()
        .chain("000000".chars())
        .take(6)
        .collect();
    (six.parse().unwrap_or(0), at + 2)
}

#[cfg(test)]
mod tests {
    use crate::extract::quoted::quoted;
    use model::MentionType;

    fn values(text: &str, kind: MentionType) -> Vec<String> {
        quoted(text, kind)
            .into_iter()
            .map(|(value, _)| value)
            .collect()
    }

    #[test]
    fn an_ip_address_is_found_in_canonical_form() {
        for (text, value) in [
            ("192.0.2.1/24是IP地址", "192.0.2.1"),
            ("ip: 192.0.2.1.", "192.0.2.1"),
            ("192.0.2.1:8080", "192.0.2.1"),
            ("192.0.2.1@eth0", "192.0.2.1"),
            ("http://192.0.2.1/x", "192.0.2.1"),
            ("[2001:DB8:0:0::1]:80", "2001:db8::1"),
            ("http://[2001:db8::1]/x", "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
            ("my IPv6 address is 12::1", "12::1"),
            ("2001:db8::1.", "2001:db8::1"),
            ("text::ffff:192.0.2.1", "192.0.2.1"),
        ] {
            assert_eq!(values(text, MentionType::Ip), [value], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_ip_address_is_none() {
        for text in [
            "256.1.1.1",
            "1.1.1000.1",
            "1.2.3.4.5",
            "version 1.2.3.4",
            "(4.1.5) 5.5.5 - 0.1.3.2",
            "v1.2.3.4",
            "text192.0.2.1",
            "192.0.2.1text",
            "hh 60.80.100.150",
            "12:34:56",
            "1:2:3:4",
            "aa:bb:cc:dd:ee:ff",
            "std::cout",
            "a::b",
            "10::30",
            "2001::db8::1",
            "2001:db8::256.1.1.1",
            "text2001:db8::1",
            ":::",
        ] {
            assert!(values(text, MentionType::Ip).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_hash_is_a_whole_run_of_the_right_length() {
        let md5 = "d41d8cd98f00b204e9800998ecf8427e";
        let upper = format!("md5: {}", md5.to_uppercase());
        assert_eq!(values(&upper, MentionType::Hash), [md5]);
        for text in [
            format!("{md5}0"),
            format!("g{md5}"),
            "0".repeat(32),
            "ab".repeat(16),
            "123e4567-e89b-12d3-a456-426614174000".to_owned(),
        ] {
            assert!(values(&text, MentionType::Hash).is_empty(), "{text}");
        }
    }

    #[test]
    fn coordinates_are_decimal_degrees_or_degrees_with_signs() {
        for (text, value) in [
            ("at 40.7128, -74.0060 now", "40.7128,-74.006"),
            ("lat: 40.7128 lon: -74.0060", "40.7128,-74.006"),
            ("40.7128° N, 74.0060° W", "40.7128,-74.006"),
            ("-33.8688,151.2093", "-33.8688,151.2093"),
            ("40°42'46\"N 74°00'22\"W", "40.712777,-74.006111"),
            ("33°52'S, 151°12'E", "-33.866666,151.2"),
        ] {
            assert_eq!(values(text, MentionType::Coordinates), [value], "{text}");
        }
    }

    #[test]
    fn prices_and_temperatures_are_no_coordinates() {
        for text in [
            "12.500, 15.000 euros",
            "1.234, 5.678",
            "40.71, 74.00",
            "100.1234, 50.1234",
            "40° outside",
            "4.7128 4.0060",
        ] {
            assert!(values(text, MentionType::Coordinates).is_empty(), "{text}");
        }
    }
}
