//! Erasure: rows in one transaction, then the files, then what stood beside it is linked anew.

use crate::{Ports, Result};
use futures_executor::block_on;
use store::{Erasure, FileWork, blank_frames};

/// Erases; returns how many captures went. Linking is the caller's next step.
///
/// # Errors
/// A fault of the store. When it comes after the rows went, [`finish_file_work`] goes on from there.
pub fn erase(ports: Ports<'_>, erasure: &Erasure) -> Result<u64> {
    let erased = block_on(ports.store.erase(erasure))?;
    finish_file_work(ports)?;
    Ok(erased)
}

/// Does the work on files that an erasure noted and that a fault may have left to do.
///
/// # Errors
/// A fault of the store; what was not done stays noted.
pub fn finish_file_work(ports: Ports<'_>) -> Result<()> {
    for work in block_on(ports.store.file_work())? {
        match &work {
            FileWork::Blank(name, frames) => match block_on(ports.files.read_pack(name)) {
                Ok(mut pack) => {
                    blank_frames(&mut pack, frames);
                    block_on(ports.files.put_pack(name, &pack))?;
                }
                // Its raw file was erased with all its packs since.
                Err(store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            },
            FileWork::Delete(place) => {
                block_on(ports.files.delete_packs(place.id))?;
                block_on(ports.files.delete_raw(place))?;
            }
        }
        block_on(ports.store.file_work_done(&work))?;
    }
    Ok(())
}
