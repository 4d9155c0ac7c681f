//! A host over the ports in memory: events in, functions called, tries counted, poison.

use super::memory::Memory;
use crate::canonical::{File, corpus};
use crate::failing::{Failing, Fault};
use pipeline::Ports;
use pipeline::suite::{
    Suite, link_documents, process_bulk, process_raw, queue, score_networks, sweep,
};
use std::collections::VecDeque;
use store::Embedded;

pub(crate) struct World<'a> {
    pub(crate) memory: Memory<'a>,
    pub(crate) failing: Failing<'a>,
    /// Blobs that the host has heard of: path, and the bytes when it read them.
    events: VecDeque<(String, Vec<u8>)>,
}

/// The corpus as it is uploaded: the terms of the sources first.
pub(crate) fn uploads() -> Vec<File> {
    let mut uploads: Vec<File> = ["ads-west", "ads-east", "tips"]
        .map(|source| (source, "source.toml", "region = \"US\"\n".to_owned()))
        .into();
    uploads.extend(corpus());
    uploads
}

impl<'a> World<'a> {
    pub(crate) fn new(store: &'a Embedded, fault: &'a Fault) -> Self {
        Self {
            memory: Memory::new(fault),
            failing: Failing::new(store, fault),
            events: VecDeque::new(),
        }
    }

    /// Runs a step with the clock and the ports of this world.
    pub(crate) fn with<T>(&self, step: impl FnOnce(Suite<'_>) -> T) -> T {
        let now = || self.memory.now();
        step(Suite {
            ports: Ports {
                store: &self.failing,
                files: &self.failing,
            },
            landing: &self.memory,
            queues: &self.memory,
            notes: &self.failing,
            now: &now,
            stop: &|| false,
        })
    }

    /// Uploads, and the host hears of it.
    pub(crate) fn upload(&mut self, path: &str, content: &str) {
        self.upload_unheard(path, content);
        self.hear(path);
    }

    /// Uploads, and no trigger brings it.
    pub(crate) fn upload_unheard(&self, path: &str, content: &str) {
        self.memory.upload(path, content.as_bytes());
    }

    /// The host hears of what lies at a path now.
    pub(crate) fn hear(&mut self, path: &str) {
        if let Some(bytes) = self.memory.bytes(path) {
            self.events.push_back((path.to_owned(), bytes.to_vec()));
        }
    }

    pub(crate) fn upload_all(&mut self) {
        for (source, path, content) in uploads() {
            self.upload(&format!("{source}/{path}"), &content);
        }
    }

    /// Works until nothing is left to do, with a sweep whenever all is quiet.
    pub(crate) fn settle(&mut self) {
        let mut quiet = 0;
        for _ in 0..10_000 {
            if self.blob() || self.message() {
                quiet = 0;
                continue;
            }
            if let Some(next) = self.memory.next_visible() {
                self.memory
                    .later(next.saturating_sub(self.memory.now()).max(1));
                continue;
            }
            // Two in a row, since the first only remembers what stands still.
            if quiet == 3 {
                return;
            }
            quiet += 1;
            self.memory.later(300);
            // A run that fails is the next run's.
            let _ = self.with(sweep);
        }
        panic!("it never comes to rest");
    }

    /// Five tries at once, then the host's poison queue.
    fn blob(&mut self) -> bool {
        let Some((path, bytes)) = self.events.pop_front() else {
            return false;
        };
        let done = (0..5).any(|_| {
            self.with(|suite| process_raw(suite, &path, bytes.clone()))
                .is_ok()
        });
        if !done {
            let poison = format!(
                r#"{{"Type":"BlobTrigger","ContainerName":"raw","BlobName":"{path}","ETag":"x"}}"#
            );
            self.memory.put("webjobs-blobtrigger-poison", &poison, 0);
        }
        true
    }

    /// Five tries with 30 seconds in between, then poison with the bare text.
    fn message(&mut self) -> bool {
        for name in [queue::BULK, queue::EXTRACTED, queue::LINKED] {
            let Some((message, tries)) = self.memory.take(name, 30) else {
                continue;
            };
            let text = &message.text;
            let done = match name {
                queue::BULK => self.with(|suite| process_bulk(suite, text)).map(drop),
                queue::EXTRACTED => self.with(link_documents).map(drop),
                _ => self.with(|suite| score_networks(suite, text)).map(drop),
            };
            if done.is_ok() {
                self.memory.drop_message(name, &message.id);
            } else if tries == 5 {
                self.memory.drop_message(name, &message.id);
                self.memory.put(&format!("{name}-poison"), text, 0);
            }
            return true;
        }
        false
    }
}
