//! What the protocol costs: time from exec to the first answer, overhead of an invocation, time and memory of a large
//! blob. The program starts itself as the handler.
//!
//! `cargo run --release -p custom-handler --example measure`
#![expect(clippy::print_stdout, reason = "the figures are for a person")]

use base64::{Engine, engine::general_purpose::STANDARD};
use custom_handler::{App, BlobEvent, Done, FunctionJson, Invocation, QueueEvent, TriggerKind};
use std::{
    env,
    error::Error,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

const QUEUE: &str = r#"{"bindings": [{"type": "queueTrigger", "direction": "in", "name": "m", "queueName": "que"}]}"#;
const BLOB: &str = r#"{"bindings": [{"type": "blobTrigger", "direction": "in", "name": "b", "path": "raw/{name}"}]}"#;

/// Where the host says which port to serve, so also how this program knows which of its two roles it has.
const PORT: &str = "FUNCTIONS_CUSTOMHANDLER_PORT";

fn main() -> ExitCode {
    if env::var_os(PORT).is_some() {
        return handler();
    }
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Two functions that do nothing.
fn handler() -> ExitCode {
    App::new(())
        .queue("q", QUEUE, async |(), _: Invocation, _: QueueEvent| {
            Ok(Done::new())
        })
        .blob("b", BLOB, async |(), _: Invocation, blob: BlobEvent| {
            Ok(Done::new().log(blob.body.len().to_string()))
        })
        .body_limit(128 << 20)
        .run()
}

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn measure() -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..25 {
        times.push(Handler::start()?.first_answer);
    }
    println!(
        "exec to first answer  {:>9.2?}  median of 25",
        median(times)
    );
    let handler = Handler::start()?;
    println!(
        "idle                  {:>9.1} MiB",
        handler.memory("VmRSS")?
    );
    println!(
        "a small message       {:>9.2?}  median of 10,000 on one connection",
        small(handler.address)?
    );
    for mib in [1, 16, 48] {
        let handler = Handler::start()?;
        let time = large(handler.address, mib)?;
        println!(
            "a blob of {mib:>2} MiB       {time:>9.2?}  {:.0} MiB at most",
            handler.memory("VmHWM")?
        );
    }
    let body = blob_body(48);
    let declared = FunctionJson::parse("b", TriggerKind::Blob, BLOB)?;
    let started = Instant::now();
    BlobEvent::decode(&declared, body.into_bytes())?;
    println!("of that, decoding     {:>9.2?}", started.elapsed());
    Ok(())
}

struct Handler {
    child: Child,
    address: SocketAddr,
    first_answer: Duration,
}

impl Handler {
    fn start() -> Result<Handler> {
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let started = Instant::now();
        let child = Command::new(env::current_exe()?)
            .env(PORT, address.port().to_string())
            .stdout(Stdio::null())
            .spawn()?;
        let mut connection = loop {
            match TcpStream::connect(address) {
                Ok(connection) => break connection,
                Err(_) => thread::sleep(Duration::from_micros(100)),
            }
        };
        connection.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")?;
        let n = connection.read(&mut [0; 1024])?;
        assert!(n > 0, "the connection was closed");
        Ok(Handler {
            child,
            address,
            first_answer: started.elapsed(),
        })
    }

    /// A figure of `/proc/{id}/status`, in MiB.
    fn memory(&self, name: &str) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find(|line| line.starts_with(name))
            .ok_or("no such figure")?;
        let kib: f64 = line.split_whitespace().nth(1).ok_or("no number")?.parse()?;
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

fn small(address: SocketAddr) -> Result<Duration> {
    let body = r#"{"Data":{"m":"\"a pointer of the usual length, 60 characters or so, no more\""},"Metadata":{"DequeueCount":"1","Id":"\"x\"","sys":{"MethodName":"q"}}}"#;
    let mut connection = TcpStream::connect(address)?;
    connection.set_nodelay(true)?;
    let mut times = Vec::new();
    for _ in 0..10_000 {
        let started = Instant::now();
        let head = format!(
            "POST /q HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        connection.write_all((head + body).as_bytes())?;
        let n = connection.read(&mut [0; 1024])?;
        assert!(n > 0, "the connection was closed");
        times.push(started.elapsed());
    }
    Ok(median(times))
}

/// The request for a blob of some size.
fn blob_body(mib: usize) -> String {
    let data = STANDARD.encode(vec![7; mib << 20]);
    format!(r#"{{"Data":{{"b":"{data}"}},"Metadata":{{"Uri":"\"https://a.example.net/raw/x\""}}}}"#)
}

/// Posts a blob in chunks of 1 KiB, as the host does.
fn large(address: SocketAddr, mib: usize) -> Result<Duration> {
    let body = blob_body(mib);
    let mut request =
        b"POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            .to_vec();
    for chunk in body.as_bytes().chunks(1024) {
        request.extend(format!("{:x}\r\n", chunk.len()).bytes());
        request.extend_from_slice(chunk);
        request.extend(b"\r\n");
    }
    request.extend(b"0\r\n\r\n");
    let started = Instant::now();
    let mut connection = TcpStream::connect(address)?;
    connection.write_all(&request)?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    Ok(started.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
