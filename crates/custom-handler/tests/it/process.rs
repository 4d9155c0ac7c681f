//! The process as the host starts, stops and loses it, with the `worker` example.
#![cfg(unix)]

use serde_json::Value;
use std::{
    env,
    io::{BufRead, BufReader, Read},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::LazyLock,
    thread,
    time::{Duration, Instant, SystemTime},
};

use crate::client::{ID, post_message, send};

/// The example, which `cargo test` builds, but not `cargo test --test it`.
static WORKER: LazyLock<PathBuf> = LazyLock::new(|| {
    let test = env::current_exe().unwrap();
    let path = test
        .parent()
        .unwrap()
        .with_file_name("examples")
        .join("worker");
    let written = |path: &Path| path.metadata().and_then(|file| file.modified()).ok();
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = newest(&package.join("src")).max(written(&package.join("examples/worker.rs")));
    if written(&path) < source {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
        cargo.args([
            "build",
            "--quiet",
            "--package",
            "custom-handler",
            "--example",
            "worker",
        ]);
        assert!(cargo.status().unwrap().success());
    }
    path
});

/// When the newest file in a folder was written.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = folder.read_dir().unwrap();
    let times = entries.map(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            newest(&path)
        } else {
            path.metadata().unwrap().modified().ok()
        }
    });
    times.max().flatten()
}

struct Worker {
    child: Child,
    address: SocketAddr,
}

/// A port that nobody listens on.
fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

impl Worker {
    fn start() -> Worker {
        let port = free_port();
        let child = Command::new(&*WORKER)
            .env("FUNCTIONS_CUSTOMHANDLER_PORT", port.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        wait_until("the port is open", || TcpStream::connect(address).is_ok());
        // An open port says little about signals, an answer says that they are listened to.
        assert_eq!(send(address, "GET", "/", &[], b"").status, 200);
        Worker { child, address }
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", name, &id])
                .status()
                .unwrap()
                .success()
        );
    }

    fn exit(&mut self) -> ExitStatus {
        wait_until("the process ends", || {
            self.child.try_wait().unwrap().is_some()
        });
        self.child.wait().unwrap()
    }

