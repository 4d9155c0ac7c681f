//! How documents stand among networks, as it was read and as it is written over.

use super::cosmos::Item;
use super::items::At;
use super::whole::naming;
use crate::Standing;
use model::{DocumentId, NetworkId};
use std::collections::BTreeMap;

/// What is written where a version is "not there".
const ABSENT: &str = "-";
/// … and where it was not asked for.
const UNREAD: &str = "?";

/// The version of a document's own standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// It has none.
    Absent,
    /// This one was read.
    Version(String),
    /// It came with a cell: the document that names the network vouches for it.
    Unread,
}

/// What was read of a document's standing, and of that of the document that names its network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) own: Own,
    pub(super) naming: Option<String>,
    pub(super) epoch: String,
    pub(super) size: u64,
    pub(super) cell: bool,
}

impl Read {
    pub(super) fn text(&self) -> String {
        let own = match &self.own {
            Own::Absent => ABSENT,
            Own::Version(etag) => etag,
            Own::Unread => UNREAD,
        };
        let naming = self.naming.as_deref().unwrap_or(ABSENT);
        format!(
            "{own} {naming} {} {} {}",
            self.size,
            u8::from(self.cell),
            self.epoch
        )
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let own = match parts.next()? {
            ABSENT => Own::Absent,
            UNREAD => Own::Unread,
            etag => Own::Version(etag.to_owned()),
        };
        let naming = parts.next()?;
        Some(Self {
            own,
            naming: (naming != ABSENT).then(|| naming.to_owned()),
            size: parts.next()?.parse().ok()?,
            cell: parts.next()? == "1",
            epoch: parts.next()?.to_owned(),
        })
    }

    pub(super) fn of(standing: &Standing) -> Option<Self> {
        standing.version.as_deref().and_then(Self::parse)
    }

    /// The standing of a document that came with the cell of its network; `at` is that of the document that names it.
    pub(super) fn in_cell(document: DocumentId, network: NetworkId, at: &Item<At>) -> Standing {
        let own = if naming(network) == document {
            Own::Version(at.etag.clone())
        } else {
            Own::Unread
        };
        let read = Self {
            own,
            naming: Some(at.etag.clone()),
            epoch: at.value.epoch.clone(),
            size: at.value.size,
            cell: true,
        };
        Standing {
            id: document,
            network: Some(network),
            version: Some(read.text()),
        }
    }
}

/// How a document stands, with what is needed to write over that.
pub(super) fn standing(id: DocumentId, stand: &BTreeMap<DocumentId, Option<Item<At>>>) -> Standing {
    let read = |id: &DocumentId| stand.get(id).and_then(Option::as_ref);
    let own = read(&id);
    let pointer = own.and_then(|own| Some((own.value.network?, &own.value.epoch)));
    let there = pointer.and_then(|(network, epoch)| {
        let there = read(&naming(network))?;
        (there.value.network == Some(network) && there.value.epoch == *epoch)
            .then_some((network, there))
    });
    let version = Read {
        own: own.map_or(Own::Absent, |own| Own::Version(own.etag.clone())),
        naming: there.map(|(_, there)| there.etag.clone()),
        epoch: there.map_or_else(String::new, |(_, there)| there.value.epoch.clone()),
        size: there.map_or(0, |(_, there)| there.value.size),
        cell: there.is_some_and(|(_, there)| there.value.cell),
    };
    Standing {
        id,
        network: there.map(|(network, _)| network),
        version: Some(version.text()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_they_were_written() {
        let read = Read {
            own: Own::Version("\"1-2\"".to_owned()),
            naming: None,
            epoch: "a.b".to_owned(),
            size: 7,
            cell: true,
        };
        assert_eq!(Read::parse(&read.text()), Some(read));
        for own in [Own::Absent, Own::Unread] {
            let empty = Read {
                own,
                naming: None,
                epoch: String::new(),
                size: 0,
                cell: false,
            };
            assert_eq!(Read::parse(&empty.text()), Some(empty));
        }
        assert_eq!(Read::parse("1"), None);
    }
}
