//! Telephone numbers that are kept free for fiction.
//!
//! North America NPA-555-0100 to 0199; Ofcom's 07700 900000 to 900999; ARCEP's 06 39 98; the Bundesnetzagentur's
//! (0)30 23125; the ACMA's (02) 5550.

use crate::chance::Chance;

/// A number and how it is dialled at home.
#[derive(Clone)]
pub(crate) struct Number {
    /// E.164.
    pub(crate) value: String,
    /// With its prefix, digits only.
    pub(crate) national: String,
    /// Lengths of the usual groups of `national`.
    pub(crate) groups: Vec<usize>,
    /// ISO 3166-1 alpha-2.
    pub(crate) region: &'static str,
    /// Country's code.
    pub(crate) country: &'static str,
}

const AREAS: [&str; 28] = [
    "201", "202", "206", "212", "213", "214", "303", "305", "310", "312", "323", "404", "407",
    "415", "469", "503", "512", "602", "617", "646", "702", "713", "718", "786", "808", "818",
    "916", "929",
];

impl Number {
    fn new(
        country: &'static str,
        region: &'static str,
        national: String,
        groups: &[usize],
    ) -> Self {
        let significant = if country == "1" {
            national.as_str()
        } else {
            national.trim_start_matches('0')
        };
        Self {
            value: format!("+{country}{significant}"),
            groups: groups.to_vec(),
            region,
            country,
            national,
        }
    }

    /// A North American number.
    pub(crate) fn north_american(chance: &mut Chance) -> Self {
        let area = chance.pick(&AREAS);
        let national = format!("{area}55501{:02}", chance.below(100));
        Self::new("1", "US", national, &[3, 3, 4])
    }

    /// A number of a country where the language is spoken, or a North American one.
    pub(crate) fn of_language(language: &str, chance: &mut Chance) -> Self {
        match (language, chance.below(10)) {
            ("en", 0 | 1) => {
                let national = format!("07700900{:03}", chance.below(1000));
                Self::new(
                    "44",
                    "GB",
                    national,
                    if chance.percent(50) {
                        &[5, 6]
                    } else {
                        &[5, 3, 3]
                    },
                )
            }
            ("en", 2) => {
                let national = format!("025550{:04}", chance.below(10_000));
                Self::new("61", "AU", national, &[2, 4, 4])
            }
            ("fr", 0..=5) => {
                let national = format!("063998{:04}", chance.below(10_000));
                Self::new("33", "FR", national, &[2, 2, 2, 2, 2])
            }
            ("de", 0..=5) => {
                let national = format!("03023125{:03}", chance.below(1000));
                Self::new("49", "DE", national, &[3, 8])
            }
            _ => Self::north_american(chance),
        }
    }

    /// The same number with the country's code in front, without prefix.
    pub(crate) fn international(&self) -> Self {
        let mut whole = self.clone();
        whole.groups.insert(0, self.country.len());
        if self.country == "1" {
            whole.national.insert(0, '1');
        } else {
            whole.national = format!("{}{}", self.country, &self.national[1..]);
            whole.groups[1] -= 1;
        }
        whole.groups.retain(|group| *group > 0);
        whole
    }

    /// Its groups of digits.
    pub(crate) fn parts(&self) -> Vec<&str> {
        let mut at = 0;
        self.groups
            .iter()
            .map(|length| {
                at += length;
                &self.national[at - length..at]
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_kept_free_for_fiction() {
        for case in 0..2000 {
            let mut chance = Chance::new(7, case);
            let number =
                Number::of_language(["en", "fr", "de", "ru"][case as usize % 4], &mut chance);
            let free = number.value.starts_with("+44770090")
                || number.value.starts_with("+3363998")
                || number.value.starts_with("+493023125")
                || number.value.starts_with("+6125550")
                || (number.value.starts_with("+1") && &number.value[5..10] == "55501");
            assert!(free);
            assert_eq!(number.parts().concat(), number.national);
            assert_eq!(
                format!("+{}", number.international().national),
                number.value
            );
        }
    }
}
