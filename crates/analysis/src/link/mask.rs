//! What stays of a text when everything is masked that changes from posting to posting.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Stands for one or more words that hold digits or are numbers, addresses or handles.
const NUMBER: char = '#';

/// Digits in words, sorted: numbers are spelled to hide them. That some of these words mean other things as well does no
/// harm, for both texts are masked alike.
const DIGIT_WORDS: &[&str] = &[
    "acht",
    "ate",
    "cero",
    "cinci",
    "cinco",
    "cinq",
    "cinque",
    "cuatro",
    "deux",
    "doi",
    "dois",
    "dos",
    "drei",
    "due",
    "eight",
    "eins",
    "fife",
    "five",
    "for",
    "four",
    "foor",
    "fuenf",
    "funf",
    "huit",
    "neuf",
    "neun",
    "niner",
    "nine",
    "noua",
    "nove",
    "nueve",
    "null",
    "ocho",
    "oh",
    "oito",
    "one",
    "opt",
    "otto",
    "patru",
    "quatre",
    "quatro",
    "quattro",
    "sapte",
    "sase",
    "sechs",
    "sei",
    "seis",
    "sept",
    "sete",
    "sette",
    "seven",
    "sieben",
    "siete",
    "six",
    "three",
    "tree",
    "trei",
    "tres",
    "trois",
    "two",
    "unu",
    "vier",
    "won",
    "zero",
    "zwei",
    "zwo",
    "восемь",
    "девять",
    "два",
    "один",
    "ноль",
    "пять",
    "семь",
    "три",
    "четыре",
    "шесть",
];

/// Digits and `@`.
const NUMERIC: u8 = 1;
/// What an address without digits has.
const OF_ADDRESS: u8 = 2;
const APOSTROPHE: u8 = 4;
const NOT_ASCII: u8 = 8;
/// What a byte means for the chunk that it stands in.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'0'..=b'9' | b'@' => NUMERIC,
            b'/' | b'.' => OF_ADDRESS,
            b'\'' => APOSTROPHE,
            0x80.. => NOT_ASCII,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// A masked text and how much it says.
#[derive(Default)]
pub(crate) struct Masked {
    /// Lower-case words with one space between them, `#` for numbers between words.
    pub(crate) text: String,
    /// Half words: a character of a script without spaces is one, a word of another is two.
    half_words: usize,
    letters: usize,
    /// Where the name of a field begins, when it was the last word written.
    field: Option<usize>,
}

impl Masked {
    /// Whether two texts that are equal after masking hardly are so by chance.
    ///
    /// That takes 12 words and 60 letters. A character of Chinese, Japanese, Thai and their like counts for half a word
    /// and three letters. Names of fields (`price:`) do not count: all records of a source have them.
    pub(crate) fn says_enough(&self) -> bool {
        self.half_words >= 24 && self.letters >= 60
    }

    pub(crate) fn of(text: &str) -> Self {
        let mut masked = Self {
            text: String::with_capacity(text.len() + 8),
            ..Self::default()
        };
        for chunk in text.split_whitespace() {
            masked.chunk(chunk);
        }
        if let Some(before) = masked.text.strip_suffix(NUMBER) {
            masked.text.truncate(before.trim_end().len());
        }
        masked
    }

    /// What stands between two spaces.
    fn chunk(&mut self, chunk: &str) {
        let bytes = chunk.as_bytes();
        let kinds = bytes.iter().fold(0, |kinds, b| kinds | KINDS[*b as usize]);
        if kinds & NUMERIC != 0 || (kinds & OF_ADDRESS != 0 && holds_address(bytes)) {
            // In scripts without spaces a chunk is a sentence: only the digits go.
            if kinds & NOT_ASCII != 0 && chunk.chars().any(is_unspaced) {
                self.words(chunk, false);
            } else {
                self.number();
            }
            return;
        }
        let start = self.text.len();
        let names_field = bytes.last() == Some(&b':');
        if kinds & (NOT_ASCII | APOSTROPHE) == 0 {
            for word in chunk.split(|c: char| !c.is_ascii_alphabetic()) {
                self.plain_word(word, names_field);
            }
        } else {
            self.words(chunk, names_field);
        }
        if names_field && start < self.text.len() {
            self.field = Some(start);
        }
    }

    /// What [`Self::words`] does with a word of ASCII letters, faster.
    fn plain_word(&mut self, word: &str, names_field: bool) {
        let mut written = Word::begin(self);
        if !word.is_empty() {
            self.space();
            let start = self.text.len();
            self.text.push_str(word);
            self.text[start..].make_ascii_lowercase();
            written.letters = word.len();
            written.end(self, names_field);
        }
    }

    fn words(&mut self, chunk: &str, names_field: bool) {
        let mut word = Word::begin(self);
        for c in chunk.chars() {
            match c {
                'a'..='z' => word.letter(self, c),
                'A'..='Z' => word.letter(self, c.to_ascii_lowercase()),
                '0'..='9' => word.digit(self),
                '\'' => {}
                _ if c.is_ascii() => word.end(self, names_field),
                '’' | 'ʼ' | '\u{ad}' => {}
                _ if is_unspaced(c) => {
                    word.end(self, names_field);
                    self.unspaced(c);
                    word = Word::begin(self);
                }
                _ => word.other(self, c, names_field),
            }
        }
        word.end(self, names_field);
    }

    fn space(&mut self) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
    }

    /// A number, with the name of its field: columns and the words around a number change from site to site.
    fn number(&mut self) {
        if let Some(field) = self.field.take() {
            self.text.truncate(field);
        }
        if !self.text.is_empty() && !self.text.ends_with(NUMBER) {
            self.space();
            self.text.push(NUMBER);
        }
    }

    /// A character that is a word by itself, or nearly.
    fn unspaced(&mut self, c: char) {
        if self.text.ends_with(|last: char| !is_unspaced(last)) {
            self.text.push(' ');
        }
        self.text.push(c);
        self.field = None;
        self.half_words += 1;
        self.letters += 3;
    }
}

