//! Which versions of which blobs a function has had: kept in the storage, so that a restart does not fire for them again.

use crate::storage::{Error, Storage};
use axum::body::Bytes;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Where the host keeps such things.
pub(crate) const CONTAINER: &str = "azure-webjobs-hosts";

/// A version of a blob, for one function.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    pub(crate) function: String,
    pub(crate) container: String,
    pub(crate) name: String,
    pub(crate) etag: String,
}

#[derive(Debug)]
pub(crate) struct Receipts {
    prefix: String,
    /// In the queue of blobs or through it, or passed over until the next start.
    known: Mutex<BTreeSet<String>>,
}

impl Receipts {
    /// What is done already.
    pub(crate) async fn load(storage: &Storage, host_id: &str) -> Result<Receipts, Error> {
        let prefix = format!("blobreceipts/{host_id}/");
        let listed = storage.list(CONTAINER, &prefix).await?;
        let known = listed.into_iter().map(|listed| listed.name).collect();
        Ok(Receipts {
            prefix,
            known: Mutex::new(known),
        })
    }

    fn path(&self, version: &Version) -> String {
        let etag = version.etag.trim_matches('"');
        format!(
            "{}Host.Functions.{}/{etag}/{}/{}",
            self.prefix, version.function, version.container, version.name
        )
    }

    /// Notes a version as seen; false if it was noted before.
    pub(crate) fn first(&self, version: &Version) -> bool {
        let path = self.path(version);
        self.known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path)
    }

    /// Takes a note back, so that the version is seen again.
    pub(crate) fn forget(&self, version: &Version) {
        let path = self.path(version);
        self.known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&path);
    }

    /// Keeps that a version is known to the queue of blobs.
    pub(crate) async fn done(&self, storage: &Storage, version: &Version) -> Result<(), Error> {
        storage
            .put(CONTAINER, &self.path(version), Bytes::new())
            .await
            .map(|_| ())
    }
}
