//! Reads files for the tests and shows what came out.

use formats::{Format, Hints, Item, Layout, Limits, Mapping, open};
use model::{CaptureField, Record};
use std::fmt::Write as _;
use std::io::{self, Read, Write as _};

/// Gives its bytes in pieces of one size.
pub(crate) struct Pieces<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) size: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.size.min(out.len()).min(self.bytes.len());
        out[..n].copy_from_slice(&self.bytes[..n]);
        self.bytes = &self.bytes[n..];
        Ok(n)
    }
}

pub(crate) fn read_with(
    bytes: &[u8],
    name: &str,
    mapping: &Mapping,
    limits: Limits,
) -> (Layout, Vec<Item>) {
    let hints = Hints {
        name: Some(name),
        mapping,
    };
    let reader = open(bytes, &hints, limits).expect("memory does not fail");
    (
        reader.layout().clone(),
        reader
            .map(|item| item.expect("memory does not fail"))
            .collect(),
    )
}

pub(crate) fn read(bytes: &[u8], name: &str) -> (Layout, Vec<Item>) {
    read_with(bytes, name, &Mapping::default(), Limits::default())
}

pub(crate) fn records(bytes: &[u8], name: &str) -> Vec<Record> {
    read(bytes, name)
        .1
        .into_iter()
        .filter_map(|item| match item {
            Item::Record(record) => Some(record),
            Item::Reject { .. } => None,
        })
        .collect()
}

/// Everything about a file, for snapshots.
pub(crate) fn shown(bytes: &[u8], name: &str) -> String {
    let (layout, items) = read(bytes, name);
    let mut text = head(&layout);
    text.push_str(&items_shown(&items));
    text
}

fn head(layout: &Layout) -> String {
    let mut text = format!(
        "{:?} {} {:?}",
        layout.format, layout.encoding, layout.encoding_from
    );
    if layout.format == Format::Csv {
        let _ = write!(text, " {:?} header {:?}", layout.delimiter, layout.header);
    }
    if let Some(list) = &layout.list {
        let _ = write!(text, " list {list}");
    }
    text.push('\n');
    text
}

pub(crate) fn items_shown(items: &[Item]) -> String {
    let mut text = String::new();
    for item in items {
        match item {
            Item::Reject { reason, bytes } => {
                let _ = writeln!(
                    text,
                    "reject {} {}..{}",
                    reason.name(),
                    bytes.start,
                    bytes.end
                );
            }
            Item::Record(record) => {
                let _ = writeln!(
                    text,
                    "record {} {}..{}",
                    record.number, record.bytes.start, record.bytes.end
                );
                for field in CaptureField::ALL {
                    if let Some(value) = record.capture.get(field) {
                        let _ = writeln!(text, "  [{}] {value}", field.name());
                    }
                }
                for (name, value) in [("region", &record.region), ("language", &record.language)] {
                    if let Some(value) = value {
                        let _ = writeln!(text, "  [{name}] {value}");
                    }
                }
                for line in record.text().lines() {
                    let _ = writeln!(text, "  | {line}");
                }
            }
        }
    }
    text
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory does not fail");
    encoder.finish().expect("memory does not fail")
}
