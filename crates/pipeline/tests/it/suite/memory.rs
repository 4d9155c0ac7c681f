//! A container and queues in memory.

use crate::failing::Fault;
use async_trait::async_trait;
use md5::{Digest, Md5};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::*;

#[derive(Clone)]
struct Blob {
    landed: Landed,
    bytes: Arc<[u8]>,
}

#[derive(Clone)]
struct Message {
    received: Received,
    visible: u64,
    tries: u64,
    sent: u64,
}

pub(crate) struct Memory<'a> {
    pub(crate) fault: &'a Fault,
    pub(crate) now: AtomicU64,
    next: AtomicU64,
    blobs: Mutex<BTreeMap<String, Blob>>,
    queues: Mutex<BTreeMap<String, Vec<Message>>>,
    pub(crate) lists: AtomicU64,
    /// From which place bytes were opened, in the order of the asking.
    pub(crate) opened: Mutex<Vec<u64>>,
}

impl<'a> Memory<'a> {
    pub(crate) fn new(fault: &'a Fault) -> Self {
        Self {
            fault,
            // 2026-02-03, a morning.
            now: AtomicU64::new(1_770_109_200),
            next: AtomicU64::new(0),
            blobs: Mutex::default(),
            queues: Mutex::default(),
            lists: AtomicU64::new(0),
            opened: Mutex::default(),
        }
    }

    pub(crate) fn now(&self) -> u64 {
        self.now.load(Ordering::SeqCst)
    }

    pub(crate) fn later(&self, seconds: u64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    /// What an uploader does: no operation of ours, so no fault.
    pub(crate) fn upload(&self, path: &str, bytes: &[u8]) {
        let version = format!("\"{}\"", self.next.fetch_add(1, Ordering::SeqCst));
        let landed = Landed {
            path: path.to_owned(),
            version,
            bytes: bytes.len() as u64,
            md5: Some(Md5::digest(bytes).into()),
            modified: self.now(),
        };
        let bytes = bytes.into();
        self.blobs
            .lock()
            .unwrap()
            .insert(path.to_owned(), Blob { landed, bytes });
    }

    pub(crate) fn remove(&self, path: &str) {
        self.blobs.lock().unwrap().remove(path);
    }

    pub(crate) fn bytes(&self, path: &str) -> Option<Arc<[u8]>> {
        self.blobs
            .lock()
            .unwrap()
            .get(path)
            .map(|blob| blob.bytes.clone())
    }

    pub(crate) fn paths(&self) -> Vec<String> {
        self.blobs.lock().unwrap().keys().cloned().collect()
    }

    /// Puts a message as the host, or somebody else, would.
    pub(crate) fn put(&self, queue: &str, text: &str, delay: u64) {
        let id = self.next.fetch_add(1, Ordering::SeqCst).to_string();
        let now = self.now();
        self.queues
            .lock()
            .unwrap()
            .entry(queue.to_owned())
            .or_default()
            .push(Message {
                received: Received {
                    id,
                    receipt: String::new(),
                    text: text.to_owned(),
                },
                visible: now + delay,
                tries: 0,
                sent: now,
            });
    }

    /// A visible message and how often it was taken, hidden for `hide` seconds.
    pub(crate) fn take(&self, queue: &str, hide: u64) -> Option<(Received, u64)> {
        let now = self.now();
        let mut queues = self.queues.lock().unwrap();
        let message = queues
            .get_mut(queue)?
            .iter_mut()
            .find(|message| message.visible <= now)?;
        message.visible = now + hide;
        message.tries += 1;
        message.received.receipt = message.tries.to_string();
        Some((message.received.clone(), message.tries))
    }

    pub(crate) fn drop_message(&self, queue: &str, id: &str) {
        if let Some(queue) = self.queues.lock().unwrap().get_mut(queue) {
            queue.retain(|message| message.received.id != id);
        }
    }

    pub(crate) fn texts(&self, queue: &str) -> Vec<String> {
        let queues = self.queues.lock().unwrap();
        let messages = queues.get(queue).map(Vec::as_slice).unwrap_or_default();
        messages.iter().map(|m| m.received.text.clone()).collect()
    }

    /// When the next hidden message shows.
    pub(crate) fn next_visible(&self) -> Option<u64> {
        let queues = self.queues.lock().unwrap();
        let ours = queues.iter().filter(|(name, _)| !name.ends_with("-poison"));
        ours.flat_map(|(_, messages)| messages)
            .map(|message| message.visible)
            .min()
    }
}

#[async_trait]
impl Landing for Memory<'_> {
    async fn look(&self, path: &str) -> Result<Option<Landed>> {
        let look = async {
            Ok(self
                .blobs
                .lock()
                .unwrap()
                .get(path)
                .map(|blob| blob.landed.clone()))
        };
        self.fault.pass(look).await
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
        let open = async {
            let blobs = self.blobs.lock().unwrap();
            let blob = blobs.get(path).filter(|b| b.landed.version == version);
            match blob {
                Some(blob) => {
                    self.opened.lock().unwrap().push(place);
                    let mut bytes = Cursor::new(blob.bytes.clone());
                    bytes.set_position(place);
                    Ok(Box::new(bytes) as Box<dyn Read + Send>)
                }
                None => Err(Error::NotFound {
                    kind: "raw file",
                    id: String::new(),
                }),
            }
        };
        self.fault.pass(open).await
    }

