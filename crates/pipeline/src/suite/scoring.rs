use super::{Suite, Unreadable};
use crate::Result;
use analysis::score::{Weights, assess};
use futures_executor::block_on;
use model::NetworkId;
use serde::{Deserialize, Serialize};

/// A message of the queue `linked`.
#[derive(Serialize, Deserialize)]
struct Linked {
    networks: Vec<NetworkId>,
}

pub(super) fn message(ids: &[NetworkId]) -> Result<String> {
    let linked = Linked {
        networks: ids.to_vec(),
    };
    Ok(serde_json::to_string(&linked).map_err(store::Error::from)?)
}

/// What scoring did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scored {
    /// Networks that were looked at.
    pub networks: u64,
    /// Of these, with another assessment than before.
    pub changed: u64,
    /// Of these, leads.
    pub leads: u64,
}

/// Assesses networks anew from what is kept with them, and writes where that changes something and nobody else wrote.
///
/// # Errors
/// A fault of the store: the message is tried again.
pub fn score_networks(
    suite: Suite<'_>,
    message: &str,
) -> Result<std::result::Result<Scored, Unreadable>> {
    let Ok(Linked { networks }) = serde_json::from_str(message) else {
        return Ok(Err(Unreadable));
    };
    let store = suite.ports.store;
    let mut scored = Scored::default();
    for id in networks {
        // A network that was renamed or split since has had a message of its own.
        let Some(network) = block_on(store.network(id))? else {
            continue;
        };
        scored.networks += 1;
        let assessment = assess(&network.signs, &network.facts, Weights::built_in());
        scored.leads += u64::from(assessment.lead);
        if assessment == network.assessment {
            continue;
        }
        match block_on(store.put_assessment(&network, &assessment)) {
            Ok(()) => scored.changed += 1,
            Err(store::Error::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Ok(scored))
}
