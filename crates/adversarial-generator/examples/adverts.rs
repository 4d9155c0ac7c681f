//! Made-up adverts of about 500 bytes as JSON Lines, for `bench/peers/run.py`:
//! `cargo run -p adversarial-generator --example adverts 3000 > adverts.jsonl`.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use adversarial_generator::{Script, adverts};
use std::fmt::Write as _;

fn main() {
    let count = std::env::args()
        .nth(1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(3000);
    for (n, text) in adverts(Script::Latin, false, 1, count).iter().enumerate() {
        println!(
            "{{\"id\":\"{n}\",\"region\":\"US\",\"text\":\"{}\"}}",
            escaped(text)
        );
    }
}

/// A text as it stands in a JSON string.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            c if c.is_control() => {
                // Writing to a string can't fail.
                let _ = write!(escaped, "\\u{:04x}", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}
