//! Pages and look-ups.

use super::codes::*;
use super::*;
use crate::Store;
use rusqlite::{Row, params};

const RAW_FILE: &str =
    "SELECT id, source, sha256, bytes, versions, hints, chunks, records, done FROM raw_files";
const CAPTURE: &str = "SELECT item, versions, chunk, document_offset, document_length, capture_offset, capture_length FROM captures";
/// Of a document's captures the one with the smallest id says where its text is.
const DOCUMENT: &str = "SELECT documents.stub, documents.region, documents.language, documents.detected_language,
    documents.network, (SELECT count(*) FROM captures WHERE document = documents.pk),
    captures.item, captures.versions, captures.chunk, captures.document_offset, captures.document_length
    FROM documents JOIN captures ON captures.id = (SELECT min(id) FROM captures WHERE document = documents.pk)";

fn document_of(row: &Row<'_>) -> Result<DocumentRow> {
    let stub: DocumentStub = serde_json::from_str(&row.get::<_, String>(0)?)?;
    let capture: Capture = serde_json::from_str(&row.get::<_, String>(6)?)?;
    Ok(DocumentRow {
        document: StoredDocument {
            stub,
            region: row.get(1)?,
            language: row.get(2)?,
            detected_language: row.get(3)?,
        },
        network: row
            .get::<_, Option<[u8; 16]>>(4)?
            .map(NetworkId::from_bytes),
        captures: row.get::<_, i64>(5)? as u64,
        pack: PackName {
            raw_file: capture.raw_file,
            versions: versions_of(&row.get::<_, String>(7)?)?,
            chunk: row.get::<_, i64>(8)? as u64,
        },
        frame: Frame {
            offset: row.get::<_, i64>(9)? as u64,
            length: row.get::<_, i64>(10)? as u64,
        },
    })
}

impl Embedded {
    /// Rows of a query, each read by `read`.
    fn all<T>(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let db = self.db();
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    fn one<T>(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.all(sql, parameters, read)?.into_iter().next())
    }
}

/// The smallest key of a page: everything when nothing came before.
fn after(id: Option<&[u8; 16]>) -> Vec<u8> {
    id.map(|id| id.to_vec()).unwrap_or_default()
}

#[async_trait]
impl Store for Embedded {
    async fn put_source(&self, source: &Source) -> Result<()> {
        self.put_source_now(source)
    }

    async fn source(&self, name: &str) -> Result<Option<Source>> {
        self.one(
            "SELECT settings FROM sources WHERE name = ?1",
            [name],
            |row| Ok(serde_json::from_str(&row.get::<_, String>(0)?)?),
        )
    }

    async fn sources(&self) -> Result<Vec<Source>> {
        self.all("SELECT settings FROM sources ORDER BY name", [], |row| {
            Ok(serde_json::from_str(&row.get::<_, String>(0)?)?)
        })
    }

    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>> {
        self.one(
            "SELECT path, raw_file FROM deliveries WHERE id = ?1",
            [id.as_bytes()],
            |row| {
                Ok(Delivery {
                    id,
                    path: row.get(0)?,
                    raw_file: RawFileId::from_bytes(row.get(1)?),
                })
            },
        )
    }

    async fn put_delivery(&self, delivery: &Delivery) -> Result<()> {
        self.put_delivery_now(delivery)
    }

    async fn deliveries_of(&self, raw_file: RawFileId) -> Result<Vec<Delivery>> {
        self.all(
            "SELECT id, path FROM deliveries WHERE raw_file = ?1 ORDER BY path, id",
            [raw_file.as_bytes()],
            |row| {
                Ok(Delivery {
                    id: DeliveryId::from_bytes(row.get(0)?),
                    path: row.get(1)?,
                    raw_file,
                })
            },
        )
    }

    async fn raw_file(&self, id: RawFileId) -> Result<Option<RawFile>> {
        self.one(
            &format!("{RAW_FILE} WHERE id = ?1"),
            [id.as_bytes()],
            raw_file_of,
        )
    }

    async fn put_raw_file(&self, raw_file: &RawFile) -> Result<RawFile> {
        self.put_raw_file_now(raw_file)?;
        let there = self.raw_file(raw_file.id).await?;
        Ok(there.unwrap_or_else(|| raw_file.clone()))
    }

