//! The ports, named by use.

mod files;
mod landing;
mod notes;
mod queues;
mod round;
mod store;

pub use files::{Files, RawPlace};
pub use landing::{Landed, Landing, Page};
pub use notes::{Note, Notes};
pub use queues::{Backlog, Queues, Received};
#[cfg(feature = "azure")]
pub(crate) use round::DirtyRows;
pub use round::{Counted, LeadsOn, Round, reached};
pub use store::{
    Caps, Carried, Changes, Chunk, Common, Counts, Delivery, DocumentRow, Erasure, FileWork,
    HubRow, MemberRow, Noted, RawFile, RecordedCommonness, Standing, Store, StoredCapture,
    StoredDocument,
};
