//! Does everything that is claimed still hold? Every raw file is read again, every stored mention quoted again, every network
//! made again from its links.

use crate::ingest::{CHUNK, Options, hash, mapping_of};
use crate::link::{component, member};
use crate::reading::{VERSIONS, identifier_of, ids, read_text};
use crate::{Error, Ports, Progress, Result};
use analysis::extract::Extractor;
use analysis::link::networks;
use analysis::score::Weights;
use formats::{Hints, Item, Limits};
use futures_executor::block_on;
use model::{
    ByteRange, Document, DocumentId, Mention, MentionType, Network, RejectReason, Site, Tombstone,
    TombstoneKind, mask_text,
};
use std::collections::{BTreeMap, HashSet};
use store::{DocumentRow, RawFile, StoredCapture, read_document};

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Id of what it is about.
    pub about: String,
    /// What does not hold; never quotes content.
    pub what: String,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Raw files read again.
    pub raw_files: u64,
    /// Records read again.
    pub records: u64,
    /// Mentions quoted again.
    pub mentions: u64,
    /// Links with their evidence.
    pub links: u64,
    /// Networks made again.
    pub networks: u64,
    /// Raw files of other versions, of which only hashes and quotes were checked.
    pub other_versions: u64,
    /// What does not hold.
    pub findings: u64,
}

/// Checks everything; each finding is handed on as it comes up.
///
/// # Errors
/// A fault of the store that is not damage of what it keeps.
pub fn verify(
    ports: Ports<'_>,
    progress: &(dyn Fn(Progress) + Sync),
    found: &mut dyn FnMut(Finding),
) -> Result<Verified> {
    let mut check = Check {
        ports,
        verified: Verified::default(),
        found,
        extractor: Extractor::new(),
    };
    let counts = block_on(ports.store.counts())?;
    let of = counts.raw_files + counts.documents + counts.networks;
    let mut done = 0;
    let mut step = |by: usize| {
        done += by as u64;
        progress(Progress::Done { done, of });
    };
    let mut after = None;
    loop {
        let page = block_on(ports.store.raw_files(after, 64))?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for raw_file in &page {
            check.raw_file(raw_file)?;
        }
        step(page.len());
    }
    let mut after = None;
    loop {
        let page = block_on(ports.store.documents(after, 256))?;
        let Some(last) = page.last() else { break };
        after = Some(last.document.stub.id);
        for row in &page {
            check.document(row)?;
        }
        step(page.len());
    }
    let mut after = None;
    loop {
        let page = block_on(ports.store.networks(after, 64))?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for network in &page {
            check.network(network)?;
        }
        step(page.len());
    }
    if !block_on(ports.store.changes(1))?.changes.is_empty() {
        check.says(
            "networks",
            "some documents are not linked yet; `northstar run` on any folder goes on",
        );
    }
    Ok(check.verified)
}

struct Check<'a> {
    ports: Ports<'a>,
    verified: Verified,
    found: &'a mut dyn FnMut(Finding),
    extractor: Extractor,
}

