//! The words that recognizers know, in one table, so that each word of a text is looked up once for all of them.

use super::fold::{Folded, is_unspaced};
use super::likely;
use super::word_table::WordTable;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Whose word it is. The owner alone gives meaning to a sense's code and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Domain {
    /// Words for numbers and digits (`numbers.rs`).
    Number,
    /// Cues around phone numbers.
    Phone,
    /// Currencies, units of time, slang of prices.
    Price,
    /// Years of age and cues of age.
    Age,
    /// Units and cues of height and weight.
    Body,
    /// Months, weekdays, relative days.
    Date,
    /// Names of platforms and cues of handles.
    Account,
    /// Cues of names.
    Name,
    /// Cues of places.
    Place,
}

/// In which domains a word has a meaning: one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Domains(u16);

impl Domains {
    /// Whether a domain is among them.
    #[inline]
    pub(crate) fn has(self, domain: Domain) -> bool {
        self.0 & 1 << domain as u16 != 0
    }
}

/// How many domains there are.
const DOMAINS: usize = Domain::Place as usize + 1;

/// One meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sense {
    pub(crate) domain: Domain,
    pub(crate) code: u16,
    pub(crate) value: i64,
}

/// A recognizer's words: (word in any spelling, code, value).
pub(crate) type Words = &'static [(&'static str, u16, i64)];

/// Every recognizer's words.
fn tables() -> Vec<(Domain, Words)> {
    vec![
        (Domain::Number, super::numbers::WORDS),
        (Domain::Phone, super::phone::WORDS),
        (Domain::Price, super::price::WORDS),
        (Domain::Age, super::age::WORDS),
        (Domain::Body, super::body::WORDS),
        (Domain::Date, super::date::WORDS),
        (Domain::Account, super::account::WORDS),
        (Domain::Name, super::name::WORDS),
        (Domain::Place, super::place::WORDS),
    ]
}

/// Index of a word's senses; 0 has none.
pub(crate) type Entry = u32;

/// Where the senses of a word are.
#[derive(Clone, Copy, Default)]
struct Known {
    first: u32,
    count: u16,
    domains: Domains,
}

/// Which codes a word has in a domain: one bit each. Numbers have other codes and are not asked for them so.
pub(crate) const fn codes(all: &[u16]) -> u32 {
    let mut bits = 0;
    let mut at = 0;
    while at < all.len() {
        bits |= 1 << all[at];
        at += 1;
    }
    bits
}

pub(crate) struct Lexicon {
    words: WordTable,
    /// By entry.
    known: Vec<Known>,
    /// By entry and domain, see [`codes`].
    codes: Vec<[u32; DOMAINS]>,
    /// Of one word after the other.
    senses: Vec<Sense>,
    /// Longest word in characters by first character, for scripts without spaces.
    longest: FxHashMap<char, u8>,
}

