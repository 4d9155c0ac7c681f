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

/// One round: whether there was nothing to do, and how often another linker wrote in between. Dirty documents are read before the changed identifiers
/// are counted, because they are noted after them.
pub(crate) fn round(azure: &Azure) -> Result<(bool, usize)> {
    let dirty = block_on(azure.dirty_documents(100))?;
    let changed = block_on(azure.changed_identifiers(100))?;
    let identifiers: BTreeSet<Identifier> = changed
        .iter()
        .flat_map(|changed| changed.identifiers.iter().cloned())
        .collect();
    let identifiers: Vec<Identifier> = identifiers.into_iter().collect();
    let counted = block_on(azure.commonness(&identifiers, CAPS))?;
    let recorded: Vec<RecordedCommonness> = counted
        .into_iter()
        .filter(|common| common.before != Some(common.now))
        .map(|common| RecordedCommonness {
            key: common.key,
            version: common.version,
            commonness: common.now,
            hub: None,
            rebuild: false,
        })
        .collect();
    block_on(azure.record_commonness(&recorded))?;
    block_on(azure.clear_changed(&changed))?;
    let mut conflicts = 0;
    let mut done = BTreeSet::new();
    for seed in dirty.iter().flat_map(|note| &note.documents) {
        if done.contains(seed) {
            continue;
        }
        while !rebuild(azure, *seed, &mut done)? {
            conflicts += 1;
            // Two that meet again and again come apart by waiting differently long.
            std::thread::sleep(Duration::from_millis(
                u64::from(seed.as_bytes()[conflicts % 16]) / 4,
            ));
        }
    }
    block_on(azure.clear_dirty(&dirty))?;
    Ok((dirty.is_empty() && changed.is_empty(), conflicts))
}

/// Rebuilds the component of a document; `false` when another linker wrote in between.
fn rebuild(azure: &Azure, seed: DocumentId, done: &mut BTreeSet<DocumentId>) -> Result<bool> {
    let mut reached = BTreeSet::from([seed]);
    let mut next = vec![seed];
    let mut rows = Vec::new();
    while !next.is_empty() {
        let read = block_on(azure.members(&next))?;
        next.clear();
        for carried in read.iter().flat_map(|row| &row.carries) {
            if carried.commonness.documents > 1 {
                let carriers = block_on(azure.carriers(carried.key))?;
                next.extend(carriers.into_iter().filter(|id| reached.insert(*id)));
            }
        }
        rows.extend(read);
    }
    let standings: Vec<Standing> = rows.into_iter().map(|row| row.standing).collect();
    let members: BTreeSet<DocumentId> = standings.iter().map(|standing| standing.id).collect();
    let networks: Vec<Network> = Some(members)
        .filter(|members| !members.is_empty())
        .map(network)
        .into_iter()
        .collect();
    match block_on(azure.put_networks(&standings, &networks)) {
        Err(Error::Conflict { .. }) => Ok(false),
        other => {
            done.extend(reached);
            other.map(|()| true)
        }
    }
}

/// Links to the end.
pub(crate) fn link(azure: &Azure) -> Result<()> {
    while !round(azure)?.0 {}
    Ok(())
}
