use super::{StoreArgs, show};
use crate::Outcome;
use crate::output::{json_line, out, shown};
use anyhow::bail;
use futures_executor::block_on;
use model::{CaptureId, DocumentId, Millibits, Network, NetworkId, Site};
use pipeline::Ports;
use pipeline::look::quote;
use std::io::Write;

/// Say why: why documents are linked, and what a network's score is made of, with quotes
///
/// Links and score are explained in the same form; their bits are never added together. A score is about a network, never
/// about a person, and is no evidence of a crime.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  northstar explain n-0123…    a network: identifiers that tie it, facts, the score as a waterfall
  northstar explain d-0123…    a document: what it carries and whom that ties it to")]
pub(crate) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// n-… or d-…
    id: String,
    /// The network in JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let store = args.store.open()?;
    let ports = store.ports();
    let mut out = out();
    let id = args.id.trim();
    let found = if let Ok(id) = id.parse::<NetworkId>() {
        network(&mut out, ports, id, args.json)?
    } else if let Ok(id) = id.parse::<DocumentId>() {
        if args.json {
            network(&mut out, ports, NetworkId::of(id), true)?
        } else {
            document(&mut out, ports, id)?
        }
    } else {
        bail!("`{id}` can't be explained: give the id of a network (n-…) or a document (d-…)");
    };
    if !found && !args.json {
        writeln!(out, "nothing is linked under {id}")?;
    }
    out.flush()?;
    Ok(if found { Outcome::Done } else { Outcome::No })
}

/// Millibits as bits.
pub(super) fn bits(millibits: Millibits) -> String {
    let sign = if millibits < 0 { "−" } else { "+" };
    format!(
        "{sign}{}.{:03}",
        millibits.unsigned_abs() / 1000,
        millibits.unsigned_abs() % 1000
    )
}

/// A place of evidence with its words and where its bytes are.
pub(super) fn print_quote(
    out: &mut impl Write,
    ports: Ports<'_>,
    document: DocumentId,
    site: Site,
    capture: Option<CaptureId>,
    indent: &str,
) -> anyhow::Result<()> {
    let Some(quote) = quote(ports, document, site, capture)? else {
        return Ok(());
    };
    let plain = |text: &str| shown(text).replace('\n', " ⏎ ");
    let place = match site {
        Site::Text => format!("{document}, whole text"),
        Site::Document(span) => format!("{document}, bytes {}–{}", span.start(), span.end()),
        Site::Capture(id, field, _) => format!("field {} of {id}", field.name()),
    };
    writeln!(
        out,
        "{indent}…{}[{}]{}…  ({place})",
        plain(&quote.before),
        plain(&quote.words),
        plain(&quote.after)
    )?;
    show::provenance(out, ports, &quote.capture, &format!("{indent}  "))
}

fn document(out: &mut impl Write, ports: Ports<'_>, id: DocumentId) -> anyhow::Result<bool> {
    let Some(member) = block_on(ports.store.members(&[id]))?.pop() else {
        return Ok(false);
    };
    writeln!(out, "{id} carries")?;
    for carried in &member.carries {
        let shared = carried.hub.is_none() && carried.commonness.documents > 1;
        let carriers = if shared {
            block_on(ports.store.carriers(carried.key))?
        } else {
            vec![id]
        };
        let role = match carried.hub {
            Some(reason) => format!(
                "a hub ({}): ties nothing together",
                reason.name().replace('_', " ")
            ),
            None => format!("in {} documents", carriers.len()),
        };
        writeln!(
            out,
            "\n  {} {}, {role}; found by {}, {} % sure",
            carried.identifier.kind,
            shown(&carried.identifier.value),
            carried.evidence.method.replace('_', " "),
            carried.evidence.confidence
        )?;
        print_quote(out, ports, id, carried.evidence.site, None, "    ")?;
        for other in carriers.iter().filter(|other| **other != id).take(10) {
            writeln!(out, "    shared with {other}")?;
        }
    }
    writeln!(out)?;
    network(out, ports, NetworkId::of(id), false)
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
        "network {}: {} documents, {} captures{}",
        network.id,
        network.members.len(),
        network.captures,
        if network.cut {
            "; larger than the cap, so it was cut"
        } else {
            ""
        }
    )?;
    why_linked(out, ports, &network)?;
    facts(out, ports, &network)?;
    waterfall(out, ports, &network)?;
    Ok(true)
}

