//! Networks written over what was read.

use super::cell::{CELL, cell_item};
use super::cosmos::Change;
use super::failure::About;
use super::items::At;
use super::link::{network_item, unique};
use super::standing::{Own, Read};
use super::whole::naming;
use super::{Azure, Place};
use crate::{MemberRow, Result, Round, Standing};
use futures::future::join_all;
use model::{DocumentId, Network, NetworkId};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Standings written at the same time.
const AT_ONCE: usize = 16;

impl Azure {
    pub(super) async fn put_networks_now(
        &self,
        components: &[Vec<MemberRow>],
        networks: &[Network],
        round: &Round,
    ) -> Result<()> {
        let mut standings: Vec<Standing> = components
            .iter()
            .flatten()
            .map(|row| row.standing.clone())
            .collect();
        let mut plan = Plan::of(&standings, networks)?;
        if !plan.unread.is_empty() {
            self.read_standings(&mut standings, &plan.unread).await?;
            plan = Plan::of(&standings, networks)?;
        }
        plan.add_cells(components, round)?;
        // Documents that name or named a network, then those that only point to one. What is not written now is still noted.
        self.write_all(&plan.naming).await?;
        self.write_all(&plan.pointing).await
    }

    /// Reads the standings of documents that came with a cell and are to be written. Nothing was written yet, and what is
    /// written first is what named their networks, over the version that the decision rests on: so it is as good to read
    /// them now as it was then, as long as they are what the cell says.
    async fn read_standings(
        &self,
        standings: &mut [Standing],
        unread: &BTreeSet<DocumentId>,
    ) -> Result<()> {
        let now = self.standings_of(unread.iter().copied()).await?;
        for standing in standings {
            if !unread.contains(&standing.id) {
                continue;
            }
            let conflict = || About::new("document", standing.id).conflict();
            let at = now.get(&standing.id).and_then(Option::as_ref);
            let at = at.ok_or_else(conflict)?;
            let mut read = Read::of(standing).ok_or_else(conflict)?;
            if at.value.network != standing.network || at.value.epoch != read.epoch {
                return Err(conflict());
            }
            read.own = Own::Version(at.etag.clone());
            standing.version = Some(read.text());
        }
        Ok(())
    }

    /// Writes in the order of ids, the first one alone: of two linkers that meet one stops there, and the other one gets
    /// through with everything.
    async fn write_all(&self, writes: &[Write<'_>]) -> Result<()> {
        let mut left = writes;
        let mut at_once = 1;
        while !left.is_empty() {
            let (now, later) = left.split_at(at_once.min(left.len()));
            let written = join_all(now.iter().map(|write| self.write(write))).await;
            written.into_iter().collect::<Result<()>>()?;
            (left, at_once) = (later, AT_ONCE);
        }
        Ok(())
    }

    async fn write(&self, write: &Write<'_>) -> Result<()> {
        let partition = write.document.to_string();
        let item = write.at.item(write.document)?;
        let standing = match &write.over {
            None => Change::Create(item),
            Some(etag) => Change::Replace(At::ID.to_owned(), item, etag.clone()),
        };
        let mut changes = vec![standing];
        if let Some(network) = write.network {
            changes.push(Change::Upsert(network_item(network)?));
        } else if write.delete {
            changes.push(Change::Delete(NetworkId::of(write.document).to_string()));
        }
        if let Some(cell) = &write.cell {
            changes.push(Change::Upsert(cell.clone()));
        } else if write.had_cell {
            changes.push(Change::Delete(CELL.to_owned()));
        }
        if self
            .cosmos
            .transact(Place::Documents, &partition, changes)
            .await?
        {
            return Ok(());
        }
        Err(About::new("document", write.document).conflict())
    }
}

/// One document's standing to be written, with its network where it names one.
struct Write<'a> {
    document: DocumentId,
    at: At,
    over: Option<String>,
    network: Option<&'a Network>,
    delete: bool,
    had_cell: bool,
    cell: Option<Value>,
}

/// What replacing networks writes.
struct Plan<'a> {
    naming: Vec<Write<'a>>,
    pointing: Vec<Write<'a>>,
    /// Documents that are to be written and whose own standing was not read.
    unread: BTreeSet<DocumentId>,
}

