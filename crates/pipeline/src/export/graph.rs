//! Networks with two captures or more as a graph.
//!
//! Nodes of documents are written while the tables go through the documents, so that nothing is fetched for them again;
//! edges come in a second pass, since a graph wants every node before the first edge.

use super::PAGE;
use super::sight::Sight;
use crate::{Error, Ports, Result};
use futures_executor::block_on;
use model::{DocumentId, HubReason, Identifier, Link, Millibits, NetworkId};
use share::View;
use share::graph::{DocumentNode, Nodes};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// An identifier's node, with the weight of its edges.
#[derive(Default)]
struct Node {
    documents: u64,
    hub: Option<HubReason>,
    millibits: Millibits,
}

/// A graph that takes documents, sorted by id.
pub(super) struct Graph<'v> {
    path: PathBuf,
    nodes: Nodes<'v, BufWriter<File>>,
    /// Networks that are drawn: whether it is a lead, and the score.
    networks: BTreeMap<NetworkId, (bool, Millibits)>,
    identifiers: BTreeMap<Identifier, Node>,
    documents: Vec<DocumentId>,
}

impl<'v> Graph<'v> {
    pub(super) fn create(
        ports: Ports<'_>,
        sight: &Sight,
        view: View<'v>,
        folder: &Path,
    ) -> Result<Self> {
        let path = folder.join("network.gexf");
        let file = File::create(path.with_added_extension("part")).map_err(Error::Write)?;
        let nodes =
            Nodes::create(BufWriter::with_capacity(1 << 16, file), view).map_err(Error::Write)?;
        let mut networks = BTreeMap::new();
        let mut identifiers: BTreeMap<Identifier, Node> = BTreeMap::new();
        for network in sight.networks(ports) {
            let network = network?;
            if network.captures < 2 {
                continue;
            }
            networks.insert(
                network.id,
                (network.assessment.lead, network.assessment.total()),
            );
            for seen in network.identifiers {
                let node = identifiers.entry(seen.identifier).or_default();
                node.documents += seen.documents;
                node.hub = seen.hub;
                node.millibits = seen.millibits;
            }
        }
        Ok(Self {
            path,
            nodes,
            networks,
            identifiers,
            documents: Vec::new(),
        })
    }

    /// A document with how many of its captures are seen; it is drawn when its network is.
    pub(super) fn document(
        &mut self,
        id: DocumentId,
        network: Option<NetworkId>,
        captures: u64,
    ) -> Result<()> {
        let drawn = network.and_then(|network| Some((network, *self.networks.get(&network)?)));
        let Some((network, (lead, millibits))) = drawn else {
            return Ok(());
        };
        self.documents.push(id);
        let node = DocumentNode {
            id,
            network,
            lead,
            millibits,
            captures,
        };
        self.nodes.document(&node).map_err(Error::Write)
    }

    pub(super) fn finish(
        self,
        ports: Ports<'_>,
        sight: &Sight,
        step: &mut dyn FnMut(usize),
    ) -> Result<()> {
        let Self {
            path,
            mut nodes,
            identifiers,
            documents,
            ..
        } = self;
        for (identifier, node) in &identifiers {
            nodes
                .identifier(identifier, node.documents, node.hub)
                .map_err(Error::Write)?;
        }
        let mut edges = nodes.edges().map_err(Error::Write)?;
        for page in documents.chunks(PAGE) {
            let rows = block_on(ports.store.members(page))?;
            for row in rows.into_iter().filter_map(|row| sight.member(row)) {
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
        std::fs::rename(path.with_added_extension("part"), &path).map_err(Error::Write)
    }
}
