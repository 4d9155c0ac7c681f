//! Names that a partner reads in no text, gathered from all texts.

use super::PAGE;
use super::sight::Sight;
use crate::look::text_of;
use crate::{Ports, Result};
use futures_executor::block_on;
use share::{KnownNames, NameCounts};

/// Walks over all documents twice, also over those that partners don't see: a name is a name wherever it was found.
pub(super) fn known(
    ports: Ports<'_>,
    sight: &Sight,
    step: &mut dyn FnMut(usize),
) -> Result<KnownNames> {
    let mut counts = NameCounts::default();
    for finding in [true, false] {
        let mut after = None;
        loop {
            let page = block_on(ports.store.documents(after, PAGE))?;
            let Some(last) = page.last() else { break };
            after = Some(last.document.stub.id);
            let ids: Vec<_> = page.iter().map(|row| row.document.stub.id).collect();
            let members = if finding {
                block_on(ports.store.members(&ids))?
            } else {
                Vec::new()
            };
            for (at, row) in page.iter().enumerate() {
                let document = text_of(ports, row)?;
                match members.get(at) {
                    Some(member) => {
                        counts.find(&document, &member.captures, sight.network_of(row));
                    }
                    None => counts.count(&document),
                }
            }
            step(page.len());
        }
    }
    Ok(counts.known())
}
