//! The fuzzer's corpus, replayed: each file is there because something is read differently in it, or because it once failed.

use crate::any_text::check;
use std::path::Path;

#[test]
fn the_fuzzers_corpus_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/extract");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        check(&std::fs::read(entry.unwrap().path()).unwrap());
        files += 1;
    }
    assert!(files >= 20, "only {files} files: the corpus is gone");
}
