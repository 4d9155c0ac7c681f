use crate::csv::Rows;
use crate::cursor::{self, Cursor};
use crate::fields::{Records, from_page, from_text};
use crate::flat::Flat;
use crate::format::{Found, added_by_name, decide};
use crate::html::render;
use crate::input::{Charset, Decompressed, HEAD_BYTES, Text, Unread, unread};
use crate::json::{End, Lines, Parser, Shape, Whole};
use crate::mapping::{Choice, Names};
use crate::output::Output;
use crate::{Column, Field, Format, Layout, Limits, Mapping};
use encoding_rs::{UTF_16BE, UTF_16LE};
use model::{ByteRange, Record, RejectReason};
use std::io::{self, Read};

/// What is known about a file beside its bytes.
#[derive(Clone, Copy)]
pub struct Hints<'a> {
    /// Its name. Only the end counts, and only where the content leaves the format open.
    pub name: Option<&'a str>,
    /// Which column or key is which field.
    pub mapping: &'a Mapping,
}

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every item is a record, and passes by once"
)]
pub enum Item {
    /// A record.
    Record(Record),
    /// A part that could not be read. An empty range means: from here on.
    Reject {
        /// Why.
        reason: RejectReason,
        /// Where, in the decompressed bytes.
        bytes: ByteRange,
    },
}

pub(crate) enum Body {
    Text,
    Html,
    Json(Whole),
    Lines(Lines),
    Csv(Rows),
    /// Everything was read.
    Done,
}

/// The records and rejects of a file, in its order. Content never makes an error: only a fault of the underlying
/// reader does, and nothing follows it.
pub struct Reader<R> {
    pub(crate) text: Text<R>,
    pub(crate) body: Body,
    layout: Layout,
    records: Records,
    pub(crate) out: Output,
    record_bytes: usize,
}

/// Opens a raw file: reads its first 64 KiB (decompressed) and decides how to read it.
pub fn open<R: Read>(input: R, hints: &Hints<'_>, limits: Limits) -> io::Result<Reader<R>> {
    let mut input = Decompressed::open(input, limits)?;
    let mut head = vec![0; HEAD_BYTES];
    let length = input.fill(&mut head)?;
    head.truncate(length);
    let at_end = length < HEAD_BYTES;
    let charset = Charset::decide(&head, at_end);
    let utf16 = charset.encoding == UTF_16LE || charset.encoding == UTF_16BE;
    let compression = input.compression();
    let cut = input.cut();
    let text = Text::new(input, &head, at_end, charset);
    let mut names = Names::new(hints.mapping);
    let mut out = Output::new(limits.records);
    let whole = ByteRange {
        start: 0,
        end: length as u64,
    };
    let mut layout = Layout {
        compression,
        encoding: charset.encoding.name(),
        encoding_from: charset.decision,
        format: Format::NotRead,
        not_read: None,
        delimiter: None,
        header: None,
        list: None,
        columns: Vec::new(),
    };
    let body = match (unread(&head, utf16.then(|| text.rest())), cut) {
        (_, cut) if head.is_empty() => {
            if cut.is_none() {
                out.reject(RejectReason::EmptyFile, whole);
            }
            Body::Done
        }
        (Some(Unread::Known(name)), _) => {
            layout.not_read = Some(name);
            out.reject(RejectReason::FormatNotRead, whole);
            Body::Done
        }
        (Some(Unread::Binary), _) => {
            out.reject(RejectReason::NotText, whole);
            Body::Done
        }
        (None, _) => match decide(text.rest(), at_end, hints.name, &mut names, limits.depth) {
            Found::Known(name) => {
                layout.not_read = Some(name);
                out.reject(RejectReason::FormatNotRead, whole);
                Body::Done
            }
            found => body_of(found, text.rest(), &mut layout, &mut names, limits),
        },
    };
    if matches!(body, Body::Done)
        && let Some(reason) = cut
    {
        out.reject(
            reason,
            ByteRange {
                start: whole.end,
                end: whole.end,
            },
        );
    }
    Ok(Reader {
        text,
        body,
        layout,
        records: Records::new(names),
        out,
        record_bytes: limits.record_bytes,
    })
}

