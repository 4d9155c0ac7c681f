//! Raw files to stored chunks.
//!
//! One thread reads files one after another, several extract, the caller's thread writes in order: what is stored does not
//! depend on how many threads there are. After any fault the next run goes on with the first chunk that was not written.

use crate::cursor::{Cursor, Pieces};
use crate::reading::{ReadRecord, RecordReader, ids};
use crate::{Error, Ports, Progress, Result, VERSIONS};
use formats::{Hints, Item, Limits, Mapping};
use futures_executor::block_on;
use model::{
    ByteRange, CaptureId, DeliveryId, DocumentId, MentionType, RawFileId, Record, Reject, RejectId,
    RejectReason, Source, Tombstone, TombstoneKind,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use store::{Chunk, Delivery, Frame, PackName, RawFile, StoredCapture};

/// Records a chunk.
pub(crate) const CHUNK: u64 = 256;
/// A batch goes to an extracting thread when it has so many records …
const BATCH_RECORDS: usize = 64;
/// … or so many bytes of text.
const BATCH_BYTES: usize = 1 << 18;
/// Batches that may wait to be written.
const WAITING: usize = 6;

/// A file that arrives.
pub struct Arrival<'a> {
    /// Where it comes from, with its terms.
    pub source: Source,
    /// The path under which it is delivered.
    pub path: String,
    /// Its name, which helps when content is not conclusive.
    pub name: Option<String>,
    /// Which of the versions that lie at the path, where the place keeps them apart. It names the delivery, so that what
    /// was hashed once is not hashed again.
    pub version: Option<String>,
    /// Whether `open` gives the same bytes each time, so that they need not be read back from the store.
    pub stable: bool,
    /// Opens its bytes; called more than once.
    pub open: Box<dyn Fn() -> std::io::Result<Box<dyn Read + Send>> + Send + 'a>,
}

/// How to ingest.
pub struct Options<'a> {
    /// Threads that extract.
    pub extractors: usize,
    /// Overrides of the mapping: (column, field).
    pub mapping: Vec<(String, String)>,
    /// The same, read.
    pub read_mapping: Mapping,
    /// Asked after each chunk: whether to stop there. The next time goes on with the next chunk.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// For a single arrival whose bytes stay the same: go on where an earlier piece ended, and tell where this one does.
    pub pieces: Option<Pieces<'a>>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        let extractors = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self {
            extractors,
            mapping: Vec::new(),
            read_mapping: Mapping::default(),
            stop: &|| false,
            pieces: None,
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ingested {
    /// Files that arrived.
    pub deliveries: u64,
    /// Of these: paths with bytes that were known to the ledger.
    pub known_deliveries: u64,
    /// Of these: raw files erased earlier, not stored again.
    pub erased_deliveries: u64,
    /// Records read now.
    pub records: u64,
    /// Mentions found now, by type.
    pub mentions: BTreeMap<MentionType, u64>,
    /// Parts rejected now, by reason.
    pub rejects: BTreeMap<RejectReason, u64>,
    /// Chunks written now.
    pub chunks: u64,
    /// Whether it was stopped before the end.
    pub stopped: bool,
    /// Where the next piece may begin, when it was stopped at such a place.
    pub cursor: Option<Cursor>,
}

/// What the reading thread hands on, in order.
enum Slot {
    /// A raw file begins, perhaps behind what was read of it earlier; everything up to its end belongs to it.
    Begin(Arc<RawFile>, Option<Cursor>),
    Batch(Receiver<Vec<Read1>>),
    Reject(RejectReason, ByteRange),
    /// A chunk is full, and another reader could go on here.
    Place(formats::Cursor),
    End,
    /// A file that needs nothing more.
    Known,
    Erased,
    Bytes(u64),
    Failed(Error),
}

/// A record as an extracting thread gives it back.
enum Read1 {
    Stored(Box<ReadRecord>),
    /// In a chunk that was written earlier: only its ids matter.
    Passed(DocumentId, CaptureId, ByteRange),
}

