//! A file that never fits into a message.

use crate::world::{Ways, World};
use futures_executor::block_on;
use std::fmt::Write;
use store::Store;

/// 3,000 records of 100 KB.
#[test]
fn three_hundred_megabytes_are_streamed() {
    // As Event Grid's filter on the size does it: a pointer to the other door.
    let Some(mut world) = World::new(Ways {
        host: |settings| settings.events = true,
        ..Ways::default()
    }) else {
        return;
    };
    world.start();
    let filler = "Quiet flat near the station, fresh flowers, tea and time. ".repeat(1_725);
    let mut file = String::with_capacity(310 << 20);
    for n in 0..3_000 {
        writeln!(
            file,
            "{{\"title\":\"Visitor {n}\",\"body\":\"Call 212-555-{:04}. {filler}\"}}",
            n % 10_000
        )
        .unwrap();
    }
    assert!(file.len() > 300_000_000);
    world.put("bulk/2026/02/03/large.jsonl", file.as_bytes());
    drop(file);
    world.settle(3_000);
    let peak = world.memory("VmHWM");
    println!("the handler took {peak} kB");
    assert!(peak < 200_000, "the handler took {peak} kB");
    assert_eq!(block_on(world.azure.counts()).unwrap().documents, 3_000);
}
