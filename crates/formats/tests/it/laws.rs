//! What holds for every file.

use crate::reading::{Pieces, gzip, items_shown, read, read_with};
use formats::{Hints, Item, Limits, Mapping, open};
use proptest::prelude::*;

const NAMES: [&str; 6] = ["a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a"];

/// Small limits, so that small files meet them.
fn small() -> Limits {
    Limits {
        record_bytes: 64,
        records: 20,
        depth: 4,
        file_bytes: 100_000,
        ..Limits::default()
    }
}

/// Files that look like something, some of them compressed.
fn file() -> impl Strategy<Value = Vec<u8>> {
    (plain_file(), any::<bool>())
        .prop_map(|(bytes, compressed)| if compressed { gzip(&bytes) } else { bytes })
}

fn plain_file() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        Just("{\"text\":\"call 555-0132\",\"title\":\"x\"}"),
        Just("{\"text\":\"é\",\"a\":{\"b\":[1,2,{\"c\":null}]}}"),
        Just("{\"text\":\"never ends"),
        Just("["),
        Just("]"),
        Just(","),
        Just("}"),
        Just("{\"ads\":["),
        Just("[[[[[[[[]]]]]]]]"),
        Just("title,text,price"),
        Just("a,\"b, \"\"c\"\"\",5"),
        Just("a,\"b"),
        Just("\"\",\"\"\"\","),
        Just("a,b,c,d,e"),
        Just("<p>text <b hidden>gone</b> more"),
        Just("<script>x</script"),
        Just("<!-- "),
        Just("Привет, мир"),
        Just(""),
        Just("words words words words words words words words words words words words words words"),
    ];
    let text = prop::collection::vec(
        (line, prop::sample::select(vec!["\n", "\r\n", "", "\n\n"])),
        0..14,
    )
    .prop_map(|lines| {
        lines
            .into_iter()
            .map(|(a, b)| format!("{a}{b}"))
            .collect::<String>()
    });
    let encoding = prop::sample::select(vec![
        "utf-8",
        "windows-1251",
        "utf-16le",
        "utf-16be",
        "shift_jis",
    ]);
    let noise = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3);
    (text, encoding, noise).prop_map(|(text, label, noise)| {
        let mut bytes = match label {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            label => encoding_rs::Encoding::for_label(label.as_bytes())
                .expect("a label of the standard")
                .encode(&text)
                .0
                .to_vec(),
        };
        for (place, byte) in noise {
            if !bytes.is_empty() {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
        }
        bytes
    })
}

fn check_places(items: &[Item], length: u64) -> Result<(), TestCaseError> {
    let mut at = 0;
    let mut number = 0;
    for item in items {
        match item {
            Item::Record(record) => {
                prop_assert!(record.bytes.start >= at, "records overlap");
                prop_assert!(record.bytes.end > record.bytes.start);
                at = record.bytes.end;
                prop_assert_eq!(record.number, number);
                number += 1;
            }
            Item::Reject { bytes, .. } => prop_assert!(bytes.start <= bytes.end),
        }
        prop_assert!(at <= length);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn random_bytes_make_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), name in 0..6usize) {
        let (_, items) = read_with(&bytes, NAMES[name], &Mapping::default(), small());
        prop_assert!(!items.is_empty());
        check_places(&items, bytes.len() as u64)?;
    }

    #[test]
    fn every_file_gives_something_in_its_own_order(bytes in file(), name in 0..6usize) {
        for limits in [small(), Limits::default()] {
            let (_, items) = read_with(&bytes, NAMES[name], &Mapping::default(), limits);
            prop_assert!(!items.is_empty() );
            check_places(&items, u64::MAX)?;
        }
    }

    #[test]
    fn the_pieces_of_the_input_change_nothing(bytes in file(), name in 0..6usize, size in 1..9usize) {
        let (_, expected) = read(&bytes, NAMES[name]);
        let mapping = Mapping::default();
        let hints = Hints { name: Some(NAMES[name]), mapping: &mapping };
        let pieces = Pieces { bytes: &bytes, size };
        let items: Vec<Item> = open(pieces, &hints, Limits::default()).unwrap().map(Result::unwrap).collect();
        prop_assert_eq!(items_shown(&items), items_shown(&expected));
    }

    #[test]
    fn what_is_no_white_space_is_in_a_record_or_a_reject(bytes in plain_file(), name in 0..6usize) {
        let (layout, items) = read(&bytes, NAMES[name]);
        let mut covered = vec![false; bytes.len()];
        for item in &items {
            let range = match item {
                Item::Record(record) => record.bytes,
                Item::Reject { bytes, .. } => *bytes,
            };
            covered[range.start as usize..range.end as usize].fill(true);
        }
        let header = layout.header == Some(true);
        let mut header_row = 0;
        if header {
            header_row = bytes.iter().position(|b| *b == b'\n').unwrap_or(bytes.len());
        }
        for (at, byte) in bytes.iter().enumerate() {
            let structure = byte.is_ascii_whitespace() || matches!(byte, 0 | b',' | b'[' | b']' | b'}');
            // A quoted header may take several lines: then only what follows the first record is looked at.
            let before_records = header && (at <= header_row || !covered[..at].contains(&true));
            let list = layout.list.is_some() && !covered[..at].contains(&true);
            prop_assert!(covered[at] || structure || before_records || list || at < 3, "byte {} of {:?}", at, bytes);
        }
    }
}
