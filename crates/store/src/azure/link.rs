//! What linking reads and writes.
//!
//! Several linkers may run at once. What keeps them apart is the standing of the documents that name networks: `members`
//! reads it before anything that a decision rests on, and `put_networks` writes over exactly what was read there. Two that
//! decide about one document always write to the document that named its network, so that the one with the older view of
//! things is refused and begins anew; its marks are still there.

use super::cosmos::Change;
use super::cosmos::Item;
use super::cosmos::item;
use super::failure::{About, unreadable};
use super::items::{At, Carrier, Head, Seen, Tie, id_of, pack, parsed_id, take, unpack, with};
use super::whole::{Whole, naming};
use super::{Azure, Place};
use crate::{Caps, Carried, Common, MemberRow, RecordedCommonness, Result, Standing};
use futures::future::{join_all, try_join_all};
use model::{
    Assessment, Capture, Commonness, DocumentId, Identifier, IdentifierKey, Network, NetworkId,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

/// Standings written at the same time.
const AT_ONCE: usize = 16;

/// What is written where a version is "not there".
const ABSENT: &str = "-";

/// What `members` read of a document's standing, and of that of the document that names its network.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Read {
    own: Option<String>,
    naming: Option<String>,
    epoch: String,
    size: u64,
}

impl Read {
    fn text(&self) -> String {
        let etag = |etag: &Option<String>| etag.clone().unwrap_or_else(|| ABSENT.to_owned());
        format!(
            "{} {} {} {}",
            etag(&self.own),
            etag(&self.naming),
            self.size,
            self.epoch
        )
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let etag = |part: &str| (part != ABSENT).then(|| part.to_owned());
        Some(Self {
            own: etag(parts.next()?),
            naming: etag(parts.next()?),
            size: parts.next()?.parse().ok()?,
            epoch: parts.next()?.to_owned(),
        })
    }
}

/// What is recorded of an identifier and its version, as one text.
struct Recorded {
    etag: String,
    head: Head,
}

impl Recorded {
    fn text(&self) -> Result<String> {
        Ok(format!(
            "{} {}",
            self.etag,
            serde_json::to_string(&self.head)?
        ))
    }

    fn parse(text: &str) -> Option<Self> {
        let (etag, head) = text.split_once(' ')?;
        Some(Self {
            etag: etag.to_owned(),
            head: serde_json::from_str(head).ok()?,
        })
    }
}

/// A name that no other network, mark or standing ever had or will have.
fn unique() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos());
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{now:x}.{:x}.{next:x}", std::process::id())
}

impl Azure {
    pub(super) fn key_of(&self, identifier: &Identifier) -> IdentifierKey {
        identifier.key(&self.settings.deployment_key)
    }

    pub(super) async fn head(&self, key: IdentifierKey) -> Result<Option<Item<Head>>> {
        self.cosmos
            .read(Place::Identifiers, &key.to_string(), Head::ID)
            .await
    }

    /// The items of the documents that carry an identifier, by document.
    async fn carrier_items(&self, key: IdentifierKey, what: &str) -> Result<Vec<Value>> {
        let query = format!("SELECT {what} FROM c WHERE c.id > 'd-' AND c.id < 'd.' ORDER BY c.id");
        self.cosmos
            .query(Place::Identifiers, Some(&key.to_string()), query, &[])
            .await
    }

    pub(super) async fn commonness_now(
        &self,
        identifiers: &[Identifier],
        caps: Caps,
    ) -> Result<Vec<Common>> {
        let counted = identifiers
            .iter()
            .map(|identifier| self.count(identifier, caps));
        Ok(try_join_all(counted).await?.into_iter().flatten().collect())
    }

