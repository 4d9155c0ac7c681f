use super::{StoreArgs, search};
use crate::Outcome;
use crate::output::{json_line, out, shown};
use anyhow::bail;
use futures_executor::block_on;
use model::{
    Capture, CaptureField, DeliveryId, DocumentId, Identifier, IdentifierKind, NetworkId,
    RawFileId, Site,
};
use pipeline::Ports;
use pipeline::look::text_of;
use std::io::Write;

/// Show what is stored under an id: a document, capture, network, raw file, delivery or identifier
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  northstar show d-0123…               a document: text, mentions, captures, network
  northstar show n-0123…               a network (every id that it ever had still finds it)
  northstar show r-0123…               a raw file: hash, deliveries, rejects
  northstar show phone:+14155550132    an identifier as kind:value")]
pub(crate) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// d-… c-… n-… r-… v-… or kind:value
    id: String,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let store = args.store.open()?;
    let ports = store.ports();
    let mut out = out();
    let id = args.id.trim();
    let found = if let Ok(id) = id.parse::<DocumentId>() {
        document(&mut out, ports, id, args.json)?
    } else if let Ok(id) = id.parse::<NetworkId>() {
        network(&mut out, ports, id, args.json)?
    } else if let Ok(id) = id.parse() {
        match block_on(store.ports().store.capture(id))? {
            None => false,
            Some(stored) if args.json => {
                json_line(&mut out, &stored.capture)?;
                true
            }
            Some(stored) => {
                writeln!(out, "capture {id}")?;
                capture(&mut out, ports, &stored.capture)?;
                true
            }
        }
    } else if let Ok(id) = id.parse::<RawFileId>() {
        raw_file(&mut out, ports, id, args.json)?
    } else if let Ok(id) = id.parse::<DeliveryId>() {
        match block_on(store.ports().store.delivery(id))? {
            None => false,
            Some(delivery) => {
                if !args.json {
                    writeln!(out, "delivery {id}\n  path {}", shown(&delivery.path))?;
                }
                raw_file(&mut out, ports, delivery.raw_file, args.json)?
            }
        }
    } else if let Some((kind, value)) = id
        .split_once(':')
        .filter(|(kind, _)| kind.parse::<IdentifierKind>().is_ok())
    {
        let Ok(kind) = kind.parse() else {
            bail!("unknown kind")
        };
        search::print(
            &mut out,
            ports,
            &Identifier {
                kind,
                value: value.to_owned(),
            },
            args.json,
        )?
    } else {
        bail!(
            "`{id}` is no id: give d-… c-… n-… r-… v-… or kind:value; to look for a value as it is written use `northstar search`"
        );
    };
    if !found && !args.json {
        writeln!(out, "nothing is stored under {id}")?;
    }
    out.flush()?;
    Ok(if found { Outcome::Done } else { Outcome::No })
}

/// A capture in one line.
pub(super) fn capture_line(capture: &Capture) -> String {
    let mut line = format!("{} from {}", capture.id, shown(&capture.source));
    for field in [
        CaptureField::Posted,
        CaptureField::Captured,
        CaptureField::Place,
        CaptureField::Url,
    ] {
        if let Some(value) = capture.fields.get(field) {
            line.push_str(&format!(", {} {}", field.name(), shown(value)));
        }
    }
    line
}

fn capture(out: &mut impl Write, ports: Ports<'_>, capture: &Capture) -> anyhow::Result<()> {
    writeln!(out, "  document {}", capture.document)?;
    for field in CaptureField::ALL {
        if let Some(value) = capture.fields.get(field) {
            writeln!(out, "  {} {}", field.name(), shown(value))?;
        }
    }
    provenance(out, ports, capture, "  ")
}

