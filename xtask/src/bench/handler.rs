//! The handler as it is shipped: its size, how fast it is there, what it costs to be there.

use super::Scratch;
use crate::programs::{self, Program};
use crate::{dev, stage};
use anyhow::{Context, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cosmos_process::Cosmos;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Fresh processes a figure.
const PROCESSES: usize = 25;
/// Invocations that do nothing.
const INVOCATIONS: usize = 2_000;
/// The source of the documents.
const SOURCE: &str = "bench";

/// Builds the handler as it is shipped and measures it, over emulators of its own.
pub(super) fn run() -> anyhow::Result<()> {
    let handler = stage::build()?;
    programs::build(&[Program::CosmosEmulator, Program::Northstar])?;
    let bytes = handler.metadata().context("finding the handler")?.len();
    figure(
        "size, stripped",
        format!("{:.1} MB", bytes as f64 / 1e6),
        "at most 24 MB",
    );

    let scratch = Scratch::new()?;
    let azurite = azurite::Options::default().start()?;
    let cosmos = Cosmos::start(&Program::CosmosEmulator.path())?;
    let settings = scratch.0.join("local.settings.json");
    dev::write_settings(&settings, &azurite.connection_string(), cosmos.endpoint())?;
    let store = format!("azure:{}", settings.display());
    programs::done(Command::new(Program::Northstar.path()).args(["prepare", "--store", &store]))?;
    let documents = land(
        &scratch.0,
        &Program::Northstar.path(),
        &store,
        &azurite.connection_string(),
    )?;
    let mut documents = documents.into_iter();
    let mut next = || documents.next().context("a document for each process");
    let start = || Handler::start(&handler, &settings);

    let (mut answers, mut idle) = (Vec::new(), Vec::new());
    for _ in 0..PROCESSES {
        let handler = start()?;
        let mut connection = handler.connect()?;
        connection.ask("GET", "/", "")?;
        answers.push(handler.began.elapsed());
        // What it makes behind the open port is part of being idle.
        std::thread::sleep(Duration::from_millis(300));
        idle.push(handler.memory("VmRSS")?);
    }
    figure("exec to first answer", time(answers), "at most 20 ms");
    figure(
        "memory while idle",
        format!("{:.1} MiB", middle(idle)),
        "at most 30 MB",
    );

    let mut first = Vec::new();
    for _ in 0..PROCESSES {
        let document = next()?;
        let handler = start()?;
        handler.connect()?.invoke("process_raw", &document)?;
        first.push(handler.began.elapsed());
    }
    figure(
        "exec to first document stored",
        time(first),
        "at most 150 ms",
    );
    let (mut cold, mut warm, mut after) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..PROCESSES {
        let (one, other) = (next()?, next()?);
        let handler = start()?;
        let mut connection = handler.connect()?;
        // Asks every service something, so that connections stand.
        let (status, _) = connection.ask("GET", "/api/health", "")?;
        ensure!(status == 200, "health answers {status}");
        for (document, times) in [(one, &mut cold), (other, &mut warm)] {
            let began = Instant::now();
            connection.invoke("process_raw", &document)?;
            times.push(began.elapsed());
        }
        after.push(handler.memory("VmRSS")?);
    }
    figure("  of it, with connections made", time(cold), "");
    figure("  a second document", time(warm), "");
    figure(
        "memory after two documents",
        format!("{:.1} MiB", middle(after)),
        "",
    );

    let handler = start()?;
    let mut connection = handler.connect()?;
    let nothing = json!({
        "Data": { "message": json!(r#"{"networks":[]}"#).to_string() },
        "Metadata": { "DequeueCount": "1", "Id": "\"bench\"", "sys": { "MethodName": "score_networks" } }
    })
    .to_string();
    let mut invocations = Vec::new();
    for _ in 0..INVOCATIONS {
        let began = Instant::now();
        connection.invoke("score_networks", &nothing)?;
        invocations.push(began.elapsed());
    }
    figure(
        "an invocation that does nothing",
        time(invocations),
        "at most 1 ms",
    );
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the figures are for a person")]
fn figure(name: &str, measured: String, wanted: &str) {
    println!("{name:34} {measured:>12}   {wanted}");
}

fn time(times: Vec<Duration>) -> String {
    format!(
        "{:.2} ms",
        middle(
            times
                .iter()
                .map(|time| time.as_secs_f64() * 1e3)
                .collect::<Vec<f64>>()
        )
    )
}

fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// Lands a document for every process. Returns the host's envelopes, in which their bytes stand.
fn land(
    folder: &Path,
    program: &Path,
    store: &str,
    connection: &str,
) -> anyhow::Result<Vec<String>> {
    let mut contents = Vec::new();
    let terms = folder.join("source.toml");
    std::fs::write(&terms, "region = \"US\"\n")?;
    let mut upload = Command::new(program);
    upload
        .args(["upload", "--source", SOURCE, "--store", store])
        .arg(&terms);
    for n in 0..3 * PROCESSES {
        let content = document(n);
        let file = folder.join(format!("advert-{n:03}.json"));
        std::fs::write(&file, &content)?;
        upload.arg(&file);
        contents.push(content);
    }
    let output = upload.output().context("starting northstar")?;
    ensure!(output.status.success(), "uploading failed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let endpoint = connection
        .split(';')
        .find_map(|part| part.strip_prefix("BlobEndpoint="))
        .context("Azurite names no address")?;
    let mut paths: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split_once("  ").map(|(path, _)| path))
        .filter(|path| !path.ends_with("source.toml"))
        .collect();
    paths.sort_unstable();
    ensure!(paths.len() == contents.len(), "not everything landed");
    Ok(paths
        .iter()
        .zip(&contents)
        .map(|(path, content)| {
            envelope(
                &format!("{}/{path}", endpoint.trim_end_matches('/')),
                content,
            )
        })
        .collect())
}

/// An advert of the usual length with something for most recognizers.
fn document(n: usize) -> String {
    let number = 100 + n;
    json!({
        "title": format!("Maya {n} - new in Las Vegas, 23yo, two days only"),
        "body": format!(
            "Hi gentlemen, I am Maya, 23, visiting from out of town until Sunday. In and outcalls near the airport, \
             hotel 250/hr, no black, no law enforcement. Call or text (702) 555-{number:04} or write to \
             maya{n}@example.com, insta: @maya.bench{n}. Pictures at https://ads{n}.example.org/maya. Bitcoin \
             bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 is fine. Ask for my friend Kayla, we work together. \
             Aquí hasta el domingo, llámame."
        ),
        "url": format!("https://board.example.net/vegas/{n}"),
        "city": "Las Vegas, NV",
        "posted": "2026-03-26T18:05:00Z",
    })
    .to_string()
}

/// An invocation of process_raw as the host sends it.
fn envelope(uri: &str, content: &str) -> String {
    json!({
        "Data": { "raw": STANDARD.encode(content) },
        "Metadata": {
            "Uri": json!(uri).to_string(),
            "Properties": { "ContentLength": content.len(), "ETag": {}, "ContentType": "application/octet-stream" },
            "Metadata": {},
            "sys": { "MethodName": "process_raw" }
        }
    })
    .to_string()
}

/// A handler of its own.
struct Handler {
    child: Child,
    address: SocketAddr,
    began: Instant,
}

impl Handler {
    /// Starts it as the host does, with the settings in its environment.
    fn start(program: &Path, settings: &Path) -> anyhow::Result<Self> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let settings: Value = serde_json::from_slice(&std::fs::read(settings)?)?;
        let values = settings["Values"]
            .as_object()
            .context("the settings have values")?;
        let mut command = Command::new(program);
        command
            .envs(
                values
                    .iter()
                    .filter_map(|(name, value)| Some((name, value.as_str()?))),
            )
            .env("FUNCTIONS_CUSTOMHANDLER_PORT", address.port().to_string())
            .stdout(Stdio::null());
        let began = Instant::now();
        let child = command.spawn().context("starting the handler")?;
        Ok(Self {
            child,
            address,
            began,
        })
    }

    /// Connects as soon as it listens.
    fn connect(&self) -> anyhow::Result<Connection> {
        let patience = self.began + Duration::from_secs(20);
        loop {
            match TcpStream::connect(self.address) {
                Ok(stream) => {
                    stream.set_nodelay(true)?;
                    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
                    return Ok(Connection(BufReader::new(stream)));
                }
                Err(_) if Instant::now() < patience => {
                    std::thread::sleep(Duration::from_micros(100));
                }
                Err(error) => return Err(error).context("the handler does not listen"),
            }
        }
    }

    /// A figure of its process, in MiB.
    fn memory(&self, name: &str) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kib: f64 = status
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
            .and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
            .context("no such figure of a process")?;
        Ok(kib / 1024.0)
    }
}

impl Drop for Handler {
    fn drop(&mut self) {
        // It is only there to be measured.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A connection that is kept.
struct Connection(BufReader<TcpStream>);

impl Connection {
    /// Asks for an answer of any kind; (status, body).
    fn ask(&mut self, method: &str, path: &str, body: &str) -> anyhow::Result<(u16, Vec<u8>)> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json; charset=utf-8\r\n\
             X-Azure-Functions-InvocationId: 00000000-0000-0000-0000-000000000000\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.0.get_mut().write_all(request.as_bytes())?;
        let (mut status, mut length, mut line) = (0, 0, String::new());
        loop {
            line.clear();
            self.0.read_line(&mut line)?;
            match line.trim_end() {
                "" => break,
                head if head.starts_with("HTTP/") => {
                    status = head.split(' ').nth(1).unwrap_or_default().parse()?;
                }
                head => {
                    if let Some((name, value)) = head.split_once(':')
                        && name.eq_ignore_ascii_case("content-length")
                    {
                        length = value.trim().parse()?;
                    }
                }
            }
        }
        let mut answer = vec![0; length];
        self.0.read_exact(&mut answer)?;
        Ok((status, answer))
    }

    /// An invocation that must succeed.
    fn invoke(&mut self, function: &str, envelope: &str) -> anyhow::Result<()> {
        let (status, answer) = self.ask("POST", &format!("/{function}"), envelope)?;
        if status != 200 {
            bail!(
                "{function} answered {status}: {}",
                String::from_utf8_lossy(&answer)
            );
        }
        Ok(())
    }
}
