//! Ages beside a name: `Mia, 31 - London`, `Silke (31)`, `✨ Sasha ✨ 23 ✨`, `Lena 19 J.`
//!
//! A name is no evidence by itself: a room, a track, a street and a team have numbers too. So either the name opens a title
//! and a place or the end follows, or the text states a rate, a height or a weight of somebody.

use super::super::fold::is_unspaced;
use super::super::found::Found;
use super::super::page::{Gap, Page, TokenKind};
use super::lists::{self, Groups};
use super::near;

/// Years of age that adverts state beside a name.
const YEARS: std::ops::RangeInclusive<u32> = 18..=60;
/// A title's name stands among so many tokens at the head of the text.
const HEAD: usize = 10;
/// Characters of a name in a script without spaces.
const UNSPACED: std::ops::RangeInclusive<usize> = 2..=5;

/// What stands between a name and a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    /// A space, or `only`.
    Nothing,
    /// A comma, a dash, an ornament.
    Sign,
    Bracket,
}

/// Where an age ends that stands beside a name; `None` when the number at `at` is none.
pub(super) fn beside_name(page: &Page<'_>, found: &Found, at: usize, value: u32) -> Option<usize> {
    if !YEARS.contains(&value) || page.word(at).len() != 2 {
        return None;
    }
    let (name, between) = name_before(page, at)?;
    let short = abbreviation(page, at + 1);
    let end = short.unwrap_or(at + 1);
    let after = page.tokens.get(end);
    let ends = after.is_none_or(|next| next.gap > Gap::Space);
    let set_off = ends
        || after.is_some_and(|next| match next.kind {
            TokenKind::Symbol(c) => {
                is_mark(c)
                    && !(super::is_number(page, end + 1) && page.tokens[end + 1].gap == Gap::None)
            }
            _ => false,
        });
    let closed = between != Between::Bracket
        || page.is_symbol(end, ')')
        || page.is_symbol(end, ',')
        || page.is_symbol(end, '/');
    let goes_on = short.is_some()
        || set_off
        || after.is_some_and(|next| next.gap == Gap::Space && is_preposition(page.word(end)));
    if !goes_on || !closed {
        return None;
    }
    let alone = between != Between::Nothing || set_off || short.is_some();
    if alone && opens_phrase(page, name, between) && speaks_of_a_person(found) {
        return Some(end);
    }
    let title = between != Between::Nothing && is_title(page, name, end);
    (title || is_reported(page, name, at)).then_some(end)
}

/// `Ann Doe, 34, of Leeds`: two words with capitals, the age between commas, and a sentence that goes on about them.
fn is_reported(page: &Page<'_>, name: usize, at: usize) -> bool {
    let full = name.checked_sub(1).is_some_and(|first| {
        page.tokens[name].gap == Gap::Space && super::super::name::could_be_called(page, first)
    });
    full && page.is_symbol(at - 1, ',')
        && page.is_symbol(at + 1, ',')
        && page
            .tokens
            .get(at + 2)
            .is_some_and(|next| next.gap == Gap::Space)
        && matches!(
            page.word(at + 2),
            "of" | "from"
                | "a"
                | "an"
                | "the"
                | "who"
                | "was"
                | "were"
                | "is"
                | "has"
                | "had"
                | "told"
                | "said"
                | "and"
                | "de"
                | "der"
                | "die"
                | "aus"
                | "fue"
                | "qui"
                | "que"
        )
}

/// The name before a number, and what stands between.
fn name_before(page: &Page<'_>, at: usize) -> Option<(usize, Between)> {
    if page.tokens[at].gap > Gap::Space {
        return None;
    }
    let mut before = at.checked_sub(1)?;
    let mut between = Between::Nothing;
    match page.tokens[before].kind {
        TokenKind::Symbol('(' | '[') => {
            between = Between::Bracket;
            before = before.checked_sub(1)?;
        }
        TokenKind::Symbol(c) if is_mark(c) => {
            between = Between::Sign;
            before = before.checked_sub(1)?;
        }
        TokenKind::Symbol(_) | TokenKind::Number => return None,
        TokenKind::Word => {
            // `Nana only 18`
            if matches!(
                page.word(before),
                "only"
                    | "just"
                    | "nur"
                    | "solo"
                    | "apenas"
                    | "только"
                    | "всего"
                    | "seulement"
                    | "tylko"
            ) {
                before = before.checked_sub(1)?;
            }
        }
    }
    if between != Between::Bracket
        && page.tokens[at].gap == Gap::None
        && between == Between::Nothing
    {
        return None;
    }
    // `Novinha 19a`
    let noun = super::is_person(page, before) && abbreviation(page, at + 1).is_some();
    let spaced = noun || super::super::name::could_be_called(page, before);
    let unspaced = between == Between::Bracket && is_unspaced_name(page, before);
    (spaced || unspaced).then_some((before, between))
}

