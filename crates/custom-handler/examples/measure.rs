//! What the protocol costs: time from exec to the first answer, overhead of an invocation, a large blob.
//!
//! `cargo run --release -p custom-handler --example measure`, after `cargo build --release -p custom-handler --examples`.
#![expect(clippy::print_stdout, reason = "the figures are for a person")]

use base64::{Engine, engine::general_purpose::STANDARD};
use custom_handler::{App, BlobEvent, Done, Invocation, QueueEvent};
use std::{
    error::Error,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const QUEUE: &str = r#"{"bindings": [{"type": "queueTrigger", "direction": "in", "name": "m", "queueName": "que"}]}"#;
const BLOB: &str = r#"{"bindings": [{"type": "blobTrigger", "direction": "in", "name": "b", "path": "raw/{name}"}]}"#;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    println!(
        "exec to first answer   {:>9.2?}  (median of 25)",
        start_up()?
    );
    let address = serve()?;
    println!(
        "a small message        {:>9.2?}  (median of 10,000, one connection)",
        small(address)?
    );
    for mib in [1, 16, 48] {
        let (time, memory) = large(address, mib)?;
        println!(
            "a blob of {mib:>2} MiB        {time:>9.2?}  (the process held at most {memory} MiB so far)"
        );
    }
    Ok(())
}

/// Runs the `worker` example 25 times until it answers.
fn start_up() -> Result<Duration> {
    let worker = std::env::current_exe()?.with_file_name("worker");
    let mut times = Vec::new();
    for _ in 0..25 {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let started = Instant::now();
        let mut child = Command::new(&worker)
            .env("FUNCTIONS_CUSTOMHANDLER_PORT", port.to_string())
            .stdout(Stdio::null())
            .spawn()?;
        let mut connection = loop {
            match TcpStream::connect(("127.0.0.1", port)) {
                Ok(connection) => break connection,
                Err(_) => thread::sleep(Duration::from_micros(100)),
            }
        };
        connection.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")?;
        let _ = connection.read(&mut [0; 1024])?;
        times.push(started.elapsed());
        child.kill()?;
        child.wait()?;
    }
    Ok(median(times))
}

/// Serves two functions that do nothing, on a thread of their own.
fn serve() -> Result<SocketAddr> {
    let app = App::new(())
        .queue("q", QUEUE, async |(), _: Invocation, _: QueueEvent| {
            Ok(Done::new())
        })
        .blob("b", BLOB, async |(), _: Invocation, blob: BlobEvent| {
            Ok(Done::new().log(blob.body.len().to_string()))
        })
        .body_limit(128 << 20);
    app.check()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0)))?;
    let address = listener.local_addr()?;
    thread::spawn(move || runtime.block_on(async { axum::serve(listener, app.router()).await }));
    Ok(address)
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

/// Posts a blob in chunks of 1 KiB, as the host does.
fn large(address: SocketAddr, mib: usize) -> Result<(Duration, u64)> {
    let data = STANDARD.encode(vec![7; mib << 20]);
    let body = format!(
        r#"{{"Data":{{"b":"{data}"}},"Metadata":{{"Uri":"\"https://a.example.net/raw/x\""}}}}"#
    );
    let mut request =
        b"POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            .to_vec();
    for chunk in body.as_bytes().chunks(1024) {
        request.extend(format!("{:x}\r\n", chunk.len()).bytes());
        request.extend_from_slice(chunk);
        request.extend(b"\r\n");
    }
    request.extend(b"0\r\n\r\n");
    drop((data, body));
    let started = Instant::now();
    let mut connection = TcpStream::connect(address)?;
    connection.write_all(&request)?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    Ok((started.elapsed(), peak_mib()?))
}

/// The most memory that this process has held, the request's own copy included.
fn peak_mib() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .ok_or("no VmHWM")?;
    Ok(line
        .split_whitespace()
        .nth(1)
        .ok_or("no number")?
        .parse::<u64>()?
        / 1024)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
