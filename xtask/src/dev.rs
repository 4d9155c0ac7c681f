//! The whole suite on this machine: emulators, a stand-in for the Functions host, the handler.

use crate::programs::{self, Program};
use crate::stage;
use anyhow::{Context, bail};
use cosmos_process::Cosmos;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

/// Runs the function suite on this machine, without Azure and without .NET, until Ctrl-C
///
/// Starts Azurite (which npm installs), an in-memory Cosmos DB, a stand-in for the Functions host and the handler. Nothing is
/// kept when it ends.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cargo xtask dev --port 7071")]
pub(crate) struct Args {
    /// Port of the HTTP functions
    #[arg(long, default_value_t = 7071)]
    port: u16,
    /// Only prepare everything and say that it stands, then end: what the tests ask for
    #[arg(long, hide = true)]
    once: bool,
}

const FOLDER: &str = "target/dev";

/// A child that ends with us.
pub(crate) struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // SIGTERM first: the host awaits what is in flight and takes the handler with it.
        let asked = Command::new("kill").arg(self.0.id().to_string()).status();
        let patience = Instant::now() + Duration::from_secs(12);
        while asked.is_ok() && Instant::now() < patience {
            if self.0.try_wait().is_ok_and(|ended| ended.is_some()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    ctrlc::set_handler(move || asked.store(true, Ordering::SeqCst)).context("no signals")?;
    println!(
        "building the handler, the stand-in host and the emulator (the first time takes some minutes)"
    );
    programs::build(&[
        Program::Handler,
        Program::LocalHost,
        Program::CosmosEmulator,
        Program::Northstar,
    ])?;

    let folder = Path::new(FOLDER);
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {FOLDER}"))?;
    let azurite = azurite::Options::default().start()?;
    let cosmos = Cosmos::start(&Program::CosmosEmulator.path())?;
    let settings = folder.join("local.settings.json");
    write_settings(&settings, &azurite.connection_string(), cosmos.endpoint())?;
    let store = format!("azure:{}", settings.display());
    programs::done(Command::new(Program::Northstar.path()).args(["prepare", "--store", &store]))
        .context("making the containers and queues")?;
    let dist = folder.join("dist");
    stage::run(&stage::Args {
        target: stage::Target::Local,
        out: dist.clone(),
        handler: Some(Program::Handler.path()),
    })?;
    let mut host = Command::new(Program::LocalHost.path())
        .arg("--script-root")
        .arg(&dist)
        .arg("--settings")
        .arg(&settings)
        .args(["--connection", &azurite.connection_string()])
        .args(["--port", &args.port.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .context("starting local-host")?;
    let lines = lines(&mut host)?;
    let mut host = Running(host);

    println!(
        "
The suite runs. In another terminal, here:

  export STORE={store}
  {northstar} upload samples/cityboard/source.toml --source cityboard --store $STORE
  {northstar} upload samples/cityboard/2026/03/26/* --source cityboard --store $STORE
  {northstar} search '702.555.0131' --store $STORE
  {northstar} export --out northstar-out --store $STORE
  curl http://127.0.0.1:{port}/api/health

Reports of the partner `example` go to http://127.0.0.1:{port}/api/receive_report/example
Ctrl-C ends everything.
",
        northstar = programs::from_here(&Program::Northstar.path()),
        port = args.port
    );
    loop {
        match lines.recv_timeout(Duration::from_millis(200)) {
            // Without colours where nobody sees them.
            Ok(line) => anstream::println!("{}", coloured(&line)),
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                let status = host.0.wait()?;
                bail!("the stand-in host ended: {status}");
            }
        }
        if stop.load(Ordering::SeqCst) || args.once {
            println!("stopping");
            break;
        }
    }
    drop(host);
    drop(cosmos);
    drop(azurite);
    Ok(())
}

/// The example's settings with the emulators' addresses.
pub(crate) fn write_settings(path: &Path, connection: &str, endpoint: &str) -> anyhow::Result<()> {
    let text = std::fs::read_to_string("local.settings.example.json")
        .context("cannot read local.settings.example.json; run this in the project's folder")?;
    let mut settings: Value = serde_json::from_str(&text)?;
    settings["Values"]["AzureWebJobsStorage"] = json!(connection);
    settings["Values"]["COSMOS__accountEndpoint"] = json!(endpoint);
    std::fs::write(path, serde_json::to_vec_pretty(&settings)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// What a child prints, line by line.
fn lines(child: &mut Child) -> anyhow::Result<mpsc::Receiver<String>> {
    let stdout = child.stdout.take().context("its output is ours")?;
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                return;
            }
        }
    });
    Ok(receive)
}

/// Red for what failed, yellow for warnings, grey for the handler's own lines.
fn coloured(line: &str) -> String {
    // The host's lines begin with the time and a level.
    let level = line.split(' ').nth(1).unwrap_or_default();
    let colour = if level == "fail" || line.contains(r#""level":"ERROR""#) {
        31
    } else if level == "warn" || line.contains(r#""level":"WARN""#) {
        33
    } else if line.contains('{') {
        90
    } else {
        return line.to_owned();
    };
    format!("\u{1b}[{colour}m{line}\u{1b}[0m")
}
