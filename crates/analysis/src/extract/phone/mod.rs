//! Recognizer: phone numbers, plain and obscured.
//!
//! [`run`] reads runs of digits, however each is written; [`window`] says which part of a run is a number; [`check`]
//! asks the numbering plans; [`edge`] looks at what stands around; [`link`] finds numbers inside addresses and handles.
//!
//! Linear: a run is read once and bounded; of each run a bounded number of windows goes to the library.

mod check;
mod disguise;
mod edge;
mod link;
mod region;
mod run;
mod vanity;
mod window;
mod words;

pub(super) use check::Answers;
pub(super) use run::is_digit_name;
pub(crate) use words::WORDS;

use super::Context;
use super::found::Found;
use super::lexicon::Domain;
use super::numbers;
use super::page::{Gap, Page, TokenKind};
use run::{Reading, Run};
use window::Windows;

/// Whether a word says that the number after it is one of an order, an advert, an account and so on.
pub(crate) fn names_other_number(page: &Page<'_>, at: usize) -> bool {
    page.senses_in(at, Domain::Phone)
        .any(|sense| sense.code == words::NOT)
}

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, context: &Context<'_>, found: &mut Found) {
    let mut windows = Windows::new(page, context, found);
    let mut run = Run::new();
    let mut at = 0;
    let mut done = 0;
    while at < page.tokens.len() {
        if !starts(page, at) {
            at += 1;
            continue;
        }
        if is_escaped_plus(page, at) {
            at += 2;
            done = at;
            continue;
        }
        let mut start = soft_start(page, at, done);
        run.read(page, start, Reading::default());
        if start < at && run.end <= at {
            start = at;
            run.read(page, start, Reading::default());
        }
        let cut = run.cut();
        let mut next = run.end.max(at + 1);
        let (digits, bars, tens) = (run.digit_count(), run.bars, run.tens);
        if digits >= 3 {
            let mut last = windows.numbers(&run, found);
            if last.is_none() && bars && digits >= 5 {
                let reading = Reading {
                    bars: true,
                    split: None,
                };
                run.read(page, start, reading);
                last = windows.numbers(&run, found);
            }
            for split in 1..=tens.min(3) {
                if last.is_none() && digits >= 8 {
                    let reading = Reading {
                        bars: false,
                        split: Some(split),
                    };
                    run.read(page, start, reading);
                    last = windows.numbers(&run, found);
                }
            }
            if last.is_none() && digits < 8 {
                let after = run.pieces().last().map_or(at, |piece| piece.to);
                (at..after)
                    .filter(|at| page.tokens[*at].kind == TokenKind::Number)
                    .for_each(|prefix| vanity::find(page, context, prefix, found));
            }
            // A run that was cut may have been cut within a number.
            if let Some(cut) = cut {
                next = last.unwrap_or(0).max(cut).max(at + 1);
            }
        }
        at = next;
        done = next;
    }
    let mut answers = windows.into_answers();
    link::find(page, context, &mut answers, found);
    found.answers = answers;
}

/// Whether a token is the 2 of `%2B`, a plus sign in an address.
fn is_escaped_plus(page: &Page<'_>, at: usize) -> bool {
    at > 0
        && page.is_symbol(at - 1, '%')
        && page.word(at) == "2"
        && at + 2 < page.tokens.len()
        && page.word(at + 1) == "b"
        && page.tokens[at..at + 3]
            .iter()
            .all(|token| token.gap == Gap::None)
}

/// Whether a token can start a run: digits, or a word that is surely a digit or several.
fn starts(page: &Page<'_>, at: usize) -> bool {
    let token = &page.tokens[at];
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Symbol(_) => false,
        TokenKind::Word if token.entry != 0 => {
            let domains = token.domains;
            (domains.has(Domain::Number) || domains.has(Domain::Phone))
                && page.senses(at).iter().any(|sense| match sense.domain {
                    Domain::Number => {
                        numbers::Code(sense.code).begins_group()
                            && !numbers::Code(sense.code).is_weak()
                    }
                    Domain::Phone => matches!(sense.code, words::MISSPELLED | words::REPEAT),
                    _ => false,
                })
                || run::is_one_letter(page.word(at)) && starts_letter_by_letter(page, at)
        }
        TokenKind::Word => {
            let word = page.word(at).as_bytes();
            // "п'ять" is cut at its apostrophe.
            if page.is_symbol(at + 1, '\'') && numbers::number_at(page, at).is_some() {
                return true;
            }
            if run::is_one_letter(page.word(at)) {
                return starts_letter_by_letter(page, at);
            }
            if word.len() >= 4 && run::drawn_out(page.word(at)).is_some() {
                return true;
            }
            // "fouronefive"
            word.len() >= 5 && begins_like_a_digit([word[0], word[1]])
        }
    }
}

