//! What a host sees of an app, over real sockets.

use custom_handler::{App, Done, Failure, Invocation, QueueEvent};
use serde_json::json;
use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    client::{ID, post_chunked, post_message, send},
    server::Server,
};

const QUEUE: &str = r#"{"bindings": [{"type": "queueTrigger", "direction": "in", "name": "m", "queueName": "que"}]}"#;

/// An app with one function, `f`, that answers by `run`.
fn app<F, Fut>(run: F) -> App<()>
where
    F: Fn(Invocation, QueueEvent) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Done, Failure>> + Send + 'static,
{
    App::new(()).queue("f", QUEUE, move |(), invocation, event| {
        run(invocation, event)
    })
}

#[test]
fn the_port_is_ready_and_unknown_functions_are_not_found_as_json() {
    let server = Server::start(&app(async |_, _| Ok(Done::new())));
    assert_eq!(send(server.address, "GET", "/", &[], b"").status, 200);
    for (method, path) in [
        ("POST", "/g"),
        ("GET", "/elsewhere"),
        ("GET", "/f"),
        ("POST", "/F"),
        ("POST", "/f/x"),
    ] {
        let answer = send(server.address, method, path, &[], b"");
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.headers["content-type"], "application/json");
        assert_eq!(answer.json(), json!({"error": "no such function"}));
    }
}

#[test]
fn an_answer_is_json_with_a_length_and_never_empty() {
    let server = Server::start(&app(async |_, _| Ok(Done::new())));
    let answer = post_message(server.address, "f", "m", "x");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(
        answer.headers["content-length"],
        answer.body.len().to_string()
    );
    assert_eq!(
        answer.json(),
        json!({"Outputs": {}, "Logs": [], "ReturnValue": null})
    );
}

#[test]
fn a_panic_fails_its_own_invocation_and_the_next_is_served() {
    let server = Server::start(&app(async |_, event: QueueEvent| {
        assert_ne!(event.text()?, "boom");
        Ok(Done::new())
    }));
    assert_eq!(post_message(server.address, "f", "m", "boom").status, 500);
    assert_eq!(post_message(server.address, "f", "m", "fine").status, 200);
}

#[test]
fn a_panic_leaves_what_else_is_in_flight_alone() {
    let barrier = Arc::new(tokio::sync::Barrier::new(2));
    let server = Server::start(&app(move |_, event: QueueEvent| {
        let barrier = barrier.clone();
        async move {
            barrier.wait().await;
            assert_ne!(event.text()?, "boom");
            tokio::time::sleep(Duration::from_millis(100)).await;
            Ok(Done::new())
        }
    }));
    let to = server.address;
    let other = thread::spawn(move || post_message(to, "f", "m", "fine"));
    assert_eq!(post_message(to, "f", "m", "boom").status, 500);
    assert_eq!(other.join().unwrap().status, 200);
}

#[test]
fn work_for_a_caller_that_went_away_is_stopped() {
    struct Stopped(Arc<AtomicBool>);
    impl Drop for Stopped {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }
    let (running, stopped) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicBool::new(false)),
    );
    let (started, flag) = (running.clone(), stopped.clone());
    let server = Server::start(&app(move |_, _| {
        let guard = Stopped(flag.clone());
        started.store(true, Ordering::SeqCst);
        async move {
            tokio::time::sleep(Duration::from_secs(60)).await;
            drop(guard);
            Ok(Done::new())
        }
    }));
    let body = r#"{"Data":{"m":"x"},"Metadata":{}}"#;
    let mut connection = TcpStream::connect(server.address).unwrap();
    write!(
        connection,
        "POST /f HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let wait_for = |flag: &AtomicBool| {
        let since = Instant::now();
        while !flag.load(Ordering::SeqCst) {
            assert!(since.elapsed() < Duration::from_secs(20));
            thread::sleep(Duration::from_millis(5));
        }
    };
    wait_for(&running);
    assert!(!stopped.load(Ordering::SeqCst));
    drop(connection);
    wait_for(&stopped);
}

#[test]
fn a_timeout_without_end_is_no_problem() {
    let server = Server::start(&app(async |_, _| Ok(Done::new())).function_timeout(Duration::MAX));
    assert_eq!(post_message(server.address, "f", "m", "x").status, 200);
}

