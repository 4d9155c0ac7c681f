//! One command a file.

pub(crate) mod cluster;
pub(crate) mod erase;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod inspect;
pub(crate) mod rules;
pub(crate) mod run;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod text;
pub(crate) mod verify;

use anyhow::Context;
use std::path::{Path, PathBuf};
use store::Embedded;

/// Where the store is.
#[derive(clap::Args)]
pub(crate) struct StoreArgs {
    /// Folder of the store
    #[arg(long, value_name = "DIR", default_value = ".northstar")]
    pub(crate) store: PathBuf,
}

impl StoreArgs {
    /// The store for reading.
    pub(crate) fn open(&self) -> anyhow::Result<Embedded> {
        Embedded::open(&self.store).map_err(|error| match error {
            store::Error::NotFound { .. } => anyhow::anyhow!(
                "there is no store in {}; make one with `northstar run PATH`, or name another with --store",
                self.store.display()
            ),
            other => anyhow::Error::from(other),
        })
    }

    /// The store for writing.
    pub(crate) fn create(&self) -> anyhow::Result<Embedded> {
        Embedded::create(&self.store)
            .with_context(|| format!("opening the store in {}", self.store.display()))
    }

    /// The existing store for writing.
    pub(crate) fn open_to_write(&self) -> anyhow::Result<Embedded> {
        drop(self.open()?);
        self.create()
    }
}

/// Reads a file, or standard input for `-`.
pub(crate) fn open_input(path: &Path) -> anyhow::Result<Box<dyn std::io::Read + Send>> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdin()));
    }
    let file = std::fs::File::open(path).with_context(|| format!("opening {}", path.display()))?;
    Ok(Box::new(file))
}
