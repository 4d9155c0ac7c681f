use super::StoreArgs;
use super::export::{TierArg, write_export};
use super::text::mapping_pair;
use crate::Outcome;
use crate::arrivals::{self, Defaults};
use crate::output::{bytes_bar, json_line, out, remark, shown, things_bar};
use formats::Mapping;
use futures_executor::block_on;
use model::{MentionType, RejectReason};
use pipeline::{Ingested, Options, Ports, Progress};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use store::Store;

/// Read raw files, link what they say, score the networks, and write tables and pages
///
/// Reads files and folders (recursively; - is standard input) of plain text, HTML, JSON, JSON Lines, CSV and TSV, each also
/// gzipped, in any common encoding. The nearest source.toml at or above a file states its source's terms, and its folder names the source;
/// without one the first folder under PATH does. What
/// was read before is not read again; after a crash the next run goes on where it stopped.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  northstar run samples/                          then open northstar-out/report.html
  northstar run exports/2026-03/ --source partner-a --region GB
  zcat adverts.jsonl.gz | northstar run - --source scraped --map ad_text=body
  northstar run samples/ --tier partner --out for-partners/")]
pub(crate) struct Args {
    /// Files or folders; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    store: StoreArgs,
    /// Where tables and pages go
    #[arg(long, value_name = "DIR", default_value = "northstar-out")]
    out: PathBuf,
    /// Who may see the output
    #[arg(long, value_enum, default_value_t = TierArg::Vetted)]
    tier: TierArg,
    /// Only store, link and score; `northstar export` writes tables and pages later
    #[arg(long)]
    no_export: bool,
    /// One source for everything, instead of the first folder under PATH
    #[arg(long, value_name = "NAME", value_parser = source_name)]
    source: Option<String>,
    /// Default region (ISO 3166-1) where source.toml states none: how national phone numbers are read
    #[arg(long, value_parser = arrivals::region)]
    region: Option<String>,
    /// Default language (ISO 639-1) where source.toml states none
    #[arg(long, value_parser = arrivals::language)]
    language: Option<String>,
    /// COLUMN=FIELD, or COLUMN= to leave a column unmapped; may be repeated
    #[arg(long = "map", value_name = "COLUMN=FIELD", value_parser = mapping_pair)]
    map: Vec<(String, String)>,
    /// The summary in JSON
    #[arg(long)]
    json: bool,
}

fn source_name(text: &str) -> Result<String, String> {
    if text.is_empty() || text.starts_with('.') || text.contains(['/', '\\', '\0']) {
        return Err(
            "a source's name is one folder name, without / and not beginning with a dot".to_owned(),
        );
    }
    Ok(text.to_owned())
}

