//! The port over the parts.

use super::Azure;
use crate::{
    Caps, Changes, Chunk, Common, Counts, Delivery, DocumentRow, Erasure, FileWork, HubRow,
    LeadsOn, MemberRow, Noted, RawFile, RecordedCommonness, Result, Round, Store, StoredCapture,
};
use async_trait::async_trait;
use model::{
    Assessment, Capture, CaptureId, DeliveryId, DocumentId, Identifier, IdentifierKey, Network,
    NetworkId, RawFileId, Reject, Source, Tombstone,
};

#[async_trait]
impl Store for Azure {
    async fn put_source(&self, source: &Source) -> Result<()> {
        self.put_source_now(source).await
    }

    async fn source(&self, name: &str) -> Result<Option<Source>> {
        self.source_now(name).await
    }

    async fn sources(&self) -> Result<Vec<Source>> {
        self.sources_now().await
    }

    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>> {
        self.delivery_now(id).await
    }

    async fn put_delivery(&self, delivery: &Delivery) -> Result<()> {
        self.put_delivery_now(delivery).await
    }

    async fn deliveries_of(&self, raw_file: RawFileId) -> Result<Vec<Delivery>> {
        self.deliveries_of_now(raw_file).await
    }

    async fn raw_file(&self, id: RawFileId) -> Result<Option<RawFile>> {
        self.raw_file_now(id).await
    }

    async fn put_raw_file(&self, raw_file: &RawFile) -> Result<RawFile> {
        self.put_raw_file_now(raw_file).await
    }

    async fn unfinished(&self, limit: usize) -> Result<Vec<RawFile>> {
        self.unfinished_now(limit).await
    }

    async fn raw_files(&self, after: Option<RawFileId>, limit: usize) -> Result<Vec<RawFile>> {
        self.raw_files_now(after, limit).await
    }

    async fn put_chunk(&self, chunk: &Chunk) -> Result<()> {
        self.put_chunk_now(chunk).await
    }

    async fn finish_raw_file(&self, id: RawFileId, records: u64, rejects: &[Reject]) -> Result<()> {
        self.finish_raw_file_now(id, records, rejects).await
    }

    async fn erased(&self, ids: &[Tombstone]) -> Result<Vec<bool>> {
        self.erased_now(ids).await
    }

    async fn changes(&self, limit: usize) -> Result<Noted> {
        self.changes_now(limit).await
    }

    async fn clear_changes(&self, done: &[Changes]) -> Result<()> {
        self.clear_changes_now(done).await
    }

    async fn begin_round(&self, round: &mut Round) -> Result<()> {
        self.begin_round_now(round).await
    }

    async fn leave_noted(&self, note: &Changes, left: &[DocumentId]) -> Result<()> {
        self.leave_noted_now(note, left).await
    }

    async fn commonness(&self, identifiers: &[Identifier], caps: Caps) -> Result<Vec<Common>> {
        self.commonness_now(identifiers, caps).await
    }

    async fn record_commonness(&self, recorded: &[RecordedCommonness]) -> Result<Vec<Changes>> {
        self.record_commonness_now(recorded).await
    }

    async fn members(&self, ids: &[DocumentId]) -> Result<Vec<MemberRow>> {
        self.members_now(ids).await
    }

    async fn carriers(&self, key: IdentifierKey) -> Result<Vec<DocumentId>> {
        self.carriers_now(key).await
    }

    async fn component(
        &self,
        seed: DocumentId,
        round: &Round,
        leads_on: LeadsOn,
    ) -> Result<Vec<MemberRow>> {
        self.component_now(seed, round, leads_on).await
    }

    async fn put_networks(
        &self,
        components: &[Vec<MemberRow>],
        networks: &[Network],
        round: &Round,
    ) -> Result<()> {
        self.put_networks_now(components, networks, round).await
    }

    async fn put_assessment(&self, network: &Network, assessment: &Assessment) -> Result<()> {
        self.put_assessment_now(network, assessment).await
    }

    async fn identifier(&self, identifier: &Identifier) -> Result<Option<IdentifierKey>> {
        self.identifier_now(identifier).await
    }

    async fn document(&self, id: DocumentId) -> Result<Option<DocumentRow>> {
        self.document_now(id).await
    }

    async fn documents(&self, after: Option<DocumentId>, limit: usize) -> Result<Vec<DocumentRow>> {
        self.documents_now(after, limit).await
    }

    async fn capture(&self, id: CaptureId) -> Result<Option<StoredCapture>> {
        self.seen(id).await
    }

    async fn captures(&self, after: Option<CaptureId>, limit: usize) -> Result<Vec<Capture>> {
        self.captures_now(after, limit).await
    }

    async fn captures_in(
        &self,
        raw_file: RawFileId,
        records: std::ops::Range<u64>,
    ) -> Result<Vec<StoredCapture>> {
        self.captures_in_now(raw_file, records).await
    }

    async fn network(&self, id: NetworkId) -> Result<Option<Network>> {
        self.network_now(id).await
    }

    async fn networks(&self, after: Option<NetworkId>, limit: usize) -> Result<Vec<Network>> {
        self.networks_now(after, limit).await
    }

    async fn hubs(&self) -> Result<Vec<HubRow>> {
        self.hubs_now().await
    }

    async fn rejects(&self) -> Result<Vec<Reject>> {
        self.rejects_now(None).await
    }

    async fn rejects_of(&self, raw_file: RawFileId) -> Result<Vec<Reject>> {
        self.rejects_now(Some(raw_file)).await
    }

    async fn tombstones(&self) -> Result<Vec<Tombstone>> {
        self.tombstones_now().await
    }

    async fn counts(&self) -> Result<Counts> {
        self.counts_now().await
    }

    async fn erase(&self, erasure: &Erasure) -> Result<u64> {
        self.erase_now(erasure).await
    }

    async fn file_work(&self) -> Result<Vec<FileWork>> {
        self.file_work_now().await
    }

    async fn file_work_done(&self, work: &FileWork) -> Result<()> {
        self.file_work_done_now(work).await
    }

    fn deployment_key(&self) -> &[u8; 32] {
        &self.settings.deployment_key
    }
}
