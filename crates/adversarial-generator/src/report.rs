//! What a reader of the cases found, counted by style, language and script.

use crate::Case;
use std::collections::BTreeMap;

/// Counts of one group of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Texts, or contacts to be found.
    pub texts: u64,
    /// Contacts that were found.
    pub found: u64,
    /// Texts in which something was found that they do not hold.
    pub wrong: u64,
}

impl Line {
    /// Share of the contacts that were found; 1 when there were none.
    pub fn recall(&self) -> f64 {
        share(self.found, self.texts)
    }

    /// Share of the texts in which nothing wrong was found; 1 when there were none.
    pub fn clean(&self) -> f64 {
        share(self.texts - self.wrong, self.texts)
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

/// The types that are compared.
const KINDS: [&str; 4] = ["phone", "email", "account", "url"];

/// All counts.
#[derive(Default)]
pub struct Report {
    /// Disguised contacts in all.
    pub disguised: Line,
    /// By style.
    pub styles: BTreeMap<&'static str, Line>,
    /// By language.
    pub languages: BTreeMap<&'static str, Line>,
    /// By script.
    pub scripts: BTreeMap<&'static str, Line>,
    /// Look-alikes in all.
    pub look_alikes: Line,
    /// By kind of look-alike.
    pub kinds: BTreeMap<&'static str, Line>,
}

impl Report {
    /// Counts one case with all that was found in it, as (type, value); whether everything was right.
    pub fn add<'a>(
        &mut self,
        case: &Case,
        found: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> bool {
        let mut line = Line {
            texts: 1,
            ..Line::default()
        };
        for (kind, value) in found {
            if !KINDS.contains(&kind) {
                continue;
            }
            match &case.expected {
                Some(expected) if same(expected.kind, kind, &expected.value, value) => {
                    line.found = 1
                }
                // A profile's address is its account too, an address holds its host.
                Some(expected) if expected.kind != kind && kind != "phone" => {}
                _ => line.wrong = 1,
            }
        }
        let right = line.wrong == 0 && (case.expected.is_none() || line.found == 1);
        if case.expected.is_some() {
            self.disguised.add(line);
            self.styles.entry(case.style).or_default().add(line);
            self.languages.entry(case.language).or_default().add(line);
            self.scripts
                .entry(case.script.name())
                .or_default()
                .add(line);
        } else {
            self.look_alikes.add(line);
            self.kinds.entry(case.style).or_default().add(line);
        }
        right
    }

    /// What lies below the floors, in words; nothing when all hold. The floors are those of [`FLOORS`].
    pub fn below(&self) -> Vec<String> {
        let mut below = Vec::new();
        if self.disguised.recall() < FLOORS.recall {
            below.push(format!("recall {:.3}", self.disguised.recall()));
        }
        for (style, line) in &self.styles {
            if line.recall() < FLOORS.style {
                below.push(format!("recall of \"{style}\" {:.3}", line.recall()));
            }
        }
        if self.look_alikes.clean() < FLOORS.clean {
            below.push(format!(
                "precision on look-alikes {:.4}",
                self.look_alikes.clean()
            ));
        }
        below
    }
}

/// What must hold.
struct Floors {
    recall: f64,
    style: f64,
    clean: f64,
}

const FLOORS: Floors = Floors {
    recall: 0.95,
    style: 0.90,
    clean: 0.99,
};

impl Line {
    fn add(&mut self, other: Self) {
        self.texts += other.texts;
        self.found += other.found;
        self.wrong += other.wrong;
    }
}

/// Whether a found value is the expected one.
fn same(expected_kind: &str, kind: &str, expected: &str, value: &str) -> bool {
    if expected_kind != kind {
        return false;
    }
    match kind {
        "url" => bare(expected) == bare(value),
        "phone" => expected == value,
        _ => expected.eq_ignore_ascii_case(value),
    }
}

/// An address without scheme, `www.` and the last slash.
fn bare(url: &str) -> String {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.strip_prefix("www.").unwrap_or(url);
    url.trim_end_matches('/').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missed_and_what_is_wrong_are_counted_apart() {
        let mut report = Report::default();
        let mut cases: Vec<Case> = crate::cases(1, 60).collect();
        let phones: Vec<&Case> = cases
            .iter()
            .filter(|case| {
                case.expected
                    .as_ref()
                    .is_some_and(|expected| expected.kind == "phone")
            })
            .collect();
        let value = |case: &Case| {
            case.expected
                .clone()
                .map(|expected| expected.value)
                .unwrap_or_default()
        };
        assert!(report.add(phones[0], [("phone", value(phones[0]).as_str())]));
        assert!(!report.add(phones[1], []));
        assert!(!report.add(
            phones[2],
            [
                ("phone", value(phones[2]).as_str()),
                ("phone", "+12025550199")
            ]
        ));
        assert_eq!(
            report.disguised,
            Line {
                texts: 3,
                found: 2,
                wrong: 1
            }
        );
        let look_alike = cases
            .iter()
            .position(|case| case.expected.is_none())
            .map(|at| cases.remove(at));
        assert!(look_alike.is_some_and(|case| !report.add(&case, [("email", "a@example.com")])));
        assert_eq!(report.look_alikes.wrong, 1);
        assert!(!report.below().is_empty());
    }

    #[test]
    fn an_address_is_the_same_with_or_without_scheme() {
        assert!(same(
            "url",
            "url",
            "example.com/a",
            "https://www.EXAMPLE.com/a/"
        ));
        assert!(!same("url", "email", "a", "a"));
    }
}
