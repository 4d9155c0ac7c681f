//! What `northstar run` makes of the same files.

use model::Source;
use pipeline::{Arrival, Canonical, Options, Ports, Until, differing, ingest, link};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use store::Embedded;

/// Path in the container, and bytes. Terms of sources come before the files that they are about.
pub(crate) type Uploads = Vec<(String, Vec<u8>)>;

/// Canonical state of a store.
pub(crate) fn canonical(ports: Ports<'_>) -> Canonical {
    let folder = tempfile::tempdir().unwrap();
    pipeline::canonical(ports, folder.path()).unwrap()
}

/// The state after a run over these files.
pub(crate) fn run(uploads: &Uploads) -> Canonical {
    let folder = tempfile::tempdir().unwrap();
    let store = Embedded::create(folder.path()).unwrap();
    let ports = Ports::of(&store);
    let mut sources: BTreeMap<&str, Source> = BTreeMap::new();
    for (path, bytes) in uploads {
        let (name, below) = path.split_once('/').unwrap();
        let source = sources
            .entry(name)
            .or_insert_with(|| Source::unstated(name));
        if below == "source.toml" {
            *source = toml::from_str(std::str::from_utf8(bytes).unwrap()).unwrap();
            name.clone_into(&mut source.name);
        }
    }
    for source in sources.values() {
        futures_executor::block_on(ports.store.put_source(source)).unwrap();
    }
    let arrivals = uploads
        .iter()
        .filter(|(path, _)| !path.ends_with("/source.toml"))
        .map(|(path, bytes)| Arrival {
            source: sources[path.split_once('/').unwrap().0].clone(),
            path: path.clone(),
            name: path.rsplit('/').next().map(str::to_owned),
            version: None,
            stable: true,
            open: Box::new(move || Ok(Box::new(Cursor::new(bytes.clone())))),
        });
    ingest(ports, arrivals, &Options::default(), &|_| {}).unwrap();
    link(ports, &Until::default(), &|_| {}).unwrap();
    canonical(ports)
}

/// Says which tables differ, not how.
pub(crate) fn assert_same(expected: &Canonical, found: &Canonical, when: &str) {
    let differing = differing(expected, found);
    assert!(differing.is_empty(), "{when}: {differing:?} differ");
}

/// The files under samples/, as they are uploaded.
pub(crate) fn samples() -> Uploads {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut uploads = Vec::new();
    walk(&root, &root, &mut uploads);
    uploads.sort_by_key(|(path, _)| (!path.ends_with("/source.toml"), path.clone()));
    assert!(uploads.len() > 10);
    uploads
}

fn walk(root: &Path, folder: &Path, uploads: &mut Uploads) {
    if folder.join(".northstar-ignore").exists() {
        return;
    }
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, uploads);
        } else if folder != root {
            let below = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            uploads.push((below, std::fs::read(&path).unwrap()));
        }
    }
}

/// A few files in three formats: two operations, one of which changes its number.
pub(crate) fn few() -> Uploads {
    let west = [
        r#"{"title":"Sweet Ana 24","body":"Ana here, new photos every week, call 415-555-0101 or write ana.rose@example.com, incall only near the station","city":"Oakland","posted":"2026-01-03T20:00:00Z","url":"https://ads.example.com/1"}"#,
        r#"{"title":"Sweet Ana 24","body":"Ana here, new photos every week, call 415-555-0101 or write ana.rose@example.com, incall only near the station","city":"Oakland","posted":"2026-01-05T20:00:00Z","url":"https://ads.example.com/2"}"#,
        r#"{"title":"Mia 22","body":"Mia here, call four1five 555 01oh2 or write ana.rose@example.com","city":"Fresno","posted":"2026-01-09","url":"https://ads.example.com/3"}"#,
        r#"{"broken"#,
        r#"{"title":"Garden chairs","body":"Four chairs, hardly used, 40 USD, call 510-555-0177","city":"Oakland"}"#,
    ];
    let east = "text;phone;city;posted\n\"Lena, 23, visiting; text me\";+1 212 555 0104;New York;2026-02-01\n\
                Lena is back in town;+1 212 555 0104;Boston;2026-02-11\n";
    let tip = "I saw an advert with 415-555-0101 in it, the woman seemed afraid of the driver.";
    let mut uploads: Uploads = ["ads-west", "ads-east", "tips"]
        .iter()
        .map(|source| {
            (
                format!("{source}/source.toml"),
                b"region = \"US\"\n".to_vec(),
            )
        })
        .collect();
    for (path, content) in [
        ("ads-west/2026/01/09/a b.jsonl", west.join("\n")),
        ("ads-east/b.csv", east.to_owned()),
        ("tips/ä+%25.txt", tip.to_owned()),
    ] {
        uploads.push((path.to_owned(), content.into_bytes()));
    }
    uploads
}
