//! Several linkers at once, while others write: they end where one alone would.

use crate::emulators;
use crate::linker::round;
use crate::made::{chunk, raw_file};
use futures_executor::block_on;
use model::{DocumentId, NetworkId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::azure::Azure;
use store::{Error, Store};

/// Links to the end, as the pipeline does: whoever meets another linker begins anew, and waits a little before.
fn link(azure: &Azure, written: &AtomicBool, who: u64) -> u64 {
    let mut conflicts = 0;
    let mut unfinished = Vec::new();
    loop {
        let all = written.load(Ordering::Acquire);
        match round(azure, &mut unfinished) {
            Ok(nothing) => {
                if nothing && all {
                    return conflicts;
                }
            }
            Err(Error::Conflict { .. }) => {
                conflicts += 1;
                // Two that meet again and again come apart by waiting differently long.
                std::thread::sleep(Duration::from_millis(3 + conflicts * 7 * who % 40));
            }
            Err(error) => panic!("{error:?}"),
        }
    }
}

/// Components by the numbers that texts share.
fn components(records: &[(String, Vec<u32>)]) -> BTreeSet<Vec<DocumentId>> {
    let mut of: BTreeMap<u32, BTreeSet<DocumentId>> = BTreeMap::new();
    for (text, numbers) in records {
        let mut joined = BTreeSet::from([DocumentId::derive(text, None, None)]);
        let mut all: BTreeSet<u32> = numbers.iter().copied().collect();
        for number in numbers {
            joined.extend(of.get(number).into_iter().flatten().copied());
        }
        all.extend(
            of.iter()
                .filter(|(_, documents)| !documents.is_disjoint(&joined))
                .map(|(number, _)| *number),
        );
        for number in all {
            of.insert(number, joined.clone());
        }
    }
    of.into_values()
        .map(|documents| documents.into_iter().collect())
        .collect()
}

#[test]
fn several_linkers_at_once_end_where_one_alone_would() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let azure = emulators.fresh();
    let mut all: Vec<(String, Vec<u32>)> = Vec::new();
    let mut chunks = Vec::new();
    for file in 0..6_u8 {
        let records: Vec<(String, Vec<u32>)> = (0..8_u32)
            .map(|record| {
                let n = u32::from(file) * 8 + record;
                // Chains within tens and, later, between them: networks grow, are renamed and merge.
                let numbers = vec![n % 10, (n * 7) % 23 + 10 * (n % 2)];
                (format!("text {}", n % 40), numbers)
            })
            .collect();
        let fresh = records
            .iter()
            .filter(|(text, _)| !all.iter().any(|(known, _)| known == text));
        let fresh: Vec<(String, Vec<u32>)> = fresh.cloned().collect();
        let said: Vec<(String, Vec<u32>)> = records
            .iter()
            .map(|(text, numbers)| {
                let known = all.iter().find(|(known, _)| known == text);
                (
                    text.clone(),
                    known.map_or(numbers, |(_, numbers)| numbers).clone(),
                )
            })
            .collect();
        all.extend(fresh);
        let file = raw_file(file);
        chunks.push((chunk(&file, &said), file));
    }
    let written = AtomicBool::new(false);
    let conflicts: u64 = std::thread::scope(|scope| {
        let linkers: Vec<_> = (1..4)
            .map(|who| {
                let (azure, written) = (&azure, &written);
                scope.spawn(move || link(azure, written, who))
            })
            .collect();
        let writers: Vec<_> = (0..2)
            .map(|writer| {
                let (azure, chunks) = (&azure, &chunks);
                scope.spawn(move || {
                    for (chunk, file) in chunks.iter().skip(writer).step_by(2) {
                        block_on(azure.put_raw_file(file)).unwrap();
                        block_on(azure.put_chunk(chunk)).unwrap();
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.join().unwrap();
        }
        written.store(true, Ordering::Release);
        linkers
            .into_iter()
            .map(|linker| linker.join().unwrap())
            .sum()
    });
    let networks = block_on(azure.networks(None, 1_000)).unwrap();
    let found: BTreeSet<Vec<DocumentId>> = networks
        .iter()
        .map(|network| network.members.clone())
        .collect();
    assert_eq!(found, components(&all), "after {conflicts} conflicts");
    for network in &networks {
        for member in &network.members {
            let found = block_on(azure.network(NetworkId::of(*member)))
                .unwrap()
                .unwrap();
            assert_eq!(found.id, network.id);
        }
    }
    assert!(block_on(azure.changes(10)).unwrap().changes.is_empty());
    let charges = azure.charges();
    assert!(charges.total().milli_units > 0);
}
