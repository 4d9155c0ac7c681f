//! Finding many patterns in one walk over a page.
//!
//! Each sequence is filed under its rarest step (the *anchor*). The walk looks each word up once; only where an anchor
//! stands are the few sequences under it compared with what stands around, in a bounded number of steps. So the whole is
//! linear in the text. Texts in scripts without spaces are scanned for all anchors at once (Aho-Corasick).

use super::pattern::{Element, Pattern, WordForm};
use crate::extract::likely::{self, Likely};
use crate::extract::page::{Gap, Page, TokenKind};
use crate::extract::word_table::WordTable;
use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;

/// Signs that may stand between two words of a sequence.
const SIGNS_BETWEEN: usize = 3;
/// Letters of a word by which prefixes are filed.
const PREFIX_KEY: usize = 4;
/// Rules that one set may hold: their "seen" bits live on the stack.
pub(crate) const MOST_RULES: usize = 1024;
/// Tokens (or characters) before and after a match in which an exception is looked for.
const EXCEPTION_WINDOW: usize = 8;

/// A rule that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Its number in the set.
    pub(crate) rule: usize,
    /// Folded byte range.
    pub(crate) start: usize,
    /// One past the last folded byte.
    pub(crate) end: usize,
}

struct Sequence {
    rule: usize,
    elements: Box<[Element]>,
    anchor: usize,
}

/// A sequence under its anchor. What tells quickly that it is not there stands here, side by side.
struct Filed {
    sequence: u32,
    rule: u32,
    /// Hashes of the words of another of its steps, one of which must be in the text; empty when there is no such step.
    beside: [u32; BESIDE],
    words_beside: u8,
    /// Hash of the one word that its next step asks for; 0 when that is anything else.
    next: u32,
}

/// Most words of a step that is looked for among a text's words before a sequence is compared.
const BESIDE: usize = 3;

/// The words of a text by their hashes: what is not among them is not in the text.
struct WordsOfText([u64; 32]);

impl WordsOfText {
    fn of(page: &Page<'_>) -> Self {
        let mut bits = [0; 32];
        for token in page.tokens {
            let (place, bit) = Self::place(token.hash);
            bits[place] |= bit;
        }
        Self(bits)
    }

    #[inline]
    fn place(hash: u32) -> (usize, u64) {
        ((hash >> 6) as usize & 31, 1 << (hash & 63))
    }

    /// Whether what has to stand beside an anchor may be in the text.
    #[inline]
    fn may_hold(&self, filed: &Filed) -> bool {
        let beside = &filed.beside[..usize::from(filed.words_beside)];
        beside.is_empty()
            || beside.iter().any(|hash| {
                let (place, bit) = Self::place(*hash);
                self.0[place] & bit != 0
            })
    }
}

/// The sequences of a set of rules, filed for the walk.
pub(crate) struct Matcher {
    sequences: Vec<Sequence>,
    words: WordTable,
    /// By the word's place.
    by_word: Vec<Vec<Filed>>,
    by_prefix: FxHashMap<Box<str>, Vec<Filed>>,
    likely_prefixes: Likely,
    /// Sequences by literal, in the order of the literals in `literals`.
    by_literal: Vec<Vec<u32>>,
    literals: Option<AhoCorasick>,
    /// Exceptions by rule.
    unless: Vec<Vec<Pattern>>,
}

