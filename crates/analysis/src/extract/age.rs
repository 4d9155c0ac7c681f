//! Recognizer: ages in whole years.
//!
//! A number is an age when the words around it say so: a unit (`24 yo`, `24岁`), years (`24 años`), a cue (`age: 24`) or
//! the writer's own words (`I'm 24`). Ages asked of clients, experience and times ago are none. Each number looks at a few
//! tokens on both sides.

use super::Context;
use super::found::{Candidate, Found};
use super::lexicon::{Domain, Words};
use super::page::{Gap, Page, TokenKind};
use super::price::{is_number, spelled};
use model::MentionType;

/// By itself a unit of age.
const UNIT: u16 = 1;
/// Years, of age or of anything.
const YEARS: u16 = 2;
/// Makes years an age, behind them.
const OLD: u16 = 3;
/// Says that an age follows.
const CUE: u16 = 4;
/// The writer speaks of themselves.
const SELF: u16 = 5;
/// In front of an age that is asked of somebody.
const OVER: u16 = 6;
/// Behind years that are no age.
const AGO: u16 = 7;
/// In front of years that are no age.
const BEFORE: u16 = 8;
/// Somebody else is spoken of.
const OTHER: u16 = 9;
/// Experience and warranties, on either side of their years.
const EXPERIENCE: u16 = 11;
/// Behind an age that is asked of somebody.
const PLUS: u16 = 10;

