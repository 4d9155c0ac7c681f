//! The program as a person or another program meets it.

#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

mod commands;
mod extracting;
mod killed;
mod pages;
mod program;
mod sources;
