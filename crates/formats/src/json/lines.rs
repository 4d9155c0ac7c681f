use super::value::{End, Parser};
use crate::fields::Records;
use crate::flat::Flat;
use crate::input::Text;
use crate::output::Output;
use memchr::memchr;
use model::RejectReason;
use std::io::{self, Read};

/// Reads an object a line.
pub(crate) struct Lines {
    parser: Parser,
    flat: Flat,
    record_bytes: usize,
}

impl Lines {
    pub(crate) fn new(depth_limit: usize, record_bytes: usize) -> Self {
        Self {
            parser: Parser::new(depth_limit),
            flat: Flat::new(2 * record_bytes),
            record_bytes,
        }
    }

    /// Reads the next line; `false` at the end.
    pub(crate) fn step<R: Read>(
        &mut self,
        text: &mut Text<R>,
        records: &mut Records,
        out: &mut Output,
    ) -> io::Result<bool> {
        let mut searched = 0;
        let end = loop {
            let rest = text.rest();
            match memchr(b'\n', &rest.as_bytes()[searched..]) {
                Some(n) => break searched + n,
                None if rest.len() > self.record_bytes => break rest.len(),
                None => {
                    searched = rest.len();
                    if !text.more()? {
                        break searched;
                    }
                }
            }
        };
        if end > self.record_bytes {
            out.skip_line(text, RejectReason::RecordTooLong)?;
            return Ok(true);
        }
        let line = &text.rest()[..end];
        let blank = line.len() - line.trim_ascii_start().len();
        let line = line.trim_ascii();
        let length = line.len();
        if line.is_empty() {
            let all = (end + 1).min(text.rest().len());
            out.pass(text, all);
            return Ok(all > 0);
        }
        let line = line.strip_suffix(',').unwrap_or(line);
        self.flat.clear();
        let is_object = line.starts_with('{');
        let read = if is_object {
            self.parser.read(line, &mut self.flat)
        } else {
            self.parser.check(line)
        };
        let fault = match read {
            End::Whole(end) if end < line.len() => Some(RejectReason::BrokenJson),
            End::Whole(_) if is_object && self.flat.is_too_long() => {
                Some(RejectReason::RecordTooLong)
            }
            End::Whole(_) if is_object => None,
            End::Whole(_) => Some(RejectReason::NotARecord),
            End::TooDeep => Some(RejectReason::TooDeep),
            End::Cut | End::Broken(_) => Some(RejectReason::BrokenJson),
        };
        out.pass(text, blank);
        let bytes = out.pass(text, length);
        match fault {
            Some(reason) => out.reject(reason, bytes),
            None => out.record(records.of_pairs(&self.flat, bytes)),
        }
        let left = (end + 1 - blank - length).min(text.rest().len());
        out.pass(text, left);
        Ok(true)
    }
}
