//! The grammar of number words.

use super::super::lexicon::{Domain, Lexicon};
use super::super::page::{Gap, Page, TokenKind};
use super::words::{self, Code, Language};

/// Most tokens of one number.
pub(super) const LONGEST: usize = 48;

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Composed {
    pub(super) value: u128,
    /// Index of the token after it.
    pub(super) end: usize,
    pub(super) weak: bool,
    pub(super) ordinal: bool,
    pub(super) language: Language,
}

/// One word of a number: its kind and value.
#[derive(Clone, Copy)]
struct Atom {
    kind: u16,
    value: u128,
    weak: bool,
    ordinal: bool,
    /// Index of the token after it.
    end: usize,
}

/// What was read so far: closed groups and the open one.
///
/// The open group is `placed + low`; `low` is what the next multiplier multiplies; `room` is what `low` has to stay
/// below, and `open` what the next word has to stay below to be added to it.
struct Sum {
    groups: [(u128, u128); 8],
    count: usize,
    placed: u128,
    low: u128,
    room: u128,
    open: u128,
}

/// A group without a scale holds less than this (a hundred hundreds, a Chinese group of four digits).
const GROUP: u128 = 10_000;

impl Sum {
    fn new() -> Self {
        Self {
            groups: [(0, 0); 8],
            count: 0,
            placed: 0,
            low: 0,
            room: GROUP,
            open: GROUP,
        }
    }

    fn is_empty(&self) -> bool {
        self.count == 0 && self.placed == 0 && self.low == 0 && self.open == GROUP
    }

    fn value(&self) -> Option<u128> {
        self.groups[..self.count]
            .iter()
            .try_fold(self.placed + self.low, |sum, (value, _)| {
                sum.checked_add(*value)
            })
    }

    /// Adds below what is there; afterwards only less than `open` can be added.
    fn add(&mut self, value: u128, open: u128) -> bool {
        let first_zero = value == 0 && self.is_empty();
        if value >= self.open || self.low + value >= self.room || (value == 0 && !first_zero) {
            return false;
        }
        self.low += value;
        self.open = open;
        true
    }

    fn multiply(&mut self, place: u128) -> bool {
        // Zero hundred.
        if self.low == 0 && self.open != self.room {
            return false;
        }
        let value = self.low.max(1) * place;
        // "322 hundred" is the only way past the room of a group.
        let limit = if self.room == GROUP {
            100 * GROUP
        } else {
            self.room
        };
        if value >= limit {
            return false;
        }
        self.placed += value;
        self.low = 0;
        self.room = place;
        self.open = place;
        true
    }

    fn close(&mut self, scale: u128) -> bool {
        let mut sum = self.placed + self.low;
        if sum == 0 && self.open == 1 {
            return false;
        }
        let mut count = self.count;
        while count > 0 && self.groups[count - 1].1 < scale {
            count -= 1;
            sum += self.groups[count].0;
        }
        let repeated = count > 0 && self.groups[count - 1].1 == scale;
        let Some(value) = sum
            .max(1)
            .checked_mul(scale)
            .filter(|_| !repeated && count < self.groups.len())
        else {
            return false;
        };
        self.groups[count] = (value, scale);
        self.count = count + 1;
        (self.placed, self.low) = (0, 0);
        self.room = GROUP.min(scale);
        self.open = self.room;
        true
    }
}