    async fn unfinished(&self, limit: usize) -> Result<Vec<RawFile>> {
        self.all(
            &format!("{RAW_FILE} WHERE done = 0 ORDER BY id LIMIT ?1"),
            [i64::try_from(limit).unwrap_or(i64::MAX)],
            raw_file_of,
        )
    }

    async fn raw_files(&self, from: Option<RawFileId>, limit: usize) -> Result<Vec<RawFile>> {
        let from = after(from.as_ref().map(RawFileId::as_bytes));
        self.all(
            &format!("{RAW_FILE} WHERE id > ?1 ORDER BY id LIMIT ?2"),
            params![from, limit as i64],
            raw_file_of,
        )
    }

    async fn put_chunk(&self, chunk: &Chunk) -> Result<()> {
        self.put_chunk_now(chunk)
    }

    async fn finish_raw_file(&self, id: RawFileId, records: u64, rejects: &[Reject]) -> Result<()> {
        self.finish_raw_file_now(id, records, rejects)
    }

    async fn erased(&self, ids: &[Tombstone]) -> Result<Vec<bool>> {
        let db = self.db();
        let mut find = db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM tombstones WHERE kind = ?1 AND id = ?2)",
        )?;
        let mut erased = Vec::with_capacity(ids.len());
        for stone in ids {
            let dead = find.query_row(params![tombstone_code(stone.kind), stone.id], |row| {
                row.get::<_, bool>(0)
            })?;
            erased.push(dead);
        }
        Ok(erased)
    }

    async fn changes(&self, limit: usize) -> Result<Noted> {
        self.changes_now(limit)
    }

    async fn clear_changes(&self, done: &[Changes]) -> Result<()> {
        self.clear_changes_now(done)
    }

    async fn leave_noted(&self, note: &Changes, left: &[DocumentId]) -> Result<()> {
        self.leave_noted_now(note, left)
    }

    async fn commonness(&self, identifiers: &[Identifier], caps: Caps) -> Result<Vec<Common>> {
        self.commonness_now(identifiers, caps)
    }

    async fn record_commonness(&self, recorded: &[RecordedCommonness]) -> Result<Vec<Changes>> {
        self.record_commonness_now(recorded)
    }

    async fn members(&self, ids: &[DocumentId]) -> Result<Vec<MemberRow>> {
        self.members_now(ids)
    }

    async fn carriers(&self, key: IdentifierKey) -> Result<Vec<DocumentId>> {
        self.carriers_now(key)
    }

    async fn put_networks(
        &self,
        components: &[Vec<MemberRow>],
        networks: &[Network],
        _round: &Round,
    ) -> Result<()> {
        self.put_networks_now(components, networks)
    }

    async fn put_assessment(&self, network: &Network, assessment: &Assessment) -> Result<()> {
        self.put_assessment_now(network, assessment)
    }

    async fn identifier(&self, identifier: &Identifier) -> Result<Option<IdentifierKey>> {
        let key = identifier.key(&self.key);
        self.one(
            "SELECT 1 FROM identifiers WHERE key = ?1",
            [key.as_bytes()],
            |_| Ok(key),
        )
    }

    async fn document(&self, id: DocumentId) -> Result<Option<DocumentRow>> {
        self.one(
            &format!("{DOCUMENT} WHERE documents.id = ?1"),
            [id.as_bytes()],
            document_of,
        )
    }

    async fn documents(&self, from: Option<DocumentId>, limit: usize) -> Result<Vec<DocumentRow>> {
        let from = after(from.as_ref().map(DocumentId::as_bytes));
        let sql = format!("{DOCUMENT} WHERE documents.id > ?1 ORDER BY documents.id LIMIT ?2");
        self.all(&sql, params![from, limit as i64], document_of)
    }

    async fn capture(&self, id: CaptureId) -> Result<Option<StoredCapture>> {
        self.one(
            &format!("{CAPTURE} WHERE id = ?1"),
            [id.as_bytes()],
            capture_of,
        )
    }

    async fn captures(&self, from: Option<CaptureId>, limit: usize) -> Result<Vec<Capture>> {
        let from = after(from.as_ref().map(CaptureId::as_bytes));
        self.all(
            "SELECT item FROM captures WHERE id > ?1 ORDER BY id LIMIT ?2",
            params![from, limit as i64],
            |row| Ok(serde_json::from_str(&row.get::<_, String>(0)?)?),
        )
    }

    async fn captures_in(
        &self,
        raw_file: RawFileId,
        records: std::ops::Range<u64>,
    ) -> Result<Vec<StoredCapture>> {
        let sql = format!(
            "{CAPTURE} WHERE raw_file = (SELECT pk FROM raw_files WHERE id = ?1) AND record >= ?2 AND record < ?3 ORDER BY record"
        );
        let most = |record: u64| i64::try_from(record).unwrap_or(i64::MAX);
        self.all(
            &sql,
            params![raw_file.as_bytes(), most(records.start), most(records.end)],
            capture_of,
        )
    }

    async fn network(&self, id: NetworkId) -> Result<Option<Network>> {
        self.one(
            "SELECT networks.item FROM documents JOIN networks ON networks.id = documents.network WHERE documents.id = ?1",
            [id.as_bytes()],
            |row| Ok(serde_json::from_str(&row.get::<_, String>(0)?)?),
        )
    }

    async fn networks(&self, from: Option<NetworkId>, limit: usize) -> Result<Vec<Network>> {
        let from = after(from.as_ref().map(NetworkId::as_bytes));
        self.all(
            "SELECT item FROM networks WHERE id > ?1 ORDER BY id LIMIT ?2",
            params![from, limit as i64],
            |row| Ok(serde_json::from_str(&row.get::<_, String>(0)?)?),
        )
    }

    async fn hubs(&self) -> Result<Vec<HubRow>> {
        let sql = "SELECT kind, value, hub, (SELECT count(DISTINCT document) FROM links WHERE identifier = identifiers.pk)
             FROM identifiers WHERE hub IS NOT NULL ORDER BY kind, value";
        self.all(sql, [], |row| {
            Ok(HubRow {
                identifier: Identifier {
                    kind: kind_of(row.get(0)?)?,
                    value: row.get(1)?,
                },
                reason: hub_of(row.get(2)?).ok_or_else(|| Error::Damaged {
                    what: "a hub".to_owned(),
                })?,
                documents: row.get::<_, i64>(3)? as u64,
            })
        })
    }

    async fn rejects(&self) -> Result<Vec<Reject>> {
        self.all("SELECT item FROM rejects ORDER BY id", [], |row| {
            Ok(serde_json::from_str(&row.get::<_, String>(0)?)?)
        })
    }

    async fn rejects_of(&self, raw_file: RawFileId) -> Result<Vec<Reject>> {
        self.all(
            "SELECT item FROM rejects WHERE raw_file = ?1 ORDER BY id",
            [raw_file.as_bytes()],
            |row| Ok(serde_json::from_str(&row.get::<_, String>(0)?)?),
        )
    }

    async fn tombstones(&self) -> Result<Vec<Tombstone>> {
        self.all(
            "SELECT kind, id FROM tombstones ORDER BY kind, id",
            [],
            |row| {
                Ok(Tombstone {
                    kind: tombstone_kind(row.get(0)?),
                    id: row.get(1)?,
                })
            },
        )
    }

    async fn counts(&self) -> Result<Counts> {
        let count = |sql: &str| -> Result<u64> {
            Ok(self.db().query_row(sql, [], |row| row.get::<_, i64>(0))? as u64)
        };
        Ok(Counts {
            deliveries: count("SELECT count(*) FROM deliveries")?,
            raw_files: count("SELECT count(*) FROM raw_files")?,
            captures: count("SELECT count(*) FROM captures")?,
            documents: count("SELECT count(*) FROM documents")?,
            networks: count("SELECT count(*) FROM networks")?,
            leads: count("SELECT count(*) FROM networks WHERE lead")?,
        })
    }

    async fn erase(&self, erasure: &Erasure) -> Result<u64> {
        self.erase_now(erasure)
    }

    async fn file_work(&self) -> Result<Vec<FileWork>> {
        self.file_work_now()
    }

    async fn file_work_done(&self, work: &FileWork) -> Result<()> {
        self.file_work_done_now(work)
    }

    fn deployment_key(&self) -> &[u8; 32] {
        &self.key
    }
}
