//! What was asked of the services, counted where it is asked and priced from the table.

use super::{Place, prices};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A kind of operation that has a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// An item read by its id; one that is not there too.
    PointRead,
    /// An item that is new.
    Create,
    /// An item written over another.
    Replace,
    /// An item deleted.
    Delete,
    /// A query within one partition.
    Query,
    /// A query over all partitions.
    CrossQuery,
    /// A write that was refused: it was there already, or someone else wrote in between.
    Refused,
    /// A blob or block written, or a list of blobs.
    BlobWrite,
    /// A blob, a part of one or its properties read.
    BlobRead,
    /// Anything with a queue.
    Queue,
}

impl Operation {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PointRead => "point_read",
            Self::Create => "create",
            Self::Replace => "replace",
            Self::Delete => "delete",
            Self::Query => "query",
            Self::CrossQuery => "cross_query",
            Self::Refused => "refused",
            Self::BlobWrite => "blob_write",
            Self::BlobRead => "blob_read",
            Self::Queue => "queue",
        }
    }

    /// (thousandths of a request unit, billionths of a dollar) for `items` items of `bytes` bytes together.
    fn price(self, items: u64, bytes: u64) -> (u64, u64) {
        let units = match self {
            Self::PointRead => prices::read(bytes),
            Self::Create => prices::create(bytes),
            Self::Replace => prices::replace(bytes),
            Self::Delete => prices::delete(bytes),
            Self::Query | Self::CrossQuery => prices::query(items, bytes),
            Self::Refused => prices::REFUSED,
            Self::BlobWrite => return (0, prices::NANODOLLARS_A_BLOB_WRITE),
            Self::BlobRead => return (0, prices::NANODOLLARS_A_BLOB_READ),
            Self::Queue => return (0, prices::NANODOLLARS_A_QUEUE_OPERATION),
        };
        (units, units * prices::NANODOLLARS_A_UNIT / 1000)
    }
}

/// What operations of one kind came to in one stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Charge {
    /// How many.
    pub count: u64,
    /// Items that queries returned; else one each.
    pub items: u64,
    /// Bytes of items or blobs that went either way.
    pub bytes: u64,
    /// Thousandths of a request unit.
    pub milli_units: u64,
    /// Billionths of a dollar.
    pub nanodollars: u64,
}

impl Charge {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.items += other.items;
        self.bytes += other.bytes;
        self.milli_units += other.milli_units;
        self.nanodollars += other.nanodollars;
    }
}

/// The stage that asked, the container of the database that was asked (blobs and queues have none), the operation.
type At = (&'static str, Option<Place>, Operation);

/// All charges since the adapter was made, by stage, place and operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Charges(BTreeMap<At, Charge>);

impl Charges {
    /// By stage, then by container of the database (none for blobs and queues), then by operation.
    pub fn rows(
        &self,
    ) -> impl Iterator<Item = (&'static str, Option<Place>, Operation, Charge)> + '_ {
        self.0
            .iter()
            .map(|((stage, place, operation), charge)| (*stage, *place, *operation, *charge))
    }

    /// What one stage came to.
    pub fn of_stage(&self, stage: &str) -> Charge {
        let mut sum = Charge::default();
        for (of, _, _, charge) in self.rows() {
            if of == stage {
                sum.add(charge);
            }
        }
        sum
    }

    /// What everything came to.
    pub fn total(&self) -> Charge {
        let mut sum = Charge::default();
        for (_, _, _, charge) in self.rows() {
            sum.add(charge);
        }
        sum
    }

    /// What was added since an earlier look.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let mut left = self.0.clone();
        for (at, before) in &earlier.0 {
            if let Some(now) = left.get_mut(at) {
                *now = Charge {
                    count: now.count.saturating_sub(before.count),
                    items: now.items.saturating_sub(before.items),
                    bytes: now.bytes.saturating_sub(before.bytes),
                    milli_units: now.milli_units.saturating_sub(before.milli_units),
                    nanodollars: now.nanodollars.saturating_sub(before.nanodollars),
                };
            }
        }
        left.retain(|_, charge| charge.count > 0);
        Self(left)
    }
}

/// Counts under one stage's name.
#[derive(Clone)]
pub(super) struct Counter {
    stage: &'static str,
    all: Arc<Mutex<Charges>>,
}

impl Counter {
    pub(super) fn new() -> Self {
        Self {
            stage: "other",
            all: Arc::default(),
        }
    }

    /// The same counter under another stage's name.
    pub(super) fn at(&self, stage: &'static str) -> Self {
        Self {
            stage,
            all: self.all.clone(),
        }
    }

    /// Counts an operation on a blob of so many bytes, or on a queue.
    pub(super) fn one(&self, operation: Operation, bytes: u64) {
        self.add(None, operation, 1, bytes);
    }

    /// Counts an operation on one item of so many bytes.
    pub(super) fn item(&self, place: Place, operation: Operation, bytes: u64) {
        self.add(Some(place), operation, 1, bytes);
    }

    /// Counts a query that brought `items` items.
    pub(super) fn found(&self, place: Place, operation: Operation, items: u64, bytes: u64) {
        self.add(Some(place), operation, items, bytes);
    }

    fn add(&self, place: Option<Place>, operation: Operation, items: u64, bytes: u64) {
        let (milli_units, nanodollars) = operation.price(items, bytes);
        self.all
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .0
            .entry((self.stage, place, operation))
            .or_default()
            .add(Charge {
                count: 1,
                items,
                bytes,
                milli_units,
                nanodollars,
            });
    }

    pub(super) fn charges(&self) -> Charges {
        self.all
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_priced_by_stage_and_size() {
        let counter = Counter::new();
        let (write, link) = (counter.at("write"), counter.at("link"));
        write.item(Place::Documents, Operation::Create, 500);
        write.item(Place::Documents, Operation::Create, 500);
        write.one(Operation::BlobWrite, 9_000_000);
        link.item(Place::Identifiers, Operation::PointRead, 100);
        link.found(Place::Identifiers, Operation::Query, 4, 0);
        link.item(Place::Ledger, Operation::Refused, 100);
        let charges = counter.charges();
        let write = charges.of_stage("write");
        assert_eq!((write.count, write.milli_units), (3, 9_900));
        assert_eq!(write.nanodollars, 2 * 1_237 + 6_500);
        let link = charges.of_stage("link");
        assert_eq!(link.milli_units, 2 * (1_000 + 2_700) + 1_600);
        assert_eq!(charges.total().count, 6);
        let rows: Vec<_> = charges
            .rows()
            .map(|(s, p, o, c)| (s, p.map(Place::name), o.name(), c.count))
            .collect();
        assert_eq!(
            rows,
            [
                ("link", Some("ledger"), "refused", 1),
                ("link", Some("identifiers"), "point_read", 1),
                ("link", Some("identifiers"), "query", 1),
                ("write", None, "blob_write", 1),
                ("write", Some("documents"), "create", 2)
            ]
        );
    }

    #[test]
    fn what_was_counted_before_is_not_counted_again() {
        let counter = Counter::new();
        counter.one(Operation::Queue, 0);
        let before = counter.charges();
        counter.one(Operation::Queue, 0);
        counter.one(Operation::BlobRead, 7);
        let since = counter.charges().since(&before);
        assert_eq!(since.total().count, 2);
        assert_eq!(before.since(&before), Charges::default());
    }
}
