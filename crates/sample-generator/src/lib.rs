//! A made-up corpus of adverts, reports and noise, with the truth about it.
//!
//! Not a model of trafficking, and no evidence for any weight: it exercises the system and measures how much of what
//! was written is read and tied together. Everybody in it is invented; telephone numbers are those that regulators keep
//! for fiction. It knows nothing of the recognizers that are measured with it, on purpose.
//!
//! Every corpus is a function of (documents, seed, level), byte for byte. Nothing is kept in memory but one block of
//! [`BLOCK`] records a core, so that its size is limited by the disk.

mod block;
mod chance;
mod deliver;
mod disguise;
mod grammar;
mod names;
mod numbers;
mod places;
mod sources;
#[cfg(test)]
mod tests;
mod text;
mod truth;
mod wallets;

use block::{Order, What};
use deliver::{Delivery, gzip, operation_id, template_id};
use flate2::{Compression, write::GzEncoder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
pub use truth::{
    Corpus, Counts, TrueFile, TrueHub, TrueMention, TrueNetwork, TrueRecord, TrueTemplate,
};

/// Version of the generator; a change that makes other bytes raises it.
pub const VERSION: u32 = 1;
/// Records a block.
pub const BLOCK: u64 = 65_536;
/// The smallest corpus that holds what every corpus must hold.
pub const LEAST: u64 = 100;
/// Corpora up to this size use nothing but 555-0100 to 555-0199 in North America.
pub const NARROW: u64 = 20_000;
/// The folder that `northstar run` skips: it holds this file.
pub const IGNORE: &str = ".northstar-ignore";

/// How hard the corpus is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Rotation 10 %, by template alone 5 %, copy-cats 0 %.
    Easy,
    /// Rotation 30 %, by template alone 10 %, copy-cats 5 %.
    #[default]
    Middle,
    /// Rotation 50 %, by template alone 20 %, copy-cats 10 %.
    Hard,
}

impl Level {
    /// Share of the networks' records with another number than the network's first, in percent.
    pub const fn rotation(self) -> usize {
        [10, 30, 50][self as usize]
    }

    /// Share of the networks' records that nothing but the text ties to them, in percent.
    pub const fn template_alone(self) -> usize {
        [5, 10, 20][self as usize]
    }

    /// Share of the unconnected advertisers that use a network's text, in percent.
    pub const fn copycats(self) -> usize {
        [0, 5, 10][self as usize]
    }
}

/// What corpus is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// How many records; [`LEAST`] or more.
    pub documents: u64,
    /// Another seed makes another corpus.
    pub seed: u64,
    /// How hard it is.
    pub level: Level,
}

/// Why no corpus was made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Too few documents.
    #[error("a corpus has {LEAST} documents or more")]
    TooSmall,
    /// The folder holds something.
    #[error("the folder is not empty")]
    NotEmpty,
    /// More advertisers than made-up telephone numbers.
    #[error("all made-up telephone numbers are used up: make a smaller corpus")]
    NumbersUsedUp,
    /// The disk said no.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What one block adds to the truth.
struct Part {
    counts: Counts,
    records: Vec<u8>,
    files: Vec<TrueFile>,
    networks: Vec<u8>,
    hubs: Vec<u8>,
    templates: Vec<u8>,
    planted: Option<String>,
}

fn lines<T: Serialize>(rows: impl IntoIterator<Item = T>) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut out, &row).map_err(io::Error::from)?;
        out.push(b'\n');
    }
    Ok(out)
}

