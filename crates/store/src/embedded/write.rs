//! The ledger, and chunks.

use super::codes::*;
use super::*;
use rusqlite::{OptionalExtension, Transaction, params};
use rustc_hash::{FxHashMap, FxHashSet};

impl Embedded {
    pub(super) fn put_source_now(&self, source: &Source) -> Result<()> {
        let settings = serde_json::to_string(source)?;
        self.db()
            .prepare_cached("INSERT INTO sources VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET settings = ?2")?
            .execute(params![source.name, settings])?;
        Ok(())
    }

    pub(super) fn put_delivery_now(&self, delivery: &Delivery) -> Result<()> {
        self.db()
            .prepare_cached("INSERT OR IGNORE INTO deliveries VALUES (?1, ?2, ?3)")?
            .execute(params![
                delivery.id.as_bytes(),
                delivery.path,
                delivery.raw_file.as_bytes()
            ])?;
        Ok(())
    }

    pub(super) fn put_raw_file_now(&self, file: &RawFile) -> Result<()> {
        let hints = Hints {
            path: file.path.clone(),
            version: file.version.clone(),
            name: file.name.clone(),
            region: file.region.clone(),
            language: file.language.clone(),
            mapping: file.mapping.clone(),
        };
        self.db()
            .prepare_cached(
                "INSERT OR IGNORE INTO raw_files (id, source, sha256, bytes, versions, hints, chunks, records, done)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                file.id.as_bytes(),
                file.source,
                file.sha256,
                file.bytes as i64,
                file.versions.to_string(),
                serde_json::to_string(&hints)?,
                file.chunks as i64,
                file.records as i64,
                file.done
            ])?;
        Ok(())
    }

    pub(super) fn put_chunk_now(&self, chunk: &Chunk) -> Result<()> {
        let key = self.key;
        let mut db = self.db();
        let mark = self.mark();
        let transaction = db.transaction()?;
        let raw_file: i64 = transaction
            .prepare_cached("SELECT pk FROM raw_files WHERE id = ?1")?
            .query_row([chunk.name.raw_file.as_bytes()], |row| row.get(0))
            .optional()?
            .ok_or_else(|| Error::NotFound {
                kind: "raw file",
                id: chunk.name.raw_file.to_string(),
            })?;
        let mut touched = FxHashSet::default();
        let (documents, new_documents) = put_documents(&transaction, &chunk.documents)?;
        touched.extend(new_documents.values().copied());
        let captures = put_captures(&transaction, chunk, raw_file, &documents, &mut touched)?;
        put_links(
            &transaction,
            chunk,
            (&key, mark),
            &documents,
            &new_documents,
            &captures,
        )?;
        let mut dirty =
            transaction.prepare_cached("INSERT OR REPLACE INTO dirty VALUES (?1, ?2)")?;
        for document in touched {
            dirty.execute([document, mark])?;
        }
        drop(dirty);
        put_rejects(&transaction, &chunk.rejects)?;
        transaction
            .prepare_cached("UPDATE raw_files SET chunks = max(chunks, ?2), records = max(records, ?3), done = max(done, ?4) WHERE pk = ?1")?
            .execute(params![
                raw_file,
                (chunk.name.chunk + 1) as i64,
                chunk.records as i64,
                chunk.ends
            ])?;
        Ok(transaction.commit()?)
    }

    pub(super) fn finish_raw_file_now(
        &self,
        id: RawFileId,
        records: u64,
        rejects: &[Reject],
    ) -> Result<()> {
        let mut db = self.db();
        let transaction = db.transaction()?;
        put_rejects(&transaction, rejects)?;
        transaction
            .prepare_cached("UPDATE raw_files SET done = 1, records = ?2 WHERE id = ?1")?
            .execute(params![id.as_bytes(), records as i64])?;
        Ok(transaction.commit()?)
    }
}

type Keys<Id> = FxHashMap<Id, i64>;

fn put_documents(
    transaction: &Transaction<'_>,
    documents: &[StoredDocument],
) -> Result<(Keys<DocumentId>, Keys<DocumentId>)> {
    let mut find = transaction.prepare_cached("SELECT pk FROM documents WHERE id = ?1")?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO documents (id, region, language, detected_language, stub) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut all = Keys::default();
    let mut new = Keys::default();
    for document in documents {
        let id = document.stub.id;
        let known: Option<i64> = find
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        let pk = match known {
            Some(pk) => pk,
            None => {
                let stub = serde_json::to_string(&document.stub)?;
                let pk = insert.insert(params![
                    id.as_bytes(),
                    document.region,
                    document.language,
                    document.detected_language,
                    stub
                ])?;
                new.insert(id, pk);
                pk
            }
        };
        all.insert(id, pk);
    }
    Ok((all, new))
}

