//! The function app as a whole: what the host is told, and the staged handler under a stand-in for the host, on emulators.

#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

mod arriving;
mod breaking;
mod calling;
mod declared;
mod expected;
mod large;
mod proxy;
mod settings;
mod world;
