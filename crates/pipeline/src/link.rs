//! Links to networks: what became dirty is rebuilt from its links, nothing else is read.
//!
//! A network is a pure function of its component's links and captures, so neither the order of arrival nor the number of
//! times that this runs matters.

use crate::{Error, Ports, Progress, Result};
use analysis::link::{Member, Role, Sighting, networks, role};
use analysis::score::Weights;
use futures_executor::block_on;
use model::{
    CaptureField, Commonness, DocumentId, HubReason, Identifier, MentionType, Network, stated_time,
};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use store::{
    Caps, Carried, Changes, Common, Counted, MemberRow, Noted, RecordedCommonness, Round, reached,
};

const CAPS: Caps = Caps {
    documents: Commonness::DOCUMENTS_CAP,
    contacts: Commonness::CONTACTS_CAP,
};
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
    /// Notes that are taken up at once; each names up to a thousand documents.
    pub notes: usize,
    /// Documents that are taken up at once, unless a single note names more.
    pub documents: usize,
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
            documents: usize::MAX,
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
    let noted = block_on(ports.store.changes(until.notes))?;
    link_from(ports, noted, until, progress)
}

/// The same from notes that were read already.
pub(crate) fn link_from(
    ports: Ports<'_>,
    mut noted: Noted,
    until: &Until<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Linked> {
    let mut linked = Linked::default();
    let mut tries = 0;
    loop {
        let mut unfinished = Vec::new();
        let again = match round(ports, &noted, tries > 0, until, progress, &mut linked) {
            Ok(again) => {
                tries = 0;
                again
            }
            // Another linker wrote what this one had read. It may clear the notes that both took up, while what was begun
            // here stands half written over what it wrote: so whoever is refused ends what they began.
            Err(Error::Store(store::Error::Conflict { .. })) if tries < TRIES => {
                tries += 1;
                unfinished = std::mem::take(&mut noted.changes);
                true
            }
            Err(error) => return Err(error),
        };
        if !again {
            return Ok(linked);
        }
        if unfinished.is_empty() && (until.stop)() {
            linked.stopped = true;
            return Ok(linked);
        }
        noted = block_on(ports.store.changes(until.notes))?;
        unfinished.retain(|note| noted.changes.iter().all(|other| other.mark != note.mark));
        noted.changes.splice(0..0, unfinished);
    }
}

/// Links what is noted; whether there may be more.
fn round(
    ports: Ports<'_>,
    noted: &Noted,
    wary: bool,
    until: &Until<'_>,
    progress: &(dyn Fn(Progress) + Sync),
    linked: &mut Linked,
) -> Result<bool> {
    if noted.changes.is_empty() {
        return Ok(false);
    }
    // The notes came first: what is written after they were read has notes of its own. Counting first would let a chunk slip
    // in between, its documents made into networks with counts from before it, and its notes be cleared.
    let mut round = Round::new(wary);
    let mut changes: Vec<Changes> = Vec::new();
    for next in &noted.changes {
        if !changes.is_empty() && round.dirty.len() + next.documents.len() > until.documents {
            break;
        }
        round.dirty.extend(&next.documents);
        changes.push(next.clone());
    }
    let mut more = noted.more || changes.len() < noted.changes.len();
    block_on(ports.store.begin_round(&mut round))?;
    // A role that changed just now made documents dirty: they are linked with the others, which most of them are.
    for also in record_commonness(ports, &changes, &mut round)? {
        let documents = also.documents.iter();
        let new = documents.filter(|id| !round.dirty.contains(*id)).count();
        if new > 0 && round.dirty.len() + new > until.documents {
            more = true;
            continue;
        }
        round.dirty.extend(&also.documents);
        changes.push(also);
    }
    let of = round.dirty.len() as u64;
    let mut batch = Batch::default();
    let mut done: FxHashSet<DocumentId> = FxHashSet::default();
    let mut at = 0;
    let tell = |done: u64| progress(Progress::Linked { done, of });
    for changes in &changes {
        for seed in &changes.documents {
            if done.contains(seed) {
                continue;
            }
            let component = block_on(ports.store.component(*seed, &round, leads_on))?;
            for member in &component {
                let id = member.standing.id;
                at += u64::from(done.insert(id) && round.dirty.contains(&id));
            }
            batch.add(component);
            if batch.documents >= DOCUMENTS {
                batch.put(ports, &round, until, linked)?;
                tell(at);
                if !wary && (until.stop)() {
                    // However long a note is and however little time there was: the next one goes on from here.
                    let left = changes.documents.iter().filter(|id| !done.contains(*id));
                    let left: Vec<DocumentId> = left.copied().collect();
                    if left.len() < changes.documents.len() {
                        block_on(ports.store.leave_noted(changes, &left))?;
                    }
                    linked.stopped = true;
                    return Ok(false);
                }
            }
        }
        batch.done.push(changes.clone());
    }
    batch.put(ports, &round, until, linked)?;
    tell(of);
    Ok(more)
}

/// Networks to be written together, and the notes that are done with then.
#[derive(Default)]
struct Batch {
    components: Vec<Vec<MemberRow>>,
    documents: usize,
    networks: Vec<Network>,
    done: Vec<Changes>,
}

impl Batch {
    fn add(&mut self, component: Vec<MemberRow>) {
        self.documents += component.len();
        let members: Vec<Member> = component
            .iter()
            .filter(|row| !row.carries.is_empty())
            .map(member)
            .collect();
        self.networks
            .extend(networks(&members, Weights::built_in()));
        self.components.push(component);
    }

    /// The notes go last: whatever breaks before is done again.
    fn put(
        &mut self,
        ports: Ports<'_>,
        round: &Round,
        until: &Until<'_>,
        linked: &mut Linked,
    ) -> Result<()> {
        let put = ports
            .store
            .put_networks(&self.components, &self.networks, round);
        block_on(put)?;
        (until.written)(&self.networks);
        block_on(ports.store.clear_changes(&self.done))?;
        linked.documents += self.documents as u64;
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

/// Counts anew how common changed identifiers are. One whose role changed makes its documents dirty: returns those notes.
fn record_commonness(
    ports: Ports<'_>,
    changes: &[Changes],
    round: &mut Round,
) -> Result<Vec<Changes>> {
    let distinct: BTreeSet<&Identifier> = changes
        .iter()
        .flat_map(|changes| &changes.identifiers)
        .collect();
    if distinct.is_empty() {
        return Ok(Vec::new());
    }
    let distinct: Vec<Identifier> = distinct.into_iter().cloned().collect();
    let counted = block_on(ports.store.commonness(&distinct, CAPS))?;
    round.counted = counted
        .iter()
        .map(|common| {
            let counted = Counted {
                commonness: common.now,
                hub: hub(&common.identifier, common.now),
                carriers: common.carriers.clone(),
            };
            (common.key, counted)
        })
        .collect();
    let recorded: Vec<RecordedCommonness> = counted.into_iter().filter_map(recorded).collect();
    Ok(block_on(ports.store.record_commonness(&recorded))?)
}

fn hub(identifier: &Identifier, commonness: Commonness) -> Option<HubReason> {
    match role(identifier, commonness) {
        Role::Hub(reason) => Some(reason),
        Role::Joins | Role::Seen => None,
    }
}

/// What is to be recorded; nothing when it is so already.
fn recorded(common: Common) -> Option<RecordedCommonness> {
    if common.before == Some(common.now) {
        return None;
    }
    let now = role(&common.identifier, common.now);
    let hub = hub(&common.identifier, common.now);
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

/// All documents that can be reached from `seed` over identifiers that join, as the links have it.
pub(crate) fn component(ports: Ports<'_>, seed: DocumentId) -> Result<Vec<MemberRow>> {
    Ok(block_on(reached(ports.store, seed, leads_on))?)
}

/// A stored document as the analysis takes it.
pub(crate) fn member(row: &MemberRow) -> Member {
    let carries = row.carries.iter().map(|carried| analysis::link::Carried {
        identifier: carried.identifier.clone(),
        evidence: carried.evidence.clone(),
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
        stub: row.stub.clone(),
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
