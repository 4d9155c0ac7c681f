//! The pure core: what a text says (`extract`), what ties documents together, and what it may mean. No I/O, no clock,
//! no environment, no async: the same input gives the same output on any machine, at any time.

pub mod extract;
mod facts;
pub mod link;
pub mod rules;
pub mod score;

/// Version of the recognizers: part of a document's versions. Another version may find other mentions.
pub const RECOGNIZERS_VERSION: u32 = 2;

pub use score::RULES_VERSION;
