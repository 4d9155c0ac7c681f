//! What digits and the phrase around them must look like to be an age.

use super::super::page::{Gap, Page, TokenKind};
use super::super::price::is_number;
use super::words::{CUE, SELF};
use super::{has, near};

/// Whether digits are a number of their own and not part of a longer one, a time, a fraction or an amount.
pub(super) fn stands_alone(page: &Page<'_>, at: usize, end: usize) -> bool {
    if page.word(at).starts_with('0') {
        return false;
    }
    if at > 0 && page.tokens[at].gap == Gap::None {
        match page.tokens[at - 1].kind {
            TokenKind::Word => {
                let c = page.word(at - 1).chars().next_back();
                if !c.is_some_and(super::super::fold::is_unspaced)
                    && !has(page, at - 1, CUE)
                    && !has(page, at - 1, SELF)
                {
                    return false;
                }
            }
            TokenKind::Symbol(c) => {
                if matches!(c, '.' | ',' | ':' | '-' | '\'')
                    && at > 1
                    && is_number(page, at - 2)
                    && page.tokens[at - 1].gap == Gap::None
                    && !(c == '-' || c == ',')
                    || matches!(c, '$' | '€' | '£' | '#' | '@' | '+' | '_' | '%')
                {
                    return false;
                }
            }
            TokenKind::Number => return false,
        }
    }
    let Some(next) = page.tokens.get(end) else {
        return true;
    };
    match next.kind {
        TokenKind::Symbol(c) => {
            let glued = next.gap == Gap::None;
            let number = is_number(page, end + 1) && page.tokens[end + 1].gap == Gap::None;
            !(matches!(c, '%' | '€' | '$' | '£' | '₽' | '°')
                || c == '+'
                || glued && matches!(c, '\'' | '"' | '@' | '_')
                || glued && matches!(c, '.' | ':' | ',') && number)
        }
        _ => true,
    }
}

/// `Mia, 26, 170cm`, `22/165/48`: the first of the figures of a person.
pub(super) fn heads_figures(page: &Page<'_>, at: usize, end: usize) -> bool {
    let separator = |at: usize| {
        matches!(
            page.tokens.get(at).map(|token| token.kind),
            Some(TokenKind::Symbol(',' | '/' | '|' | '-'))
        ) && near(page, at)
    };
    let starts = at == 0
        || page.tokens[at].gap > Gap::None && page.tokens[at - 1].kind != TokenKind::Number
        || page.tokens[at].gap > Gap::Space;
    let height = end + usize::from(separator(end));
    if !starts || !near(page, height) || !is_number(page, height) {
        return false;
    }
    let Ok(centimetres) = page.word(height).parse::<u32>() else {
        return false;
    };
    let tall = (140..=199).contains(&centimetres);
    let unit = near(page, height + 1) && super::super::body::is_centimetres(page, height + 1);
    let weight = separator(height + 1)
        && separator(end)
        && is_number(page, height + 2)
        && page
            .word(height + 2)
            .parse::<u32>()
            .is_ok_and(|kilos| (38..=95).contains(&kilos));
    let feet = (4..=6).contains(&centimetres)
        && separator(end)
        && page.is_symbol(height + 1, '\'')
        && page.tokens[height + 1].gap == Gap::None
        && is_number(page, height + 2);
    tall && (unit || weight) || feet
}

/// Whether the phrase ends behind a token: a line break, a sign, or a word that goes on about something else.
pub(super) fn ends_phrase(page: &Page<'_>, end: usize) -> bool {
    let Some(next) = page.tokens.get(end) else {
        return true;
    };
    match next.kind {
        _ if next.gap > Gap::Space => true,
        TokenKind::Symbol(c) => {
            !matches!(c, '\'' | '"' | '%' | '/' | ':' | '+' | '°' | '-')
                || c == '-' && next.gap == Gap::Space
        }
        TokenKind::Number => true,
        TokenKind::Word => !matches!(
            page.word(end),
            "of" | "in" | "ago" | "experience" | "exp" | "for" | "with" | "later" | "min" | "mins"
        ),
    }
}

/// Whether a word behind a number says that it counts something else.
pub(super) fn counts_something(page: &Page<'_>, end: usize) -> bool {
    if !near(page, end) {
        return false;
    }
    match page.tokens[end].kind {
        TokenKind::Word => {
            page.tokens[end].entry != 0
                && page.senses(end).iter().any(|sense| {
                    super::super::body::is_unit(*sense) || super::super::price::counts(*sense)
                })
                || page.tokens[end].gap == Gap::None
        }
        TokenKind::Symbol(c) => {
            matches!(c, '-' | '/' | '+' | '\'' | '"' | '%' | ':' | '°')
                && page.tokens[end].gap == Gap::None
        }
        TokenKind::Number => page.tokens[end].gap == Gap::None,
    }
}
