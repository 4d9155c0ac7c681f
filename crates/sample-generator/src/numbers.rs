//! Telephone numbers that belong to nobody, each handed out once.
//!
//! North America keeps 555-0100 to 555-0199 of every area code for fiction; other countries' regulators keep whole
//! ranges (Ofcom, ARCEP, Bundesnetzagentur, ACMA). Corpora that are too big for 555-01xx use all of 555-xxxx.

use crate::Error;
use crate::places::CITIES;
use std::sync::LazyLock;

/// A country's plan of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    NorthAmerica,
    Britain,
    France,
    Germany,
    Australia,
}

impl Plan {
    pub(crate) const ALL: [Self; 5] = [
        Self::NorthAmerica,
        Self::Britain,
        Self::France,
        Self::Germany,
        Self::Australia,
    ];

    pub(crate) fn of_region(region: &str) -> Self {
        match region {
            "GB" => Self::Britain,
            "FR" => Self::France,
            "DE" => Self::Germany,
            "AU" => Self::Australia,
            _ => Self::NorthAmerica,
        }
    }

    const fn country_code(self) -> &'static str {
        match self {
            Self::NorthAmerica => "1",
            Self::Britain => "44",
            Self::France => "33",
            Self::Germany => "49",
            Self::Australia => "61",
        }
    }

    const fn ranges(self) -> &'static [Range] {
        match self {
            Self::NorthAmerica => &[],
            Self::Britain => BRITAIN,
            Self::France => FRANCE,
            Self::Germany => GERMANY,
            Self::Australia => AUSTRALIA,
        }
    }
}

/// Numbers `prefix` + counter of `digits` places from `first`, `count` of them, written in `groups` after the trunk's 0.
struct Range {
    prefix: &'static str,
    digits: usize,
    first: u32,
    count: u32,
    groups: &'static [usize],
}

const fn range(
    prefix: &'static str,
    digits: usize,
    first: u32,
    count: u32,
    groups: &'static [usize],
) -> Range {
    Range {
        prefix,
        digits,
        first,
        count,
        groups,
    }
}

/// Ofcom, *Telephone numbers for use in TV and radio drama programmes*.
static BRITAIN: &[Range] = &[
    range("7700900", 3, 0, 1000, &[5, 6]),
    range("2079460", 3, 0, 1000, &[3, 4, 4]),
    range("1134960", 3, 0, 1000, &[4, 3, 4]),
    range("1144960", 3, 0, 1000, &[4, 3, 4]),
    range("1164960", 3, 0, 1000, &[4, 3, 4]),
    range("1174960", 3, 0, 1000, &[4, 3, 4]),
    range("1184960", 3, 0, 1000, &[4, 3, 4]),
    range("1214960", 3, 0, 1000, &[4, 3, 4]),
    range("1314960", 3, 0, 1000, &[4, 3, 4]),
    range("1414960", 3, 0, 1000, &[4, 3, 4]),
    range("1514960", 3, 0, 1000, &[4, 3, 4]),
    range("1614960", 3, 0, 1000, &[4, 3, 4]),
    range("1914980", 3, 0, 1000, &[4, 3, 4]),
    range("2920180", 3, 0, 1000, &[3, 4, 4]),
];

/// ARCEP, decision 2018-0881, numbers for audiovisual works. Without 06 39 98: libphonenumber's metadata holds no
/// subscribers there, so that a careful reader refuses them.
static FRANCE: &[Range] = &[
    range("19900", 4, 0, 10_000, &[2, 2, 2, 2, 2]),
    range("26191", 4, 0, 10_000, &[2, 2, 2, 2, 2]),
    range("35301", 4, 0, 10_000, &[2, 2, 2, 2, 2]),
    range("46571", 4, 0, 10_000, &[2, 2, 2, 2, 2]),
    range("53649", 4, 0, 10_000, &[2, 2, 2, 2, 2]),
];

/// Bundesnetzagentur, *Drama numbers*.
static GERMANY: &[Range] = &[
    range("17139200", 2, 0, 100, &[4, 7]),
    range("176040690", 2, 0, 100, &[4, 8]),
    range("3023125", 3, 0, 1000, &[3, 8]),
    range("6990009", 3, 0, 1000, &[3, 8]),
    range("4066969", 3, 0, 1000, &[3, 8]),
    range("2214710", 3, 0, 1000, &[4, 7]),
    range("8999998", 3, 0, 1000, &[3, 8]),
];

/// ACMA, *Phone numbers for use in TV shows, films and creative works*.
static AUSTRALIA: &[Range] = &[
    range("25550", 4, 0, 10_000, &[2, 4, 4]),
    range("27010", 4, 0, 10_000, &[2, 4, 4]),
    range("35550", 4, 0, 10_000, &[2, 4, 4]),
    range("37010", 4, 0, 10_000, &[2, 4, 4]),
    range("75550", 4, 0, 10_000, &[2, 4, 4]),
    range("77010", 4, 0, 10_000, &[2, 4, 4]),
    range("85550", 4, 0, 10_000, &[2, 4, 4]),
    range("87010", 4, 0, 10_000, &[2, 4, 4]),
];

/// (area code, index of the city that it belongs to).
static AREAS: LazyLock<Vec<(u16, u16)>> = LazyLock::new(|| {
    CITIES
        .iter()
        .enumerate()
        .flat_map(|(at, city)| city.codes.iter().map(move |code| (*code, at as u16)))
        .collect()
});

