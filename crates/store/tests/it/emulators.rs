//! Azurite and the Cosmos DB emulator, for as long as a test needs them.

use azurite::Azurite;
use futures_executor::block_on;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use store::azure::{Azure, Settings, StorageAuth};
use store::{Files, Landing, RawPlace};

/// Any key will do.
const KEY: &str = "bm8ga2V5IGlzIGNoZWNrZWQ=";

pub(crate) struct Emulators {
    azurite: Azurite,
    cosmos: Cosmos,
    databases: AtomicU32,
}

struct Cosmos {
    child: Child,
    /// It ends when this is closed, even when the test is killed.
    _stdin: Option<ChildStdin>,
    endpoint: String,
}

impl Drop for Cosmos {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts both; `None` where the machine cannot, which is a failure where everything is required.
pub(crate) fn start() -> Option<Emulators> {
    let azurite = azurite::for_tests()?;
    Some(Emulators {
        azurite,
        cosmos: cosmos(),
        databases: AtomicU32::new(0),
    })
}

/// The emulator is a package of its own, so that what it asks of the driver never gets into this one: its program is built
/// beside this test's.
fn program() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    if let Some(named) = std::env::var_os("NORTHSTAR_COSMOS_EMULATOR") {
        return named.into();
    }
    BUILT
        .get_or_init(|| {
            let test = std::env::current_exe().unwrap();
            let folder = test.parent().and_then(|deps| deps.parent()).unwrap();
            let built = Command::new(env!("CARGO"))
                .args(["build", "--quiet", "--package", "cosmos-emulator"])
                .arg("--target-dir")
                .arg(folder.parent().unwrap())
                .status()
                .unwrap();
            assert!(built.success(), "the Cosmos DB emulator cannot be built");
            folder.join(format!("cosmos-emulator{}", std::env::consts::EXE_SUFFIX))
        })
        .clone()
}

fn cosmos() -> Cosmos {
    let mut child = Command::new(program())
        .args(["--port", "0", "--with-parent"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut endpoint = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut endpoint)
        .unwrap();
    Cosmos {
        _stdin: child.stdin.take(),
        endpoint: endpoint.trim().to_owned(),
        child,
    }
}

impl Emulators {
    /// An adapter over an empty store.
    pub(crate) fn fresh(&self) -> Azure {
        let azure = Azure::with_own_runtime(self.settings()).unwrap();
        block_on(azure.prepare(&[])).unwrap();
        let landed = block_on(azure.list("", None)).unwrap().landed;
        for landed in landed {
            let place = RawPlace {
                id: model::RawFileId::derive("", &[0; 32]),
                path: landed.path,
                version: None,
            };
            block_on(azure.delete_raw(&place)).unwrap();
        }
        azure
    }

    /// From now on the database answers so many more requests and refuses all others; `None` ends that.
    pub(crate) fn fail_after(&self, requests: Option<u32>) {
        let answer = match requests {
            Some(requests) => self.ask("PUT /faults", &[], &requests.to_string()),
            None => self.ask("DELETE /faults", &[], ""),
        };
        assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    }

    /// Whether there is an item in a document's partition.
    pub(crate) fn has_item(&self, database: &str, document: &str, id: &str) -> bool {
        let what = format!("GET /dbs/{database}/colls/documents/docs/{id}");
        let partition = format!("[\"{document}\"]");
        let headers = [
            ("x-ms-documentdb-partitionkey", partition.as_str()),
            ("x-ms-version", "2018-12-31"),
        ];
        let answer = self.ask(&what, &headers, "");
        let found = answer.starts_with("HTTP/1.1 200");
        assert!(found || answer.starts_with("HTTP/1.1 404"), "{answer}");
        found
    }

    fn ask(&self, what: &str, headers: &[(&str, &str)], body: &str) -> String {
        let endpoint = self.cosmos.endpoint.trim_start_matches("http://");
        let address = endpoint.trim_end_matches('/');
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        let headers: String = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        write!(
            stream,
            "{what} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {}\r\n{headers}Connection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Settings for a database that nobody has used yet.
    pub(crate) fn settings(&self) -> Settings {
        let storage =
            StorageAuth::from_connection_string(&self.azurite.connection_string()).unwrap();
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        Settings {
            cosmos_key: Some(KEY.to_owned()),
            database: format!("northstar-{number}"),
            ..Settings::new(storage, &self.cosmos.endpoint, [7; 32])
        }
    }
}