/// What a file's name adds to its bytes: nothing where they tell the format by themselves, or where the name says nothing;
/// else the one name, such as `.csv`, that stands for all under which they are read the same.
///
/// The same bytes may be delivered under names that say different things. Whoever derives a raw file's id from this, and
/// reads under this name alone, reads the same whichever name came first.
pub fn read_as<R: Read>(input: R, name: &str) -> io::Result<Option<&'static str>> {
    let limits = Limits::default();
    let mut input = Decompressed::open(input, limits)?;
    let mut head = vec![0; HEAD_BYTES];
    let length = input.fill(&mut head)?;
    head.truncate(length);
    let at_end = length < HEAD_BYTES;
    let charset = Charset::decide(&head, at_end);
    let utf16 = charset.encoding == UTF_16LE || charset.encoding == UTF_16BE;
    let text = Text::new(input, &head, at_end, charset);
    if head.is_empty() || unread(&head, utf16.then(|| text.rest())).is_some() {
        return Ok(None);
    }
    let mapping = Mapping::default();
    let mut names = Names::new(&mapping);
    Ok(added_by_name(
        text.rest(),
        at_end,
        name,
        &mut names,
        limits.depth,
    ))
}

fn body_of(
    found: Found,
    head: &str,
    layout: &mut Layout,
    names: &mut Names,
    limits: Limits,
) -> Body {
    match found {
        Found::Text | Found::Known(_) => {
            layout.format = Format::Text;
            Body::Text
        }
        Found::Html => {
            layout.format = Format::Html;
            Body::Html
        }
        Found::Json(shape) => {
            layout.columns = keys(head, &shape, names, limits.depth);
            layout.format = if shape == Shape::Lines {
                Format::JsonLines
            } else {
                Format::Json
            };
            match shape {
                Shape::Lines => Body::Lines(Lines::new(limits.depth, limits.record_bytes)),
                Shape::Values => Body::Json(Whole::new(None, limits.depth, limits.record_bytes)),
                Shape::Listed(list) => {
                    layout.list = Some(list.path.clone());
                    Body::Json(Whole::new(Some(list), limits.depth, limits.record_bytes))
                }
            }
        }
        Found::Csv(dialect) => {
            let mut flat = Flat::new(usize::MAX);
            for name in &dialect.columns {
                flat.push(name, "x");
            }
            let mut choices = Vec::new();
            names.choose(&flat, &mut choices);
            let body = Choice::Field(Field::Body, 0);
            let has_body = choices
                .iter()
                .any(|c| matches!(c, Choice::Field(Field::Body, _)));
            if let (Some(at), false) = (dialect.text_column, has_body)
                && choices[at] == Choice::Text
            {
                choices[at] = body;
            }
            layout.format = Format::Csv;
            layout.delimiter = Some(dialect.delimiter as char);
            layout.header = Some(dialect.header);
            layout.columns = dialect
                .columns
                .iter()
                .zip(&choices)
                .map(|(name, choice)| column(name, *choice))
                .collect();
            Body::Csv(Rows::new(dialect, choices, limits.record_bytes))
        }
    }
}

fn column(name: &str, choice: Choice) -> Column {
    Column {
        name: name.to_owned(),
        field: match choice {
            Choice::Field(field, _) => Some(field),
            Choice::Text | Choice::Ignored => None,
        },
        ignored: choice == Choice::Ignored,
    }
}

/// Records whose keys are shown in the layout.
const SHOWN_RECORDS: usize = 8;

