use crate::Field;
use crate::input::Decision;
use serde::Serialize;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Compression {
    /// Not at all.
    None,
    /// gzip, of one member or several.
    Gzip,
}

/// The format that a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// One text.
    Text,
    /// One page.
    Html,
    /// Objects, lists of objects, or objects that hold a list of objects.
    Json,
    /// An object a line.
    JsonLines,
    /// A row a record.
    Csv,
    /// Not read.
    NotRead,
}

/// A column or key, and what it is read as. Keys come from the file and may be anything, so `Debug` prints none.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// As the file names it; `c1`, `c2`, … where it does not.
    pub name: String,
    /// What it is; nothing when it stays in the text as `name: value`, or is left out.
    pub field: Option<Field>,
    /// Left out, because a mapping says so.
    pub ignored: bool,
}

model::hidden_debug!(Column);

/// What was found out about a file from its first 64 KiB.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Layout {
    /// Compression.
    pub compression: Compression,
    /// Name of the encoding, as in the WHATWG Encoding standard.
    pub encoding: &'static str,
    /// What told the encoding.
    pub encoding_from: Decision,
    /// Format.
    pub format: Format,
    /// Usual name of a known format that is not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_read: Option<&'static str>,
    /// Delimiter of columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Whether the first row names the columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<bool>,
    /// Keys that lead to the list of records, with dots between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Columns, or the keys of the first records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
}
