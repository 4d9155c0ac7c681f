use crate::csv::Rows;
use crate::input::{Place, Text};
use crate::output::Output;
use crate::reader::Body;
use crate::{Hints, Limits, Reader, open};
use std::io::{self, Read};

/// A place between two records at which reading can begin again as if it had never stopped. Numbers only.
///
/// Files that are read line by line have such places: JSON Lines and delimited text, not compressed, in an encoding whose
/// characters do not depend on those before. What else a reader knows, it finds out again from the first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Cursor {
    /// Where the next record is looked for, in the file's bytes.
    pub bytes: u64,
    /// Records before it, one at least.
    pub records: u64,
    /// Bytes behind it that the reader had looked at: how it reads what is too long depends on that.
    pub ahead: u64,
    /// Whether these were the last of the file.
    pub at_end: bool,
    /// Bytes of decoded text behind it in which no quote closes.
    pub dead: u64,
}

/// More is never looked at ahead: twice the longest record, in bytes that may be twice those of the text, and some blocks.
fn most_ahead(limits: Limits) -> u64 {
    4 * limits.record_bytes as u64 + (1 << 20)
}

/// Where reading can begin again, if it can at this moment.
pub(crate) fn place<R: Read>(text: &Text<R>, body: &Body, out: &Output) -> Option<Cursor> {
    let records = out.taken().filter(|records| *records > 0)?;
    let dead = match body {
        Body::Lines(_) => 0,
        Body::Csv(rows) => Rows::dead(rows, text.offset()),
        Body::Text | Body::Html | Body::Json(_) | Body::Done => return None,
    };
    let Place {
        bytes,
        ahead,
        at_end,
    } = text.place()?;
    Some(Cursor {
        bytes,
        records,
        ahead: ahead as u64,
        at_end,
        dead,
    })
}

/// Opens a raw file at a place that [`Reader::cursor`] told: `head` are its bytes from the start, of which the first 64 KiB
/// are read, `tail` those from [`Cursor::bytes`] on. What follows is what would have followed there; the name, the mapping
/// and the limits must be those of the first time.
///
/// `None` when this file has no such place. A cursor of another file is not always noticed.
///
/// # Errors
/// A fault of one of the readers.
pub fn resume<R: Read>(
    head: R,
    tail: R,
    hints: &Hints<'_>,
    limits: Limits,
    cursor: &Cursor,
) -> io::Result<Option<Reader<R>>> {
    let mut reader = open(head, hints, limits)?;
    if cursor.records == 0 || cursor.records > limits.records || cursor.ahead > most_ahead(limits) {
        return Ok(None);
    }
    match &mut reader.body {
        Body::Lines(_) => {}
        Body::Csv(rows) => rows.go_on(cursor.dead),
        Body::Text | Body::Html | Body::Json(_) | Body::Done => return Ok(None),
    }
    if reader.text.place().is_none() {
        return Ok(None);
    }
    let place = Place {
        bytes: cursor.bytes,
        ahead: usize::try_from(cursor.ahead).unwrap_or(usize::MAX),
        at_end: cursor.at_end,
    };
    reader.text = reader.text.again(tail, place, limits)?;
    reader.out = Output::after(cursor.records, limits.records);
    Ok(Some(reader))
}