impl Matcher {
    /// Files patterns; each comes with its rule's number. `unless` holds the exceptions of each rule.
    pub(crate) fn build(patterns: Vec<(usize, Pattern)>, unless: Vec<Vec<Pattern>>) -> Self {
        let mut matcher = Self {
            sequences: Vec::new(),
            words: WordTable::default(),
            by_word: Vec::new(),
            by_prefix: FxHashMap::default(),
            likely_prefixes: Likely::default(),
            by_literal: Vec::new(),
            literals: None,
            unless,
        };
        let mut by_word: FxHashMap<Box<str>, Vec<Filed>> = FxHashMap::default();
        let mut literals: Vec<Box<str>> = Vec::new();
        let mut known: FxHashMap<Box<str>, usize> = FxHashMap::default();
        for (rule, pattern) in patterns {
            for elements in pattern.sequences {
                let number = matcher.sequences.len() as u32;
                let anchor = anchor(&elements);
                let file = |list: &mut Vec<Filed>| {
                    if list.last().is_none_or(|last| last.sequence != number) {
                        list.push(Filed::of(number, rule, &elements, anchor));
                    }
                };
                match &elements[anchor] {
                    Element::Words(forms) => {
                        for form in forms {
                            if form.prefix {
                                let key = form.text.chars().take(PREFIX_KEY).collect::<String>();
                                file(matcher.by_prefix.entry(key.into()).or_default());
                            } else {
                                file(by_word.entry(form.text.clone()).or_default());
                            }
                        }
                    }
                    Element::Literals(pieces) => {
                        for piece in pieces {
                            let at = *known.entry(piece.clone()).or_insert_with(|| {
                                literals.push(piece.clone());
                                matcher.by_literal.push(Vec::new());
                                literals.len() - 1
                            });
                            matcher.by_literal[at].push(number);
                        }
                    }
                    Element::Number(number_itself, _) => {
                        file(by_word.entry(number_itself.to_string().into()).or_default());
                    }
                    Element::Symbol(_) | Element::Gap(..) => {}
                }
                matcher.sequences.push(Sequence {
                    rule,
                    elements: elements.into(),
                    anchor,
                });
            }
        }
        let none = (Box::default(), Vec::new());
        let (words, lists) = [none].into_iter().chain(by_word).unzip();
        matcher.words = WordTable::of(words);
        matcher.by_word = lists;
        let heads = matcher.by_prefix.keys().map(|key| likely::head_hash(key));
        matcher.likely_prefixes = Likely::of_hashes(heads);
        if !literals.is_empty() {
            let built = AhoCorasick::new(literals.iter().map(AsRef::<str>::as_ref));
            matcher.literals = Some(built.expect("a few thousand short literals fit"));
        }
        matcher
    }

    /// The first match of each rule.
    pub(crate) fn find(&self, page: &Page<'_>, mut found: impl FnMut(Match)) {
        let mut seen = [0u64; MOST_RULES / 64];
        let mut unspaced = false;
        let words = WordsOfText::of(page);
        for (at, token) in page.tokens.iter().enumerate() {
            if matches!(token.kind, TokenKind::Symbol(_)) {
                continue;
            }
            let word = page.word(at);
            let is_number = token.kind == TokenKind::Number;
            let hash = if is_number {
                likely::hash(word)
            } else {
                token.hash
            };
            let list = &self.by_word[self.words.place(word, hash) as usize];
            self.verify(page, at, list, &words, &mut seen, &mut found);
            if !is_number
                && self.likely_prefixes.may_hold(likely::head_hash(word))
                && let Some(key) = prefix_key(word)
                && let Some(list) = self.by_prefix.get(key)
            {
                self.verify(page, at, list, &words, &mut seen, &mut found);
            }
            unspaced |= token.unspaced;
        }
        if let (true, Some(literals)) = (unspaced, &self.literals) {
            for hit in literals.find_overlapping_iter(page.folded) {
                for number in &self.by_literal[hit.pattern().as_usize()] {
                    let sequence = &self.sequences[*number as usize];
                    if is_seen(&seen, sequence.rule) {
                        continue;
                    }
                    let (before, after) = sequence.elements.split_at(sequence.anchor);
                    let range = text::backward(page.folded, before, hit.start())
                        .zip(text::forward(page.folded, &after[1..], hit.end()));
                    if let Some((start, end)) = range
                        && !self.excepted(page, sequence.rule, start, end)
                    {
                        mark_seen(&mut seen, sequence.rule);
                        found(Match {
                            rule: sequence.rule,
                            start,
                            end,
                        });
                    }
                }
            }
        }
    }

