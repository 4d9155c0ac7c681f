use super::StoreArgs;
use crate::Outcome;
use crate::output::{json_line, out, things_bar};
use pipeline::Progress;
use std::io::Write;

/// Check that everything still holds: every raw file's hash, every mention's quote, every network
///
/// Reads every raw file again, compares what is in it with what is stored, and makes every network again from its links.
/// Prints what does not hold and ends with status 1; records that a tombstone explains are fine.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  northstar verify --store .northstar")]
pub(crate) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// Findings and figures as JSON Lines
    #[arg(long)]
    json: bool,
}

#[derive(serde::Serialize)]
struct Shown<'a> {
    about: &'a str,
    finding: &'a str,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let store = args.store.open()?;
    let ports = store.ports();
    let bar = things_bar(0, "verifying");
    let mut out = out();
    let mut failed = Ok(());
    let mut found = |finding: pipeline::Finding| {
        let wrote = if args.json {
            json_line(
                &mut out,
                &Shown {
                    about: &finding.about,
                    finding: &finding.what,
                },
            )
        } else {
            writeln!(out, "{}: {}", finding.about, finding.what).map_err(Into::into)
        };
        if failed.is_ok() {
            failed = wrote;
        }
    };
    let progress = |progress| {
        if let Progress::Done { done, of } = progress {
            bar.set_length(of);
            bar.set_position(done);
        }
    };
    let verified = pipeline::verify(ports, &progress, &mut found)?;
    failed?;
    bar.finish_and_clear();
    let holds = verified.findings == 0;
    if args.json {
        json_line(
            &mut out,
            &serde_json::json!({
                "holds": holds, "findings": verified.findings, "raw_files": verified.raw_files, "records": verified.records,
                "mentions": verified.mentions, "links": verified.links, "networks": verified.networks,
                "raw_files_of_other_versions": verified.other_versions,
            }),
        )?;
    } else {
        writeln!(
            out,
            "{}: {} raw files, {} records, {} mentions, {} links, {} networks",
            if holds {
                "everything holds".to_owned()
            } else {
                format!("{} things do not hold", verified.findings)
            },
            verified.raw_files,
            verified.records,
            verified.mentions,
            verified.links,
            verified.networks
        )?;
        if verified.other_versions > 0 {
            writeln!(
                out,
                "{} raw files were read by another version: only their hashes and quotes were checked",
                verified.other_versions
            )?;
        }
    }
    out.flush()?;
    Ok(if holds { Outcome::Done } else { Outcome::No })
}
