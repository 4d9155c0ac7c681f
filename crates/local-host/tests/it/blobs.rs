//! Blob triggers by polling, over Azurite.

use crate::stage::{Stage, base64, bindings, blob_trigger, data, host_json, until};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

async fn upload(stage: &Stage, container: &str, name: &str, content: &str) -> String {
    let content = content.as_bytes().to_vec().into();
    stage.storage.put(container, name, content).await.unwrap()
}

fn names(stage: &Stage) -> Vec<String> {
    let calls = stage.calls();
    let name = |call: &Value| {
        call["body"]["Metadata"]["name"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    calls.iter().map(name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn new_and_changed_blobs_fire_once_over_restarts() {
    let app = bindings(&[blob_trigger("b1-raw/{source}/{name}")]);
    let Some(stage) = Stage::new("b1", &host_json(json!({})), &[("B1", app)]) else {
        return;
    };
    let noted = [("x-ms-meta-note", "x")];
    let put = stage
        .storage
        .put_with("b1-raw", "news/before.txt", "one".into(), &noted);
    put.await.unwrap();
    upload(&stage, "b1-raw", "toplevel.txt", "never").await;
    let host = stage.start().await;
    until("what was there", async || stage.calls().len() == 1).await;
    upload(&stage, "b1-raw", "a/b/100% + ü.txt", "two").await;
    until("what came", async || stage.calls().len() == 2).await;
    upload(&stage, "b1-raw", "news/before.txt", "three").await;
    until("what changed", async || stage.calls().len() == 3).await;
    host.stop().await;

    let host = stage.start().await;
    upload(&stage, "b1-raw", "news/after.txt", "four").await;
    until("what came after a restart", async || {
        stage.calls().len() == 4
    })
    .await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    host.stop().await;

    let calls = stage.calls();
    assert_eq!(calls.len(), 4, "nothing known fires again");
    let contents: Vec<&str> = calls
        .iter()
        .map(|call| data(call).as_str().unwrap())
        .collect();
    assert_eq!(
        contents,
        [
            base64("one"),
            base64("two"),
            base64("three"),
            base64("four")
        ]
    );
    let noted = &calls[0]["body"]["Metadata"];
    assert_eq!(noted["Metadata"], json!({ "note": "x" }));
    let metadata = &calls[1]["body"]["Metadata"];
    assert_eq!(metadata["source"], r#""a/b""#);
    assert_eq!(metadata["name"], r#""100% + ü.txt""#);
    let uri = metadata["Uri"].as_str().unwrap();
    assert!(
        uri.ends_with("/devstoreaccount1/b1-raw/a/b/100%25%20%2B%20%C3%BC.txt\""),
        "{uri}"
    );
    assert_eq!(metadata["Properties"]["ETag"], json!({}));
    assert_eq!(metadata["Properties"]["ContentLength"], 3);
    assert!(metadata["Properties"]["ContentHash"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_that_fails_five_times_goes_to_poison_as_json_and_a_deleted_one_is_forgotten() {
    let app = bindings(&[blob_trigger("b2-raw/{name}")]);
    let Some(stage) = Stage::new("b2", &host_json(json!({})), &[("B2", app)]) else {
        return;
    };
    let etag = upload(&stage, "b2-raw", "bad.txt", r#"{"do":{"status":500}}"#).await;
    let expected = json!({
        "Type": "BlobTrigger",
        "FunctionId": "Host.Functions.B2",
        "BlobType": "BlockBlob",
        "ContainerName": "b2-raw",
        "BlobName": "bad.txt",
        "ETag": etag,
    });
    let expected = base64(expected.to_string());
    let host = stage.start().await;
    let mut poison = Vec::new();
    until("poison", async || {
        poison.extend(stage.drain("webjobs-blobtrigger-poison").await);
        poison.contains(&expected)
    })
    .await;
    assert_eq!(stage.calls().len(), 5);
    host.stop().await;

    upload(&stage, "b2-raw", "gone.txt", "x").await;
    stage.storage.delete("b2-raw", "gone.txt").await.unwrap();
    let host = stage.start().await;
    upload(&stage, "b2-raw", "next.txt", "x").await;
    until("the next one", async || stage.calls().len() == 6).await;
    host.stop().await;
    assert_eq!(
        stage.calls().len(),
        6,
        "poison and deleted blobs do not come again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn polling_loses_blobs_until_the_next_start() {
    let app = bindings(&[blob_trigger("b3-raw/{name}")]);
    let Some(mut stage) = Stage::new("b3", &host_json(json!({})), &[("B3", app)]) else {
        return;
    };
    stage.settings.lose_blobs = 0.33;
    let host = stage.start().await;
    host.ready().await.unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    for n in 0..60 {
        upload(&stage, "b3-raw", &format!("{n}.txt"), "x").await;
    }
    let mut seen = 0;
    until("nothing more comes", async || {
        tokio::time::sleep(Duration::from_secs(2)).await;
        let before = std::mem::replace(&mut seen, stage.calls().len());
        before == seen && seen > 0
    })
    .await;
    assert!((20..=58).contains(&seen), "{seen}");
    host.stop().await;

    let host = stage.start().await;
    until("all have come", async || stage.calls().len() == 60).await;
    host.stop().await;
    let distinct: BTreeSet<String> = names(&stage).into_iter().collect();
    assert_eq!(distinct.len(), 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_hosts_blob_comes_back_when_its_lock_runs_out_with_its_tries_counted() {
    let app = bindings(&[blob_trigger("b4-raw/{name}")]);
    let limits = json!({ "extensions": { "blobs": { "poisonBlobThreshold": 2 } } });
    let Some(mut stage) = Stage::new("b4", &host_json(limits), &[("B4", app)]) else {
        return;
    };
    stage.settings.lock = Duration::from_secs(2);
    upload(&stage, "b4-raw", "slow.txt", r#"{"do":{"sleep":60000}}"#).await;
    for calls in 1..=2 {
        let host = stage.start().await;
        until("the call", async || stage.calls().len() == calls).await;
        drop(host);
    }
    let host = stage.start().await;
    until("poison", async || {
        stage.logged("webjobs-blobtrigger-poison")
    })
    .await;
    host.stop().await;
    assert_eq!(stage.calls().len(), 2);
}
