//! What linking reads and writes.
//!
//! Several linkers may run at once. What keeps them apart is the standing of the documents that name networks: it is read
//! before anything that a decision rests on, and `put_networks` writes over exactly what was read there. Two that decide
//! about one document always write to the document that named its network, so that the one with the older view of things
//! is refused and begins anew; its notes are still there.

use super::cosmos::Item;
use super::cosmos::item;
use super::failure::{About, unreadable};
use super::items::{At, Carrier, Head, Seen, Tie, id_of, pack, parsed_id, take, unpack, with};
use super::standing::standing;
use super::whole::{Whole, naming};
use super::{Azure, Place};
use crate::{
    Caps, Carried, Changes, Common, Counted, MemberRow, RecordedCommonness, Result, Round,
};
use futures::future::{join_all, try_join_all};
use model::{
    Assessment, Capture, Commonness, DocumentId, HubReason, Identifier, IdentifierKey, Network,
    NetworkId,
};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

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
pub(super) fn unique() -> String {
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
        let mut carriers = None;
        let now = match past {
            Some(now) => now,
            None => {
                let what = format!("TOP {} c.id, c.contacts", caps.documents + 1);
                let found = self.carrier_items(key, &what).await?;
                let documents = found.len() as u64;
                if documents <= caps.documents {
                    carriers = Some(found.iter().map(parsed_id).collect::<Result<Vec<_>>>()?);
                }
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
        // What has no head was in one document at most when it was last recorded, and no hub.
        let known = known.or((now.documents > 1).then_some(Commonness {
            documents: 1,
            contacts: 0,
        }));
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
            carriers,
        }))
    }

    pub(super) async fn record_commonness_now(
        &self,
        recorded: &[RecordedCommonness],
    ) -> Result<Vec<Changes>> {
        let all = join_all(recorded.iter().map(|entry| self.record(entry))).await;
        let noted: Vec<Vec<Changes>> = all.into_iter().collect::<Result<_>>()?;
        Ok(noted.into_iter().flatten().collect())
    }

    async fn record(&self, entry: &RecordedCommonness) -> Result<Vec<Changes>> {
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
        let recorded = read.as_ref().map(|read| &read.head);
        if !rebuild && head.follows_from(recorded) {
            return Ok(Vec::new());
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
            return Ok(Vec::new());
        }
        let carriers = self.carriers_now(entry.key).await?;
        let mark = format!("{}.{}", entry.key, unique());
        let noted = self.note(&mark, Vec::new(), &carriers).await?;
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
            .await?;
        Ok(noted)
    }

    pub(super) async fn carriers_now(&self, key: IdentifierKey) -> Result<Vec<DocumentId>> {
        let found = self.carrier_items(key, "c.id").await?;
        let mut ids = found.iter().map(parsed_id).collect::<Result<Vec<_>>>()?;
        ids.sort();
        Ok(ids)
    }

    pub(super) async fn members_now(&self, ids: &[DocumentId]) -> Result<Vec<MemberRow>> {
        self.rows(ids, &Round::default()).await
    }

    /// See [`crate::Store::begin_round`].
    pub(super) async fn begin_round_now(&self, round: &mut Round) -> Result<()> {
        let dirty: BTreeSet<DocumentId> = round.dirty.iter().copied().collect();
        let stand = self.standings_with_naming(&dirty).await?;
        round.stood = dirty
            .into_iter()
            .map(|id| (id, standing(id, &stand)))
            .collect();
        Ok(())
    }

    /// The standings of documents, then those of the documents that name their networks.
    async fn standings_with_naming(
        &self,
        ids: &BTreeSet<DocumentId>,
    ) -> Result<BTreeMap<DocumentId, Option<Item<At>>>> {
        let mut stand = self.standings_of(ids.iter().copied()).await?;
        let foreign: BTreeSet<DocumentId> = stand
            .values()
            .flatten()
            .filter_map(|at| at.value.network)
            .map(naming)
            .filter(|id| !ids.contains(id))
            .collect();
        stand.extend(self.standings_of(foreign.into_iter()).await?);
        Ok(stand)
    }

    /// Documents as they are now; what the round read before is not read again. A document that the round began with stands as
    /// it stood then.
    pub(super) async fn rows(&self, ids: &[DocumentId], round: &Round) -> Result<Vec<MemberRow>> {
        let counted = &round.counted;
        // Standings first, and those of the documents that name networks: see above.
        let distinct: BTreeSet<DocumentId> = ids.iter().copied().collect();
        let unread = distinct.iter().filter(|id| !round.stood.contains_key(*id));
        let stand = self
            .standings_with_naming(&unread.copied().collect())
            .await?;
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
        let heads = self.counts_of(carried.values().copied(), counted).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(whole) = wholes.get(id).filter(|whole| !whole.seen.is_empty()) else {
                continue;
            };
            let Some(stub) = &whole.stub else { continue };
            let ties: Vec<&Tie> = whole.ties().collect();
            rows.push(MemberRow {
                standing: match round.stood.get(id) {
                    Some(stood) => stood.clone(),
                    None => standing(*id, &stand),
                },
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

    /// How common these identifiers are: as counted, else as recorded.
    async fn counts_of(
        &self,
        keys: impl Iterator<Item = IdentifierKey>,
        counted: &FxHashMap<IdentifierKey, Counted>,
    ) -> Result<BTreeMap<IdentifierKey, (Commonness, Option<HubReason>)>> {
        let read = keys.map(|key| async move {
            if let Some(counted) = counted.get(&key) {
                return Ok((key, (counted.commonness, counted.hub)));
            }
            let head = self.head(key).await?.map(|head| head.value);
            let commonness = Commonness {
                documents: head.as_ref().map_or(1, |head| head.documents),
                contacts: head.as_ref().map_or(0, |head| head.contacts),
            };
            Ok::<_, crate::Error>((key, (commonness, head.and_then(|head| head.hub))))
        });
        Ok(try_join_all(read).await?.into_iter().collect())
    }

    pub(super) async fn standings_of(
        &self,
        ids: impl Iterator<Item = DocumentId>,
    ) -> Result<BTreeMap<DocumentId, Option<Item<At>>>> {
        let read = ids.map(|id| async move { Ok::<_, crate::Error>((id, self.at(id).await?)) });
        Ok(try_join_all(read).await?.into_iter().collect())
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

/// What a document carries, by (kind, value), each with its first evidence.
fn carries(
    mut ties: Vec<&Tie>,
    keys: &BTreeMap<&Identifier, IdentifierKey>,
    counts: &BTreeMap<IdentifierKey, (Commonness, Option<HubReason>)>,
) -> Vec<Carried> {
    ties.sort();
    ties.dedup_by(|later, first| later.identifier == first.identifier);
    ties.into_iter()
        .filter_map(|tie| {
            let key = *keys.get(&tie.identifier)?;
            let (commonness, hub) = *counts.get(&key)?;
            Some(Carried {
                key,
                identifier: tie.identifier.clone(),
                evidence: tie.evidence.clone(),
                commonness,
                hub,
            })
        })
        .collect()
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
