use super::{LeadsOn, RawPlace, Round, reached};
use crate::{Frame, PackName, Result};
use async_trait::async_trait;
use model::{
    Assessment, Capture, CaptureId, Commonness, DeliveryId, DocumentId, DocumentStub, Evidence,
    HubReason, Identifier, IdentifierKey, Link, Network, NetworkId, RawFileId, Reject, Source,
    Tombstone, Versions,
};
use serde::{Deserialize, Serialize};

/// A raw file arriving at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// hash(path, version).
    pub id: DeliveryId,
    /// The path.
    pub path: String,
    /// What arrived.
    pub raw_file: RawFileId,
}

/// The ledger's entry of a raw file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawFile {
    /// hash(source, SHA-256).
    pub id: RawFileId,
    /// Where it came from.
    pub source: String,
    /// The path of its first delivery.
    pub path: String,
    /// Which of the versions that lay there, where the place keeps versions apart.
    pub version: Option<String>,
    /// Of its bytes.
    pub sha256: [u8; 32],
    /// Its length.
    pub bytes: u64,
    /// What read it.
    pub versions: Versions,
    /// Name that helped to read it, when content was not conclusive.
    pub name: Option<String>,
    /// Default region when it was read.
    pub region: Option<String>,
    /// Default language when it was read.
    pub language: Option<String>,
    /// Column overrides when it was read: (column, field).
    pub mapping: Vec<(String, String)>,
    /// Chunks written.
    pub chunks: u64,
    /// Records read so far.
    pub records: u64,
    /// Whether it was read to its end.
    pub done: bool,
}

impl RawFile {
    /// Where its bytes lie.
    pub fn place(&self) -> RawPlace {
        RawPlace {
            id: self.id,
            path: self.path.clone(),
            version: self.version.clone(),
        }
    }
}

/// What is written of a document.
#[derive(Clone)]
pub struct StoredDocument {
    /// What is kept at hand.
    pub stub: DocumentStub,
    /// Default region.
    pub region: Option<String>,
    /// Default language.
    pub language: Option<String>,
    /// Language found in the text.
    pub detected_language: Option<String>,
}

/// A capture with where its pack holds it and its document.
#[derive(Clone)]
pub struct StoredCapture {
    /// The capture.
    pub capture: Capture,
    /// The pack.
    pub pack: PackName,
    /// The document's frame.
    pub document_frame: Frame,
    /// The capture's own frame.
    pub capture_frame: Frame,
}

/// What up to 256 records of a raw file say; written as a whole.
#[derive(Clone)]
pub struct Chunk {
    /// Which.
    pub name: PackName,
    /// Records read up to and including this chunk.
    pub records: u64,
    /// Distinct documents.
    pub documents: Vec<StoredDocument>,
    /// Captures.
    pub captures: Vec<StoredCapture>,
    /// Links of both.
    pub links: Vec<Link>,
    /// Rejects of the raw file from its start up to here, one a reason.
    pub rejects: Vec<Reject>,
    /// Whether the raw file ends with it: writing it also finishes the raw file.
    pub ends: bool,
}

/// Where counting how common something is may stop.
#[derive(Clone, Copy, Debug)]
pub struct Caps {
    /// Documents.
    pub documents: u64,
    /// Other contacts.
    pub contacts: u64,
}

/// What changed, noted together.
#[derive(Clone)]
pub struct Changes {
    /// Names the note; what is noted after it was read is not cleared with it.
    pub mark: String,
    /// Identifiers whose links changed.
    pub identifiers: Vec<Identifier>,
    /// Documents to be rebuilt, sorted.
    pub documents: Vec<DocumentId>,
}

/// Notes that were read together.
#[derive(Clone, Default)]
pub struct Noted {
    /// Documents come with or after all identifiers whose links changed before them.
    pub changes: Vec<Changes>,
    /// Whether there may be more.
    pub more: bool,
}

/// How common an identifier is.
#[derive(Clone)]
pub struct Common {
    /// Its storage key.
    pub key: IdentifierKey,
    /// The identifier.
    pub identifier: Identifier,
    /// What was recorded last; `None` when it is new. A store may leave a record out while neither the hub nor the power of
    /// two of the documents is another.
    pub before: Option<Commonness>,
    /// What holds now.
    pub now: Commonness,
    /// Of what was recorded last, where others may write at the same time.
    pub version: Option<String>,
    /// The documents that carry it, where all of them were met while it was counted.
    pub carriers: Option<Vec<DocumentId>>,
}

