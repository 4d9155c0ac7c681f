//! Whose an age is: of a person who may be on offer, or of somebody or something else.
//!
//! It matters most under 18, where an age of a person sets the urgent flag. So what is said of a child of the writer, of a
//! dog, a shop or a whisky, of a class of pupils or of long ago is told apart, by the words in the same sentence. Where
//! sexual services, sale or force are spoken of nearby, an age of anybody counts.

use super::super::page::{Gap, Page, TokenKind};
use super::lists::{self, Groups};

/// Somebody or something else, whose age it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// A person who may be on offer.
    Person,
    /// A child or relative of the writer.
    Relative,
    /// A thing, a firm, an animal.
    Thing,
    /// An age of long ago.
    Past,
    /// A class of pupils, or whom something is for.
    Group,
    /// Somebody in the news.
    Reported,
    /// Years of something that is not said.
    Unclear,
}

impl Whose {
    /// As the attribute `whose` says it; a person's age has none.
    pub(super) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Person => None,
            Self::Relative => Some("relative"),
            Self::Thing => Some("thing"),
            Self::Past => Some("past"),
            Self::Group => Some("group"),
            Self::Reported => Some("reported"),
            Self::Unclear => Some("unclear"),
        }
    }
}

/// How the number was recognized as an age.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// `yo`, `岁`: said of living beings only.
    Jargon,
    /// `years old`: said of anything.
    Old,
    /// `años`, `лет`: said of anything, and of any duration.
    Years,
    /// `age:`, `I'm`, `she is`.
    Cue,
}

/// Tokens of the same sentence that are looked at on either side.
const BEFORE: usize = 14;
const AFTER: usize = 12;

/// Who or what is the subject of `… is 16`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// `I`.
    Writer,
    /// `she`.
    Pronoun,
    /// `the girl`, `Ana`.
    Noun,
    Relative,
    Thing,
    None,
}

/// Whose an age of `value` years is; its number and unit are tokens `at..to`.
pub(super) fn whose(page: &Page<'_>, at: usize, to: usize, value: u32, how: How) -> Whose {
    let subject = subject(page, at);
    let thing = subject == Subject::Thing
        || how == How::Old && thing_after(page, to, 5)
        || how == How::Jargon && thing_after(page, to, 1)
        || how != How::Jargon && subject == Subject::None && thing_before(page, at);
    if thing {
        return Whose::Thing;
    }
    let minor = value < 18;
    if !minor {
        let relative = subject == Subject::Relative
            || !matches!(subject, Subject::Writer | Subject::Noun) && super::of_others(page, at);
        return if relative {
            Whose::Relative
        } else {
            Whose::Person
        };
    }
    let around = Around::of(page, at, to);
    if around.all.has(Groups::OFFER) {
        return Whose::Person;
    }
    if subject == Subject::Relative
        || !matches!(subject, Subject::Writer | Subject::Noun)
            && around.before.has(Groups::RELATIVE)
        || around.just_after.has(Groups::RELATIVE)
        || is_owned(page, at) && !around.just_after.has(Groups::PERSON)
        || subject == Subject::Noun && around.before.has(Groups::RELATIVE) && around.ours
        || subject == Subject::Pronoun && relative_earlier(page, at)
    {
        return Whose::Relative;
    }
    if has_article(page, at) && ends(page, to) && has_one(page, at) {
        return Whose::Relative;
    }
    if around.when {
        return Whose::Past;
    }
    let pronoun = matches!(subject, Subject::Writer | Subject::Pronoun);
    let goods = around.all.has(Groups::GOODS);
    if !pronoun
        && (around.all.has(Groups::SETTING)
            || goods && (around.for_someone || in_range(page, at) || plural(page, to))
            || around.for_someone && value < 10)
    {
        return Whose::Group;
    }
    if around.limit || in_range(page, at) && !around.before.has(Groups::PERSON) {
        return Whose::Group;
    }
    if !pronoun && around.all.has(Groups::REPORTED) {
        return Whose::Reported;
    }
    let noun = person_noun_before(page, at);
    let spoken_of = subject != Subject::None || noun || person_beside(page, at, to);
    let clear = match how {
        How::Years => {
            !owned_years(page, at)
                && (noun || !counts_on(page, to) && (spoken_of || listed(page, at, to)))
                || subject == Subject::Writer && !goes_on_about(page, to)
        }
        How::Old if has_article(page, at) => {
            spoken_of || value >= 10 && (ends(page, to) || is_sought(page, at))
        }
        How::Old | How::Jargon | How::Cue => value >= 10 || spoken_of,
    };
    if clear { Whose::Person } else { Whose::Unclear }
}

