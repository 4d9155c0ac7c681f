//! How much of what stands in records was found, by type and by language.

use super::partition::Score;
use sample_generator::TrueMention;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The types that are counted, in order of report.
pub(crate) const TYPES: [&str; 9] = [
    "phone", "email", "url", "account", "wallet", "price", "age", "name", "place",
];

/// A mention as the system exports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) kind: String,
    pub(crate) value: String,
    pub(crate) attributes: Value,
}

/// What was right, found and wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) right: u64,
    pub(crate) found: u64,
    pub(crate) wanted: u64,
}

impl Tally {
    pub(crate) fn score(self) -> Score {
        Score::of(self.right as f64, self.found as f64, self.wanted as f64)
    }
}

/// Tallies by (type, language); language `*` is all.
#[derive(Default)]
pub(crate) struct Tallies {
    pub(crate) by: BTreeMap<(String, String), Tally>,
    /// Disguised phones and e-mail addresses: found of wanted.
    pub(crate) obscured: BTreeMap<String, Tally>,
}

/// A value as it is compared: what two honest programs may write differently is made equal.
fn key(kind: &str, value: &str) -> String {
    match kind {
        "url" => {
            let bare = value
                .trim_start_matches("https://")
                .trim_start_matches("http://");
            bare.trim_end_matches('/').to_lowercase()
        }
        "wallet" if value.starts_with("eth:") => value.to_lowercase(),
        "email" | "account" | "name" => value.to_lowercase(),
        "place" => value
            .to_lowercase()
            .chars()
            .map(|c| match c {
                'é' | 'è' => 'e',
                'ö' => 'o',
                'ü' => 'u',
                other => other,
            })
            .collect(),
        _ => value.to_owned(),
    }
}

/// Amount, minutes and currency of a price.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Price {
    amount: String,
    minutes: Option<i64>,
    currency: Option<String>,
}

impl Price {
    fn of_truth(mention: &TrueMention) -> Self {
        Self {
            amount: mention.amount.unwrap_or_default().to_string(),
            minutes: mention.minutes.map(i64::from),
            currency: mention.currency.clone(),
        }
    }

    fn of_found(attributes: &Value) -> Self {
        let text = |name: &str| match &attributes[name] {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let amount = text("amount").unwrap_or_default();
        let amount = match amount.split_once('.') {
            Some((whole, cents)) if cents.bytes().all(|b| b == b'0') => whole.to_owned(),
            _ => amount,
        };
        Self {
            amount,
            minutes: text("minutes").and_then(|minutes| minutes.parse().ok()),
            currency: text("currency"),
        }
    }

    /// Where the text does not say a currency, any may be understood.
    fn matches(&self, found: &Self) -> bool {
        self.amount == found.amount
            && self.minutes == found.minutes
            && (self.currency.is_none() || self.currency == found.currency)
    }
}

impl Tallies {
    fn add(&mut self, kind: &str, language: &str, tally: Tally) {
        for language in [language, "*"] {
            let to = self
                .by
                .entry((kind.to_owned(), language.to_owned()))
                .or_default();
            to.right += tally.right;
            to.found += tally.found;
            to.wanted += tally.wanted;
        }
    }

