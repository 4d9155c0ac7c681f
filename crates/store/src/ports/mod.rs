//! The ports, named by use.

mod files;
mod landing;
mod notes;
mod queues;
mod store;

pub use files::{Files, RawPlace};
pub use landing::{Landed, Landing, Page};
pub use notes::{Note, Notes};
pub use queues::{Backlog, Queues, Received};
pub use store::{
    Caps, Carried, Changed, Chunk, Common, Counts, Delivery, Dirty, DocumentRow, Erasure, FileWork,
    HubRow, MemberRow, RawFile, RecordedCommonness, Standing, Store, StoredCapture, StoredDocument,
};
