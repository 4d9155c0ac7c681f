//! Fingerprints of texts, by which near-duplicates are found.
//!
//! What is compared are the sets of five-character pieces of the masked texts. A set is kept as a sketch of one byte a
//! bin: the share of equal bytes in two sketches estimates their Jaccard similarity with a standard error below 0.037.
//! The sketch is the one of Dahlgaard, Knudsen and Thorup, *Fast Similarity Sketching* (FOCS 2017): every bin is filled
//! however short the text is, and the work does not grow with the number of bins.
//!
//! All constants are part of the format: a change raises [`Fingerprint::VERSION`].

use super::mask::Masked;
use model::TextClassId;

/// Bins of a sketch.
const BINS: usize = 192;
/// Bands by which candidates are found …
pub(super) const BANDS: usize = 12;
/// … each of so many bins: two texts that share half of their pieces meet in one of them in 4 of 5 cases, two that
/// share a tenth in 1 of 80.
const ROWS: usize = 3;
/// Pieces of a text that is longer than adverts are.
const LONG: usize = 4096;
/// Characters a piece.
const PIECE: usize = 5;
/// Bytes that agree in two sketches of sets with a Jaccard similarity of one half, agreement by chance included …
pub(super) const ALIKE: u32 = agreeing(500);
/// … and of sets that share so much that whatever is alike to one is taken to be alike to the other.
pub(super) const NEARLY_EQUAL: u32 = agreeing(650);

/// Bytes that agree at a similarity in thousandths, rounded up: a byte agrees by chance in one of 256 cases.
const fn agreeing(thousandths: u32) -> u32 {
    (BINS as u32 * (255 * thousandths + 1000)).div_ceil(256_000)
}

/// What is kept of a text to find texts like it.
#[derive(Clone)]
pub struct Fingerprint {
    /// Texts that are equal after masking have the same.
    pub(super) class: u64,
    pub(super) signature: Signature,
}

/// Sketch and bands: 240 bytes.
#[derive(Clone)]
pub(super) struct Signature {
    sketch: [u8; BINS],
    pub(super) bands: [u32; BANDS],
}

impl Fingerprint {
    /// Version of the constants behind a fingerprint.
    pub const VERSION: u32 = 1;

    /// The fingerprint of a text. Masking is that of [`text_class`](super::text_class); a text in which nothing is left
    /// by it is compared as it stands.
    pub fn of(text: &str) -> Self {
        let masked = Masked::of(text).text;
        let said = if masked.chars().any(char::is_alphabetic) {
            masked.as_str()
        } else {
            text
        };
        let id = TextClassId::derive(said);
        let mut class = [0; 8];
        class.copy_from_slice(&id.as_bytes()[..8]);
        Self {
            class: u64::from_be_bytes(class),
            signature: Signature::of(&pieces(said)),
        }
    }

    /// Whether the two texts share half of their pieces or more, as far as the sketches tell.
    pub fn is_like(&self, other: &Self) -> bool {
        self.class == other.class || self.signature.agreeing(&other.signature) >= ALIKE
    }
}

/// Spreads every bit over all others (the finalizer of SplitMix64).
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Hashes of the pieces; of the whole text when it is shorter than one.
fn pieces(text: &str) -> Vec<u64> {
    // A polynomial over characters: the oldest of the window is taken out when the next comes in.
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    const OLDEST: u64 = BASE.wrapping_pow(PIECE as u32);
    let mut pieces = Vec::with_capacity(text.len());
    let mut window = [0_u64; PIECE];
    let mut hash = 0_u64;
    let mut count = 0;
    for c in text.chars() {
        let code = u64::from(u32::from(c)) + 1;
        let oldest = std::mem::replace(&mut window[count % PIECE], code);
        hash = hash
            .wrapping_mul(BASE)
            .wrapping_add(code)
            .wrapping_sub(oldest.wrapping_mul(OLDEST));
        count += 1;
        if count >= PIECE {
            pieces.push(mix(hash));
        }
    }
    if pieces.is_empty() {
        pieces.push(mix(hash));
    }
    if pieces.len() > LONG {
        // A long text that repeats itself must not be gone through once for every round.
        pieces.sort_unstable();
        pieces.dedup();
    }
    pieces
}

