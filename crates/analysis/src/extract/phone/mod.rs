//! Recognizer: phone numbers, plain and obscured.
//!
//! [`run`] reads runs of digits, however each is written; [`window`] says which part of a run is a number; [`check`]
//! asks the numbering plans; [`edge`] looks at what stands around; [`link`] finds numbers inside addresses and handles.
//!
//! Linear: a run is read once and bounded; of each run a bounded number of windows goes to the library.

mod check;
mod edge;
mod link;
mod region;
mod run;
mod vanity;
mod window;
mod words;

pub(crate) use words::WORDS;

use super::Context;
use super::found::Found;
use super::lexicon::Domain;
use super::numbers;
use super::page::{Gap, Page, TokenKind};
use run::{Reading, Run};
use window::Windows;

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
    link::find(page, context, found);
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
            page.senses(at).iter().any(|sense| match sense.domain {
                Domain::Number => {
                    numbers::Code(sense.code).begins_group() && !numbers::Code(sense.code).is_weak()
                }
                Domain::Phone => matches!(sense.code, words::MISSPELLED | words::REPEAT),
                _ => false,
            })
        }
        TokenKind::Word => {
            let word = page.word(at).as_bytes();
            // "п'ять" is cut at its apostrophe.
            if page.is_symbol(at + 1, '\'') && numbers::number_at(page, at).is_some() {
                return true;
            }
            // "fouronefive"
            word.len() >= 6
                && matches!(
                    word[..2],
                    [b'z', b'e' | b'r']
                        | [b'o', b'n' | b'h']
                        | [b't', b'w' | b'h' | b'r']
                        | [b'f', b'o' | b'i']
                        | [b's', b'i' | b'e']
                        | [b'e', b'i']
                        | [b'n', b'i' | b'u']
                        | [b'c', b'e' | b'u' | b'i']
                        | [b'u', b'n']
                        | [b'd', b'o']
                        | [b'q', b'u']
                        | [b'o', b'c']
                )
        }
    }
}

/// A homophone or a letter directly before the first sure piece belongs to the run.
fn soft_start(page: &Page<'_>, at: usize, done: usize) -> usize {
    let mut start = at;
    while start > done && at - start < 3 {
        let before = start - 1;
        let token = &page.tokens[before];
        let gap = page.tokens[start].gap;
        let soft = match token.kind {
            TokenKind::Word => {
                let length = token.end - token.start;
                let letters = gap == Gap::None
                    && length <= 4
                    && page
                        .word(before)
                        .bytes()
                        .all(|letter| b"olizsbgq".contains(&letter));
                letters
                    || (gap == Gap::Space
                        && token.entry != 0
                        && (numbers::digit_word(page, before).is_some()
                            || page
                                .senses_in(before, Domain::Phone)
                                .any(|sense| sense.code == words::HOMOPHONE)))
                    || (gap == Gap::None && length <= 3)
            }
            // "o-4-4"
            TokenKind::Symbol('-') => gap == Gap::None && token.gap == Gap::None,
            _ => false,
        };
        if !soft {
            break;
        }
        start = before;
    }
    while start < at && page.tokens[start].kind != TokenKind::Word {
        start += 1;
    }
    start
}

#[cfg(test)]
mod tests;
