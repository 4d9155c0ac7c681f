//! Any text through all recognizers.
#![no_main]

#[path = "../../crates/analysis/tests/it/any_text.rs"]
mod any_text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| any_text::check(data));
