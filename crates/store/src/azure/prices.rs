//! The checked-in price table, so that cost is a figure of ours: the emulator's charges are not real, and a bill comes late.
//!
//! Request units of a write and of a point read are as published (Microsoft Learn, "Request units as a throughput and
//! performance currency", for items of which nothing but the id is indexed). What is marked *judged* is not published as a
//! figure; it is set on the dear side. Dollars are those of East US.

/// Thousandths of a request unit for creating an item of so many KiB.
const CREATE: [(u64, u64); 6] = [
    (1, 4_950),
    (2, 6_290),
    (4, 6_670),
    (8, 7_040),
    (16, 9_520),
    (32, 11_230),
];

/// A point read of 1 KiB, and of 100 KiB.
const READ: [(u64, u64); 2] = [(1, 1_000), (100, 10_000)];

/// Reads ask a quorum of replicas, which costs twice what asking one does (published).
const QUORUM: u64 = 2;

/// Judged: a replaced item leaves the index and enters it again.
const REPLACE_PERCENT: u64 = 200;
/// Judged: an item that is deleted costs what it cost to create.
const DELETE_PERCENT: u64 = 100;
/// Judged: a write that is refused (it is there already, or someone else wrote) reads what is there.
pub(super) const REFUSED: u64 = 1_600;
/// Judged: starting a query in one partition.
pub(super) const QUERY: u64 = 2_500;
/// Judged: finding one item in an index.
const QUERY_ITEM: u64 = 50;

/// Billionths of a dollar: a million request units for $0.25.
pub(super) const NANODOLLARS_A_UNIT: u64 = 250;
/// 10,000 for $0.065.
pub(super) const NANODOLLARS_A_BLOB_WRITE: u64 = 6_500;
/// 10,000 for $0.005.
pub(super) const NANODOLLARS_A_BLOB_READ: u64 = 500;
/// 10,000 for $0.004.
pub(super) const NANODOLLARS_A_QUEUE_OPERATION: u64 = 400;

/// Bytes that Cosmos DB adds to an item (`_rid`, `_self`, `_etag`, `_attachments`, `_ts`).
const ADDED: u64 = 190;

/// Between two rows of a table in proportion, beyond the last one in proportion to the size.
fn look_up(table: &[(u64, u64)], bytes: u64) -> u64 {
    let bytes = bytes + ADDED;
    let (mut below, mut price) = table[0];
    if bytes <= below * 1024 {
        return price;
    }
    for (size, dearer) in &table[1..] {
        if bytes <= size * 1024 {
            let (from, to) = (below * 1024, size * 1024);
            return price + (dearer - price) * (bytes - from) / (to - from);
        }
        (below, price) = (*size, *dearer);
    }
    price * bytes / (below * 1024)
}

/// Thousandths of a request unit for creating an item of so many bytes.
pub(super) fn create(bytes: u64) -> u64 {
    look_up(&CREATE, bytes)
}

/// … for replacing one.
pub(super) fn replace(bytes: u64) -> u64 {
    create(bytes) * REPLACE_PERCENT / 100
}

/// … for deleting one.
pub(super) fn delete(bytes: u64) -> u64 {
    create(bytes) * DELETE_PERCENT / 100
}

/// … for a point read that returns so many bytes.
pub(super) fn read(bytes: u64) -> u64 {
    QUORUM * look_up(&READ, bytes)
}

/// … for a query in one partition that returns so many items of so many bytes together.
pub(super) fn query(items: u64, bytes: u64) -> u64 {
    QUORUM * (QUERY + items * QUERY_ITEM + bytes * 1_000 / (11 * 1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_of_the_published_table_are_met() {
        let kib = |n: u64| n * 1024 - ADDED;
        for (size, price) in CREATE {
            assert_eq!(create(kib(size)), price, "{size} KiB");
        }
        assert_eq!(create(0), 4_950, "nothing is cheaper than 1 KiB");
        assert_eq!(
            create(kib(6)),
            (6_670 + 7_040) / 2,
            "in proportion between rows"
        );
        assert_eq!(create(kib(64)), 2 * 11_230, "and beyond them");
        assert_eq!((read(100), read(kib(100))), (2_000, 20_000));
        assert_eq!((replace(100), delete(100)), (9_900, 4_950));
        assert_eq!(query(3, 11 * 1024), 2 * (2_500 + 150 + 1_000));
    }
}
