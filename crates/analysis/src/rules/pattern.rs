//! The language in which rules say what they look for.
//!
//! | written | matches |
//! |---|---|
//! | `word` | the word, however it is capitalised, accented or styled |
//! | `word*` | a word that starts so |
//! | `don't`, `in-call` | also `dont`, `don t`, `incall`, `in call` |
//! | `(a\|b c\|d)` | one of them |
//! | `[a\|b c]` | one of them or nothing |
//! | `{0,3}` | so many words of any kind, within a sentence |
//! | `#` | a number in digits |
//! | `<13-17>` | a number in this range, ends included; `18` is `<18-18>` |
//! | `+ % $ € £ & @ / :` | the sign itself |
//!
//! A pattern that holds a letter of a script without spaces (Chinese, Japanese, Korean, Thai …) is read as text and not
//! as words: its pieces are found anywhere, `{0,3}` counts characters, a space stands for one or none.

use crate::extract::fold::{Folded, is_unspaced};
use crate::extract::likely;

/// A word that a pattern asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WordForm {
    pub(crate) text: Box<str>,
    /// Whether more letters may follow.
    pub(crate) prefix: bool,
    /// Of the whole word.
    pub(crate) hash: u32,
    /// Its first bytes, and which bits of a number they are.
    head: (u32, u32),
}

impl WordForm {
    fn new(text: &str, prefix: bool) -> Self {
        let bits = 8 * text.len().min(4) as u32;
        let mask = u32::MAX.checked_shr(32 - bits).unwrap_or(0);
        Self {
            text: text.into(),
            prefix,
            hash: likely::hash(text),
            head: (likely::head(text), mask),
        }
    }

    /// Whether a word of this hash and these first bytes is meant. Most words are told apart by the two.
    #[inline]
    pub(crate) fn is(&self, word: &str, hash: u32, head: u32) -> bool {
        if self.prefix {
            head & self.head.1 == self.head.0 && word.starts_with(&*self.text)
        } else {
            hash == self.hash && word == &*self.text
        }
    }
}

/// One step of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    /// One token: any of these words.
    Words(Vec<WordForm>),
    /// Any of these pieces of text.
    Literals(Vec<Box<str>>),
    /// A number between the two, ends included.
    Number(u64, u64),
    /// This sign.
    Symbol(char),
    /// So many words (in texts without spaces: characters).
    Gap(u8, u8),
}

/// What a pattern comes down to: alternatives written out, each a plain sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// Whether the sequences are read as text and not as words.
    pub(crate) unspaced: bool,
    pub(crate) sequences: Vec<Vec<Element>>,
}

/// Sequences that one pattern may be written out to.
const MOST_SEQUENCES: usize = 512;
/// Widest gap in words, and in characters where there are no words: keeps the work bounded.
const WIDEST_GAP: (u8, u8) = (8, 16);
/// Longest sequence.
const LONGEST: usize = 24;
/// Deepest nesting of brackets.
const DEEPEST: usize = 4;

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Says what is wrong, in words for whoever wrote the rule.
    pub(crate) fn parse(written: &str) -> Result<Self, String> {
        let mut folded = Folded::default();
        folded.fill(written);
        let unspaced = folded.text.chars().any(is_unspaced);
        let mut parser = Parser {
            chars: folded.text.chars().collect(),
            at: 0,
            unspaced,
        };
        let alternatives = parser.alternatives(0)?;
        if parser.at < parser.chars.len() {
            return Err(format!("`{}` closes nothing", parser.chars[parser.at]));
        }
        let mut sequences = write_out(&alternatives)?;
        sequences.sort_by_key(Vec::len);
        sequences.dedup();
        for sequence in &sequences {
            let ends = [sequence.first(), sequence.last()];
            if ends
                .iter()
                .any(|end| matches!(end, None | Some(Element::Gap(..))))
            {
                return Err("it must start and end with a word".into());
            }
            if sequence.len() > LONGEST {
                return Err(format!("it is longer than {LONGEST} words"));
            }
            let can_be_looked_up = |element: &Element| match element {
                Element::Words(_) | Element::Literals(_) => true,
                Element::Number(from, to) => !unspaced && from == to,
                Element::Symbol(_) | Element::Gap(..) => false,
            };
            if !sequence.iter().any(can_be_looked_up) {
                return Err("it needs a word".into());
            }
        }
        Ok(Self {
            unspaced,
            sequences,
        })
    }
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Any(Vec<Vec<Node>>),
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    unspaced: bool,
}