impl Lexicon {
    #[inline]
    pub(crate) fn get() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);
        &LEXICON
    }

    fn build() -> Self {
        let mut lexicon = Self {
            words: WordTable::default(),
            known: Vec::new(),
            codes: Vec::new(),
            senses: Vec::new(),
            longest: FxHashMap::default(),
        };
        let mut entries: FxHashMap<Box<str>, Entry> = FxHashMap::default();
        let mut by_entry: Vec<Vec<Sense>> = vec![Vec::new()];
        let mut folded = Folded::default();
        for (domain, words) in tables() {
            for (word, code, value) in words {
                folded.fill(word);
                let key = folded.text.as_str();
                let entry = *entries.entry(key.into()).or_insert_with(|| {
                    by_entry.push(Vec::new());
                    (by_entry.len() - 1) as Entry
                });
                let sense = Sense {
                    domain,
                    code: *code,
                    value: *value,
                };
                let senses = &mut by_entry[entry as usize];
                if !senses.contains(&sense) {
                    senses.push(sense);
                }
                if let Some(first) = key.chars().next().filter(|c| is_unspaced(*c)) {
                    let longest = lexicon.longest.entry(first).or_default();
                    *longest = (*longest).max(key.chars().count().min(16) as u8);
                }
            }
        }
        let mut words = vec![Box::default(); by_entry.len()];
        for (word, entry) in entries {
            words[entry as usize] = word;
        }
        lexicon.words = WordTable::of(words);
        for senses in by_entry {
            let domains = senses
                .iter()
                .fold(0, |bits, sense| bits | 1 << sense.domain as u16);
            lexicon.known.push(Known {
                first: lexicon.senses.len() as u32,
                count: senses.len() as u16,
                domains: Domains(domains),
            });
            let mut codes_by_domain = [0; DOMAINS];
            for sense in senses.iter().filter(|sense| sense.domain != Domain::Number) {
                codes_by_domain[sense.domain as usize] |= codes(&[sense.code]);
            }
            lexicon.codes.push(codes_by_domain);
            lexicon.senses.extend(senses);
        }
        lexicon
    }

    /// In which domains a word has a meaning.
    #[inline]
    pub(crate) fn domains(&self, entry: Entry) -> Domains {
        self.known[entry as usize].domains
    }

    /// The entry of a folded word; 0 when it is not known.
    pub(crate) fn entry(&self, word: &str) -> Entry {
        self.words.place(word, likely::hash(word))
    }

    /// The entry of a folded word of this hash; 0 when it is not known.
    #[inline]
    pub(crate) fn hashed(&self, word: &str, hash: u32) -> Entry {
        self.words.place(word, hash)
    }

    /// Which codes a word has in one of its domains (see [`codes`]), [`Domain::Number`] excepted.
    #[inline]
    pub(crate) fn codes_in(&self, entry: Entry, domain: Domain) -> u32 {
        self.codes[entry as usize][domain as usize]
    }

    /// The longest known word at the start of a text without spaces: its bytes and entry; else its first character.
    pub(crate) fn longest_match(&self, text: &str) -> (usize, Entry) {
        let mut chars = text.char_indices();
        let Some((_, first)) = chars.next() else {
            return (0, 0);
        };
        let limit = self.longest.get(&first).copied().unwrap_or(0) as usize;
        let mut ends = [0usize; 16];
        let mut count = 0;
        if limit > 0 {
            ends[0] = first.len_utf8();
            count = 1;
            for (at, c) in chars.take(limit - 1) {
                if !is_unspaced(c) {
                    break;
                }
                ends[count] = at + c.len_utf8();
                count += 1;
            }
        }
        for end in ends[..count].iter().rev() {
            let entry = self.entry(&text[..*end]);
            if entry != 0 {
                return (*end, entry);
            }
        }
        (first.len_utf8(), 0)
    }

    /// The words of one domain with their senses, in no order.
    pub(crate) fn words(&self, domain: Domain) -> impl Iterator<Item = (&str, Sense)> {
        (0..).zip(self.words.all()).flat_map(move |(entry, word)| {
            let senses = self.senses(entry).iter().copied();
            senses
                .filter(move |sense| sense.domain == domain)
                .map(move |sense| (word.as_ref(), sense))
        })
    }

    /// What a word may mean.
    #[inline]
    pub(crate) fn senses(&self, entry: Entry) -> &[Sense] {
        let known = self.known[entry as usize];
        &self.senses[known.first as usize..known.first as usize + usize::from(known.count)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::page::{Scratch, TokenKind};

    #[test]
    fn every_known_word_is_one_token() {
        let mut scratch = Scratch::default();
        for (domain, words) in tables() {
            for (word, ..) in words {
                let page = scratch.read(word);
                let one = page.tokens.len() == 1
                    && page.tokens[0].kind == TokenKind::Word
                    && page.tokens[0].entry != 0;
                assert!(one, "{domain:?}: {word:?} is {} tokens", page.tokens.len());
            }
        }
    }
}
