//! `cargo xtask quality`: how much of a made-up corpus the system reads rightly and ties together rightly.
//!
//! What every figure means is written in `docs/samples.md`.

mod exports;
mod mentions;
mod partition;

use crate::samples::level;
use anyhow::{Context, Result, bail};
use exports::{Assessment, Capture, Document, Link, Mention, Network, lines};
use mentions::{Found, TYPES, Tallies, Tally};
use partition::{Agreement, Score, compare};
use sample_generator::{Corpus, Level, TrueFile, TrueHub, TrueRecord, Wanted, generate};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Measures the system on a made-up corpus.
#[derive(clap::Args)]
#[command(
    after_help = "Without --seed the seed comes from the commit, so that nobody tunes the system to one corpus.\n\nExample: cargo xtask quality --documents 5000 --level hard"
)]
pub(crate) struct Quality {
    /// How many documents are made.
    #[arg(long, default_value_t = 5_000)]
    documents: u64,
    /// Seed of the corpus; from the commit when not said.
    #[arg(long)]
    seed: Option<u64>,
    /// easy, middle or hard.
    #[arg(long, default_value = "middle", value_parser = level)]
    level: Level,
    /// A corpus made before, instead of a new one.
    #[arg(long)]
    corpus: Option<PathBuf>,
    /// The program to measure; built for release when not said.
    #[arg(long)]
    northstar: Option<PathBuf>,
    /// Exports of that corpus made before (`northstar run --out`), instead of running the program.
    #[arg(long, requires = "corpus")]
    exports: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Exit with 1 when a figure is below its floor.
    #[arg(long)]
    floors: bool,
}

/// Everything that was measured.
struct Measured {
    corpus: Corpus,
    mentions: Tallies,
    language: Tally,
    operations: Agreement,
    networks: Agreement,
    hubs_joining: u64,
    planted_found: bool,
    planted_families: BTreeSet<String>,
    planted_records_in_leads: f64,
    false_leads: u64,
    other_leads: u64,
    unread_records: u64,
}

/// What must hold, per type.
const FLOORS: [(&str, f64); 7] = [
    ("phone", 0.95),
    ("email", 0.95),
    ("url", 0.95),
    ("account", 0.95),
    ("wallet", 0.95),
    ("price", 0.90),
    ("age", 0.90),
];

/// The least pairwise F1 of operations at easy and middle; hard has no floor.
const PAIRS_FLOOR: f64 = 0.85;

/// A seed that changes with every commit.
pub(crate) fn seed_of_commit() -> u64 {
    let head = Command::new("git").args(["rev-parse", "HEAD"]).output();
    let hash = head.map(|out| String::from_utf8_lossy(&out.stdout).into_owned());
    hash.ok()
        .and_then(|hash| u64::from_str_radix(hash.get(..12)?, 16).ok())
        .unwrap_or(1)
}

pub(crate) fn build() -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--release", "--package", "northstar"])
        .args(["--message-format", "json-render-diagnostics"])
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("cargo does not start")?;
    if !built.status.success() {
        bail!("the program does not build");
    }
    String::from_utf8_lossy(&built.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == "northstar")
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .context("cargo did not say where the program is")
}

impl Quality {
    pub(crate) fn run(&self) -> Result<()> {
        let work = tempfile::tempdir()?;
        let corpus = match &self.corpus {
            Some(folder) => folder.clone(),
            None => {
                let folder = work.path().join("corpus");
                let wanted = Wanted {
                    documents: self.documents,
                    seed: self.seed.unwrap_or_else(seed_of_commit),
                    level: self.level,
                };
                generate(wanted, &folder)?;
                folder
            }
        };
        let exports = match &self.exports {
            Some(folder) => folder.clone(),
            None => {
                let program = match &self.northstar {
                    Some(program) => program.clone(),
                    None => build()?,
                };
                let out = work.path().join("out");
                let ran = Command::new(&program)
                    .arg("run")
                    .arg(&corpus)
                    .arg("--store")
                    .arg(work.path().join("store"))
                    .arg("--out")
                    .arg(&out)
                    .stdout(std::process::Stdio::null())
                    .status()
                    .with_context(|| format!("{} does not start", program.display()))?;
                if !ran.success() {
                    bail!("the program ended with {ran}");
                }
                out
            }
        };
        let measured = measure(&corpus, &exports)?;
        let missed = measured.below_floors();
        if self.json {
            println!("{}", serde_json::to_string_pretty(&measured.json(&missed))?);
        } else {
            measured.print();
            for miss in &missed {
                println!("below its floor: {miss}");
            }
        }
        if self.floors && !missed.is_empty() {
            bail!("{} below the floor", missed.len());
        }
        Ok(())
    }
}

