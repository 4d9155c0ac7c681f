//! Documents and what they carry, to networks.

use super::role::{Role, Rules, role};
use super::ties::ties;
use crate::facts;
use crate::score::{Weights, assess, signs};
use model::{
    CaptureField, CaptureId, Commonness, DocumentId, DocumentStub, Evidence, HubReason, Identifier,
    IdentifierKind, Network, NetworkId, NetworkIdentifier, Site, StatedTime,
};
use std::collections::{BTreeMap, BTreeSet};

/// A document as the store hands it over.
pub struct Member {
    /// The document.
    pub stub: DocumentStub,
    /// What it carries.
    pub carries: Vec<Carried>,
    /// When and where it was seen.
    pub captures: Vec<Sighting>,
}

/// An identifier that a document carries.
pub struct Carried {
    /// The identifier.
    pub identifier: Identifier,
    /// The first evidence that it does.
    pub evidence: Evidence,
    /// How common the identifier is.
    pub commonness: Commonness,
}

/// A capture, as far as networks are made of it.
pub struct Sighting {
    /// The capture.
    pub capture: CaptureId,
    /// Its source.
    pub source: String,
    /// When it was posted, or captured, as stated.
    pub time: Option<StatedTime>,
    /// Where it was posted for, in one spelling.
    pub place: Option<String>,
}

model::hidden_debug!(Member, Carried, Sighting);

/// A document that carries an identifier, with the evidence.
pub(crate) struct Carrier<'a> {
    /// Index of the document.
    pub(crate) document: usize,
    pub(crate) evidence: &'a Evidence,
    /// Whether the mention is sure enough to tie.
    sure: bool,
}

/// An identifier with all that carry it.
pub(super) struct Entry<'a> {
    pub(super) identifier: &'a Identifier,
    pub(super) commonness: Commonness,
    pub(super) role: Role,
    carriers: Vec<Carrier<'a>>,
}

impl Entry<'_> {
    /// How many of these documents carry it: all that do where it joins. What is recorded of it may lag within a power of two.
    pub(super) fn documents(&self) -> usize {
        self.carriers.len()
    }

    /// Documents in which it stands surely enough to tie.
    pub(super) fn sure(&self) -> impl Iterator<Item = usize> + '_ {
        self.carriers.iter().filter(|c| c.sure).map(|c| c.document)
    }
}

/// An identifier as one network sees it.
pub(crate) struct Tied<'a> {
    pub(crate) identifier: &'a Identifier,
    pub(crate) hub: Option<HubReason>,
    pub(crate) joins: bool,
    /// Sorted by document; indexes are into the network's members.
    pub(crate) carriers: Vec<Carrier<'a>>,
}

impl Tied<'_> {
    /// Whether it is a way to reach somebody of this network: no hub, and read surely.
    pub(crate) fn is_contact(&self) -> bool {
        self.joins && self.identifier.kind.is_contact()
    }
}

/// The networks that `members` fall into.
///
/// `members` are one component or several: with a document come all that can be reached from it over identifiers whose
/// [`role`] is [`Role::Joins`]. The result is a function of the members as a set: their order changes nothing, and a
/// document given twice counts once. Networks are sorted by id; documents that carry nothing are in none.
///
/// A component falls apart where medium identifiers alone hold it together and other evidence is missing, where
/// mentions are unsure, and where it is larger than the cap (`rules/link.toml`); such parts are marked as cut.
pub fn networks(members: &[Member], weights: &Weights) -> Vec<Network> {
    within(members, weights, Rules::built_in())
}

