//! The steps over the ports: ingest, link, erase, verify, export. The same steps serve the `northstar` program and the
//! functions; which store they run over is the caller's choice.

mod canonical;
mod cursor;
mod erase;
mod error;
pub mod export;
mod ingest;
mod link;
pub mod look;
mod reading;
pub mod suite;
mod verify;

pub use canonical::{Canonical, canonical, differing};
pub use cursor::{Cursor, OpenAt, Pieces};
pub use erase::{erase, finish_file_work};
pub use error::{Error, Result};
pub use ingest::{Arrival, Ingested, Options, ingest};
pub use link::{Linked, Until, link};
pub use reading::{VERSIONS, field_mentions, identifier_of, read_text};
pub use verify::{Finding, Verified, verify};

use store::{Files, Store};

/// What the steps run over.
#[derive(Clone, Copy)]
pub struct Ports<'a> {
    /// Everything but bytes.
    pub store: &'a dyn Store,
    /// Raw files and packs.
    pub files: &'a dyn Files,
}

impl<'a> Ports<'a> {
    /// Both ports of one adapter.
    pub fn of<Adapter: Store + Files>(adapter: &'a Adapter) -> Self {
        Self {
            store: adapter,
            files: adapter,
        }
    }
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many more bytes of raw files were taken in.
    Bytes(u64),
    /// So many more records were stored.
    Records(u64),
    /// Linking: so many of so many documents are done.
    Linked {
        /// Done.
        done: u64,
        /// To do.
        of: u64,
    },
    /// Verifying or exporting: so many of so many things are done.
    Done {
        /// Done.
        done: u64,
        /// To do.
        of: u64,
    },
}