/// A number that was handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Phone {
    pub(crate) plan: Plan,
    /// Index in the plan's numbers.
    index: u32,
    /// Whether 555-0100 to 555-0199 is all there is.
    narrow: bool,
}

impl Phone {
    /// National number without the trunk's 0, such as `4155550132`.
    fn significant(self) -> String {
        if self.plan == Plan::NorthAmerica {
            let areas = &*AREAS;
            let area = areas[self.index as usize % areas.len()].0;
            let mut line = self.index / areas.len() as u32;
            if self.narrow {
                line += 100;
            } else if line >= 1212 {
                // 555-1212 is directory assistance.
                line += 1;
            }
            return format!("{area}555{line:04}");
        }
        let mut at = self.index;
        for range in self.plan.ranges() {
            if at < range.count {
                return format!(
                    "{}{:0width$}",
                    range.prefix,
                    range.first + at,
                    width = range.digits
                );
            }
            at -= range.count;
        }
        unreachable!("indexes are handed out below the plan's capacity")
    }

    /// E.164.
    pub(crate) fn value(self) -> String {
        format!("+{}{}", self.plan.country_code(), self.significant())
    }

    /// Groups of digits as dialled at home, such as `["415", "555", "0132"]` or `["07700", "900123"]`.
    pub(crate) fn groups(self) -> Vec<String> {
        let digits = self.significant();
        let (digits, sizes): (String, &[usize]) = if self.plan == Plan::NorthAmerica {
            (digits, &[3, 3, 4])
        } else {
            let mut at = self.index;
            let range = self
                .plan
                .ranges()
                .iter()
                .find(|range| {
                    let inside = at < range.count;
                    at = at.saturating_sub(range.count);
                    inside
                })
                .unwrap_or(&self.plan.ranges()[0]);
            (format!("0{digits}"), range.groups)
        };
        let mut groups = Vec::with_capacity(sizes.len());
        let mut from = 0;
        for size in sizes {
            let to = (from + size).min(digits.len());
            groups.push(digits[from..to].to_owned());
            from = to;
        }
        groups
    }

    /// Country code without `+`.
    pub(crate) fn country_code(self) -> &'static str {
        self.plan.country_code()
    }

    /// The city that the area code belongs to.
    pub(crate) fn city(self) -> Option<u16> {
        (self.plan == Plan::NorthAmerica).then(|| AREAS[self.index as usize % AREAS.len()].1)
    }
}

/// What one block of the corpus may hand out: its own slice of every plan, so that no two blocks share a number.
pub(crate) struct Numbers {
    narrow: bool,
    block: u64,
    blocks: u64,
    used: [u64; Plan::ALL.len()],
}

/// How many numbers a plan has.
fn capacity(plan: Plan, narrow: bool) -> u64 {
    match plan {
        Plan::NorthAmerica => AREAS.len() as u64 * if narrow { 100 } else { 9_999 },
        other => other.ranges().iter().map(|r| u64::from(r.count)).sum(),
    }
}

impl Numbers {
    pub(crate) fn new(narrow: bool, block: u64, blocks: u64) -> Self {
        Self {
            narrow,
            block,
            blocks,
            used: [0; Plan::ALL.len()],
        }
    }

    /// The next number of a plan; `None` when this block's slice of a small plan is used up.
    ///
    /// # Errors
    ///
    /// When North America's slice is used up: the corpus is too big to keep its advertisers apart.
    pub(crate) fn next(&mut self, plan: Plan) -> Result<Option<Phone>, Error> {
        let all = capacity(plan, self.narrow);
        let share = all / self.blocks;
        let used = &mut self.used[plan as usize];
        if *used >= share {
            return match plan {
                Plan::NorthAmerica => Err(Error::NumbersUsedUp),
                _ => Ok(None),
            };
        }
        let at = self.block * share + *used;
        *used += 1;
        // Multiplying by a prime that does not divide the capacity visits every number once, far apart.
        let spread = [7_368_787, 15_485_863, 32_452_843]
            .into_iter()
            .find(|prime| !all.is_multiple_of(*prime))
            .unwrap_or(1);
        Ok(Some(Phone {
            plan,
            index: (at * spread % all) as u32,
            narrow: self.narrow,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_number_is_handed_out_twice() {
        for narrow in [true, false] {
            for plan in Plan::ALL {
                let mut seen = HashSet::new();
                let blocks = if narrow { 1 } else { 40 };
                for block in 0..blocks {
                    let mut numbers = Numbers::new(narrow, block, blocks);
                    for _ in 0..600 {
                        let Ok(Some(phone)) = numbers.next(plan) else {
                            break;
                        };
                        assert!(seen.insert(phone.value()), "{}", phone.value());
                    }
                }
            }
        }
    }

    #[test]
    fn a_plan_that_is_used_up_says_so() {
        let mut numbers = Numbers::new(true, 0, 1);
        let all = capacity(Plan::NorthAmerica, true);
        for _ in 0..all {
            assert!(numbers.next(Plan::NorthAmerica).unwrap().is_some());
        }
        assert!(matches!(
            numbers.next(Plan::NorthAmerica),
            Err(Error::NumbersUsedUp)
        ));
    }

    #[test]
    fn groups_hold_all_digits() {
        let mut numbers = Numbers::new(true, 0, 1);
        for plan in Plan::ALL {
            let phone = numbers.next(plan).unwrap().unwrap();
            let joined = phone.groups().concat();
            let trunk = joined.strip_prefix('0').unwrap_or(&joined).to_owned();
            assert_eq!(phone.value(), format!("+{}{trunk}", phone.country_code()));
        }
    }
}
