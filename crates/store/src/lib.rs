//! Where everything is kept: the ports, the contract that every adapter fulfils, and the embedded adapter (SQLite with raw
//! files and packs in folders beside it).
//!
//! Ports are named by use. Every write is an upsert, a create-if-absent or one transaction, so that doing it again changes
//! nothing. Nothing is decided here: what joins, what is a hub and what a network is are the pipeline's and the
//! analysis' business.

#[cfg(feature = "azure")]
pub mod azure;
pub mod contract;
mod embedded;
mod error;
mod pack;
mod ports;

pub use embedded::Embedded;
pub use error::Error;
pub use pack::{Frame, PackEntry, PackName, PackWriter, blank_frames, entries, read_document};
pub use ports::{
    Backlog, Caps, Carried, Changes, Chunk, Common, Counted, Counts, Delivery, DocumentRow,
    Erasure, FileWork, Files, HubRow, Landed, Landing, LeadsOn, MemberRow, Note, Noted, Notes,
    Page, Queues, RawFile, RawPlace, Received, RecordedCommonness, Round, Standing, Store,
    StoredCapture, StoredDocument, reached,
};

/// What a port answers.
pub type Result<T> = std::result::Result<T, Error>;