    async fn count(&self, identifier: &Identifier, caps: Caps) -> Result<Option<Common>> {
        let key = self.key_of(identifier);
        let head = self.head(key).await?;
        let known = head.as_ref().map(|head| Commonness {
            documents: head.value.documents,
            contacts: head.value.contacts,
        });
        // What is past the cap stays past it until something is erased.
        let past = head
            .as_ref()
            .filter(|head| head.value.documents > caps.documents && !head.value.recount)
            .and(known);
        let now = match past {
            Some(now) => now,
            None => {
                let what = format!("TOP {} c.id, c.contacts", caps.documents + 1);
                let found = self.carrier_items(key, &what).await?;
                let documents = found.len() as u64;
                let mut contacts: BTreeSet<IdentifierKey> = BTreeSet::new();
                for mut carrier in found {
                    match take(&mut carrier, "contacts") {
                        Value::Null => {}
                        some => contacts.extend(item::<Vec<IdentifierKey>>(some)?),
                    }
                }
                contacts.remove(&key);
                Commonness {
                    documents,
                    contacts: (contacts.len() as u64).min(caps.contacts + 1),
                }
            }
        };
        if now.documents == 0 {
            return Ok(None);
        }
        let version = head.map(|head| Recorded {
            etag: head.etag,
            head: head.value,
        });
        Ok(Some(Common {
            key,
            identifier: identifier.clone(),
            // What was recorded and not followed up counts as not recorded, so that it is recorded again.
            before: known.filter(|_| version.as_ref().is_none_or(|version| !version.head.pending)),
            now,
            version: version.map(|version| version.text()).transpose()?,
        }))
    }

    pub(super) async fn record_commonness_now(
        &self,
        recorded: &[RecordedCommonness],
    ) -> Result<()> {
        let all = join_all(recorded.iter().map(|entry| self.record(entry))).await;
        all.into_iter().collect()
    }

    async fn record(&self, entry: &RecordedCommonness) -> Result<()> {
        let conflict = || About::new("identifier", entry.key).conflict();
        let partition = entry.key.to_string();
        let read = match &entry.version {
            Some(version) => Some(Recorded::parse(version).ok_or_else(conflict)?),
            None => None,
        };
        let rebuild = entry.rebuild || read.as_ref().is_some_and(|read| read.head.pending);
        let mut head = Head {
            documents: entry.commonness.documents,
            contacts: entry.commonness.contacts,
            hub: entry.hub,
            pending: rebuild,
            recount: false,
        };
        if let Some(read) = &read {
            let same = read.head.documents == head.documents
                && read.head.contacts == head.contacts
                && read.head.hub == head.hub;
            if same && !rebuild && !read.head.recount {
                return Ok(());
            }
        }
        let item = head.item(entry.key)?;
        let written = match &read {
            None => {
                self.cosmos
                    .create(Place::Identifiers, &partition, Head::ID, item)
                    .await?
            }
            Some(read) => {
                self.cosmos
                    .replace(Place::Identifiers, &partition, Head::ID, item, &read.etag)
                    .await?
            }
        };
        let etag = written.ok_or_else(conflict)?;
        if !rebuild {
            return Ok(());
        }
        let carriers = self.carriers_now(entry.key).await?;
        let mark = format!("{}.{}", entry.key, unique());
        self.note_dirty(&mark, &carriers).await?;
        head.pending = false;
        // When someone wrote in between they saw that it was pending, and noted it once more.
        self.cosmos
            .replace(
                Place::Identifiers,
                &partition,
                Head::ID,
                head.item(entry.key)?,
                &etag,
            )
            .await
            .map(drop)
    }

    pub(super) async fn carriers_now(&self, key: IdentifierKey) -> Result<Vec<DocumentId>> {
        let found = self.carrier_items(key, "c.id").await?;
        let mut ids = found.iter().map(parsed_id).collect::<Result<Vec<_>>>()?;
        ids.sort();
        Ok(ids)
    }

