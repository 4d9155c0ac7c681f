//! Networks with two captures or more as a graph.

use super::sight::Sight;
use crate::{Error, Ports, Result};
use futures_executor::block_on;
use model::{HubReason, Identifier, Link, Millibits, Network};
use share::View;
use share::graph::{DocumentNode, Nodes};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use store::MemberRow;

/// An identifier's node, with the weight of its edges.
#[derive(Default)]
struct Node {
    documents: u64,
    hub: Option<HubReason>,
    millibits: Millibits,
}

pub(super) fn write(
    ports: Ports<'_>,
    sight: &Sight,
    view: View<'_>,
    folder: &Path,
    step: &mut dyn FnMut(usize),
) -> Result<()> {
    let path = folder.join("network.gexf");
    let part = path.with_added_extension("part");
    let out = BufWriter::with_capacity(1 << 16, File::create(&part).map_err(Error::Write)?);
    let mut nodes = Nodes::create(out, view).map_err(Error::Write)?;
    let mut identifiers: BTreeMap<Identifier, Node> = BTreeMap::new();
    let mut documents: BTreeSet<_> = BTreeSet::new();
    for network in sight.networks(ports) {
        let network = network?;
        if network.captures >= 2 {
            shown_identifiers(&network, &mut identifiers);
            documents.extend(network.members.iter().map(|member| (*member, network.id)));
        }
    }
    let documents: Vec<_> = documents.into_iter().collect();
    // First every node, then every edge: the documents are read twice rather than held.
    for page in documents.chunks(super::PAGE) {
        for (document, network) in page {
            let Some(network) = sight.network(ports, *network)? else {
                continue;
            };
            let captures = members(ports, sight, &[*document])?
                .pop()
                .map_or(0, |row| row.captures.len() as u64);
            let node = DocumentNode {
                id: *document,
                network: network.id,
                lead: network.assessment.lead,
                millibits: network.assessment.total(),
                captures,
            };
            nodes.document(&node).map_err(Error::Write)?;
        }
    }
    for (identifier, node) in &identifiers {
        nodes
            .identifier(identifier, node.documents, node.hub)
            .map_err(Error::Write)?;
    }
    let mut edges = nodes.edges().map_err(Error::Write)?;
    for page in documents.chunks(super::PAGE) {
        let ids: Vec<_> = page.iter().map(|(document, _)| *document).collect();
        for row in members(ports, sight, &ids)? {
            for carried in row.carries {
                let Some(node) = identifiers.get(&carried.identifier) else {
                    continue;
                };
                let link = Link {
                    document: row.stub.id,
                    identifier: carried.identifier,
                    evidence: carried.evidence,
                };
                edges
                    .link(&link, node.millibits, node.hub.is_some())
                    .map_err(Error::Write)?;
            }
        }
        step(page.len());
    }
    edges
        .finish()
        .and_then(|mut out| out.flush())
        .map_err(Error::Write)?;
    std::fs::rename(&part, &path).map_err(Error::Write)
}

fn members(ports: Ports<'_>, sight: &Sight, ids: &[model::DocumentId]) -> Result<Vec<MemberRow>> {
    Ok(block_on(ports.store.members(ids))?
        .into_iter()
        .filter_map(|row| sight.member(row))
        .collect())
}

fn shown_identifiers(network: &Network, identifiers: &mut BTreeMap<Identifier, Node>) {
    for seen in &network.identifiers {
        let node = identifiers.entry(seen.identifier.clone()).or_default();
        node.documents += seen.documents;
        node.hub = seen.hub;
        node.millibits = seen.millibits;
    }
}
