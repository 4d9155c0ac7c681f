//! A budget of bytes in flight.
//!
//! The host posts bodies in chunks without a length, 16 or more at once, so how much memory an invocation will take is
//! known only when it is read. Handing out bytes as they arrive could end with all of them half read and none able to go
//! on. So bytes are granted as the banker's algorithm (Dijkstra, EWD 108) does: only while some order remains in which
//! everybody could still get as much as a body may have. The sum never exceeds the budget, and somebody can always
//! finish.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// Bytes are granted in steps, so that a body of 600 MB asks some thousand times and not half a million times.
const STEP: usize = 256 * 1024;

/// Bodies up to this size are not counted: the host has at most some dozens of invocations in flight.
const FREE: usize = 64 * 1024;

/// How many bytes may be in flight, shared by all functions.
#[derive(Clone)]
pub(crate) struct Budget {
    shared: Arc<Shared>,
}

struct Shared {
    limit: usize,
    accounts: Mutex<Accounts>,
    changed: Notify,
}

#[derive(Default)]
struct Accounts {
    next: u64,
    open: BTreeMap<u64, Account>,
}

#[derive(Clone, Copy)]
struct Account {
    held: usize,
    /// The most that it may still come to hold; equal to `held` once the body is read.
    claim: usize,
}

/// What one invocation holds; given back when dropped.
pub(crate) struct Share {
    shared: Arc<Shared>,
    account: Option<u64>,
    held: usize,
    claim: usize,
}

impl Budget {
    pub(crate) fn new(limit: usize) -> Budget {
        Budget {
            shared: Arc::new(Shared {
                limit,
                accounts: Mutex::default(),
                changed: Notify::new(),
            }),
        }
    }

    /// Opens an account for a body of at most `claim` bytes, which must not exceed the budget.
    pub(crate) fn open(&self, claim: usize) -> Share {
        Share {
            shared: self.shared.clone(),
            account: None,
            held: 0,
            claim: claim.min(self.shared.limit),
        }
    }

    /// The bytes in flight that are counted.
    #[cfg(test)]
    fn held(&self) -> usize {
        self.shared
            .lock()
            .open
            .values()
            .map(|account| account.held)
            .sum()
    }
}

impl Share {
    /// Waits until `bytes` in all are granted. Cheap when they already are.
    pub(crate) async fn grow_to(&mut self, bytes: usize) {
        if bytes <= self.held.max(FREE) {
            return;
        }
        let wanted = bytes.next_multiple_of(STEP).min(self.claim).max(bytes);
        let shared = self.shared.clone();
        loop {
            let mut changed = std::pin::pin!(shared.changed.notified());
            // Registered before the books are looked at, so that no change in between is missed.
            changed.as_mut().enable();
            if self.try_grow(wanted) {
                return;
            }
            changed.await;
        }
    }

    /// The body is read: nothing more will be asked for, and what was granted beyond `bytes` is given back.
    pub(crate) fn settle(&mut self, bytes: usize) {
        let Some(number) = self.account else { return };
        self.held = bytes;
        if let Some(account) = self.shared.lock().open.get_mut(&number) {
            *account = Account {
                held: bytes,
                claim: bytes,
            };
        }
        self.shared.changed.notify_waiters();
    }

