//! The services' errors as the ports know them. What they quote of a request or an answer is dropped.

use crate::Error;
use azure_core::error::ErrorKind;
use azure_core::http::headers::{HeaderName, Headers};
use azure_data_cosmos::CosmosError;
use std::time::Duration;

/// What a service answered, without a word of content.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{service} answered {status}{code}")]
    Answered {
        service: &'static str,
        status: u16,
        code: String,
    },
    #[error("{service} cannot be reached")]
    Unreachable { service: &'static str },
    #[error("no token could be had for {service}; is the identity set and allowed?")]
    NoToken { service: &'static str },
    #[error("an answer of {service} could not be read")]
    Unreadable { service: &'static str },
    #[error("the threads that talk to Azure were stopped")]
    Stopped,
}

fn backend(failure: Failure) -> Error {
    Error::Backend(Box::new(failure))
}

pub(super) fn stopped() -> Error {
    backend(Failure::Stopped)
}

pub(super) fn unreadable(service: &'static str) -> Error {
    backend(Failure::Unreadable { service })
}

/// What a call was about, for the errors that name it. Ids are hashes or names of ours, never paths.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub(super) kind: &'static str,
    pub(super) id: String,
}

impl About {
    pub(super) fn new(kind: &'static str, id: impl std::fmt::Display) -> Self {
        Self {
            kind,
            id: id.to_string(),
        }
    }

    pub(super) fn not_found(self) -> Error {
        Error::NotFound {
            kind: self.kind,
            id: self.id,
        }
    }

    pub(super) fn conflict(self) -> Error {
        Error::Conflict { id: self.id }
    }
}

/// Statuses that pass by themselves.
fn passes(status: u16) -> bool {
    matches!(status, 408 | 429 | 449 | 500 | 502 | 503 | 504)
}

/// The error code of a service is one word, such as `BlobNotFound`; anything else may be content.
fn word(code: Option<&str>) -> String {
    match code {
        Some(code) if code.len() <= 60 && code.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            format!(" ({code})")
        }
        _ => String::new(),
    }
}

fn wait_said(headers: &Headers) -> Option<Duration> {
    let number = |name: &'static str| -> Option<u64> {
        let text = headers.get_optional_str(&HeaderName::from_static(name))?;
        text.trim().parse().ok()
    };
    number("x-ms-retry-after-ms")
        .or_else(|| number("retry-after-ms"))
        .map(Duration::from_millis)
        .or_else(|| number("retry-after").map(Duration::from_secs))
}

/// An error of the storage account.
pub(super) fn storage(error: &azure_core::Error, about: About) -> Error {
    let service = "the storage account";
    match error.kind() {
        ErrorKind::HttpResponse {
            status,
            error_code,
            raw_response,
        } => {
            let status = u16::from(*status);
            match status {
                404 => about.not_found(),
                409 | 412 => about.conflict(),
                status if passes(status) => Error::Busy {
                    retry_after: raw_response
                        .as_ref()
                        .and_then(|response| wait_said(response.headers())),
                },
                status => backend(Failure::Answered {
                    service,
                    status,
                    code: word(error_code.as_deref()),
                }),
            }
        }
        ErrorKind::Connection | ErrorKind::Io => backend(Failure::Unreachable { service }),
        ErrorKind::Credential => backend(Failure::NoToken { service }),
        _ => unreadable(service),
    }
}

/// An error of Cosmos DB.
pub(super) fn cosmos(error: &CosmosError, about: About) -> Error {
    let service = "Cosmos DB";
    let status = error.status();
    if status.is_not_found() {
        return about.not_found();
    }
    if status.is_conflict() || status.is_precondition_failed() {
        return about.conflict();
    }
    let number = u16::from(status.status_code());
    if passes(number) || number == 410 {
        let wait = error
            .response()
            .and_then(|response| response.headers().retry_after_ms)
            .map(Duration::from_millis);
        return Error::Busy { retry_after: wait };
    }
    match number {
        401 => backend(Failure::NoToken { service }),
        status => backend(Failure::Answered {
            service,
            status,
            code: String::new(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_may_be_content_is_not_shown() {
        assert_eq!(word(Some("BlobNotFound")), " (BlobNotFound)");
        assert_eq!(word(Some("no blob sources/a b.txt")), "");
        assert_eq!(word(None), "");
    }
}
