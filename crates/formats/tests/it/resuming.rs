//! A file that is read in pieces gives what it gives at once.

#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

use formats::{Cursor, Hints, Item, Limits, Mapping, open, resume};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use std::io::Cursor as Bytes;

/// Small, so that long lines and long quotes are met; what is read ahead still is 64 KiB.
fn limits() -> Limits {
    Limits {
        record_bytes: 3_000,
        file_bytes: 300_000,
        ..Limits::default()
    }
}

fn hints<'a>(mapping: &'a Mapping, name: &'a str) -> Hints<'a> {
    Hints {
        name: Some(name),
        mapping,
    }
}

/// All items, and where reading can begin again after how many of them.
fn at_once(file: &[u8], name: &str) -> (Vec<Item>, Vec<(usize, Cursor)>) {
    let mapping = Mapping::default();
    let mut reader = open(Bytes::new(file), &hints(&mapping, name), limits()).unwrap();
    let (mut items, mut places) = (Vec::new(), Vec::new());
    while let Some(item) = reader.next() {
        items.push(item.unwrap());
        places.extend(reader.cursor().map(|cursor| (items.len(), cursor)));
    }
    (items, places)
}

/// What follows at a place: all of it, or until so many items were taken and the reader tells another place.
fn from(file: &[u8], name: &str, cursor: &Cursor, most: usize) -> (Vec<Item>, Option<Cursor>) {
    let mapping = Mapping::default();
    let tail = &file[usize::try_from(cursor.bytes).unwrap()..];
    let mut reader = resume(
        Bytes::new(file),
        Bytes::new(tail),
        &hints(&mapping, name),
        limits(),
        cursor,
    )
    .unwrap()
    .unwrap();
    let mut items = Vec::new();
    while let Some(item) = reader.next() {
        items.push(item.unwrap());
        if items.len() >= most
            && let Some(place) = reader.cursor()
        {
            return (items, Some(place));
        }
    }
    (items, None)
}

fn check(file: &[u8], name: &str, cuts: &[prop::sample::Index], steps: usize) -> TestCaseResult {
    let (items, places) = at_once(file, name);
    prop_assert!(!places.is_empty());
    for cut in cuts {
        let (taken, cursor) = *cut.get(&places);
        let (rest, _) = from(file, name, &cursor, usize::MAX);
        prop_assert!(
            rest == items[taken..],
            "cut behind item {taken} at {cursor:?}"
        );
    }
    // And one piece after the other, each where the last one ended.
    let (mut taken, mut cursor) = places[0];
    loop {
        let (piece, next) = from(file, name, &cursor, steps);
        prop_assert!(
            piece == items[taken..taken + piece.len()],
            "from {cursor:?}"
        );
        taken += piece.len();
        match next {
            Some(next) => cursor = next,
            None => break,
        }
    }
    prop_assert_eq!(taken, items.len());
    Ok(())
}

/// Lines as they come, some broken, some too long, until there is more than is read ahead.
fn grown(first: &str, lines: &[String], bytes: usize) -> String {
    let mut file = first.to_owned();
    let mut n = 0_usize;
    while file.len() < bytes {
        // Never the same distance from one block to the next.
        file.push_str(&lines[n % lines.len()]);
        file.push_str(["\n", "\r\n", "\n\n"][n % 7 % 3]);
        n += 1;
    }
    file
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "utf-16le" => {
            let mark = [0xff, 0xfe].into_iter();
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            mark.chain(units).collect()
        }
        // Bytes that are no characters here and there.
        "broken" => text
            .bytes()
            .enumerate()
            .flat_map(|(n, byte)| [Some(byte), (n % 4_001 == 4_000).then_some(0xc3)])
            .flatten()
            .collect(),
        _ => text.as_bytes().to_vec(),
    }
}

fn encoding() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["utf-8", "utf-16le", "broken"])
}

fn json_line() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0..900_usize).prop_map(|n| format!("{{\"text\":\"call 555-0132 {}\"}}", "é".repeat(n))),
        1 => Just("{\"text\":\"never ends".to_owned()),
        1 => Just("   [1]".to_owned()),
        1 => (2_500..9_000_usize).prop_map(|n| format!("{{\"text\":\"{}\"}}", "x".repeat(n))),
        1 => Just("{\"text\":\"\"}".to_owned()),
    ]
}

