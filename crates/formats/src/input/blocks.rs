use std::io::{self, BufRead, Read};

const BLOCK_BYTES: usize = 32 * 1024;

/// Full blocks of a reader, however small the pieces are in which it gives its bytes: what is read later must not
/// depend on them.
pub(crate) struct Blocks<R> {
    inner: R,
    block: Box<[u8]>,
    start: usize,
    end: usize,
    /// Bytes taken from the inner reader.
    read: u64,
    at_end: bool,
    failed: bool,
}

impl<R: Read> Blocks<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self {
            inner,
            block: vec![0; BLOCK_BYTES].into_boxed_slice(),
            start: 0,
            end: 0,
            read: 0,
            at_end: false,
            failed: false,
        }
    }

    /// Bytes that were taken out.
    pub(crate) fn consumed(&self) -> u64 {
        self.read - (self.end - self.start) as u64
    }

    /// Whether the inner reader failed: then an error is not about the content.
    pub(crate) fn failed(&self) -> bool {
        self.failed
    }

    fn refill(&mut self) -> io::Result<()> {
        (self.start, self.end) = (0, 0);
        while self.end < self.block.len() && !self.at_end {
            match self.inner.read(&mut self.block[self.end..]) {
                Ok(0) => self.at_end = true,
                Ok(n) => self.end += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    self.failed = true;
                    self.at_end = true;
                    self.end = 0;
                    return Err(e);
                }
            }
        }
        self.read += self.end as u64;
        Ok(())
    }
}

impl<R: Read> BufRead for Blocks<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            self.refill()?;
        }
        Ok(&self.block[self.start..self.end])
    }

    fn consume(&mut self, n: usize) {
        self.start = (self.start + n).min(self.end);
    }
}

impl<R: Read> Read for Blocks<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let block = self.fill_buf()?;
        let n = block.len().min(out.len());
        out[..n].copy_from_slice(&block[..n]);
        self.consume(n);
        Ok(n)
    }
}
