//! What the numbering plans say, by the library.
//!
//! The library reads letters as keys of a telephone, so it is given digits and a plus sign, and never anything else.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region};
use std::cell::OnceCell;

/// A number that some plan knows.
#[derive(Clone)]
pub(super) struct Valid {
    country: u16,
    /// Noughts in front of the national number that belong to it.
    zeros: u8,
    national: u64,
    region: Option<Region>,
    written: OnceCell<Written>,
}

/// How a number is usually written in its country.
#[derive(Clone, Copy)]
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
struct Written {
    /// It starts with a zero that is no part of the number.
    trunk_zero: bool,
    groups: Groups,
}

impl Written {
    /// As the library writes it.
    fn of(number: &PhoneNumber) -> Self {
        let format = PHONE_NUMBER_UTIL.format(number, PhoneNumberFormat::National);
        let first = format.bytes().find(u8::is_ascii_digit);
        Self {
            trunk_zero: first == Some(b'0')
                && !number.italian_leading_zero()
                && number.country_code != 91,
            groups: boundaries_from_end(format.bytes()),
        }
    }

    /// (415) 555-0132, as all numbers of the North American plan are written.
    fn north_american() -> Self {
        Self {
            trunk_zero: false,
            groups: Groups {
                at: [7, 4, 0, 0, 0, 0, 0, 0],
                count: 2,
            },
        }
    }
}

/// Where groups begin, counted in digits from the end of a number.
#[derive(Clone, Copy, Default)]
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
pub(super) struct Groups {
    at: [u8; 8],
    count: u8,
}

impl Groups {
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.at[..usize::from(self.count)]
            .iter()
            .map(|at| usize::from(*at))
    }

    pub(super) fn contains(&self, place: usize) -> bool {
        self.iter().any(|at| at == place)
    }
}

/// Fewest digits of a number.
pub(super) const FEWEST: usize = 6;
/// Most digits of a number with its prefixes.
pub(super) const MOST: usize = 18;

/// A question to the library: the digits as a number, how many, with a plus or in which region.
type Question = (u64, u8, Option<Region>);

/// What the library said lately. Reposts repeat their numbers, and a page of look-alikes repeats its questions.
#[derive(Default)]
pub(crate) struct Answers(Vec<Option<(Question, Option<Valid>)>>);

/// Answers that are kept, each in the place that its question says.
const KEPT: usize = 2048;

impl Answers {
    /// The number that the digits (a leading `+` for international form) stand for in a region, if a plan knows it.
    pub(super) fn check(&mut self, digits: &str, region: Option<Region>) -> Option<Valid> {
        if !is_possible(digits, region) {
            return None;
        }
        let plain = digits.strip_prefix('+').unwrap_or(digits);
        let number = plain.parse().ok()?;
        // The length tells "+1" from "1", and leading noughts.
        let length = (plain.len() * 2 + usize::from(plain.len() < digits.len())) as u8;
        let question: Question = (number, length, region);
        if self.0.is_empty() {
            self.0.resize(KEPT, None);
        }
        let mixed = number
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(u64::from(length));
        let place = &mut self.0[(mixed >> 40) as usize % KEPT];
        if let Some((asked, answer)) = place
            && *asked == question
        {
            return answer.clone();
        }
        let answer = ask(digits, region);
        *place = Some((question, answer.clone()));
        answer
    }
}

