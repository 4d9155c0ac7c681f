//! Blobs in a container, as the ports need them.

use super::call::Calls;
use super::failure::{About, storage, unreadable};
use super::operations::{Counter, Operation};
use crate::{Error, Landed, Page, Result};
use azure_core::Bytes;
use azure_core::http::{ClientMethodOptions, Etag, Method, Pipeline, Request, RequestContent, Url};
use azure_storage_blob::models::{
    BlobClientDeleteOptions, BlobClientDownloadOptions, BlobClientGetPropertiesResultHeaders,
    BlobContainerClientListBlobsOptions, BlobItem, BlockBlobClientCommitBlockListOptions,
    BlockBlobClientUploadOptions, BlockLookupList,
};
use azure_storage_blob::{BlobClient, BlobContainerClient, BlobServiceClient};
use futures::StreamExt;
use std::io::Read;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use tokio::sync::Semaphore;

/// Bytes of one ranged read, and of one block: what is in memory of a raw file at a time is two of them.
const PART: u64 = 1 << 20;

/// One container.
#[derive(Clone)]
pub(super) struct Container {
    client: Arc<BlobContainerClient>,
    listing: Pipeline,
    pub(super) calls: Calls,
    pub(super) counter: Counter,
}

/// An ETag as the ports know it: listings and events give it without quotes, headers with them.
pub(super) fn version_of(etag: &str) -> String {
    etag.trim().trim_matches('"').to_owned()
}

fn etag_of(version: &str) -> Etag {
    Etag::from(format!("\"{version}\""))
}

impl Container {
    pub(super) fn new(
        service: &BlobServiceClient,
        listing: Pipeline,
        name: &str,
        calls: Calls,
        counter: Counter,
    ) -> Self {
        Self {
            client: Arc::new(service.blob_container_client(name)),
            listing,
            calls,
            counter,
        }
    }

    fn blob(&self, name: &str) -> BlobClient {
        self.client.blob_client(name)
    }

    /// Makes the container; there already is fine.
    pub(super) async fn create(&self) -> Result<()> {
        let client = self.client.clone();
        let made = self
            .calls
            .run(async move {
                let made = client.create(None).await;
                made.map(drop)
                    .map_err(|error| storage(&error, About::new("container", "")))
            })
            .await;
        match made {
            Err(Error::Conflict { .. }) => Ok(()),
            other => other,
        }
    }

    /// Properties of a blob.
    pub(super) async fn look(&self, name: &str) -> Result<Option<Landed>> {
        let (blob, path) = (self.blob(name), name.to_owned());
        self.counter.one(Operation::BlobRead, 0);
        let found = self.calls.run(async move {
            let answer = blob
                .get_properties(None)
                .await
                .map_err(|error| storage(&error, About::new("blob", "")))?;
            let properties = || -> azure_core::Result<_> {
                Ok((
                    answer.etag()?,
                    answer.content_length()?,
                    answer.content_md5()?,
                    answer.last_modified()?,
                ))
            };
            let (etag, bytes, md5, modified) =
                properties().map_err(|_| unreadable("the storage account"))?;
            Ok(Landed {
                path,
                version: etag
                    .map(|etag| version_of(etag.as_ref()))
                    .unwrap_or_default(),
                bytes: bytes.unwrap_or_default(),
                md5: md5.and_then(|md5| md5.try_into().ok()),
                modified: modified
                    .map_or(0, |time| u64::try_from(time.unix_timestamp()).unwrap_or(0)),
            })
        });
        absent_is_none(found.await)
    }

    /// Writes a blob as a whole. `absent` refuses to replace one.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is there already and must not be replaced.
    pub(super) async fn put(
        &self,
        name: &str,
        bytes: Vec<u8>,
        content_type: &str,
        absent: bool,
        about: About,
    ) -> Result<String> {
        let blob = self.blob(name).block_blob_client();
        self.counter.one(Operation::BlobWrite, bytes.len() as u64);
        let mut options = BlockBlobClientUploadOptions {
            blob_content_type: Some(content_type.to_owned()),
            ..Default::default()
        };
        if absent {
            options = options.if_not_exists();
        }
        let steps = 1 + (bytes.len() as u64 / PART) as u32;
        self.calls
            .run_within(steps, async move {
                let written = blob
                    .upload(RequestContent::from(bytes), Some(options))
                    .await
                    .map_err(|error| storage(&error, about))?;
                Ok(written
                    .etag
                    .map(|etag| version_of(etag.as_ref()))
                    .unwrap_or_default())
            })
            .await
    }