/// What is recorded of how common an identifier is.
#[derive(Clone, Debug)]
pub struct RecordedCommonness {
    /// The identifier.
    pub key: IdentifierKey,
    /// Of what was read ([`Common::version`]).
    pub version: Option<String>,
    /// What holds now.
    pub commonness: Commonness,
    /// Whether it is a hub.
    pub hub: Option<HubReason>,
    /// Whether its role changed, so that all documents that carry it are to be rebuilt.
    pub rebuild: bool,
}

/// An identifier that a document carries.
#[derive(Clone)]
pub struct Carried {
    /// Its storage key.
    pub key: IdentifierKey,
    /// The identifier.
    pub identifier: Identifier,
    /// The first evidence.
    pub evidence: Evidence,
    /// How common it is.
    pub commonness: Commonness,
    /// Whether it is a hub.
    pub hub: Option<HubReason>,
}

/// Where a document stands among networks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The document.
    pub id: DocumentId,
    /// The network that it is in.
    pub network: Option<NetworkId>,
    /// Of what was read, where others may write at the same time.
    pub version: Option<String>,
}

/// A document with everything that networks are made of.
#[derive(Clone)]
pub struct MemberRow {
    /// Where it stands now.
    pub standing: Standing,
    /// The document.
    pub stub: DocumentStub,
    /// Sorted by (kind, value).
    pub carries: Vec<Carried>,
    /// Sorted by id.
    pub captures: Vec<Capture>,
}

/// A document as it is listed.
#[derive(Clone)]
pub struct DocumentRow {
    /// What is kept at hand.
    pub document: StoredDocument,
    /// The network that it is in.
    pub network: Option<NetworkId>,
    /// How many captures it has.
    pub captures: u64,
    /// Where its text is.
    pub pack: PackName,
    /// Where in it.
    pub frame: Frame,
}

/// A hub as it is listed.
#[derive(Clone)]
pub struct HubRow {
    /// The identifier.
    pub identifier: Identifier,
    /// Why.
    pub reason: HubReason,
    /// Documents that carry it, all counted.
    pub documents: u64,
}

/// What is to be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Erasure {
    /// A text with all its captures, now and later.
    Document(DocumentId),
    /// One record of one raw file.
    Capture(CaptureId),
    /// A source with its captures, raw files and documents without other captures.
    Source(String),
}

/// Work on files that an erasure left to do; kept until it is done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FileWork {
    /// Blank these frames.
    Blank(PackName, Vec<Frame>),
    /// Remove the raw file's bytes and packs. There is one for every place where the bytes lie.
    Delete(RawPlace),
}

/// How much is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Deliveries.
    pub deliveries: u64,
    /// Raw files.
    pub raw_files: u64,
    /// Captures.
    pub captures: u64,
    /// Documents.
    pub documents: u64,
    /// Networks, those of one document included.
    pub networks: u64,
    /// Leads.
    pub leads: u64,
}

/// Everything but bytes. Pages are sorted by id and begin after the id given.
#[async_trait]
pub trait Store: Send + Sync {
    /// States a source's terms; they hold for all its captures from now on.
    async fn put_source(&self, source: &Source) -> Result<()>;
    /// A source's terms.
    async fn source(&self, name: &str) -> Result<Option<Source>>;
    /// Every source, by name.
    async fn sources(&self) -> Result<Vec<Source>>;

    /// A delivery's entry in the ledger.
    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>>;
    /// Enters a delivery; again changes nothing.
    async fn put_delivery(&self, delivery: &Delivery) -> Result<()>;
    /// The deliveries of a raw file, by path.
    async fn deliveries_of(&self, raw_file: RawFileId) -> Result<Vec<Delivery>>;
    /// A raw file's entry in the ledger.
    async fn raw_file(&self, id: RawFileId) -> Result<Option<RawFile>>;
    /// Enters a raw file and returns what stands there: when it was there already, nothing changes.
    async fn put_raw_file(&self, raw_file: &RawFile) -> Result<RawFile>;
    /// Raw files that were not read to their end, at most `limit`.
    async fn unfinished(&self, limit: usize) -> Result<Vec<RawFile>>;
    /// A page of raw files.
    async fn raw_files(&self, after: Option<RawFileId>, limit: usize) -> Result<Vec<RawFile>>;
    /// Writes a chunk; again changes nothing. Documents whose links or captures changed become dirty.
    async fn put_chunk(&self, chunk: &Chunk) -> Result<()>;
    /// Marks a raw file as read to its end, with all its rejects.
    async fn finish_raw_file(&self, id: RawFileId, records: u64, rejects: &[Reject]) -> Result<()>;
    /// By id: whether it is erased.
    async fn erased(&self, ids: &[Tombstone]) -> Result<Vec<bool>>;

