//! Words before a number that make it an age.

use super::super::page::{Gap, Page, TokenKind};
use super::has;
use super::lists::{self, Groups};
use super::words::{CUE, SELF};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// `age:`
    Age,
    /// `I'm`
    Own,
    /// `she is`
    Third,
}

/// What stands before a number, small words passed over.
pub(super) fn cue_before(page: &Page<'_>, at: usize) -> Option<Cue> {
    // `I'm Ana (22)`
    let mut token = behind_name(page, at).unwrap_or(at);
    let mut verb = false;
    for _ in 0..4 {
        if page.tokens[token].gap > Gap::Space {
            return None;
        }
        token = token.checked_sub(1)?;
        let word = page.tokens[token];
        match word.kind {
            // "33 years of age. On my day off": a full stop stands before figures at most.
            TokenKind::Symbol('.') if page.tokens[at].kind == TokenKind::Word => return None,
            TokenKind::Symbol(':' | '-' | '=' | '.' | '(' | '~' | '\'' | '"' | '*') => {}
            TokenKind::Symbol(_) | TokenKind::Number => return None,
            TokenKind::Word => {
                // Polish `lat 20` is said of age.
                let years = page.word(token) == "lat"
                    && token + 1 == at
                    && !token
                        .checked_sub(1)
                        .is_some_and(|before| super::is_number(page, before));
                if has(page, token, CUE) || years {
                    return Some(Cue::Age);
                }
                if has(page, token, SELF) {
                    // `i am`, `i'm`, `im`
                    let alone = matches!(page.word(token), "i" | "me" | "ik" | "am" | "mam");
                    let before = token.checked_sub(1).map(|before| page.word(before));
                    return match page.word(token) {
                        "am" => (before == Some("i")).then_some(Cue::Own),
                        "me" | "i" | "ik" | "mam" if alone => None,
                        _ => Some(Cue::Own),
                    };
                }
                if page.word(token) == "m"
                    && token > 1
                    && page.is_symbol(token - 1, '\'')
                    && page.word(token - 2) == "i"
                {
                    return Some(Cue::Own);
                }
                let groups = lists::of(page, token);
                if is_third(page, token, groups, verb) {
                    return Some(Cue::Third);
                }
                verb |= groups.has(Groups::VERB);
                if groups.has(Groups::FILLER) && !matches!(page.word(token), "at" | "on") {
                    continue;
                }
                if !matches!(
                    page.word(token),
                    "is" | "es"
                        | "est"
                        | "ist"
                        | "a"
                        | "of"
                        | "de"
                        | "m"
                        | "s"
                        | "re"
                        | "are"
                        | "was"
                        | "ha"
                        | "hat"
                        | "ma"
                ) {
                    return None;
                }
            }
        }
    }
    None
}

/// The name before a number in brackets, where it has a capital.
fn behind_name(page: &Page<'_>, at: usize) -> Option<usize> {
    let name = at.checked_sub(2)?;
    let (start, end) = page.range(name, name + 1);
    (page.is_symbol(at - 1, '(')
        && page.is_symbol(at + 1, ')')
        && page.tokens[at].kind == TokenKind::Number
        && page.tokens[name].kind == TokenKind::Word
        && page.text[start..end].starts_with(char::is_uppercase))
    .then_some(name)
}

/// `she` of `she is 16`, `shes 16`, `ella tiene 16`, `tiene 16`, `ей 16`, the noun of `this girl is 16`.
fn is_third(page: &Page<'_>, at: usize, groups: Groups, verb: bool) -> bool {
    if groups.has(Groups::THIRD) {
        return true;
    }
    let word = page.word(at);
    verb && (groups.has(Groups::PRONOUN) && !matches!(word, "you" | "who" | "her" | "him" | "me")
        || groups.has(Groups::RELATIVE)
        || groups.has(Groups::PERSON) && !matches!(word, "new" | "fresh" | "available"))
}

/// `almost 18`, `turning 18`, `casi 18`, `почти 18`: not yet.
pub(super) fn nearly(page: &Page<'_>, at: usize) -> bool {
    let mut token = at;
    for _ in 0..3 {
        if page.tokens[token].gap > Gap::Space || token == 0 {
            return false;
        }
        token -= 1;
        let before = |word: &str| token > 0 && page.word(token - 1) == word;
        match page.word(token) {
            "almost"
            | "nearly"
            | "soon"
            | "casi"
            | "quase"
            | "presque"
            | "bientot"
            | "fast"
            | "bald"
            | "quasi"
            | "почти"
            | "скоро"
            | "майже"
            | "незабаром"
            | "aproape"
            | "curand"
            | "prawie"
            | "niemal"
            | "bijna"
            | "turning"
            | "turns"
            | "cumplo"
            | "werde"
            | "исполнится"
            | "เกือบ" => return true,
            // `快18岁了`
            "快" | "差" => return true,
            "yet" | "quite" => return before("not"),
            "be" | "turn" => {
                return before("will") || before("ll") || before("to") || before("gonna");
            }
            "on" => return before("going"),
            // Between one of these and the number.
            "a" | "ja" | "ya" | "just" | "满" => {}
            _ => return false,
        }
    }
    false
}

