//! Recognizer: names that someone is called by, from patterns and cues alone. There is no list of persons: a name is whatever
//! stands where a name is said to stand.

use super::Context;
use super::account::words::COMMON;
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
/// A name follows this noun behind a mark or a word that says whose it is (`name: Ana`, `mi nombre Ana`); alone it is any
/// name (`a brand name`).
const NOUN: u16 = 9;
/// Greets: somebody speaks of themselves.
const GREETING: u16 = 10;
/// Says whose the name is, right before [`NOUN`].
const OWN: u16 = 11;
/// Frequent in German and in no other language here.
const GERMAN: u16 = 12;
/// How somebody is addressed; their name follows (`Mr. Brown`), also behind a cue (`ask for Sr. Brown`).
const TITLE: u16 = 13;
/// May stand between a cue and a name as [`TITLE`] does, and means too much else to be a cue (`Sr. Developer`, `Main Dr.`).
const TITLE_BEHIND: u16 = 14;

/// `ask 4 Ana`
const ASK: u16 = 15;
/// In a review a name follows (`visited Ana in Derby`).
const SEEN: u16 = 17;
/// Hindi has no capitals: `मेरा नाम पूजा है`.
const HINDI: u16 = 16;

pub(crate) const WORDS: Words = &[
    // English: I'm Ana, im Ana, my name is Ana, this is Ana, ask for Ana, call me Ana, it's Ana
    ("im", SECOND, 0),
    ("saw", SEEN, 0),
    ("visited", SEEN, 0),
    ("booked", SEEN, 0),
    ("bei", SEEN, 0),
    ("its", SECOND, 0),
    ("s", SECOND, 0),
    ("ask", ASK, 0),
    ("named", BEFORE, 0),
    // Turkish, Hindi
    ("ismim", BEFORE, 0),
    ("adim", BEFORE, 0),
    ("नाम", HINDI, 0),
    ("name", NOUN, 0),
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
    ("nombre", NOUN, 0),
    ("es", SECOND, 0),
    ("por", SECOND, 0),
    // Portuguese: sou a Ana, me chamo Ana, meu nome é Ana
    ("sou", BEFORE, 0),
    ("chamo", BEFORE, 0),
    ("chama", BEFORE, 0),
    ("nome", NOUN, 0),
    ("e", SECOND, 0),
    ("a", SECOND, 0),
    // French: je m'appelle Ana, je suis Ana, mon nom est Ana
    ("appelle", BEFORE, 0),
    ("suis", BEFORE, 0),
    ("nom", NOUN, 0),
    ("prenom", NOUN, 0),
    ("est", SECOND, 0),
    // German: ich bin Ana, ich heiße Ana, nenn mich Ana, mein Name ist Ana
    ("heisse", BEFORE, 0),
    ("bin", SECOND, 0),
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
    ("imie", NOUN, 0),
    // Russian, Ukrainian: меня зовут Аня, мене звати Аня, звать, имя
    ("зовут", BEFORE, 0),
    ("звати", BEFORE, 0),
    ("звать", BEFORE, 0),
    ("имя", NOUN, 0),
    ("я", SECOND, 0),
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
    ("atendo", NEVER, 0),
    ("dd", NEVER, 0),
    ("ddd", NEVER, 0),
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
    ("neu", NEVER, 0),
    ("neue", NEVER, 0),
    ("nueva", NEVER, 0),
    ("nuevo", NEVER, 0),
    ("nova", NEVER, 0),
    ("nuova", NEVER, 0),
    ("nouvelle", NEVER, 0),
    ("nieuw", NEVER, 0),
    ("nowa", NEVER, 0),
    ("termin", NEVER, 0),
    ("telefon", NEVER, 0),
    ("post", NEVER, 0),
    ("except", NEVER, 0),
    // What a page says of its links: sign in here, read here
    ("sign", NEVER, 0),
    ("read", NEVER, 0),
    ("learn", NEVER, 0),
    ("register", NEVER, 0),
    ("download", NEVER, 0),
    ("order", NEVER, 0),
    ("start", NEVER, 0),
    ("apply", NEVER, 0),
    ("shop", NEVER, 0),
    ("book", NEVER, 0),
    ("view", NEVER, 0),
    ("watch", NEVER, 0),
    ("right", NEVER, 0),
    ("enter", NEVER, 0),
    ("hi", GREETING, 0),
    ("hello", GREETING, 0),
    ("hey", GREETING, 0),
    ("heya", GREETING, 0),
    ("hiya", GREETING, 0),
    ("guys", GREETING, 0),
    ("gents", GREETING, 0),
    ("gentlemen", GREETING, 0),
    ("fellas", GREETING, 0),
    ("boys", GREETING, 0),
    ("babe", GREETING, 0),
    ("baby", GREETING, 0),
    ("honey", GREETING, 0),
    ("hun", GREETING, 0),
    ("darling", GREETING, 0),
    ("daddy", GREETING, 0),
    ("there", GREETING, 0),
    ("dear", GREETING, 0),
    ("привет", GREETING, 0),
    ("здравствуйте", GREETING, 0),
    ("мальчики", GREETING, 0),
    ("мужчины", GREETING, 0),
    ("my", OWN, 0),
    ("her", OWN, 0),
    ("his", OWN, 0),
    ("first", OWN, 0),
    ("full", OWN, 0),
    ("real", OWN, 0),
    ("stage", OWN, 0),
    ("display", OWN, 0),
    ("model", OWN, 0),
    ("working", OWN, 0),
    ("mi", OWN, 0),
    ("su", OWN, 0),
    ("meu", OWN, 0),
    ("seu", OWN, 0),
    ("mon", OWN, 0),
    ("mein", OWN, 0),
    ("ihr", OWN, 0),
    ("mio", OWN, 0),
    ("na", OWN, 0),
    ("мое", OWN, 0),
    ("ее", OWN, 0),
    ("моє", OWN, 0),
    ("mr", TITLE, 0),
    ("mrs", TITLE, 0),
    ("ms", TITLE, 0),
    ("sra", TITLE, 0),
    ("mme", TITLE, 0),
    ("mlle", TITLE, 0),
    ("signora", TITLE, 0),
    ("senor", TITLE, 0),
    ("senora", TITLE, 0),
    ("herr", TITLE, 0),
    ("sr", TITLE_BEHIND, 0),
    ("dr", TITLE_BEHIND, 0),
    ("miss", TITLE_BEHIND, 0),
    ("frau", TITLE_BEHIND, 0),
    ("don", TITLE_BEHIND, 0),
    ("dona", TITLE_BEHIND, 0),
    ("der", GERMAN, 0),
    ("die", GERMAN, 0),
    ("das", GERMAN, 0),
    ("dem", GERMAN, 0),
    ("den", GERMAN, 0),
    ("des", GERMAN, 0),
    ("und", GERMAN, 0),
    ("oder", GERMAN, 0),
    ("von", GERMAN, 0),
    ("für", GERMAN, 0),
    ("auf", GERMAN, 0),
    ("zu", GERMAN, 0),
    ("zur", GERMAN, 0),
    ("zum", GERMAN, 0),
    ("ein", GERMAN, 0),
    ("eine", GERMAN, 0),
    ("einen", GERMAN, 0),
    ("nicht", GERMAN, 0),
    ("ich", GERMAN, 0),
    ("wir", GERMAN, 0),
    ("sie", GERMAN, 0),
    ("ist", GERMAN, 0),
    ("sind", GERMAN, 0),
    ("wird", GERMAN, 0),
    ("werden", GERMAN, 0),
    ("bei", GERMAN, 0),
    ("mit", GERMAN, 0),
];

