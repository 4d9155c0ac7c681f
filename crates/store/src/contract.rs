//! What every adapter promises, as functions that its tests call: each begins with an empty store and panics where the
//! promise is broken.

use crate::*;
use model::*;

/// Runs the whole contract; `fresh` gives an empty store each time.
pub async fn all<S: Store + Files + Notes>(fresh: impl Fn() -> S) {
    raw_files_are_kept_once_and_packs_are_replaced(&fresh()).await;
    the_ledger_keeps_what_came_first(&fresh()).await;
    a_chunk_written_twice_changes_nothing(&fresh()).await;
    documents_are_listed_in_order_with_their_text(&fresh()).await;
    changed_identifiers_are_counted_up_to_the_caps(&fresh()).await;
    networks_replace_what_held_their_members(&fresh()).await;
    the_first_evidence_of_a_link_is_shown(&fresh()).await;
    an_erased_document_leaves_a_tombstone_and_nothing_else(&fresh()).await;
    an_erased_capture_leaves_the_document_to_the_others(&fresh()).await;
    an_erased_source_takes_what_nobody_else_saw(&fresh()).await;
    what_is_noted_while_linking_is_not_cleared_with_it(&fresh()).await;
    what_is_left_of_a_note_stays_noted(&fresh()).await;
    an_assessment_is_replaced_where_nobody_wrote_since(&fresh()).await;
    a_note_is_written_over_what_was_read(&fresh()).await;
}

const VERSIONS: Versions = Versions {
    reader: 1,
    recognizers: 1,
    rules: 1,
};

fn raw_file(source: &str, seed: u8) -> RawFile {
    RawFile {
        id: RawFileId::derive(source, &[seed; 32]),
        source: source.to_owned(),
        path: format!("{source}/{seed}.txt"),
        version: None,
        sha256: [seed; 32],
        bytes: 10,
        versions: VERSIONS,
        name: Some("a.txt".to_owned()),
        region: Some("US".to_owned()),
        language: None,
        mapping: vec![("a".to_owned(), "b".to_owned())],
        chunks: 0,
        records: 0,
        done: false,
    }
}

fn phone(number: u32) -> Identifier {
    Identifier {
        kind: IdentifierKind::Phone,
        value: format!("+1415555{number:04}"),
    }
}

/// A chunk of records (text, numbers in the text); the record's number is its place.
fn chunk(file: &RawFile, records: &[(&str, &[u32])]) -> (Chunk, Vec<u8>) {
    let name = PackName {
        raw_file: file.id,
        versions: VERSIONS,
        chunk: 0,
    };
    let mut chunk = Chunk {
        name,
        records: records.len() as u64,
        documents: vec![],
        captures: vec![],
        links: vec![],
        rejects: vec![],
        ends: false,
    };
    let mut pack = Vec::new();
    let mut writer = PackWriter::new();
    for (record, (text, numbers)) in records.iter().enumerate() {
        let document = Document {
            id: DocumentId::derive(text, None, None),
            region: None,
            language: None,
            detected_language: Some("en".to_owned()),
            text_class: None,
            versions: VERSIONS,
            urgent: false,
            text: (*text).to_owned(),
            mentions: vec![],
        };
        let bytes = ByteRange {
            start: record as u64,
            end: record as u64 + 1,
        };
        let capture = Capture {
            id: CaptureId::derive(file.id, record as u64),
            raw_file: file.id,
            record: record as u64,
            bytes,
            source: file.source.clone(),
            document: document.id,
            fields: CaptureFields::default(),
            mentions: vec![],
        };
        for number in *numbers {
            let evidence = Evidence {
                site: Site::Document(
                    Span::stored(*number, *number + 1)
                        .unwrap_or(Span::stored(0, 1).expect("not empty")),
                ),
                method: "test".to_owned(),
                confidence: 90,
            };
            chunk.links.push(Link {
                document: document.id,
                identifier: phone(*number),
                evidence,
            });
        }
        let mut append = |entry: &PackEntry| {
            let bytes = writer.frame(entry);
            let frame = Frame {
                offset: pack.len() as u64,
                length: bytes.len() as u64,
            };
            pack.extend(bytes);
            frame
        };
        let stub = DocumentStub::of(&document);
        let document_frame = append(&PackEntry::Document(document));
        let capture_frame = append(&PackEntry::Capture(capture.clone()));
        chunk.captures.push(StoredCapture {
            capture,
            pack: name,
            document_frame,
            capture_frame,
        });
        if !chunk.documents.iter().any(|known| known.stub.id == stub.id) {
            let detected_language = Some("en".to_owned());
            chunk.documents.push(StoredDocument {
                stub,
                region: None,
                language: None,
                detected_language,
            });
        }
    }
    (chunk, pack)
}

