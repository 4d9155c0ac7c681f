//! The program `local-host`.

mod printer;

use clap::Parser;
use local_host::{CONSOLE, Host, Level, Log, Settings, clock};
use printer::Printer;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use time::OffsetDateTime;
use tokio::signal::unix::{SignalKind, signal};

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

/// What is left of the runtime when everything was stopped is not waited for longer.
const REST: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let line = Line::parse();
    let printer = Printer::new(std::io::stdout());
    let ended = tokio::runtime::Runtime::new()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| {
            let ended = runtime.block_on(run(line, &printer));
            runtime.shutdown_timeout(REST);
            ended
        });
    printer.finish();
    ended.unwrap_or_else(|error| {
        let _nobody_reads = writeln!(std::io::stderr(), "local-host: {error:#}");
        ExitCode::FAILURE
    })
}

async fn run(line: Line, printer: &Printer) -> anyhow::Result<ExitCode> {
    // Before anything else: whoever asks for the end while it starts is heard.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let key_is_new = line.settings.key.is_none();
    let start = Host::start(line.settings, printing(line.quiet, printer.clone()));
    let mut host = tokio::select! {
        host = start => host?,
        _ = interrupt.recv() => return Ok(ExitCode::SUCCESS),
        _ = terminate.recv() => return Ok(ExitCode::SUCCESS),
    };
    if !line.quiet {
        for function in &host.app().functions {
            printer.line(format!("function {}", function.name));
        }
        if key_is_new {
            printer.line(format!("key {}", host.key()));
        }
    }
    tokio::select! {
        _ = host.ended() => return Ok(ExitCode::FAILURE),
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    host.stop().await;
    Ok(ExitCode::SUCCESS)
}

fn printing(quiet: bool, printer: Printer) -> Log {
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
        printer.line(format!("{now} {level} {category}: {text}"));
    }))
}