    fn verify(
        &self,
        page: &Page<'_>,
        at: usize,
        list: &[Filed],
        words: &WordsOfText,
        seen: &mut [u64; MOST_RULES / 64],
        found: &mut impl FnMut(Match),
    ) {
        if list.is_empty() {
            return;
        }
        let next = next_hash(page, at);
        for filed in list {
            if next.is_some_and(|next| filed.next != 0 && filed.next != next)
                || !words.may_hold(filed)
                || is_seen(seen, filed.rule as usize)
            {
                continue;
            }
            let sequence = &self.sequences[filed.sequence as usize];
            let (before, after) = sequence.elements.split_at(sequence.anchor);
            if !words::is(page, at, &after[0]) {
                continue;
            }
            let Some(to) = words::forward(page, &after[1..], at + 1) else {
                continue;
            };
            let Some(from) = words::backward(page, before, at) else {
                continue;
            };
            let start = page.tokens[from].start as usize;
            let end = page.tokens[to - 1].end as usize;
            if !self.excepted(page, sequence.rule, start, end) {
                mark_seen(seen, sequence.rule);
                found(Match {
                    rule: sequence.rule,
                    start,
                    end,
                });
            }
        }
    }

    /// Whether one of the rule's exceptions stands around a match.
    fn excepted(&self, page: &Page<'_>, rule: usize, start: usize, end: usize) -> bool {
        self.unless[rule].iter().any(|pattern| {
            pattern.sequences.iter().any(|elements| {
                if pattern.unspaced {
                    let before = page.folded[..start].char_indices().rev();
                    let first = before
                        .take(EXCEPTION_WINDOW)
                        .last()
                        .map_or(start, |(at, _)| at);
                    let after = page.folded[end..].char_indices();
                    let last = after
                        .take(EXCEPTION_WINDOW)
                        .last()
                        .map_or(end, |(at, c)| end + at + c.len_utf8());
                    page.folded[first..last]
                        .char_indices()
                        .any(|(at, _)| text::forward(page.folded, elements, first + at).is_some())
                } else {
                    let position = |byte: usize| {
                        page.tokens
                            .partition_point(|token| (token.start as usize) < byte)
                    };
                    let first = position(start).saturating_sub(EXCEPTION_WINDOW);
                    let last = (position(end) + EXCEPTION_WINDOW).min(page.tokens.len());
                    (first..last).any(|at| {
                        words::is(page, at, &elements[0])
                            && words::forward(page, &elements[1..], at + 1).is_some()
                    })
                }
            })
        })
    }
}

impl Filed {
    fn of(sequence: u32, rule: usize, elements: &[Element], anchor: usize) -> Self {
        let others = elements.iter().enumerate().filter(|(at, _)| *at != anchor);
        let beside = others
            .filter_map(|(_, element)| match element {
                Element::Words(forms) => Some(forms),
                _ => None,
            })
            .filter(|forms| forms.len() <= BESIDE && forms.iter().all(|form| !form.prefix))
            .max_by_key(|forms| forms.iter().map(rarity_of).min());
        let mut filed = Self {
            sequence,
            // A set holds at most `MOST_RULES`.
            rule: rule as u32,
            beside: [0; BESIDE],
            words_beside: 0,
            next: match elements.get(anchor + 1) {
                Some(Element::Words(forms)) => match &forms[..] {
                    [form] if !form.prefix => form.hash,
                    _ => 0,
                },
                _ => 0,
            },
        };
        for form in beside.into_iter().flatten() {
            filed.beside[usize::from(filed.words_beside)] = form.hash;
            filed.words_beside += 1;
        }
        filed
    }
}

/// The hash of the token behind one, where no sign stands between that may be passed over; 1 where the sentence ends.
fn next_hash(page: &Page<'_>, at: usize) -> Option<u32> {
    match page.tokens.get(at + 1) {
        Some(next) if next.gap < Gap::Blank => match next.kind {
            TokenKind::Symbol(_) => None,
            TokenKind::Word => Some(next.hash),
            TokenKind::Number => Some(1),
        },
        _ => Some(1),
    }
}

fn is_seen(seen: &[u64; MOST_RULES / 64], rule: usize) -> bool {
    seen[rule / 64] & (1 << (rule % 64)) != 0
}

fn mark_seen(seen: &mut [u64; MOST_RULES / 64], rule: usize) {
    seen[rule / 64] |= 1 << (rule % 64);
}

/// The first letters of a word that is long enough to be filed by them.
fn prefix_key(word: &str) -> Option<&str> {
    if word.is_ascii() {
        return word.get(..PREFIX_KEY);
    }
    let mut ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.nth(PREFIX_KEY - 1).map(|end| &word[..end])
}

