//! Words by which it is told whose an age is, read from `whose.txt`.

use super::super::fold::{Folded, is_unspaced};
use super::super::likely::{self, Likely};
use super::super::page::{Page, TokenKind};
use super::super::word_table::WordTable;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Groups of words, one bit each.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Groups(u16);

impl Groups {
    pub(super) const PERSON: Self = Self(1);
    pub(super) const PRONOUN: Self = Self(1 << 1);
    pub(super) const VERB: Self = Self(1 << 2);
    pub(super) const FILLER: Self = Self(1 << 3);
    pub(super) const DETERMINER: Self = Self(1 << 4);
    pub(super) const THING: Self = Self(1 << 5);
    pub(super) const RELATIVE: Self = Self(1 << 6);
    pub(super) const SETTING: Self = Self(1 << 7);
    pub(super) const GOODS: Self = Self(1 << 8);
    pub(super) const FOR: Self = Self(1 << 9);
    pub(super) const REPORTED: Self = Self(1 << 10);
    pub(super) const WHEN: Self = Self(1 << 11);
    pub(super) const OFFER: Self = Self(1 << 12);
    pub(super) const GOES_ON: Self = Self(1 << 13);
    pub(super) const THIRD: Self = Self(1 << 14);
    pub(super) const LIMIT: Self = Self(1 << 15);

    const NAMES: [(&'static str, Self); 16] = [
        ("person", Self::PERSON),
        ("pronoun", Self::PRONOUN),
        ("verb", Self::VERB),
        ("filler", Self::FILLER),
        ("determiner", Self::DETERMINER),
        ("thing", Self::THING),
        ("relative", Self::RELATIVE),
        ("setting", Self::SETTING),
        ("goods", Self::GOODS),
        ("for", Self::FOR),
        ("reported", Self::REPORTED),
        ("when", Self::WHEN),
        ("offer", Self::OFFER),
        ("goes_on", Self::GOES_ON),
        ("third", Self::THIRD),
        ("limit", Self::LIMIT),
    ];

    /// Whether it is in one of the given groups.
    pub(super) fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// The groups of both.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it is in no group.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

struct Lists {
    words: WordTable,
    /// By the word's place.
    groups: Vec<Groups>,
    /// By their first four letters.
    prefixes: FxHashMap<Box<str>, Vec<(Box<str>, Groups)>>,
    /// The first bytes of those letters.
    likely_prefixes: Likely,
    /// Words of scripts without spaces begin with one of these.
    first: FxHashSet<char>,
}

/// Letters by which the beginnings of words are filed.
const PREFIX: usize = 4;
/// Longest word in a script without spaces, in characters.
const LONGEST: usize = 12;

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists {
        words: WordTable::default(),
        groups: Vec::new(),
        prefixes: FxHashMap::default(),
        likely_prefixes: Likely::default(),
        first: FxHashSet::default(),
    };
    let mut by_word: FxHashMap<Box<str>, Groups> = FxHashMap::default();
    let mut folded = Folded::default();
    let lines = include_str!("whose.txt").lines();
    for (group, words) in lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
    {
        let group = Groups::NAMES
            .iter()
            .find(|(name, _)| *name == group)
            .map_or(Groups::default(), |(_, group)| *group);
        for word in words.split_whitespace() {
            folded.fill(word.trim_end_matches('*'));
            let key = folded.text.as_str();
            lists
                .first
                .extend(key.chars().next().filter(|c| is_unspaced(*c)));
            if word.ends_with('*') {
                let start: String = key.chars().take(PREFIX).collect();
                let list = lists.prefixes.entry(start.into()).or_default();
                list.push((key.into(), group));
            } else {
                let groups = by_word.entry(key.into()).or_default();
                *groups = groups.or(group);
            }
        }
    }
    let none = (Box::default(), Groups::default());
    let (words, groups) = [none].into_iter().chain(by_word).unzip();
    lists.words = WordTable::of(words);
    lists.groups = groups;
    let heads = lists.prefixes.keys().map(|start| likely::head_hash(start));
    lists.likely_prefixes = Likely::of_hashes(heads);
    lists
});

impl Lists {
    /// The groups of a whole word of this hash.
    fn of_whole(&self, word: &str, hash: u32) -> Groups {
        self.groups[self.words.place(word, hash) as usize]
    }
}

/// The groups of a folded word of this hash.
fn of_word(word: &str, hash: u32) -> Groups {
    let groups = LISTS.of_whole(word, hash);
    if !LISTS.likely_prefixes.may_hold(likely::head_hash(word)) {
        return groups;
    }
    let end = word
        .char_indices()
        .nth(PREFIX - 1)
        .map(|(at, c)| at + c.len_utf8());
    let starting = end.and_then(|end| LISTS.prefixes.get(&word[..end]));
    starting
        .into_iter()
        .flatten()
        .fold(groups, |all, (start, group)| {
            if word.starts_with(&**start) {
                all.or(*group)
            } else {
                all
            }
        })
}

/// The groups of a token. In scripts without spaces of the longest known word that starts there.
pub(super) fn of(page: &Page<'_>, at: usize) -> Groups {
    let Some(token) = page.tokens.get(at) else {
        return Groups::default();
    };
    if token.kind != TokenKind::Word {
        return Groups::default();
    }
    if !token.unspaced {
        return of_word(page.word(at), token.hash);
    }
    let rest = &page.folded[token.start as usize..];
    let known = |c: &char| LISTS.first.contains(c) && c.is_alphabetic();
    if rest.chars().next().filter(known).is_none() {
        return Groups::default();
    }
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take(LONGEST)
        .map(|end| LISTS.of_whole(&rest[..end], likely::hash(&rest[..end])))
        .fold(Groups::default(), Groups::or)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_a_group_and_every_word_is_found() {
        for line in include_str!("whose.txt").lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (group, words) = line.split_once(": ").unwrap();
            let known = Groups::NAMES.iter().find(|(name, _)| *name == group);
            let (_, group) = known.unwrap_or_else(|| panic!("no group `{group}`"));
            let mut folded = Folded::default();
            for word in words.split_whitespace() {
                folded.fill(word.trim_end_matches('*'));
                assert!(
                    of_word(&folded.text, likely::hash(&folded.text)).has(*group),
                    "{word}"
                );
            }
        }
    }
}
