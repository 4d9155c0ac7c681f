//! Tries and their reasons. The host counts tries of its own, but says neither how many nor why, and a poisoned message is
//! the bare text.

use super::{Suite, door, queue};
use crate::{Error, Result};
use futures_executor::block_on;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

const TROUBLE: &str = "trouble";
/// How much of a message that points nowhere is kept.
const TEXT: usize = 1_024;

/// Something that failed, and how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// The raw file's path; of a message that points nowhere, its queue.
    pub about: String,
    /// How often it was tried.
    pub tries: u64,
    /// Why it failed the last time; never quotes content.
    pub reason: String,
    /// When it failed last: seconds since 1970.
    pub last: u64,
    /// Whether nobody tries again until somebody asks for it.
    pub parked: bool,
    /// The message, when it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A note's id: paths may hold anything.
fn id(about: &str) -> String {
    let mut id = String::with_capacity(32);
    for byte in &Sha256::digest(about.as_bytes())[..16] {
        write!(id, "{byte:02x}").expect("writing to a string never fails");
    }
    id
}

/// What may be said of a fault.
fn reason(error: &Error) -> String {
    match error {
        Error::Store(error) => error.to_string(),
        Error::Read { .. } => "reading the raw file failed".to_owned(),
        Error::Write(_) => "writing an export failed".to_owned(),
    }
}

fn note(suite: Suite<'_>, about: &str, change: impl Fn(&mut Trouble)) -> Result<()> {
    let id = id(about);
    // Somebody else may note the same file; a count that is lost is no harm.
    for _ in 0..3 {
        let known = block_on(suite.notes.note(TROUBLE, &id))?;
        let (mut trouble, over) = match known {
            Some(note) => (
                serde_json::from_str(&note.value).map_err(store::Error::from)?,
                Some(note.version),
            ),
            None => (
                Trouble {
                    about: about.to_owned(),
                    tries: 0,
                    reason: String::new(),
                    last: 0,
                    parked: false,
                    text: None,
                },
                None,
            ),
        };
        change(&mut trouble);
        trouble.last = (suite.now)();
        let value = serde_json::to_string(&trouble).map_err(store::Error::from)?;
        match block_on(suite.notes.put_note(TROUBLE, &id, &value, over.as_deref())) {
            Ok(_) => return Ok(()),
            Err(store::Error::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Counts a try. When the store itself is what failed, this fails too and is not missed.
pub(super) fn tried(suite: Suite<'_>, path: &str, error: &Error) {
    let _ = note(suite, path, |trouble| {
        trouble.tries += 1;
        trouble.reason = reason(error);
    });
}

/// It went well in the end.
pub(super) fn over(suite: Suite<'_>, path: &str) -> Result<()> {
    let id = id(path);
    if block_on(suite.notes.note(TROUBLE, &id))?.is_some() {
        block_on(suite.notes.delete_note(TROUBLE, &id))?;
    }
    Ok(())
}

/// A message that the host gave up on.
pub(super) fn park(suite: Suite<'_>, queue: &str, message: &str) -> Result<()> {
    let paths = super::pointer::parked_paths(message);
    if paths.is_empty() {
        let about = format!("{queue}/{}", id(message));
        return note(suite, &about, |trouble| {
            trouble.tries += 1;
            trouble.parked = true;
            "the message could not be worked on".clone_into(&mut trouble.reason);
            trouble.text = Some(message.chars().take(TEXT).collect());
        });
    }
    for path in paths {
        note(suite, &path, |trouble| {
            trouble.parked = true;
            if trouble.reason.is_empty() {
                trouble.reason = format!("given up in {queue} without a reason");
            }
        })?;
    }
    Ok(())
}

/// Whether nobody should try this one by themselves.
pub(super) fn is_parked(suite: Suite<'_>, path: &str) -> Result<bool> {
    let Some(note) = block_on(suite.notes.note(TROUBLE, &id(path)))? else {
        return Ok(false);
    };
    let trouble: Trouble = serde_json::from_str(&note.value).map_err(store::Error::from)?;
    Ok(trouble.parked)
}

/// Everything that failed and did not go well since, by id of the note.
///
/// # Errors
/// A fault of the store.
pub fn troubles(suite: Suite<'_>) -> Result<Vec<Trouble>> {
    let mut all = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let page = block_on(suite.notes.notes(TROUBLE, after.as_deref(), 200))?;
        let Some(last) = page.last() else {
            return Ok(all);
        };
        after = Some(last.id.clone());
        for note in page {
            all.push(serde_json::from_str(&note.value).map_err(store::Error::from)?);
        }
    }
}

/// What was tried again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Raw files that go through the door once more.
    pub raw_files: u64,
    /// Nudges that were sent anew instead of messages without a file.
    pub nudges: u64,
}

/// Tries again what was parked: all of it, or one raw file by its path.
///
/// # Errors
/// A fault of the store or the queue; what was not sent yet is still parked.
pub fn replay(suite: Suite<'_>, only: Option<&str>) -> Result<Replayed> {
    let mut replayed = Replayed::default();
    for trouble in troubles(suite)? {
        if !trouble.parked || only.is_some_and(|only| only != trouble.about) {
            continue;
        }
        if trouble.text.is_some() {
            // Links and scores are made again from the ledger, whatever the message was.
            super::linker::nudge(suite, std::time::Duration::ZERO)?;
            replayed.nudges += 1;
        } else {
            door::hand_on(suite, &trouble.about, None)?;
            replayed.raw_files += 1;
        }
        block_on(suite.notes.delete_note(TROUBLE, &id(&trouble.about)))?;
    }
    Ok(replayed)
}

/// Reads the host's poison queues into notes: what is there is seen by people, and nothing waits there for ever.
pub(super) fn read_poison(suite: Suite<'_>) -> Result<u64> {
    let mut parked = 0;
    for name in queue::POISON {
        loop {
            let hide = std::time::Duration::from_secs(60);
            let messages = block_on(suite.queues.receive(name, 32, hide))?;
            for message in &messages {
                // A blob goes through the other door once, which can wait between tries and takes any size.
                let paths = super::pointer::parked_paths(&message.text);
                if name == queue::BLOB_POISON && !paths.is_empty() {
                    for path in paths {
                        door::hand_on(suite, &path, None)?;
                    }
                } else {
                    park(suite, name, &message.text)?;
                }
                block_on(suite.queues.delete(name, message))?;
                parked += 1;
            }
            if messages.len() < 32 || (suite.stop)() {
                break;
            }
        }
    }
    Ok(parked)
}
