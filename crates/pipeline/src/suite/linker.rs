//! One linker at a time drains what was written.
//!
//! The lease only saves work: two linkers at once end in the same state, because notes are cleared last and networks are
//! written over the standings that were read.

use super::{Suite, queue};
use crate::link::{Until, link_from};
use crate::{Linked, Result};
use futures_executor::block_on;
use model::{Network, NetworkId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use store::Noted;

const LEASE: &str = "lease";
const NUDGE: &str = "nudge";
const LINKER: &str = "linker";
/// How long a linker may hold the lease, in seconds; a crashed one keeps it for so long.
const HOLDS: u64 = 60;
/// How long it works, in seconds; what is left is another nudge's.
const WORKS: u64 = 40;
/// When a nudge that met the lease comes back.
const AGAIN: Duration = Duration::from_secs(60);
/// How long a nudge waits, so that what lands together is linked together: a network is made anew once for all of it.
pub(super) const GATHER: Duration = Duration::from_secs(5);
/// Notes that are taken up at once: each is a chunk.
const NOTES: usize = 32;
/// Documents that are taken up at once: what is read of them is kept while they are linked.
const DOCUMENTS: usize = 2_000;
/// Ids a message: 48 KiB at most.
const IDS: usize = 500;

/// Who links, or when the next nudge is due.
#[derive(Serialize, Deserialize)]
struct Due {
    until: u64,
}

/// What came of a nudge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkerRun {
    /// Linked up to the end, or until time was up.
    Linked(Linked),
    /// Another one links; the nudge comes back.
    Busy,
}

/// Asks for linking.
pub(super) fn nudge(suite: Suite<'_>, delay: Duration) -> Result<()> {
    Ok(block_on(suite.queues.send(queue::EXTRACTED, "{}", delay))?)
}

/// Whether somebody links now.
pub(super) fn someone_links(suite: Suite<'_>) -> Result<bool> {
    Ok(due(suite, LEASE, LINKER)?.is_some_and(|(until, _)| until > (suite.now)()))
}

/// What waits to be linked.
fn noted(suite: Suite<'_>) -> Result<Noted> {
    Ok(block_on(suite.ports.store.changes(NOTES))?)
}

/// Whether something waits to be linked.
pub(super) fn waits(suite: Suite<'_>) -> Result<bool> {
    Ok(!block_on(suite.ports.store.changes(1))?.changes.is_empty())
}

/// Links what was written since.
///
/// # Errors
/// A fault of the store or of a queue; what was not linked is still noted.
pub fn link_documents(suite: Suite<'_>) -> Result<LinkerRun> {
    let mut all = Linked::default();
    // Most nudges come after another one's linker has done their work: that costs no lease.
    let mut noted_now = noted(suite)?;
    if noted_now.changes.is_empty() {
        return Ok(LinkerRun::Linked(all));
    }
    loop {
        let Some(version) = acquire(suite)? else {
            come_back(suite)?;
            return Ok(LinkerRun::Busy);
        };
        let result = link_once(suite, noted_now);
        // A lease that was taken over in between is not ours to give back.
        let given_back = block_on(
            suite
                .notes
                .put_note(LEASE, LINKER, &value(0), Some(&version)),
        );
        match given_back {
            Ok(_) | Err(store::Error::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        let linked = result?;
        all.documents += linked.documents;
        all.networks += linked.networks;
        all.leads += linked.leads;
        // What was written while the lease was held had its nudge turned away.
        noted_now = noted(suite)?;
        if noted_now.changes.is_empty() {
            return Ok(LinkerRun::Linked(all));
        }
        if linked.stopped || (suite.stop)() {
            all.stopped = true;
            nudge(suite, Duration::ZERO)?;
            return Ok(LinkerRun::Linked(all));
        }
    }
}

fn link_once(suite: Suite<'_>, noted: Noted) -> Result<Linked> {
    let ids: Mutex<BTreeSet<NetworkId>> = Mutex::default();
    let began = (suite.now)();
    // A linker never works longer than it holds the lease.
    let stop = || (suite.stop)() || (suite.now)() >= began + WORKS;
    let written = |networks: &[Network]| {
        ids.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(networks.iter().map(|network| network.id));
    };
    let until = Until {
        notes: NOTES,
        documents: DOCUMENTS,
        stop: &stop,
        written: &written,
    };
    let linked = link_from(suite.ports, noted, &until, &|_| {})?;
    let ids: Vec<NetworkId> = ids
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
        .into_iter()
        .collect();
    for ids in ids.chunks(IDS) {
        let text = super::scoring::message(ids)?;
        block_on(suite.queues.send(queue::LINKED, &text, Duration::ZERO))?;
    }
    Ok(linked)
}

fn value(until: u64) -> String {
    format!(r#"{{"until":{until}}}"#)
}

fn due(suite: Suite<'_>, kind: &str, id: &str) -> Result<Option<(u64, String)>> {
    let Some(note) = block_on(suite.notes.note(kind, id))? else {
        return Ok(None);
    };
    let due: Due = serde_json::from_str(&note.value).map_err(store::Error::from)?;
    Ok(Some((due.until, note.version)))
}

/// Takes the lease when nobody holds it; returns its version.
fn acquire(suite: Suite<'_>) -> Result<Option<String>> {
    let now = (suite.now)();
    let over = match due(suite, LEASE, LINKER)? {
        Some((until, _)) if until > now => return Ok(None),
        Some((_, version)) => Some(version),
        None => None,
    };
    let until = value(now + HOLDS);
    let taken = block_on(suite.notes.put_note(LEASE, LINKER, &until, over.as_deref()));
    match taken {
        Ok(version) => Ok(Some(version)),
        Err(store::Error::Conflict { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Sends the nudge again for later, unless one is under way.
fn come_back(suite: Suite<'_>) -> Result<()> {
    let now = (suite.now)();
    let over = match due(suite, NUDGE, LINKER)? {
        Some((until, _)) if until > now => return Ok(()),
        Some((_, version)) => Some(version),
        None => None,
    };
    // Sent first and noted then: whoever dies in between leaves one nudge too many, not one too few.
    nudge(suite, AGAIN)?;
    let until = value(now + AGAIN.as_secs());
    let noted = block_on(suite.notes.put_note(NUDGE, LINKER, &until, over.as_deref()));
    match noted {
        Ok(_) | Err(store::Error::Conflict { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
