//! What linking reads and writes.

use super::codes::*;
use super::*;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeSet;

/// Identifiers that are counted at once.
const IDENTIFIERS: i64 = 32_000;
const DOCUMENTS_A_NOTE: usize = 1_000;

fn mark_of(mark: &str) -> Result<i64> {
    mark.parse().map_err(|_| Error::Damaged {
        what: "a note's mark".to_owned(),
    })
}

impl Embedded {
    /// Changed identifiers come first: documents only once all of them fit.
    pub(super) fn changes_now(&self, limit: usize) -> Result<Noted> {
        let db = self.db();
        let mark = self.next_mark().to_string();
        let mut list = db.prepare_cached(
            "SELECT kind, value FROM identifiers WHERE changed > 0 ORDER BY changed, pk LIMIT ?1",
        )?;
        let mut rows = list.query([IDENTIFIERS])?;
        let mut identifiers = Vec::new();
        while let Some(row) = rows.next()? {
            identifiers.push(Identifier {
                kind: kind_of(row.get(0)?)?,
                value: row.get(1)?,
            });
        }
        if identifiers.len() as i64 == IDENTIFIERS {
            let changes = Changes {
                mark,
                identifiers,
                documents: Vec::new(),
            };
            return Ok(Noted {
                changes: vec![changes],
                more: true,
            });
        }
        let mut list = db.prepare_cached(
            "SELECT id FROM dirty JOIN documents ON pk = document ORDER BY id LIMIT ?1",
        )?;
        let most = i64::try_from(limit.saturating_mul(DOCUMENTS_A_NOTE)).unwrap_or(i64::MAX);
        let ids = list.query_map([most], |row| Ok(DocumentId::from_bytes(row.get(0)?)))?;
        let ids = ids.collect::<rusqlite::Result<Vec<_>>>()?;
        let of = |identifiers, documents: &[DocumentId]| Changes {
            mark: mark.clone(),
            identifiers,
            documents: documents.to_vec(),
        };
        let mut changes = Vec::new();
        if !identifiers.is_empty() {
            changes.push(of(identifiers, &[]));
        }
        changes.extend(ids.chunks(DOCUMENTS_A_NOTE).map(|ids| of(Vec::new(), ids)));
        Ok(Noted {
            changes,
            more: ids.len() as i64 == most,
        })
    }

