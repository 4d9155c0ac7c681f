use crate::Result;
use async_trait::async_trait;
use std::io::Read;

/// Bytes that landed at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landed {
    /// `{source}/…/{name}`.
    pub path: String,
    /// Changes whenever the bytes at the path are replaced.
    pub version: String,
    /// How many.
    pub bytes: u64,
    /// MD5 of the bytes, when the place knows it.
    pub md5: Option<[u8; 16]>,
    /// When they landed: seconds since 1970.
    pub modified: u64,
}

/// One page of a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// By path.
    pub landed: Vec<Landed>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<String>,
}

/// Where raw files land: the container `raw`.
#[async_trait]
pub trait Landing: Send + Sync {
    /// What lies at a path now.
    async fn look(&self, path: &str) -> Result<Option<Landed>>;

    /// Opens the bytes of this version from their start.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when nothing or another version lies there.
    async fn open(&self, path: &str, version: &str) -> Result<Box<dyn Read + Send>>;

    /// Opens the bytes of this version from a place on: none when it lies at the end or behind it.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when nothing or another version lies there.
    async fn open_from(
        &self,
        path: &str,
        version: &str,
        place: u64,
    ) -> Result<Box<dyn Read + Send>>;

    /// At most 5,000 of what lies under a prefix, from where an earlier page ended: one call.
    async fn list(&self, prefix: &str, from: Option<&str>) -> Result<Page>;

    /// The first path segments that something lies under, one call's worth.
    async fn sources(&self, from: Option<&str>) -> Result<(Vec<String>, Option<String>)>;

    /// Lands bytes.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when something lies there already.
    async fn land(&self, path: &str, bytes: &[u8], content_type: &str) -> Result<Landed>;
}
