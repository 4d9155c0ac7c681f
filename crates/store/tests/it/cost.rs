//! What documents cost in request units, counted by the ports and priced from the table.

use crate::emulators;
use crate::linker::link;
use crate::made::{chunk, raw_file};
use futures_executor::block_on;
use store::Store;
use store::azure::{Azure, Charges};

/// Request units a document that writing and linking these files takes, in thousandths: (writing, linking).
fn cost(azure: &Azure, seed: u8, files: u8, texts: &[(String, Vec<u32>)]) -> (u64, u64) {
    let (write, linking) = (azure.at_stage("write"), azure.at_stage("link"));
    let before: Charges = azure.charges();
    let share = texts.len() / usize::from(files);
    for (at, texts) in texts.chunks(share).enumerate() {
        let file = raw_file(seed + at as u8);
        block_on(write.put_raw_file(&file)).unwrap();
        block_on(write.put_chunk(&chunk(&file, texts))).unwrap();
        link(&linking).unwrap();
    }
    let charges = azure.charges().since(&before);
    let of = |stage| charges.of_stage(stage).milli_units / texts.len() as u64;
    (of("write"), of("link"))
}

fn texts(count: u32, numbers: impl Fn(u32) -> Vec<u32>) -> Vec<(String, Vec<u32>)> {
    (0..count)
        .map(|n| (format!("text {n}"), numbers(n)))
        .collect()
}

#[test]
fn a_new_text_and_a_repost_stay_within_what_they_may_cost() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let azure = emulators.fresh();
    // Three identifiers each, one of them shared by three texts.
    let fifty = texts(50, |n| vec![100 + n / 3, 200 + n, 300 + n]);
    let new = cost(&azure, 0, 1, &fifty);
    let repost = cost(&azure, 50, 1, &fifty);
    let alone = emulators.fresh();
    let few = texts(10, |n| vec![100 + n / 3, 200 + n, 300 + n]);
    let new_alone = cost(&alone, 0, 10, &few);
    let repost_alone = cost(&alone, 50, 10, &few);
    let shown = format!(
        "thousandths of a request unit, (write, link): new {new:?}, repost {repost:?}, one a file: new {new_alone:?}, repost {repost_alone:?}"
    );
    let sum = |(write, link): (u64, u64)| write + link;
    assert!(sum(new) <= 220_000, "{shown}");
    assert!((3 * sum(new) + 7 * sum(repost)) / 10 <= 80_000, "{shown}");
    // What these operations come to today, and a little: whoever makes one more of them a document says so here.
    assert!(sum(new) <= 62_000 && sum(repost) <= 30_000, "{shown}");
    assert!(sum(new_alone) <= 130_000, "{shown}");
    assert!(sum(repost_alone) <= 116_000, "{shown}");
    println!("{shown}");
}
