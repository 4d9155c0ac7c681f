//! The Cosmos DB emulator as a process: built where that is needed, started on a free port, stopped when dropped.
//!
//! The emulator is a package of its own, so that what it asks of the database's driver never gets into a program that is
//! shipped. Whoever needs a running one knows this package, which knows nothing of the driver.
//!
//! ```no_run
//! let cosmos = cosmos_process::Cosmos::start("target/debug/cosmos-emulator".as_ref())?;
//! println!("COSMOS__accountEndpoint={}", cosmos.endpoint());
//! # Ok::<(), cosmos_process::Error>(())
//! ```

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// How long it may take until it says where it answers. It needs milliseconds; a machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why there is no emulator.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program cannot be started.
    #[error("{program} cannot be started: {cause}")]
    Start {
        /// Its path.
        program: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// It ended, or said nothing for a minute, instead of naming its address.
    #[error("the Cosmos DB emulator named no address: {0}")]
    Silent(&'static str),
}

/// A running emulator with an empty account; dropping it kills it, and so does the end of this process.
#[derive(Debug)]
pub struct Cosmos {
    child: Child,
    /// It ends when this is closed, even when whoever started it is killed.
    _stdin: Option<ChildStdin>,
    endpoint: String,
}

impl Cosmos {
    /// Starts the program at this path and waits until it says where it answers.
    ///
    /// # Errors
    /// It cannot be started, ends, or says nothing within a minute.
    pub fn start(program: &Path) -> Result<Self, Error> {
        let mut child = Command::new(program)
            .args(["--port", "0", "--with-parent"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|cause| Error::Start {
                program: program.to_owned(),
                cause,
            })?;
        let stdout = child.stdout.take();
        let mut cosmos = Self {
            _stdin: child.stdin.take(),
            child,
            endpoint: String::new(),
        };
        let (said, heard) = channel();
        if let Some(stdout) = stdout {
            std::thread::spawn(move || first_line(stdout, &said));
        }
        cosmos.endpoint = match heard.recv_timeout(PATIENCE) {
            Ok(line) if !line.is_empty() => line,
            Ok(_) | Err(RecvTimeoutError::Disconnected) => return Err(Error::Silent("it ended")),
            Err(RecvTimeoutError::Timeout) => {
                return Err(Error::Silent("it said nothing within a minute"));
            }
        };
        Ok(cosmos)
    }

    /// One for a test, whose program is built beside the test's own where it is not there yet.
    ///
    /// # Panics
    /// It cannot be built or started.
    #[must_use]
    pub fn for_tests() -> Self {
        match Self::start(beside_this_test()) {
            Ok(cosmos) => cosmos,
            Err(error) => panic!("{error}"),
        }
    }

    /// The account's address, such as `http://127.0.0.1:37467/`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }
}

impl Drop for Cosmos {
    fn drop(&mut self) {
        let _already_gone = self.child.kill();
        let _status = self.child.wait();
    }
}

fn first_line(stdout: impl Read, said: &std::sync::mpsc::Sender<String>) {
    let mut line = String::new();
    // Whatever comes, even an error, nothing is an answer too.
    let _ended = BufReader::new(stdout).read_line(&mut line);
    let _nobody_listens_any_more = said.send(line.trim().to_owned());
}

/// The program: what `NORTHSTAR_COSMOS_EMULATOR` names, or the one beside this test. It is built where it is not there yet, and
/// not otherwise: alone it would be built with other features than with all packages, which takes minutes.
fn beside_this_test() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        if let Some(named) = std::env::var_os("NORTHSTAR_COSMOS_EMULATOR") {
            return named.into();
        }
        let test = std::env::current_exe().expect("a running program has a path");
        // target/debug/deps/it-0123 → target/debug
        let folder = test
            .ancestors()
            .nth(2)
            .expect("cargo puts tests into a folder of its own");
        let program = folder.join(format!("cosmos-emulator{}", std::env::consts::EXE_SUFFIX));
        if program.exists() {
            return program;
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--quiet", "--package", "cosmos-emulator"])
            .arg("--target-dir")
            .arg(folder.parent().unwrap_or(folder))
            .status();
        assert!(
            built.is_ok_and(|status| status.success()),
            "the Cosmos DB emulator cannot be built"
        );
        program
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program that takes any arguments and does what the script says.
    fn script(folder: &Path, text: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join("emulator");
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).expect("a folder of our own");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))
            .expect("a file of our own");
        path
    }

    #[test]
    fn its_first_line_is_where_it_answers_and_one_that_ends_without_is_an_error() {
        let folder = std::env::temp_dir().join(format!("cosmos-process-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder of our own");
        let talks = script(&folder, "echo http://127.0.0.1:1/; exec sleep 30");
        assert_eq!(
            Cosmos::start(&talks).expect("it talks").endpoint(),
            "http://127.0.0.1:1/"
        );
        let ends = script(&folder, "exit 3");
        let error = Cosmos::start(&ends).expect_err("it ends");
        assert!(error.to_string().contains("it ended"), "{error}");
        assert!(matches!(
            Cosmos::start(&folder.join("nowhere")),
            Err(Error::Start { .. })
        ));
        std::fs::remove_dir_all(&folder).expect("a folder of our own");
    }
}
