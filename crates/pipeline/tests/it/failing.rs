//! A store that fails at its n-th operation, before or after doing it: what a crash at that point leaves behind.

use async_trait::async_trait;
use model::*;
use std::io::Read;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use store::*;

/// When a fault comes.
pub(crate) struct Fault {
    left: AtomicU64,
    /// Fail before the operation; else after it was done.
    before: bool,
    /// Everything fails from then on, as when the process died; else only the n-th operation.
    for_good: bool,
    /// Operations so far.
    pub(crate) seen: AtomicU64,
    /// What somebody else does right before the n-th operation.
    meanwhile: Mutex<Option<(u64, Meanwhile)>>,
}

type Meanwhile = Box<dyn FnOnce() + Send>;

impl Fault {
    /// The n-th operation fails, and whatever comes after it.
    pub(crate) fn from(n: u64, before: bool) -> Self {
        Self {
            left: AtomicU64::new(n),
            before,
            for_good: true,
            seen: AtomicU64::new(0),
            meanwhile: Mutex::default(),
        }
    }

    /// The n-th operation alone fails.
    pub(crate) fn once(n: u64, before: bool) -> Self {
        Self {
            for_good: false,
            ..Self::from(n, before)
        }
    }

    /// No fault, but somebody else does something right before the n-th operation.
    pub(crate) fn meanwhile(n: u64, act: impl FnOnce() + Send + 'static) -> Self {
        Self {
            meanwhile: Mutex::new(Some((n, Box::new(act)))),
            ..Self::never()
        }
    }

    pub(crate) fn never() -> Self {
        Self::once(u64::MAX - 1, true)
    }

    /// Whether this operation is to fail.
    fn fails(&self) -> bool {
        let seen = self.seen.fetch_add(1, Ordering::SeqCst);
        let act = {
            let mut meanwhile = self.meanwhile.lock().unwrap();
            meanwhile.take_if(|(n, _)| *n == seen).map(|(_, act)| act)
        };
        if let Some(act) = act {
            // Elsewhere, since this is asked within an executor.
            std::thread::spawn(act).join().unwrap();
        }
        let before =
            self.left
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| match left {
                    0 if self.for_good => None,
                    0 => Some(u64::MAX),
                    left => Some(left - 1),
                });
        matches!(before, Err(_) | Ok(0))
    }

    /// The operation, or a fault instead of or after it.
    pub(crate) async fn pass<T>(&self, operation: impl Future<Output = Result<T>>) -> Result<T> {
        let fails = self.fails();
        let fault = || Error::Backend("a fault was asked for here".into());
        if fails && self.before {
            return Err(fault());
        }
        let done = operation.await;
        if fails { Err(fault()) } else { done }
    }
}

/// Passes everything on, but for the fault.
pub(crate) struct Failing<'a> {
    inner: &'a Embedded,
    fault: &'a Fault,
}

impl<'a> Failing<'a> {
    pub(crate) fn new(inner: &'a Embedded, fault: &'a Fault) -> Self {
        Self { inner, fault }
    }
}

macro_rules! pass {
    ($self:ident, $call:expr) => {
        $self.fault.pass($call).await
    };
}

#[async_trait]
impl Files for Failing<'_> {
    async fn put_raw(&self, file: &RawFile, bytes: &mut (dyn Read + Send)) -> Result<()> {
        pass!(self, Files::put_raw(self.inner, file, bytes))
    }
    async fn open_raw(&self, file: &RawFile) -> Result<Box<dyn Read + Send>> {
        pass!(self, Files::open_raw(self.inner, file))
    }
    async fn delete_raw(&self, place: &RawPlace) -> Result<()> {
        pass!(self, Files::delete_raw(self.inner, place))
    }
    async fn put_pack(&self, name: &PackName, bytes: &[u8]) -> Result<()> {
        pass!(self, Files::put_pack(self.inner, name, bytes))
    }
    async fn read_pack(&self, name: &PackName) -> Result<Vec<u8>> {
        pass!(self, Files::read_pack(self.inner, name))
    }
    async fn read_frame(&self, name: &PackName, frame: Frame) -> Result<Vec<u8>> {
        pass!(self, Files::read_frame(self.inner, name, frame))
    }
    async fn delete_packs(&self, raw_file: RawFileId) -> Result<()> {
        pass!(self, Files::delete_packs(self.inner, raw_file))
    }
}