/// (raw file, record) of every record of the truth.
type Place = (String, u64);

fn raw_file_id(file: &TrueFile) -> Result<String> {
    let source = file.file.split('/').next().unwrap_or_default();
    let mut sha256 = [0; 32];
    for (byte, pair) in sha256.iter_mut().zip(file.sha256.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair)?, 16)?;
    }
    Ok(model::RawFileId::derive(source, &sha256).to_string())
}

/// Compares the exports of a corpus with its truth.
fn measure(corpus: &Path, exports: &Path) -> Result<Measured> {
    let truth = corpus.join("truth");
    let summary: Corpus = serde_json::from_slice(
        &std::fs::read(truth.join("corpus.json")).context("the corpus has no truth")?,
    )?;
    let mut raw_files: HashMap<String, String> = HashMap::new();
    let mut failed = None;
    lines(
        &truth.join("files.ndjson.gz"),
        |file: TrueFile| match raw_file_id(&file) {
            Ok(id) => drop(raw_files.insert(file.file, id)),
            Err(error) => failed = Some(error),
        },
    )?;
    if let Some(error) = failed {
        return Err(error.context("files.ndjson.gz"));
    }
    let mut hubs: BTreeSet<(String, String)> = BTreeSet::new();
    lines(&truth.join("hubs.ndjson.gz"), |hub: TrueHub| {
        hubs.insert((hub.kind, hub.value.trim_end_matches('/').to_owned()));
    })?;

    let file = |name: &str| exports.join(format!("{name}.ndjson.gz"));
    let mut document_of: HashMap<Place, String> = HashMap::new();
    lines(&file("captures"), |capture: Capture| {
        document_of.insert((capture.raw_file, capture.record), capture.document);
    })?;
    let mut network_of: HashMap<String, String> = HashMap::new();
    let mut language_of: HashMap<String, String> = HashMap::new();
    lines(&file("documents"), |document: Document| {
        if let Some(language) = document.detected_language {
            language_of.insert(document.id.clone(), language);
        }
        if let Some(network) = document.network {
            network_of.insert(document.id, network);
        }
    })?;
    let mut found_in: HashMap<String, Vec<Found>> = HashMap::new();
    lines(&file("mentions"), |mention: Mention| {
        if mention.field.is_none() && TYPES.contains(&mention.kind.as_str()) {
            let document = mention.document.clone();
            found_in.entry(document).or_default().push(mention.found());
        }
    })?;
    let mut leads: BTreeSet<String> = BTreeSet::new();
    lines(&file("networks"), |network: Network| {
        if network.lead {
            leads.insert(network.id);
        }
    })?;
    let mut families: HashMap<String, BTreeSet<String>> = HashMap::new();
    lines(&file("assessments"), |row: Assessment| {
        if let Some(family) = row.family {
            families.entry(row.network).or_default().insert(family);
        }
    })?;

    let mut tallies = Tallies::default();
    let mut language = Tally::default();
    let mut unread_records = 0;
    // (true operation, found cluster) of every record of an operation.
    let mut things: Vec<(String, String)> = Vec::new();
    let mut operations_of: HashMap<String, BTreeSet<String>> = HashMap::new();
    let mut in_lead: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    let mut planted = [0_u64; 2];
    lines(&truth.join("records.ndjson.gz"), |record: TrueRecord| {
        let place = raw_files
            .get(&record.file)
            .map(|id| (id.clone(), record.record));
        let document = place.and_then(|place| document_of.get(&place));
        let nothing = Vec::new();
        let found = document.and_then(|id| found_in.get(id)).unwrap_or(&nothing);
        tallies.record(&record.language, &record.mentions, found);
        let Some(document) = document else {
            unread_records += 1;
            things.push((record.advertiser, format!("unread {unread_records}")));
            return;
        };
        language.wanted += 1;
        if let Some(detected) = language_of.get(document) {
            language.found += 1;
            language.right += u64::from(*detected == record.language);
        }
        operations_of
            .entry(document.clone())
            .or_default()
            .insert(record.advertiser.clone());
        let network = network_of.get(document);
        let is_planted = record.advertiser == summary.planted;
        planted[1] += u64::from(is_planted);
        if let Some(id) = network.filter(|id| leads.contains(*id)) {
            let counts = in_lead.entry(id.clone()).or_default();
            let whose = match (&record.network, is_planted) {
                (_, true) => 0,
                (Some(_), false) => 1,
                (None, _) => 2,
            };
            counts[whose] += 1;
            planted[0] += u64::from(is_planted);
        }
        if !record.advertiser.starts_with("other-") {
            let cluster = network.unwrap_or(document).clone();
            things.push((record.advertiser, cluster));
        }
    })?;

    // A hub joins two operations when the link counted and both are in one network.
    let mut joined: HashMap<(String, String, String), BTreeSet<String>> = HashMap::new();
    lines(&file("links"), |link: Link| {
        let value = link.value.trim_end_matches('/').to_owned();
        let hub = (link.kind.clone(), value);
        if hubs.contains(&hub)
            && !link.is_hub()
            && let Some(network) = network_of.get(&link.document)
        {
            let operations = operations_of.get(&link.document).into_iter().flatten();
            joined
                .entry((hub.0, hub.1, network.clone()))
                .or_default()
                .extend(operations.cloned());
        }
    })?;
    let hubs_joining: BTreeSet<(&String, &String)> = joined
        .iter()
        .filter(|(_, operations)| operations.len() > 1)
        .map(|((kind, value, _), _)| (kind, value))
        .collect();

    let touched: BTreeSet<&String> = things
        .iter()
        .filter(|(operation, _)| operation.starts_with("net-"))
        .map(|(_, cluster)| cluster)
        .collect();
    let networks = compare(
        things
            .iter()
            .filter(|(operation, cluster)| {
                operation.starts_with("net-") || touched.contains(cluster)
            })
            .map(|(operation, cluster)| (operation, cluster)),
    );
    let most = |counts: &[u64; 3]| {
        let most = counts.iter().max().copied().unwrap_or_default();
        counts.iter().position(|count| *count == most).unwrap_or(2)
    };
    let of = |whose: usize| {
        in_lead
            .iter()
            .filter(move |(_, counts)| most(counts) == whose)
            .map(|(id, _)| id.as_str())
    };
    Ok(Measured {
        mentions: tallies,
        language,
        operations: compare(
            things
                .iter()
                .map(|(operation, cluster)| (operation, cluster)),
        ),
        networks,
        hubs_joining: hubs_joining.len() as u64,
        planted_found: of(0).count() > 0,
        planted_families: of(0)
            .filter_map(|id| families.get(id))
            .flatten()
            .cloned()
            .collect(),
        planted_records_in_leads: planted[0] as f64 / planted[1].max(1) as f64,
        false_leads: of(2).count() as u64,
        other_leads: of(1).count() as u64,
        unread_records,
        corpus: summary,
    })
}

