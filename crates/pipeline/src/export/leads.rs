//! One page a lead.

use super::overview::rule_lines;
use super::sight::Sight;
use super::write_whole;
use crate::look::text_of;
use crate::{Ports, Result};
use futures_executor::block_on;
use model::{Capture, Document, Network, RawFileId};
use share::View;
use share::pages::{LeadPage, RawFileLine, lead, lead_file};
use std::collections::BTreeMap;
use std::path::Path;

/// A page shows at most so many documents with their texts; it says so when there are more.
const DOCUMENTS: usize = 300;

/// Writes the pages; returns their names.
pub(super) fn write(
    ports: Ports<'_>,
    sight: &Sight,
    view: View<'_>,
    folder: &Path,
) -> Result<Vec<String>> {
    let rules = rule_lines()
        .into_iter()
        .map(|rule| (rule.id.clone(), rule))
        .collect();
    let mut names = Vec::new();
    for network in sight.networks(ports) {
        let network = network?;
        if !network.assessment.lead {
            continue;
        }
        let (documents, captures) = content(ports, sight, &network)?;
        let raw_files = raw_files(ports, &captures)?;
        let page = lead(&LeadPage {
            view,
            network: &network,
            documents: &documents,
            captures: &captures,
            raw_files: &raw_files,
            rules: &rules,
            templates: &[],
            program: env!("CARGO_PKG_VERSION"),
        });
        let name = lead_file(view, network.id);
        write_whole(&folder.join(&name), page.as_bytes())?;
        names.push(name);
    }
    Ok(names)
}

/// The texts of the first members, and their captures.
fn content(
    ports: Ports<'_>,
    sight: &Sight,
    network: &Network,
) -> Result<(Vec<Document>, Vec<Capture>)> {
    let shown = &network.members[..network.members.len().min(DOCUMENTS)];
    let mut documents = Vec::new();
    let mut captures = Vec::new();
    for row in block_on(ports.store.members(shown))? {
        let Some(row) = sight.member(row) else {
            continue;
        };
        if let Some(listed) = block_on(ports.store.document(row.stub.id))? {
            documents.push(text_of(ports, &listed)?);
            captures.extend(row.captures);
        }
    }
    Ok((documents, captures))
}

fn raw_files(ports: Ports<'_>, captures: &[Capture]) -> Result<BTreeMap<RawFileId, RawFileLine>> {
    let mut lines = BTreeMap::new();
    for capture in captures {
        if lines.contains_key(&capture.raw_file) {
            continue;
        }
        if let Some(file) = block_on(ports.store.raw_file(capture.raw_file))? {
            let path = block_on(ports.store.deliveries_of(file.id))?
                .into_iter()
                .next()
                .map(|delivery| delivery.path);
            lines.insert(
                file.id,
                RawFileLine {
                    sha256: file.sha256,
                    source: file.source,
                    path,
                },
            );
        }
    }
    Ok(lines)
}