async fn put<S: Store + Files>(store: &S, file: &RawFile, records: &[(&str, &[u32])]) -> Chunk {
    let (chunk, pack) = chunk(file, records);
    store
        .put_raw(file, &mut &b"0123456789"[..])
        .await
        .expect("a raw file is stored");
    store
        .put_raw_file(file)
        .await
        .expect("a raw file is entered");
    store
        .put_pack(&chunk.name, &pack)
        .await
        .expect("a pack is stored");
    store.put_chunk(&chunk).await.expect("a chunk is written");
    chunk
}

fn id(text: &str) -> DocumentId {
    DocumentId::derive(text, None, None)
}

const CAPS: Caps = Caps {
    documents: 2,
    contacts: 1,
};

async fn notes(store: &impl Store) -> Vec<Changes> {
    store.changes(1000).await.expect("notes are read").changes
}

/// Counts what is noted as changed.
async fn count(store: &impl Store) -> Vec<Common> {
    let mut identifiers: Vec<Identifier> = notes(store)
        .await
        .into_iter()
        .flat_map(|changes| changes.identifiers)
        .collect();
    identifiers.sort();
    identifiers.dedup();
    store
        .commonness(&identifiers, CAPS)
        .await
        .expect("identifiers are counted")
}

/// Records what holds now; nothing is a hub.
async fn settle(store: &impl Store) -> Vec<Common> {
    let counted = count(store).await;
    let recorded: Vec<RecordedCommonness> = counted
        .iter()
        .map(|c| RecordedCommonness {
            key: c.key,
            version: c.version.clone(),
            commonness: c.now,
            hub: None,
            rebuild: false,
        })
        .collect();
    store
        .record_commonness(&recorded)
        .await
        .expect("counts are recorded");
    counted
}

/// Every document that is noted as dirty, sorted.
async fn dirty(store: &impl Store) -> Vec<DocumentId> {
    let notes = notes(store).await;
    let mut documents: Vec<DocumentId> = notes.into_iter().flat_map(|d| d.documents).collect();
    documents.sort();
    documents.dedup();
    documents
}

/// Puts documents into networks; nothing is noted any more.
async fn rebuild(store: &impl Store, ids: &[DocumentId], networks: &[Network]) {
    let notes = notes(store).await;
    let round = Round {
        dirty: notes
            .iter()
            .flat_map(|note| &note.documents)
            .copied()
            .collect(),
        ..Round::default()
    };
    let rows = store.members(ids).await.expect("read");
    store
        .put_networks(&[rows], networks, &round)
        .await
        .expect("written");
    store.clear_changes(&notes).await.expect("cleared");
}