    fn try_grow(&mut self, wanted: usize) -> bool {
        let mut accounts = self.shared.lock();
        let number = *self.account.get_or_insert_with(|| {
            let number = accounts.next;
            accounts.next += 1;
            let account = Account {
                held: 0,
                claim: self.claim,
            };
            accounts.open.insert(number, account);
            number
        });
        let before = accounts.open.get(&number).copied();
        let after = Account {
            held: wanted,
            claim: self.claim.max(wanted),
        };
        accounts.open.insert(number, after);
        if accounts.is_safe(self.shared.limit) {
            self.held = wanted;
            return true;
        }
        if let Some(before) = before {
            accounts.open.insert(number, before);
        }
        false
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        if let Some(number) = self.account {
            self.shared.lock().open.remove(&number);
            self.shared.changed.notify_waiters();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Accounts> {
        // Each change leaves the books whole, so a panic elsewhere does not spoil them.
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Accounts {
    /// Whether an order exists in which every account can come to hold its claim, the ones before it having given
    /// everything back. Least need first is such an order whenever there is one.
    fn is_safe(&self, limit: usize) -> bool {
        let held: usize = self.open.values().map(|account| account.held).sum();
        let Some(mut free) = limit.checked_sub(held) else {
            return false;
        };
        let mut by_need: Vec<(usize, usize)> = self
            .open
            .values()
            .map(|account| (account.claim - account.held, account.held))
            .collect();
        by_need.sort_unstable();
        by_need.into_iter().all(|(need, held)| {
            let can_finish = need <= free;
            free += held;
            can_finish
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;
    use proptest::prelude::*;

    const MB: usize = 1024 * 1024;

    /// Whether the bytes are granted at once.
    fn grows(share: &mut Share, bytes: usize) -> bool {
        share.grow_to(bytes).now_or_never().is_some()
    }

    #[test]
    fn the_sum_never_exceeds_the_budget() {
        let budget = Budget::new(10 * MB);
        let mut first = budget.open(6 * MB);
        let mut second = budget.open(6 * MB);
        assert!(grows(&mut first, 6 * MB));
        assert!(grows(&mut second, 4 * MB));
        assert!(!grows(&mut second, 6 * MB));
        assert_eq!(budget.held(), 10 * MB);
        drop(first);
        assert!(grows(&mut second, 6 * MB));
    }

    #[test]
    fn two_half_read_bodies_cannot_block_each_other() {
        let budget = Budget::new(10 * MB);
        let mut first = budget.open(8 * MB);
        let mut second = budget.open(8 * MB);
        assert!(grows(&mut first, 5 * MB));
        // With 3 MB more for the second, 2 MB would be left: neither could come to 8.
        assert!(!grows(&mut second, 3 * MB));
        assert!(grows(&mut first, 8 * MB));
        first.settle(8 * MB);
        assert!(grows(&mut second, 2 * MB));
    }

    #[test]
    fn a_body_that_turns_out_small_gives_the_rest_back() {
        let budget = Budget::new(4 * MB);
        let mut first = budget.open(4 * MB);
        let mut second = budget.open(4 * MB);
        assert!(grows(&mut first, MB));
        assert!(!grows(&mut second, MB));
        first.settle(MB);
        // Still not: the second may come to 4 MB, and the first holds 1 until its function is done. It will be done,
        // though, so what is there may be used.
        assert!(grows(&mut second, 3 * MB));
        assert!(!grows(&mut second, 4 * MB));
        drop(first);
        assert!(grows(&mut second, 4 * MB));
    }

    #[test]
    fn small_bodies_are_not_counted() {
        let budget = Budget::new(MB);
        let mut large = budget.open(MB);
        assert!(grows(&mut large, MB));
        let mut small = budget.open(MB);
        assert!(grows(&mut small, FREE));
        assert!(!grows(&mut small, FREE + 1));
    }

    proptest! {
        /// Bodies of any sizes, read in turns of any order: the sum stays within the budget, and in every round
        /// somebody gets on, until all are done.
        #[test]
        fn within_the_budget_somebody_always_gets_on(
            limit in 1..8usize,
            bodies in proptest::collection::vec((1..8usize, any::<bool>()), 1..12),
            turns in proptest::collection::vec(any::<prop::sample::Index>(), 0..40),
        ) {
            let budget = Budget::new(limit * MB);
            let mut readers: Vec<(Share, usize, usize)> = bodies
                .iter()
                .map(|&(size, declared)| {
                    let size = size.min(limit) * MB;
                    (budget.open(if declared { size } else { limit * MB }), 0, size)
                })
                .collect();
            let mut turns = turns.into_iter();
            while !readers.is_empty() {
                let first = turns.next().map_or(0, |turn| turn.index(readers.len()));
                readers.rotate_left(first);
                let mut progress = false;
                readers.retain_mut(|(share, read, size)| {
                    if grows(share, *read + MB) {
                        *read += MB;
                        progress = true;
                    }
                    *read < *size
                });
                prop_assert!(budget.held() <= limit * MB);
                prop_assert!(progress);
            }
            prop_assert_eq!(budget.held(), 0);
        }
    }

    #[tokio::test]
    async fn everybody_finishes_whatever_the_order() {
        let budget = Budget::new(10 * MB);
        let tasks: Vec<_> = (0..40)
            .map(|i| {
                let budget = budget.clone();
                tokio::spawn(async move {
                    let mut share = budget.open(8 * MB);
                    for step in 1..=(i % 8 + 1) {
                        share.grow_to(step * MB).await;
                        assert!(budget.held() <= 10 * MB);
                        tokio::task::yield_now().await;
                    }
                    share.settle((i % 8 + 1) * MB);
                    tokio::task::yield_now().await;
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(budget.held(), 0);
    }
}
