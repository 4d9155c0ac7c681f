use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Bytes handed to the compressing thread at once.
const BLOCK: usize = 256 << 10;

/// A gzip file that appears under its name only when it is complete. It is compressed on a thread of its own, since
/// compressing takes longer than everything else that is done to a row.
///
/// Equal content gives equal bytes: no name, no time, "unknown" as operating system, a fixed level.
pub(crate) struct CompressedFile {
    path: PathBuf,
    temporary: PathBuf,
    block: Vec<u8>,
    blocks: Option<SyncSender<Vec<u8>>>,
    thread: Option<JoinHandle<io::Result<Written>>>,
}

/// What a finished file is.
#[derive(Clone, Copy)]
pub(crate) struct Written {
    pub(crate) bytes: u64,
    pub(crate) sha256: [u8; 32],
}

/// Counts and hashes what goes through.
struct Hashed {
    file: File,
    hash: Sha256,
    bytes: u64,
}

impl Write for Hashed {
    fn write(&mut self, block: &[u8]) -> io::Result<usize> {
        let written = self.file.write(block)?;
        self.hash.update(&block[..written]);
        self.bytes += written as u64;
        Ok(written)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn compressor(file: File) -> GzEncoder<io::BufWriter<Hashed>> {
    let hashed = Hashed {
        file,
        hash: Sha256::new(),
        bytes: 0,
    };
    GzBuilder::new().mtime(0).operating_system(255).write(
        io::BufWriter::with_capacity(64 << 10, hashed),
        Compression::new(LEVEL),
    )
}

/// Fast rather than small: level 2 takes more than twice as long for a tenth fewer bytes.
const LEVEL: u32 = 1;

impl CompressedFile {
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = path.with_file_name(format!(".{name}.part"));
        let file = File::create(&temporary)?;
        let (blocks, received) = sync_channel::<Vec<u8>>(2);
        let thread = std::thread::Builder::new().spawn(move || {
            let mut gzip = compressor(file);
            for block in received {
                gzip.write_all(&block)?;
            }
            let hashed = gzip.finish()?.into_inner()?;
            hashed.file.sync_all()?;
            Ok(Written {
                bytes: hashed.bytes,
                sha256: hashed.hash.finalize().into(),
            })
        })?;
        Ok(Self {
            path: path.to_owned(),
            temporary,
            block: Vec::with_capacity(BLOCK + BLOCK / 4),
            blocks: Some(blocks),
            thread: Some(thread),
        })
    }

    /// Where the next bytes go; call [`CompressedFile::flush_full`] after a row.
    pub(crate) fn block(&mut self) -> &mut Vec<u8> {
        &mut self.block
    }

    pub(crate) fn flush_full(&mut self) -> io::Result<()> {
        if self.block.len() < BLOCK {
            return Ok(());
        }
        let block = std::mem::replace(&mut self.block, Vec::with_capacity(BLOCK + BLOCK / 4));
        self.send(block)
    }

    fn send(&mut self, block: Vec<u8>) -> io::Result<()> {
        let gone = || io::Error::other("the file is already closed");
        if self.blocks.as_ref().ok_or_else(gone)?.send(block).is_err() {
            // The thread ended early: say why.
            self.join()?;
            return Err(gone());
        }
        Ok(())
    }

    fn join(&mut self) -> io::Result<Option<Written>> {
        self.blocks = None;
        match self.thread.take().map(JoinHandle::join) {
            None => Ok(None),
            Some(Ok(result)) => result.map(Some),
            Some(Err(_)) => Err(io::Error::other("the compressing thread panicked")),
        }
    }

    /// Writes what is left; the file keeps its temporary name.
    pub(crate) fn close(&mut self) -> io::Result<Written> {
        let block = std::mem::take(&mut self.block);
        self.send(block)?;
        self.join()?
            .ok_or_else(|| io::Error::other("the file is already closed"))
    }

    /// Gives a closed file its name.
    pub(crate) fn publish(self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.path)
    }
}

impl Drop for CompressedFile {
    fn drop(&mut self) {
        if self.thread.is_some() {
            // Given up: nothing of a half-written file should stay. A failure to remove it changes nothing.
            let _ = self.join();
            let _ = fs::remove_file(&self.temporary);
        }
    }
}
