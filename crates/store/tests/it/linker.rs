//! A small linker over the ports: it joins whatever shares an identifier.

use crate::made::network;
use futures_executor::block_on;
use model::{DocumentId, Identifier, Network};
use std::collections::BTreeSet;
use store::azure::Azure;
use store::*;

const CAPS: Caps = Caps {
    documents: 1_000,
    contacts: 12,
};

pub(crate) fn leads_on(carried: &Carried) -> bool {
    carried.commonness.documents > 1
}

/// One round: whether there was nothing to do. What another linker wrote in between is an error; the notes that were taken up
/// are left in `unfinished`, for the next round to take up as well.
pub(crate) fn round(azure: &Azure, unfinished: &mut Vec<Changes>) -> Result<bool> {
    let mut notes = block_on(azure.changes(100))?.changes;
    let mut round = Round::new(!unfinished.is_empty());
    unfinished.retain(|note| notes.iter().all(|other| other.mark != note.mark));
    notes.append(unfinished);
    unfinished.extend(notes.iter().cloned());
    let documents = notes.iter().flat_map(|note| &note.documents);
    round.dirty.extend(documents);
    block_on(azure.begin_round(&mut round))?;
    let identifiers: BTreeSet<Identifier> = notes
        .iter()
        .flat_map(|note| note.identifiers.iter().cloned())
        .collect();
    let identifiers: Vec<Identifier> = identifiers.into_iter().collect();
    let counted = block_on(azure.commonness(&identifiers, CAPS))?;
    let recorded: Vec<RecordedCommonness> = counted
        .iter()
        .filter(|common| common.before != Some(common.now))
        .map(|common| RecordedCommonness {
            key: common.key,
            version: common.version.clone(),
            commonness: common.now,
            hub: None,
            rebuild: false,
        })
        .collect();
    block_on(azure.record_commonness(&recorded))?;
    round.counted.extend(counted.iter().map(|common| {
        let counted = Counted {
            commonness: common.now,
            hub: None,
            carriers: common.carriers.clone(),
        };
        (common.key, counted)
    }));
    let mut done = BTreeSet::new();
    for seed in notes.iter().flat_map(|note| &note.documents) {
        if !done.contains(seed) {
            rebuild(azure, *seed, &round, &mut done)?;
        }
    }
    block_on(azure.clear_changes(&notes))?;
    unfinished.clear();
    Ok(notes.is_empty())
}

/// Rebuilds the component of a document.
fn rebuild(
    azure: &Azure,
    seed: DocumentId,
    round: &Round,
    done: &mut BTreeSet<DocumentId>,
) -> Result<()> {
    let rows = block_on(azure.component(seed, round, leads_on))?;
    let members: BTreeSet<DocumentId> = rows.iter().map(|row| row.standing.id).collect();
    let networks: Vec<Network> = Some(members.clone())
        .filter(|members| !members.is_empty())
        .map(network)
        .into_iter()
        .collect();
    block_on(azure.put_networks(&[rows], &networks, round))?;
    done.extend(members);
    Ok(())
}

/// Links to the end.
pub(crate) fn link(azure: &Azure) -> Result<()> {
    while !round(azure, &mut Vec::new())? {}
    Ok(())
}
