use std::time::Duration;

/// Why a port failed, sorted by what the caller can do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It is not there.
    #[error("no {kind} with id `{id}`")]
    NotFound {
        /// What was looked for.
        kind: &'static str,
        /// Its id.
        id: String,
    },
    /// Someone wrote in between: read again and retry.
    #[error("`{id}` changed since it was read")]
    Conflict {
        /// What changed.
        id: String,
    },
    /// Asked for patience: try again.
    #[error("the store is busy; try again when the other program that uses it has ended")]
    Busy {
        /// How long to wait, when it was said.
        retry_after: Option<Duration>,
    },
    /// The store was written by a newer version of the program.
    #[error(
        "the store has version {found}, this program knows up to {known}; use a newer northstar"
    )]
    TooNew {
        /// Version of the store.
        found: i64,
        /// Newest version known.
        known: i64,
    },
    /// The store was written by an older version of the program and is only read.
    #[error(
        "the store was written by an older northstar; `northstar run` on any folder brings it up to date"
    )]
    TooOld,
    /// What is kept cannot be read back.
    #[error("{what} is damaged; run `northstar verify`")]
    Damaged {
        /// What.
        what: String,
    },
    /// The file system failed.
    #[error("{what}")]
    Io {
        /// What was tried.
        what: String,
        /// Why it failed.
        #[source]
        source: std::io::Error,
    },
    /// The database failed.
    #[error("the store failed")]
    Backend(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Busy { retry_after: None }
            }
            _ => Self::Backend(Box::new(error)),
        }
    }
}

impl From<serde_json::Error> for Error {
    /// The library's message quotes the value, so only the place is kept.
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged {
            what: format!("a stored item (column {})", error.column()),
        }
    }
}