    /// What it wrote, once it has ended.
    fn written(&mut self) -> (String, String) {
        let (mut out, mut err) = (String::new(), String::new());
        self.child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut out)
            .unwrap();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        (out, err)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended as the test wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn wait_until(what: &str, mut there: impl FnMut() -> bool) {
    let started = Instant::now();
    while !there() {
        assert!(
            started.elapsed() < Duration::from_secs(20),
            "{what}: waited in vain"
        );
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn sigterm_finishes_what_is_in_flight_and_exits_with_143() {
    let mut worker = Worker::start();
    let to = worker.address;
    let in_flight = thread::spawn(move || post_message(to, "work", "order", "sleep 2500"));
    thread::sleep(Duration::from_millis(800));
    worker.signal("TERM");
    thread::sleep(Duration::from_millis(200));
    assert!(
        TcpStream::connect(to).is_err(),
        "no new connection is accepted"
    );
    assert_eq!(in_flight.join().unwrap().status, 200);
    assert_eq!(worker.exit().code(), Some(143));
}

#[test]
fn an_idle_connection_does_not_hold_up_the_end() {
    let mut worker = Worker::start();
    let _idle = TcpStream::connect(worker.address).unwrap();
    worker.signal("TERM");
    let started = Instant::now();
    assert_eq!(worker.exit().code(), Some(143));
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_second_signal_ends_at_once_what_the_first_left_running() {
    let mut worker = Worker::start();
    let to = worker.address;
    let in_flight = thread::spawn(move || {
        // Its connection is cut, so there is no answer to read.
        std::panic::catch_unwind(|| post_message(to, "work", "order", "sleep 15000")).is_err()
    });
    thread::sleep(Duration::from_millis(300));
    worker.signal("TERM");
    thread::sleep(Duration::from_millis(200));
    worker.signal("TERM");
    let started = Instant::now();
    assert_eq!(worker.exit().code(), Some(143));
    assert!(started.elapsed() < Duration::from_secs(5));
    assert!(in_flight.join().unwrap());
}

#[test]
fn sigint_exits_with_1() {
    let mut worker = Worker::start();
    worker.signal("INT");
    assert_eq!(worker.exit().code(), Some(1));
}

#[test]
fn an_orphan_leaves() {
    let port = free_port();
    // The shell stands for the host: it starts the handler and ends when its input is closed.
    let mut host = Command::new("sh")
        .args(["-c", r#""$0" >/dev/null 2>&1 & echo $!; read -r _"#])
        .arg(&*WORKER)
        .env("FUNCTIONS_CUSTOMHANDLER_PORT", port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut id = String::new();
    BufReader::new(host.stdout.take().unwrap())
        .read_line(&mut id)
        .unwrap();
    let id = id.trim().to_owned();
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    wait_until("the port is open", || TcpStream::connect(address).is_ok());
    thread::sleep(Duration::from_millis(600));
    assert!(
        TcpStream::connect(address).is_ok(),
        "while the host lives, so does its handler"
    );
    drop(host.stdin.take());
    host.wait().unwrap();
    wait_until("the orphan is gone", || !is_running(&id));
    assert!(TcpStream::connect(address).is_err());
}

/// Whether a process runs; one that has ended and that nobody has waited for does not.
fn is_running(id: &str) -> bool {
    let state = Command::new("ps")
        .args(["-o", "stat=", "-p", id])
        .output()
        .unwrap()
        .stdout;
    let state = String::from_utf8(state).unwrap();
    !state.trim().is_empty() && !state.trim().starts_with('Z')
}

#[test]
fn a_port_that_is_taken_is_an_error_and_not_exit_code_0() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let run = |port: &str| {
        Command::new(&*WORKER)
            .env("FUNCTIONS_CUSTOMHANDLER_PORT", port)
            .output()
            .unwrap()
    };
    let port = taken.local_addr().unwrap().port().to_string();
    let output = run(&port);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        format!("port {port} cannot be opened: address in use\n")
    );
    assert_eq!(run("seven").status.code(), Some(1));
}

#[test]
fn logs_are_json_lines_with_the_invocations_id_and_without_content() {
    let mut worker = Worker::start();
    for (order, status) in [
        ("done", 200),
        ("fail", 500),
        ("panic 555-0132", 500),
        ("compute", 500),
        ("unheard-of", 200),
    ] {
        assert_eq!(
            post_message(worker.address, "work", "order", order).status,
            status,
            "{order}"
        );
    }
    assert_eq!(
        send(worker.address, "POST", "/secret-path", &[], b"").status,
        404
    );
    worker.signal("TERM");
    worker.exit();
    let (out, err) = worker.written();
    for word in ["555-0132", "compute", "unheard-of", "secret-path", "Data"] {
        assert!(
            !out.contains(word) && !err.contains(word),
            "{word}:\n{out}{err}"
        );
    }

    let lines: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of_invocations: Vec<&Value> = lines
        .iter()
        .filter(|line| line["invocation_id"] == ID)
        .collect();
    let outcomes: Vec<&str> = of_invocations
        .iter()
        .map(|line| line["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes, ["done", "failed", "failed", "failed", "refused"]);
    for line in of_invocations {
        assert_eq!(line["function"], "work");
        assert!(line["duration_ms"].as_f64().unwrap() >= 0.0);
        assert!(line["body_bytes"].as_u64().unwrap() > 0);
        assert_eq!(line["trace_id"].as_str().unwrap().len(), 32);
        assert_eq!(line["span_id"].as_str().unwrap().len(), 16);
        assert!(line["timestamp"].as_str().unwrap().ends_with('Z'));
    }

    let failures: Vec<&str> = err.lines().collect();
    assert_eq!(
        failures[0],
        format!("invocation {ID} of work failed: told to fail")
    );
    for panicked in &failures[1..] {
        let begin = format!("invocation {ID} of work failed: panicked at ");
        assert!(
            panicked.starts_with(&begin) && panicked.contains("worker.rs:"),
            "{err}"
        );
    }
    assert_eq!(failures.len(), 3);
}

#[test]
fn the_first_answer_comes_soon_after_exec() {
    let mut times: Vec<Duration> = (0..5)
        .map(|_| {
            let started = Instant::now();
            let _worker = Worker::start();
            started.elapsed()
        })
        .collect();
    times.sort();
    // Some 5 ms on an idle machine; the bound is for a busy one.
    assert!(times[2] < Duration::from_secs(2), "{times:?}");
}
