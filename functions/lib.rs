//! The function app. Every function is a folder with its `function.json` and a thin `mod.rs`; what it does is a step of
//! `pipeline::suite`, which the `northstar` program shares.

mod config;
mod health;
mod link_documents;
mod process_bulk;
mod process_raw;
mod receive_report;
mod score_networks;
mod station;
mod sweep;

pub use config::{Config, Missing, settings};
pub use station::Station;

use axum::routing::{get, post};
use custom_handler::{App, Failure};
use std::sync::Arc;
use std::time::Duration;

/// `functionTimeout` of host.json; a test compares them.
pub const FUNCTION_TIMEOUT: Duration = Duration::from_secs(600);
/// What one body of a partner's report may have.
pub const REPORT_BYTES: usize = 16 * 1024 * 1024;

/// A function's name and its function.json.
pub type Declared = (&'static str, &'static str);

macro_rules! declared {
    ($($name:literal),+) => {
        [$(($name, include_str!(concat!($name, "/function.json")))),+]
    };
}

/// Every function: its folder, and what the host is told about it.
pub const FUNCTIONS: [Declared; 7] = declared![
    "process_raw",
    "process_bulk",
    "link_documents",
    "score_networks",
    "receive_report",
    "sweep",
    "health"
];

/// The app over a station that is made once the port is open.
pub fn app<Fut>(make: impl Fn() -> Fut + Send + Sync + 'static) -> App<Arc<Station>>
where
    Fut: Future<Output = Result<Arc<Station>, Failure>> + Send + 'static,
{
    let json = |name: &str| {
        FUNCTIONS
            .iter()
            .find(|(declared, _)| *declared == name)
            .map_or("", |(_, json)| json)
    };
    App::with_state(make)
        .function_timeout(FUNCTION_TIMEOUT)
        .http_body_limit(REPORT_BYTES)
        .log_targets(&["functions", "custom_handler"])
        .blob("process_raw", json("process_raw"), process_raw::run)
        .queue("process_bulk", json("process_bulk"), process_bulk::run)
        .queue(
            "link_documents",
            json("link_documents"),
            link_documents::run,
        )
        .queue(
            "score_networks",
            json("score_networks"),
            score_networks::run,
        )
        .timer("sweep", json("sweep"), sweep::run)
        .http(
            "receive_report",
            json("receive_report"),
            post(receive_report::run),
        )
        .http("health", json("health"), get(health::run))
}
