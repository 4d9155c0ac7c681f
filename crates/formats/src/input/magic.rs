/// What makes a file unreadable from its first bytes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// A known format that is not read yet, by its usual name.
    Known(&'static str),
    /// Neither text nor known.
    Binary,
}

/// First bytes of formats that are known and not read. Sources: the formats' specifications, as gathered by file(1).
const MAGIC: &[(usize, &[u8], &str)] = &[
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"PK\x07\x08", "zip"),
    (0, b"%PDF-", "pdf"),
    (0, b"WARC/", "warc"),
    (0, b"filedesc://", "arc"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"\x28\xb5\x2f\xfd", "zstd"),
    (0, b"\x04\x22\x4d\x18", "lz4"),
    (0, b"\xfd7zXZ\0", "xz"),
    (0, b"BZh", "bzip2"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"SQLite format 3\0", "sqlite"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (0, b"{\\rtf", "rtf"),
    (0, b"PAR1", "parquet"),
    (0, b"ARROW1\0", "arrow"),
    (0, b"Obj\x01", "avro"),
    (0, b"\x89PNG\r\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"RIFF", "riff"),
    (0, b"\0\0\x01\0", "icon"),
    (4, b"ftyp", "mp4"),
    (0, b"ID3", "mp3"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"\x1a\x45\xdf\xa3", "matroska"),
    (0, b"bplist00", "plist"),
    (0, b"\x7fELF", "elf"),
    (257, b"ustar", "tar"),
];

/// These begin like words, so the byte after them must show that they are none.
const LOOKS_LIKE_WORDS: &[&str] = &["bzip2", "riff", "mp3", "mp4", "ogg", "parquet"];

/// Whether a file that begins with `head` is not read, and why. `wide` is the head's text when it is UTF-16: then the
/// bytes tell nothing.
pub(crate) fn unread(head: &[u8], wide: Option<&str>) -> Option<Unread> {
    let control =
        |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | 0x0c | b'\r' | 0x1b) || b == 0x7f;
    for &(at, magic, name) in MAGIC {
        if head.get(at..).is_some_and(|rest| rest.starts_with(magic)) {
            let near = &head[at..head.len().min(at + magic.len() + 12)];
            let word = LOOKS_LIKE_WORDS.contains(&name)
                && near[magic.len()..]
                    .iter()
                    .all(|b| !control(*b) && *b < 0x80)
                && !head[..at].iter().copied().any(control);
            if !word {
                return Some(Unread::Known(name));
            }
        }
    }
    // A few control characters occur in real texts; in random bytes every tenth byte is one.
    let (controls, length) = match wide {
        None => (head.iter().filter(|b| control(**b)).count(), head.len()),
        Some(text) => (text.bytes().filter(|b| control(*b)).count(), head.len() / 2),
    };
    let binary = controls * 10 > length && controls > 1 || controls * 25 > length && controls > 8;
    binary.then_some(Unread::Binary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_formats_are_named_and_words_are_no_formats() {
        for (bytes, expected) in [
            (&b"PK\x03\x04\x14\0"[..], Some(Unread::Known("zip"))),
            (b"%PDF-1.7\n", Some(Unread::Known("pdf"))),
            (b"WARC/1.0\r\n", Some(Unread::Known("warc"))),
            (b"BZh91AY&SY\x8c", Some(Unread::Known("bzip2"))),
            (b"BZhello there, call me", None),
            (b"ID3\x04\0\0", Some(Unread::Known("mp3"))),
            (b"ID3 is a tag", None),
            (b"RIFFed through the room", None),
            (b"swiftype", None),
            (b"\0\0\0\x20ftypisom", Some(Unread::Known("mp4"))),
            (b"\x01\x02\x03\x04", Some(Unread::Binary)),
            (b"a\0b is text with one NUL", None),
            (b"plain", None),
            (b"", None),
        ] {
            assert_eq!(unread(bytes, None), expected, "{bytes:?}");
        }
    }
}
