use super::shape::List;
use super::skip::Skip;
use super::value::{End, Parser, space};
use crate::fields::Records;
use crate::flat::Flat;
use crate::input::Text;
use crate::output::Output;
use model::{ByteRange, RejectReason};
use std::io::{self, Read};

/// Where in the file the reader is.
enum Place {
    /// Before the list that an object holds.
    Before(List),
    /// Between values.
    Top,
    /// In a list; how many objects are open around it.
    InList(u64),
    /// Behind a list, in the objects around it.
    Behind(u64),
}

/// Reads JSON values and the elements of lists, one at a time.
pub(crate) struct Whole {
    parser: Parser,
    flat: Flat,
    place: Place,
    record_bytes: usize,
    /// Offset in the decoded text up to which brackets were searched for in vain.
    searched: u64,
}

/// How far beyond a fault the end of the damaged value is looked for. Small, so that many faults stay cheap.
const REPAIR_BYTES: usize = 1024;

impl Whole {
    pub(crate) fn new(list: Option<List>, depth_limit: usize, record_bytes: usize) -> Self {
        Self {
            parser: Parser::new(depth_limit),
            flat: Flat::new(2 * record_bytes),
            place: match list {
                Some(list) => Place::Before(list),
                None => Place::Top,
            },
            record_bytes,
            searched: 0,
        }
    }

    /// Reads on to the next record or reject; `false` at the end.
    pub(crate) fn step<R: Read>(
        &mut self,
        text: &mut Text<R>,
        records: &mut Records,
        out: &mut Output,
    ) -> io::Result<bool> {
        if let Place::Before(list) = &self.place {
            let bytes = out.pass(text, list.at);
            if list.follows {
                out.reject(RejectReason::NotARecord, bytes);
            }
            self.place = Place::InList(list.depth);
            return Ok(true);
        }
        if let Place::Behind(depth) = self.place {
            self.place = Place::Top;
            return behind(depth, text, out);
        }
        let in_list = matches!(self.place, Place::InList(_));
        let Some(first) = next_byte(in_list, text, out)? else {
            if in_list {
                let at = text.position();
                out.reject(RejectReason::BrokenJson, ByteRange { start: at, end: at });
            }
            return Ok(false);
        };
        match (first, &self.place) {
            (b']', Place::InList(depth)) => {
                self.place = if *depth > 0 {
                    Place::Behind(*depth)
                } else {
                    Place::Top
                };
                out.pass(text, 1);
            }
            (b'[', Place::Top) => {
                self.place = Place::InList(0);
                out.pass(text, 1);
            }
            _ => self.value(first, text, records, out)?,
        }
        Ok(true)
    }

    fn value<R: Read>(
        &mut self,
        first: u8,
        text: &mut Text<R>,
        records: &mut Records,
        out: &mut Output,
    ) -> io::Result<()> {
        let is_object = first == b'{';
        loop {
            let rest = text.rest();
            let length = rest.len();
            let end = if is_object {
                self.flat.clear();
                self.parser.read(rest, &mut self.flat)
            } else {
                self.parser.check(rest)
            };
            match end {
                End::Whole(end) if end > self.record_bytes => {
                    return skip_value(text, out, RejectReason::RecordTooLong);
                }
                // A number may go on.
                End::Whole(end) if end == length && !is_object && text.more()? => {}
                End::Whole(end) => {
                    let bytes = out.pass(text, end);
                    if is_object && self.flat.is_too_long() {
                        out.reject(RejectReason::RecordTooLong, bytes);
                    } else if is_object {
                        out.record(records.of_pairs(&self.flat, bytes));
                    } else {
                        out.reject(RejectReason::NotARecord, bytes);
                    }
                    return Ok(());
                }
                End::Cut if length > self.record_bytes => {
                    return skip_value(text, out, RejectReason::RecordTooLong);
                }
                End::Cut => {
                    if !text.more()? {
                        let bytes = out.pass(text, text.rest().len());
                        out.reject(RejectReason::BrokenJson, bytes);
                        return Ok(());
                    }
                }
                End::TooDeep => return skip_value(text, out, RejectReason::TooDeep),
                End::Broken(at) => return self.repair(at, text, out),
            }
        }
    }

