use super::{Carried, MemberRow, Store};
use crate::Result;
use model::{Commonness, DocumentId, HubReason, IdentifierKey};
use rustc_hash::{FxHashMap, FxHashSet};

/// Whether an identifier that a document carries leads to other documents.
pub type LeadsOn = fn(&Carried) -> bool;

/// What was counted of an identifier.
#[derive(Clone)]
pub struct Counted {
    /// How common it is.
    pub commonness: Commonness,
    /// Whether it is a hub.
    pub hub: Option<HubReason>,
    /// The documents that carry it, where the store met all of them while it counted.
    pub carriers: Option<Vec<DocumentId>>,
}

/// What one round of linking knows before it reads documents: nothing of it need be read again.
#[derive(Default)]
pub struct Round {
    /// Documents that are noted as changed. All others are as they were when they were linked last.
    pub dirty: FxHashSet<DocumentId>,
    /// Identifiers that were counted after the notes were read.
    pub counted: FxHashMap<IdentifierKey, Counted>,
    /// Another linker wrote in between: everything is read from the links.
    pub wary: bool,
    /// How the dirty documents stood before anything was counted: a decision that rests on the counts is written over these,
    /// so that whoever linked the same documents since is noticed.
    #[cfg(feature = "azure")]
    pub(crate) stood: FxHashMap<DocumentId, super::Standing>,
    #[cfg(feature = "azure")]
    pub(crate) read: std::sync::OnceLock<DirtyRows>,
}

/// What a store that reads all dirty documents at once keeps of them.
#[cfg(feature = "azure")]
#[derive(Default)]
pub(crate) struct DirtyRows {
    /// As many as there was room for; each is taken once.
    pub(crate) rows: std::sync::Mutex<FxHashMap<DocumentId, MemberRow>>,
    /// By identifier that leads on: those of them that carry it.
    pub(crate) carriers: FxHashMap<IdentifierKey, Vec<DocumentId>>,
}

model::hidden_debug!(Counted, Round);

impl Round {
    /// One that knows nothing yet; a wary one takes nothing from earlier rounds.
    pub fn new(wary: bool) -> Self {
        Self {
            wary,
            ..Self::default()
        }
    }
}

/// All documents that can be reached from `seed` over identifiers that lead on, each read as it is now.
///
/// # Errors
/// The first fault of the store.
pub async fn reached<S: Store + ?Sized>(
    store: &S,
    seed: DocumentId,
    leads_on: LeadsOn,
) -> Result<Vec<MemberRow>> {
    let mut reached: FxHashSet<DocumentId> = FxHashSet::from_iter([seed]);
    let mut followed = FxHashSet::default();
    let mut members = Vec::new();
    let mut next = vec![seed];
    while !next.is_empty() {
        let rows = store.members(&next).await?;
        next.clear();
        for carried in rows.iter().flat_map(|row| &row.carries) {
            if leads_on(carried) && followed.insert(carried.key) {
                let carriers = store.carriers(carried.key).await?;
                next.extend(carriers.into_iter().filter(|id| reached.insert(*id)));
            }
        }
        members.extend(rows);
    }
    Ok(members)
}
