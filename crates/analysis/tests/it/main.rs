//! The recognizers as others use them.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

mod adversarial;
mod any_text;
mod corpus;
