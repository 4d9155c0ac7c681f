//! Pages and look-ups.

use super::cosmos::top;
use super::items::{id_of, parsed_id, take, unpack};
use super::link::{carrier_of, seen_of};
use super::whole::Whole;
use super::{Azure, Place};
use crate::{Counts, DocumentRow, HubRow, Result, StoredCapture, StoredDocument};
use futures::future::try_join_all;
use model::{
    Capture, CaptureId, DocumentId, HubReason, Identifier, IdentifierKey, Network, NetworkId,
    RawFileId,
};
use serde_json::{Value, json};
use std::ops::Range;

/// The largest number that JSON's readers keep exact.
const EXACT: u64 = 1 << 53;

impl Azure {
    pub(super) async fn identifier_now(
        &self,
        identifier: &Identifier,
    ) -> Result<Option<IdentifierKey>> {
        let key = self.key_of(identifier);
        Ok(self.first_carrier(key).await?.map(|_| key))
    }

    async fn first_carrier(&self, key: IdentifierKey) -> Result<Option<Identifier>> {
        let query = "SELECT TOP 1 * FROM c WHERE c.id > 'd-' AND c.id < 'd.'".to_owned();
        let found = self
            .cosmos
            .query(Place::Identifiers, Some(&key.to_string()), query, &[])
            .await?;
        found
            .into_iter()
            .next()
            .map(|value| Ok(carrier_of(value)?.identifier))
            .transpose()
    }

    pub(super) async fn is_carried(&self, key: IdentifierKey) -> Result<bool> {
        Ok(self.first_carrier(key).await?.is_some())
    }

    pub(super) async fn document_now(&self, id: DocumentId) -> Result<Option<DocumentRow>> {
        let whole = self.whole(id).await?;
        self.row(id, whole).await
    }

    async fn row(&self, id: DocumentId, whole: Whole) -> Result<Option<DocumentRow>> {
        // Of a document's captures the one with the smallest id says where its text is.
        let (Some(stub), Some(first)) = (whole.stub, whole.seen.values().next()) else {
            return Ok(None);
        };
        let at = whole.at.as_ref().map(|at| &at.value);
        Ok(Some(DocumentRow {
            network: self.valid_network(id, at).await?,
            captures: whole.seen.len() as u64,
            pack: first.pack,
            frame: first.document_frame,
            document: StoredDocument {
                stub: stub.stub,
                region: stub.region,
                language: stub.language,
                detected_language: stub.detected,
            },
        }))
    }

