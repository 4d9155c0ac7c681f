//! Erasure, step by step: a tombstone first, then what is left to do is written down, then links, network, rejects, work on
//! files, and captures last, because it is by them that the rest is found. Erasing again goes on from wherever it broke.

use super::cell::CELL;
use super::cosmos::item;
use super::failure::About;
use super::items::{At, Head, Rejected, id_of, pack, take, unpack, with};
use super::ledger::TRIES;
use super::whole::{Whole, naming};
use super::{Azure, Place};
use crate::{Erasure, FileWork, Frame, PackName, RawPlace, Result};
use model::{
    CaptureId, Commonness, DeliveryId, DocumentId, Identifier, IdentifierKey, NetworkId, Reject,
    RejectId, RejectReason, TombstoneKind,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const ERASURES: &str = "erasures";
const FILE_WORK: &str = "files";

/// What an erasure has touched and must note when it is done.
#[derive(Default, Serialize, Deserialize)]
struct Touched {
    documents: BTreeSet<DocumentId>,
    identifiers: BTreeSet<Identifier>,
}

impl Azure {
    pub(super) async fn erase_now(&self, erasure: &Erasure) -> Result<u64> {
        let erased = match erasure {
            Erasure::Document(id) => {
                self.bury(TombstoneKind::Document, &id.to_string()).await?;
                let whole = self.whole(*id).await?;
                let captures = whole.seen.keys().map(|capture| (*id, *capture));
                self.erase_captures(captures.collect(), true).await?
            }
            Erasure::Capture(id) => {
                self.bury(TombstoneKind::Capture, &id.to_string()).await?;
                let found = self.seen(*id).await?;
                let captures = found.map(|stored| (stored.capture.document, *id));
                self.erase_captures(captures.into_iter().collect(), true)
                    .await?
            }
            Erasure::Source(source) => self.erase_source(source).await?,
        };
        self.finish_erasures().await?;
        Ok(erased)
    }

    async fn erase_source(&self, source: &str) -> Result<u64> {
        let query = "SELECT * FROM c WHERE c.source = @source AND c.id > 'r-' AND c.id < 'r.'";
        let files = self
            .entries(query.to_owned(), &[("@source", json!(source))])
            .await?;
        let mut erased = 0;
        for file in files {
            let partition = file.id.to_string();
            self.bury(TombstoneKind::RawFile, &partition).await?;
            let captures = self.captures_of(file.id).await?;
            erased += self.erase_captures(captures, false).await?;
            for reject in self.rejects_now(Some(file.id)).await? {
                let id = reject.id.to_string();
                self.cosmos.delete(Place::Ledger, &partition, &id).await?;
            }
            self.note_file_work(&FileWork::Delete(file.place())).await?;
            for delivery in self.deliveries_of_now(file.id).await? {
                if delivery.path != file.path {
                    // The same bytes lie there as well, as far as anyone knows.
                    self.note_file_work(&FileWork::Delete(RawPlace {
                        id: file.id,
                        path: delivery.path,
                        version: None,
                    }))
                    .await?;
                }
                let id = delivery.id.to_string();
                self.cosmos.delete(Place::Ledger, &id, &id).await?;
            }
            self.cosmos
                .delete(Place::Ledger, &partition, &partition)
                .await?;
        }
        self.forget_source(source).await?;
        Ok(erased)
    }

    /// Erases captures. When their raw files stay, their records become rejects there and their frames are to be blanked;
    /// else the whole packs go.
    pub(super) async fn erase_captures(
        &self,
        captures: Vec<(DocumentId, CaptureId)>,
        raw_files_stay: bool,
    ) -> Result<u64> {
        let mut by_document: BTreeMap<DocumentId, BTreeSet<CaptureId>> = BTreeMap::new();
        for (document, capture) in captures {
            by_document.entry(document).or_default().insert(capture);
        }
        let mut erased = 0;
        for (document, gone) in by_document {
            erased += self.erase_from(document, &gone, raw_files_stay).await?;
        }
        Ok(erased)
    }

    async fn erase_from(
        &self,
        document: DocumentId,
        gone: &BTreeSet<CaptureId>,
        raw_files_stay: bool,
    ) -> Result<u64> {
        let whole = self.whole(document).await?;
        let stays = whole.seen.keys().any(|capture| !gone.contains(capture));
        let before = self.carriers_of(whole.ties());
        let left = if stays {
            let seen = whole.seen.iter().filter(|(id, _)| !gone.contains(id));
            let fields = seen.flat_map(|(_, seen)| &seen.ties);
            self.carriers_of(whole.own.iter().chain(fields))
        } else {
            BTreeMap::new()
        };
        let at = whole.at.as_ref().map(|at| &at.value);
        let network = self.valid_network(document, at).await?;
        let mut touched = Touched::default();
        touched
            .identifiers
            .extend(before.values().map(|carrier| carrier.identifier.clone()));
        touched.documents.insert(document);
        if let Some(network) = network
            && let Some(there) = self.network_item(network).await?
        {
            touched.documents.extend(there.value.members);
        }
        self.note_erasure(document, &touched).await?;
        self.dissolve(network, &touched.documents).await?;
        for (key, carrier) in &before {
            match left.get(key) {
                None => self.drop_carrier(document, *key).await?,
                Some(now) if now.contacts != carrier.contacts => {
                    let id = document.to_string();
                    self.cosmos
                        .upsert(
                            Place::Identifiers,
                            &key.to_string(),
                            &id,
                            now.item(*key, document)?,
                        )
                        .await?;
                }
                Some(_) => {}
            }
        }
        if raw_files_stay {
            self.note_rejects_and_frames(&whole, gone).await?;
        }
        let partition = document.to_string();
        let mut erased = 0;
        for capture in gone {
            let there = self
                .cosmos
                .delete(Place::Documents, &partition, &capture.to_string())
                .await?;
            erased += u64::from(there);
        }
        Ok(erased)
    }

    /// A network goes, and its members stand nowhere until they are rebuilt. That is written even where it is so already, so
    /// that whoever decided about them before is refused.
    async fn dissolve(
        &self,
        network: Option<NetworkId>,
        members: &BTreeSet<DocumentId>,
    ) -> Result<()> {
        if let Some(network) = network {
            self.leave(naming(network)).await?;
        }
        for member in members {
            if network.map(naming) != Some(*member) {
                self.leave(*member).await?;
            }
        }
        Ok(())
    }

    async fn leave(&self, document: DocumentId) -> Result<()> {
        use super::cosmos::Change;
        let partition = document.to_string();
        for _ in 0..TRIES {
            let nowhere = At::nowhere().item(document)?;
            let read = self.at(document).await?;
            let changes = match read {
                None => vec![Change::Create(nowhere)],
                Some(at) => {
                    let own = NetworkId::of(document);
                    let mut changes = vec![Change::Replace(At::ID.to_owned(), nowhere, at.etag)];
                    if at.value.network == Some(own) {
                        changes.push(Change::Delete(own.to_string()));
                    }
                    if at.value.cell {
                        changes.push(Change::Delete(CELL.to_owned()));
                    }
                    changes
                }
            };
            if self
                .cosmos
                .transact(Place::Documents, &partition, changes)
                .await?
            {
                return Ok(());
            }
        }
        Err(About::new("document", document).conflict())
    }

    /// A document carries an identifier no more; whoever counted it must count anew, and what nobody carries is forgotten.
    async fn drop_carrier(&self, document: DocumentId, key: IdentifierKey) -> Result<()> {
        let partition = key.to_string();
        self.cosmos
            .delete(Place::Identifiers, &partition, &document.to_string())
            .await?;
        if !self.is_carried(key).await? {
            return self
                .cosmos
                .delete(Place::Identifiers, &partition, Head::ID)
                .await
                .map(drop);
        }
        for _ in 0..TRIES {
            let Some(head) = self.head(key).await? else {
                return Ok(());
            };
            if head.value.documents <= Commonness::DOCUMENTS_CAP || head.value.recount {
                return Ok(());
            }
            let recount = Head {
                recount: true,
                ..head.value
            };
            let written = self
                .cosmos
                .replace(
                    Place::Identifiers,
                    &partition,
                    Head::ID,
                    recount.item(key)?,
                    &head.etag,
                )
                .await?;
            if written.is_some() {
                return Ok(());
            }
        }
        Err(About::new("identifier", key).conflict())
    }

    async fn note_rejects_and_frames(
        &self,
        whole: &Whole,
        gone: &BTreeSet<CaptureId>,
    ) -> Result<()> {
        let mut blank: BTreeMap<PackName, BTreeSet<Frame>> = BTreeMap::new();
        for (id, seen) in &whole.seen {
            if !gone.contains(id) {
                continue;
            }
            let frames = blank.entry(seen.pack).or_default();
            frames.insert(seen.capture_frame);
            let shared = whole
                .seen
                .iter()
                .any(|(other, left)| !gone.contains(other) && left.pack == seen.pack);
            if !shared {
                frames.insert(seen.document_frame);
            }
            self.count_as_reject(&seen.capture).await?;
        }
        for (pack, frames) in blank {
            let work = FileWork::Blank(pack, frames.into_iter().collect());
            self.note_file_work(&work).await?;
        }
        Ok(())
    }

    /// An erased record counts as a reject of its raw file, as it will when the raw file is read again.
    async fn count_as_reject(&self, capture: &model::Capture) -> Result<()> {
        let id = RejectId::derive(capture.raw_file, RejectReason::Erased.name());
        let (partition, name) = (capture.raw_file.to_string(), id.to_string());
        for _ in 0..TRIES {
            let read = self
                .cosmos
                .read::<Rejected>(Place::Ledger, &partition, &name)
                .await?;
            let written = match read {
                None => {
                    let rejected = Rejected {
                        reject: Reject {
                            id,
                            raw_file: capture.raw_file,
                            reason: RejectReason::Erased,
                            count: 1,
                            first: capture.bytes,
                        },
                        erased: vec![capture.record],
                    };
                    self.cosmos
                        .create(Place::Ledger, &partition, &name, rejected.item()?)
                        .await?
                }
                Some(read) => {
                    let mut rejected = read.value;
                    let Err(at) = rejected.erased.binary_search(&capture.record) else {
                        return Ok(());
                    };
                    rejected.erased.insert(at, capture.record);
                    rejected.reject.count += 1;
                    rejected.reject.first = rejected.reject.first.min(capture.bytes);
                    self.cosmos
                        .replace(
                            Place::Ledger,
                            &partition,
                            &name,
                            rejected.item()?,
                            &read.etag,
                        )
                        .await?
                }
            };
            if written.is_some() {
                return Ok(());
            }
        }
        Err(About::new("raw file", capture.raw_file).conflict())
    }

    /// Writes down what an erasure touches, before anything is deleted by which it could be found.
    async fn note_erasure(&self, document: DocumentId, touched: &Touched) -> Result<()> {
        let id = document.to_string();
        for _ in 0..TRIES {
            let read = self
                .cosmos
                .read::<Value>(Place::Ledger, ERASURES, &id)
                .await?;
            let mut all = Touched {
                documents: touched.documents.clone(),
                identifiers: touched.identifiers.clone(),
            };
            let over = match read {
                None => None,
                Some(mut read) => {
                    let before: Touched = unpack(take(&mut read.value, "body"))?;
                    all.documents.extend(before.documents);
                    all.identifiers.extend(before.identifiers);
                    Some(read.etag)
                }
            };
            let item = with(
                json!({ "body": pack(&all)? }),
                &[("id", &id), ("delivery", ERASURES)],
            )?;
            let written = match over {
                None => {
                    self.cosmos
                        .create(Place::Ledger, ERASURES, &id, item)
                        .await?
                }
                Some(etag) => {
                    self.cosmos
                        .replace(Place::Ledger, ERASURES, &id, item, &etag)
                        .await?
                }
            };
            if written.is_some() {
                return Ok(());
            }
        }
        Err(About::new("document", document).conflict())
    }

    /// Ends erasures that broke off after their captures were gone: the rest of the document goes, and what they touched is
    /// noted as changed.
    pub(super) async fn finish_erasures(&self) -> Result<()> {
        let query = "SELECT * FROM c".to_owned();
        let noted = self
            .cosmos
            .query(Place::Ledger, Some(ERASURES), query, &[])
            .await?;
        for mut noted in noted {
            let id = id_of(&noted).to_owned();
            let document: DocumentId = super::items::parsed_id(&noted)?;
            let etag: String = item(take(&mut noted, "_etag"))?;
            let mut touched: Touched = unpack(take(&mut noted, "body"))?;
            let whole = self.whole(document).await?;
            if whole.seen.is_empty() {
                touched.documents.remove(&document);
                let mut items = whole.more;
                if whole.at.is_some() {
                    items.push(At::ID.to_owned());
                }
                if whole.stub.is_some() {
                    items.push(id.clone());
                }
                for item in items {
                    self.cosmos.delete(Place::Documents, &id, &item).await?;
                }
            }
            let word = etag.chars().filter(char::is_ascii_alphanumeric);
            let mark = format!("{id}.{}", word.collect::<String>());
            let documents: Vec<DocumentId> = touched.documents.into_iter().collect();
            let identifiers = touched.identifiers.into_iter().collect();
            self.note(&mark, identifiers, &documents).await?;
            self.cosmos.delete(Place::Ledger, ERASURES, &id).await?;
        }
        Ok(())
    }

    async fn note_file_work(&self, work: &FileWork) -> Result<()> {
        let (id, text) = work_id(work)?;
        let item = with(
            json!({ "work": text }),
            &[("id", &id), ("delivery", FILE_WORK)],
        )?;
        self.cosmos
            .create(Place::Ledger, FILE_WORK, &id, item)
            .await
            .map(drop)
    }

    pub(super) async fn file_work_now(&self) -> Result<Vec<FileWork>> {
        self.finish_erasures().await?;
        let query = "SELECT * FROM c".to_owned();
        let found = self
            .cosmos
            .query(Place::Ledger, Some(FILE_WORK), query, &[])
            .await?;
        let mut work = found
            .into_iter()
            .map(|mut value| item::<String>(take(&mut value, "work")))
            .collect::<Result<Vec<String>>>()?;
        work.sort();
        work.iter()
            .map(|text| Ok(serde_json::from_str(text)?))
            .collect()
    }

    pub(super) async fn file_work_done_now(&self, work: &FileWork) -> Result<()> {
        let (id, _) = work_id(work)?;
        self.cosmos
            .delete(Place::Ledger, FILE_WORK, &id)
            .await
            .map(drop)
    }
}

/// Work on files under a name made of what it is.
fn work_id(work: &FileWork) -> Result<(String, String)> {
    let text = serde_json::to_string(work)?;
    let id = DeliveryId::derive("work on files", text.as_bytes()).to_string();
    Ok((id.replacen(DeliveryId::PREFIX, "w-", 1), text))
}
