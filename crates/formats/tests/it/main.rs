//! What a file's bytes become, from outside.

mod any_bytes;
mod cases;
mod corpus;
mod laws;
mod names;
mod reading;
mod rejects;
mod resuming;
