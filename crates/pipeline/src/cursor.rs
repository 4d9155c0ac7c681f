//! Where a raw file is read on, when an invocation was too short for all of it.

use crate::VERSIONS;
use crate::ingest::CHUNK;
use model::{RawFileId, Reject, RejectReason};
use serde::{Deserialize, Serialize};
use std::io::Read;
use store::RawFile;

/// A place between two chunks of a raw file: ids, reasons and numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    pub(crate) raw_file: RawFileId,
    /// Version of the readers: another one may find other records.
    pub(crate) reader: u32,
    pub(crate) place: formats::Cursor,
    /// Records that were stored before it.
    pub(crate) stored: u64,
    /// What was rejected before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) rejects: Vec<Reject>,
}

impl Cursor {
    /// Whether a raw file as it stands in the ledger can be read on here. `rejects` are those of the ledger: where anything
    /// of the file was erased, its records must all be looked at again, since only that tells how many they are.
    pub(crate) fn fits(&self, raw_file: &RawFile, rejects: &[Reject]) -> bool {
        let whole_chunks = self.place.records.is_multiple_of(CHUNK);
        let erased = |rejects: &[Reject]| {
            rejects
                .iter()
                .any(|reject| reject.reason == RejectReason::Erased)
        };
        self.raw_file == raw_file.id
            && self.reader == VERSIONS.reader
            && whole_chunks
            && self.place.records / CHUNK <= raw_file.chunks
            && self.place.bytes <= raw_file.bytes
            && self
                .rejects
                .iter()
                .all(|reject| reject.raw_file == raw_file.id)
            && !erased(&self.rejects)
            && !erased(rejects)
    }
}

/// Reading in pieces: where this one begins, and how bytes are opened there.
pub struct Pieces<'a> {
    /// Where the piece before ended; `None` reads from the start.
    pub from: Option<Cursor>,
    /// Opens the arriving bytes from a place on.
    pub open_at: OpenAt<'a>,
}

/// Opens bytes from a place on.
pub type OpenAt<'a> = Box<dyn Fn(u64) -> std::io::Result<Box<dyn Read + Send>> + Send + Sync + 'a>;
