//! What partners see is computed over what they may see, and what they may not see hides nothing of it.

use crate::canonical::{File, arrivals};
use futures_executor::block_on;
use model::{Site, Tier};
use pipeline::{Options, Ports, Until, export, ingest, link};
use store::{Embedded, Store};

const CLOSED: [&str; 8] = [
    "closed-1", "closed-2", "closed-3", "closed-4", "closed-5", "closed-6", "closed-7", "closed-8",
];

/// Stores files; what does not come from a closed source may be passed on.
fn stored(folder: &std::path::Path, files: &[File]) -> Embedded {
    let store = Embedded::create(&folder.join("store")).unwrap();
    let ports = Ports::of(&store);
    let mut arriving = arrivals(files);
    for arrival in &mut arriving {
        arrival.source.may_be_passed_on = !arrival.source.name.starts_with("closed");
        block_on(store.put_source(&arrival.source)).unwrap();
    }
    ingest(ports, arriving.into_iter(), &Options::default(), &|_| {}).unwrap();
    link(ports, &Until::default(), &|_| {}).unwrap();
    store
}

/// The graph as a tier sees it.
fn graph(store: &Embedded, folder: &std::path::Path, tier: Tier) -> String {
    export::export(Ports::of(store), folder, tier, &|_| {}).unwrap();
    std::fs::read_to_string(folder.join("network.gexf")).unwrap()
}

#[test]
fn a_capture_that_is_not_seen_hides_no_evidence_of_one_that_is() {
    let folder = tempfile::tempdir().unwrap();
    let line = |text: &str| {
        format!(
            "{{\"body\":\"{text} is back in town, new photos\",\"author\":\"ana.rose@example.com\"}}"
        )
    };
    let mut files: Vec<File> = CLOSED
        .into_iter()
        .map(|source| (source, "a.jsonl", line("Ana")))
        .collect();
    files.push(("passed-on", "a.jsonl", line("Ana")));
    files.push(("passed-on", "b.jsonl", line("Mia who is someone else")));
    let store = stored(folder.path(), &files);
    // The first evidence, which alone is handed out, is one that partners don't see.
    let documents = block_on(store.documents(None, 10)).unwrap();
    let ids: Vec<_> = documents.iter().map(|row| row.document.stub.id).collect();
    let hidden_first = block_on(store.members(&ids)).unwrap().iter().any(|row| {
        row.carries
            .iter()
            .any(|carried| match carried.evidence.site {
                Site::Capture(id, ..) => row
                    .captures
                    .iter()
                    .any(|capture| capture.id == id && capture.source != "passed-on"),
                _ => false,
            })
    });
    assert!(hidden_first);
    let seen = graph(&store, &folder.path().join("partner"), Tier::Partner);
    let nodes = seen.matches("<node id=\"d-").count();
    assert_eq!(nodes, 2, "both documents, tied by their author");
}

#[test]
fn a_name_found_in_a_text_is_masked_in_the_others_that_partners_see() {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        ("closed-1", "a.txt", "Valentina here, call 415-555-0101"),
        (
            "passed-on",
            "b.txt",
            "valentina says hello, 415-555-0101, new photos",
        ),
        (
            "passed-on",
            "c.txt",
            "ask: is VALENTINA there? 415-555-0101, old photos",
        ),
    ];
    let files: Vec<File> = texts
        .into_iter()
        .map(|(source, path, text)| (source, path, text.to_owned()))
        .collect();
    let store = stored(folder.path(), &files);
    let out = folder.path().join("partner");
    export::export(Ports::of(&store), &out, Tier::Partner, &|_| {}).unwrap();
    let documents = std::process::Command::new("gzip")
        .arg("-dc")
        .arg(out.join("documents.csv.gz"))
        .output()
        .unwrap();
    let documents = String::from_utf8(documents.stdout).unwrap().to_lowercase();
    assert!(documents.contains("[name] says hello"), "{documents}");
    assert!(!documents.contains("valentina"), "{documents}");
}
