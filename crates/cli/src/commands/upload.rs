use crate::Outcome;
use std::path::PathBuf;

/// Put files where the functions read them
///
/// Each file lands unchanged under the folder of its source and of today, and is read by itself. A file named source.toml
/// states the source's terms; upload it first.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  northstar upload adverts.jsonl --source ads-west
  northstar upload source.toml pages/*.html --source crawl --store azure:local.settings.json")]
pub(crate) struct Args {
    /// Files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The source that they come from: lower-case letters, digits and dashes
    #[arg(long, value_parser = source)]
    source: String,
    /// Where to: azure:FILE, with the settings in FILE
    #[arg(long, value_name = "STORE", default_value = "azure:")]
    store: String,
}

fn source(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.is_empty() || text.len() > 63 || !text.chars().all(plain) {
        return Err("a source has lower-case letters, digits and dashes, at most 63".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(not(feature = "azure"))]
pub(crate) fn run(_args: &Args) -> anyhow::Result<Outcome> {
    Err(crate::opened::without_azure())
}

#[cfg(feature = "azure")]
pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    use crate::output::{out, shown};
    use anyhow::Context;
    use futures_executor::block_on;
    use std::io::Write;
    use std::time::{SystemTime, UNIX_EPOCH};
    use store::Landing;

    let azure = super::replay::azure(&args.store)?;
    let today = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let mut out = out();
    for file in &args.files {
        let name = file
            .file_name()
            .with_context(|| format!("{} names no file", file.display()))?
            .to_string_lossy();
        let bytes =
            std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let path = if name == "source.toml" {
            format!("{}/{name}", args.source)
        } else {
            format!("{}/{}/{name}", args.source, pipeline::suite::day(today))
        };
        match block_on(azure.land(&path, &bytes, "application/octet-stream")) {
            Ok(landed) => writeln!(out, "raw/{}  {} bytes", shown(&path), landed.bytes)?,
            Err(store::Error::Conflict { .. }) => {
                writeln!(
                    out,
                    "raw/{}  was there already and is left alone",
                    shown(&path)
                )?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