/// See [`super::lexicon`].
pub(crate) const WORDS: Words = &[
    ("yo", UNIT, 0),
    ("yoa", UNIT, 0),
    ("岁", UNIT, 0),
    ("歲", UNIT, 0),
    ("歳", UNIT, 0),
    ("才", UNIT, 0),
    ("살", UNIT, 0),
    ("세", UNIT, 0),
    ("周岁", UNIT, 0),
    ("周歲", UNIT, 0),
    ("ขวบ", UNIT, 0),
    ("tuổi", UNIT, 0),
    ("jarige", UNIT, 0),
    ("jährige", UNIT, 0),
    ("jähriger", UNIT, 0),
    ("jährigen", UNIT, 0),
    ("летняя", UNIT, 0),
    ("летний", UNIT, 0),
    ("річна", UNIT, 0),
    ("летние", UNIT, 0),
    ("letnia", UNIT, 0),
    ("letni", UNIT, 0),
    ("årig", UNIT, 0),
    ("åring", UNIT, 0),
    ("årigt", UNIT, 0),
    ("åriga", UNIT, 0),
    ("yaşında", UNIT, 0),
    ("yaşındayım", UNIT, 0),
    ("yaşımdayım", UNIT, 0),
    ("yaşındayken", UNIT, 0),
    ("yaşındasın", UNIT, 0),
    ("lık", UNIT, 0),
    ("añitos", UNIT, 0),
    ("anitos", UNIT, 0),
    ("aninhos", UNIT, 0),
    ("primaveras", UNIT, 0),
    ("yearold", UNIT, 0),
    ("yrold", UNIT, 0),
    ("tahunku", UNIT, 0),
    ("yıllık", YEARS, 0),
    ("यर्स", YEARS, 0),
    ("years", YEARS, 0),
    ("year", YEARS, 0),
    ("yr", YEARS, 0),
    ("yrs", YEARS, 0),
    ("yaers", YEARS, 0),
    ("años", YEARS, 0),
    ("año", YEARS, 0),
    ("anos", YEARS, 0),
    ("ano", YEARS, 0),
    ("ans", YEARS, 0),
    ("an", YEARS, 0),
    ("jahre", YEARS, 0),
    ("jahr", YEARS, 0),
    ("jahren", YEARS, 0),
    ("anni", YEARS, 0),
    ("anno", YEARS, 0),
    ("jaar", YEARS, 0),
    ("лет", YEARS, 0),
    ("года", YEARS, 0),
    ("год", YEARS, 0),
    ("годика", YEARS, 0),
    ("годиков", YEARS, 0),
    ("років", YEARS, 0),
    ("роки", YEARS, 0),
    ("рік", YEARS, 0),
    ("lat", YEARS, 0),
    ("lata", YEARS, 0),
    ("rok", YEARS, 0),
    ("ani", YEARS, 0),
    ("yaş", YEARS, 0),
    ("साल", YEARS, 0),
    ("वर्ष", YEARS, 0),
    ("बरस", YEARS, 0),
    ("ปี", YEARS, 0),
    ("سنة", YEARS, 0),
    ("عام", YEARS, 0),
    ("عاما", YEARS, 0),
    ("عامًا", YEARS, 0),
    ("سنوات", YEARS, 0),
    ("år", YEARS, 0),
    ("års", YEARS, 0),
    ("tahun", YEARS, 0),
    ("let", YEARS, 0),
    ("vuotta", YEARS, 0),
    ("év", YEARS, 0),
    ("éves", YEARS, 0),
    ("jaren", YEARS, 0),
    ("old", OLD, 0),
    ("young", OLD, 0),
    ("alt", OLD, 0),
    ("oud", OLD, 0),
    ("vecchia", OLD, 0),
    ("vecchio", OLD, 0),
    ("gammal", OLD, 0),
    ("gammalt", OLD, 0),
    ("gamla", OLD, 0),
    ("gammel", OLD, 0),
    ("of", OLD, 0),
    ("ålder", OLD, 0),
    ("leeftijd", OLD, 0),
    ("edad", OLD, 0),
    ("idade", OLD, 0),
    ("d", OLD, 0),
    ("की", OLD, 0),
    ("का", OLD, 0),
    ("के", OLD, 0),
    ("पुरानी", OLD, 0),
    ("पुराने", OLD, 0),
    ("उम्र", OLD, 0),
    ("आयु", OLD, 0),
    ("age", CUE, 0),
    ("aged", CUE, 0),
    ("ages", CUE, 0),
    ("edad", CUE, 0),
    ("idade", CUE, 0),
    ("âge", CUE, 0),
    ("alter", CUE, 0),
    ("età", CUE, 0),
    ("leeftijd", CUE, 0),
    ("возраст", CUE, 0),
    ("вік", CUE, 0),
    ("wiek", CUE, 0),
    ("vârsta", CUE, 0),
    ("vârstă", CUE, 0),
    ("yaş", CUE, 0),
    ("yaşım", CUE, 0),
    ("yas", CUE, 0),
    ("उम्र", CUE, 0),
    ("आयु", CUE, 0),
    ("उमर", CUE, 0),
    ("年龄", CUE, 0),
    ("年齡", CUE, 0),
    ("年齢", CUE, 0),
    ("나이", CUE, 0),
    ("อายุ", CUE, 0),
    ("العمر", CUE, 0),
    ("عمر", CUE, 0),
    ("عمري", CUE, 0),
    ("umur", CUE, 0),
    ("usia", CUE, 0),
    ("ålder", CUE, 0),
    ("возрастом", CUE, 0),
    ("mayor", CUE, 0),
    ("im", SELF, 0),
    ("am", SELF, 0),
    ("soy", SELF, 0),
    ("tengo", SELF, 0),
    ("tenho", SELF, 0),
    ("ho", SELF, 0),
    ("bin", SELF, 0),
    ("ben", SELF, 0),
    ("мне", SELF, 0),
    ("мені", SELF, 0),
    ("mam", SELF, 0),
    ("aetas", SELF, 0),
    ("turned", SELF, 0),
    ("turning", SELF, 0),
    ("ik", SELF, 0),
    ("i", SELF, 0),
    ("me", SELF, 0),
    ("over", OVER, 0),
    ("under", OVER, 0),
    ("above", OVER, 0),
    ("below", OVER, 0),
    ("than", OVER, 0),
    ("least", OVER, 0),
    ("must", OVER, 0),
    ("minimum", OVER, 0),
    ("min", OVER, 0),
    ("plus", OVER, 0),
    ("más", OVER, 0),
    ("mas", OVER, 0),
    ("mayores", OVER, 0),
    ("mayor", OVER, 0),
    ("menores", OVER, 0),
    ("menor", OVER, 0),
    ("mais", OVER, 0),
    ("maiores", OVER, 0),
    ("menos", OVER, 0),
    ("moins", OVER, 0),
    ("über", OVER, 0),
    ("unter", OVER, 0),
    ("mindestens", OVER, 0),
    ("älter", OVER, 0),
    ("jünger", OVER, 0),
    ("старше", OVER, 0),
    ("младше", OVER, 0),
    ("більше", OVER, 0),
    ("більш", OVER, 0),
    ("молодше", OVER, 0),
    ("powyżej", OVER, 0),
    ("poniżej", OVER, 0),
    ("ponad", OVER, 0),
    ("peste", OVER, 0),
    ("sub", OVER, 0),
    ("meer", OVER, 0),
    ("ouder", OVER, 0),
    ("jonger", OVER, 0),
    ("onder", OVER, 0),
    ("boven", OVER, 0),
    ("oltre", OVER, 0),
    ("meno", OVER, 0),
    ("maggiori", OVER, 0),
    ("minori", OVER, 0),
    ("max", OVER, 0),
    ("maximum", OVER, 0),
    ("up", OVER, 0),
    ("upto", OVER, 0),
    ("until", OVER, 0),
    ("between", OVER, 0),
    ("older", OVER, 0),
    ("younger", OVER, 0),
    ("entre", OVER, 0),
    ("zwischen", OVER, 0),
    ("tussen", OVER, 0),
    ("från", OVER, 0),
    ("между", OVER, 0),
    ("only", OVER, 0),
    ("minorenni", OVER, 0),
    ("maior", OVER, 0),
    ("business", AGO, 0),
    ("industry", AGO, 0),
    ("ago", AGO, 0),
    ("later", AGO, 0),
    ("together", AGO, 0),
    ("contract", AGO, 0),
    ("contrato", AGO, 0),
    ("atrás", AGO, 0),
    ("atras", AGO, 0),
    ("fa", AGO, 0),
    ("geleden", AGO, 0),
    ("назад", AGO, 0),
    ("тому", AGO, 0),
    ("temu", AGO, 0),
    ("önce", AGO, 0),
    ("पहले", AGO, 0),
    ("前", AGO, 0),
    ("전", AGO, 0),
    ("married", AGO, 0),
    ("plan", AGO, 0),
    ("sentence", AGO, 0),
    ("prison", AGO, 0),
    ("service", AGO, 0),
    ("visa", AGO, 0),
    ("term", AGO, 0),
    ("loan", AGO, 0),
    ("trabajando", AGO, 0),
    ("trabalho", AGO, 0),
    ("práctica", AGO, 0),
    ("sentenced", AGO, 0),
    ("kontrakt", AGO, 0),
    ("hace", BEFORE, 0),
    ("há", BEFORE, 0),
    ("vor", BEFORE, 0),
    ("since", BEFORE, 0),
    ("desde", BEFORE, 0),
    ("durante", BEFORE, 0),
    ("during", BEFORE, 0),
    ("il", BEFORE, 0),
    ("depuis", BEFORE, 0),
    ("seit", BEFORE, 0),
    ("sinds", BEFORE, 0),
    ("от", BEFORE, 0),
    ("nach", BEFORE, 0),
    ("opened", BEFORE, 0),
    ("within", BEFORE, 0),
    ("every", BEFORE, 0),
    ("last", BEFORE, 0),
    ("past", BEFORE, 0),
    ("next", BEFORE, 0),
    ("за", BEFORE, 0),
    ("через", BEFORE, 0),
    ("son", OTHER, 0),
    ("daughter", OTHER, 0),
    ("sons", OTHER, 0),
    ("daughters", OTHER, 0),
    ("kid", OTHER, 0),
    ("kids", OTHER, 0),
    ("child", OTHER, 0),
    ("children", OTHER, 0),
    ("baby", OTHER, 0),
    ("brother", OTHER, 0),
    ("sister", OTHER, 0),
    ("mother", OTHER, 0),
    ("mom", OTHER, 0),
    ("dad", OTHER, 0),
    ("father", OTHER, 0),
    ("husband", OTHER, 0),
    ("boyfriend", OTHER, 0),
    ("grandson", OTHER, 0),
    ("niece", OTHER, 0),
    ("nephew", OTHER, 0),
    ("hijo", OTHER, 0),
    ("hija", OTHER, 0),
    ("hijos", OTHER, 0),
    ("bebé", OTHER, 0),
    ("hermano", OTHER, 0),
    ("hermana", OTHER, 0),
    ("filho", OTHER, 0),
    ("filha", OTHER, 0),
    ("fils", OTHER, 0),
    ("fille", OTHER, 0),
    ("bébé", OTHER, 0),
    ("enfant", OTHER, 0),
    ("sohn", OTHER, 0),
    ("tochter", OTHER, 0),
    ("kind", OTHER, 0),
    ("figlio", OTHER, 0),
    ("figlia", OTHER, 0),
    ("сын", OTHER, 0),
    ("сыну", OTHER, 0),
    ("дочь", OTHER, 0),
    ("дочка", OTHER, 0),
    ("дочери", OTHER, 0),
    ("ребенок", OTHER, 0),
    ("ребенку", OTHER, 0),
    ("син", OTHER, 0),
    ("донька", OTHER, 0),
    ("syn", OTHER, 0),
    ("córka", OTHER, 0),
    ("copil", OTHER, 0),
    ("fiul", OTHER, 0),
    ("fiica", OTHER, 0),
    ("oğlum", OTHER, 0),
    ("kızım", OTHER, 0),
    ("बेटा", OTHER, 0),
    ("बेटी", OTHER, 0),
    ("儿子", OTHER, 0),
    ("女儿", OTHER, 0),
    ("孩子", OTHER, 0),
    ("息子", OTHER, 0),
    ("娘", OTHER, 0),
    ("아들", OTHER, 0),
    ("딸", OTHER, 0),
    ("ลูก", OTHER, 0),
    ("ابن", OTHER, 0),
    ("ابنة", OTHER, 0),
    ("dog", OTHER, 0),
    ("cat", OTHER, 0),
    ("car", OTHER, 0),
    ("up", PLUS, 0),
    ("over", PLUS, 0),
    ("older", PLUS, 0),
    ("above", PLUS, 0),
    ("plus", PLUS, 0),
    ("más", PLUS, 0),
    ("mas", PLUS, 0),
    ("mais", PLUS, 0),
    ("и", PLUS, 0),
    ("więcej", PLUS, 0),
    ("以上", PLUS, 0),
    ("以下", PLUS, 0),
    ("이상", PLUS, 0),
    ("이하", PLUS, 0),
    ("ขึ้นไป", PLUS, 0),
    ("more", PLUS, 0),
    ("mehr", PLUS, 0),
    ("meer", PLUS, 0),
    ("oltre", PLUS, 0),
    ("üstü", PLUS, 0),
    ("altı", PLUS, 0),
    ("younger", PLUS, 0),
    ("below", PLUS, 0),
    ("under", PLUS, 0),
    ("warranty", EXPERIENCE, 0),
    ("guarantee", EXPERIENCE, 0),
    ("garantía", EXPERIENCE, 0),
    ("garantia", EXPERIENCE, 0),
    ("garantie", EXPERIENCE, 0),
    ("garanzia", EXPERIENCE, 0),
    ("gwarancji", EXPERIENCE, 0),
    ("gwarancja", EXPERIENCE, 0),
    ("garanti", EXPERIENCE, 0),
    ("гарантия", EXPERIENCE, 0),
    ("гарантии", EXPERIENCE, 0),
    ("гарантія", EXPERIENCE, 0),
    ("гарантії", EXPERIENCE, 0),
    ("保修", EXPERIENCE, 0),
    ("质保", EXPERIENCE, 0),
    ("保証", EXPERIENCE, 0),
    ("보증", EXPERIENCE, 0),
    ("รับประกัน", EXPERIENCE, 0),
    ("experience", EXPERIENCE, 0),
    ("experiences", EXPERIENCE, 0),
    ("exp", EXPERIENCE, 0),
    ("experiencia", EXPERIENCE, 0),
    ("experiencias", EXPERIENCE, 0),
    ("experiência", EXPERIENCE, 0),
    ("expérience", EXPERIENCE, 0),
    ("erfahrung", EXPERIENCE, 0),
    ("esperienza", EXPERIENCE, 0),
    ("ervaring", EXPERIENCE, 0),
    ("опыта", EXPERIENCE, 0),
    ("опыт", EXPERIENCE, 0),
    ("стажа", EXPERIENCE, 0),
    ("стаж", EXPERIENCE, 0),
    ("досвіду", EXPERIENCE, 0),
    ("doświadczenia", EXPERIENCE, 0),
    ("deneyim", EXPERIENCE, 0),
    ("deneyimli", EXPERIENCE, 0),
    ("经验", EXPERIENCE, 0),
    ("經驗", EXPERIENCE, 0),
    ("経験", EXPERIENCE, 0),
    ("경력", EXPERIENCE, 0),
];

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, _context: &Context<'_>, found: &mut Found) {
    let mut at = 0;
    while at < page.tokens.len() {
        let token = page.tokens[at];
        let number = match token.kind {
            TokenKind::Number if token.end - token.start <= 3 => page
                .word(at)
                .parse::<u32>()
                .ok()
                .map(|value| (value, at + 1)),
            TokenKind::Word if swedish_years(page, at + 1) && swedish(page.word(at)).is_some() => {
                swedish(page.word(at)).map(|value| (value, at + 1))
            }
            TokenKind::Word if token.entry != 0 && page.sense(at, Domain::Number).is_some() => {
                spelled(page, at)
                    .and_then(|(value, end)| Some((u32::try_from(value.as_whole()?).ok()?, end)))
            }
            _ => None,
        };
        let Some((value, end)) = number else {
            at += 1;
            continue;
        };
        if (1..=120).contains(&value) {
            age(page, found, at, end, value);
        }
        at = end;
    }
}

