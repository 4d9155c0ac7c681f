//! Links to networks: what became dirty is rebuilt from its links, nothing else is read.
//!
//! A network is a pure function of its component's links and captures, so neither the order of arrival nor the number of
//! times that this runs matters.

use crate::{Ports, Progress, Result};
use analysis::link::{Member, Role, Sighting, networks, role};
use analysis::score::Weights;
use futures_executor::block_on;
use model::{CaptureField, Commonness, DocumentId, MentionType, Network, stated_time};
use rustc_hash::FxHashSet;
use store::{Caps, Carried, MemberRow, RecordedCommonness};

const CAPS: Caps = Caps {
    documents: Commonness::DOCUMENTS_CAP,
    contacts: Commonness::CONTACTS_CAP,
};
/// Identifiers a transaction.
const IDENTIFIERS: usize = 2_000;
/// Documents a transaction, unless one component is larger.
const DOCUMENTS: usize = 1_000;

/// What linking did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// Documents that were rebuilt.
    pub documents: u64,
    /// Networks that were written, those of one document included.
    pub networks: u64,
    /// Of these, leads.
    pub leads: u64,
}

/// Rebuilds everything that is dirty.
///
/// # Errors
/// The first fault of the store; what is still dirty stays so, and linking again goes on from there.
pub fn link(ports: Ports<'_>, progress: &(dyn Fn(Progress) + Sync)) -> Result<Linked> {
    record_commonness(ports)?;
    let dirty = block_on(ports.store.dirty_documents())?;
    let mut linked = Linked::default();
    let mut done: FxHashSet<DocumentId> = FxHashSet::default();
    let (mut rebuilt, mut made) = (Vec::new(), Vec::new());
    for (at, seed) in dirty.iter().enumerate() {
        if done.contains(seed) {
            continue;
        }
        let component = component(ports, *seed)?;
        done.extend(component.iter().map(|member| member.stub.id));
        rebuilt.extend(component.iter().map(|member| member.stub.id));
        let members: Vec<Member> = component
            .into_iter()
            .map(member)
            .filter(|m| !m.carries.is_empty())
            .collect();
        made.extend(networks(&members, Weights::built_in()));
        if rebuilt.len() >= DOCUMENTS {
            put(ports, &mut rebuilt, &mut made, &mut linked)?;
            progress(Progress::Linked {
                done: at as u64 + 1,
                of: dirty.len() as u64,
            });
        }
    }
    put(ports, &mut rebuilt, &mut made, &mut linked)?;
    progress(Progress::Linked {
        done: dirty.len() as u64,
        of: dirty.len() as u64,
    });
    Ok(linked)
}

fn put(
    ports: Ports<'_>,
    rebuilt: &mut Vec<DocumentId>,
    made: &mut Vec<Network>,
    linked: &mut Linked,
) -> Result<()> {
    block_on(ports.store.put_networks(rebuilt, made))?;
    linked.documents += rebuilt.len() as u64;
    linked.networks += made.len() as u64;
    linked.leads += made
        .iter()
        .filter(|network| network.assessment.lead)
        .count() as u64;
    rebuilt.clear();
    made.clear();
    Ok(())
}

/// Counts anew how common changed identifiers are; one whose role changed makes its documents dirty.
fn record_commonness(ports: Ports<'_>) -> Result<()> {
    loop {
        let changed = block_on(ports.store.changed_identifiers(CAPS, IDENTIFIERS))?;
        if changed.is_empty() {
            return Ok(());
        }
        let recorded: Vec<RecordedCommonness> = changed
            .iter()
            .map(|common| {
                let now = role(&common.identifier, common.now);
                let hub = match now {
                    Role::Hub(reason) => Some(reason),
                    Role::Joins | Role::Seen => None,
                };
                let rebuild = common
                    .before
                    .is_some_and(|before| role(&common.identifier, before) != now);
                RecordedCommonness {
                    key: common.key,
                    commonness: common.now,
                    hub,
                    rebuild,
                }
            })
            .collect();
        block_on(ports.store.record_commonness(&recorded))?;
    }
}

/// Whether an identifier that a document carries leads to other documents.
fn leads_on(carried: &Carried) -> bool {
    carried.commonness.documents > 1
        && matches!(role(&carried.identifier, carried.commonness), Role::Joins)
}

/// All documents that can be reached from `seed` over identifiers that join.
pub(crate) fn component(ports: Ports<'_>, seed: DocumentId) -> Result<Vec<MemberRow>> {
    let mut reached: FxHashSet<DocumentId> = FxHashSet::from_iter([seed]);
    let mut followed = FxHashSet::default();
    let mut members = Vec::new();
    let mut next = vec![seed];
    while !next.is_empty() {
        let rows = block_on(ports.store.members(&next))?;
        next.clear();
        for carried in rows
            .iter()
            .flat_map(|row| &row.carries)
            .filter(|carried| leads_on(carried))
        {
            if followed.insert(carried.key) {
                next.extend(
                    block_on(ports.store.carriers(carried.key))?
                        .into_iter()
                        .filter(|id| reached.insert(*id)),
                );
            }
        }
        members.extend(rows);
    }
    Ok(members)
}

/// A stored document as the analysis takes it.
pub(crate) fn member(row: MemberRow) -> Member {
    let carries = row
        .carries
        .into_iter()
        .map(|carried| analysis::link::Carried {
            identifier: carried.identifier,
            evidence: carried.evidence,
            commonness: carried.commonness,
        });
    let sightings = row.captures.iter().map(|capture| Sighting {
        capture: capture.id,
        source: capture.source.clone(),
        time: [CaptureField::Posted, CaptureField::Captured]
            .into_iter()
            .find_map(|field| stated_time(capture.fields.get(field)?)),
        place: place_label(capture),
    });
    Member {
        carries: carries.collect(),
        captures: sightings.collect(),
        stub: row.stub,
    }
}

/// The place of a capture in one spelling: as the gazetteer has it, else as stated.
pub(crate) fn place_label(capture: &model::Capture) -> Option<String> {
    let known = capture
        .mentions
        .iter()
        .find(|m| m.field == CaptureField::Place && m.mention.kind == MentionType::Place);
    match known {
        Some(known) => Some(match known.mention.attributes.get("country") {
            Some(model::Attribute::Text(country)) => format!("{}, {country}", known.mention.value),
            _ => known.mention.value.clone(),
        }),
        None => capture
            .fields
            .place
            .as_deref()
            .map(|place| place.trim().to_lowercase())
            .filter(|p| !p.is_empty()),
    }
}
