//! Writing a chunk: everything is created if absent, what changed is noted then, and the ledger comes last. Whatever breaks
//! in between is completed by writing the chunk again.

use super::cosmos::{BATCH_BYTES, BATCH_OPERATIONS, Change, Item};
use super::failure::About;
use super::items::{Entry, Seen, Stub, Tie, length, pack, take, unpack, with};
use super::{Azure, Place};
use crate::{Chunk, Erasure, Error, PackName, Result, StoredCapture, StoredDocument};
use futures::future::try_join_all;
use model::{CaptureId, DocumentId, Identifier, RawFileId, Site, TombstoneKind};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Ties that stand in a stub itself; a text with more of them is no advert.
const STUB_TIES: usize = 200;
/// Bytes of ties that an item of their own holds.
const TIES_BYTES: usize = 400_000;

/// What a chunk says of one document.
struct Said<'a> {
    stored: &'a StoredDocument,
    captures: Vec<&'a StoredCapture>,
    own: Vec<Tie>,
    fields: BTreeMap<CaptureId, Vec<Tie>>,
}

/// Appends a tie unless the identifier has one from this place already.
fn add(ties: &mut Vec<Tie>, tie: Tie) {
    let same_field = |a: &Site, b: &Site| match (a, b) {
        (Site::Capture(_, a, _), Site::Capture(_, b, _)) => a == b,
        _ => true,
    };
    let known = ties.iter().any(|known| {
        known.identifier == tie.identifier && same_field(&known.evidence.site, &tie.evidence.site)
    });
    if !known {
        ties.push(tie);
    }
}

fn sort(chunk: &Chunk) -> Result<BTreeMap<DocumentId, Said<'_>>> {
    let mut said: BTreeMap<DocumentId, Said<'_>> = BTreeMap::new();
    for stored in &chunk.documents {
        said.entry(stored.stub.id).or_insert_with(|| Said {
            stored,
            captures: Vec::new(),
            own: Vec::new(),
            fields: BTreeMap::new(),
        });
    }
    let absent = |id: DocumentId| About::new("document", id).not_found();
    for capture in &chunk.captures {
        let id = capture.capture.document;
        let of = said.get_mut(&id).ok_or_else(|| absent(id))?;
        of.captures.push(capture);
        of.fields.entry(capture.capture.id).or_default();
    }
    for link in &chunk.links {
        let of = said
            .get_mut(&link.document)
            .ok_or_else(|| absent(link.document))?;
        match link.evidence.site {
            Site::Text | Site::Document(_) => of.own.push(Tie::of(link)),
            Site::Capture(capture, ..) => {
                if let Some(ties) = of.fields.get_mut(&capture) {
                    add(ties, Tie::of(link));
                }
            }
        }
    }
    for of in said.values_mut() {
        // A chunk that holds a text twice says everything about it twice.
        let mut seen = BTreeSet::new();
        of.own.retain(|tie| seen.insert(tie.identifier.clone()));
    }
    Ok(said)
}

impl Azure {
    pub(super) async fn put_chunk_now(&self, chunk: &Chunk) -> Result<()> {
        let file = chunk.name.raw_file;
        let entry = self
            .entry(file)
            .await?
            .ok_or_else(|| About::new("raw file", file).not_found())?;
        if entry.value.has(&chunk.name) && (entry.value.done || !chunk.ends) {
            return Ok(());
        }
        let said = sort(chunk)?;
        let known = self.first_chunks(&said).await?;
        let written = self
            .written(known.values().flatten(), &entry.value, file)
            .await?;
        let changed = try_join_all(said.iter().map(|(id, of)| {
            let first = known.get(id).copied().flatten();
            self.put_document(of, &chunk.name, first, &written)
        }));
        let changed: BTreeSet<Identifier> = changed.await?.into_iter().flatten().collect();
        let documents: Vec<DocumentId> = said
            .values()
            .filter(|of| !of.captures.is_empty())
            .map(|of| of.stored.stub.id)
            .collect();
        let mark = mark_of(&chunk.name);
        self.note(&mark, changed.into_iter().collect(), &documents)
            .await?;
        self.put_rejects(&chunk.rejects).await?;
        self.forget_erased(chunk).await?;
        // The entry that was read first will do unless someone wrote since.
        self.change_read_entry(file, entry, |entry| {
            if entry.versions == chunk.name.versions {
                entry.chunks = entry.chunks.max(chunk.name.chunk + 1);
                entry.records = entry.records.max(chunk.records);
                entry.done |= chunk.ends;
            }
        })
        .await
        .map(drop)
    }

