//! Chance: seeded where a test may want the same again.

use fastrand::Rng;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Decides about faults.
#[derive(Debug)]
pub(crate) struct Dice(Mutex<Rng>);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(Mutex::new(Rng::with_seed(seed)))
    }

    fn with<T>(&self, roll: impl FnOnce(&mut Rng) -> T) -> T {
        roll(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether something that happens in this fraction of all cases happens now.
    pub(crate) fn happens(&self, fraction: f64) -> bool {
        fraction > 0.0 && self.with(|rng| rng.f64() < fraction)
    }

    /// Something up to this long.
    pub(crate) fn up_to(&self, most: Duration) -> Duration {
        most.mul_f64(self.with(Rng::f64))
    }

    pub(crate) fn shuffle<T>(&self, items: &mut [T]) {
        self.with(|rng| rng.shuffle(items));
    }

    pub(crate) fn pick<'a, T>(&self, items: &'a [T]) -> Option<&'a T> {
        self.with(|rng| rng.choice(items))
    }
}

/// A GUID that nobody had before.
pub(crate) fn guid() -> String {
    let bits = fastrand::u128(..);
    // Version 4, variant 1.
    let bits = bits & !(0xf << 76) | 0x4 << 76;
    let bits = bits & !(0x3 << 62) | 0x2 << 62;
    let hex = format!("{bits:032x}");
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_say_that_they_are_random() {
        let guid = guid();
        assert_eq!(guid.len(), 36);
        assert_eq!(&guid[14..15], "4");
        assert!(matches!(&guid[19..20], "8" | "9" | "a" | "b"), "{guid}");
    }

    #[test]
    fn the_same_seed_gives_the_same_faults() {
        let rolls = |seed| {
            let dice = Dice::new(seed);
            (0..64).map(|_| dice.happens(0.33)).collect::<Vec<bool>>()
        };
        assert_eq!(rolls(1), rolls(1));
        assert_ne!(rolls(1), rolls(2));
        assert!(!Dice::new(1).happens(0.0));
    }
}
