use super::door::{enter, hand_on};
use super::{Came, Suite, Unreadable, pointers, trouble};
use crate::Result;

/// What came of a message of the queue `bulk`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bulk {
    /// What each pointer led to.
    pub came: Vec<Came>,
    /// Pointers that are tried again later, each counted.
    pub failed: u64,
}

/// The other door: raw files by pointer, streamed, up to half of an invocation's time; what is left is handed
/// on, with the place where to go on.
///
/// # Errors
/// A fault of the store, counted with its reason; the message is tried again. A message that no one can read is
/// [`Unreadable`]: trying again does not help.
pub fn process_bulk(
    suite: Suite<'_>,
    message: &str,
) -> Result<std::result::Result<Bulk, Unreadable>> {
    let pointers = match pointers(message) {
        Ok(pointers) => pointers,
        Err(unreadable) => return Ok(Err(unreadable)),
    };
    let mut bulk = Bulk::default();
    let mut first_fault = None;
    for pointer in pointers {
        match enter(suite, &pointer.path, None, pointer.cursor) {
            Ok(came) => {
                if let Came::Stopped(read) = &came {
                    hand_on(suite, &pointer.path, read.cursor.clone())?;
                }
                trouble::over(suite, &pointer.path)?;
                bulk.came.push(came);
            }
            Err(error) => {
                trouble::tried(suite, &pointer.path, &error);
                bulk.failed += 1;
                first_fault = first_fault.or(Some(error));
            }
        }
    }
    match first_fault {
        None => Ok(Ok(bulk)),
        Some(error) => Err(error),
    }
}