/// `18 in June`, `18 next month`.
pub(super) fn a_day_follows(page: &Page<'_>, end: usize) -> bool {
    page.tokens
        .get(end)
        .is_some_and(|next| next.gap == Gap::Space)
        && matches!(
            page.word(end),
            "in" | "next" | "this" | "on" | "tomorrow" | "soon"
        )
        && page.tokens.get(end + 1).is_some_and(|then| {
            then.kind == TokenKind::Word
                && (page
                    .senses(end + 1)
                    .iter()
                    .any(|sense| sense.domain == super::super::lexicon::Domain::Date)
                    || matches!(page.word(end + 1), "month" | "week" | "year"))
        })
}

/// Whether nothing before `almost 18` says that something is counted.
pub(super) fn nearly_alone(page: &Page<'_>, at: usize) -> bool {
    let mut token = at;
    for _ in 0..3 {
        if page.tokens[token].gap > Gap::Space || token == 0 {
            return true;
        }
        token -= 1;
        let groups = lists::of(page, token);
        match page.tokens[token].kind {
            TokenKind::Number => return page.word(token).len() == 2,
            TokenKind::Symbol(c) => return !matches!(c, '$' | '€' | '£' | '/' | '-' | ':'),
            TokenKind::Word => {}
        }
        if groups.has(Groups::PRONOUN.or(Groups::PERSON).or(Groups::VERB)) || has(page, token, SELF)
        {
            return true;
        }
        let step = matches!(
            page.word(token),
            "almost"
                | "nearly"
                | "soon"
                | "casi"
                | "quase"
                | "presque"
                | "bientot"
                | "fast"
                | "bald"
                | "quasi"
                | "not"
                | "yet"
                | "quite"
                | "going"
                | "on"
                | "will"
                | "be"
                | "to"
                | "turn"
                | "turning"
                | "turns"
                | "почти"
                | "скоро"
        );
        if !step {
            return false;
        }
    }
    false
}

/// `girl, 16,`, `teen (15)`, `Ana, 16, petite`: a person's noun or name with a number beside it.
pub(super) fn names_person(page: &Page<'_>, at: usize, end: usize) -> bool {
    let sign = |at: Option<usize>, signs: &[char]| {
        at.and_then(|at| page.tokens.get(at))
            .is_some_and(|token| matches!(token.kind, TokenKind::Symbol(c) if signs.contains(&c)))
    };
    let set_off = sign(at.checked_sub(1), &[',', '('])
        && (sign(Some(end), &[',', ')', '.', '!'])
            || page
                .tokens
                .get(end)
                .is_none_or(|next| next.gap > Gap::Space));
    let Some(noun) = at.checked_sub(if set_off { 2 } else { 1 }) else {
        return false;
    };
    if page.tokens[at].gap > Gap::Space || page.tokens[noun].kind != TokenKind::Word {
        return false;
    }
    let is_noun = matches!(
        page.word(noun),
        "girl"
            | "boy"
            | "teen"
            | "teenager"
            | "female"
            | "schoolgirl"
            | "virgin"
            | "chica"
            | "nina"
            | "nena"
            | "jovencita"
            | "menina"
            | "garota"
            | "novinha"
            | "fille"
            | "madchen"
            | "ragazza"
            | "девушка"
            | "девочка"
            | "девчонка"
            | "дівчина"
            | "дівчинка"
            | "fata"
            | "dziewczyna"
            | "meisje"
            | "sisters"
            | "twins"
            | "blonde"
            | "brunette"
            | "redhead"
            | "rubia"
            | "morena"
            | "loira"
            | "студентка"
            | "брюнетка"
            | "блондинка"
    );
    let described =
        (end..end + 6).take_while(|at| page.tokens.get(*at).is_some_and(|t| t.gap <= Gap::Space));
    let described = described.map(|at| lists::of(page, at)).any(|groups| {
        groups.has(Groups::PERSON.or(Groups::OFFER)) && !groups.has(Groups::RELATIVE)
    });
    let name = set_off && described && {
        let (start, _) = page.range(noun, noun + 1);
        page.text[start..]
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
            && lists::of(page, noun).is_empty()
            && page.tokens[noun].gap > Gap::Space
    };
    // `available now, 17, slim`
    let item = set_off
        && page.is_symbol(at - 1, ',')
        && page.is_symbol(end, ',')
        && page.tokens[at - 1].gap == Gap::None
        && lists::of(page, end + 1).has(Groups::PERSON)
        && (at.saturating_sub(4)..at).any(|at| lists::of(page, at).has(Groups::PERSON));
    // `MISSING: Ana Doe, 16, last seen`
    let missing = set_off && is_missing(page, noun, end);
    name || item
        || missing
        || is_noun && (set_off || described && super::phrase::ends_or_describes(page, end))
}

