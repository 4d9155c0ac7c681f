//! For a recorded answer, the stand-in does what the host did.

use crate::recorded::{Row, rows};
use local_host::answer::{Answer, Verdict, interpret};
use local_host::app::{HttpMode, OutputKind, Trigger};
use local_host::http_reply::{Reply, reply};
use local_host::outputs;
use local_host::wire::Stamp;
use local_host::wire::queue::{Message, envelope};
use serde_json::Value;
use time::OffsetDateTime;

fn verdict(row: &Row) -> Verdict {
    let answer = &row.answer;
    let status = u16::try_from(answer["status"].as_u64().unwrap()).unwrap();
    interpret(
        status,
        answer["content_type"].as_str(),
        answer.pointer("/headers/Location").and_then(Value::as_str),
        &row.answer_body(),
    )
}

/// What a message of 64 KiB at most may hold before its encoding.
fn too_large(row: &Row, answer: &Answer) -> bool {
    landed(row, answer)
        .iter()
        .any(|(_, bytes)| bytes.len() > 49_152)
}

/// What an answer leaves behind: the output's name and the bytes of each message or blob.
fn landed(row: &Row, answer: &Answer) -> Vec<(String, Vec<u8>)> {
    let mut landed = Vec::new();
    for output in &row.function.outputs {
        let value = if output.name == "$return" {
            Some(&answer.return_value)
        } else {
            answer.output(&output.name)
        };
        let Some(value) = value else { continue };
        let bytes = match output.kind {
            OutputKind::Queue(_) => outputs::messages(value, output.binary),
            OutputKind::Blob(_) => outputs::blob(value, output.binary).into_iter().collect(),
            OutputKind::Http => continue,
        };
        landed.extend(bytes.into_iter().map(|bytes| (output.name.clone(), bytes)));
    }
    landed
}

fn ends_well(outcome: &str) -> bool {
    [
        "Executed (Succeeded)",
        "client got 2",
        "client got 9",
        "no \"res\"",
    ]
    .iter()
    .any(|start| outcome.starts_with(start))
}

#[test]
fn every_recorded_answer_has_the_recorded_outcome() {
    let mut count = 0;
    for row in rows() {
        let forwarded = row.host.http == HttpMode::Forwarding && row.function.only_http();
        if row.answer.is_null() || forwarded {
            continue;
        }
        let verdict = verdict(&row);
        let told = format!("{} {}: {verdict:?}", row.id, row.case);
        if row.outcome.starts_with("HANGS") {
            assert_eq!(verdict, Verdict::Hangs, "{told}");
        } else if row.outcome.starts_with("Host follows the redirect") {
            let location = "/elsewhere".to_owned();
            assert_eq!(
                verdict,
                Verdict::Follows {
                    location,
                    again: false
                },
                "{told}"
            );
        } else if let Verdict::Succeeds(answer) = &verdict {
            let http = matches!(row.function.trigger, Trigger::Http { .. });
            let fails = too_large(&row, answer)
                || (http && reply(answer, row.function.http_output()).is_err());
            assert_eq!(!fails, ends_well(&row.outcome), "{told}: {}", row.outcome);
        } else {
            assert!(matches!(verdict, Verdict::Fails(_)), "{told}");
            assert!(!ends_well(&row.outcome), "{told}: {}", row.outcome);
        }
        count += 1;
    }
    assert!(count >= 140, "{count}");
}

