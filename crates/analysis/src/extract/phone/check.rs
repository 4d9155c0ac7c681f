//! What the numbering plans say, by the library.
//!
//! The library reads letters as keys of a telephone, so it is given digits and a plus sign, and never anything else.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region};

/// A number that some plan knows.
pub(super) struct Valid {
    /// E.164.
    pub(super) value: String,
    pub(super) region: Option<String>,
    number: PhoneNumber,
}

/// Fewest digits of a number.
pub(super) const FEWEST: usize = 6;
/// Most digits of a number with its prefixes.
pub(super) const MOST: usize = 18;

/// The number that the digits (a leading `+` for international form) stand for in a region, if a plan knows it.
pub(super) fn check(digits: &str, region: Option<Region>) -> Option<Valid> {
    debug_assert!(digits.bytes().all(|b| b.is_ascii_digit() || b == b'+'));
    if !is_possible(digits, region) {
        return None;
    }
    let number = PHONE_NUMBER_UTIL.parse(digits, region).ok()?;
    let fiction = is_for_fiction(&number);
    // The region is the costly part; asked for once it also says whether the number is valid.
    let region = PHONE_NUMBER_UTIL.get_region_for_number(&number);
    let valid =
        region.is_some_and(|region| PHONE_NUMBER_UTIL.is_valid_number_for_region(&number, region));
    if !(fiction || valid) {
        return None;
    }
    let zeros = if number.italian_leading_zero() {
        number.number_of_leading_zeros().clamp(1, 4) as usize
    } else {
        0
    };
    Some(Valid {
        value: format!(
            "+{}{}{}",
            number.country_code,
            &"0000"[..zeros],
            number.national_number
        ),
        region: region
            .or(match (fiction, number.country_code) {
                (true, 44) => Some(Region::GB),
                (true, _) => Some(Region::FR),
                (false, _) => None,
            })
            .map(|region| region.as_region_str().to_string()),
        number,
    })
}

/// British and French mobile numbers that are kept free for films and examples belong to no plan, and are written as
/// any other.
fn is_for_fiction(number: &PhoneNumber) -> bool {
    match number.country_code {
        44 => (7_700_900_000..=7_700_900_999).contains(&number.national_number),
        33 => (639_980_000..=639_989_999).contains(&number.national_number),
        _ => false,
    }
}

/// What can be told without the library; the library costs a thousand times as much.
fn is_possible(digits: &str, region: Option<Region>) -> bool {
    let count = digits.len();
    if !(FEWEST..=MOST + 1).contains(&count) {
        return false;
    }
    if let Some(rest) = digits.strip_prefix('+') {
        return !rest.starts_with('0') && (!rest.starts_with('1') || rest.len() == 11);
    }
    if region == Some(Region::US) || region == Some(Region::CA) {
        let national = match count {
            10 => digits,
            11 if digits.starts_with('1') => &digits[1..],
            _ => return digits.starts_with("011") && count >= 10,
        };
        let bytes = national.as_bytes();
        return bytes[0] >= b'2' && bytes[3] >= b'2';
    }
    true
}

impl Valid {
    /// Where groups begin in the usual national form, counted in digits from the end of the number.
    pub(super) fn groups_from_end(&self) -> Vec<usize> {
        let format = PHONE_NUMBER_UTIL.format(&self.number, PhoneNumberFormat::National);
        boundaries_from_end(format.bytes())
    }

    /// Whether the country's code has so many digits.
    pub(super) fn has_code_of(&self, digits: usize) -> bool {
        match digits {
            1 => self.number.country_code < 10,
            2 => (10..100).contains(&self.number.country_code),
            3 => self.number.country_code >= 100,
            _ => false,
        }
    }

    /// Whether the usual national form starts with a zero that is no part of the number.
    pub(super) fn has_trunk_zero(&self) -> bool {
        let format = PHONE_NUMBER_UTIL.format(&self.number, PhoneNumberFormat::National);
        let first = format.bytes().find(u8::is_ascii_digit);
        first == Some(b'0') && !self.number.italian_leading_zero() && self.number.country_code != 91
    }
}

/// Counts of digits after each place where a digit follows something else.
fn boundaries_from_end(text: impl Iterator<Item = u8> + Clone) -> Vec<usize> {
    let total = text.clone().filter(u8::is_ascii_digit).count();
    let mut seen = 0;
    let mut broken = false;
    let mut found = Vec::new();
    for byte in text {
        if byte.is_ascii_digit() {
            if broken && seen > 0 {
                found.push(total - seen);
            }
            broken = false;
            seen += 1;
        } else {
            broken = true;
        }
    }
    found
}
