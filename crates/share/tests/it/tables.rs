use crate::invented::{self, HOSTILE};
use flate2::read::GzDecoder;
use model::{
    ByteRange, Evidence, HubReason, Identifier, IdentifierKind, Link, RawFileId, Reject, RejectId,
    RejectReason, Site, Tombstone, TombstoneKind,
};
use serde_json::Value;
use share::{View, tables::Tables};
use std::fs;
use std::io::Read;
use std::path::Path;

const PARTNER: View<'static> = View::Partner {
    key: &[7; 32],
    names: &share::KnownNames::none(),
};
const TABLES: [&str; 9] = [
    "documents",
    "captures",
    "mentions",
    "links",
    "hubs",
    "networks",
    "assessments",
    "rejects",
    "tombstones",
];

fn export(dir: &Path, view: View<'_>, hostile: bool) {
    let network = invented::network(hostile, true);
    let mut tables = Tables::create(dir, view).unwrap();
    for document in &network.documents {
        tables
            .document(document, Some(network.network.id), 2)
            .unwrap();
        for mention in document
            .mentions
            .iter()
            .filter(|m| m.kind.name() == "phone")
        {
            let link = Link {
                document: document.id,
                identifier: Identifier {
                    kind: IdentifierKind::Phone,
                    value: mention.value.clone(),
                },
                evidence: Evidence {
                    site: Site::Document(mention.span),
                    method: mention.method.clone(),
                    confidence: mention.confidence,
                },
            };
            tables.link(&link, false).unwrap();
        }
    }
    for capture in &network.captures {
        tables.capture(capture).unwrap();
    }
    let identifier = &network.network.identifiers[0].identifier;
    tables
        .hub(identifier, HubReason::TooManyContacts, 9)
        .unwrap();
    tables.network(&network.network).unwrap();
    let raw_file = RawFileId::derive("tips", &[1; 32]);
    let reject = Reject {
        id: RejectId::derive(raw_file, "broken_json"),
        raw_file,
        reason: RejectReason::BrokenJson,
        count: 3,
        first: ByteRange { start: 5, end: 9 },
    };
    tables.reject(&reject).unwrap();
    let tombstone = Tombstone {
        kind: TombstoneKind::Document,
        id: network.documents[0].id.to_string(),
    };
    tables.tombstone(&tombstone).unwrap();
    tables.finish().unwrap();
}

fn unpacked(path: &Path) -> String {
    let mut text = String::new();
    GzDecoder::new(fs::File::open(path).unwrap())
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn every_table_reads_back_alike_in_both_formats_and_as_the_package_says() {
    use sha2::Digest;
    for (view, hostile) in [(View::Vetted, false), (View::Vetted, true), (PARTNER, true)] {
        let dir = tempfile::tempdir().unwrap();
        export(dir.path(), view, hostile);
        let package: Value =
            serde_json::from_slice(&fs::read(dir.path().join("datapackage.json")).unwrap())
                .unwrap();
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), 2 * TABLES.len());
        for resource in resources {
            let path = dir.path().join(resource["path"].as_str().unwrap());
            let bytes = fs::read(&path).unwrap();
            assert_eq!(resource["bytes"], bytes.len());
            let hash: String = sha2::Sha256::digest(&bytes)
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect();
            assert_eq!(resource["hash"], format!("sha256:{hash}"));
            // No name, no time, unknown system: RFC 1952.
            assert_eq!((bytes[3], &bytes[4..8], bytes[9]), (0, &[0; 4][..], 255));
        }
        for (table, resource) in TABLES.iter().zip(resources.iter().step_by(2)) {
            let fields = resource["schema"]["fields"].as_array().unwrap();
            let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
            let csv = unpacked(&dir.path().join(format!("{table}.csv.gz")));
            assert!(csv.ends_with("\r\n") && !csv.starts_with('\u{feff}'));
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            assert_eq!(
                reader.headers().unwrap().iter().collect::<Vec<_>>(),
                names,
                "{table}"
            );
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            let ndjson = unpacked(&dir.path().join(format!("{table}.ndjson.gz")));
            let objects: Vec<serde_json::Map<String, Value>> = ndjson
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect();
            assert_eq!(
                (rows.len(), resource["rowCount"].as_u64()),
                (objects.len(), Some(rows.len() as u64)),
                "{table}"
            );
            assert!(!rows.is_empty(), "{table}");
            for (row, object) in rows.iter().zip(&objects) {
                assert_eq!(object.len(), names.len());
                for (cell, field) in row.iter().zip(fields) {
                    let value = &object[field["name"].as_str().unwrap()];
                    let kind = field["type"].as_str().unwrap();
                    assert!(
                        !cell.trim_start().starts_with(['=', '+', '@', '\t', '\r']),
                        "{cell}"
                    );
                    let cell = cell.strip_prefix('\'').unwrap_or(cell);
                    match (kind, value) {
                        (_, Value::Null) => assert_eq!(cell, ""),
                        ("integer", Value::Number(number)) => assert_eq!(cell, number.to_string()),
                        ("boolean", Value::Bool(value)) => assert_eq!(cell, value.to_string()),
                        ("string", Value::String(text)) => assert_eq!(cell, shown(text), "{table}"),
                        ("string", Value::Array(list)) => {
                            let list: Vec<&str> =
                                list.iter().map(|v| v.as_str().unwrap()).collect();
                            assert_eq!(cell, shown(&list.join("; ")));
                        }
                        ("array" | "object", value) => {
                            assert_eq!(serde_json::from_str::<Value>(cell).unwrap(), *value);
                        }
                        other => panic!("{table}: {other:?}"),
                    }
                }
            }
        }
    }
}

