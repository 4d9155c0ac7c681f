//! Cells: the rows of a component beside its network, so that a document that joins does not make all the others be read.
//!
//! A cell lies in the partition of the document that names the network and is written in one transaction with that
//! document's standing; so whoever writes over the standing that was read before the cell has not decided about an old one.
//! It holds rows as they were linked last. A row grows old only with a note of its document, and what is noted is read as
//! it is now; an erasure takes the cell away. Components that fall into several networks have none, nor have small ones:
//! reading a few documents costs less than writing a cell.

use super::cosmos::{Item, item};
use super::failure::unreadable;
use super::items::{At, length, take, with};
use super::standing::Read;
use super::whole::naming;
use super::{Azure, Place};
use crate::ports::DirtyRows;
use crate::{Carried, LeadsOn, MemberRow, Result, Round};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::{
    Capture, Commonness, DocumentId, DocumentStub, Evidence, HubReason, Identifier, Network,
    NetworkId,
};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::io::Read as _;
use std::sync::{MutexGuard, PoisonError};

/// The id of the one such item in a document's partition; beyond those that make a document.
pub(super) const CELL: &str = "rows";
/// Fewer documents are read one by one.
const LEAST: usize = 4;
/// Bytes of a cell; what is larger is none, so that it fits into a transaction with its network.
const MOST: usize = 1_000_000;
/// Bytes of dirty documents' rows that are kept from their first reading to their turn.
const ROOM: usize = 32 << 20;
/// Dirty documents that are read at once.
const AT_ONCE: usize = 32;
/// No cell of ours is longer when it is unpacked.
const LONGEST: u64 = 256 << 20;

#[derive(Serialize, Deserialize)]
struct Tie {
    i: Identifier,
    e: Evidence,
    n: Commonness,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    h: Option<HubReason>,
}

#[derive(Serialize, Deserialize)]
struct Row {
    stub: DocumentStub,
    ties: Vec<Tie>,
    captures: Vec<Capture>,
}

/// The cell of a component that is one network.
pub(super) fn cell_item(network: &Network, component: &[MemberRow]) -> Result<Option<Value>> {
    if component.len() < LEAST || component.len() != network.members.len() {
        return Ok(None);
    }
    let rows: Vec<Row> = component
        .iter()
        .map(|row| Row {
            stub: row.stub.clone(),
            ties: row
                .carries
                .iter()
                .map(|carried| Tie {
                    i: carried.identifier.clone(),
                    e: carried.evidence.clone(),
                    n: carried.commonness,
                    h: carried.hub,
                })
                .collect(),
            captures: row.captures.clone(),
        })
        .collect();
    let text = serde_json::to_vec(&rows)?;
    let zipped = zstd::bulk::compress(&text, 3).map_err(|_| unreadable("zstd"))?;
    let document = naming(network.id).to_string();
    let cell = with(
        json!({ "zstd": STANDARD.encode(zipped) }),
        &[("id", CELL), ("document", &document)],
    )?;
    Ok(Some(cell).filter(|cell| length(cell) <= MOST))
}

fn unpacked(mut cell: Value) -> Result<Vec<Row>> {
    let damaged = || unreadable("a stored cell");
    let zipped: String = item(take(&mut cell, "zstd"))?;
    let zipped = STANDARD.decode(zipped).map_err(|_| damaged())?;
    let mut text = Vec::new();
    zstd::stream::read::Decoder::with_buffer(zipped.as_slice())
        .map_err(|_| damaged())?
        .take(LONGEST)
        .read_to_end(&mut text)
        .map_err(|_| damaged())?;
    Ok(serde_json::from_slice(&text)?)
}

fn kept(dirty: &DirtyRows) -> MutexGuard<'_, FxHashMap<DocumentId, MemberRow>> {
    dirty.rows.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a row takes in memory, roughly.
fn bytes(row: &MemberRow) -> usize {
    let mentions: usize = row.captures.iter().map(|c| c.mentions.len()).sum();
    1_000 * (1 + row.captures.len()) + 500 * (mentions + row.carries.len())
}

/// What was met on the way through a component.
#[derive(Default)]
struct Way {
    rows: Vec<MemberRow>,
    met: FxHashSet<DocumentId>,
    followed: FxHashSet<model::IdentifierKey>,
    cells: FxHashSet<NetworkId>,
    next: Vec<DocumentId>,
}

impl Azure {
    /// See [`crate::Store::component`].
    pub(super) async fn component_now(
        &self,
        seed: DocumentId,
        round: &Round,
        leads_on: LeadsOn,
    ) -> Result<Vec<MemberRow>> {
        let dirty = self.dirty_rows(round, leads_on).await?;
        let mut way = Way {
            next: vec![seed],
            ..Way::default()
        };
        while !way.next.is_empty() {
            let mut outside = Vec::new();
            let mut fresh = Vec::new();
            let mut dropped = Vec::new();
            for id in std::mem::take(&mut way.next) {
                if way.met.contains(&id) {
                    continue;
                }
                if !round.dirty.contains(&id) {
                    outside.push(id);
                } else if way.met.insert(id) {
                    match kept(dirty).remove(&id) {
                        Some(row) => fresh.push(row),
                        None => dropped.push(id),
                    }
                }
            }
            fresh.extend(self.rows(&dropped, round).await?);
            for row in &fresh {
                self.open_cell_of_row(row, &mut way, dirty, round, leads_on)
                    .await?;
            }
            // Where one document of an identifier has a cell, the others are in it.
            while let Some(first) = outside.iter().find(|id| !way.met.contains(id)).copied() {
                if !self
                    .open_cell_around(first, &mut way, dirty, round, leads_on)
                    .await?
                {
                    break;
                }
            }
            outside.retain(|id| way.met.insert(*id));
            let read = self.rows(&outside, round).await?;
            for row in &read {
                self.open_cell_of_row(row, &mut way, dirty, round, leads_on)
                    .await?;
            }
            fresh.extend(read);
            for carried in fresh.iter().flat_map(|row| &row.carries) {
                if !leads_on(carried) || !way.followed.insert(carried.key) {
                    continue;
                }
                let counted = round.counted.get(&carried.key);
                match counted.and_then(|counted| counted.carriers.as_ref()) {
                    Some(carriers) => way.next.extend(carriers),
                    None => way.next.extend(self.carriers_now(carried.key).await?),
                }
            }
            way.rows.extend(fresh);
        }
        Ok(way.rows)
    }