/// The longest number in one language that starts at a token.
pub(super) fn compose(page: &Page<'_>, start: usize, language: Language) -> Option<Composed> {
    if matches!(language, Language::Zh | Language::Ja)
        && let Some(positional) = positional(page, start, language)
    {
        return Some(positional);
    }
    let mut sum = Sum::new();
    let mut at = start;
    let mut words = 0;
    let mut digits_first = false;
    let mut weak = false;
    let mut ordinal = false;
    let mut half = false;
    let mut before_last: Option<Atom> = None;
    let mut last: Option<Atom> = None;
    while at < page.tokens.len() && at - start < LONGEST && !ordinal {
        let (first, joined_by_and) = match last {
            None => (at, false),
            Some(last) => match joiner(page, at, language, last, &sum) {
                Some(joined) => joined,
                None => break,
            },
        };
        let Some(atom) = atom(page, first, language, last.is_none()) else {
            break;
        };
        let hyphen = last.is_some() && first == at + 1 && !joined_by_and;
        if hyphen
            && !matches!(
                atom.kind,
                words::UNIT | words::TEEN | words::TENS | words::PLACE
            )
        {
            break;
        }
        if !accept(&mut sum, atom, last, language, joined_by_and) {
            break;
        }
        digits_first |= last.is_none() && page.tokens[first].kind == TokenKind::Number;
        weak |= last.is_none() && atom.weak;
        words += 1;
        ordinal = atom.ordinal;
        half |= atom.kind == words::HALF;
        before_last = last;
        last = Some(atom);
        at = atom.end;
    }
    let last = last?;
    if matches!(last.kind, words::ARTICLE | words::HALF) || (digits_first && words < 2) {
        return None;
    }
    if before_last.is_some_and(|before| elliptic(before, last, language)) {
        sum.low *= sum.room / 10;
    }
    let mut value = sum.value()?;
    if half {
        value /= 2;
    }
    let lone_sign = words == 1
        && matches!(language, Language::Zh | Language::Ja | Language::Ko)
        && at == start + 1;
    Some(Composed {
        value,
        end: at,
        weak: words == 1 && (weak || lone_sign),
        ordinal,
        language,
    })
}

/// Where the next word of a number stands, and whether "and" stands before it.
fn joiner(
    page: &Page<'_>,
    at: usize,
    language: Language,
    last: Atom,
    sum: &Sum,
) -> Option<(usize, bool)> {
    if page.tokens[at].gap > Gap::Space {
        return None;
    }
    if page.is_symbol(at, '-') && page.word(at).len() == 1 {
        let next = page.tokens.get(at + 1)?;
        return (next.gap <= Gap::Space && next.kind == TokenKind::Word).then_some((at + 1, false));
    }
    let and = page.senses_in(at, Domain::Number).any(|sense| {
        Code(sense.code).kind() == words::AND && Code(sense.code).language() == language
    });
    if !and {
        return Some((at, false));
    }
    let after = match language {
        // "One hundred and six", but not "twenty and six".
        Language::En => matches!(last.kind, words::PLACE | words::SCALE),
        // "Un million et demi" is no whole number; "vingt et un" is.
        Language::Fr => last.kind == words::TENS,
        Language::Es => matches!(last.kind, words::TENS | words::SCALE),
        Language::Ro | Language::Pt | Language::It => last.kind != words::UNIT && sum.open > 1,
        Language::De | Language::Nl => true,
        _ => false,
    } || (language == Language::Ro && last.kind == words::TENS);
    let next = page.tokens.get(at + 1)?;
    (after && next.gap <= Gap::Space).then_some((at + 1, true))
}

/// The word of a number at a token.
fn atom(page: &Page<'_>, at: usize, language: Language, first: bool) -> Option<Atom> {
    let token = page.tokens.get(at)?;
    if token.kind == TokenKind::Number {
        let digits = page.word(at);
        if !first || digits.len() > 6 || (digits.len() > 1 && digits.starts_with('0')) {
            return None;
        }
        return Some(Atom {
            kind: words::TEEN,
            value: digits.parse().ok()?,
            weak: false,
            ordinal: false,
            end: at + 1,
        });
    }
    let (entry, end) = match apostrophe(page, at, language) {
        Some(found) => found,
        None => (token.entry, at + 1),
    };
    let after_digits = at > 0 && page.tokens[at - 1].kind == TokenKind::Number;
    let sense = Lexicon::get().senses(entry).iter().find(|sense| {
        let code = Code(sense.code);
        sense.domain == Domain::Number
            && code.language() == language
            && !matches!(
                code.kind(),
                words::AND | words::POINT | words::MINUS | words::FRACTION
            )
            && (code.kind() != words::SHORT_SCALE || after_digits)
    });
    if let Some(sense) = sense {
        let code = Code(sense.code);
        return Some(Atom {
            kind: match code.kind() {
                words::SHORT_SCALE => words::SCALE,
                kind => kind,
            },
            // 10 to the power of 21 fits no i64.
            value: u128::try_from(sense.value).unwrap_or(1_000_000_000_000_000_000_000),
            weak: code.is_weak(),
            ordinal: code.is_ordinal(),
            end,
        });
    }
    if token.kind == TokenKind::Word && first {
        let value = compound(page.word(at), language)?;
        return Some(Atom {
            kind: words::TEEN,
            value,
            weak: false,
            ordinal: false,
            end: at + 1,
        });
    }
    None
}

