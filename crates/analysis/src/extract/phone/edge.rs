//! What may stand directly before and after a number, and what the words around it say.

use super::super::fold::is_unspaced;
use super::super::lexicon::Domain;
use super::super::page::{Gap, Page, TokenKind};
use super::words;

/// How far cues are looked for, in tokens.
const BEFORE: usize = 7;
const AFTER: usize = 3;
/// How many tokens *order* may stand before *number* to be its kind: "the number of the order", not "the listing online with the number".
const MOST_APART: usize = 3;

/// Longer than two letters and no end of a sentence with their full stop.
const ABBREVIATIONS: [&str; 12] = [
    "num", "núm", "ref", "ord", "acct", "cust", "inv", "conf", "cod", "tel", "тел", "моб",
];

/// What the words around a number say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cues {
    /// A phone number is near.
    pub(super) phone: bool,
    /// Something else is near, and nearer.
    pub(super) other: bool,
    /// The number is said to begin with an area code.
    pub(super) area: bool,
    /// Index of the cue's language, 0 when it has none.
    pub(super) language: usize,
}

/// Looks at the words before token `from` and after token `to`.
pub(super) fn cues(page: &Page<'_>, from: usize, to: usize) -> Cues {
    let mut cues = Cues::default();
    let mut weak: Option<(usize, usize)> = None;
    let mut at = from;
    let mut lines = 0;
    // A sentence ended, or another number took it: "Listing no. 52-66. 415-555-0132".
    let mut spent = false;
    while at > 0 && from - at < BEFORE {
        let gap = page.tokens[at].gap;
        lines += u8::from(gap == Gap::Line);
        if gap == Gap::Blank || lines > 1 {
            break;
        }
        at -= 1;
        spent |= ends_sentence(page, at) || gap == Gap::Line && is_number(page, at);
        if is_sign(page, at) {
            cues.phone = true;
            return cues;
        }
        for sense in page.senses_in(at, Domain::Phone) {
            match sense.code {
                words::CUE => {
                    cues.phone = true;
                    cues.language = sense.value as usize;
                    return cues;
                }
                words::NOT | words::NOT_BEFORE_NUMBER if spent => {}
                words::NOT if weak.is_some_and(|(_, number)| number - at > MOST_APART) => {}
                // "Booking-No. 12"
                words::NOT_BEFORE_NUMBER if weak.is_none_or(|(_, number)| number - at > 2) => {}
                words::NOT | words::NOT_BEFORE_NUMBER => cues.other = true,
                // "No. 555…", not "no rush".
                words::WEAK_CUE if page.word(at) == "no" && from - at > 2 => {}
                words::WEAK_CUE => weak = weak.or(Some((sense.value as usize, at))),
                _ => {}
            }
        }
        if cues.other {
            return cues;
        }
    }
    if let Some((language, _)) = weak {
        cues.phone = true;
        cues.language = language;
        return cues;
    }
    for at in to..(to + AFTER).min(page.tokens.len()) {
        if page.tokens[at].gap >= Gap::Line {
            break;
        }
        let cue = page
            .senses_in(at, Domain::Phone)
            .find(|sense| sense.code == words::CUE);
        if let Some(cue) = cue {
            cues.phone = true;
            cues.language = cue.value as usize;
            break;
        }
        if is_sign(page, at) {
            cues.phone = true;
            break;
        }
    }
    cues
}

/// Whether a sentence ends with a token: a full stop that no abbreviation has, or a louder mark.
fn ends_sentence(page: &Page<'_>, at: usize) -> bool {
    let parted = page
        .tokens
        .get(at + 1)
        .is_none_or(|next| next.gap != Gap::None);
    let (start, end) = page.range(at, at + 1);
    if &page.text[start..end] == "。" {
        return true;
    }
    if !parted || at == 0 || page.tokens[at].gap != Gap::None {
        return false;
    }
    match page.tokens[at].kind {
        TokenKind::Symbol('!' | '?') => true,
        TokenKind::Symbol('.') => {
            let before = at - 1;
            match page.tokens[before].kind {
                TokenKind::Number => true,
                TokenKind::Word => {
                    let word = page.word(before);
                    word.chars().nth(2).is_some() && !ABBREVIATIONS.contains(&word)
                }
                TokenKind::Symbol(_) => true,
            }
        }
        _ => false,
    }
}

/// Whether a word or a sign that says so stands anywhere in the text.
pub(super) fn has_cue(page: &Page<'_>) -> bool {
    (0..page.tokens.len()).any(|at| match page.tokens[at].kind {
        TokenKind::Symbol(_) => is_sign(page, at),
        TokenKind::Number => false,
        TokenKind::Word => {
            page.tokens[at].entry != 0
                && page.senses_in(at, Domain::Phone).any(|sense| {
                    matches!(
                        sense.code,
                        words::CUE | words::WEAK_CUE | words::AREA | words::REVERSED
                    )
                })
        }
    })
}

/// The sign of a telephone.
fn is_sign(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.tokens[at].kind,
        TokenKind::Symbol('☎' | '📞' | '📱' | '📲' | '✆' | '🤙' | '☏')
    )
}

fn is_cue(page: &Page<'_>, at: usize) -> bool {
    page.senses_in(at, Domain::Phone)
        .any(|sense| matches!(sense.code, words::CUE | words::WEAK_CUE))
}

