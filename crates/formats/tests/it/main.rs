//! What a file's bytes become, from outside.

mod cases;
mod laws;
mod reading;
mod rejects;
