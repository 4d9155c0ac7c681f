//! The ledger: sources, deliveries, raw files, rejects, tombstones.

use super::cosmos::{Item, item, top};
use super::failure::{About, unreadable};
use super::items::{Entry, Rejected, id_of, parsed_id, take, with};
use super::{Azure, Place};
use crate::{Delivery, RawFile, Result};
use model::{DeliveryId, RawFileId, Reject, Source, Tombstone, TombstoneKind};
use rustc_hash::FxHashSet;
use serde_json::{Value, json};
use std::sync::{Arc, PoisonError};

/// How often a compare-and-swap begins anew.
pub(super) const TRIES: usize = 50;

pub(super) const TOMBSTONES: &str = "tombstones";
/// Changes with every tombstone; not a tombstone's id.
const LAST: &str = "last";

/// Tombstones as they were read last: they are few, and asked for with every chunk.
#[derive(Clone, Default)]
pub(super) struct Tombstones {
    etag: String,
    ids: Arc<FxHashSet<String>>,
}

impl Tombstones {
    /// Which of these are buried.
    pub(super) fn among(&self, kind: TombstoneKind, ids: &[String]) -> Vec<String> {
        ids.iter()
            .filter(|id| self.has(kind, id))
            .cloned()
            .collect()
    }

    fn has(&self, kind: TombstoneKind, id: &str) -> bool {
        self.ids.contains(&buried(kind, id))
    }
}

pub(super) fn buried(kind: TombstoneKind, id: &str) -> String {
    format!("{}.{id}", kind.name())
}

fn source_partition(name: &str) -> String {
    format!("source/{name}")
}

const SETTINGS: &str = "settings";

impl Azure {
    pub(super) async fn put_source_now(&self, source: &Source) -> Result<()> {
        let partition = source_partition(&source.name);
        let item = with(
            json!({ "settings": source }),
            &[("id", SETTINGS), ("source", &partition)],
        )?;
        self.cosmos
            .upsert(Place::Sources, &partition, SETTINGS, item)
            .await
    }

    pub(super) async fn source_now(&self, name: &str) -> Result<Option<Source>> {
        let read = self
            .cosmos
            .read::<Value>(Place::Sources, &source_partition(name), SETTINGS)
            .await?;
        read.map(|mut read| item(take(&mut read.value, SETTINGS)))
            .transpose()
    }

    pub(super) async fn forget_source(&self, name: &str) -> Result<()> {
        self.cosmos
            .delete(Place::Sources, &source_partition(name), SETTINGS)
            .await
            .map(drop)
    }

    pub(super) async fn sources_now(&self) -> Result<Vec<Source>> {
        let query = "SELECT * FROM c WHERE c.id = 'settings'".to_owned();
        let found = self.cosmos.query(Place::Sources, None, query, &[]).await?;
        let mut sources = found
            .into_iter()
            .map(|mut value| item(take(&mut value, SETTINGS)))
            .collect::<Result<Vec<Source>>>()?;
        sources.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(sources)
    }

    pub(super) async fn delivery_now(&self, id: DeliveryId) -> Result<Option<Delivery>> {
        let partition = id.to_string();
        let read = self
            .cosmos
            .read::<Value>(Place::Ledger, &partition, &partition)
            .await?;
        read.map(|read| delivery_of(id, read.value)).transpose()
    }

    pub(super) async fn put_delivery_now(&self, delivery: &Delivery) -> Result<()> {
        let id = delivery.id.to_string();
        let item = with(
            json!({ "path": delivery.path, "rawFile": delivery.raw_file }),
            &[("id", &id), ("delivery", &id)],
        )?;
        self.cosmos
            .create(Place::Ledger, &id, &id, item)
            .await
            .map(drop)
    }

    pub(super) async fn deliveries_of_now(&self, raw_file: RawFileId) -> Result<Vec<Delivery>> {
        let query = "SELECT * FROM c WHERE c.rawFile = @file".to_owned();
        let found = self
            .cosmos
            .query(Place::Ledger, None, query, &[("@file", json!(raw_file))])
            .await?;
        let mut deliveries = found
            .into_iter()
            .map(|value| delivery_of(parsed_id(&value)?, value))
            .collect::<Result<Vec<Delivery>>>()?;
        deliveries.sort_by(|a, b| (&a.path, a.id).cmp(&(&b.path, b.id)));
        Ok(deliveries)
    }

