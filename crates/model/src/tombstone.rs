use serde::{Deserialize, Serialize};

/// What was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TombstoneKind {
    /// A text, with all its captures, now and later.
    Document,
    /// One record of one raw file.
    Capture,
    /// A raw file of an erased source.
    RawFile,
}

impl TombstoneKind {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Capture => "capture",
            Self::RawFile => "raw_file",
        }
    }
}

/// What stays of something erased: its id, which is a hash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tombstone {
    /// What was erased.
    pub kind: TombstoneKind,
    /// Its id in written form.
    pub id: String,
}
