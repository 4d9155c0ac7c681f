use crate::{CaptureId, DocumentId, Site, hidden_debug};
use serde::{Deserialize, Serialize};

/// Thousandths of log2 of a Bayes factor. Whole numbers add up exactly, in any order.
pub type Millibits = i64;

/// A family of indicators; a fact feeds exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// How contact is offered.
    Contact,
    /// Who speaks, and how.
    Voice,
    /// Signs of being controlled by others.
    Control,
    /// How people are recruited.
    Recruitment,
    /// Conditions of work and life.
    Conditions,
    /// Facts about a network.
    Network,
    /// Signs against.
    Counter,
}

impl Family {
    /// Every family, in order.
    pub const ALL: [Self; 7] = [
        Self::Contact,
        Self::Voice,
        Self::Control,
        Self::Recruitment,
        Self::Conditions,
        Self::Network,
        Self::Counter,
    ];

    /// The name in rules and outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Voice => "voice",
            Self::Control => "control",
            Self::Recruitment => "recruitment",
            Self::Conditions => "conditions",
            Self::Network => "network",
            Self::Counter => "counter",
        }
    }
}

/// Where a weight comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// From labelled outcomes of this deployment.
    Fitted,
    /// Half a bit, one bit or two, by judgement.
    Judged,
    /// Tested and not found to hold: weight 0.
    Refuted,
    /// Weight 0 by policy.
    Never,
}

/// Where a contribution can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ContributionEvidence {
    /// The document.
    pub document: DocumentId,
    /// Where in it.
    pub site: Site,
    /// The capture, when the evidence is a time or place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capture: Option<CaptureId>,
}

/// What one indicator added to one score.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Contribution {
    /// The family that it counts for.
    pub family: Family,
    /// Id of the rule, such as `contact.obscured_phone`; a family's cap is `cap.<family>`.
    pub indicator: String,
    /// What it adds.
    pub millibits: Millibits,
    /// Where the weight comes from.
    pub basis: Basis,
    /// Id of the source in the literature; empty for a cap.
    pub source: String,
    /// In how many members it was seen.
    pub documents: u64,
    /// Where it was seen first, by document id; at most [`Contribution::EVIDENCE`].
    pub evidence: Vec<ContributionEvidence>,
}

impl Contribution {
    /// How many places a contribution names at most.
    pub const EVIDENCE: usize = 8;
}

/// The score of a network: prior plus contributions. Never of a person.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Assessment {
    /// Before any evidence.
    pub prior: Millibits,
    /// Sorted by (family, indicator).
    pub contributions: Vec<Contribution>,
    /// Whether the score and the families suffice for a lead.
    pub lead: bool,
    /// Version of rules and weights.
    pub rules: u32,
}

impl Assessment {
    /// The score: log2 odds in millibits.
    pub fn total(&self) -> Millibits {
        self.prior
            + self
                .contributions
                .iter()
                .map(|c| c.millibits)
                .sum::<Millibits>()
    }
}

hidden_debug!(Contribution, Assessment);
