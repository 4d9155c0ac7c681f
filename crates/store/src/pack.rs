//! Chunk packs: what was read from up to 256 records of one raw file, as one `.ndjson.zst`.
//!
//! Every line is a zstd frame of its own, so that one document is read without its neighbours and one line is erased without
//! moving another: an erased frame becomes a *skippable* frame of the same length (RFC 8878 §3.1.2), which every zstd
//! reader passes over. `zstd -dc` prints the whole as JSON Lines.

use crate::{Error, Result};
use model::{Capture, Document, RawFileId, Versions};
use serde::{Deserialize, Serialize};

/// Name of a pack: raw file, versions that read it, number of the chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PackName {
    /// The raw file.
    pub raw_file: RawFileId,
    /// What read it.
    pub versions: Versions,
    /// Chunk n holds the records 256n … 256n+255.
    pub chunk: u64,
}

impl std::fmt::Display for PackName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}/{}/{}.ndjson.zst",
            self.raw_file, self.versions, self.chunk
        )
    }
}

/// One line of a pack.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackEntry {
    /// A text with its mentions.
    Document(Document),
    /// A record seen.
    Capture(Capture),
}

model::hidden_debug!(PackEntry);

/// Where a line's frame is in its pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Frame {
    /// First byte.
    pub offset: u64,
    /// Bytes.
    pub length: u64,
}

/// Compresses lines; keeps its buffers. One a thread.
pub struct PackWriter {
    compressor: zstd::bulk::Compressor<'static>,
    line: Vec<u8>,
}

impl PackWriter {
    /// A writer with empty buffers.
    pub fn new() -> Self {
        Self {
            compressor: zstd::bulk::Compressor::new(1).expect("level 1 is a level of zstd"),
            line: Vec::new(),
        }
    }

    /// One line as a frame, to be appended to a pack.
    pub fn frame(&mut self, entry: &PackEntry) -> Vec<u8> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, entry)
            .expect("types of the model serialize into memory");
        self.line.push(b'\n');
        self.compressor
            .compress(&self.line)
            .expect("the output has room for the worst case")
    }
}

impl Default for PackWriter {
    fn default() -> Self {
        Self::new()
    }
}

fn damaged(name: &PackName) -> Error {
    Error::Damaged {
        what: format!("pack {name}"),
    }
}

/// The entry in the bytes of one frame.
fn decode(name: &PackName, frame: &[u8]) -> Result<PackEntry> {
    let mut line = Vec::new();
    let mut decoder = zstd::stream::read::Decoder::with_buffer(frame).map_err(|_| damaged(name))?;
    std::io::Read::read_to_end(&mut decoder, &mut line).map_err(|_| damaged(name))?;
    serde_json::from_slice(&line).map_err(|_| damaged(name))
}

/// Reads the document in the bytes of one frame.
pub fn read_document(name: &PackName, frame: &[u8]) -> Result<Document> {
    match decode(name, frame)? {
        PackEntry::Document(document) => Ok(document),
        PackEntry::Capture(_) => Err(damaged(name)),
    }
}

/// Every entry of a pack that was not erased, in order.
pub fn entries(name: &PackName, pack: &[u8]) -> Result<Vec<PackEntry>> {
    let mut text = Vec::new();
    let mut decoder = zstd::stream::read::Decoder::with_buffer(pack).map_err(|_| damaged(name))?;
    std::io::Read::read_to_end(&mut decoder, &mut text).map_err(|_| damaged(name))?;
    text.split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).map_err(|_| damaged(name)))
        .collect()
}

/// The pack with these frames erased; all others stay where they are. Erasing twice changes nothing.
pub fn blank_frames(pack: &mut [u8], frames: &[Frame]) {
    for frame in frames {
        let range = usize::try_from(frame.offset)
            .ok()
            .zip(usize::try_from(frame.offset + frame.length).ok());
        let Some(bytes) = range
            .and_then(|(start, end)| pack.get_mut(start..end))
            .filter(|bytes| bytes.len() >= 8)
        else {
            continue;
        };
        let content = (bytes.len() - 8) as u32;
        bytes.fill(0);
        bytes[..4].copy_from_slice(&0x184d_2a50_u32.to_le_bytes());
        bytes[4..8].copy_from_slice(&content.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::DocumentId;

    fn document(text: &str) -> PackEntry {
        PackEntry::Document(Document {
            id: DocumentId::derive(text, None, None),
            region: None,
            language: None,
            detected_language: None,
            text_class: None,
            versions: Versions {
                reader: 1,
                recognizers: 1,
                rules: 1,
            },
            urgent: false,
            text: text.to_owned(),
            mentions: vec![],
        })
    }

    #[test]
    fn an_erased_line_is_gone_and_the_others_stay_where_they_are() {
        let mut writer = PackWriter::new();
        let name = PackName {
            raw_file: RawFileId::derive("s", &[0; 32]),
            versions: Versions {
                reader: 1,
                recognizers: 1,
                rules: 1,
            },
            chunk: 0,
        };
        let mut pack = Vec::new();
        let mut frames = Vec::new();
        for text in ["one", "two", "three"] {
            let frame = writer.frame(&document(text));
            frames.push(Frame {
                offset: pack.len() as u64,
                length: frame.len() as u64,
            });
            pack.extend(frame);
        }
        for _ in 0..2 {
            blank_frames(&mut pack, &frames[1..2]);
            let texts: Vec<String> = entries(&name, &pack)
                .unwrap()
                .into_iter()
                .map(|entry| match entry {
                    PackEntry::Document(document) => document.text,
                    PackEntry::Capture(_) => unreachable!(),
                })
                .collect();
            assert_eq!(texts, ["one", "three"]);
        }
        let third = &pack[frames[2].offset as usize..][..frames[2].length as usize];
        assert_eq!(read_document(&name, third).unwrap().text, "three");
        assert!(
            read_document(
                &name,
                &pack[frames[1].offset as usize..][..frames[1].length as usize]
            )
            .is_err()
        );
    }
}
