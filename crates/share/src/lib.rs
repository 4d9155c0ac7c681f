//! Records in, bytes out: tables, a graph and pages, each for one tier.
//!
//! Not here: choosing what a tier may see. The caller filters captures by their restrictions first and hands over what
//! is left; a [`View`] then decides how it is named and what is redacted. No clock, no randomness: equal input gives
//! equal bytes. Whatever text comes in, what goes out is inert: cells are no formulas, pages escape everything, XML is
//! well-formed, terminals get no control characters.

pub mod graph;
pub mod pages;
pub mod tables;
pub mod terminal;
mod view;

pub use view::{KnownNames, NameCounts, Redacted, View};
