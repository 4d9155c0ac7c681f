use super::open_input;
use crate::Outcome;
use crate::output::{json_line, out, shown};
use anyhow::Context;
use formats::{Hints, Item, Limits, Mapping};
use model::{CaptureField, CaptureFields};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

/// Print the records of a file as they are rendered: exactly the text that recognizers read and spans count in
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  northstar text page.html
  northstar text --json adverts.csv.gz | northstar extract      each record through the recognizers")]
pub(crate) struct Args {
    /// A file, or - for standard input
    file: PathBuf,
    /// COLUMN=FIELD, or COLUMN= to leave a column unmapped; may be repeated
    #[arg(long = "map", value_name = "COLUMN=FIELD", value_parser = mapping_pair)]
    map: Vec<(String, String)>,
    /// One JSON object a record: {"id","text","bytes","capture"}
    #[arg(long)]
    json: bool,
}

/// `column=field`.
pub(crate) fn mapping_pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((column, field)) if !column.trim().is_empty() => {
            Ok((column.trim().to_owned(), field.trim().to_owned()))
        }
        _ => Err("give COLUMN=FIELD, such as ad_text=body".to_owned()),
    }
}

#[derive(Serialize)]
struct Shown<'a> {
    id: String,
    text: &'a str,
    bytes: model::ByteRange,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    capture: &'a CaptureFields,
}

#[derive(Serialize)]
struct Rejected<'a> {
    id: Option<()>,
    reject: &'a str,
    bytes: model::ByteRange,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mapping = Mapping::with_overrides(&args.map)?;
    let name = args
        .file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let hints = Hints {
        name: name.as_deref(),
        mapping: &mapping,
    };
    let reading = || format!("reading {}", args.file.display());
    let reader =
        formats::open(open_input(&args.file)?, &hints, Limits::default()).with_context(reading)?;
    let mut out = out();
    for item in reader {
        match item.with_context(reading)? {
            Item::Record(record) if args.json => json_line(
                &mut out,
                &Shown {
                    id: record.number.to_string(),
                    text: &record.text(),
                    bytes: record.bytes,
                    region: record.region.as_deref(),
                    language: record.language.as_deref(),
                    capture: &record.capture,
                },
            )?,
            Item::Record(record) => {
                writeln!(
                    out,
                    "— record {}, bytes {}–{}",
                    record.number, record.bytes.start, record.bytes.end
                )?;
                for field in CaptureField::ALL {
                    if let Some(value) = record.capture.get(field) {
                        writeln!(out, "[{}: {}]", field.name(), shown(value))?;
                    }
                }
                writeln!(out, "{}\n", shown(&record.text()))?;
            }
            Item::Reject { reason, bytes } if args.json => {
                json_line(
                    &mut out,
                    &Rejected {
                        id: None,
                        reject: reason.name(),
                        bytes,
                    },
                )?;
            }
            Item::Reject { reason, bytes } => {
                writeln!(
                    out,
                    "— rejected, bytes {}–{}: {reason}\n",
                    bytes.start, bytes.end
                )?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
