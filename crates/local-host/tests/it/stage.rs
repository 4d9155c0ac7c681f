//! An app in a folder of its own, a host that runs it, and the Azurite that all tests share.

use local_host::storage::{Account, Storage};
use local_host::{Host, Log, Settings};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The connection string; `None` where tests over Azurite are skipped.
fn connection() -> Option<&'static str> {
    static SHARED: OnceLock<Option<(azurite::Azurite, String)>> = OnceLock::new();
    let shared = SHARED.get_or_init(|| {
        let azurite = azurite::for_tests()?;
        let connection = azurite.connection_string();
        Some((azurite, connection))
    });
    shared.as_ref().map(|(_, connection)| connection.as_str())
}

/// An app before it runs. All names of queues and containers should be of one test only.
pub(crate) struct Stage {
    folder: TempDir,
    pub(crate) storage: Storage,
    pub(crate) settings: Settings,
    pub(crate) lines: Arc<Mutex<Vec<String>>>,
}

impl Drop for Stage {
    #[expect(
        clippy::print_stdout,
        reason = "a failed test shows what the host told"
    )]
    fn drop(&mut self) {
        if std::thread::panicking() {
            for line in self.lines.lock().unwrap().iter() {
                println!("{line}");
            }
        }
    }
}

/// `{"version": "2.0", …}` with the handler of these tests.
pub(crate) fn host_json(more: Value) -> Value {
    let mut json = json!({
        "version": "2.0",
        "customHandler": { "description": { "defaultExecutablePath": env!("CARGO_BIN_EXE_test-handler") } },
        "extensions": { "queues": { "maxPollingInterval": "00:00:00.2" } },
    });
    merge(&mut json, more);
    json
}

fn merge(into: &mut Value, more: Value) {
    match (into, more) {
        (Value::Object(into), Value::Object(more)) => {
            for (key, value) in more {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, more) => *into = more,
    }
}

impl Stage {
    /// `id` keeps this test's receipts and timers apart from those of others.
    pub(crate) fn new(id: &str, host_json: &Value, functions: &[(&str, Value)]) -> Option<Stage> {
        let connection = connection()?;
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("host.json"), host_json.to_string()).unwrap();
        for (name, json) in functions {
            std::fs::create_dir(folder.path().join(name)).unwrap();
            std::fs::write(
                folder.path().join(name).join("function.json"),
                json.to_string(),
            )
            .unwrap();
        }
        let mut settings = Settings::new(folder.path(), connection);
        settings.host_id = id.to_owned();
        settings.key = Some("secret".to_owned());
        settings.scan = Duration::from_millis(200);
        let calls = folder
            .path()
            .join("calls.ndjson")
            .to_string_lossy()
            .into_owned();
        settings.handler_env.push(("CALLS".to_owned(), calls));
        Some(Stage {
            folder,
            storage: Storage::new(Account::parse(connection).unwrap()),
            settings,
            lines: Arc::default(),
        })
    }

    pub(crate) async fn start(&self) -> Host {
        let lines = self.lines.clone();
        let log = Log::new(Arc::new(move |level, category, text| {
            lines
                .lock()
                .unwrap()
                .push(format!("{level:?} {category}: {text}"));
        }));
        Host::start(self.settings.clone(), log).await.unwrap()
    }

    fn calls_file(&self) -> PathBuf {
        self.folder.path().join("calls.ndjson")
    }

    /// What the handler got, but for the host's first look at it.
    pub(crate) fn calls(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.calls_file()).unwrap_or_default();
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        let calls = whole
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        calls
            .filter(|call| call["line"] != "GET / HTTP/1.1")
            .collect()
    }

    /// How often it was looked at.
    pub(crate) fn looks(&self) -> usize {
        let text = std::fs::read_to_string(self.calls_file()).unwrap_or_default();
        text.lines()
            .filter(|line| line.contains("GET / HTTP/1.1"))
            .count()
    }

    pub(crate) fn logged(&self, part: &str) -> bool {
        self.lines
            .lock()
            .unwrap()
            .iter()
            .any(|line| line.contains(part))
    }

    /// Puts the base64 of a text into a queue.
    pub(crate) async fn send(&self, queue: &str, text: &str) {
        self.storage.enqueue(queue, &base64(text)).await.unwrap();
    }

    /// Takes what is in a queue out of it; texts as they stand there, in their order.
    pub(crate) async fn drain(&self, queue: &str) -> Vec<String> {
        let mut texts = Vec::new();
        loop {
            let batch = self
                .storage
                .receive(queue, 32, Duration::from_secs(600))
                .await
                .unwrap();
            if batch.is_empty() {
                texts.sort();
                return texts;
            }
            texts.extend(batch.into_iter().map(|message| message.text));
        }
    }
}

pub(crate) fn base64(text: impl AsRef<[u8]>) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}

/// Waits until something holds, for half a minute at most.
pub(crate) async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !holds().await {
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "not within 30 s: {what}"
        );
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

/// The data of a call.
pub(crate) fn data(call: &Value) -> &Value {
    call["body"]["Data"]
        .as_object()
        .unwrap()
        .values()
        .next()
        .unwrap()
}

pub(crate) fn queue_trigger(queue: &str) -> Value {
    json!({ "type": "queueTrigger", "direction": "in", "name": "msg", "queueName": queue })
}

pub(crate) fn blob_trigger(path: &str) -> Value {
    json!({ "type": "blobTrigger", "direction": "in", "name": "blob", "path": path })
}

pub(crate) fn bindings(bindings: &[Value]) -> Value {
    json!({ "bindings": bindings })
}
