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
    let mut at = 0;
    let mut done = 0;
    while at < page.tokens.len() {
        if !starts(page, at) {
            at += 1;
            continue;
        }
        let start = soft_start(page, at, done);
        let mut run = Run::read(page, start, Reading::default());
        if start < at && run.end <= at {
            run = Run::read(page, at, Reading::default());
        }
        let next = run.end.max(at + 1);
        if run.digit_count() >= 3 {
            let mut numbers = windows.numbers(&run, found);
            if numbers == 0 && run.bars && run.digit_count() >= 5 {
                let reading = Reading {
                    bars: true,
                    ..Reading::default()
                };
                numbers = windows.numbers(&Run::read(page, run.pieces()[0].from, reading), found);
            }
            for split in 1..=run.tens.min(3) {
                if numbers == 0 && run.digit_count() >= 8 {
                    let reading = Reading {
                        split: Some(split),
                        ..Reading::default()
                    };
                    numbers =
                        windows.numbers(&Run::read(page, run.pieces()[0].from, reading), found);
                }
            }
        }
        at = next;
        done = next;
    }
    link::find(page, context, found);
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
                    numbers::Code(sense.code).is_below_hundred()
                        && !numbers::Code(sense.code).is_weak()
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