    pub(super) async fn entry(&self, id: RawFileId) -> Result<Option<Item<Entry>>> {
        let partition = id.to_string();
        self.cosmos
            .read(Place::Ledger, &partition, &partition)
            .await
    }

    pub(super) async fn raw_file_now(&self, id: RawFileId) -> Result<Option<RawFile>> {
        let entry = self.entry(id).await?;
        entry.map(|entry| entry.value.file(id)).transpose()
    }

    pub(super) async fn put_raw_file_now(&self, file: &RawFile) -> Result<RawFile> {
        let partition = file.id.to_string();
        let item = Entry::of(file).item(file.id)?;
        let made = self
            .cosmos
            .create(Place::Ledger, &partition, &partition, item)
            .await?;
        if made.is_some() {
            return Ok(file.clone());
        }
        // Someone else entered it in between: the ledger decides.
        let there = self.raw_file_now(file.id).await?;
        Ok(there.unwrap_or_else(|| file.clone()))
    }

    /// Raw files that a query over the ledger finds.
    pub(super) async fn entries(
        &self,
        query: String,
        parameters: &[(&str, Value)],
    ) -> Result<Vec<RawFile>> {
        let found = self
            .cosmos
            .query(Place::Ledger, None, query, parameters)
            .await?;
        found
            .into_iter()
            .map(|value| {
                let id = parsed_id(&value)?;
                item::<Entry>(value)?.file(id)
            })
            .collect()
    }

    pub(super) async fn unfinished_now(&self, limit: usize) -> Result<Vec<RawFile>> {
        let query = format!(
            "SELECT {} * FROM c WHERE c.done = false ORDER BY c.id",
            top(limit)
        );
        self.entries(query, &[]).await
    }

    pub(super) async fn raw_files_now(
        &self,
        after: Option<RawFileId>,
        limit: usize,
    ) -> Result<Vec<RawFile>> {
        let query = format!(
            "SELECT {} * FROM c WHERE c.id > @after AND c.id < 'r.' ORDER BY c.id",
            top(limit)
        );
        let after = after.map_or_else(|| RawFileId::PREFIX.to_owned(), |id| id.to_string());
        self.entries(query, &[("@after", json!(after))]).await
    }

    /// Changes a raw file's entry; `false` when there is none.
    pub(super) async fn change_entry(
        &self,
        id: RawFileId,
        change: impl Fn(&mut Entry) + Send + Sync,
    ) -> Result<bool> {
        match self.entry(id).await? {
            Some(read) => self.change_read_entry(id, read, change).await,
            None => Ok(false),
        }
    }

    /// The same for an entry that was read already.
    pub(super) async fn change_read_entry(
        &self,
        id: RawFileId,
        read: Item<Entry>,
        change: impl Fn(&mut Entry) + Send + Sync,
    ) -> Result<bool> {
        let partition = id.to_string();
        let mut read = read;
        for _ in 0..TRIES {
            let before = read.value.item(id)?;
            let mut entry = read.value;
            change(&mut entry);
            let item = entry.item(id)?;
            if item == before {
                return Ok(true);
            }
            let written = self
                .cosmos
                .replace(Place::Ledger, &partition, &partition, item, &read.etag)
                .await?;
            if written.is_some() {
                return Ok(true);
            }
            match self.entry(id).await? {
                Some(now) => read = now,
                None => return Ok(false),
            }
        }
        Err(About::new("raw file", id).conflict())
    }

    pub(super) async fn finish_raw_file_now(
        &self,
        id: RawFileId,
        records: u64,
        rejects: &[Reject],
    ) -> Result<()> {
        self.put_rejects(rejects).await?;
        self.change_entry(id, |entry| {
            entry.done = true;
            entry.records = records;
        })
        .await
        .map(drop)
    }

