//! Signed requests.

use super::Account;
use crate::clock;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::sync::Arc;
use std::time::Duration;
use time::OffsetDateTime;

/// The newest version of the protocol that the pinned Azurite knows.
const VERSION: &str = "2025-11-05";

/// An emulator answers at once or never.
const PATIENCE: Duration = Duration::from_secs(120);

/// Azurite closes a connection after five idle seconds; one that is about to close must not be used.
const IDLE: Duration = Duration::from_secs(3);

/// Why a request had no success. It says nothing of what was asked for.
#[derive(Debug)]
pub enum Error {
    /// The storage answered with this status and error code.
    Refused(u16, String),
    /// There was no answer.
    Unreachable(String),
    /// The answer was not what the protocol says.
    Nonsense,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Refused(status, code) => write!(f, "the storage answered {status} {code}"),
            Error::Unreachable(reason) => write!(f, "the storage cannot be reached: {reason}"),
            Error::Nonsense => f.write_str("the storage's answer cannot be read"),
        }
    }
}

impl std::error::Error for Error {}

impl Error {
    /// Whether the answer had this status.
    #[must_use]
    pub fn is(&self, status: u16) -> bool {
        matches!(self, Error::Refused(found, _) if *found == status)
    }
}

/// A storage account's blobs and queues.
#[derive(Debug, Clone)]
pub struct Storage {
    pub(super) account: Arc<Account>,
    client: Client<HttpConnector, Body>,
}

/// An answer with a status of 2xx.
pub(super) struct Answer {
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<String> {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    }

    pub(super) fn text(&self) -> Result<&str, Error> {
        str::from_utf8(&self.body).map_err(|_| Error::Nonsense)
    }
}

impl Storage {
    /// The storage of an account.
    #[must_use]
    pub fn new(account: Account) -> Storage {
        Storage {
            account: Arc::new(account),
            client: Client::builder(TokioExecutor::new())
                .pool_idle_timeout(IDLE)
                .build_http(),
        }
    }

    /// The account's name.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account.name
    }

    /// Where its blobs are.
    pub(crate) fn endpoint(&self) -> &str {
        &self.account.blob_endpoint
    }

    pub(super) async fn send(
        &self,
        method: Method,
        uri: &str,
        query: &[(&str, String)],
        extra: &[(&str, &str)],
        body: Bytes,
    ) -> Result<Answer, Error> {
        let mut headers: Vec<(String, String)> = extra
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        headers.push((
            "x-ms-date".to_owned(),
            clock::http_date(OffsetDateTime::now_utc()),
        ));
        headers.push(("x-ms-version".to_owned(), VERSION.to_owned()));
        let path = uri.split_once("://").map_or(uri, |(_, rest)| rest);
        let path = path.find('/').map_or("/", |at| &path[at..]);
        let signature = self
            .account
            .sign(method.as_str(), path, query, &headers, body.len());
        headers.push(("authorization".to_owned(), signature));

        let mut url = uri.to_owned();
        for (n, (name, value)) in query.iter().enumerate() {
            url.push(if n == 0 { '?' } else { '&' });
            url.push_str(&format!(
                "{name}={}",
                crate::wire::blob::encode_path(value).replace('/', "%2F")
            ));
        }
        if method == Method::PUT || method == Method::POST {
            // Stated even if there is nothing: the storage wants it.
            headers.push(("content-length".to_owned(), body.len().to_string()));
        }
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request
            .body(Body::from(body))
            .map_err(|_| Error::Nonsense)?;
        let exchange = async {
            let answer = self.client.request(request).await;
            let answer = answer.map_err(|error| Error::Unreachable(error.to_string()))?;
            let (parts, body) = answer.into_parts();
            let body = axum::body::to_bytes(Body::new(body), usize::MAX).await;
            Ok((
                parts,
                body.map_err(|error| Error::Unreachable(error.to_string()))?,
            ))
        };
        let (parts, body) = tokio::time::timeout(PATIENCE, exchange)
            .await
            .map_err(|_| Error::Unreachable("it does not answer".to_owned()))??;
        if parts.status.is_success() {
            return Ok(Answer {
                headers: parts.headers,
                body,
            });
        }
        let code = parts
            .headers
            .get("x-ms-error-code")
            .and_then(|code| code.to_str().ok());
        let code = code.unwrap_or_else(|| reason(parts.status)).to_owned();
        Err(Error::Refused(parts.status.as_u16(), code))
    }
}

fn reason(status: StatusCode) -> &'static str {
    status.canonical_reason().unwrap_or_default()
}
