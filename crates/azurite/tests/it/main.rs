//! Azurite starts, answers and stops.

#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

fn address(endpoint: &str) -> &str {
    endpoint
        .strip_prefix("http://")
        .unwrap()
        .split('/')
        .next()
        .unwrap()
}

#[test]
fn two_run_beside_each_other_and_are_gone_when_dropped() {
    let Some(first) = azurite::for_tests() else {
        return;
    };
    let second = azurite::for_tests().unwrap();
    assert_ne!(first.blob_endpoint(), second.blob_endpoint());
    assert!(first.connection_string().contains(&first.queue_endpoint()));

    let address = address(&first.blob_endpoint()).to_owned();
    let mut stream = TcpStream::connect(&address).unwrap();
    let request = format!(
        "GET /devstoreaccount1?comp=list HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");

    drop(first);
    assert!(TcpStream::connect(&address).is_err());
}

#[test]
fn one_that_is_not_there_is_an_error_that_says_where() {
    let options = azurite::Options {
        existing: Some(Path::new("/nowhere/azurite.js").to_owned()),
        ..azurite::Options::default()
    };
    let error = options.start().unwrap_err().to_string();
    assert!(error.contains("/nowhere/azurite.js"), "{error}");
}
