//! Blob triggers by Event Grid's events.

use crate::stage::{Stage, base64, bindings, blob_trigger, data, host_json, queue_trigger, until};
use axum::body::Body;
use axum::http::{Method, Request};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use local_host::Host;
use serde_json::{Value, json};
use std::time::Duration;

/// Sends a request to the host; gives the status and the body.
pub(crate) async fn request(
    host: &Host,
    request: axum::http::request::Builder,
    path: &str,
    body: Body,
) -> (u16, String) {
    let client: Client<_, Body> = Client::builder(TokioExecutor::new()).build_http();
    let request = request
        .uri(format!("http://{}{path}", host.address()))
        .body(body)
        .unwrap();
    let response = client.request(request).await.unwrap();
    let status = response.status().as_u16();
    let body = axum::body::to_bytes(Body::new(response.into_body()), usize::MAX)
        .await
        .unwrap();
    (status, String::from_utf8_lossy(&body).into_owned())
}

async fn post(host: &Host, function: &str, notification: bool, body: &Value) -> u16 {
    let path =
        format!("/runtime/webhooks/blobs?functionName=Host.Functions.{function}&code=secret");
    let mut builder = Request::builder()
        .method(Method::POST)
        .header("content-type", "application/json");
    if notification {
        builder = builder.header("aeg-event-type", "Notification");
    }
    request(host, builder, &path, Body::from(body.to_string()))
        .await
        .0
}

