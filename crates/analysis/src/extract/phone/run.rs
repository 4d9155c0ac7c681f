//! Runs of digits, however each is written, with what stands between them.

use super::super::fold::is_unspaced;
use super::super::lexicon::{Domain, Lexicon, Sense};
use super::super::numbers::{self, Language};
use super::super::page::{Gap, Page, TokenKind};
use super::words;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Most pieces of one run; a longer run goes on in the next.
const MOST_PIECES: usize = 48;
/// Most digits of one run.
const MOST_DIGITS: usize = 120;
/// Most tokens between two pieces.
const MOST_BETWEEN: usize = 8;

/// How a piece is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits.
    Plain,
    /// Words for digits.
    Spelled,
    /// A word that is said like a digit and mostly means something else.
    Homophone,
    /// Letters that look like digits.
    Letters,
    /// A digit and how often it stands.
    Multiplied,
}

/// What stands between a piece and the one before it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Joint {
    pub(super) space: bool,
    pub(super) line: bool,
    pub(super) dash: bool,
    pub(super) dot: bool,
    pub(super) slash: bool,
    pub(super) open: bool,
    pub(super) close: bool,
    pub(super) tilde: bool,
    pub(super) comma: bool,
    pub(super) plus: bool,
    /// The first symbol that no ordinary number has.
    pub(super) odd: Option<char>,
    /// The name of a separator, or a linking word.
    pub(super) word: bool,
    /// Letters or a word that only keep the digits apart.
    pub(super) filler: bool,
    /// How many brackets open and close.
    pub(super) brackets: u8,
}

impl Joint {
    /// Whether ordinary numbers have it.
    pub(super) fn is_plain(&self) -> bool {
        !(self.line || self.comma || self.plus || self.word || self.filler || self.odd.is_some())
    }

    /// Nothing at all stands between.
    pub(super) fn is_attached(&self) -> bool {
        self.is_plain()
            && !(self.space
                || self.dash
                || self.dot
                || self.slash
                || self.open
                || self.close
                || self.tilde)
    }

    /// Whether the same stands between.
    fn is_like(&self, other: &Self) -> bool {
        self.space == other.space
            && self.line == other.line
            && self.dash == other.dash
            && self.dot == other.dot
            && self.comma == other.comma
            && self.odd == other.odd
    }

    /// Whether one number can end and another begin here.
    pub(super) fn is_separable(&self) -> bool {
        self.space
            || self.line
            || self.plus
            || self.word
            || self.slash
            || self.open
            || self
                .odd
                .is_some_and(|odd| !matches!(odd, '_' | '*' | '=' | '^' | '<' | '>' | ':'))
    }
}

/// Part of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// First token.
    pub(super) from: usize,
    /// One past the last token.
    pub(super) to: usize,
    /// Its first digit.
    pub(super) start: usize,
    /// How many digits it has.
    pub(super) count: usize,
    pub(super) kind: Kind,
    /// Before it.
    pub(super) joint: Joint,
    /// The language in which it is a digit, when it is mostly another word.
    weak: Option<Language>,
}

/// A run of pieces.
pub(super) struct Run {
    digits: [u8; MOST_DIGITS],
    length: usize,
    pieces: [Piece; MOST_PIECES],
    count: usize,
    /// The token to go on with.
    pub(super) end: usize,
    /// It holds upright bars, which may be ones.
    pub(super) bars: bool,
    /// How many of its words are tens and a unit, which may be two numbers: "eighty five" is 85 or 80 and 5.
    pub(super) tens: usize,
}