/// Ukrainian *п'ять* and *дев'ять* are cut at their apostrophe.
fn apostrophe(page: &Page<'_>, at: usize, language: Language) -> Option<(u32, usize)> {
    if language != Language::Uk || !page.is_symbol(at + 1, '\'') {
        return None;
    }
    let rest = page.tokens.get(at + 2)?;
    if !matches!(page.word(at), "п" | "дев") || rest.gap != Gap::None || rest.end - rest.start > 32
    {
        return None;
    }
    let joined = [page.word(at), page.word(at + 2)].concat();
    Some((Lexicon::get().entry(&joined), at + 3)).filter(|(entry, _)| *entry != 0)
}

/// 三百五 is 350 and 一万二 is 12,000: the last digit counts the next lower place.
fn elliptic(before: Atom, last: Atom, language: Language) -> bool {
    language == Language::Zh
        && last.kind == words::UNIT
        && matches!(before.kind, words::PLACE | words::SCALE)
        && (100..=10_000).contains(&before.value)
}

/// Adds a word to the sum, if it can stand there.
fn accept(sum: &mut Sum, atom: Atom, last: Option<Atom>, language: Language, and: bool) -> bool {
    let last_kind = last.map(|last| last.kind);
    match last_kind {
        Some(words::HALF) if atom.kind == words::ARTICLE => return true,
        Some(words::ARTICLE | words::HALF) if !matches!(atom.kind, words::PLACE | words::SCALE) => {
            return false;
        }
        _ => {}
    }
    match atom.kind {
        // A zero fills a gap (一百零五) and adds nothing.
        words::UNIT if atom.value == 0 && language == Language::Zh && !sum.is_empty() => {
            sum.open > 1
        }
        // Dix-sept.
        words::UNIT
            if language == Language::Fr && last.is_some_and(|last| last.kind == words::TEEN) =>
        {
            atom.value >= 7 && sum.add(atom.value, 1)
        }
        words::UNIT => sum.add(atom.value, 1),
        // Digits or a compound as large as that can only be multiplied.
        words::TEEN if last.is_none() && atom.value >= GROUP => {
            (sum.low, sum.open) = (atom.value, 1);
            true
        }
        words::TEEN if language == Language::Fr && atom.value == 10 => sum.add(atom.value, 10),
        words::TEEN => sum.add(atom.value, 1),
        words::TENS | words::AND_TENS => {
            let reversed = match language {
                Language::De | Language::Nl => and,
                Language::Ar => atom.kind == words::AND_TENS,
                _ => false,
            };
            if last_kind == Some(words::UNIT) && reversed && sum.low < 10 && sum.low > 0 {
                let fits = sum.low + atom.value < sum.room;
                sum.low += atom.value;
                sum.open = 1;
                return fits;
            }
            // Quatre-vingts.
            if language == Language::Fr
                && last_kind == Some(words::UNIT)
                && sum.low == 4
                && atom.value == 20
            {
                sum.low = 80;
                sum.open = 20;
                return sum.room > 80;
            }
            let open = match (language, atom.value) {
                (Language::Fr, 60 | 80) => 20,
                _ => 10,
            };
            sum.open > 10 && sum.add(atom.value, open)
        }
        words::HUNDREDS => {
            if sum.low != 0 || atom.value >= sum.open || sum.open < 1000 {
                return false;
            }
            sum.placed += atom.value;
            (sum.room, sum.open) = (100, 100);
            true
        }
        words::PLACE => sum.multiply(atom.value),
        words::SCALE => sum.close(atom.value),
        words::ARTICLE | words::HALF => last.is_none(),
        _ => false,
    }
}

