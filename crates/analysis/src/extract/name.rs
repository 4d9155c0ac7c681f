//! Recognizer: names that someone is called by, from patterns and cues alone. There is no list of persons: a name is whatever
//! stands where a name is said to stand.

use super::Context;
use super::fold::is_unspaced;
use super::found::{Candidate, Found};
use super::lexicon::{Domain, Words};
use super::page::{Gap, Page, TokenKind};
use model::MentionType;

/// A name follows this word alone (`name: Ana`, `soy Ana`).
const BEFORE: u16 = 1;
/// A name follows this word when the word before it is the given one too (`my name is Ana`): see [`follows`].
const SECOND: u16 = 2;
/// A name may stand before this word (`Ana here`).
const AFTER: u16 = 3;
/// In scripts without spaces: a name of two or three characters follows.
const BEFORE_UNSPACED: u16 = 4;
/// Never a name, though it stands where one could.
const NEVER: u16 = 5;
/// A name may stand before this word and the one before it (`Ana is back`).
const BACK: u16 = 6;
/// In a title a name may follow (`massage by Ana`).
const WITH: u16 = 7;
/// In a title a name may stand before this word and a place (`Ana in Houston`).
const AT: u16 = 8;

pub(crate) const WORDS: Words = &[
    // English: I'm Ana, im Ana, my name is Ana, this is Ana, ask for Ana, call me Ana, it's Ana
    ("im", BEFORE, 0),
    ("named", BEFORE, 0),
    ("name", BEFORE, 0),
    ("m", SECOND, 0),
    ("am", SECOND, 0),
    ("is", SECOND, 0),
    ("for", SECOND, 0),
    ("me", SECOND, 0),
    ("here", AFTER, 0),
    ("back", BACK, 0),
    ("with", WITH, 0),
    ("by", WITH, 0),
    ("con", WITH, 0),
    ("com", WITH, 0),
    ("avec", WITH, 0),
    ("mit", WITH, 0),
    ("bei", WITH, 0),
    ("cu", WITH, 0),
    ("с", WITH, 0),
    ("з", WITH, 0),
    ("in", AT, 0),
    ("en", AT, 0),
    ("em", AT, 0),
    ("à", AT, 0),
    ("la", AT, 0),
    ("din", AT, 0),
    ("в", AT, 0),
    ("у", AT, 0),
    // Spanish: soy Ana, me llamo Ana, me llaman Ana, mi nombre es Ana, pregunta por Ana
    ("soy", BEFORE, 0),
    ("llamo", BEFORE, 0),
    ("llaman", BEFORE, 0),
    ("nombre", BEFORE, 0),
    ("es", SECOND, 0),
    ("por", SECOND, 0),
    // Portuguese: sou a Ana, me chamo Ana, meu nome é Ana
    ("sou", BEFORE, 0),
    ("chamo", BEFORE, 0),
    ("chama", BEFORE, 0),
    ("nome", BEFORE, 0),
    ("e", SECOND, 0),
    ("a", SECOND, 0),
    // French: je m'appelle Ana, je suis Ana, mon nom est Ana
    ("appelle", BEFORE, 0),
    ("suis", BEFORE, 0),
    ("nom", BEFORE, 0),
    ("prenom", BEFORE, 0),
    ("est", SECOND, 0),
    // German: ich bin Ana, ich heiße Ana, nenn mich Ana, mein Name ist Ana
    ("heisse", BEFORE, 0),
    ("bin", BEFORE, 0),
    ("ist", SECOND, 0),
    ("mich", SECOND, 0),
    // Italian: mi chiamo Ana, sono Ana
    ("chiamo", BEFORE, 0),
    ("sono", BEFORE, 0),
    // Dutch: ik ben Ana, ik heet Ana
    ("heet", BEFORE, 0),
    ("ben", SECOND, 0),
    // Romanian: sunt Ana, mă numesc Ana, mă cheamă Ana, numele meu este Ana
    ("sunt", BEFORE, 0),
    ("numesc", BEFORE, 0),
    ("cheama", BEFORE, 0),
    ("este", SECOND, 0),
    // Polish: jestem Ana, mam na imię Ana
    ("jestem", BEFORE, 0),
    ("imie", BEFORE, 0),
    // Russian, Ukrainian: меня зовут Аня, мене звати Аня, звать, имя
    ("зовут", BEFORE, 0),
    ("звати", BEFORE, 0),
    ("звать", BEFORE, 0),
    ("имя", BEFORE, 0),
    ("я", BEFORE, 0),
    // Chinese, Thai, Japanese, Korean
    ("我叫", BEFORE_UNSPACED, 0),
    ("名字叫", BEFORE_UNSPACED, 0),
    ("叫我", BEFORE_UNSPACED, 0),
    ("名字", BEFORE_UNSPACED, 0),
    ("ชื่อ", BEFORE_UNSPACED, 0),
    // Words with a capital that follow these cues and are no names
    ("i", NEVER, 0),
    ("available", NEVER, 0),
    ("the", NEVER, 0),
    ("your", NEVER, 0),
    ("new", NEVER, 0),
    ("sexy", NEVER, 0),
    ("sweet", NEVER, 0),
    ("hot", NEVER, 0),
    ("real", NEVER, 0),
    ("independent", NEVER, 0),
    ("latina", NEVER, 0),
    ("asian", NEVER, 0),
    ("girl", NEVER, 0),
    ("girls", NEVER, 0),
    ("call", NEVER, 0),
    ("text", NEVER, 0),
    ("whatsapp", NEVER, 0),
    ("telegram", NEVER, 0),
    ("click", NEVER, 0),
    ("only", NEVER, 0),
    ("not", NEVER, 0),
    ("no", NEVER, 0),
    ("we", NEVER, 0),
    ("she", NEVER, 0),
    ("he", NEVER, 0),
    ("hi", NEVER, 0),
    ("herbst", NEVER, 0),
    ("sommer", NEVER, 0),
    ("winter", NEVER, 0),
    ("frühling", NEVER, 0),
    ("haus", NEVER, 0),
    ("zentrum", NEVER, 0),
    ("jahr", NEVER, 0),
    ("moment", NEVER, 0),
    ("raum", NEVER, 0),
    ("internet", NEVER, 0),
    ("stadtzentrum", NEVER, 0),
    ("hotel", NEVER, 0),
    ("bereich", NEVER, 0),
    ("monat", NEVER, 0),
    ("hello", NEVER, 0),
    ("home", NEVER, 0),
    ("post", NEVER, 0),
];