impl Run {
    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces[..self.count]
    }

    /// The digits of pieces `from..to`.
    pub(super) fn digits(&self, from: usize, to: usize) -> &[u8] {
        let pieces = &self.pieces[from..to];
        match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => &self.digits[first.start..last.start + last.count],
            _ => &[],
        }
    }

    pub(super) fn digit_count(&self) -> usize {
        self.length
    }

    /// How many digits stand in one piece at the end, and how many before them.
    fn cluster(&self) -> (usize, usize) {
        let mut start = self.length;
        for piece in self.pieces().iter().rev() {
            start = piece.start;
            if !piece.joint.is_attached() {
                break;
            }
        }
        (self.length - start, start)
    }

    /// An empty run, to read others into.
    pub(super) fn new() -> Self {
        let none = Piece {
            from: 0,
            to: 0,
            start: 0,
            count: 0,
            kind: Kind::Plain,
            joint: Joint::default(),
            weak: None,
        };
        Self {
            digits: [0; MOST_DIGITS],
            length: 0,
            pieces: [none; MOST_PIECES],
            count: 0,
            end: 0,
            bars: false,
            tens: 0,
        }
    }

    /// Whether it was cut because no more pieces fit; where its last quarter starts.
    pub(super) fn cut(&self) -> Option<usize> {
        (self.count == MOST_PIECES).then(|| self.pieces[MOST_PIECES * 3 / 4].from)
    }

    /// Reads a run whose first piece starts at a token.
    pub(super) fn read(&mut self, page: &Page<'_>, at: usize, reading: Reading) {
        let run = self;
        (run.length, run.count, run.end, run.tens, run.bars) = (0, 0, at, 0, false);
        let mut reader = Reader {
            page,
            reading,
            tens: 0,
            filler: None,
            languages: 0,
            weak: None,
        };
        let mut next = at;
        let mut joint = Joint::default();
        while run.count < MOST_PIECES {
            let mut digits = Digits::default();
            let Some((kind, to)) = reader.piece(next, &joint, run, &mut digits) else {
                break;
            };
            if run.length + digits.count > MOST_DIGITS {
                break;
            }
            run.digits[run.length..run.length + digits.count].copy_from_slice(digits.slice());
            run.pieces[run.count] = Piece {
                from: next,
                to,
                start: run.length,
                count: digits.count,
                kind,
                joint,
                weak: reader.weak.take(),
            };
            run.length += digits.count;
            run.count += 1;
            run.end = to;
            run.tens = reader.tens;
            let Some(between) = reader.joint(to, run) else {
                break;
            };
            run.bars |= matches!(between.1.odd, Some('|' | '!'));
            (next, joint) = between;
        }
        // "Opt" among Romanian digits is eight.
        for piece in &mut run.pieces[..run.count] {
            if piece
                .weak
                .is_some_and(|weak| reader.languages & 1 << weak as u32 != 0)
            {
                piece.kind = Kind::Spelled;
            }
        }
        run.bars |= page.is_symbol(run.end, '|') && page.tokens[run.end].gap == Gap::None;
    }
}

/// Digits of one piece.
#[derive(Default)]
struct Digits {
    digits: [u8; 32],
    count: usize,
}

impl Digits {
    fn push(&mut self, digit: u8) -> bool {
        if self.count == self.digits.len() {
            return false;
        }
        self.digits[self.count] = b'0' + digit;
        self.count += 1;
        true
    }

    fn extend(&mut self, digits: &str) -> bool {
        digits.bytes().all(|digit| self.push(digit - b'0'))
    }

    fn slice(&self) -> &[u8] {
        &self.digits[..self.count]
    }
}

/// What may be read in two ways.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reading {
    /// Upright bars are ones, not separators.
    pub(super) bars: bool,
    /// Which tens and unit, counted from 1, are two numbers.
    pub(super) split: Option<usize>,
}

struct Reader<'p, 't> {
    page: &'p Page<'t>,
    reading: Reading,
    /// Tens and a unit seen so far.
    tens: usize,
    /// The word that keeps the digits apart in this run.
    filler: Option<&'t str>,
    /// The languages in which a word so far is surely a digit, one bit each.
    languages: u32,
    /// The language of the word just read, when it is no sure one.
    weak: Option<Language>,
}

impl Reader<'_, '_> {
    fn attached(&self, at: usize) -> bool {
        self.page
            .tokens
            .get(at)
            .is_some_and(|token| token.gap == Gap::None)
    }

    fn piece(
        &mut self,
        at: usize,
        joint: &Joint,
        run: &Run,
        digits: &mut Digits,
    ) -> Option<(Kind, usize)> {
        let page = self.page;
        let token = page.tokens.get(at)?;
        match token.kind {
            TokenKind::Number => {
                if let Some(found) = self.leet(at, digits) {
                    return Some(found);
                }
                if let Some((digit, end)) = self.counted(at) {
                    return self.repeat(digit.0, digit.1, end, digits);
                }
                digits
                    .extend(page.word(at))
                    .then_some((Kind::Plain, at + 1))
            }
            TokenKind::Symbol('|' | '!') if self.is_one(at) => {
                let length = (token.end - token.start) as usize;
                (length <= 4 && (0..length).all(|_| digits.push(1)))
                    .then_some((Kind::Letters, at + 1))
            }
            TokenKind::Symbol(_) => None,
            TokenKind::Word => self.word(at, joint, run, digits),
        }
    }

    /// Whether an upright bar is read as a one: it touches its neighbours, where a separator keeps away from them, or stands
    /// among single digits.
    fn is_one(&self, at: usize) -> bool {
        let single = |at: usize| {
            self.page
                .tokens
                .get(at)
                .is_some_and(|token| match token.kind {
                    TokenKind::Number => token.end - token.start == 1,
                    kind => matches!(kind, TokenKind::Symbol('|' | '!')),
                })
        };
        self.reading.bars
            && (self.attached(at)
                || self.attached(at + 1)
                || (single(at + 1) && at.checked_sub(1).is_some_and(single)))
    }

    fn repeat(
        &self,
        digit: u8,
        times: u8,
        end: usize,
        digits: &mut Digits,
    ) -> Option<(Kind, usize)> {
        (0..times)
            .all(|_| digits.push(digit))
            .then_some((Kind::Multiplied, end))
    }