    /// Notes of what changed and is not linked yet, at most `limit` notes.
    async fn changes(&self, limit: usize) -> Result<Noted>;
    /// These notes are done with.
    async fn clear_changes(&self, done: &[Changes]) -> Result<()>;
    /// Of the documents of a note only these are still to be linked; they stay noted with its identifiers.
    async fn leave_noted(&self, note: &Changes, left: &[DocumentId]) -> Result<()>;
    /// Begins a round over the dirty documents that it knows: before anything is counted for it.
    async fn begin_round(&self, _round: &mut Round) -> Result<()> {
        Ok(())
    }
    /// How common these identifiers are; those that no document carries any more are left out.
    async fn commonness(&self, identifiers: &[Identifier], caps: Caps) -> Result<Vec<Common>>;
    /// Records how common identifiers are. Those whose role changed make all documents that carry them dirty: these are the
    /// notes that are returned.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when someone else recorded one in between.
    async fn record_commonness(&self, recorded: &[RecordedCommonness]) -> Result<Vec<Changes>>;
    /// Documents with what networks are made of, in the order asked for; unknown ids are left out.
    async fn members(&self, ids: &[DocumentId]) -> Result<Vec<MemberRow>>;
    /// Every document that carries an identifier, sorted by id.
    async fn carriers(&self, key: IdentifierKey) -> Result<Vec<DocumentId>>;
    /// The component of a document: what can be reached from it over identifiers that lead on. Documents that did not change
    /// may come as they were when they were linked last, and more may come than can be reached now.
    async fn component(
        &self,
        seed: DocumentId,
        _round: &Round,
        leads_on: LeadsOn,
    ) -> Result<Vec<MemberRow>> {
        reached(self, seed, leads_on).await
    }
    /// Replaces all networks that hold one of the documents of these components.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when the standing of one changed since it was read.
    async fn put_networks(
        &self,
        components: &[Vec<MemberRow>],
        networks: &[Network],
        round: &Round,
    ) -> Result<()>;
    /// Replaces a network's assessment.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when the network is not this one any more.
    async fn put_assessment(&self, network: &Network, assessment: &Assessment) -> Result<()>;

    /// The storage key of an identifier, when any document carries it.
    async fn identifier(&self, identifier: &Identifier) -> Result<Option<IdentifierKey>>;
    /// A document.
    async fn document(&self, id: DocumentId) -> Result<Option<DocumentRow>>;
    /// A page of documents.
    async fn documents(&self, after: Option<DocumentId>, limit: usize) -> Result<Vec<DocumentRow>>;
    /// A capture.
    async fn capture(&self, id: CaptureId) -> Result<Option<StoredCapture>>;
    /// A page of captures.
    async fn captures(&self, after: Option<CaptureId>, limit: usize) -> Result<Vec<Capture>>;
    /// The captures of these records of a raw file, by record.
    async fn captures_in(
        &self,
        raw_file: RawFileId,
        records: std::ops::Range<u64>,
    ) -> Result<Vec<StoredCapture>>;
    /// A network by any id that names a member.
    async fn network(&self, id: NetworkId) -> Result<Option<Network>>;
    /// A page of networks.
    async fn networks(&self, after: Option<NetworkId>, limit: usize) -> Result<Vec<Network>>;
    /// Every hub, by (kind, value).
    async fn hubs(&self) -> Result<Vec<HubRow>>;
    /// Every reject, by id.
    async fn rejects(&self) -> Result<Vec<Reject>>;
    /// The rejects of one raw file, by id.
    async fn rejects_of(&self, raw_file: RawFileId) -> Result<Vec<Reject>>;
    /// Every tombstone, by kind and id.
    async fn tombstones(&self) -> Result<Vec<Tombstone>>;
    /// How much is kept.
    async fn counts(&self) -> Result<Counts>;

    /// Erases in one transaction: rows go, tombstones and rejects come, what shared an identifier becomes dirty, work on
    /// files is noted. Returns how many captures went; erasing again changes nothing.
    async fn erase(&self, erasure: &Erasure) -> Result<u64>;
    /// Work on files that is still to be done.
    async fn file_work(&self) -> Result<Vec<FileWork>>;
    /// Work on files that was done.
    async fn file_work_done(&self, work: &FileWork) -> Result<()>;

    /// The deployment's key: what keyed names are made with.
    fn deployment_key(&self) -> &[u8; 32];
}

model::hidden_debug!(
    StoredDocument,
    StoredCapture,
    Chunk,
    Changes,
    Noted,
    Common,
    Carried,
    MemberRow,
    DocumentRow,
    HubRow
);
