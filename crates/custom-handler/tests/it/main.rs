//! Contract tests over recorded exchanges, and tests over real sockets and processes.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

mod answers;
mod client;
mod encoding;
mod http;
mod process;
mod recorded;
mod server;
mod sockets;
