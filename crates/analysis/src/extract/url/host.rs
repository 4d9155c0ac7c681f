//! Host names: labels and dots, the dots in any of their disguises.

use super::forms::Forms;
use super::{punycode, tld};
use crate::extract::account::words::DOT;
use crate::extract::lexicon::Domain;
use crate::extract::page::{Gap, Page, TokenKind};
use std::net::Ipv6Addr;
use unicode_normalization::UnicodeNormalization;

/// Most labels of a host that are looked at.
const LABELS: usize = 10;
/// Longest label in bytes (DNS).
const LABEL_BYTES: u32 = 63;

/// Labels of a host, each a range of tokens.
pub(crate) struct Labels {
    ranges: [(u32, u32); LABELS],
    count: usize,
    /// How the dots were written.
    forms: [Forms; LABELS],
}

/// How strictly dots are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dots {
    /// `.` and bracketed ones.
    Plain,
    /// Spelled and spaced ones too.
    Loose,
}

impl Labels {
    /// Reads labels from token `at`; `unicode` takes labels of other scripts too.
    pub(crate) fn read(page: &Page<'_>, at: usize, dots: Dots, unicode: bool) -> Self {
        let mut labels = Self {
            ranges: [(0, 0); LABELS],
            count: 0,
            forms: [Forms::NONE; LABELS],
        };
        let mut from = at;
        let mut form = Forms::NONE;
        while labels.count < LABELS {
            let Some(to) = label_end(page, from, unicode) else {
                break;
            };
            labels.ranges[labels.count] = (from as u32, to as u32);
            labels.forms[labels.count] = form;
            labels.count += 1;
            let Some((next, dot)) = dot_at(page, to, dots) else {
                break;
            };
            (from, form) = (next, dot);
        }
        labels
    }

    /// Number of labels.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Tokens of a label.
    pub(crate) fn range(&self, label: usize) -> (usize, usize) {
        let (from, to) = self.ranges[label];
        (from as usize, to as usize)
    }

    /// The folded text of a label.
    pub(crate) fn text<'a>(&self, page: &Page<'a>, label: usize) -> &'a str {
        let (from, to) = self.range(label);
        page.words(from, to)
    }

    /// The first `count` labels' disguises.
    pub(crate) fn forms(&self, count: usize) -> Forms {
        self.forms[..count]
            .iter()
            .fold(Forms::NONE, |all, form| all.and(*form))
    }

    /// The tier of a label as a top-level domain.
    pub(super) fn tier(&self, page: &Page<'_>, label: usize) -> Option<tld::Tier> {
        let text = self.text(page, label);
        if text.is_ascii() {
            tld::tier(text)
        } else if text == "рф" {
            Some(tld::Tier::Plain)
        } else {
            tld::tier(&punycode::label(&self.original(page, label))?)
        }
    }

    /// The label as it was written, in lower case and compatibility form, without what shows nothing.
    fn original(&self, page: &Page<'_>, label: usize) -> String {
        let (from, to) = self.range(label);
        let (start, end) = page.range(from, to);
        page.text[start..end]
            .nfkc()
            .filter(|c| !crate::extract::fold::is_invisible(*c))
            .flat_map(char::to_lowercase)
            .nfc()
            .collect()
    }

    /// The first `count` labels as DNS has them, and whether look-alike letters were read as Latin ones.
    pub(crate) fn name(&self, page: &Page<'_>, count: usize) -> Option<(String, Forms)> {
        let mut name = String::new();
        let mut forms = self.forms(count);
        for label in 0..count {
            if label > 0 {
                name.push('.');
            }
            let folded = self.text(page, label);
            let (from, to) = self.range(label);
            let (start, end) = page.range(from, to);
            if page.text[start..end].is_ascii() {
                name.push_str(folded);
                continue;
            }
            let written = self.original(page, label);
            if folded.is_ascii() && written.chars().any(|c| matches!(c, '\u{370}'..='\u{52f}')) {
                forms = forms.and(Forms::LOOK_ALIKE);
                name.push_str(folded);
            } else {
                name.push_str(&punycode::label(&written)?);
            }
        }
        (name.len() <= 253).then_some((name, forms))
    }

    /// The longest head of the labels, of two at least, that ends in a top-level domain. A label that could be one and
    /// follows `.com` and the like belongs to the next sentence, unless it is a country code.
    pub(crate) fn longest(&self, page: &Page<'_>) -> Option<usize> {
        let last = (1..self.count)
            .rev()
            .find(|label| self.tier(page, *label).is_some())?;
        let country = self.text(page, last).len() == 2;
        // "example dot org. Je": another full stop than those before.
        let other = self.forms[last] == Forms::SPACED && self.forms[last - 1] != Forms::SPACED;
        let glued =
            last >= 2 && (!country || other) && tld::is_old_generic(self.text(page, last - 1));
        Some(if glued { last } else { last + 1 })
    }
}

/// The token after a label that starts at `at`.
fn label_end(page: &Page<'_>, at: usize, unicode: bool) -> Option<usize> {
    let first = page.tokens.get(at)?;
    let start = first.start;
    let starts_ascii = page.folded.as_bytes()[start as usize].is_ascii();
    let mut to = at;
    while let Some(token) = page.tokens.get(to) {
        if to > at && token.gap != Gap::None || token.end - start > LABEL_BYTES * 3 {
            break;
        }
        let ascii = page.folded.as_bytes()[token.start as usize].is_ascii();
        let belongs = match token.kind {
            TokenKind::Number | TokenKind::Symbol('-') => true,
            TokenKind::Word if ascii => starts_ascii || unicode,
            TokenKind::Word => unicode && !(starts_ascii && is_unspaced_token(page, to)),
            TokenKind::Symbol(_) => false,
        };
        if !belongs || to > at && dashed_dot(page, to).is_some() {
            break;
        }
        to += 1;
    }
    let any = (at..to).any(|t| !matches!(page.tokens[t].kind, TokenKind::Symbol(_)));
    let length = if to > at {
        page.words(at, to).chars().count()
    } else {
        0
    };
    (any && length <= LABEL_BYTES as usize && (unicode || page.words(at, to).is_ascii()))
        .then_some(to)
}

