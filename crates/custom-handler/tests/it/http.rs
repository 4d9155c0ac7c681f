//! Functions called over HTTP: the public path, the bytes as they came, the answer as it was given.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, Method, StatusCode},
    response::{IntoResponse, Response},
    routing::{any, post},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use custom_handler::{App, Failure, Invocation};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::{
    client::{post_chunked, send},
    recorded::rows,
    server::Server,
};

const REPORT: &str = r#"{"bindings": [
    {"type": "httpTrigger", "direction": "in", "name": "req", "route": "Reports/{partner}", "methods": ["post"]},
    {"type": "http", "direction": "out", "name": "res"}]}"#;

#[derive(Debug, Default, PartialEq)]
struct Seen {
    method: Method,
    values: BTreeMap<String, String>,
    uri: String,
    body: Vec<u8>,
}

type Sink = Arc<Mutex<Vec<Seen>>>;

async fn record(
    State(sink): State<Sink>,
    Path(values): Path<BTreeMap<String, String>>,
    method: Method,
    uri: axum::http::Uri,
    _: Invocation,
    body: Bytes,
) -> StatusCode {
    sink.lock().unwrap().push(Seen {
        method,
        values,
        uri: uri.to_string(),
        body: body.to_vec(),
    });
    StatusCode::NO_CONTENT
}

#[test]
fn every_forwarded_request_arrives_with_its_own_bytes() {
    let mut count = 0;
    for row in rows("host_4.1037") {
        if row["forwarded"] != true || row["function"] != "HttpFwd" {
            continue;
        }
        let sink = Sink::default();
        let app =
            App::new(sink.clone()).http("HttpFwd", &row["function_json"].to_string(), any(record));
        let server = Server::start(&app);
        let request = &row["request"];
        let (method, path) = (
            request["method"].as_str().unwrap(),
            request["path"].as_str().unwrap(),
        );
        let sent = match request["body"].get("raw_base64") {
            Some(raw) => STANDARD.decode(raw.as_str().unwrap()).unwrap(),
            None => request["body"].as_str().unwrap().as_bytes().to_vec(),
        };
        let answer = send(server.address, method, path, &[], &sent);
        // Empty answers are relayed to the client as they are.
        assert_eq!(answer.status, 204, "{}", row["id"]);
        let seen = sink.lock().unwrap().pop().unwrap();
        let value = path
            .strip_prefix("/api/f/")
            .map(|rest| ("id".to_owned(), rest.split('?').next().unwrap().to_owned()));
        let expected = Seen {
            method: method.parse().unwrap(),
            values: value.into_iter().collect(),
            uri: path.to_owned(),
            body: sent,
        };
        assert_eq!(seen, expected, "{}", row["id"]);
        count += 1;
    }
    assert!(count >= 10, "{count}");
}

async fn receive(
    State(()): State<()>,
    Path(partner): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    match headers.get("x-do").map(|value| value.as_bytes()) {
        Some(b"transient") => Err(Failure::transient("inside")),
        Some(b"permanent") => Err(Failure::permanent("inside")),
        Some(b"panic") => panic!("inside"),
        _ => Ok((StatusCode::ACCEPTED, format!("{partner} {}", body.len())).into_response()),
    }
}

fn reports() -> Server {
    Server::start(
        &App::new(())
            .http("receive", REPORT, post(receive))
            .http_body_limit(3_000_000),
    )
}

#[test]
fn a_route_ignores_letter_case_and_keeps_that_of_values() {
    let server = reports();
    let answer = send(
        server.address,
        "POST",
        "/API/reports/Acme%20X?a=1",
        &[],
        b"12345",
    );
    assert_eq!(
        (answer.status, answer.body.as_slice()),
        (202, b"Acme X 5".as_slice())
    );
}

#[test]
fn bodies_have_a_limit_of_their_own() {
    let server = reports();
    let at = "/api/reports/acme";
    assert_eq!(
        send(server.address, "POST", at, &[], &vec![0; 3_000_000]).status,
        202
    );
    let answer = send(server.address, "POST", at, &[], &vec![0; 3_000_001]);
    assert_eq!(answer.status, 413);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
}

#[test]
fn a_client_learns_nothing_about_a_failure_but_its_kind() {
    let server = reports();
    for (what, status) in [("transient", 500), ("permanent", 422), ("panic", 500)] {
        let answer = send(
            server.address,
            "POST",
            "/api/reports/acme",
            &[("x-do", what)],
            b"",
        );
        assert_eq!(answer.status, status, "{what}");
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert_eq!(answer.json()["status"], status);
        assert!(!String::from_utf8(answer.body).unwrap().contains("inside"));
    }
}

#[test]
fn another_method_or_path_is_refused() {
    let server = reports();
    assert_eq!(
        send(server.address, "GET", "/api/reports/acme", &[], b"").status,
        405
    );
    for path in [
        "/api/reports",
        "/api/reports/a/b",
        "/reports/acme",
        "/api//",
    ] {
        assert_eq!(
            send(server.address, "POST", path, &[], b"").status,
            404,
            "{path}"
        );
    }
}

#[test]
fn a_wrapped_request_fails_since_the_host_should_have_forwarded_it() {
    let server = reports();
    let body = json!({"Data": {"req": {"Url": "x", "Method": "POST"}}, "Metadata": {}}).to_string();
    assert_eq!(
        post_chunked(server.address, "receive", body.as_bytes()).status,
        500
    );
}

#[test]
fn without_a_prefix_a_function_may_live_at_its_own_name() {
    let health = r#"{"bindings": [
        {"type": "httpTrigger", "direction": "in", "name": "req"},
        {"type": "http", "direction": "out", "name": "res"}]}"#;
    let app = App::new(())
        .http("health", health, any(async || "fine"))
        .route_prefix("");
    let server = Server::start(&app);
    assert_eq!(
        send(server.address, "POST", "/Health", &[], b"").body,
        b"fine"
    );
    assert_eq!(
        send(server.address, "GET", "/health", &[], b"").body,
        b"fine"
    );
}

#[test]
fn the_more_particular_route_wins() {
    let at = |route: &str| {
        json!({"bindings": [
            {"type": "httpTrigger", "direction": "in", "name": "req", "route": route},
            {"type": "http", "direction": "out", "name": "res"}]})
        .to_string()
    };
    let app = App::new(())
        .http("rest", &at("{*path}"), any(async || "rest"))
        .http("one", &at("files/{name}"), any(async || "one"))
        .http("exact", &at("files/index"), any(async || "exact"));
    let server = Server::start(&app);
    for (path, body) in [
        ("/api/files/index", "exact"),
        ("/api/files/x", "one"),
        ("/api/files/x/y", "rest"),
        ("/api", "rest"),
    ] {
        assert_eq!(
            send(server.address, "GET", path, &[], b"").body,
            body.as_bytes(),
            "{path}"
        );
    }
}