impl<'a> Plan<'a> {
    fn of(rebuilt: &[Standing], networks: &'a [Network]) -> Result<Self> {
        let conflict = |id: DocumentId| About::new("document", id).conflict();
        // What is known of each document's version; two views of one do not go together.
        let mut versions: BTreeMap<DocumentId, Own> = BTreeMap::new();
        let mut old: BTreeMap<DocumentId, (NetworkId, Read)> = BTreeMap::new();
        let mut inside: BTreeSet<DocumentId> = BTreeSet::new();
        let mut cells: BTreeSet<DocumentId> = BTreeSet::new();
        for standing in rebuilt {
            let read = Read::of(standing).ok_or_else(|| conflict(standing.id))?;
            inside.insert(standing.id);
            let mut known = vec![(standing.id, read.own.clone())];
            if let Some(network) = standing.network {
                let there = read.naming.clone();
                known.push((naming(network), there.map_or(Own::Absent, Own::Version)));
                if read.cell {
                    cells.insert(naming(network));
                }
                old.insert(standing.id, (network, read));
            }
            for (id, version) in known {
                match versions.get(&id) {
                    Some(other) if *other != version => return Err(conflict(id)),
                    Some(_) => {}
                    None => {
                        versions.insert(id, version);
                    }
                }
            }
        }
        let mut new: BTreeMap<DocumentId, &'a Network> = BTreeMap::new();
        for network in networks {
            for member in &network.members {
                // Of a document that was not read nothing can be decided.
                if !inside.contains(member) {
                    return Err(conflict(*member));
                }
                new.insert(*member, network);
            }
        }
        let mut plan = Self {
            naming: Vec::new(),
            pointing: Vec::new(),
            unread: BTreeSet::new(),
        };
        let epochs: BTreeMap<NetworkId, String> = networks
            .iter()
            .map(|network| (network.id, epoch(network, &old)))
            .collect();
        let old_names: BTreeSet<DocumentId> =
            old.values().map(|(network, _)| naming(*network)).collect();
        for (document, version) in versions {
            let network = new.get(&document).copied();
            let names = network.filter(|network| naming(network.id) == document);
            let named = old_names.contains(&document);
            let at = match network {
                None => At::nowhere(),
                Some(network) => At {
                    network: Some(network.id),
                    epoch: epochs.get(&network.id).cloned().unwrap_or_default(),
                    size: names.map_or(0, |names| names.members.len() as u64),
                    cell: false,
                },
            };
            let same = match (old.get(&document), network) {
                (None, None) => true,
                (Some((before, read)), Some(network)) => {
                    *before == network.id && read.epoch == at.epoch
                }
                _ => false,
            };
            if !named && names.is_none() && same {
                continue;
            }
            let over = match version {
                Own::Absent => None,
                Own::Version(etag) => Some(etag),
                Own::Unread => {
                    plan.unread.insert(document);
                    continue;
                }
            };
            let write = Write {
                document,
                over,
                network: names,
                delete: named && names.is_none(),
                at,
                had_cell: cells.contains(&document),
                cell: None,
            };
            if named || names.is_some() {
                plan.naming.push(write);
            } else {
                plan.pointing.push(write);
            }
        }
        Ok(plan)
    }

    /// Lays cells beside the networks that are a component of their own.
    ///
    /// A cell vouches for the pointers of all its members but the dirty ones. Where others' pointers are written after it, it
    /// would vouch for what may never come to be written: there the next linker reads everything and makes the cell.
    fn add_cells(&mut self, components: &[Vec<MemberRow>], round: &Round) -> Result<()> {
        let unsure: BTreeSet<DocumentId> = self
            .pointing
            .iter()
            .chain(&self.naming)
            .map(|write| write.document)
            .filter(|document| !round.dirty.contains(document))
            .collect();
        let mut whole: BTreeMap<DocumentId, &Vec<MemberRow>> = BTreeMap::new();
        for component in components {
            let of = component.iter().filter(|row| !row.carries.is_empty());
            let smallest = of.map(|row| row.standing.id).min();
            let sure = component
                .iter()
                .all(|row| Some(row.standing.id) == smallest || !unsure.contains(&row.standing.id));
            if let Some(smallest) = smallest.filter(|_| sure) {
                whole.insert(smallest, component);
            }
        }
        for write in &mut self.naming {
            if let Some(network) = write.network
                && let Some(component) = whole.get(&write.document)
            {
                write.cell = cell_item(network, component)?;
                write.at.cell = write.cell.is_some();
            }
        }
        Ok(())
    }
}

