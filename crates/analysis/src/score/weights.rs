use crate::facts::Thresholds;
use model::{Basis, Family, Millibits};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What an indicator adds to a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The family that it counts for.
    pub family: Family,
    /// How much: 500, 1000 or 2000 when judged, less than nothing for counter-signs, 0 when refuted or never counted.
    pub millibits: Millibits,
    /// Where the weight comes from.
    pub basis: Basis,
    /// Id of the source in the literature.
    pub source: String,
}

/// Everything that scores are computed with.
#[derive(Clone, Debug)]
pub struct Weights {
    prior: Millibits,
    family_cap: Millibits,
    lead_families: usize,
    facts: Thresholds,
    weights: BTreeMap<String, Weight>,
    /// Why a weight of `rules/weights.toml` is what it is, by id.
    reasons: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Strength {
    Weak,
    Medium,
    Strong,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    family: Family,
    strength: Strength,
    basis: Basis,
    source: String,
    why: String,
}

/// `rules/weights.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    prior: Millibits,
    family_cap: Millibits,
    lead_families: usize,
    facts: Thresholds,
    weight: Vec<Written>,
}

impl Weights {
    /// Prior, caps, thresholds and the weights of facts as they are built in, with these indicators (id, family,
    /// millibits, basis, source). What is refuted or never counted weighs nothing, whatever it says.
    pub fn new(
        indicators: impl IntoIterator<Item = (String, Family, Millibits, Basis, String)>,
    ) -> Self {
        let file: File = toml::from_str(include_str!("../../rules/weights.toml"))
            .expect("a test reads the file that is built in");
        let reasons = file
            .weight
            .iter()
            .map(|written| (written.id.clone(), written.why.clone()))
            .collect();
        let written = file.weight.into_iter().map(|written| {
            let millibits = match written.strength {
                Strength::Weak => 500,
                Strength::Medium => 1000,
                Strength::Strong => 2000,
            };
            (
                written.id,
                written.family,
                millibits,
                written.basis,
                written.source,
            )
        });
        let mut weights = BTreeMap::new();
        for (id, family, millibits, basis, source) in indicators.into_iter().chain(written) {
            let millibits = match basis {
                Basis::Fitted | Basis::Judged => millibits,
                Basis::Refuted | Basis::Never => 0,
            };
            let weight = Weight {
                family,
                millibits,
                basis,
                source,
            };
            weights.insert(id, weight);
        }
        Self {
            prior: file.prior,
            family_cap: file.family_cap,
            lead_families: file.lead_families,
            facts: file.facts,
            weights,
            reasons,
        }
    }

    /// The weights that are part of the program: of facts and of the indicators in texts.
    pub fn built_in() -> &'static Self {
        static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
            Weights::new(crate::rules::built_in().iter().map(|rule| {
                (
                    rule.id.clone(),
                    rule.family,
                    rule.millibits,
                    rule.basis,
                    rule.source.clone(),
                )
            }))
        });
        &WEIGHTS
    }

    /// The weight of an indicator; `None` for one that no rule knows.
    pub fn get(&self, indicator: &str) -> Option<&Weight> {
        self.weights.get(indicator)
    }

    /// Every weight, sorted by indicator.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Weight)> {
        self.weights
            .iter()
            .map(|(id, weight)| (id.as_str(), weight))
    }

    /// Why a fact or a sign beside the rules' weighs what it does; rules have descriptions of their own.
    pub fn reason(&self, indicator: &str) -> Option<&str> {
        self.reasons.get(indicator).map(String::as_str)
    }

    /// Before any evidence.
    pub fn prior(&self) -> Millibits {
        self.prior
    }

    /// The most that one family adds or takes off.
    pub fn family_cap(&self) -> Millibits {
        self.family_cap
    }

    /// From how many families a lead has contributions at least.
    pub fn lead_families(&self) -> usize {
        self.lead_families
    }

    pub(crate) fn facts(&self) -> &Thresholds {
        &self.facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table in the reference on indicators.
    const SOURCES: [&str; 12] = [
        "jirn-2024",
        "nij-2024",
        "ilo-11",
        "ilo-hard-2012",
        "unodc",
        "polaris-2017",
        "ibanez-2014",
        "dubrawski-2015",
        "lhoiry-2022",
        "freeman-2025",
        "lurking-2017",
        "htcds-2",
    ];

    #[test]
    fn every_weight_has_an_allowed_strength_and_a_source() {
        for (id, weight) in Weights::built_in().iter() {
            assert!(SOURCES.contains(&weight.source.as_str()), "{id}");
            match weight.basis {
                Basis::Judged => {
                    assert!(
                        [500, 1000, 2000].contains(&weight.millibits.abs())
                            || weight.millibits == 0,
                        "{id}"
                    );
                    assert_eq!(
                        weight.millibits < 0,
                        weight.family == Family::Counter,
                        "{id}"
                    );
                }
                Basis::Refuted | Basis::Never => assert_eq!(weight.millibits, 0, "{id}"),
                Basis::Fitted => panic!("{id}: nobody fitted it"),
            }
        }
    }

    #[test]
    fn every_fact_has_a_weight_of_the_network_family() {
        for kind in [
            model::FactKind::ManyPersonsOneContact,
            model::FactKind::PlacesInSequence,
            model::FactKind::OneTextManyContacts,
        ] {
            let id = format!("network.{}", kind.name());
            assert_eq!(
                Weights::built_in().get(&id).unwrap().family,
                Family::Network
            );
        }
        assert_eq!(Weights::built_in().prior(), -8000);
        assert_eq!(Weights::built_in().family_cap(), 4000);
    }

    #[test]
    fn what_is_refuted_weighs_nothing_whatever_it_says() {
        let refuted = |basis| {
            (
                "voice.new_in_town".to_owned(),
                Family::Voice,
                2000,
                basis,
                "jirn-2024".to_owned(),
            )
        };
        assert_eq!(
            Weights::new([refuted(Basis::Refuted)])
                .get("voice.new_in_town")
                .unwrap()
                .millibits,
            0
        );
        assert_eq!(
            Weights::new([refuted(Basis::Never)])
                .get("voice.new_in_town")
                .unwrap()
                .millibits,
            0
        );
        assert_eq!(
            Weights::new([refuted(Basis::Judged)])
                .get("voice.new_in_town")
                .unwrap()
                .millibits,
            2000
        );
    }
}