fn network(members: &[DocumentId]) -> Network {
    let mut members = members.to_vec();
    members.sort();
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

async fn raw_files_are_kept_once_and_packs_are_replaced<S: Store + Files>(store: &S) {
    let file = raw_file("s", 1);
    assert!(matches!(
        store.open_raw(&file).await,
        Err(Error::NotFound { .. })
    ));
    store
        .put_raw(&file, &mut &b"first"[..])
        .await
        .expect("stored");
    store
        .put_raw(&file, &mut &b"second"[..])
        .await
        .expect("stored");
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut store.open_raw(&file).await.expect("there"), &mut bytes)
        .expect("readable");
    assert_eq!(bytes, b"first", "the bytes of a raw file never change");
    let name = PackName {
        raw_file: file.id,
        versions: VERSIONS,
        chunk: 3,
    };
    assert!(matches!(
        store.read_pack(&name).await,
        Err(Error::NotFound { .. })
    ));
    store.put_pack(&name, b"old").await.expect("stored");
    store.put_pack(&name, b"newer").await.expect("stored");
    assert_eq!(store.read_pack(&name).await.expect("there"), b"newer");
    assert_eq!(
        store
            .read_frame(
                &name,
                Frame {
                    offset: 1,
                    length: 3
                }
            )
            .await
            .expect("there"),
        b"ewe"
    );
    assert!(matches!(
        store
            .read_frame(
                &name,
                Frame {
                    offset: 4,
                    length: 3
                }
            )
            .await,
        Err(Error::Damaged { .. })
    ));
    for _ in 0..2 {
        store
            .delete_packs(file.id)
            .await
            .expect("deleting twice is fine");
        store
            .delete_raw(&file.place())
            .await
            .expect("deleting twice is fine");
    }
    assert!(store.read_pack(&name).await.is_err());
    assert!(store.open_raw(&file).await.is_err());
}

async fn the_ledger_keeps_what_came_first<S: Store + Files>(store: &S) {
    let file = raw_file("s", 1);
    assert!(store.raw_file(file.id).await.expect("read").is_none());
    store.put_raw_file(&file).await.expect("entered");
    let other = RawFile {
        bytes: 99,
        ..file.clone()
    };
    assert_eq!(store.put_raw_file(&other).await.expect("entered"), file);
    assert_eq!(
        store.raw_file(file.id).await.expect("read"),
        Some(file.clone())
    );
    let delivery = Delivery {
        id: DeliveryId::derive("s/a", &[1]),
        path: "s/a".to_owned(),
        raw_file: file.id,
    };
    store.put_delivery(&delivery).await.expect("entered");
    store.put_delivery(&delivery).await.expect("entered");
    assert_eq!(
        store.delivery(delivery.id).await.expect("read"),
        Some(delivery.clone())
    );
    assert_eq!(
        store.deliveries_of(file.id).await.expect("read"),
        [delivery]
    );
    let reject = Reject {
        id: RejectId::derive(file.id, "broken_json"),
        raw_file: file.id,
        reason: RejectReason::BrokenJson,
        count: 2,
        first: ByteRange { start: 1, end: 2 },
    };
    assert_eq!(
        store.unfinished(10).await.expect("read"),
        std::slice::from_ref(&file)
    );
    for _ in 0..2 {
        store
            .finish_raw_file(file.id, 7, std::slice::from_ref(&reject))
            .await
            .expect("finished");
    }
    assert!(store.unfinished(10).await.expect("read").is_empty());
    let done = store.raw_file(file.id).await.expect("read").expect("there");
    assert!(done.done && done.records == 7);
    assert_eq!(
        store.rejects().await.expect("read"),
        std::slice::from_ref(&reject)
    );
    assert_eq!(store.rejects_of(file.id).await.expect("read"), [reject]);
    let mut source = Source::unstated("s");
    store.put_source(&source).await.expect("stated");
    source.owner = Some("someone".to_owned());
    store.put_source(&source).await.expect("stated anew");
    assert_eq!(store.source("s").await.expect("read"), Some(source.clone()));
    assert!(store.source("t").await.expect("read").is_none());
    assert_eq!(store.sources().await.expect("read"), [source]);
}

async fn a_chunk_written_twice_changes_nothing<S: Store + Files>(store: &S) {
    let file = raw_file("s", 1);
    let chunk = put(
        store,
        &file,
        &[("one", &[1, 2]), ("two", &[2]), ("one", &[1, 2])],
    )
    .await;
    let before = store.counts().await.expect("counted");
    assert_eq!((before.captures, before.documents), (3, 2));
    settle(store).await;
    rebuild(store, &[id("one"), id("two")], &[]).await;
    store.put_chunk(&chunk).await.expect("written again");
    assert_eq!(store.counts().await.expect("counted"), before);
    assert!(
        dirty(store).await.is_empty(),
        "a replay makes nothing dirty"
    );
    let ledger = store.raw_file(file.id).await.expect("read").expect("there");
    assert_eq!((ledger.chunks, ledger.records), (1, 3));
    let absent = raw_file("s", 9);
    let (orphan, _) = super::contract::chunk(&absent, &[("x", &[])]);
    assert!(
        matches!(store.put_chunk(&orphan).await, Err(Error::NotFound { .. })),
        "no chunk without its raw file"
    );
}

