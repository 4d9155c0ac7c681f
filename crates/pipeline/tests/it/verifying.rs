use crate::canonical::{corpus, run, verified};
use std::path::{Path, PathBuf};
use store::Embedded;

fn filled() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("store");
    let store = Embedded::create(&root).unwrap();
    run(&store, &store, &corpus()).unwrap();
    assert_eq!(verified(&store), []);
    (folder, root)
}

fn files_under(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_under(&path, found)
        } else {
            found.push(path)
        }
    }
}

fn after(root: &Path, change: impl FnOnce(&Path)) -> Vec<String> {
    change(root);
    let store = Embedded::open(root).unwrap();
    let mut what: Vec<String> = verified(&store)
        .into_iter()
        .map(|finding| finding.what)
        .collect();
    what.sort();
    what.dedup();
    what
}

#[test]
fn a_changed_byte_of_a_raw_file_is_noticed() {
    let (_folder, root) = filled();
    let found = after(&root, |root| {
        let mut files = Vec::new();
        files_under(&root.join("raw"), &mut files);
        let file = files
            .iter()
            .find(|file| file.metadata().unwrap().len() > 0)
            .unwrap();
        let mut bytes = std::fs::read(file).unwrap();
        bytes[0] ^= 1;
        std::fs::write(file, bytes).unwrap();
    });
    assert_eq!(
        found,
        ["the raw file's bytes are not those that were delivered"]
    );
}

#[test]
fn a_lost_raw_file_is_noticed() {
    let (_folder, root) = filled();
    let found = after(&root, |root| {
        std::fs::remove_dir_all(root.join("raw")).unwrap()
    });
    assert_eq!(found, ["the raw file's bytes are gone"]);
}

#[test]
fn a_lost_pack_is_noticed() {
    let (_folder, root) = filled();
    let found = after(&root, |root| {
        std::fs::remove_dir_all(root.join("packs")).unwrap()
    });
    assert!(
        found.iter().any(|what| what.contains("does not hold it")),
        "{found:?}"
    );
}

/// Rows changed behind the program's back.
fn sql(root: &Path, statement: &str) -> usize {
    rusqlite::Connection::open(root.join("northstar.db"))
        .unwrap()
        .execute(statement, [])
        .unwrap()
}

#[test]
fn rows_that_do_not_follow_from_the_raw_files_are_noticed() {
    for (statement, expected) in [
        (
            "DELETE FROM captures WHERE record = 0",
            "the record is in the raw file but was not stored",
        ),
        (
            "UPDATE links SET first = first + 1, last = last + 1 WHERE last > 0",
            "names no mention as its evidence",
        ),
        (
            "UPDATE networks SET item = replace(item, '\"prior\":-8000', '\"prior\":-1000')",
            "its links make another network or another score",
        ),
        ("UPDATE documents SET network = NULL", "is in no network"),
        (
            "DELETE FROM rejects",
            "the raw file's rejects are not those that were stored",
        ),
    ] {
        let (_folder, root) = filled();
        let found = after(&root, |root| {
            assert!(sql(root, statement) > 0, "{statement} changed nothing")
        });
        assert!(
            found.iter().any(|what| what.contains(expected)),
            "{statement}: {found:?}"
        );
    }
}
