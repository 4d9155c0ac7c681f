//! Units of age behind a number.

use super::super::page::{Gap, Page, TokenKind};
use super::words::{CUE, OLD, UNIT, YEARS};
use super::{has, near};

#[derive(Clone, Copy)]
pub(super) struct Unit {
    /// One past its last token.
    pub(super) end: usize,
    /// The words say age, not only years.
    pub(super) sure: bool,
    /// English, where years alone are seldom an age.
    pub(super) english: bool,
    /// Written so of living beings only: `yo`, `y/o`.
    pub(super) jargon: bool,
}

/// The unit behind a number that ends before token `end`.
pub(super) fn unit_after(page: &Page<'_>, end: usize) -> Option<Unit> {
    let mut at = end;
    // `24-year-old`, `6-jarige`
    if page.is_symbol(at, '-') && near(page, at) {
        at += 1;
    }
    if !near(page, at) {
        return None;
    }
    let word = page.word(at);
    if has(page, at, UNIT) {
        return Some(Unit {
            end: at + 1,
            sure: true,
            english: false,
            jargon: matches!(word, "yo" | "yoa"),
        });
    }
    // `Riya 21 age`, but `24 Age: 30`, `22 age group`
    if word == "age" && page.tokens[at].gap == Gap::Space {
        let other = page.tokens.get(at + 1).is_some_and(|next| {
            next.gap <= Gap::Space
                && (next.kind == TokenKind::Number
                    || matches!(next.kind, TokenKind::Symbol(':' | '-' | '='))
                    || matches!(
                        page.word(at + 1),
                        "group" | "groups" | "is" | "of" | "and" | "or" | "limit" | "range"
                    ))
        });
        return (!other).then_some(Unit {
            end: at + 1,
            sure: true,
            english: false,
            jargon: false,
        });
    }
    // `y/o`, `y.o.`, `y o`
    if word == "y" {
        let next = at + 1 + usize::from(page.is_symbol(at + 1, '/') || page.is_symbol(at + 1, '.'));
        if near(page, next) && page.tokens[next].kind == TokenKind::Word && page.word(next) == "o" {
            return Some(Unit {
                end: next + 1,
                sure: true,
                english: false,
                jargon: true,
            });
        }
        let glued = page.tokens[at].gap == Gap::None
            && page
                .tokens
                .get(at + 1)
                .is_none_or(|next| next.gap > Gap::None);
        return glued.then_some(Unit {
            end: at + 1,
            sure: false,
            english: true,
            jargon: false,
        });
    }
    // Turkish carries its endings at the end of the word.
    if word.starts_with("yasin") || word.starts_with("yasim") {
        return Some(Unit {
            end: at + 1,
            sure: true,
            english: false,
            jargon: false,
        });
    }
    // `십 년이 되었다`
    if word == "년" {
        let next =
            at + 1 + usize::from(page.tokens.get(at + 1).is_some() && page.word(at + 1) == "이");
        let old = page.tokens.get(next).is_some() && page.word(next).starts_with("되");
        return old.then_some(Unit {
            end: at + 1,
            sure: true,
            english: false,
            jargon: false,
        });
    }
    // One year in French and Romanian: `un an`. English `on an` would be ten of them in Turkish.
    let spelled = end > 0 && page.tokens[end - 1].kind == TokenKind::Word;
    if !has(page, at, YEARS) || word == "an" && spelled && page.word(end - 1) != "un" {
        return None;
    }
    let english = matches!(word, "year" | "years" | "yr" | "yrs");
    let mut next = at + 1;
    if (page.is_symbol(next, '-') || page.is_symbol(next, '.') && english) && near(page, next + 1) {
        next += 1;
    }
    if near(page, next) && has(page, next, OLD) {
        let old = page.word(next);
        let of = matches!(old, "of" | "d");
        let age = next + 1 + usize::from(page.is_symbol(next + 1, '\''));
        if !of {
            return Some(Unit {
                end: next + 1,
                sure: true,
                english,
                jargon: false,
            });
        }
        if near(page, age) && has(page, age, CUE) {
            return Some(Unit {
                end: age + 1,
                sure: true,
                english,
                jargon: false,
            });
        }
    }
    // `anni di età`, `anos de edad`, `anos de idade`
    if near(page, next)
        && matches!(page.word(next), "de" | "di")
        && near(page, next + 1)
        && has(page, next + 1, CUE)
    {
        return Some(Unit {
            end: next + 2,
            sure: true,
            english,
            jargon: false,
        });
    }
    Some(Unit {
        end: at + 1,
        sure: false,
        english,
        jargon: false,
    })
}
