use crate::{ByteRange, RawFileId, RejectId};
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident $name:literal $says:literal,)+) => {
        /// Why a part of a raw file could not be read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum RejectReason {
            $($(#[$doc])* $variant,)+
        }

        impl RejectReason {
            /// The name in outputs.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it means, for a person.
            pub const fn says(self) -> &'static str {
                match self { $(Self::$variant => $says,)+ }
            }
        }
    };
}

reasons! {
    /// Nothing in it.
    EmptyFile "empty_file" "the file is empty",
    /// Bytes of no format that is read.
    NotText "not_text" "the bytes are neither text nor a format that is read",
    /// A known format that this version does not read.
    FormatNotRead "format_not_read" "a known format that is stored but not read",
    /// Compressed data that ends early or is damaged.
    BrokenCompression "broken_compression" "the compressed data is damaged or ends early",
    /// Compressed data that grows too much.
    TooMuchExpansion "too_much_expansion" "the compressed data grows beyond the limit",
    /// More bytes than the limit.
    FileTooLong "file_too_long" "the file is longer than the limit; the rest was not read",
    /// One record with more bytes than the limit.
    RecordTooLong "record_too_long" "a record is longer than the limit",
    /// More records than the limit.
    TooManyRecords "too_many_records" "the file holds more records than the limit; the rest was not read",
    /// Nested too deeply.
    TooDeep "too_deep" "the nesting is deeper than the limit",
    /// A line that is no JSON.
    BrokenJson "broken_json" "not valid JSON",
    /// JSON that is no record.
    NotARecord "not_a_record" "JSON that is neither an object nor a list of objects",
    /// A row that does not fit the header.
    BrokenRow "broken_row" "the row has more cells than the header",
    /// A quote that never ends.
    BrokenQuoting "broken_quoting" "a quoted cell never ends",
    /// Bytes that are no characters in the file's encoding.
    BrokenEncoding "broken_encoding" "bytes that are no characters in the file's encoding; shown as U+FFFD",
    /// A record without any text.
    NoText "no_text" "a record without any text",
    /// The bytes at the path were replaced before they were read to the end.
    Replaced "replaced" "other bytes were put in its place before it was read to the end",
    /// Erased earlier: a tombstone forbids storing it.
    Erased "erased" "erased earlier; not stored again",
}

impl fmt::Display for RejectReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.says())
    }
}

/// A part of a raw file that could not be read. Many alike are one with a count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reject {
    /// hash(raw file, reason).
    pub id: RejectId,
    /// The raw file.
    pub raw_file: RawFileId,
    /// Why.
    pub reason: RejectReason,
    /// How many parts.
    pub count: u64,
    /// Where the first of them is.
    pub first: ByteRange,
}