#[test]
fn what_recorded_answers_left_in_queues_and_blobs_is_left_again() {
    type Landed = (&'static str, &'static [u8]);
    let expected: &[(&str, &[Landed])] = &[
        ("rh-046", &[("$return", b"\x69\xb7\x1d")]),
        ("rh-047", &[]),
        ("rh-048", &[]),
        ("rh-049", &[("$return", b"ret plain!")]),
        ("rh-050", &[("$return", b"ret b64 text")]),
        (
            "rh-052",
            &[("$return", b"ra one!"), ("$return", b"ra two!")],
        ),
        ("rh-053", &[("$return", b"42")]),
        (
            "rh-066",
            &[("outq", b"\x1d\xe9\x65\xa1\x6a\x2b\x95\xdd\x76")],
        ),
        ("rh-067", &[]),
        ("rh-069", &[("outq", "b64 of text ü".as_bytes())]),
        ("rh-072", &[("outq", b"unkout+outq!")]),
        ("rh-074", &[("outq", b"True")]),
        ("rh-076", &[("outq", b"unkkey!")]),
        ("rh-082", &[("outq", b"two01!")]),
        ("rh-084", &[("outq", b"\x69\xb7\x1d")]),
        ("rh-085", &[("outq", b"abcd"), ("outq", b"SGVsbG8=")]),
        ("rh-087", &[("outq", b"")]),
        ("rh-088", &[("outq", "ünï 日本!".as_bytes())]),
        ("rh-096", &[("outq", b"ct-charset!")]),
        ("rh-097", &[]),
        ("rh-100", &[("outb", br#"["b1","b2"]"#)]),
        ("rh-105", &[("outq", b"ct-textjson!")]),
        ("rh-107", &[("outq", b"bom!")]),
        ("rh-110", &[("outq", b"abcd")]),
        ("rh-112", &[("outq", b"YmluIGI2NCB0ZXh0")]),
        ("rh-113", &[("outq", b"01/02/2026 03:04:05")]),
        ("rh-114", &[("outq", b"42")]),
        ("rh-197", &[("outq", b"q2 out!")]),
        ("rh-198", &[("outq", "none enc ü!".as_bytes())]),
        (
            "rh-212",
            &[
                ("outq", b"01/02/2026 03:04:05"),
                ("outq", b"plain"),
                ("outq", br#"{"jt":1}"#),
            ],
        ),
        ("rh-214", &[("outq", b"2026-01-02")]),
        ("rh-215", &[("outq", b"01/02/2026 01:04:05")]),
        (
            "rh-217",
            &[("outq", br#"{"d":"2026-01-02T03:04:05Z","x":1.10}"#)],
        ),
        ("rh-218", &[("outq", b"12345678901234567890")]),
        ("rh-220", &[("outq", br#"<a href="x">&amp;</a>!"#)]),
        ("rh-221", &[("outq", b"12/29/2007 06:11:57")]),
    ];
    let rows = rows();
    for (id, expected) in expected {
        let row = rows.iter().find(|row| row.id == *id).unwrap();
        let Verdict::Succeeds(answer) = verdict(row) else {
            panic!("{id}")
        };
        let landed = landed(row, &answer);
        let landed: Vec<(&str, &[u8])> = landed
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect();
        assert_eq!(landed, *expected, "{id} {}: {}", row.case, row.outcome);
    }
}

/// Status, Content-Type and body out of `client got 201, Content-Type text/csv; charset=utf-8, X-A: 1, body "made"`.
fn told(outcome: &str) -> Option<(u16, Option<String>, Option<String>)> {
    let rest = outcome.split_once("client got ")?.1;
    let status = rest.get(..3)?.parse().ok()?;
    let media = rest
        .split_once("Content-Type ")
        .map(|(_, rest)| rest.split(',').next().unwrap());
    let media = media.filter(|media| *media != "None").map(str::to_owned);
    let body = rest.split_once("body ").map(|(_, body)| {
        let body = body.split(" (").next().unwrap().trim_start_matches('b');
        body.trim_matches(['\'', '"']).to_owned()
    });
    Some((status, media, body.filter(|_| !rest.contains("body q2; "))))
}

#[test]
fn clients_get_what_they_got() {
    let mut count = 0;
    for row in rows() {
        let forwarded = row.host.http == HttpMode::Forwarding && row.function.only_http();
        let http = matches!(row.function.trigger, Trigger::Http { .. });
        if !http
            || forwarded
            || row.answer.is_null()
            || matches!(row.id.as_str(), "rh-197" | "rh-223")
        {
            continue;
        }
        let Verdict::Succeeds(answer) = verdict(&row) else {
            continue;
        };
        let got = reply(&answer, row.function.http_output()).unwrap_or_else(|_| Reply::bare(500));
        let (status, media, body) = told(&row.outcome).unwrap();
        assert_eq!(got.status, status, "{} {}", row.id, row.outcome);
        if media.is_some() || status == 500 {
            assert_eq!(got.header("content-type"), media.as_deref(), "{}", row.id);
        }
        if let Some(body) = body {
            assert_eq!(String::from_utf8(got.body).unwrap(), body, "{}", row.id);
        }
        count += 1;
    }
    assert!(count >= 28, "{count}");
}

#[test]
fn an_object_as_body_is_indented_and_its_dates_are_written_anew() {
    let rows = rows();
    let row = rows.iter().find(|row| row.id == "rh-223").unwrap();
    let Verdict::Succeeds(answer) = verdict(row) else {
        panic!()
    };
    let got = reply(&answer, "res").unwrap();
    assert_eq!(
        got.header("content-type"),
        Some("application/json; charset=utf-8")
    );
    let body = String::from_utf8(got.body).unwrap();
    assert!(
        body.contains("\n  \"d\": \"2026-01-02T03:04:05Z\""),
        "{body}"
    );
    assert!(
        body.contains("\"d2\": \"2026-01-02T01:04:05.123456+00:00\""),
        "{body}"
    );
}

#[test]
fn calls_that_never_came_do_not_come() {
    let rows = rows();
    let row = |id: &str| rows.iter().find(|row| row.id == id).unwrap();
    for (id, name) in [("rh-230", "toplevel.txt"), ("rh-231", "noext")] {
        let Trigger::Blob { pattern, .. } = &row(id).function.trigger else {
            panic!()
        };
        assert_eq!(pattern.matches(name), None, "{id}");
    }
    let Trigger::Http { route, .. } = &row("rh-233").function.trigger else {
        panic!()
    };
    assert_eq!(route.matches("/api/h/abc"), None);
    // The bytes of base64 text that is no UTF-8 do not bind to a string; `dataType: binary` takes them.
    let bytes = Message {
        content: vec![0x69, 0xb7, 0x1d],
        dequeue_count: 1,
        expires: OffsetDateTime::UNIX_EPOCH,
        inserted: OffsetDateTime::UNIX_EPOCH,
        next_visible: OffsetDateTime::UNIX_EPOCH,
        id: None,
        pop_receipt: None,
    };
    let stamp = Stamp {
        now: OffsetDateTime::UNIX_EPOCH,
        guid: String::new(),
    };
    assert!(envelope("Q1", "msg", false, &bytes, &stamp).is_err());
    assert!(envelope("Q1", "msg", true, &bytes, &stamp).is_ok());
}
