//! Raw files where they landed, and packs.

use super::Azure;
use super::failure::About;
use crate::{Error, Files, Frame, Landed, Landing, PackName, Page, RawFile, RawPlace, Result};
use async_trait::async_trait;
use model::{DeliveryId, RawFileId};
use std::io::Read;

fn raw(id: RawFileId) -> About {
    About::new("raw file", id)
}

fn pack(name: &PackName) -> About {
    About::new("pack", name)
}

/// A path is no id and must not be shown; its hash is the delivery's.
fn at(path: &str, version: &str) -> About {
    About::new("delivery", DeliveryId::derive(path, version.as_bytes()))
}

#[async_trait]
impl Files for Azure {
    async fn put_raw(&self, file: &RawFile, bytes: &mut (dyn Read + Send)) -> Result<()> {
        // Most lie there because that is where they landed.
        if self.raw.look(&file.path).await?.is_some() {
            return Ok(());
        }
        self.raw.put_new(&file.path, bytes, raw(file.id)).await
    }

    async fn open_raw(&self, file: &RawFile) -> Result<Box<dyn Read + Send>> {
        let version = file.version.as_deref();
        self.raw.open(&file.path, version, 0, raw(file.id)).await
    }

    async fn delete_raw(&self, place: &RawPlace) -> Result<()> {
        self.raw.delete(&place.path, place.version.as_deref()).await
    }

    async fn put_pack(&self, name: &PackName, bytes: &[u8]) -> Result<()> {
        let content_type = "application/zstd";
        self.packs
            .put(
                &name.to_string(),
                bytes.to_vec(),
                content_type,
                false,
                pack(name),
            )
            .await
            .map(drop)
    }

    async fn read_pack(&self, name: &PackName) -> Result<Vec<u8>> {
        self.packs.read_all(&name.to_string(), pack(name)).await
    }

    async fn read_frame(&self, name: &PackName, frame: Frame) -> Result<Vec<u8>> {
        let range = frame.offset..frame.offset.saturating_add(frame.length);
        let bytes = if range.is_empty() {
            Vec::new()
        } else {
            let blob = name.to_string();
            self.packs.read(&blob, range, pack(name)).await?.to_vec()
        };
        if bytes.len() as u64 == frame.length {
            return Ok(bytes);
        }
        Err(Error::Damaged {
            what: format!("pack {name}"),
        })
    }

    async fn delete_packs(&self, raw_file: RawFileId) -> Result<()> {
        let prefix = format!("{raw_file}/");
        let mut from = None;
        loop {
            let page = self.packs.list(&prefix, from.as_deref()).await?;
            let deleted = page
                .landed
                .iter()
                .map(|pack| self.packs.delete(&pack.path, None));
            futures::future::try_join_all(deleted).await?;
            match page.next {
                Some(next) => from = Some(next),
                None => return Ok(()),
            }
        }
    }
}

#[async_trait]
impl Landing for Azure {
    async fn look(&self, path: &str) -> Result<Option<Landed>> {
        self.raw.look(path).await
    }

    async fn open(&self, path: &str, version: &str) -> Result<Box<dyn Read + Send>> {
        self.open_from(path, version, 0).await
    }

    async fn open_from(
        &self,
        path: &str,
        version: &str,
        place: u64,
    ) -> Result<Box<dyn Read + Send>> {
        self.raw
            .open(path, Some(version), place, at(path, version))
            .await
    }

    async fn list(&self, prefix: &str, from: Option<&str>) -> Result<Page> {
        self.raw.list(prefix, from).await
    }

    async fn sources(&self, from: Option<&str>) -> Result<(Vec<String>, Option<String>)> {
        self.raw.segments(from).await
    }

    async fn land(&self, path: &str, bytes: &[u8], content_type: &str) -> Result<Landed> {
        let version = self
            .raw
            .put(path, bytes.to_vec(), content_type, true, at(path, ""))
            .await?;
        // The service's clock and hash are what others will see.
        match self.raw.look(path).await? {
            Some(landed) if landed.version == version => Ok(landed),
            _ => Err(at(path, "").conflict()),
        }
    }
}