    /// "Three fives", "3 fives": the digit, how often, and the end.
    fn counted(&self, at: usize) -> Option<((u8, u8), usize)> {
        let page = self.page;
        let plural = page
            .senses_in(at + 1, Domain::Phone)
            .find(|sense| sense.code == words::PLURAL)?;
        if page.tokens[at + 1].gap > Gap::Space {
            return None;
        }
        let times = match page.tokens[at].kind {
            TokenKind::Number => page.word(at).parse().ok()?,
            _ => numbers::digit_word(page, at)?.0,
        };
        (2..=5)
            .contains(&times)
            .then_some(((plural.value as u8, times), at + 2))
    }

    fn word(
        &mut self,
        at: usize,
        joint: &Joint,
        run: &Run,
        digits: &mut Digits,
    ) -> Option<(Kind, usize)> {
        let page = self.page;
        let word = page.word(at);
        let mut soft = None;
        if is_one_letter(word)
            && let Some(end) = spaced_letters(page, at, digits)
        {
            return Some((Kind::Spelled, end));
        }
        if self.is_part_of_word(at, joint, run) {
            return None;
        }
        if self.attached(at + 1)
            && page.tokens[at + 1].kind == TokenKind::Number
            && let Some(found) = self.leet(at, digits)
        {
            return Some(found);
        }
        if page.tokens[at].entry != 0 {
            if let Some((digit, times)) = self.counted(at) {
                return self.repeat(digit.0, digit.1, times, digits);
            }
            let spelled = numbers::digit_word(page, at);
            // "O" is nought to everyone, whatever else it is.
            let known = if word == "o" { 0 } else { self.languages };
            if let Some((digit, code)) = spelled
                .filter(|(_, code)| !code.is_weak() || known & 1 << code.language() as u32 != 0)
            {
                for sense in page.senses_in(at, Domain::Number) {
                    let code = numbers::Code(sense.code);
                    if code.is_digit() && !code.is_weak() {
                        self.languages |= 1 << code.language() as u32;
                    }
                }
                if self.is_hundred(at + 1) {
                    digits.push(digit);
                    digits.extend("00");
                    return Some((Kind::Spelled, at + 2));
                }
                // Quatre-vingts, ein und zwanzig.
                let joins = matches!(
                    code.language(),
                    Language::Fr | Language::De | Language::Nl | Language::Ar
                );
                if (joins || self.is_multiplied(at + 1, code.language()))
                    && let Some(end) = self.tens(at, digits)
                {
                    return Some((Kind::Spelled, end));
                }
                digits.push(digit);
                return Some((Kind::Spelled, at + 1));
            }
            let mut repeat = None;
            for sense in page.senses_in(at, Domain::Phone) {
                match sense.code {
                    words::MISSPELLED => {
                        digits.push(sense.value as u8);
                        return Some((Kind::Spelled, at + 1));
                    }
                    words::REPEAT => repeat = Some(sense.value as u8),
                    words::HOMOPHONE => soft = Some(sense.value as u8),
                    words::PLURAL if run.count > 0 => {
                        digits.push(sense.value as u8);
                        return Some((Kind::Spelled, at + 1));
                    }
                    _ => {}
                }
            }
            if let Some(times) = repeat {
                let next = at + 1 + usize::from(page.is_symbol(at + 1, '-'));
                let digit = self
                    .single(next)
                    .filter(|_| page.tokens[next].gap <= Gap::Space)?;
                return self.repeat(digit, times, next + 1, digits);
            }
            if let Some(end) = self.tens(at, digits) {
                return Some((Kind::Spelled, end));
            }
            soft = soft.or(spelled.map(|(digit, _)| digit));
        }
        if page.is_symbol(at + 1, '\'') {
            if let Some(end) = self.tens(at, digits) {
                return Some((Kind::Spelled, end));
            }
            if let Some(number) = numbers::number_at(page, at).filter(|number| number.value < 10) {
                digits.push(number.value as u8);
                return Some((Kind::Spelled, number.end));
            }
        }
        if let Some(found) = self.letters(at, joint, run, digits) {
            return Some(found);
        }
        if let Some(digit) = soft {
            // "Oh" among words for digits is one of them.
            let spelled = |piece: &Piece| piece.kind == Kind::Spelled;
            let sure = word.starts_with("oh")
                && (run.pieces().last().is_some_and(spelled)
                    || numbers::digit_word(page, at + 1).is_some_and(|(_, code)| !code.is_weak()));
            if sure {
                digits.push(digit);
                return Some((Kind::Spelled, at + 1));
            }
            digits.push(digit);
            self.weak = numbers::digit_word(page, at)
                .filter(|_| word != "o")
                .map(|(_, code)| code.language());
            return Some((Kind::Homophone, at + 1));
        }
        if let Some(digit) = drawn_out(word) {
            digits.push(digit);
            return Some((Kind::Spelled, at + 1));
        }
        glued(word, self.unit_follows(at + 1), digits).then_some((Kind::Spelled, at + 1))
    }

