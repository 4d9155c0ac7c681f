//! The two doors into the same reader.

use super::trouble;
use super::{Pointer, Suite, queue};
use crate::{Arrival, Cursor, Error, Ingested, Options, Pieces, Result, ingest};
use futures_executor::block_on;
use md5::{Digest, Md5};
use model::Source;
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;
use store::Landed;

/// Raw files of more bytes go by pointer: the host takes about twelve times what it inlines.
pub const BY_POINTER: u64 = 4 * 1024 * 1024;
/// The name of a source's terms, right under its folder.
const TERMS: &str = "source.toml";
/// More is no file of terms.
const TERMS_BYTES: u64 = 64 * 1024;

/// What came of a raw file that landed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// It was read to its end.
    Read(Ingested),
    /// Time was up; the next chunk is read later.
    Stopped(Ingested),
    /// It goes through the other door: too large, or a fault in between.
    HandedOn,
    /// Nothing lies there any more, or other bytes of which another event tells.
    Gone,
    /// It states a source's terms, which hold from now on.
    Terms,
    /// It says that it does, but cannot be read.
    BrokenTerms,
    /// It does not lie in a source's folder of `raw`, so nobody answers for it.
    NoSource,
}

/// The ordinary door: a small raw file whose bytes came with the event. They need not be those that lie there now.
///
/// # Errors
/// Only when the store failed and handing the file on failed too.
pub fn process_raw(suite: Suite<'_>, path: &str, bytes: Vec<u8>) -> Result<Came> {
    let cursor = match enter(suite, path, Some(bytes), None) {
        Ok(Came::Stopped(read)) => read.cursor,
        Ok(came) => return Ok(came),
        // The host would try five times within half a second; the queue waits in between.
        Err(error) => {
            trouble::tried(suite, path, &error);
            None
        }
    };
    hand_on(suite, path, cursor)?;
    Ok(Came::HandedOn)
}

pub(super) fn hand_on(suite: Suite<'_>, path: &str, cursor: Option<Cursor>) -> Result<()> {
    let pointer = Pointer {
        path: path.to_owned(),
        version: None,
        cursor,
    };
    let text = serde_json::to_string(&pointer).map_err(store::Error::from)?;
    Ok(block_on(suite.queues.send(
        queue::BULK,
        &text,
        Duration::ZERO,
    ))?)
}

/// Takes in what lies at a path: from `inline` where these are the bytes that lie there, else from the container; from a
/// place on where an earlier piece of the same raw file ended there.
pub(super) fn enter(
    suite: Suite<'_>,
    path: &str,
    inline: Option<Vec<u8>>,
    from: Option<Cursor>,
) -> Result<Came> {
    let Some((source, below)) = path
        .split_once('/')
        .filter(|(s, b)| !s.is_empty() && !b.is_empty())
    else {
        return Ok(Came::NoSource);
    };
    // In a fresh process that takes longer than all questions to the services, and these are waited for.
    crate::reading::make_ready();
    let Some(landed) = block_on(suite.landing.look(path))? else {
        return Ok(Came::Gone);
    };
    if below == TERMS {
        return terms(suite, source, &landed);
    }
    let from_event = inline.is_some();
    let inline = inline.filter(|bytes| is(bytes, &landed));
    if from_event && landed.bytes > BY_POINTER {
        hand_on(suite, path, None)?;
        return Ok(Came::HandedOn);
    }
    let source = terms_of(suite, source)?;
    read(suite, source, &landed, inline, from)
}

/// Whether these bytes are the ones that landed.
fn is(bytes: &[u8], landed: &Landed) -> bool {
    bytes.len() as u64 == landed.bytes
        && landed
            .md5
            .is_some_and(|md5| Md5::digest(bytes).as_slice() == md5)
}

fn read(
    suite: Suite<'_>,
    source: Source,
    landed: &Landed,
    inline: Option<Vec<u8>>,
    from: Option<Cursor>,
) -> Result<Came> {
    let inline: Option<Arc<[u8]>> = inline.map(Arc::from);
    let open_at = |place| {
        block_on(
            suite
                .landing
                .open_from(&landed.path, &landed.version, place),
        )
        .map_err(io_error)
    };
    let arrival = Arrival {
        source,
        path: landed.path.clone(),
        name: landed.path.rsplit('/').next().map(str::to_owned),
        version: Some(landed.version.clone()),
        // A version never changes its bytes.
        stable: true,
        open: Box::new(move || match &inline {
            Some(bytes) => {
                Ok(Box::new(std::io::Cursor::new(bytes.clone())) as Box<dyn Read + Send>)
            }
            None => block_on(suite.landing.open(&landed.path, &landed.version)).map_err(io_error),
        }),
    };
    let options = Options {
        stop: suite.stop,
        pieces: Some(Pieces {
            from,
            open_at: Box::new(open_at),
        }),
        ..Options::default()
    };
    let ingested = match ingest(suite.ports, std::iter::once(arrival), &options, &|_| {}) {
        Ok(ingested) => ingested,
        Err(Error::Read { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Came::Gone);
        }
        Err(error) => return Err(error),
    };
    if ingested.chunks > 0 {
        super::linker::nudge(suite, super::linker::GATHER)?;
    }
    Ok(if ingested.stopped {
        Came::Stopped(ingested)
    } else {
        Came::Read(ingested)
    })
}

/// What lies there was replaced: not a fault, another event tells of it.
fn io_error(error: store::Error) -> std::io::Error {
    match error {
        store::Error::NotFound { .. } => std::io::ErrorKind::NotFound.into(),
        error => std::io::Error::other(error),
    }
}

/// The terms of a source, as they were stated last.
fn terms_of(suite: Suite<'_>, name: &str) -> Result<Source> {
    if let Some(source) = block_on(suite.ports.store.source(name))? {
        return Ok(source);
    }
    // Its terms may have landed with it and not be read yet; they decide how its texts are read.
    if let Some(landed) = block_on(suite.landing.look(&format!("{name}/{TERMS}")))? {
        terms(suite, name, &landed)?;
        if let Some(source) = block_on(suite.ports.store.source(name))? {
            return Ok(source);
        }
    }
    Ok(Source::unstated(name))
}

fn terms(suite: Suite<'_>, name: &str, landed: &Landed) -> Result<Came> {
    if landed.bytes > TERMS_BYTES {
        return Ok(Came::BrokenTerms);
    }
    let bytes = match block_on(suite.landing.open(&landed.path, &landed.version)) {
        Ok(bytes) => bytes,
        Err(store::Error::NotFound { .. }) => return Ok(Came::Gone),
        Err(error) => return Err(error.into()),
    };
    let mut text = String::new();
    let read = bytes.take(TERMS_BYTES).read_to_string(&mut text);
    match read {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            return Ok(Came::BrokenTerms);
        }
        Err(source) => {
            return Err(Error::Read {
                path: landed.path.clone(),
                source,
            });
        }
    }
    let Ok(mut source) = toml::from_str::<Source>(&text) else {
        return Ok(Came::BrokenTerms);
    };
    name.clone_into(&mut source.name);
    block_on(suite.ports.store.put_source(&source))?;
    Ok(Came::Terms)
}
