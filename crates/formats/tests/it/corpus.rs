//! The fuzzer's corpus, replayed: each file is there because something is read differently in it, or because it once failed.

use crate::any_bytes::check;
use std::path::Path;

#[test]
fn the_fuzzers_corpus_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/read");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus lies beside the targets") {
        let path = entry.expect("a folder can be listed").path();
        check(&std::fs::read(path).expect("a file of the corpus"));
        files += 1;
    }
    assert!(files >= 20, "only {files} files: the corpus is gone");
}