/// A word being written.
struct Word {
    /// Where it begins in the masked text, its space included.
    start: usize,
    letters: usize,
    digits: bool,
}

impl Word {
    fn begin(masked: &Masked) -> Self {
        Self {
            start: masked.text.len(),
            letters: 0,
            digits: false,
        }
    }

    fn letter(&mut self, masked: &mut Masked, c: char) {
        if self.letters == 0 {
            masked.space();
        }
        masked.text.push(c);
        self.letters += 1;
    }

    fn digit(&mut self, masked: &mut Masked) {
        if self.letters == 0 {
            masked.space();
            self.letters += 1;
        }
        self.digits = true;
    }

    /// A character that is not ASCII: in its plain form if it has one.
    fn other(&mut self, masked: &mut Masked, c: char, names_field: bool) {
        // Letters and digits, numbers in circles among them; not emoji, signs and marks.
        if matches!(c, '\u{fb50}'..='\u{fdff}') {
            // Whole Arabic phrases are one character there: taking them apart would make the text many times as long.
            self.letter(masked, c);
        } else if c.is_alphabetic() || c.is_numeric() {
            decompose_compatible(c, |part| {
                if part.is_numeric() {
                    self.digit(masked);
                } else if !is_combining_mark(part) {
                    for lower in part.to_lowercase().filter(|c| c.is_alphabetic()) {
                        self.letter(masked, lower);
                    }
                }
            });
        } else if !is_combining_mark(c) && !is_invisible(c) {
            self.end(masked, names_field);
        }
    }

    /// What follows is another word.
    fn end(&mut self, masked: &mut Masked, names_field: bool) {
        if self.letters > 0 {
            let word = masked.text[self.start..].trim_start();
            if self.digits || is_digit_word(word) {
                masked.text.truncate(self.start);
                masked.number();
            } else {
                masked.field = None;
                if !names_field {
                    masked.half_words += 2;
                    masked.letters += self.letters;
                }
            }
        }
        *self = Self::begin(masked);
    }
}

fn is_digit_word(word: &str) -> bool {
    // The longest of them has seven letters of two bytes.
    (2..=14).contains(&word.len()) && digit_words().contains(word)
}

fn digit_words() -> &'static rustc_hash::FxHashSet<&'static str> {
    static WORDS: std::sync::LazyLock<rustc_hash::FxHashSet<&'static str>> =
        std::sync::LazyLock::new(|| DIGIT_WORDS.iter().copied().collect());
    &WORDS
}

fn holds_address(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|w| w == b"://")
        || bytes
            .get(..4)
            .is_some_and(|w| w.eq_ignore_ascii_case(b"www."))
}

/// Scripts written without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && !matches!(c, '\u{e50}'..='\u{e59}' | '\u{ed0}'..='\u{ed9}' | '\u{30fb}')
}

/// Joiners, direction marks, variation selectors, tags.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn masked(text: &str) -> String {
        Masked::of(text).text
    }

    #[test]
    fn what_changes_from_posting_to_posting_is_masked() {
        for (text, expected) in [
            ("Sweet ANA, 24yo!! 💋 Call me", "sweet ana # call me"),
            ("call (415) 555-0132 now", "call # now"),
            ("call four1five-5five5-01o2 now", "call # now"),
            ("call four one five, 5 5 5 now", "call # now"),
            ("call 4️⃣1️⃣5️⃣ now", "call # now"),
            ("call ④①⑤ ４１５ ٤١٥ now", "call # now"),
            ("write ana@example.com or @ana today", "write # or # today"),
            (
                "see https://example.com/x or www.example.org ok",
                "see # or # ok",
            ),
            ("I'm Im I’m", "im im im"),
            ("𝓬𝓪𝓵𝓵 ＭＥ", "call me"),
            ("años anos", "anos anos"),
            (
                "rest well\n\nage: 24\nprice: 80\nphone: 415 555 0132",
                "rest well",
            ),
            (
                "24 yo, rest well, tel: 415 555 0132 or mail: ana@example.com ok",
                "yo rest well # or # ok",
            ),
            ("eyes: green", "eyes green"),
            (
                "我叫小梅，今年24岁，电话：415-555-0132",
                "我叫小梅今年 # 岁电话",
            ),
            ("Привет,  ПЯТЬ пять раз", "привет # раз"),
            ("- * ~ 🌹", ""),
            ("ﷺ ﷺ", "ﷺ ﷺ"),
            ("", ""),
            ("one-two rose/rose", "rose rose"),
        ] {
            assert_eq!(masked(text), expected, "{text}");
        }
    }

    #[test]
    fn names_of_fields_do_not_count() {
        let fields: String = (0..20)
            .map(|n| {
                format!(
                    "column{}: {n}\n",
                    "abcdefghijklmnopqrst".get(n..=n).unwrap()
                )
            })
            .collect();
        assert!(!Masked::of(&fields).says_enough());
        assert!(Masked::of(&fields.replace(':', "")).says_enough());
    }

    proptest! {
        #[test]
        fn how_words_are_set_apart_does_not_matter(
            words in prop::collection::vec("[a-zа-я]{1,9}|[0-9]{1,4}", 0..20),
            space in "[ \n\t]{1,3}|[ ]?[💋✨•]{1,2}[ ]|, | - ",
        ) {
            prop_assert_eq!(masked(&words.join(&space)), masked(&words.join(" ")));
        }

        #[test]
        fn no_text_makes_a_panic(text in "\\PC{0,60}") {
            Masked::of(&text);
        }
    }
}
