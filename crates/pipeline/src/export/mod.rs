//! The store to tables, graph and pages, for one tier.
//!
//! A tier's view filters captures first, and everything shown in it is computed over what is left: for partners the
//! networks are made anew from the captures that may be passed on. Everything is sorted by id and no clock is read, so
//! the same canonical state gives the same bytes.

mod graph;
mod leads;
mod names;
mod overview;
mod sight;

use crate::link::place_label;
use crate::look::text_of;
use crate::{Error, Ports, Progress, Result};
use futures_executor::block_on;
use graph::Graph;
use model::{Link, Tier};
use overview::Figures;
use share::pages;
use share::tables::Tables;
use share::{KnownNames, View};
use sight::Sight;
use std::path::Path;

/// Documents or captures read at once.
const PAGE: usize = 256;

/// Writes everything that a tier may see to `folder`, over what an earlier export left there.
///
/// # Errors
/// A fault of the store or of the folder.
pub fn export(
    ports: Ports<'_>,
    folder: &Path,
    tier: Tier,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<()> {
    private_folder(folder)?;
    let counts = block_on(ports.store.counts())?;
    let walks = match tier {
        Tier::Vetted => 2,
        Tier::Partner => 4,
    };
    let of = counts.documents * walks + counts.captures;
    let mut done = 0;
    let mut step = |by: usize| {
        done += by as u64;
        progress(Progress::Done {
            done: done.min(of),
            of,
        });
    };
    let sight = Sight::of(ports, tier)?;
    let names = match tier {
        Tier::Vetted => KnownNames::none(),
        Tier::Partner => names::known(ports, &sight, &mut step)?,
    };
    let view = match tier {
        Tier::Vetted => View::Vetted,
        Tier::Partner => View::Partner {
            key: ports.store.deployment_key(),
            names: &names,
        },
    };
    let mut figures = Figures::default();
    let mut tables = Tables::create(folder, view).map_err(Error::Write)?;
    let mut graph = Graph::create(ports, &sight, view, folder)?;
    documents(
        ports,
        &sight,
        &mut tables,
        &mut graph,
        &mut figures,
        &mut step,
    )?;
    captures(ports, &sight, &mut tables, &mut figures, &mut step)?;
    for network in sight.networks(ports) {
        let network = network?;
        tables.network(&network).map_err(Error::Write)?;
        figures.network(&network);
    }
    for hub in sight.hubs(ports)? {
        tables
            .hub(&hub.identifier, hub.reason, hub.documents)
            .map_err(Error::Write)?;
        figures.hub(hub);
    }
    for reject in block_on(ports.store.rejects())? {
        if sight.raw_file(ports, reject.raw_file)? {
            tables.reject(&reject).map_err(Error::Write)?;
        }
    }
    for tombstone in block_on(ports.store.tombstones())? {
        tables.tombstone(&tombstone).map_err(Error::Write)?;
    }
    tables.finish().map_err(Error::Write)?;
    graph.finish(ports, &sight, &mut step)?;
    let kept = leads::write(ports, &sight, view, folder)?;
    remove_other_leads(folder, &kept)?;
    let page = pages::overview(&figures.overview(ports, &sight, view)?);
    write_whole(&folder.join("report.html"), page.as_bytes())
}

fn documents(
    ports: Ports<'_>,
    sight: &Sight,
    tables: &mut Tables<'_>,
    graph: &mut Graph<'_>,
    figures: &mut Figures,
    step: &mut dyn FnMut(usize),
) -> Result<()> {
    let mut after = None;
    loop {
        let page = block_on(ports.store.documents(after, PAGE))?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(last.document.stub.id);
        let ids: Vec<_> = page.iter().map(|row| row.document.stub.id).collect();
        let members = block_on(ports.store.members(&ids))?;
        for (row, member) in page.iter().zip(members) {
            let Some(member) = sight.member(member) else {
                continue;
            };
            let document = text_of(ports, row)?;
            let network = sight.network_of(row);
            let captures = member.captures.len() as u64;
            graph.document(document.id, network, captures)?;
            tables
                .document(&document, network, captures)
                .map_err(Error::Write)?;
            for carried in &member.carries {
                let link = Link {
                    document: document.id,
                    identifier: carried.identifier.clone(),
                    evidence: carried.evidence.clone(),
                };
                tables
                    .link(&link, carried.hub.is_some())
                    .map_err(Error::Write)?;
            }
            figures.document(&document, &member);
        }
        step(page.len());
    }
}

fn captures(
    ports: Ports<'_>,
    sight: &Sight,
    tables: &mut Tables<'_>,
    figures: &mut Figures,
    step: &mut dyn FnMut(usize),
) -> Result<()> {
    let mut after = None;
    loop {
        let page = block_on(ports.store.captures(after, PAGE))?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(last.id);
        for capture in page.iter().filter(|capture| sight.source(&capture.source)) {
            tables.capture(capture).map_err(Error::Write)?;
            figures.capture(capture, place_label(capture).is_some());
        }
        step(page.len());
    }
}

/// Pages of leads that are none any more must not stay beside those that are.
fn remove_other_leads(folder: &Path, kept: &[String]) -> Result<()> {
    for entry in std::fs::read_dir(folder).map_err(Error::Write)? {
        let entry = entry.map_err(Error::Write)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("lead-") && name.ends_with(".html") && !kept.contains(&name) {
            std::fs::remove_file(entry.path()).map_err(Error::Write)?;
        }
    }
    Ok(())
}

/// Writes a file as a whole: under another name first, so that a reader never meets half of it.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = path.with_added_extension("part");
    std::fs::write(&part, bytes)
        .and_then(|()| std::fs::rename(&part, path))
        .map_err(Error::Write)
}

fn private_folder(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(Error::Write)
}