async fn documents_are_listed_in_order_with_their_text<S: Store + Files>(store: &S) {
    let file = raw_file("s", 1);
    put(
        store,
        &file,
        &[("one", &[1]), ("two", &[2]), ("three", &[])],
    )
    .await;
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = store.documents(after, 2).await.expect("read");
        let Some(last) = page.last() else { break };
        after = Some(last.document.stub.id);
        all.extend(page);
    }
    let ids: Vec<DocumentId> = all.iter().map(|row| row.document.stub.id).collect();
    assert!(ids.is_sorted() && ids.len() == 3);
    for row in &all {
        let frame = store.read_frame(&row.pack, row.frame).await.expect("there");
        assert_eq!(
            read_document(&row.pack, &frame).expect("readable").id,
            row.document.stub.id
        );
        assert_eq!(row.captures, 1);
        assert_eq!(row.document.detected_language.as_deref(), Some("en"));
    }
    let captures = store.captures(None, 10).await.expect("read");
    assert!(captures.iter().map(|capture| capture.id).is_sorted() && captures.len() == 3);
    let some = store.captures_in(file.id, 1..9).await.expect("read");
    assert_eq!(
        some.iter()
            .map(|stored| stored.capture.record)
            .collect::<Vec<_>>(),
        [1, 2]
    );
    let one = store
        .capture(captures[0].id)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(one.capture.document, captures[0].document);
    assert!(store.document(id("absent")).await.expect("read").is_none());
}

async fn changed_identifiers_are_counted_up_to_the_caps<S: Store + Files>(store: &S) {
    let file = raw_file("s", 1);
    let texts: [(&str, &[u32]); 5] = [
        ("a", &[1, 2]),
        ("b", &[1, 3]),
        ("c", &[1, 4]),
        ("d", &[1]),
        ("e", &[9]),
    ];
    put(store, &file, &texts).await;
    let changed = settle(store).await;
    let of = |n: u32| {
        changed
            .iter()
            .find(|c| c.identifier == phone(n))
            .map(|c| c.now)
    };
    assert_eq!(
        of(1),
        Some(Commonness {
            documents: 3,
            contacts: 2
        }),
        "counting stops one past the cap"
    );
    assert_eq!(
        of(2),
        Some(Commonness {
            documents: 1,
            contacts: 1
        })
    );
    assert_eq!(
        of(9),
        Some(Commonness {
            documents: 1,
            contacts: 0
        })
    );
    let key = store
        .identifier(&phone(1))
        .await
        .expect("read")
        .expect("carried");
    let carriers = store.carriers(key).await.expect("read");
    assert!(carriers.is_sorted() && carriers.len() == 4);
    assert!(store.identifier(&phone(77)).await.expect("read").is_none());
    rebuild(store, &[id("a"), id("b"), id("c"), id("d"), id("e")], &[]).await;
    assert!(
        notes(store).await.is_empty(),
        "what is done with is listed no more"
    );
    let hub = Some(HubReason::TooManyContacts);
    let commonness = Commonness {
        documents: 3,
        contacts: 2,
    };
    let version = store
        .commonness(&[phone(1)], CAPS)
        .await
        .expect("counted")
        .pop()
        .expect("carried")
        .version;
    let noted = store
        .record_commonness(&[RecordedCommonness {
            key,
            version,
            commonness,
            hub,
            rebuild: true,
        }])
        .await
        .expect("recorded");
    let carriers = dirty(store).await;
    assert_eq!(carriers.len(), 4, "whoever carries a new hub is rebuilt");
    let told: Vec<DocumentId> = noted.iter().flat_map(|n| n.documents.clone()).collect();
    assert_eq!(told, carriers, "and so it is said");
    let hubs = store.hubs().await.expect("read");
    assert!(hubs.len() == 1 && hubs[0].identifier == phone(1) && hubs[0].documents == 4);
}

