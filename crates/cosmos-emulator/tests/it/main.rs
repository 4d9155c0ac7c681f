//! The program, as tests and `cargo xtask dev` start it. That this test is here also makes cargo build it for them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

#[test]
fn it_says_where_it_answers_and_ends_with_whoever_started_it() {
    let mut emulator = Command::new(env!("CARGO_BIN_EXE_cosmos-emulator"))
        .args(["--port", "0", "--with-parent"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(emulator.stdout.take().unwrap())
        .read_line(&mut address)
        .unwrap();
    let server = address
        .trim()
        .strip_prefix("http://")
        .unwrap()
        .trim_end_matches('/');
    let mut stream = TcpStream::connect(server).unwrap();
    write!(
        stream,
        "GET / HTTP/1.1\r\nhost: {server}\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    // Clients connect to the address that the account names.
    assert!(answer.contains(address.trim()), "{answer}");
    drop(emulator.stdin.take());
    assert!(emulator.wait().unwrap().success());
}
