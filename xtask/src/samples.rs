//! `cargo xtask samples`: a made-up corpus with its truth.

use anyhow::{Context, Result};
use sample_generator::{Level, Wanted, generate};
use std::path::PathBuf;

/// Writes a made-up corpus and the truth about it.
#[derive(clap::Args)]
#[command(
    after_help = "The corpus is a function of documents, seed and level, byte for byte.\n\nExample: cargo xtask samples --documents 200000 --seed 7 --out /tmp/corpus"
)]
pub(crate) struct Samples {
    /// How many documents (records of sources).
    #[arg(long, default_value_t = 2_000)]
    documents: u64,
    /// Another seed makes another corpus.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// An empty or new folder.
    #[arg(long)]
    out: PathBuf,
    /// How hard it is to tie networks together: easy, middle or hard.
    #[arg(long, default_value = "middle", value_parser = level)]
    level: Level,
}

/// Reads the name of a level.
pub(crate) fn level(text: &str) -> Result<Level, &'static str> {
    match text {
        "easy" => Ok(Level::Easy),
        "middle" => Ok(Level::Middle),
        "hard" => Ok(Level::Hard),
        _ => Err("a level is easy, middle or hard"),
    }
}

impl Samples {
    pub(crate) fn run(&self) -> Result<()> {
        let wanted = Wanted {
            documents: self.documents,
            seed: self.seed,
            level: self.level,
        };
        let corpus = generate(wanted, &self.out)
            .with_context(|| format!("no corpus in {}", self.out.display()))?;
        let counts = corpus.counts;
        println!(
            "{} records, {} texts, {} files ({} bytes); {} unconnected advertisers, {} networks; planted lead {}",
            counts.records,
            counts.texts,
            counts.files,
            counts.bytes,
            counts.unconnected,
            counts.networks,
            corpus.planted
        );
        Ok(())
    }
}
