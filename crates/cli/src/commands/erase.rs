use super::StoreArgs;
use crate::Outcome;
use crate::output::{json_line, out, remark};
use anyhow::{Context, bail};
use pipeline::Ports;
use std::io::Write;
use store::Erasure;

/// Erase a document, a capture or a source: from the store, with a tombstone that holds for later deliveries
///
/// A document goes with all its captures, in every source, now and later. A capture is one record of one raw file. A source goes
/// with its captures, raw files, and documents that no other source saw. What was linked to it is linked anew. Raw files of
/// a document or capture stay as they were delivered; tables and pages written earlier are not touched.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  northstar erase d-0123…            a document, by its id
  northstar erase c-0123…            one record of one raw file
  northstar erase source:ads-west    a whole source")]
pub(crate) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// d-… (document), c-… (capture) or source:NAME
    id: String,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(serde::Serialize)]
struct Erased<'a> {
    erased: &'a str,
    captures: u64,
    networks_rebuilt: u64,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let erasure = if let Some(source) = args.id.strip_prefix("source:") {
        Erasure::Source(source.to_owned())
    } else if let Ok(document) = args.id.parse() {
        Erasure::Document(document)
    } else if let Ok(capture) = args.id.parse() {
        Erasure::Capture(capture)
    } else {
        bail!(
            "`{}` is nothing that can be erased: give d-…, c-… or source:NAME",
            args.id
        );
    };
    let store = args.store.open_to_write()?;
    let ports = Ports::of(&store);
    pipeline::finish_file_work(ports).context("finishing an earlier erasure")?;
    let captures = pipeline::erase(ports, &erasure)?;
    let linked = pipeline::link(ports, &pipeline::Until::default(), &|_| {})?;
    let mut out = out();
    if args.json {
        json_line(
            &mut out,
            &Erased {
                erased: &args.id,
                captures,
                networks_rebuilt: linked.networks,
            },
        )?;
    } else {
        writeln!(
            out,
            "erased {} with {captures} captures; {} networks were made anew",
            args.id, linked.networks
        )?;
    }
    out.flush()?;
    if captures == 0 {
        remark(
            "nothing of it was stored; a document's or capture's tombstone holds for later deliveries all the same",
        );
        return Ok(Outcome::No);
    }
    Ok(Outcome::Done)
}