struct Job {
    raw_file: Arc<RawFile>,
    records: Vec<(Record, String)>,
    answer: Sender<Vec<Read1>>,
}

/// Takes in files, each once, in the order given.
///
/// # Errors
/// The first fault of the store or of reading a file; what was written stays, and ingesting again goes on from there.
pub fn ingest<'a>(
    ports: Ports<'_>,
    arrivals: impl Iterator<Item = Arrival<'a>> + Send,
    options: &Options<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Ingested> {
    let (slots, in_order) = sync_channel::<Slot>(WAITING);
    let (jobs, waiting) = sync_channel::<Job>(WAITING);
    let waiting = Mutex::new(waiting);
    std::thread::scope(|scope| {
        for _ in 0..options.extractors.max(1) {
            scope.spawn(|| extract(&waiting));
        }
        scope.spawn(move || {
            for arrival in arrivals {
                let (slots, jobs) = (&slots, &jobs);
                let send = |slot| slots.send(slot).is_ok();
                match take_in(ports, arrival, options, slots, jobs) {
                    Ok(true) => {}
                    Ok(false) => return,
                    Err(error) => {
                        send(Slot::Failed(error));
                        return;
                    }
                }
            }
        });
        // When writing fails, its receiver is gone: the reading thread sees that nobody listens and ends, then the others.
        write(ports, in_order, options, progress)
    })
}

/// An extracting thread.
fn extract(waiting: &Mutex<Receiver<Job>>) {
    let mut reader = RecordReader::default();
    loop {
        let job = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok(Job {
            raw_file,
            records,
            answer,
        }) = job
        else {
            return;
        };
        let read = records
            .into_iter()
            .map(|(record, text)| {
                if record.number / CHUNK < raw_file.chunks {
                    let (document, capture) = ids(&record, &text, &raw_file);
                    Read1::Passed(document, capture, record.bytes)
                } else {
                    Read1::Stored(Box::new(reader.read(record, &text, &raw_file)))
                }
            })
            .collect();
        // The writer may have given up.
        let _ = answer.send(read);
    }
}

/// Takes in one file on the reading thread. `false` when nobody listens any more.
fn take_in(
    ports: Ports<'_>,
    arrival: Arrival<'_>,
    options: &Options<'_>,
    slots: &SyncSender<Slot>,
    jobs: &SyncSender<Job>,
) -> Result<bool> {
    let read_error = |source| Error::Read {
        path: arrival.path.clone(),
        source,
    };
    let store = ports.store;
    // A version names the delivery, so what was hashed once is found again without its bytes.
    let by_version = arrival
        .version
        .as_ref()
        .map(|version| DeliveryId::derive(&arrival.path, version.as_bytes()));
    if let Some(id) = by_version
        && let Some(delivery) = block_on(store.delivery(id))?
        && let Some(known) = block_on(store.raw_file(delivery.raw_file))?
    {
        return read_in(ports, &arrival, known, options, slots, jobs);
    }
    let (sha256, bytes) = hash(&mut (arrival.open)().map_err(read_error)?).map_err(read_error)?;
    // Bytes that leave the format open are another raw file under each name that is read differently: else what they are
    // read as would depend on which name came first.
    let read_as = match &arrival.name {
        Some(name) => formats::read_as((arrival.open)().map_err(read_error)?, name),
        None => Ok(None),
    };
    let read_as = read_as.map_err(read_error)?;
    let id = RawFileId::derive_read_as(&arrival.source.name, &sha256, read_as);
    let delivery = Delivery {
        id: by_version.unwrap_or_else(|| DeliveryId::derive(&arrival.path, &sha256)),
        path: arrival.path.clone(),
        raw_file: id,
    };
    let stone = Tombstone {
        kind: TombstoneKind::RawFile,
        id: id.to_string(),
    };
    if block_on(store.erased(&[stone]))?.contains(&true) {
        return Ok(slots.send(Slot::Erased).is_ok() && slots.send(Slot::Bytes(bytes)).is_ok());
    }
    let known = match block_on(store.raw_file(id))? {
        Some(known) => known,
        None => {
            let raw_file = RawFile {
                id,
                source: arrival.source.name.clone(),
                path: arrival.path.clone(),
                version: arrival.version.clone(),
                sha256,
                bytes,
                versions: VERSIONS,
                name: read_as.map(str::to_owned),
                region: arrival.source.region.clone(),
                language: arrival.source.language.clone(),
                mapping: options.mapping.clone(),
                chunks: 0,
                records: 0,
                done: false,
            };
            let mut content = (arrival.open)().map_err(read_error)?;
            block_on(ports.files.put_raw(&raw_file, &mut content))?;
            block_on(store.put_raw_file(&raw_file))?
        }
    };
    // One that is known stays as it is.
    block_on(store.put_delivery(&delivery))?;
    read_in(ports, &arrival, known, options, slots, jobs)
}