fn has(page: &Page<'_>, at: usize, code: u16) -> bool {
    page.has_code(at, Domain::Name, 1 << code)
}

/// Whether a word of this kind stands in the same line among the tokens from `first` up to `at`.
fn among(page: &Page<'_>, first: usize, at: usize, code: u16) -> bool {
    (first..at)
        .rev()
        .take_while(|token| page.tokens[token + 1].gap < Gap::Blank)
        .any(|token| has(page, token, code))
}

/// Whether German is written around a token. Its `im` is "in the", and all its nouns have a capital.
fn is_german(page: &Page<'_>, at: usize) -> bool {
    let around = at.saturating_sub(12)..(at + 12).min(page.tokens.len());
    around
        .filter(|token| *token != at)
        .any(|token| has(page, token, GERMAN))
}

/// Whether a noun such as `name` says that a name follows: behind a mark where the noun begins its phrase (`name: Ana`, but
/// not `file name: Report`), or with a word that says whose it is (`my name Ana`). Gives the token of the name.
fn named(page: &Page<'_>, noun: usize) -> Option<usize> {
    let own = noun
        .checked_sub(1)
        .filter(|_| page.tokens[noun].gap == Gap::Space)
        .is_some_and(|before| has(page, before, OWN));
    let name = skip_marks(page, noun + 1);
    let opens = noun == 0 || begins(page, noun) || page.is_symbol(noun - 1, ',');
    // Russian has no word between: `Бостон, имя Ольга`.
    let marked = name > noun + 1 || page.word(noun) == "имя";
    (own || marked && opens).then_some(name)
}

