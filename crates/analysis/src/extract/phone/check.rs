//! What the numbering plans say, by the library.
//!
//! The library reads letters as keys of a telephone, so it is given digits and a plus sign, and never anything else.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region};

/// A number that some plan knows.
#[derive(Clone, Copy)]
pub(super) struct Valid {
    country: u16,
    /// Noughts in front of the national number that belong to it.
    zeros: u8,
    national: u64,
    region: Option<Region>,
    /// The usual national form starts with a zero that is no part of the number.
    trunk_zero: bool,
    groups: Groups,
}

/// Where groups begin, counted in digits from the end of a number.
#[derive(Clone, Copy, Default)]
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
        if let Some((_, answer)) = place.filter(|(asked, _)| *asked == question) {
            return answer;
        }
        let answer = ask(digits, region);
        *place = Some((question, answer));
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
    let format = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::National);
    let first = format.bytes().find(u8::is_ascii_digit);
    Some(Valid {
        country,
        zeros,
        national: number.national_number,
        region: region.or(match (fiction, country) {
            (true, 44) => Some(Region::GB),
            (true, _) => Some(Region::FR),
            (false, _) => None,
        }),
        trunk_zero: first == Some(b'0') && zeros == 0 && country != 91,
        groups: boundaries_from_end(format.bytes()),
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

    /// Whether it belongs to the North American plan.
    pub(super) fn is_north_american(&self) -> bool {
        self.country == 1
    }

    /// Where groups begin in the usual national form.
    pub(super) fn groups_from_end(&self) -> Groups {
        self.groups
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
        self.trunk_zero
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