    pub(super) fn commonness_now(
        &self,
        identifiers: &[Identifier],
        caps: Caps,
    ) -> Result<Vec<Common>> {
        let db = self.db();
        let mut find =
            db.prepare_cached("SELECT pk, documents, contacts FROM identifiers WHERE key = ?1")?;
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
        for identifier in identifiers {
            let key = identifier.key(&self.key);
            let row: Option<(i64, Option<i64>, Option<i64>)> = find
                .query_row([key.as_bytes()], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })
                .optional()?;
            let Some((pk, known_documents, known_contacts)) = row else {
                continue;
            };
            let most = caps.documents as i64 + 1;
            found.push(Common {
                key,
                identifier: identifier.clone(),
                before: known_documents
                    .zip(known_contacts)
                    .map(|(d, c)| Commonness {
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
                version: None,
                carriers: None,
            });
        }
        Ok(found)
    }

    pub(super) fn record_commonness_now(
        &self,
        recorded: &[RecordedCommonness],
    ) -> Result<Vec<Changes>> {
        let mut db = self.db();
        let mark = self.mark();
        let transaction = db.transaction()?;
        let mut documents: BTreeSet<DocumentId> = BTreeSet::new();
        {
            let mut update = transaction.prepare_cached(
                "UPDATE identifiers SET documents = ?2, contacts = ?3, hub = ?4 WHERE key = ?1 RETURNING pk",
            )?;
            let mut dirty = transaction.prepare_cached(
                "INSERT OR REPLACE INTO dirty SELECT DISTINCT document, ?2 FROM links WHERE identifier = ?1",
            )?;
            let mut carriers = transaction.prepare_cached(
                "SELECT DISTINCT documents.id FROM links JOIN documents ON documents.pk = links.document
                 WHERE links.identifier = ?1",
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
                    dirty.execute([pk, mark])?;
                    for id in carriers.query_map([pk], |row| row.get(0))? {
                        documents.insert(DocumentId::from_bytes(id?));
                    }
                }
            }
        }
        transaction.commit()?;
        if documents.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![Changes {
            mark: mark.to_string(),
            identifiers: Vec::new(),
            documents: documents.into_iter().collect(),
        }])
    }

    pub(super) fn leave_noted_now(&self, note: &Changes, left: &[DocumentId]) -> Result<()> {
        let done = note
            .documents
            .iter()
            .filter(|document| !left.contains(document));
        self.clear_changes_now(&[Changes {
            mark: note.mark.clone(),
            identifiers: Vec::new(),
            documents: done.copied().collect(),
        }])
    }

    pub(super) fn clear_changes_now(&self, done: &[Changes]) -> Result<()> {
        let mut db = self.db();
        let transaction = db.transaction()?;
        for changes in done {
            let mark = mark_of(&changes.mark)?;
            let mut clear = transaction.prepare_cached(
                "UPDATE identifiers SET changed = 0 WHERE key = ?1 AND changed <= ?2",
            )?;
            for identifier in &changes.identifiers {
                clear.execute(params![identifier.key(&self.key).as_bytes(), mark])?;
            }
            let mut clear = transaction.prepare_cached(
                "DELETE FROM dirty WHERE document = (SELECT pk FROM documents WHERE id = ?1) AND mark <= ?2",
            )?;
            for id in &changes.documents {
                clear.execute(params![id.as_bytes(), mark])?;
            }
        }
        Ok(transaction.commit()?)
    }

    pub(super) fn members_now(&self, ids: &[DocumentId]) -> Result<Vec<MemberRow>> {
        let db = self.db();
        let mut find =
            db.prepare_cached("SELECT pk, stub, network FROM documents WHERE id = ?1")?;
        let mut captures =
            db.prepare_cached("SELECT item FROM captures WHERE document = ?1 ORDER BY id")?;
        let mut members = Vec::with_capacity(ids.len());
        for id in ids {
            let row: Option<(i64, String, Option<[u8; 16]>)> = find
                .query_row([id.as_bytes()], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })
                .optional()?;
            let Some((pk, stub, network)) = row else {
                continue;
            };
            let items = captures.query_map([pk], |row| row.get::<_, String>(0))?;
            let captures = items
                .map(|item| Ok(serde_json::from_str(&item?)?))
                .collect::<Result<Vec<Capture>>>()?;
            members.push(MemberRow {
                standing: Standing {
                    id: *id,
                    network: network.map(NetworkId::from_bytes),
                    version: None,
                },
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
        components: &[Vec<MemberRow>],
        networks: &[Network],
    ) -> Result<()> {
        let mut db = self.db();
        let transaction = db.transaction()?;
        {
            // All members leave at once: a network that takes over the id later must not be met through an old member.
            let mut leave = transaction
                .prepare_cached("UPDATE documents SET network = NULL WHERE network = ?1")?;
            let mut delete = transaction.prepare_cached("DELETE FROM networks WHERE id = ?1")?;
            let mut find =
                transaction.prepare_cached("SELECT network FROM documents WHERE id = ?1")?;
            for row in components.iter().flatten() {
                let network: Option<Vec<u8>> = find
                    .query_row([row.standing.id.as_bytes()], |row| row.get(0))
                    .optional()?
                    .flatten();
                if let Some(network) = network {
                    leave.execute([&network])?;
                    delete.execute([&network])?;
                }
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

    pub(super) fn put_assessment_now(
        &self,
        network: &Network,
        assessment: &Assessment,
    ) -> Result<()> {
        let mut assessed = network.clone();
        assessed.assessment = assessment.clone();
        let changed = self
            .db()
            .prepare_cached("UPDATE networks SET lead = ?2, item = ?3 WHERE id = ?1 AND item = ?4")?
            .execute(params![
                network.id.as_bytes(),
                assessment.lead,
                serde_json::to_string(&assessed)?,
                serde_json::to_string(network)?
            ])?;
        if changed == 1 {
            return Ok(());
        }
        Err(Error::Conflict {
            id: network.id.to_string(),
        })
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
