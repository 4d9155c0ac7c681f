//! Queue triggers over Azurite.

use crate::stage::{Stage, base64, bindings, data, host_json, queue_trigger, until};
use serde_json::json;
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_handled_poisoned_and_answered_as_recorded() {
    let app = bindings(&[
        queue_trigger("q1-in"),
        json!({ "type": "queue", "direction": "out", "name": "outq", "queueName": "q1-out" }),
        json!({ "type": "blob", "direction": "out", "name": "outb", "path": "q1-blobs/{rand-guid}" }),
    ]);
    let Some(stage) = Stage::new("q1", &host_json(json!({})), &[("Q1", app)]) else {
        return;
    };
    let host = stage.start().await;
    let long = "x".repeat(80_000);
    let bodies = [
        r#"{"Outputs":{"outq":"abcd"},"Logs":["a line of the function"]}"#,
        r#"{"Outputs":{"outq":["SGVsbG8=","2026-01-02T03:04:05Z"]}}"#,
        r#"{"Outputs":{"outb":["b1","b2"]}}"#,
    ];
    for body in bodies {
        stage
            .send("q1-in", &json!({ "do": { "body": body } }).to_string())
            .await;
    }
    let redirected = json!({ "do": { "status": 302, "location": "/elsewhere" } }).to_string();
    stage.send("q1-in", &redirected).await;
    let failing = [
        json!({ "do": { "status": 500 } }),
        json!({ "do": { "type": "text/plain" } }),
        json!({ "do": { "drop": true } }),
        json!({ "do": { "body": format!(r#"{{"Outputs":{{"outq":"{long}"}}}}"#).len() } }),
        json!({ "do": { "body": r#"{"Logs":[{}]}"# } }),
    ];
    let mut poisoned: Vec<String> = failing
        .iter()
        .map(|told| base64(told.to_string()))
        .collect();
    // A number is no body: this one succeeds, so that something stands beside the failures.
    poisoned.remove(3);
    for told in &failing {
        stage.send("q1-in", &told.to_string()).await;
    }
    stage
        .storage
        .enqueue("q1-in", "not base64 at all!")
        .await
        .unwrap();
    stage
        .storage
        .enqueue("q1-in", &base64([0x69, 0xb7, 0x1d]))
        .await
        .unwrap();
    poisoned.push("not base64 at all!".to_owned());
    poisoned.push("abcd".replace("abcd", &base64([0x69, 0xb7, 0x1d])));
    poisoned.sort();

    let mut found = Vec::new();
    until("all failing messages are in the poison queue", async || {
        found.extend(stage.drain("q1-in-poison").await);
        found.len() >= poisoned.len()
    })
    .await;
    found.sort();
    assert_eq!(found, poisoned, "the bare texts, each once");
    host.stop().await;
    assert!(stage.drain("q1-in").await.is_empty());
    let mut out = vec![
        "abcd".to_owned(),
        base64("SGVsbG8="),
        base64("01/02/2026 03:04:05"),
    ];
    out.sort();
    assert_eq!(stage.drain("q1-out").await, out);
    let blobs = stage.storage.list("q1-blobs", "").await.unwrap();
    let blob = stage
        .storage
        .fetch("q1-blobs", &blobs[0].name)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(blob.content, br#"["b1","b2"]"#);

    let calls = stage.calls();
    let tries = |told: &str| {
        let calls = calls.iter().filter(|call| call["body"]["Data"].is_object());
        calls
            .filter(|call| data(call).as_str().unwrap().contains(told))
            .count()
    };
    assert_eq!(tries("500"), 5);
    assert_eq!(tries("abcd"), 1);
    assert!(
        calls
            .iter()
            .any(|call| call["line"] == "GET /elsewhere HTTP/1.1")
    );
    assert_eq!(stage.looks(), 1, "the host looks at a process once");
    assert!(stage.logged("Error Function.Q1: Executed 'Functions.Q1' (Failed"));
    assert!(stage.logged("Information Function.Q1.User: a line of the function"));
    assert!(stage.logged("Information Host.Function.Console: handler listens"));
    assert!(stage.logged("Warning Host.Function.Console: a warning of the handler"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_output_that_is_too_large_fails_the_whole_invocation() {
    let app = bindings(&[
        queue_trigger("q2-in"),
        json!({ "type": "queue", "direction": "out", "name": "$return", "queueName": "q2-out" }),
    ]);
    let host_json = host_json(json!({ "extensions": { "queues": { "maxDequeueCount": 1 } } }));
    let Some(stage) = Stage::new("q2", &host_json, &[("Q2", app)]) else {
        return;
    };
    let host = stage.start().await;
    // What fits in a message is too large once it is indented.
    let body = json!({ "ReturnValue": { "a": vec![1; 10_000] } }).to_string();
    let told = json!({ "do": { "body": body } }).to_string();
    assert!(base64(&told).len() < 64 * 1024);
    stage.send("q2-in", &told).await;
    until("it is poison", async || {
        !stage.drain("q2-in-poison").await.is_empty()
    })
    .await;
    host.stop().await;
    assert!(stage.drain("q2-out").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn five_tries_take_half_a_second_or_as_long_as_visibility_says() {
    let app = bindings(&[queue_trigger("q3-in")]);
    let Some(stage) = Stage::new("q3", &host_json(json!({})), &[("Q3", app.clone())]) else {
        return;
    };
    let host = stage.start().await;
    host.ready().await.unwrap();
    let failing = r#"{"do":{"status":500}}"#;
    stage.send("q3-in", failing).await;
    until("the first try", async || !stage.calls().is_empty()).await;
    let start = Instant::now();
    until("poison", async || {
        !stage.drain("q3-in-poison").await.is_empty()
    })
    .await;
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    let counts: Vec<String> = stage
        .calls()
        .iter()
        .map(|call| {
            call["body"]["Metadata"]["DequeueCount"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(counts, ["1", "2", "3", "4", "5"]);
    host.stop().await;

    let slow = host_json(
        json!({ "extensions": { "queues": { "visibilityTimeout": "00:00:02", "maxDequeueCount": 2 } } }),
    );
    let stage = Stage::new("q4", &slow, &[("Q4", bindings(&[queue_trigger("q4-in")]))]).unwrap();
    let host = stage.start().await;
    stage.send("q4-in", failing).await;
    until("the first try", async || !stage.calls().is_empty()).await;
    let start = Instant::now();
    until("poison", async || {
        !stage.drain("q4-in-poison").await.is_empty()
    })
    .await;
    assert!(
        start.elapsed() > Duration::from_millis(900),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(stage.calls().len(), 2);
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_hosts_message_is_back_when_its_lock_runs_out_and_a_living_ones_is_not() {
    let app = bindings(&[queue_trigger("q5-in")]);
    let Some(mut stage) = Stage::new("q5", &host_json(json!({})), &[("Q5", app)]) else {
        return;
    };
    stage.settings.lock = Duration::from_secs(2);
    let host = stage.start().await;
    stage.send("q5-in", r#"{"do":{"sleep":5000}}"#).await;
    until("the call", async || stage.calls().len() == 1).await;
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(stage.calls().len(), 1, "the lock was renewed");
    drop(host);

    let host = stage.start().await;
    until("the second call", async || stage.calls().len() == 2).await;
    assert_eq!(stage.calls()[1]["body"]["Metadata"]["DequeueCount"], "2");
    host.stop().await;
    assert!(stage.drain("q5-in").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn batch_size_and_threshold_bound_what_is_at_work() {
    let app = bindings(&[queue_trigger("q6-in")]);
    let host_json = host_json(
        json!({ "extensions": { "queues": { "batchSize": 4, "newBatchThreshold": 2 } } }),
    );
    let Some(mut stage) = Stage::new("q6", &host_json, &[("Q6", app)]) else {
        return;
    };
    stage.settings.redeliver = 0.2;
    for _ in 0..40 {
        stage.send("q6-in", r#"{"do":{"sleep":100}}"#).await;
    }
    let host = stage.start().await;
    let mut most = 0;
    until("all of them, and some again", async || {
        most = most.max(host.in_flight());
        stage.calls().len() > 42
    })
    .await;
    assert!((3..=6).contains(&most), "{most}");
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_look_as_they_do_on_the_wire_of_a_real_host() {
    let app = bindings(&[queue_trigger("q7-in")]);
    let Some(stage) = Stage::new("q7", &host_json(json!({})), &[("Q7", app)]) else {
        return;
    };
    let host = stage.start().await;
    stage.send("q7-in", &"x".repeat(5000)).await;
    until("the call", async || stage.calls().len() == 1).await;
    host.stop().await;
    let call = &stage.calls()[0];
    assert_eq!(call["line"], "POST /Q7 HTTP/1.1");
    let mut names: Vec<&str> = call["headers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|header| header.as_str().unwrap().split(':').next().unwrap())
        .collect();
    names.sort_unstable();
    let expected = [
        "Content-Type",
        "Host",
        "Transfer-Encoding",
        "User-Agent",
        "X-Azure-Functions-Hostversion",
        "X-Azure-Functions-Invocationid",
    ];
    assert_eq!(names, expected, "names of headers have no letter case");
    let chunks = call["chunks"].as_array().unwrap();
    let (last, whole) = chunks.split_last().unwrap();
    assert!(
        whole.len() >= 4 && whole.iter().all(|size| *size == 1024),
        "{chunks:?}"
    );
    assert!(last.as_u64().unwrap() <= 1024);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_encoding_texts_go_in_and_out_as_they_are() {
    let app = bindings(&[
        queue_trigger("q8-in"),
        json!({ "type": "queue", "direction": "out", "name": "outq", "queueName": "q8-out" }),
    ]);
    let host_json = host_json(json!({ "extensions": { "queues": { "messageEncoding": "none" } } }));
    let Some(stage) = Stage::new("q8", &host_json, &[("Q8", app)]) else {
        return;
    };
    let told = json!({ "do": { "body": r#"{"Outputs":{"outq":"none enc ü!"}}"# } }).to_string();
    let texts = ["raw <text> & ü", "aGVsbG8=", told.as_str()];
    for text in texts {
        stage.storage.enqueue("q8-in", text).await.unwrap();
    }
    let host = stage.start().await;
    until("all", async || stage.calls().len() == 3).await;
    host.stop().await;
    let mut got: Vec<String> = stage
        .calls()
        .iter()
        .map(|call| serde_json::from_str(data(call).as_str().unwrap()).unwrap())
        .collect();
    got.sort();
    let mut sent = texts.map(str::to_owned);
    sent.sort();
    assert_eq!(got, sent);
    assert_eq!(stage.drain("q8-out").await, ["none enc ü!"]);
}