#[test]
fn a_permanent_failure_succeeds_with_its_reason_and_a_transient_one_fails() {
    let server = Server::start(&app(async |_, event: QueueEvent| {
        Err(match event.text()? {
            "permanent" => Failure::permanent("unreadable"),
            _ => Failure::transient("busy"),
        })
    }));
    let answer = post_message(server.address, "f", "m", "permanent");
    assert_eq!(
        (answer.status, &answer.json()["Logs"]),
        (200, &json!(["unreadable"]))
    );
    assert_eq!(
        post_message(server.address, "f", "m", "transient").status,
        500
    );
}

#[test]
fn identity_trace_and_try_reach_the_function() {
    let seen: Arc<Mutex<Option<Invocation>>> = Arc::default();
    let sink = seen.clone();
    let server = Server::start(&app(move |invocation, _| {
        *sink.lock().unwrap() = Some(invocation);
        async { Ok(Done::new()) }
    }));
    let body = json!({"Data": {"m": "\"x\""}, "Metadata": {"RetryContext": {"RetryCount": 1, "MaxRetryCount": 2}}});
    post_chunked(server.address, "f", body.to_string().as_bytes());
    let first = seen.lock().unwrap().take().unwrap();
    assert_eq!((first.id.as_str(), first.function.as_str()), (ID, "f"));
    assert!(first.trace.parent_span_id.is_none());
    let retry = first.retry.unwrap();
    assert_eq!((retry.count, retry.max), (1, Some(2)));

    let traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    send(
        server.address,
        "POST",
        "/f",
        &[("traceparent", traceparent)],
        body.to_string().as_bytes(),
    );
    let second = seen.lock().unwrap().take().unwrap();
    assert_eq!(second.trace.trace_id, "0af7651916cd43dd8448eb211c80319c");
    assert!(second.id.starts_with("local-"));
}

#[test]
fn an_output_that_function_json_does_not_declare_fails_the_invocation() {
    let with_output = r#"{"bindings": [
        {"type": "queueTrigger", "direction": "in", "name": "m", "queueName": "que"},
        {"type": "queue", "direction": "out", "name": "next", "queueName": "nxt"}]}"#;
    let app = App::new(()).queue("f", with_output, async |(), _, event: QueueEvent| {
        Ok(Done::new().output(event.text()?, "HelloWorld12"))
    });
    let server = Server::start(&app);
    let answer = post_message(server.address, "f", "m", "next");
    assert_eq!(
        answer.json()["Outputs"],
        json!({"next": "SGVsbG9Xb3JsZDEy"})
    );
    assert_eq!(post_message(server.address, "f", "m", "nxet").status, 500);
}

