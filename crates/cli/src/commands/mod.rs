//! One command a file.

pub(crate) mod cluster;
pub(crate) mod erase;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod inspect;
pub(crate) mod prepare;
pub(crate) mod pull;
pub(crate) mod replay;
pub(crate) mod rules;
pub(crate) mod run;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod text;
pub(crate) mod upload;
pub(crate) mod verify;

use crate::opened::Opened;
use anyhow::Context;
use std::path::Path;
use store::Embedded;

/// Where the store is.
#[derive(clap::Args)]
pub(crate) struct StoreArgs {
    /// Folder of the store; `azure:FILE` opens what the functions keep, with the settings in FILE (local.settings.json
    /// when not said)
    #[arg(long, value_name = "DIR", default_value = ".northstar")]
    pub(crate) store: String,
}

impl StoreArgs {
    /// The store for reading.
    pub(crate) fn open(&self) -> anyhow::Result<Opened> {
        if let Some(file) = crate::opened::settings_file(&self.store) {
            return crate::opened::azure(&file);
        }
        self.open_folder().map(Opened::folder)
    }

    fn folder(&self) -> anyhow::Result<&Path> {
        anyhow::ensure!(
            crate::opened::settings_file(&self.store).is_none(),
            "this command writes to a folder; in Azure the functions do it (`northstar upload`, `northstar replay`)"
        );
        Ok(Path::new(&self.store))
    }

    fn open_folder(&self) -> anyhow::Result<Embedded> {
        let folder = self.folder()?;
        Embedded::open(folder).map_err(|error| match error {
            store::Error::NotFound { .. } => anyhow::anyhow!(
                "there is no store in {}; make one with `northstar run PATH`, or name another with --store",
                folder.display()
            ),
            other => anyhow::Error::from(other),
        })
    }

    /// The store for writing.
    pub(crate) fn create(&self) -> anyhow::Result<Embedded> {
        let folder = self.folder()?;
        Embedded::create(folder)
            .with_context(|| format!("opening the store in {}", folder.display()))
    }

    /// The existing store for writing.
    pub(crate) fn open_to_write(&self) -> anyhow::Result<Embedded> {
        drop(self.open_folder()?);
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
