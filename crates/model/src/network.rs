use crate::{
    Assessment, CaptureId, ContributionEvidence, DocumentId, Identifier, NetworkId, Site,
    hidden_debug,
};
use serde::{Deserialize, Serialize};

/// Why an identifier ties nothing together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HubReason {
    /// More documents carry it than any one operation would have.
    TooManyDocuments,
    /// It stands beside too many different contacts.
    TooManyContacts,
}

impl HubReason {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TooManyDocuments => "too_many_documents",
            Self::TooManyContacts => "too_many_contacts",
        }
    }
}

/// How common an identifier is. Both numbers are exact up to the caps at which counting stops.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Commonness {
    /// Documents that carry it.
    pub documents: u64,
    /// Distinct other contacts (phone, e-mail, account) on these documents.
    pub contacts: u64,
}

impl Commonness {
    /// Documents are counted up to this number and one more.
    pub const DOCUMENTS_CAP: u64 = 1_000;
    /// Other contacts are counted up to this number and one more.
    pub const CONTACTS_CAP: u64 = 12;
}

/// An identifier as seen from a network.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NetworkIdentifier {
    /// The identifier.
    pub identifier: Identifier,
    /// Members that carry it.
    pub documents: u64,
    /// Whether it helped to tie the network together; else it was only seen (hubs, weak kinds).
    pub joins: bool,
    /// Set when it is a hub.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub: Option<HubReason>,
    /// Weight of the link in millibits, damped by how common the identifier is.
    pub millibits: i64,
}

/// A kind of fact about a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// One contact stands beside several distinct names or ages.
    ManyPersonsOneContact,
    /// Captures follow one another through several places.
    PlacesInSequence,
    /// One text class stands under several contacts.
    OneTextManyContacts,
}

impl FactKind {
    /// The name in outputs, and the id that a rule names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ManyPersonsOneContact => "many_persons_one_contact",
            Self::PlacesInSequence => "places_in_sequence",
            Self::OneTextManyContacts => "one_text_many_contacts",
        }
    }
}

/// A fact computed over a network's captures and mentions, with where it can be read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fact {
    /// What kind.
    pub kind: FactKind,
    /// How many (distinct names, places, contacts).
    pub count: u64,
    /// The values counted, sorted (places: in sequence).
    pub values: Vec<String>,
    /// Where each value can be read, in the order of `values`.
    pub evidence: Vec<(DocumentId, Site)>,
    /// Captures that the fact rests on, when it is one about time or place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captures: Vec<CaptureId>,
}

/// An indicator that texts of a network show, whatever it weighs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sign {
    /// Id of the rule.
    pub indicator: String,
    /// In how many members it was seen.
    pub documents: u64,
    /// Where it was seen first, by document id; at most [`crate::Contribution::EVIDENCE`].
    pub evidence: Vec<ContributionEvidence>,
}

/// A component, or the part of one that is left after cuts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Network {
    /// Named by the smallest member.
    pub id: NetworkId,
    /// Sorted.
    pub members: Vec<DocumentId>,
    /// Number of captures of all members.
    pub captures: u64,
    /// Earliest stated time over the captures (ISO date or date-time).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Latest stated time over the captures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// Distinct sources, sorted.
    pub sources: Vec<String>,
    /// Distinct places, sorted by name.
    pub places: Vec<String>,
    /// Sorted by (kind, value).
    pub identifiers: Vec<NetworkIdentifier>,
    /// Sorted by kind.
    pub facts: Vec<Fact>,
    /// What its texts say, by indicator; weighed in the assessment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signs: Vec<Sign>,
    /// See [`crate::Document::urgent`]: any member's.
    pub urgent: bool,
    /// Set when the component was larger than the cap and was cut.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
    /// Why it may matter.
    pub assessment: Assessment,
}

hidden_debug!(NetworkIdentifier, Fact, Sign, Network);