fn make(wanted: Wanted, number: u64, blocks: u64, out: &Path) -> Result<Part, Error> {
    let narrow = wanted.documents <= NARROW;
    let records = (wanted.documents - number * BLOCK).min(BLOCK) as usize;
    let block = block::plan(Order {
        seed: wanted.seed,
        level: wanted.level,
        block: number,
        blocks,
        records,
        narrow,
    })?;
    let effort = if narrow { 6 } else { 1 };
    let mut delivery = Delivery {
        out,
        seed: wanted.seed,
        number,
        block: &block,
        effort,
        truth: GzEncoder::new(Vec::new(), Compression::new(effort)),
        lines: Vec::new(),
        files: Vec::new(),
    };
    if number == 0 {
        delivery.damaged()?;
    }
    let mut delivered = delivery.all()?;
    if number == 0 {
        deliver_twice(out, &mut delivered.files)?;
    }
    let (networks, planted) = networks(&block);
    let mut hubs = Vec::new();
    if number == 0 {
        for source in sources::SOURCES.iter().filter(|source| source.footer) {
            let (url, email) = source.footer_contacts();
            for (kind, value) in [("url", url), ("email", email)] {
                hubs.push(TrueHub {
                    kind: kind.into(),
                    value,
                    reason: "footer".into(),
                });
            }
        }
    }
    for agency in &block.agencies {
        for (kind, value) in [
            ("phone", agency.phone.value()),
            ("email", agency.email()),
            ("url", agency.url()),
        ] {
            hubs.push(TrueHub {
                kind: kind.into(),
                value,
                reason: "agency".into(),
            });
        }
    }
    let mut counts = block.counts;
    counts.files = delivered.files.len() as u64;
    counts.bytes = delivered.files.iter().map(|file| file.bytes).sum();
    Ok(Part {
        counts,
        records: delivered.records,
        files: delivered.files,
        networks: gzip(&lines(networks)?, effort),
        hubs: gzip(&lines(hubs)?, effort),
        templates: gzip(&lines(templates(&block))?, effort),
        planted,
    })
}

/// The same bytes arrive a second time under another name: one more delivery and nothing else.
fn deliver_twice(out: &Path, files: &mut Vec<TrueFile>) -> Result<(), Error> {
    let Some(file) = files
        .iter()
        .find(|file| file.file.starts_with("cityboard/"))
        .cloned()
    else {
        return Ok(());
    };
    let again = file.file.replace(".jsonl", " (1).jsonl");
    fs::copy(out.join(&file.file), out.join(&again))?;
    files.push(TrueFile {
        file: again,
        copy_of: Some(file.file.clone()),
        ..file
    });
    Ok(())
}

fn networks(block: &block::Block) -> (Vec<TrueNetwork>, Option<String>) {
    let mut planted_id = None;
    let mut of: BTreeMap<u32, TrueNetwork> = BTreeMap::new();
    for (at, operation) in block.operations.iter().enumerate() {
        if let What::Network { planted } = operation.what {
            let id = operation_id(operation);
            if planted {
                planted_id = Some(id.clone());
            }
            let place = |city: &u16| places::CITIES[*city as usize].name.to_owned();
            of.insert(
                at as u32,
                TrueNetwork {
                    id,
                    planted,
                    languages: Vec::new(),
                    records: 0,
                    texts: 0,
                    places: operation.places.iter().map(place).collect(),
                    identifiers: Vec::new(),
                },
            );
        }
    }
    let mut carried: BTreeMap<(u32, String), usize> = BTreeMap::new();
    for text in &block.texts {
        let Some(network) = of.get_mut(&text.operation) else {
            continue;
        };
        network.texts += 1;
        if !network.languages.iter().any(|known| known == text.language) {
            network.languages.push(text.language.to_owned());
        }
        for mention in text::write(text).mentions {
            if matches!(
                mention.kind.as_str(),
                "phone" | "email" | "account" | "wallet" | "url"
            ) {
                let identifier = format!("{} {}", mention.kind, mention.value);
                *carried.entry((text.operation, identifier)).or_default() += 1;
            }
        }
    }
    for ((operation, identifier), texts) in carried {
        if texts > 1
            && let Some(network) = of.get_mut(&operation)
        {
            network.identifiers.push(identifier);
        }
    }
    for post in &block.posts {
        if let Some(network) = of.get_mut(&block.texts[post.text as usize].operation) {
            network.records += 1;
        }
    }
    (of.into_values().collect(), planted_id)
}

fn templates(block: &block::Block) -> Vec<TrueTemplate> {
    let mut of: BTreeMap<String, TrueTemplate> = BTreeMap::new();
    for text in &block.texts {
        let advertiser = operation_id(&block.operations[text.operation as usize]);
        let id = template_id(text);
        let template = of.entry(id.clone()).or_insert_with(|| TrueTemplate {
            id,
            advertiser: advertiser.clone(),
            language: text.language.to_owned(),
            copied_by: Vec::new(),
        });
        if template.advertiser != advertiser {
            template.copied_by.push(advertiser);
        }
    }
    of.into_values().collect()
}