fn swedish_years(page: &Page<'_>, at: usize) -> bool {
    page.tokens.get(at).is_some_and(|token| token.entry != 0)
        && matches!(page.word(at), "ar" | "ars")
}

/// A Swedish number below a hundred, which is one word: `tjugofyra`. (`numbers` has no Swedish.)
fn swedish(word: &str) -> Option<u32> {
    const UNITS: [&str; 20] = [
        "noll", "ett", "tva", "tre", "fyra", "fem", "sex", "sju", "atta", "nio", "tio", "elva",
        "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
    ];
    const TENS: [&str; 8] = [
        "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "attio", "nittio",
    ];
    let unit = |word: &str| {
        UNITS
            .iter()
            .position(|unit| *unit == word)
            .map(|at| at as u32)
    };
    unit(word).or_else(|| {
        let (at, tens) = TENS
            .iter()
            .enumerate()
            .find(|(_, tens)| word.starts_with(*tens))?;
        let value = (at as u32 + 2) * 10;
        let rest = &word[tens.len()..];
        if rest.is_empty() {
            return Some(value);
        }
        unit(rest)
            .filter(|unit| (1..=9).contains(unit))
            .map(|unit| value + unit)
    })
}

fn has(page: &Page<'_>, at: usize, code: u16) -> bool {
    page.tokens.get(at).is_some_and(|token| token.entry != 0)
        && page
            .senses_in(at, Domain::Age)
            .any(|sense| sense.code == code)
}

