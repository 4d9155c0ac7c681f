//! The steps as the functions run them, over ports in memory and a host that is as impatient as the real one.

mod arriving;
mod faults;
mod memory;
mod pieces;
mod reports;
mod sweeping;
mod world;
