//! What no trigger brought is found: deliveries without ledger entry, raw files that were not read to their end, chunks that
//! were not linked, messages that the host gave up on, erasures that were cut off.
//!
//! It is cheap whatever the total: new files are looked for under the folders of the days since the last run, everything
//! else by an audit that lists one page a run. Both are bounded in calls; what does not fit is the next run's.

use super::door::hand_on;
use super::{Suite, linker, trouble};
use crate::{Result, finish_file_work};
use futures_executor::block_on;
use model::{ByteRange, DeliveryId, RawFileId, Reject, RejectId, RejectReason};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;
use store::{Landed, RawFile};

/// List calls a run.
const LISTS: u32 = 20;
/// Of these, at least so many are the audit's.
const AUDIT_LISTS: u32 = 1;
/// Deliveries that a run looks up in the ledger.
const LOOKUPS: u32 = 120;
/// A watermark is taken this much earlier, for what landed while the last run listed.
const MARGIN: u64 = 600;
/// Older days are the audit's.
const DAYS: u64 = 7;
/// Raw files not read to their end that a run looks at.
const UNFINISHED: usize = 20;
const DAY: u64 = 86_400;

/// What a run found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Raw files that landed and are not in the ledger; each goes through the door.
    pub missed: u64,
    /// Raw files whose reading stands still; each goes on.
    pub unfinished: u64,
    /// Raw files whose bytes were replaced before they were read to the end.
    pub replaced: u64,
    /// Messages that the host gave up on.
    pub parked: u64,
    /// Whether linking was asked for.
    pub nudged: bool,
    /// List calls.
    pub lists: u32,
    /// Deliveries that were looked up.
    pub lookups: u32,
    /// Whether something was left to the next run.
    pub more: bool,
}

/// What a run remembers for the next.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Memory {
    /// By source: everything that landed before was looked up.
    watermarks: BTreeMap<String, u64>,
    /// The source to begin with.
    next: String,
    /// Raw files not read to their end, with the chunks that they had.
    unfinished: BTreeMap<RawFileId, u64>,
    audit: Audit,
    /// When the last run ended.
    pub ended: u64,
}

/// How far the audit is.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Audit {
    /// Page of the listing.
    page: Option<String>,
    /// Last path of the page that was looked up.
    path: String,
    /// When this pass began.
    began: u64,
    /// When the pass before began: what landed earlier was looked up then.
    since: u64,
}

const KIND: &str = "sweep";
const ID: &str = "memory";

/// When the last run ended, in seconds since 1970.
pub(super) fn last_run(suite: Suite<'_>) -> Result<Option<u64>> {
    let note = block_on(suite.notes.note(KIND, ID))?;
    Ok(note
        .and_then(|note| serde_json::from_str::<Memory>(&note.value).ok())
        .map(|memory| memory.ended))
}

