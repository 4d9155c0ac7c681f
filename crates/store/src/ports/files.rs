use super::RawFile;
use crate::{Frame, PackName, Result};
use async_trait::async_trait;
use model::RawFileId;
use serde::{Deserialize, Serialize};
use std::io::Read;

/// Where a raw file's bytes lie. An adapter that keeps them under their id needs no path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RawPlace {
    /// The raw file.
    pub id: RawFileId,
    /// The path of its first delivery.
    pub path: String,
    /// Which of the versions that lay there, where the place keeps versions apart.
    pub version: Option<String>,
}

/// Raw files and packs: bytes under names.
#[async_trait]
pub trait Files: Send + Sync {
    /// Keeps a raw file's bytes; when they are there already, nothing changes.
    async fn put_raw(&self, file: &RawFile, bytes: &mut (dyn Read + Send)) -> Result<()>;

    /// Opens a raw file from its start.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] also when other bytes lie at its place now.
    async fn open_raw(&self, file: &RawFile) -> Result<Box<dyn Read + Send>>;

    /// Removes a raw file; absent or replaced is fine.
    async fn delete_raw(&self, place: &RawPlace) -> Result<()>;

    /// Keeps a pack; one of the same name is replaced (its content is a function of its name).
    async fn put_pack(&self, name: &PackName, bytes: &[u8]) -> Result<()>;

    /// The whole pack.
    async fn read_pack(&self, name: &PackName) -> Result<Vec<u8>>;

    /// One frame of a pack.
    async fn read_frame(&self, name: &PackName, frame: Frame) -> Result<Vec<u8>>;

    /// Removes all packs of a raw file; absent is fine.
    async fn delete_packs(&self, raw_file: RawFileId) -> Result<()>;
}
