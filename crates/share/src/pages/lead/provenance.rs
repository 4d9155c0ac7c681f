//! Which record of which raw file every document was seen in.

use super::{Lead, time_of};
use crate::pages::RawFileLine;
use crate::pages::format::{clipped, count, short};
use crate::pages::html::Html;
use crate::pages::parts::{Cell, Table};
use crate::tables::field_text;
use model::{Capture, CaptureField, DocumentId, RawFileId, StatedTime};

/// Documents whose captures a page lists, and captures of one document.
const DOCUMENTS: usize = 200;
const CAPTURES: usize = 20;
/// Raw files that a page lists.
const RAW_FILES: usize = 400;

impl<'a> Lead<'a> {
    /// The short name of a document, leading to its captures when this page lists them.
    pub(super) fn document_link(&self, h: &mut Html, id: DocumentId) {
        let name = self.view.document(id);
        let short = short(&name);
        if self.listed().any(|listed| listed == id) {
            h.local_link(&format!("#{name}"), |h| h.line("code", &[], &short));
        } else {
            h.line("code", &[], &short);
        }
    }

    /// The short name of a raw file, leading to its hash.
    pub(super) fn raw_file_link(&self, h: &mut Html, id: RawFileId) {
        let name = self.view.raw_file(id);
        let short = short(&name);
        if self.raw_files.range(..=id).count() <= RAW_FILES && self.raw_files.contains(&id) {
            h.local_link(&format!("#{name}"), |h| h.line("code", &[], &short));
        } else {
            h.line("code", &[], &short);
        }
    }

    /// Documents whose captures are listed.
    fn listed(&self) -> impl Iterator<Item = DocumentId> {
        self.captures_of
            .keys()
            .filter(|id| self.documents.contains_key(id))
            .take(DOCUMENTS)
            .copied()
    }

    pub(super) fn provenance(&self, h: &mut Html) {
        h.line(
            "p",
            &[("class", "lede")],
            "Every statement above leads back to bytes of a stored raw file. Byte ranges count in the file as it landed, \
             decompressed when it is compressed.",
        );
        h.line("h3", &[], "Raw files");
        let table = Table {
            caption: "Raw files that hold the captures",
            captioned: false,
            columns: &[
                ("Raw file", false),
                ("Source", false),
                ("SHA-256 of the bytes", false),
                ("Delivered as", false),
            ],
            stacked: true,
        };
        table.write(h, |h| {
            for id in self.raw_files.iter().take(RAW_FILES) {
                let line: Option<&RawFileLine> = self.page.raw_files.get(id);
                let name = self.view.raw_file(*id).to_string();
                let hash = match line {
                    // A file's hash would tell a partner whether they hold the same file.
                    Some(line) if !self.view.is_partner() => hex(&line.sha256),
                    _ => "not shown".into(),
                };
                let path = match line.and_then(|line| line.path.as_deref()) {
                    Some(path) if !self.view.is_partner() => Cell::stated(clipped(path, 200)),
                    _ => Cell::text("not shown"),
                };
                let source = line.map(|line| line.source.clone()).unwrap_or_default();
                let mut cells = [
                    Cell::of("w", |h: &mut Html| {
                        h.line("code", &[("id", &name), ("class", "hash")], &name);
                    }),
                    Cell::stated(clipped(&source, 40)),
                    Cell::of("w", |h: &mut Html| {
                        h.line("code", &[("class", "hash")], &hash)
                    }),
                    path,
                ];
                table.row(h, "", &mut cells);
            }
        });
        h.line("h3", &[], "Documents and their captures");
        let table = Table {
            caption: "Where each document was seen",
            captioned: false,
            columns: &[
                ("Document", false),
                ("Capture", false),
                ("Raw file", false),
                ("Record", true),
                ("Bytes", false),
                ("Stated time", false),
                ("Place", false),
            ],
            stacked: true,
        };
        table.write(h, |h| {
            for id in self.listed() {
                let captures = self.captures_of.get(&id).map_or(&[][..], Vec::as_slice);
                for (at, capture) in captures.iter().take(CAPTURES).enumerate() {
                    self.capture_row(h, &table, id, at == 0, capture);
                }
            }
        });
        let left = self.documents.len().saturating_sub(DOCUMENTS);
        let cut = self
            .captures_of
            .values()
            .any(|captures| captures.len() > CAPTURES);
        if left > 0 || cut {
            h.line(
                "p",
                &[("class", "small")],
                "Further captures are in the tables.",
            );
        }
    }

    fn capture_row(
        &self,
        h: &mut Html,
        table: &Table<'_>,
        id: DocumentId,
        first: bool,
        capture: &Capture,
    ) {
        let document = self.view.document(id).to_string();
        let time = time_of(capture).map_or_else(|| "not stated".to_owned(), StatedTime::iso);
        let place = field_text(self.view, capture, CaptureField::Place);
        let mut cells = [
            Cell::of("w", |h: &mut Html| {
                // Only the first row of a document bears its anchor.
                let attributes: &[(&'static str, &str)] = if first {
                    &[("id", &document), ("class", "hash")]
                } else {
                    &[("class", "hash")]
                };
                h.line("code", attributes, &document);
            }),
            Cell::of("w", |h: &mut Html| {
                h.line(
                    "code",
                    &[("class", "hash")],
                    &self.view.capture(capture.id).to_string(),
                );
            }),
            Cell::of("nw", |h: &mut Html| {
                self.raw_file_link(h, capture.raw_file);
            }),
            Cell::text(count(capture.record)),
            Cell::of("nw", |h: &mut Html| {
                h.text(&format!("{}–{}", capture.bytes.start, capture.bytes.end));
            }),
            Cell::text(time),
            match place {
                Some(place) => Cell::stated(clipped(&place.text, 60)),
                None => Cell::text("not stated"),
            },
        ];
        table.row(h, "", &mut cells);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