/// Whether names of digits in some language written in ASCII letters begin with these two.
fn begins_like_a_digit(letters: [u8; 2]) -> bool {
    matches!(
        letters,
        [b'z', b'e' | b'r']
            | [b'o', b'n' | b'h' | b't' | b'i' | b'c']
            | [b't', b'w' | b'h' | b'r']
            | [b'f', b'o' | b'i']
            | [b's', b'i' | b'e']
            | [b'e', b'i']
            | [b'n', b'i' | b'u' | b'o']
            | [b'c', b'e' | b'u' | b'i']
            | [b'u', b'n' | b'm']
            | [b'd', b'o' | b'u']
            | [b'q', b'u']
            | [b'm', b'e']
    )
}

/// Whether "f o u r" may begin at a one-letter word.
fn starts_letter_by_letter(page: &Page<'_>, at: usize) -> bool {
    let mut next = at + 1;
    let is_near = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.gap <= Gap::Space)
    };
    if is_near(next)
        && matches!(
            page.tokens[next].kind,
            TokenKind::Symbol('.' | '-' | '_' | '*' | '·')
        )
    {
        next += 1;
    }
    if !is_near(next)
        || page.tokens[next].kind != TokenKind::Word
        || !run::is_one_letter(page.word(next))
    {
        return false;
    }
    let (first, second) = (page.word(at).as_bytes(), page.word(next).as_bytes());
    !first[0].is_ascii() || !second[0].is_ascii() || ascii_names_begin(first[0], second[0])
}

/// Whether a digit's name in Latin letters, folded, begins with two letters.
fn ascii_names_begin(first: u8, second: u8) -> bool {
    begins_like_a_digit([first, second])
        || matches!(
            [first, second],
            [b'v', b'i']
                | [b'a', b'c' | b'l']
                | [b's', b'a' | b'z']
                | [b'n', b'e' | b'a']
                | [b'p', b'i' | b'a']
                | [b'o', b's' | b'p']
                | [b'd', b'r' | b'e' | b'w' | b'z' | b'i']
                | [b'b', b'i' | b'e']
                | [b'i', b'k']
                | [b'u', b'c']
                | [b'y', b'e']
                | [b'h', b'u']
                | [b'e', b'e']
                | [b'j', b'e']
                | [b'c', b'z']
                | [b't', b'e']
                | [b'z', b'w']
        )
}

/// A homophone or a letter directly before the first sure piece belongs to the run.
fn soft_start(page: &Page<'_>, at: usize, done: usize) -> usize {
    let mut start = at;
    let mut first = at;
    while start > done && at - start < 12 {
        let before = start - 1;
        let token = &page.tokens[before];
        let gap = page.tokens[start].gap;
        if gap > Gap::Space {
            break;
        }
        let soft = match token.kind {
            TokenKind::Word => {
                let length = token.end - token.start;
                let near = at - before <= 3;
                let digit = token.entry != 0
                    && (numbers::digit_word(page, before).is_some()
                        || page
                            .senses_in(before, Domain::Phone)
                            .any(|sense| sense.code == words::HOMOPHONE));
                // Behind a dash, "i" or "l" is a country's one.
                let one = run::is_like_one(page.word(before)) && page.is_symbol(start, '-');
                digit
                    || one
                    || run::is_loud(page, before)
                    || (near && gap == Gap::None && length <= 4)
            }
            // "o-4-4", "さん, 〇"; not twice.
            TokenKind::Symbol('-' | '.' | ',' | '·' | '/' | '*' | '~' | '_') => {
                token.end - token.start <= 3
                    && token.gap <= Gap::Space
                    && !matches!(page.tokens[start].kind, TokenKind::Symbol(_))
            }
            // "meia😘zero😘"
            TokenKind::Symbol(sign) => {
                !sign.is_ascii()
                    && gap == Gap::None
                    && token.gap == Gap::None
                    && !matches!(page.tokens[start].kind, TokenKind::Symbol(_))
            }
            TokenKind::Number => false,
        };
        if !soft {
            break;
        }
        start = before;
        if token.kind == TokenKind::Word {
            first = start;
        }
    }
    first
}

#[cfg(test)]
mod tests;