    /// Whether a character of a script without spaces that stands for a digit only begins another word: 一小时, 사진.
    fn is_part_of_word(&self, at: usize, joint: &Joint, run: &Run) -> bool {
        let page = self.page;
        let unspaced = |at: usize| {
            page.tokens
                .get(at)
                .is_some_and(|token| token.kind == TokenKind::Word)
                && page.word(at).chars().next().is_some_and(is_unspaced)
        };
        let digit = |at: usize| numbers::digit_word(page, at).is_some();
        unspaced(at)
            && page.word(at).chars().nth(1).is_none()
            && unspaced(at + 1)
            && self.attached(at + 1)
            && !digit(at + 1)
            && !(run.count > 0 && self.attached(at))
            && run
                .pieces()
                .last()
                .is_none_or(|last| last.kind != Kind::Spelled || !last.joint.is_like(joint))
            && page.senses_in(at + 1, Domain::Phone).next().is_none()
    }

    /// One digit, in digits or as a word.
    fn single(&self, at: usize) -> Option<u8> {
        let page = self.page;
        let word = page.tokens.get(at).map(|_| page.word(at))?;
        if page.tokens[at].kind == TokenKind::Number {
            return (word.len() == 1).then(|| word.as_bytes()[0] - b'0');
        }
        numbers::digit_word(page, at)
            .map(|(digit, _)| digit)
            .or_else(|| {
                page.senses_in(at, Domain::Phone)
                    .find(|sense| {
                        matches!(
                            sense.code,
                            words::HOMOPHONE | words::MISSPELLED | words::PLURAL
                        )
                    })
                    .map(|sense| sense.value as u8)
            })
    }

    fn is_hundred(&self, at: usize) -> bool {
        let page = self.page;
        page.tokens
            .get(at)
            .is_some_and(|token| token.gap == Gap::Space && page.word(at) == "hundred")
    }

    /// Whether a word multiplies the one before by a hundred, as in *beş yüz*.
    fn is_multiplied(&self, at: usize, language: Language) -> bool {
        self.page.senses_in(at, Domain::Number).any(|sense| {
            let code = numbers::Code(sense.code);
            code.language() == language && code.is_hundred(sense.value)
        })
    }

    /// Whether one digit that is no nought touches what is before a token.
    fn unit_follows(&self, at: usize) -> bool {
        self.attached(at)
            && self.page.tokens[at].kind == TokenKind::Number
            && matches!(self.page.word(at).as_bytes(), [b'1'..=b'9'])
    }

    /// A number from 10 to 999 in words.
    fn tens(&mut self, at: usize, digits: &mut Digits) -> Option<usize> {
        let number = numbers::number_at(self.page, at)?;
        if number.weak || matches!(number.language, Language::Zh | Language::Ja) {
            return None;
        }
        // "Девятьсот двенадцать" is 912; in English digits follow the hundred: "eight hundred five five five".
        if (100..1000).contains(&number.value) && number.language != Language::En {
            digits.push((number.value / 100) as u8);
            digits.push((number.value / 10 % 10) as u8);
            digits.push((number.value % 10) as u8);
            return Some(number.end);
        }
        if !(10..100).contains(&number.value) {
            return None;
        }
        // "seventy7"
        if number.value % 10 == 0 && number.value > 10 && self.unit_follows(number.end) {
            digits.push((number.value / 10) as u8);
            return Some(number.end);
        }
        digits.push((number.value / 10) as u8);
        if number.end == at + 2 && number.value % 10 != 0 {
            self.tens += 1;
            if self.reading.split == Some(self.tens) {
                digits.push(0);
                return Some(at + 1);
            }
        }
        digits.push((number.value % 10) as u8);
        Some(number.end)
    }

