//! Folding: one plain form for the many ways in which a character can be written, with an exact map back.
//!
//! Folded text is lower case, compatibility-folded (NFKC character by character: full-width, mathematical, circled,
//! superscript …), without Latin diacritics, joiners, direction marks, variation selectors and stacked marks; digits of
//! every script are ASCII; an emoji keycap is its digit; look-alike letters of other scripts are Latin inside words
//! that hold Latin letters. Line breaks stay `\n`, other white space is one space each.

use super::characters::Characters;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The folded text and, for each of its bytes, the original character that it came from.
#[derive(Default)]
pub(crate) struct Folded {
    pub(crate) text: String,
    /// Original byte range by folded byte; empty when folding changed no offset.
    map: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds `original`, reusing the buffers.
    pub(crate) fn fill(&mut self, original: &str) {
        self.text.clear();
        self.map.clear();
        let plain = plain_bytes(original.as_bytes());
        self.text.push_str(&original[..plain]);
        if plain == original.len() {
            self.plain_ascii();
            return;
        }
        self.map.extend((0..plain as u32).map(|at| (at, at + 1)));
        let characters = Characters::get();
        let mut word = Word::default();
        let bytes = original.as_bytes();
        let mut at = plain;
        while at < bytes.len() {
            let ordinary = bytes[at..]
                .iter()
                .take_while(|byte| is_ordinary(**byte))
                .count();
            if ordinary > 0 {
                self.text.push_str(&original[at..at + ordinary]);
                let offsets = at as u32..(at + ordinary) as u32;
                self.map.extend(offsets.map(|at| (at, at + 1)));
                at += ordinary;
                continue;
            }
            let c = original[at..].chars().next().expect("not at the end");
            let (start, end) = (at as u32, (at + c.len_utf8()) as u32);
            at = end as usize;
            if c.is_ascii() {
                match c {
                    '\r' if bytes.get(at) == Some(&b'\n') => {}
                    '\0' => self.push(' ', start, end),
                    _ => self.push('\n', start, end),
                }
                continue;
            }
            let facts = characters.facts(c);
            if facts.shows_nothing() {
                self.extend_last(end, c);
                continue;
            }
            let other_script = matches!(c, '\u{370}'..='\u{52f}');
            if other_script
                && word.mixes_with_latin(original, start as usize, characters)
                && let Some(latin) = latin_look_alike(c)
            {
                self.push(latin, start, end);
                continue;
            }
            match facts.folded() {
                Some(folded) => self.push(folded, start, end),
                None => fold_one(c, &mut |part| self.push(part, start, end)),
            }
        }
        self.text.make_ascii_lowercase();
    }

    fn plain_ascii(&mut self) {
        self.text.make_ascii_lowercase();
    }

    fn push(&mut self, c: char, start: u32, end: u32) {
        self.text.push(c);
        self.map
            .extend(std::iter::repeat_n((start, end), c.len_utf8()));
    }

    /// A mark that belongs to the character before: the character's range grows, so that a quote holds it too.
    fn extend_last(&mut self, end: u32, mark: char) {
        // Direction marks and joiners between characters belong to nobody.
        if !matches!(mark, '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}')
            && !is_optional_mark(mark)
        {
            return;
        }
        if let Some(&(start, last_end)) = self.map.last() {
            for entry in self
                .map
                .iter_mut()
                .rev()
                .take_while(|entry| entry.1 == last_end && entry.0 == start)
            {
                entry.1 = end;
            }
        }
    }

    /// The original byte range of a folded byte range that is not empty.
    pub(crate) fn original(&self, start: usize, end: usize) -> (usize, usize) {
        debug_assert!(start < end && end <= self.text.len());
        if self.map.is_empty() {
            (start, end)
        } else {
            (self.map[start].0 as usize, self.map[end - 1].1 as usize)
        }
    }

    /// Folded offset of the first folded byte whose original character starts at or after `original`.
    pub(crate) fn folded_offset(&self, original: usize) -> usize {
        if self.map.is_empty() {
            original.min(self.text.len())
        } else {
            self.map
                .partition_point(|entry| (entry.0 as usize) < original)
        }
    }
}

/// How many bytes at the start of a text folding only puts in lower case.
fn plain_bytes(bytes: &[u8]) -> usize {
    let other = |byte: &u8| !byte.is_ascii() || *byte == b'\r' || *byte == 0;
    // Sixteen at once, without a branch for each.
    let whole = bytes
        .chunks_exact(16)
        .take_while(|chunk| !chunk.iter().fold(false, |any, byte| any | other(byte)))
        .count();
    let (start, rest) = (whole * 16, &bytes[whole * 16..]);
    start + rest.iter().position(other).unwrap_or(rest.len())
}

/// ASCII that folding only puts in lower case.
fn is_ordinary(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'\r' | b'\0' | 0xb | 0xc)
}