async fn networks_replace_what_held_their_members<S: Store + Files>(store: &S) {
    let file = raw_file("s", 1);
    put(store, &file, &[("a", &[1]), ("b", &[1]), ("c", &[2])]).await;
    settle(store).await;
    assert_eq!(dirty(store).await.len(), 3);
    let all = [id("a"), id("b"), id("c")];
    rebuild(store, &all, &[network(&all)]).await;
    assert!(dirty(store).await.is_empty());
    for member in all {
        let found = store
            .network(NetworkId::of(member))
            .await
            .expect("read")
            .expect("every member's id finds it");
        assert_eq!(found.members.len(), 3);
    }
    let (first, rest): (Vec<DocumentId>, Vec<DocumentId>) =
        all.iter().partition(|id| **id == all[0]);
    rebuild(store, &first, &[network(&first)]).await;
    rebuild(store, &rest, &[network(&rest)]).await;
    let networks = store.networks(None, 10).await.expect("read");
    assert!(networks.iter().map(|network| network.id).is_sorted());
    assert_eq!(
        networks.iter().map(|n| n.members.len()).sum::<usize>(),
        3,
        "every document is in one network"
    );
    assert_eq!(store.counts().await.expect("counted").networks, 2);
}

async fn the_first_evidence_of_a_link_is_shown<S: Store + Files>(store: &S) {
    let file = raw_file("s", 1);
    let (mut chunk, pack) = chunk(&file, &[("a", &[]), ("a", &[])]);
    let span = Span::stored(3, 5).expect("not empty");
    for stored in &chunk.captures {
        chunk.links.push(Link {
            document: stored.capture.document,
            identifier: phone(1),
            evidence: Evidence {
                site: Site::Capture(stored.capture.id, CaptureField::Author, span),
                method: "test".to_owned(),
                confidence: 80,
            },
        });
    }
    store.put_raw_file(&file).await.expect("entered");
    store.put_pack(&chunk.name, &pack).await.expect("stored");
    store.put_chunk(&chunk).await.expect("written");
    let smallest = chunk
        .captures
        .iter()
        .map(|stored| stored.capture.id)
        .min()
        .expect("two");
    let member = store
        .members(&[id("a"), id("absent")])
        .await
        .expect("read")
        .pop()
        .expect("one");
    assert_eq!(
        member.carries.len(),
        1,
        "one link a document and identifier"
    );
    assert_eq!(
        member.carries[0].evidence.site,
        Site::Capture(smallest, CaptureField::Author, span)
    );
    assert_eq!(member.captures.len(), 2);
    store
        .erase(&Erasure::Capture(smallest))
        .await
        .expect("erased");
    let member = store
        .members(&[id("a")])
        .await
        .expect("read")
        .pop()
        .expect("one");
    assert!(
        matches!(member.carries[0].evidence.site, Site::Capture(other, ..) if other != smallest)
    );
}

async fn an_erased_document_leaves_a_tombstone_and_nothing_else<S: Store + Files>(store: &S) {
    let (file, other) = (raw_file("s", 1), raw_file("t", 2));
    put(store, &file, &[("a", &[1, 2]), ("b", &[1])]).await;
    put(store, &other, &[("a", &[1, 2])]).await;
    settle(store).await;
    let both = [id("a"), id("b")];
    rebuild(store, &both, &[network(&both)]).await;
    assert_eq!(
        store
            .erase(&Erasure::Document(id("a")))
            .await
            .expect("erased"),
        2
    );
    assert!(store.document(id("a")).await.expect("read").is_none());
    assert!(
        store.identifier(&phone(2)).await.expect("read").is_none(),
        "nobody carries it any more"
    );
    assert_eq!(
        dirty(store).await,
        [id("b")],
        "what was tied to it is rebuilt"
    );
    assert_eq!(store.counts().await.expect("counted").networks, 0);
    let stones = ["a", "b"].map(|text| Tombstone {
        kind: TombstoneKind::Document,
        id: id(text).to_string(),
    });
    assert_eq!(store.erased(&stones).await.expect("read"), [true, false]);
    let rejects = store.rejects().await.expect("read");
    assert_eq!(
        rejects
            .iter()
            .map(|r| (r.reason, r.count))
            .collect::<Vec<_>>(),
        [(RejectReason::Erased, 1); 2]
    );
    let work = store.file_work().await.expect("read");
    assert_eq!(work.len(), 2, "both packs are to be blanked");
    for work in &work {
        let FileWork::Blank(name, frames) = work else {
            panic!("raw files stay")
        };
        let mut pack = store.read_pack(name).await.expect("there");
        blank_frames(&mut pack, frames);
        let left = entries(name, &pack).expect("readable");
        assert!(
            !left
                .iter()
                .any(|entry| matches!(entry, PackEntry::Document(d) if d.text == "a"))
        );
        store.file_work_done(work).await.expect("noted");
    }
    assert!(store.file_work().await.expect("read").is_empty());
    let before = (
        store.counts().await.expect("counted"),
        store.rejects().await.expect("read"),
    );
    assert_eq!(
        store
            .erase(&Erasure::Document(id("a")))
            .await
            .expect("erased"),
        0
    );
    assert_eq!(
        (
            store.counts().await.expect("counted"),
            store.rejects().await.expect("read")
        ),
        before
    );
}