/// Returns the keys of the captures that are new.
fn put_captures(
    transaction: &Transaction<'_>,
    chunk: &Chunk,
    raw_file: i64,
    documents: &Keys<DocumentId>,
    touched: &mut FxHashSet<i64>,
) -> Result<Keys<CaptureId>> {
    let mut insert = transaction.prepare_cached(
        "INSERT OR IGNORE INTO captures (id, document, raw_file, record, versions, chunk, document_offset, document_length,
             capture_offset, capture_length, item) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    let versions = chunk.name.versions.to_string();
    let mut new = Keys::default();
    for stored in &chunk.captures {
        let capture = &stored.capture;
        let document =
            documents
                .get(&capture.document)
                .copied()
                .ok_or_else(|| Error::NotFound {
                    kind: "document",
                    id: capture.document.to_string(),
                })?;
        let inserted = insert.execute(params![
            capture.id.as_bytes(),
            document,
            raw_file,
            capture.record as i64,
            versions,
            chunk.name.chunk as i64,
            stored.document_frame.offset as i64,
            stored.document_frame.length as i64,
            stored.capture_frame.offset as i64,
            stored.capture_frame.length as i64,
            serde_json::to_string(capture)?
        ])?;
        if inserted == 1 {
            new.insert(capture.id, transaction.last_insert_rowid());
            touched.insert(document);
        }
    }
    Ok(new)
}

fn put_links(
    transaction: &Transaction<'_>,
    chunk: &Chunk,
    (key, mark): (&[u8; 32], i64),
    documents: &Keys<DocumentId>,
    new_documents: &Keys<DocumentId>,
    new_captures: &Keys<CaptureId>,
) -> Result<()> {
    let mut identify = transaction.prepare_cached(
        "INSERT INTO identifiers (key, kind, value, changed) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (key) DO UPDATE SET changed = ?4 RETURNING pk",
    )?;
    let mut insert = transaction
        .prepare_cached("INSERT OR IGNORE INTO links VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    let mut neighbours = transaction.prepare_cached(
        "UPDATE identifiers SET changed = ?2 WHERE pk IN (SELECT identifier FROM links WHERE document = ?1)",
    )?;
    let mut known: FxHashMap<&Identifier, i64> = FxHashMap::default();
    for link in &chunk.links {
        let capture = match link.evidence.site {
            Site::Text | Site::Document(_) if new_documents.contains_key(&link.document) => 0,
            Site::Capture(id, ..) => match new_captures.get(&id) {
                Some(pk) => *pk,
                None => continue,
            },
            // The document was known before, and its own links with it.
            Site::Text | Site::Document(_) => continue,
        };
        let document = documents[&link.document];
        let identifier = match known.get(&link.identifier) {
            Some(pk) => *pk,
            None => {
                let pk: i64 = identify.query_row(
                    params![
                        link.identifier.key(key).as_bytes(),
                        kind_code(link.identifier.kind),
                        link.identifier.value,
                        mark
                    ],
                    |row| row.get(0),
                )?;
                known.insert(&link.identifier, pk);
                pk
            }
        };
        let (capture, field, first, last) = site_columns(link.evidence.site, capture);
        let inserted = insert.execute(params![
            document,
            identifier,
            capture,
            field,
            first,
            last,
            link.evidence.method,
            link.evidence.confidence
        ])?;
        if inserted == 1 && capture != 0 {
            // A field brought an identifier to a document: what stands beside the document's others changed too.
            neighbours.execute([document, mark])?;
        }
    }
    Ok(())
}

pub(super) fn put_rejects(transaction: &Transaction<'_>, rejects: &[Reject]) -> Result<()> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO rejects VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET item = ?3",
    )?;
    for reject in rejects {
        insert.execute(params![
            reject.id.as_bytes(),
            reject.raw_file.as_bytes(),
            serde_json::to_string(reject)?
        ])?;
    }
    Ok(())
}
