//! The staged handler under the stand-in host, with emulators of its own.

use crate::expected::{Uploads, canonical};
use azurite::Azurite;
use cosmos_process::Cosmos;
use functions::FUNCTIONS;
use futures_executor::block_on;
use local_host::{Host, Level, Log, Settings};
use pipeline::suite::queue;
use pipeline::{Canonical, Ports};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use store::azure::{Azure, StorageAuth};
use store::{Landing, Queues, Store};
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub(crate) const STANDARD: &str = "whsec_bWFkZSB1cCBzZWNyZXQgZm9yIHRlc3RzIQ==";
pub(crate) const PLAIN: &str = "made up secret for tests!";
/// Any key will do.
const COSMOS_KEY: &str = "bm8ga2V5IGlzIGNoZWNrZWQ=";

/// Everything that one test needs, ended with it.
pub(crate) struct World {
    // The host goes first.
    host: Option<Host>,
    pub(crate) runtime: Threads,
    pub(crate) azure: Azure,
    pub(crate) dist: TempDir,
    settings: Settings,
    /// What the host said: level and text.
    pub(crate) said: Arc<Mutex<Vec<(Level, String)>>>,
    pub(crate) connection: String,
    pub(crate) cosmos: Cosmos,
    _azurite: Azurite,
}

/// How a world differs from the ordinary one.
pub(crate) struct Ways {
    /// Of the stand-in host.
    pub(crate) host: fn(&mut Settings),
    /// When the sweep runs.
    pub(crate) sweep: &'static str,
}

impl Default for Ways {
    fn default() -> Self {
        Self {
            host: |_| {},
            // Only when a test asks for it.
            sweep: "0 0 0 1 1 *",
        }
    }
}

/// What is staged for a host on this machine, impatient so that tests end in time.
fn stage(sweep: &str) -> TempDir {
    let dist = tempfile::tempdir().unwrap();
    let mut host: Value = serde_json::from_str(include_str!("../../host.json")).unwrap();
    host["extensions"]["queues"]["visibilityTimeout"] = "00:00:01".into();
    host["extensions"]["queues"]["maxPollingInterval"] = "00:00:00.200".into();
    std::fs::write(dist.path().join("host.json"), host.to_string()).unwrap();
    for (name, json) in FUNCTIONS {
        let mut json: Value = serde_json::from_str(json).unwrap();
        let binding = json["bindings"][0].as_object_mut().unwrap();
        binding.remove("source");
        if name == "sweep" {
            binding.insert("schedule".to_owned(), sweep.into());
        }
        let folder = dist.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("function.json"), json.to_string()).unwrap();
    }
    std::fs::copy(env!("CARGO_BIN_EXE_handler"), dist.path().join("handler")).unwrap();
    dist
}

/// What the host does in seconds; a test that hangs tells nobody why.
async fn in_time<T>(what: &str, work: impl Future<Output = T>) -> T {
    match tokio::time::timeout(Duration::from_secs(120), work).await {
        Ok(done) => done,
        Err(_) => panic!("{what} takes more than two minutes"),
    }
}

/// A runtime whose end waits for nothing that hangs.
pub(crate) struct Threads(Option<Runtime>);

impl Deref for Threads {
    type Target = Runtime;

    fn deref(&self) -> &Runtime {
        self.0.as_ref().expect("it is there until it is dropped")
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_timeout(Duration::from_secs(10));
        }
    }
}