impl Check<'_> {
    fn says(&mut self, about: impl ToString, what: impl Into<String>) {
        self.verified.findings += 1;
        (self.found)(Finding {
            about: about.to_string(),
            what: what.into(),
        });
    }

    /// Bytes, then every record.
    fn raw_file(&mut self, raw_file: &RawFile) -> Result<()> {
        self.verified.raw_files += 1;
        let mut bytes = match block_on(self.ports.files.open_raw(raw_file)) {
            Ok(bytes) => bytes,
            Err(store::Error::NotFound { .. }) => {
                self.says(raw_file.id, "the raw file's bytes are gone");
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let read_error = |source| Error::Read {
            path: raw_file.id.to_string(),
            source,
        };
        if hash(&mut bytes).map_err(read_error)? != (raw_file.sha256, raw_file.bytes) {
            self.says(
                raw_file.id,
                "the raw file's bytes are not those that were delivered",
            );
            return Ok(());
        }
        if !raw_file.done {
            self.says(
                raw_file.id,
                "the raw file was not read to its end; `northstar run` on its folder goes on",
            );
            return Ok(());
        }
        if raw_file.versions != VERSIONS {
            self.verified.other_versions += 1;
            return Ok(());
        }
        self.records(raw_file)
    }

    fn records(&mut self, raw_file: &RawFile) -> Result<()> {
        let options = Options::default();
        let mapping = mapping_of(raw_file, &options);
        let hints = Hints {
            name: raw_file.name.as_deref(),
            mapping: &mapping,
        };
        let read_error = |source| Error::Read {
            path: raw_file.id.to_string(),
            source,
        };
        let bytes = block_on(self.ports.files.open_raw(raw_file))?;
        let mut rejects: BTreeMap<RejectReason, (u64, ByteRange)> = BTreeMap::new();
        let mut reject = |reason, bytes: ByteRange| {
            let (count, first) = rejects.entry(reason).or_insert((0, bytes));
            *count += 1;
            *first = (*first).min(bytes);
        };
        let mut page = Page::default();
        let mut known: HashSet<DocumentId> = HashSet::new();
        for item in formats::open(bytes, &hints, Limits::default()).map_err(read_error)? {
            let record = match item.map_err(read_error)? {
                Item::Reject { reason, bytes } => {
                    reject(reason, bytes);
                    continue;
                }
                Item::Record(record) => record,
            };
            let text = record.text();
            if text.is_empty() {
                reject(RejectReason::NoText, record.bytes);
                continue;
            }
            self.verified.records += 1;
            let (document, capture) = ids(&record, &text, raw_file);
            let Some(stored) = page.take(self.ports, raw_file, record.number)? else {
                let of = |kind, id| Tombstone { kind, id };
                let stones = [
                    of(TombstoneKind::Document, document.to_string()),
                    of(TombstoneKind::Capture, capture.to_string()),
                ];
                if block_on(self.ports.store.erased(&stones))?.contains(&true) {
                    reject(RejectReason::Erased, record.bytes);
                } else {
                    self.says(capture, "the record is in the raw file but was not stored");
                }
                continue;
            };
            if stored.capture.id != capture
                || stored.capture.document != document
                || stored.capture.bytes != record.bytes
            {
                self.says(
                    capture,
                    "the record in the raw file is not the one that was stored",
                );
            } else if known.insert(document) {
                self.text(&stored, &text)?;
            }
        }
        let stored = block_on(self.ports.store.rejects_of(raw_file.id))?;
        let stored: BTreeMap<_, _> = stored
            .into_iter()
            .map(|r| (r.reason, (r.count, r.first)))
            .collect();
        if stored != rejects {
            self.says(
                raw_file.id,
                "the raw file's rejects are not those that were stored",
            );
        }
        Ok(())
    }

    /// What is stored of a text against the text itself.
    fn text(&mut self, stored: &StoredCapture, text: &str) -> Result<()> {
        let id = stored.capture.document;
        let Some(document) = self.read(id, stored)? else {
            return Ok(());
        };
        let again = read_text(
            &mut self.extractor,
            text,
            document.region.as_deref(),
            document.language.as_deref(),
        );
        if document.text != mask_text(text, &document.mentions) {
            self.says(id, "the stored text is not the raw file's");
        }
        for mention in &document.mentions {
            if mention.span.quote(text).is_none() {
                self.says(
                    id,
                    format!(
                        "a {} has a span outside of the raw file's text",
                        mention.kind
                    ),
                );
            }
        }
        if again != document {
            self.says(id, "reading the raw file again finds other mentions");
        }
        Ok(())
    }

    fn read(&mut self, id: DocumentId, stored: &StoredCapture) -> Result<Option<Document>> {
        let frame = block_on(
            self.ports
                .files
                .read_frame(&stored.pack, stored.document_frame),
        );
        match frame.and_then(|frame| read_document(&stored.pack, &frame)) {
            Ok(document) if document.id == id => Ok(Some(document)),
            Ok(_) | Err(store::Error::NotFound { .. } | store::Error::Damaged { .. }) => {
                self.says(
                    id,
                    format!("its place in pack {} does not hold it", stored.pack),
                );
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// A document's mentions and links.
    fn document(&mut self, row: &DocumentRow) -> Result<()> {
        let id = row.document.stub.id;
        let frame = block_on(self.ports.files.read_frame(&row.pack, row.frame));
        let document = match frame.and_then(|frame| read_document(&row.pack, &frame)) {
            Ok(document) if document.id == id => document,
            Ok(_) | Err(store::Error::NotFound { .. } | store::Error::Damaged { .. }) => {
                self.says(
                    id,
                    format!("its place in pack {} does not hold it", row.pack),
                );
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        for mention in &document.mentions {
            self.verified.mentions += 1;
            let masked = matches!(mention.kind, MentionType::Iban | MentionType::CreditCard);
            match mention.span.quote(&document.text) {
                None => self.says(
                    id,
                    format!("a {} has a span outside of its text", mention.kind),
                ),
                Some(quote) if masked && !quote.contains('*') => {
                    self.says(id, format!("a {} is not masked", mention.kind))
                }
                Some(_) => {}
            }
        }
        let Some(stored) = block_on(self.ports.store.members(&[id]))?.pop() else {
            self.says(id, "it has no row");
            return Ok(());
        };
        for carried in &stored.carries {
            self.verified.links += 1;
            let names =
                |mention: &Mention| identifier_of(mention).as_ref() == Some(&carried.identifier);
            let holds = match carried.evidence.site {
                Site::Text => document
                    .text_class
                    .is_some_and(|class| class.to_string() == carried.identifier.value),
                Site::Document(span) => {
                    document.mentions.iter().any(|m| m.span == span && names(m))
                }
                Site::Capture(capture, field, span) => stored.captures.iter().any(|c| {
                    c.id == capture
                        && c.mentions.iter().any(|m| {
                            m.field == field && m.mention.span == span && names(&m.mention)
                        })
                }),
            };
            if !holds {
                self.says(
                    id,
                    format!(
                        "a link to a {} names no mention as its evidence",
                        carried.identifier.kind
                    ),
                );
            }
        }
        if !stored.carries.is_empty() && row.network.is_none() {
            self.says(id, "it carries an identifier but is in no network");
        }
        Ok(())
    }

    fn network(&mut self, network: &Network) -> Result<()> {
        self.verified.networks += 1;
        let Some(smallest) = network.members.first() else {
            self.says(network.id, "it has no members");
            return Ok(());
        };
        if network.id.document() != *smallest || !network.members.is_sorted() {
            self.says(network.id, "its id is not that of its smallest member");
        }
        let rows = component(self.ports, *smallest)?;
        let members: Vec<_> = rows
            .iter()
            .map(member)
            .filter(|m| !m.carries.is_empty())
            .collect();
        let again = networks(&members, Weights::built_in());
        if !again.contains(network) {
            self.says(
                network.id,
                "its links make another network or another score",
            );
        }
        Ok(())
    }
}

/// The stored captures of one chunk's records.
#[derive(Default)]
struct Page {
    chunk: Option<u64>,
    captures: BTreeMap<u64, StoredCapture>,
}

impl Page {
    fn take(
        &mut self,
        ports: Ports<'_>,
        raw_file: &RawFile,
        record: u64,
    ) -> Result<Option<StoredCapture>> {
        let chunk = record / CHUNK;
        if self.chunk != Some(chunk) {
            let captures = block_on(
                ports
                    .store
                    .captures_in(raw_file.id, chunk * CHUNK..(chunk + 1) * CHUNK),
            )?;
            self.captures = captures
                .into_iter()
                .map(|stored| (stored.capture.record, stored))
                .collect();
            self.chunk = Some(chunk);
        }
        Ok(self.captures.remove(&record))
    }
}