fn row() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0..900_usize).prop_map(|n| format!("Ana,\"call, {}\",5", "é".repeat(n))),
        2 => Just("Mia,\"two\nlines \"\"here\"\"\",7".to_owned()),
        1 => Just("\"\",\"\"\"\",".to_owned()),
        1 => Just("a,b,c,d,e".to_owned()),
        1 => Just("a,\"open".to_owned()),
        1 => (2_500..90_000_usize).prop_map(|n| format!("Eva,\"{}", "y ".repeat(n))),
        1 => (2_500..9_000_usize).prop_map(|n| format!("Eva,{}", "z".repeat(n))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn json_lines_in_any_pieces_are_the_whole(
        lines in prop::collection::vec(json_line(), 3..40),
        bytes in 10_000..400_000_usize,
        encoding in encoding(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 5),
        steps in 1..400_usize,
    ) {
        let first = "{\"text\":\"first\"}\n{\"text\":\"second\"}\n";
        let file = encoded(&grown(first, &lines, bytes), encoding);
        check(&file, "a.jsonl", &cuts, steps)?;
    }

    #[test]
    fn rows_in_any_pieces_are_the_whole(
        lines in prop::collection::vec(row(), 3..40),
        bytes in 10_000..400_000_usize,
        encoding in encoding(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 5),
        steps in 1..400_usize,
    ) {
        let first = "title,text,price\nAna,first,1\nMia,second,2\nEva,third,3\n";
        let file = encoded(&grown(first, &lines, bytes), encoding);
        check(&file, "a.csv", &cuts, steps)?;
    }
}

/// Whether a quote closes was looked up in what had been read by then, and is not looked up again.
#[test]
fn a_quote_that_was_found_open_stays_so() {
    let mut file = "title,text,price\nAna,first,1\nMia,second,2\nEva,\"never closed\n".to_owned();
    // Up to a few bytes before the end of the first block, so that the quote of the next row is in it and its end is not.
    let edge = 64 * 1024 - 8;
    while file.len() + 24 < edge {
        file.push_str("Ana,plain,5\n");
    }
    let left = edge - file.len() - "Ana,,5\n".len();
    file.push_str(&format!("Ana,{},5\n", "x".repeat(left)));
    file.push_str("Mia,\"two\nlines\",7\nAna,last,9\n");
    let (items, places) = at_once(file.as_bytes(), "a.csv");
    assert!(places.iter().any(|(_, cursor)| cursor.dead > 0));
    for (taken, cursor) in places {
        let (rest, _) = from(file.as_bytes(), "a.csv", &cursor, usize::MAX);
        assert!(rest == items[taken..], "behind item {taken}");
    }
}

#[test]
fn what_has_no_such_places_says_so() {
    let line = "{\"text\":\"x\"}\n".repeat(10);
    for (file, name) in [
        (crate::reading::gzip(line.as_bytes()), "a.jsonl"),
        (
            format!("[{}]", line.trim().replace('\n', ",")).into_bytes(),
            "a.json",
        ),
        (b"<p>one page</p>".to_vec(), "a.html"),
        (b"one text".to_vec(), "a.txt"),
    ] {
        let (items, places) = at_once(&file, name);
        assert!(!items.is_empty() && places.is_empty(), "{name}: {places:?}");
        let cursor = Cursor {
            bytes: 3,
            records: 1,
            ahead: 0,
            at_end: false,
            dead: 0,
        };
        let mapping = Mapping::default();
        let (head, tail) = (Bytes::new(&file[..]), Bytes::new(&file[3..]));
        let reader = resume(head, tail, &hints(&mapping, name), limits(), &cursor).unwrap();
        assert!(reader.is_none(), "{name}");
    }
    // And of one that has them, no cursor that asks for more than was ever read ahead.
    let endless = Cursor {
        bytes: 3,
        records: 1,
        ahead: u64::MAX,
        at_end: false,
        dead: 0,
    };
    let mapping = Mapping::default();
    let (head, tail) = (
        Bytes::new(line.as_bytes()),
        Bytes::new(&line.as_bytes()[3..]),
    );
    let reader = resume(head, tail, &hints(&mapping, "a.jsonl"), limits(), &endless).unwrap();
    assert!(reader.is_none());
}