impl World {
    /// `None` where the machine cannot, which is a failure where everything is required.
    pub(crate) fn new(ways: Ways) -> Option<Self> {
        let azurite = azurite::for_tests()?;
        let cosmos = Cosmos::for_tests();
        let connection = azurite.connection_string();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let runtime = Threads(Some(runtime));
        let storage = StorageAuth::from_connection_string(&connection).unwrap();
        let azure = Azure::with_own_runtime(store::azure::Settings {
            cosmos_key: Some(COSMOS_KEY.to_owned()),
            ..store::azure::Settings::new(storage, cosmos.endpoint(), [7; 32])
        })
        .unwrap();
        block_on(azure.prepare(&queue::ALL)).unwrap();
        let dist = stage(ways.sweep);
        let mut settings = Settings::new(dist.path(), &connection);
        settings.scan = Duration::from_millis(300);
        settings.lock = Duration::from_secs(15);
        let mut world = Self {
            host: None,
            runtime,
            azure,
            dist,
            settings,
            said: Arc::default(),
            connection: connection.clone(),
            cosmos,
            _azurite: azurite,
        };
        (ways.host)(&mut world.settings);
        let endpoint = world.cosmos.endpoint().to_owned();
        world.through(&connection, &endpoint);
        Some(world)
    }