    /// Writes a blob from a reader, block by block, unless one is there.
    pub(super) async fn put_new(
        &self,
        name: &str,
        bytes: &mut (dyn Read + Send),
        about: About,
    ) -> Result<()> {
        let mut blocks: Vec<Vec<u8>> = Vec::new();
        let mut next = read_part(bytes)?;
        loop {
            let part = std::mem::take(&mut next);
            let whole = (part.len() as u64) < PART;
            if whole && blocks.is_empty() {
                let put = self.put(name, part, "application/octet-stream", true, about.clone());
                return there_is_fine(put.await.map(drop));
            }
            if !part.is_empty() {
                let id = format!("{:08}", blocks.len()).into_bytes();
                let (blob, about) = (self.blob(name).block_blob_client(), about.clone());
                self.counter.one(Operation::BlobWrite, part.len() as u64);
                let block = id.clone();
                self.calls
                    .run(async move {
                        let length = part.len() as u64;
                        blob.stage_block(&block, length, RequestContent::from(part), None)
                            .await
                            .map(drop)
                            .map_err(|error| storage(&error, about))
                    })
                    .await?;
                blocks.push(id);
            }
            if whole {
                break;
            }
            next = read_part(bytes)?;
        }
        let blob = self.blob(name).block_blob_client();
        self.counter.one(Operation::BlobWrite, 0);
        let committed = self.calls.run(async move {
            let list = BlockLookupList {
                latest: Some(blocks),
                ..Default::default()
            };
            let content = list
                .try_into()
                .map_err(|_| unreadable("the storage account"))?;
            let options = BlockBlobClientCommitBlockListOptions {
                if_none_match: Some(Etag::from("*")),
                ..Default::default()
            };
            blob.commit_block_list(content, Some(options))
                .await
                .map(drop)
                .map_err(|error| storage(&error, about))
        });
        there_is_fine(committed.await)
    }

    /// One part of a blob with the blob's version and the bytes that it has in all. Past the end it is empty.
    async fn part(
        &self,
        name: &str,
        version: Option<String>,
        range: std::ops::Range<u64>,
        about: About,
    ) -> Result<(Bytes, String)> {
        let blob = self.blob(name);
        let counter = self.counter.clone();
        let got = self.calls.run(async move {
            let options = BlobClientDownloadOptions {
                if_match: version.as_deref().map(etag_of),
                range: Some(range.into()),
                ..Default::default()
            };
            let answer = blob.download(Some(options)).await;
            counter.one(Operation::BlobRead, 0);
            let answer = match answer {
                Ok(answer) => answer,
                Err(error) => {
                    // The service knows no empty range: that is the end.
                    if error.http_status().map(u16::from) == Some(416) {
                        return Ok((Bytes::new(), version.unwrap_or_default()));
                    }
                    return Err(storage(&error, about));
                }
            };
            let found = answer.properties.etag.as_ref();
            let found = found
                .map(|etag| version_of(etag.as_ref()))
                .unwrap_or_default();
            let bytes = answer
                .body
                .collect()
                .await
                .map_err(|error| storage(&error, about))?;
            Ok((bytes, found))
        });
        got.await
    }

    /// A part of a blob.
    pub(super) async fn read(
        &self,
        name: &str,
        range: std::ops::Range<u64>,
        about: About,
    ) -> Result<Bytes> {
        Ok(self.part(name, None, range, about).await?.0)
    }

