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

/// Seconds that a text takes: of the processor's time where the system tells it, as other programs don't count there.
fn seconds(extractor: &mut Extractor, text: &str) -> f64 {
    let processor = || {
        let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        statistics.split(' ').next()?.parse::<f64>().ok()
    };
    let (clock, before) = (Instant::now(), processor());
    std::hint::black_box(extractor.extract(text, &Context::default()));
    match before.zip(processor()) {
        Some((before, after)) => (after - before) / 1e9,
        None => clock.elapsed().as_secs_f64(),
    }
}

/// Doubles a text from `least` bytes on until it has `most`.
fn check(name: &str, part: &str, least: usize, most: usize) {
    let text = part.repeat(most / part.len() + 1);
    let cut = |bytes: usize| &text[..text.floor_char_boundary(bytes)];
    let mut extractor = Extractor::new();
    // The first run makes room.
    seconds(&mut extractor, cut(most));
    let mut bytes = least;
    while bytes < most {
        let (mut single, mut double) = (f64::INFINITY, f64::INFINITY);
        let is_linear = (0..ATTEMPTS).any(|_| {
            single = single.min(seconds(&mut extractor, cut(bytes)));
            double = double.min(seconds(&mut extractor, cut(2 * bytes)));
            double <= MOST * single
        });
        assert!(
            is_linear,
            "{name}: {bytes} bytes take {single} s, twice as many {double} s"
        );
        bytes *= 2;
    }
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