/// What stands around an age in its sentence.
struct Around {
    /// Groups of the words on both sides.
    all: Groups,
    /// Of the words before.
    before: Groups,
    /// Of the two words after.
    just_after: Groups,
    /// A `when` stands before (in scripts without spaces: also after).
    when: bool,
    /// `for` stands a few words before.
    for_someone: bool,
    /// `until` stands a few words before.
    limit: bool,
    /// `our` or `my` stands a few words before.
    ours: bool,
}

impl Around {
    fn of(page: &Page<'_>, at: usize, to: usize) -> Self {
        let mut around = Self {
            all: Groups::default(),
            before: Groups::default(),
            just_after: Groups::default(),
            when: false,
            for_someone: false,
            limit: false,
            ours: false,
        };
        let mut token = at;
        for step in 0..BEFORE {
            if page.tokens[token].gap >= Gap::Line
                && (step > 0 || page.tokens[token].gap == Gap::Blank)
                || token == 0
            {
                break;
            }
            token -= 1;
            if ends_sentence(page, token) {
                break;
            }
            let groups = lists::of(page, token);
            around.before = around.before.or(groups);
            around.when |= step < 7 && groups.has(Groups::WHEN);
            around.ours |= step < 4 && matches!(page.word(token), "our" | "my");
            around.limit |= step < 4 && groups.has(Groups::LIMIT);
            around.for_someone |= step < 6 && groups.has(Groups::FOR);
        }
        around.all = around.before;
        for (step, token) in (to..to + AFTER).enumerate() {
            let Some(here) = page.tokens.get(token) else {
                break;
            };
            if here.gap >= Gap::Line || ends_sentence(page, token) {
                break;
            }
            let groups = lists::of(page, token);
            around.all = around.all.or(groups);
            if step < 2 && here.kind == TokenKind::Word {
                around.just_after = around.just_after.or(groups);
            }
            let unspaced = page
                .word(token)
                .chars()
                .next()
                .is_some_and(super::super::fold::is_unspaced);
            around.when |= step < 3 && unspaced && groups.has(Groups::WHEN);
        }
        around
    }
}

fn ends_sentence(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.tokens[at].kind,
        TokenKind::Symbol('.' | '!' | '?' | ';' | '…' | '。' | '！' | '？' | '।')
    )
}

/// The word before a token on the same line, with signs such as `:` passed over.
fn before(page: &Page<'_>, at: usize) -> Option<usize> {
    let mut token = at;
    for _ in 0..3 {
        if page.tokens.get(token)?.gap > Gap::Space {
            return None;
        }
        token = token.checked_sub(1)?;
        match page.tokens[token].kind {
            TokenKind::Word => return Some(token),
            TokenKind::Symbol('\'' | '’' | '"' | '*' | '~' | '-' | '(') => {}
            TokenKind::Symbol(_) | TokenKind::Number => return None,
        }
    }
    None
}

/// Whether `I`, `tengo`, `мне` … speaks of the writer.
fn is_writer(word: &str) -> bool {
    matches!(
        word,
        "i" | "im"
            | "soy"
            | "tengo"
            | "cumplo"
            | "yo"
            | "sou"
            | "tenho"
            | "eu"
            | "je"
            | "j"
            | "ai"
            | "ich"
            | "bin"
            | "io"
            | "ho"
            | "mam"
            | "am"
            | "мне"
            | "я"
            | "мені"
            | "ik"
            | "ben"
            | "我"
            | "หนู"
            | "ฉัน"
    )
}