/// Whether a word says that the number before it is years of age.
pub(crate) fn is_unit(page: &Page<'_>, at: usize) -> bool {
    has(page, at, UNIT) || has(page, at, YEARS)
}

/// Whether a word says that an age follows.
pub(crate) fn is_cue(page: &Page<'_>, at: usize) -> bool {
    has(page, at, CUE)
}

fn near(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|token| token.gap <= Gap::Space)
}

/// Looks at the words around a number.
fn age(page: &Page<'_>, found: &mut Found, at: usize, end: usize, value: u32) {
    let digits = is_number(page, at);
    if digits && !stands_alone(page, at, end) {
        return;
    }
    let unit = unit_after(page, end);
    let cue = cue_before(page, at);
    let (confidence, method, to) = match (unit, cue) {
        (Some(unit), _) if unit.sure => (92, "unit", unit.end),
        (Some(unit), Some(_)) => (90, "cue", unit.end),
        (Some(unit), None) => {
            // Years alone: an age of a grown-up, or of anybody where the language says ages that way.
            if unit.english
                && !(digits && (16..=75).contains(&value) && ends_phrase(page, unit.end))
            {
                return;
            }
            (75, "years", unit.end)
        }
        (None, Some(Cue::Age))
            if digits && value >= 10
                || matches!(cue, Some(Cue::Age)) && unit.is_none() && !digits =>
        {
            if counts_something(page, end) {
                return;
            }
            (85, "cue", end)
        }
        (None, Some(Cue::Own)) if digits && (12..=79).contains(&value) => {
            if counts_something(page, end) || !ends_phrase(page, end) {
                return;
            }
            (75, "own", end)
        }
        (None, None) if digits && (18..=60).contains(&value) && heads_figures(page, at, end) => {
            (65, "list", end)
        }
        _ => return,
    };
    if asked_of_others(page, at, to) || unit.is_some() && no_age(page, at, to) {
        return;
    }
    let (start, stop) = page.range(at, to);
    if found.is_claimed(start, page.range(at, end).1) {
        return;
    }
    let method = if of_others(page, at) {
        "other_person"
    } else {
        method
    };
    if unit.is_some()
        && let Some(first) = first_of_two(page, at)
    {
        let range = page.range(first, first + 1);
        if !found.is_claimed(range.0, range.1) {
            found.push(Candidate::new(
                MentionType::Age,
                range,
                page.word(first),
                confidence - 5,
                method,
            ));
        }
    }
    found.push(Candidate::new(
        MentionType::Age,
        (start, stop),
        value.to_string(),
        confidence,
        method,
    ));
}