    /// A page of items whose ids have a prefix.
    async fn page(
        &self,
        place: Place,
        what: &str,
        prefix: &str,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<Value>> {
        // The character after the prefix' hyphen ends the range.
        let end = prefix.replace('-', ".");
        let query = format!(
            "SELECT {} {what} FROM c WHERE c.id > @after AND c.id < '{end}' ORDER BY c.id",
            top(limit)
        );
        let after = after.unwrap_or_else(|| prefix.to_owned());
        self.cosmos
            .query(place, None, query, &[("@after", json!(after))])
            .await
    }

    pub(super) async fn documents_now(
        &self,
        after: Option<DocumentId>,
        limit: usize,
    ) -> Result<Vec<DocumentRow>> {
        let mut after = after.map(|id| id.to_string());
        let mut rows: Vec<DocumentRow> = Vec::new();
        while rows.len() < limit {
            let wanted = limit - rows.len();
            let page = self
                .page(
                    Place::Documents,
                    "c.id",
                    DocumentId::PREFIX,
                    after.take(),
                    wanted,
                )
                .await?;
            let ids = page
                .iter()
                .map(parsed_id)
                .collect::<Result<Vec<DocumentId>>>()?;
            let read = try_join_all(ids.iter().map(|id| self.document_now(*id))).await?;
            // One without captures is being erased.
            rows.extend(read.into_iter().flatten());
            match ids.last() {
                Some(last) if ids.len() == wanted => after = Some(last.to_string()),
                _ => break,
            }
        }
        Ok(rows)
    }

    pub(super) async fn seen(&self, id: CaptureId) -> Result<Option<StoredCapture>> {
        let query = "SELECT * FROM c WHERE c.id = @id".to_owned();
        let found = self
            .cosmos
            .query(Place::Documents, None, query, &[("@id", json!(id))])
            .await?;
        found
            .into_iter()
            .next()
            .map(|value| Ok(seen_of(value)?.stored()))
            .transpose()
    }

    pub(super) async fn captures_now(
        &self,
        after: Option<CaptureId>,
        limit: usize,
    ) -> Result<Vec<Capture>> {
        let after = after.map(|id| id.to_string());
        let page = self
            .page(Place::Documents, "*", CaptureId::PREFIX, after, limit)
            .await?;
        page.into_iter()
            .map(|value| Ok(seen_of(value)?.capture))
            .collect()
    }

    pub(super) async fn captures_in_now(
        &self,
        raw_file: RawFileId,
        records: Range<u64>,
    ) -> Result<Vec<StoredCapture>> {
        let query =
            "SELECT * FROM c WHERE c.rawFile = @file AND c.record >= @from AND c.record < @to"
                .to_owned();
        let parameters = [
            ("@file", json!(raw_file)),
            ("@from", json!(records.start.min(EXACT))),
            ("@to", json!(records.end.min(EXACT))),
        ];
        let found = self
            .cosmos
            .query(Place::Documents, None, query, &parameters)
            .await?;
        let mut captures = found
            .into_iter()
            .map(|value| Ok(seen_of(value)?.stored()))
            .collect::<Result<Vec<StoredCapture>>>()?;
        captures.sort_by_key(|stored| stored.capture.record);
        Ok(captures)
    }

    pub(super) async fn networks_now(
        &self,
        after: Option<NetworkId>,
        limit: usize,
    ) -> Result<Vec<Network>> {
        let after = after.map(|id| id.to_string());
        let page = self
            .page(Place::Documents, "*", NetworkId::PREFIX, after, limit)
            .await?;
        page.into_iter()
            .map(|mut value| unpack(take(&mut value, "body")))
            .collect()
    }

    pub(super) async fn hubs_now(&self) -> Result<Vec<HubRow>> {
        let query = "SELECT c.key, c.hub FROM c WHERE IS_DEFINED(c.hub)".to_owned();
        let found = self
            .cosmos
            .query(Place::Identifiers, None, query, &[])
            .await?;
        let rows = try_join_all(found.into_iter().map(|mut value| async move {
            let key: IdentifierKey = super::cosmos::item(take(&mut value, "key"))?;
            let reason: HubReason = super::cosmos::item(take(&mut value, "hub"))?;
            let Some(identifier) = self.first_carrier(key).await? else {
                return Ok::<_, crate::Error>(None);
            };
            let query = "SELECT VALUE COUNT(1) FROM c WHERE c.id > 'd-' AND c.id < 'd.'".to_owned();
            let counted = self
                .cosmos
                .query(Place::Identifiers, Some(&key.to_string()), query, &[])
                .await?;
            let documents = counted.first().and_then(Value::as_u64).unwrap_or_default();
            Ok(Some(HubRow {
                identifier,
                reason,
                documents,
            }))
        }))
        .await?;
        let mut rows: Vec<HubRow> = rows.into_iter().flatten().collect();
        rows.sort_by(|a, b| a.identifier.cmp(&b.identifier));
        Ok(rows)
    }

    /// Counts by reading ids, because the service counts within a partition only.
    async fn count_of(&self, place: Place, filter: &str) -> Result<u64> {
        const PAGE: usize = 5_000;
        let mut count = 0;
        let mut after = String::new();
        loop {
            let query = format!(
                "SELECT TOP {PAGE} c.id FROM c WHERE c.id > @after AND {filter} ORDER BY c.id"
            );
            let page = self
                .cosmos
                .query(place, None, query, &[("@after", json!(after))])
                .await?;
            count += page.len() as u64;
            match page.last() {
                Some(last) if page.len() == PAGE => after = id_of(last).to_owned(),
                _ => return Ok(count),
            }
        }
    }

    pub(super) async fn counts_now(&self) -> Result<Counts> {
        let within = |prefix: &str| format!("c.id > '{prefix}-' AND c.id < '{prefix}.'");
        Ok(Counts {
            deliveries: self.count_of(Place::Ledger, &within("v")).await?,
            raw_files: self.count_of(Place::Ledger, &within("r")).await?,
            captures: self.count_of(Place::Documents, &within("c")).await?,
            documents: self.count_of(Place::Documents, &within("d")).await?,
            networks: self.count_of(Place::Documents, &within("n")).await?,
            leads: self.count_of(Place::Documents, "c.lead = true").await?,
        })
    }
}
