use super::open_input;
use super::text::mapping_pair;
use crate::Outcome;
use crate::output::{json_line, out, shown};
use anyhow::Context;
use formats::{Hints, Item, Limits, Mapping};
use model::{CaptureField, RejectReason};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// Say how a file is read: format, encoding, mapping of columns, first records, rejects
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  northstar inspect adverts.csv
  northstar inspect adverts.csv --map ad_text=body --map when=posted")]
pub(crate) struct Args {
    /// A file, or - for standard input
    file: PathBuf,
    /// COLUMN=FIELD, or COLUMN= to leave a column unmapped; may be repeated
    #[arg(long = "map", value_name = "COLUMN=FIELD", value_parser = mapping_pair)]
    map: Vec<(String, String)>,
    /// How many records to show
    #[arg(long, default_value_t = 3, value_name = "N")]
    records: u64,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
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
    let mut reader =
        formats::open(open_input(&args.file)?, &hints, Limits::default()).with_context(reading)?;
    let mut first = Vec::new();
    let mut records = 0;
    let mut rejects: BTreeMap<RejectReason, (u64, model::ByteRange)> = BTreeMap::new();
    for item in reader.by_ref() {
        match item.with_context(reading)? {
            Item::Record(record) => {
                records += 1;
                if records <= args.records {
                    first.push(record);
                }
            }
            Item::Reject { reason, bytes } => rejects.entry(reason).or_insert((0, bytes)).0 += 1,
        }
    }
    let layout = serde_json::to_value(reader.layout()).context("describing the layout")?;
    let mut out = out();
    if args.json {
        let first: Vec<_> = first
            .iter()
            .map(|record| serde_json::json!({"text": record.text(), "bytes": record.bytes, "capture": record.capture}))
            .collect();
        let rejects: Vec<_> = rejects
            .iter()
            .map(|(reason, (count, bytes))| serde_json::json!({"reason": reason, "count": count, "first": bytes}))
            .collect();
        json_line(
            &mut out,
            &serde_json::json!({"layout": layout, "records": records, "first": first, "rejects": rejects}),
        )?;
    } else {
        writeln!(out, "{}", shown(&args.file.display().to_string()))?;
        describe(&mut out, &layout, 1)?;
        writeln!(out, "  {records} records")?;
        for (reason, (count, bytes)) in &rejects {
            writeln!(
                out,
                "  {count} rejected: {reason} (the first at bytes {}–{})",
                bytes.start, bytes.end
            )?;
        }
        for record in &first {
            writeln!(
                out,
                "\n— record {}, bytes {}–{}",
                record.number, record.bytes.start, record.bytes.end
            )?;
            for field in CaptureField::ALL {
                if let Some(value) = record.capture.get(field) {
                    writeln!(out, "[{}: {}]", field.name(), shown(value))?;
                }
            }
            let text = record.text();
            let head: String = text.chars().take(600).collect();
            writeln!(
                out,
                "{}{}",
                shown(&head),
                if head.len() < text.len() { " …" } else { "" }
            )?;
        }
    }
    out.flush()?;
    Ok(if records > 0 {
        Outcome::Done
    } else {
        Outcome::No
    })
}

/// A layout for people: one line a property, nested ones indented.
fn describe(out: &mut impl Write, value: &serde_json::Value, depth: usize) -> anyhow::Result<()> {
    let indent = "  ".repeat(depth);
    let serde_json::Value::Object(properties) = value else {
        return Ok(());
    };
    for (name, value) in properties {
        match value {
            serde_json::Value::Null => {}
            serde_json::Value::String(text) => writeln!(out, "{indent}{name}: {}", shown(text))?,
            serde_json::Value::Object(_) => {
                writeln!(out, "{indent}{name}:")?;
                describe(out, value, depth + 1)?;
            }
            serde_json::Value::Array(values) => {
                writeln!(out, "{indent}{name}:")?;
                for value in values {
                    match value {
                        serde_json::Value::Object(properties) => {
                            let parts: Vec<String> = properties
                                .values()
                                .filter(|value| !value.is_null())
                                .map(|value| {
                                    value
                                        .as_str()
                                        .map_or_else(|| value.to_string(), str::to_owned)
                                })
                                .collect();
                            writeln!(out, "{indent}  {}", shown(&parts.join(" → ")))?;
                        }
                        other => writeln!(out, "{indent}  {}", shown(&other.to_string()))?,
                    }
                }
            }
            other => writeln!(out, "{indent}{name}: {other}")?,
        }
    }
    Ok(())
}
