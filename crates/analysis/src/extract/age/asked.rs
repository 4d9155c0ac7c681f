//! Ages that are asked of others, and years that are no age.

use super::super::page::{Gap, Page, TokenKind};
use super::words::{AGO, BEFORE, DURATION, EXPERIENCE, OVER, PLUS};
use super::{has, near};

/// `over 21`, `must be 18 years old`, `18+`, `30 and up`.
pub(super) fn asked_of_others(page: &Page<'_>, at: usize, to: usize) -> bool {
    let mut token = at;
    for _ in 0..4 {
        if page.tokens[token].gap > Gap::Space {
            break;
        }
        let Some(before) = token.checked_sub(1) else {
            break;
        };
        token = before;
        if matches!(
            page.tokens[token].kind,
            TokenKind::Symbol('.' | '!' | '?' | ',' | ';')
        ) {
            break;
        }
        // `una menor de 15 años` is somebody.
        let somebody = page.word(token) == "menor"
            && token > 0
            && matches!(page.word(token - 1), "una" | "la" | "esa" | "uma" | "a");
        // `Alter` is age, `älter` is older.
        let age = page.word(token) == "alter" && {
            let (start, end) = page.range(token, token + 1);
            page.text[start..end].is_ascii()
        };
        if has(page, token, OVER)
            && !(page.word(token) == "min" || page.word(token) == "only" || somebody || age)
        {
            return !matches!(
                page.word(token),
                "until" | "entre" | "between" | "tussen" | "zwischen"
            );
        }
    }
    if page.is_symbol(to, '+') && near(page, to) {
        return true;
    }
    // `18-25 years old`: from the legal age on.
    if at >= 2
        && (page.is_symbol(at - 1, '-') || page.word(at - 1) == "to")
        && page.word(at - 2) == "18"
        && page.tokens[at].gap <= Gap::Space
    {
        return true;
    }
    for token in to..to + 2 {
        if !near(page, token) {
            break;
        }
        if has(page, token, PLUS) {
            return true;
        }
        if !matches!(
            page.word(token),
            "and"
                | "or"
                | "y"
                | "o"
                | "e"
                | "ou"
                | "et"
                | "und"
                | "oder"
                | "en"
                | "of"
                | "и"
                | "или"
        ) {
            break;
        }
    }
    false
}

/// `for 25 years`, `por 25 anos`, `in nearly 25 years`, `in 25 Jahren`: as long as something takes.
pub(super) fn is_duration(page: &Page<'_>, at: usize) -> bool {
    let mut token = at;
    for _ in 0..3 {
        if page.tokens[token].gap > Gap::Space || token == 0 {
            return false;
        }
        token -= 1;
        if has(page, token, DURATION) {
            return true;
        }
        match page.word(token) {
            "in" => return true,
            // Between one of these and the number.
            "nearly" | "almost" | "about" | "over" | "only" | "just" | "these" | "those"
            | "fast" | "casi" | "quase" | "presque" | "quasi" | "почти" | "os" | "los" | "les"
            | "den" | "de" | "gli" | "ces" | "more" | "than" | "mais" | "más" | "plus" => {}
            _ => return false,
        }
    }
    false
}

/// `30-year bond`: what lasts as long.
pub(super) fn measures(page: &Page<'_>, end: usize, to: usize) -> bool {
    page.is_symbol(end, '-')
        && page.word(to - 1) == "year"
        && near(page, to)
        && page.tokens[to].kind == TokenKind::Word
}

/// `10 years of experience`, `hace 5 años`, `5 years ago`.
pub(super) fn no_age(page: &Page<'_>, at: usize, to: usize) -> bool {
    for token in to..to + 3 {
        if !near(page, token)
            || matches!(
                page.tokens[token].kind,
                TokenKind::Symbol(_) | TokenKind::Number
            )
        {
            break;
        }
        if has(page, token, AGO) || has(page, token, EXPERIENCE) {
            return true;
        }
    }
    let mut token = at;
    for step in 0..3 {
        if page.tokens[token].gap > Gap::Space || token == 0 {
            break;
        }
        token -= 1;
        if matches!(
            page.tokens[token].kind,
            TokenKind::Symbol(',' | '.' | ';' | '!')
        ) {
            break;
        }
        if has(page, token, EXPERIENCE) {
            return true;
        }
        if step == 2 {
            break;
        }
        // Portuguese `há` is ago, Italian `ha` is has.
        let has_not = page.word(token) == "ha" && {
            let (start, end) = page.range(token, token + 1);
            page.text[start..end].is_ascii()
        };
        if has(page, token, BEFORE) && !has_not {
            return true;
        }
    }
    false
}