/// The words that must stand before a second cue word: `my name is`, `ask for`, `i am`.
fn follows(page: &Page<'_>, cue: usize) -> bool {
    let Some(before) = cue.checked_sub(1) else {
        return false;
    };
    let word = page.word(before);
    match page.word(cue) {
        "m" => {
            page.is_symbol(before, '\'')
                && before.checked_sub(1).is_some_and(|at| page.word(at) == "i")
        }
        "am" => word == "i",
        "is" => matches!(word, "name" | "this" | "names"),
        "for" => word == "ask",
        "me" => word == "call",
        "es" => matches!(word, "nombre"),
        "por" => matches!(word, "pregunta" | "pregunte" | "preguntar" | "preguntame"),
        "e" => matches!(word, "nome"),
        "a" => matches!(word, "sou"),
        "est" => {
            matches!(word, "nom" | "prenom")
                // `moi c'est Ana`
                || page.is_symbol(before, '\'')
                    && before.checked_sub(2).is_some_and(|moi| {
                        page.word(before - 1) == "c" && page.word(moi) == "moi"
                    })
        }
        "ist" => matches!(word, "name"),
        "mich" => matches!(word, "nenn" | "nennt"),
        "ben" => word == "ik",
        "este" => matches!(word, "numele" | "meu"),
        _ => false,
    }
}

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, _context: &Context<'_>, found: &mut Found) {
    for at in 0..page.tokens.len() {
        for sense in page.senses_in(at, Domain::Name) {
            match sense.code {
                BEFORE => {
                    take(page, found, skip_marks(page, at + 1), 75, "cue");
                }
                SECOND if follows(page, at) => {
                    take(page, found, at + 1, 80, "cue");
                }
                AFTER => {
                    // `Ana here`: the name begins a line or sentence.
                    let before = at
                        .checked_sub(1)
                        .filter(|_| page.tokens[at].gap == Gap::Space);
                    if let Some(before) = before.filter(|before| begins(page, *before)) {
                        take(page, found, before, 75, "here");
                    }
                }
                BACK if at >= 2 && page.word(at - 1) == "is" && begins(page, at - 2) => {
                    take(page, found, at - 2, 75, "here");
                }
                BEFORE_UNSPACED => unspaced(page, found, skip_marks(page, at + 1)),
                _ => {}
            }
        }
    }
    title(page, found);
    titled_with(page, found);
    unspaced_title(page, found);
}

