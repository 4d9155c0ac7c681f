//! A text as the recognizers see it: folded, cut into tokens, each word looked up once.

use super::characters::Characters;
use super::fold::{Folded, is_invisible};
use super::lexicon::{Domain, Domains, Entry, Lexicon, Sense};
use super::likely;
use super::numbers::Numbers;
use std::borrow::Cow;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters; in scripts without spaces the longest known word, else one character.
    Word,
    /// ASCII digits (digits of every script are folded to them).
    Number,
    /// A run of one and the same other character.
    Symbol(char),
}

/// What stands before a token. Ordered by distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// Spaces.
    Space,
    /// One line break (and spaces).
    Line,
    /// An empty line, or the start of the text.
    Blank,
}

/// Part of the folded text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// First byte in the folded text.
    pub(crate) start: u32,
    /// One past the last byte in the folded text.
    pub(crate) end: u32,
    pub(crate) kind: TokenKind,
    pub(crate) gap: Gap,
    /// Of a script that is written without spaces between words.
    pub(crate) unspaced: bool,
    /// In which domains it has a sense.
    pub(crate) domains: Domains,
    /// Of a word: its hash, see [`likely`](super::likely).
    pub(crate) hash: u32,
    /// Index of its senses in the lexicon.
    pub(crate) entry: Entry,
}

/// Buffers that one thread reuses from text to text.
#[derive(Default)]
pub(crate) struct Scratch {
    folded: Folded,
    tokens: Vec<Token>,
    numbers: Numbers,
}

impl Scratch {
    /// Folds and cuts a text.
    pub(crate) fn read<'a>(&'a mut self, text: &'a str) -> Page<'a> {
        self.folded.fill(text);
        cut(&self.folded.text, &mut self.tokens);
        self.numbers.forget(self.tokens.len());
        Page {
            text,
            folded: &self.folded.text,
            tokens: &self.tokens,
            map: &self.folded,
            lexicon: Lexicon::get(),
            numbers: &self.numbers,
        }
    }
}

/// A text as the recognizers see it.
pub(crate) struct Page<'a> {
    /// The text as it was given. Mentions' spans lie in it.
    pub(crate) text: &'a str,
    /// See [`super::fold`].
    pub(crate) folded: &'a str,
    /// In order, not overlapping; what lies between is white space.
    pub(crate) tokens: &'a [Token],
    map: &'a Folded,
    lexicon: &'static Lexicon,
    /// The numbers in words that were read so far: each recognizer asks for them.
    pub(crate) numbers: &'a Numbers,
}