/// Chinese and Japanese digits in a row are read by place: 二〇二四.
fn positional(page: &Page<'_>, start: usize, language: Language) -> Option<Composed> {
    let unit = |at: usize| {
        page.senses_in(at, Domain::Number)
            .find(|sense| {
                let code = Code(sense.code);
                code.language() == language && code.is_digit()
            })
            .map(|sense| sense.value as u128)
    };
    let mut value = 0;
    let mut end = start;
    while end - start < 20 && (end == start || page.tokens.get(end)?.gap == Gap::None) {
        let Some(digit) = unit(end) else { break };
        value = value * 10 + digit;
        end += 1;
        if end == page.tokens.len() {
            break;
        }
    }
    // 三四十 and the like are ranges.
    let placed = page.senses_in(end, Domain::Number).any(|sense| {
        let code = Code(sense.code);
        code.language() == language && matches!(code.kind(), words::PLACE | words::SCALE)
    });
    (end - start >= 2 && !placed).then_some(Composed {
        value,
        end,
        weak: end - start == 2,
        ordinal: false,
        language,
    })
}

/// Fewest bytes of a number that no table holds, but for the Ukrainian ones with an apostrophe.
pub(super) const SHORTEST_UNLISTED: u32 = 7;

/// The language of a number that no table holds: German, Dutch and Italian write them in one word, English does so
/// without a hyphen, Ukrainian has an apostrophe in some.
pub(super) fn unlisted_language(page: &Page<'_>, at: usize) -> Option<Language> {
    let token = &page.tokens[at];
    let length = token.end - token.start;
    if page.is_symbol(at + 1, '\'') && apostrophe(page, at, Language::Uk).is_some() {
        return Some(Language::Uk);
    }
    if token.entry != 0 || !(SHORTEST_UNLISTED..=64).contains(&length) {
        return None;
    }
    let word = page.word(at);
    if word.contains("hundert") || word.contains("tausend") {
        Some(Language::De)
    } else if word.contains("honderd") || word.contains("duizend") {
        Some(Language::Nl)
    } else if word.contains("cento") || word.contains("mila") || word.starts_with("mille") {
        Some(Language::It)
    } else {
        const TENS: [&str; 8] = [
            "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
        ];
        (length <= 12 && TENS.iter().any(|tens| word.starts_with(tens))).then_some(Language::En)
    }
}

/// The value of a number written as one word, such as *zweihundertfünfzig* or *twentyfive*.
fn compound(word: &str, language: Language) -> Option<u128> {
    let (thousand, hundred, and) = match language {
        Language::De => ("tausend", "hundert", "und"),
        Language::Nl => ("duizend", "honderd", "en"),
        Language::It if word.contains("mila") => ("mila", "cento", "e"),
        Language::It => ("mille", "cento", "e"),
        Language::En => {
            let (tens, unit) = word.split_at_checked(word.find("ty")? + 2)?;
            let unit = below_hundred(unit, language).filter(|unit| (1..10).contains(unit))?;
            return Some(below_hundred(tens, language)? + unit);
        }
        _ => return None,
    };
    let Some((before, after)) = word.split_once(thousand) else {
        return below_thousand(word, hundred, and, language);
    };
    let count = match before {
        "" => 1,
        before => below_thousand(before, hundred, and, language)?,
    };
    let rest = match after {
        "" => 0,
        after => below_thousand(after, hundred, and, language)
            .or_else(|| below_thousand(after.strip_prefix(and)?, hundred, and, language))?,
    };
    Some(count * 1000 + rest)
}

fn below_thousand(word: &str, hundred: &str, and: &str, language: Language) -> Option<u128> {
    let Some((before, after)) = word.split_once(hundred) else {
        return below_hundred(word, language);
    };
    let count = match before {
        "" => 1,
        before => below_hundred(before, language)?,
    };
    let rest = match after {
        "" => 0,
        after => below_hundred(after, language)
            .or_else(|| below_hundred(after.strip_prefix(and)?, language))?,
    };
    Some(count * 100 + rest)
}

/// One word of the table below a hundred.
fn below_hundred(word: &str, language: Language) -> Option<u128> {
    let lexicon = Lexicon::get();
    lexicon
        .senses(lexicon.entry(word))
        .iter()
        .find(|sense| {
            let code = Code(sense.code);
            sense.domain == Domain::Number
                && code.language() == language
                && matches!(code.kind(), words::UNIT | words::TEEN | words::TENS)
        })
        .map(|sense| sense.value as u128)
}
