//! HTTP functions.

use crate::events::request;
use crate::stage::{Stage, bindings, data, host_json, queue_trigger, until};
use axum::body::Body;
use axum::http::{Method, Request};
use futures::stream;
use serde_json::{Value, json};

fn http(route: &str, level: &str, methods: &[&str]) -> Value {
    let mut trigger = json!({
        "type": "httpTrigger", "direction": "in", "name": "req", "authLevel": level, "route": route,
    });
    if !methods.is_empty() {
        trigger["methods"] = json!(methods);
    }
    bindings(&[
        trigger,
        json!({ "type": "http", "direction": "out", "name": "res" }),
    ])
}

fn builder(method: Method) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .header("content-type", "application/json")
}

fn in_chunks(text: &str) -> Body {
    let pieces = vec![Ok::<_, std::convert::Infallible>(text.to_owned())];
    Body::from_stream(stream::iter(pieces))
}

#[tokio::test(flavor = "multi_thread")]
async fn envelopes_keys_and_routes() {
    let functions = [
        ("Open", http("h/{id:int?}", "anonymous", &["get", "post"])),
        ("Keyed", http("k", "function", &[])),
    ];
    let Some(stage) = Stage::new("h1", &host_json(json!({})), &functions) else {
        return;
    };
    let host = stage.start().await;
    let told =
        json!({ "do": { "body": r#"{"Outputs":{"res":{"statusCode":201,"body":"made"}}}"# } })
            .to_string();
    let made = request(
        &host,
        builder(Method::POST),
        "/API/h/5?x=1&x=2",
        Body::from(told),
    )
    .await;
    assert_eq!(made, (201, "made".to_owned()));
    let call = stage.calls()[0].clone();
    let req = data(&call);
    assert_eq!(req["Query"], json!({ "x": "1,2" }));
    assert_eq!(req["Params"], json!({ "id": "5" }));
    assert_eq!(req["Headers"]["Content-Type"], json!(["application/json"]));
    assert_eq!(call["body"]["Metadata"]["id"], r#""5""#);

    assert_eq!(
        request(&host, builder(Method::GET), "/api/h", Body::empty()).await,
        (200, "{}".to_owned())
    );
    assert_eq!(
        request(&host, builder(Method::GET), "/api/h/abc", Body::empty())
            .await
            .0,
        404
    );
    assert_eq!(
        request(&host, builder(Method::DELETE), "/api/h", Body::empty())
            .await
            .0,
        404
    );
    assert_eq!(
        request(&host, builder(Method::GET), "/api/k", Body::empty()).await,
        (401, String::new())
    );
    assert_eq!(
        request(
            &host,
            builder(Method::GET),
            "/api/k?code=secret",
            Body::empty()
        )
        .await
        .0,
        200
    );
    let failing = Body::from(r#"{"do":{"status":500}}"#);
    assert_eq!(
        request(&host, builder(Method::POST), "/api/h", failing).await,
        (500, String::new())
    );
    let before = stage.calls().len();
    assert_eq!(
        request(&host, builder(Method::POST), "/api/h", in_chunks("{}"))
            .await
            .0,
        200
    );
    assert_eq!(
        data(&stage.calls()[before]).get("Body"),
        None,
        "chunks lose the body"
    );

    let status = Request::builder().header("x-functions-key", "secret");
    let (code, body) = request(&host, status, "/admin/host/status", Body::empty()).await;
    assert_eq!(code, 200);
    assert!(body.contains(r#""state":"Running""#), "{body}");
    assert_eq!(
        request(
            &host,
            Request::builder(),
            "/admin/host/status",
            Body::empty()
        )
        .await
        .0,
        401
    );
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_forwarded_as_they_are_but_not_in_chunks_unless_they_are_proxied() {
    let functions = [("Hook", http("hook/{name}", "anonymous", &[]))];
    let forwarding = json!({ "customHandler": { "enableForwardingHttpRequest": true } });
    let Some(stage) = Stage::new("h2", &host_json(forwarding), &functions) else {
        return;
    };
    let host = stage.start().await;
    let body = r#" {"do":{"status":418,"type":"text/x-tea","body":"short"}}"#;
    let post = || builder(Method::POST).header("x-hub-signature-256", "sha256=00");
    let got = request(&host, post(), "/api/hook/x?b=1&a=%20&b=2", Body::from(body)).await;
    assert_eq!(got, (418, "short".to_owned()));
    let call = stage.calls()[0].clone();
    assert_eq!(call["line"], "POST /api/hook/x?b=1,2&a=%20 HTTP/1.1");
    let headers = call["headers"].to_string().to_lowercase();
    assert!(
        headers.contains("x-hub-signature-256: sha256=00"),
        "{headers}"
    );
    assert!(
        headers.contains(&format!("content-length: {}", body.len())),
        "{headers}"
    );
    assert!(
        headers.contains("x-azure-functions-invocationid"),
        "{headers}"
    );
    let empty = json!({ "do": { "status": 204, "body": "" } }).to_string();
    assert_eq!(
        request(&host, post(), "/api/hook/x", Body::from(empty)).await,
        (204, String::new())
    );
    assert_eq!(
        request(&host, post(), "/api/hook/x", in_chunks(body))
            .await
            .0,
        500
    );
    assert_eq!(stage.calls().len(), 2, "the handler was not called");
    host.stop().await;

    let proxying = json!({ "customHandler": { "enableForwardingHttpRequest": true, "enableProxyingHttpRequest": true } });
    let mut stage = Stage::new("h3", &host_json(proxying), &functions).unwrap();
    let host = stage.start().await;
    assert_eq!(
        request(&host, post(), "/api/hook/x", in_chunks(body)).await,
        (418, "short".to_owned())
    );
    assert!(
        stage.calls()[0]["headers"]
            .to_string()
            .to_lowercase()
            .contains("x-ms-invocation-id")
    );
    host.stop().await;
    stage.settings.no_proxying = true;
    let host = stage.start().await;
    assert_eq!(
        request(&host, post(), "/api/hook/x", in_chunks(body))
            .await
            .0,
        500
    );
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_function_is_called_by_hand_and_reads_a_blob_along() {
    let functions = [(
        "Along",
        bindings(&[
            queue_trigger("h4-in"),
            json!({ "type": "blob", "direction": "in", "name": "along", "path": "h4-blobs/{queueTrigger}" }),
        ]),
    )];
    let Some(stage) = Stage::new("h4", &host_json(json!({})), &functions) else {
        return;
    };
    stage
        .storage
        .put("h4-blobs", "there.txt", "text".as_bytes().to_vec().into())
        .await
        .unwrap();
    let host = stage.start().await;
    let by_hand = builder(Method::POST).header("x-functions-key", "secret");
    let body = Body::from(r#"{"input":"there.txt"}"#);
    assert_eq!(
        request(&host, by_hand, "/admin/functions/Along", body)
            .await
            .0,
        202
    );
    stage.send("h4-in", "missing.txt").await;
    until("both calls", async || stage.calls().len() == 2).await;
    host.stop().await;
    let mut found: Vec<(Value, Value)> = stage
        .calls()
        .iter()
        .map(|call| {
            (
                call["body"]["Data"]["along"].clone(),
                call["body"]["Metadata"]["DequeueCount"].clone(),
            )
        })
        .collect();
    found.sort_by_key(|(along, _)| along.to_string());
    assert_eq!(
        found,
        [(json!("\"text\""), json!("0")), (json!("null"), json!("1"))]
    );
}