/// The keys of the first records.
fn keys(head: &str, shape: &Shape, names: &mut Names, depth_limit: usize) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut parser = Parser::new(depth_limit);
    let mut choices = Vec::new();
    let mut at = match shape {
        Shape::Listed(list) => list.at,
        Shape::Lines | Shape::Values => 0,
    };
    for _ in 0..SHOWN_RECORDS {
        let separators = |c: char| c.is_ascii_whitespace() || matches!(c, ',' | '[');
        at = head.len() - head[at..].trim_start_matches(separators).len();
        if !head[at..].starts_with('{') {
            break;
        }
        let mut flat = Flat::new(HEAD_BYTES);
        let End::Whole(length) = parser.read(&head[at..], &mut flat) else {
            break;
        };
        at += length;
        names.choose(&flat, &mut choices);
        for ((key, _), choice) in flat.iter().zip(&choices) {
            let shown = column(key, *choice);
            match columns.iter_mut().find(|known| known.name == key) {
                Some(known) if known.field.is_none() => *known = shown,
                Some(_) => {}
                None => columns.push(shown),
            }
        }
    }
    columns
}

impl<R: Read> Reader<R> {
    /// What was found out about the file.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Where reading can begin again behind the item that was given last, if it can there.
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        cursor::place(&self.text, &self.body, &self.out)
    }

    fn step(&mut self) -> io::Result<()> {
        let (text, records, out) = (&mut self.text, &mut self.records, &mut self.out);
        let more = match &mut self.body {
            Body::Done => return Ok(()),
            Body::Text => text_piece(text, self.record_bytes, out)?,
            Body::Html => page(text, self.record_bytes, out)?,
            Body::Json(whole) => whole.step(text, records, out)?,
            Body::Lines(lines) => lines.step(text, records, out)?,
            Body::Csv(rows) => rows.step(text, records, out)?,
        };
        if !more || out.stopped() {
            if let Some(reason) = text.cut() {
                let at = text.position();
                out.reject(reason, ByteRange { start: at, end: at });
            }
            // An empty list and the like: no file passes in silence.
            if !out.anything() {
                let end = text.position();
                out.reject(RejectReason::NoText, ByteRange { start: 0, end });
            }
            self.body = Body::Done;
        }
        Ok(())
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = io::Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.out.next() {
                return Some(Ok(item));
            }
            if matches!(self.body, Body::Done) {
                return None;
            }
            if let Err(error) = self.step() {
                self.body = Body::Done;
                return Some(Err(error));
            }
        }
    }
}

/// Reads a text, cut behind a line where it is longer than a record may be; `false` at the end.
fn text_piece<R: Read>(text: &mut Text<R>, limit: usize, out: &mut Output) -> io::Result<bool> {
    while text.rest().len() <= limit && text.more()? {}
    let rest = text.rest();
    if rest.is_empty() {
        return Ok(false);
    }
    let length = piece(rest, limit);
    let piece = rest[..length].to_owned();
    let bytes = out.pass(text, length);
    out.record(from_text(&piece, bytes));
    Ok(true)
}

/// How much of a text makes one record: all, or up to the last line break or at least character within the limit.
fn piece(text: &str, limit: usize) -> usize {
    if text.len() <= limit {
        return text.len();
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    let mut end = limit.max(first);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    memchr::memrchr(b'\n', &text.as_bytes()[..end]).map_or(end.max(first), |n| n + 1)
}

/// Reads a page; what is longer than a record may be is left out, and told.
fn page<R: Read>(text: &mut Text<R>, limit: usize, out: &mut Output) -> io::Result<bool> {
    while text.rest().len() <= limit && text.more()? {}
    let length = piece(text.rest(), limit);
    let page = render(&text.rest()[..length]);
    let bytes = out.pass(text, length);
    out.record(from_page(page, bytes));
    let start = text.position();
    loop {
        let left = text.rest().len();
        out.pass(text, left);
        if !text.more()? {
            break;
        }
    }
    let end = text.position();
    if end > start {
        out.reject(RejectReason::RecordTooLong, ByteRange { start, end });
    }
    Ok(false)
}
