//! A small made-up corpus, and canonical state as bytes.

use model::{Source, Tier};
use pipeline::{
    Arrival, Canonical, Options, Ports, Until, differing, export, finish_file_work, ingest, link,
};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use store::{Embedded, Files, Store};

/// A file of the corpus: source, path, content.
pub(crate) type File = (&'static str, &'static str, String);

/// Three sources, four files, some broken parts; two operations, one of which changes its number.
pub(crate) fn corpus() -> Vec<File> {
    let west = [
        r#"{"title":"Sweet Ana 24","body":"Ana here, new photos every week, call 415-555-0101 or write ana.rose@example.com, incall only near the station","city":"Oakland","posted":"2026-01-03T20:00:00Z","url":"https://ads.example.com/1"}"#,
        r#"{"title":"Sweet Ana 24","body":"Ana here, new photos every week, call 415-555-0101 or write ana.rose@example.com, incall only near the station","city":"Oakland","posted":"2026-01-05T20:00:00Z","url":"https://ads.example.com/2"}"#,
        r#"{"title":"Mia 22","body":"Mia here, call four1five 555 01oh2 or write ana.rose@example.com","city":"Fresno","posted":"2026-01-09","url":"https://ads.example.com/3"}"#,
        r#"{"broken"#,
        r#"{"title":"Garden chairs","body":"Four chairs, hardly used, 40 USD, call 510-555-0177","city":"Oakland"}"#,
    ];
    let east = "text;phone;city;posted\n\"Lena, 23, visiting; text me\";+1 212 555 0104;New York;2026-02-01\n\
                Lena is back in town;+1 212 555 0104;Boston;2026-02-11\n\
                Plumber, honest prices;+1 212 555 0190;New York;2026-02-03\n";
    vec![
        ("ads-west", "2026/01/09/a.jsonl", west.join("\n")),
        ("ads-east", "b.csv", east.to_owned()),
        (
            "tips",
            "t1.txt",
            "I saw an advert with 415-555-0101 in it, the woman seemed afraid of the driver."
                .to_owned(),
        ),
        ("tips", "empty.txt", String::new()),
    ]
}

/// The corpus in many one-record files, for faults: few operations a file.
pub(crate) fn arrivals(files: &[File]) -> Vec<Arrival<'_>> {
    files
        .iter()
        .map(|(source, path, content)| {
            let bytes = content.clone().into_bytes();
            let mut terms = Source::unstated(source);
            terms.region = Some("US".to_owned());
            Arrival {
                source: terms,
                path: format!("{source}/{path}"),
                name: path.rsplit('/').next().map(str::to_owned),
                version: None,
                stable: false,
                open: Box::new(move || Ok(Box::new(Cursor::new(bytes.clone())))),
            }
        })
        .collect()
}

/// A run as the program does it.
pub(crate) fn run(
    store: &dyn Store,
    files: &dyn Files,
    corpus: &[File],
) -> pipeline::Result<pipeline::Ingested> {
    let ports = Ports { store, files };
    finish_file_work(ports)?;
    for arrival in arrivals(corpus) {
        futures_executor::block_on(store.put_source(&arrival.source))?;
    }
    let options = Options {
        extractors: 2,
        ..Options::default()
    };
    let ingested = ingest(ports, arrivals(corpus).into_iter(), &options, &|_| {})?;
    link(ports, &Until::default(), &|_| {})?;
    Ok(ingested)
}

/// Everything that is exported, by file name.
pub(crate) fn exported(store: &Embedded) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    export::export(Ports::of(store), folder.path(), Tier::Vetted, &|_| {}).unwrap();
    let mut all = BTreeMap::new();
    collect(folder.path(), folder.path(), &mut all);
    assert!(
        all.keys().any(|name| name == "report.html")
            && all.keys().any(|name| name == "links.csv.gz")
    );
    all
}

fn collect(root: &Path, folder: &Path, all: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, all);
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            all.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

pub(crate) fn assert_same(left: &Canonical, right: &Canonical, when: &str) {
    let differing = differing(left, right);
    assert!(differing.is_empty(), "{when}: {differing:?} differ");
}

/// Canonical state alone.
pub(crate) fn canonical(store: &Embedded) -> Canonical {
    let folder = tempfile::tempdir().unwrap();
    pipeline::canonical(Ports::of(store), folder.path()).unwrap()
}

/// What the program says of its store.
pub(crate) fn verified(store: &Embedded) -> Vec<pipeline::Finding> {
    let mut findings = Vec::new();
    pipeline::verify(Ports::of(store), &|_| {}, &mut |finding| {
        findings.push(finding)
    })
    .unwrap();
    findings
}
