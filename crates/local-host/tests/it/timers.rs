//! Timers over Azurite.

use crate::events::request;
use crate::stage::{Stage, bindings, data, host_json, until};
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

fn timer(schedule: &str) -> Value {
    json!({ "type": "timerTrigger", "direction": "in", "name": "tmr", "schedule": schedule })
}

#[tokio::test(flavor = "multi_thread")]
async fn timers_fire_know_their_past_and_notice_when_they_are_late() {
    let mut at_start = timer("0 30 3 1 1 *");
    at_start["runOnStartup"] = json!(true);
    let functions = [
        ("Fast", bindings(&[timer("*/1 * * * * *")])),
        ("Start", bindings(&[at_start])),
        ("Late", bindings(&[timer("0 0 0 1 1 *")])),
    ];
    let Some(stage) = Stage::new("t1", &host_json(json!({})), &functions) else {
        return;
    };
    let status = json!({
        "Last": "2020-01-01T00:00:00+00:00",
        "Next": "2021-01-01T00:00:00+00:00",
        "LastUpdated": "2020-01-01T00:00:00+00:00",
    });
    let path = "timers/t1/Host.Functions.Late/status";
    let put = stage.storage.put(
        "azure-webjobs-hosts",
        path,
        status.to_string().into_bytes().into(),
    );
    put.await.unwrap();
    let host = stage.start().await;
    let calls = |name: &str| -> Vec<Value> {
        let line = format!("POST /{name} HTTP/1.1");
        stage
            .calls()
            .into_iter()
            .filter(|call| call["line"] == line)
            .collect()
    };
    until("each has run", async || {
        calls("Fast").len() >= 2 && calls("Start").len() == 1 && calls("Late").len() == 1
    })
    .await;
    assert_eq!(data(&calls("Fast")[0])["ScheduleStatus"], json!(null));
    let start = calls("Start");
    assert_eq!(
        data(&start[0])["ScheduleStatus"]["Last"],
        "0001-01-01T00:00:00+00:00"
    );
    assert_eq!(data(&start[0])["IsPastDue"], false);
    let late = calls("Late");
    assert_eq!(data(&late[0])["IsPastDue"], true);
    assert_eq!(
        data(&late[0])["ScheduleStatus"]["Next"],
        "2021-01-01T00:00:00+00:00"
    );

    let by_hand = async |path: &str, body: &str, key: &str| {
        let builder = Request::builder()
            .method(Method::POST)
            .header("x-functions-key", key);
        let path = format!("/admin/functions/{path}");
        request(&host, builder, &path, Body::from(body.to_owned())).await
    };
    assert_eq!(
        by_hand("Late", r#"{"input":"hey"}"#, "secret").await,
        (202, String::new())
    );
    assert_eq!(by_hand("Late", "", "secret").await.0, 400);
    assert_eq!(by_hand("Late", "{}", "wrong").await.0, 401);
    assert_eq!(by_hand("Nobody", "{}", "secret").await.0, 404);
    until("the call by hand", async || calls("Late").len() == 2).await;
    let call = calls("Late")[1].clone();
    assert_eq!(call["body"]["Metadata"]["tmr"], r#""hey""#);
    let last = data(&call)["ScheduleStatus"]["Last"].as_str().unwrap();
    assert!(!last.starts_with("2020"), "the late run counts: {last}");
    let next = data(&call)["ScheduleStatus"]["Next"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        next.ends_with("-01-01T00:00:00+00:00") && !next.starts_with("2021"),
        "{next}"
    );
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retry_policy_counts_its_tries() {
    let mut json = bindings(&[timer("0 0 0 1 1 *")]);
    json["retry"] =
        json!({ "strategy": "fixedDelay", "maxRetryCount": 2, "delayInterval": "00:00:00.3" });
    // It crashes at each call: three times would end the host.
    let Some(stage) = Stage::new(
        "t2",
        &host_json(json!({ "functionTimeout": "00:00:01" })),
        &[("Retry", json)],
    ) else {
        return;
    };
    let path = stage.settings.script_root.join("host.json");
    let mut host_json: Value =
        serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    host_json["customHandler"]["description"]["defaultExecutablePath"] = json!("no-such-handler");
    std::fs::write(&path, host_json.to_string()).unwrap();
    let host = stage.start().await;
    let builder = Request::builder()
        .method(Method::POST)
        .header("x-functions-key", "secret");
    assert_eq!(
        request(&host, builder, "/admin/functions/Retry", Body::from("{}"))
            .await
            .0,
        202
    );
    until("three tries", async || {
        let lines = stage.lines.lock().unwrap();
        lines
            .iter()
            .filter(|line| line.contains("Executed 'Functions.Retry' (Failed"))
            .count()
            == 3
    })
    .await;
    host.stop().await;
}
