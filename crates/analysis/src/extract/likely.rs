//! Sets of words that say of most other words quickly that they are none of theirs.
//!
//! Large tables lie far from the processor, and few words of a text are in them. Each word is hashed once; a bit for each
//! hash of a table fits where it is read at once.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// The hash of a word for [`Likely`].
#[inline]
pub(crate) fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    // The hasher puts its best bits last.
    hasher.finish() as u32
}

/// The hash of the first four bytes of a word, or of all when they are fewer.
#[inline]
pub(crate) fn head_hash(word: &str) -> u32 {
    let hash = head(word).wrapping_mul(0x9e37_79b1);
    hash ^ hash >> 15
}

/// The first four bytes of a word as a number; noughts where there are fewer.
#[inline]
pub(crate) fn head(word: &str) -> u32 {
    let bytes = word.as_bytes();
    match bytes.first_chunk::<4>() {
        Some(head) => u32::from_le_bytes(*head),
        None => bytes
            .iter()
            .rev()
            .fold(0, |head, byte| head << 8 | u32::from(*byte)),
    }
}

/// The hashes of a set of words.
pub(crate) struct Likely {
    /// A power of two of words with a bit for each hash.
    bits: Vec<u64>,
}

impl Likely {
    /// Of these words: eight bits or more for each.
    pub(crate) fn of<'a>(words: impl ExactSizeIterator<Item = &'a str>) -> Self {
        Self::of_hashes(words.map(hash))
    }

    /// Of the words of these hashes.
    pub(crate) fn of_hashes(hashes: impl ExactSizeIterator<Item = u32>) -> Self {
        let mut bits = vec![0; (hashes.len() / 8 + 1).next_power_of_two()];
        let places = bits.len();
        for hash in hashes {
            let (place, bit) = place(hash, places);
            bits[place] |= bit;
        }
        Self { bits }
    }

    /// Whether a word of this hash may be one of the set; it is none when not.
    #[inline]
    pub(crate) fn may_hold(&self, hash: u32) -> bool {
        let (place, bit) = place(hash, self.bits.len());
        self.bits[place] & bit != 0
    }
}

impl Default for Likely {
    fn default() -> Self {
        Self::of_hashes([].into_iter())
    }
}

/// Which word of so many, a power of two, and which bit in it.
#[inline]
fn place(hash: u32, places: usize) -> (usize, u64) {
    ((hash >> 6) as usize & (places - 1), 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_set_are_likely_and_few_others_are() {
        let word = |n: usize| format!("word{n}");
        let words: Vec<String> = (0..5000).map(word).collect();
        let likely = Likely::of(words.iter().map(String::as_str));
        assert!(words.iter().all(|word| likely.may_hold(hash(word))));
        let others = (5000..15_000).filter(|n| likely.may_hold(hash(&word(*n))));
        let wrong = others.count();
        assert!(wrong < 2000, "{wrong} of 10,000 others");
    }
}