impl Parser {
    fn widest_gap(&self) -> u8 {
        if self.unspaced {
            WIDEST_GAP.1
        } else {
            WIDEST_GAP.0
        }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn alternatives(&mut self, depth: usize) -> Result<Vec<Vec<Node>>, String> {
        if depth > DEEPEST {
            return Err(format!("brackets are nested more than {DEEPEST} deep"));
        }
        let mut all = vec![Vec::new()];
        while let Some(c) = self.peek() {
            match c {
                ')' | ']' => break,
                '|' => {
                    self.at += 1;
                    all.push(Vec::new());
                    continue;
                }
                _ => {}
            }
            let last = all.last_mut().expect("starts with one");
            match c {
                c if c.is_whitespace() => self.at += 1,
                '(' | '[' => {
                    self.at += 1;
                    let mut inner = self.alternatives(depth + 1)?;
                    let closing = if c == '(' { ')' } else { ']' };
                    if self.peek() != Some(closing) {
                        return Err(format!("`{c}` is not closed by `{closing}`"));
                    }
                    self.at += 1;
                    if inner.iter().any(Vec::is_empty) {
                        return Err("an alternative is empty".into());
                    }
                    if c == '[' {
                        inner.push(Vec::new());
                    }
                    last.push(Node::Any(inner));
                }
                '{' => {
                    let (from, to) = self.range('}', ',')?;
                    let (from, to) = (u8::try_from(from), u8::try_from(to));
                    match (from, to) {
                        (Ok(from), Ok(to)) if to <= self.widest_gap() => {
                            last.push(Node::Element(Element::Gap(from, to)));
                        }
                        _ => return Err(format!("a gap is at most {}", self.widest_gap())),
                    }
                }
                '<' => {
                    let (from, to) = self.range('>', '-')?;
                    last.push(Node::Element(Element::Number(from, to)));
                }
                '#' => {
                    self.at += 1;
                    last.push(Node::Element(Element::Number(0, u64::MAX)));
                }
                c if c.is_ascii_digit() => {
                    let number = self.number()?;
                    last.push(Node::Element(Element::Number(number, number)));
                }
                _ if self.unspaced => {
                    let literal = self.take(|c| {
                        !c.is_whitespace() && !c.is_ascii_digit() && !"()[]{}<>|#*".contains(c)
                    });
                    if literal.is_empty() {
                        return Err(format!("`{c}` is not understood here"));
                    }
                    last.push(Node::Element(Element::Literals(vec![
                        literal.into_boxed_str(),
                    ])));
                }
                c if c.is_alphabetic() => last.push(self.word()),
                c if "+%$€£&@/:".contains(c) => {
                    self.at += 1;
                    last.push(Node::Element(Element::Symbol(c)));
                }
                c => return Err(format!("`{c}` is not understood here")),
            }
        }
        Ok(all)
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    fn number(&mut self) -> Result<u64, String> {
        let digits = self.take(|c| c.is_ascii_digit());
        digits
            .parse()
            .map_err(|_| format!("`{digits}` is no number"))
    }

    fn range(&mut self, closing: char, between: char) -> Result<(u64, u64), String> {
        self.at += 1;
        let from = self.number()?;
        if self.peek() != Some(between) {
            return Err(format!("expected `{between}` between two numbers"));
        }
        self.at += 1;
        let to = self.number()?;
        if self.peek() != Some(closing) {
            return Err(format!("expected `{closing}` after two numbers"));
        }
        self.at += 1;
        if from > to {
            return Err(format!("{from} is more than {to}"));
        }
        Ok((from, to))
    }

    /// A word; where it is joined by an apostrophe or a hyphen, also in one and in parts.
    fn word(&mut self) -> Node {
        let is_part =
            |c: char| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c);
        let mut parts = vec![self.take(is_part)];
        while matches!(self.peek(), Some('\'' | '-'))
            && self
                .chars
                .get(self.at + 1)
                .is_some_and(|c| c.is_alphabetic())
        {
            self.at += 1;
            parts.push(self.take(is_part));
        }
        let prefix = self.peek() == Some('*');
        if prefix {
            self.at += 1;
        }
        let form =
            |text: &str, prefix| Node::Element(Element::Words(vec![WordForm::new(text, prefix)]));
        let joined = form(&parts.concat(), prefix);
        if parts.len() == 1 {
            return joined;
        }
        let last = parts.len() - 1;
        let split = parts
            .iter()
            .enumerate()
            .map(|(at, part)| form(part, prefix && at == last))
            .collect();
        Node::Any(vec![vec![joined], split])
    }
}

/// Writes alternatives out; alternatives of one word each stay together in one step.
fn write_out(alternatives: &[Vec<Node>]) -> Result<Vec<Vec<Element>>, String> {
    let mut all = Vec::new();
    for sequence in alternatives {
        let mut so_far: Vec<Vec<Element>> = vec![Vec::new()];
        for node in sequence {
            let choices = match node {
                Node::Element(element) => vec![vec![element.clone()]],
                Node::Any(inner) => merge(write_out(inner)?),
            };
            if so_far.len() * choices.len() > MOST_SEQUENCES {
                return Err(format!(
                    "it stands for more than {MOST_SEQUENCES} sequences"
                ));
            }
            so_far = so_far
                .iter()
                .flat_map(|start| choices.iter().map(move |end| [&start[..], end].concat()))
                .collect();
        }
        all.append(&mut so_far);
    }
    if all.len() > MOST_SEQUENCES {
        return Err(format!(
            "it stands for more than {MOST_SEQUENCES} sequences"
        ));
    }
    Ok(all)
}

/// Joins the sequences of a single word step into one.
fn merge(sequences: Vec<Vec<Element>>) -> Vec<Vec<Element>> {
    let (mut words, mut literals, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for mut sequence in sequences {
        match (sequence.len(), sequence.first_mut()) {
            (1, Some(Element::Words(forms))) => words.append(forms),
            (1, Some(Element::Literals(pieces))) => literals.append(pieces),
            _ => others.push(sequence),
        }
    }
    if !words.is_empty() {
        others.push(vec![Element::Words(words)]);
    }
    if !literals.is_empty() {
        others.push(vec![Element::Literals(literals)]);
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_of_one_word_are_one_step_and_longer_ones_are_written_out() {
        let count = |written| Pattern::parse(written).unwrap().sequences.len();
        assert_eq!(count("call my (boss|manager|driver)"), 1);
        assert_eq!(count("call [to] my (boss|his driver)"), 4);
        assert_eq!(count("don't call"), 2);
        assert_eq!(count("<13-17> (years|yo)"), 1);
    }

    #[test]
    fn a_wrong_pattern_is_refused_with_a_reason() {
        for (written, reason) in [
            ("", "start and end"),
            ("{0,2} word", "start and end"),
            ("word {0,99} word", "at most"),
            ("word {3,1} word", "more than"),
            ("(a|b", "not closed"),
            ("a)", "closes nothing"),
            ("(a|)", "empty"),
            ("#", "needs a word"),
            ("a ~ b", "not understood"),
            ("((((((a))))))", "nested"),
            ("[a][b][c][d][e][f][g][h][i][j] k", "sequences"),
        ] {
            let error = Pattern::parse(written).unwrap_err();
            assert!(error.contains(reason), "{written}: {error}");
        }
    }

    #[test]
    fn a_pattern_without_spaces_is_read_as_text() {
        let pattern = Pattern::parse("护照 {0,4} (保管|扣押)").unwrap();
        assert!(pattern.unspaced);
        assert_eq!(pattern.sequences.len(), 1);
    }
}
