use super::Sets;
use super::fingerprint::{ALIKE, BANDS, Fingerprint, NEARLY_EQUAL, Signature};
use rustc_hash::FxHashMap;

/// How many classes of a band a class is compared with: those of smallest hash.
const CANDIDATES: usize = 32;
/// Signatures a block, so that growing copies none.
const BLOCK: usize = 4096;

/// What a class is most like: of equally like ones the one of smallest hash.
#[derive(Clone, Copy, Default)]
struct Nearest {
    agreeing: u32,
    rank: u32,
}

impl Nearest {
    fn meet(&mut self, agreeing: u32, rank: u32) {
        if agreeing > self.agreeing || (agreeing == self.agreeing && rank < self.rank) {
            *self = Self { agreeing, rank };
        }
    }
}

/// Clusters of near-duplicate texts.
///
/// Texts that are equal after masking are one class. A class is compared with the classes that it meets in one of 12
/// bands, at most 32 a band, so the time grows with the number of texts whatever they are. Classes that share 65 % of
/// their five-character pieces (see [`Fingerprint`]) are in one cluster, and so is what shares as much with any of them.
/// A class that has none so near joins the one that it is most like, from 50 % on, if that has others already or is
/// most like it in turn: nearest neighbours may differ in half, but chains of halves would end anywhere. About 280
/// bytes are kept a class and 4 a text.
#[derive(Default)]
pub struct Clusterer {
    classes: FxHashMap<u64, u32>,
    signatures: Vec<Vec<Signature>>,
    /// By text: its class.
    texts: Vec<u32>,
}

impl Clusterer {
    /// One without texts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text; returns its index.
    pub fn add(&mut self, text: &str) -> usize {
        self.add_fingerprint(Fingerprint::of(text))
    }

    /// Adds a text by its fingerprint, which another thread may have made; returns its index.
    pub fn add_fingerprint(&mut self, fingerprint: Fingerprint) -> usize {
        let next = self.classes.len() as u32;
        let class = *self.classes.entry(fingerprint.class).or_insert(next);
        if class == next {
            if self
                .signatures
                .last()
                .is_none_or(|block| block.len() == BLOCK)
            {
                self.signatures.push(Vec::with_capacity(BLOCK));
            }
            self.signatures
                .last_mut()
                .expect("a block was pushed if there was none")
                .push(fingerprint.signature);
        }
        self.texts.push(class);
        self.texts.len() - 1
    }

    /// By text: the smallest index of a text in its cluster. Which texts are together does not depend on their order.
    pub fn finish(self) -> Vec<u32> {
        let mut by_hash: Vec<(u64, u32)> = self.classes.into_iter().collect();
        by_hash.sort_unstable();
        let order: Vec<u32> = by_hash.into_iter().map(|(_, class)| class).collect();
        let signature =
            |class: u32| &self.signatures[class as usize / BLOCK][class as usize % BLOCK];
        let mut sets = Sets::new(order.len());
        // By class: how many bytes agree with the one that it is most like, and which that is.
        let mut nearest = vec![Nearest::default(); order.len()];
        let mut band: Vec<(u32, u32)> = Vec::with_capacity(order.len());
        for at in 0..BANDS {
            band.clear();
            band.extend(
                (0..)
                    .zip(&order)
                    .map(|(rank, class)| (signature(*class).bands[at], rank)),
            );
            band.sort_unstable();
            for met in band.chunk_by(|a, b| a.0 == b.0) {
                for (n, (_, rank)) in met.iter().enumerate().skip(1) {
                    let class = order[*rank as usize];
                    for (_, others_rank) in &met[..n.min(CANDIDATES)] {
                        let other = order[*others_rank as usize];
                        if sets.root(class as usize) == sets.root(other as usize) {
                            continue;
                        }
                        let agreeing = signature(class).agreeing(signature(other));
                        if agreeing >= NEARLY_EQUAL {
                            sets.unite(class as usize, other as usize);
                        } else if agreeing >= ALIKE {
                            nearest[class as usize].meet(agreeing, *others_rank);
                            nearest[other as usize].meet(agreeing, *rank);
                        }
                    }
                }
            }
        }
        let alone: Vec<bool> = (0..order.len())
            .map(|class| sets.size(class) == 1)
            .collect();
        for (rank, class) in (0..).zip(&order) {
            let class = *class as usize;
            let Nearest {
                agreeing,
                rank: others_rank,
            } = nearest[class];
            if alone[class] && agreeing > 0 {
                let other = order[others_rank as usize] as usize;
                if !alone[other] || nearest[other].rank == rank {
                    sets.unite(class, other);
                }
            }
        }
        let mut first = vec![u32::MAX; order.len()];
        let mut labels = Vec::with_capacity(self.texts.len());
        for (text, class) in (0..).zip(&self.texts) {
            let label = &mut first[sets.root(*class as usize)];
            *label = text.min(*label);
            labels.push(*label);
        }
        labels
    }
}

