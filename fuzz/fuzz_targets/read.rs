//! Any bytes through the readers: no panic, records in order, byte ranges in the file.
#![no_main]

use formats::{Hints, Item, Limits, Mapping};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mapping = Mapping::default();
    for name in [None, Some("a.csv"), Some("a.html"), Some("a.json")] {
        let hints = Hints { name, mapping: &mapping };
        let mut next = 0;
        for item in formats::open(data, &hints, Limits::default()).expect("memory is always readable") {
            if let Item::Record(record) = item.expect("memory is always readable") {
                assert_eq!(record.number, next);
                assert!(record.bytes.start <= record.bytes.end);
                next += 1;
                record.text();
            }
        }
    }
});
