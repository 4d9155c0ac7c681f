//! What leaves the system, as whoever receives it sees it.

#[path = "../../examples/pages/invented.rs"]
mod invented;
mod pages;
mod tables;
