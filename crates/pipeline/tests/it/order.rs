use crate::canonical::{assert_same, canonical, corpus, exported, run, verified};
use futures_executor::block_on;
use model::DocumentId;
use store::{Embedded, Store};

fn store() -> (tempfile::TempDir, Embedded) {
    let folder = tempfile::tempdir().unwrap();
    let store = Embedded::create(&folder.path().join("store")).unwrap();
    (folder, store)
}

#[test]
fn a_second_run_changes_nothing_and_reads_nothing() {
    let (_folder, store) = store();
    let first = run(&store, &store, &corpus()).unwrap();
    assert_eq!(
        (first.deliveries, first.known_deliveries, first.records),
        (4, 0, 8)
    );
    let before = exported(&store);
    let second = run(&store, &store, &corpus()).unwrap();
    assert_eq!(
        (second.deliveries, second.known_deliveries, second.records),
        (4, 4, 0)
    );
    assert_same(&before, &exported(&store), "after a second run");
    assert_eq!(verified(&store), []);
}

#[test]
fn the_order_of_arrival_changes_nothing() {
    let (_one, forwards) = store();
    run(&forwards, &forwards, &corpus()).unwrap();
    let expected = exported(&forwards);
    let mut files = corpus();
    for turn in 0..files.len() {
        files.rotate_left(1);
        if turn % 2 == 1 {
            files.swap(0, 2);
        }
        let (_folder, at_once) = store();
        run(&at_once, &at_once, &files).unwrap();
        assert_same(&expected, &exported(&at_once), "files in another order");
        let (_folder, one_by_one) = store();
        for file in &files {
            run(&one_by_one, &one_by_one, std::slice::from_ref(file)).unwrap();
        }
        assert_same(
            &expected,
            &exported(&one_by_one),
            "files in runs of their own",
        );
    }
}

#[test]
fn documents_that_share_a_contact_are_one_network_even_when_its_number_changes() {
    let (_folder, store) = store();
    run(&store, &store, &corpus()).unwrap();
    let networks = block_on(store.networks(None, 100)).unwrap();
    let mut sizes: Vec<usize> = networks
        .iter()
        .map(|network| network.members.len())
        .collect();
    sizes.sort_unstable();
    assert_eq!(
        sizes,
        [1, 1, 2, 3],
        "Ana with Mia and the tip; Lena twice; the chairs; the plumber"
    );
    for network in &networks {
        assert_eq!(network.id.document(), network.members[0]);
    }
}

#[test]
fn the_same_bytes_at_another_path_are_one_more_delivery_and_nothing_else() {
    let (_folder, store) = store();
    run(&store, &store, &corpus()).unwrap();
    let before = canonical(&store);
    let counts = block_on(store.counts()).unwrap();
    let mut again = corpus();
    again[0].1 = "2026/02/02/copy.jsonl";
    let ingested = run(&store, &store, &again[..1]).unwrap();
    assert_eq!((ingested.known_deliveries, ingested.records), (1, 0));
    assert_same(&before, &canonical(&store), "after one more delivery");
    assert_eq!(
        block_on(store.counts()).unwrap().deliveries,
        counts.deliveries + 1
    );
}

#[test]
fn the_same_file_from_two_sources_is_one_document_with_two_captures() {
    let (_folder, store) = store();
    let mut files = corpus();
    files.truncate(1);
    run(&store, &store, &files).unwrap();
    let before = block_on(store.counts()).unwrap();
    files[0].0 = "ads-mirror";
    run(&store, &store, &files).unwrap();
    let after = block_on(store.counts()).unwrap();
    assert_eq!((after.raw_files, after.documents), (2, before.documents));
    assert_eq!(after.captures, 2 * before.captures);
    assert_eq!(verified(&store), []);
}

#[test]
fn the_same_bytes_under_two_names_read_the_same_whichever_came_first() {
    // Two columns that nothing but the name says are columns; a piece of a page that begins like a text; lines of JSON.
    let rows = "kind,number\nflat,415-555-0101\nroom,415-555-0102\n".to_owned();
    let page = "call <b>415-555-0103</b> now".to_owned();
    let line = r#"{"body":"call 415-555-0104"}"#.to_owned();
    let mut files = Vec::new();
    for (paths, bytes) in [
        (["a.csv", "a.txt", "a.tsv"], rows),
        (["b.html", "b", "b.htm"], page),
        (["c.json", "c.jsonl", "c.txt"], line),
    ] {
        files.extend(paths.map(|path| ("ads", path, bytes.clone())));
    }
    let (_one, forwards) = store();
    run(&forwards, &forwards, &files).unwrap();
    let expected = canonical(&forwards);
    assert_eq!(verified(&forwards), []);
    // The rows are read as rows and as a text, the page as a page and as a text, the lines in one way only.
    assert_eq!(block_on(forwards.counts()).unwrap().raw_files, 5);
    for _ in 0..files.len() {
        files.rotate_left(1);
        let (_folder, other) = store();
        for file in &files {
            run(&other, &other, std::slice::from_ref(file)).unwrap();
        }
        assert_same(&expected, &canonical(&other), "names in another order");
    }
}

#[test]
fn another_default_region_makes_another_document() {
    let text = "call 020 7946 0123";
    let id = |region| DocumentId::derive(text, Some(region), None);
    assert_ne!(id("GB"), id("US"));
}
