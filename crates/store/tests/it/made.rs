//! Made-up chunks, without packs: what links and erases needs none.

use model::*;
use store::*;

const VERSIONS: Versions = Versions {
    reader: 1,
    recognizers: 1,
    rules: 1,
};

pub(crate) fn phone(number: u32) -> Identifier {
    Identifier {
        kind: IdentifierKind::Phone,
        value: format!("+1415555{number:04}"),
    }
}

pub(crate) fn raw_file(seed: u8) -> RawFile {
    RawFile {
        id: RawFileId::derive("s", &[seed; 32]),
        source: "s".to_owned(),
        path: format!("s/{seed}.txt"),
        version: None,
        sha256: [seed; 32],
        bytes: 10,
        versions: VERSIONS,
        name: None,
        region: None,
        language: None,
        mapping: vec![],
        chunks: 0,
        records: 0,
        done: false,
    }
}

/// A chunk of (text, numbers in it), without a pack: linking needs none.
pub(crate) fn chunk(file: &RawFile, records: &[(String, Vec<u32>)]) -> Chunk {
    let name = PackName {
        raw_file: file.id,
        versions: VERSIONS,
        chunk: 0,
    };
    let frame = Frame {
        offset: 0,
        length: 9,
    };
    let mut chunk = Chunk {
        name,
        records: records.len() as u64,
        documents: vec![],
        captures: vec![],
        links: vec![],
        rejects: vec![],
        ends: true,
    };
    for (record, (text, numbers)) in records.iter().enumerate() {
        let document = DocumentId::derive(text, None, None);
        let record = record as u64;
        let bytes = ByteRange {
            start: record,
            end: record + 1,
        };
        chunk.captures.push(StoredCapture {
            capture: Capture {
                id: CaptureId::derive(file.id, record),
                raw_file: file.id,
                record,
                bytes,
                source: file.source.clone(),
                document,
                fields: CaptureFields::default(),
                mentions: vec![],
            },
            pack: name,
            document_frame: frame,
            capture_frame: frame,
        });
        chunk.documents.push(StoredDocument {
            stub: DocumentStub {
                id: document,
                language: None,
                text_class: None,
                versions: VERSIONS,
                urgent: false,
                signals: vec![],
            },
            region: None,
            language: None,
            detected_language: None,
        });
        for number in numbers {
            chunk.links.push(Link {
                document,
                identifier: phone(*number),
                evidence: Evidence {
                    site: Site::Document(Span::stored(*number, *number + 1).unwrap()),
                    method: "test".to_owned(),
                    confidence: 90,
                },
            });
        }
    }
    chunk
}

pub(crate) fn network(members: std::collections::BTreeSet<DocumentId>) -> Network {
    let members: Vec<DocumentId> = members.into_iter().collect();
    Network {
        id: NetworkId::of(members[0]),
        members,
        captures: 1,
        first: None,
        last: None,
        sources: vec![],
        places: vec![],
        identifiers: vec![],
        facts: vec![],
        urgent: false,
        signs: vec![],
        cut: false,
        assessment: Assessment {
            prior: -8000,
            contributions: vec![],
            lead: false,
            rules: 1,
        },
    }
}
