//! How alike two partitions of the same things are: pairwise F1, B³ and the adjusted Rand index.
//!
//! All of them are sums over the contingency table, so that time and memory grow with the things, not with their pairs.

use std::collections::HashMap;
use std::hash::Hash;

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
}

impl Score {
    /// Nothing found and nothing to find is no mistake.
    pub(crate) fn of(right: f64, found: f64, wanted: f64) -> Self {
        let share = |of: f64| if of == 0.0 { 1.0 } else { right / of };
        Self {
            precision: share(found),
            recall: share(wanted),
        }
    }

    pub(crate) fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 {
            0.0
        } else {
            2.0 * self.precision * self.recall / sum
        }
    }
}

/// How a found partition compares with the true one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Agreement {
    /// Over pairs of things: together in the found one, together in the true one.
    pub(crate) pairs: Score,
    /// B³ (Bagga & Baldwin 1998): the mean over things of the share of their cluster that is right.
    pub(crate) b_cubed: Score,
    /// Hubert & Arabie 1985: 1 is equal, 0 is chance.
    pub(crate) adjusted_rand: f64,
}

fn pairs(n: u64) -> f64 {
    let n = n as f64;
    n * (n - 1.0) / 2.0
}

/// Compares; every item is (true cluster, found cluster) of one thing.
pub(crate) fn compare<T: Hash + Eq, F: Hash + Eq>(
    things: impl Iterator<Item = (T, F)>,
) -> Agreement {
    let mut true_numbers: HashMap<T, u32> = HashMap::new();
    let mut found_numbers: HashMap<F, u32> = HashMap::new();
    let mut cells: HashMap<(u32, u32), u64> = HashMap::new();
    for (t, f) in things {
        let next = true_numbers.len() as u32;
        let t = *true_numbers.entry(t).or_insert(next);
        let next = found_numbers.len() as u32;
        let f = *found_numbers.entry(f).or_insert(next);
        *cells.entry((t, f)).or_default() += 1;
    }
    let mut of_true = vec![0_u64; true_numbers.len()];
    let mut of_found = vec![0_u64; found_numbers.len()];
    for ((t, f), n) in &cells {
        of_true[*t as usize] += n;
        of_found[*f as usize] += n;
    }
    let all: u64 = of_true.iter().sum();
    // Sums of fractions depend on their order, so that the cells are taken in one.
    let mut cells: Vec<((u32, u32), u64)> = cells.into_iter().collect();
    cells.sort_unstable();
    let right: f64 = cells.iter().map(|(_, n)| pairs(*n)).sum();
    let wanted: f64 = of_true.iter().map(|n| pairs(*n)).sum();
    let found: f64 = of_found.iter().map(|n| pairs(*n)).sum();
    let mean = |of: &dyn Fn(u32, u32) -> u64| {
        let sum: f64 = cells
            .iter()
            .map(|((t, f), n)| (n * n) as f64 / of(*t, *f) as f64)
            .sum();
        if all == 0 { 1.0 } else { sum / all as f64 }
    };
    let by_chance = if all < 2 {
        0.0
    } else {
        wanted * found / pairs(all)
    };
    let most = (wanted + found) / 2.0;
    Agreement {
        pairs: Score::of(right, found, wanted),
        b_cubed: Score {
            precision: mean(&|_, f| of_found[f as usize]),
            recall: mean(&|t, _| of_true[t as usize]),
        },
        adjusted_rand: if (most - by_chance).abs() < f64::EPSILON {
            1.0
        } else {
            (right - by_chance) / (most - by_chance)
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definitions, pair by pair and thing by thing.
    fn by_definition(things: &[(u8, u8)]) -> Agreement {
        let (mut both, mut only_true, mut only_found, mut neither) = (0.0, 0.0, 0.0, 0.0);
        for (at, a) in things.iter().enumerate() {
            for b in &things[at + 1..] {
                match (a.0 == b.0, a.1 == b.1) {
                    (true, true) => both += 1.0,
                    (true, false) => only_true += 1.0,
                    (false, true) => only_found += 1.0,
                    (false, false) => neither += 1.0,
                }
            }
        }
        let (mut precision, mut recall) = (0.0, 0.0);
        for a in things {
            let with =
                |f: &dyn Fn(&(u8, u8)) -> bool| things.iter().filter(|b| f(b)).count() as f64;
            let right = with(&|b| b == a);
            precision += right / with(&|b| b.1 == a.1) / things.len() as f64;
            recall += right / with(&|b| b.0 == a.0) / things.len() as f64;
        }
        // The form of ARI in pairs, which divides differently from ours.
        let above = 2.0 * (both * neither - only_true * only_found);
        let below = (both + only_true) * (only_true + neither)
            + (both + only_found) * (only_found + neither);
        Agreement {
            pairs: Score::of(both, both + only_found, both + only_true),
            b_cubed: Score { precision, recall },
            adjusted_rand: if below == 0.0 { 1.0 } else { above / below },
        }
    }

    fn close(a: Agreement, b: Agreement) {
        for (a, b) in [
            (a.pairs.precision, b.pairs.precision),
            (a.pairs.recall, b.pairs.recall),
            (a.b_cubed.precision, b.b_cubed.precision),
            (a.b_cubed.recall, b.b_cubed.recall),
            (a.adjusted_rand, b.adjusted_rand),
        ] {
            assert!((a - b).abs() < 1e-9, "{a} is not {b}");
        }
    }

    #[test]
    fn the_table_gives_what_the_definitions_give() {
        let mut state = 12345_u64;
        for size in 2..60 {
            for clusters in [1, 2, 5, 20] {
                let mut number = || {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    ((state >> 33) % clusters) as u8
                };
                let things: Vec<(u8, u8)> = (0..size).map(|_| (number(), number())).collect();
                close(compare(things.iter().copied()), by_definition(&things));
            }
        }
    }

    #[test]
    fn equal_partitions_agree_wholly_and_one_big_cluster_is_punished() {
        let equal = compare([(1, 'a'), (1, 'a'), (2, 'b')].into_iter());
        assert_eq!((equal.pairs.f1(), equal.adjusted_rand), (1.0, 1.0));
        let lumped = compare([(1, 'a'), (1, 'a'), (2, 'a'), (3, 'a')].into_iter());
        assert_eq!(lumped.pairs.recall, 1.0);
        assert!((lumped.pairs.precision - 1.0 / 6.0).abs() < 1e-9);
        let none = compare(std::iter::empty::<(u8, u8)>());
        assert_eq!(none.pairs.f1(), 1.0);
    }
}
