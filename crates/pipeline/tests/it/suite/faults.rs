use super::world::{World, uploads};
use crate::canonical::{assert_same, canonical, run, verified};
use crate::failing::Fault;
use std::sync::atomic::Ordering;
use store::Embedded;

/// A fault at the n-th operation on blobs, queues or store, for every n: the same state in the end.
#[test]
fn a_fault_at_any_operation_is_made_up_for() {
    let folder = tempfile::tempdir().unwrap();
    // Three files, seven documents.
    let files: Vec<_> = uploads()
        .into_iter()
        .filter(|(_, path, _)| *path != "empty.txt")
        .collect();
    let corpus: Vec<_> = files
        .iter()
        .filter(|(_, path, _)| *path != "source.toml")
        .cloned()
        .collect();
    let whole = Embedded::create(&folder.path().join("whole")).unwrap();
    run(&whole, &whole, &corpus).unwrap();
    let expected = canonical(&whole);
    let mut n = 0;
    loop {
        let mut last = 0;
        for before in [true, false] {
            let root = folder.path().join(format!("{n}-{before}"));
            let store = Embedded::create(&root).unwrap();
            let fault = Fault::once(n, before);
            let mut world = World::new(&store, &fault);
            for (source, path, content) in &files {
                world.upload(&format!("{source}/{path}"), content);
            }
            world.settle();
            last = fault.seen.load(Ordering::SeqCst);
            assert_same(
                &expected,
                &canonical(&store),
                &format!("a fault at operation {n}, before: {before}"),
            );
            if n % 32 == 0 {
                assert_eq!(verified(&store), []);
            }
            std::fs::remove_dir_all(&root).unwrap();
        }
        n += 1;
        if n >= last {
            assert!(n > 100, "only {n} operations could fail");
            return;
        }
    }
}