impl<'a> Page<'a> {
    /// The folded text of a token.
    #[inline]
    pub(crate) fn word(&self, at: usize) -> &'a str {
        let token = &self.tokens[at];
        &self.folded[token.start as usize..token.end as usize]
    }

    /// The folded text of tokens `from..to` (not empty) with what lies between.
    pub(crate) fn words(&self, from: usize, to: usize) -> &'a str {
        &self.folded[self.tokens[from].start as usize..self.tokens[to - 1].end as usize]
    }

    /// All senses of a token.
    #[inline]
    pub(crate) fn senses(&self, at: usize) -> &'static [Sense] {
        self.lexicon.senses(self.tokens[at].entry)
    }

    /// The senses of a token in one domain. Out of range is empty.
    #[inline]
    pub(crate) fn senses_in(
        &self,
        at: usize,
        domain: Domain,
    ) -> impl Iterator<Item = Sense> + use<> {
        let senses = match self.tokens.get(at) {
            Some(token) if token.domains.has(domain) => self.lexicon.senses(token.entry),
            _ => &[],
        };
        senses
            .iter()
            .copied()
            .filter(move |sense| sense.domain == domain)
    }

    /// The first sense of a token in one domain.
    #[inline]
    pub(crate) fn sense(&self, at: usize, domain: Domain) -> Option<Sense> {
        self.senses_in(at, domain).next()
    }

    /// Which codes a token has in a domain, which is not [`Domain::Number`]: see [`codes`](super::lexicon::codes). Out of
    /// range has none.
    #[inline]
    pub(crate) fn codes(&self, at: usize, domain: Domain) -> u32 {
        match self.tokens.get(at) {
            Some(token) if token.domains.has(domain) => self.lexicon.codes_in(token.entry, domain),
            _ => 0,
        }
    }

    /// Whether a token has a sense of one of these codes in a domain, which is not [`Domain::Number`].
    #[inline]
    pub(crate) fn has_code(&self, at: usize, domain: Domain, codes: u32) -> bool {
        self.codes(at, domain) & codes != 0
    }

    /// The first sense of a token of one of these codes in a domain, which is not [`Domain::Number`].
    #[inline]
    pub(crate) fn sense_of(&self, at: usize, domain: Domain, codes: u32) -> Option<Sense> {
        if !self.has_code(at, domain, codes) {
            return None;
        }
        self.senses_in(at, domain)
            .find(|sense| 1 << sense.code & codes != 0)
    }

    /// Whether a token is this symbol, whatever its run length. Out of range is false.
    #[inline]
    pub(crate) fn is_symbol(&self, at: usize, symbol: char) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Symbol(symbol))
    }

    /// The original byte range of tokens `from..to` (not empty).
    pub(crate) fn range(&self, from: usize, to: usize) -> (usize, usize) {
        self.map.original(
            self.tokens[from].start as usize,
            self.tokens[to - 1].end as usize,
        )
    }

    /// The original byte range of a folded byte range that is not empty.
    pub(crate) fn original(&self, start: usize, end: usize) -> (usize, usize) {
        self.map.original(start, end)
    }

    /// A folded byte range with its capitals: the original where it is plain, else the folded text, each letter in
    /// the case that it was written in.
    pub(crate) fn with_case(&self, start: usize, end: usize) -> Cow<'a, str> {
        if start >= end {
            return Cow::Borrowed("");
        }
        let (from, to) = self.map.original(start, end);
        let original = &self.text[from..to];
        if original.len() == end - start && original.eq_ignore_ascii_case(&self.folded[start..end])
        {
            return Cow::Borrowed(original);
        }
        let mut cased = String::with_capacity(end - start);
        for (at, c) in self.folded[start..end].char_indices() {
            let (from, to) = self.map.original(start + at, start + at + c.len_utf8());
            let written = self.text[from..to].chars().next();
            if written.is_some_and(char::is_uppercase) {
                cased.extend(c.to_uppercase());
            } else {
                cased.push(c);
            }
        }
        Cow::Owned(cased)
    }

    /// The first token that starts at or after an original byte offset.
    pub(crate) fn token_at(&self, original: usize) -> usize {
        let folded = self.map.folded_offset(original) as u32;
        self.tokens.partition_point(|token| token.start < folded)
    }

    /// How an original byte range was written otherwise than plainly.
    pub(crate) fn disguises(&self, start: usize, end: usize) -> Disguises {
        Disguises::of(&self.text[start..end])
    }
}

/// Ways of writing that folding undid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Disguises {
    /// Zero-width or direction characters, stacked marks.
    pub(crate) invisible: bool,
    /// Emoji keycaps.
    pub(crate) keycap: bool,
    /// Circled, superscript, mathematical and other styled digits or letters.
    pub(crate) styled: bool,
    /// Full-width forms.
    pub(crate) full_width: bool,
    /// Digits of another script.
    pub(crate) other_digits: bool,
}

impl Disguises {
    fn of(original: &str) -> Self {
        let mut found = Self::default();
        if original.is_ascii() {
            return found;
        }
        for c in original.chars().filter(|c| !c.is_ascii()) {
            match c {
                '\u{20e3}' | '\u{1f51f}' => found.keycap = true,
                '\u{fe0f}' => {}
                '\u{ff01}'..='\u{ff5e}' => found.full_width = true,
                '\u{b2}'
                | '\u{b3}'
                | '\u{b9}'
                | '\u{2070}'..='\u{209f}'
                | '\u{2460}'..='\u{24ff}'
                | '\u{2776}'..='\u{2793}'
                | '\u{1d400}'..='\u{1d7ff}'
                | '\u{1f100}'..='\u{1f1ff}'
                | '\u{1fbf0}'..='\u{1fbf9}' => found.styled = true,
                '\u{660}'..='\u{19d9}' if c.is_numeric() => found.other_digits = true,
                c if is_invisible(c) => found.invisible = true,
                _ => {}
            }
        }
        found
    }
}