    /// A whole blob.
    pub(super) async fn read_all(&self, name: &str, about: About) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let (first, version) = self.part(name, None, 0..PART, about.clone()).await?;
        bytes.extend_from_slice(&first);
        let mut read = first.len() as u64;
        while read > 0 && read.is_multiple_of(PART) {
            let range = read..read + PART;
            let (part, _) = self
                .part(name, Some(version.clone()), range, about.clone())
                .await?;
            if part.is_empty() {
                break;
            }
            bytes.extend_from_slice(&part);
            read += part.len() as u64;
        }
        Ok(bytes)
    }

    /// Opens a blob from a place on: the first part is there when this returns, the others come while they are read.
    ///
    /// # Errors
    /// [`Error::NotFound`] also when another version lies there.
    pub(super) async fn open(
        &self,
        name: &str,
        version: Option<&str>,
        place: u64,
        about: About,
    ) -> Result<Box<dyn Read + Send>> {
        let end = place.saturating_add(PART);
        let first = self.part(name, version.map(str::to_owned), place..end, about.clone());
        let (first, version) = match first.await {
            Err(Error::Conflict { .. }) => return Err(about.not_found()),
            other => other?,
        };
        let whole = first.len() as u64 == PART;
        let mut read = place + first.len() as u64;
        let (parts, coming) = std::sync::mpsc::channel();
        // One part waits while the one before it is read.
        let room = Arc::new(Semaphore::new(1));
        if whole {
            let (container, name, room) = (self.clone(), name.to_owned(), room.clone());
            self.calls.handle().spawn(async move {
                while let Ok(permit) = room.acquire().await {
                    permit.forget();
                    let range = read..read + PART;
                    let part = container
                        .part(&name, Some(version.clone()), range, about.clone())
                        .await
                        .map(|(bytes, _)| bytes);
                    let length = part.as_ref().map_or(0, |bytes| bytes.len() as u64);
                    read += length;
                    // The reader may have gone away.
                    if parts.send(part).is_err() || length < PART {
                        return;
                    }
                }
            });
        }
        Ok(Box::new(Parts {
            now: first,
            coming,
            room,
        }))
    }

    /// Deletes a blob; absent, or another version than the given one, is fine.
    pub(super) async fn delete(&self, name: &str, version: Option<&str>) -> Result<()> {
        let blob = self.blob(name);
        let options = BlobClientDeleteOptions {
            if_match: version.map(etag_of),
            ..Default::default()
        };
        self.counter.one(Operation::BlobWrite, 0);
        let deleted = self.calls.run(async move {
            blob.delete(Some(options))
                .await
                .map(drop)
                .map_err(|error| storage(&error, About::new("blob", "")))
        });
        match deleted.await {
            Err(Error::NotFound { .. } | Error::Conflict { .. }) => Ok(()),
            other => other,
        }
    }

    /// One call's worth of blobs under a prefix.
    pub(super) async fn list(&self, prefix: &str, from: Option<&str>) -> Result<Page> {
        let client = self.client.clone();
        let options = BlobContainerClientListBlobsOptions {
            prefix: Some(prefix.to_owned()).filter(|prefix| !prefix.is_empty()),
            marker: from.map(str::to_owned),
            ..Default::default()
        };
        self.counter.one(Operation::BlobWrite, 0);
        let failed = |error: azure_core::Error| storage(&error, About::new("container", ""));
        self.calls
            .run(async move {
                let mut pages = client
                    .list_blobs(Some(options))
                    .map_err(failed)?
                    .into_pages();
                let Some(page) = pages.next().await else {
                    return Ok(Page::default());
                };
                let page = page
                    .map_err(failed)?
                    .into_model()
                    .map_err(|_| unreadable("the storage account"))?;
                Ok(Page {
                    landed: page.blob_items.into_iter().filter_map(landed).collect(),
                    next: page.next_marker.filter(|marker| !marker.is_empty()),
                })
            })
            .await
    }

    /// One call's worth of the first segments of all names. The SDK has no such call.
    pub(super) async fn segments(
        &self,
        from: Option<&str>,
    ) -> Result<(Vec<String>, Option<String>)> {
        let mut url: Url = self.client.url().clone();
        {
            let mut query = url.query_pairs_mut();
            query.append_pair("restype", "container");
            query.append_pair("comp", "list");
            query.append_pair("delimiter", "/");
            if let Some(marker) = from {
                query.append_pair("marker", marker);
            }
        }
        let pipeline = self.listing.clone();
        self.counter.one(Operation::BlobWrite, 0);
        self.calls
            .run(async move {
                let mut request = Request::new(url, Method::Get);
                request.insert_header("x-ms-version", "2025-11-05");
                request.insert_header("accept", "application/xml");
                let context = ClientMethodOptions::default().context;
                let answer = pipeline
                    .send(&context, &mut request, None)
                    .await
                    .map_err(|error| storage(&error, About::new("container", "")))?;
                let page: Segments = azure_core::xml::from_xml(answer.body())
                    .map_err(|_| unreadable("the storage account"))?;
                let segments = page
                    .blobs
                    .entries
                    .into_iter()
                    .filter_map(|entry| match entry {
                        Entry::BlobPrefix { name } => Some(name.trim_end_matches('/').to_owned()),
                        Entry::Blob {} => None,
                    });
                Ok((
                    segments.filter(|segment| !segment.is_empty()).collect(),
                    page.next.filter(|marker| !marker.is_empty()),
                ))
            })
            .await
    }
}