    /// Letters that look like digits: in one piece with digits, in a group of their own, or an "o" among single digits.
    fn letters(
        &self,
        at: usize,
        joint: &Joint,
        run: &Run,
        digits: &mut Digits,
    ) -> Option<(Kind, usize)> {
        let page = self.page;
        let word = page.word(at);
        let length = word.chars().take(9).count();
        if length > 8 || !word.chars().all(|letter| looks_like(letter).is_some()) {
            return None;
        }
        let follows = run.count > 0;
        let after_digits = follows && joint.is_attached();
        let before_digits = self.attached(at + 1) && page.tokens[at + 1].kind == TokenKind::Number;
        // "415-SSS-OI32": a group of its own between dashes or dots.
        let group = follows && !joint.space && joint.is_plain();
        let single = matches!(word, "o" | "l") && follows;
        // "ZIZ SSS 0I6g": capitals, or other alphabets' letters.
        // Not after a sentence, and not a label: "06990009228. IG: …".
        let label = page.tokens.get(at + 1).is_some_and(|next| {
            next.gap == Gap::None && matches!(next.kind, TokenKind::Symbol(':' | '@' | '='))
        }) && page
            .tokens
            .get(at + 2)
            .is_none_or(|next| next.kind != TokenKind::Number);
        let sentence = follows && joint.dot && joint.space && is_ended(page, at);
        let loud = (2..=4).contains(&length) && is_loud(page, at) && !label && !sentence;
        let lone = !follows && is_like_one(word) && page.is_symbol(at + 1, '-');
        if !(after_digits || before_digits || group || single || loud || lone) {
            return None;
        }
        // "120lbs", "80s", "150 is": a unit or a word ends here, and no group of a number.
        let ends = !(before_digits
            || self.attached(at + 1) && page.tokens[at + 1].kind != TokenKind::Word);
        let (cluster, cluster_start) = match after_digits {
            true => run.cluster(),
            false => (0, run.length),
        };
        let cluster = cluster + length;
        let unit = matches!(
            word,
            "lb" | "lbs" | "oz" | "gb" | "is" | "so" | "go" | "si" | "il" | "sis" | "los" | "lol"
        );
        let goes_on = page.tokens.get(at + 1).is_some_and(|token| {
            token.gap <= Gap::Space
                && (token.kind == TokenKind::Number || may_be_digits(page, at + 1))
        });
        let complete = cluster >= 10
            || cluster_start > 0 && (3..=8).contains(&cluster)
            || (2..=5).contains(&cluster) && goes_on;
        if ends
            && !single
            && (unit && !loud || !complete && word.chars().any(|letter| !"oli".contains(letter)))
        {
            return None;
        }
        let (start, end) = page.range(at, at + 1);
        let mut original = page.text[start..end]
            .chars()
            .filter(|c| c.is_alphanumeric());
        for letter in word.chars() {
            let upper = original.next().is_some_and(|c| c.is_ascii_uppercase());
            let digit = match (letter, upper) {
                ('b', false) | ('g', true) => 6,
                ('q', true) => 0,
                _ => looks_like(letter)?,
            };
            if !digits.push(digit) {
                return None;
            }
        }
        Some((Kind::Letters, at + 1))
    }

    /// A digit's name with digits for some of its letters: *0ne*, *f0ur*, *thr33*.
    fn leet(&self, at: usize, digits: &mut Digits) -> Option<(Kind, usize)> {
        let page = self.page;
        let mut name = [0u8; 8];
        let mut length = 0;
        let mut end = at;
        let (mut has_letters, mut has_digits) = (false, false);
        while end < page.tokens.len() && end - at < 5 && (end == at || self.attached(end)) {
            let word = page.word(end).as_bytes();
            let number = page.tokens[end].kind == TokenKind::Number;
            if !(number || page.tokens[end].kind == TokenKind::Word) || length + word.len() > 5 {
                break;
            }
            for letter in word {
                name[length] = match (number, letter) {
                    (false, letter) => *letter,
                    (true, b'0') => b'o',
                    (true, b'1') => b'i',
                    (true, b'3') => b'e',
                    (true, b'7') => b'v',
                    _ => return None,
                };
                length += 1;
            }
            has_digits |= number;
            has_letters |= !number;
            end += 1;
        }
        if !(has_letters && has_digits) || length < 3 {
            return None;
        }
        let name = std::str::from_utf8(&name[..length]).ok()?;
        let digit = digit_name(name)?;
        digits.push(digit);
        Some((Kind::Spelled, end))
    }

    /// What stands before the next piece, and where that starts.
    fn joint(&mut self, at: usize, run: &Run) -> Option<(usize, Joint)> {
        let page = self.page;
        let mut joint = Joint::default();
        let mut next = at;
        let last = run.pieces().last()?;
        while next - at < MOST_BETWEEN {
            let token = page.tokens.get(next)?;
            match token.gap {
                Gap::None => {}
                Gap::Space => joint.space = true,
                Gap::Line if joint.line && last.count > 1 => return None,
                Gap::Line => joint.line = true,
                Gap::Blank => return None,
            }
            match token.kind {
                TokenKind::Number => return Some((next, joint)),
                TokenKind::Symbol('|' | '!') if self.is_one(next) => return Some((next, joint)),
                TokenKind::Symbol(symbol) => {
                    let length = (token.end - token.start) as usize / symbol.len_utf8();
                    match symbol {
                        '-' => joint.dash = true,
                        '.' | '·' | '∙' if length < 2 => joint.dot = true,
                        '/' => joint.slash = true,
                        '(' | '[' | '{' => {
                            joint.open = true;
                            joint.brackets += 1;
                        }
                        ')' | ']' | '}' => {
                            joint.close = true;
                            joint.brackets += 1;
                        }
                        '~' => joint.tilde = true,
                        ',' => joint.comma = true,
                        '+' => joint.plus = true,
                        '$' | '€' | '£' | '¥' | '₽' | '₹' | '%' | '₺' | '฿' | '₩' => {
                            return None;
                        }
                        _ => joint.odd = joint.odd.or(Some(symbol)),
                    }
                    next += 1;
                }
                TokenKind::Word => {
                    let separator = page
                        .senses_in(next, Domain::Phone)
                        .any(|sense| sense.code == words::SEPARATOR);
                    let digit = numbers::digit_word(page, next).is_some();
                    // "415 e 555", but not the "e" of "e1ght" or "e i g h t".
                    let letter = page.word(next).len() == 1
                        && page.tokens.get(next + 1).is_none_or(|after| {
                            after.gap == Gap::None
                                || after.kind == TokenKind::Word
                                    && is_one_letter(page.word(next + 1))
                        });
                    if separator
                        && !letter
                        && (token.gap != Gap::None || page.word(next).len() >= 3)
                        && !digit
                        && next + 1 < page.tokens.len()
                        && page.word(next) != "no"
                    {
                        joint.word = true;
                        next += 1;
                        continue;
                    }
                    if self.is_filler(next, last) {
                        joint.filler = true;
                        next += 1;
                        continue;
                    }
                    return Some((next, joint));
                }
            }
        }
        None
    }

