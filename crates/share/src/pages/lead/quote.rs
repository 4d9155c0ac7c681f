//! A quote, and where it stands.

use super::Lead;
use crate::View;
use crate::pages::format::{clipped, count, counted, short};
use crate::pages::html::Html;
use crate::tables::field_text;
use model::{Capture, CaptureField, CaptureId, DocumentId, Site};

/// Characters of a quote, and around it.
const QUOTE: usize = 240;
const AROUND: usize = 60;

impl<'a> Lead<'a> {
    /// A quote, blurred, and where it stands.
    pub(super) fn quote(
        &mut self,
        h: &mut Html,
        document: DocumentId,
        site: Site,
        seen: Option<CaptureId>,
    ) {
        let found = match site {
            Site::Text | Site::Document(_) => self.documents.get(&document).map(|(_, text)| {
                let (start, end) = match site {
                    Site::Document(span) => text.place(span),
                    _ => (0, 0),
                };
                (text.text.clone(), start, end)
            }),
            Site::Capture(capture, field, span) => {
                self.captures.get(&capture).and_then(|capture| {
                    let text = field_text(self.view, capture, field)?;
                    let (start, end) = if is_rewritten(self.view, field) {
                        (0, text.text.len())
                    } else {
                        text.place(span)
                    };
                    Some((text.text, start, end))
                })
            }
        };
        match found {
            Some((text, start, end)) if text.get(start..end).is_some() => {
                self.veils.veiled(h, "quote", |h| {
                    h.tag("blockquote", &[], |h| in_context(h, &text, start, end));
                });
            }
            _ => h.line("p", &[("class", "where")], "The quote is not shown here."),
        }
        let capture = match site {
            Site::Capture(capture, _, _) => Some(capture),
            _ => seen,
        };
        self.stands(h, document, site, capture);
    }

    /// Where something stands: document and span, and the record of the raw file that holds it.
    pub(super) fn stands(
        &self,
        h: &mut Html,
        document: DocumentId,
        site: Site,
        seen: Option<CaptureId>,
    ) {
        let captures = self.captures_of.get(&document);
        let capture = seen
            .and_then(|id| self.captures.get(&id).copied())
            .or_else(|| captures.and_then(|c| c.first().copied()));
        h.tag("p", &[("class", "where")], |h| {
            h.text(match site {
                Site::Capture(_, field, _) => field_says(field),
                Site::Text if seen.is_some() => "A capture of ",
                Site::Text => "Whole text of ",
                Site::Document(_) => "Text of ",
            });
            self.document_link(h, document);
            if let (Site::Document(span) | Site::Capture(_, _, span), false) =
                (site, self.view.is_partner())
            {
                h.text(&format!(", bytes {}–{}", span.start(), span.end()));
            }
            if let Some(capture) = capture {
                h.text(" · ");
                self.record(h, capture);
                let more = captures.map_or(0, |all| all.len().saturating_sub(1));
                if more > 0 && seen.is_none() {
                    h.text(&format!(
                        " · and {}",
                        counted(more as u64, "other capture", "other captures")
                    ));
                }
            }
        });
    }

    pub(super) fn record(&self, h: &mut Html, capture: &Capture) {
        h.text("record ");
        h.text(&count(capture.record));
        h.text(&format!(
            ", bytes {}–{} of ",
            capture.bytes.start, capture.bytes.end
        ));
        self.raw_file_link(h, capture.raw_file);
        h.text(" (");
        h.stated(&clipped(&capture.source, 40));
        h.text("), capture ");
        h.line("code", &[], &short(&self.view.capture(capture.id)));
    }
}

const fn field_says(field: CaptureField) -> &'static str {
    match field {
        CaptureField::Url => "Address of a capture of ",
        CaptureField::Posted => "Time of posting of a capture of ",
        CaptureField::Captured => "Time of a capture of ",
        CaptureField::Place => "Place of a capture of ",
        CaptureField::Author => "Author of a capture of ",
        CaptureField::Price => "Price of a capture of ",
        CaptureField::PostId => "Post id of a capture of ",
    }
}

/// Whether a tier sees the field in other words, in which a span means nothing.
const fn is_rewritten(view: View<'_>, field: CaptureField) -> bool {
    view.is_partner() && matches!(field, CaptureField::Posted | CaptureField::Captured)
}

/// A quote marked in a little of its surroundings; of a whole text the beginning.
fn in_context(h: &mut Html, text: &str, start: usize, end: usize) {
    let before = &text[..start];
    let from = before
        .char_indices()
        .rev()
        .nth(AROUND - 1)
        .map_or(0, |(at, _)| at);
    let mut before = &text[from..start];
    if from > 0 {
        h.text("… ");
        // Begin at a word, unless there is only one.
        before = before.split_once(' ').map_or(before, |(_, rest)| rest);
    }
    h.text(before.trim_start());
    if start < end {
        h.line("mark", &[], &clipped(&text[start..end], QUOTE));
        let after = clipped(&text[end..], AROUND);
        h.text(after.trim_end());
    } else {
        h.text(&clipped(text, QUOTE));
    }
}
