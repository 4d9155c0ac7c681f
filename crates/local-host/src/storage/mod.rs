//! Blob and queue storage over plain HTTP: just what a host needs of it.
//!
//! It is written apart from the Azure SDK on purpose: what the app under test stores with the SDK is read here by somebody
//! who knows only the protocol.

mod account;
mod blobs;
mod client;
mod queues;
mod xml;

pub use account::Account;
pub use blobs::{Listed, encoded_uri};
pub use client::{Error, Storage};
pub use queues::Received;
