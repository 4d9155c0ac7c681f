//! What every corpus must be, whatever its size, seed and level.

use super::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::Read;

struct Made {
    folder: tempfile::TempDir,
    corpus: Corpus,
    records: Vec<TrueRecord>,
}

impl Made {
    fn read<T: serde::de::DeserializeOwned>(&self, name: &str) -> Vec<T> {
        let file = File::open(self.folder.path().join("truth").join(name)).unwrap();
        let mut text = String::new();
        flate2::read::MultiGzDecoder::new(file)
            .read_to_string(&mut text)
            .unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

fn made(documents: u64, seed: u64, level: Level) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let corpus = generate(
        Wanted {
            documents,
            seed,
            level,
        },
        folder.path(),
    )
    .unwrap();
    let mut made = Made {
        folder,
        corpus,
        records: Vec::new(),
    };
    made.records = made.read("records.ndjson.gz");
    made
}

/// Every file of a corpus by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap();
                let name = name.to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The records of a file as texts with all their columns, read by other means than they were written with.
fn read_back(name: &str, bytes: &[u8]) -> Vec<String> {
    let mut bytes = bytes.to_vec();
    if name.ends_with(".gz") {
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(&bytes[..])
            .read_to_end(&mut plain)
            .unwrap();
        bytes = plain;
    }
    let (_, charset) = sources::SOURCES
        .iter()
        .map(|source| (source.name, source.charset))
        .find(|(source, _)| name.starts_with(&format!("{source}/")))
        .unwrap();
    let encoding = match charset {
        sources::Charset::Windows1251 => encoding_rs::WINDOWS_1251,
        sources::Charset::Windows1252 => encoding_rs::WINDOWS_1252,
        _ => encoding_rs::UTF_8,
    };
    // A byte order mark, where there is one, decides.
    let text = encoding.decode(&bytes).0.into_owned();
    let value = |value: &serde_json::Value| {
        let object = value.as_object().unwrap();
        let cells = object.values().map(|cell| match cell {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        cells.collect::<Vec<_>>().join("\n")
    };
    let plain = name.trim_end_matches(".gz");
    if plain.ends_with(".jsonl") {
        text.lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .map(|row| value(&row))
            .collect()
    } else if plain.ends_with(".json") {
        let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        rows.iter().map(value).collect()
    } else if plain.ends_with(".csv") || plain.ends_with(".tsv") {
        let by = if plain.ends_with(".tsv") {
            b'\t'
        } else if text.lines().next().unwrap().contains(';') {
            b';'
        } else {
            b','
        };
        csv::ReaderBuilder::new()
            .delimiter(by)
            .from_reader(text.as_bytes())
            .records()
            .map(|row| row.unwrap().iter().collect::<Vec<_>>().join("\n"))
            .collect()
    } else if plain.ends_with(".html") {
        vec![
            text.replace("<br>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&"),
        ]
    } else {
        vec![text]
    }
}

#[test]
fn the_same_wish_makes_the_same_bytes_and_another_seed_makes_others() {
    let (a, b) = (made(600, 3, Level::Hard), made(600, 3, Level::Hard));
    assert_eq!(files(a.folder.path()), files(b.folder.path()));
    assert_eq!(a.corpus, b.corpus);
    let c = made(600, 4, Level::Hard);
    assert_ne!(a.corpus.files_sha256, c.corpus.files_sha256);
}

#[test]
fn every_mention_stands_in_its_record() {
    let made = made(3_000, 5, Level::Middle);
    let files = files(made.folder.path());
    let mut read: HashMap<&str, Vec<String>> = HashMap::new();
    for record in &made.records {
        let rows = read
            .entry(&record.file)
            .or_insert_with(|| read_back(&record.file, &files[&record.file]));
        let row = &rows[record.record as usize];
        for mention in &record.mentions {
            assert!(
                row.contains(&mention.raw),
                "{:?} is not in record {} of {}:\n{row}",
                mention.raw,
                record.record,
                record.file
            );
        }
        assert!(!row.contains("&#"), "a character did not fit in: {row}");
    }
    let listed: Vec<TrueFile> = made.read("files.ndjson.gz");
    for file in &listed {
        assert_eq!(file.sha256, wallets::sha256(&files[&file.file]));
        if !file.damaged && file.copy_of.is_none() {
            assert_eq!(
                read_back(&file.file, &files[&file.file]).len() as u64,
                file.records
            );
        }
    }
    assert!(listed.iter().any(|file| file.copy_of.is_some()));
    assert!(listed.iter().filter(|file| file.damaged).count() >= 5);
}

#[test]
fn no_two_operations_share_a_contact_but_hubs_and_reports() {
    let made = made(6_000, 6, Level::Middle);
    let hubs: HashSet<(String, String)> = made
        .read::<TrueHub>("hubs.ndjson.gz")
        .into_iter()
        .map(|hub| (hub.kind, hub.value))
        .collect();
    let mut owner: HashMap<(&str, &str), &str> = HashMap::new();
    for record in &made.records {
        for mention in &record.mentions {
            let kind = mention.kind.as_str();
            let key = (kind.to_owned(), mention.value.clone());
            let contact = matches!(kind, "phone" | "email" | "account" | "wallet" | "url");
            if contact && !hubs.contains(&key) {
                let known = owner
                    .entry((kind, &mention.value))
                    .or_insert(&record.advertiser);
                assert_eq!(*known, record.advertiser, "{} is shared", mention.value);
            }
        }
    }
}

#[test]
fn hubs_stand_under_many_operations() {
    let made = made(2_000, 1, Level::Middle);
    for hub in made.read::<TrueHub>("hubs.ndjson.gz") {
        let under: HashSet<&str> = made
            .records
            .iter()
            .filter(|record| {
                record
                    .mentions
                    .iter()
                    .any(|m| m.kind == hub.kind && m.value == hub.value)
            })
            .map(|record| record.advertiser.as_str())
            .collect();
        assert!(
            under.len() >= 8,
            "{} stands under {}",
            hub.value,
            under.len()
        );
    }
}

#[test]
fn the_numbers_of_the_levels_hold() {
    for level in [Level::Easy, Level::Middle, Level::Hard] {
        let made = made(5_000, 7, level);
        let count = made.corpus.counts;
        assert_eq!(count.records, 5_000);
        assert_eq!(made.records.len(), 5_000);
        let percent = |part: u64, of: u64| part as f64 * 100.0 / of as f64;
        let near = |is: f64, wanted: usize, by: f64, what: &str| {
            assert!(
                (is - wanted as f64).abs() <= by,
                "{what} at {level:?}: {is:.1} %, not {wanted} %"
            );
        };
        near(
            percent(count.rotated_records, count.network_records),
            level.rotation(),
            2.5,
            "rotation",
        );
        near(
            percent(count.template_records, count.network_records),
            level.template_alone(),
            1.5,
            "by template alone",
        );
        near(
            percent(count.copycats, count.advertisers),
            level.copycats(),
            1.0,
            "copy-cats",
        );
        near(
            percent(count.records - count.texts, count.records),
            70,
            1.5,
            "reposts",
        );
        assert!(count.unconnected_records * 2 > count.records);
        assert!(count.unconnected * 2 > count.operations);

        // The counts say what the records say.
        let texts: HashSet<&str> = made.records.iter().map(|r| r.text.as_str()).collect();
        assert_eq!(texts.len() as u64, count.texts);
        let of_networks = made.records.iter().filter(|r| r.network.is_some());
        assert_eq!(of_networks.clone().count() as u64, count.network_records);
        assert_eq!(
            of_networks.filter(|r| r.role == "template").count() as u64,
            count.template_records
        );
    }
}

#[test]
fn every_text_of_a_network_is_tied_to_it_unless_it_says_otherwise() {
    let made = made(5_000, 8, Level::Hard);
    let hubs: HashSet<String> = made
        .read::<TrueHub>("hubs.ndjson.gz")
        .into_iter()
        .map(|hub| hub.value)
        .collect();
    let mut texts: BTreeMap<&str, BTreeMap<&str, (&str, BTreeSet<&str>)>> = BTreeMap::new();
    for record in made.records.iter().filter(|r| r.network.is_some()) {
        let contacts = record
            .mentions
            .iter()
            .filter(|m| {
                matches!(
                    m.kind.as_str(),
                    "phone" | "email" | "account" | "wallet" | "url"
                )
            })
            .filter(|m| !hubs.contains(&m.value) && !m.optional)
            .map(|m| m.value.as_str())
            .collect();
        texts
            .entry(&record.advertiser)
            .or_default()
            .insert(&record.text, (&record.role, contacts));
    }
    for (network, texts) in texts {
        let texts: Vec<&(&str, BTreeSet<&str>)> = texts.values().collect();
        let mut reached: BTreeSet<usize> = BTreeSet::new();
        let start = texts.iter().position(|(role, _)| *role == "own").unwrap();
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            if reached.insert(at) {
                open.extend(
                    (0..texts.len()).filter(|to| {
                        !reached.contains(to) && !texts[at].1.is_disjoint(&texts[*to].1)
                    }),
                );
            }
        }
        for (at, (role, _)) in texts.iter().enumerate() {
            assert_eq!(
                reached.contains(&at),
                *role != "template",
                "text {at} of {network} is {role}"
            );
        }
    }
}

#[test]
fn the_planted_lead_shows_its_signs() {
    for (documents, seed) in [(100, 1), (2_000, 2), (4_000, 3)] {
        let made = made(documents, seed, Level::Middle);
        let of = |record: &&TrueRecord| record.network.as_deref() == Some(&made.corpus.planted);
        let records: Vec<&TrueRecord> = made.records.iter().filter(of).collect();
        let values = |kind: &str| -> BTreeSet<&str> {
            records
                .iter()
                .flat_map(|r| &r.mentions)
                .filter(|m| m.kind == kind && (kind != "place" || m.field.is_some()))
                .map(|m| m.value.as_str())
                .collect()
        };
        assert!(records.len() >= 8);
        assert!(
            values("name").len() >= 3 && values("age").len() >= 3 && values("place").len() >= 3
        );
        assert_eq!(values("phone").len(), 2);
        assert!(
            records
                .iter()
                .flat_map(|r| &r.mentions)
                .any(|m| m.kind == "phone" && m.obscured)
        );
        let networks: Vec<TrueNetwork> = made.read("networks.ndjson.gz");
        assert_eq!(networks.iter().filter(|n| n.planted).count(), 1);
    }
}

#[test]
fn many_languages_formats_and_kinds_are_there() {
    let made = made(2_000, 1, Level::Middle);
    let distinct = |of: &dyn Fn(&TrueRecord) -> String| -> BTreeSet<String> {
        made.records.iter().map(of).collect()
    };
    let languages = distinct(&|r| r.language.clone());
    assert!(languages.len() >= 8, "{languages:?}");
    let kinds = distinct(&|r| r.kind.clone());
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    let formats = distinct(&|r| {
        let plain = r.file.trim_end_matches(".gz");
        plain.rsplit('.').next().unwrap().to_owned()
    });
    assert_eq!(formats.len(), 6, "{formats:?}");
    let sources = distinct(&|r| r.file.split('/').next().unwrap().to_owned());
    assert_eq!(sources.len(), sources::SOURCES.len());
    let all: BTreeSet<&str> = made
        .records
        .iter()
        .flat_map(|r| &r.mentions)
        .map(|m| m.kind.as_str())
        .collect();
    assert_eq!(
        all.into_iter().collect::<Vec<_>>(),
        [
            "account", "age", "email", "name", "phone", "place", "price", "url", "wallet"
        ]
    );
}

/// Runs of ten or eleven digits that someone in North America could answer, other than 555-01xx.
fn real_numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for run in text.split(|c: char| !(c.is_ascii_digit() || " -.()/+".contains(c))) {
        for token in run.split([' ', '/']) {
            let digits: String = token.chars().filter(char::is_ascii_digit).collect();
            let national = match digits.len() {
                10 => &digits[..],
                11 if digits.starts_with('1') => &digits[1..],
                _ => continue,
            };
            let answers = |at: usize| (b'2'..=b'9').contains(&national.as_bytes()[at]);
            if answers(0) && answers(3) && !national[3..].starts_with("55501") {
                found.push(national.to_owned());
            }
        }
    }
    found
}

#[test]
fn a_small_corpus_holds_no_number_outside_of_the_ranges_for_fiction() {
    let made = made(4_000, 9, Level::Middle);
    let fiction = [
        "+447700900",
        "+442079460",
        "+441134960",
        "+441144960",
        "+441164960",
        "+441174960",
        "+441184960",
        "+441214960",
        "+441314960",
        "+441414960",
        "+441514960",
        "+441614960",
        "+441914980",
        "+442920180",
        "+3319900",
        "+3326191",
        "+3335301",
        "+3346571",
        "+3353649",
        "+4917139200",
        "+49176040690",
        "+493023125",
        "+496990009",
        "+494066969",
        "+492214710",
        "+498999998",
        "+6125550",
        "+6127010",
        "+6135550",
        "+6137010",
        "+6175550",
        "+6177010",
        "+6185550",
        "+6187010",
    ];
    for mention in made.records.iter().flat_map(|r| &r.mentions) {
        if mention.kind == "phone" {
            let value = &mention.value;
            let fictional = if let Some(national) = value.strip_prefix("+1") {
                national.len() == 10 && national[3..].starts_with("55501")
            } else {
                fiction.iter().any(|range| value.starts_with(range))
            };
            assert!(fictional, "{value}");
        }
    }
    for (name, bytes) in files(made.folder.path()) {
        let damaged = name.starts_with("partner-drop");
        if name.starts_with("truth/") || name.ends_with("source.toml") || damaged {
            continue;
        }
        for row in read_back(&name, &bytes) {
            // Unix times have ten digits too and stand in columns of their own.
            let found: Vec<String> = real_numbers(&row)
                .into_iter()
                .filter(|number| {
                    !fiction
                        .iter()
                        .any(|range| range[3..].starts_with(&number[..4]))
                })
                .collect();
            assert!(found.is_empty(), "{found:?} in {name}");
        }
    }
}

#[test]
fn what_cannot_be_made_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = |documents| Wanted {
        documents,
        seed: 1,
        level: Level::Middle,
    };
    assert!(matches!(
        generate(wanted(10), folder.path()),
        Err(Error::TooSmall)
    ));
    fs::write(folder.path().join("mine.txt"), "not yours").unwrap();
    assert!(matches!(
        generate(wanted(200), folder.path()),
        Err(Error::NotEmpty)
    ));
}

#[test]
fn the_checked_in_samples_are_what_the_generator_makes() {
    let made = made(2_000, 1, Level::Middle);
    let checked_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let (made, known) = (files(made.folder.path()), files(&checked_in));
    assert_eq!(
        made.keys().collect::<Vec<_>>(),
        known.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &made {
        assert!(
            *bytes == known[name],
            "{name} differs: make samples/ anew, see docs/samples.md"
        );
    }
    let size: usize = known.values().map(Vec::len).sum();
    assert!(size <= 3 << 20, "{size} bytes");
}
