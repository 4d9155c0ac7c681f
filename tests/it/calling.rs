//! The HTTP functions, with a partner's own bytes.

use crate::world::{PLAIN, STANDARD, World};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use futures_executor::block_on;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::time::{SystemTime, UNIX_EPOCH};
use store::Landing;

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    since.as_secs() as i64
}

fn standard(id: &str, body: &[u8]) -> Vec<(&'static str, String)> {
    let time = now();
    // As the standard says; the library signs text only.
    let key = BASE64.decode(&STANDARD["whsec_".len()..]).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{time}.").as_bytes());
    mac.update(body);
    let signature = format!("v1,{}", BASE64.encode(mac.finalize().into_bytes()));
    if let Ok(text) = std::str::from_utf8(body) {
        let webhook = standardwebhooks::Webhook::new(STANDARD).unwrap();
        assert_eq!(webhook.sign(id, time, text.as_bytes()).unwrap(), signature);
    }
    vec![
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", time.to_string()),
        ("webhook-signature", signature),
    ]
}

fn github(body: &[u8]) -> Vec<(&'static str, String)> {
    let mut mac = Hmac::<Sha256>::new_from_slice(PLAIN.as_bytes()).unwrap();
    mac.update(body);
    let digest = mac.finalize().into_bytes();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    vec![
        ("x-hub-signature-256", format!("sha256={hex}")),
        ("x-github-delivery", "72d3162e-cc78".to_owned()),
    ]
}

fn send(world: &World, headers: &[(&'static str, String)], body: &[u8]) -> crate::world::Answer {
    let headers: Vec<(&str, &str)> = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
    world.call("POST", "/api/receive_report/acme", &headers, body)
}

#[test]
fn a_partners_report_lands_unchanged_and_is_read() {
    let Some(world) = World::started() else {
        return;
    };
    // Bytes that are no text: a gzipped line. They must arrive as they were signed.
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(
        &mut gzip,
        b"{\"body\":\"Seen at the station, call 415-555-0101\"}\n",
    )
    .unwrap();
    let body = gzip.finish().unwrap();
    let first = send(&world, &standard("msg_1", &body), &body);
    assert_eq!(first.status, 202, "{:?}", world.errors());
    let again = send(&world, &standard("msg_1", &body), &body);
    assert_eq!((again.status, again.json()), (202, first.json()));
    assert!(first.json()["id"].is_string());
    assert_eq!(send(&world, &github(b"x"), b"x").status, 202);

    let landed = block_on(world.azure.list("partner-acme/", None))
        .unwrap()
        .landed;
    assert_eq!(landed.len(), 2);
    let kept: Vec<Vec<u8>> = landed
        .iter()
        .map(|landed| {
            let mut bytes = Vec::new();
            let mut open = block_on(world.azure.open(&landed.path, &landed.version)).unwrap();
            std::io::Read::read_to_end(&mut open, &mut bytes).unwrap();
            bytes
        })
        .collect();
    assert!(kept.contains(&body));
    world.settle(2);
}

#[test]
fn what_is_refused_says_no_more_than_its_status() {
    let Some(world) = World::started() else {
        return;
    };
    assert_eq!(send(&world, &standard("msg_1", b"one"), b"one").status, 202);
    let unsigned = send(&world, &[], b"one");
    let stolen = send(&world, &standard("msg_2", b"one"), b"another");
    let changed = send(&world, &standard("msg_1", b"two"), b"two");
    let large = send(&world, &[], &vec![b'x'; functions::REPORT_BYTES + 1]);
    for (answer, status) in [(unsigned, 401), (stolen, 401), (changed, 409), (large, 413)] {
        assert_eq!(answer.status, status);
        let kind = &answer.headers["content-type"];
        assert!(
            kind.starts_with("application/problem+json"),
            "{status}: {kind}"
        );
        let told = answer.json();
        let keys: Vec<&String> = told.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["status", "title", "type"], "{status}");
    }
}

#[test]
fn health_tells_how_everything_stands_and_no_secret() {
    let Some(world) = World::started() else {
        return;
    };
    let health = world.call("GET", "/api/health", &[], b"");
    assert_eq!(health.status, 200);
    let told = health.json();
    assert_eq!(told["healthy"], true);
    assert_eq!(told["version"], env!("CARGO_PKG_VERSION"));
    assert!(told["queues"].as_array().unwrap().len() >= 3);
    let text = String::from_utf8(health.body).unwrap();
    for secret in ["AccountKey", "whsec", "127.0.0.1", PLAIN] {
        assert!(!text.contains(secret), "{secret}");
    }
}

/// The build for tests is larger than what is shipped, so that this holds there all the more.
#[test]
fn an_idle_handler_takes_little_memory() {
    let Some(world) = World::started() else {
        return;
    };
    // What it makes behind the open port is part of being idle.
    let health = world.call("GET", "/api/health", &[], b"");
    assert_eq!(health.status, 200);
    let taken = world.memory("VmRSS");
    assert!(taken <= 30_000, "an idle handler takes {taken} kB");
}