    pub(super) async fn put_rejects(&self, rejects: &[Reject]) -> Result<()> {
        for reject in rejects {
            let (file, id) = (reject.raw_file.to_string(), reject.id.to_string());
            let item = Rejected {
                reject: reject.clone(),
                erased: Vec::new(),
            }
            .item()?;
            self.cosmos.upsert(Place::Ledger, &file, &id, item).await?;
        }
        Ok(())
    }

    /// Rejects of one raw file or of all, by id.
    pub(super) async fn rejects_now(&self, raw_file: Option<RawFileId>) -> Result<Vec<Reject>> {
        let query = "SELECT * FROM c WHERE c.id > 'x-' AND c.id < 'x.'".to_owned();
        let partition = raw_file.map(|id| id.to_string());
        let found = self
            .cosmos
            .query(Place::Ledger, partition.as_deref(), query, &[])
            .await?;
        let mut rejects = found
            .into_iter()
            .map(|value| Ok(item::<Rejected>(value)?.reject))
            .collect::<Result<Vec<Reject>>>()?;
        rejects.sort_by_key(|reject| reject.id);
        Ok(rejects)
    }

    pub(super) async fn bury(&self, kind: TombstoneKind, id: &str) -> Result<()> {
        let buried = buried(kind, id);
        let stone = with(
            json!({ "kind": kind, "of": id }),
            &[("id", &buried), ("delivery", TOMBSTONES)],
        )?;
        self.cosmos
            .create(Place::Ledger, TOMBSTONES, &buried, stone)
            .await?;
        // Also when it was there: whoever buried it may not have come so far.
        let last = with(json!({}), &[("id", LAST), ("delivery", TOMBSTONES)])?;
        self.cosmos
            .upsert(Place::Ledger, TOMBSTONES, LAST, last)
            .await
    }

    /// Which of these are buried.
    pub(super) async fn erased_now(&self, ids: &[Tombstone]) -> Result<Vec<bool>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let buried = self.buried_now().await?;
        let dead = |stone: &Tombstone| {
            let buried = buried.as_ref();
            buried.is_some_and(|buried| buried.has(stone.kind, &stone.id))
        };
        Ok(ids.iter().map(dead).collect())
    }

    /// What is buried now, if anything ever was; one point read as long as nothing new was.
    pub(super) async fn buried_now(&self) -> Result<Option<Tombstones>> {
        let last = self
            .cosmos
            .read::<Value>(Place::Ledger, TOMBSTONES, LAST)
            .await?;
        let Some(last) = last else {
            return Ok(None);
        };
        {
            let tombstones = self
                .tombstones
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            if tombstones.etag == last.etag {
                return Ok(Some(tombstones.clone()));
            }
        }
        let query = "SELECT VALUE c.id FROM c".to_owned();
        let found = self
            .cosmos
            .query(Place::Ledger, Some(TOMBSTONES), query, &[])
            .await?;
        let ids = found.iter().filter_map(Value::as_str).map(str::to_owned);
        let read = Tombstones {
            etag: last.etag,
            ids: Arc::new(ids.collect()),
        };
        *self
            .tombstones
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = read.clone();
        Ok(Some(read))
    }

    pub(super) async fn tombstones_now(&self) -> Result<Vec<Tombstone>> {
        let query = "SELECT * FROM c".to_owned();
        let found = self
            .cosmos
            .query(Place::Ledger, Some(TOMBSTONES), query, &[])
            .await?;
        let mut tombstones = found
            .into_iter()
            .filter(|value| id_of(value) != LAST)
            .map(|mut value| {
                let id = take(&mut value, "of");
                Ok(Tombstone {
                    kind: item(take(&mut value, "kind"))?,
                    id: id
                        .as_str()
                        .map(str::to_owned)
                        .ok_or_else(|| unreadable("a tombstone"))?,
                })
            })
            .collect::<Result<Vec<Tombstone>>>()?;
        tombstones.sort();
        Ok(tombstones)
    }
}

fn delivery_of(id: DeliveryId, mut value: Value) -> Result<Delivery> {
    Ok(Delivery {
        id,
        path: item(take(&mut value, "path"))?,
        raw_file: item(take(&mut value, "rawFile"))?,
    })
}