    /// Whether a word only keeps whole groups apart, the same one each time: *415 babe 555 babe 0132*.
    fn is_between_groups(&mut self, at: usize, last: &Piece) -> bool {
        let page = self.page;
        let group = |at: usize| {
            page.tokens.get(at).is_some_and(|token| {
                token.kind == TokenKind::Number
                    && (2..=5).contains(&(token.end - token.start))
                    && token.gap <= Gap::Space
            })
        };
        let word = page.word(at);
        let again = page
            .tokens
            .get(at + 2)
            .is_some_and(|next| next.kind == TokenKind::Word && page.word(at + 2) == word);
        // What is counted has the word after the last number too: "812 boxes 445 boxes 1250 boxes".
        let goes_on = match again {
            true => group(at + 3),
            false => last.joint.filler,
        };
        let same = self.filler.is_none_or(|filler| filler == word);
        let keeps = last.kind == Kind::Plain
            && (2..=5).contains(&last.count)
            && word.chars().nth(1).is_some()
            && same
            && group(at + 1)
            && goes_on
            && page.senses_in(at, Domain::Price).next().is_none();
        if keeps {
            self.filler = Some(word);
        }
        keeps
    }

    /// Whether a word only keeps single digits apart: the same one each time, or letters without any space.
    fn is_filler(&mut self, at: usize, last: &Piece) -> bool {
        if self.is_between_groups(at, last) {
            return true;
        }
        let page = self.page;
        if last.count != 1 || last.kind != Kind::Plain {
            return false;
        }
        let single = |at: usize| {
            page.tokens.get(at).is_some_and(|token| {
                token.kind == TokenKind::Number && token.end - token.start == 1
            })
        };
        let word = page.word(at);
        let repeat = |sense: Sense| sense.code == words::REPEAT;
        if self.single(at).is_some() || page.senses_in(at, Domain::Phone).any(repeat) {
            return false;
        }
        if self.filler == Some(word) {
            return single(at + 1);
        }
        // The pattern has to go on: digit, filler, digit, filler.
        let attached = |at: usize| {
            page.tokens
                .get(at)
                .is_some_and(|token| token.gap == Gap::None)
        };
        let other = |at: usize| {
            page.tokens[at].kind == TokenKind::Word
                && page
                    .word(at)
                    .chars()
                    .any(|letter| looks_like(letter).is_none())
        };
        let letters = word.len() <= 2
            && (at..at + 3).all(attached)
            && single(at + 1)
            && page
                .tokens
                .get(at + 2)
                .is_some_and(|token| token.kind == TokenKind::Word)
            && (other(at)
                || (other(at + 2) && single(at + 3) && page.tokens[at + 3].gap == Gap::None));
        let repeated = self.filler.is_none()
            && single(at + 1)
            && page.tokens.len() > at + 2
            && page.word(at + 2) == word
            && single(at + 3);
        if repeated {
            self.filler = Some(word);
        }
        letters
            || repeated
            || (word.len() <= 2
                && last.joint.filler
                && attached(at)
                && attached(at + 1)
                && single(at + 1))
    }
}

/// The digit that a letter looks like. Folded letters: small, Cyrillic ones Latin among Latin ones.
fn looks_like(letter: char) -> Option<u8> {
    Some(match letter {
        'o' | 'о' | 'ο' | 'օ' | 'ⲟ' => 0,
        'l' | 'i' | 'і' | 'ӏ' | 'ι' | 'ǀ' => 1,
        'z' | 'ζ' | 'ƨ' => 2,
        'з' | 'ʒ' | 'ӡ' | 'ɜ' => 3,
        'ч' => 4,
        's' | 'ѕ' | 'ƽ' => 5,
        'б' => 6,
        'b' | 'в' | 'ȣ' => 8,
        'g' | 'q' => 9,
        _ => return None,
    })
}