fn source_toml(source: &sources::Source) -> String {
    let mut toml = format!(
        "owner = \"{}\"\nlegal_basis = \"{}\"\ntlp = \"{}\"\nretention_days = {}\nmay_be_passed_on = {}\n",
        source.owner,
        source.legal_basis,
        source.tlp,
        source.retention_days,
        source.may_be_passed_on
    );
    for (key, value) in [("region", source.region), ("language", source.language)] {
        if let Some(value) = value {
            let _ = writeln!(toml, "{key} = \"{value}\"");
        }
    }
    toml
}

fn append(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).append(true).open(path)
}

/// Makes a corpus in an empty or new folder: sources in folders beside each other, the truth under `truth/`.
///
/// # Errors
///
/// When the folder is not empty, when the corpus is too small or too big for its numbers, or when writing fails.
pub fn generate(wanted: Wanted, out: &Path) -> Result<Corpus, Error> {
    if wanted.documents < LEAST {
        return Err(Error::TooSmall);
    }
    fs::create_dir_all(out)?;
    if fs::read_dir(out)?.next().is_some() {
        return Err(Error::NotEmpty);
    }
    let truth = out.join("truth");
    fs::create_dir(&truth)?;
    fs::write(
        truth.join(IGNORE),
        "The truth about the corpus is no part of it.\n",
    )?;
    for source in sources::SOURCES {
        fs::create_dir(out.join(source.name))?;
        fs::write(
            out.join(source.name).join("source.toml"),
            source_toml(source),
        )?;
    }
    fs::create_dir(out.join("partner-drop"))?;
    fs::write(
        out.join("partner-drop/source.toml"),
        "owner = \"Partner desk\"\nlegal_basis = \"agreement with the partner\"\ntlp = \"AMBER\"\nretention_days = 30\nregion = \"US\"\n",
    )?;

    let blocks = wanted.documents.div_ceil(BLOCK);
    let width = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let mut counts = Counts::default();
    let mut planted = String::new();
    let mut digest = FileDigest::default();
    let mut sinks = Vec::new();
    for name in ["records", "networks", "hubs", "templates", "files"] {
        sinks.push(append(&truth.join(format!("{name}.ndjson.gz")))?);
    }
    let mut next = 0;
    while next < blocks {
        let wave: Vec<u64> = (next..blocks.min(next + width)).collect();
        next += wave.len() as u64;
        let parts: Vec<Result<Part, Error>> = std::thread::scope(|scope| {
            let workers: Vec<_> = wave
                .iter()
                .map(|number| scope.spawn(move || make(wanted, *number, blocks, out)))
                .collect();
            workers
                .into_iter()
                .map(|worker| {
                    worker
                        .join()
                        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                })
                .collect()
        });
        // In the order of blocks, whoever was ready first.
        for part in parts {
            let part = part?;
            counts.add(&part.counts);
            if let Some(id) = part.planted {
                planted = id;
            }
            let files = lines(&part.files)?;
            digest.update(&files);
            for (sink, bytes) in sinks.iter_mut().zip([
                &part.records,
                &part.networks,
                &part.hubs,
                &part.templates,
                &gzip(&files, 6),
            ]) {
                sink.write_all(bytes)?;
            }
        }
    }
    let corpus = Corpus {
        generator: VERSION,
        documents: wanted.documents,
        seed: wanted.seed,
        level: wanted.level,
        days: deliver::days(),
        planted,
        counts,
        files_sha256: digest.finish(),
    };
    let mut json = serde_json::to_string_pretty(&corpus).map_err(io::Error::from)?;
    json.push('\n');
    fs::write(truth.join("corpus.json"), json)?;
    Ok(corpus)
}

/// The hash of the list of files, fed block by block.
#[derive(Default)]
struct FileDigest(sha2::Sha256);

impl FileDigest {
    fn update(&mut self, bytes: &[u8]) {
        sha2::Digest::update(&mut self.0, bytes);
    }

    fn finish(self) -> String {
        sha2::Digest::finalize(self.0)
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect()
    }
}
