use crate::Outcome;

/// Try again what the functions gave up on
///
/// Raw files and messages that failed too often are parked with their reason. Without --list all of them, or the raw file with
/// this path, go through the door once more.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  northstar replay --list
  northstar replay
  northstar replay ads-west/2026/02/03/a.jsonl")]
pub(crate) struct Args {
    /// Path of one raw file, as --list shows it
    #[arg(value_name = "PATH")]
    path: Option<String>,
    /// Only show what failed, how often and why
    #[arg(long, conflicts_with = "path")]
    list: bool,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Where: azure:FILE, with the settings in FILE
    #[arg(long, value_name = "STORE", default_value = "azure:")]
    store: String,
}

#[cfg(not(feature = "azure"))]
pub(crate) fn run(_args: &Args) -> anyhow::Result<Outcome> {
    Err(crate::opened::without_azure())
}

/// The adapter that a command names.
#[cfg(feature = "azure")]
pub(super) fn azure(store: &str) -> anyhow::Result<store::azure::Azure> {
    let Some(file) = crate::opened::settings_file(store) else {
        anyhow::bail!("this command works on what the functions keep: --store azure:FILE");
    };
    crate::opened::adapter(&file)
}

#[cfg(feature = "azure")]
pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    use crate::output::{json_line, out, shown};
    use pipeline::Ports;
    use pipeline::suite::{Suite, replay, troubles};
    use std::io::Write;
    use std::time::{SystemTime, UNIX_EPOCH};

    let azure = azure(&args.store)?;
    let suite = Suite {
        ports: Ports::of(&azure),
        landing: &azure,
        queues: &azure,
        notes: &azure,
        now: &|| {
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| since.as_secs())
        },
        stop: &|| false,
    };
    let mut out = out();
    if args.list {
        let troubles = troubles(suite)?;
        for trouble in &troubles {
            if args.json {
                json_line(&mut out, trouble)?;
                continue;
            }
            writeln!(
                out,
                "{}  {} tries  {}  {}",
                if trouble.parked {
                    "parked"
                } else {
                    "tried again"
                },
                trouble.tries,
                shown(&trouble.about),
                shown(&trouble.reason)
            )?;
        }
        out.flush()?;
        return Ok(if troubles.is_empty() {
            Outcome::No
        } else {
            Outcome::Done
        });
    }
    let replayed = replay(suite, args.path.as_deref())?;
    if args.json {
        json_line(
            &mut out,
            &serde_json::json!({"raw_files": replayed.raw_files, "nudges": replayed.nudges}),
        )?;
    } else {
        writeln!(
            out,
            "{} raw files and {} messages are tried again",
            replayed.raw_files, replayed.nudges
        )?;
    }
    out.flush()?;
    Ok(if replayed.raw_files + replayed.nudges == 0 {
        Outcome::No
    } else {
        Outcome::Done
    })
}