/// A text as a CSV cell shows it, before the apostrophe.
fn shown(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_ascii_control() && !matches!(c, '\t' | '\r' | '\n') {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

#[test]
fn equal_rows_give_equal_bytes() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    export(a.path(), View::Vetted, true);
    export(b.path(), View::Vetted, true);
    let mut files = 0;
    for entry in fs::read_dir(a.path()).unwrap() {
        let name = entry.unwrap().file_name();
        assert!(
            !name.to_string_lossy().starts_with('.'),
            "nothing temporary is left"
        );
        assert!(fs::read(a.path().join(&name)).unwrap() == fs::read(b.path().join(&name)).unwrap());
        files += 1;
    }
    assert_eq!(files, 19);
}

#[test]
fn an_export_given_up_leaves_nothing_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    export(dir.path(), View::Vetted, false);
    let before = fs::read(dir.path().join("documents.csv.gz")).unwrap();
    let network = invented::network(true, false);
    let mut tables = Tables::create(dir.path(), View::Vetted).unwrap();
    tables.document(&network.documents[0], None, 1).unwrap();
    drop(tables);
    assert!(before == fs::read(dir.path().join("documents.csv.gz")).unwrap());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 19);
}

#[test]
fn a_directory_that_is_not_there_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    assert!(Tables::create(&dir.path().join("missing"), View::Vetted).is_err());
}

#[test]
fn spans_in_the_tables_quote_the_text_that_stands_there() {
    for view in [View::Vetted, PARTNER] {
        let dir = tempfile::tempdir().unwrap();
        export(dir.path(), view, true);
        let lines = |table: &str| -> Vec<Value> {
            unpacked(&dir.path().join(format!("{table}.ndjson.gz")))
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect()
        };
        let documents = lines("documents");
        let mut checked = 0;
        for mention in lines("mentions").iter().filter(|m| m["capture"].is_null()) {
            let document = documents
                .iter()
                .find(|d| d["id"] == mention["document"])
                .unwrap();
            let text = document["text"].as_str().unwrap();
            let at = |name: &str| usize::try_from(mention[name].as_u64().unwrap()).unwrap();
            assert_eq!(
                &text[at("start")..at("end")],
                mention["raw"].as_str().unwrap()
            );
            checked += 1;
        }
        assert!(checked > 80);
    }
}

#[test]
fn no_raw_contact_name_age_or_true_id_occurs_in_a_partners_export() {
    let dir = tempfile::tempdir().unwrap();
    export(dir.path(), PARTNER, true);
    let network = invented::network(true, true);
    let mut everything = fs::read_to_string(dir.path().join("datapackage.json")).unwrap();
    for table in TABLES {
        everything.push_str(&unpacked(&dir.path().join(format!("{table}.csv.gz"))));
        everything.push_str(&unpacked(&dir.path().join(format!("{table}.ndjson.gz"))));
    }
    let mut hidden: Vec<String> = [
        "ana_x24",
        "board.example.com",
        "jobs.east",
        "she is 16",
        "urgent\":true",
        "evil.example",
    ]
    .map(str::to_owned)
    .to_vec();
    for document in &network.documents {
        hidden.push(document.id.to_string()[2..].to_owned());
        hidden.extend(document.text_class.map(|id| id.to_string()));
        for mention in &document.mentions {
            let quote = mention.span.quote(&document.text).unwrap();
            match mention.kind.name() {
                "phone" | "email" => hidden.extend([quote.to_owned(), mention.value.clone()]),
                "name" => hidden.push(format!("sweet {quote}")),
                "age" if quote.ends_with("yo") => hidden.push(quote.to_owned()),
                _ => {}
            }
        }
    }
    for capture in &network.captures {
        hidden.extend([capture.id.to_string(), capture.raw_file.to_string()]);
        hidden.extend(capture.fields.post_id.iter().map(|id| format!("\"{id}\"")));
    }
    for value in hidden {
        assert!(!everything.contains(&value), "{value}");
    }
    assert!(everything.contains("[phone]") && everything.contains("(+1 415 … 02)"));
    assert!(everything.contains("Austin") && everything.contains("USD 140 / 60 min"));
    assert!(HOSTILE.contains("evil.example"));
}

#[test]
fn the_tables_look_like_this() {
    let dir = tempfile::tempdir().unwrap();
    export(dir.path(), View::Vetted, false);
    let mut heads = String::new();
    for table in TABLES {
        let csv = unpacked(&dir.path().join(format!("{table}.csv.gz")));
        heads.push_str(table);
        heads.push_str(": ");
        heads.push_str(csv.lines().next().unwrap());
        heads.push('\n');
    }
    insta::assert_snapshot!(heads);
    let assessments = unpacked(&dir.path().join("assessments.csv.gz"));
    let caps: Vec<&str> = assessments
        .lines()
        .filter(|line| line.contains("cap.control"))
        .collect();
    assert!(
        caps[0].ends_with(",-8000,1000,true,control,cap.control,-500,judged,,0,"),
        "{}",
        caps[0]
    );
}
