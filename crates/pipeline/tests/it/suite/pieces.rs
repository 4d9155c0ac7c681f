//! A raw file that takes several invocations: each goes on where the one before ended, and the outcome is that of one.

use super::world::World;
use crate::canonical::{assert_same, canonical, verified};
use crate::failing::Fault;
use futures_executor::block_on;
use model::DocumentId;
use pipeline::suite::{Came, Suite, process_bulk, queue};
use pipeline::{Canonical, Ports, erase};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Embedded, Erasure, Store};

/// Five chunks and a half of adverts, seen again and again, with parts that cannot be read in between.
fn lines() -> String {
    let mut file = String::new();
    for n in 0..1_400 {
        let text = n % 500;
        writeln!(
            file,
            r#"{{"title":"Visitor {text}","body":"In town until Sunday, call 212-555-{:04}","url":"https://ads.example.com/{n}"}}"#,
            100 + text % 90
        )
        .unwrap();
        match n % 101 {
            7 => file.push_str("{\"broken\n"),
            // Behind the last record of a chunk, among other places.
            55 => file.push_str("[1, 2]\n\n"),
            90 => file.push_str("{\"body\":\"\"}\n"),
            _ => {}
        }
    }
    file
}

fn rows() -> String {
    let mut file = "text;phone;city\n".to_owned();
    for n in 0..1_400 {
        writeln!(
            file,
            "\"Lena {}; text me\nor call\";+1 212 555 {:04};Boston",
            n % 700,
            100 + n % 90
        )
        .unwrap();
        match n % 101 {
            7 => file.push_str("one;two;three;four\n"),
            55 => file.push('\n'),
            _ => {}
        }
    }
    file
}

/// Exactly four chunks: the last place is the end.
fn even() -> String {
    lines()
        .lines()
        .filter(|line| line.contains("Visitor"))
        .take(1_024)
        .collect::<Vec<_>>()
        .join("\n")
}

struct Outcome {
    /// Places behind the start from which bytes were opened.
    places: Vec<u64>,
    state: Canonical,
    documents: BTreeSet<DocumentId>,
    /// What does not hold.
    findings: usize,
}

const PATH: &str = "ads/2026/02/03/long.jsonl";

/// Works on the queue `bulk`, each time for so many chunks, with something done after each time; then everything is linked.
fn work(
    content: &str,
    pieces: &[u64],
    mut after: impl FnMut(usize, &World<'_>, &Embedded),
) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let store = Embedded::create(&folder.path().join("store")).unwrap();
    let fault = Fault::never();
    let mut world = World::new(&store, &fault);
    world.upload_unheard("ads/source.toml", "region = \"US\"\n");
    world.upload_unheard(PATH, content);
    world
        .memory
        .put(queue::BULK, &format!(r#"{{"path":"{PATH}"}}"#), 0);
    for n in 0.. {
        let Some((message, _)) = world.memory.take(queue::BULK, 1) else {
            break;
        };
        let left = AtomicU64::new(pieces[n % pieces.len()]);
        let stop = || left.fetch_sub(1, Ordering::SeqCst) <= 1;
        let bulk = |suite: Suite<'_>| {
            let suite = Suite {
                stop: &stop,
                ..suite
            };
            process_bulk(suite, &message.text)
        };
        let came = world.with(bulk).unwrap().unwrap().came;
        assert!(matches!(came[..], [Came::Read(_) | Came::Stopped(_)]));
        world.memory.drop_message(queue::BULK, &message.id);
        after(n, &world, &store);
        world.memory.later(2);
        assert!(n < 50, "it never ends");
    }
    let mut opened = std::mem::take(&mut *world.memory.opened.lock().unwrap());
    opened.retain(|place| *place > 0);
    world.settle();
    Outcome {
        findings: verified(&store).len(),
        places: opened,
        state: canonical(&store),
        documents: documents(&store),
    }
}

fn documents(store: &Embedded) -> BTreeSet<DocumentId> {
    let rows = block_on(store.documents(None, usize::MAX >> 1)).unwrap();
    rows.into_iter().map(|row| row.document.stub.id).collect()
}

#[test]
fn any_pieces_end_in_the_state_of_one_and_nothing_is_read_twice() {
    for content in [lines(), rows(), even()] {
        let expected = work(&content, &[u64::MAX], |_, _, _| {}).state;
        for pieces in [&[1][..], &[2, 1], &[3], &[1, 4]] {
            let Outcome {
                places,
                state,
                findings,
                ..
            } = work(&content, pieces, |_, _, _| {});
            assert_eq!(findings, 0);
            assert!(
                !places.is_empty() && places.is_sorted_by(|a, b| a < b),
                "{pieces:?}: {places:?}"
            );
            assert_same(&expected, &state, &format!("pieces of {pieces:?}"));
        }
    }
}

#[test]
fn a_place_in_other_bytes_is_none() {
    let expected = work(&rows(), &[u64::MAX], |_, _, _| {}).documents;
    let outcome = work(&lines(), &[2], |n, world, _| {
        if n == 0 {
            world.upload_unheard(PATH, &rows());
        }
    });
    // What was read of the first bytes stays, and the second ones are read from their start.
    assert!(outcome.documents.is_superset(&expected));
    assert!(outcome.documents.len() > expected.len());
}

#[test]
fn what_is_erased_between_two_pieces_stays_erased() {
    let mut gone = None;
    let outcome = work(&lines(), &[1], |n, _, store| {
        if n == 0 {
            let document = *documents(store).first().unwrap();
            erase(Ports::of(store), &Erasure::Document(document)).unwrap();
            gone = Some(document);
        }
    });
    // Its text comes again in later pieces.
    let mut expected = work(&lines(), &[u64::MAX], |_, _, _| {}).documents;
    assert!(expected.remove(&gone.unwrap()));
    assert_eq!((outcome.documents, outcome.findings), (expected, 0));
}
