use super::*;
use flate2::{Compression, write::GzEncoder};
use std::fs::{self, File};
use std::io::Write;

fn write(folder: &Path, name: &str, rows: &[Value]) {
    let file = File::create(folder.join(format!("{name}.ndjson.gz"))).unwrap();
    let mut gz = GzEncoder::new(file, Compression::fast());
    for row in rows {
        writeln!(gz, "{row}").unwrap();
    }
    gz.finish().unwrap();
}

/// Exports of a system that reads the truth; `spoil` may make it worse.
fn exports_of(corpus: &Path, out: &Path, spoil: impl Fn(&TrueRecord) -> Option<String>) {
    let truth = corpus.join("truth");
    let mut ids = HashMap::new();
    lines(&truth.join("files.ndjson.gz"), |file: TrueFile| {
        ids.insert(file.file.clone(), raw_file_id(&file).unwrap());
    })
    .unwrap();
    let planted: Corpus =
        serde_json::from_slice(&fs::read(truth.join("corpus.json")).unwrap()).unwrap();
    let (mut captures, mut documents, mut mentions, mut links) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    lines(&truth.join("records.ndjson.gz"), |record: TrueRecord| {
        let document = format!("d-{}", captures.len());
        let network = spoil(&record).unwrap_or_else(|| format!("n-{}", record.advertiser));
        captures.push(json!({"raw_file": ids[&record.file], "record": record.record, "document": document}));
        documents.push(json!({"id": document, "network": network, "detected_language": record.language}));
        for mention in &record.mentions {
            let attributes = json!({"amount": mention.amount, "currency": mention.currency, "minutes": mention.minutes});
            mentions.push(json!({
                "document": document, "field": mention.field, "type": mention.kind, "value": mention.value,
                "attributes": attributes.to_string(),
            }));
            links.push(json!({
                "document": document, "kind": mention.kind, "value": mention.value, "hub": spoil(&record).is_none(),
            }));
        }
    })
    .unwrap();
    write(out, "captures", &captures);
    write(out, "documents", &documents);
    write(out, "mentions", &mentions);
    write(out, "links", &links);
    let lead = format!("n-{}", planted.planted);
    write(out, "networks", &[json!({"id": lead, "lead": true})]);
    write(
        out,
        "assessments",
        &[json!({"network": lead, "family": "voice", "indicator": "x", "millibits": 500})],
    );
}

fn corpus(folder: &Path) {
    let wanted = Wanted {
        documents: 600,
        seed: 2,
        level: Level::Middle,
    };
    generate(wanted, folder).unwrap();
}

#[test]
fn a_system_that_knows_the_truth_has_full_marks() {
    let work = tempfile::tempdir().unwrap();
    let (made, out) = (work.path().join("corpus"), work.path().join("out"));
    corpus(&made);
    fs::create_dir(&out).unwrap();
    exports_of(&made, &out, |_| None);
    let measured = measure(&made, &out).unwrap();
    assert_eq!(measured.below_floors(), Vec::<String>::new());
    assert_eq!(measured.operations.pairs.f1(), 1.0);
    assert_eq!(measured.operations.adjusted_rand, 1.0);
    for kind in TYPES {
        assert_eq!(measured.tally(kind, "*").score().f1(), 1.0, "{kind}");
    }
    assert!(measured.json(&[])["mentions"]["phone"]["ru"]["f1"].is_number());
}

#[test]
fn one_big_network_fails_the_floors() {
    let work = tempfile::tempdir().unwrap();
    let (made, out) = (work.path().join("corpus"), work.path().join("out"));
    corpus(&made);
    fs::create_dir(&out).unwrap();
    exports_of(&made, &out, |_| Some("n-everybody".into()));
    let measured = measure(&made, &out).unwrap();
    assert!(measured.operations.pairs.precision < 0.3);
    assert!(measured.hubs_joining > 0);
    assert!(!measured.planted_found);
    assert!(measured.below_floors().len() >= 3);
}

#[test]
fn the_commit_gives_a_seed() {
    assert_eq!(seed_of_commit(), seed_of_commit());
}