async fn an_erased_capture_leaves_the_document_to_the_others<S: Store + Files>(store: &S) {
    let file = raw_file("s", 1);
    let chunk = put(store, &file, &[("a", &[1]), ("a", &[1]), ("b", &[1])]).await;
    let gone = chunk.captures[0].capture.id;
    assert_eq!(
        store.erase(&Erasure::Capture(gone)).await.expect("erased"),
        1
    );
    assert!(store.capture(gone).await.expect("read").is_none());
    let row = store
        .document(id("a"))
        .await
        .expect("read")
        .expect("another capture shows it");
    assert_eq!(row.captures, 1);
    let FileWork::Blank(_, frames) = &store.file_work().await.expect("read")[0] else {
        panic!("raw files stay")
    };
    assert_eq!(
        frames,
        &[chunk.captures[0].capture_frame],
        "its document's frame serves the other capture"
    );
    let last = chunk.captures[2].capture.id;
    store.erase(&Erasure::Capture(last)).await.expect("erased");
    assert!(
        store.document(id("b")).await.expect("read").is_none(),
        "a document without captures goes"
    );
    assert_eq!(store.rejects_of(file.id).await.expect("read")[0].count, 2);
}

async fn an_erased_source_takes_what_nobody_else_saw<S: Store + Files>(store: &S) {
    let (file, other) = (raw_file("s", 1), raw_file("t", 1));
    put(store, &file, &[("a", &[1]), ("b", &[2])]).await;
    put(store, &other, &[("a", &[1])]).await;
    let delivery = Delivery {
        id: DeliveryId::derive(&file.path, &[1]),
        path: file.path.clone(),
        raw_file: file.id,
    };
    store.put_delivery(&delivery).await.expect("entered");
    assert_eq!(
        store
            .erase(&Erasure::Source("s".to_owned()))
            .await
            .expect("erased"),
        2
    );
    assert!(
        store
            .document(id("a"))
            .await
            .expect("read")
            .is_some_and(|row| row.captures == 1)
    );
    assert!(store.document(id("b")).await.expect("read").is_none());
    assert!(store.raw_file(file.id).await.expect("read").is_none());
    assert!(store.delivery(delivery.id).await.expect("read").is_none());
    assert_eq!(
        store.file_work().await.expect("read"),
        [FileWork::Delete(file.place())]
    );
    let stones = [TombstoneKind::RawFile, TombstoneKind::Document].map(|kind| Tombstone {
        kind,
        id: file.id.to_string(),
    });
    assert_eq!(store.erased(&stones).await.expect("read"), [true, false]);
    let tombstones = store.tombstones().await.expect("read");
    assert_eq!(
        tombstones,
        [Tombstone {
            kind: TombstoneKind::RawFile,
            id: file.id.to_string()
        }]
    );
}

