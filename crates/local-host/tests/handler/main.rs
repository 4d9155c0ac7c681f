//! A custom handler that does what the message, blob or body that it is called with tells it to do:
//! `{"do": {"status": 200, "type": "application/json", "body": "{}", "location": "/x", "sleep": 100, "exit": 1, "drop": true}}`.
//! Only `body` is usual. What it gets is appended to `$CALLS`, one JSON line a request, as it stood on the wire.

#![expect(clippy::unwrap_used, reason = "a test handler that fails panics")]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the host reads it"
)]

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

fn main() {
    if let Ok(code) = std::env::var("EXIT_AT_START") {
        std::process::exit(code.parse().unwrap());
    }
    let parent = std::os::unix::process::parent_id();
    std::thread::spawn(move || {
        // A test that was interrupted kills nobody.
        while std::os::unix::process::parent_id() == parent {
            std::thread::sleep(std::time::Duration::from_secs(1));
        }
        std::process::exit(1);
    });
    if std::env::var_os("DEAF").is_some() {
        println!("deaf");
        std::thread::sleep(std::time::Duration::from_secs(60));
    }
    let port = std::env::var("FUNCTIONS_CUSTOMHANDLER_PORT").unwrap();
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).unwrap();
    if std::env::var_os("FLOOD").is_some() {
        // More than any pipe holds, line by line.
        std::thread::spawn(|| {
            for n in 0..40_000 {
                println!("line {n} of a handler that has much to say");
            }
            eprintln!("said everything");
        });
    }
    println!("handler listens");
    eprintln!("a warning of the handler");
    for stream in listener.incoming() {
        std::thread::spawn(|| serve(stream.unwrap()));
    }
}

struct Request {
    line: String,
    headers: Vec<String>,
    chunks: Vec<usize>,
    body: Vec<u8>,
}

fn line(from: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    (from.read_line(&mut line).ok()? > 0).then(|| line.trim_end().to_owned())
}

fn read(from: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut request = Request {
        line: line(from)?,
        headers: Vec::new(),
        chunks: Vec::new(),
        body: Vec::new(),
    };
    loop {
        let header = line(from)?;
        if header.is_empty() {
            break;
        }
        request.headers.push(header);
    }
    let header = |name: &str| {
        request.headers.iter().find_map(|header| {
            let (key, value) = header.split_once(':')?;
            key.eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    };
    if header("transfer-encoding").is_some() {
        loop {
            let size = usize::from_str_radix(&line(from)?, 16).unwrap();
            let mut chunk = vec![0; size + 2];
            from.read_exact(&mut chunk).unwrap();
            if size == 0 {
                break;
            }
            request.chunks.push(size);
            request.body.extend_from_slice(&chunk[..size]);
        }
    } else if let Some(length) = header("content-length") {
        request.body = vec![0; length.parse().unwrap()];
        from.read_exact(&mut request.body).unwrap();
    }
    Some(request)
}

fn serve(stream: TcpStream) {
    let mut from = BufReader::new(stream.try_clone().unwrap());
    while let Some(request) = read(&mut from) {
        record(&request);
        let told = instruction(&request.body).unwrap_or_default();
        if let Some(milliseconds) = told["sleep"].as_u64() {
            std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        }
        if let Some(code) = told["exit"].as_i64() {
            eprintln!("the last words");
            std::process::exit(i32::try_from(code).unwrap());
        }
        if told["drop"] == json!(true) {
            return;
        }
        answer(&stream, &told);
    }
}

fn answer(mut stream: &TcpStream, told: &Value) {
    let status = told["status"].as_u64().unwrap_or(200);
    let body = told["body"].as_str().unwrap_or("{}");
    let mut head = format!(
        "HTTP/1.1 {status} Told\r\nContent-Length: {}\r\n",
        body.len()
    );
    let media = match &told["type"] {
        Value::Null => Some("application/json"),
        other => other.as_str(),
    };
    if let Some(media) = media {
        head.push_str(&format!("Content-Type: {media}\r\n"));
    }
    if let Some(location) = told["location"].as_str() {
        head.push_str(&format!("Location: {location}\r\n"));
    }
    let _host_is_gone = stream.write_all(format!("{head}\r\n{body}").as_bytes());
}

/// The instruction in an envelope's data, however it is encoded, or in a forwarded body.
fn instruction(body: &[u8]) -> Option<Value> {
    let json: Value = serde_json::from_slice(body).ok()?;
    if let Some(told) = json.get("do") {
        return Some(told.clone());
    }
    let data = json.get("Data")?.as_object()?.values().next()?;
    let text = match data.get("Body").unwrap_or(data) {
        Value::String(text) => text,
        _ => return None,
    };
    let direct = serde_json::from_str::<Value>(text).ok();
    let unquoted = direct.and_then(|value| match value {
        Value::String(inner) => serde_json::from_str(&inner).ok(),
        other => Some(other),
    });
    let found = unquoted.or_else(|| serde_json::from_slice(&decoded(text)?).ok())?;
    found.get("do").cloned()
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

/// One write a line, so that lines of several threads and processes do not mix.
fn record(request: &Request) {
    let Ok(path) = std::env::var("CALLS") else {
        return;
    };
    let body: Value = serde_json::from_slice(&request.body)
        .unwrap_or_else(|_| json!(String::from_utf8_lossy(&request.body)));
    let line = json!({
        "line": request.line,
        "headers": request.headers,
        "chunks": request.chunks,
        "body": body,
        "process": std::process::id(),
    });
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .unwrap();
    file.write_all(format!("{line}\n").as_bytes()).unwrap();
}