/// How a text is written around a cue and the word behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// A capital tells names from other words.
    Plainly,
    /// In capitals: a capital tells nothing.
    InCapitals,
    /// Each word with a capital, and before the cue one that nobody speaks of themselves with: `Organic Soy Milk`.
    AsTitle,
}

/// How the words up to a cue are written.
fn written(page: &Page<'_>, cue: usize) -> Written {
    let (start, end) = page.range(cue, cue + 1);
    let word = &page.text[start..end];
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let shouted = match letters.next() {
        Some(second) => capital && second.is_uppercase(),
        // `I'M`: the pronoun's capital says nothing of the text, the verb's does.
        None => capital && page.word(cue) == "m",
    };
    // `Where I Am Going`
    if shouted || capital && page.word(cue) == "am" {
        Written::InCapitals
    } else if capital && !begins(page, cue) && page.tokens[cue - 1].entry == 0 {
        Written::AsTitle
    } else {
        Written::Plainly
    }
}

/// Whether nothing behind a name goes on with its sentence, or only a word that begins the next thought: where a capital
/// tells nothing, `I'M SURE IT WILL` is no name.
fn ends_there(page: &Page<'_>, at: usize) -> bool {
    page.tokens.get(at + 1).is_none_or(|next| {
        next.gap > Gap::Space
            || match next.kind {
                TokenKind::Word => matches!(
                    page.word(at + 1),
                    "and"
                        | "y"
                        | "e"
                        | "et"
                        | "und"
                        | "и"
                        | "і"
                        | "si"
                        | "from"
                        | "de"
                        | "i"
                        | "im"
                ),
                TokenKind::Number => true,
                TokenKind::Symbol(symbol) => {
                    symbol != '\'' && next.gap == Gap::None || next.gap == Gap::Space
                }
            }
    })
}

/// Whether the writing of a word, and what touches it, speak against a name: an ordinary word, `TS`, `Daehak-ro`, `China's`.
fn is_something_else(page: &Page<'_>, at: usize) -> bool {
    let (start, end) = page.range(at, at + 1);
    let word = &page.text[start..end];
    let folded = page.word(at);
    let ordinary = page
        .senses_in(at, Domain::Account)
        .any(|sense| sense.code == COMMON)
        && !matches!(folded, "mia" | "honey");
    let initials = (2..=3).contains(&word.chars().count())
        && word.chars().all(char::is_uppercase)
        && !word.chars().any(is_vowel);
    let touches = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.gap == Gap::None)
    };
    let tail =
        touches(at + 1) && touches(at + 2) && page.tokens[at + 2].kind == TokenKind::Word && {
            let (start, _) = page.range(at + 2, at + 3);
            let small = page.text[start..]
                .chars()
                .next()
                .is_some_and(char::is_lowercase);
            page.is_symbol(at + 1, '-') && small
                || page.is_symbol(at + 1, '\'') && page.word(at + 2) == "s"
        };
    ordinary || initials || tail
}

