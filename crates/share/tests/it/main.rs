//! What leaves the system, as whoever receives it sees it.

#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

#[path = "../../examples/pages/invented.rs"]
mod invented;
mod pages;
mod tables;
