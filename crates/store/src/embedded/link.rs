//! What linking reads and writes.

use super::codes::*;
use super::*;
use rusqlite::{OptionalExtension, params};

impl Embedded {
    pub(super) fn changed_identifiers_now(&self, caps: Caps, limit: usize) -> Result<Vec<Common>> {
        let db = self.db();
        let mut list = db.prepare_cached(
            "SELECT pk, key, kind, value, documents, contacts FROM identifiers WHERE changed = 1 LIMIT ?1",
        )?;
        let mut documents = db.prepare_cached(
            "SELECT count(*) FROM (SELECT DISTINCT document FROM links WHERE identifier = ?1 LIMIT ?2)",
        )?;
        // Kinds up to the third are contacts (phone, e-mail, account).
        let mut contacts = db.prepare_cached(
            "SELECT count(*) FROM (
                 SELECT DISTINCT other.identifier
                 FROM (SELECT DISTINCT document FROM links WHERE identifier = ?1 LIMIT ?2) AS carrier
                 JOIN links AS other ON other.document = carrier.document
                 JOIN identifiers ON identifiers.pk = other.identifier
                 WHERE other.identifier <> ?1 AND identifiers.kind <= 2 LIMIT ?3)",
        )?;
        debug_assert!(
            IdentifierKind::ALL
                .iter()
                .all(|kind| kind.is_contact() == (kind_code(*kind) <= 2))
        );
        let mut found = Vec::new();
        let mut rows = list.query([limit as i64])?;
        while let Some(row) = rows.next()? {
            let pk: i64 = row.get(0)?;
            let most = caps.documents as i64 + 1;
            let before: (Option<i64>, Option<i64>) = (row.get(4)?, row.get(5)?);
            found.push(Common {
                key: IdentifierKey::from_bytes(row.get(1)?),
                identifier: Identifier {
                    kind: kind_of(row.get(2)?)?,
                    value: row.get(3)?,
                },
                before: before.0.zip(before.1).map(|(d, c)| Commonness {
                    documents: d as u64,
                    contacts: c as u64,
                }),
                now: Commonness {
                    documents: documents.query_row(params![pk, most], |row| row.get::<_, i64>(0))?
                        as u64,
                    contacts: contacts
                        .query_row(params![pk, most, caps.contacts as i64 + 1], |row| {
                            row.get::<_, i64>(0)
                        })? as u64,
                },
            });
        }
        Ok(found)
    }

    pub(super) fn record_commonness_now(&self, recorded: &[RecordedCommonness]) -> Result<()> {
        let mut db = self.db();
        let transaction = db.transaction()?;
        {
            let mut update = transaction.prepare_cached(
                "UPDATE identifiers SET documents = ?2, contacts = ?3, hub = ?4, changed = 0 WHERE key = ?1 RETURNING pk",
            )?;
            let mut dirty = transaction.prepare_cached(
                "INSERT OR IGNORE INTO dirty SELECT DISTINCT document FROM links WHERE identifier = ?1",
            )?;
            for entry in recorded {
                let pk: Option<i64> = update
                    .query_row(
                        params![
                            entry.key.as_bytes(),
                            entry.commonness.documents as i64,
                            entry.commonness.contacts as i64,
                            entry.hub.map(HubReason::name)
                        ],
                        |row| row.get(0),
                    )
                    .optional()?;
                if let Some(pk) = pk.filter(|_| entry.rebuild) {
                    dirty.execute([pk])?;
                }
            }
        }
        Ok(transaction.commit()?)
    }

    pub(super) fn dirty_documents_now(&self) -> Result<Vec<DocumentId>> {
        let db = self.db();
        let mut list =
            db.prepare_cached("SELECT id FROM dirty JOIN documents ON pk = document ORDER BY id")?;
        let ids = list.query_map([], |row| Ok(DocumentId::from_bytes(row.get(0)?)))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    pub(super) fn members_now(&self, ids: &[DocumentId]) -> Result<Vec<MemberRow>> {
        let db = self.db();
        let mut find = db.prepare_cached("SELECT pk, stub FROM documents WHERE id = ?1")?;
        let mut captures =
            db.prepare_cached("SELECT item FROM captures WHERE document = ?1 ORDER BY id")?;
        let mut members = Vec::with_capacity(ids.len());
        for id in ids {
            let row: Option<(i64, String)> = find
                .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((pk, stub)) = row else { continue };
            let items = captures.query_map([pk], |row| row.get::<_, String>(0))?;
            let captures = items
                .map(|item| Ok(serde_json::from_str(&item?)?))
                .collect::<Result<Vec<Capture>>>()?;
            members.push(MemberRow {
                stub: serde_json::from_str(&stub)?,
                carries: carried(&db, pk)?,
                captures,
            });
        }
        Ok(members)
    }

    pub(super) fn carriers_now(&self, key: IdentifierKey) -> Result<Vec<DocumentId>> {
        let db = self.db();
        let mut list = db.prepare_cached(
            "SELECT DISTINCT documents.id FROM identifiers JOIN links ON links.identifier = identifiers.pk
             JOIN documents ON documents.pk = links.document WHERE identifiers.key = ?1 ORDER BY documents.id",
        )?;
        let ids = list.query_map([key.as_bytes()], |row| {
            Ok(DocumentId::from_bytes(row.get(0)?))
        })?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    pub(super) fn put_networks_now(
        &self,
        rebuilt: &[DocumentId],
        networks: &[Network],
    ) -> Result<()> {
        let mut db = self.db();
        let transaction = db.transaction()?;
        {
            // All members leave at once: a network that takes over the id later must not be met through an old member.
            let mut leave = transaction
                .prepare_cached("UPDATE documents SET network = NULL WHERE network = ?1")?;
            let mut delete = transaction.prepare_cached("DELETE FROM networks WHERE id = ?1")?;
            let mut clean = transaction.prepare_cached("DELETE FROM dirty WHERE document = ?1")?;
            let mut find =
                transaction.prepare_cached("SELECT pk, network FROM documents WHERE id = ?1")?;
            for id in rebuilt {
                let row: Option<(i64, Option<Vec<u8>>)> = find
                    .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()?;
                let Some((pk, network)) = row else { continue };
                if let Some(network) = network {
                    leave.execute([&network])?;
                    delete.execute([&network])?;
                }
                clean.execute([pk])?;
            }
            let mut insert = transaction
                .prepare_cached("INSERT OR REPLACE INTO networks VALUES (?1, ?2, ?3)")?;
            let mut join =
                transaction.prepare_cached("UPDATE documents SET network = ?2 WHERE id = ?1")?;
            for network in networks {
                insert.execute(params![
                    network.id.as_bytes(),
                    network.assessment.lead,
                    serde_json::to_string(network)?
                ])?;
                for member in &network.members {
                    join.execute(params![member.as_bytes(), network.id.as_bytes()])?;
                }
            }
        }
        Ok(transaction.commit()?)
    }
}

/// What a document carries, by (kind, value), each with its first evidence.
pub(super) fn carried(db: &Connection, document: i64) -> Result<Vec<Carried>> {
    let mut list = db.prepare_cached(
        "SELECT identifiers.key, identifiers.kind, identifiers.value, identifiers.documents, identifiers.contacts,
             identifiers.hub, captures.id, links.field, links.first, links.last, links.method, links.confidence
         FROM links JOIN identifiers ON identifiers.pk = links.identifier
         LEFT JOIN captures ON captures.pk = links.capture WHERE links.document = ?1",
    )?;
    let mut all: Vec<Carried> = Vec::new();
    let mut rows = list.query([document])?;
    while let Some(row) = rows.next()? {
        let site = site_of(row.get(6)?, row.get(7)?, row.get(8)?, row.get(9)?)?;
        all.push(Carried {
            key: IdentifierKey::from_bytes(row.get(0)?),
            identifier: Identifier {
                kind: kind_of(row.get(1)?)?,
                value: row.get(2)?,
            },
            evidence: Evidence {
                site,
                method: row.get(10)?,
                confidence: row.get(11)?,
            },
            commonness: Commonness {
                documents: row.get::<_, Option<i64>>(3)?.unwrap_or(1) as u64,
                contacts: row.get::<_, Option<i64>>(4)?.unwrap_or(0) as u64,
            },
            hub: hub_of(row.get(5)?),
        });
    }
    all.sort_by(|a, b| (&a.identifier, &a.evidence).cmp(&(&b.identifier, &b.evidence)));
    all.dedup_by(|later, first| later.identifier == first.identifier);
    Ok(all)
}
