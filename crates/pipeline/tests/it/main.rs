//! The steps over the embedded store: the same state whatever the order, the number of deliveries, or a fault in between.

#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

mod canonical;
mod erasing;
mod failing;
mod faults;
mod order;
mod partners;
mod suite;
mod verifying;
