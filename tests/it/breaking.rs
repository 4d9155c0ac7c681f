//! Faults and crashes of the staged handler: nothing lost, nothing doubled.

use crate::expected::{assert_same, few, run};
use crate::proxy::{self, Fault, Trap};
use crate::world::{Ways, World};
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

fn records(expected: &BTreeMap<String, Vec<u8>>) -> u64 {
    let mut text = String::new();
    let rows = &expected["captures.ndjson.gz"];
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&rows[..]), &mut text).unwrap();
    text.lines().count() as u64
}

fn kill(id: u32) {
    let status = Command::new("kill")
        .args(["-9", &id.to_string()])
        .status()
        .unwrap();
    assert!(status.success() || !std::path::Path::new(&format!("/proc/{id}")).exists());
}

/// A world whose handler reaches its stores through a trap.
fn trapped(n: i64, fault: Fault) -> Option<(World, Arc<Trap>)> {
    let mut world = World::new(Ways {
        // What a killed handler had in its hands comes back when its lock ends.
        host: |settings| settings.lock = Duration::from_secs(4),
        // What no message brings back is the sweep's.
        sweep: "*/15 * * * * *",
    })?;
    let program = world.dist.path().join("handler").canonicalize().unwrap();
    let trap = Trap::new(n, fault, move || {
        if let Some(id) = crate::world::process_of(&program) {
            kill(id);
        }
    });
    let runtime = world.runtime.handle().clone();
    let part = |name: &str| {
        let found = world
            .connection
            .split(';')
            .find_map(|part| part.strip_prefix(name));
        found.unwrap().to_owned()
    };
    let mut connection = world.connection.clone();
    for name in ["BlobEndpoint=", "QueueEndpoint="] {
        let endpoint = part(name);
        // The account stands in the path and is passed on with it.
        let (server, _) = endpoint.rsplit_once('/').unwrap();
        let own = proxy::start(&runtime, server, trap.clone());
        connection = connection.replace(&endpoint, &endpoint.replace(server, &own));
    }
    let cosmos = proxy::start(&runtime, world.cosmos.endpoint(), trap.clone());
    world.through(&connection, &format!("{cosmos}/"));
    world.start();
    Some((world, trap))
}

/// Faults, each in a world of its own, and worlds at the same time.
const FAULTS: i64 = 30;
const WORLDS: usize = 5;

/// Thirty places in the work on a few files, each with another kind of fault.
#[test]
fn a_fault_or_a_crash_at_the_nth_operation_is_made_up_for() {
    let uploads = few();
    let expected = run(&uploads);
    let kinds = [
        Fault::Refused,
        Fault::KilledBefore,
        Fault::DoneButRefused,
        Fault::KilledAfter,
    ];
    let next = AtomicI64::new(0);
    // What takes long is waiting for leases and locks to end, so several worlds wait at the same time.
    let in_turn = || -> Option<i32> {
        let mut sprung = 0;
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= FAULTS {
                return Some(sprung);
            }
            let n = 3 + 7 * at;
            let (world, trap) = trapped(n, kinds[at as usize % kinds.len()])?;
            world.upload(&uploads);
            world.settle(records(&expected));
            assert_same(
                &expected,
                &world.canonical(),
                &format!("a fault at operation {n}"),
            );
            sprung += i32::from(trap.sprung());
        }
    };
    let sprung: Option<i32> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORLDS).map(|_| scope.spawn(in_turn)).collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .sum()
    });
    let Some(sprung) = sprung else { return };
    assert!(sprung >= 25, "only {sprung} of {FAULTS} faults came");
}

/// A generator of numbers that is the same every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

#[test]
fn twenty_kills_while_a_thousand_files_are_worked_on() {
    let Some(mut world) = World::started() else {
        return;
    };
    let mut uploads = vec![("ads/source.toml".to_owned(), b"region = \"US\"\n".to_vec())];
    for n in 0..1_000 {
        // Every tenth text is new, the others are seen again under another address.
        let text = format!(
            r#"{{"title":"Visitor {}","body":"In town until Sunday, call 212-555-{:04}","url":"https://ads.example.com/{n}"}}"#,
            n / 10,
            100 + n / 10
        );
        uploads.push((format!("ads/2026/02/03/{n}.json"), text.into_bytes()));
    }
    let expected = run(&uploads);
    world.upload(&uploads);
    let mut dice = Dice(7);
    let mut kills = 0;
    let patience = Instant::now() + Duration::from_secs(400);
    while kills < 20 {
        std::thread::sleep(Duration::from_millis(200 + dice.below(1_200)));
        if world.ended() {
            // As the platform replaces an instance: the messages of the dead one come back when their lock ends.
            world.stop();
            world.start();
        } else if let Some(id) = world.handler() {
            kill(id);
            kills += 1;
        }
        assert!(Instant::now() < patience);
    }
    // Until the host has started another handler, or has given up and is replaced.
    while world.handler().is_none() {
        if world.ended() {
            world.stop();
            world.start();
        }
        std::thread::sleep(Duration::from_millis(50));
        assert!(Instant::now() < patience);
    }
    std::thread::sleep(Duration::from_secs(1));
    world.sweep();
    // What the host gave up on is parked; whoever looks after the system asks for another try.
    std::thread::sleep(Duration::from_secs(3));
    world.replay();
    world.settle(records(&expected));
    assert_same(&expected, &world.canonical(), "twenty kills");
}
