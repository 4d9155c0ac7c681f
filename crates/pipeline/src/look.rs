//! What a person looks up: documents with their text, quotes of evidence.

use crate::{Ports, Result};
use futures_executor::block_on;
use model::{Capture, CaptureId, Document, DocumentId, Site};
use store::{DocumentRow, read_document};

/// A document's text and mentions.
///
/// # Errors
/// A fault of the store, or a damaged pack.
pub fn text_of(ports: Ports<'_>, row: &DocumentRow) -> Result<Document> {
    let frame = block_on(ports.files.read_frame(&row.pack, row.frame))?;
    Ok(read_document(&row.pack, &frame)?)
}

/// A place of evidence as it can be quoted.
pub struct Quote {
    /// The document.
    pub document: Document,
    /// The capture that shows it: the one whose field is quoted, else the document's with the smallest id.
    pub capture: Capture,
    /// The words; the whole text's beginning when the whole text is the evidence.
    pub words: String,
    /// Up to so many characters before …
    pub before: String,
    /// … and after the words.
    pub after: String,
}

/// Characters shown around a quote.
const AROUND: usize = 60;
/// Characters shown of a whole text.
const WHOLE: usize = 160;

/// Quotes a place of evidence; `None` when the document is not there.
///
/// # Errors
/// A fault of the store, or a damaged pack.
pub fn quote(
    ports: Ports<'_>,
    document: DocumentId,
    site: Site,
    shown_by: Option<CaptureId>,
) -> Result<Option<Quote>> {
    let Some(row) = block_on(ports.store.document(document))? else {
        return Ok(None);
    };
    let wanted = match site {
        Site::Capture(capture, ..) => Some(capture),
        Site::Text | Site::Document(_) => shown_by,
    };
    let captures = block_on(ports.store.members(&[document]))?
        .pop()
        .map(|row| row.captures)
        .unwrap_or_default();
    let capture = captures
        .iter()
        .find(|capture| Some(capture.id) == wanted)
        .or(captures.first())
        .cloned();
    let Some(capture) = capture else {
        return Ok(None);
    };
    let document = text_of(ports, &row)?;
    let (words, before, after) = match site {
        Site::Text => (
            document.text.chars().take(WHOLE).collect(),
            String::new(),
            String::new(),
        ),
        Site::Document(span) => around(&document.text, span),
        Site::Capture(_, field, span) => {
            around(capture.fields.get(field).unwrap_or_default(), span)
        }
    };
    Ok(Some(Quote {
        document,
        capture,
        words,
        before,
        after,
    }))
}

fn around(text: &str, span: model::Span) -> (String, String, String) {
    let Some(words) = span.quote(text) else {
        return Default::default();
    };
    let before: Vec<char> = text[..span.start()].chars().rev().take(AROUND).collect();
    (
        words.to_owned(),
        before.into_iter().rev().collect(),
        text[span.end()..].chars().take(AROUND).collect(),
    )
}
