//! Cells say what the links say, cost the same however large they are, and go with what is erased.

use crate::emulators;
use crate::linker::{leads_on, link};
use crate::made::{chunk, raw_file};
use futures_executor::block_on;
use model::DocumentId;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use store::azure::Azure;
use store::{Erasure, MemberRow, Round, Store, reached};

fn id(text: &str) -> DocumentId {
    DocumentId::derive(text, None, None)
}

/// Writes these texts as a raw file of their own and links them.
fn land(azure: &Azure, file: u8, texts: &[(String, Vec<u32>)]) {
    let file = raw_file(file);
    block_on(azure.put_raw_file(&file)).unwrap();
    block_on(azure.put_chunk(&chunk(&file, texts))).unwrap();
    link(azure).unwrap();
}

/// What stands in rows, whoever read them; how common something is may lag.
fn said(mut rows: Vec<MemberRow>) -> String {
    rows.sort_by_key(|row| row.standing.id);
    let mut said = String::new();
    for row in rows {
        writeln!(said, "{} in {:?}", row.stub.id, row.standing.network).unwrap();
        for carried in row.carries {
            let (value, site) = (carried.identifier.value, carried.evidence.site);
            writeln!(said, "  carries {value} {site:?} {:?}", carried.hub).unwrap();
        }
        for capture in row.captures {
            writeln!(said, "  seen {} {}", capture.id, capture.source).unwrap();
        }
    }
    said
}

fn both_ways_say_the_same(azure: &Azure) -> usize {
    let documents = block_on(azure.documents(None, 1_000)).unwrap();
    for row in &documents {
        let id = row.document.stub.id;
        let by_cells = block_on(azure.component(id, &Round::new(false), leads_on)).unwrap();
        let by_links = block_on(reached(azure, id, leads_on)).unwrap();
        assert_eq!(said(by_cells), said(by_links));
    }
    documents.len()
}

#[test]
fn a_cell_says_what_the_links_say() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let settings = emulators.settings();
    let database = settings.database.clone();
    let azure = Azure::with_own_runtime(settings).unwrap();
    block_on(azure.prepare(&[])).unwrap();
    // Six groups that grow, are renamed, merge at the ninth file, and are posted again.
    for file in 0..12_u32 {
        let texts: Vec<(String, Vec<u32>)> = (0..3)
            .map(|n| {
                let text = (file * 3 + n) % 29;
                let group = if text > 24 { text % 2 } else { text % 6 };
                (format!("text {text}"), vec![group, 100 + text])
            })
            .collect();
        land(&azure, file as u8, &texts);
        if file % 4 == 3 {
            both_ways_say_the_same(&azure);
        }
    }
    let networks = block_on(azure.networks(None, 1_000)).unwrap();
    let with_cell = networks
        .iter()
        .filter(|network| emulators.has_item(&database, &network.members[0].to_string(), "rows"))
        .count();
    assert!(with_cell >= 4, "{with_cell} of {}", networks.len());
    block_on(azure.erase(&Erasure::Document(id("text 7")))).unwrap();
    link(&azure).unwrap();
    land(&azure, 50, &[("text 40".to_owned(), vec![1])]);
    land(&azure, 51, &[("text 41".to_owned(), vec![1, 3])]);
    assert_eq!(both_ways_say_the_same(&azure), 30);
    let charges = azure.charges();
    assert!(charges.total().count > 0);
}

#[test]
fn a_cell_goes_with_what_is_erased() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let settings = emulators.settings();
    let database = settings.database.clone();
    let azure = Azure::with_own_runtime(settings).unwrap();
    block_on(azure.prepare(&[])).unwrap();
    let texts: Vec<(String, Vec<u32>)> = (0..6).map(|n| (format!("text {n}"), vec![1])).collect();
    land(&azure, 1, &texts);
    let ids: BTreeSet<DocumentId> = texts.iter().map(|(text, _)| id(text)).collect();
    let cells = || {
        ids.iter()
            .filter(|id| emulators.has_item(&database, &id.to_string(), "rows"))
            .count()
    };
    assert_eq!(cells(), 1);
    let largest = ids.iter().max().unwrap();
    block_on(azure.erase(&Erasure::Document(*largest))).unwrap();
    assert_eq!(cells(), 0, "it held what is erased");
    link(&azure).unwrap();
    assert_eq!(cells(), 1);
    let smallest = ids.iter().min().unwrap();
    block_on(azure.erase(&Erasure::Document(*smallest))).unwrap();
    assert_eq!(cells(), 0, "it lay in the partition of what is erased");
}

#[test]
fn joining_a_large_network_costs_what_joining_a_small_one_does() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let cost = |members: u32| {
        let azure = emulators.fresh();
        let texts: Vec<(String, Vec<u32>)> = (0..members)
            .map(|n| (format!("text {n}"), vec![1, 100 + n]))
            .collect();
        land(&azure, 1, &texts);
        let before = azure.charges().total().milli_units;
        // What joins has not the smallest id of all, or the network gets another name.
        let smallest = texts.iter().map(|(text, _)| id(text)).min().unwrap();
        let joins = (0..)
            .map(|n| format!("joins {n}"))
            .find(|text| id(text) > smallest)
            .unwrap();
        land(&azure, 2, &[(joins, vec![1])]);
        azure.charges().total().milli_units - before
    };
    let (small, large) = (cost(6), cost(96));
    assert!(
        large < small * 2,
        "thousandths of a request unit: {small} in a network of 6, {large} in one of 96"
    );
}