/// One run.
///
/// # Errors
/// The first fault; what was found by then is sent.
pub fn sweep(suite: Suite<'_>) -> Result<Swept> {
    let note = block_on(suite.notes.note(KIND, ID))?;
    let mut run = Run {
        suite,
        began: (suite.now)(),
        // A memory that cannot be read is no reason to stop: everything is looked for anew.
        memory: note
            .as_ref()
            .and_then(|note| serde_json::from_str(&note.value).ok())
            .unwrap_or_default(),
        swept: Swept::default(),
    };
    run.swept.parked = trouble::read_poison(suite)?;
    finish_file_work(suite.ports)?;
    run.unfinished()?;
    run.new_files()?;
    run.audit()?;
    if linker::waits(suite)? && !linker::someone_links(suite)? {
        linker::nudge(suite, Duration::ZERO)?;
        run.swept.nudged = true;
    }
    run.memory.ended = (suite.now)();
    let value = serde_json::to_string(&run.memory).map_err(store::Error::from)?;
    let over = note.as_ref().map(|note| note.version.as_str());
    match block_on(suite.notes.put_note(KIND, ID, &value, over)) {
        Ok(_) => {}
        // Another run was faster; what it remembers is as good.
        Err(store::Error::Conflict { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(run.swept)
}

struct Run<'a> {
    suite: Suite<'a>,
    began: u64,
    memory: Memory,
    swept: Swept,
}

impl Run<'_> {
    /// Raw files that stood still since the last run.
    fn unfinished(&mut self) -> Result<()> {
        let store = self.suite.ports.store;
        let before = std::mem::take(&mut self.memory.unfinished);
        for file in block_on(store.unfinished(UNFINISHED))? {
            self.memory.unfinished.insert(file.id, file.chunks);
            // One that moves, or was not there yet, is in somebody's hands.
            if before.get(&file.id) != Some(&file.chunks) {
                continue;
            }
            match self.where_it_lies(&file)? {
                Some(path) if trouble::is_parked(self.suite, &path)? => {}
                Some(path) => {
                    hand_on(self.suite, &path, None)?;
                    self.swept.unfinished += 1;
                }
                None => {
                    self.replaced(&file)?;
                    self.swept.replaced += 1;
                }
            }
        }
        Ok(())
    }

    /// A path at which the bytes of a raw file lie now.
    fn where_it_lies(&self, file: &RawFile) -> Result<Option<String>> {
        for delivery in block_on(self.suite.ports.store.deliveries_of(file.id))? {
            let landed = block_on(self.suite.landing.look(&delivery.path))?;
            if landed.is_some_and(|landed| delivery_of(&landed) == delivery.id) {
                return Ok(Some(delivery.path));
            }
        }
        Ok(None)
    }

    /// Closes a raw file whose bytes are gone.
    fn replaced(&self, file: &RawFile) -> Result<()> {
        let store = self.suite.ports.store;
        let mut rejects = block_on(store.rejects_of(file.id))?;
        rejects.retain(|reject| reject.reason != RejectReason::Replaced);
        rejects.push(Reject {
            id: RejectId::derive(file.id, RejectReason::Replaced.name()),
            raw_file: file.id,
            reason: RejectReason::Replaced,
            count: 1,
            first: ByteRange {
                start: 0,
                end: file.bytes,
            },
        });
        Ok(block_on(store.finish_raw_file(
            file.id,
            file.records,
            &rejects,
        ))?)
    }

    /// What landed since the last run, under the folders of the days since.
    fn new_files(&mut self) -> Result<()> {
        let mut sources = Vec::new();
        let mut page = None;
        loop {
            let (names, next) = block_on(self.suite.landing.sources(page.as_deref()))?;
            self.swept.lists += 1;
            sources.extend(names);
            page = next;
            if page.is_none() || self.lists_left() == 0 {
                break;
            }
        }
        sources.sort();
        let first = sources.partition_point(|source| *source < self.memory.next);
        sources.rotate_left(first);
        for source in sources {
            if !self.source(&source)? {
                self.memory.next = source;
                self.swept.more = true;
                return Ok(());
            }
            self.memory.watermarks.insert(source, self.began);
        }
        self.memory.next = String::new();
        Ok(())
    }

    fn lists_left(&self) -> u32 {
        (LISTS - AUDIT_LISTS).saturating_sub(self.swept.lists)
    }

    /// `false` when the budget did not reach to the end.
    fn source(&mut self, source: &str) -> Result<bool> {
        let watermark = self.memory.watermarks.get(source).copied();
        let oldest = self.began.saturating_sub(DAYS * DAY);
        // A source that was never seen: what is older than a day or two is the audit's.
        let from = watermark
            .unwrap_or(self.began.saturating_sub(DAY))
            .saturating_sub(MARGIN)
            .max(oldest);
        for day in from / DAY..=self.began / DAY {
            let prefix = format!("{source}/{}/", self::day(day * DAY));
            let mut page = None;
            loop {
                if self.lists_left() == 0 || (self.suite.stop)() {
                    return Ok(false);
                }
                let listed = block_on(self.suite.landing.list(&prefix, page.as_deref()))?;
                self.swept.lists += 1;
                for landed in listed.landed.iter().filter(|l| l.modified >= from) {
                    if self.swept.lookups >= LOOKUPS {
                        return Ok(false);
                    }
                    self.look_up(landed)?;
                }
                page = listed.next;
                if page.is_none() {
                    break;
                }
            }
        }
        Ok(true)
    }

    /// One page of everything, whatever its path; what landed before the last pass began was looked up then.
    fn audit(&mut self) -> Result<()> {
        if self.memory.audit.began == 0 {
            self.memory.audit.began = self.began;
        }
        if (self.suite.stop)() {
            return Ok(());
        }
        let page = self.memory.audit.page.clone();
        let listed = match block_on(self.suite.landing.list("", page.as_deref())) {
            Ok(listed) => listed,
            // A page that the service does not know any more: the pass begins anew.
            Err(store::Error::Backend(_)) if page.is_some() => {
                self.memory.audit.page = None;
                self.memory.audit.path = String::new();
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        self.swept.lists += 1;
        let since = self.memory.audit.since.saturating_sub(MARGIN);
        for landed in &listed.landed {
            if landed.modified < since || landed.path <= self.memory.audit.path {
                continue;
            }
            // Half of what is left, so that the audit never starves what is new.
            if self.swept.lookups >= LOOKUPS {
                return Ok(());
            }
            self.look_up(landed)?;
            self.memory.audit.path.clone_from(&landed.path);
        }
        let audit = &mut self.memory.audit;
        audit.path = String::new();
        audit.page = listed.next;
        if audit.page.is_none() {
            audit.since = audit.began;
            audit.began = self.began;
        }
        Ok(())
    }

    /// Hands on what is not in the ledger.
    fn look_up(&mut self, landed: &Landed) -> Result<()> {
        let Some((_, below)) = landed.path.split_once('/') else {
            return Ok(());
        };
        self.swept.lookups += 1;
        let delivered = block_on(self.suite.ports.store.delivery(delivery_of(landed)))?.is_some();
        // Terms of a source are in no ledger; reading them again changes nothing.
        if delivered || below != "source.toml" && trouble::is_parked(self.suite, &landed.path)? {
            return Ok(());
        }
        hand_on(self.suite, &landed.path, None)?;
        self.swept.missed += 1;
        Ok(())
    }
}

fn delivery_of(landed: &Landed) -> DeliveryId {
    DeliveryId::derive(&landed.path, landed.version.as_bytes())
}

/// The folder of a day, from seconds since 1970: `2026/02/03`.
pub fn day(seconds: u64) -> String {
    let (y, m, d) = date(seconds / DAY);
    format!("{y:04}/{m:02}/{d:02}")
}

/// Year, month and day of a number of days since 1970-01-01 (Howard Hinnant's `civil_from_days`).
fn date(day: u64) -> (u64, u64, u64) {
    let shifted = day + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let d = of_year - (153 * shifted_month + 2) / 5 + 1;
    let m = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year + era * 400 + u64::from(m <= 2), m, d)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_have_dates() {
        for (day, expected) in [
            (0, (1970, 1, 1)),
            (59, (1970, 3, 1)),
            (19_782, (2024, 2, 29)),
            (20_782, (2026, 11, 25)),
        ] {
            assert_eq!(date(day), expected, "day {day}");
        }
    }
}