fn ask(digits: &str, region: Option<Region>) -> Option<Valid> {
    debug_assert!(digits.bytes().all(|b| b.is_ascii_digit() || b == b'+'));
    // Mexico's mobile numbers were dialled with a 1 until 2019, and are still written so.
    let mexican = digits
        .strip_prefix("+521")
        .filter(|national| national.len() == 10)
        .map(|national| format!("+52{national}"));
    let digits = mexican.as_deref().unwrap_or(digits);
    let number = PHONE_NUMBER_UTIL.parse(digits, region).ok()?;
    let fiction = is_for_fiction(&number);
    // The region is the costly part; asked for once it also says whether the number is valid. Where several regions share a
    // code, the one without leading digits of its own is only said of valid numbers.
    let region = PHONE_NUMBER_UTIL.get_region_for_number(&number);
    let valid = region.is_some_and(|region| {
        matches!(region, Region::US | Region::GB | Region::RU | Region::AU)
            || PHONE_NUMBER_UTIL.is_valid_number_for_region(&number, region)
    });
    if !(fiction || valid) {
        return None;
    }
    let zeros = if number.italian_leading_zero() {
        number.number_of_leading_zeros().clamp(1, 4) as u8
    } else {
        0
    };
    let country = u16::try_from(number.country_code).ok()?;
    // Asked of each national number, seldom of others: then it is asked for.
    let written = OnceCell::new();
    if !digits.starts_with('+') && country != 1 {
        written.get_or_init(|| Written::of(&number));
    }
    Some(Valid {
        country,
        zeros,
        national: number.national_number,
        region: region.or(match (fiction, country) {
            (true, 44) => Some(Region::GB),
            (true, _) => Some(Region::FR),
            (false, _) => None,
        }),
        written,
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
    /// E.164.
    pub(super) fn value(&self) -> String {
        let zeros = &"0000"[..usize::from(self.zeros)];
        format!("+{}{zeros}{}", self.country, self.national)
    }

    /// ISO 3166-1 alpha-2.
    pub(super) fn region(&self) -> Option<String> {
        self.region.map(|region| region.as_region_str().to_string())
    }

    /// Whether it belongs to a country (ISO 3166-1 alpha-2).
    pub(super) fn is_of(&self, country: &str) -> bool {
        self.region
            .is_some_and(|region| *region.as_region_str() == *country)
    }

    /// Whether it belongs to the North American plan.
    pub(super) fn is_north_american(&self) -> bool {
        self.country == 1
    }

    /// Where groups begin in the usual national form.
    pub(super) fn groups_from_end(&self) -> Groups {
        self.written().groups
    }

    /// Whether the country's code has so many digits.
    pub(super) fn has_code_of(&self, digits: usize) -> bool {
        match digits {
            1 => self.country < 10,
            2 => (10..100).contains(&self.country),
            3 => self.country >= 100,
            _ => false,
        }
    }

    /// Whether the usual national form starts with a zero that is no part of the number.
    pub(super) fn has_trunk_zero(&self) -> bool {
        self.written().trunk_zero
    }

    fn written(&self) -> Written {
        *self.written.get_or_init(|| match self.country {
            1 => Written::north_american(),
            _ => Written::of(&self.number()),
        })
    }

    /// The number as the library has it.
    fn number(&self) -> PhoneNumber {
        let zeros = (self.zeros > 0).then_some(i32::from(self.zeros));
        PhoneNumber {
            country_code: i32::from(self.country),
            national_number: self.national,
            italian_leading_zero: zeros.map(|_| true),
            number_of_leading_zeros: zeros,
            ..PhoneNumber::default()
        }
    }
}

/// Counts of digits after each place where a digit follows something else.
fn boundaries_from_end(text: impl Iterator<Item = u8> + Clone) -> Groups {
    let total = text.clone().filter(u8::is_ascii_digit).count();
    let mut seen = 0;
    let mut broken = false;
    let mut found = Groups::default();
    for byte in text {
        if byte.is_ascii_digit() {
            if broken
                && seen > 0
                && let Some(place) = found.at.get_mut(usize::from(found.count))
            {
                *place = u8::try_from(total - seen).unwrap_or(u8::MAX);
                found.count += 1;
            }
            broken = false;
            seen += 1;
        } else {
            broken = true;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn how_a_number_is_written_is_what_the_library_says_of_what_it_read(
            digits in r"\+1[2-9][0-9]{2}[2-9][0-9]{6}|\+(44|33|49|39|34|351|40|48|7|380|90|91|86|81|82|66|20)[0-9]{8,11}|\+390[0-9]{7,9}",
        ) {
            if let Some(valid) = ask(&digits, None) {
                let number = PHONE_NUMBER_UTIL.parse(&digits, None).unwrap();
                prop_assert_eq!(valid.written(), Written::of(&number));
            }
        }
    }

    #[test]
    fn national_numbers_keep_how_they_are_written() {
        for (digits, region) in [
            ("0301234567", Region::DE),
            ("0612345678", Region::IT),
            ("4155550132", Region::US),
        ] {
            let valid = ask(digits, Some(region)).unwrap();
            let number = PHONE_NUMBER_UTIL.parse(digits, Some(region)).unwrap();
            assert_eq!(valid.written(), Written::of(&number), "{digits}");
        }
    }
}
