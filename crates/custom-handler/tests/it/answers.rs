//! What the host makes of an answer, and that ours are of the kind that it takes.

use custom_handler::{App, Done, Failure, QueueEvent};
use serde_json::Value;

use crate::{
    client::{post_chunked, post_message},
    recorded::rows,
    server::Server,
};

#[derive(Debug, PartialEq)]
enum Outcome {
    Succeeds,
    Fails,
    /// Until the function's timeout, which kills the process.
    Hangs,
    /// With a GET on the handler itself.
    FollowsRedirect,
}

/// The host's rules for an answer to a wrapped call.
fn outcome(status: u16, media_type: Option<&str>, body: &[u8]) -> Outcome {
    match status {
        200..=299 => {}
        302 => return Outcome::FollowsRedirect,
        _ => return Outcome::Fails,
    }
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    if status == 204 || body.is_empty() || body == b"null" {
        return Outcome::Hangs;
    }
    let media_type = media_type
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default();
    if !matches!(media_type, "application/json" | "text/json") {
        return Outcome::Fails;
    }
    let first = serde_json::Deserializer::from_slice(body)
        .into_iter::<Value>()
        .next();
    let Some(Ok(Value::Object(answer))) = first else {
        return Outcome::Fails;
    };
    let key = |name: &str| {
        answer
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map_or(&Value::Null, |(_, value)| value)
    };
    let logs = match key("Logs") {
        Value::Null => true,
        Value::Array(lines) => lines.iter().all(|line| !line.is_object()),
        _ => false,
    };
    let outputs = matches!(key("Outputs"), Value::Null | Value::Object(_));
    if logs && outputs {
        Outcome::Succeeds
    } else {
        Outcome::Fails
    }
}

#[test]
fn the_rules_say_what_the_host_did_with_every_recorded_answer() {
    let mut count = 0;
    for row in rows("host_4.1037") {
        let answer = &row["answer"];
        let id = row["id"].as_str().unwrap();
        // Failures of the target or of an HTTP result's own form are no matter of the answer's form.
        if answer.is_null() || row["forwarded"] == true || ["rh-070", "rh-149"].contains(&id) {
            continue;
        }
        let body = match &answer["body"] {
            Value::String(text) => text.clone().into_bytes(),
            value => value.to_string().into_bytes(),
        };
        let said = outcome(
            answer["status"].as_u64().unwrap() as u16,
            answer["content_type"].as_str(),
            &body,
        );
        let recorded = row["outcome"].as_str().unwrap();
        let happened = if recorded.starts_with("HANGS") {
            Outcome::Hangs
        } else if recorded.starts_with("Host follows the redirect") {
            Outcome::FollowsRedirect
        } else if recorded.starts_with("Failed") || recorded.contains("client got 500") {
            Outcome::Fails
        } else {
            Outcome::Succeeds
        };
        assert_eq!(said, happened, "{id}: {recorded}");
        count += 1;
    }
    assert!(count > 120, "{count}");
}

#[test]
fn every_answer_of_ours_is_one_that_the_host_understands() {
    let function = r#"{"bindings": [
        {"type": "queueTrigger", "direction": "in", "name": "m", "queueName": "que"},
        {"type": "queue", "direction": "out", "name": "next", "queueName": "nxt"}]}"#;
    let app = App::new(()).queue("f", function, async |(), _, event: QueueEvent| match event
        .text()?
    {
        "nothing" => Ok(Done::new()),
        "logs" => Ok(Done::new()
            .log("")
            .log("{\"an\":\"object\"}")
            .log("\u{0}\n")),
        "outputs" => Ok(Done::new().output("next", "").return_value("null")),
        "json" => Done::new().output_json("next", &Value::Null),
        "permanent" => Err(Failure::permanent("")),
        "transient" => Err(Failure::transient("")),
        "unknown output" => Ok(Done::new().output("other", "x")),
        _ => panic!("as ordered"),
    });
    let server = Server::start(&app);
    for (order, expected) in [
        ("nothing", Outcome::Succeeds),
        ("logs", Outcome::Succeeds),
        ("outputs", Outcome::Succeeds),
        ("json", Outcome::Succeeds),
        ("permanent", Outcome::Succeeds),
        ("transient", Outcome::Fails),
        ("unknown output", Outcome::Fails),
        ("panic", Outcome::Fails),
    ] {
        let answer = post_message(server.address, "f", "m", order);
        let media_type = answer.headers.get("content-type").map(String::as_str);
        assert_eq!(
            outcome(answer.status, media_type, &answer.body),
            expected,
            "{order}"
        );
        assert!(!answer.body.is_empty());
    }
}

#[test]
fn every_recorded_call_is_answered_with_success() {
    let mut count = 0;
    for row in rows("host_4.1037") {
        let body = &row["request"]["body"];
        if body.get("Data").is_none() {
            continue;
        }
        let name = row["function"].as_str().unwrap();
        let mut file = row["function_json"].clone();
        let bindings = file["bindings"].as_array_mut().unwrap();
        bindings.retain(|binding| binding["direction"] == "in");
        let (app, file) = (App::new(()), file.to_string());
        let app = match row["trigger"].as_str().unwrap() {
            "blobTrigger" => app.blob(name, &file, async |(), _, _| Ok(Done::new())),
            "queueTrigger" => app.queue(name, &file, async |(), _, _| Ok(Done::new())),
            "timerTrigger" => app.timer(name, &file, async |(), _, _| Ok(Done::new())),
            _ => continue,
        };
        let server = Server::start(&app);
        let answer = post_chunked(server.address, name, body.to_string().as_bytes());
        let media_type = answer.headers.get("content-type").map(String::as_str);
        assert_eq!(
            outcome(answer.status, media_type, &answer.body),
            Outcome::Succeeds,
            "{}",
            row["id"]
        );
        count += 1;
    }
    assert!(count > 90, "{count}");
}