/// Whether characters of a script without spaces that may be a name end at a token.
fn is_unspaced_name(page: &Page<'_>, last: usize) -> bool {
    let mut characters = 0;
    let mut at = last;
    loop {
        let token = page.tokens[at];
        let letters = page.word(at);
        if token.kind != TokenKind::Word || !letters.starts_with(is_unspaced) {
            return false;
        }
        characters += letters.chars().count();
        if token.gap > Gap::None || characters > *UNSPACED.end() {
            break;
        }
        let Some(before) = at.checked_sub(1) else {
            break;
        };
        if page.tokens[before].kind != TokenKind::Word {
            break;
        }
        at = before;
    }
    UNSPACED.contains(&characters)
}

/// Signs that set the parts of a title or a list apart.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        ',' | '.' | '!' | '|' | '/' | ')' | ']' | '-' | '~' | '*' | ';'
    ) || !c.is_ascii() && !matches!(c, '€' | '£' | '¥' | '°' | '₽' | '₹' | '№' | '…')
}

/// `19 J.`, `20 jr`, `22l`, `28a`: years in few letters. Where they end.
fn abbreviation(page: &Page<'_>, at: usize) -> Option<usize> {
    let token = page
        .tokens
        .get(at)
        .filter(|token| token.kind == TokenKind::Word)?;
    let known = match page.word(at) {
        "j" | "jr" | "l" | "л" | "г" => token.gap <= Gap::Space,
        "a" => token.gap == Gap::None,
        _ => false,
    };
    let (start, _) = page.range(at, at + 1);
    // `24A` is a flat, `2 L` are litres.
    let fits = page.word(at) == "j" || page.text[start..].starts_with(char::is_lowercase);
    let goes_on = page.tokens.get(at + 1).is_some_and(|next| {
        next.gap == Gap::None
            && next.kind != TokenKind::Symbol(',')
            && next.kind != TokenKind::Symbol('.')
            && next.kind != TokenKind::Symbol(')')
    });
    let dot = page.is_symbol(at + 1, '.') && page.tokens[at + 1].gap == Gap::None;
    (known && fits && !goes_on).then_some(at + 1 + usize::from(dot))
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "from"
            | "aus"
            | "en"
            | "de"
            | "em"
            | "a"
            | "à"
            | "da"
            | "uit"
            | "z"
            | "из"
            | "в"
            | "din"
            | "i"
            | "y"
            | "and"
            | "und"
            | "e"
            | "et"
    )
}

/// Whether a name opens its phrase, or a word for a person or a greeting stands before it: `lady Amelia, 34`. In an address a
/// word stands before: `Mariahilfer Strasse 31`.
fn opens_phrase(page: &Page<'_>, name: usize, between: Between) -> bool {
    let Some(before) = name.checked_sub(1) else {
        return true;
    };
    if page.tokens[name].gap > Gap::Space {
        return true;
    }
    match page.tokens[before].kind {
        TokenKind::Symbol(c) => !matches!(c, '\'' | '@' | '_' | '#' | '$'),
        TokenKind::Number => between != Between::Nothing,
        TokenKind::Word => {
            let small = {
                let (start, _) = page.range(before, before + 1);
                !page.text[start..].starts_with(char::is_uppercase)
            };
            lists::of(page, before).has(Groups::PERSON)
                || between != Between::Nothing && small
                || matches!(
                    page.word(before),
                    "hi" | "hey"
                        | "hello"
                        | "hola"
                        | "i"
                        | "and"
                        | "y"
                        | "und"
                        | "et"
                        | "e"
                        | "с"
                        | "и"
                )
        }
    }
}

/// Whether the text states what somebody asks for a time, how tall or heavy they are, or another age of a person.
fn speaks_of_a_person(found: &Found) -> bool {
    let person = found.person();
    person.described || person.surely_aged
}

/// `Mia, 31 - London`, `Silke (31) in Köln`, `Brandi - 27 - Tampa, FL`: the name opens the text, and nothing, a sign and a
/// capital, or a place follow.
fn is_title(page: &Page<'_>, name: usize, end: usize) -> bool {
    let opens = page.tokens[name].gap >= Gap::Line
        || name < 2 && matches!(page.tokens[0].kind, TokenKind::Symbol(_));
    if name >= HEAD || !opens || super::super::place::is_large_city(page, name) {
        return false;
    }
    let capital = |at: usize| {
        page.tokens.get(at).is_some_and(|token| {
            let (start, _) = page.range(at, at + 1);
            token.gap <= Gap::Space
                && token.kind == TokenKind::Word
                && page.text[start..].starts_with(char::is_uppercase)
        })
    };
    let behind = end + usize::from(page.is_symbol(end, ')') || page.is_symbol(end, ']'));
    if page
        .tokens
        .get(behind)
        .is_none_or(|next| next.gap > Gap::Space)
    {
        // A title of its own; a list of names and numbers is a table.
        return behind >= page.tokens.len() && page.tokens.len() <= 6;
    }
    let place = behind + 1;
    let leads = match page.tokens[behind].kind {
        TokenKind::Symbol(c) => is_mark(c),
        TokenKind::Word => near(page, behind) && is_preposition(page.word(behind)),
        TokenKind::Number => false,
    };
    leads && capital(place) && super::super::place::is_city(page, place)
}
