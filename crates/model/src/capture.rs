use crate::{ByteRange, CaptureId, DocumentId, FieldMention, RawFileId, hidden_debug};
use serde::{Deserialize, Serialize};

/// A field of a record that belongs to the capture and not to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureField {
    /// Address of the page.
    Url,
    /// When it was posted, as stated.
    Posted,
    /// When it was fetched, as stated.
    Captured,
    /// Where it was posted for.
    Place,
    /// Who posted it, as stated.
    Author,
    /// Price, as stated.
    Price,
    /// The site's own id.
    PostId,
}

impl CaptureField {
    /// Every field, in the order of columns.
    pub const ALL: [Self; 7] = [
        Self::Url,
        Self::Posted,
        Self::Captured,
        Self::Place,
        Self::Author,
        Self::Price,
        Self::PostId,
    ];

    /// The name in outputs and mappings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Url => "url",
            Self::Posted => "posted",
            Self::Captured => "captured",
            Self::Place => "place",
            Self::Author => "author",
            Self::Price => "price",
            Self::PostId => "post_id",
        }
    }
}

/// The fields of a capture, each as the record states it.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct CaptureFields {
    /// Address of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was posted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posted: Option<String>,
    /// When it was fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured: Option<String>,
    /// Where it was posted for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who posted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// The site's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_id: Option<String>,
}

impl CaptureFields {
    /// The value of a field.
    pub fn get(&self, field: CaptureField) -> Option<&str> {
        match field {
            CaptureField::Url => &self.url,
            CaptureField::Posted => &self.posted,
            CaptureField::Captured => &self.captured,
            CaptureField::Place => &self.place,
            CaptureField::Author => &self.author,
            CaptureField::Price => &self.price,
            CaptureField::PostId => &self.post_id,
        }
        .as_deref()
    }

    /// The place where a field's value is kept, for readers.
    pub fn slot(&mut self, field: CaptureField) -> &mut Option<String> {
        match field {
            CaptureField::Url => &mut self.url,
            CaptureField::Posted => &mut self.posted,
            CaptureField::Captured => &mut self.captured,
            CaptureField::Place => &mut self.place,
            CaptureField::Author => &mut self.author,
            CaptureField::Price => &mut self.price,
            CaptureField::PostId => &mut self.post_id,
        }
    }
}

/// A record seen.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Capture {
    /// hash(raw file, record number).
    pub id: CaptureId,
    /// The raw file that holds the record.
    pub raw_file: RawFileId,
    /// The record's number in it.
    pub record: u64,
    /// Where the record's bytes are in it.
    pub bytes: ByteRange,
    /// The source that it came from; restrictions are the source's.
    pub source: String,
    /// The document that the record's text is.
    pub document: DocumentId,
    /// Fields as stated.
    #[serde(flatten)]
    pub fields: CaptureFields,
    /// What the recognizers found in the fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<FieldMention>,
}

hidden_debug!(CaptureFields, Capture);
