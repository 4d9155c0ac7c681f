//! The protocol of Azure Functions custom handlers: an HTTP server that the Functions host starts and calls.
//!
//! It is not the Functions host, not an SDK for storage or databases, and writes no function.json: a function is an async
//! function registered under the name of its folder, and what the code relies on is read from the hand-written
//! function.json and checked.
//!
//! ```no_run
//! use custom_handler::{App, BlobEvent, Done, Failure, Invocation, QueueEvent};
//! use std::{process::ExitCode, sync::Arc};
//!
//! struct Shared { /* clients, made once */ }
//!
//! async fn process(_: Arc<Shared>, call: Invocation, blob: BlobEvent) -> Result<Done, Failure> {
//!     tracing::info!(size_bytes = blob.body.len(), left_ms = call.remaining().as_millis() as u64, "a blob");
//!     Ok(Done::new())
//! }
//!
//! #[derive(serde::Deserialize)]
//! struct Pointer { path: String }
//!
//! async fn fetch(_: Arc<Shared>, _: Invocation, message: QueueEvent) -> Result<Done, Failure> {
//!     let Ok(pointer) = message.json::<Pointer>() else {
//!         return Err(Failure::permanent("a message that is no pointer"));
//!     };
//!     let bytes = std::fs::read(pointer.path)?; // an I/O error: transient, named by its type alone
//!     Ok(Done::new().log(format!("{} bytes", bytes.len())))
//! }
//!
//! fn main() -> ExitCode {
//!     App::with_state(|| async { Ok(Arc::new(Shared {})) })
//!         .blob("process", r#"{"bindings": [{"type": "blobTrigger", "direction": "in", "name": "raw", "path": "raw/{name}"}]}"#, process)
//!         .queue("fetch", r#"{"bindings": [{"type": "queueTrigger", "direction": "in", "name": "pointer", "queueName": "bulk"}]}"#, fetch)
//!         .function_timeout(std::time::Duration::from_secs(600))
//!         .run()
//! }
//! ```
//!
//! In an app the JSON is `include_str!("process/function.json")`.
//!
//! # What it takes care of
//!
//! The host is unforgiving, and most of this crate is about not provoking it:
//!
//! - **Answers** are always a JSON object with a content type that the host reads: an empty or `null` answer hangs until
//!   the function's timeout. Outputs are base64, the only form that arrives as it was written. See [`Done`].
//! - **Failures** are transient (status 500, the host tries again) or permanent (success, with the reason in the logs),
//!   chosen where they are made. See [`Failure`].
//! - **A panic** fails one invocation. Build with `panic = "unwind"`.
//! - **A deadline** before the host's function timeout, at which the host would kill the process and with it all that is
//!   in flight. Cut off is what waits; computing that takes long belongs in [`blocking`](fn@blocking), and should look
//!   at [`Invocation::remaining`].
//! - **Memory**: bodies have a limit, and all bodies together a budget, for which invocations wait. A blob's base64 is
//!   decoded in place.
//! - **Decoding** follows the declared binding, reads old and new hosts' property names, and unwraps text exactly once.
//!   Errors name the place, never the value.
//! - **Untrusted metadata**: a queue message that is a JSON object can shadow `DequeueCount`, `Id` and more; the fields
//!   concerned say so.
//! - **The process** opens its port first, makes its state behind it, never exits with code 0 (after which the host
//!   would burn the tries of every message), finishes what is in flight on SIGTERM, and leaves when its host is gone.
//!   See [`App::run`].
//! - **Logs** are JSON lines with the ids of invocation and trace; a body is never logged.
//!
//! The facts about the host were measured with host 4.1037; recorded exchanges are the contract tests.

mod admission;
mod app;
mod base64_in_place;
mod blocking;
mod decode_error;
mod done;
mod envelope;
mod event;
mod failure;
mod function_json;
mod host_time;
mod invocation;
mod layers;
mod logging;
mod or_fail;
mod public;
mod report;
mod response;
mod route;
mod serve;
mod state;
mod trace_context;

pub use app::{App, RegistrationErrors};
pub use blocking::blocking;
pub use decode_error::DecodeError;
pub use done::Done;
pub use event::{BlobEvent, BlobProperties, HttpEvent, QueueEvent, ScheduleStatus, TimerEvent};
pub use failure::Failure;
pub use function_json::{FunctionJson, FunctionJsonError, TriggerKind};
pub use host_time::HostTime;
pub use invocation::{Invocation, Retry};
pub use or_fail::OrFail;
pub use trace_context::TraceContext;

/// The README's example compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