/// Who or what an age is said of, by the verb before it or the word that it stands beside.
fn subject(page: &Page<'_>, at: usize) -> Subject {
    let mut token = at;
    // French `a` is a verb, English `a` is none.
    let (mut verb, mut article) = (false, false);
    for _ in 0..6 {
        let Some(word) = before(page, token) else {
            // `is 16` at the start: somebody who was named before.
            return if verb {
                Subject::Pronoun
            } else {
                Subject::None
            };
        };
        let groups = lists::of(page, word);
        let text = page.word(word);
        if is_writer(text) {
            return Subject::Writer;
        }
        if groups.has(Groups::PRONOUN) {
            return if is_writer(text) {
                Subject::Writer
            } else {
                Subject::Pronoun
            };
        }
        if text == "a" && !article {
            article = true;
            token = word;
            continue;
        }
        if groups.has(Groups::VERB) && !verb {
            verb = true;
            token = word;
            continue;
        }
        if groups.has(Groups::FILLER) && !verb {
            token = word;
            continue;
        }
        return noun(page, word, verb || article);
    }
    Subject::None
}

/// A subject that is a noun or a name.
fn noun(page: &Page<'_>, at: usize, verb: bool) -> Subject {
    let groups = lists::of(page, at);
    let owned = |step: usize| {
        at.checked_sub(step)
            .filter(|before| page.tokens[before + 1].gap <= Gap::Space)
            .is_some_and(|before| lists::of(page, before).has(Groups::DETERMINER))
    };
    if groups.has(Groups::RELATIVE) {
        return Subject::Relative;
    }
    if super::is_cue(page, at) {
        return Subject::None;
    }
    if groups.has(Groups::PERSON) {
        return Subject::Noun;
    }
    if groups.has(Groups::THING) {
        return if verb || owned(1) {
            Subject::Thing
        } else {
            Subject::None
        };
    }
    if is_capital(page, at) && !owned(1) {
        return if verb { Subject::Noun } else { Subject::None };
    }
    if (owned(1) || owned(2)) && (verb || is_dative_language(page, at)) {
        return Subject::Thing;
    }
    Subject::None
}

/// Russian and Ukrainian say `нашей фирме 12 лет`, without a verb.
fn is_dative_language(page: &Page<'_>, at: usize) -> bool {
    page.word(at)
        .chars()
        .next()
        .is_some_and(|c| ('\u{400}'..='\u{4ff}').contains(&c))
}

