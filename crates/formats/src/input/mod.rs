//! From a raw file's bytes to decoded text whose every place is known in bytes.

mod blocks;
mod charset;
mod decompressed;
mod magic;
mod text;

pub(crate) use charset::Charset;
pub use charset::Decision;
pub(crate) use decompressed::Decompressed;
pub(crate) use magic::{Unread, unread};
pub(crate) use text::{Place, Text};

/// Everything about compression, encoding, format and dialect is decided on this many decompressed bytes.
pub(crate) const HEAD_BYTES: usize = 64 * 1024;
