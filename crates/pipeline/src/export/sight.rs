//! What a tier may see.

use crate::link::member;
use crate::reading::{LINKS_FROM, identifier_of};
use crate::{Ports, Result};
use analysis::link::networks;
use analysis::score::Weights;
use futures_executor::block_on;
use model::{
    Capture, DocumentId, Evidence, Identifier, Network, NetworkId, RawFileId, Site, Source, Tier,
};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use store::{DocumentRow, HubRow, MemberRow};

/// Through which captures a tier looks at the store.
pub(super) struct Sight {
    pub(super) sources: Vec<Source>,
    visible: BTreeSet<String>,
    /// Networks over what is left, where something is left out; else the store's own hold.
    remade: Option<Remade>,
}

struct Remade {
    networks: BTreeMap<NetworkId, Network>,
    of: FxHashMap<DocumentId, NetworkId>,
}

impl Sight {
    pub(super) fn of(ports: Ports<'_>, tier: Tier) -> Result<Self> {
        let mut sources = block_on(ports.store.sources())?;
        sources.retain(|source| source.visible_to(tier));
        let visible = sources.iter().map(|source| source.name.clone()).collect();
        let mut sight = Self {
            sources,
            visible,
            remade: None,
        };
        if tier == Tier::Partner {
            sight.remade = Some(sight.remake(ports)?);
        }
        Ok(sight)
    }

    /// Makes every network anew from the captures that may be seen.
    fn remake(&self, ports: Ports<'_>) -> Result<Remade> {
        let mut remade = Remade {
            networks: BTreeMap::new(),
            of: FxHashMap::default(),
        };
        let mut after = None;
        loop {
            let page = block_on(ports.store.networks(after, 256))?;
            let Some(last) = page.last() else {
                return Ok(remade);
            };
            after = Some(last.id);
            for network in &page {
                let rows = block_on(ports.store.members(&network.members))?;
                let left: Vec<_> = rows
                    .into_iter()
                    .filter_map(|row| self.member(row))
                    .map(|row| member(&row))
                    .collect();
                let left: Vec<_> = left
                    .into_iter()
                    .filter(|member| !member.carries.is_empty())
                    .collect();
                for network in networks(&left, Weights::built_in()) {
                    remade.of.extend(
                        network
                            .members
                            .iter()
                            .map(|document| (*document, network.id)),
                    );
                    remade.networks.insert(network.id, network);
                }
            }
        }
    }

    /// Whether captures of a source are seen.
    pub(super) fn source(&self, name: &str) -> bool {
        self.visible.contains(name)
    }

    /// Whether a raw file's source is seen.
    pub(super) fn raw_file(&self, ports: Ports<'_>, id: RawFileId) -> Result<bool> {
        Ok(block_on(ports.store.raw_file(id))?.is_some_and(|file| self.source(&file.source)))
    }

    /// What is left of a document; `None` when none of its captures is seen.
    pub(super) fn member(&self, mut row: MemberRow) -> Option<MemberRow> {
        row.captures.retain(|capture| self.source(&capture.source));
        let captures = &row.captures;
        row.carries
            .retain_mut(|carried| match carried.evidence.site {
                Site::Text | Site::Document(_) => true,
                Site::Capture(id, ..) if captures.iter().any(|capture| capture.id == id) => true,
                // Only the first evidence is handed out: another capture, which is seen, may say the same.
                Site::Capture(..) => match said_by(captures, &carried.identifier) {
                    Some(evidence) => {
                        carried.evidence = evidence;
                        true
                    }
                    None => false,
                },
            });
        (!row.captures.is_empty()).then_some(row)
    }

    /// The network that a document is seen in.
    pub(super) fn network_of(&self, row: &DocumentRow) -> Option<NetworkId> {
        match &self.remade {
            None => row.network,
            Some(remade) => remade.of.get(&row.document.stub.id).copied(),
        }
    }

    /// Every network that is seen, by id.
    pub(super) fn networks<'a>(
        &'a self,
        ports: Ports<'a>,
    ) -> Box<dyn Iterator<Item = Result<Network>> + 'a> {
        match &self.remade {
            Some(remade) => Box::new(remade.networks.values().cloned().map(Ok)),
            None => Box::new(Paged {
                ports,
                after: None,
                page: Vec::new().into_iter(),
                ended: false,
            }),
        }
    }

    /// Hubs with the documents that are seen; those without any are left out.
    pub(super) fn hubs(&self, ports: Ports<'_>) -> Result<Vec<HubRow>> {
        let mut hubs = block_on(ports.store.hubs())?;
        if self.remade.is_none() {
            return Ok(hubs);
        }
        for hub in &mut hubs {
            hub.documents = 0;
            let Some(key) = block_on(ports.store.identifier(&hub.identifier))? else {
                continue;
            };
            for page in block_on(ports.store.carriers(key))?.chunks(256) {
                let rows = block_on(ports.store.members(page))?
                    .into_iter()
                    .filter_map(|row| self.member(row));
                hub.documents += rows
                    .filter(|r| r.carries.iter().any(|c| c.identifier == hub.identifier))
                    .count() as u64;
            }
        }
        hubs.retain(|hub| hub.documents > 0);
        Ok(hubs)
    }
}

/// The first evidence for an identifier in the fields of some captures.
fn said_by(captures: &[Capture], identifier: &Identifier) -> Option<Evidence> {
    let said = captures.iter().flat_map(|capture| {
        capture
            .mentions
            .iter()
            .filter(|found| found.mention.confidence >= LINKS_FROM)
            .filter(|found| identifier_of(&found.mention).as_ref() == Some(identifier))
            .map(|found| Evidence {
                site: Site::Capture(capture.id, found.field, found.mention.span),
                method: found.mention.method.clone(),
                confidence: found.mention.confidence,
            })
    });
    said.min()
}

/// The store's networks, a page at a time.
struct Paged<'a> {
    ports: Ports<'a>,
    after: Option<NetworkId>,
    page: std::vec::IntoIter<Network>,
    ended: bool,
}

impl Iterator for Paged<'_> {
    type Item = Result<Network>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(network) = self.page.next() {
            self.after = Some(network.id);
            return Some(Ok(network));
        }
        if self.ended {
            return None;
        }
        match block_on(self.ports.store.networks(self.after, 256)) {
            Ok(page) => {
                self.ended = page.is_empty();
                self.page = page.into_iter();
                self.next()
            }
            Err(error) => {
                self.ended = true;
                Some(Err(error.into()))
            }
        }
    }
}