/// Reads a raw file that stands in the ledger. `false` when nobody listens any more.
fn read_in(
    ports: Ports<'_>,
    arrival: &Arrival<'_>,
    known: RawFile,
    options: &Options<'_>,
    slots: &SyncSender<Slot>,
    jobs: &SyncSender<Job>,
) -> Result<bool> {
    let bytes = known.bytes;
    if known.done {
        return Ok(slots.send(Slot::Known).is_ok() && slots.send(Slot::Bytes(bytes)).is_ok());
    }
    let raw_file = Arc::new(known);
    let stored_error = |source| Error::Read {
        path: arrival.path.clone(),
        source,
    };
    // The stored bytes are read, not the arriving ones, when those may change under our hands.
    let content = || -> Result<Box<dyn Read + Send>> {
        if arrival.stable {
            (arrival.open)().map_err(stored_error)
        } else {
            Ok(block_on(ports.files.open_raw(&raw_file))?)
        }
    };
    let mapping = mapping_of(&raw_file, options);
    let hints = Hints {
        name: raw_file.name.as_deref(),
        mapping: &mapping,
    };
    let mut from = None;
    let mut reader = None;
    if let Some(pieces) = &options.pieces
        && let Some(cursor) = &pieces.from
        && arrival.stable
        && cursor.fits(&raw_file, &block_on(ports.store.rejects_of(raw_file.id))?)
    {
        let head = (arrival.open)().map_err(stored_error)?;
        let tail = (pieces.open_at)(cursor.place.bytes).map_err(stored_error)?;
        reader = formats::resume(head, tail, &hints, Limits::default(), &cursor.place)
            .map_err(stored_error)?;
        from = reader.is_some().then(|| cursor.clone());
    }
    let mut reader = match reader {
        Some(reader) => reader,
        None => formats::open(content()?, &hints, Limits::default()).map_err(stored_error)?,
    };
    let mut told = from.as_ref().map_or(0, |cursor| cursor.place.records);
    if slots.send(Slot::Begin(raw_file.clone(), from)).is_err() {
        return Ok(false);
    }
    let mut batch = Batch::new(raw_file.clone(), slots, jobs);
    while let Some(item) = reader.next() {
        let mut goes_on = match item.map_err(stored_error)? {
            Item::Record(record) => batch.record(record),
            Item::Reject { reason, bytes } => batch.reject(reason, bytes),
        };
        if options.pieces.is_some()
            && let Some(place) = reader.cursor()
            && place.records > told
            && place.records.is_multiple_of(CHUNK)
        {
            told = place.records;
            goes_on = goes_on && batch.flush() && slots.send(Slot::Place(place)).is_ok();
        }
        if !goes_on {
            return Ok(false);
        }
    }
    Ok(batch.flush() && slots.send(Slot::End).is_ok() && slots.send(Slot::Bytes(bytes)).is_ok())
}

