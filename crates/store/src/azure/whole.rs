//! A document's partition read as a whole.

use super::cosmos::{Item, item};
use super::items::{At, Carrier, Seen, Stub, Tie, id_of, take, unpack};
use super::{Azure, Place};
use crate::Result;
use futures::future::try_join_all;
use model::{CaptureId, Commonness, DocumentId, Identifier, IdentifierKey, NetworkId};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Contacts that a link item holds: with one more than the cap, nothing more need be known.
const CONTACTS: usize = Commonness::CONTACTS_CAP as usize + 1;

/// Everything in a document's partition but its network.
#[derive(Default)]
pub(super) struct Whole {
    pub(super) stub: Option<Stub>,
    /// Ties of the text.
    pub(super) own: Vec<Tie>,
    /// Ids of the items that hold ties beyond those in the stub.
    pub(super) more: Vec<String>,
    pub(super) seen: BTreeMap<CaptureId, Seen>,
    pub(super) at: Option<Item<At>>,
}

impl Whole {
    pub(super) fn read(items: Vec<Value>) -> Result<Self> {
        let mut whole = Self::default();
        for mut value in items {
            let id = id_of(&value).to_owned();
            match id.get(..2) {
                Some("at") => {
                    let etag = item(take(&mut value, "_etag"))?;
                    let value = item(value)?;
                    whole.at = Some(Item { value, etag });
                }
                Some("c-") => {
                    let seen: Seen = unpack(take(&mut value, "body"))?;
                    whole.seen.insert(seen.capture.id, seen);
                }
                Some("d-") => {
                    let mut stub: Stub = unpack(take(&mut value, "body"))?;
                    whole.own.append(&mut stub.ties);
                    whole.stub = Some(stub);
                }
                Some("l-") => {
                    let mut ties: Vec<Tie> = unpack(take(&mut value, "body"))?;
                    whole.own.append(&mut ties);
                    whole.more.push(id);
                }
                _ => {}
            }
        }
        Ok(whole)
    }

    /// Every tie of the text and of the captures.
    pub(super) fn ties(&self) -> impl Iterator<Item = &Tie> {
        self.own
            .iter()
            .chain(self.seen.values().flat_map(|seen| &seen.ties))
    }
}

impl Azure {
    pub(super) async fn whole(&self, id: DocumentId) -> Result<Whole> {
        let query = "SELECT * FROM c WHERE c.id < 'n'".to_owned();
        let found = self
            .cosmos
            .query(Place::Documents, Some(&id.to_string()), query, &[])
            .await?;
        Whole::read(found)
    }

    /// Where a document stands.
    pub(super) async fn at(&self, id: DocumentId) -> Result<Option<Item<At>>> {
        self.cosmos
            .read(Place::Documents, &id.to_string(), At::ID)
            .await
    }

    /// The network that a document points to, when the document that names it agrees.
    pub(super) async fn valid_network(
        &self,
        id: DocumentId,
        at: Option<&At>,
    ) -> Result<Option<NetworkId>> {
        let Some((at, network)) = at.and_then(|at| Some((at, at.network?))) else {
            return Ok(None);
        };
        let naming = naming(network);
        if naming == id {
            return Ok(Some(network));
        }
        let there = self.at(naming).await?;
        Ok(there
            .filter(|there| there.value.network == Some(network) && there.value.epoch == at.epoch)
            .map(|_| network))
    }

    /// The link items that these ties of one document make.
    pub(super) fn carriers_of<'a>(
        &self,
        ties: impl Iterator<Item = &'a Tie>,
    ) -> BTreeMap<IdentifierKey, Carrier> {
        let distinct: BTreeSet<&Identifier> = ties.map(|tie| &tie.identifier).collect();
        let keyed: BTreeMap<IdentifierKey, &Identifier> = distinct
            .into_iter()
            .map(|identifier| (identifier.key(&self.settings.deployment_key), identifier))
            .collect();
        let contacts: Vec<IdentifierKey> = keyed
            .iter()
            .filter(|(_, identifier)| identifier.kind.is_contact())
            .map(|(key, _)| *key)
            .collect();
        keyed
            .into_iter()
            .map(|(key, identifier)| {
                let others = contacts.iter().copied().filter(|other| *other != key);
                let carrier = Carrier {
                    identifier: identifier.clone(),
                    contacts: others.take(CONTACTS).collect(),
                };
                (key, carrier)
            })
            .collect()
    }

    /// Writes link items of a document; contacts that are known already stay. Which identifiers' items changed.
    pub(super) async fn add_carriers(
        &self,
        document: DocumentId,
        carriers: &BTreeMap<IdentifierKey, Carrier>,
    ) -> Result<Vec<Identifier>> {
        let written = try_join_all(carriers.iter().map(|(key, carrier)| async move {
            let changed = self.add_carrier(document, *key, carrier).await?;
            Ok::<_, crate::Error>(changed.then(|| carrier.identifier.clone()))
        }))
        .await?;
        Ok(written.into_iter().flatten().collect())
    }

    async fn add_carrier(
        &self,
        document: DocumentId,
        key: IdentifierKey,
        carrier: &Carrier,
    ) -> Result<bool> {
        let (partition, id) = (key.to_string(), document.to_string());
        for _ in 0..super::ledger::TRIES {
            let item = carrier.item(key, document)?;
            let made = self
                .cosmos
                .create(Place::Identifiers, &partition, &id, item)
                .await?;
            if made.is_some() {
                return Ok(true);
            }
            let there = self
                .cosmos
                .read::<Carrier>(Place::Identifiers, &partition, &id)
                .await?;
            let Some(there) = there else { continue };
            let mut all: BTreeSet<IdentifierKey> = there.value.contacts.iter().copied().collect();
            let before = all.len();
            all.extend(&carrier.contacts);
            if before >= CONTACTS || all.len() == before {
                return Ok(false);
            }
            let joined = Carrier {
                identifier: carrier.identifier.clone(),
                contacts: all.into_iter().take(CONTACTS).collect(),
            };
            let item = joined.item(key, document)?;
            let written = self
                .cosmos
                .replace(Place::Identifiers, &partition, &id, item, &there.etag)
                .await?;
            if written.is_some() {
                return Ok(true);
            }
        }
        Err(super::failure::About::new("identifier", key).conflict())
    }
}

/// The document that names a network.
pub(super) fn naming(network: NetworkId) -> DocumentId {
    DocumentId::from_bytes(*network.as_bytes())
}
