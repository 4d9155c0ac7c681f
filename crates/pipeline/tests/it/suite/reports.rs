use super::world::World;
use crate::failing::Fault;
use futures_executor::block_on;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderValue};
use pipeline::suite::{Message, Partners, Receipt, Refused, receive_report};
use sha2::Sha256;
use std::time::{SystemTime, UNIX_EPOCH};
use store::{Embedded, Store};

const OLD: &str = "whsec_bWFkZSB1cCBzZWNyZXQgZm9yIHRlc3RzIQ==";
const NEW: &str = "whsec_YW5vdGhlciBtYWRlIHVwIHNlY3JldCEhISE=";
const PLAIN: &str = "made up secret for tests!";

fn partners() -> Partners {
    let text = format!(r#"{{"acme": ["{OLD}", "{NEW}", "{PLAIN}"], "other": ["{PLAIN}2"]}}"#);
    serde_json::from_str(&text).unwrap()
}

fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs() as i64
}

fn standard(secret: &str, id: &str, time: i64, body: &[u8]) -> HeaderMap {
    let webhook = standardwebhooks::Webhook::new(secret).unwrap();
    let signature = webhook.sign(id, time, body).unwrap();
    headers(&[
        ("webhook-id", id),
        ("webhook-timestamp", &time.to_string()),
        ("webhook-signature", &signature),
    ])
}

fn github(secret: &str, delivery: Option<&str>, body: &[u8]) -> HeaderMap {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    let digest = mac.finalize().into_bytes();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let signature = format!("sha256={hex}");
    let mut all = vec![("x-hub-signature-256", signature.as_str())];
    all.extend(delivery.map(|id| ("x-github-delivery", id)));
    headers(&all)
}

fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
    all.iter()
        .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_str(value).unwrap()))
        .collect()
}

fn send(
    world: &World<'_>,
    partner: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Receipt, Refused> {
    world
        .with(|suite| {
            let message = Message {
                partner,
                headers,
                body,
            };
            receive_report(suite, &partners(), message)
        })
        .unwrap()
}

fn in_a_world(act: impl FnOnce(&mut World<'_>, &Embedded)) {
    let folder = tempfile::tempdir().unwrap();
    let store = Embedded::create(folder.path()).unwrap();
    let fault = Fault::never();
    act(&mut World::new(&store, &fault), &store);
}

#[test]
fn a_report_lands_unchanged_once_and_is_read() {
    in_a_world(|world, store| {
        let body = b"{\"body\":\"Seen at the station, call 415-555-0101\"}";
        let mut signed = standard(OLD, "msg_1", now(), body);
        signed.insert("content-type", HeaderValue::from_static("application/json"));
        let first = send(world, "acme", &signed, body).unwrap();
        world.memory.later(86_400);
        assert_eq!(
            send(world, "acme", &signed, body),
            Ok(first),
            "the first answer again"
        );
        let paths = world.memory.paths();
        assert_eq!(paths.len(), 1);
        assert!(paths[0].starts_with("partner-acme/2026/02/03/") && paths[0].ends_with(".json"));
        assert_eq!(&*world.memory.bytes(&paths[0]).unwrap(), body);
        world.hear(&paths[0]);
        world.settle();
        assert_eq!(block_on(store.counts()).unwrap().captures, 1);
    });
}

#[test]
fn every_valid_secret_opens_and_no_other() {
    in_a_world(|world, _| {
        let body = b"report";
        for headers in [
            standard(OLD, "msg_1", now(), body),
            standard(NEW, "msg_2", now(), body),
            github(PLAIN, Some("d1"), body),
            github(PLAIN, None, body),
        ] {
            assert!(send(world, "acme", &headers, body).is_ok());
        }
        let elsewhere = "whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCEhISE=";
        let mut cut = github(PLAIN, Some("d2"), body);
        cut.insert("x-hub-signature-256", HeaderValue::from_static("sha256=00"));
        for (what, partner, headers) in [
            ("no signature", "acme", HeaderMap::new()),
            (
                "another secret",
                "acme",
                standard(elsewhere, "msg_3", now(), body),
            ),
            (
                "another body",
                "acme",
                standard(OLD, "msg_3", now(), b"other"),
            ),
            ("another body", "acme", github(PLAIN, None, b"other")),
            (
                "too old",
                "acme",
                standard(OLD, "msg_3", now() - 3600, body),
            ),
            (
                "from the future",
                "acme",
                standard(OLD, "msg_3", now() + 3600, body),
            ),
            ("another partner's", "other", github(PLAIN, None, body)),
            ("nobody's", "nobody", github(PLAIN, None, body)),
            ("half a signature", "acme", cut),
        ] {
            assert_eq!(
                send(world, partner, &headers, body),
                Err(Refused::Unauthorized),
                "{what}"
            );
        }
        assert_eq!(world.memory.paths().len(), 4);
    });
}

#[test]
fn another_body_under_the_same_id_is_a_conflict() {
    in_a_world(|world, _| {
        assert!(
            send(
                world,
                "acme",
                &standard(OLD, "msg_1", now(), b"one"),
                b"one"
            )
            .is_ok()
        );
        let other = standard(OLD, "msg_1", now(), b"two");
        assert_eq!(send(world, "acme", &other, b"two"), Err(Refused::Conflict));
        assert_eq!(world.memory.paths().len(), 1);
    });
}

#[test]
fn a_report_that_was_remembered_and_did_not_land_lands_at_the_next_try() {
    let folder = tempfile::tempdir().unwrap();
    let store = Embedded::create(folder.path()).unwrap();
    // The first operation remembers, the second lands.
    let fault = Fault::once(1, true);
    let world = World::new(&store, &fault);
    let signed = standard(OLD, "msg_1", now(), b"one");
    let failed = world.with(|suite| {
        let message = Message {
            partner: "acme",
            headers: &signed,
            body: b"one",
        };
        receive_report(suite, &partners(), message)
    });
    assert!(failed.is_err());
    assert!(send(&world, "acme", &signed, b"one").is_ok());
    assert_eq!(world.memory.paths().len(), 1);
}

#[test]
fn partners_and_secrets_that_are_none_are_refused_at_start() {
    for text in [
        r#"{"A": ["made up secret for tests!"]}"#,
        r#"{"a": ["short"]}"#,
        r#"{"a": ["whsec_%%%"]}"#,
        r#"{"": []}"#,
    ] {
        assert!(serde_json::from_str::<Partners>(text).is_err(), "{text}");
    }
    assert_eq!(format!("{:?}", partners()), r#"{"acme", "other"}"#);
}
