//! Every reason for a reject, and how the rest of the file is read all the same.

use crate::reading::{gzip, items_shown, read, read_with};
use formats::{Hints, Limits, Mapping, open};
use std::io::{self, Read};

fn shown(bytes: &[u8], name: &str, limits: Limits) -> String {
    items_shown(&read_with(bytes, name, &Mapping::default(), limits).1)
}

fn with(change: impl FnOnce(&mut Limits)) -> Limits {
    let mut limits = Limits::default();
    change(&mut limits);
    limits
}

/// Name, file, its name, limits, beginnings of the lines expected.
type Case = (
    &'static str,
    Vec<u8>,
    &'static str,
    Limits,
    &'static [&'static str],
);

#[test]
fn each_reason_is_given_with_its_place() {
    let lines = |n: usize| "{\"text\":\"call me now\"}\n".repeat(n);
    let broken = {
        let mut bytes = gzip(lines(3).as_bytes());
        bytes.truncate(bytes.len() - 6);
        bytes
    };
    let deep = format!("[{}1{},{{\"text\":\"x\"}}]", "[".repeat(70), "]".repeat(70));
    let default = Limits::default();
    let cases: Vec<Case> = vec![
        ("an empty file", vec![], "a", default, &["reject empty_file 0..0"]),
        ("an empty compressed file", gzip(b""), "a", default, &["reject empty_file 0..0"]),
        ("junk", (0..200).map(|n| n as u8 % 7).collect(), "a", default, &["reject not_text 0..200"]),
        (
            "text in UTF-32",
            b"\xff\xfe\0\0a\0\0\0b\0\0\0c\0\0\0d\0\0\0".to_vec(),
            "a",
            default,
            &["reject not_text 0..20"],
        ),
        ("a zip", b"PK\x03\x04junk".to_vec(), "a.csv", default, &["reject format_not_read 0..8"]),
        ("an XML file", b"<?xml version='1.0'?><rss></rss>".to_vec(), "a", default, &["reject format_not_read 0..32"]),
        ("gzip in gzip", gzip(&gzip(b"x")), "a", default, &["reject format_not_read"]),
        ("a damaged gzip", broken, "a", default, &["record 0", "record 1", "record 2", "reject broken_compression 69..69"]),
        ("gzip that is none", b"\x1f\x8b\x08junkjunkjunk".to_vec(), "a", default, &["reject broken_compression 0..0"]),
        (
            "a bomb",
            gzip(lines(30_000).as_bytes()),
            "a.jsonl",
            with(|l| l.free_expansion_bytes = 1 << 16),
            &["record 0", "reject too_much_expansion"],
        ),
        (
            "a long file",
            lines(2000).into_bytes(),
            "a",
            with(|l| l.file_bytes = 50),
            &["record 0", "record 1", "reject broken_json 46..50", "reject file_too_long 50..50"],
        ),
        (
            "a long line",
            format!("{}{{\"text\":\"{}\"}}\n{}", lines(1), "x".repeat(200), lines(1)).into_bytes(),
            "a.jsonl",
            with(|l| l.record_bytes = 100),
            &["record 0 0..22", "reject record_too_long 23..234", "record 1 235..257"],
        ),
        (
            "a long element",
            format!("[{{\"text\":\"{}\"}},{{\"text\":\"ok\"}}]", "x".repeat(200)).into_bytes(),
            "a.json",
            with(|l| l.record_bytes = 100),
            &["reject record_too_long 1..212", "record 0 213..226"],
        ),
        (
            "a long row",
            format!("title,text\na,{}\nb,c\n", "x".repeat(200)).into_bytes(),
            "a.csv",
            with(|l| l.record_bytes = 100),
            &["reject record_too_long 11..213", "record 0 214..217"],
        ),
        (
            "a long page",
            format!("<p>hello</p>\n{}", "y".repeat(200)).into_bytes(),
            "a.html",
            with(|l| l.record_bytes = 100),
            &["record 0 0..13", "reject record_too_long 13..213"],
        ),
        (
            "many records",
            lines(5).into_bytes(),
            "a",
            with(|l| l.records = 2),
            &["record 0", "record 1", "reject too_many_records 46..46"],
        ),
        ("deep nesting", deep.into_bytes(), "a.json", default, &["reject too_deep 1..142", "record 0"]),
        (
            "deep nesting in a line",
            format!("{{\"a\":{}1{}}}\n{}", "[".repeat(70), "]".repeat(70), lines(1)).into_bytes(),
            "a.jsonl",
            default,
            &["reject too_deep 0..147", "record 0"],
        ),
        (
            "a bad line",
            b"{\"text\":\"a\"}\n{\"text\":\n{\"text\":\"b\"}\n{\"text\":\"c\"} x\n".to_vec(),
            "a",
            default,
            &["record 0", "reject broken_json 13..21", "record 1", "reject broken_json 35..49"],
        ),
        (
            "a bad element in a line of its own",
            b"[\n{\"text\":\"a\"},\n{\"text\":\"b},\n{\"text\":\"c\"}\n]".to_vec(),
            "a",
            default,
            &["record 0 2..14", "reject broken_json 16..29", "record 1 29..41"],
        ),
        (
            "a bad element between others",
            b"[{\"text\":\"a\"},{\"text\":b},{\"text\":\"c\"}]".to_vec(),
            "a",
            default,
            &["record 0 1..13", "reject broken_json 14..24", "record 1 25..37"],
        ),
        (
            "a list that never ends",
            b"[{\"text\":\"a\"},".to_vec(),
            "a",
            default,
            &["record 0", "reject broken_json 14..14"],
        ),
        (
            "JSON that is no record",
            b"{\"text\":\"a\"}\n[1,2]\n\"word\"\n5\n{\"text\":\"b\"}".to_vec(),
            "a",
            default,
            &["record 0", "reject not_a_record 13..18", "reject not_a_record 19..25", "reject not_a_record 26..27", "record 1"],
        ),
        (
            "elements that are no records",
            b"[12, \"x\", [1], {\"text\":\"a\"}, null]".to_vec(),
            "a",
            default,
            &["reject not_a_record 1..3", "reject not_a_record 5..8", "reject not_a_record 10..13", "record 0", "reject not_a_record 29..33"],
        ),
        ("a JSON file of one word", b"\"word\"".to_vec(), "a.json", default, &["reject not_a_record 0..6"]),
        (
            "what stands around a list",
            b"{\"count\":1,\"ads\":[{\"text\":\"a\"}],\"next\":\"x\"}".to_vec(),
            "a",
            default,
            &["reject not_a_record 0..18", "record 0 18..30", "reject not_a_record 31..43"],
        ),
        (
            "a row with too many cells",
            b"title,text\na,b,c,d\ne,f,\ng\n".to_vec(),
            "a",
            default,
            &["reject broken_row 11..18", "record 0 19..23", "record 1 24..25"],
        ),
        (
            "a quote that never ends",
            b"title,text\na,\"b\nc,d\ne,\"f\"\n".to_vec(),
            "a.csv",
            default,
            &["record 0 11..25"],
        ),
        (
            "a quote that never ends at all",
            b"title,text\na,\"b\nc,d\ne,f\n".to_vec(),
            "a.csv",
            default,
            &["reject broken_quoting 11..15", "record 0 16..19", "record 1 20..23"],
        ),
        (
            "broken characters",
            b"{\"text\":\"\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82 \xff\xff!\"}\n{\"text\":\"\xd0\xb0\xd0\xb0\xd0\xb0\"}\n".to_vec(),
            "a",
            default,
            &["reject broken_encoding 22..24", "record 0 0..27", "record 1"],
        ),
        (
            "records without text",
            b"{\"text\":\" \"}\n{}\n{\"url\":\"https://example.com\"}\n{\"a\":null}\n".to_vec(),
            "a",
            default,
            &["reject no_text 0..12", "reject no_text 13..15", "record 0", "reject no_text 46..56"],
        ),
        ("an empty list", b" [ ]".to_vec(), "a", default, &["reject no_text 0..4"]),
        ("white space", b" \n\n ".to_vec(), "a", default, &["reject no_text 0..4"]),
        ("a page without text", b"<html><script>x</script></html>".to_vec(), "a", default, &["reject no_text 0..31"]),
        ("a header without rows", b"title,text\n".to_vec(), "a.csv", default, &["reject no_text 0..10"]),
        ("a row of empty cells", b"title,text\n,\na,b\n".to_vec(), "a.csv", default, &["reject no_text 11..12", "record 0"]),
    ];
    for (case, bytes, name, limits, expected) in cases {
        let shown = shown(&bytes, name, limits);
        let lines: Vec<&str> = shown
            .lines()
            .filter(|line| line.starts_with("re"))
            .collect();
        let fits = lines.len() == expected.len()
            && lines
                .iter()
                .zip(expected)
                .all(|(line, start)| line.starts_with(start));
        let bomb = case == "a bomb";
        assert!(
            fits || bomb
                && lines
                    .last()
                    .is_some_and(|line| line.starts_with(expected[1])),
            "{case}: {lines:?}"
        );
    }
}

