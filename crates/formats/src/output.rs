use crate::Item;
use crate::fields::says_nothing;
use crate::input::Text;
use memchr::memchr;
use model::{ByteRange, Record, RejectReason};
use std::collections::VecDeque;
use std::io::{self, Read};

/// Items that are ready, in the order of the file.
pub(crate) struct Output {
    ready: VecDeque<Item>,
    records: u64,
    limit: u64,
    stopped: bool,
    anything: bool,
}

impl Output {
    pub(crate) fn new(limit: u64) -> Self {
        Self {
            ready: VecDeque::new(),
            records: 0,
            limit,
            stopped: false,
            anything: false,
        }
    }

    /// Of a file of which so many records came out before, one at least.
    pub(crate) fn after(records: u64, limit: u64) -> Self {
        Self {
            records,
            anything: true,
            ..Self::new(limit)
        }
    }

    /// How many records came out, if nothing waits to be taken.
    pub(crate) fn taken(&self) -> Option<u64> {
        self.ready.is_empty().then_some(self.records)
    }

    pub(crate) fn next(&mut self) -> Option<Item> {
        self.ready.pop_front()
    }

    /// Whether the limit of records was met: nothing further is read.
    pub(crate) fn stopped(&self) -> bool {
        self.stopped
    }

    /// Whether any record or reject came out so far.
    pub(crate) fn anything(&self) -> bool {
        self.anything
    }

    pub(crate) fn reject(&mut self, reason: RejectReason, bytes: ByteRange) {
        if !self.stopped {
            self.anything = true;
            self.ready.push_back(Item::Reject { reason, bytes });
        }
    }

    pub(crate) fn record(&mut self, mut record: Record) {
        if says_nothing(&record) {
            return self.reject(RejectReason::NoText, record.bytes);
        }
        if self.records == self.limit {
            let start = record.bytes.start;
            self.reject(
                RejectReason::TooManyRecords,
                ByteRange { start, end: start },
            );
            self.stopped = true;
        }
        if !self.stopped {
            record.number = self.records;
            self.records += 1;
            self.anything = true;
            self.ready.push_back(Item::Record(record));
        }
    }

    /// Takes text out; bytes in it that were no characters become rejects.
    pub(crate) fn pass<R: Read>(&mut self, text: &mut Text<R>, length: usize) -> ByteRange {
        text.consume(length, |bytes| {
            self.reject(RejectReason::BrokenEncoding, bytes)
        })
    }

    /// Passes everything up to the next line, however long that is.
    pub(crate) fn skip_line<R: Read>(
        &mut self,
        text: &mut Text<R>,
        reason: RejectReason,
    ) -> io::Result<()> {
        let start = text.position();
        let end = loop {
            let rest = text.rest();
            match memchr(b'\n', rest.as_bytes()) {
                Some(n) => {
                    let bytes = self.pass(text, n);
                    self.pass(text, 1);
                    break bytes.end;
                }
                None => {
                    let bytes = self.pass(text, rest.len());
                    if !text.more()? {
                        break bytes.end;
                    }
                }
            }
        };
        self.reject(reason, ByteRange { start, end });
        Ok(())
    }
}