#[async_trait]
impl Store for Failing<'_> {
    async fn put_source(&self, source: &Source) -> Result<()> {
        pass!(self, Store::put_source(self.inner, source))
    }
    async fn source(&self, name: &str) -> Result<Option<Source>> {
        pass!(self, Store::source(self.inner, name))
    }
    async fn sources(&self) -> Result<Vec<Source>> {
        pass!(self, Store::sources(self.inner))
    }
    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>> {
        pass!(self, Store::delivery(self.inner, id))
    }
    async fn put_delivery(&self, delivery: &Delivery) -> Result<()> {
        pass!(self, Store::put_delivery(self.inner, delivery))
    }
    async fn deliveries_of(&self, raw_file: RawFileId) -> Result<Vec<Delivery>> {
        pass!(self, Store::deliveries_of(self.inner, raw_file))
    }
    async fn raw_file(&self, id: RawFileId) -> Result<Option<RawFile>> {
        pass!(self, Store::raw_file(self.inner, id))
    }
    async fn put_raw_file(&self, raw_file: &RawFile) -> Result<RawFile> {
        pass!(self, Store::put_raw_file(self.inner, raw_file))
    }
    async fn raw_files(&self, after: Option<RawFileId>, limit: usize) -> Result<Vec<RawFile>> {
        pass!(self, Store::raw_files(self.inner, after, limit))
    }
    async fn put_chunk(&self, chunk: &Chunk) -> Result<()> {
        pass!(self, Store::put_chunk(self.inner, chunk))
    }
    async fn finish_raw_file(&self, id: RawFileId, records: u64, rejects: &[Reject]) -> Result<()> {
        pass!(
            self,
            Store::finish_raw_file(self.inner, id, records, rejects)
        )
    }
    async fn erased(&self, ids: &[Tombstone]) -> Result<Vec<bool>> {
        pass!(self, Store::erased(self.inner, ids))
    }
    async fn unfinished(&self, limit: usize) -> Result<Vec<RawFile>> {
        pass!(self, Store::unfinished(self.inner, limit))
    }
    async fn changes(&self, limit: usize) -> Result<Noted> {
        pass!(self, Store::changes(self.inner, limit))
    }
    async fn clear_changes(&self, done: &[Changes]) -> Result<()> {
        pass!(self, Store::clear_changes(self.inner, done))
    }

    async fn begin_round(&self, round: &mut Round) -> Result<()> {
        pass!(self, Store::begin_round(self.inner, round))
    }

    async fn leave_noted(&self, note: &Changes, left: &[DocumentId]) -> Result<()> {
        pass!(self, Store::leave_noted(self.inner, note, left))
    }
    async fn commonness(&self, identifiers: &[Identifier], caps: Caps) -> Result<Vec<Common>> {
        pass!(self, Store::commonness(self.inner, identifiers, caps))
    }
    async fn put_assessment(&self, network: &Network, assessment: &Assessment) -> Result<()> {
        pass!(self, Store::put_assessment(self.inner, network, assessment))
    }
    async fn record_commonness(&self, recorded: &[RecordedCommonness]) -> Result<Vec<Changes>> {
        pass!(self, Store::record_commonness(self.inner, recorded))
    }
    async fn members(&self, ids: &[DocumentId]) -> Result<Vec<MemberRow>> {
        pass!(self, Store::members(self.inner, ids))
    }
    async fn carriers(&self, key: IdentifierKey) -> Result<Vec<DocumentId>> {
        pass!(self, Store::carriers(self.inner, key))
    }
    async fn component(
        &self,
        seed: DocumentId,
        round: &Round,
        leads_on: LeadsOn,
    ) -> Result<Vec<MemberRow>> {
        pass!(self, Store::component(self.inner, seed, round, leads_on))
    }
    async fn put_networks(
        &self,
        components: &[Vec<MemberRow>],
        networks: &[Network],
        round: &Round,
    ) -> Result<()> {
        pass!(
            self,
            Store::put_networks(self.inner, components, networks, round)
        )
    }
    async fn identifier(&self, identifier: &Identifier) -> Result<Option<IdentifierKey>> {
        pass!(self, Store::identifier(self.inner, identifier))
    }
    async fn document(&self, id: DocumentId) -> Result<Option<DocumentRow>> {
        pass!(self, Store::document(self.inner, id))
    }
    async fn documents(&self, after: Option<DocumentId>, limit: usize) -> Result<Vec<DocumentRow>> {
        pass!(self, Store::documents(self.inner, after, limit))
    }
    async fn capture(&self, id: CaptureId) -> Result<Option<StoredCapture>> {
        pass!(self, Store::capture(self.inner, id))
    }
    async fn captures(&self, after: Option<CaptureId>, limit: usize) -> Result<Vec<Capture>> {
        pass!(self, Store::captures(self.inner, after, limit))
    }
    async fn network(&self, id: NetworkId) -> Result<Option<Network>> {
        pass!(self, Store::network(self.inner, id))
    }
    async fn networks(&self, after: Option<NetworkId>, limit: usize) -> Result<Vec<Network>> {
        pass!(self, Store::networks(self.inner, after, limit))
    }
    async fn hubs(&self) -> Result<Vec<HubRow>> {
        pass!(self, Store::hubs(self.inner))
    }
    async fn rejects(&self) -> Result<Vec<Reject>> {
        pass!(self, Store::rejects(self.inner))
    }
    async fn rejects_of(&self, raw_file: RawFileId) -> Result<Vec<Reject>> {
        pass!(self, Store::rejects_of(self.inner, raw_file))
    }
    async fn tombstones(&self) -> Result<Vec<Tombstone>> {
        pass!(self, Store::tombstones(self.inner))
    }
    async fn counts(&self) -> Result<Counts> {
        pass!(self, Store::counts(self.inner))
    }
    async fn erase(&self, erasure: &Erasure) -> Result<u64> {
        pass!(self, Store::erase(self.inner, erasure))
    }
    async fn file_work(&self) -> Result<Vec<FileWork>> {
        pass!(self, Store::file_work(self.inner))
    }
    async fn file_work_done(&self, work: &FileWork) -> Result<()> {
        pass!(self, Store::file_work_done(self.inner, work))
    }
    async fn captures_in(
        &self,
        raw_file: RawFileId,
        records: std::ops::Range<u64>,
    ) -> Result<Vec<StoredCapture>> {
        pass!(self, Store::captures_in(self.inner, raw_file, records))
    }

    fn deployment_key(&self) -> &[u8; 32] {
        self.inner.deployment_key()
    }
}

#[async_trait]
impl Notes for Failing<'_> {
    async fn note(&self, kind: &str, id: &str) -> Result<Option<Note>> {
        pass!(self, Notes::note(self.inner, kind, id))
    }
    async fn put_note(
        &self,
        kind: &str,
        id: &str,
        value: &str,
        over: Option<&str>,
    ) -> Result<String> {
        pass!(self, Notes::put_note(self.inner, kind, id, value, over))
    }
    async fn delete_note(&self, kind: &str, id: &str) -> Result<()> {
        pass!(self, Notes::delete_note(self.inner, kind, id))
    }
    async fn notes(&self, kind: &str, after: Option<&str>, limit: usize) -> Result<Vec<Note>> {
        pass!(self, Notes::notes(self.inner, kind, after, limit))
    }
}
