use super::StoreArgs;
use crate::Outcome;
use crate::output::{json_line, out, shown};
use analysis::extract::{Context, Extractor};
use anyhow::bail;
use futures_executor::block_on;
use model::{Capture, Identifier, NetworkId};
use pipeline::{Ports, identifier_of};
use std::collections::BTreeSet;
use std::io::Write;
use store::Store;

/// Find a contact or address in the store, in whatever form it is written
///
/// The value is read as the recognizers read a text, so `(415) 555-0132`, `four one five 555 0132` and `+14155550132` find the same.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  northstar search '(415) 555-0132' --region US
  northstar search 'ana [at] example [dot] com'
  northstar search 'instagram: sweet_ana'
  northstar search https://example.com/ad/17 --json")]
pub(crate) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// A phone number, e-mail address, account, wallet or URL
    #[arg(required = true, num_args = 1.., value_name = "VALUE")]
    value: Vec<String>,
    /// Region of a national phone number (ISO 3166-1); without it every region of the store's sources is tried, then US
    #[arg(long, value_parser = crate::arrivals::region)]
    region: Option<String>,
    /// One JSON object a document
    #[arg(long)]
    json: bool,
}

#[derive(serde::Serialize)]
struct Hit<'a> {
    kind: &'static str,
    value: &'a str,
    document: String,
    network: Option<NetworkId>,
    captures: Vec<&'a Capture>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let store = args.store.open()?;
    let value = args.value.join(" ");
    let identifiers = identifiers(&value, args.region.as_deref(), store.ports().store)?;
    if identifiers.is_empty() {
        bail!(
            "`{value}` was not recognized as a phone number, e-mail address, account, wallet or URL; a national phone number may need --region"
        );
    }
    let ports = store.ports();
    let mut out = out();
    let mut found = false;
    for identifier in &identifiers {
        found |= print(&mut out, ports, identifier, args.json)?;
    }
    out.flush()?;
    Ok(if found { Outcome::Done } else { Outcome::No })
}

/// What the value may mean.
fn identifiers(
    value: &str,
    region: Option<&str>,
    store: &dyn Store,
) -> anyhow::Result<BTreeSet<Identifier>> {
    let mut regions: Vec<Option<String>> = vec![region.map(str::to_owned)];
    if region.is_none() {
        let sources = block_on(store.sources())?;
        regions.extend(
            sources
                .into_iter()
                .map(|source| source.region)
                .filter(Option::is_some),
        );
        regions.push(Some("US".to_owned()));
    }
    regions.sort();
    regions.dedup();
    let mut extractor = Extractor::new();
    let mut found = BTreeSet::new();
    for region in regions {
        let context = Context {
            region: region.as_deref(),
            language: None,
            posted: None,
        };
        found.extend(
            extractor
                .extract(value, &context)
                .iter()
                .filter_map(identifier_of),
        );
    }
    Ok(found)
}

/// Prints who carries an identifier; whether anyone does.
pub(super) fn print(
    out: &mut impl Write,
    ports: Ports<'_>,
    identifier: &Identifier,
    json: bool,
) -> anyhow::Result<bool> {
    let key = block_on(ports.store.identifier(identifier))?;
    let documents = match key {
        Some(key) => block_on(ports.store.carriers(key))?,
        None => Vec::new(),
    };
    if !json {
        writeln!(
            out,
            "{} {}: {} documents",
            identifier.kind,
            shown(&identifier.value),
            documents.len()
        )?;
    }
    for id in &documents {
        let Some(row) = block_on(ports.store.document(*id))? else {
            continue;
        };
        let member = block_on(ports.store.members(&[*id]))?.pop();
        let captures = member
            .as_ref()
            .map(|member| member.captures.iter().collect::<Vec<_>>())
            .unwrap_or_default();
        if json {
            let hit = Hit {
                kind: identifier.kind.name(),
                value: &identifier.value,
                document: id.to_string(),
                network: row.network,
                captures,
            };
            json_line(out, &hit)?;
            continue;
        }
        let evidence = member
            .as_ref()
            .and_then(|m| m.carries.iter().find(|c| c.identifier == *identifier));
        writeln!(
            out,
            "\n  {id}{}",
            row.network.map(|n| format!("  in {n}")).unwrap_or_default()
        )?;
        if let Some(evidence) = evidence {
            super::explain::print_quote(out, ports, *id, evidence.evidence.site, None, "    ")?;
        }
        for capture in captures.iter().take(5) {
            writeln!(out, "    {}", super::show::capture_line(capture))?;
        }
        if captures.len() > 5 {
            writeln!(out, "    … and {} more captures", captures.len() - 5)?;
        }
    }
    Ok(!documents.is_empty())
}
