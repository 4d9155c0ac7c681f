use crate::Result;
use async_trait::async_trait;

/// A small fact about how the system runs: a lease, a cursor, a count of tries. Never content, never canonical state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its id within its kind.
    pub id: String,
    /// JSON; at most a few KiB.
    pub value: String,
    /// Changes whenever it is written.
    pub version: String,
}

/// Small items under compare-and-swap.
#[async_trait]
pub trait Notes: Send + Sync {
    /// One note.
    async fn note(&self, kind: &str, id: &str) -> Result<Option<Note>>;

    /// Writes a note over the version that was read; `None` makes a new one. Returns its version.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when it is there (again) with another version, or not there any more.
    async fn put_note(
        &self,
        kind: &str,
        id: &str,
        value: &str,
        over: Option<&str>,
    ) -> Result<String>;

    /// Removes a note; absent is fine.
    async fn delete_note(&self, kind: &str, id: &str) -> Result<()>;

    /// A page of the notes of a kind, sorted by id, from after an id.
    async fn notes(&self, kind: &str, after: Option<&str>, limit: usize) -> Result<Vec<Note>>;
}