/// Whether the words around a token say that it is a name, whatever else it could be.
pub(crate) fn is_cued(page: &Page<'_>, at: usize) -> bool {
    let sense = |at: usize, code: u16| {
        page.senses_in(at, Domain::Name)
            .any(|sense| sense.code == code)
    };
    let Some(before) = at.checked_sub(1) else {
        return sense(at + 1, AFTER) || sense(at + 2, BACK);
    };
    let cue = if [':', '-', '=']
        .iter()
        .any(|mark| page.is_symbol(before, *mark))
    {
        before.saturating_sub(1)
    } else {
        before
    };
    page.tokens[at].gap <= Gap::Space
        && (sense(cue, BEFORE) || sense(before, SECOND) && follows(page, before))
        || page.tokens[at].gap <= Gap::Space && sense(before, WITH) && at < 24
        || begins(page, at) && (sense(at + 1, AFTER) || sense(at + 2, BACK))
}

/// `Bella, 38`: somebody with an age.
pub(crate) fn a_number_follows(page: &Page<'_>, at: usize) -> bool {
    let mark = [',', '-', '(', '|']
        .iter()
        .any(|mark| page.is_symbol(at + 1, *mark));
    let number = at + 1 + usize::from(mark);
    page.tokens.get(number).is_some_and(|token| {
        token.kind == TokenKind::Number
            && token.gap <= Gap::Space
            && page
                .word(number)
                .parse::<u32>()
                .is_ok_and(|years| (18..=69).contains(&years))
    }) && page.tokens.get(number + 1).is_none_or(|next| {
        next.gap > Gap::Space
            || !matches!(
                next.kind,
                TokenKind::Number | TokenKind::Symbol('-' | '/' | ':' | '$' | '€')
            )
    })
}

/// Where the first line ends.
fn first_line(page: &Page<'_>) -> usize {
    let tokens = page.tokens.iter().skip(1);
    tokens
        .take(24)
        .position(|token| token.gap >= Gap::Line)
        .map_or(page.tokens.len().min(24), |at| at + 1)
}

/// Whether somebody's age is stated: a text about a person.
fn is_about_a_person(found: &Found) -> bool {
    found.candidates.iter().any(|c| {
        c.kind == MentionType::Age && c.attributes.iter().all(|(name, _)| *name != "whose")
    })
}

/// `Massage by Ana`, `Companhia com Ana em Lisboa`, `Ana in Houston`: titles of texts about a person.
fn titled_with(page: &Page<'_>, found: &mut Found) {
    let line = first_line(page);
    if !is_about_a_person(found) {
        return;
    }
    let code = |at: usize, code: u16| {
        page.senses_in(at, Domain::Name)
            .any(|sense| sense.code == code)
    };
    for at in 0..line {
        if page.tokens[at].kind != TokenKind::Word {
            continue;
        }
        let Some(range) = capitalized(page, at) else {
            continue;
        };
        let next = page.tokens.get(at + 1).filter(|_| at + 1 < line);
        let ends = next.is_none_or(|next| next.kind != TokenKind::Word || code(at + 1, AT));
        let with = at > 0 && page.tokens[at].gap == Gap::Space && code(at - 1, WITH) && ends;
        let place_after = |from: usize| {
            page.tokens.get(from).is_some_and(|_| {
                let (start, _) = page.range(from, from + 1);
                found
                    .candidates
                    .iter()
                    .any(|c| c.kind == MentionType::Place && c.start == start)
            })
        };
        let at_place = begins(page, at)
            && (code(at + 1, AT) && place_after(at + 2)
                || page.is_symbol(at + 1, '(') && place_after(at + 2));
        let whose_place = page.is_symbol(at + 1, '\'')
            && at + 3 < line
            && page.word(at + 2) == "s"
            && page.word(at + 3) == "place";
        if (with || at_place || whose_place) && !found.is_claimed(range.0, range.1) {
            push(page, found, range, 65, "title");
            return;
        }
    }
}

