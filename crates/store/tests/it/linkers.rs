//! Several linkers at once, while others write: they end where one alone would.

use crate::emulators;
use futures_executor::block_on;
use model::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::azure::Azure;
use store::*;

const VERSIONS: Versions = Versions {
    reader: 1,
    recognizers: 1,
    rules: 1,
};
const CAPS: Caps = Caps {
    documents: 1_000,
    contacts: 12,
};

fn phone(number: u32) -> Identifier {
    Identifier {
        kind: IdentifierKind::Phone,
        value: format!("+1415555{number:04}"),
    }
}

fn raw_file(seed: u8) -> RawFile {
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
fn chunk(file: &RawFile, records: &[(String, Vec<u32>)]) -> Chunk {
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

fn network(members: BTreeSet<DocumentId>) -> Network {
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

/// One round of a linker that joins whatever shares an identifier. Dirty documents are read before the changed identifiers
/// are counted, because they are noted after them.
fn round(azure: &Azure) -> Result<(bool, usize)> {
    let dirty = block_on(azure.dirty_documents(100))?;
    let changed = block_on(azure.changed_identifiers(100))?;
    let identifiers: BTreeSet<Identifier> = changed
        .iter()
        .flat_map(|changed| changed.identifiers.iter().cloned())
        .collect();
    let identifiers: Vec<Identifier> = identifiers.into_iter().collect();
    let counted = block_on(azure.commonness(&identifiers, CAPS))?;
    let recorded: Vec<RecordedCommonness> = counted
        .into_iter()
        .filter(|common| common.before != Some(common.now))
        .map(|common| RecordedCommonness {
            key: common.key,
            version: common.version,
            commonness: common.now,
            hub: None,
            rebuild: false,
        })
        .collect();
    block_on(azure.record_commonness(&recorded))?;
    block_on(azure.clear_changed(&changed))?;
    let mut conflicts = 0;
    for seed in dirty.iter().flat_map(|note| &note.documents) {
        while !rebuild(azure, *seed)? {
            conflicts += 1;
            // Two that meet again and again come apart by waiting differently long.
            std::thread::sleep(Duration::from_millis(
                u64::from(seed.as_bytes()[conflicts % 16]) / 4,
            ));
        }
    }
    block_on(azure.clear_dirty(&dirty))?;
    Ok((dirty.is_empty() && changed.is_empty(), conflicts))
}

/// Rebuilds the component of a document; `false` when another linker wrote in between.
fn rebuild(azure: &Azure, seed: DocumentId) -> Result<bool> {
    let mut reached = BTreeSet::from([seed]);
    let mut next = vec![seed];
    let mut rows = Vec::new();
    while !next.is_empty() {
        let read = block_on(azure.members(&next))?;
        next.clear();
        for carried in read.iter().flat_map(|row| &row.carries) {
            if carried.commonness.documents > 1 {
                let carriers = block_on(azure.carriers(carried.key))?;
                next.extend(carriers.into_iter().filter(|id| reached.insert(*id)));
            }
        }
        rows.extend(read);
    }
    let standings: Vec<Standing> = rows.into_iter().map(|row| row.standing).collect();
    let members = standings.iter().map(|standing| standing.id).collect();
    match block_on(azure.put_networks(&standings, &[network(members)])) {
        Err(Error::Conflict { .. }) => Ok(false),
        other => other.map(|()| true),
    }
}

fn link(azure: &Azure, written: &AtomicBool) -> usize {
    let mut conflicts = 0;
    loop {
        let all = written.load(Ordering::Acquire);
        match round(azure) {
            Ok((nothing, met)) => {
                conflicts += met;
                if nothing && all {
                    return conflicts;
                }
            }
            Err(Error::Conflict { .. }) => conflicts += 1,
            Err(error) => panic!("{error:?}"),
        }
    }
}

/// Components by the numbers that texts share.
fn components(records: &[(String, Vec<u32>)]) -> BTreeSet<Vec<DocumentId>> {
    let mut of: BTreeMap<u32, BTreeSet<DocumentId>> = BTreeMap::new();
    for (text, numbers) in records {
        let mut joined = BTreeSet::from([DocumentId::derive(text, None, None)]);
        let mut all: BTreeSet<u32> = numbers.iter().copied().collect();
        for number in numbers {
            joined.extend(of.get(number).into_iter().flatten().copied());
        }
        all.extend(
            of.iter()
                .filter(|(_, documents)| !documents.is_disjoint(&joined))
                .map(|(number, _)| *number),
        );
        for number in all {
            of.insert(number, joined.clone());
        }
    }
    of.into_values()
        .map(|documents| documents.into_iter().collect())
        .collect()
}

#[test]
fn several_linkers_at_once_end_where_one_alone_would() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let azure = emulators.fresh();
    let mut all: Vec<(String, Vec<u32>)> = Vec::new();
    let mut chunks = Vec::new();
    for file in 0..6_u8 {
        let records: Vec<(String, Vec<u32>)> = (0..8_u32)
            .map(|record| {
                let n = u32::from(file) * 8 + record;
                // Chains within tens and, later, between them: networks grow, are renamed and merge.
                let numbers = vec![n % 10, (n * 7) % 23 + 10 * (n % 2)];
                (format!("text {}", n % 40), numbers)
            })
            .collect();
        let fresh = records
            .iter()
            .filter(|(text, _)| !all.iter().any(|(known, _)| known == text));
        let fresh: Vec<(String, Vec<u32>)> = fresh.cloned().collect();
        let said: Vec<(String, Vec<u32>)> = records
            .iter()
            .map(|(text, numbers)| {
                let known = all.iter().find(|(known, _)| known == text);
                (
                    text.clone(),
                    known.map_or(numbers, |(_, numbers)| numbers).clone(),
                )
            })
            .collect();
        all.extend(fresh);
        let file = raw_file(file);
        chunks.push((chunk(&file, &said), file));
    }
    let written = AtomicBool::new(false);
    let conflicts: usize = std::thread::scope(|scope| {
        let linkers: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| link(&azure, &written)))
            .collect();
        let writers: Vec<_> = (0..2)
            .map(|writer| {
                let (azure, chunks) = (&azure, &chunks);
                scope.spawn(move || {
                    for (chunk, file) in chunks.iter().skip(writer).step_by(2) {
                        block_on(azure.put_raw_file(file)).unwrap();
                        block_on(azure.put_chunk(chunk)).unwrap();
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.join().unwrap();
        }
        written.store(true, Ordering::Release);
        linkers
            .into_iter()
            .map(|linker| linker.join().unwrap())
            .sum()
    });
    let networks = block_on(azure.networks(None, 1_000)).unwrap();
    let found: BTreeSet<Vec<DocumentId>> = networks
        .iter()
        .map(|network| network.members.clone())
        .collect();
    assert_eq!(found, components(&all), "after {conflicts} conflicts");
    for network in &networks {
        for member in &network.members {
            let found = block_on(azure.network(NetworkId::of(*member)))
                .unwrap()
                .unwrap();
            assert_eq!(found.id, network.id);
        }
    }
    assert!(block_on(azure.dirty_documents(10)).unwrap().is_empty());
    let charges = azure.charges();
    assert!(charges.total().milli_units > 0);
}
