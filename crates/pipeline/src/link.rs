//! Links to networks: what became dirty is rebuilt from its links, nothing else is read.
//!
//! A network is a pure function of its component's links and captures, so neither the order of arrival nor the number of
//! times that this runs matters.

use crate::{Error, Ports, Progress, Result};
use analysis::link::{Member, Role, Sighting, networks, role};
use analysis::score::Weights;
use futures_executor::block_on;
use model::{CaptureField, Commonness, DocumentId, Identifier, MentionType, Network, stated_time};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use store::{Caps, Carried, Common, Dirty, MemberRow, RecordedCommonness, Standing};

const CAPS: Caps = Caps {
    documents: Commonness::DOCUMENTS_CAP,
    contacts: Commonness::CONTACTS_CAP,
};
/// Notes of changed identifiers that are taken up at once.
const NOTES: usize = 16;
/// No store need give more notes of documents at once.
const NOTES_AT_ONCE: usize = 1_000;
/// Documents a transaction, unless one component is larger.
const DOCUMENTS: usize = 1_000;
/// How often linking begins anew when another linker wrote in between.
const TRIES: usize = 20;

/// What linking did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// Documents that were rebuilt.
    pub documents: u64,
    /// Networks that were written, those of one document included.
    pub networks: u64,
    /// Of these, leads.
    pub leads: u64,
    /// Whether it was stopped before the end.
    pub stopped: bool,
}

/// Up to which point linking goes.
pub struct Until<'a> {
    /// Notes that are taken up at once; each names up to some thousand documents.
    pub notes: usize,
    /// Asked after each batch of networks: whether to stop there.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// Hears of the networks that were written.
    pub written: &'a (dyn Fn(&[Network]) + Sync),
}

impl Default for Until<'_> {
    /// To the end.
    fn default() -> Self {
        Self {
            notes: usize::MAX,
            stop: &|| false,
            written: &|_| {},
        }
    }
}

/// Rebuilds everything that is dirty.
///
/// # Errors
/// The first fault of the store; what is still dirty stays so, and linking again goes on from there.
pub fn link(
    ports: Ports<'_>,
    until: &Until<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Linked> {
    let mut linked = Linked::default();
    let mut tries = 0;
    loop {
        match round(ports, until, progress, &mut linked) {
            Ok(true) => return Ok(linked),
            Ok(false) => tries = 0,
            // Another linker wrote what this one had read. What it did not come to is still noted.
            Err(Error::Store(store::Error::Conflict { .. })) if tries < TRIES => tries += 1,
            Err(error) => return Err(error),
        }
        if (until.stop)() {
            linked.stopped = true;
            return Ok(linked);
        }
    }
}

/// Takes up the notes that are there; `true` when there were none.
fn round(
    ports: Ports<'_>,
    until: &Until<'_>,
    progress: &(dyn Fn(Progress) + Sync),
    linked: &mut Linked,
) -> Result<bool> {
    // The notes come first: what is written after they were read has notes of its own. Counting first would let a chunk slip
    // in between, its documents made into networks with counts from before it, and its notes be cleared.
    let notes = block_on(ports.store.dirty_documents(until.notes))?;
    let roles_changed = record_commonness(ports, until)?;
    let of: usize = notes.iter().map(|note| note.documents.len()).sum();
    let mut batch = Batch::default();
    let mut done: FxHashSet<DocumentId> = FxHashSet::default();
    let mut at = 0;
    let tell = |at: usize| {
        progress(Progress::Linked {
            done: at as u64,
            of: of as u64,
        });
    };
    for note in &notes {
        for seed in &note.documents {
            at += 1;
            if done.contains(seed) {
                continue;
            }
            let component = component(ports, *seed)?;
            done.extend(component.iter().map(|member| member.standing.id));
            batch.add(component);
            if batch.rebuilt.len() >= DOCUMENTS {
                batch.put(ports, until, linked)?;
                tell(at);
                if (until.stop)() {
                    linked.stopped = true;
                    return Ok(true);
                }
            }
        }
        batch.notes.push(note.clone());
    }
    batch.put(ports, until, linked)?;
    tell(of);
    // Notes that were not taken up are left when there were many, and a role that changed just now made documents dirty.
    Ok(notes.len() < until.notes.min(NOTES_AT_ONCE) && !roles_changed)
}

/// Networks to be written together, and the notes that are done with then.
#[derive(Default)]
struct Batch {
    rebuilt: Vec<Standing>,
    networks: Vec<Network>,
    notes: Vec<Dirty>,
}

impl Batch {
    fn add(&mut self, component: Vec<MemberRow>) {
        self.rebuilt
            .extend(component.iter().map(|member| member.standing.clone()));
        let members: Vec<Member> = component
            .into_iter()
            .map(member)
            .filter(|m| !m.carries.is_empty())
            .collect();
        self.networks
            .extend(networks(&members, Weights::built_in()));
    }

    /// The notes go last: whatever breaks before is done again.
    fn put(&mut self, ports: Ports<'_>, until: &Until<'_>, linked: &mut Linked) -> Result<()> {
        block_on(ports.store.put_networks(&self.rebuilt, &self.networks))?;
        (until.written)(&self.networks);
        block_on(ports.store.clear_dirty(&self.notes))?;
        linked.documents += self.rebuilt.len() as u64;
        linked.networks += self.networks.len() as u64;
        let leads = self
            .networks
            .iter()
            .filter(|network| network.assessment.lead);
        linked.leads += leads.count() as u64;
        *self = Self::default();
        Ok(())
    }
}

/// Counts anew how common changed identifiers are; one whose role changed makes its documents dirty. Whether any may have.
fn record_commonness(ports: Ports<'_>, until: &Until<'_>) -> Result<bool> {
    let most = until.notes.min(NOTES);
    let mut roles_changed = false;
    loop {
        let changed = block_on(ports.store.changed_identifiers(most))?;
        if changed.is_empty() {
            return Ok(roles_changed);
        }
        let distinct: BTreeSet<&Identifier> = changed
            .iter()
            .flat_map(|changed| &changed.identifiers)
            .collect();
        let distinct: Vec<Identifier> = distinct.into_iter().cloned().collect();
        let counted = block_on(ports.store.commonness(&distinct, CAPS))?;
        // Another linker may have recorded a new role and not come to note the documents: the store does that then.
        roles_changed |= counted
            .iter()
            .any(|common| common.before.is_none() && common.version.is_some());
        let recorded: Vec<RecordedCommonness> = counted.into_iter().filter_map(recorded).collect();
        roles_changed |= recorded.iter().any(|recorded| recorded.rebuild);
        block_on(ports.store.record_commonness(&recorded))?;
        block_on(ports.store.clear_changed(&changed))?;
        // Fewer than were asked for are all that were noted when the dirty documents were read.
        if changed.len() < most {
            return Ok(roles_changed);
        }
    }
}

/// What is to be recorded; nothing when it is so already.
fn recorded(common: Common) -> Option<RecordedCommonness> {
    if common.before == Some(common.now) {
        return None;
    }
    let now = role(&common.identifier, common.now);
    let hub = match now {
        Role::Hub(reason) => Some(reason),
        Role::Joins | Role::Seen => None,
    };
    let rebuild = common
        .before
        .is_some_and(|before| role(&common.identifier, before) != now);
    Some(RecordedCommonness {
        key: common.key,
        version: common.version,
        commonness: common.now,
        hub,
        rebuild,
    })
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
