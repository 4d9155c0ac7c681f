use super::{Charset, Decompressed, HEAD_BYTES};
use crate::{Compression, Limits};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use model::{ByteRange, RejectReason};
use std::collections::VecDeque;
use std::io::{self, Read};

/// How a decoded character's length in the file follows from the character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// It is its length in UTF-8.
    Utf8,
    /// It is one byte.
    Single,
    /// It is two or four bytes.
    Utf16,
    /// It does not follow (Shift_JIS, GBK, Big5, …), so each length is noted while decoding.
    Noted,
}

/// A place between two characters of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// In the bytes.
    pub(crate) bytes: u64,
    /// Bytes behind it that were decoded already.
    pub(crate) ahead: usize,
    /// Whether these are all that is left.
    pub(crate) at_end: bool,
}

const DECODED_BYTES: usize = 8 * 1024;

/// The decoded text of a file, a window at a time, with the place of everything in the file's bytes.
pub(crate) struct Text<R> {
    input: Decompressed<R>,
    decoder: Decoder,
    scale: Scale,
    /// Whether ASCII bytes between characters always are themselves.
    ascii: bool,
    block: Vec<u8>,
    /// Where the decoder writes to.
    decoded: Box<[u8]>,
    window: String,
    /// What lies before was consumed.
    start: usize,
    /// Place of `start` in the bytes.
    bytes_at: u64,
    /// Offset of the window's begin in all decoded text.
    window_at: u64,
    /// Place of everything decoded so far, in the bytes.
    decoded_bytes: u64,
    /// Bytes that became U+FFFD and are not consumed: offset in all decoded text, place in the bytes.
    broken: VecDeque<(u64, ByteRange)>,
    /// Lengths of the characters that are not consumed, when the scale is [`Scale::Noted`].
    lengths: VecDeque<u8>,
    /// Bytes of the character that is being decoded, when the scale is [`Scale::Noted`].
    pending: u8,
    at_end: bool,
}

impl<R: Read> Text<R> {
    /// `head` are the bytes that were already taken from `input`.
    pub(crate) fn new(input: Decompressed<R>, head: &[u8], at_end: bool, charset: Charset) -> Self {
        let encoding = charset.encoding;
        let mut text = Self {
            input,
            decoder: encoding.new_decoder_without_bom_handling(),
            scale: if encoding == UTF_8 {
                Scale::Utf8
            } else if encoding == UTF_16LE || encoding == UTF_16BE {
                Scale::Utf16
            } else if encoding.is_single_byte() {
                Scale::Single
            } else {
                Scale::Noted
            },
            ascii: encoding.is_ascii_compatible(),
            block: Vec::new(),
            decoded: vec![0; DECODED_BYTES].into_boxed_slice(),
            window: String::new(),
            start: 0,
            bytes_at: charset.mark as u64,
            window_at: 0,
            decoded_bytes: charset.mark as u64,
            broken: VecDeque::new(),
            lengths: VecDeque::new(),
            pending: 0,
            at_end,
        };
        text.decode(&head[charset.mark..]);
        text
    }

    /// The text of the same file from a place that [`Self::place`] told, where `input` begins. What was read ahead there is
    /// read ahead again, so that everything that looks at [`Self::rest`] sees the same.
    pub(crate) fn again(&self, input: R, place: Place, limits: Limits) -> io::Result<Self> {
        let mut input = Decompressed::from(input, place.bytes, limits);
        let mut ahead = vec![0; place.ahead];
        let filled = input.fill(&mut ahead)?;
        ahead.truncate(filled);
        if place.at_end {
            // Nothing follows, unless the file is longer than is read of any: then that is to be told again.
            input.fill(&mut [0])?;
        }
        let mut text = Self {
            input,
            decoder: self.decoder.encoding().new_decoder_without_bom_handling(),
            scale: self.scale,
            ascii: self.ascii,
            block: Vec::new(),
            decoded: vec![0; DECODED_BYTES].into_boxed_slice(),
            window: String::new(),
            start: 0,
            bytes_at: place.bytes,
            window_at: 0,
            decoded_bytes: place.bytes,
            broken: VecDeque::new(),
            lengths: VecDeque::new(),
            pending: 0,
            at_end: place.at_end,
        };
        text.decode(&ahead);
        Ok(text)
    }

    /// Where [`Self::rest`] begins, when reading can begin there: the bytes are the file's own, and what a character is does
    /// not depend on those before it.
    pub(crate) fn place(&self) -> Option<Place> {
        let stateless = self.scale != Scale::Noted;
        (stateless && self.input.compression() == Compression::None).then(|| Place {
            bytes: self.bytes_at,
            ahead: usize::try_from(self.decoded_bytes - self.bytes_at).unwrap_or(usize::MAX),
            at_end: self.at_end,
        })
    }

    /// Everything that was decoded and not consumed.
    pub(crate) fn rest(&self) -> &str {
        &self.window[self.start..]
    }

    /// Whether [`Self::rest`] is all that is left.
    pub(crate) fn at_end(&self) -> bool {
        self.at_end
    }

