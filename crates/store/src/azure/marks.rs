//! Marks: what changed, noted under names that are used once. A mark only ever gets shorter; clearing it is deleting it, so
//! that what is noted later is never cleared with it.

use super::cosmos::{Item, item};
use super::items::{id_of, take, with};
use super::{Azure, Place};
use crate::{Changes, Noted, Result};
use futures::future::try_join_all;
use model::{DocumentId, Identifier};
use serde_json::{Value, json};

/// The partition of all notes.
const CHANGES: &str = "changes";

/// Documents a note.
const DOCUMENTS: usize = 1_000;
/// Identifiers a note, and bytes of their values.
const IDENTIFIERS: usize = 1_000;
const BYTES: usize = 400_000;

impl Azure {
    /// Notes what changed under a name that is used once. What is too much for one note stands in several, whose names put
    /// the identifiers before the documents.
    pub(super) async fn note(
        &self,
        mark: &str,
        identifiers: Vec<Identifier>,
        documents: &[DocumentId],
    ) -> Result<Vec<Changes>> {
        let mut noted = Vec::new();
        for (at, (identifiers, documents)) in parts(identifiers, documents).into_iter().enumerate()
        {
            let changes = Changes {
                // A prefix of its own: the ledger's pages go by prefixes.
                mark: format!("m-{mark}.{at:04}"),
                identifiers,
                documents: documents.to_vec(),
            };
            let item = changes_item(&changes, documents)?;
            self.cosmos
                .create(Place::Ledger, CHANGES, &changes.mark, item)
                .await?;
            noted.push(changes);
        }
        Ok(noted)
    }

    /// Whoever rewrites or clears a note that another linker rewrites has linked what they leave out: whichever comes last,
    /// at worst something is linked once more.
    pub(super) async fn leave_noted_now(&self, note: &Changes, left: &[DocumentId]) -> Result<()> {
        let there: Option<Item<Value>> =
            self.cosmos.read(Place::Ledger, CHANGES, &note.mark).await?;
        let Some(there) = there else { return Ok(()) };
        let item = changes_item(note, left)?;
        self.cosmos
            .replace(Place::Ledger, CHANGES, &note.mark, item, &there.etag)
            .await
            .map(drop)
    }

    pub(super) async fn changes_now(&self, limit: usize) -> Result<Noted> {
        // An unbounded number is none that the service takes.
        let limit = limit.clamp(1, 1_000);
        let query = format!("SELECT TOP {limit} * FROM c ORDER BY c.id");
        let found = self
            .cosmos
            .query(Place::Ledger, Some(CHANGES), query, &[])
            .await?;
        let more = found.len() >= limit;
        let changes = found.into_iter().map(|mut value| {
            let mut documents: Vec<DocumentId> = item(take(&mut value, "documents"))?;
            documents.sort();
            Ok(Changes {
                mark: id_of(&value).to_owned(),
                identifiers: item(take(&mut value, "identifiers"))?,
                documents,
            })
        });
        Ok(Noted {
            changes: changes.collect::<Result<_>>()?,
            more,
        })
    }

    pub(super) async fn clear_changes_now(&self, done: &[Changes]) -> Result<()> {
        try_join_all(
            done.iter()
                .map(|changes| self.cosmos.delete(Place::Ledger, CHANGES, &changes.mark)),
        )
        .await
        .map(drop)
    }
}

fn changes_item(changes: &Changes, documents: &[DocumentId]) -> Result<Value> {
    let what = json!({ "identifiers": changes.identifiers, "documents": documents });
    with(what, &[("id", &changes.mark), ("delivery", CHANGES)])
}

/// What each note holds: all identifiers before the first documents.
fn parts(
    identifiers: Vec<Identifier>,
    documents: &[DocumentId],
) -> Vec<(Vec<Identifier>, &[DocumentId])> {
    let mut parts: Vec<(Vec<Identifier>, &[DocumentId])> = Vec::new();
    let mut bytes = BYTES;
    for identifier in identifiers {
        let full = parts.last().is_none_or(|part| part.0.len() == IDENTIFIERS);
        if full || bytes >= BYTES {
            parts.push((Vec::new(), &[]));
            bytes = 0;
        }
        bytes += identifier.value.len();
        if let Some(part) = parts.last_mut() {
            part.0.push(identifier);
        }
    }
    let mut documents = documents.chunks(DOCUMENTS);
    if let Some(last) = parts.last_mut()
        && let Some(first) = documents.next()
    {
        last.1 = first;
    }
    parts.extend(documents.map(|documents| (Vec::new(), documents)));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::IdentifierKind;

    fn phone(number: usize, length: usize) -> Identifier {
        Identifier {
            kind: IdentifierKind::Phone,
            value: number.to_string().repeat(length),
        }
    }

    #[test]
    fn what_is_too_much_for_one_note_stands_in_several_with_all_identifiers_before_documents() {
        let documents: Vec<DocumentId> = (0..DOCUMENTS + 1)
            .map(|n| DocumentId::derive(&n.to_string(), None, None))
            .collect();
        let of = |count: usize, length: usize, documents: &[DocumentId]| {
            let identifiers = (0..count).map(|n| phone(n, length)).collect();
            parts(identifiers, documents)
                .into_iter()
                .map(|(identifiers, documents)| (identifiers.len(), documents.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(of(0, 12, &[]), []);
        assert_eq!(of(3, 12, &documents[..2]), [(3, 2)]);
        assert_eq!(of(0, 12, &documents[..2]), [(0, 2)]);
        assert_eq!(
            of(IDENTIFIERS + 1, 12, &documents),
            [(IDENTIFIERS, 0), (1, DOCUMENTS), (0, 1)]
        );
        assert_eq!(of(3, BYTES, &[]), [(1, 0), (1, 0), (1, 0)]);
    }
}
