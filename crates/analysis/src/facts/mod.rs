//! Facts over a network: what no single text says.
//!
//! A fact is computed from what several documents or captures show together. It names the values that it counts and
//! where each can be read. One fact a kind: the contact or text with the highest count stands for the network.

mod persons;
mod places;
mod texts;

use crate::link::{Member, Tied};
use model::Fact;
use serde::Deserialize;

/// How many values a fact names at most; it counts all of them.
const VALUES: usize = 64;

/// From where on something is a fact (`rules/weights.toml`).
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Thresholds {
    names: usize,
    ages: usize,
    age_years: u32,
    places: usize,
    contacts: usize,
}

/// The facts of a network, sorted by kind. Both arguments are sorted, by document and by identifier.
pub(crate) fn of(members: &[&Member], tied: &[Tied<'_>], thresholds: &Thresholds) -> Vec<Fact> {
    [
        persons::fact(members, tied, thresholds),
        places::fact(members, tied, thresholds),
        texts::fact(members, tied, thresholds),
    ]
    .into_iter()
    .flatten()
    .collect()
}