fn figures(score: Score) -> String {
    format!(
        "P {:.3}  R {:.3}  F1 {:.3}",
        score.precision,
        score.recall,
        score.f1()
    )
}

impl Measured {
    fn tally(&self, kind: &str, language: &str) -> Tally {
        let key = (kind.to_owned(), language.to_owned());
        self.mentions.by.get(&key).copied().unwrap_or_default()
    }

    fn below_floors(&self) -> Vec<String> {
        let mut missed = Vec::new();
        for (kind, floor) in FLOORS {
            let f1 = self.tally(kind, "*").score().f1();
            if f1 < floor {
                missed.push(format!("{kind} F1 {f1:.3}, floor {floor}"));
            }
        }
        let f1 = self.operations.pairs.f1();
        if self.corpus.level != Level::Hard && f1 < PAIRS_FLOOR {
            missed.push(format!("networks pairwise F1 {f1:.3}, floor {PAIRS_FLOOR}"));
        }
        if self.hubs_joining > 0 {
            missed.push(format!("{} hubs join operations", self.hubs_joining));
        }
        if !self.planted_found {
            missed.push("the planted lead was not found".into());
        }
        if self.false_leads > 0 {
            missed.push(format!("{} leads among the unconnected", self.false_leads));
        }
        if self.unread_records > 0 {
            missed.push(format!("{} records were not read", self.unread_records));
        }
        missed
    }