/// Whether digits are a number of their own and not part of a longer one, a time, a fraction or an amount.
fn stands_alone(page: &Page<'_>, at: usize, end: usize) -> bool {
    if page.word(at).starts_with('0') {
        return false;
    }
    if at > 0 && page.tokens[at].gap == Gap::None {
        match page.tokens[at - 1].kind {
            TokenKind::Word => {
                let c = page.word(at - 1).chars().next_back();
                if !c.is_some_and(super::fold::is_unspaced)
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

#[derive(Clone, Copy)]
struct Unit {
    end: usize,
    /// The words say age, not only years.
    sure: bool,
    /// English, where years alone are seldom an age.
    english: bool,
}

fn unit_after(page: &Page<'_>, end: usize) -> Option<Unit> {
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
        });
    }
    // Turkish carries its endings at the end of the word.
    if word.starts_with("yasin") || word.starts_with("yasim") {
        return Some(Unit {
            end: at + 1,
            sure: true,
            english: false,
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
        });
    }
    if !has(page, at, YEARS) {
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
            });
        }
        if near(page, age) && has(page, age, CUE) {
            return Some(Unit {
                end: age + 1,
                sure: true,
                english,
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
        });
    }
    Some(Unit {
        end: at + 1,
        sure: false,
        english,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// `age:`
    Age,
    /// `I'm`
    Own,
}

fn cue_before(page: &Page<'_>, at: usize) -> Option<Cue> {
    let mut token = at;
    for _ in 0..4 {
        if page.tokens[token].gap > Gap::Space {
            return None;
        }
        token = token.checked_sub(1)?;
        let word = page.tokens[token];
        match word.kind {
            TokenKind::Symbol(':' | '-' | '=' | '.' | '(' | '~' | '\'' | '"' | '*') => {}
            TokenKind::Symbol(_) | TokenKind::Number => return None,
            TokenKind::Word => {
                if has(page, token, CUE) {
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
                if !matches!(
                    page.word(token),
                    "is" | "es" | "est" | "ist" | "a" | "of" | "now" | "just" | "only" | "de" | "m"
                ) {
                    return None;
                }
            }
        }
    }
    None
}

/// `Mia, 26, 170cm`, `22/165/48`: the first of the figures of a person.
fn heads_figures(page: &Page<'_>, at: usize, end: usize) -> bool {
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
    let unit = near(page, height + 1) && super::body::is_centimetres(page, height + 1);
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
fn ends_phrase(page: &Page<'_>, end: usize) -> bool {
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
fn counts_something(page: &Page<'_>, end: usize) -> bool {
    if !near(page, end) {
        return false;
    }
    match page.tokens[end].kind {
        TokenKind::Word => {
            page.tokens[end].entry != 0
                && page
                    .senses(end)
                    .iter()
                    .any(|sense| sense.domain == Domain::Body || super::price::counts(*sense))
                || page.tokens[end].gap == Gap::None
        }
        TokenKind::Symbol(c) => {
            matches!(c, '-' | '/' | '+' | '\'' | '"' | '%' | ':' | '°')
                && page.tokens[end].gap == Gap::None
        }
        TokenKind::Number => page.tokens[end].gap == Gap::None,
    }
}

/// `over 21`, `must be 18 years old`, `18+`, `30 and up`.
fn asked_of_others(page: &Page<'_>, at: usize, to: usize) -> bool {
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
        if has(page, token, OVER) && !(page.word(token) == "min" || page.word(token) == "only") {
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

/// `10 years of experience`, `hace 5 años`, `5 years ago`.
fn no_age(page: &Page<'_>, at: usize, to: usize) -> bool {
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

/// Whether a son, a dog or somebody else is spoken of right before.
fn of_others(page: &Page<'_>, at: usize) -> bool {
    let mut token = at;
    for _ in 0..6 {
        if page.tokens[token].gap > Gap::Space || token == 0 {
            return false;
        }
        token -= 1;
        if matches!(page.tokens[token].kind, TokenKind::Symbol('.' | '!' | '?')) {
            return false;
        }
        if has(page, token, OTHER) {
            return true;
        }
    }
    false
}

/// The first number of `24 & 26 yo`.
fn first_of_two(page: &Page<'_>, at: usize) -> Option<usize> {
    let first = at.checked_sub(2)?;
    let joined = match page.tokens[at - 1].kind {
        TokenKind::Symbol('&' | '/') => true,
        TokenKind::Symbol(_) | TokenKind::Number => false,
        TokenKind::Word => matches!(
            page.word(at - 1),
            "and" | "y" | "e" | "et" | "und" | "en" | "и" | "i" | "n" | "si" | "ve"
        ),
    };
    let value: u32 = if is_number(page, first) {
        page.word(first).parse().ok()?
    } else {
        return None;
    };
    let alone = stands_alone(page, first, first + 1)
        && !first.checked_sub(1).is_some_and(|before| {
            page.tokens[first].gap <= Gap::Space
                && (is_number(page, before)
                    || matches!(
                        page.word(before),
                        "entre" | "between" | "tussen" | "de" | "zwischen"
                    ))
        });
    (joined
        && alone
        && near(page, at)
        && near(page, at - 1)
        && page.word(first).len() == 2
        && (12..=79).contains(&value))
    .then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::extract::{Context, Extractor};
    use model::MentionType;

    fn ages(text: &str) -> Vec<(String, String)> {
        let mentions = Extractor::new().extract(text, &Context::default());
        mentions
            .iter()
            .filter(|mention| mention.kind == MentionType::Age)
            .map(|mention| {
                let raw = mention.span.quote(text).unwrap_or_default();
                (mention.value.clone(), raw.to_owned())
            })
            .collect()
    }

    #[test]
    fn an_age_is_a_number_with_words_that_say_so() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("Sweet Ana 24 yo", &["24"][..]),
            ("24yo", &["24"]),
            ("24yrs", &["24"]),
            ("24 y.o.", &["24"]),
            ("24y/o petite", &["24"]),
            ("24 years old", &["24"]),
            ("24-year-old", &["24"]),
            ("24 yr old", &["24"]),
            ("Age: 24", &["24"]),
            ("age 24", &["24"]),
            ("aged 24", &["24"]),
            ("Age - 24\nheight 165", &["24"]),
            ("I'm 24", &["24"]),
            ("Im 24, new here", &["24"]),
            ("I am 24 and fun", &["24"]),
            ("i’m 24", &["24"]),
            ("just turned 21", &["21"]),
            ("Tengo 24", &["24"]),
            ("24 años", &["24"]),
            ("tengo 24 añitos", &["24"]),
            ("edad 24", &["24"]),
            ("EDAD: 24", &["24"]),
            ("24 anos", &["24"]),
            ("tenho 24 aninhos", &["24"]),
            ("24 ans", &["24"]),
            ("j'ai 24 ans", &["24"]),
            ("24 Jahre", &["24"]),
            ("24 Jahre alt", &["24"]),
            ("24-jährige", &["24"]),
            ("24 anni", &["24"]),
            ("24 jaar", &["24"]),
            ("мне 24", &["24"]),
            ("24 года", &["24"]),
            ("25 лет", &["25"]),
            ("возраст: 24", &["24"]),
            ("24 роки", &["24"]),
            ("24 ani", &["24"]),
            ("24 lata", &["24"]),
            ("24 yaşında", &["24"]),
            ("tjugofyra år", &["24"]),
            ("24 साल", &["24"]),
            ("24岁", &["24"]),
            ("年龄24", &["24"]),
            ("24歳", &["24"]),
            ("24살", &["24"]),
            ("อายุ 24 ปี", &["24"]),
            ("عمري 24 سنة", &["24"]),
            ("twenty four years old", &["24"]),
            ("veintidós años", &["22"]),
            ("двадцать два года", &["22"]),
            ("24 & 26 yo", &["24", "26"]),
            ("24 y 26 años", &["24", "26"]),
            ("2️⃣4️⃣ yo", &["24"]),
            ("Ana, 24 yo, 5'4, 120 lbs, 36C", &["24"]),
            ("Mia, 26, 170cm, 58kg", &["26"]),
            ("22/165/48", &["22"]),
            ("she is 17 years old", &["17"]),
            ("I'm 16", &["16"]),
        ] {
            let got: Vec<String> = ages(text).into_iter().map(|(value, _)| value).collect();
            if got != expected {
                wrong.push(format!("{text}: expected {expected:?}, got {got:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn ages_of_clients_experience_and_other_numbers_are_none() {
        let wrong: Vec<String> = [
            "18+ only",
            "over 21",
            "must be 21+",
            "must be 18 years old",
            "must be over 18 years of age",
            "at least 25 years old",
            "no men under 30",
            "no one under 30 years old",
            "gentlemen 40+",
            "ages 30 and up",
            "mayores de 18 años",
            "solo mayores de 30 años",
            "maiores de 18 anos",
            "plus de 30 ans",
            "über 30 Jahre",
            "старше 25 лет",
            "от 30 лет",
            "18岁以上",
            "girls 18-25 years old",
            "garantía de dos años",
            "Modell 6C, zwei Jahre Garantie",
            "garantie deux ans",
            "garantia de 2 anos",
            "2 year warranty",
            "гарантия два года",
            "保修2年",
            "5 years experience",
            "10 years of experience",
            "10 años de experiencia",
            "10 years in business",
            "опыт работы 5 лет",
            "стаж 5 лет",
            "5 years ago",
            "hace 5 años",
            "24/7",
            "24 hours",
            "I'm 20 minutes away",
            "I'm 5'4",
            "I am 100% real",
            "im 120 lbs",
            "I'm 55 kg",
            "call 415 555 0124",
            "$24",
            "hh 80 hr 140",
            "36-24-36",
            "in her twenties",
            "the contract is for 2 years",
            "i'm 2 blocks away",
            "I'm 24/7 available",
        ]
        .into_iter()
        .filter(|text| !ages(text).is_empty())
        .map(|text| format!("{text}: {:?}", ages(text)))
        .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn an_age_of_a_child_of_the_writer_is_another_person_s() {
        let text = "I have a daughter, 5 years old";
        let mentions = Extractor::new().extract(text, &Context::default());
        let age = mentions
            .iter()
            .find(|mention| mention.kind == MentionType::Age)
            .unwrap();
        assert_eq!(
            (age.value.as_str(), age.method.as_str()),
            ("5", "other_person")
        );
        assert!(!crate::extract::is_urgent(age));
    }

    #[test]
    fn the_quote_holds_the_number_and_its_unit_and_no_cue() {
        for (text, raw) in [
            ("age: 24.", "24"),
            ("I'm 24 years old!", "24 years old"),
            ("(24yo)", "24yo"),
            ("tengo 24 años", "24 años"),
        ] {
            assert_eq!(ages(text)[0].1, raw, "{text}");
        }
    }
}
