use super::{RULES_VERSION, Weights};
use crate::link::Member;
use model::{
    Assessment, Basis, Contribution, ContributionEvidence, DocumentId, Fact, Family, MentionType,
    Millibits, Sign, Site,
};
use std::collections::{BTreeMap, BTreeSet};

/// The indicator of a number that was written so that machines do not read it.
const OBSCURED_PHONE: &str = "contact.obscured_phone";

/// Where an indicator was seen.
#[derive(Default)]
struct Seen {
    documents: BTreeSet<DocumentId>,
    evidence: Vec<ContributionEvidence>,
}

impl Seen {
    fn at(&mut self, evidence: ContributionEvidence) {
        self.documents.insert(evidence.document);
        if self.evidence.len() < Contribution::EVIDENCE {
            self.evidence.push(evidence);
        }
    }
}

/// What the texts of these members (sorted by document) say: each indicator once, by id, whatever it weighs.
pub(crate) fn signs(members: &[&Member]) -> Vec<Sign> {
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for member in members {
        let mut said = BTreeSet::new();
        for signal in &member.stub.signals {
            let indicator = match signal.kind {
                MentionType::Indicator => signal.value.as_str(),
                // Only obscured phones are signals.
                MentionType::Phone => OBSCURED_PHONE,
                _ => continue,
            };
            // One place a document, so that the few places shown are of several documents.
            if said.insert(indicator) {
                seen.entry(indicator.to_owned())
                    .or_default()
                    .at(ContributionEvidence {
                        document: member.stub.id,
                        site: Site::Document(signal.span),
                        capture: None,
                    });
            }
        }
    }
    seen.into_iter()
        .map(|(indicator, seen)| Sign {
            indicator,
            documents: seen.documents.len() as u64,
            evidence: seen.evidence,
        })
        .collect()
}

/// The assessment of a network: a function of its signs and facts, hence made again whenever weights change.
pub fn assess(signs: &[Sign], facts: &[Fact], weights: &Weights) -> Assessment {
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for fact in facts {
        let seen = seen
            .entry(format!("network.{}", fact.kind.name()))
            .or_default();
        for (at, (document, site)) in fact.evidence.iter().enumerate() {
            seen.at(ContributionEvidence {
                document: *document,
                site: *site,
                capture: fact.captures.get(at).copied(),
            });
        }
    }
    let of_facts = seen.into_iter().map(|(indicator, seen)| Sign {
        indicator,
        documents: seen.documents.len() as u64,
        evidence: seen.evidence,
    });
    let mut contributions: Vec<Contribution> = signs
        .iter()
        .cloned()
        .chain(of_facts)
        .filter_map(|sign| {
            let Sign {
                indicator,
                documents,
                evidence,
            } = sign;
            let weight = weights
                .get(&indicator)
                .filter(|weight| weight.millibits != 0)?;
            Some(Contribution {
                family: weight.family,
                indicator,
                millibits: weight.millibits,
                basis: weight.basis,
                source: weight.source.clone(),
                documents,
                evidence,
            })
        })
        .collect();
    let mut sums: BTreeMap<Family, Millibits> = BTreeMap::new();
    for contribution in &contributions {
        *sums.entry(contribution.family).or_default() += contribution.millibits;
    }
    let cap = weights.family_cap();
    contributions.extend(
        sums.iter()
            .filter(|(_, sum)| sum.abs() > cap)
            .map(|(family, sum)| Contribution {
                family: *family,
                indicator: format!("cap.{}", family.name()),
                millibits: sum.signum() * cap - sum,
                basis: Basis::Judged,
                source: String::new(),
                documents: 0,
                evidence: Vec::new(),
            }),
    );
    contributions.sort_unstable();
    let for_it = |family: &Family| {
        *family != Family::Counter && sums.get(family).is_some_and(|sum| *sum > 0)
    };
    let families = Family::ALL.iter().filter(|family| for_it(family)).count();
    let mut assessment = Assessment {
        prior: weights.prior(),
        contributions,
        lead: false,
        rules: RULES_VERSION,
    };
    assessment.lead =
        assessment.total() >= 0 && families >= weights.lead_families() && for_it(&Family::Network);
    assessment
}

#[cfg(test)]
mod tests;