/// A network that nobody leaves keeps its epoch, so that its members' pointers need not be written; otherwise it gets a new
/// one, and the pointers of those who left are void.
fn epoch(network: &Network, old: &BTreeMap<DocumentId, (NetworkId, Read)>) -> String {
    let staying: Vec<&Read> = network
        .members
        .iter()
        .filter_map(|member| old.get(member))
        .filter(|(before, _)| *before == network.id)
        .map(|(_, read)| read)
        .collect();
    match staying.first() {
        Some(read) if read.size == staying.len() as u64 => read.epoch.clone(),
        _ => unique(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Assessment;

    fn id(byte: u8) -> DocumentId {
        DocumentId::from_bytes([byte; 16])
    }

    fn network(members: &[u8]) -> Network {
        Network {
            id: NetworkId::of(id(members[0])),
            members: members.iter().map(|byte| id(*byte)).collect(),
            captures: 1,
            first: None,
            last: None,
            sources: vec![],
            places: vec![],
            identifiers: vec![],
            facts: vec![],
            urgent: false,
            signs: vec![],
            cut: false,
            assessment: Assessment {
                prior: 0,
                contributions: vec![],
                lead: false,
                rules: 1,
            },
        }
    }

    fn stands(document: u8, own: &str, of: Option<(u8, &str, u64)>) -> Standing {
        let version = Read {
            own: match own {
                "-" => Own::Absent,
                "?" => Own::Unread,
                etag => Own::Version(etag.to_owned()),
            },
            naming: of.map(|(_, etag, _)| etag.to_owned()),
            epoch: of.map_or_else(String::new, |_| "e".to_owned()),
            size: of.map_or(0, |(_, _, size)| size),
            cell: own == "?",
        };
        Standing {
            id: id(document),
            network: of.map(|(naming, ..)| NetworkId::of(id(naming))),
            version: Some(version.text()),
        }
    }

    fn written(writes: &[Write<'_>]) -> Vec<(u8, bool, bool)> {
        writes
            .iter()
            .map(|w| (w.document.as_bytes()[0], w.network.is_some(), w.delete))
            .collect()
    }

    #[test]
    fn a_network_that_grows_writes_its_name_and_the_new_member() {
        let rebuilt = [
            stands(1, "v1", Some((1, "v1", 2))),
            stands(2, "v2", Some((1, "v1", 2))),
            stands(3, "-", None),
        ];
        let networks = [network(&[1, 2, 3])];
        let plan = Plan::of(&rebuilt, &networks).unwrap();
        assert_eq!(written(&plan.naming), [(1, true, false)]);
        assert_eq!(written(&plan.pointing), [(3, false, false)]);
        assert_eq!(plan.pointing[0].at.epoch, "e");
        assert_eq!(plan.naming[0].at.size, 3);
    }

    #[test]
    fn a_network_that_loses_a_member_voids_all_pointers_to_it() {
        let rebuilt = [
            stands(1, "v1", Some((1, "v1", 3))),
            stands(2, "v2", Some((1, "v1", 3))),
        ];
        let networks = [network(&[1, 2])];
        let plan = Plan::of(&rebuilt, &networks).unwrap();
        assert_eq!(written(&plan.naming), [(1, true, false)]);
        assert_eq!(written(&plan.pointing), [(2, false, false)]);
        assert_ne!(plan.naming[0].at.epoch, "e");
    }

    #[test]
    fn a_network_whose_name_is_elsewhere_goes_with_a_write_over_that_name() {
        let rebuilt = [stands(2, "v2", Some((1, "v1", 2)))];
        let networks = [network(&[2])];
        let plan = Plan::of(&rebuilt, &networks).unwrap();
        assert_eq!(written(&plan.naming), [(1, false, true), (2, true, false)]);
        assert_eq!(plan.naming[0].over.as_deref(), Some("v1"));
    }

    #[test]
    fn views_of_different_times_do_not_go_together() {
        let rebuilt = [
            stands(1, "v9", Some((1, "v9", 2))),
            stands(2, "v2", Some((1, "v1", 2))),
        ];
        assert!(Plan::of(&rebuilt, &[network(&[1, 2])]).is_err());
        let unread = [stands(1, "v1", None)];
        assert!(Plan::of(&unread, &[network(&[1, 2])]).is_err());
    }

    #[test]
    fn a_document_that_came_with_a_cell_is_read_only_when_it_is_written() {
        let grows = [
            stands(1, "v1", Some((1, "v1", 2))),
            stands(2, "?", Some((1, "v1", 2))),
            stands(3, "-", None),
        ];
        let networks = [network(&[1, 2, 3])];
        assert!(Plan::of(&grows, &networks).unwrap().unread.is_empty());
        let renamed = [
            stands(0, "-", None),
            stands(1, "v1", Some((1, "v1", 2))),
            stands(2, "?", Some((1, "v1", 2))),
        ];
        let networks = [network(&[0, 1, 2])];
        let plan = Plan::of(&renamed, &networks).unwrap();
        assert_eq!(plan.unread, BTreeSet::from([id(2)]));
    }
}