    /// The addresses under which the handler knows its stores.
    pub(crate) fn through(&mut self, connection: &str, endpoint: &str) {
        self.settings.handler_env = [
            ("AzureWebJobsStorage", connection.to_owned()),
            ("COSMOS__accountEndpoint", endpoint.to_owned()),
            ("COSMOS__accountKey", COSMOS_KEY.to_owned()),
            ("NORTHSTAR_DEPLOYMENT_KEY", "07".repeat(32)),
            (
                "NORTHSTAR_PARTNERS",
                format!(r#"{{"acme": ["{STANDARD}", "{PLAIN}"]}}"#),
            ),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    }

    /// An ordinary world with its host started.
    pub(crate) fn started() -> Option<Self> {
        let mut world = Self::new(Ways::default())?;
        world.start();
        Some(world)
    }

    pub(crate) fn start(&mut self) {
        let said = self.said.clone();
        let log = Log::new(Arc::new(move |level, _category, text| {
            said.lock().unwrap().push((level, text.to_owned()));
        }));
        let start = async {
            let host = Host::start(self.settings.clone(), log).await.unwrap();
            host.ready().await.map(|()| host)
        };
        let started = self.runtime.block_on(in_time("a start of the host", start));
        let host = started.unwrap_or_else(|missing| panic!("{missing}; {:#?}", self.errors()));
        self.host = Some(host);
    }

    /// Stops the host as the platform would, or drops what is left of one that ended.
    pub(crate) fn stop(&mut self) {
        if let Some(host) = self.host.take() {
            self.runtime
                .block_on(in_time("a stop of the host", host.stop()));
        }
    }

    /// Whether the host came to its end by the handler's third crash.
    pub(crate) fn ended(&mut self) -> bool {
        let Some(host) = &mut self.host else {
            return true;
        };
        self.runtime.block_on(async {
            tokio::time::timeout(Duration::from_millis(1), host.ended())
                .await
                .is_ok()
        })
    }

    pub(crate) fn upload(&self, uploads: &Uploads) {
        for (path, bytes) in uploads {
            self.put(path, bytes);
        }
    }

    /// Uploads, over what is there.
    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let kind = "application/octet-stream";
        loop {
            match block_on(self.azure.land(path, bytes, kind)) {
                Ok(_) => return,
                Err(store::Error::Conflict { .. }) => self.delete(path),
                Err(error) => panic!("{error}"),
            }
        }
    }

    pub(crate) fn delete(&self, path: &str) {
        use store::Files;
        let place = store::RawPlace {
            id: model::RawFileId::derive("", &[0; 32]),
            path: path.to_owned(),
            version: None,
        };
        block_on(self.azure.delete_raw(&place)).unwrap();
    }

    pub(crate) fn send(&self, queue: &str, text: &str) {
        block_on(self.azure.send(queue, text, Duration::ZERO)).unwrap();
    }

    /// Asks the host to run the sweep now.
    pub(crate) fn sweep(&self) {
        let key = self.host.as_ref().unwrap().key().to_owned();
        let answer = self.call(
            "POST",
            "/admin/functions/sweep",
            &[
                ("x-functions-key", &key),
                ("content-type", "application/json"),
            ],
            b"{}",
        );
        assert_eq!(answer.status, 202);
    }

    /// Waits until so many captures are stored and everything that was noted is linked, with nothing left in the queues.
    pub(crate) fn settle(&self, captures: u64) {
        let patience = Instant::now() + Duration::from_secs(420);
        let mut calm = 0;
        let mut seen = String::new();
        while calm < 3 {
            assert!(
                Instant::now() < patience,
                "it does not come to rest; last seen: {seen}; the host said: {:#?}",
                self.errors()
            );
            std::thread::sleep(Duration::from_millis(200));
            // Nudges are not waited for: one that met the lease comes back a minute later and finds nothing.
            let waiting: u64 = [queue::BULK, queue::LINKED]
                .iter()
                .map(|name| block_on(self.azure.backlog(name)).unwrap().messages)
                .sum();
            let at_work = self.host.as_ref().map_or(0, Host::in_flight);
            let quiet = waiting == 0 && at_work == 0;
            seen = format!("{waiting} messages, {at_work} at work");
            if quiet {
                let counts = block_on(self.azure.counts()).unwrap();
                let notes = block_on(self.azure.changes(1)).unwrap().changes.len();
                seen = format!("{} captures, {notes} notes", counts.captures);
                if counts.captures == captures && notes == 0 {
                    calm += 1;
                    continue;
                }
            }
            calm = 0;
        }
    }

    /// What went wrong, as the host saw it.
    pub(crate) fn errors(&self) -> Vec<String> {
        let said = self.said.lock().unwrap();
        let errors = said.iter().filter(|(level, _)| *level == Level::Error);
        let all: Vec<String> = errors.map(|(_, text)| text.clone()).collect();
        all.into_iter().rev().take(12).collect()
    }

    pub(crate) fn canonical(&self) -> Canonical {
        canonical(Ports::of(&self.azure))
    }

    /// The handler's process.
    pub(crate) fn handler(&self) -> Option<u32> {
        process_of(&self.dist.path().join("handler").canonicalize().unwrap())
    }

    /// A figure of the handler's process, in kB.
    pub(crate) fn memory(&self, name: &str) -> u64 {
        let path = format!("/proc/{}/status", self.handler().unwrap());
        let status = std::fs::read_to_string(path).unwrap();
        let figure = status
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let figure = figure.unwrap().trim().trim_end_matches(" kB");
        figure.parse().unwrap()
    }

    /// Asks for another try of everything that was given up on.
    pub(crate) fn replay(&self) {
        use pipeline::suite::{Suite, replay};
        let suite = Suite {
            ports: Ports::of(&self.azure),
            landing: &self.azure,
            queues: &self.azure,
            notes: &self.azure,
            now: &|| 0,
            stop: &|| false,
        };
        replay(suite, None).unwrap();
    }

    pub(crate) fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        call(
            self.host.as_ref().unwrap().address(),
            method,
            path,
            headers,
            body,
        )
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // Its tasks live in the runtime, which goes after it.
        let _in_runtime = self.runtime.enter();
        self.host = None;
    }
}

/// The process that runs a program.
pub(crate) fn process_of(program: &Path) -> Option<u32> {
    let processes = std::fs::read_dir("/proc").unwrap();
    processes
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .find(|id| std::fs::read_link(format!("/proc/{id}/exe")).is_ok_and(|exe| exe == program))
}

/// An HTTP answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// One request over a connection of its own.
pub(crate) fn call(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    // A server that refuses a body need not read it.
    let _ = stream.write_all(body);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let end = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("an answer has a head");
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let mut body = answer[end + 4..].to_vec();
    if headers
        .get("transfer-encoding")
        .is_some_and(|how| how == "chunked")
    {
        body = unchunked(&body);
    }
    Answer {
        status: status.parse().unwrap(),
        headers,
        body,
    }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|window| window == b"\r\n") {
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            break;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + length]);
        rest = &rest[end + 4 + length..];
    }
    body
}
