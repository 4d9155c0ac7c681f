//! The words of the system as types: records, documents, captures, mentions, identifiers, links, networks,
//! assessments. No I/O, no clock, no randomness, almost no dependencies.
//!
//! Whatever may hold a person's data prints nothing through `Debug` (see [`hidden_debug`]); ids print themselves,
//! since they are hashes.

mod attributes;
mod capture;
mod document;
mod id;
mod identifier;
mod mention;
mod network;
mod record;
mod reject;
mod score;
mod source;
mod span;
mod time;
mod tombstone;

pub use attributes::Attributes;
pub use capture::{Capture, CaptureField, CaptureFields};
pub use document::{Document, DocumentStub, Signal, Versions};
pub use id::{
    CaptureId, DeliveryId, DocumentId, IdentifierKey, NetworkId, ParseIdError, RawFileId, RejectId,
    TextClassId,
};
pub use identifier::{Evidence, Identifier, IdentifierKind, Link, Site};
pub use mention::{Attribute, FieldMention, Mention, MentionType, mask_text};
pub use network::{Commonness, Fact, FactKind, HubReason, Network, NetworkIdentifier, Sign};
pub use record::{ByteRange, Record};
pub use reject::{Reject, RejectReason};
pub use score::{Assessment, Basis, Contribution, ContributionEvidence, Family, Millibits};
pub use source::{Source, Tier, Tlp};
pub use span::Span;
pub use time::{StatedTime, stated_time};
pub use tombstone::{Tombstone, TombstoneKind};

/// Implements `Debug` for types that may hold a person's data: only the type's name is printed.
#[macro_export]
macro_rules! hidden_debug {
    ($($name:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )+};
}