/// `婷婷 34岁`: two or three characters before the age at the start of a text.
fn unspaced_title(page: &Page<'_>, found: &mut Found) {
    let han = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word)
            && page
                .word(at)
                .chars()
                .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    };
    let mut end = 0;
    while han(end) && end < 4 && (end == 0 || page.tokens[end].gap == Gap::None) {
        end += 1;
    }
    let characters: usize = (0..end).map(|at| page.word(at).chars().count()).sum();
    if !(2..=3).contains(&characters)
        || page
            .tokens
            .get(end)
            .is_none_or(|next| next.gap != Gap::Space)
    {
        return;
    }
    let (start, _) = page.range(end, end + 1);
    let aged = found
        .candidates
        .iter()
        .any(|c| c.kind == MentionType::Age && c.start == start);
    let range = page.range(0, end);
    if aged && !found.is_claimed(range.0, range.1) {
        push(page, found, range, 60, "title");
    }
}

/// A colon or dash may stand between cue and name.
fn skip_marks(page: &Page<'_>, at: usize) -> usize {
    if [':', '-', '='].iter().any(|mark| page.is_symbol(at, *mark)) {
        at + 1
    } else {
        at
    }
}

/// Whether a token begins a line or follows the end of a sentence or an ornament.
fn begins(page: &Page<'_>, at: usize) -> bool {
    page.tokens[at].gap >= Gap::Line
        || at
            .checked_sub(1)
            .is_none_or(|before| match page.tokens[before].kind {
                TokenKind::Symbol(symbol) => !matches!(symbol, ',' | '\'' | '/' | '@' | '_' | '&'),
                _ => false,
            })
}

/// Whether a token can be a name: one capitalized word of 2 to 15 letters that means nothing else here.
fn could_be(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    let token = page.tokens.get(at)?;
    if token.kind != TokenKind::Word || token.gap > Gap::Space && at > 0 {
        return None;
    }
    capitalized(page, at)
}

fn capitalized(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    let (start, end) = page.range(at, at + 1);
    let written = &page.text[start..end];
    let letters = written.chars().count();
    let capital = written.chars().next().is_some_and(char::is_uppercase);
    let word = (2..=15).contains(&letters) && capital && page.tokens[at].kind == TokenKind::Word;
    // A word that a recognizer knows is more likely that than a name (months, platforms). Numbers and prices are not
    // counted: with eighteen languages of them, many a name is a number somewhere.
    let known = page.senses(at).iter().any(|sense| {
        !matches!(
            sense.domain,
            Domain::Place | Domain::Name | Domain::Number | Domain::Price | Domain::Account
        ) || sense.domain == Domain::Name && sense.code == NEVER
    });
    let joined = ['@', '_']
        .iter()
        .any(|mark| page.is_symbol(at + 1, *mark) && page.tokens[at + 1].gap == Gap::None);
    (word && !known && !joined).then_some((start, end))
}

fn take(page: &Page<'_>, found: &mut Found, at: usize, confidence: u8, method: &'static str) {
    let range = if at < page.tokens.len() && page.tokens[at].gap > Gap::Space {
        capitalized(page, at).filter(|_| method == "here")
    } else {
        could_be(page, at)
    };
    if let Some(range) = range.filter(|range| !found.is_claimed(range.0, range.1)) {
        push(page, found, range, confidence, method);
    }
}

fn push(
    page: &Page<'_>,
    found: &mut Found,
    range: (usize, usize),
    confidence: u8,
    method: &'static str,
) {
    let mut value = String::new();
    // `ANA`, `ana` and `Ana` are one name.
    for (at, c) in page.text[range.0..range.1].chars().enumerate() {
        if at == 0 {
            value.extend(c.to_uppercase())
        } else {
            value.extend(c.to_lowercase())
        }
    }
    found.push(Candidate::new(
        MentionType::Name,
        range,
        value,
        confidence,
        method,
    ));
}

/// A name of two or three characters after a cue, in scripts without spaces; in Thai up to the next space.
fn unspaced(page: &Page<'_>, found: &mut Found, at: usize) {
    let mut end = at;
    let mut characters = 0;
    while let Some(token) = page.tokens.get(end) {
        let continues = token.kind == TokenKind::Word
            && (end == at || token.gap == Gap::None)
            && page.word(end).chars().all(is_unspaced);
        if !continues {
            break;
        }
        characters += page.word(end).chars().count();
        end += 1;
        if characters > 8 {
            return;
        }
    }
    let han = page.tokens.get(at).is_some_and(|_| {
        page.word(at)
            .chars()
            .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    });
    if end > at && (characters >= 2 && (!han || characters <= 3)) {
        let range = page.range(at, end);
        if !found.is_claimed(range.0, range.1) {
            push(page, found, range, 70, "cue");
        }
    }
}