fn within(members: &[Member], weights: &Weights, rules: &Rules) -> Vec<Network> {
    let mut sorted: Vec<&Member> = members.iter().filter(|m| !m.carries.is_empty()).collect();
    sorted.sort_by_key(|member| member.stub.id);
    sorted.dedup_by_key(|member| member.stub.id);
    let entries = entries(&sorted, rules);
    let firsts: Vec<Option<StatedTime>> = sorted
        .iter()
        .map(|member| member.captures.iter().filter_map(|c| c.time).min())
        .collect();
    let mut ties = ties(&firsts, &entries, rules);
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    // Where a document is: its part and its place in it.
    let mut places = Vec::with_capacity(sorted.len());
    for at in 0..sorted.len() {
        let root = ties.parts.root(at);
        let part = parts.entry(root).or_default();
        places.push((root, part.len()));
        part.push(at);
    }
    let cut: BTreeSet<usize> = ties.cut.iter().map(|at| places[*at].0).collect();
    let mut tied: BTreeMap<usize, Vec<Tied<'_>>> = BTreeMap::new();
    for (entry, joins) in entries.iter().zip(&ties.joins) {
        for carrier in &entry.carriers {
            let (part, place) = places[carrier.document];
            let here = tied.entry(part).or_default();
            if here
                .last()
                .is_none_or(|last| last.identifier != entry.identifier)
            {
                here.push(Tied {
                    identifier: entry.identifier,
                    hub: match entry.role {
                        Role::Hub(reason) => Some(reason),
                        Role::Joins | Role::Seen => None,
                    },
                    joins: false,
                    carriers: Vec::new(),
                });
            }
            let here = here.last_mut().expect("one was pushed if there was none");
            here.joins |= *joins && carrier.sure;
            here.carriers.push(Carrier {
                document: place,
                evidence: carrier.evidence,
                sure: carrier.sure,
            });
        }
    }
    parts
        .iter()
        .map(|(part, documents)| {
            let members: Vec<&Member> = documents.iter().map(|at| sorted[*at]).collect();
            let tied = tied.remove(part).unwrap_or_default();
            let common = |identifier: &Identifier| {
                let at = entries.binary_search_by(|entry| entry.identifier.cmp(identifier));
                at.map_or(1, |at| entries[at].commonness.documents)
            };
            network(&members, &tied, cut.contains(part), weights, |identifier| {
                rules.weight(identifier, common(identifier))
            })
        })
        .collect()
}

/// Every identifier with its carriers, sorted by identifier.
fn entries<'a>(members: &[&'a Member], rules: &Rules) -> Vec<Entry<'a>> {
    let mut found: BTreeMap<&Identifier, (Commonness, BTreeMap<usize, &Evidence>)> =
        BTreeMap::new();
    for (document, member) in members.iter().enumerate() {
        for carried in &member.carries {
            let (commonness, carriers) = found.entry(&carried.identifier).or_default();
            commonness.documents = commonness.documents.max(carried.commonness.documents);
            commonness.contacts = commonness.contacts.max(carried.commonness.contacts);
            let first = carriers.entry(document).or_insert(&carried.evidence);
            if carried.evidence < **first {
                *first = &carried.evidence;
            }
        }
    }
    found
        .into_iter()
        .map(|(identifier, (commonness, carriers))| Entry {
            identifier,
            commonness,
            role: role(identifier, commonness),
            carriers: carriers
                .into_iter()
                .map(|(document, evidence)| Carrier {
                    document,
                    evidence,
                    sure: evidence.confidence >= rules.least_confidence
                        && !is_address_of_capture(identifier, evidence),
                })
                .collect(),
        })
        .collect()
}

/// The address of the page that a text was taken from ties nothing: it may be the page of one advert or a list of many.
fn is_address_of_capture(identifier: &Identifier, evidence: &Evidence) -> bool {
    identifier.kind == IdentifierKind::Url
        && matches!(evidence.site, Site::Capture(_, CaptureField::Url, _))
}

fn network(
    members: &[&Member],
    tied: &[Tied<'_>],
    cut: bool,
    weights: &Weights,
    weight: impl Fn(&Identifier) -> i64,
) -> Network {
    let sightings = || members.iter().flat_map(|member| &member.captures);
    let times: BTreeSet<StatedTime> = sightings().filter_map(|s| s.time).collect();
    let sources: BTreeSet<&String> = sightings().map(|s| &s.source).collect();
    let places: BTreeSet<&String> = sightings().filter_map(|s| s.place.as_ref()).collect();
    let ids: Vec<DocumentId> = members.iter().map(|member| member.stub.id).collect();
    let facts = facts::of(members, tied, weights.facts());
    let signs = signs(members);
    let assessment = assess(&signs, &facts, weights);
    Network {
        id: NetworkId::of(ids[0]),
        captures: sightings().count() as u64,
        first: times.first().map(|time| time.iso()),
        last: times.last().map(|time| time.iso()),
        sources: sources.into_iter().cloned().collect(),
        places: places.into_iter().cloned().collect(),
        identifiers: tied
            .iter()
            .map(|tied| NetworkIdentifier {
                identifier: tied.identifier.clone(),
                documents: tied.carriers.len() as u64,
                joins: tied.joins,
                hub: tied.hub,
                // A hub's count goes on changing without its documents being looked at again.
                millibits: if tied.joins {
                    weight(tied.identifier)
                } else {
                    0
                },
            })
            .collect(),
        urgent: members.iter().any(|member| member.stub.urgent),
        members: ids,
        facts,
        signs,
        cut,
        assessment,
    }
}

#[cfg(test)]
mod tests;