/// The mapping that a raw file was first read with.
pub(crate) fn mapping_of(raw_file: &RawFile, options: &Options<'_>) -> Mapping {
    if raw_file.mapping == options.mapping {
        return options.read_mapping.clone();
    }
    Mapping::with_overrides(&raw_file.mapping).unwrap_or_default()
}

/// Which of these records are erased, by their document or by themselves; one question a chunk.
fn erased(
    ports: Ports<'_>,
    records: impl Iterator<Item = (DocumentId, CaptureId)>,
) -> Result<Vec<bool>> {
    let stones: Vec<Tombstone> = records
        .flat_map(|(document, capture)| {
            let of = |kind, id| Tombstone { kind, id };
            [
                of(TombstoneKind::Document, document.to_string()),
                of(TombstoneKind::Capture, capture.to_string()),
            ]
        })
        .collect();
    let dead = block_on(ports.store.erased(&stones))?;
    Ok(dead.chunks(2).map(|both| both.contains(&true)).collect())
}

/// SHA-256 and length.
pub(crate) fn hash(bytes: &mut dyn Read) -> std::io::Result<([u8; 32], u64)> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 128 * 1024];
    let mut length = 0;
    loop {
        match bytes.read(&mut buffer) {
            Ok(0) => return Ok((hash.finalize().into(), length)),
            Ok(read) => {
                hash.update(&buffer[..read]);
                length += read as u64;
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Records on their way to an extracting thread.
struct Batch<'a> {
    raw_file: Arc<RawFile>,
    slots: &'a SyncSender<Slot>,
    jobs: &'a SyncSender<Job>,
    records: Vec<(Record, String)>,
    bytes: usize,
}

impl<'a> Batch<'a> {
    fn new(raw_file: Arc<RawFile>, slots: &'a SyncSender<Slot>, jobs: &'a SyncSender<Job>) -> Self {
        Self {
            raw_file,
            slots,
            jobs,
            records: Vec::new(),
            bytes: 0,
        }
    }

    fn record(&mut self, record: Record) -> bool {
        let text = record.text();
        if text.is_empty() {
            return self.reject(RejectReason::NoText, record.bytes);
        }
        self.bytes += text.len();
        self.records.push((record, text));
        self.records.len() < BATCH_RECORDS && self.bytes < BATCH_BYTES || self.flush()
    }

    fn reject(&mut self, reason: RejectReason, bytes: ByteRange) -> bool {
        self.flush() && self.slots.send(Slot::Reject(reason, bytes)).is_ok()
    }

    fn flush(&mut self) -> bool {
        if self.records.is_empty() {
            return true;
        }
        self.bytes = 0;
        let (answer, answered) = channel();
        let job = Job {
            raw_file: self.raw_file.clone(),
            records: std::mem::take(&mut self.records),
            answer,
        };
        self.jobs.send(job).is_ok() && self.slots.send(Slot::Batch(answered)).is_ok()
    }
}

/// Writes what comes, in order, on the caller's thread.
fn write(
    ports: Ports<'_>,
    in_order: Receiver<Slot>,
    options: &Options<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Ingested> {
    let mut ingested = Ingested::default();
    let mut current: Option<ChunkBuilder> = None;
    for slot in in_order {
        match slot {
            Slot::Begin(raw_file, from) => {
                ingested.deliveries += 1;
                current = Some(ChunkBuilder::new(&raw_file, from));
            }
            Slot::Batch(answered) => {
                let builder = current
                    .as_mut()
                    .expect("a batch follows the beginning of its raw file");
                // Nothing may be marked as read when an extracting thread died over it.
                for read in answered
                    .recv()
                    .expect("an extracting thread answers every batch")
                {
                    let written = ingested.chunks;
                    builder.add(ports, read, &mut ingested, progress)?;
                    if ingested.chunks > written && (options.stop)() {
                        ingested.stopped = true;
                        return Ok(ingested);
                    }
                }
            }
            Slot::Reject(reason, bytes) => {
                let builder = current
                    .as_mut()
                    .expect("a reject follows the beginning of its raw file");
                builder.reject(reason, bytes, &mut ingested);
            }
            Slot::Place(place) => {
                let builder = current
                    .as_mut()
                    .expect("a place follows the beginning of its raw file");
                builder.count_passed(ports, &mut ingested)?;
                if builder.write(ports, false, &mut ingested, progress)? && (options.stop)() {
                    ingested.stopped = true;
                    ingested.cursor = Some(builder.cursor(place));
                    return Ok(ingested);
                }
            }
            Slot::End => {
                if let Some(builder) = current.take() {
                    builder.finish(ports, &mut ingested, progress)?;
                }
            }
            Slot::Known => {
                ingested.deliveries += 1;
                ingested.known_deliveries += 1;
            }
            Slot::Erased => {
                ingested.deliveries += 1;
                ingested.erased_deliveries += 1;
            }
            Slot::Bytes(bytes) => progress(Progress::Bytes(bytes)),
            Slot::Failed(error) => return Err(error),
        }
    }
    Ok(ingested)
}

/// Collects the records of one chunk after another and writes each when it is full.
struct ChunkBuilder {
    name: PackName,
    /// Chunks written by an earlier run.
    written: u64,
    pack: Vec<u8>,
    read: Vec<ReadRecord>,
    /// Records of chunks written earlier, to be looked for among the erased.
    passed: Vec<(DocumentId, CaptureId, ByteRange)>,
    records: u64,
    rejects: BTreeMap<RejectReason, Reject>,
}

impl ChunkBuilder {
    fn new(raw_file: &RawFile, from: Option<Cursor>) -> Self {
        let (records, rejects, stored) = match from {
            Some(from) => (from.place.records, from.rejects, from.stored),
            None => (0, Vec::new(), 0),
        };
        Self {
            name: PackName {
                raw_file: raw_file.id,
                versions: raw_file.versions,
                chunk: records / CHUNK,
            },
            written: raw_file.chunks,
            pack: Vec::new(),
            read: Vec::new(),
            passed: Vec::new(),
            records: stored,
            rejects: rejects
                .into_iter()
                .map(|reject| (reject.reason, reject))
                .collect(),
        }
    }

    /// What another builder needs to go on at a place behind which nothing was added here.
    fn cursor(&self, place: formats::Cursor) -> Cursor {
        Cursor {
            raw_file: self.name.raw_file,
            reader: VERSIONS.reader,
            place,
            stored: self.records,
            rejects: self.rejects.values().cloned().collect(),
        }
    }

    fn reject(&mut self, reason: RejectReason, bytes: ByteRange, ingested: &mut Ingested) {
        *ingested.rejects.entry(reason).or_default() += 1;
        let raw_file = self.name.raw_file;
        let reject = self.rejects.entry(reason).or_insert_with(|| Reject {
            id: RejectId::derive(raw_file, reason.name()),
            raw_file,
            reason,
            count: 0,
            first: bytes,
        });
        reject.count += 1;
        reject.first = reject.first.min(bytes);
    }

    fn add(
        &mut self,
        ports: Ports<'_>,
        read: Read1,
        ingested: &mut Ingested,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<()> {
        match read {
            Read1::Passed(document, capture, bytes) => {
                self.records += 1;
                self.passed.push((document, capture, bytes));
                if self.passed.len() as u64 >= CHUNK {
                    self.count_passed(ports, ingested)?;
                }
            }
            Read1::Stored(read) => {
                self.count_passed(ports, ingested)?;
                let chunk = read.capture.record / CHUNK;
                if chunk != self.name.chunk {
                    self.write(ports, false, ingested, progress)?;
                    self.name.chunk = chunk;
                }
                self.records += 1;
                self.read.push(*read);
            }
        }
        Ok(())
    }

    /// Counts what was erased of the records that were passed.
    fn count_passed(&mut self, ports: Ports<'_>, ingested: &mut Ingested) -> Result<()> {
        let passed = std::mem::take(&mut self.passed);
        let ids = passed
            .iter()
            .map(|(document, capture, _)| (*document, *capture));
        let erased = erased(ports, ids)?;
        for ((_, _, bytes), erased) in passed.iter().zip(erased) {
            if erased {
                self.reject(RejectReason::Erased, *bytes, ingested);
            }
        }
        Ok(())
    }

    /// Takes out what was erased of the records at hand.
    fn drop_erased(&mut self, ports: Ports<'_>, ingested: &mut Ingested) -> Result<()> {
        let ids = self
            .read
            .iter()
            .map(|read| (read.document.stub.id, read.capture.id));
        let mut erased = erased(ports, ids)?.into_iter();
        for read in std::mem::take(&mut self.read) {
            if erased.next() == Some(true) {
                self.reject(RejectReason::Erased, read.capture.bytes, ingested);
            } else {
                self.read.push(read);
            }
        }
        Ok(())
    }

    /// Writes the chunk at hand: the pack first, so that no row ever points to nothing. Whether there was anything to write;
    /// when the raw file `ends` with it, it is finished then.
    fn write(
        &mut self,
        ports: Ports<'_>,
        ends: bool,
        ingested: &mut Ingested,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<bool> {
        self.drop_erased(ports, ingested)?;
        if self.read.is_empty() {
            return Ok(false);
        }
        let mut chunk = Chunk {
            name: self.name,
            records: self.records,
            documents: Vec::new(),
            captures: Vec::new(),
            links: Vec::new(),
            rejects: self.rejects.values().cloned().collect(),
            ends,
        };
        let mut frames: BTreeMap<DocumentId, Frame> = BTreeMap::new();
        let append = |pack: &mut Vec<u8>, bytes: &[u8]| {
            let frame = Frame {
                offset: pack.len() as u64,
                length: bytes.len() as u64,
            };
            pack.extend_from_slice(bytes);
            frame
        };
        self.pack.clear();
        let count = self.read.len() as u64;
        for read in self.read.drain(..) {
            for kind in &read.kinds {
                *ingested.mentions.entry(*kind).or_default() += 1;
            }
            let id = read.document.stub.id;
            let new = !frames.contains_key(&id);
            let document_frame = *frames
                .entry(id)
                .or_insert_with(|| append(&mut self.pack, &read.document_frame));
            let capture_frame = append(&mut self.pack, &read.capture_frame);
            if new {
                chunk.documents.push(read.document);
            }
            let of_capture =
                |link: &model::Link| matches!(link.evidence.site, model::Site::Capture(..));
            chunk.links.extend(
                read.links
                    .into_iter()
                    .filter(|link| new || of_capture(link)),
            );
            let pack = self.name;
            chunk.captures.push(StoredCapture {
                capture: read.capture,
                pack,
                document_frame,
                capture_frame,
            });
        }
        block_on(ports.files.put_pack(&self.name, &self.pack))?;
        block_on(ports.store.put_chunk(&chunk))?;
        ingested.records += count;
        ingested.chunks += 1;
        progress(Progress::Records(count));
        Ok(true)
    }

    fn finish(
        mut self,
        ports: Ports<'_>,
        ingested: &mut Ingested,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<()> {
        self.count_passed(ports, ingested)?;
        if self.name.chunk >= self.written && self.write(ports, true, ingested, progress)? {
            return Ok(());
        }
        let rejects: Vec<Reject> = self.rejects.into_values().collect();
        Ok(block_on(ports.store.finish_raw_file(
            self.name.raw_file,
            self.records,
            &rejects,
        ))?)
    }
}
