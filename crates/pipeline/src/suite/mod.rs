//! The steps as the functions run them: what lands is read, what was read is linked, what was missed is found.
//!
//! Every step may be run twice, at the same time as another, or be cut off anywhere: the ledger says what is done, messages
//! are only nudges. The functions themselves hold no logic.

mod bulk;
mod door;
mod health;
mod linker;
mod pointer;
mod report;
mod scoring;
mod sweep;
mod trouble;

pub use bulk::{Bulk, process_bulk};
pub use door::{BY_POINTER, Came, process_raw};
pub use health::{Health, QueueHealth, health};
pub use linker::{LinkerRun, link_documents};
pub use pointer::{Pointer, Unreadable, pointers};
pub use report::{Message, Partners, Receipt, Refused, receive_report};
pub use scoring::{Scored, score_networks};
pub use sweep::{Swept, day, sweep};
pub use trouble::{Replayed, Trouble, replay, troubles};

use crate::Ports;
use store::{Landing, Notes, Queues};

/// Names of the queues.
pub mod queue {
    /// Pointers to raw files, for `process_bulk`.
    pub const BULK: &str = "bulk";
    /// Nudges for `link_documents`.
    pub const EXTRACTED: &str = "extracted";
    /// Ids of networks, for `score_networks`.
    pub const LINKED: &str = "linked";
    /// Where the host puts what failed too often.
    pub const POISON: [&str; 4] = [
        "bulk-poison",
        "extracted-poison",
        "linked-poison",
        BLOB_POISON,
    ];
    /// Every queue that is ours; the host makes its own.
    pub const ALL: [&str; 6] = [
        BULK,
        EXTRACTED,
        LINKED,
        "bulk-poison",
        "extracted-poison",
        "linked-poison",
    ];
    /// Where it puts blobs.
    pub const BLOB_POISON: &str = "webjobs-blobtrigger-poison";
}

/// What the functions run over.
#[derive(Clone, Copy)]
pub struct Suite<'a> {
    /// What was read and linked.
    pub ports: Ports<'a>,
    /// Where raw files land.
    pub landing: &'a dyn Landing,
    /// Queues.
    pub queues: &'a dyn Queues,
    /// Leases, cursors, tries.
    pub notes: &'a dyn Notes,
    /// Seconds since 1970. Never part of what is stored of a document.
    pub now: &'a (dyn Fn() -> u64 + Sync),
    /// Whether the invocation should come to its end.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}