    /// What was erased while this chunk was written goes again, and the chunk is to be read anew.
    async fn forget_erased(&self, chunk: &Chunk) -> Result<()> {
        let Some(buried) = self.buried_now().await? else {
            return Ok(());
        };
        let documents: Vec<String> = chunk
            .documents
            .iter()
            .map(|document| document.stub.id.to_string())
            .collect();
        let captures: Vec<String> = chunk
            .captures
            .iter()
            .map(|capture| capture.capture.id.to_string())
            .collect();
        let file = [chunk.name.raw_file.to_string()];
        if !buried.among(TombstoneKind::RawFile, &file).is_empty() {
            let captures = chunk
                .captures
                .iter()
                .map(|capture| (capture.capture.document, capture.capture.id));
            self.erase_captures(captures.collect(), false).await?;
            self.finish_erasures().await?;
            return Err(About::new("raw file", chunk.name.raw_file).conflict());
        }
        let mut gone = Vec::new();
        for (kind, ids) in [
            (TombstoneKind::Document, documents),
            (TombstoneKind::Capture, captures),
        ] {
            for id in buried.among(kind, &ids) {
                let damaged = |_| super::failure::unreadable("a tombstone");
                gone.push(match kind {
                    TombstoneKind::Document => Erasure::Document(id.parse().map_err(damaged)?),
                    _ => Erasure::Capture(id.parse().map_err(damaged)?),
                });
            }
        }
        if gone.is_empty() {
            return Ok(());
        }
        for erasure in gone {
            Box::pin(self.erase_now(&erasure)).await?;
        }
        Err(About::new("chunk", chunk.name).conflict())
    }

    /// The chunks that brought these documents, where they are there.
    async fn first_chunks(
        &self,
        said: &BTreeMap<DocumentId, Said<'_>>,
    ) -> Result<BTreeMap<DocumentId, Option<PackName>>> {
        let ids = said.iter().filter(|(_, of)| !of.captures.is_empty());
        let read = ids.map(|(id, _)| async move {
            Ok::<_, Error>((*id, self.first_chunk(&id.to_string()).await?))
        });
        Ok(try_join_all(read).await?.into_iter().collect())
    }