impl Signature {
    fn of(pieces: &[u64]) -> Self {
        // By bin the smallest (round, hash): a bin is filled in the first round in which a piece falls into it.
        let mut smallest = [u64::MAX; BINS];
        let mut empty = BINS;
        for round in 0..2 * BINS {
            if empty == 0 {
                break;
            }
            let seed = mix(round as u64 + 1);
            for piece in pieces {
                let hash = mix(piece ^ seed);
                // Rounds of the second half go bin by bin, so that none stays empty.
                let bin = match round.checked_sub(BINS) {
                    None => (((hash >> 32) * BINS as u64) >> 32) as usize,
                    Some(bin) => bin,
                };
                let value = (round as u64) << 32 | (hash & 0xffff_ffff);
                let kept = &mut smallest[bin];
                empty -= usize::from(*kept == u64::MAX);
                *kept = value.min(*kept);
            }
        }
        let mut signature = Self {
            sketch: [0; BINS],
            bands: [0; BANDS],
        };
        for (byte, value) in signature.sketch.iter_mut().zip(&smallest) {
            *byte = (mix(*value) >> 56) as u8;
        }
        for (band, rows) in signature.bands.iter_mut().zip(smallest.chunks_exact(ROWS)) {
            *band = rows.iter().fold(0, |key, value| mix(key ^ value)) as u32;
        }
        signature
    }

    /// How many of the 192 bytes agree.
    pub(super) fn agreeing(&self, other: &Self) -> u32 {
        let mut equal = 0_u32;
        // Sixty-four at a time fit a byte, which lets the compiler compare many at once.
        for (a, b) in self
            .sketch
            .chunks_exact(64)
            .zip(other.sketch.chunks_exact(64))
        {
            let here: u8 = a.iter().zip(b).map(|(a, b)| u8::from(a == b)).sum();
            equal += u32::from(here);
        }
        equal
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn jaccard(a: &str, b: &str) -> f64 {
        let (a, b): (BTreeSet<u64>, BTreeSet<u64>) = (
            pieces(a).into_iter().collect(),
            pieces(b).into_iter().collect(),
        );
        a.intersection(&b).count() as f64 / a.union(&b).count() as f64
    }

    fn estimate(a: &str, b: &str) -> f64 {
        let (a, b) = (Signature::of(&pieces(a)), Signature::of(&pieces(b)));
        let equal = a
            .sketch
            .iter()
            .zip(&b.sketch)
            .filter(|(a, b)| a == b)
            .count() as f64
            / BINS as f64;
        (equal - 1.0 / 256.0) / (255.0 / 256.0)
    }

    #[test]
    fn pieces_are_those_of_the_text_wherever_they_stand() {
        assert_eq!(pieces("abcde"), pieces("xabcde")[1..]);
        assert_eq!(pieces("abcdefgh")[3], pieces("defgh")[0]);
        assert_eq!(pieces("").len(), 1);
        assert_ne!(pieces("ab"), pieces("ba"));
    }

    #[test]
    fn sketches_estimate_what_two_texts_share() {
        let words: Vec<String> = (0..120).map(|n| format!("w{:x}", mix(n))).collect();
        let mut worst: f64 = 0.0;
        for shared in (0..=60).step_by(5) {
            let a = words[..60].join(" ");
            let b = words[60 - shared..120 - shared].join(" ");
            worst = worst.max((jaccard(&a, &b) - estimate(&a, &b)).abs());
        }
        assert!(worst < 0.12, "{worst}");
    }

    #[test]
    fn a_fingerprint_stays_what_it_is() {
        // Fingerprints may be stored: these values change with Fingerprint::VERSION only.
        let fingerprint = Fingerprint::of("Sweet Ana, 24 yo, call (415) 555-0132 any time");
        assert_eq!(Fingerprint::VERSION, 1);
        assert_eq!(
            (
                fingerprint.class,
                &fingerprint.signature.sketch[..6],
                fingerprint.signature.bands[11]
            ),
            (
                3_988_608_594_667_979_336,
                [0, 176, 241, 39, 15, 131].as_slice(),
                528_374_524
            )
        );
    }

    proptest! {
        #[test]
        fn equal_sets_have_equal_sketches(text in "\\PC{0,40}") {
            let (a, b) = (Signature::of(&pieces(&text)), Signature::of(&[pieces(&text), pieces(&text)].concat()));
            prop_assert!(a.sketch == b.sketch && a.bands == b.bands);
        }
    }
}
