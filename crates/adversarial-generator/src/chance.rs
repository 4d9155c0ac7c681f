//! Chance that is the same on every machine for the same seed.

/// SplitMix64: small, fast, good enough to pick words.
pub(crate) struct Chance(u64);

impl Chance {
    /// A stream of its own for one case, so that cases can be made apart from each other.
    pub(crate) fn new(seed: u64, case: u64) -> Self {
        let mut chance = Self(seed ^ case.wrapping_mul(0xa076_1d64_78bd_642f));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to `bound` - 1; 0 when `bound` is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// True so many times of a hundred.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// So many digits, the first no nought.
    pub(crate) fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|n| {
                let digit = if n == 0 {
                    1 + self.below(9)
                } else {
                    self.below(10)
                };
                char::from(b'0' + digit as u8)
            })
            .collect()
    }
}