/// Where a capture's bytes are.
pub(super) fn provenance(
    out: &mut impl Write,
    ports: Ports<'_>,
    capture: &Capture,
    indent: &str,
) -> anyhow::Result<()> {
    let hash = block_on(ports.store.raw_file(capture.raw_file))?
        .map(|file| hex(&file.sha256))
        .unwrap_or_default();
    writeln!(
        out,
        "{indent}source {}, raw file {}, record {}, bytes {}–{}, SHA-256 {hash}",
        shown(&capture.source),
        capture.raw_file,
        capture.record,
        capture.bytes.start,
        capture.bytes.end,
    )?;
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn document(
    out: &mut impl Write,
    ports: Ports<'_>,
    id: DocumentId,
    json: bool,
) -> anyhow::Result<bool> {
    let Some(row) = block_on(ports.store.document(id))? else {
        return Ok(false);
    };
    let document = text_of(ports, &row)?;
    let Some(member) = block_on(ports.store.members(&[id]))?.pop() else {
        return Ok(false);
    };
    if json {
        json_line(
            out,
            &serde_json::json!({
                "document": document, "network": row.network, "captures": member.captures,
                "links": member.carries.iter().map(|c| serde_json::json!({
                    "identifier": c.identifier, "evidence": c.evidence, "hub": c.hub.map(model::HubReason::name),
                })).collect::<Vec<_>>(),
            }),
        )?;
        return Ok(true);
    }
    writeln!(out, "document {id}")?;
    if document.urgent {
        writeln!(
            out,
            "  URGENT: states or claims an age under 18. Report it: NCMEC CyberTipline (US), an INHOPE hotline elsewhere, or the local police."
        )?;
    }
    let language = document
        .detected_language
        .as_deref()
        .or(document.language.as_deref())
        .unwrap_or("unsure");
    writeln!(out, "  language {language}, versions {}", document.versions)?;
    if let Some(network) = row.network {
        writeln!(out, "  network {network}")?;
    }
    writeln!(out, "\n{}\n", shown(&document.text))?;
    for mention in &document.mentions {
        let quote = mention.span.quote(&document.text).unwrap_or_default();
        writeln!(
            out,
            "  {:<12} {}  ← “{}” (bytes {}–{}, {}, {} %)",
            mention.kind.name(),
            shown(&mention.value),
            shown(quote).replace('\n', " ⏎ "),
            mention.span.start(),
            mention.span.end(),
            mention.method,
            mention.confidence
        )?;
    }
    for carried in member
        .carries
        .iter()
        .filter(|carried| carried.hub.is_some())
    {
        writeln!(
            out,
            "  {} {} is a hub and ties nothing together",
            carried.identifier.kind,
            shown(&carried.identifier.value)
        )?;
    }
    writeln!(out, "\n{} captures", member.captures.len())?;
    for capture in &member.captures {
        writeln!(out, "  {}", capture_line(capture))?;
        provenance(out, ports, capture, "    ")?;
        for found in &capture.mentions {
            writeln!(
                out,
                "    {} in {}: {}",
                found.mention.kind,
                found.field.name(),
                shown(&found.mention.value)
            )?;
        }
    }
    Ok(true)
}

fn network(
    out: &mut impl Write,
    ports: Ports<'_>,
    id: NetworkId,
    json: bool,
) -> anyhow::Result<bool> {
    let Some(network) = block_on(ports.store.network(id))? else {
        return Ok(false);
    };
    if json {
        json_line(out, &network)?;
        return Ok(true);
    }
    writeln!(
        out,
        "network {}{}",
        network.id,
        if network.id == id {
            String::new()
        } else {
            format!(" (once {id})")
        }
    )?;
    if network.urgent {
        writeln!(
            out,
            "  URGENT: a text states or claims an age under 18. Report it: NCMEC CyberTipline (US), an INHOPE hotline elsewhere, or the local police."
        )?;
    }
    writeln!(
        out,
        "  {} documents, {} captures, {} to {}\n  sources {}\n  places {}\n  score {} bits{}",
        network.members.len(),
        network.captures,
        network.first.as_deref().unwrap_or("?"),
        network.last.as_deref().unwrap_or("?"),
        shown(&network.sources.join(", ")),
        shown(&network.places.join("; ")),
        super::explain::bits(network.assessment.total()),
        if network.assessment.lead {
            ": a possible lead"
        } else {
            ""
        },
    )?;
    for identifier in &network.identifiers {
        let role = match (identifier.joins, identifier.hub) {
            (_, Some(reason)) => format!("hub, {}", reason.name().replace('_', " ")),
            (true, None) => format!("ties, {} bits", super::explain::bits(identifier.millibits)),
            (false, None) => "seen".to_owned(),
        };
        writeln!(
            out,
            "  {:<10} {}  in {} documents ({role})",
            identifier.identifier.kind.name(),
            shown(&identifier.identifier.value),
            identifier.documents
        )?;
    }
    for member in network.members.iter().take(200) {
        let quote = pipeline::look::quote(ports, *member, Site::Text, None)?;
        let text = quote
            .map(|quote| shown(&quote.words).replace('\n', " "))
            .unwrap_or_default();
        writeln!(out, "  {member}  {text}")?;
    }
    if network.members.len() > 200 {
        writeln!(
            out,
            "  … and {} more documents (--json lists all)",
            network.members.len() - 200
        )?;
    }
    Ok(true)
}

fn raw_file(
    out: &mut impl Write,
    ports: Ports<'_>,
    id: RawFileId,
    json: bool,
) -> anyhow::Result<bool> {
    let Some(file) = block_on(ports.store.raw_file(id))? else {
        return Ok(false);
    };
    let deliveries = block_on(ports.store.deliveries_of(id))?;
    let rejects = block_on(ports.store.rejects_of(id))?;
    if json {
        json_line(
            out,
            &serde_json::json!({
                "id": id, "source": file.source, "sha256": hex(&file.sha256), "bytes": file.bytes, "records": file.records,
                "versions": file.versions, "done": file.done, "rejects": rejects,
                "deliveries": deliveries.iter().map(|d| serde_json::json!({"id": d.id, "path": d.path})).collect::<Vec<_>>(),
            }),
        )?;
        return Ok(true);
    }
    writeln!(
        out,
        "raw file {id}\n  source {}\n  SHA-256 {}\n  {} bytes, {} records{}, versions {}",
        shown(&file.source),
        hex(&file.sha256),
        file.bytes,
        file.records,
        if file.done { "" } else { " so far" },
        file.versions
    )?;
    for delivery in &deliveries {
        writeln!(
            out,
            "  delivered as {} ({})",
            shown(&delivery.path),
            delivery.id
        )?;
    }
    for reject in &rejects {
        writeln!(
            out,
            "  {} rejected: {} (the first at bytes {}–{})",
            reject.count, reject.reason, reject.first.start, reject.first.end
        )?;
    }
    Ok(true)
}
