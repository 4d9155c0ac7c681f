//! Finding the pinned version, or bringing it with npm.

use crate::Error;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The version that is installed: the newest that runs on Node 20.
pub const VERSION: &str = "3.35.0";

const SCRIPT: &str = "node_modules/azurite/dist/src/azurite.js";

/// The script to run with `node`: the one named, or else the pinned version under `target/azurite`, installed there first
/// if need be (once for all who ask at the same time).
///
/// # Errors
/// Says what is missing: the named file, npm, or the network.
pub fn installed(named: Option<&Path>) -> Result<PathBuf, Error> {
    if let Some(named) = named {
        return script_at(named).ok_or_else(|| Error::Missing(named.to_owned()));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../target/azurite")
        .join(VERSION);
    let io = |cause| Error::Io {
        path: folder.clone(),
        cause,
    };
    std::fs::create_dir_all(&folder).map_err(io)?;
    // Several test programs may come here at once; npm is not made for that.
    let lock = File::create(folder.join("lock")).map_err(io)?;
    lock.lock().map_err(io)?;
    let complete = folder.join("complete");
    let script = folder.join(SCRIPT);
    if !complete.is_file() || !script.is_file() {
        npm_install(&folder)?;
        if !script.is_file() {
            return Err(Error::Missing(script));
        }
        std::fs::write(&complete, VERSION).map_err(io)?;
    }
    Ok(script)
}

/// What people have at hand: the script itself, npm's link to it, or the folder that holds `node_modules`.
fn script_at(named: &Path) -> Option<PathBuf> {
    if named.is_dir() {
        let script = named.join(SCRIPT);
        return script.is_file().then_some(script);
    }
    named.canonicalize().ok().filter(|path| path.is_file())
}

fn npm_install(folder: &Path) -> Result<(), Error> {
    let output = Command::new("npm")
        .arg("install")
        .arg("--prefix")
        .arg(folder)
        .args(["--no-audit", "--no-fund", "--no-save", "--loglevel=error"])
        .arg(format!("azurite@{VERSION}"))
        .stdin(Stdio::null())
        .output()
        .map_err(|cause| Error::NoNode {
            program: "npm",
            cause,
        })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rfind(|line| !line.trim().is_empty());
    Err(Error::Install(
        last.unwrap_or("it gave no reason").to_owned(),
    ))
}