/// The characters that one that is not ASCII folds to, apart from its surroundings.
pub(super) fn fold_one(c: char, push: &mut impl FnMut(char)) {
    if let Some(plain) = special(c) {
        plain.chars().for_each(push);
        return;
    }
    if let Some(digit) = decimal_digit(c) {
        push(char::from(b'0' + digit));
        return;
    }
    if c.is_whitespace() {
        push(match c {
            '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            _ => ' ',
        });
        return;
    }
    if is_unspaced(c) || ('\u{e00}'..='\u{e7f}').contains(&c) {
        std::iter::once(c).nfkc().for_each(push);
        return;
    }
    // Canonical marks of Latin, Greek and Cyrillic letters are dropped; marks of other scripts carry meaning.
    let folds_marks = matches!(c, '\u{80}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' | '\u{2000}'..='\u{2fff}' | '\u{fb00}'..='\u{fb06}' | '\u{ff00}'..='\u{ffef}' | '\u{1d400}'..='\u{1f1ff}');
    if !folds_marks {
        c.to_lowercase().for_each(push);
        return;
    }
    decompose_compatible(c, |part| {
        if is_combining_mark(part) {
            return;
        }
        if let Some(plain) = special(part) {
            plain.chars().for_each(&mut *push);
        } else if let Some(digit) = decimal_digit(part) {
            push(char::from(b'0' + digit));
        } else {
            part.to_lowercase()
                .filter(|c| !is_combining_mark(*c))
                .for_each(&mut *push);
        }
    });
}

/// Whether the letters around a place hold a Latin one. Remembers the word, so that each is looked at once.
#[derive(Default)]
struct Word {
    end: usize,
    latin: bool,
}

impl Word {
    fn mixes_with_latin(&mut self, text: &str, at: usize, characters: Characters) -> bool {
        if at >= self.end {
            let joins = |c: &char| {
                let facts = characters.facts(*c);
                facts.is_letter() || facts.shows_nothing()
            };
            let before = text[..at].chars().rev().take(40).take_while(joins);
            let mut latin = before.into_iter().any(|c| c.is_ascii_alphabetic());
            let mut end = at;
            for c in text[at..].chars().take_while(joins) {
                latin |= c.is_ascii_alphabetic();
                end += c.len_utf8();
            }
            *self = Self { end, latin };
        }
        self.latin
    }
}

/// Characters that show nothing: joiners, direction marks, variation selectors, stacked marks, tags.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{20d0}'..='\u{20ff}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Marks that are written or left out as one likes: Devanagari's dot below, Arabic vowels and the stretching line.
pub(super) fn is_optional_mark(c: char) -> bool {
    matches!(c, '\u{93c}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

/// Letters of scripts that are written without spaces between words, Hangul among them (its particles are attached).
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' | '\u{3130}'..='\u{318f}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// The value of a decimal digit of another script (Unicode `Nd`, blocks of ten that start at these code points).
fn decimal_digit(c: char) -> Option<u8> {
    const ZEROS: [u32; 36] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
        0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
        0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
        0xff10,
    ];
    let code = c as u32;
    if (0x1d7ce..=0x1d7ff).contains(&code) {
        return Some(((code - 0x1d7ce) % 10) as u8);
    }
    if (0x1fbf0..=0x1fbf9).contains(&code) {
        return Some((code - 0x1fbf0) as u8);
    }
    let at = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?;
    (code - ZEROS[at] < 10).then(|| (code - ZEROS[at]) as u8)
}

/// Characters whose plain form no decomposition gives.
fn special(c: char) -> Option<&'static str> {
    const DIGITS: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
    const LETTERS: [&str; 26] = [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r",
        "s", "t", "u", "v", "w", "x", "y", "z",
    ];
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ħ' | 'Ħ' => "h",
        'ı' | 'İ' => "i",
        'þ' | 'Þ' => "th",
        'ŧ' | 'Ŧ' => "t",
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}'
        | '\u{2043}' => "-",
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{b4}' | '\u{2b9}' | '\u{2bc}' | '\u{ff07}' => "'",
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' | '\u{ff02}' => "\"",
        '\u{901}' => "\u{902}",
        '\u{958}' => "\u{915}",
        '\u{959}' => "\u{916}",
        '\u{95a}' => "\u{917}",
        '\u{95b}' => "\u{91c}",
        '\u{95c}' => "\u{921}",
        '\u{95d}' => "\u{922}",
        '\u{95e}' => "\u{92b}",
        '\u{95f}' => "\u{92f}",
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => "\u{627}",
        '\u{649}' => "\u{64a}",
        '\u{3002}' | '\u{ff61}' => ".",
        '\u{3001}' | '\u{ff64}' => ",",
        '\u{2776}'..='\u{277f}' => DIGITS[(c as usize - 0x2776) + 1],
        '\u{2780}'..='\u{2789}' => DIGITS[(c as usize - 0x2780) + 1],
        '\u{278a}'..='\u{2793}' => DIGITS[(c as usize - 0x278a) + 1],
        '\u{24f5}'..='\u{24fe}' => DIGITS[(c as usize - 0x24f5) + 1],
        '\u{2460}'..='\u{2469}' => DIGITS[(c as usize - 0x2460) + 1],
        '\u{2474}'..='\u{247d}' => DIGITS[(c as usize - 0x2474) + 1],
        '\u{2488}'..='\u{2491}' => DIGITS[(c as usize - 0x2488) + 1],
        '\u{24ea}' | '\u{24ff}' | '\u{1f10b}' | '\u{1f10c}' => "0",
        '\u{1f101}'..='\u{1f10a}' => DIGITS[c as usize - 0x1f101],
        '\u{1f51f}' => "10",
        '\u{1f130}'..='\u{1f149}' => LETTERS[c as usize - 0x1f130],
        '\u{1f150}'..='\u{1f169}' => LETTERS[c as usize - 0x1f150],
        '\u{1f170}'..='\u{1f189}' => LETTERS[c as usize - 0x1f170],
        '\u{1f1e6}'..='\u{1f1ff}' => LETTERS[c as usize - 0x1f1e6],
        '\u{249c}'..='\u{24b5}' => LETTERS[c as usize - 0x249c],
        'ᴀ' => "a",
        'ʙ' => "b",
        'ᴄ' => "c",
        'ᴅ' => "d",
        'ᴇ' => "e",
        'ꜰ' => "f",
        'ɢ' => "g",
        'ʜ' => "h",
        'ɪ' => "i",
        'ᴊ' => "j",
        'ᴋ' => "k",
        'ʟ' => "l",
        'ᴍ' => "m",
        'ɴ' => "n",
        'ᴏ' => "o",
        'ᴘ' => "p",
        'ʀ' => "r",
        'ꜱ' => "s",
        'ᴛ' => "t",
        'ᴜ' => "u",
        'ᴠ' => "v",
        'ᴡ' => "w",
        'ʏ' => "y",
        'ᴢ' => "z",
        _ => return None,
    })
}