    /// Counts one record: distinct values of the text, capture fields left aside.
    pub(crate) fn record(&mut self, language: &str, truth: &[TrueMention], found: &[Found]) {
        for kind in TYPES {
            let of_truth = || truth.iter().filter(|m| m.kind == kind && m.field.is_none());
            let of_found = || found.iter().filter(|m| m.kind == kind);
            if kind == "price" {
                let mut left: BTreeSet<Price> =
                    of_found().map(|m| Price::of_found(&m.attributes)).collect();
                let mut tally = Tally::default();
                // What must be found is matched first, so that what may be found takes nothing away.
                let (must, may): (Vec<&TrueMention>, Vec<&TrueMention>) =
                    of_truth().partition(|m| !m.optional);
                let wanted: BTreeSet<Price> = must.into_iter().map(Price::of_truth).collect();
                for price in &wanted {
                    tally.wanted += 1;
                    if let Some(hit) = left.iter().find(|found| price.matches(found)).cloned() {
                        left.remove(&hit);
                        tally.right += 1;
                        tally.found += 1;
                    }
                }
                for mention in may {
                    let amount = Price::of_truth(mention).amount;
                    left.retain(|found| found.amount != amount);
                }
                tally.found += left.len() as u64;
                self.add(kind, language, tally);
                continue;
            }
            let values = |optional: bool| -> BTreeSet<String> {
                of_truth()
                    .filter(|m| m.optional == optional)
                    .map(|m| key(kind, &m.value))
                    .collect()
            };
            let (must, may) = (values(false), values(true));
            let got: BTreeSet<String> = of_found().map(|m| key(kind, &m.value)).collect();
            let right = must.intersection(&got).count() as u64;
            let allowed = may.difference(&must).filter(|v| got.contains(*v)).count() as u64;
            self.add(
                kind,
                language,
                Tally {
                    right,
                    found: got.len() as u64 - allowed,
                    wanted: must.len() as u64,
                },
            );
            for mention in of_truth().filter(|m| m.obscured) {
                let tally = self.obscured.entry(kind.to_owned()).or_default();
                tally.wanted += 1;
                tally.right += u64::from(got.contains(&key(kind, &mention.value)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn truth(kind: &str, value: &str, optional: bool) -> TrueMention {
        serde_json::from_value(json!({
            "type": kind, "value": value, "raw": value, "optional": optional
        }))
        .unwrap()
    }

    fn price(amount: u32, currency: Option<&str>, minutes: Option<u32>) -> TrueMention {
        serde_json::from_value(json!({
            "type": "price", "value": "", "raw": "", "amount": amount, "currency": currency, "minutes": minutes
        }))
        .unwrap()
    }

    fn found(kind: &str, value: &str, attributes: Value) -> Found {
        Found {
            kind: kind.into(),
            value: value.into(),
            attributes,
        }
    }

    fn tally(kind: &str, truth: &[TrueMention], got: &[Found]) -> (u64, u64, u64) {
        let mut tallies = Tallies::default();
        tallies.record("en", truth, got);
        let tally = tallies.by[&(kind.to_owned(), "en".to_owned())];
        (tally.right, tally.found, tally.wanted)
    }

    #[test]
    fn values_count_once_and_optional_ones_count_for_nothing() {
        let wanted = [
            truth("phone", "+14155550132", false),
            truth("phone", "+14155550133", false),
            truth("phone", "+14155550134", true),
        ];
        let got = [
            found("phone", "+14155550132", Value::Null),
            found("phone", "+14155550132", Value::Null),
            found("phone", "+14155550134", Value::Null),
            found("phone", "+14155550199", Value::Null),
        ];
        assert_eq!(tally("phone", &wanted, &got), (1, 2, 2));
    }

    #[test]
    fn ways_of_writing_an_address_are_equal() {
        let wanted = [
            truth("url", "https://ana-1.example.com", false),
            truth("account", "snapchat:ana_1", false),
        ];
        let got = [
            found("url", "http://ana-1.example.com/", Value::Null),
            found("account", ":ana_1", Value::Null),
        ];
        assert_eq!(tally("url", &wanted, &got), (1, 1, 1));
        assert_eq!(tally("account", &wanted, &got), (0, 1, 1));
    }

    #[test]
    fn a_price_is_amount_minutes_and_the_currency_that_is_said() {
        let wanted = [
            price(120, Some("USD"), Some(60)),
            price(80, None, Some(30)),
            price(60, Some("USD"), None),
        ];
        let got = [
            found(
                "price",
                "",
                json!({"amount": "120.00", "currency": "USD", "minutes": 60}),
            ),
            found(
                "price",
                "",
                json!({"amount": 80, "currency": "USD", "minutes": 30}),
            ),
            found(
                "price",
                "",
                json!({"amount": "60", "currency": "EUR", "minutes": null}),
            ),
        ];
        assert_eq!(tally("price", &wanted, &got), (2, 3, 3));
    }

    #[test]
    fn fields_of_the_capture_are_not_the_text() {
        let mut place = truth("place", "Houston", false);
        place.field = Some("place".into());
        assert_eq!(tally("place", &[place], &[]), (0, 0, 0));
    }
}
