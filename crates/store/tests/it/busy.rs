//! Services that are busy, hang or break: what the ports answer then. Each is a few lines of a server that says one thing.

use futures_executor::block_on;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};
use store::azure::{Azure, Settings, StorageAuth};
use store::{Error, Landing, Notes, Queues};

/// A service that answers everything with `answer`, or with nothing at all. It ends with the test.
fn service(answer: Option<&'static str>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(stream) = stream else { return };
            std::thread::spawn(move || serve(stream, answer));
        }
    });
    port
}

fn serve(mut stream: TcpStream, answer: Option<&str>) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(read) => request.extend_from_slice(&buffer[..read]),
        }
    }
    match answer {
        Some(answer) => {
            let _ = stream.write_all(answer.as_bytes());
        }
        None => std::thread::sleep(Duration::from_secs(60)),
    }
}

fn adapter(answer: Option<&'static str>, timeout: Duration) -> Azure {
    let port = service(answer);
    let storage = StorageAuth::SharedKey {
        account: "acc".to_owned(),
        key: "a2V5".to_owned(),
        blob: format!("http://127.0.0.1:{port}/acc"),
        queue: format!("http://127.0.0.1:{port}/acc"),
    };
    Azure::with_own_runtime(Settings {
        cosmos_key: Some("a2V5".to_owned()),
        timeout,
        ..Settings::new(storage, &format!("http://127.0.0.1:{port}/"), [0; 32])
    })
    .unwrap()
}

const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn a_busy_service_says_how_long_to_wait() {
    for answer in [
        "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 429 Slow\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    ] {
        let azure = adapter(Some(answer), PATIENCE);
        let second = Some(Duration::from_secs(1));
        for error in [
            block_on(azure.look("s/a.txt")).unwrap_err(),
            block_on(azure.send("q", "x", Duration::ZERO)).unwrap_err(),
        ] {
            assert!(matches!(error, Error::Busy { retry_after } if retry_after == second));
        }
    }
}

#[test]
fn a_busy_database_is_busy_and_not_broken() {
    let answer = "HTTP/1.1 429 Slow\r\nx-ms-retry-after-ms: 50\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let azure = adapter(Some(answer), PATIENCE);
    let error = block_on(azure.note("lease", "link")).unwrap_err();
    assert!(matches!(error, Error::Busy { .. }), "{error:?}");
}

#[test]
fn a_service_that_hangs_is_busy_after_the_time_allowed() {
    let azure = adapter(None, Duration::from_millis(300));
    let began = Instant::now();
    for error in [
        block_on(azure.look("s/a.txt")).unwrap_err(),
        block_on(azure.note("lease", "link")).unwrap_err(),
    ] {
        assert!(matches!(error, Error::Busy { retry_after: None }));
    }
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn an_error_shows_nothing_of_what_was_asked_or_answered() {
    let answer = "HTTP/1.1 403 No\r\nx-ms-error-code: secret words here\r\nContent-Length: 13\r\nConnection: close\r\n\r\nsecret answer";
    let azure = adapter(Some(answer), PATIENCE);
    for error in [
        block_on(azure.look("s/secret-path.txt")).unwrap_err(),
        block_on(azure.land("s/secret-path.txt", b"secret bytes", "text/plain")).unwrap_err(),
        block_on(azure.note("lease", "secret-id")).unwrap_err(),
    ] {
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("secret"), "{shown}");
        assert!(matches!(error, Error::Backend(_)));
    }
}

#[test]
fn a_service_that_is_not_there_is_named() {
    let storage = StorageAuth::SharedKey {
        account: "acc".to_owned(),
        key: "a2V5".to_owned(),
        blob: "http://127.0.0.1:9/acc".to_owned(),
        queue: "http://127.0.0.1:9/acc".to_owned(),
    };
    let azure = Azure::with_own_runtime(Settings {
        cosmos_key: Some("a2V5".to_owned()),
        ..Settings::new(storage, "http://127.0.0.1:9/", [0; 32])
    })
    .unwrap();
    let Err(Error::Backend(cause)) = block_on(azure.look("s/a.txt")) else {
        panic!("nothing listens there");
    };
    assert_eq!(cause.to_string(), "the storage account cannot be reached");
}
