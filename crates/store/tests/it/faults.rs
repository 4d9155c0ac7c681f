//! A fault after every single operation: what was begun is completed by doing it again.

use crate::emulators::{self, Emulators};
use crate::linker::link;
use crate::made::{chunk, phone, raw_file};
use futures_executor::block_on;
use model::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use store::azure::Azure;
use store::{Caps, Chunk, Erasure, RawFile, Result, Store};

const CAPS: Caps = Caps {
    documents: 1_000,
    contacts: 12,
};

/// Everything that the ports say, in words that can be compared. Marks' names and versions are no part of it.
fn state(azure: &Azure) -> String {
    let mut said = String::new();
    let documents = block_on(azure.documents(None, 100)).unwrap();
    let ids: Vec<DocumentId> = documents.iter().map(|row| row.document.stub.id).collect();
    for row in block_on(azure.members(&ids)).unwrap() {
        let standing = &row.standing;
        writeln!(said, "{} in {:?}", standing.id, standing.network).unwrap();
        for capture in &row.captures {
            writeln!(said, "  seen {}", capture.id).unwrap();
        }
        for carried in &row.carries {
            let carriers = block_on(azure.carriers(carried.key)).unwrap();
            let counted =
                block_on(azure.commonness(std::slice::from_ref(&carried.identifier), CAPS));
            let now: Vec<Commonness> = counted.unwrap().iter().map(|c| c.now).collect();
            let (value, site) = (&carried.identifier.value, carried.evidence.site);
            writeln!(said, "  carries {value} {site:?} {now:?} {carriers:?}").unwrap();
        }
    }
    for network in block_on(azure.networks(None, 100)).unwrap() {
        writeln!(said, "{} {:?}", network.id, network.members).unwrap();
    }
    let notes = block_on(azure.changes(100)).unwrap().changes;
    let dirty: BTreeSet<&DocumentId> = notes.iter().flat_map(|note| &note.documents).collect();
    let changed: BTreeSet<&String> = notes
        .iter()
        .flat_map(|note| &note.identifiers)
        .map(|identifier| &identifier.value)
        .collect();
    writeln!(said, "dirty {dirty:?} changed {changed:?}").unwrap();
    let counts = block_on(azure.counts()).unwrap();
    let rejects = block_on(azure.rejects()).unwrap();
    let tombstones = block_on(azure.tombstones()).unwrap();
    let work = block_on(azure.file_work()).unwrap();
    writeln!(said, "{counts:?} {rejects:?} {tombstones:?} {work:?}").unwrap();
    said
}

/// A text in two captures, one of which names its author; another text; and a text that is known from an earlier file.
fn files() -> [(RawFile, Chunk); 2] {
    let (first, second) = (raw_file(1), raw_file(2));
    let known = [("known".to_owned(), vec![1, 2])];
    let records = [
        ("new".to_owned(), vec![2, 3]),
        ("new".to_owned(), vec![2, 3]),
        ("other".to_owned(), vec![4]),
        ("known".to_owned(), vec![1, 2]),
    ];
    let mut later = chunk(&second, &records);
    for at in [1, 3] {
        let capture = &later.captures[at].capture;
        later.links.push(Link {
            document: capture.document,
            identifier: phone(9),
            evidence: Evidence {
                site: Site::Capture(
                    capture.id,
                    CaptureField::Author,
                    Span::stored(0, 3).unwrap(),
                ),
                method: "test".to_owned(),
                confidence: 90,
            },
        });
    }
    later.documents.remove(1);
    let earlier = chunk(&first, &known);
    [(first, earlier), (second, later)]
}

/// Does something with a fault after every operation of it in turn (or every `step`th), then again without, and looks
/// whether the end is that of an undisturbed run.
fn with_every_fault(
    emulators: &Emulators,
    step: usize,
    before: impl Fn(&Azure),
    what: impl Fn(&Azure) -> Result<()>,
    end: impl Fn(&Azure),
) {
    let undisturbed = emulators.fresh();
    before(&undisturbed);
    what(&undisturbed).unwrap();
    end(&undisturbed);
    let expected = state(&undisturbed);
    for after in (0..).step_by(step) {
        let azure = emulators.fresh();
        before(&azure);
        emulators.fail_after(Some(after));
        let failed = what(&azure).is_err();
        emulators.fail_after(None);
        what(&azure).unwrap();
        end(&azure);
        assert_eq!(
            state(&azure),
            expected,
            "after a fault behind operation {after}"
        );
        if !failed {
            assert!(after > 20, "the faults were met");
            return;
        }
    }
}

fn write(azure: &Azure, (file, chunk): &(RawFile, Chunk)) -> Result<()> {
    block_on(azure.put_raw_file(file))?;
    block_on(azure.put_chunk(chunk))
}

#[test]
fn a_chunk_that_broke_off_is_completed_by_writing_it_again() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let files = files();
    with_every_fault(
        &emulators,
        1,
        |azure| {
            write(azure, &files[0]).unwrap();
            link(azure).unwrap();
        },
        |azure| write(azure, &files[1]),
        |_| {},
    );
}

#[test]
fn linking_that_broke_off_is_completed_by_linking_again() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let files = files();
    with_every_fault(
        &emulators,
        1,
        |azure| {
            write(azure, &files[0]).unwrap();
            link(azure).unwrap();
            write(azure, &files[1]).unwrap();
        },
        link,
        |_| {},
    );
}

#[test]
fn an_erasure_that_broke_off_is_completed_by_erasing_again() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let files = files();
    for (erasure, step) in [
        (
            Erasure::Document(DocumentId::derive("known", None, None)),
            1,
        ),
        (Erasure::Capture(files[1].1.captures[1].capture.id), 1),
        // The same steps, only oftener.
        (Erasure::Source("s".to_owned()), 5),
    ] {
        with_every_fault(
            &emulators,
            step,
            |azure| {
                for file in &files {
                    write(azure, file).unwrap();
                }
                link(azure).unwrap();
            },
            |azure| block_on(azure.erase(&erasure)).map(drop),
            |azure| link(azure).unwrap(),
        );
    }
}

#[test]
fn what_was_erased_while_a_chunk_was_written_does_not_come_back() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let azure = emulators.fresh();
    let files = files();
    write(&azure, &files[0]).unwrap();
    link(&azure).unwrap();
    let gone = DocumentId::derive("new", None, None);
    // Whoever writes the chunk looked for tombstones before there was this one.
    block_on(azure.erase(&Erasure::Document(gone))).unwrap();
    let refused = write(&azure, &files[1]);
    assert!(matches!(refused, Err(store::Error::Conflict { .. })));
    assert!(block_on(azure.document(gone)).unwrap().is_none());
    assert!(block_on(azure.identifier(&phone(3))).unwrap().is_none());
    let entry = block_on(azure.raw_file(files[1].0.id)).unwrap().unwrap();
    assert_eq!(entry.chunks, 0, "the chunk is to be read anew");
    link(&azure).unwrap();
    assert!(
        block_on(azure.network(NetworkId::of(gone)))
            .unwrap()
            .is_none()
    );
}