/// `14f looking for`, as people introduce themselves in chats.
pub(super) fn says_sex(page: &Page<'_>, end: usize) -> bool {
    let glued = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.gap == Gap::None && token.kind == TokenKind::Word)
    };
    // A size, degrees and a flat end there: somebody goes on to say what they want or where they are.
    let goes_on = page
        .tokens
        .get(end + 1)
        .is_some_and(|next| next.gap == Gap::Space)
        && matches!(
            page.word(end + 1),
            "looking" | "seeking" | "here" | "lf" | "wants" | "wanna" | "hmu" | "dm"
        );
    glued(end) && page.word(end) == "f" && goes_on
}

/// `a girl, maybe 14`, `two girls 13 and 15`, `she can't be older than 15`: what a witness guesses of somebody.
pub(super) fn guessed(page: &Page<'_>, at: usize, end: usize) -> bool {
    let word = |at: usize| page.tokens.get(at).map_or("", |_| page.word(at));
    let ends = page.tokens.get(end).is_none_or(|next| {
        next.gap > Gap::Space
            || matches!(
                next.kind,
                TokenKind::Symbol(',' | '.' | ')' | '!' | ';' | '?')
            )
    }) || matches!(word(end), "with" | "at" | "in" | "tops" | "max");
    let another = matches!(
        word(end),
        "and" | "or" | "y" | "o" | "e" | "ou" | "und" | "oder"
    ) && super::is_number(page, end + 1)
        && word(end + 1).len() == 2;
    if !(ends || another) || super::counts_something(page, end) {
        return false;
    }
    let mut hedged = false;
    let mut second = false;
    for token in (at.saturating_sub(8)..at).rev() {
        if page.tokens[token + 1].gap > Gap::Space {
            return false;
        }
        match page.tokens[token].kind {
            TokenKind::Symbol(',' | '(' | '~' | '\'' | '’' | '-') => continue,
            TokenKind::Number if second && page.word(token).len() == 2 => continue,
            TokenKind::Symbol(_) | TokenKind::Number => return false,
            TokenKind::Word => {}
        }
        match page.word(token) {
            "maybe" | "about" | "around" | "approx" | "approximately" | "probably" | "possibly"
            | "perhaps" | "roughly" | "looks" | "looked" | "look" | "looking" | "appears"
            | "appeared" | "seems" | "seemed" | "older" | "guess" | "como" | "unos" | "unas"
            | "parece" | "parecia" | "quizas" | "aparenta" | "aparentaba" | "talvez"
            | "aparentava" | "etwa" | "vielleicht" | "ungefahr" | "environ" | "circa" | "forse"
            | "примерно" | "около" | "может" | "выглядит" => {
                hedged = true
            }
            "be" | "to" | "can" | "cant" | "t" | "couldn" | "couldnt" | "than" | "more"
            | "like" | "only" | "just" | "d" | "say" | "i" | "of" | "de" | "were" | "was"
            | "is" | "are" | "both" => {}
            "and" | "or" | "y" | "o" | "e" | "ou" | "und" | "oder" if token + 1 == at => {
                second = true
            }
            // It takes a guess, or two numbers, to tell an age from a number of something.
            "girl" | "girls" | "boy" | "boys" | "kid" | "kids" | "child" | "children" | "minor"
            | "minors" | "female" | "females" | "teen" | "teens" | "nina" | "ninas" | "chica"
            | "chicas" | "menina" | "meninas" | "madchen" | "fille" | "filles" | "ragazza"
            | "ragazze" | "девочка" | "девочки" | "девушка" | "девушки" =>
            {
                return hedged || second || another;
            }
            "she" | "he" | "they" => return hedged,
            _ => return false,
        }
    }
    false
}

/// Whether somebody with a capital is said to be missing.
fn is_missing(page: &Page<'_>, name: usize, end: usize) -> bool {
    let says = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word)
            && matches!(
                page.word(at),
                "missing"
                    | "seen"
                    | "desaparecida"
                    | "desaparecido"
                    | "desaparecidos"
                    | "vista"
                    | "visto"
                    | "disparue"
                    | "disparu"
                    | "vue"
                    | "vermisst"
                    | "vermisste"
                    | "gesehen"
                    | "scomparsa"
                    | "scomparso"
                    | "zaginela"
                    | "zaginiona"
                    | "пропала"
                    | "пропал"
                    | "зникла"
                    | "disparuta"
            )
    };
    super::subject::is_capital(page, name)
        && ((name.saturating_sub(4)..name).any(says) || (end + 1..end + 6).any(says))
}