/// A title such as `Ana 24`, `Sweet Ana, 24 in Oakland` or `小美 23岁`: the word before the age in the first line.
fn title(page: &Page<'_>, found: &mut Found) {
    let line = page
        .tokens
        .iter()
        .skip(1)
        .position(|token| token.gap >= Gap::Line)
        .map_or(page.tokens.len(), |at| at + 1);
    for at in 1..line.min(16) {
        let token = page.tokens[at];
        if token.kind != TokenKind::Number || token.end - token.start != 2 {
            continue;
        }
        let comma = [',', '-', '|', '/', '(', '·']
            .iter()
            .any(|mark| page.is_symbol(at - 1, *mark));
        let Some(name) = (if comma {
            at.checked_sub(2)
        } else {
            Some(at - 1)
        }) else {
            continue;
        };
        let (start, end) = page.range(at, at + 1);
        // The age itself, or the same number that is an age further on.
        let is_age = found.candidates.iter().any(|c| {
            c.kind == MentionType::Age
                && (c.start <= start && end <= c.end || c.value == page.word(at))
        });
        let Some(range) = capitalized(page, name) else {
            continue;
        };
        if is_age && !found.is_claimed(range.0, range.1) {
            push(page, found, range, 60, "title");
        }
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Extractor;

    fn names(text: &str) -> Vec<String> {
        let mentions = Extractor::new().extract(text, &Context::default());
        mentions
            .into_iter()
            .filter(|m| m.kind == MentionType::Name)
            .map(|m| m.value)
            .collect()
    }

    #[test]
    fn a_name_is_what_someone_says_it_is() {
        for (text, name) in [
            ("Hi I'm Ana, call me", "Ana"),
            ("hey, my name is LENA and I", "Lena"),
            ("Mia here! new photos", "Mia"),
            ("just ask for Lily when you arrive", "Lily"),
            ("name: Tessa", "Tessa"),
            ("hola soy Rosa, independiente", "Rosa"),
            ("me llamo Ximena y vivo aquí", "Ximena"),
            ("sou a Larissa, atendo", "Larissa"),
            ("Je m'appelle Inès", "Inès"),
            ("Ich heiße Petra und", "Petra"),
            ("меня зовут Дарья, звони", "Дарья"),
            ("мене звати Катерина", "Катерина"),
            ("我叫小雨，33岁", "小雨"),
            ("Sweet Ana 24 yo\ncall me", "Ana"),
            ("Bella here! 38 years old", "Bella"),
            ("Chloe is back! 32 years young", "Chloe"),
            ("My name is Bella and I live in Melbourne", "Bella"),
            ("sou a Carolina e atendo", "Carolina"),
            ("moi c'est Jeanne", "Jeanne"),
            ("Lovely Chloe, 32, Atlanta\nI am 32 years old", "Chloe"),
            (
                "Body massage by Olivia in San Diego\n26 years old",
                "Olivia",
            ),
            ("Companhia com Bruna em Phoenix\ntenho 24 anos", "Bruna"),
            ("Détente avec Jeanne à Nantes\nj'ai 30 ans", "Jeanne"),
            ("Relax at Brianna's place, Pittsburgh\n21 yo", "Brianna"),
            ("Beatriz em New York por poucos dias\n25 anos", "Beatriz"),
            ("婷婷 34岁 亚特兰大", "婷婷"),
        ] {
            assert_eq!(names(text), [name], "{text}");
        }
    }

    #[test]
    fn other_capitalized_words_are_no_names() {
        for text in [
            "I am Available now",
            "call me Monday",
            "Text me on Telegram",
            "I'm in Houston",
            "Open Mon-Sat 9-18, SKU 3C-58193",
            "",
            "name",
            "ask for",
            "Lunch with Google in Berlin",
            "Dinner by Candle Light",
            "Massage with Oil, 60 min",
        ] {
            assert!(names(text).is_empty(), "{text}: {:?}", names(text));
        }
    }
}