    /// Which of these chunks were written as a whole: each raw file is asked for once, this chunk's own is at hand.
    async fn written<'a>(
        &self,
        chunks: impl Iterator<Item = &'a PackName>,
        own: &Entry,
        file: RawFileId,
    ) -> Result<BTreeSet<PackName>> {
        let chunks: BTreeSet<PackName> = chunks.copied().collect();
        let others: BTreeSet<RawFileId> = chunks
            .iter()
            .map(|chunk| chunk.raw_file)
            .filter(|other| *other != file)
            .collect();
        let read = others
            .into_iter()
            .map(|id| async move { Ok::<_, Error>((id, self.entry(id).await?)) });
        let entries: BTreeMap<RawFileId, Option<Item<Entry>>> =
            try_join_all(read).await?.into_iter().collect();
        let whole = |chunk: &PackName| {
            if chunk.raw_file == file {
                return own.has(chunk);
            }
            let entry = entries.get(&chunk.raw_file).and_then(Option::as_ref);
            entry.is_some_and(|entry| entry.value.has(chunk))
        };
        Ok(chunks.into_iter().filter(whole).collect())
    }

    /// Writes a document with its captures and links; `first` is the chunk that brought it when it is there already.
    /// Returns the identifiers whose links changed.
    async fn put_document(
        &self,
        of: &Said<'_>,
        name: &PackName,
        first: Option<PackName>,
        written: &BTreeSet<PackName>,
    ) -> Result<Vec<Identifier>> {
        if of.captures.is_empty() {
            return Ok(Vec::new());
        }
        let id = of.stored.stub.id;
        let partition = id.to_string();
        let mut items = Vec::with_capacity(of.captures.len());
        for stored in &of.captures {
            let ties = of.fields.get(&stored.capture.id).cloned();
            items.push((
                stored.capture.id,
                capture_item(stored, ties.unwrap_or_default())?,
            ));
        }
        let known = match first {
            Some(first) => Some(first),
            None => {
                let (stub, more) = self.stub_items(of, name)?;
                let mut bytes = length(&stub);
                let mut batch = vec![Change::Create(stub)];
                let fits = items
                    .iter()
                    .take_while(|(_, item)| {
                        bytes += length(item);
                        bytes <= BATCH_BYTES
                    })
                    .count()
                    // A document is never there without a capture.
                    .clamp(1, BATCH_OPERATIONS - 1);
                let fits = fits.min(items.len());
                batch.extend(
                    items[..fits]
                        .iter()
                        .map(|(_, item)| Change::Create(item.clone())),
                );
                let made = self
                    .cosmos
                    .transact(Place::Documents, &partition, batch)
                    .await?;
                if made {
                    items.drain(..fits);
                    for item in more {
                        let id = super::items::id_of(&item).to_owned();
                        self.cosmos
                            .create(Place::Documents, &partition, &id, item)
                            .await?;
                    }
                    None
                } else {
                    // Someone else brought it at the same time.
                    self.first_chunk(&partition).await?
                }
            }
        };
        let mut fresh = true;
        for (capture, item) in items {
            let made = self
                .cosmos
                .create(Place::Documents, &partition, &capture.to_string(), item)
                .await?;
            fresh &= made.is_some();
        }
        let carriers = match known {
            None => self.carriers_of(of.own.iter().chain(of.fields.values().flatten())),
            Some(first) => {
                // One that came while this was written counts as not complete: that is only dearer.
                let complete = first != *name && written.contains(&first);
                if complete && of.fields.values().all(Vec::is_empty) {
                    return Ok(Vec::new());
                }
                if !complete {
                    // Whoever brought it may have stopped before all of its ties were written.
                    for item in self.stub_items(of, name)?.1 {
                        let id = super::items::id_of(&item).to_owned();
                        self.cosmos
                            .create(Place::Documents, &partition, &id, item)
                            .await?;
                    }
                }
                let whole = self.whole(id).await?;
                let mut carriers = self.carriers_of(whole.ties());
                if complete && fresh {
                    // Only what these captures add, by themselves or beside others' contacts, is new.
                    let before = whole
                        .seen
                        .iter()
                        .filter(|(id, _)| !of.fields.contains_key(id));
                    let before = before.flat_map(|(_, seen)| &seen.ties);
                    let before = self.carriers_of(whole.own.iter().chain(before));
                    carriers.retain(|key, carrier| {
                        let there = before.get(key);
                        there.is_none_or(|there| there.contacts != carrier.contacts)
                    });
                    return self.add_carriers(id, &carriers).await;
                }
                carriers
            }
        };
        self.add_carriers(id, &carriers).await?;
        // An earlier try may have written them and not come to note it.
        Ok(carriers
            .into_values()
            .map(|carrier| carrier.identifier)
            .collect())
    }

    /// The chunk that brought a document, when it is there.
    async fn first_chunk(&self, document: &str) -> Result<Option<PackName>> {
        let read = self
            .cosmos
            .read::<Value>(Place::Documents, document, document)
            .await?;
        read.map(|mut read| {
            let stub: Stub = unpack(take(&mut read.value, "body"))?;
            Ok(stub.first)
        })
        .transpose()
    }

    /// A document's stub, and the items for the ties that it has no room for.
    fn stub_items(&self, of: &Said<'_>, first: &PackName) -> Result<(Value, Vec<Value>)> {
        let id = of.stored.stub.id.to_string();
        let (in_stub, beyond) = of.own.split_at(of.own.len().min(STUB_TIES));
        let stub = Stub {
            stub: of.stored.stub.clone(),
            region: of.stored.region.clone(),
            language: of.stored.language.clone(),
            detected: of.stored.detected_language.clone(),
            ties: in_stub.to_vec(),
            first: *first,
        };
        let stub = with(
            json!({ "body": pack(&stub)? }),
            &[("id", &id), ("document", &id)],
        )?;
        let mut more = Vec::new();
        let mut part: Vec<&Tie> = Vec::new();
        let mut bytes = 0;
        for tie in beyond {
            bytes += tie.identifier.value.len() + 200;
            part.push(tie);
            if bytes >= TIES_BYTES {
                more.push(std::mem::take(&mut part));
                bytes = 0;
            }
        }
        if !part.is_empty() {
            more.push(part);
        }
        let more = more
            .into_iter()
            .enumerate()
            .map(|(at, ties)| {
                let name = format!("l-{at:06}");
                with(
                    json!({ "body": pack(&ties)? }),
                    &[("id", &name), ("document", &id)],
                )
            })
            .collect::<Result<Vec<Value>>>()?;
        Ok((stub, more))
    }
}

fn capture_item(stored: &StoredCapture, ties: Vec<Tie>) -> Result<Value> {
    let capture = &stored.capture;
    let seen = Seen {
        capture: capture.clone(),
        pack: stored.pack,
        document_frame: stored.document_frame,
        capture_frame: stored.capture_frame,
        ties,
    };
    let (id, document) = (capture.id.to_string(), capture.document.to_string());
    with(
        json!({ "rawFile": capture.raw_file, "record": capture.record, "body": pack(&seen)? }),
        &[("id", &id), ("document", &document)],
    )
}

/// The mark under which a chunk's changes are noted. It is made after everything of the chunk was written, so that a second
/// try that finds it there has nothing to add.
fn mark_of(name: &PackName) -> String {
    format!("{}.{}.{}", name.raw_file, name.versions, name.chunk)
}

impl Azure {
    /// The captures of a raw file, each with its document.
    pub(super) async fn captures_of(
        &self,
        file: RawFileId,
    ) -> Result<Vec<(DocumentId, CaptureId)>> {
        let query = "SELECT c.id, c.document FROM c WHERE c.rawFile = @file".to_owned();
        let found = self
            .cosmos
            .query(Place::Documents, None, query, &[("@file", json!(file))])
            .await?;
        found
            .into_iter()
            .map(|mut value| {
                let id = super::items::parsed_id(&value)?;
                Ok::<_, Error>((super::cosmos::item(take(&mut value, "document"))?, id))
            })
            .collect()
    }
}
