//! The embedded adapter: one SQLite database, with raw files and packs in folders beside it.
//!
//! Rows refer to each other by integer keys that mean nothing outside of this database; nothing that leaves it is sorted by
//! them. One transaction a chunk.

mod codes;
mod erase;
mod files;
mod link;
mod notes;
mod read;
mod write;

use crate::ports::*;
use crate::{Error, Frame, PackName, Result};
use async_trait::async_trait;
use model::*;
use rusqlite::Connection;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard};

/// Version of the schema, kept in `user_version`.
const SCHEMA: i64 = 2;

/// A store in a folder: `northstar.db`, `raw/`, `packs/`, `key`, `lock`.
pub struct Embedded {
    root: PathBuf,
    connection: Mutex<Connection>,
    /// The mark under which changes are noted now. It grows whenever notes are read, so that what is noted later is not
    /// cleared with them; the store has one writer, hence it need not be kept.
    mark: AtomicI64,
    key: [u8; 32],
    /// Held as long as this store may write.
    _lock: Option<File>,
}

impl Embedded {
    /// Opens the store in `root` for writing; makes it (mode 0700, hidden from git) when it is not there.
    ///
    /// # Errors
    /// [`Error::Busy`] when another program writes to it.
    pub fn create(root: &Path) -> Result<Self> {
        private_folder(root)?;
        let ignore = root.join(".gitignore");
        if !ignore.exists() {
            write_whole(&ignore, b"*\n")?;
        }
        let lock_path = root.join("lock");
        let lock = private_file()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(io("opening the store's lock file"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(Error::Busy { retry_after: None }),
            Err(fs::TryLockError::Error(error)) => return Err(io("locking the store")(error)),
        }
        for folder in ["raw", "packs"] {
            private_folder(&root.join(folder))?;
        }
        Self::connect(root, Some(lock))
    }

    /// Opens the store in `root` for reading only.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn open(root: &Path) -> Result<Self> {
        if !root.join("northstar.db").is_file() {
            return Err(Error::NotFound {
                kind: "store",
                id: root.display().to_string(),
            });
        }
        Self::connect(root, None)
    }

    fn connect(root: &Path, lock: Option<File>) -> Result<Self> {
        let database = root.join("northstar.db");
        if !database.exists() {
            private_file()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&database)
                .map_err(io("making the database"))?;
        }
        let mut connection = Connection::open(&database)?;
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        connection.pragma_update(None, "cache_size", -32_768)?;
        connection.set_prepared_statement_cache_capacity(128);
        if lock.is_some() {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "NORMAL")?;
        }
        let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        match found {
            0 if lock.is_some() => {
                let transaction = connection.transaction()?;
                transaction.execute_batch(include_str!("schema.sql"))?;
                transaction.pragma_update(None, "user_version", SCHEMA)?;
                transaction.commit()?;
            }
            1 if lock.is_some() => {
                let transaction = connection.transaction()?;
                transaction.execute_batch(include_str!("older.sql"))?;
                transaction.pragma_update(None, "user_version", SCHEMA)?;
                transaction.commit()?;
            }
            1 => {
                return Err(Error::TooOld);
            }
            SCHEMA => {}
            0 => {
                return Err(Error::Damaged {
                    what: "the database".to_owned(),
                });
            }
            newer => {
                return Err(Error::TooNew {
                    found: newer,
                    known: SCHEMA,
                });
            }
        }
        let key = deployment_key(&root.join("key"), lock.is_some())?;
        let last: i64 = connection.query_row(
            "SELECT max((SELECT coalesce(max(mark), 0) FROM dirty), (SELECT coalesce(max(changed), 0) FROM identifiers WHERE changed > 0))",
            [],
            |row| row.get(0),
        )?;
        Ok(Self {
            root: root.to_owned(),
            connection: Mutex::new(connection),
            mark: AtomicI64::new(last + 1),
            key,
            _lock: lock,
        })
    }

    /// The mark for what is noted now; asked for with the database locked.
    fn mark(&self) -> i64 {
        self.mark.load(Ordering::Relaxed)
    }

    /// The mark of everything noted so far; what is noted later has a larger one. Asked for with the database locked.
    fn next_mark(&self) -> i64 {
        self.mark.fetch_add(1, Ordering::Relaxed)
    }

    fn db(&self) -> MutexGuard<'_, Connection> {
        // A panic elsewhere left no half-done work behind: its transaction was rolled back.
        self.connection
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Reads the key; makes one from the system's randomness at the first run.
fn deployment_key(path: &Path, make: bool) -> Result<[u8; 32]> {
    if make && !path.exists() {
        let mut key = [0; 32];
        getrandom::fill(&mut key)
            .map_err(std::io::Error::other)
            .map_err(io("making the key"))?;
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        write_whole(path, hex.as_bytes())?;
    }
    let text = fs::read_to_string(path).map_err(io("reading the store's key"))?;
    let text = text.trim();
    let mut key = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return Err(Error::Damaged {
            what: "the store's key".to_owned(),
        });
    }
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| Error::Damaged {
            what: "the store's key".to_owned(),
        })?;
    }
    Ok(key)
}

fn io(what: &'static str) -> impl Fn(std::io::Error) -> Error {
    move |source| Error::Io {
        what: format!("{what} failed"),
        source,
    }
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn private_folder(path: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|source| Error::Io {
        what: format!("making the folder {} failed", path.display()),
        source,
    })
}

/// Writes a file as a whole: under another name first, so that a half-written one is never met.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = path.with_added_extension("part");
    let mut file = private_file()
        .create(true)
        .truncate(true)
        .write(true)
        .open(&part)
        .map_err(io("making a file in the store"))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_data())
        .map_err(io("writing a file in the store"))?;
    fs::rename(&part, path).map_err(io("naming a file in the store"))
}
