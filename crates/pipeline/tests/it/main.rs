//! The steps over the embedded store: the same state whatever the order, the number of deliveries, or a fault in between.

mod canonical;
mod erasing;
mod failing;
mod faults;
mod order;
mod verifying;