fn is_unspaced_token(page: &Page<'_>, at: usize) -> bool {
    page.word(at)
        .chars()
        .next()
        .is_some_and(crate::extract::fold::is_unspaced)
}

/// Whether a token is exactly one of this symbol.
pub(crate) fn is_single(page: &Page<'_>, at: usize, symbol: char) -> bool {
    page.is_symbol(at, symbol) && page.word(at).len() == symbol.len_utf8()
}

/// The bracket that closes this one.
fn closing(open: char) -> Option<char> {
    Some(match open {
        '[' => ']',
        '(' => ')',
        '{' => '}',
        '<' => '>',
        '*' | '_' | '~' => open,
        _ => return None,
    })
}

fn gap_at_most(page: &Page<'_>, at: usize, most: Gap) -> bool {
    page.tokens.get(at).is_some_and(|token| token.gap <= most)
}

/// Something in brackets at `at`: what stands between (one token), and the token after the closing bracket.
pub(crate) fn bracketed(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    let TokenKind::Symbol(open) = page.tokens.get(at)?.kind else {
        return None;
    };
    let close = closing(open)?;
    let fits = is_single(page, at, open)
        && is_single(page, at + 2, close)
        && gap_at_most(page, at + 1, Gap::Space)
        && gap_at_most(page, at + 2, Gap::Space);
    fits.then_some((at + 1, at + 3))
}

/// "-dot-" at its first dash: the token after it.
pub(crate) fn dashed_dot(page: &Page<'_>, at: usize) -> Option<usize> {
    (is_single(page, at, '-')
        && is_single(page, at + 2, '-')
        && page.word(at + 1) == "dot"
        && page.tokens[at + 1].gap == Gap::None
        && page.tokens[at + 2].gap == Gap::None)
        .then_some(at + 3)
}

/// A dot in any form at `at`: the token after it, and the form.
pub(crate) fn dot_at(page: &Page<'_>, at: usize, dots: Dots) -> Option<(usize, Forms)> {
    let token = page.tokens.get(at)?;
    if token.gap > Gap::Space {
        return None;
    }
    match token.kind {
        TokenKind::Symbol('.') => {
            if token.end - token.start != 1 || !gap_at_most(page, at + 1, Gap::Space) {
                return None;
            }
            if token.gap == Gap::None && page.tokens[at + 1].gap == Gap::None {
                return Some((at + 1, Forms::NONE));
            }
            (dots == Dots::Loose).then_some((at + 1, Forms::SPACED))
        }
        TokenKind::Symbol('-') => {
            let after = dashed_dot(page, at)?;
            gap_at_most(page, after, Gap::Space)
                .then_some((after, Forms::BRACKETED.and(Forms::SPELLED)))
        }
        TokenKind::Symbol('[' | '(' | '{' | '<' | '*' | '_' | '~') => {
            let (inner, after) = bracketed(page, at)?;
            let spelled = page
                .senses_in(inner, Domain::Account)
                .any(|s| s.code == DOT);
            if !gap_at_most(page, after, Gap::Space) {
                return None;
            }
            if spelled {
                Some((after, Forms::BRACKETED.and(Forms::SPELLED)))
            } else {
                is_single(page, inner, '.').then_some((after, Forms::BRACKETED))
            }
        }
        TokenKind::Word if dots == Dots::Loose => {
            let spelled =
                token.entry != 0 && page.senses_in(at, Domain::Account).any(|s| s.code == DOT);
            let apart = token.gap == Gap::Space && gap_at_most(page, at + 1, Gap::Space)
                || is_unspaced_token(page, at);
            (spelled && apart && gap_at_most(page, at + 1, Gap::Space))
                .then_some((at + 1, Forms::SPELLED))
        }
        _ => None,
    }
}

/// An IPv4 address in tokens `at..at + 7`: its text.
pub(crate) fn dotted_quad<'a>(page: &Page<'a>, at: usize) -> Option<&'a str> {
    if at + 7 > page.tokens.len() {
        return None;
    }
    for n in 0..7 {
        let token = &page.tokens[at + n];
        let glued = n == 0 || token.gap == Gap::None;
        let fits = if n % 2 == 1 {
            is_single(page, at + n, '.')
        } else {
            token.kind == TokenKind::Number
                && token.end - token.start <= 3
                && page
                    .word(at + n)
                    .parse::<u16>()
                    .is_ok_and(|octet| octet <= 255)
        };
        if !glued || !fits {
            return None;
        }
    }
    Some(page.words(at, at + 7))
}

/// An IPv6 address in square brackets at `at`: the address and the token after the bracket.
pub(crate) fn bracketed_v6(page: &Page<'_>, at: usize) -> Option<(Ipv6Addr, usize)> {
    if !is_single(page, at, '[') {
        return None;
    }
    let close = (at + 2..(at + 40).min(page.tokens.len())).find(|t| page.is_symbol(*t, ']'))?;
    let address = page.words(at + 1, close).parse().ok()?;
    Some((address, close + 1))
}