/// The Latin letter that a Greek or Cyrillic letter looks like.
fn latin_look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'А' | 'Α' | 'α' => 'a',
        'в' | 'В' | 'Β' => 'b',
        'с' | 'С' => 'c',
        'ԁ' => 'd',
        'е' | 'Е' | 'Ε' | 'ё' | 'Ё' => 'e',
        'һ' | 'Н' | 'н' | 'Η' => 'h',
        'і' | 'І' | 'ї' | 'Ї' | 'Ι' | 'ι' => 'i',
        'ј' | 'Ј' => 'j',
        'к' | 'К' | 'Κ' | 'κ' => 'k',
        'м' | 'М' | 'Μ' => 'm',
        'п' | 'Ν' => 'n',
        'о' | 'О' | 'Ο' | 'ο' => 'o',
        'р' | 'Р' | 'Ρ' | 'ρ' => 'p',
        'ѕ' | 'Ѕ' => 's',
        'т' | 'Т' | 'Τ' | 'τ' => 't',
        'υ' | 'ц' => 'u',
        'ν' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'Х' | 'Χ' | 'χ' => 'x',
        'у' | 'У' | 'Υ' => 'y',
        'Ζ' => 'z',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fold(text: &str) -> String {
        let mut folded = Folded::default();
        folded.fill(text);
        folded.text
    }

    #[test]
    fn one_plain_form_for_many_ways_of_writing() {
        for (text, plain) in [
            ("Call ME", "call me"),
            ("𝓬𝓪𝓵𝓵 mе ⓝⓞⓦ ４１５", "call me now 415"),
            ("4️⃣1️⃣5️⃣", "415"),
            ("❹①⁵", "415"),
            ("٤١٥ ४१५ ๔๑๕", "415 415 415"),
            ("dos\u{a0}años", "dos anos"),
            ("c\u{200b}a\u{301}ll", "call"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("Привет, это Москва", "привет, это москва"),
            ("пять й ё", "пять и е"),
            ("天河区", "天河区"),
            ("한국", "한국"),
            ("हिन्दी", "हिन्दी"),
            ("ไทย", "ไทย"),
            ("𝟜𝟙𝟝", "415"),
            ("🅲🅰🅻🅻", "call"),
            ("½", "1⁄2"),
            ("5′7″", "5'7\""),
        ] {
            assert_eq!(fold(text), plain, "{text}");
        }
    }

    #[test]
    fn a_keycap_is_quoted_whole() {
        let text = "x 4️⃣1️⃣ y";
        let mut folded = Folded::default();
        folded.fill(text);
        let at = folded.text.find("41").unwrap();
        let (start, end) = folded.original(at, at + 2);
        assert_eq!(&text[start..end], "4️⃣1️⃣");
    }

    proptest! {
        #[test]
        fn every_folded_range_maps_to_whole_characters(text in "\\PC{0,30}|[a-zé４１️⃣\u{200b}\r\nа-я ]{0,30}") {
            let mut folded = Folded::default();
            folded.fill(&text);
            let bounds: Vec<usize> = folded.text.char_indices().map(|(at, _)| at).chain([folded.text.len()]).collect();
            for (n, &start) in bounds.iter().enumerate() {
                for &end in &bounds[n + 1..] {
                    let (from, to) = folded.original(start, end);
                    prop_assert!(from < to && text.get(from..to).is_some());
                }
            }
        }
    }
}