async fn what_is_noted_while_linking_is_not_cleared_with_it<S: Store + Files>(store: &S) {
    let (file, later) = (raw_file("s", 1), raw_file("s", 2));
    put(store, &file, &[("a", &[1])]).await;
    let read = notes(store).await;
    // The same text arrives once more, and another one with the same number.
    put(store, &later, &[("a", &[1]), ("b", &[1])]).await;
    store.clear_changes(&read).await.expect("cleared");
    let mut both = vec![id("a"), id("b")];
    both.sort();
    assert_eq!(dirty(store).await, both);
    let counted = count(store).await;
    assert_eq!(counted.len(), 1);
    assert_eq!(counted[0].now.documents, 2);
}

async fn what_is_left_of_a_note_stays_noted<S: Store + Files>(store: &S) {
    let file = raw_file("s", 1);
    put(store, &file, &[("a", &[1]), ("b", &[2]), ("c", &[3])]).await;
    settle(store).await;
    let all = notes(store).await;
    let note = all
        .iter()
        .find(|note| note.documents.len() == 3)
        .expect("one note");
    store
        .leave_noted(note, &note.documents[2..])
        .await
        .expect("left");
    assert_eq!(dirty(store).await, note.documents[2..]);
    store.clear_changes(&all).await.expect("cleared");
    assert!(dirty(store).await.is_empty());
    // What another linker cleared in between is not noted again.
    store
        .leave_noted(note, &note.documents[2..])
        .await
        .expect("nothing to do");
    assert!(dirty(store).await.is_empty());
}

async fn an_assessment_is_replaced_where_nobody_wrote_since<S: Store + Files>(store: &S) {
    let file = raw_file("s", 1);
    put(store, &file, &[("a", &[1]), ("b", &[1])]).await;
    let both = [id("a"), id("b")];
    rebuild(store, &both, &[network(&both)]).await;
    let read = store
        .network(NetworkId::of(both[0]))
        .await
        .expect("read")
        .expect("there");
    let mut assessment = read.assessment.clone();
    assessment.rules += 1;
    assessment.lead = true;
    store
        .put_assessment(&read, &assessment)
        .await
        .expect("written");
    let again = store.network(read.id).await.expect("read").expect("there");
    assert_eq!(again.assessment, assessment);
    assert_eq!(again.members, read.members);
    assert_eq!(store.counts().await.expect("counted").leads, 1);
    assert!(matches!(
        store.put_assessment(&read, &assessment).await,
        Err(Error::Conflict { .. })
    ));
}

async fn a_note_is_written_over_what_was_read<S: Notes>(store: &S) {
    assert!(store.note("lease", "a b/ä").await.expect("read").is_none());
    let first = store
        .put_note("lease", "a b/ä", "{\"n\":1}", None)
        .await
        .expect("made");
    let conflict = |result| matches!(result, Err(Error::Conflict { .. }));
    assert!(conflict(
        store.put_note("lease", "a b/ä", "{\"n\":2}", None).await
    ));
    let second = store
        .put_note("lease", "a b/ä", "{\"n\":3}", Some(&first))
        .await
        .expect("written");
    assert_ne!(first, second);
    assert!(conflict(
        store
            .put_note("lease", "a b/ä", "{\"n\":4}", Some(&first))
            .await
    ));
    let note = store
        .note("lease", "a b/ä")
        .await
        .expect("read")
        .expect("there");
    assert_eq!(
        (note.value.as_str(), note.version.as_str()),
        ("{\"n\":3}", second.as_str())
    );
    for id in ["c", "b"] {
        store.put_note("lease", id, "{}", None).await.expect("made");
    }
    store
        .put_note("cursor", "b", "{}", None)
        .await
        .expect("made");
    let page = store.notes("lease", Some("a b/ä"), 1).await.expect("read");
    assert_eq!(
        page.iter().map(|n| n.id.as_str()).collect::<Vec<_>>(),
        ["b"]
    );
    assert_eq!(store.notes("lease", None, 10).await.expect("read").len(), 3);
    for _ in 0..2 {
        store.delete_note("lease", "b").await.expect("gone");
    }
    assert!(conflict(
        store.put_note("lease", "b", "{}", Some("1")).await
    ));
    assert_eq!(store.notes("lease", None, 10).await.expect("read").len(), 2);
}