    pub(super) async fn members_now(&self, ids: &[DocumentId]) -> Result<Vec<MemberRow>> {
        // Standings first, and those of the documents that name networks: see above.
        let distinct: BTreeSet<DocumentId> = ids.iter().copied().collect();
        let mut stand = self.standings_of(distinct.iter().copied()).await?;
        let foreign: BTreeSet<DocumentId> = stand
            .values()
            .flatten()
            .filter_map(|at| at.value.network)
            .map(naming)
            .filter(|id| !distinct.contains(id))
            .collect();
        stand.extend(self.standings_of(foreign.into_iter()).await?);
        let wholes: BTreeMap<DocumentId, Whole> = try_join_all(
            distinct
                .iter()
                .map(|id| async move { Ok::<_, crate::Error>((*id, self.whole(*id).await?)) }),
        )
        .await?
        .into_iter()
        .collect();
        let carried: BTreeMap<&Identifier, IdentifierKey> = wholes
            .values()
            .flat_map(Whole::ties)
            .map(|tie| (&tie.identifier, self.key_of(&tie.identifier)))
            .collect();
        let heads: BTreeMap<IdentifierKey, Option<Head>> =
            try_join_all(carried.values().map(|key| async move {
                let head = self.head(*key).await?;
                Ok::<_, crate::Error>((*key, head.map(|head| head.value)))
            }))
            .await?
            .into_iter()
            .collect();
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(whole) = wholes.get(id).filter(|whole| !whole.seen.is_empty()) else {
                continue;
            };
            let Some(stub) = &whole.stub else { continue };
            let ties: Vec<&Tie> = whole.ties().collect();
            rows.push(MemberRow {
                standing: standing(*id, &stand),
                stub: stub.stub.clone(),
                carries: carries(ties, &carried, &heads),
                captures: whole
                    .seen
                    .values()
                    .map(|seen| seen.capture.clone())
                    .collect::<Vec<Capture>>(),
            });
        }
        Ok(rows)
    }

    async fn standings_of(
        &self,
        ids: impl Iterator<Item = DocumentId>,
    ) -> Result<BTreeMap<DocumentId, Option<Item<At>>>> {
        let read = ids.map(|id| async move { Ok::<_, crate::Error>((id, self.at(id).await?)) });
        Ok(try_join_all(read).await?.into_iter().collect())
    }

    pub(super) async fn put_networks_now(
        &self,
        rebuilt: &[Standing],
        networks: &[Network],
    ) -> Result<()> {
        let plan = Plan::of(rebuilt, networks)?;
        // Documents that name or named a network, then those that only point to one. What is not written now is still noted.
        self.write_all(&plan.naming).await?;
        self.write_all(&plan.pointing).await
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
        if self
            .cosmos
            .transact(Place::Documents, &partition, changes)
            .await?
        {
            return Ok(());
        }
        Err(About::new("document", write.document).conflict())
    }

    pub(super) async fn network_item(&self, id: NetworkId) -> Result<Option<Item<Network>>> {
        let read = self
            .cosmos
            .read::<Value>(Place::Documents, &naming(id).to_string(), &id.to_string())
            .await?;
        read.map(|mut read| {
            Ok(Item {
                value: unpack(take(&mut read.value, "body"))?,
                etag: read.etag,
            })
        })
        .transpose()
    }

    pub(super) async fn put_assessment_now(
        &self,
        network: &Network,
        assessment: &Assessment,
    ) -> Result<()> {
        let conflict = || About::new("network", network.id).conflict();
        let there = self.network_item(network.id).await?.ok_or_else(conflict)?;
        if there.value != *network {
            return Err(conflict());
        }
        let mut assessed = there.value;
        assessed.assessment = assessment.clone();
        self.cosmos
            .replace(
                Place::Documents,
                &naming(network.id).to_string(),
                &network.id.to_string(),
                network_item(&assessed)?,
                &there.etag,
            )
            .await?
            .map(drop)
            .ok_or_else(conflict)
    }

    pub(super) async fn network_now(&self, id: NetworkId) -> Result<Option<Network>> {
        let document = naming(id);
        let at = self.at(document).await?;
        let valid = self
            .valid_network(document, at.as_ref().map(|at| &at.value))
            .await?;
        let Some(network) = valid else {
            return Ok(None);
        };
        let there = self.network_item(network).await?;
        Ok(there
            .map(|there| there.value)
            .filter(|network| network.members.contains(&document)))
    }
}

pub(super) fn network_item(network: &Network) -> Result<Value> {
    let (id, document) = (network.id.to_string(), naming(network.id).to_string());
    with(
        json!({ "lead": network.assessment.lead, "body": pack(network)? }),
        &[("id", &id), ("document", &document)],
    )
}

/// How a document stands, with what is needed to write over that.
fn standing(id: DocumentId, stand: &BTreeMap<DocumentId, Option<Item<At>>>) -> Standing {
    let read = |id: &DocumentId| stand.get(id).and_then(Option::as_ref);
    let own = read(&id);
    let pointer = own.and_then(|own| Some((own.value.network?, &own.value.epoch)));
    let there = pointer.and_then(|(network, epoch)| {
        let there = read(&naming(network))?;
        (there.value.network == Some(network) && there.value.epoch == *epoch)
            .then_some((network, there))
    });
    let version = Read {
        own: own.map(|own| own.etag.clone()),
        naming: there.map(|(_, there)| there.etag.clone()),
        epoch: there.map_or_else(String::new, |(_, there)| there.value.epoch.clone()),
        size: there.map_or(0, |(_, there)| there.value.size),
    };
    Standing {
        id,
        network: there.map(|(network, _)| network),
        version: Some(version.text()),
    }
}