#[tokio::test(flavor = "multi_thread")]
async fn the_webhook_answers_and_invokes_as_measured() {
    let mut trigger = blob_trigger("e1-raw/{name}");
    trigger["source"] = json!("EventGrid");
    let Some(stage) = Stage::new("e1", &host_json(json!({})), &[("E1", bindings(&[trigger]))])
    else {
        return;
    };
    let put = |container: &'static str, name: &'static str| {
        stage
            .storage
            .put(container, name, "x".as_bytes().to_vec().into())
    };
    put("e1-raw", "one.txt").await.unwrap();
    put("e1-other", "two.txt").await.unwrap();
    let host = stage.start().await;
    let event = |kind: &str, path: &str| {
        json!({
            "eventType": kind,
            "data": { "eTag": "0xWRONG", "url": format!("https://account.blob.core.windows.net/{path}") },
        })
    };
    let created = event("Microsoft.Storage.BlobCreated", "e1-raw/one.txt");
    assert_eq!(post(&host, "E1", true, &json!([created])).await, 202);
    assert_eq!(post(&host, "E1", true, &created).await, 202);
    let deleted = event("Microsoft.Storage.BlobDeleted", "e1-raw/one.txt");
    assert_eq!(post(&host, "E1", true, &deleted).await, 202);
    until("the same blob three times", async || {
        stage.calls().len() == 3
    })
    .await;

    let foreign = event("Microsoft.Storage.BlobCreated", "e1-other/two.txt");
    assert_eq!(post(&host, "E1", true, &foreign).await, 202);
    until("another container's blob", async || {
        stage.calls().len() == 4
    })
    .await;
    let metadata = stage.calls()[3]["body"]["Metadata"].clone();
    assert!(
        metadata["Uri"]
            .as_str()
            .unwrap()
            .contains("/e1-other/two.txt")
    );
    assert_eq!(metadata.get("name"), None, "the path parameter is missing");

    assert_eq!(post(&host, "E1", false, &created).await, 400);
    let missing = event("Microsoft.Storage.BlobCreated", "e1-raw/missing.txt");
    assert_eq!(post(&host, "E1", true, &missing).await, 202);
    assert_eq!(post(&host, "Nobody", true, &created).await, 202);
    let path = "/runtime/webhooks/blobs?functionName=Host.Functions.E1";
    let builder = || {
        Request::builder()
            .method(Method::POST)
            .header("aeg-event-type", "Notification")
    };
    assert_eq!(
        request(&host, builder(), path, Body::from("{}")).await.0,
        401
    );
    let keyed = format!("{path}&code=secret");
    assert_eq!(
        request(&host, builder(), &keyed, Body::from("{")).await.0,
        500
    );
    let handshake = json!([{
        "eventType": "Microsoft.EventGrid.SubscriptionValidationEvent",
        "data": { "validationCode": "0d5d" },
    }]);
    let validation = Request::builder()
        .method(Method::POST)
        .header("aeg-event-type", "SubscriptionValidation");
    let answer = request(&host, validation, &keyed, Body::from(handshake.to_string())).await;
    assert_eq!(answer, (200, r#"{"validationResponse":"0d5d"}"#.to_owned()));
    let options = Request::builder().method(Method::OPTIONS);
    assert_eq!(request(&host, options, path, Body::empty()).await.0, 200);
    host.stop().await;
    assert_eq!(stage.calls().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lands_makes_events_small_ones_for_the_trigger_large_ones_for_the_queue() {
    let functions = [
        ("Small", bindings(&[blob_trigger("e2-raw/{name}")])),
        ("Large", bindings(&[queue_trigger("e2-bulk")])),
    ];
    let Some(mut stage) = Stage::new("e2", &host_json(json!({})), &functions) else {
        return;
    };
    stage.settings.events = true;
    stage.settings.watch = vec!["e2-raw".to_owned()];
    stage.settings.small = 10;
    stage.settings.bulk_queue = "e2-bulk".to_owned();
    stage.settings.duplicate_events = 1.0;
    stage.settings.shuffle_events = true;
    stage.settings.late_events = Duration::from_millis(300);
    let host = stage.start().await;
    stage
        .storage
        .put("e2-raw", "a b.txt", "0123456789".as_bytes().to_vec().into())
        .await
        .unwrap();
    stage
        .storage
        .put(
            "e2-raw",
            "large.txt",
            "0123456789!".as_bytes().to_vec().into(),
        )
        .await
        .unwrap();
    until("both, twice", async || stage.calls().len() == 4).await;
    host.stop().await;
    let host = stage.start().await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    host.stop().await;

    let calls = stage.calls();
    assert_eq!(
        calls.len(),
        4,
        "a restart brings no events of what was delivered"
    );
    let (small, large): (Vec<&Value>, Vec<&Value>) = calls
        .iter()
        .partition(|call| call["line"] == "POST /Small HTTP/1.1");
    assert_eq!(small.len(), 2);
    assert_eq!(data(small[0]), &json!(base64("0123456789")));
    let text: String = serde_json::from_str(data(large[0]).as_str().unwrap()).unwrap();
    let event: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(event["eventType"], "Microsoft.Storage.BlobCreated");
    assert_eq!(
        event["subject"],
        "/blobServices/default/containers/e2-raw/blobs/large.txt"
    );
    assert_eq!(event["data"]["contentLength"], 11);
    let url = event["data"]["url"].as_str().unwrap();
    assert!(url.ends_with("/devstoreaccount1/e2-raw/large.txt"), "{url}");
}

#[tokio::test(flavor = "multi_thread")]
async fn beside_a_polling_function_events_with_a_wrong_etag_vanish() {
    let mut told = blob_trigger("e3-raw/{name}");
    told["source"] = json!("EventGrid");
    let functions = [
        ("Told", bindings(&[told])),
        ("Polls", bindings(&[blob_trigger("e3-polled/{name}")])),
    ];
    let Some(stage) = Stage::new("e3", &host_json(json!({})), &functions) else {
        return;
    };
    let etag = stage
        .storage
        .put("e3-raw", "x.txt", "x".into())
        .await
        .unwrap();
    let host = stage.start().await;
    let event =
        |etag: &str| json!({ "data": { "eTag": etag, "url": "http://127.0.0.1/e3-raw/x.txt" } });
    assert_eq!(post(&host, "Told", true, &event("0xWRONG")).await, 202);
    assert_eq!(
        post(&host, "Told", true, &event(etag.trim_matches('"'))).await,
        202
    );
    until("the right one", async || !stage.calls().is_empty()).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    host.stop().await;
    assert_eq!(stage.calls().len(), 1);
}
