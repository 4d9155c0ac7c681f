//! A small stand-in for the Azure Functions host: it runs a custom handler on Azurite, and is as unforgiving as the real host.
//!
//! It is no host: no .NET, no extensions, no scaling, only the bindings that a custom handler of ours meets. What it does of the
//! real one's behaviour was measured on host 4.1037 and is held by tests over recorded exchanges: five tries within half a
//! second, answers that hang, outputs that are decoded and reformatted, three crashes and it is over, death without a signal.
//! All times are UTC.
//!
//! The program `local-host` runs an app; tests run a [`Host`] of their own:
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! use local_host::{Host, Level, Log, Settings};
//! use std::sync::Arc;
//!
//! let mut settings = Settings::new("dist", "UseDevelopmentStorage=true");
//! settings.lock = std::time::Duration::from_secs(15);
//! let log = Log::new(Arc::new(|level, category, text| {
//!     if level == Level::Error {
//!         eprintln!("{category}: {text}");
//!     }
//! }));
//! let host = Host::start(settings, log).await?;
//! println!("http://{}/api", host.address());
//! host.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! What is pure stands apart: [`wire`] makes envelopes, [`answer`], [`outputs`] and [`http_reply`] read answers, [`forward`]
//! passes calls on.

#![recursion_limit = "256"]

pub mod answer;
pub mod app;
mod base64_text;
pub mod clock;
mod core;
mod dice;
pub mod forward;
mod host;
pub mod http_reply;
pub mod json;
mod log;
pub mod outputs;
mod settings;
pub mod storage;
mod triggers;
pub mod wire;
mod worker;

pub use host::{CrashedTooOften, Host, NotReady};
pub use log::{CONSOLE, Level, Log, Sink};
pub use settings::Settings;
