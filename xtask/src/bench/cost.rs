//! What a million documents cost, over emulators of its own for each line.

use crate::programs::{self, Program};
use anyhow::{Context, bail};
use cosmos_process::Cosmos;

/// What is measured: (parts of all documents in percent, records a file, files before the linker runs, how).
const LINES: [(u64, u32, u32, &str); 6] = [
    (100, 50, 1, "apart"),
    (100, 50, 1, "mix"),
    // Four times as many: whether what one costs depends on how many there are.
    (400, 50, 1, "mix"),
    (50, 1, 1, "apart"),
    (50, 1, 1, "mix"),
    (50, 1, 20, "mix"),
];

pub(super) fn run(documents: u64) -> anyhow::Result<()> {
    programs::build(&[Program::CosmosEmulator])?;
    for (part, each, at_once, how) in LINES {
        let azurite = azurite::Options::default().start()?;
        let cosmos = Cosmos::start(&Program::CosmosEmulator.path())?;
        // Operations are counted, not timed: the build for development will do, and stands.
        let status = programs::cargo("bench")
            .args([
                "--quiet",
                "--profile",
                "dev",
                "--package",
                "functions",
                "--bench",
                "cost",
                "--",
            ])
            .args([azurite.connection_string().as_str(), cosmos.endpoint()])
            .args([
                (documents * part / 100).to_string(),
                each.to_string(),
                at_once.to_string(),
            ])
            .arg(how)
            .status()
            .context("starting the bench")?;
        if !status.success() {
            bail!("the bench ended with {status}");
        }
    }
    Ok(())
}
