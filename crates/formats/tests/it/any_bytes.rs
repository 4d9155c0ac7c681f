//! What holds for all bytes. The fuzz target `read` and the test over its corpus share it.

use formats::{Hints, Item, Limits, Mapping, open};

/// Limits that a small file meets.
fn small() -> Limits {
    Limits {
        record_bytes: 256,
        records: 50,
        depth: 6,
        file_bytes: 100_000,
        ..Limits::default()
    }
}

/// Any bytes through the readers, under names that say different things: no panic, something comes out, records are
/// numbered and do not overlap.
pub(crate) fn check(data: &[u8]) {
    let mapping = Mapping::default();
    for name in [
        None,
        Some("a.csv"),
        Some("a.html"),
        Some("a.json"),
        Some("a.jsonl"),
    ] {
        for limits in [Limits::default(), small()] {
            let hints = Hints {
                name,
                mapping: &mapping,
            };
            let reader = open(data, &hints, limits).expect("memory is always readable");
            let (mut next, mut at, mut anything) = (0, 0, false);
            for item in reader {
                anything = true;
                match item.expect("memory is always readable") {
                    Item::Record(record) => {
                        assert_eq!(record.number, next);
                        assert!(record.bytes.start >= at && record.bytes.end > record.bytes.start);
                        at = record.bytes.end;
                        next += 1;
                        record.text();
                    }
                    Item::Reject { bytes, .. } => assert!(bytes.start <= bytes.end),
                }
            }
            assert!(anything, "a file passed in silence");
        }
    }
}
