use super::world::World;
use crate::canonical::{assert_same, canonical, corpus, run, verified};
use crate::failing::Fault;
use futures_executor::block_on;
use pipeline::Linked;
use pipeline::suite::{
    Came, LinkerRun, Trouble, link_documents, process_bulk, process_raw, queue, replay, troubles,
};
use std::collections::BTreeMap;
use store::{Embedded, Notes, Store};

fn expected() -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let store = Embedded::create(folder.path()).unwrap();
    run(&store, &store, &corpus()).unwrap();
    canonical(&store)
}

fn in_a_world(act: impl FnOnce(&mut World<'_>, &Embedded)) {
    let folder = tempfile::tempdir().unwrap();
    let store = Embedded::create(folder.path()).unwrap();
    let fault = Fault::never();
    act(&mut World::new(&store, &fault), &store);
}

#[test]
fn what_was_uploaded_ends_in_the_state_of_a_run() {
    in_a_world(|world, store| {
        world.upload_all();
        world.settle();
        assert_same(&expected(), &canonical(store), "uploaded");
        assert_eq!(verified(store), []);
        assert_eq!(world.with(troubles).unwrap(), []);
    });
}

#[test]
fn events_twice_out_of_order_or_never_change_nothing() {
    in_a_world(|world, store| {
        let all = super::world::uploads();
        for (source, path, content) in &all {
            world.upload_unheard(&format!("{source}/{path}"), content);
        }
        // Backwards, one of them never, the others twice.
        for (source, path, _) in all.iter().rev().skip(1).chain(&all[4..]) {
            world.hear(&format!("{source}/{path}"));
        }
        world.settle();
        assert_same(&expected(), &canonical(store), "events");
    });
}

#[test]
fn of_a_path_that_is_overwritten_what_lies_there_is_read() {
    in_a_world(|world, store| {
        for (source, path, content) in super::world::uploads() {
            let path = format!("{source}/{path}");
            // The event tells of bytes that are replaced before it is worked on.
            world.upload(&path, "old bytes, call 202-555-0143");
            world.upload_unheard(&path, &content);
        }
        world.settle();
        assert_same(&expected(), &canonical(store), "overwritten");
    });
}

#[test]
fn what_is_deleted_at_once_is_no_fault() {
    in_a_world(|world, store| {
        world.upload("tips/2026/02/03/gone.txt", "call 202-555-0143");
        world.memory.remove("tips/2026/02/03/gone.txt");
        world.settle();
        assert_eq!(block_on(store.counts()).unwrap().captures, 0);
        assert_eq!(world.with(troubles).unwrap(), []);
    });
}

#[test]
fn large_files_take_the_other_door() {
    in_a_world(|world, store| {
        let line = r#"{"body":"Lena, 23, call 202-555-0143 for a long evening"}"#;
        let large = format!("{line}\n").repeat(80_000);
        assert!(large.len() as u64 > pipeline::suite::BY_POINTER);
        world.upload("tips/large.jsonl", &large);
        let came = world
            .with(|suite| process_raw(suite, "tips/large.jsonl", large.clone().into_bytes()))
            .unwrap();
        assert_eq!(came, Came::HandedOn);
        assert_eq!(
            world.memory.texts(queue::BULK),
            [r#"{"path":"tips/large.jsonl"}"#]
        );
        // An invocation that is out of time writes one chunk and hands the rest on.
        let stopped = world
            .with(|suite| {
                let suite = pipeline::suite::Suite {
                    stop: &|| true,
                    ..suite
                };
                process_bulk(suite, &world.memory.texts(queue::BULK)[0])
            })
            .unwrap()
            .unwrap();
        assert!(matches!(&stopped.came[..], [Came::Stopped(read)] if read.chunks == 1));
        assert_eq!(block_on(store.counts()).unwrap().captures, 256);
        assert_eq!(world.memory.texts(queue::BULK).len(), 2);
        let path = "tips/large.jsonl".to_owned();
        world.memory.drop_message(queue::BULK, "none");
        let rest = world
            .with(|suite| process_bulk(suite, &format!(r#"{{"path":"{path}"}}"#)))
            .unwrap()
            .unwrap();
        assert!(matches!(&rest.came[..], [Came::Read(read)] if read.records == 80_000 - 256));
    });
}

#[test]
fn a_nudge_that_meets_the_lease_comes_back_once() {
    in_a_world(|world, store| {
        // Where nothing waits, nobody asks for the lease.
        assert_eq!(
            world.with(link_documents).unwrap(),
            LinkerRun::Linked(Linked::default())
        );
        assert_eq!(block_on(store.note("lease", "linker")).unwrap(), None);
        let held = format!(r#"{{"until":{}}}"#, world.memory.now() + 90);
        block_on(store.put_note("lease", "linker", &held, None)).unwrap();
        let (path, text) = ("tips/2026/a.txt", "call 202-555-0143");
        world.upload_unheard(path, text);
        world
            .with(|suite| process_raw(suite, path, text.as_bytes().to_vec()))
            .unwrap();
        world.memory.later(5);
        let (own, _) = world.memory.take(queue::EXTRACTED, 30).unwrap();
        world.memory.drop_message(queue::EXTRACTED, &own.id);
        for _ in 0..5 {
            assert_eq!(world.with(link_documents).unwrap(), LinkerRun::Busy);
        }
        assert_eq!(
            world.memory.texts(queue::EXTRACTED).len(),
            1,
            "only one is pending"
        );
        assert!(
            world.memory.take(queue::EXTRACTED, 30).is_none(),
            "not before a minute"
        );
        // Whoever held it died: the lease ends by itself.
        world.memory.later(91);
        assert!(matches!(
            world.with(link_documents).unwrap(),
            LinkerRun::Linked(_)
        ));
    });
}

#[test]
fn what_is_no_file_of_a_source_or_no_terms_is_said_and_left() {
    in_a_world(|world, _| {
        for (path, content, came) in [
            ("alone.txt", "call 202-555-0143", Came::NoSource),
            ("tips/source.toml", "owner = 3", Came::BrokenTerms),
            ("tips/source.toml", "owner = \"us\"", Came::Terms),
        ] {
            world.upload_unheard(path, content);
            let bytes = content.as_bytes().to_vec();
            assert_eq!(
                world.with(|suite| process_raw(suite, path, bytes)).unwrap(),
                came,
                "{path}"
            );
        }
    });
}

#[test]
fn what_the_host_gave_up_on_is_parked_with_its_reason_until_somebody_asks() {
    let folder = tempfile::tempdir().unwrap();
    let store = Embedded::create(folder.path()).unwrap();
    let fault = Fault::never();
    let mut world = World::new(&store, &fault);
    let (source, path, content) = &super::world::uploads()[3];
    let path = format!("{source}/{path}");
    world.upload_unheard(&path, content);
    world
        .memory
        .put("bulk-poison", &format!(r#"{{"path":"{path}"}}"#), 0);
    world.memory.put("extracted-poison", "no one knows", 0);
    world.settle();
    let parked = world.with(troubles).unwrap();
    assert_eq!(parked.len(), 2);
    assert!(parked.iter().all(|t| t.parked && !t.reason.is_empty()));
    let of_path = |t: &&Trouble| t.about == path;
    assert_eq!(parked.iter().filter(of_path).count(), 1);
    assert_eq!(
        block_on(store.counts()).unwrap().captures,
        0,
        "a parked file is not taken up by a sweep"
    );
    let replayed = world.with(|suite| replay(suite, None)).unwrap();
    assert_eq!((replayed.raw_files, replayed.nudges), (1, 1));
    world.settle();
    assert_eq!(world.with(troubles).unwrap(), []);
    assert_eq!(block_on(store.counts()).unwrap().captures, 4);
}