fn is_capital(page: &Page<'_>, at: usize) -> bool {
    let (start, end) = page.range(at, at + 1);
    let mut letters = page.text[start..end].chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

/// `15 year old single malt scotch`.
fn thing_after(page: &Page<'_>, to: usize, steps: usize) -> bool {
    for token in to..to + steps {
        let Some(here) = page.tokens.get(token) else {
            return false;
        };
        if here.gap > Gap::Space || !matches!(here.kind, TokenKind::Word | TokenKind::Symbol('-')) {
            return false;
        }
        let c = page.word(token).chars().next();
        if token == to && c.is_some_and(super::super::fold::is_unspaced) && page.word(token) != "的"
        {
            return false;
        }
        let groups = lists::of(page, token);
        if groups.has(Groups::THING) {
            return true;
        }
        if groups.has(
            Groups::PERSON
                .or(Groups::PRONOUN)
                .or(Groups::RELATIVE)
                .or(Groups::VERB)
                .or(Groups::GOES_ON),
        ) || is_preposition(page.word(token))
        {
            return false;
        }
    }
    false
}

/// `scotch, 15 years old`, `whisky de 12 años`, `собаке 3 года`.
fn thing_before(page: &Page<'_>, at: usize) -> bool {
    let mut token = at;
    for _ in 0..2 {
        if page.tokens[token].gap > Gap::Space || token == 0 {
            return false;
        }
        token -= 1;
        match page.tokens[token].kind {
            TokenKind::Symbol(',' | '-' | '(' | ':') => {}
            TokenKind::Word => {
                let groups = lists::of(page, token);
                if groups.has(Groups::THING) && !groups.has(Groups::PERSON) {
                    return true;
                }
                if !matches!(page.word(token), "de" | "d" | "di" | "von" | "of" | "z") {
                    return false;
                }
            }
            TokenKind::Symbol(_) | TokenKind::Number => return false,
        }
    }
    false
}

/// Whether a child or an animal was spoken of before `she`, also a sentence earlier.
fn relative_earlier(page: &Page<'_>, at: usize) -> bool {
    let mut ends = 0;
    for token in (at.saturating_sub(20)..at).rev() {
        if page.tokens[token + 1].gap == Gap::Blank {
            return false;
        }
        ends += usize::from(ends_sentence(page, token));
        let groups = lists::of(page, token);
        if ends > 1 || groups.has(Groups::OFFER) {
            return false;
        }
        if groups.has(Groups::RELATIVE) || groups.has(Groups::THING) && is_animal(page.word(token))
        {
            return true;
        }
    }
    false
}

/// Animals that are spoken of as `he` and `she`.
fn is_animal(word: &str) -> bool {
    matches!(
        word,
        "dog"
            | "puppy"
            | "cat"
            | "horse"
            | "mare"
            | "pony"
            | "gelding"
            | "perro"
            | "perra"
            | "gato"
            | "gata"
            | "cachorro"
            | "chien"
            | "chienne"
            | "hund"
            | "katze"
            | "cane"
            | "gatto"
            | "собака"
            | "кот"
            | "кошка"
            | "пес"
            | "pies"
            | "kot"
            | "caine"
            | "pisica"
    )
}

/// The second number of `6-12 years old`, `6 a 12 años`, `от 6 до 12 лет`.
fn in_range(page: &Page<'_>, at: usize) -> bool {
    let Some(first) = at.checked_sub(2) else {
        return false;
    };
    page.tokens[at].gap <= Gap::Space
        && page.tokens[first].kind == TokenKind::Number
        && (page.is_symbol(at - 1, '-')
            || page.is_symbol(at - 1, '–')
            || matches!(
                page.word(at - 1),
                "to" | "a" | "bis" | "tot" | "do" | "до" | "al" | "ate" | "至" | "到" | "ถึง"
            ))
}

/// `for 12 year olds`.
fn plural(page: &Page<'_>, to: usize) -> bool {
    to > 0 && matches!(page.word(to - 1), "olds" | "jährige" | "jarige")
        || page
            .tokens
            .get(to)
            .is_some_and(|token| token.kind == TokenKind::Word)
            && page.word(to) == "olds"
}

/// `a 12 year old …`.
fn has_article(page: &Page<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        page.tokens[at].gap <= Gap::Space
            && matches!(
                page.word(before),
                "a" | "an" | "the" | "this" | "that" | "our" | "my" | "your" | "their" | "its"
            )
    })
}

/// `I have a 12 year old`.
fn has_one(page: &Page<'_>, at: usize) -> bool {
    at.checked_sub(2)
        .is_some_and(|verb| matches!(page.word(verb), "have" | "has" | "with"))
}

/// `my 12 year old`.
fn is_owned(page: &Page<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        page.tokens[at].gap <= Gap::Space
            && matches!(page.word(before), "my" | "his" | "her" | "their")
    })
}

/// `fête ses 15 ans`, `sus 15 años`: a firm's jubilee.
fn owned_years(page: &Page<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        page.tokens[at].gap <= Gap::Space
            && matches!(
                page.word(before),
                "ses"
                    | "nos"
                    | "sus"
                    | "los"
                    | "nuestros"
                    | "seus"
                    | "nossos"
                    | "os"
                    | "suoi"
                    | "nostri"
                    | "gli"
                    | "ihre"
                    | "unsere"
                    | "своих"
                    | "наши"
            )
    })
}

/// `looking for a 15 year old`.
fn is_sought(page: &Page<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..at).any(|token| {
        matches!(
            page.word(token),
            "looking" | "seeking" | "want" | "wanted" | "wants" | "need" | "needed" | "meet"
        )
    })
}

/// Whether a word for a person stands a few words before.
fn person_noun_before(page: &Page<'_>, at: usize) -> bool {
    let mut token = at;
    let mut steps = 4;
    while steps > 0 && token > 0 && page.tokens[token].gap <= Gap::Space {
        token -= 1;
        if ends_sentence(page, token) {
            return false;
        }
        if lists::of(page, token).has(Groups::PERSON) {
            return true;
        }
        let unspaced = page
            .word(token)
            .chars()
            .next()
            .is_some_and(super::super::fold::is_unspaced);
        // Unknown words of scripts without spaces are cut into characters.
        if !unspaced {
            steps -= 1;
        } else if at - token > 10 {
            return false;
        }
    }
    false
}

