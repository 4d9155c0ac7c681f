//! A running Azurite.

use crate::{Error, installed};
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// The account that every Azurite has.
pub const ACCOUNT: &str = "devstoreaccount1";

/// Its key, which is public knowledge.
pub const KEY: &str =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// The standard ports for blobs, queues and tables, which `UseDevelopmentStorage=true` stands for.
const STANDARD_PORTS: [u16; 3] = [10_000, 10_001, 10_002];

const PATIENCE: Duration = Duration::from_secs(30);

/// Node runs this before Azurite: whoever started it holds the other end of its standard input, so that it ends with them
/// even when they are killed.
const WATCH_PARENT: &str =
    "data:text/javascript,process.stdin.resume();process.stdin.on('end',()=>process.exit(0))";

/// How to start it. By default: the pinned version, everything in memory, ports that the system chooses.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// An Azurite that is there already. If `None`, the environment's `NORTHSTAR_AZURITE` is looked at, then the pinned
    /// version is used.
    pub existing: Option<PathBuf>,
    /// Where to keep the data; in memory if `None`.
    pub location: Option<PathBuf>,
    /// Whether to listen on 10000, 10001 and 10002, where other tools look for it.
    pub standard_ports: bool,
}

impl Options {
    /// Starts it and waits until it listens. The first start on a machine installs it, which takes a quarter of a minute.
    ///
    /// # Errors
    /// Node or npm is missing, the installation failed, a port is taken, or it does not listen within half a minute.
    pub fn start(&self) -> Result<Azurite, Error> {
        let from_environment = || std::env::var_os("NORTHSTAR_AZURITE").map(PathBuf::from);
        let existing = self.existing.clone().or_else(from_environment);
        let script = installed(existing.as_deref())?;

        let mut command = Command::new("node");
        command
            .args(["--import", WATCH_PARENT])
            .arg(script)
            // Without the version check off, it refuses clients that are newer than itself.
            .args(["--silent", "--disableTelemetry", "--skipApiVersionCheck"]);
        match &self.location {
            Some(location) => command.arg("--location").arg(location),
            None => command.arg("--inMemoryPersistence"),
        };
        let ports = if self.standard_ports {
            STANDARD_PORTS
        } else {
            [0; 3]
        };
        for (service, port) in ["blob", "queue", "table"].iter().zip(ports) {
            command.args([format!("--{service}Host"), "127.0.0.1".to_owned()]);
            command.args([format!("--{service}Port"), port.to_string()]);
        }
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            // A Ctrl-C in a terminal reaches everybody there; Azurite is to end after those who still use it.
            command.process_group(0);
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|cause| Error::NoNode {
                program: "node",
                cause,
            })?;
        let (said, heard) = channel();
        if let Some(stdout) = child.stdout.take() {
            listen(stdout, said.clone());
        }
        if let Some(stderr) = child.stderr.take() {
            listen(stderr, said);
        }
        let mut azurite = Azurite {
            stdin: child.stdin.take(),
            child,
            ports: [0; 3],
        };
        let until = Instant::now() + PATIENCE;
        let mut last = String::new();
        while azurite.ports.contains(&0) {
            let left = until.saturating_duration_since(Instant::now());
            match heard.recv_timeout(left) {
                Ok(line) => {
                    if let Some((service, port)) = listening(&line) {
                        azurite.ports[service] = port;
                    }
                    last = line;
                }
                Err(RecvTimeoutError::Timeout) => {
                    return Err(Error::Start("nothing within half a minute".to_owned()));
                }
                Err(RecvTimeoutError::Disconnected) => return Err(Error::Start(last)),
            }
        }
        Ok(azurite)
    }
}

/// Reads to the end, so that Azurite never waits for a full pipe; the lines are heard as long as somebody listens.
fn listen(from: impl Read + Send + 'static, said: Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines() {
            let Ok(line) = line else { break };
            if !line.trim().is_empty() {
                let _nobody_listens_any_more = said.send(line);
            }
        }
    });
}

/// `Azurite Blob service is successfully listening at http://127.0.0.1:37467` → (0, 37467).
fn listening(line: &str) -> Option<(usize, u16)> {
    let (service, address) = line.split_once(" service is successfully listening at ")?;
    let service = match service {
        "Azurite Blob" => 0,
        "Azurite Queue" => 1,
        "Azurite Table" => 2,
        _ => return None,
    };
    let port = address.trim().rsplit_once(':')?.1.parse().ok()?;
    Some((service, port))
}

/// A running Azurite; dropping it kills it, and so does the end of this process.
#[derive(Debug)]
pub struct Azurite {
    child: Child,
    stdin: Option<ChildStdin>,
    ports: [u16; 3],
}

impl Azurite {
    /// `http://127.0.0.1:PORT/devstoreaccount1`
    #[must_use]
    pub fn blob_endpoint(&self) -> String {
        endpoint(self.ports[0])
    }

    /// `http://127.0.0.1:PORT/devstoreaccount1`
    #[must_use]
    pub fn queue_endpoint(&self) -> String {
        endpoint(self.ports[1])
    }

    /// What stands in `AzureWebJobsStorage`, as the storage libraries of all languages read it.
    #[must_use]
    pub fn connection_string(&self) -> String {
        format!(
            "DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={KEY};BlobEndpoint={};QueueEndpoint={};TableEndpoint={};",
            endpoint(self.ports[0]),
            endpoint(self.ports[1]),
            endpoint(self.ports[2]),
        )
    }

    /// Id of its process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

fn endpoint(port: u16) -> String {
    format!("http://127.0.0.1:{port}/{ACCOUNT}")
}

impl Drop for Azurite {
    fn drop(&mut self) {
        drop(self.stdin.take());
        let _already_gone = self.child.kill();
        let _status = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_own_words_tell_the_ports() {
        assert_eq!(
            listening("Azurite Queue service is successfully listening at http://127.0.0.1:40931"),
            Some((1, 40931))
        );
        assert_eq!(
            listening("Azurite Queue service is starting at http://127.0.0.1:0"),
            None
        );
    }
}
