//! What sets functions off.

pub(crate) mod admin;
pub(crate) mod blobs;
pub(crate) mod events;
pub(crate) mod http;
pub(crate) mod pump;
pub(crate) mod queues;
pub(crate) mod receipts;
pub(crate) mod scan;
pub(crate) mod timers;
