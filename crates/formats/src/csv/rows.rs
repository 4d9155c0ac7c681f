use super::Dialect;
use super::row::{Cells, RowEnd, line, read_row};
use crate::fields::Records;
use crate::flat::Flat;
use crate::input::Text;
use crate::mapping::Choice;
use crate::output::Output;
use model::{ByteRange, RejectReason};
use std::io::{self, Read};

/// Reads a row a record.
pub(crate) struct Rows {
    dialect: Dialect,
    /// What each column is.
    choices: Vec<Choice>,
    cells: Cells,
    flat: Flat,
    record_bytes: usize,
    /// Offset in the decoded text up to which no open quote closes.
    dead: u64,
    /// Where the header is, until it is passed.
    header: Option<ByteRange>,
    preamble_passed: bool,
    rows: u64,
}

impl Rows {
    pub(crate) fn new(dialect: Dialect, choices: Vec<Choice>, record_bytes: usize) -> Self {
        Self {
            dialect,
            choices,
            cells: Cells::default(),
            flat: Flat::new(usize::MAX),
            record_bytes,
            dead: 0,
            header: None,
            preamble_passed: false,
            rows: 0,
        }
    }

    /// For how many more bytes of decoded text it is known that no open quote closes.
    pub(crate) fn dead(&self, offset: u64) -> u64 {
        self.dead.saturating_sub(offset)
    }

    /// Goes on behind the first rows, in a text of which so many bytes are dead.
    pub(crate) fn go_on(&mut self, dead: u64) {
        self.dead = dead;
        self.preamble_passed = true;
        // The header, if there is one, and a record.
        self.rows = 2;
    }

    /// Reads the next row; `false` at the end.
    pub(crate) fn step<R: Read>(
        &mut self,
        text: &mut Text<R>,
        records: &mut Records,
        out: &mut Output,
    ) -> io::Result<bool> {
        if !self.preamble_passed {
            self.preamble_passed = true;
            out.pass(text, self.dialect.preamble);
        }
        loop {
            let rest = text.rest();
            if rest.is_empty() {
                if text.more()? {
                    continue;
                }
                self.finish(out);
                return Ok(false);
            }
            let last = text.at_end();
            let dead =
                usize::try_from(self.dead.saturating_sub(text.offset())).unwrap_or(usize::MAX);
            let row = read_row(rest, self.dialect.delimiter, last, dead, &mut self.cells);
            let too_long = rest.len() > self.record_bytes;
            match row {
                RowEnd::Whole { end, next } if end > self.record_bytes => {
                    self.rows += 1;
                    let bytes = out.pass(text, end);
                    out.reject(RejectReason::RecordTooLong, bytes);
                    out.pass(text, next - end);
                }
                RowEnd::Whole { end, next } => self.row(end, next, text, records, out),
                RowEnd::Cut { .. } if !last && !too_long => {
                    text.more()?;
                    continue;
                }
                RowEnd::Cut { open: Some(_) } => {
                    // Now it is known, so the next round says where the quote is.
                    self.dead = text.offset() + rest.len() as u64;
                    continue;
                }
                RowEnd::Cut { open: None } => {
                    self.rows += 1;
                    out.skip_line(text, RejectReason::RecordTooLong)?;
                }
                RowEnd::Unclosed(open) => match line(&rest[open..], last) {
                    Some((end, next)) => {
                        self.rows += 1;
                        let bytes = out.pass(text, open + end);
                        out.reject(RejectReason::BrokenQuoting, bytes);
                        out.pass(text, next - end);
                    }
                    None => out.skip_line(text, RejectReason::BrokenQuoting)?,
                },
            }
            return Ok(true);
        }
    }

    fn row<R: Read>(
        &mut self,
        end: usize,
        next: usize,
        text: &mut Text<R>,
        records: &mut Records,
        out: &mut Output,
    ) {
        let blank = text.rest()[..end].trim_ascii().is_empty();
        let bytes = out.pass(text, end);
        out.pass(text, next - end);
        if blank {
            return;
        }
        self.rows += 1;
        if self.rows == 1 && self.dialect.header {
            self.header = Some(bytes);
            return;
        }
        let columns = &self.dialect.columns;
        // Programs that end every row with a delimiter make an empty cell too many.
        if self
            .cells
            .iter()
            .skip(columns.len())
            .any(|cell| !cell.trim().is_empty())
        {
            return out.reject(RejectReason::BrokenRow, bytes);
        }
        self.flat.clear();
        for (name, cell) in columns.iter().zip(self.cells.iter()) {
            self.flat.push(name, cell);
        }
        out.record(records.of_row(&self.flat, &self.choices, bytes));
    }

    /// A header without any row is no record and must not pass in silence.
    fn finish(&mut self, out: &mut Output) {
        if let (Some(bytes), 1) = (self.header.take(), self.rows) {
            out.reject(RejectReason::NoText, bytes);
        }
    }
}
