//! What a file's name adds to its bytes.

use crate::reading::{gzip, items_shown, read};
use formats::read_as;
use proptest::prelude::*;

const NAMES: [&str; 9] = [
    "a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.psv.gz", "a", "A.HTM",
];

#[test]
fn a_name_adds_nothing_where_the_bytes_tell_the_format() {
    for bytes in [
        &b"title,text\nHello,call 415-555-0132\n"[..],
        b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n",
        b"{\"text\":\"the only line\"}",
        b"[{\"text\":\"a\"}]",
        b"<p>call 415-555-0132</p>",
        b"%PDF-1.7",
        b"\x01\x02\x03\x04",
        b"",
    ] {
        for name in NAMES {
            assert_eq!(
                read_as(bytes, name).expect("memory"),
                None,
                "{name} {bytes:?}"
            );
        }
    }
}

#[test]
fn a_name_adds_what_it_says_where_the_bytes_leave_the_format_open() {
    let rows = b"kind,number\nflat,415-555-0101\nroom,415-555-0102\n";
    for (name, added) in [
        ("2026/a.csv", Some(".csv")),
        ("A.CSV.GZ", Some(".csv")),
        // Another delimiter than the name's is found all the same: what counts is that there are rows.
        ("a.tsv", Some(".csv")),
        ("a.htm", Some(".html")),
        ("a.txt", None),
        ("csv", None),
    ] {
        for bytes in [rows.to_vec(), gzip(rows)] {
            assert_eq!(read_as(&bytes[..], name).expect("memory"), added, "{name}");
        }
    }
}

#[test]
fn one_line_longer_than_what_is_looked_at_is_what_its_name_says() {
    let line = format!(
        "{{\"text\":\"{}\"}}\n{{\"text\":\"more\"}}",
        "word ".repeat(20_000)
    );
    for (name, added) in [("a.ndjson", Some(".jsonl")), ("a.json", None), ("a", None)] {
        assert_eq!(read_as(line.as_bytes(), name).expect("memory"), added);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_a_name_adds_reads_as_the_name_itself(
        lines in prop::collection::vec(prop::sample::select(vec![
            "kind,number", "flat,415-555-0101", "a\tb", "one | two", "{\"text\":\"a\"}", "{\"text\":", "plain words", "x <b>y</b>",
            "<html>", "[1,", "",
        ]), 0..6),
        name in prop::sample::select(NAMES.to_vec()),
    ) {
        let bytes = lines.join("\n").into_bytes();
        let added = read_as(&bytes[..], name).expect("memory").unwrap_or_default();
        prop_assert_eq!(items_shown(&read(&bytes, name).1), items_shown(&read(&bytes, added).1));
        prop_assert_eq!(read_as(&bytes[..], added).expect("memory").unwrap_or_default(), added);
    }
}
