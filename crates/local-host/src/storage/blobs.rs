//! Blobs.

use super::client::{Error, Storage};
use super::xml;
use crate::clock;
use crate::wire::blob::{Fetched, encode_path};
use axum::body::Bytes;
use axum::http::Method;
use time::OffsetDateTime;

/// A blob in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name in its container.
    pub name: String,
    /// Its ETag, with quotes.
    pub etag: String,
    /// Its length.
    pub length: u64,
    /// Its content type.
    pub content_type: String,
}

/// `http://127.0.0.1:10000/devstoreaccount1/raw/a%20b.txt`
#[must_use]
pub fn encoded_uri(endpoint: &str, container: &str, name: &str) -> String {
    format!("{endpoint}/{container}/{}", encode_path(name))
}

impl Storage {
    /// The URI of a blob.
    #[must_use]
    pub fn uri(&self, container: &str, name: &str) -> String {
        encoded_uri(&self.account.blob_endpoint, container, name)
    }

    /// Container and name of a blob's URL, whatever host it names.
    #[must_use]
    pub fn place(&self, url: &str) -> Option<(String, String)> {
        let rest = url.split_once("://")?.1;
        let path = rest.split_once('/')?.1;
        let path = path.split(['?', '#']).next()?;
        let path = path
            .strip_prefix(&format!("{}/", self.account.name))
            .unwrap_or(path);
        let (container, name) = path.split_once('/')?;
        Some((container.to_owned(), crate::wire::blob::decode_path(name)))
    }

    /// All blobs of a container whose names start with `prefix`, in the order of their names; none if there is no such container.
    ///
    /// # Errors
    /// The storage has none to give.
    pub async fn list(&self, container: &str, prefix: &str) -> Result<Vec<Listed>, Error> {
        let mut found = Vec::new();
        let mut marker = String::new();
        let uri = format!("{}/{container}", self.account.blob_endpoint);
        loop {
            let mut query = vec![
                ("restype", "container".to_owned()),
                ("comp", "list".to_owned()),
            ];
            if !prefix.is_empty() {
                query.push(("prefix", prefix.to_owned()));
            }
            if !marker.is_empty() {
                query.push(("marker", marker));
            }
            let answer = match self
                .send(Method::GET, &uri, &query, &[], Bytes::new())
                .await
            {
                Err(error) if error.is(404) => return Ok(found),
                other => other?,
            };
            let text = answer.text()?;
            for leaves in xml::records(text, "Blob")? {
                let leaf = |name: &str| {
                    let found = leaves.iter().find(|(key, _)| key == name);
                    found.map(|(_, text)| text.clone()).unwrap_or_default()
                };
                let etag = leaf("Etag");
                found.push(Listed {
                    name: leaf("Name"),
                    etag: if etag.starts_with('"') {
                        etag
                    } else {
                        format!("\"{etag}\"")
                    },
                    length: leaf("Content-Length").parse().unwrap_or(0),
                    content_type: leaf("Content-Type"),
                });
            }
            marker = xml::text(text, "NextMarker")?.unwrap_or_default();
            if marker.is_empty() {
                return Ok(found);
            }
        }
    }

    /// A blob with its content; `None` if it is gone.
    ///
    /// # Errors
    /// The storage has none to give.
    pub async fn fetch(&self, container: &str, name: &str) -> Result<Option<Fetched>, Error> {
        let uri = self.uri(container, name);
        let answer = match self.send(Method::GET, &uri, &[], &[], Bytes::new()).await {
            Err(error) if error.is(404) => return Ok(None),
            other => other?,
        };
        let moment = |header: &str| {
            answer
                .header(header)
                .and_then(|text| clock::parse_http_date(&text))
        };
        let last_modified = moment("last-modified").unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let has_metadata = answer
            .headers
            .keys()
            .any(|name| name.as_str().starts_with("x-ms-meta-"));
        let metadata = if has_metadata {
            self.metadata(container, name).await?
        } else {
            Vec::new()
        };
        Ok(Some(Fetched {
            uri,
            content: answer.body.to_vec(),
            last_modified,
            created: moment("x-ms-creation-time").unwrap_or(last_modified),
            tier_changed: moment("x-ms-access-tier-change-time").or(Some(last_modified)),
            content_type: answer.header("content-type"),
            content_md5: answer.header("content-md5"),
            encoding: answer.header("content-encoding"),
            disposition: answer.header("content-disposition"),
            language: answer.header("content-language"),
            cache_control: answer.header("cache-control"),
            metadata,
            etag: answer.header("etag").unwrap_or_default(),
        }))
    }

    /// A blob's metadata with the letter case of the names, which headers have lost by the time they are read.
    async fn metadata(&self, container: &str, name: &str) -> Result<Vec<(String, String)>, Error> {
        let uri = format!("{}/{container}", self.account.blob_endpoint);
        let query = [
            ("restype", "container".to_owned()),
            ("comp", "list".to_owned()),
            ("include", "metadata".to_owned()),
            // The blob itself comes before all others whose names start with its own.
            ("maxresults", "1".to_owned()),
            ("prefix", name.to_owned()),
        ];
        let answer = self
            .send(Method::GET, &uri, &query, &[], Bytes::new())
            .await?;
        let mut records = xml::records(answer.text()?, "Blob")?;
        let leaves = if records.is_empty() {
            Vec::new()
        } else {
            records.swap_remove(0)
        };
        let pairs = leaves.into_iter().filter_map(|(name, text)| {
            let name = name.strip_prefix("Metadata/")?.to_owned();
            Some((name, text))
        });
        Ok(pairs.collect())
    }

    /// Writes a blob, and its container first if that is missing; gives its ETag.
    ///
    /// # Errors
    /// The storage takes none.
    pub async fn put(&self, container: &str, name: &str, content: Bytes) -> Result<String, Error> {
        self.put_with(container, name, content, &[]).await
    }

    /// The same with headers of one's own: `x-ms-meta-Note`.
    ///
    /// # Errors
    /// The storage takes none.
    pub async fn put_with(
        &self,
        container: &str,
        name: &str,
        content: Bytes,
        headers: &[(&str, &str)],
    ) -> Result<String, Error> {
        let uri = self.uri(container, name);
        let usual = [
            ("x-ms-blob-type", "BlockBlob"),
            ("content-type", "application/octet-stream"),
        ];
        let headers: Vec<(&str, &str)> = usual.iter().chain(headers).copied().collect();
        loop {
            match self
                .send(Method::PUT, &uri, &[], &headers, content.clone())
                .await
            {
                Err(error) if error.is(404) => self.create_container(container).await?,
                other => return other.map(|answer| answer.header("etag").unwrap_or_default()),
            }
        }
    }

    /// Deletes a blob; one that is not there is deleted already.
    ///
    /// # Errors
    /// The storage cannot.
    pub async fn delete(&self, container: &str, name: &str) -> Result<(), Error> {
        let uri = self.uri(container, name);
        match self
            .send(Method::DELETE, &uri, &[], &[], Bytes::new())
            .await
        {
            Err(error) if !error.is(404) => Err(error),
            _ => Ok(()),
        }
    }

    /// Makes a container unless it is there.
    ///
    /// # Errors
    /// The storage cannot.
    pub async fn create_container(&self, container: &str) -> Result<(), Error> {
        let uri = format!("{}/{container}", self.account.blob_endpoint);
        let query = [("restype", "container".to_owned())];
        match self
            .send(Method::PUT, &uri, &query, &[], Bytes::new())
            .await
        {
            Err(error) if !error.is(409) => Err(error),
            _ => Ok(()),
        }
    }
}