/// What a run did.
#[derive(Serialize)]
struct Summary {
    deliveries: u64,
    known_deliveries: u64,
    erased_deliveries: u64,
    records: u64,
    documents: u64,
    new_documents: u64,
    known_documents: u64,
    mentions: BTreeMap<MentionType, u64>,
    rejects: BTreeMap<RejectReason, u64>,
    networks: u64,
    leads: u64,
    hubs: u64,
    seconds: f64,
    documents_per_second: f64,
    out: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let began = Instant::now();
    let options = Options {
        read_mapping: Mapping::with_overrides(&args.map)?,
        mapping: args.map.clone(),
        ..Options::default()
    };
    let defaults = Defaults {
        source: args.source.clone(),
        region: args.region.clone(),
        language: args.language.clone(),
    };
    let mut arrivals = arrivals::find(
        &args.paths,
        &defaults,
        &[args.store.store.clone().into(), args.out.clone()],
    )?;
    let store = args.store.create()?;
    let ports = Ports::of(&store);
    pipeline::finish_file_work(ports)?;
    for remarked in arrivals.keep_terms(block_on(store.sources())?) {
        remark(&remarked);
    }
    for source in arrivals.sources() {
        block_on(store.put_source(source))?;
    }
    let before = block_on(store.counts())?;
    let ingested = ingest(ports, &arrivals, &options)?;
    let bar = things_bar(0, "linking");
    let progress = |progress| {
        if let Progress::Linked { done, of } = progress {
            bar.set_length(of);
            bar.set_position(done);
        }
    };
    pipeline::link(ports, &pipeline::Until::default(), &progress)?;
    bar.finish_and_clear();
    if !args.no_export {
        write_export(ports, &args.out, args.tier)?;
    }
    let after = block_on(store.counts())?;
    let seconds = began.elapsed().as_secs_f64();
    let new_documents = after.documents - before.documents;
    let Ingested {
        deliveries,
        known_deliveries,
        erased_deliveries,
        records,
        mentions,
        rejects,
        chunks: _,
        stopped: _,
        cursor: _,
    } = ingested;
    let summary = Summary {
        deliveries,
        known_deliveries,
        erased_deliveries,
        records,
        documents: after.documents,
        new_documents,
        known_documents: records.saturating_sub(new_documents),
        mentions,
        rejects,
        networks: after.networks,
        leads: after.leads,
        hubs: block_on(store.hubs())?.len() as u64,
        seconds,
        documents_per_second: records as f64 / seconds.max(1e-9),
        out: (!args.no_export).then(|| args.out.clone()),
    };
    let mut out = out();
    if args.json {
        json_line(&mut out, &summary)?;
    } else {
        tell(&mut out, &summary)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn ingest(
    ports: Ports<'_>,
    arrivals: &arrivals::Arrivals,
    options: &Options<'_>,
) -> anyhow::Result<Ingested> {
    let bar = bytes_bar(arrivals.bytes()).with_message("reading");
    let began = Instant::now();
    let records = AtomicU64::new(0);
    let progress = |progress| match progress {
        Progress::Bytes(bytes) => bar.inc(bytes),
        Progress::Records(count) => {
            let records = records.fetch_add(count, Ordering::Relaxed) + count;
            let rate = records as f64 / began.elapsed().as_secs_f64().max(1e-9);
            bar.set_prefix(format!("{records} records, {rate:.0}/s,"));
        }
        Progress::Linked { .. } | Progress::Done { .. } => {}
    };
    let ingested = pipeline::ingest(ports, arrivals.arrive(), options, &progress)?;
    bar.finish_and_clear();
    if ingested.erased_deliveries > 0 {
        remark(&format!(
            "{} files were erased earlier and were not stored again",
            ingested.erased_deliveries
        ));
    }
    Ok(ingested)
}

fn tell(out: &mut impl Write, summary: &Summary) -> anyhow::Result<()> {
    let Summary {
        deliveries,
        known_deliveries,
        records,
        ..
    } = summary;
    writeln!(
        out,
        "files      {deliveries} delivered, {known_deliveries} of them known"
    )?;
    writeln!(
        out,
        "records    {records} read: {} new documents, {} known",
        summary.new_documents, summary.known_documents
    )?;
    let list = |counts: Vec<String>| {
        if counts.is_empty() {
            "none".to_owned()
        } else {
            counts.join(", ")
        }
    };
    let mentions = summary
        .mentions
        .iter()
        .map(|(kind, count)| format!("{count} {}", kind.name().replace('_', " ")));
    writeln!(out, "mentions   {}", list(mentions.collect()))?;
    let rejects = summary
        .rejects
        .iter()
        .map(|(reason, count)| format!("{count} × {}", reason.says()));
    writeln!(out, "rejects    {}", list(rejects.collect()))?;
    writeln!(
        out,
        "networks   {} among {} documents; {} possible leads; {} hubs left out",
        summary.networks, summary.documents, summary.leads, summary.hubs
    )?;
    writeln!(
        out,
        "time       {:.1} s, {:.0} records/s",
        summary.seconds, summary.documents_per_second
    )?;
    if let Some(folder) = &summary.out {
        writeln!(
            out,
            "\nopen {} in a browser",
            shown(&folder.join("report.html").display().to_string())
        )?;
    }
    Ok(())
}