/// What a document carries, by (kind, value), each with its first evidence.
fn carries(
    mut ties: Vec<&Tie>,
    keys: &BTreeMap<&Identifier, IdentifierKey>,
    heads: &BTreeMap<IdentifierKey, Option<Head>>,
) -> Vec<Carried> {
    ties.sort();
    ties.dedup_by(|later, first| later.identifier == first.identifier);
    ties.into_iter()
        .filter_map(|tie| {
            let key = *keys.get(&tie.identifier)?;
            let head = heads.get(&key).and_then(Option::as_ref);
            Some(Carried {
                key,
                identifier: tie.identifier.clone(),
                evidence: tie.evidence.clone(),
                commonness: Commonness {
                    documents: head.map_or(1, |head| head.documents),
                    contacts: head.map_or(0, |head| head.contacts),
                },
                hub: head.and_then(|head| head.hub),
            })
        })
        .collect()
}

/// One document's standing to be written, with its network where it names one.
struct Write<'a> {
    document: DocumentId,
    at: At,
    over: Option<String>,
    network: Option<&'a Network>,
    delete: bool,
}

/// What replacing networks writes.
struct Plan<'a> {
    naming: Vec<Write<'a>>,
    pointing: Vec<Write<'a>>,
}

impl<'a> Plan<'a> {
    fn of(rebuilt: &[Standing], networks: &'a [Network]) -> Result<Self> {
        let conflict = |id: DocumentId| About::new("document", id).conflict();
        // What is known of each document's version; two views of one do not go together.
        let mut versions: BTreeMap<DocumentId, Option<String>> = BTreeMap::new();
        let mut old: BTreeMap<DocumentId, (NetworkId, Read)> = BTreeMap::new();
        let mut inside: BTreeSet<DocumentId> = BTreeSet::new();
        for standing in rebuilt {
            let version = standing.version.as_deref().and_then(Read::parse);
            let read = version.ok_or_else(|| conflict(standing.id))?;
            inside.insert(standing.id);
            let mut known = vec![(standing.id, read.own.clone())];
            if let Some(network) = standing.network {
                known.push((naming(network), read.naming.clone()));
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
        };
        let epochs: BTreeMap<NetworkId, String> = networks
            .iter()
            .map(|network| (network.id, epoch(network, &old)))
            .collect();
        let old_names: BTreeSet<DocumentId> =
            old.values().map(|(network, _)| naming(*network)).collect();
        for (document, over) in versions {
            let network = new.get(&document).copied();
            let names = network.filter(|network| naming(network.id) == document);
            let at = match network {
                None => At::nowhere(),
                Some(network) => At {
                    network: Some(network.id),
                    epoch: epochs.get(&network.id).cloned().unwrap_or_default(),
                    size: names.map_or(0, |names| names.members.len() as u64),
                },
            };
            let named = old_names.contains(&document);
            let write = Write {
                document,
                over,
                network: names,
                delete: named && names.is_none(),
                at,
            };
            if named || names.is_some() {
                plan.naming.push(write);
                continue;
            }
            let before = old.get(&document);
            let same = match (before, network) {
                (None, None) => true,
                (Some((before, read)), Some(network)) => {
                    *before == network.id && read.epoch == write.at.epoch
                }
                _ => false,
            };
            if !same {
                plan.pointing.push(write);
            }
        }
        Ok(plan)
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

/// The captures in a partition, and what else pages need of one.
pub(super) fn seen_of(mut value: Value) -> Result<Seen> {
    if id_of(&value).starts_with("c-") {
        return unpack(take(&mut value, "body"));
    }
    Err(unreadable("a stored capture"))
}

/// A link item that a query found.
pub(super) fn carrier_of(value: Value) -> Result<Carrier> {
    item(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_they_were_written() {
        let read = Read {
            own: Some("\"1-2\"".to_owned()),
            naming: None,
            epoch: "a.b".to_owned(),
            size: 7,
        };
        assert_eq!(Read::parse(&read.text()), Some(read));
        let empty = Read {
            own: None,
            naming: None,
            epoch: String::new(),
            size: 0,
        };
        assert_eq!(Read::parse(&empty.text()), Some(empty));
        assert_eq!(Read::parse("1"), None);
    }

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
            own: (own != ABSENT).then(|| own.to_owned()),
            naming: of.map(|(_, etag, _)| etag.to_owned()),
            epoch: of.map_or_else(String::new, |_| "e".to_owned()),
            size: of.map_or(0, |(_, _, size)| size),
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
            stands(3, ABSENT, None),
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
}