#[derive(serde::Deserialize)]
struct Segments {
    #[serde(rename = "Blobs", default)]
    blobs: Entries,
    #[serde(rename = "NextMarker", default)]
    next: Option<String>,
}

#[derive(Default, serde::Deserialize)]
struct Entries {
    #[serde(rename = "$value", default)]
    entries: Vec<Entry>,
}

#[derive(serde::Deserialize)]
enum Entry {
    BlobPrefix {
        #[serde(rename = "Name")]
        name: String,
    },
    Blob {},
}

fn landed(item: BlobItem) -> Option<Landed> {
    let properties = item.properties?;
    Some(Landed {
        path: item.name?,
        version: properties
            .etag
            .map(|etag| version_of(etag.as_ref()))
            .unwrap_or_default(),
        bytes: properties.content_length.unwrap_or_default(),
        md5: properties.content_md5.and_then(|md5| md5.try_into().ok()),
        modified: properties
            .last_modified
            .map_or(0, |time| u64::try_from(time.unix_timestamp()).unwrap_or(0)),
    })
}

fn absent_is_none<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Err(Error::NotFound { .. }) => Ok(None),
        other => other.map(Some),
    }
}

fn there_is_fine(result: Result<()>) -> Result<()> {
    match result {
        Err(Error::Conflict { .. }) => Ok(()),
        other => other,
    }
}

/// Up to [`PART`] bytes; fewer only at the end.
fn read_part(bytes: &mut (dyn Read + Send)) -> Result<Vec<u8>> {
    let mut part = Vec::new();
    bytes
        .take(PART)
        .read_to_end(&mut part)
        .map_err(|source| Error::Io {
            what: "reading what is to be stored failed".to_owned(),
            source,
        })?;
    Ok(part)
}

/// The parts of a blob as they come. Waiting for one blocks the thread, whatever runs on it.
struct Parts {
    now: Bytes,
    coming: Receiver<Result<Bytes>>,
    room: Arc<Semaphore>,
}

impl Read for Parts {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.now.is_empty() {
            match self.coming.recv() {
                Err(_) => return Ok(0),
                Ok(Ok(bytes)) => {
                    self.now = bytes;
                    self.room.add_permits(1);
                }
                Ok(Err(error)) => return Err(as_io(error)),
            }
        }
        let length = buffer.len().min(self.now.len());
        buffer[..length].copy_from_slice(&self.now.split_to(length));
        Ok(length)
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        // Whoever brings the next part need not.
        self.room.close();
    }
}

/// What can be tried again stays recognizable.
fn as_io(error: Error) -> std::io::Error {
    let kind = match &error {
        Error::Busy { .. } => std::io::ErrorKind::TimedOut,
        Error::Conflict { .. } | Error::NotFound { .. } => std::io::ErrorKind::NotFound,
        _ => std::io::ErrorKind::Other,
    };
    std::io::Error::new(kind, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_the_same_from_a_header_and_from_a_list() {
        assert_eq!(version_of("\"0x8DE\""), version_of("0x8DE"));
        assert_eq!(etag_of("0x8DE").as_ref(), "\"0x8DE\"");
    }

    #[test]
    fn parts_are_read_one_after_another_and_a_failure_ends_them() {
        let (send, coming) = std::sync::mpsc::channel();
        let mut parts = Parts {
            now: Bytes::from_static(b"ab"),
            coming,
            room: Arc::new(Semaphore::new(0)),
        };
        for part in [
            Ok(Bytes::from_static(b"cde")),
            Err(Error::Busy { retry_after: None }),
        ] {
            send.send(part).unwrap();
        }
        let mut read = Vec::new();
        let error = parts.read_to_end(&mut read).unwrap_err();
        assert_eq!(read, b"abcde");
        assert_eq!(error.kind(), std::io::ErrorKind::TimedOut);
    }
}
