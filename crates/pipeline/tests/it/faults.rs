use crate::canonical::{File, arrivals, assert_same, canonical, corpus, run, verified};
use crate::failing::{Failing, Fault};
use futures_executor::block_on;
use model::DocumentId;
use pipeline::{Options, Ports, Until, erase, finish_file_work, ingest, link};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use store::{Embedded, Erasure, Store};

/// A fault after the n-th operation on store or files, for every n: a restart ends in the same state.
#[test]
fn a_fault_at_any_operation_changes_nothing_in_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let whole = Embedded::create(&folder.path().join("whole")).unwrap();
    run(&whole, &whole, &corpus()).unwrap();
    let expected = canonical(&whole);
    let mut faults = 0;
    for n in 0.. {
        for before in [true, false] {
            let root = folder.path().join(format!("{n}-{before}"));
            let store = Embedded::create(&root).unwrap();
            let fault = Fault::from(n, before);
            let failing = Failing::new(&store, &fault);
            let failed = run(&failing, &failing, &corpus()).is_err();
            drop(store);
            let store = Embedded::create(&root).unwrap();
            if failed {
                faults += 1;
                run(&store, &store, &corpus()).unwrap();
            }
            assert_same(
                &expected,
                &canonical(&store),
                &format!("a fault at operation {n}"),
            );
            if n % 16 == 0 {
                assert_eq!(verified(&store), []);
            }
            std::fs::remove_dir_all(&root).unwrap();
            if !failed {
                assert!(faults > 100, "only {faults} operations could fail");
                return;
            }
        }
    }
}

#[test]
fn a_fault_while_erasing_is_made_up_for() {
    let erasures = [
        Erasure::Document(DocumentId::derive(&corpus()[2].2, Some("US"), None)),
        Erasure::Source("ads-east".to_owned()),
    ];
    for erasure in erasures {
        let folder = tempfile::tempdir().unwrap();
        let done = |store: &dyn Store, files: &dyn store::Files| {
            let ports = Ports { store, files };
            finish_file_work(ports)?;
            erase(ports, &erasure)?;
            link(ports, &Until::default(), &|_| {}).map(drop)
        };
        let whole = Embedded::create(&folder.path().join("whole")).unwrap();
        run(&whole, &whole, &corpus()).unwrap();
        done(&whole, &whole).unwrap();
        let expected = canonical(&whole);
        for n in 0.. {
            let root = folder.path().join(n.to_string());
            let store = Embedded::create(&root).unwrap();
            run(&store, &store, &corpus()).unwrap();
            let fault = Fault::from(n, n % 2 == 0);
            let failing = Failing::new(&store, &fault);
            let failed = done(&failing, &failing).is_err();
            if failed {
                done(&store, &store).unwrap();
            }
            assert!(block_on(store.file_work()).unwrap().is_empty());
            assert_same(
                &expected,
                &canonical(&store),
                &format!("a fault at operation {n} of erasing"),
            );
            if !failed {
                assert!(n > 4, "only {n} operations could fail");
                break;
            }
        }
    }
}

/// A file is read by somebody else before the n-th operation of linking, for every n: its links are not lost.
#[test]
fn what_is_written_while_linking_is_linked_in_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let all = corpus();
    // The last file shares a number with the first, the others share nothing with either.
    let (first, later) = (all[..2].to_vec(), vec![all[2].clone()]);
    let whole = Embedded::create(&folder.path().join("whole")).unwrap();
    run(&whole, &whole, &all[..3]).unwrap();
    let expected = canonical(&whole);
    for n in 0.. {
        let root = folder.path().join(n.to_string());
        let store = Arc::new(Embedded::create(&root).unwrap());
        take_in(&store, &first);
        let fault = Fault::meanwhile(n, {
            let (store, later) = (store.clone(), later.clone());
            move || take_in(&store, &later)
        });
        let failing = Failing::new(&store, &fault);
        let ports = Ports {
            store: &failing,
            files: &failing,
        };
        link(ports, &Until::default(), &|_| {}).unwrap();
        let seen = fault.seen.load(Ordering::SeqCst);
        if seen <= n {
            assert!(n > 8, "only {n} operations");
            return;
        }
        // The nudge of the one who wrote.
        link(Ports::of(&*store), &Until::default(), &|_| {}).unwrap();
        assert_same(
            &expected,
            &canonical(&store),
            &format!("written before operation {n} of linking"),
        );
    }
}

/// Reads files without linking.
fn take_in(store: &Embedded, files: &[File]) {
    for arrival in arrivals(files) {
        block_on(store.put_source(&arrival.source)).unwrap();
    }
    ingest(
        Ports::of(store),
        arrivals(files).into_iter(),
        &Options::default(),
        &|_| {},
    )
    .unwrap();
}