/// The step of a sequence that is likely to be the rarest in texts: the one whose words are long and few.
fn anchor(elements: &[Element]) -> usize {
    let spaced = |element: &Element| !matches!(element, Element::Literals(_));
    let spaced = elements.iter().all(spaced);
    let rarity = |element: &Element| match element {
        Element::Words(forms) => {
            let shortest = forms.iter().map(rarity_of).min().unwrap_or(0);
            shortest * 4 - (forms.len().min(12) as i64)
        }
        Element::Literals(pieces) => {
            let shortest = pieces.iter().map(|piece| piece.chars().count()).min();
            shortest.unwrap_or(0) as i64 * 4 - (pieces.len().min(12) as i64)
        }
        Element::Number(from, to) if spaced && from == to => 8,
        _ => i64::MIN,
    };
    // The first of the rarest.
    let best = (0..elements.len())
        .rev()
        .max_by_key(|at| rarity(&elements[*at]));
    best.expect("a pattern has a word")
}

/// Short words and the commonest ones are everywhere.
fn rarity_of(form: &WordForm) -> i64 {
    const COMMON: &[&str] = &[
        "about",
        "after",
        "also",
        "always",
        "available",
        "call",
        "from",
        "girl",
        "girls",
        "have",
        "here",
        "just",
        "like",
        "love",
        "more",
        "only",
        "para",
        "please",
        "prices",
        "service",
        "services",
        "sweet",
        "text",
        "that",
        "this",
        "time",
        "when",
        "will",
        "with",
        "without",
        "work",
        "years",
        "young",
        "your",
    ];
    let letters = form.text.chars().count() as i64;
    if form.prefix && (letters as usize) < PREFIX_KEY {
        return -100;
    }
    if COMMON.contains(&&*form.text) {
        2
    } else {
        letters.min(9)
    }
}

/// Steps over tokens.
mod words {
    use super::{Element, Gap, Page, SIGNS_BETWEEN, TokenKind, likely};

    /// Whether one token is what a step asks for.
    pub(super) fn is(page: &Page<'_>, at: usize, element: &Element) -> bool {
        match element {
            Element::Words(forms) => {
                let token = &page.tokens[at];
                token.kind == TokenKind::Word && {
                    let word = page.word(at);
                    let head = likely::head(word);
                    forms.iter().any(|form| form.is(word, token.hash, head))
                }
            }
            Element::Number(from, to) => {
                page.tokens[at].kind == TokenKind::Number
                    && page
                        .word(at)
                        .parse::<u64>()
                        .is_ok_and(|number| (*from..=*to).contains(&number))
            }
            Element::Symbol(symbol) => page.is_symbol(at, *symbol),
            Element::Literals(_) | Element::Gap(..) => false,
        }
    }

    /// The next word or number at or after `at` within the sentence.
    fn next(page: &Page<'_>, at: usize) -> Option<usize> {
        for here in at..at + SIGNS_BETWEEN + 1 {
            let token = page.tokens.get(here)?;
            if token.gap == Gap::Blank && here > 0 {
                return None;
            }
            match token.kind {
                TokenKind::Symbol(c) if ends_a_sentence(c) => return None,
                TokenKind::Symbol(_) => {}
                _ => return Some(here),
            }
        }
        None
    }

    /// The last word or number before `at` within the sentence.
    fn previous(page: &Page<'_>, at: usize) -> Option<usize> {
        let mut after = at;
        for _ in 0..=SIGNS_BETWEEN {
            if page.tokens.get(after).is_some_and(|t| t.gap == Gap::Blank) {
                return None;
            }
            let here = after.checked_sub(1)?;
            match page.tokens[here].kind {
                TokenKind::Symbol(c) if ends_a_sentence(c) => return None,
                TokenKind::Symbol(_) => after = here,
                _ => return Some(here),
            }
        }
        None
    }

    fn ends_a_sentence(c: char) -> bool {
        matches!(c, '.' | '!' | '?' | ';' | '…' | '।' | '¿' | '¡')
    }

