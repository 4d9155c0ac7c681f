use super::world::World;
use crate::failing::Fault;
use futures_executor::block_on;
use model::{DeliveryId, RawFileId, Versions};
use pipeline::suite::{queue, sweep};
use std::sync::atomic::Ordering;
use store::{Delivery, Embedded, Landing, RawFile, Store};

fn raw_file(path: &str, seed: u32, done: bool) -> RawFile {
    let mut sha256 = [0; 32];
    sha256[..4].copy_from_slice(&seed.to_le_bytes());
    RawFile {
        id: RawFileId::derive("ads", &sha256),
        source: "ads".to_owned(),
        path: path.to_owned(),
        version: None,
        sha256,
        bytes: 1,
        versions: Versions {
            reader: 1,
            recognizers: 1,
            rules: 1,
        },
        name: None,
        region: None,
        language: None,
        mapping: vec![],
        chunks: 0,
        records: 0,
        done,
    }
}

/// Uploads a file and enters it as the door would.
fn known(world: &World<'_>, store: &Embedded, path: &str, seed: u32, done: bool) {
    world.upload_unheard(path, "x");
    let landed = block_on(world.memory.look(path)).unwrap().unwrap();
    let file = raw_file(path, seed, done);
    block_on(store.put_raw_file(&file)).unwrap();
    block_on(store.put_delivery(&Delivery {
        id: DeliveryId::derive(path, landed.version.as_bytes()),
        path: path.to_owned(),
        raw_file: file.id,
    }))
    .unwrap();
}

/// However many files there are, a run lists and looks up what is new, and a page of the rest.
#[test]
fn a_run_costs_the_same_however_many_files_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let store = Embedded::create(folder.path()).unwrap();
    let fault = Fault::never();
    let world = World::new(&store, &fault);
    // Old files, in the container and as good as in the ledger: nobody asks for them before the audit.
    let days = 40;
    for n in 0..60_000_u32 {
        let path = format!("ads-{}/2025/12/{:02}/{n}.txt", n % 8, n / 8 % days % 28 + 1);
        world.memory.upload(&path, b"x");
    }
    world.memory.later(86_400);
    for _ in 0..3 {
        world.with(sweep).unwrap();
        world.memory.later(300);
    }
    for n in 0..100 {
        let path = format!("ads-{}/2026/02/04/new-{n}.txt", n % 8);
        known(&world, &store, &path, n, n % 10 != 0);
    }
    world.upload_unheard("ads-3/2026/02/04/missed.txt", "x");
    world.memory.later(300);
    let (lists, operations) = (
        world.memory.lists.load(Ordering::SeqCst),
        fault.seen.load(Ordering::SeqCst),
    );
    let swept = world.with(sweep).unwrap();
    let lists = world.memory.lists.load(Ordering::SeqCst) - lists;
    let operations = fault.seen.load(Ordering::SeqCst) - operations;
    assert!(swept.missed >= 1, "{swept:?}");
    assert!(
        world
            .memory
            .texts(queue::BULK)
            .contains(&r#"{"path":"ads-3/2026/02/04/missed.txt"}"#.to_owned())
    );
    assert!(lists <= 20, "{lists} list calls");
    assert!(operations <= 300, "{operations} operations");
    // What stands still is handed on by the run after.
    world.memory.later(300);
    assert_eq!(world.with(sweep).unwrap().unfinished, 10);
}

#[test]
fn the_audit_finds_what_lies_under_any_path() {
    let folder = tempfile::tempdir().unwrap();
    let store = Embedded::create(folder.path()).unwrap();
    let fault = Fault::never();
    let world = World::new(&store, &fault);
    for n in 0..12_000 {
        world.memory.upload(&format!("crawl/pages/{n}.txt"), b"x");
    }
    for n in 0..12_000 {
        if n != 7_777 {
            let path = format!("crawl/pages/{n}.txt");
            let landed = block_on(world.memory.look(&path)).unwrap().unwrap();
            block_on(store.put_delivery(&Delivery {
                id: DeliveryId::derive(&path, landed.version.as_bytes()),
                path,
                raw_file: RawFileId::derive("crawl", &[0; 32]),
            }))
            .unwrap();
        }
    }
    let mut missed = 0;
    for _ in 0..130 {
        world.memory.later(300);
        let swept = world.with(sweep).unwrap();
        assert!(swept.lists <= 20 && swept.lookups <= 120);
        missed += swept.missed;
    }
    assert_eq!(missed, 1);
}

#[test]
fn a_raw_file_that_was_replaced_half_way_is_closed_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let store = Embedded::create(folder.path()).unwrap();
    let fault = Fault::never();
    let world = World::new(&store, &fault);
    known(&world, &store, "ads/2026/02/03/a.txt", 1, false);
    world.upload_unheard("ads/2026/02/03/a.txt", "other bytes");
    let mut replaced = 0;
    for _ in 0..3 {
        replaced += world.with(sweep).unwrap().replaced;
        world.memory.later(300);
    }
    assert_eq!(replaced, 1);
    let rejects = block_on(store.rejects()).unwrap();
    assert_eq!(rejects.len(), 1);
    assert_eq!(rejects[0].reason.name(), "replaced");
}