#[test]
fn a_fault_of_the_underlying_reader_is_an_error_and_ends_the_reading() {
    struct Fails(usize);
    impl Read for Fails {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::Error::other("gone"));
            }
            let line = b"{\"text\":\"call me\"}\n";
            let n = line.len().min(out.len());
            out[..n].copy_from_slice(&line[..n]);
            self.0 -= 1;
            Ok(n)
        }
    }
    let mapping = Mapping::default();
    let hints = Hints {
        name: None,
        mapping: &mapping,
    };
    assert!(open(Fails(3), &hints, Limits::default()).is_err());
    let mut reader = open(Fails(10_000), &hints, Limits::default()).unwrap();
    let error = reader.find(Result::is_err).unwrap().unwrap_err();
    assert_eq!(error.to_string(), "gone");
    assert!(reader.next().is_none());
}

#[test]
fn nothing_is_lost_of_a_text_longer_than_a_record() {
    let text = "first line é\nsecond line\n".repeat(40);
    let limits = with(|l| l.record_bytes = 30);
    let (_, items) = read_with(text.as_bytes(), "a.txt", &Mapping::default(), limits);
    let bodies: String = items
        .iter()
        .map(|item| match item {
            formats::Item::Record(record) => record.body.as_str(),
            formats::Item::Reject { .. } => panic!("nothing is wrong with it"),
        })
        .collect();
    assert_eq!(bodies, text);
    assert!(read(text.as_bytes(), "a.txt").1.len() == 1);
}

#[test]
fn the_documentation_tells_every_reason_and_limit() {
    let page = include_str!("../../../../docs/formats.md");
    for reason in [
        "empty_file",
        "not_text",
        "format_not_read",
        "broken_compression",
        "too_much_expansion",
        "file_too_long",
        "record_too_long",
        "too_many_records",
        "too_deep",
        "broken_json",
        "not_a_record",
        "broken_row",
        "broken_quoting",
        "broken_encoding",
        "no_text",
        "erased",
    ] {
        assert!(page.contains(&format!("`{reason}`")), "{reason}");
    }
    let limits = Limits::default();
    for stated in [
        format!("| {} GiB |", limits.file_bytes >> 30),
        format!("| {} MiB |", limits.record_bytes >> 20),
        format!("| {} million |", limits.records / 1_000_000),
        format!("| {} | `too_deep`", limits.depth),
        format!(
            "| {} times, from {} MiB on |",
            limits.expansion,
            limits.free_expansion_bytes >> 20
        ),
    ] {
        assert!(page.contains(&stated), "{stated}");
    }
}