#[test]
fn a_function_that_waits_too_long_is_given_up_at_its_deadline() {
    let server = Server::start(
        &app(async |_, _| {
            tokio::time::sleep(Duration::from_secs(60)).await;
            Ok(Done::new())
        })
        .function_timeout(Duration::from_millis(600)),
    );
    let started = Instant::now();
    assert_eq!(post_message(server.address, "f", "m", "x").status, 500);
    assert!(started.elapsed() >= Duration::from_millis(300));
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_function_that_computes_without_end_is_answered_for_at_its_deadline_too() {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = stop.clone();
    let server = Server::start(
        &app(move |_, _| {
            let stopped = stopped.clone();
            async move {
                while !stopped.load(Ordering::Relaxed) {
                    thread::sleep(Duration::from_millis(5));
                }
                Ok(Done::new())
            }
        })
        .function_timeout(Duration::from_millis(600)),
    );
    let answer = post_message(server.address, "f", "m", "x");
    stop.store(true, Ordering::Relaxed);
    assert_eq!(answer.status, 500);
}

#[test]
fn a_body_over_the_limit_fails_and_its_sender_gets_the_answer() {
    let called = Arc::new(AtomicUsize::new(0));
    let calls = called.clone();
    let server = Server::start(
        &app(move |_, _| {
            calls.fetch_add(1, Ordering::Relaxed);
            async { Ok(Done::new()) }
        })
        .body_limit(100_000),
    );
    assert_eq!(
        post_message(server.address, "f", "m", &"x".repeat(99_000)).status,
        200
    );
    assert_eq!(
        post_message(server.address, "f", "m", &"x".repeat(8_000_000)).status,
        500
    );
    assert_eq!(
        send(server.address, "POST", "/f", &[], &[b'x'; 8_000_000]).status,
        500
    );
    assert_eq!(called.load(Ordering::Relaxed), 1);
}

#[test]
fn bodies_wait_until_there_is_room_for_them() {
    let running = Arc::new(AtomicUsize::new(0));
    let most = Arc::new(AtomicUsize::new(0));
    let (counter, maximum) = (running.clone(), most.clone());
    let server = Server::start(
        &app(move |_, event: QueueEvent| {
            let (counter, maximum) = (counter.clone(), maximum.clone());
            async move {
                maximum.fetch_max(counter.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(150)).await;
                counter.fetch_sub(1, Ordering::SeqCst);
                Ok(Done::new().log(event.body.len().to_string()))
            }
        })
        .body_limit(1_000_000)
        .bytes_in_flight(1_200_000),
    );
    let started = Instant::now();
    let call = |length: usize| {
        let to = server.address;
        thread::spawn(move || post_message(to, "f", "m", &"x".repeat(length)))
    };
    for caller in [call(900_000), call(900_000), call(900_000)] {
        assert_eq!(caller.join().unwrap().json()["Logs"], json!(["900000"]));
    }
    assert_eq!(most.load(Ordering::SeqCst), 1);
    assert!(started.elapsed() >= Duration::from_millis(450));
    // Small ones pass by.
    for caller in [call(900_000), call(10), call(10)] {
        caller.join().unwrap();
    }
    assert!(most.load(Ordering::SeqCst) >= 2);
}

#[test]
fn waiting_for_room_ends_at_the_deadline() {
    let server = Server::start(
        &app(async |_, event: QueueEvent| {
            if event.text()?.starts_with("hold") {
                tokio::time::sleep(Duration::from_secs(60)).await;
            }
            Ok(Done::new())
        })
        .body_limit(1_000_000)
        .bytes_in_flight(1_000_000)
        .function_timeout(Duration::from_secs(6)),
    );
    let to = server.address;
    let holder = thread::spawn(move || {
        post_message(to, "f", "m", &("hold".to_owned() + &"x".repeat(900_000)))
    });
    thread::sleep(Duration::from_millis(1000));
    let started = Instant::now();
    // The holder is given up after 3 s and gives its bytes back, before this one's own 3 s are over.
    assert_eq!(post_message(to, "f", "m", &"x".repeat(900_000)).status, 200);
    assert!(started.elapsed() >= Duration::from_millis(300));
    assert_eq!(holder.join().unwrap().status, 500);
}

#[test]
fn a_state_that_could_not_be_made_is_tried_again() {
    let tries = Arc::new(AtomicUsize::new(0));
    let counter = tries.clone();
    let app = App::with_state(move || {
        let nth = counter.fetch_add(1, Ordering::SeqCst);
        async move {
            match nth {
                0 => Err(Failure::transient("not yet")),
                n => Ok(n),
            }
        }
    })
    .queue("f", QUEUE, async |state: usize, _, _| {
        Ok(Done::new().log(state.to_string()))
    });
    let server = Server::start(&app);
    assert_eq!(post_message(server.address, "f", "m", "x").status, 500);
    for _ in 0..2 {
        let answer = post_message(server.address, "f", "m", "x");
        assert_eq!(answer.json()["Logs"], json!(["1"]));
    }
    assert_eq!(tries.load(Ordering::SeqCst), 2);
}

#[test]
fn a_connection_serves_one_call_after_another() {
    let server = Server::start(&app(async |_, _| Ok(Done::new())));
    let mut connection = TcpStream::connect(server.address).unwrap();
    let body = r#"{"Data":{"m":"\"x\""},"Metadata":{}}"#;
    for _ in 0..3 {
        write!(
            connection,
            "POST /f HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = [0; 4096];
        let n = connection.read(&mut answer).unwrap();
        assert!(answer[..n].starts_with(b"HTTP/1.1 200"));
    }
}
