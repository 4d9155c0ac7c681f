//! The stand-in against what a real host did, and over Azurite.

#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

mod blobs;
mod decoded;
mod events;
mod http;
mod processes;
mod queues;
mod recorded;
mod recorded_answers;
mod recorded_requests;
mod stage;
mod timers;
