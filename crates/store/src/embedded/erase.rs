//! Erasure: one transaction over rows, with the work on files noted in it.

use super::codes::*;
use super::*;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::BTreeMap;

impl Embedded {
    pub(super) fn erase_now(&self, erasure: &Erasure) -> Result<u64> {
        let mut db = self.db();
        let mark = self.mark();
        let transaction = db.transaction()?;
        let mut work = Work {
            mark,
            ..Work::default()
        };
        match erasure {
            Erasure::Document(id) => {
                bury(&transaction, TombstoneKind::Document, &id.to_string())?;
                let captures = keys(
                    &transaction,
                    "SELECT captures.pk FROM captures JOIN documents ON documents.pk = document WHERE documents.id = ?1",
                    id.as_bytes(),
                )?;
                for capture in captures {
                    work.capture(&transaction, capture, true)?;
                }
            }
            Erasure::Capture(id) => {
                bury(&transaction, TombstoneKind::Capture, &id.to_string())?;
                for capture in keys(
                    &transaction,
                    "SELECT pk FROM captures WHERE id = ?1",
                    id.as_bytes(),
                )? {
                    work.capture(&transaction, capture, true)?;
                }
            }
            Erasure::Source(source) => {
                let files: Vec<(i64, [u8; 16], String)> = transaction
                    .prepare_cached("SELECT pk, id, hints FROM raw_files WHERE source = ?1")?
                    .query_map([source], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                    .collect::<rusqlite::Result<_>>()?;
                for (pk, id, hints) in files {
                    let raw_file = RawFileId::from_bytes(id);
                    bury(&transaction, TombstoneKind::RawFile, &raw_file.to_string())?;
                    for capture in keys(
                        &transaction,
                        "SELECT pk FROM captures WHERE raw_file = ?1",
                        pk,
                    )? {
                        work.capture(&transaction, capture, false)?;
                    }
                    for sql in [
                        "DELETE FROM rejects WHERE raw_file = ?1",
                        "DELETE FROM deliveries WHERE raw_file = ?1",
                        "DELETE FROM raw_files WHERE id = ?1",
                    ] {
                        transaction.execute(sql, [id])?;
                    }
                    // Bytes are kept under their id, so one place is enough.
                    let hints: Hints = serde_json::from_str(&hints)?;
                    work.files.push(FileWork::Delete(RawPlace {
                        id: raw_file,
                        path: hints.path,
                        version: hints.version,
                    }));
                }
                transaction.execute("DELETE FROM sources WHERE name = ?1", [source])?;
            }
        }
        let erased = work.finish(&transaction)?;
        transaction.commit()?;
        Ok(erased)
    }

    pub(super) fn file_work_now(&self) -> Result<Vec<FileWork>> {
        let db = self.db();
        let mut list = db.prepare_cached("SELECT item FROM file_work ORDER BY item")?;
        let items = list.query_map([], |row| row.get::<_, String>(0))?;
        items.map(|item| read_work(&item?)).collect()
    }

    pub(super) fn file_work_done_now(&self, work: &FileWork) -> Result<()> {
        self.db()
            .prepare_cached("DELETE FROM file_work WHERE item = ?1")?
            .execute([write_work(work)?])?;
        Ok(())
    }
}

fn keys(transaction: &Transaction<'_>, sql: &str, id: impl rusqlite::ToSql) -> Result<Vec<i64>> {
    let mut list = transaction.prepare_cached(sql)?;
    let rows = list.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn bury(transaction: &Transaction<'_>, kind: TombstoneKind, id: &str) -> Result<()> {
    transaction
        .prepare_cached("INSERT OR IGNORE INTO tombstones VALUES (?1, ?2)")?
        .execute(params![tombstone_code(kind), id])?;
    Ok(())
}

/// What one erasure removed so far.
#[derive(Default)]
struct Work {
    /// Under which changes are noted.
    mark: i64,
    erased: u64,
    /// Documents that lost a capture.
    documents: Vec<i64>,
    /// Frames to blank by pack.
    blank: BTreeMap<PackName, Vec<Frame>>,
    files: Vec<FileWork>,
}

impl Work {
    /// Removes a capture with its links. When its raw file stays, the record becomes a reject there and its frames are
    /// blanked; else the whole pack goes.
    fn capture(
        &mut self,
        transaction: &Transaction<'_>,
        pk: i64,
        raw_file_stays: bool,
    ) -> Result<()> {
        let mut find = transaction.prepare_cached(
            "SELECT item, versions, chunk, document_offset, document_length, capture_offset, capture_length, document,
                 raw_file FROM captures WHERE pk = ?1",
        )?;
        let mut rows = find.query([pk])?;
        let Some(row) = rows.next()? else {
            return Ok(());
        };
        let stored = capture_of(row)?;
        let (document, raw_file): (i64, i64) = (row.get(7)?, row.get(8)?);
        drop(rows);
        transaction
            .prepare_cached(
                "UPDATE identifiers SET changed = ?2 WHERE pk IN (SELECT identifier FROM links WHERE document = ?1)",
            )?
            .execute([document, self.mark])?;
        transaction
            .prepare_cached("DELETE FROM links WHERE document = ?1 AND capture = ?2")?
            .execute([document, pk])?;
        transaction
            .prepare_cached("DELETE FROM captures WHERE pk = ?1")?
            .execute([pk])?;
        self.documents.push(document);
        self.erased += 1;
        if raw_file_stays {
            let shared: bool = transaction
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM captures WHERE raw_file = ?1 AND document = ?2 AND chunk = ?3)",
                )?
                .query_row(params![raw_file, document, stored.pack.chunk as i64], |row| row.get(0))?;
            let frames = self.blank.entry(stored.pack).or_default();
            frames.push(stored.capture_frame);
            if !shared {
                frames.push(stored.document_frame);
            }
            count_as_reject(transaction, &stored.capture)?;
        }
        Ok(())
    }