/// Whether a word is digits in disguise by its looks: letters that look like digits, capitals not only in front, or letters
/// of another alphabet than the language's.
pub(super) fn is_loud(page: &Page<'_>, at: usize) -> bool {
    let word = page.word(at);
    if !word.chars().all(|letter| looks_like(letter).is_some()) {
        return false;
    }
    let (start, end) = page.range(at, at + 1);
    page.text[start..end]
        .chars()
        .skip(1)
        .any(char::is_uppercase)
        || word.chars().any(is_rare)
        // French numbers begin with 01, and noughts come in pairs.
        || matches!(&page.text[start..end], "Ol" | "ol" | "Oo" | "oo")
}

/// Whether a full stop touches what is before a token and not the token itself.
fn is_ended(page: &Page<'_>, at: usize) -> bool {
    page.tokens[at].gap != Gap::None
        && at
            .checked_sub(1)
            .is_some_and(|stop| page.is_symbol(stop, '.') && page.tokens[stop].gap == Gap::None)
}

/// Letters that hardly any text has but as digits.
fn is_rare(letter: char) -> bool {
    matches!(letter, 'ƨ' | 'ʒ' | 'ӡ' | 'ƽ' | 'ȣ' | 'ǀ' | 'ӏ' | 'օ')
}

/// Whether a word is one letter that looks like a one.
pub(super) fn is_like_one(word: &str) -> bool {
    is_one_letter(word) && word.chars().all(|letter| looks_like(letter) == Some(1))
}

/// Whether letters that look like digits begin a group with digits at a token.
fn may_be_digits(page: &Page<'_>, at: usize) -> bool {
    page.tokens[at].kind == TokenKind::Word
        && page.word(at).len() <= 8
        && (is_loud(page, at)
            || page.tokens.get(at + 1).is_some_and(|next| {
                next.kind == TokenKind::Number
                    && next.gap == Gap::None
                    && page
                        .word(at)
                        .chars()
                        .all(|letter| looks_like(letter).is_some())
            }))
}

/// Whether a word is one letter, in a script that is written with spaces.
pub(super) fn is_one_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || !c.is_ascii() && !is_unspaced(c))
        && letters.next().is_none()
}

/// Most letters of names that are written letter by letter.
const MOST_LETTERS: usize = 48;

/// Names of digits letter by letter, *f o u r*, *f.o.u.r*, *f-o-u-r*: puts their digits, gives the token after.
fn spaced_letters(page: &Page<'_>, at: usize, digits: &mut Digits) -> Option<usize> {
    let mut letters = [' '; MOST_LETTERS];
    let mut ends = [0usize; MOST_LETTERS];
    let mut count = 0;
    let mut next = at;
    while count < MOST_LETTERS && next < page.tokens.len() {
        let token = &page.tokens[next];
        // Two spaces end a word.
        let near = match token.gap {
            Gap::None => true,
            Gap::Space => next == at || token.start - page.tokens[next - 1].end <= 1,
            Gap::Line | Gap::Blank => false,
        };
        if next > at && !near || token.kind != TokenKind::Word || !is_one_letter(page.word(next)) {
            break;
        }
        letters[count] = page.word(next).chars().next()?;
        ends[count] = next + 1;
        count += 1;
        next += 1;
        // п ' я т ь
        if page.is_symbol(next, '\'') && page.tokens[next].gap <= Gap::Space {
            next += 1;
        }
        let sign = page.tokens.get(next).is_some_and(|token| {
            token.gap == Gap::None
                && matches!(token.kind, TokenKind::Symbol('.' | '-' | '_' | '*' | '·'))
        });
        if sign
            && page
                .tokens
                .get(next + 1)
                .is_some_and(|token| token.gap == Gap::None)
        {
            next += 1;
        }
        // A name has to be in sight, before more is read.
        if count == 9 && (2..=9).all(|length| name_of(&letters[..length]).is_none()) {
            return None;
        }
    }
    let mut read = 0;
    while read < count {
        let name = (2..=9.min(count - read))
            .rev()
            .find_map(|length| name_of(&letters[read..read + length]).map(|digit| (digit, length)));
        let Some((digit, length)) = name else { break };
        if !digits.push(digit) {
            break;
        }
        read += length;
    }
    read.checked_sub(1).map(|last| ends[last])
}

fn name_of(letters: &[char]) -> Option<u8> {
    let mut name = [0u8; 36];
    let mut length = 0;
    for letter in letters {
        length += letter.encode_utf8(&mut name[length..]).len();
    }
    let name = std::str::from_utf8(&name[..length]).ok()?;
    let lexicon = Lexicon::get();
    lexicon
        .senses(lexicon.entry(name))
        .iter()
        .find(|sense| match sense.domain {
            Domain::Number => numbers::Code(sense.code).is_digit(),
            Domain::Phone => sense.code == words::HOMOPHONE && matches!(name, "oh" | "meia"),
            _ => false,
        })
        .map(|sense| sense.value as u8)
}