    /// Finds where to read on after a value that is broken at `at`: behind its brackets if they close soon and a comma
    /// or bracket follows, else at the next line that begins with `{`.
    fn repair<R: Read>(
        &mut self,
        at: usize,
        text: &mut Text<R>,
        out: &mut Output,
    ) -> io::Result<()> {
        while text.rest().len() < at + REPAIR_BYTES && text.more()? {}
        if let Some(end) = self.closed_near(at, text) {
            let bytes = out.pass(text, end);
            out.reject(RejectReason::BrokenJson, bytes);
            return Ok(());
        }
        let rest = text.rest();
        let start = text.position();
        let mut from = rest.as_bytes()[..at.min(rest.len())]
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(at, |n| n + 1)
            .max(1);
        let mut at_line = rest.as_bytes().get(from - 1) == Some(&b'\n');
        loop {
            let rest = text.rest();
            if !at_line {
                match memchr::memchr(b'\n', &rest.as_bytes()[from.min(rest.len())..]) {
                    Some(n) => from = from.min(rest.len()) + n + 1,
                    None => {
                        // Nothing before the end of what is there.
                        out.pass(text, rest.len());
                        from = 0;
                        if !text.more()? {
                            break;
                        }
                        continue;
                    }
                }
                at_line = true;
            }
            // At the beginning of a line.
            let indent = rest.as_bytes()[from..]
                .iter()
                .take(256)
                .take_while(|b| matches!(b, b' ' | b'\t'))
                .count();
            match rest.as_bytes().get(from + indent) {
                Some(b'{') => {
                    out.pass(text, from);
                    break;
                }
                Some(_) => at_line = false,
                None => {
                    out.pass(text, from);
                    from = 0;
                    if !text.more()? {
                        out.pass(text, text.rest().len());
                        break;
                    }
                }
            }
        }
        let end = text.position();
        out.reject(RejectReason::BrokenJson, ByteRange { start, end });
        Ok(())
    }
}

impl Whole {
    /// Where the value that is broken at `at` ends by its brackets, if that is near and the list goes on or ends there.
    fn closed_near<R: Read>(&mut self, at: usize, text: &Text<R>) -> Option<usize> {
        let rest = text.rest();
        if text.offset() + (at as u64) < self.searched || !rest.starts_with('{') {
            return None;
        }
        let mut near = (at + REPAIR_BYTES).min(rest.len());
        while !rest.is_char_boundary(near) {
            near -= 1;
        }
        let end = Skip::default().walk_lines(&rest[..near]);
        let found = end.filter(|end| {
            let next = space(rest, *end);
            *end > at && (next == rest.len() || rest[next..].starts_with([',', ']']))
        });
        if found.is_none() {
            self.searched = text.offset() + near as u64;
        }
        found
    }
}

/// Passes white space, and commas in a list; the byte that follows, or `None` at the end.
fn next_byte<R: Read>(
    in_list: bool,
    text: &mut Text<R>,
    out: &mut Output,
) -> io::Result<Option<u8>> {
    loop {
        let length = text
            .rest()
            .bytes()
            .take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r') || in_list && *b == b',')
            .count();
        out.pass(text, length);
        if let Some(first) = text.rest().bytes().next() {
            return Ok(Some(first));
        }
        if !text.more()? {
            return Ok(None);
        }
    }
}

/// Passes a value that is not kept.
fn skip_value<R: Read>(
    text: &mut Text<R>,
    out: &mut Output,
    reason: RejectReason,
) -> io::Result<()> {
    let start = text.position();
    let mut skip = Skip::default();
    loop {
        let rest = text.rest();
        let length = rest.len();
        let end = skip.walk(rest);
        out.pass(text, end.unwrap_or(length));
        if end.is_some() || !text.more()? {
            break;
        }
    }
    let end = text.position();
    out.reject(reason, ByteRange { start, end });
    Ok(())
}

/// Passes what stands behind a list in the objects around it; a reject if that is more than their ends.
fn behind<R: Read>(depth: u64, text: &mut Text<R>, out: &mut Output) -> io::Result<bool> {
    let start = text.position();
    let mut skip = Skip::within(depth);
    let mut more_than_ends = false;
    let closed = loop {
        let rest = text.rest();
        let end = skip.walk(rest);
        let length = end.unwrap_or(rest.len());
        more_than_ends |= rest[..length]
            .bytes()
            .any(|b| !(b == b'}' || b.is_ascii_whitespace()));
        out.pass(text, length);
        if end.is_some() {
            break true;
        }
        if !text.more()? {
            break false;
        }
    };
    let bytes = ByteRange {
        start,
        end: text.position(),
    };
    if !closed {
        out.reject(RejectReason::BrokenJson, bytes);
    } else if more_than_ends {
        out.reject(RejectReason::NotARecord, bytes);
    }
    Ok(true)
}
