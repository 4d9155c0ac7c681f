//! Any bytes through the readers.
#![no_main]

#[path = "../../crates/formats/tests/it/any_bytes.rs"]
mod any_bytes;

libfuzzer_sys::fuzz_target!(|data: &[u8]| any_bytes::check(data));
