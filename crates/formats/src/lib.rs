//! Raw bytes to records and rejects: plain text, HTML, JSON, JSON Lines and delimited text, each also gzipped, in any
//! common encoding. `docs/formats.md` tells the rules.
//!
//! Nothing here knows where bytes come from or what becomes of records. Reading streams, takes time linear in the input
//! and a few times [`Limits::record_bytes`] of memory, and never fails on content.
//!
//! ```
//! use formats::{Hints, Item, Limits, Mapping, open};
//!
//! let file = b"title,text\nHello,call 415-555-0132\n";
//! let mapping = Mapping::default();
//! let hints = Hints { name: Some("ads.csv"), mapping: &mapping };
//! let mut reader = open(&file[..], &hints, Limits::default())?;
//! let Some(Ok(Item::Record(record))) = reader.next() else { panic!() };
//! assert_eq!(record.text(), "Hello\n\ncall 415-555-0132");
//! assert_eq!((record.bytes.start, record.bytes.end), (11, 34));
//! # Ok::<(), std::io::Error>(())
//! ```

mod csv;
mod cursor;
mod fields;
mod flat;
mod format;
mod html;
mod input;
mod json;
mod layout;
mod limits;
mod mapping;
mod output;
mod reader;

pub use cursor::{Cursor, resume};
pub use input::Decision;
pub use layout::{Column, Compression, Format, Layout};
pub use limits::Limits;
pub use mapping::{Field, Mapping, MappingError};
pub use reader::{Hints, Item, Reader, open, read_as};

/// Version of the readers: part of a document's versions. Another version may find other records in the same bytes.
pub const VERSION: u32 = 1;
