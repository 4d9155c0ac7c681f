//! The program `local-host`.

use clap::Parser;
use local_host::{CONSOLE, Host, Level, Log, Settings, clock};
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use time::OffsetDateTime;

/// A small stand-in for the Azure Functions host on Azurite
#[derive(Parser)]
#[command(version, after_help = EXAMPLES)]
struct Line {
    #[command(flatten)]
    settings: Settings,

    /// Print nothing but the handler's lines and what goes wrong
    #[arg(long)]
    quiet: bool,
}

const EXAMPLES: &str = "Examples:
  local-host --script-root dist
      runs an app on Azurite at its usual ports
  local-host --script-root dist --settings local.settings.json --key secret
      with the settings that `func start` would take, and a key that scripts know
  local-host --script-root dist --events --duplicate-events 0.2 --late-events 2s --shuffle-events
      with blobs told by events that come twice, late and in any order
  local-host --script-root dist --lose-blobs 0.33 --lock 15s
      with a third of all blobs overlooked until the next start, and messages of a dead host back after 15 seconds
  curl -X POST -H 'x-functions-key: secret' -H 'content-type: application/json' -d '{}' http://127.0.0.1:7071/admin/functions/sweep
      fires a timer";

#[tokio::main]
async fn main() -> ExitCode {
    let line = Line::parse();
    match run(line).await {
        Ok(code) => code,
        Err(error) => {
            let _nobody_reads = writeln!(std::io::stderr(), "local-host: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(line: Line) -> anyhow::Result<ExitCode> {
    let key_is_new = line.settings.key.is_none();
    let mut host = Host::start(line.settings, printing(line.quiet)).await?;
    if !line.quiet {
        let mut out = std::io::stdout().lock();
        for function in &host.app().functions {
            let _nobody_reads = writeln!(out, "function {}", function.name);
        }
        if key_is_new {
            let _nobody_reads = writeln!(out, "key {}", host.key());
        }
    }
    let mut terminate = terminated()?;
    tokio::select! {
        _ = host.ended() => return Ok(ExitCode::FAILURE),
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    host.stop().await;
    Ok(ExitCode::SUCCESS)
}

fn terminated() -> std::io::Result<tokio::signal::unix::Signal> {
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
}

fn printing(quiet: bool) -> Log {
    Log::new(Arc::new(move |level, category, text| {
        if quiet && level == Level::Information && category != CONSOLE {
            return;
        }
        let level = match level {
            Level::Information => "info",
            Level::Warning => "warn",
            Level::Error => "fail",
        };
        let now = clock::iso_ticks(OffsetDateTime::now_utc(), "Z");
        let _nobody_reads = writeln!(std::io::stdout().lock(), "{now} {level} {category}: {text}");
    }))
}
