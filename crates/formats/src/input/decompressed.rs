use super::blocks::Blocks;
use crate::{Compression, Limits};
use flate2::bufread::MultiGzDecoder;
use model::RejectReason;
use std::io::{self, BufRead, Read};

enum Kind<R> {
    Plain(Blocks<R>),
    Gzip(MultiGzDecoder<Blocks<R>>),
}

/// The bytes of a raw file, decompressed, up to the limits.
pub(crate) struct Decompressed<R> {
    kind: Kind<R>,
    /// Decompressed bytes so far.
    total: u64,
    /// Why the bytes end where they end, when that is not the end of the file.
    cut: Option<RejectReason>,
    at_end: bool,
    limits: Limits,
}

impl<R: Read> Decompressed<R> {
    /// Looks at the first bytes to see whether they are gzip.
    pub(crate) fn open(input: R, limits: Limits) -> io::Result<Self> {
        let mut blocks = Blocks::new(input);
        let gzip = blocks.fill_buf()?.starts_with(&[0x1f, 0x8b, 8]);
        Ok(Self {
            kind: if gzip {
                Kind::Gzip(MultiGzDecoder::new(blocks))
            } else {
                Kind::Plain(blocks)
            },
            total: 0,
            cut: None,
            at_end: false,
            limits,
        })
    }

    /// Bytes that are not compressed, of which so many were read before.
    pub(crate) fn from(input: R, read: u64, limits: Limits) -> Self {
        Self {
            kind: Kind::Plain(Blocks::new(input)),
            total: read,
            cut: None,
            at_end: false,
            limits,
        }
    }

    pub(crate) fn compression(&self) -> Compression {
        match self.kind {
            Kind::Plain(_) => Compression::None,
            Kind::Gzip(_) => Compression::Gzip,
        }
    }

    /// Why the bytes end before the file does; only known once [`Self::fill`] gave less than asked for.
    pub(crate) fn cut(&self) -> Option<RejectReason> {
        self.cut
    }

    /// Fills all of `out` unless the bytes end. Fails only when the underlying reader does.
    pub(crate) fn fill(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < out.len() && !self.at_end {
            let n = match &mut self.kind {
                Kind::Plain(blocks) => blocks.read(&mut out[filled..])?,
                Kind::Gzip(gzip) => match gzip.read(&mut out[filled..]) {
                    Ok(n) => n,
                    Err(e) if gzip.get_ref().failed() => return Err(e),
                    Err(_) => {
                        self.cut = Some(RejectReason::BrokenCompression);
                        0
                    }
                },
            };
            self.at_end = n == 0;
            filled += n;
            self.total += n as u64;
            if let Some(over) = self.over() {
                self.at_end = true;
                self.cut = Some(over.0);
                filled -= usize::try_from(over.1).unwrap_or(filled).min(filled);
            }
        }
        Ok(filled)
    }

    /// The limit that is passed, and by how many bytes.
    fn over(&self) -> Option<(RejectReason, u64)> {
        if self.total > self.limits.file_bytes {
            return Some((
                RejectReason::FileTooLong,
                self.total - self.limits.file_bytes,
            ));
        }
        let Kind::Gzip(gzip) = &self.kind else {
            return None;
        };
        let allowed = gzip
            .get_ref()
            .consumed()
            .saturating_mul(self.limits.expansion)
            .max(self.limits.free_expansion_bytes);
        (self.total > allowed).then(|| (RejectReason::TooMuchExpansion, self.total - allowed))
    }
}
