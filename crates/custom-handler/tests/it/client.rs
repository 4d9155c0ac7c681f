//! Calls a handler as the host does: HTTP/1.1 over the loopback, bodies in chunks of 1 KiB.

use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// An answer as it came over the wire.
#[derive(Debug)]
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

/// Posts a queue message, wrapped and in chunks.
pub(crate) fn post_message(to: SocketAddr, function: &str, binding: &str, text: &str) -> Answer {
    let literal = serde_json::to_string(text).unwrap();
    let body = json!({"Data": {binding: literal}, "Metadata": {"DequeueCount": "1"}}).to_string();
    post_chunked(to, function, body.as_bytes())
}

/// Posts a body as the host does.
pub(crate) fn post_chunked(to: SocketAddr, function: &str, body: &[u8]) -> Answer {
    let head = format!(
        "POST /{function} HTTP/1.1\r\nHost: {to}\r\nX-Azure-Functions-HostVersion: 4.1037.0.0\r\n\
         X-Azure-Functions-InvocationId: {ID}\r\nUser-Agent: Azure-Functions-Host/4.1037.0.0\r\n\
         Transfer-Encoding: chunked\r\nContent-Type: application/json; charset=utf-8\r\nConnection: close\r\n\r\n"
    );
    let mut request = head.into_bytes();
    for chunk in body.chunks(1024) {
        request.extend(format!("{:x}\r\n", chunk.len()).bytes());
        request.extend_from_slice(chunk);
        request.extend(b"\r\n");
    }
    request.extend(b"0\r\n\r\n");
    exchange(to, &request)
}

/// The invocation id of `post_chunked`.
pub(crate) const ID: &str = "4ef744cd-b338-47d8-b9c6-8a0b9e24f592";

/// Sends a request with a body of declared length.
pub(crate) fn send(
    to: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() {
        head += &format!("Content-Length: {}\r\n", body.len());
    }
    let mut request = (head + "\r\n").into_bytes();
    request.extend_from_slice(body);
    exchange(to, &request)
}

/// Sends bytes and reads until the handler closes the connection.
fn exchange(to: SocketAddr, request: &[u8]) -> Answer {
    let mut connection = TcpStream::connect(to).unwrap();
    connection
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    connection.write_all(request).unwrap();
    let mut raw = Vec::new();
    connection.read_to_end(&mut raw).unwrap();
    parse(&raw)
}

fn parse(raw: &[u8]) -> Answer {
    let end = raw.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = std::str::from_utf8(&raw[..end]).unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines
        .map(|line| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_ascii_lowercase(), value.to_owned())
        })
        .collect();
    Answer {
        status,
        headers,
        body: raw[end + 4..].to_vec(),
    }
}
