//! A small linker over the ports: it joins whatever shares an identifier.

use crate::made::network;
use futures_executor::block_on;
use model::{DocumentId, Identifier, Network};
use std::collections::BTreeSet;
use std::time::Duration;
use store::azure::Azure;
use store::*;

const CAPS: Caps = Caps {
    documents: 1_000,
    contacts: 12,
};

pub(crate) fn leads_on(carried: &Carried) -> bool {
    carried.commonness.documents > 1
}

/// One round: whether there was nothing to do, and how often another linker wrote in between.
pub(crate) fn round(azure: &Azure) -> Result<(bool, usize)> {
    let notes = block_on(azure.changes(100))?.changes;
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
    let knows = |wary| {
        let mut round = Round::new(wary);
        let documents = notes.iter().flat_map(|note| &note.documents);
        round.dirty.extend(documents);
        round.counted.extend(counted.iter().map(|common| {
            let counted = Counted {
                commonness: common.now,
                hub: None,
                carriers: common.carriers.clone(),
            };
            (common.key, counted)
        }));
        round
    };
    let first = knows(false);
    let mut conflicts = 0;
    let mut done = BTreeSet::new();
    for seed in notes.iter().flat_map(|note| &note.documents) {
        if done.contains(seed) || rebuild(azure, *seed, &first, &mut done)? {
            continue;
        }
        loop {
            conflicts += 1;
            // Two that meet again and again come apart by waiting differently long.
            std::thread::sleep(Duration::from_millis(
                u64::from(seed.as_bytes()[conflicts % 16]) / 4,
            ));
            if rebuild(azure, *seed, &knows(true), &mut done)? {
                break;
            }
        }
    }
    block_on(azure.clear_changes(&notes))?;
    Ok((notes.is_empty(), conflicts))
}

/// Rebuilds the component of a document; `false` when another linker wrote in between.
fn rebuild(
    azure: &Azure,
    seed: DocumentId,
    round: &Round,
    done: &mut BTreeSet<DocumentId>,
) -> Result<bool> {
    let rows = block_on(azure.component(seed, round, leads_on))?;
    let members: BTreeSet<DocumentId> = rows.iter().map(|row| row.standing.id).collect();
    let networks: Vec<Network> = Some(members.clone())
        .filter(|members| !members.is_empty())
        .map(network)
        .into_iter()
        .collect();
    match block_on(azure.put_networks(&[rows], &networks, round)) {
        Err(Error::Conflict { .. }) => Ok(false),
        other => {
            done.extend(members);
            other.map(|()| true)
        }
    }
}

/// Links to the end.
pub(crate) fn link(azure: &Azure) -> Result<()> {
    while !round(azure)?.0 {}
    Ok(())
}
