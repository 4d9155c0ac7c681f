//! The embedded adapter under the contract, and what only it promises.

use futures_executor::block_on;
use std::cell::RefCell;
use store::{Embedded, Error, Store};

#[test]
fn the_embedded_store_fulfils_the_contract() {
    let folders = RefCell::new(Vec::new());
    block_on(store::contract::all(|| {
        let folder = tempfile::tempdir().unwrap();
        let store = Embedded::create(folder.path()).unwrap();
        folders.borrow_mut().push(folder);
        store
    }));
}

#[test]
fn one_program_writes_at_a_time_and_others_may_read() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        Embedded::open(folder.path()),
        Err(Error::NotFound { .. })
    ));
    let writer = Embedded::create(folder.path()).unwrap();
    assert!(matches!(
        Embedded::create(folder.path()),
        Err(Error::Busy { .. })
    ));
    let reader = Embedded::open(folder.path()).unwrap();
    assert_eq!(reader.deployment_key(), writer.deployment_key());
    drop(writer);
    Embedded::create(folder.path()).unwrap();
}

#[cfg(unix)]
#[test]
fn nobody_else_can_look_into_the_store() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("store");
    let _store = Embedded::create(&root).unwrap();
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&root), 0o700);
    for file in ["key", "northstar.db"] {
        assert_eq!(mode(&root.join(file)), 0o600, "{file}");
    }
    assert_eq!(
        std::fs::read_to_string(root.join(".gitignore")).unwrap(),
        "*\n"
    );
}

#[test]
fn a_store_of_a_newer_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(Embedded::create(folder.path()).unwrap());
    rusqlite::Connection::open(folder.path().join("northstar.db"))
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    assert!(matches!(
        Embedded::create(folder.path()),
        Err(Error::TooNew { found: 99, .. })
    ));
}
