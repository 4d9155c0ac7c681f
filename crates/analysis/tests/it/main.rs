//! The recognizers as others use them.
#![expect(clippy::disallowed_methods, reason = "tests may read what they replay")]

mod adversarial;
mod any_text;
mod corpus;
mod doubling;
