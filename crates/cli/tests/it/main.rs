//! The program as a person or another program meets it.

mod commands;
mod extracting;
mod killed;
mod program;