    async fn list(&self, prefix: &str, from: Option<&str>) -> Result<Page> {
        self.lists.fetch_add(1, Ordering::SeqCst);
        let list = async {
            let blobs = self.blobs.lock().unwrap();
            let mut landed: Vec<Landed> = blobs
                .range(from.unwrap_or(prefix).to_owned()..)
                .take_while(|(path, _)| path.starts_with(prefix))
                .take(5_001)
                .map(|(_, blob)| blob.landed.clone())
                .collect();
            let next = (landed.len() > 5_000)
                .then(|| landed.pop().map(|last| last.path))
                .flatten();
            Ok(Page { landed, next })
        };
        self.fault.pass(list).await
    }

    async fn sources(&self, _from: Option<&str>) -> Result<(Vec<String>, Option<String>)> {
        self.lists.fetch_add(1, Ordering::SeqCst);
        let sources = async {
            let blobs = self.blobs.lock().unwrap();
            let mut sources: Vec<String> = blobs
                .keys()
                .filter_map(|path| Some(path.split_once('/')?.0.to_owned()))
                .collect();
            sources.dedup();
            Ok((sources, None))
        };
        self.fault.pass(sources).await
    }

    async fn land(&self, path: &str, bytes: &[u8], _content_type: &str) -> Result<Landed> {
        let land = async {
            if self.bytes(path).is_some() {
                return Err(Error::Conflict {
                    id: path.to_owned(),
                });
            }
            self.upload(path, bytes);
            Ok(self.blobs.lock().unwrap()[path].landed.clone())
        };
        self.fault.pass(land).await
    }
}

#[async_trait]
impl Queues for Memory<'_> {
    async fn send(&self, queue: &str, text: &str, delay: Duration) -> Result<()> {
        let send = async {
            self.put(queue, text, delay.as_secs());
            Ok(())
        };
        self.fault.pass(send).await
    }

    async fn receive(&self, queue: &str, most: usize, hide: Duration) -> Result<Vec<Received>> {
        let receive = async {
            let mut received = Vec::new();
            while received.len() < most
                && let Some((message, _)) = self.take(queue, hide.as_secs())
            {
                received.push(message);
            }
            Ok(received)
        };
        self.fault.pass(receive).await
    }

    async fn delete(&self, queue: &str, message: &Received) -> Result<()> {
        let delete = async {
            self.drop_message(queue, &message.id);
            Ok(())
        };
        self.fault.pass(delete).await
    }

    async fn backlog(&self, queue: &str) -> Result<Backlog> {
        let backlog = async {
            let queues = self.queues.lock().unwrap();
            let messages = queues.get(queue).map(Vec::as_slice).unwrap_or_default();
            let now = self.now();
            let visible = messages.iter().filter(|m| m.visible <= now);
            Ok(Backlog {
                messages: messages.len() as u64,
                oldest: visible.map(|m| now - m.sent).max(),
            })
        };
        self.fault.pass(backlog).await
    }
}