/// Whether a word for a person stands a few words after, or a name before.
fn person_beside(page: &Page<'_>, at: usize, to: usize) -> bool {
    for token in to..to + 4 {
        let Some(here) = page.tokens.get(token) else {
            break;
        };
        if here.gap > Gap::Space || ends_sentence(page, token) {
            break;
        }
        if lists::of(page, token).has(Groups::PERSON) {
            return true;
        }
    }
    // `Ana 17 años`, `Ana, 17 años`
    let name = at.checked_sub(1).map(|before| {
        if page.is_symbol(before, ',') {
            before.saturating_sub(1)
        } else {
            before
        }
    });
    name.is_some_and(|name| {
        page.tokens[name].kind == TokenKind::Word
            && page.tokens[at].gap <= Gap::Space
            && is_capital(page, name)
            && lists::of(page, name).is_empty()
            && is_first(page, name)
            && page.word(name).len() <= 10
    })
}

/// Whether a token is the first of its line or sentence.
fn is_first(page: &Page<'_>, at: usize) -> bool {
    page.tokens[at].gap > Gap::Space || at == 0 || ends_sentence(page, at - 1)
}

/// `17 años, delgada`: an item of a list.
fn listed(page: &Page<'_>, at: usize, to: usize) -> bool {
    let mut at = at;
    for _ in 0..2 {
        if at > 0
            && page.tokens[at].gap == Gap::Space
            && lists::of(page, at - 1).has(Groups::FILLER)
        {
            at -= 1;
        }
    }
    let starts = page.tokens[at].gap > Gap::Space
        || at == 0
        || matches!(
            page.tokens[at - 1].kind,
            TokenKind::Symbol(c) if !matches!(c, '-' | '/' | '+' | '%' | '(' | ':')
        );
    starts && ends(page, to)
}

/// Whether the phrase ends behind a token, or goes on about the person.
pub(super) fn ends_or_describes(page: &Page<'_>, to: usize) -> bool {
    ends(page, to)
        || page
            .tokens
            .get(to)
            .is_some_and(|next| next.kind == TokenKind::Word)
            && lists::of(page, to).has(Groups::PERSON)
}

/// Whether nothing more is said in the phrase behind a token.
fn ends(page: &Page<'_>, to: usize) -> bool {
    let Some(next) = page.tokens.get(to) else {
        return true;
    };
    next.gap > Gap::Space
        || match next.kind {
            TokenKind::Symbol(c) => !matches!(c, '-' | '/' | '+' | '%' | '\'' | ':' | '°'),
            TokenKind::Word => {
                lists::of(page, to).has(Groups::GOES_ON) && !is_preposition(page.word(to))
            }
            TokenKind::Number => false,
        }
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "en"
            | "no"
            | "na"
            | "im"
            | "dans"
            | "de"
            | "d"
            | "di"
            | "of"
            | "auf"
            | "sur"
            | "su"
            | "nel"
            | "sul"
            | "w"
            | "на"
            | "в"
            | "у"
            | "for"
            | "as"
            | "como"
            | "comme"
            | "als"
            | "pe"
    )
}

/// `15 años de calidad`, `12 años trabajando`, `12 лет на рынке`: years of something.
fn counts_on(page: &Page<'_>, to: usize) -> bool {
    page.tokens.get(to).is_some_and(|next| {
        next.kind == TokenKind::Word && next.gap <= Gap::Space && {
            let word = page.word(to);
            is_preposition(word)
                || word.ends_with("ndo") && word.len() > 5
                || word.ends_with("ing") && word.len() > 5
        }
    })
}

/// Like [`counts_on`], where the writer speaks: `tengo 12 años en España`, `tenho 12 anos de profissão`.
fn goes_on_about(page: &Page<'_>, to: usize) -> bool {
    counts_on(page, to) && !(is_dative_language(page, to))
}