    /// The dirty documents as they are now: all are read at the round's first component, because who meets a cell must know
    /// which of them carry something of it.
    async fn dirty_rows<'a>(&self, round: &'a Round, leads_on: LeadsOn) -> Result<&'a DirtyRows> {
        if let Some(read) = round.read.get() {
            return Ok(read);
        }
        let mut ids: Vec<DocumentId> = round.dirty.iter().copied().collect();
        ids.sort();
        let mut dirty = DirtyRows::default();
        let mut room = ROOM;
        for ids in ids.chunks(AT_ONCE) {
            for row in self.rows(ids, round).await? {
                for carried in row.carries.iter().filter(|carried| leads_on(carried)) {
                    let carriers = dirty.carriers.entry(carried.key).or_default();
                    carriers.push(row.standing.id);
                }
                // What there is no room for is read again when its turn comes.
                if let Some(left) = room.checked_sub(bytes(&row)) {
                    room = left;
                    kept(&dirty).insert(row.standing.id, row);
                }
            }
        }
        Ok(round.read.get_or_init(|| dirty))
    }

    async fn open_cell_of_row(
        &self,
        row: &MemberRow,
        way: &mut Way,
        dirty: &DirtyRows,
        round: &Round,
        leads_on: LeadsOn,
    ) -> Result<()> {
        let read = Read::of(&row.standing).filter(|read| read.cell);
        let (Some(network), Some(read)) = (row.standing.network, read) else {
            return Ok(());
        };
        let Some(etag) = read.naming else {
            return Ok(());
        };
        let at = Item {
            value: At {
                network: Some(network),
                epoch: read.epoch,
                size: read.size,
                cell: true,
            },
            etag,
        };
        self.open_cell(network, &at, way, dirty, round, leads_on)
            .await
    }

    /// Opens the cell that holds a document; `false` when there is none.
    async fn open_cell_around(
        &self,
        id: DocumentId,
        way: &mut Way,
        dirty: &DirtyRows,
        round: &Round,
        leads_on: LeadsOn,
    ) -> Result<bool> {
        if round.wary {
            return Ok(false);
        }
        let Some(own) = self.at(id).await? else {
            return Ok(false);
        };
        let Some(network) = own.value.network else {
            return Ok(false);
        };
        let epoch = own.value.epoch.clone();
        let at = if naming(network) == id {
            Some(own)
        } else {
            self.at(naming(network)).await?
        };
        let Some(at) = at.filter(|at| {
            at.value.cell && at.value.network == Some(network) && at.value.epoch == epoch
        }) else {
            return Ok(false);
        };
        self.open_cell(network, &at, way, dirty, round, leads_on)
            .await?;
        Ok(way.met.contains(&id))
    }

    /// Takes in the rows of a cell that are not dirty; what is dirty in it or carries something of it is next.
    async fn open_cell(
        &self,
        network: NetworkId,
        at: &Item<At>,
        way: &mut Way,
        dirty: &DirtyRows,
        round: &Round,
        leads_on: LeadsOn,
    ) -> Result<()> {
        if round.wary || !way.cells.insert(network) {
            return Ok(());
        }
        let cell = self
            .cosmos
            .read::<Value>(Place::Documents, &naming(network).to_string(), CELL)
            .await?;
        let Some(cell) = cell else {
            return Ok(());
        };
        for row in unpacked(cell.value)? {
            let id = row.stub.id;
            let carries: Vec<Carried> = row
                .ties
                .into_iter()
                .map(|tie| {
                    let key = self.key_of(&tie.i);
                    let counted = round.counted.get(&key);
                    Carried {
                        key,
                        identifier: tie.i,
                        evidence: tie.e,
                        commonness: counted.map_or(tie.n, |counted| counted.commonness),
                        hub: counted.map_or(tie.h, |counted| counted.hub),
                    }
                })
                .collect();
            for carried in carries.iter().filter(|carried| leads_on(carried)) {
                // Who carries it and is not dirty is in this cell.
                way.followed.insert(carried.key);
                if let Some(carriers) = dirty.carriers.get(&carried.key) {
                    way.next.extend(carriers);
                }
            }
            if round.dirty.contains(&id) {
                way.next.push(id);
            } else if way.met.insert(id) {
                way.rows.push(MemberRow {
                    standing: Read::in_cell(id, network, at),
                    stub: row.stub,
                    carries,
                    captures: row.captures,
                });
            }
        }
        Ok(())
    }
}