fn why_linked(out: &mut impl Write, ports: Ports<'_>, network: &Network) -> anyhow::Result<()> {
    writeln!(out, "\nWhy it is linked")?;
    let ties: Vec<_> = network
        .identifiers
        .iter()
        .filter(|i| i.joins && i.documents > 1)
        .collect();
    if ties.is_empty() {
        writeln!(out, "  it is one document; nothing had to be linked")?;
    }
    for tie in ties.iter().take(50) {
        writeln!(
            out,
            "  {} {} is carried by {} of the documents ({} bits a link)",
            tie.identifier.kind,
            shown(&tie.identifier.value),
            tie.documents,
            bits(tie.millibits)
        )?;
        let Some(key) = block_on(ports.store.identifier(&tie.identifier))? else {
            continue;
        };
        for document in block_on(ports.store.carriers(key))?.into_iter().take(2) {
            let member = block_on(ports.store.members(&[document]))?.pop();
            let evidence = member
                .as_ref()
                .and_then(|m| m.carries.iter().find(|c| c.identifier == tie.identifier));
            if let Some(evidence) = evidence {
                print_quote(out, ports, document, evidence.evidence.site, None, "    ")?;
            }
        }
    }
    if ties.len() > 50 {
        writeln!(out, "  … and {} more identifiers", ties.len() - 50)?;
    }
    for hub in network
        .identifiers
        .iter()
        .filter(|identifier| identifier.hub.is_some())
    {
        let reason = hub
            .hub
            .map(|reason| reason.name().replace('_', " "))
            .unwrap_or_default();
        writeln!(
            out,
            "  left out: {} {} is a hub ({reason})",
            hub.identifier.kind,
            shown(&hub.identifier.value)
        )?;
    }
    Ok(())
}

fn facts(out: &mut impl Write, ports: Ports<'_>, network: &Network) -> anyhow::Result<()> {
    if network.facts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nFacts over its captures")?;
    for fact in &network.facts {
        writeln!(
            out,
            "  {}: {} ({})",
            fact.kind.name().replace('_', " "),
            fact.count,
            shown(&fact.values.join(", "))
        )?;
        for (document, site) in fact.evidence.iter().take(3) {
            print_quote(out, ports, *document, *site, None, "    ")?;
        }
    }
    Ok(())
}

fn waterfall(out: &mut impl Write, ports: Ports<'_>, network: &Network) -> anyhow::Result<()> {
    let assessment = &network.assessment;
    writeln!(
        out,
        "\nThe score, in bits (thousandths of log2 odds add up exactly)"
    )?;
    let mut running = assessment.prior;
    writeln!(
        out,
        "  {:>8}  {:>8}  prior: most networks are nothing of concern",
        bits(running),
        bits(running)
    )?;
    for contribution in &assessment.contributions {
        running += contribution.millibits;
        let basis = format!("{:?}", contribution.basis).to_lowercase();
        let source = if contribution.source.is_empty() {
            String::new()
        } else {
            format!(", {}", contribution.source)
        };
        writeln!(
            out,
            "  {:>8}  {:>8}  {} ({}{source}), in {} documents",
            bits(contribution.millibits),
            bits(running),
            contribution.indicator,
            basis,
            contribution.documents
        )?;
        for evidence in contribution.evidence.iter().take(2) {
            print_quote(
                out,
                ports,
                evidence.document,
                evidence.site,
                evidence.capture,
                "                        ",
            )?;
        }
    }
    writeln!(
        out,
        "  {:>8}  total: {}",
        bits(assessment.total()),
        if assessment.lead {
            "a possible lead; a person has to look at it"
        } else {
            "no lead (a lead needs 0 bits and three families of signs, one of them a fact about the network)"
        }
    )?;
    Ok(())
}
