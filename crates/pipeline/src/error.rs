/// Why a step could not be done. What is wrong with content is never an error but a reject.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A file that arrives could not be read: try again.
    #[error("reading {path} failed")]
    Read {
        /// Its path.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// An export could not be written.
    #[error("writing the export failed")]
    Write(#[source] std::io::Error),
}

/// What a step answers.
pub type Result<T> = std::result::Result<T, Error>;