    fn languages(&self) -> BTreeSet<&str> {
        self.mentions
            .by
            .keys()
            .map(|(_, language)| language.as_str())
            .filter(|language| *language != "*")
            .collect()
    }

    fn print(&self) {
        let counts = self.corpus.counts;
        println!(
            "{} records, seed {}, {:?}; {} not read",
            counts.records, self.corpus.seed, self.corpus.level, self.unread_records
        );
        println!("\nmentions by (record, type, distinct value)");
        for kind in TYPES {
            let tally = self.tally(kind, "*");
            println!("  {kind:8} {}  of {}", figures(tally.score()), tally.wanted);
            let by_language: Vec<String> = self
                .languages()
                .into_iter()
                .map(|language| (language, self.tally(kind, language)))
                .filter(|(_, tally)| tally.wanted > 0)
                .map(|(language, tally)| format!("{language} {:.3}", tally.score().f1()))
                .collect();
            println!("           F1 {}", by_language.join("  "));
        }
        for (kind, tally) in &self.mentions.obscured {
            println!(
                "  obscured {kind}: {} of {} found",
                tally.right, tally.wanted
            );
        }
        println!(
            "  language {} of {} right, {} unsure",
            self.language.right,
            self.language.wanted,
            self.language.wanted - self.language.found
        );
        for (name, agreement) in [
            ("all operations", self.operations),
            ("networks and what they were tied to", self.networks),
        ] {
            println!("\nrecords tied together, {name}");
            println!("  pairs    {}", figures(agreement.pairs));
            println!("  B3       {}", figures(agreement.b_cubed));
            println!("  ARI      {:.3}", agreement.adjusted_rand);
        }
        println!("\nhubs joining operations: {}", self.hubs_joining);
        println!(
            "planted lead: {}, {:.0} % of its records, families {}",
            if self.planted_found {
                "found"
            } else {
                "missed"
            },
            self.planted_records_in_leads * 100.0,
            self.planted_families
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(", ")
        );
        println!("leads among the unconnected: {}", self.false_leads);
        println!("leads among other networks: {}", self.other_leads);
    }

    fn json(&self, missed: &[String]) -> Value {
        let score = |score: Score| json!({"precision": score.precision, "recall": score.recall, "f1": score.f1()});
        let mut types = serde_json::Map::new();
        for ((kind, language), tally) in &self.mentions.by {
            let entry = types.entry(kind.clone()).or_insert_with(|| json!({}));
            let mut row = score(tally.score());
            row["right"] = tally.right.into();
            row["found"] = tally.found.into();
            row["wanted"] = tally.wanted.into();
            entry[language] = row;
        }
        let agreement = |agreement: Agreement| {
            json!({
                "pairs": score(agreement.pairs), "b_cubed": score(agreement.b_cubed),
                "adjusted_rand": agreement.adjusted_rand,
            })
        };
        let obscured: serde_json::Map<String, Value> = self
            .mentions
            .obscured
            .iter()
            .map(|(kind, tally)| {
                (
                    kind.clone(),
                    json!({"found": tally.right, "wanted": tally.wanted}),
                )
            })
            .collect();
        json!({
            "corpus": self.corpus,
            "mentions": types,
            "obscured": obscured,
            "language": {"right": self.language.right, "found": self.language.found, "wanted": self.language.wanted},
            "operations": agreement(self.operations),
            "networks": agreement(self.networks),
            "hubs_joining": self.hubs_joining,
            "planted": {
                "found": self.planted_found, "families": self.planted_families,
                "records_in_leads": self.planted_records_in_leads,
            },
            "leads_among_unconnected": self.false_leads,
            "leads_among_other_networks": self.other_leads,
            "unread_records": self.unread_records,
            "below_floors": missed,
        })
    }
}

#[cfg(test)]
mod tests;