fn is_vowel(letter: char) -> bool {
    matches!(
        letter.to_lowercase().next(),
        Some(
            'a' | 'e'
                | 'i'
                | 'o'
                | 'u'
                | 'y'
                | 'а'
                | 'е'
                | 'и'
                | 'о'
                | 'у'
                | 'ы'
                | 'э'
                | 'ю'
                | 'я'
                | 'і'
                | 'ї'
                | 'є'
        )
    )
}

/// Whether a name may be left out of doubt by its place alone: at the head of a text, or where somebody's age is stated. A
/// page says `Work here!` and `Football is back` anywhere.
fn is_spoken_by_somebody(at: usize, found: &Found) -> bool {
    at < 24 || is_about_a_person(found)
}

/// The words that must stand before a second cue word: `my name is`, `ask for`, `i am`.
fn follows(page: &Page<'_>, cue: usize) -> bool {
    let Some(before) = cue.checked_sub(1) else {
        return match page.word(cue) {
            "im" => !is_german(page, cue),
            word => word == "я",
        };
    };
    let word = page.word(before);
    match page.word(cue) {
        "m" => {
            page.is_symbol(before, '\'')
                && before.checked_sub(1).is_some_and(|at| page.word(at) == "i")
        }
        "am" => word == "i",
        // `this is` shows things too: a greeting or a person's age must stand with it.
        "is" => matches!(word, "name" | "this" | "names"),
        // `hey its Ana`
        "its" => has(page, before, GREETING),
        // `hi it's Ana`
        "s" => {
            page.is_symbol(before, '\'')
                && cue >= 3
                && page.word(cue - 2) == "it"
                && (has(page, cue - 3, GREETING)
                    || page.is_symbol(cue - 3, ',') && cue >= 4 && has(page, cue - 4, GREETING))
        }
        "im" => {
            (begins(page, cue) || page.tokens[cue].gap <= Gap::Space && opens(page, before))
                && !is_german(page, cue)
        }
        "bin" => matches!(word, "ich" | "hier"),
        "я" => {
            // `ім'я Ганна`: name
            let noun = page.is_symbol(before, '\'')
                && before
                    .checked_sub(1)
                    .is_some_and(|at| page.word(at) == "ім");
            noun || begins(page, cue) || opens(page, before)
        }
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

/// Whether the words before `im Ana` can open a sentence of somebody about themselves.
fn opens(page: &Page<'_>, before: usize) -> bool {
    has(page, before, GREETING)
        || matches!(page.tokens[before].kind, TokenKind::Symbol(','))
        || matches!(
            page.word(before),
            "and" | "because" | "so" | "yes" | "well" | "again" | "а" | "и" | "это"
        )
}

/// Whether `this is Ana` is somebody: behind a greeting, or at the head of a paragraph where the sentence goes on about them
/// (`This is Ana, from Miami`).
fn introduces(page: &Page<'_>, is: usize) -> bool {
    let goes_on = page.is_symbol(is + 2, ',') || page.is_symbol(is + 2, '!');
    among(page, is.saturating_sub(6), is, GREETING)
        || is > 0
            && page.tokens[is - 1].gap >= Gap::Line
            && (goes_on
                || page.tokens.get(is + 2).is_some_and(|next| {
                    next.gap <= Gap::Space && matches!(page.word(is + 2), "from" | "and")
                }))
}

/// Whether a cue of two words leaves no doubt: `my name is`, `ask for`, `call me`.
fn is_plain(page: &Page<'_>, cue: usize) -> bool {
    let this = cue.checked_sub(1).map(|before| page.word(before));
    match page.word(cue) {
        "is" => this != Some("this"),
        "for" | "me" | "es" | "por" | "est" | "ist" | "este" => true,
        _ => false,
    }
}

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, _context: &Context<'_>, found: &mut Found) {
    for at in 0..page.tokens.len() {
        for sense in page.senses_in(at, Domain::Name) {
            match sense.code {
                BEFORE => cued(page, found, at, skip_marks(page, at + 1), 75),
                NOUN => {
                    let name = named(page, at).filter(|name| {
                        *name < page.tokens.len() && !is_something_else(page, *name)
                    });
                    if let Some(name) = name {
                        take(page, found, name, 75, "cue");
                    }
                }
                SECOND if follows(page, at) => {
                    let this = page.word(at) == "is" && !is_plain(page, at);
                    if is_plain(page, at) {
                        take(page, found, behind_title(page, at + 1), 80, "cue");
                    } else if !this || introduces(page, at) || is_about_a_person(found) {
                        cued(page, found, at, at + 1, 80);
                    }
                }
                AFTER => {
                    // `Ana here`: the name begins a line or sentence.
                    let before = at
                        .checked_sub(1)
                        .filter(|_| page.tokens[at].gap == Gap::Space && !possessive(page, at));
                    if let Some(before) = before.filter(|before| begins(page, *before)) {
                        presents(page, found, before);
                    }
                }
                BACK if at >= 2
                    && page.word(at - 1) == "is"
                    && (begins(page, at - 2) || at >= 3 && super::age::is_person(page, at - 3)) =>
                {
                    presents(page, found, at - 2);
                }
                TITLE if is_address(page, at) => {
                    take(page, found, behind_title(page, at), 70, "address");
                }
                BEFORE_UNSPACED => unspaced(page, found, skip_marks(page, at + 1)),
                ASK if page.tokens.get(at + 1).is_some_and(|next| {
                    next.kind == TokenKind::Number && page.word(at + 1) == "4"
                }) =>
                {
                    take(page, found, behind_title(page, at + 2), 80, "cue");
                }
                HINDI => hindi(page, found, at + 1),
                SEEN => seen(page, found, at + 1),
                TITLE_BEHIND if page.word(at) == "frau" && is_address(page, at) => {
                    addressed(page, found, at + 1);
                }
                _ => {}
            }
        }
    }
    title(page, found);
    beside_ages(page, found);
    titled_with(page, found);
    unspaced_title(page, found);
}

/// `Saw Ana at the spa`, `war bei Nicole im Laufhaus`: in a text that states somebody's age or a price for a time, a name
/// behind which a small preposition follows.
fn seen(page: &Page<'_>, found: &mut Found, at: usize) {
    let person = found.person();
    let speaks = person.aged || person.described;
    let follows = page.tokens.get(at + 1).is_some_and(|next| {
        next.gap == Gap::Space
            && matches!(
                page.word(at + 1),
                "at" | "in" | "for" | "again" | "on" | "im" | "last" | "yesterday" | "today"
            )
    });
    if speaks && follows && could_be_called(page, at) && !super::place::is_large_city(page, at) {
        take(page, found, at, 65, "cue");
    }
}

/// `मेरा नाम पूजा है`: the word behind `name`, when `is` or the end of the phrase follows.
fn hindi(page: &Page<'_>, found: &mut Found, at: usize) {
    let Some(token) = page
        .tokens
        .get(at)
        .filter(|t| t.kind == TokenKind::Word && t.gap <= Gap::Space)
    else {
        return;
    };
    let ends = page.tokens.get(at + 1).is_none_or(|next| {
        next.gap > Gap::Space || next.kind != TokenKind::Word || page.word(at + 1) == "है"
    });
    let (start, end) = page.range(at, at + 1);
    let letters = page.text[start..end].chars().count();
    if ends && token.entry == 0 && (2..=15).contains(&letters) && !found.is_claimed(start, end) {
        push(page, found, (start, end), 75, "cue");
    }
}

/// `Frau Weber, 030 …`: German nouns have capitals too, so that a sign, a number or the end must follow.
fn addressed(page: &Page<'_>, found: &mut Found, at: usize) {
    let ends = page
        .tokens
        .get(at + 1)
        .is_none_or(|next| next.gap > Gap::Space || next.kind != TokenKind::Word);
    if ends && !is_something_else(page, at) {
        take(page, found, at, 70, "address");
    }
}

/// `here's`
fn possessive(page: &Page<'_>, at: usize) -> bool {
    page.is_symbol(at + 1, '\'') && page.tokens[at + 1].gap == Gap::None
}

/// The name behind a cue that other words may follow too.
fn cued(page: &Page<'_>, found: &mut Found, cue: usize, name: usize, confidence: u8) {
    let name = behind_title(page, name);
    if name >= page.tokens.len() || is_something_else(page, name) {
        return;
    }
    let tells = match written(page, cue) {
        Written::Plainly => true,
        Written::InCapitals => ends_there(page, name),
        Written::AsTitle => false,
    };
    if tells {
        take(page, found, name, confidence, "cue");
    }
}

/// The token behind a form of address, or the token itself.
fn behind_title(page: &Page<'_>, at: usize) -> usize {
    if at >= page.tokens.len() || !(has(page, at, TITLE) || has(page, at, TITLE_BEHIND)) {
        return at;
    }
    let next = at + 1 + usize::from(page.is_symbol(at + 1, '.'));
    match page.tokens.get(next) {
        Some(token) if token.gap <= Gap::Space && token.kind == TokenKind::Word => next,
        _ => at,
    }
}

/// Whether a form of address has its capital: `Mr`, not `5 ms`.
fn is_address(page: &Page<'_>, at: usize) -> bool {
    let (start, end) = page.range(at, at + 1);
    page.text[start..end].starts_with(char::is_uppercase) && behind_title(page, at) > at
}

/// Somebody who presents themselves: `Ana here`, `Ana is back`.
fn presents(page: &Page<'_>, found: &mut Found, name: usize) {
    if is_spoken_by_somebody(name, found) && !is_something_else(page, name) {
        take(page, found, name, 75, "here");
    }
}

/// Whether the words around a token say that it is a name, whatever else it could be.
pub(crate) fn is_cued(page: &Page<'_>, at: usize) -> bool {
    let sense = |at: usize, code: u16| has(page, at, code);
    let addressed = (1..=2).any(|back| {
        at.checked_sub(back).is_some_and(|title| {
            has(page, title, TITLE) && is_address(page, title) && behind_title(page, title) == at
        })
    });
    if addressed {
        return true;
    }
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
        && (sense(cue, BEFORE)
            || sense(cue, NOUN) && named(page, cue) == Some(at)
            || sense(before, SECOND)
                && follows(page, before)
                && (page.word(before) != "is"
                    || is_plain(page, before)
                    || introduces(page, before)))
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
    found.person().aged
}

/// `Massage by Ana`, `Companhia com Ana em Lisboa`, `Ana in Houston`: titles of texts about a person.
fn titled_with(page: &Page<'_>, found: &mut Found) {
    let line = first_line(page);
    if !is_about_a_person(found) {
        return;
    }
    let code = |at: usize, code: u16| has(page, at, code);
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
        ) || sense.domain == Domain::Name && matches!(sense.code, NEVER | TITLE | TITLE_BEHIND)
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

/// Words with a capital that a number follows and that nobody is called.
const NUMBERED: &[&str] = &[
    "apartment",
    "apt",
    "article",
    "artikel",
    "book",
    "bus",
    "chapter",
    "day",
    "etage",
    "exit",
    "figure",
    "flat",
    "floor",
    "gate",
    "grade",
    "highway",
    "interstate",
    "iphone",
    "kapitel",
    "level",
    "line",
    "linea",
    "ligne",
    "linie",
    "lot",
    "no",
    "nr",
    "page",
    "part",
    "phase",
    "piso",
    "plaza",
    "route",
    "row",
    "rue",
    "season",
    "seite",
    "section",
    "series",
    "size",
    "stage",
    "step",
    "strasse",
    "street",
    "suite",
    "table",
    "team",
    "teil",
    "tel",
    "track",
    "train",
    "tram",
    "unit",
    "version",
    "via",
    "volume",
    "week",
    "windows",
    "zimmer",
    "zone",
    "дом",
    "кв",
    "этаж",
];

/// Whether a token can be what somebody is called, by how it is written.
pub(crate) fn could_be_called(page: &Page<'_>, at: usize) -> bool {
    page.tokens[at].kind == TokenKind::Word
        && capitalized(page, at).is_some()
        && !is_something_else(page, at)
        && !NUMBERED.contains(&page.word(at))
        && !super::age::is_person(page, at)
}

/// The names beside ages that were found by them: `Mia, 31 - London`.
fn beside_ages(page: &Page<'_>, found: &mut Found) {
    for n in 0..found.candidates.len() {
        let age = &found.candidates[n];
        if age.kind != MentionType::Age || age.method != "name" {
            continue;
        }
        let at = page.token_at(age.start);
        let name = (1..=2)
            .filter_map(|back| at.checked_sub(back))
            .find(|before| could_be_called(page, *before) && !has(page, *before, NEVER));
        if let Some(range) = name.map(|name| page.range(name, name + 1))
            && !found.is_claimed(range.0, range.1)
        {
            push(page, found, range, 65, "title");
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
            ("Hey guys im Ana, new in town", "Ana"),
            ("Im Ana and I am sweet", "Ana"),
            ("ich bin Petra und", "Petra"),
            ("Привет, я Аня", "Аня"),
            ("mi nombre: Rosa", "Rosa"),
            ("Hello gentlemen, this is Lily from downtown", "Lily"),
            ("This is Mia\n24 years old", "Mia"),
            ("HI I'M ANA, CALL ME", "Ana"),
            ("I'M ANA AND I LOVE", "Ana"),
            ("MY NAME IS LENA COME SEE", "Lena"),
            ("I'm Mia", "Mia"),
            ("call me CJ", "Cj"),
            ("new here\nThis is Olivia, from Miami", "Olivia"),
            ("Бостон, имя Ольга. Звони", "Ольга"),
            ("Берлін, ім'я Ганна. Люблю", "Ганна"),
            ("Моє ім’я Марина, місто", "Марина"),
            ("my name: Sofia", "Sofia"),
            ("Contact Mr. Hassan +971 50 123 4567", "Hassan"),
            ("ask for Sr. Lopez", "Lopez"),
            ("pregunta por la Sra. Carmen", "Carmen"),
            ("Mia, 31 - London", "Mia"),
            ("Silke (31) in Köln", "Silke"),
            ("Independent lady Amelia, 34, 1 hour £150", "Amelia"),
            ("Hey guys its Candy!! HR 250", "Candy"),
            ("Hey it's Lexi, 80 for 15 min", "Lexi"),
            ("any time, ask 4 Tina", "Tina"),
            ("Your fav redhead Scarlett is back, $300/h", "Scarlett"),
            ("Visited Kim in Derby. 30 min £70", "Kim"),
            ("war bei Nicole im Laufhaus. 50€ für 20 Min.", "Nicole"),
            ("Mme Durand 01 99 00 12 34", "Durand"),
            ("Kontakt: Frau Weber, 030 23125 012", "Weber"),
            ("मेरा नाम पूजा है", "पूजा"),
            ("ismim Derya, 26 yaşında", "Derya"),
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
            // A noun alone
            "two big-name Democratic politicians",
            "your brand name Toyota dealer",
            "file name: Report",
            // German `im`, in the
            "wird im Finanzbereich eingesetzt, der wächst",
            "Im Gegensatz zur alten Lösung",
            "nach Fallabschluss im Umfeld der Kliniken",
            // What a page says of its links
            "Work here!",
            "Sr. Developer wanted, 123 Main Dr. Houston",
            "latency 5 ms Average",
            "See here for a complete list",
            "business can flourish.\n\nBut here's the disconnect",
            "It is always the same.\n\nExcept here. You are unique.",
            // Capitals that tell nothing
            "I'M SURE IT WILL BE FINE",
            "Where I Am Going Next",
            "Organic Soy Milk",
            // Things that are shown
            "This is China's answer",
            "This is Europe",
            "This is Daehak-ro Park",
            // Abbreviations, parts of other names
            "I'm TS and hung",
            "Здесь я ПП забросила",
            "Umar bin Al-Khaththab",
            "ask 4 times",
            "its Monday",
            "Visited Madrid in spring, 30 min €70",
            "Saw Avatar at the cinema",
            "Hi, it's Christmas",
            "Row 22, seats 5-6",
            "junge Frau Sucht Arbeit",
        ] {
            assert!(names(text).is_empty(), "{text}: {:?}", names(text));
        }
    }
}