fn attached(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|token| token.gap == Gap::None)
}

fn is_number(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|token| token.kind == TokenKind::Number)
}

/// Whether a word is written without spaces around it anyway.
fn is_free(page: &Page<'_>, at: usize, last: bool) -> bool {
    let word = page.word(at);
    let c = if last {
        word.chars().next_back()
    } else {
        word.chars().next()
    };
    c.is_some_and(is_unspaced)
}

/// Whether a number can begin at a token. `formed` numbers have groups; those without are taken for ids more readily.
pub(super) fn may_begin(page: &Page<'_>, at: usize, formed: bool, cue: bool) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return true;
    };
    let joined = attached(page, at);
    match page.tokens[before].kind {
        TokenKind::Symbol('$' | '€' | '£' | '¥' | '₽' | '₹' | '₺' | '฿' | '₩') => {
            false
        }
        _ if !joined => true,
        TokenKind::Number => false,
        TokenKind::Word => {
            is_free(page, before, true)
                || is_cue(page, before)
                || (before > 0 && super::is_escaped_plus(page, before - 1))
                || (formed && page.word(before).len() >= 2 && !attached_to_number(page, before))
                || (cue && page.word(before).len() >= 4)
        }
        TokenKind::Symbol('#') => cue,
        TokenKind::Symbol('%' | '*' | '^' | '\\') => cue || before == 0 || !attached(page, before),
        TokenKind::Symbol('+') => {
            !(before > 0 && attached(page, before) && is_number(page, before - 1))
        }
        TokenKind::Symbol('.' | ',' | ':' | '/') => {
            let decimal = !attached(page, before) && page.is_symbol(before, '.');
            !(decimal || before > 0 && attached(page, before) && is_number(page, before - 1))
        }
        TokenKind::Symbol('-') => {
            if !attached(page, before) || before == 0 {
                // A sign, unless it is a dash between words.
                return formed || cue;
            }
            let head = before - 1;
            match page.tokens[head].kind {
                TokenKind::Number => false,
                TokenKind::Word => {
                    is_free(page, head, true)
                        || is_cue(page, head)
                        || (page.word(head).len() >= 3 && !attached_to_number(page, head))
                }
                TokenKind::Symbol(_) => true,
            }
        }
        TokenKind::Symbol(_) => true,
    }
}

/// Whether a word is one piece with digits.
fn attached_to_number(page: &Page<'_>, at: usize) -> bool {
    at > 0 && attached(page, at) && is_number(page, at - 1)
}

/// Whether a number can end before a token.
pub(super) fn may_end(page: &Page<'_>, at: usize, formed: bool, cue: bool) -> bool {
    if !attached(page, at) {
        return !page.is_symbol(at, '=') || cue;
    }
    match page.tokens[at].kind {
        TokenKind::Number => false,
        TokenKind::Word => {
            let number_after = attached(page, at + 1) && is_number(page, at + 1);
            is_free(page, at, false)
                || is_cue(page, at)
                || (!number_after
                    && page.word(at).len() >= if formed || cue { 3 } else { 5 }
                    && page
                        .word(at)
                        .bytes()
                        .any(|letter| !letter.is_ascii_hexdigit()))
        }
        TokenKind::Symbol('%' | '°' | '^') => false,
        TokenKind::Symbol('*') => !attached(page, at + 1),
        TokenKind::Symbol('=') => cue && !attached(page, at + 1),
        TokenKind::Symbol('.' | ',' | ':') => !(attached(page, at + 1) && is_number(page, at + 1)),
        TokenKind::Symbol('@') => !attached(page, at + 1),
        TokenKind::Symbol('-' | '+' | '_') if attached(page, at + 1) => {
            match page.tokens[at + 1].kind {
                TokenKind::Number => false,
                TokenKind::Word => {
                    let id = attached(page, at + 2) && is_number(page, at + 2);
                    !id && (is_free(page, at + 1, false) || page.word(at + 1).len() >= 2)
                }
                TokenKind::Symbol(_) => true,
            }
        }
        TokenKind::Symbol(_) => true,
    }
}

/// The extension after a number: its digits' token, and the token after it.
pub(super) fn extension(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    let mut next = at;
    let near = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.gap <= Gap::Space)
    };
    while next - at < 2
        && near(next)
        && matches!(
            page.tokens[next].kind,
            TokenKind::Symbol(',' | ';' | '/' | '(')
        )
    {
        next += 1;
    }
    if !near(next) {
        return None;
    }
    let named = page
        .senses_in(next, Domain::Phone)
        .any(|sense| sense.code == words::EXTENSION);
    let sign = next == at && matches!(page.tokens[next].kind, TokenKind::Symbol('#' | '~'));
    if !(named || sign) {
        return None;
    }
    next += 1;
    while near(next)
        && next - at < 5
        && matches!(
            page.tokens[next].kind,
            TokenKind::Symbol('.' | ':' | '=' | '#')
        )
    {
        next += 1;
    }
    let digits = page.tokens.get(next)?;
    let length = digits.end - digits.start;
    let ends = !attached(page, next + 1)
        || !matches!(
            page.tokens[next + 1].kind,
            TokenKind::Word | TokenKind::Symbol('-')
        )
        || is_free(page, next + 1, false);
    (near(next) && digits.kind == TokenKind::Number && (1..=7).contains(&length) && ends)
        .then_some((next, next + 1))
}
