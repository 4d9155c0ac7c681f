//! Words in a table that is looked up by the hash that a text's words have already.

use super::likely::{self, Likely};

/// Words by their hash, each with its place among them. Most words of a text are none of them, which bits alone tell.
#[derive(Default)]
pub(crate) struct WordTable {
    likely: Likely,
    /// A power of two of slots, a third of them taken at most: hash and place; place 0 is a free slot.
    slots: Vec<(u32, u32)>,
    /// By place.
    words: Vec<Box<str>>,
}

impl WordTable {
    /// Of these words, each once; the first one is never found, so that its place stands for none.
    pub(crate) fn of(words: Vec<Box<str>>) -> Self {
        let hashes: Vec<u32> = words.iter().map(|word| likely::hash(word)).collect();
        let mut slots = vec![(0, 0); ((words.len() + 1) * 3).next_power_of_two()];
        for (place, hash) in (0..).zip(&hashes).skip(1) {
            let mut at = first_slot(*hash, slots.len());
            while slots[at].1 != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = (*hash, place);
        }
        Self {
            likely: Likely::of_hashes(hashes.get(1..).unwrap_or_default().iter().copied()),
            slots,
            words,
        }
    }

    /// The place of a word of this hash; 0 when it is none of them.
    #[inline]
    pub(crate) fn place(&self, word: &str, hash: u32) -> u32 {
        if !self.likely.may_hold(hash) {
            return 0;
        }
        let mut at = first_slot(hash, self.slots.len());
        loop {
            let (known, place) = self.slots[at];
            if place == 0 || known == hash && &*self.words[place as usize] == word {
                return place;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// The words by place, the one that is never found included.
    pub(crate) fn all(&self) -> &[Box<str>] {
        &self.words
    }
}

/// Where a hash is looked for first, among a power of two of slots. [`Likely`] uses the hash's other bits.
#[inline]
fn first_slot(hash: u32, slots: usize) -> usize {
    (hash ^ hash >> 15) as usize & (slots - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_at_its_place_and_no_other_word_is() {
        let word = |n: usize| -> Box<str> { format!("word{n}").into() };
        let table = WordTable::of((0..3000).map(word).collect());
        let place = |n: usize| table.place(&word(n), likely::hash(&word(n)));
        assert!((1..3000).all(|n| place(n) as usize == n));
        assert!(place(0) == 0 && (3000..9000).all(|n| place(n) == 0));
        assert_eq!(WordTable::of(vec![Box::default()]).place("", 0), 0);
    }
}
