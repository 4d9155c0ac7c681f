//! Our own programs, as tasks start them: built in one go, so that every heavy crate is built once, and found where cargo
//! puts them.

use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    Handler,
    LocalHost,
    CosmosEmulator,
    Northstar,
}

impl Program {
    fn package(self) -> &'static str {
        match self {
            Self::Handler => "functions",
            Self::LocalHost => "local-host",
            Self::CosmosEmulator => "cosmos-emulator",
            Self::Northstar => "northstar",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Handler => "handler",
            other => other.package(),
        }
    }

    /// Where it lies once it is built for development.
    pub(crate) fn path(self) -> PathBuf {
        target().join("debug").join(self.name())
    }
}

/// Builds them for development, `northstar` with what it needs to look into the function suite's stores.
pub(crate) fn build(programs: &[Program]) -> anyhow::Result<()> {
    let mut command = cargo("build");
    for program in programs {
        command.args(["--package", program.package()]);
    }
    if programs.contains(&Program::Northstar) {
        command.args(["--features", "northstar/azure"]);
    }
    done(&mut command)
}

/// `cargo` with a command that builds, into the folder where [`target`] looks.
pub(crate) fn cargo(command: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.arg(command).arg("--target-dir").arg(target());
    cargo
}

/// Where cargo puts what it builds, whether an option, the environment or a configuration file says so: this program was
/// put there too.
pub(crate) fn target() -> PathBuf {
    std::env::current_exe()
        .ok()
        .and_then(|program| target_of(&program))
        .unwrap_or_else(|| "target".into())
}

/// `elsewhere/debug/xtask` and `elsewhere/debug/deps/xtask-0123` → `elsewhere`
fn target_of(program: &Path) -> Option<PathBuf> {
    let mut folder = program.parent()?;
    if folder.ends_with("deps") {
        folder = folder.parent()?;
    }
    folder.parent().map(Path::to_owned)
}

/// A path as a person here would type it.
pub(crate) fn from_here(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here)
        .unwrap_or(path)
        .display()
        .to_string()
}

pub(crate) fn done(command: &mut Command) -> anyhow::Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("starting {program}"))?;
    if !status.success() {
        bail!("{program} failed: {status}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_looked_for_where_this_one_lies() {
        for program in ["/elsewhere/debug/xtask", "/elsewhere/debug/deps/xtask-0123"] {
            assert_eq!(target_of(Path::new(program)), Some("/elsewhere".into()));
        }
        // Whatever cargo was told, its tests lie there as well.
        assert!(target().join("debug").is_dir() || target().join("release").is_dir());
    }

    #[test]
    fn a_path_below_this_folder_is_shown_from_here() {
        let here = std::env::current_dir().unwrap();
        assert_eq!(
            from_here(&here.join("target/debug/northstar")),
            "target/debug/northstar"
        );
        assert_eq!(from_here(Path::new("/elsewhere/x")), "/elsewhere/x");
    }
}
