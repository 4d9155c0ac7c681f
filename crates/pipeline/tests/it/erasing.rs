use crate::canonical::{assert_same, canonical, corpus, run, verified};
use futures_executor::block_on;
use model::{DocumentId, TombstoneKind};
use pipeline::{Ports, Until, erase, link};
use store::{Embedded, Erasure, PackEntry, Store, entries};

fn store() -> (tempfile::TempDir, Embedded) {
    let folder = tempfile::tempdir().unwrap();
    let store = Embedded::create(&folder.path().join("store")).unwrap();
    (folder, store)
}

fn tip() -> Erasure {
    Erasure::Document(DocumentId::derive(&corpus()[2].2, Some("US"), None))
}

fn erase_and_link(store: &Embedded, erasure: &Erasure) -> u64 {
    let ports = Ports::of(store);
    let erased = erase(ports, erasure).unwrap();
    link(ports, &Until::default(), &|_| {}).unwrap();
    erased
}

#[test]
fn a_document_erased_before_or_after_its_second_delivery_ends_the_same() {
    let mut second = corpus();
    second[2].0 = "tips-mirror";
    let (_a, before) = store();
    run(&before, &before, &corpus()).unwrap();
    assert_eq!(erase_and_link(&before, &tip()), 1);
    run(&before, &before, &second[2..3]).unwrap();
    let (_b, after) = store();
    run(&after, &after, &corpus()).unwrap();
    run(&after, &after, &second[2..3]).unwrap();
    assert_eq!(erase_and_link(&after, &tip()), 2);
    let (_c, first) = store();
    erase_and_link(&first, &tip());
    run(&first, &first, &corpus()).unwrap();
    run(&first, &first, &second[2..3]).unwrap();
    assert_same(
        &canonical(&before),
        &canonical(&after),
        "erased before, and after, the second delivery",
    );
    assert_same(
        &canonical(&first),
        &canonical(&after),
        "erased before it ever came",
    );
    for store in [&before, &after, &first] {
        assert_eq!(verified(store), [], "a tombstone explains what is missing");
    }
}

#[test]
fn what_an_erased_document_tied_together_falls_apart() {
    let (_folder, store) = store();
    let files = [
        ("a", "1.txt", "write to one@example.com".to_owned()),
        ("a", "2.txt", "write to two@example.com".to_owned()),
        (
            "a",
            "3.txt",
            "write to one@example.com or to two@example.com".to_owned(),
        ),
    ];
    run(&store, &store, &files).unwrap();
    let sizes = |store: &Embedded| -> Vec<usize> {
        block_on(store.networks(None, 10))
            .unwrap()
            .iter()
            .map(|network| network.members.len())
            .collect()
    };
    assert_eq!(sizes(&store), [3]);
    erase_and_link(
        &store,
        &Erasure::Document(DocumentId::derive(&files[2].2, Some("US"), None)),
    );
    assert_eq!(sizes(&store), [1, 1]);
    assert_eq!(verified(&store), []);
}

#[test]
fn no_pack_holds_what_was_erased() {
    let (_folder, store) = store();
    run(&store, &store, &corpus()).unwrap();
    let documents = block_on(store.documents(None, 100)).unwrap();
    let victimless = documents.iter().find(|row| row.captures == 2).unwrap();
    let id = victimless.document.stub.id;
    let packs: Vec<_> = documents.iter().map(|row| row.pack).collect();
    erase_and_link(&store, &Erasure::Document(id));
    for name in packs {
        let pack = futures_executor::block_on(store::Files::read_pack(&store, &name)).unwrap();
        for entry in entries(&name, &pack).unwrap() {
            match entry {
                PackEntry::Document(document) => assert_ne!(document.id, id),
                PackEntry::Capture(capture) => assert_ne!(capture.document, id),
            }
        }
    }
}

#[test]
fn an_erased_source_is_as_if_it_had_never_come_but_for_its_tombstones() {
    let (_a, with) = store();
    run(&with, &with, &corpus()).unwrap();
    assert_eq!(
        erase_and_link(&with, &Erasure::Source("ads-west".to_owned())),
        4
    );
    let (_b, without) = store();
    run(&without, &without, &corpus()[1..]).unwrap();
    let (mut left, mut right) = (canonical(&with), canonical(&without));
    for all in [&mut left, &mut right] {
        all.retain(|name, _| !name.starts_with("tombstones") && name != "datapackage.json");
    }
    assert_same(&left, &right, "with the source erased, and never there");
    let tombstones = block_on(with.tombstones()).unwrap();
    assert!(tombstones.len() == 1 && tombstones[0].kind == TombstoneKind::RawFile);
    let again = run(&with, &with, &corpus()).unwrap();
    assert_eq!(
        (again.erased_deliveries, again.records),
        (1, 0),
        "the same raw file is not stored again"
    );
    assert_eq!(verified(&with), []);
}

#[test]
fn erasing_twice_changes_nothing() {
    let (_folder, store) = store();
    run(&store, &store, &corpus()).unwrap();
    erase_and_link(&store, &tip());
    let before = canonical(&store);
    assert_eq!(erase_and_link(&store, &tip()), 0);
    assert_same(&before, &canonical(&store), "erased twice");
}