    /// Place of the first byte that is not consumed.
    pub(crate) fn position(&self) -> u64 {
        self.bytes_at
    }

    /// Place of [`Self::rest`] in all decoded text.
    pub(crate) fn offset(&self) -> u64 {
        self.window_at + self.start as u64
    }

    /// Why the bytes end before the file does.
    pub(crate) fn cut(&self) -> Option<RejectReason> {
        self.input.cut()
    }

    /// Makes [`Self::rest`] longer; `false` at the end. Grows in steps of what is there, so that whoever starts over
    /// with a longer rest does so a bounded number of times for each byte.
    pub(crate) fn more(&mut self) -> io::Result<bool> {
        if self.at_end {
            return Ok(false);
        }
        self.window.drain(..self.start);
        self.window_at += self.start as u64;
        self.start = 0;
        let wanted = self.window.len().max(HEAD_BYTES);
        let mut block = std::mem::take(&mut self.block);
        block.resize(wanted, 0);
        let filled = self.input.fill(&mut block)?;
        self.at_end = filled < wanted;
        self.decode(&block[..filled]);
        block.truncate(HEAD_BYTES);
        block.shrink_to(HEAD_BYTES);
        self.block = block;
        Ok(true)
    }

    fn decode(&mut self, mut bytes: &[u8]) {
        if self.scale == Scale::Noted {
            return self.decode_noted(bytes);
        }
        loop {
            let (result, read, _) = self.decode_once(bytes, DECODED_BYTES, self.at_end);
            bytes = &bytes[read..];
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => self.replace(length, after),
            }
        }
    }

    /// Decodes into at most `room` bytes; how it went, bytes read and characters made. The room is bounded because the
    /// decoder's work for each call grows with it.
    fn decode_once(
        &mut self,
        bytes: &[u8],
        room: usize,
        last: bool,
    ) -> (DecoderResult, usize, usize) {
        let (result, read, written) =
            self.decoder
                .decode_to_utf8_without_replacement(bytes, &mut self.decoded[..room], last);
        let made = std::str::from_utf8(&self.decoded[..written]).expect("a decoder writes UTF-8");
        self.window.push_str(made);
        self.decoded_bytes += read as u64;
        let made = if self.scale == Scale::Noted {
            made.chars().count()
        } else {
            0
        };
        (result, read, made)
    }

    /// Puts U+FFFD in place of the last `length` bytes before the last `after`, which are no character.
    fn replace(&mut self, length: u8, after: u8) {
        let at = self.window_at + self.window.len() as u64;
        let end = self.decoded_bytes.saturating_sub(u64::from(after));
        let start = end.saturating_sub(u64::from(length));
        self.window.push('\u{fffd}');
        self.broken.push_back((at, ByteRange { start, end }));
    }

    /// Decodes byte by byte what is not ASCII, to learn every character's length.
    fn decode_noted(&mut self, mut bytes: &[u8]) {
        loop {
            if self.pending == 0 && self.ascii {
                let length = Encoding::ascii_valid_up_to(bytes);
                let (plain, rest) = bytes.split_at(length);
                self.window
                    .push_str(std::str::from_utf8(plain).expect("ASCII is UTF-8"));
                self.lengths.extend(std::iter::repeat_n(1, length));
                self.decoded_bytes += length as u64;
                bytes = rest;
            }
            let last = bytes.is_empty();
            if last && !self.at_end {
                return;
            }
            let (result, read, made) = self.decode_once(&bytes[..usize::from(!last)], 16, last);
            bytes = &bytes[read..];
            self.pending += read as u8;
            if made > 0 {
                // A pair of characters from one sequence: the first takes the bytes.
                self.lengths.push_back(self.pending);
                self.lengths.extend((1..made).map(|_| 0));
                self.pending = 0;
            }
            if let DecoderResult::Malformed(length, after) = result {
                self.replace(length, after);
                self.lengths.push_back(length);
                self.pending = after;
            } else if last {
                // An escape sequence at the very end belongs to what precedes it.
                if let Some(length) = self.lengths.back_mut() {
                    *length = length.saturating_add(self.pending);
                }
                return;
            }
        }
    }

    /// Takes the first `length` bytes of [`Self::rest`] out and tells where they are in the file. Bytes in them that
    /// were no characters are handed to `broken`, neighbours as one.
    pub(crate) fn consume(
        &mut self,
        length: usize,
        mut broken: impl FnMut(ByteRange),
    ) -> ByteRange {
        let from = self.bytes_at;
        let end = self.start + length;
        let mut run: Option<ByteRange> = None;
        while let Some(&(at, bytes)) = self.broken.front() {
            let at = (at - self.window_at) as usize;
            if at >= end {
                break;
            }
            self.broken.pop_front();
            self.advance(at);
            if self.scale == Scale::Noted {
                self.lengths.pop_front();
            }
            self.start = at + '\u{fffd}'.len_utf8();
            self.bytes_at = bytes.end;
            run = match run {
                Some(run) if run.end == bytes.start => Some(ByteRange {
                    start: run.start,
                    ..bytes
                }),
                Some(run) => {
                    broken(run);
                    Some(bytes)
                }
                None => Some(bytes),
            };
        }
        if let Some(run) = run {
            broken(run);
        }
        self.advance(end);
        ByteRange {
            start: from,
            end: self.bytes_at,
        }
    }

    /// Moves the start to `end` over characters that are not broken.
    fn advance(&mut self, end: usize) {
        let passed = &self.window[self.start..end];
        self.bytes_at += match self.scale {
            Scale::Utf8 => passed.len() as u64,
            Scale::Single => passed.chars().count() as u64,
            Scale::Utf16 => 2 * passed.chars().map(|c| c.len_utf16() as u64).sum::<u64>(),
            Scale::Noted => {
                let count = passed.chars().count().min(self.lengths.len());
                self.lengths.drain(..count).map(u64::from).sum()
            }
        };
        self.start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use crate::input::Decision;
    use proptest::prelude::*;

    fn open(bytes: &[u8], label: &str) -> Text<io::Cursor<Vec<u8>>> {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let input = io::Cursor::new(bytes.to_vec());
        let charset = Charset {
            encoding,
            decision: Decision::Declared,
            mark: 0,
        };
        let mut input = Decompressed::open(input, Limits::default()).unwrap();
        let mut head = vec![0; HEAD_BYTES];
        let n = input.fill(&mut head).unwrap();
        Text::new(input, &head[..n], n < HEAD_BYTES, charset)
    }

    fn places(bytes: &[u8], label: &str) -> Vec<(char, u64, u64)> {
        let mut text = open(bytes, label);
        let mut places = Vec::new();
        loop {
            let Some(c) = text.rest().chars().next() else {
                if text.more().unwrap() {
                    continue;
                }
                return places;
            };
            let range = text.consume(c.len_utf8(), |_| {});
            places.push((c, range.start, range.end));
        }
    }

    #[test]
    fn every_character_knows_its_bytes() {
        for (label, text) in [
            ("utf-8", "aé€😀"),
            ("windows-1251", "aПривет!"),
            ("shift_jis", "aテスト表b"),
            ("gb18030", "a中文😀é"),
            ("big5", "a中文b"),
            ("euc-kr", "a한국어b"),
            ("euc-jp", "aテスト"),
        ] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let mut at = 0;
            for (c, start, end) in places(&encoding.encode(text).0, label) {
                assert_eq!(start, at, "{label} {c}");
                let length = encoding.encode(&c.to_string()).0.len() as u64;
                assert_eq!(end - start, length, "{label} {c}");
                at = end;
            }
        }
        assert_eq!(
            places(b"a\0\x3d\xd8\0\xdeb\0", "utf-16le"),
            [('a', 0, 2), ('😀', 2, 6), ('b', 6, 8)]
        );
    }

    #[test]
    fn broken_bytes_are_replaced_and_told() {
        for (bytes, label, expected, told) in [
            (
                &b"a\xffb\xc3"[..],
                "utf-8",
                "a\u{fffd}b\u{fffd}",
                vec![(1, 2), (3, 4)],
            ),
            (b"a\xe2\x82b", "utf-8", "a\u{fffd}b", vec![(1, 3)]),
            (b"\xff\xffx", "utf-8", "\u{fffd}\u{fffd}x", vec![(0, 2)]),
            (b"a\0\0\xd8b\0", "utf-16le", "a\u{fffd}b", vec![(2, 4)]),
            (b"a\0b", "utf-16le", "a\u{fffd}", vec![(2, 3)]),
            (b"a\x81", "shift_jis", "a\u{fffd}", vec![(1, 2)]),
            (
                b"a\x81 b\x83\x65",
                "shift_jis",
                "a\u{fffd} bテ",
                vec![(1, 2)],
            ),
            (b"a\x81\xffb", "gbk", "a\u{fffd}b", vec![(1, 3)]),
        ] {
            let mut text = open(bytes, label);
            assert_eq!(text.rest(), expected, "{label}");
            let mut broken = Vec::new();
            let all = text.consume(text.rest().len(), |r| broken.push((r.start, r.end)));
            assert_eq!(broken, told, "{label}");
            assert_eq!((all.start, all.end), (0, bytes.len() as u64), "{label}");
        }
    }

    proptest! {
        #[test]
        fn the_bytes_of_all_characters_are_the_file(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            label in prop::sample::select(vec![
                "utf-8", "utf-16le", "utf-16be", "windows-1252", "koi8-r", "shift_jis", "gbk", "gb18030", "big5",
                "euc-kr", "euc-jp", "iso-2022-jp",
            ]),
        ) {
            let mut at = 0;
            // Not the magic of gzip.
            let bytes = [b"a ", &bytes[..]].concat();
            for (_, start, end) in places(&bytes, label) {
                prop_assert_eq!(start, at);
                prop_assert!(end >= start);
                at = end;
            }
            prop_assert_eq!(at, bytes.len() as u64);
        }
    }
}
