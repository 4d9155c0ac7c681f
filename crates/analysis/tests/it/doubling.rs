//! Twice the text takes twice the time.
#![expect(
    clippy::disallowed_methods,
    reason = "where the system does not tell processor time, the clock has to do"
)]

use adversarial_generator::{Script, adverts};
use analysis::extract::{Context, Extractor};
use std::time::Instant;

/// What twice the text may take, in times.
const MOST: f64 = 2.2;
/// A machine is busy with other things now and then; what is linear shows it in one of so many attempts.
const ATTEMPTS: usize = 8;

/// Seconds that a text takes: of the processor's time where the system tells it, as other programs don't count there. It is
/// told in steps of some milliseconds, so that short texts are read several times.
fn seconds(extractor: &mut Extractor, text: &str) -> f64 {
    const ENOUGH: f64 = 0.04;
    let start = Instant::now();
    let now = || {
        let told = || {
            let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
            statistics.split(' ').next()?.parse::<f64>().ok()
        };
        told().map_or_else(|| start.elapsed().as_secs_f64(), |told| told / 1e9)
    };
    let before = now();
    let mut runs = 0.0;
    loop {
        std::hint::black_box(extractor.extract(text, &Context::default()));
        runs += 1.0;
        let taken = now() - before;
        if taken >= ENOUGH {
            return taken / runs;
        }
    }
}

/// Doubles a text from `least` bytes on until it has `most`. What is asked of the doublings is asked of all of them together:
/// a single one may lie where a text outgrows one of the processor's caches, what grows faster than its text shows in every one.
fn check(name: &str, part: &str, least: usize, most: usize) {
    let text = part.repeat(most / part.len() + 1);
    let cut = |bytes: usize| &text[..text.floor_char_boundary(bytes)];
    let mut extractor = Extractor::new();
    // The first run makes room.
    seconds(&mut extractor, cut(most));
    let doublings = (most / least).ilog2();
    let (mut short, mut long) = (f64::INFINITY, f64::INFINITY);
    let is_linear = (0..ATTEMPTS).any(|_| {
        short = short.min(seconds(&mut extractor, cut(least)));
        long = long.min(seconds(&mut extractor, cut(least << doublings)));
        long <= MOST.powi(doublings.cast_signed()) * short
    });
    assert!(
        is_linear,
        "{name}: {least} bytes take {short} s, {} take {long} s",
        least << doublings
    );
}

#[test]
fn twice_as_many_adverts_take_twice_the_time_up_to_10_mb() {
    let part = adverts(Script::Latin, false, 9, 400).concat();
    check("adverts", &part, 1_250_000, 10_000_000);
    for script in [Script::Cyrillic, Script::Cjk, Script::Thai] {
        let part = adverts(script, true, 9, 200).concat();
        check("adverts of another script", &part, 500_000, 2_000_000);
    }
}

#[test]
fn twice_a_hostile_text_takes_twice_the_time() {
    for part in [
        "4155550132",
        "4 1 5 ",
        "415-555-",
        "415-555-0132 ",
        "+44 7400 000011 ",
        "four one five ",
        "twenty hundred and thousand ",
        "fouronefive",
        "o n e t ",
        "O1l5S",
        "fiiive ooone ",
        "area code 415 ",
        "reversed 415 555 013 ",
        "4|1 ",
        "857 babe 555 babe ",
        "listing no. 52-56683. ",
        "<b><i>x</i><a href=\"",
        "lorem ipsum dolor ",
        "e\u{301}\u{302}\u{303}",
        "a@",
        "a.",
        "a dot a at ",
        "http://",
        "+1",
        "1A2b3C4d5E6f7G8h9J",
        "(((",
        "$1 ",
        "80 roses 120/hr ",
        "ig snap tg: ana_x24 ",
        "一二三四五",
        "หนึ่งสองสาม",
        "Ana Maria ",
        "01/02/2026 ",
        "24 yo 5'4 120 lbs ",
        "phone: 4155550132\nage: 24\n",
    ] {
        check(part, part, 50_000, 400_000);
    }
}