/// Names of digits without anything between: *fouronefive*, *onefiftyfive*. Every part of the word has to be one.
/// `unit_follows`: a digit touches the word, so that *fifty* before it is a 5.
fn glued(word: &str, unit_follows: bool, digits: &mut Digits) -> bool {
    const LONGEST: usize = 60;
    if !(5..=LONGEST).contains(&word.len()) || !word.is_ascii() {
        return false;
    }
    // From the end: the value and length of the longest name at each place after which the rest is made of names too.
    let mut names = [(0u8, 0u8); LONGEST + 1];
    // `fiveO3`: a letter O before digits.
    if unit_follows && word.ends_with('o') {
        names[word.len() - 1] = (0, 1);
    }
    for at in (0..word.len()).rev() {
        for length in (2..=7.min(word.len() - at)).rev() {
            let (name, rest) = (&word[at..at + length], at + length);
            if (rest == word.len() || names[rest].1 > 0)
                && let Some(value) = digit_name(name).or_else(|| tens_name(name))
            {
                names[at] = (value, length as u8);
                break;
            }
        }
    }
    let (mut at, mut parts) = (0, 0);
    while at < word.len() && names[at].1 > 0 {
        let (value, length) = names[at];
        at += usize::from(length);
        parts += 1;
        let fits = if value < 10 {
            digits.push(value)
        } else {
            let unit = match at < word.len() {
                true => (1..10).contains(&names[at].0),
                false => unit_follows,
            };
            digits.push(value / 10) && (unit || digits.push(0))
        };
        if !fits {
            return false;
        }
    }
    at == word.len() && parts >= 2
}

/// The English names that are glued to those of digits.
fn tens_name(name: &str) -> Option<u8> {
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let at = TENS.iter().position(|tens| *tens == name)?;
    Some((at as u8 + 2) * 10)
}

/// A digit's name with letters drawn out: *fiiive*, *sevennn*.
pub(super) fn drawn_out(word: &str) -> Option<u8> {
    // In ASCII a letter stands twice where a byte does.
    let bytes = word.as_bytes();
    if word.is_ascii() && bytes.windows(2).all(|pair| pair[0] != pair[1]) {
        return None;
    }
    let mut name = [0u8; 24];
    let mut length = 0;
    let mut last = None;
    let mut any = false;
    for letter in word.chars() {
        if last == Some(letter) {
            any = true;
            continue;
        }
        last = Some(letter);
        if length + letter.len_utf8() > name.len() {
            return None;
        }
        length += letter.encode_utf8(&mut name[length..]).len();
    }
    if !any || length < 2 {
        return None;
    }
    if &name[..length] == b"oh" {
        return Some(0);
    }
    NARROW
        .get(std::str::from_utf8(&name[..length]).ok()?)
        .copied()
}

/// Names of digits without double letters.
static NARROW: LazyLock<FxHashMap<String, u8>> = LazyLock::new(|| {
    let mut narrow = FxHashMap::default();
    for (name, digit) in Lexicon::get()
        .words(Domain::Number)
        .filter_map(|(word, sense)| {
            let code = numbers::Code(sense.code);
            (code.is_digit() && !code.is_weak()).then_some((word, sense.value as u8))
        })
    {
        let mut letters: Vec<char> = name.chars().collect();
        letters.dedup();
        let narrow = narrow.entry(letters.into_iter().collect()).or_insert(digit);
        *narrow = digit.min(*narrow);
    }
    narrow
});

/// Whether a word is a digit's name, some letters of which may be digits: *four*, *f0ur*, *0n3*.
pub(in super::super) fn is_digit_name(word: &str) -> bool {
    let mut name = [0u8; 8];
    let Some(name) = name.get_mut(..word.len()) else {
        return false;
    };
    for (place, letter) in name.iter_mut().zip(word.bytes()) {
        *place = match letter {
            b'0' => b'o',
            b'1' => b'i',
            b'3' => b'e',
            b'7' => b'v',
            letter => letter,
        };
    }
    std::str::from_utf8(name)
        .is_ok_and(|name| digit_name(name).is_some() || name == "to" || name == "o")
}

/// The digit of a name in any language.
fn digit_name(name: &str) -> Option<u8> {
    let lexicon = Lexicon::get();
    lexicon
        .senses(lexicon.entry(name))
        .iter()
        .find(|sense| match sense.domain {
            Domain::Number => {
                let code = numbers::Code(sense.code);
                code.is_digit() && !code.is_weak()
            }
            Domain::Phone => {
                // Misspellings would eat the next name: "zeroone".
                sense.code == words::HOMOPHONE && matches!(name, "oh" | "meia")
            }
            _ => false,
        })
        .map(|sense| sense.value as u8)
}
