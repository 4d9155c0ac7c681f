//! Azurite, Microsoft's storage emulator, pinned: found or installed, started on free ports, stopped when dropped.
//!
//! ```no_run
//! let azurite = azurite::Options::default().start()?;
//! println!("AzureWebJobsStorage={}", azurite.connection_string());
//! # Ok::<(), azurite::Error>(())
//! ```
//!
//! A test that needs it says so with [`for_tests`]: where Node is missing the test is skipped aloud, unless
//! `NORTHSTAR_REQUIRE=all` makes that a failure.

mod install;
mod server;

pub use install::{VERSION, installed};
pub use server::{ACCOUNT, Azurite, KEY, Options};

use std::path::PathBuf;

/// Why there is no Azurite.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A program that is needed cannot be started: Node.js (20 or newer) brings both.
    #[error("`{program}` cannot be started ({cause}); Azurite needs Node.js 20 or newer with npm")]
    NoNode {
        /// `node` or `npm`.
        program: &'static str,
        /// What the system said.
        cause: std::io::Error,
    },
    /// `npm install` ended badly, for example without a network.
    #[error("`npm install azurite@{VERSION}` failed: {0}")]
    Install(String),
    /// There is no Azurite at the place that was named.
    #[error(
        "no Azurite at {0}: name its azurite.js, node_modules/.bin/azurite, or a folder with node_modules"
    )]
    Missing(PathBuf),
    /// It ended, or said nothing for half a minute, instead of listening.
    #[error("Azurite did not start to listen: {0}")]
    Start(String),
    /// A file or folder could not be made or read.
    #[error("{path}: {cause}")]
    Io {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
}

/// An Azurite of its own for a test, holding everything in memory.
///
/// `None` means that the machine cannot run it and the test must return at once; the reason stands in the test's output.
///
/// # Panics
/// When it cannot run and `NORTHSTAR_REQUIRE=all` is set, as it is in CI: a skipped test must not pass for a green one there.
#[must_use]
#[expect(clippy::print_stderr, reason = "a skipped test must be heard")]
pub fn for_tests() -> Option<Azurite> {
    match Options::default().start() {
        Ok(azurite) => Some(azurite),
        Err(error) => {
            let required = std::env::var("NORTHSTAR_REQUIRE").is_ok_and(|value| value == "all");
            assert!(!required, "NORTHSTAR_REQUIRE=all, but: {error}");
            eprintln!("SKIPPED, NOT TESTED: {error}");
            None
        }
    }
}