/// Cuts a folded text into tokens in one pass.
fn cut(text: &str, tokens: &mut Vec<Token>) {
    tokens.clear();
    let lexicon = Lexicon::get();
    let characters = Characters::get();
    let bytes = text.as_bytes();
    let mut gap = Gap::Blank;
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut unspaced = false;
        let (kind, entry, hash) = match bytes[at] {
            b'\n' => {
                gap = if gap >= Gap::Line {
                    Gap::Blank
                } else {
                    Gap::Line
                };
                at += 1;
                continue;
            }
            b' ' | b'\t' | 0xb | 0xc => {
                gap = gap.max(Gap::Space);
                at += 1;
                continue;
            }
            b'a'..=b'z' => {
                at = word_end(text, at, characters);
                let word = &text[start..at];
                let hash = likely::hash(word);
                (TokenKind::Word, lexicon.hashed(word, hash), hash)
            }
            b'0'..=b'9' => {
                while at < bytes.len() && bytes[at].is_ascii_digit() {
                    at += 1;
                }
                (TokenKind::Number, 0, 0)
            }
            sign @ (b'!'..=b'/' | b':'..=b'@' | b'['..=b'`' | b'{'..=b'~') => {
                while at < bytes.len() && bytes[at] == sign {
                    at += 1;
                }
                (TokenKind::Symbol(char::from(sign)), 0, 0)
            }
            _ => {
                let c = text[at..].chars().next().expect("not at the end");
                let facts = characters.facts(c);
                if facts.is_unspaced() {
                    unspaced = true;
                    let (length, entry) = lexicon.longest_match(&text[at..]);
                    at += length;
                    (TokenKind::Word, entry, likely::hash(&text[start..at]))
                } else if facts.is_letter() {
                    at = word_end(text, at, characters);
                    let word = &text[start..at];
                    let hash = likely::hash(word);
                    (TokenKind::Word, lexicon.hashed(word, hash), hash)
                } else {
                    while text[at..].starts_with(c) {
                        at += c.len_utf8();
                    }
                    (TokenKind::Symbol(c), 0, 0)
                }
            }
        };
        tokens.push(Token {
            start: start as u32,
            end: at as u32,
            kind,
            gap,
            unspaced,
            domains: lexicon.domains(entry),
            hash,
            entry,
        });
        gap = Gap::None;
    }
}

/// Where the word that starts at `at` ends. Marks of scripts such as Devanagari and Arabic belong to it.
fn word_end(text: &str, at: usize, characters: Characters) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        if bytes[end].is_ascii() {
            if !bytes[end].is_ascii_alphabetic() {
                break;
            }
            end += 1;
            continue;
        }
        let c = text[end..].chars().next().expect("not at the end");
        let facts = characters.facts(c);
        if !facts.joins() || facts.is_unspaced() {
            break;
        }
        end += c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_is_cut_into_words_numbers_and_symbols() {
        let mut scratch = Scratch::default();
        let page = scratch.read("Call me: 4one5--555\n\nहिन्दी 天河");
        let words: Vec<&str> = (0..page.tokens.len()).map(|at| page.word(at)).collect();
        assert_eq!(
            words,
            [
                "call",
                "me",
                ":",
                "4",
                "one",
                "5",
                "--",
                "555",
                "हिन्दी",
                "天",
                "河"
            ]
        );
        let gaps: Vec<Gap> = page.tokens.iter().map(|token| token.gap).collect();
        assert_eq!(gaps[..4], [Gap::Blank, Gap::Space, Gap::None, Gap::Space]);
        assert_eq!(gaps[8], Gap::Blank);
    }

    proptest! {
        #[test]
        fn tokens_cover_all_but_white_space(text in "\\PC{0,40}") {
            let mut scratch = Scratch::default();
            let page = scratch.read(&text);
            let mut last = 0;
            for token in page.tokens {
                prop_assert!(page.folded[last..token.start as usize].chars().all(char::is_whitespace));
                prop_assert!(token.start < token.end);
                last = token.end as usize;
            }
            prop_assert!(page.folded[last..].chars().all(char::is_whitespace));
            for at in 0..page.tokens.len() {
                let (start, end) = page.range(at, at + 1);
                prop_assert!(start < end && text.get(start..end).is_some());
            }
        }
    }
}