/// By text: the smallest index of a text in its cluster of near-duplicates; see [`Clusterer`].
pub fn cluster(texts: &[&str]) -> Vec<usize> {
    let mut clusterer = Clusterer::new();
    for text in texts {
        clusterer.add(text);
    }
    clusterer
        .finish()
        .into_iter()
        .map(|label| label as usize)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const ADVERTS: [&str; 6] = [
        "Hi, I am Ana, 24 years old. I love old films and lasagna, and my friends say I talk too much. Private room near the station, call (415) 555-0132.",
        "Hi, I am Mia, 21 years old! I love old films and sushi, and my friends say I talk too much. Private room near the station, call (415) 555-0177.",
        "Body massage downtown, Monday to Friday, ten to eight. Shower and towels, easy parking behind the house. Text first, no blocked numbers please.",
        "We are looking for twelve packers for a warehouse. Housing near the workplace, paid weekly, contract from the first day. Call 415 555 0144.",
        "BODY MASSAGE downtown, Monday to Saturday, ten to nine 💋 Shower and towels, easy parking behind the house. Text first, no blocked numbers please!",
        "Hi, I am Ana, 24 years old. I love old films and lasagna, and my friends say I talk too much. Private room near the station, call (415) 555-0199.",
    ];

    #[test]
    fn near_duplicates_are_one_cluster_and_others_are_not() {
        assert_eq!(cluster(&ADVERTS), [0, 0, 2, 3, 2, 0]);
    }

    #[test]
    fn a_chain_of_half_equal_texts_is_not_one_cluster() {
        // Each shares about 60 % of its pieces with the next and nothing with the fifth.
        let words: Vec<String> = (0_u64..800)
            .map(|n| {
                format!("{:x}", (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
                    .replace(|c: char| c.is_ascii_digit(), "k")
            })
            .collect();
        let texts: Vec<String> = (0..40)
            .map(|n| words[10 * n..10 * n + 40].join(" "))
            .collect();
        let labels = cluster(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let distinct: std::collections::BTreeSet<&usize> = labels.iter().collect();
        assert!(distinct.len() >= 10, "{}", distinct.len());
        // Two alone are nearest to each other.
        assert_eq!(cluster(&[&texts[0], &texts[1]]), [0, 0]);
    }

    #[test]
    fn texts_without_words_are_alike_only_when_equal() {
        assert_eq!(
            cluster(&["", "415 555 0132", "80 140 200", "", "💋", "415 555 0132"]),
            [0, 1, 2, 0, 4, 1]
        );
        assert!(cluster(&[]).is_empty());
    }

    #[test]
    fn a_hundred_thousand_equal_texts_are_one_class() {
        let mut clusterer = Clusterer::new();
        for n in 0..100_000 {
            clusterer.add(&format!("call {n} now"));
        }
        assert_eq!(clusterer.classes.len(), 1);
        assert!(clusterer.finish().iter().all(|label| *label == 0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn the_order_of_texts_does_not_matter(
            texts in prop::collection::vec("(sweet|kind|tall) (ana|mia) (loves|likes) old films and (sushi|lasagna)( a lot)?( call now)?", 1..25),
            seed in any::<u64>(),
        ) {
            let mut order: Vec<usize> = (0..texts.len()).collect();
            order.sort_by_key(|at| (*at as u64 + 1).wrapping_mul(seed | 1));
            let partition = |order: &[usize]| {
                let labels = cluster(&order.iter().map(|at| texts[*at].as_str()).collect::<Vec<_>>());
                let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
                for (at, label) in order.iter().zip(labels) {
                    clusters.entry(label).or_default().push(*at);
                }
                let mut clusters: Vec<Vec<usize>> = clusters.into_values().collect();
                clusters.iter_mut().for_each(|cluster| cluster.sort_unstable());
                clusters.sort();
                clusters
            };
            let straight: Vec<usize> = (0..texts.len()).collect();
            prop_assert_eq!(partition(&order), partition(&straight));
        }
    }
}
