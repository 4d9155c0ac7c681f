//! Marks: what changed, noted under names that are used once. A mark never changes; clearing it is deleting it, so that what
//! is noted later is never cleared with it.

use super::cosmos::item;
use super::items::{id_of, take, with};
use super::{Azure, Place};
use crate::{Changed, Dirty, Result};
use futures::future::try_join_all;
use model::{DocumentId, Identifier};
use serde_json::{Value, json};

const DIRTY: &str = "dirty";
const CHANGED: &str = "changed";

/// Documents a mark.
const DOCUMENTS: usize = 4_000;
/// Identifiers a mark, and bytes of their values.
const IDENTIFIERS: usize = 1_000;
const BYTES: usize = 400_000;

impl Azure {
    pub(super) async fn note_dirty(&self, mark: &str, documents: &[DocumentId]) -> Result<()> {
        for (at, part) in documents.chunks(DOCUMENTS).enumerate() {
            self.note(DIRTY, &format!("{mark}.{at}"), json!(part))
                .await?;
        }
        Ok(())
    }

    pub(super) async fn note_changed(
        &self,
        mark: &str,
        identifiers: Vec<Identifier>,
    ) -> Result<()> {
        let (mut part, mut bytes, mut at) = (Vec::new(), 0, 0);
        let mut identifiers = identifiers.into_iter().peekable();
        while let Some(identifier) = identifiers.next() {
            bytes += identifier.value.len();
            part.push(identifier);
            if part.len() == IDENTIFIERS || bytes >= BYTES || identifiers.peek().is_none() {
                self.note(CHANGED, &format!("{mark}.{at}"), json!(part))
                    .await?;
                (bytes, at) = (0, at + 1);
                part.clear();
            }
        }
        Ok(())
    }

    async fn note(&self, kind: &str, id: &str, what: Value) -> Result<()> {
        // A prefix of its own: the ledger's pages go by prefixes.
        let id = format!("m-{id}");
        let item = with(json!({ "what": what }), &[("id", &id), ("delivery", kind)])?;
        self.cosmos
            .create(Place::Ledger, kind, &id, item)
            .await
            .map(drop)
    }

    async fn noted(&self, kind: &str, limit: usize) -> Result<Vec<(String, Value)>> {
        // An unbounded number is none that the service takes.
        let query = format!(
            "SELECT TOP {} * FROM c ORDER BY c.id",
            limit.clamp(1, 1_000)
        );
        let found = self
            .cosmos
            .query(Place::Ledger, Some(kind), query, &[])
            .await?;
        Ok(found
            .into_iter()
            .map(|mut value| (id_of(&value).to_owned(), take(&mut value, "what")))
            .collect())
    }

    pub(super) async fn changed_identifiers_now(&self, limit: usize) -> Result<Vec<Changed>> {
        let noted = self.noted(CHANGED, limit).await?;
        noted
            .into_iter()
            .map(|(mark, what)| {
                Ok(Changed {
                    mark,
                    identifiers: item(what)?,
                })
            })
            .collect()
    }

    pub(super) async fn dirty_documents_now(&self, limit: usize) -> Result<Vec<Dirty>> {
        let noted = self.noted(DIRTY, limit).await?;
        noted
            .into_iter()
            .map(|(mark, what)| {
                let mut documents: Vec<DocumentId> = item(what)?;
                documents.sort();
                Ok(Dirty { mark, documents })
            })
            .collect()
    }

    pub(super) async fn clear_changed_now(&self, done: &[Changed]) -> Result<()> {
        let marks = done.iter().map(|changed| changed.mark.as_str());
        self.clear(CHANGED, marks).await
    }

    pub(super) async fn clear_dirty_now(&self, done: &[Dirty]) -> Result<()> {
        let marks = done.iter().map(|dirty| dirty.mark.as_str());
        self.clear(DIRTY, marks).await
    }

    async fn clear(&self, kind: &str, marks: impl Iterator<Item = &str>) -> Result<()> {
        try_join_all(marks.map(|mark| self.cosmos.delete(Place::Ledger, kind, mark)))
            .await
            .map(drop)
    }
}
