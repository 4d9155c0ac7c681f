//! Cities of 15,000 people or more, with names in the scripts that recognizers read. From GeoNames (CC BY 4.0); packed by
//! `data/build_places.py`.

use super::super::fold::is_unspaced;
use super::super::likely::{self, Likely};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct City {
    pub(super) geonames_id: u32,
    /// ISO 3166-1 alpha-2.
    pub(super) country: &'static str,
    /// First-order division as GeoNames codes it; in the United States the state's letters.
    pub(super) division: &'static str,
    pub(super) population: u32,
    pub(super) name: &'static str,
}

pub(super) struct Gazetteer {
    /// Largest first.
    cities: Vec<City>,
    /// Folded names, sorted, each with its cities' numbers as they are written.
    names: Vec<(&'static str, &'static str)>,
    /// Names by their first word (first character in scripts without spaces).
    first: FxHashMap<&'static str, First>,
    /// First words, and characters.
    likely: Likely,
    /// Names in scripts without spaces by their first two characters: a range of `names`.
    pairs: FxHashMap<(char, char), (u32, u32)>,
}

/// The names that begin with a word.
#[derive(Clone, Copy)]
struct First {
    /// A range of the names, with perhaps some that begin with a longer word.
    from: u32,
    to: u32,
    /// The word is a name.
    alone: bool,
    /// A bit for each second word.
    seconds: u64,
}

/// The bit of a second word of this hash.
fn second_bit(hash: u32) -> u64 {
    1 << (hash & 63)
}

/// The key under which a name is found.
fn first_part(name: &str) -> &str {
    match name.chars().next() {
        Some(c) if is_unspaced(c) => &name[..c.len_utf8()],
        _ => name.split(' ').next().unwrap_or(name),
    }
}

/// The first two characters of a name or text in a script without spaces.
fn first_pair(text: &str) -> Option<(char, char)> {
    let mut characters = text.chars();
    let first = characters.next().filter(|c| is_unspaced(*c))?;
    Some((first, characters.next()?))
}

impl Gazetteer {
    pub(super) fn get() -> &'static Self {
        static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::read);
        &GAZETTEER
    }

    fn read() -> Self {
        let cities = include_str!("../../../data/cities.tsv")
            .lines()
            .filter_map(|line| {
                let mut cells = line.split('\t');
                Some(City {
                    geonames_id: cells.next()?.parse().ok()?,
                    country: cells.next()?,
                    division: cells.next()?,
                    population: cells.next()?.parse().ok()?,
                    name: cells.next()?,
                })
            });
        let names: Vec<_> = include_str!("../../../data/names.tsv")
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .collect();
        let mut first: FxHashMap<&'static str, First> = FxHashMap::default();
        let mut pairs: FxHashMap<(char, char), (u32, u32)> = FxHashMap::default();
        for (at, (name, _)) in (0u32..).zip(&names) {
            let word = first_part(name);
            let begins = first.entry(word).or_insert(First {
                from: at,
                to: at,
                alone: false,
                seconds: 0,
            });
            // Names with the same first word stand together but for words that continue it (`new`, `newark`).
            begins.to = at + 1;
            let rest = &name[word.len()..];
            if rest.is_empty() {
                begins.alone = true;
            } else if let Some(second) = rest.trim_start().split(' ').next() {
                begins.seconds |= second_bit(likely::hash(second));
            }
            if let Some(pair) = first_pair(name) {
                pairs.entry(pair).or_insert((at, at)).1 = at + 1;
            }
        }
        Self {
            cities: cities.collect(),
            names,
            likely: Likely::of(first.keys().copied()),
            first,
            pairs,
        }
    }

    /// Whether a name may begin with a word of this hash; none does when not.
    #[inline]
    pub(super) fn may_begin(&self, hash: u32) -> bool {
        self.likely.may_hold(hash)
    }

    /// The names that begin with this word of this hash.
    pub(super) fn beginning(&self, word: &str, hash: u32) -> Option<Beginning<'_>> {
        if !self.may_begin(hash) {
            return None;
        }
        let first = self.first.get(word)?;
        Some(Beginning {
            names: self.names_in((first.from, first.to))?,
            alone: first.alone,
            seconds: first.seconds,
        })
    }

    /// The names that begin with the first two characters of a text in a script without spaces.
    pub(super) fn beginning_unspaced(&self, text: &str) -> Option<Names<'_>> {
        self.names_in(*self.pairs.get(&first_pair(text)?)?)
    }

    fn names_in(&self, (from, to): (u32, u32)) -> Option<Names<'_>> {
        Some(Names(&self.names[from as usize..to as usize]))
    }

    /// The cities of a folded name, largest first.
    pub(super) fn cities(&self, name: &str) -> impl Iterator<Item = City> {
        let first = self.first.get(first_part(name));
        let (from, to) = first.map_or((0, 0), |first| (first.from, first.to));
        let range = &self.names[from as usize..to as usize];
        let lines = match range.binary_search_by(|(known, _)| (*known).cmp(name)) {
            Ok(at) => range[at].1,
            Err(_) => "",
        };
        lines
            .split(',')
            .filter_map(|line| self.cities.get(line.parse::<usize>().ok()?).copied())
    }
}

/// The names that begin with a word.
pub(super) struct Beginning<'a> {
    /// These, and perhaps some that begin with a longer word.
    pub(super) names: Names<'a>,
    /// The word is a name.
    pub(super) alone: bool,
    seconds: u64,
}

impl Beginning<'_> {
    /// Whether a word of this hash may follow in a name; no name goes on with it when not.
    pub(super) fn may_go_on(&self, hash: u32) -> bool {
        self.seconds & second_bit(hash) != 0
    }
}

/// Some of the gazetteer's names, in order.
#[derive(Clone, Copy)]
pub(super) struct Names<'a>(&'a [(&'static str, &'static str)]);

impl Names<'_> {
    /// Those that begin with a text; `None` when there are none.
    pub(super) fn narrowed(self, beginning: &str) -> Option<Self> {
        let from = self.0.partition_point(|(name, _)| *name < beginning);
        let left = &self.0[from..];
        let begins = |name: &str| name.as_bytes().starts_with(beginning.as_bytes());
        left.first()
            .is_some_and(|(name, _)| begins(name))
            .then(|| Self(&left[..left.partition_point(|(name, _)| begins(name))]))
    }

    /// Whether a name that they were narrowed to is one of them.
    pub(super) fn holds(self, name: &str) -> bool {
        self.0.first().is_some_and(|(first, _)| *first == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::page::Scratch;

    #[test]
    fn names_are_folded_as_texts_are() {
        let mut scratch = Scratch::default();
        let names = &Gazetteer::get().names;
        assert!(names.len() > 80_000 && names.is_sorted());
        let differing = names
            .iter()
            .filter(|(name, _)| scratch.read(name).folded != *name)
            .count();
        assert!(
            differing * 200 < names.len(),
            "{differing} names can never be met"
        );
    }

    #[test]
    fn the_largest_city_of_a_name_comes_first() {
        let found: Vec<City> = Gazetteer::get().cities("london").collect();
        assert_eq!((found[0].country, found[1].country), ("GB", "CA"));
        assert_eq!(
            Gazetteer::get()
                .cities("нью иорк")
                .next()
                .map(|city| city.geonames_id),
            Some(5_128_581)
        );
        assert_eq!(Gazetteer::get().cities("no such place").next(), None);
    }
}