    fn finish(mut self, transaction: &Transaction<'_>) -> Result<u64> {
        self.documents.sort_unstable();
        self.documents.dedup();
        for document in &self.documents {
            rebuild_neighbours(transaction, *document, self.mark)?;
            let seen: bool = transaction
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM captures WHERE document = ?1)")?
                .query_row([document], |row| row.get(0))?;
            if !seen {
                for sql in [
                    "DELETE FROM links WHERE document = ?1",
                    "DELETE FROM dirty WHERE document = ?1",
                    "DELETE FROM documents WHERE pk = ?1",
                ] {
                    transaction.prepare_cached(sql)?.execute([document])?;
                }
            }
        }
        transaction.execute(
            "DELETE FROM identifiers WHERE changed > 0 AND NOT EXISTS (SELECT 1 FROM links WHERE identifier = identifiers.pk)",
            [],
        )?;
        let blank = std::mem::take(&mut self.blank);
        self.files
            .extend(blank.into_iter().map(|(pack, mut frames)| {
                frames.sort_unstable();
                frames.dedup();
                FileWork::Blank(pack, frames)
            }));
        for work in &self.files {
            transaction
                .prepare_cached("INSERT OR IGNORE INTO file_work VALUES (?1)")?
                .execute([write_work(work)?])?;
        }
        Ok(self.erased)
    }
}

/// The network of a document goes; all its members are to be rebuilt.
fn rebuild_neighbours(transaction: &Transaction<'_>, document: i64, mark: i64) -> Result<()> {
    transaction
        .prepare_cached("INSERT OR REPLACE INTO dirty VALUES (?1, ?2)")?
        .execute([document, mark])?;
    let network: Option<Vec<u8>> = transaction
        .prepare_cached("SELECT network FROM documents WHERE pk = ?1")?
        .query_row([document], |row| row.get(0))
        .optional()?
        .flatten();
    if let Some(network) = network {
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO dirty SELECT pk, ?2 FROM documents WHERE network = ?1",
            )?
            .execute(params![network, mark])?;
        for sql in [
            "UPDATE documents SET network = NULL WHERE network = ?1",
            "DELETE FROM networks WHERE id = ?1",
        ] {
            transaction.prepare_cached(sql)?.execute([&network])?;
        }
    }
    Ok(())
}

/// An erased record counts as a reject of its raw file, as it will when the raw file is read again.
fn count_as_reject(transaction: &Transaction<'_>, capture: &Capture) -> Result<()> {
    let id = RejectId::derive(capture.raw_file, RejectReason::Erased.name());
    let known: Option<String> = transaction
        .prepare_cached("SELECT item FROM rejects WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    let reject = match known {
        Some(item) => {
            let known: Reject = serde_json::from_str(&item)?;
            Reject {
                count: known.count + 1,
                first: known.first.min(capture.bytes),
                ..known
            }
        }
        None => Reject {
            id,
            raw_file: capture.raw_file,
            reason: RejectReason::Erased,
            count: 1,
            first: capture.bytes,
        },
    };
    super::write::put_rejects(transaction, &[reject])
}

fn write_work(work: &FileWork) -> Result<String> {
    Ok(serde_json::to_string(work)?)
}

fn read_work(item: &str) -> Result<FileWork> {
    Ok(serde_json::from_str(item)?)
}
