//! Raw files and packs in Azurite.

use crate::emulators;
use futures_executor::block_on;
use model::{RawFileId, Versions};
use std::io::Read;
use store::{Error, Files, Frame, Landing, PackName, RawFile};

const VERSIONS: Versions = Versions {
    reader: 1,
    recognizers: 1,
    rules: 1,
};

fn raw_file(path: &str, version: Option<&str>) -> RawFile {
    RawFile {
        id: RawFileId::derive("s", &[1; 32]),
        source: "s".to_owned(),
        path: path.to_owned(),
        version: version.map(str::to_owned),
        sha256: [1; 32],
        bytes: 0,
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

fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at * 7 + at / 1000) as u8).collect()
}

fn read(mut from: Box<dyn Read + Send>) -> Vec<u8> {
    let mut all = Vec::new();
    from.read_to_end(&mut all).unwrap();
    all
}

#[test]
fn files_are_streamed_both_ways_whatever_their_length_and_name() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let azure = emulators.fresh();
    let part = 4 << 20;
    for (at, length) in [0, 1, part - 1, part, part + 1, 2 * part, 2 * part + 77]
        .into_iter()
        .enumerate()
    {
        let path = format!("s/2026/01/0{at}/ä + %25 & #?=\u{2028}'.txt");
        let file = raw_file(&path, None);
        let content = bytes(length);
        block_on(azure.put_raw(&file, &mut content.as_slice())).unwrap();
        let landed = block_on(azure.look(&path)).unwrap().unwrap();
        assert_eq!(
            (landed.path.as_str(), landed.bytes),
            (path.as_str(), length as u64)
        );
        let versioned = raw_file(&path, Some(&landed.version));
        assert!(read(block_on(azure.open_raw(&versioned)).unwrap()) == content);
        // Again changes nothing.
        block_on(azure.put_raw(&file, &mut &b"other"[..])).unwrap();
        assert!(read(block_on(azure.open(&path, &landed.version)).unwrap()) == content);
    }
    let (sources, next) = block_on(azure.sources(None)).unwrap();
    assert_eq!((sources, next), (vec!["s".to_owned()], None));
}

#[test]
fn bytes_that_were_replaced_are_not_found() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let azure = emulators.fresh();
    let path = "s/a.txt";
    let not_found =
        |result: store::Result<Box<dyn Read + Send>>| matches!(result, Err(Error::NotFound { .. }));
    let first = block_on(azure.land(path, b"first", "text/plain")).unwrap();
    assert_eq!(first.bytes, 5);
    assert!(first.md5.is_some() && first.modified > 1_700_000_000);
    assert!(matches!(
        block_on(azure.land(path, b"second", "text/plain")),
        Err(Error::Conflict { .. })
    ));
    let old = raw_file(path, Some(&first.version));
    block_on(azure.delete_raw(&old.place())).unwrap();
    assert!(block_on(azure.look(path)).unwrap().is_none());
    assert!(not_found(block_on(azure.open_raw(&old))));
    // Longer than what is read at once, and replaced while it is read.
    let long = bytes(9 << 20);
    let second = block_on(azure.land(path, &long, "text/plain")).unwrap();
    assert_ne!(first.version, second.version);
    assert!(not_found(block_on(azure.open(path, &first.version))));
    block_on(azure.delete_raw(&old.place())).unwrap();
    let there = block_on(azure.look(path)).unwrap();
    assert_eq!(there, Some(second.clone()), "another version is left alone");
    let mut reading = block_on(azure.open(path, &second.version)).unwrap();
    let mut start = vec![0; 1000];
    reading.read_exact(&mut start).unwrap();
    assert_eq!(start, long[..1000]);
    let new = raw_file(path, None);
    block_on(azure.delete_raw(&new.place())).unwrap();
    block_on(azure.land(path, b"third", "text/plain")).unwrap();
    let mut rest = Vec::new();
    let ended = reading.read_to_end(&mut rest);
    assert!(
        ended.is_err() || [start, rest].concat() == long,
        "bytes of two versions are never mixed"
    );
}

#[test]
fn landed_files_are_listed_by_prefix() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let azure = emulators.fresh();
    for path in ["a/1.txt", "a/b/2.txt", "c/ä&<3>.txt", "d.txt"] {
        block_on(azure.land(path, path.as_bytes(), "text/plain")).unwrap();
    }
    let paths = |prefix: &str| -> Vec<String> {
        let page = block_on(azure.list(prefix, None)).unwrap();
        assert_eq!(page.next, None);
        page.landed.into_iter().map(|landed| landed.path).collect()
    };
    assert_eq!(paths("a/"), ["a/1.txt", "a/b/2.txt"]);
    assert_eq!(paths(""), ["a/1.txt", "a/b/2.txt", "c/ä&<3>.txt", "d.txt"]);
    let (sources, _) = block_on(azure.sources(None)).unwrap();
    assert_eq!(sources, ["a", "c"], "a blob in no folder is of no source");
    let listed = block_on(azure.list("c/", None)).unwrap().landed.remove(0);
    let looked = block_on(azure.look(&listed.path)).unwrap().unwrap();
    assert_eq!(listed, looked, "a list and a look say the same");
}

#[test]
fn frames_of_a_pack_are_read_by_themselves() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let azure = emulators.fresh();
    let name = PackName {
        raw_file: RawFileId::derive("s", &[3; 32]),
        versions: VERSIONS,
        chunk: 12,
    };
    let pack = bytes((4 << 20) + 100);
    block_on(azure.put_pack(&name, &pack)).unwrap();
    assert!(block_on(azure.read_pack(&name)).unwrap() == pack);
    for (offset, length) in [(0, 1), (4_194_303, 2), (4_194_400, 4), (17, 0)] {
        let frame = Frame { offset, length };
        let read = block_on(azure.read_frame(&name, frame)).unwrap();
        assert_eq!(read, pack[offset as usize..(offset + length) as usize]);
    }
    let beyond = Frame {
        offset: pack.len() as u64 + 5,
        length: 3,
    };
    assert!(matches!(
        block_on(azure.read_frame(&name, beyond)),
        Err(Error::Damaged { .. })
    ));
    block_on(azure.delete_packs(name.raw_file)).unwrap();
    assert!(matches!(
        block_on(azure.read_pack(&name)),
        Err(Error::NotFound { .. })
    ));
}