    /// Compares steps with the tokens from `at` on; the token after the last one.
    pub(super) fn forward(page: &Page<'_>, elements: &[Element], at: usize) -> Option<usize> {
        let Some((first, rest)) = elements.split_first() else {
            return Some(at);
        };
        match first {
            Element::Gap(least, most) => {
                let mut here = at;
                for passed in 0..=*most {
                    if passed >= *least
                        && let Some(end) = forward(page, rest, here)
                    {
                        return Some(end);
                    }
                    here = next(page, here)? + 1;
                }
                None
            }
            Element::Symbol(symbol) => {
                page.is_symbol(at, *symbol).then_some(())?;
                forward(page, rest, at + 1)
            }
            _ => {
                let here = next(page, at)?;
                is(page, here, first).then_some(())?;
                forward(page, rest, here + 1)
            }
        }
    }

    /// Compares steps with the tokens before `at`, last step first; the first token.
    pub(super) fn backward(page: &Page<'_>, elements: &[Element], at: usize) -> Option<usize> {
        let Some((last, rest)) = elements.split_last() else {
            return Some(at);
        };
        match last {
            Element::Gap(least, most) => {
                let mut here = at;
                for passed in 0..=*most {
                    if passed >= *least
                        && let Some(start) = backward(page, rest, here)
                    {
                        return Some(start);
                    }
                    here = previous(page, here)?;
                }
                None
            }
            Element::Symbol(symbol) => {
                let here = at.checked_sub(1)?;
                page.is_symbol(here, *symbol).then_some(())?;
                backward(page, rest, here)
            }
            _ => {
                let here = previous(page, at)?;
                is(page, here, last).then_some(())?;
                backward(page, rest, here)
            }
        }
    }
}

/// Steps over text in scripts without spaces.
mod text {
    use super::Element;

    fn ends_a_sentence(c: char) -> bool {
        matches!(c, '\n' | '.' | '!' | '?')
    }

    pub(super) fn forward(text: &str, elements: &[Element], at: usize) -> Option<usize> {
        let Some((first, rest)) = elements.split_first() else {
            return Some(at);
        };
        if let Element::Gap(least, most) = first {
            let mut here = at;
            for passed in 0..=*most {
                if passed >= *least
                    && let Some(end) = forward(text, rest, here)
                {
                    return Some(end);
                }
                let c = text[here..]
                    .chars()
                    .next()
                    .filter(|c| !ends_a_sentence(*c))?;
                here += c.len_utf8();
            }
            return None;
        }
        let here = at + usize::from(text[at..].starts_with(' '));
        match first {
            Element::Literals(pieces) => pieces
                .iter()
                .filter(|piece| text[here..].starts_with(&***piece))
                .find_map(|piece| forward(text, rest, here + piece.len())),
            Element::Number(from, to) => {
                let digits = text.as_bytes()[here..]
                    .iter()
                    .take(20)
                    .take_while(|b| b.is_ascii_digit());
                let end = here + digits.count();
                let number: u64 = text[here..end].parse().ok()?;
                let whole = !text.as_bytes()[..here]
                    .last()
                    .is_some_and(u8::is_ascii_digit);
                (whole && (*from..=*to).contains(&number)).then_some(())?;
                forward(text, rest, end)
            }
            _ => None,
        }
    }

    pub(super) fn backward(text: &str, elements: &[Element], at: usize) -> Option<usize> {
        let Some((last, rest)) = elements.split_last() else {
            return Some(at);
        };
        if let Element::Gap(least, most) = last {
            let mut here = at;
            for passed in 0..=*most {
                if passed >= *least
                    && let Some(start) = backward(text, rest, here)
                {
                    return Some(start);
                }
                let c = text[..here]
                    .chars()
                    .next_back()
                    .filter(|c| !ends_a_sentence(*c))?;
                here -= c.len_utf8();
            }
            return None;
        }
        let here = at - usize::from(text[..at].ends_with(' '));
        match last {
            Element::Literals(pieces) => pieces
                .iter()
                .filter(|piece| text[..here].ends_with(&***piece))
                .find_map(|piece| backward(text, rest, here - piece.len())),
            Element::Number(from, to) => {
                let digits = text.as_bytes()[..here]
                    .iter()
                    .rev()
                    .take(20)
                    .take_while(|b| b.is_ascii_digit());
                let start = here - digits.count();
                let number: u64 = text[start..here].parse().ok()?;
                (*from..=*to).contains(&number).then_some(())?;
                backward(text, rest, start)
            }
            _ => None,
        }
    }
}
