use crate::Outcome;
use crate::lines::{Line, next_line};
use crate::output::{json_line, out};
use analysis::link::Clusterer;
use serde::{Deserialize, Serialize};
use std::io::{BufReader, Write};
use std::path::PathBuf;

/// Group near-duplicate texts: JSON Lines {"id","text"} in, {"id","cluster"} out, same order
///
/// Texts that share most of their wording get the same cluster, named by the first of them. A line that is no such object is
/// answered with {"id":null,"error":"…"}.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  northstar cluster < adverts.jsonl > clusters.jsonl")]
pub(crate) struct Args {
    /// A file instead of standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
}

#[derive(Deserialize)]
struct Given {
    id: serde_json::Value,
    text: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    cluster: &'a serde_json::Value,
}

#[derive(Serialize)]
struct Failed {
    id: Option<()>,
    error: &'static str,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut input = BufReader::with_capacity(1 << 17, super::open_input(&args.file)?);
    let mut clusterer = Clusterer::new();
    // One entry a line; `None` is a line that is no object.
    let mut ids: Vec<Option<(serde_json::Value, usize)>> = Vec::new();
    while let Some(line) = next_line(&mut input)? {
        let given = match line {
            Line::Bytes(bytes) => serde_json::from_slice::<Given>(&bytes).ok(),
            Line::TooLong => None,
        };
        ids.push(given.map(|given| (given.id, clusterer.add(&given.text))));
    }
    let clusters = clusterer.finish();
    // The cluster's name: the id of its first text.
    let names: Vec<&serde_json::Value> = ids.iter().flatten().map(|(id, _)| id).collect();
    let mut out = out();
    for entry in &ids {
        match entry {
            Some((id, at)) => json_line(
                &mut out,
                &Answer {
                    id,
                    cluster: names[clusters[*at] as usize],
                },
            )?,
            None => json_line(
                &mut out,
                &Failed {
                    id: None,
                    error: "not an object with an id and a text",
                },
            )?,
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
