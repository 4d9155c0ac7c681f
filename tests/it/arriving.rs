//! What lands is read and linked, whatever the host makes of it.

use crate::expected::{assert_same, few, run, samples};
use crate::world::{Ways, World};
use futures_executor::block_on;
use pipeline::Ports;
use store::Store;

#[test]
fn the_samples_end_in_the_state_of_a_run() {
    let Some(world) = World::started() else {
        return;
    };
    let uploads = samples();
    let expected = run(&uploads);
    world.upload(&uploads);
    world.settle(records(&expected));
    assert_same(&expected, &world.canonical(), "samples");
    let mut findings = Vec::new();
    pipeline::verify(Ports::of(&world.azure), &|_| {}, &mut |finding| {
        findings.push(finding);
    })
    .unwrap();
    assert_eq!(findings, []);
}

/// Rows of the table of captures.
fn records(expected: &std::collections::BTreeMap<String, Vec<u8>>) -> u64 {
    let rows = &expected["captures.ndjson.gz"];
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&rows[..]), &mut text).unwrap();
    text.lines().count() as u64
}

#[test]
fn a_blob_twice_overwritten_or_deleted_at_once() {
    let Some(world) = World::started() else {
        return;
    };
    let uploads = few();
    let expected = run(&uploads);
    for (path, _) in &uploads {
        world.put(path, b"old bytes, call 202-555-0143");
    }
    // At once, so that whatever the host is about to read is replaced under its hands; then the same bytes again.
    world.upload(&uploads);
    world.upload(&uploads);
    world.put("tips/gone.txt", b"call 202-555-0144");
    world.delete("tips/gone.txt");
    wait_for(&world, records(&expected));
    let found = world.canonical();
    // The old bytes may have been read as well: what lies there now must be there whatever came before.
    let now = lines(&found["networks.ndjson.gz"]);
    for network in lines(&expected["networks.ndjson.gz"]) {
        assert!(
            now.contains(&network),
            "a network of what lies there now is missing"
        );
    }
}

fn lines(gzipped: &[u8]) -> Vec<String> {
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(gzipped), &mut text).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// Waits until at least so many captures are there and nothing moves.
fn wait_for(world: &World, captures: u64) {
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(120);
    loop {
        assert!(
            std::time::Instant::now() < patience,
            "{:#?}",
            world.errors()
        );
        std::thread::sleep(std::time::Duration::from_millis(500));
        let counts = block_on(world.azure.counts()).unwrap();
        if counts.captures >= captures {
            world.settle(counts.captures);
            return;
        }
    }
}

#[test]
fn events_twice_late_out_of_order_and_wrong() {
    let Some(mut world) = World::new(Ways {
        host: |settings| {
            settings.events = true;
            settings.duplicate_events = 0.5;
            settings.late_events = std::time::Duration::from_secs(2);
            settings.shuffle_events = true;
            settings.wrong_etags = 0.3;
            settings.foreign_events = 0.3;
        },
        ..Ways::default()
    }) else {
        return;
    };
    world.start();
    let uploads = few();
    let expected = run(&uploads);
    // Terms first: what they say decides how texts are read, and these events come in any order.
    world.upload(&uploads);
    world.settle(records(&expected));
    assert_same(&expected, &world.canonical(), "events");
}

#[test]
fn what_polling_loses_the_sweep_brings() {
    let Some(mut world) = World::new(Ways {
        host: |settings| settings.lose_blobs = 0.33,
        ..Ways::default()
    }) else {
        return;
    };
    world.start();
    let mut uploads = few();
    for n in 0..30 {
        let text = format!("Lena, visiting this week, call 212-555-01{n:02}");
        uploads.push((format!("tips/many/{n}.txt"), text.into_bytes()));
    }
    let expected = run(&uploads);
    world.upload(&uploads);
    std::thread::sleep(std::time::Duration::from_secs(3));
    let lost = records(&expected) - block_on(world.azure.counts()).unwrap().captures;
    assert!(lost > 0, "polling lost nothing, so nothing is tested");
    world.sweep();
    world.settle(records(&expected));
    assert_same(&expected, &world.canonical(), "lost blobs");
}

#[test]
fn the_timer_runs_the_sweep() {
    let Some(mut world) = World::new(Ways {
        host: |settings| settings.lose_blobs = 1.0,
        sweep: "*/2 * * * * *",
    }) else {
        return;
    };
    world.start();
    let uploads = few();
    world.upload(&uploads);
    let expected = run(&uploads);
    world.settle(records(&expected));
    assert_same(&expected, &world.canonical(), "by the timer alone");
}

#[test]
fn a_poisoned_message_is_parked_with_its_reason() {
    let Some(world) = World::started() else {
        return;
    };
    // An event that nobody can read is refused for good; a message that the host gave up on is found by the sweep.
    world.send("bulk", "no one knows");
    world.send("bulk-poison", r#"{"path":"tips/lost.txt"}"#);
    world.settle(0);
    world.sweep();
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(60);
    loop {
        let health = world.call("GET", "/api/health", &[], b"");
        assert_eq!(health.status, 200);
        if health.json()["parked"] == 1 {
            break;
        }
        assert!(
            std::time::Instant::now() < patience,
            "{:#?}",
            world.errors()
        );
        std::thread::sleep(std::time::Duration::from_millis(300));
    }
    let notes = block_on(store::Notes::notes(&world.azure, "trouble", None, 10)).unwrap();
    assert_eq!(notes.len(), 1);
    assert!(notes[0].value.contains("tips/lost.txt") && notes[0].value.contains("bulk-poison"));
}
