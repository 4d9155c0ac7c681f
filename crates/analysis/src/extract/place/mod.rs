//! Recognizer: cities, by a gazetteer.
//!
//! Many names of cities are names of people and ordinary words too, so a name alone is not enough: it is taken after a word
//! such as "in" or a 📍, before a state or country, or capitalized where the city is large and the name means nothing else.

mod division;
mod gazetteer;
mod part;

use super::Context;
use super::fold::is_unspaced;
use super::found::{Candidate, Found};
use super::lexicon::{Domain, Words};
use super::page::{Gap, Page, Scratch, TokenKind};
use division::Division;
use gazetteer::{City, Gazetteer};
use model::{Attribute, Mention, MentionType, Span};

const CUE: u16 = 1;
/// A word that is a first name or means something else: it needs a cue or a state.
const ELSE: u16 = 2;
/// The name of a country.
const COUNTRY: u16 = 3;

/// Two letters as a number.
const fn code(letters: &str) -> i64 {
    let bytes = letters.as_bytes();
    (bytes[0] as i64) << 8 | bytes[1] as i64
}

/// Cues, words that are more often something else, countries.
pub(crate) const WORDS: Words = &[
    ("in", CUE, 0),
    ("near", CUE, 0),
    ("visiting", CUE, 0),
    ("from", CUE, 0),
    ("around", CUE, 0),
    ("downtown", CUE, 0),
    ("city", CUE, 0),
    ("location", CUE, 0),
    ("to", CUE, 0),
    ("en", CUE, 0),
    ("ciudad", CUE, 0),
    ("em", CUE, 0),
    ("cidade", CUE, 0),
    ("à", CUE, 0),
    ("ville", CUE, 0),
    ("stadt", CUE, 0),
    ("nach", CUE, 0),
    ("aus", CUE, 0),
    ("citta", CUE, 0),
    ("din", CUE, 0),
    ("oras", CUE, 0),
    ("в", CUE, 0),
    ("из", CUE, 0),
    ("город", CUE, 0),
    ("у", CUE, 0),
    ("місто", CUE, 0),
    ("w", CUE, 0),
    ("miasto", CUE, 0),
    ("在", CUE, 0),
    ("城市", CUE, 0),
    ("坐标", CUE, 0),
    ("位置", CUE, 0),
    ("位于", CUE, 0),
    ("地点", CUE, 0),
    ("ที่", CUE, 0),
    ("ubicacion", CUE, 0),
    ("zona", CUE, 0),
    ("centro", CUE, 0),
    ("place", CUE, 0),
    ("lugar", CUE, 0),
    ("ort", CUE, 0),
    ("ana", ELSE, 0),
    ("mia", ELSE, 0),
    ("sofia", ELSE, 0),
    ("victoria", ELSE, 0),
    ("florence", ELSE, 0),
    ("charlotte", ELSE, 0),
    ("savannah", ELSE, 0),
    ("madison", ELSE, 0),
    ("aurora", ELSE, 0),
    ("chelsea", ELSE, 0),
    ("austin", ELSE, 0),
    ("jackson", ELSE, 0),
    ("lima", ELSE, 0),
    ("valencia", ELSE, 0),
    ("regina", ELSE, 0),
    ("santiago", ELSE, 0),
    ("diana", ELSE, 0),
    ("eugene", ELSE, 0),
    ("angeles", ELSE, 0),
    ("olivia", ELSE, 0),
    ("mobile", ELSE, 0),
    ("nice", ELSE, 0),
    ("reading", ELSE, 0),
    ("bath", ELSE, 0),
    ("most", ELSE, 0),
    ("man", ELSE, 0),
    ("male", ELSE, 0),
    ("orange", ELSE, 0),
    ("pay", ELSE, 0),
    ("same", ELSE, 0),
    ("time", ELSE, 0),
    ("as", ELSE, 0),
    ("hot", ELSE, 0),
    ("sale", ELSE, 0),
    ("split", ELSE, 0),
    ("surprise", ELSE, 0),
    ("enterprise", ELSE, 0),
    ("sandy", ELSE, 0),
    ("independence", ELSE, 0),
    ("providence", ELSE, 0),
    ("phoenix", ELSE, 0),
    ("buffalo", ELSE, 0),
    ("salon", ELSE, 0),
    ("santa", ELSE, 0),
    ("bar", ELSE, 0),
    ("tour", ELSE, 0),
    ("tours", ELSE, 0),
    ("cork", ELSE, 0),
    ("sun", ELSE, 0),
    ("clovis", ELSE, 0),
    ("carmen", ELSE, 0),
    ("camila", ELSE, 0),
    ("melissa", ELSE, 0),
    ("bruna", ELSE, 0),
    ("bella", ELSE, 0),
    ("carolina", ELSE, 0),
    ("valentina", ELSE, 0),
    ("mariana", ELSE, 0),
    ("isabella", ELSE, 0),
    ("catalina", ELSE, 0),
    ("clara", ELSE, 0),
    ("julia", ELSE, 0),
    ("lucia", ELSE, 0),
    ("monica", ELSE, 0),
    ("barbara", ELSE, 0),
    ("angela", ELSE, 0),
    ("gabriela", ELSE, 0),
    ("elena", ELSE, 0),
    ("natalia", ELSE, 0),
    ("veronica", ELSE, 0),
    ("paola", ELSE, 0),
    ("eva", ELSE, 0),
    ("rosa", ELSE, 0),
    ("flora", ELSE, 0),
    ("linda", ELSE, 0),
    ("laura", ELSE, 0),
    ("anna", ELSE, 0),
    ("maria", ELSE, 0),
    ("helena", ELSE, 0),
    ("violet", ELSE, 0),
    ("paige", ELSE, 0),
    ("alma", ELSE, 0),
    ("salome", ELSE, 0),
    ("martina", ELSE, 0),
    ("luisa", ELSE, 0),
    ("andrea", ELSE, 0),
    ("daniela", ELSE, 0),
    ("karina", ELSE, 0),
    ("alexandria", ELSE, 0),
    ("kelly", ELSE, 0),
    ("page", ELSE, 0),
    ("van", ELSE, 0),
    ("many", ELSE, 0),
    ("call", ELSE, 0),
    ("essen", ELSE, 0),
    ("metro", ELSE, 0),
    ("метро", ELSE, 0),
    ("cali", ELSE, 0),
    ("perm", ELSE, 0),
    ("pest", ELSE, 0),
    ("buda", ELSE, 0),
    ("kota", ELSE, 0),
    ("iraq", ELSE, 0),
    ("natal", ELSE, 0),
    ("santos", ELSE, 0),
    ("rosario", ELSE, 0),
    ("mercedes", ELSE, 0),
    ("trinidad", ELSE, 0),
    ("concepcion", ELSE, 0),
    ("владимир", ELSE, 0),
    ("орел", ELSE, 0),
    ("суми", ELSE, 0),
    ("ordu", ELSE, 0),
    ("batman", ELSE, 0),
    ("derby", ELSE, 0),
    ("lincoln", ELSE, 0),
    ("hamilton", ELSE, 0),
    ("nelson", ELSE, 0),
    ("elizabeth", ELSE, 0),
    ("george", ELSE, 0),
    ("temple", ELSE, 0),
    ("liberty", ELSE, 0),
    ("usa", COUNTRY, code("US")),
    ("uk", COUNTRY, code("GB")),
    ("england", COUNTRY, code("GB")),
    ("canada", COUNTRY, code("CA")),
    ("spain", COUNTRY, code("ES")),
    ("espana", COUNTRY, code("ES")),
    ("france", COUNTRY, code("FR")),
    ("germany", COUNTRY, code("DE")),
    ("deutschland", COUNTRY, code("DE")),
    ("italy", COUNTRY, code("IT")),
    ("italia", COUNTRY, code("IT")),
    ("portugal", COUNTRY, code("PT")),
    ("brazil", COUNTRY, code("BR")),
    ("brasil", COUNTRY, code("BR")),
    ("mexico", COUNTRY, code("MX")),
    ("romania", COUNTRY, code("RO")),
    ("poland", COUNTRY, code("PL")),
    ("polska", COUNTRY, code("PL")),
    ("russia", COUNTRY, code("RU")),
    ("россия", COUNTRY, code("RU")),
    ("ukraine", COUNTRY, code("UA")),
    ("украина", COUNTRY, code("UA")),
    ("thailand", COUNTRY, code("TH")),
    ("china", COUNTRY, code("CN")),
    ("australia", COUNTRY, code("AU")),
    ("ireland", COUNTRY, code("IE")),
    ("netherlands", COUNTRY, code("NL")),
    ("japan", COUNTRY, code("JP")),
    ("india", COUNTRY, code("IN")),
    ("turkey", COUNTRY, code("TR")),
    ("colombia", COUNTRY, code("CO")),
    ("argentina", COUNTRY, code("AR")),
    ("chile", COUNTRY, code("CL")),
    ("peru", COUNTRY, code("PE")),
    ("venezuela", COUNTRY, code("VE")),
    ("switzerland", COUNTRY, code("CH")),
    ("austria", COUNTRY, code("AT")),
    ("belgium", COUNTRY, code("BE")),
    ("sweden", COUNTRY, code("SE")),
];

/// A name has at most so many words …
const WORDS_A_NAME: usize = 4;
/// … and in scripts without spaces so many characters.
const CHARACTERS_A_NAME: usize = 10;
/// A capitalized name without a cue is taken from so many people on.
const LARGE: u32 = 100_000;
/// And from so many on a name of four letters, or one in a script without capitals.
const VERY_LARGE: u32 = 500_000;

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, context: &Context<'_>, found: &mut Found) {
    let numbers = Numbers::of(found);
    let gazetteer = Gazetteer::get();
    let mut at = 0;
    while at < page.tokens.len() {
        let token = &page.tokens[at];
        if token.kind != TokenKind::Word || !token.unspaced && !gazetteer.may_begin(token.hash) {
            at += 1;
            continue;
        }
        at = match name_at(page, at) {
            Some((end, name)) => {
                let range = page.range(at, end);
                let taken = (!found.is_claimed(range.0, range.1))
                    .then(|| choose(page, at, end, &name, context, &numbers))
                    .flatten();
                match taken {
                    Some((city, confidence, method)) => {
                        found.push(candidate(city, range, confidence, method));
                        end
                    }
                    None => at + 1,
                }
            }
            None => at + 1,
        };
    }
}

/// Whether a token begins a city's name.
pub(crate) fn is_city(page: &Page<'_>, at: usize) -> bool {
    page.tokens.get(at).is_some() && name_at(page, at).is_some()
}

/// Whether a token is the name of a large city and nothing else.
pub(crate) fn is_large_city(page: &Page<'_>, at: usize) -> bool {
    name_at(page, at).is_some_and(|(_, name)| {
        Gazetteer::get()
            .cities(&name)
            .next()
            .is_some_and(|city| city.population >= LARGE)
    }) && !page
        .senses_in(at, Domain::Place)
        .any(|sense| sense.code == ELSE)
}

/// The place that a capture's field states, such as `Houston, TX`: the whole field is the cue.
pub fn place_of_field(text: &str, context: &Context<'_>) -> Option<Mention> {
    if text.len() > 200 {
        return None;
    }
    let mut scratch = Scratch::default();
    let page = scratch.read(text);
    // The longest known name, from the front: `Oakland / East Bay` is Oakland.
    let (at, end, name) = (0..page.tokens.len().min(12)).find_map(|at| {
        let (end, name) = name_at(&page, at)?;
        Some((at, end, name))
    })?;
    let (city, _) = best(&page, end, &name, context, &Numbers::default())?;
    let (start, last) = page.range(at, end);
    let attributes = attributes(city).into_iter().collect();
    Some(Mention {
        span: Span::new(text, start, last)?,
        kind: MentionType::Place,
        value: city.name.to_owned(),
        confidence: 85,
        method: "field".to_owned(),
        attributes,
    })
}

fn attributes(city: City) -> [(&'static str, Attribute); 3] {
    [
        ("country", Attribute::Text(city.country.to_owned())),
        ("division", Attribute::Text(city.division.to_owned())),
        ("geonames_id", Attribute::Integer(city.geonames_id.into())),
    ]
}

fn candidate(city: City, range: (usize, usize), confidence: u8, method: &'static str) -> Candidate {
    let mut candidate = Candidate::new(MentionType::Place, range, city.name, confidence, method);
    for (name, value) in attributes(city) {
        candidate = candidate.with(name, value);
    }
    candidate
}

/// A folded name that is put together from tokens.
struct Name {
    bytes: [u8; NAME_BYTES],
    length: usize,
}

/// No name of the gazetteer is longer.
const NAME_BYTES: usize = 128;

impl Name {
    fn new() -> Self {
        Self {
            bytes: [0; NAME_BYTES],
            length: 0,
        }
    }

    /// Adds a word; whether it fits.
    fn push(&mut self, word: &str) -> bool {
        let end = self.length + word.len();
        let Some(place) = self.bytes.get_mut(self.length..end) else {
            return false;
        };
        place.copy_from_slice(word.as_bytes());
        self.length = end;
        true
    }
}

impl std::ops::Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// The longest name in the gazetteer that begins at a token: the token after it, and the name.
fn name_at(page: &Page<'_>, at: usize) -> Option<(usize, Name)> {
    let token = page.tokens[at];
    if token.kind != TokenKind::Word {
        return None;
    }
    let word = page.word(at);
    let unspaced = token.unspaced;
    if !unspaced && word.len() < 2 {
        return None;
    }
    let gazetteer = Gazetteer::get();
    // A name has two characters or more, and its second one is the text's.
    let mut names = if unspaced {
        gazetteer.beginning_unspaced(&page.folded[token.start as usize..])?
    } else {
        let beginning = gazetteer.beginning(word, token.hash)?;
        // Most words that begin a name go on like none.
        let second = following(page, at + 1, Gap::Space, true);
        if !second.is_some_and(|second| beginning.may_go_on(page.tokens[second].hash)) {
            let mut name = Name::new();
            return (beginning.alone && name.push(word)).then_some((at + 1, name));
        }
        beginning.names
    };
    let mut name = Name::new();
    let mut best = None;
    let mut end = at;
    let mut characters = 0;
    let mut words = 0;
    loop {
        if !unspaced && name.length > 0 && !name.push(" ") || !name.push(page.word(end)) {
            break;
        }
        characters += page.word(end).chars().count();
        words += 1;
        end += 1;
        if unspaced && characters > CHARACTERS_A_NAME {
            break;
        }
        // What goes on like no name is no name.
        let Some(left) = names.narrowed(&name) else {
            break;
        };
        names = left;
        if names.holds(&name) && (!unspaced || characters >= 2) {
            best = Some((end, name.length));
        }
        let most = if unspaced { Gap::None } else { Gap::Space };
        let next = following(page, end, most, !unspaced);
        let Some(next) = next.filter(|_| unspaced || words < WORDS_A_NAME) else {
            break;
        };
        end = next;
    }
    let (end, length) = best?;
    name.length = length;
    Some((end, name))
}

/// The word that goes on with a name that ended before token `end`. `Nizhny-Novgorod`, `St. Louis`: one mark may stand
/// between words with spaces.
fn following(page: &Page<'_>, end: usize, most: Gap, marks: bool) -> Option<usize> {
    let marked = marks
        && page.tokens.get(end).is_some_and(|mark| {
            mark.gap == Gap::None && matches!(mark.kind, TokenKind::Symbol('-' | '.' | '\''))
        });
    let next = end + usize::from(marked);
    page.tokens
        .get(next)
        .is_some_and(|next| next.kind == TokenKind::Word && next.gap <= most)
        .then_some(next)
}

/// Where the numbers in a text belong.
#[derive(Default)]
struct Numbers {
    divisions: Vec<Division>,
    countries: Vec<String>,
}

/// Numbers of a text that are asked where they belong.
const NUMBERS: usize = 8;

impl Numbers {
    fn of(found: &Found) -> Self {
        let mut numbers = Self::default();
        let phones = (found.candidates.iter()).filter(|c| c.kind == MentionType::Phone);
        for phone in phones.take(NUMBERS) {
            if let Some(division) = division::of_number(&phone.value) {
                numbers.divisions.push(division);
            }
            let region = phone.attributes.iter().find(|(name, _)| *name == "region");
            if let Some((_, Attribute::Text(region))) = region {
                numbers.countries.push(region.clone());
            }
        }
        numbers
    }
}

/// A city that something speaks for is meant unless one elsewhere has so many times the people.
const OUTWEIGHS: u64 = 40;

/// The city that a name means here, with whether what follows says so.
///
/// In this order: the state or country that follows, the division of a number's area code, the region at hand, the country
/// of a number, the most people.
fn best(
    page: &Page<'_>,
    end: usize,
    name: &str,
    context: &Context<'_>,
    numbers: &Numbers,
) -> Option<(City, bool)> {
    let cities = || Gazetteer::get().cities(name);
    let (divisions, country) = qualified(page, end);
    let at_hand = |divisions: &[Division]| {
        let of = |country: Option<&str>| {
            cities().find(|city| {
                divisions.contains(&(city.country, city.division))
                    && country.is_none_or(|country| city.country == country)
            })
        };
        context
            .region
            .and_then(|region| of(Some(region)))
            .or_else(|| of(None))
    };
    if let Some(city) = at_hand(&divisions) {
        return Some((city, true));
    }
    if let Some(country) = country.as_deref() {
        let stated = cities().find(|city| city.country == country);
        if let Some(city) = stated {
            return Some((city, true));
        }
    }
    let largest = cities().next()?;
    let weighs =
        |city: &City| u64::from(city.population) * OUTWEIGHS >= u64::from(largest.population);
    let of_country = |country: &str| cities().find(|city| city.country == country);
    let city = at_hand(&numbers.divisions)
        .filter(weighs)
        .or_else(|| context.region.and_then(of_country).filter(weighs))
        .or_else(|| {
            let countries = numbers.countries.iter();
            countries
                .filter_map(|country| of_country(country))
                .find(weighs)
        })
        .unwrap_or(largest);
    Some((city, false))
}

/// The divisions (`, TX`, `, Oregon`) and the country that follow a name.
fn qualified(page: &Page<'_>, end: usize) -> (Vec<Division>, Option<String>) {
    let comma = page.is_symbol(end, ',') || page.is_symbol(end, '(');
    let at = if comma { end + 1 } else { end };
    let Some(token) = page
        .tokens
        .get(at)
        .filter(|t| t.kind == TokenKind::Word && t.gap <= Gap::Space)
    else {
        return (Vec::new(), None);
    };
    let country = page
        .sense(at, Domain::Place)
        .filter(|sense| sense.code == COUNTRY)
        .map(|sense| {
            String::from_utf8_lossy(&[(sense.value >> 8) as u8, (sense.value & 0xff) as u8])
                .into_owned()
        });
    let (start, stop) = page.original(token.start as usize, token.end as usize);
    let original = &page.text[start..stop];
    let letters = original.len() <= 3 && original.bytes().all(|b| b.is_ascii_uppercase());
    // Two capitals without a comma may be the beginning of anything in a text of capitals.
    let alone = page
        .tokens
        .get(at + 1)
        .is_none_or(|next| next.kind != TokenKind::Word || next.gap > Gap::Space);
    let divisions = if !letters || comma || alone {
        division::written(page, at)
    } else {
        Vec::new()
    };
    // `Leeds, GB`: the country in two letters.
    let two = (letters && original.len() == 2 && (comma || alone)).then(|| original.to_owned());
    (divisions, country.or(two))
}

/// Whether a name is taken, which city it is, how sure that is, and why.
fn choose(
    page: &Page<'_>,
    at: usize,
    end: usize,
    name: &str,
    context: &Context<'_>,
    numbers: &Numbers,
) -> Option<(City, u8, &'static str)> {
    let (city, stated) = best(page, end, name, context, numbers)?;
    if stated {
        return Some((city, 90, "with_region"));
    }
    // 中山區 is a district of Taipei, Zhongshan a city elsewhere.
    let district = page.tokens.get(end).is_some_and(|next| {
        next.gap == Gap::None && matches!(page.word(end), "區" | "区" | "路" | "街")
    });
    if district
        || goes_on_in_katakana(page, at, end)
        || splits_a_syllable(page, at, end)
        || is_of_ordinary_words(page, at, end)
    {
        return None;
    }
    let cue = cue_before(page, at);
    if end == at + 1
        && (super::name::is_cued(page, at) || !cue && super::name::a_number_follows(page, at))
    {
        return None;
    }
    // Thai sets its phrases apart: a name of a city does not begin inside of one.
    let thai = name.starts_with(|c| matches!(c, '\u{e00}'..='\u{e7f}'));
    if thai && !cue && page.tokens[at].gap == Gap::None && at > 0 {
        return None;
    }
    let (start, _) = page.range(at, end);
    let original = &page.text[start..];
    let capital = original.chars().next().is_some_and(char::is_uppercase);
    let unspaced = name.chars().next().is_some_and(is_unspaced);
    let cased = original
        .chars()
        .next()
        .is_some_and(|c| c.is_lowercase() || c.is_uppercase());
    let one_word = !name.contains(' ');
    let elsewhere = one_word
        && page
            .senses(at)
            .iter()
            .any(|sense| sense.domain != Domain::Place || sense.code == ELSE);
    if cue && (capital || !cased || !elsewhere && city.population >= LARGE) {
        return Some((city, 80, "cue"));
    }
    if unspaced {
        let sure =
            name.chars().count() >= 3 && city.population >= LARGE || city.population >= 1_000_000;
        return sure.then_some((city, 60, "name"));
    }
    if !cased {
        // Arabic and Devanagari have no capitals; what is known by everybody is taken.
        let known = city.population >= VERY_LARGE && !elsewhere && name.chars().count() >= 3;
        return known.then_some((city, 60, "name"));
    }
    // A word of its own in capitals among words in small letters; the first word of a sentence may be anything.
    let long = !one_word || name.len() >= 5 || name.len() == 4 && city.population >= VERY_LARGE;
    let known = city.population >= LARGE && !elsewhere && capital && long;
    if known && part::of_another_name(page, at, end) {
        return None;
    }
    known.then_some((city, if one_word { 60 } else { 70 }, "name"))
}

/// Whether a name in katakana is part of a longer word: `ショートカット` holds Tokat, `ガストン・ルーガ` is somebody.
fn goes_on_in_katakana(page: &Page<'_>, at: usize, end: usize) -> bool {
    let katakana = |c: char| matches!(c, '\u{30a1}'..='\u{30fc}');
    let (start, stop) = page.range(at, end);
    let name = &page.text[start..stop];
    name.starts_with(katakana) && page.text[..start].ends_with(katakana)
        || name.ends_with(katakana) && page.text[stop..].starts_with(katakana)
}

/// Whether a Thai name ends before a vowel or a tone of its last syllable: `นิสัย` does not hold Nice.
fn splits_a_syllable(page: &Page<'_>, at: usize, end: usize) -> bool {
    let (_, stop) = page.range(at, end);
    page.text[stop..]
        .starts_with(|c| matches!(c, '\u{e30}'..='\u{e3a}' | '\u{e45}' | '\u{e47}'..='\u{e4e}'))
}

/// Whether a name of several words is made of frequent words alone: the White House is not Casablanca.
fn is_of_ordinary_words(page: &Page<'_>, at: usize, end: usize) -> bool {
    end > at + 1
        && (at..end).all(|word| {
            page.senses_in(word, Domain::Account)
                .any(|sense| sense.code == super::account::words::COMMON)
        })
}

fn cue_before(page: &Page<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    if page.tokens[at].gap > Gap::Space {
        return false;
    }
    let is_cue = |at: usize| {
        page.senses_in(at, Domain::Place)
            .any(|sense| sense.code == CUE)
    };
    // Hindi says `in` behind the name.
    if page
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.gap == Gap::Space)
        && matches!(page.word(at + 1), "में" | "मे")
    {
        return true;
    }
    match page.tokens[before].kind {
        TokenKind::Symbol('📍' | '🏙' | '🌆' | '@') => true,
        TokenKind::Symbol(':' | '-') => before.checked_sub(1).is_some_and(is_cue),
        _ => is_cue(before),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Extractor;

    fn places(text: &str, region: Option<&str>) -> Vec<String> {
        let context = Context {
            region,
            language: None,
            posted: None,
        };
        let mentions = Extractor::new().extract(text, &context);
        let places = mentions.iter().filter(|m| m.kind == MentionType::Place);
        places
            .map(|m| match &m.attributes["country"] {
                Attribute::Text(country) => format!("{} {country}", m.value),
                _ => m.value.clone(),
            })
            .collect()
    }

    #[test]
    fn cities_are_found_where_something_says_that_they_are_meant() {
        for (text, region, expected) in [
            ("now in Houston, call me", None, "Houston US"),
            ("visiting houston this week", None, "Houston US"),
            ("Springfield, IL incall", Some("US"), "Springfield US"),
            ("📍Oakland", None, "Oakland US"),
            ("I am in Mobile, AL", Some("US"), "Mobile US"),
            ("staying in Nice, France", None, "Nice FR"),
            ("estoy en Ciudad de México", None, "Mexico City MX"),
            ("принимаю в Москва", None, "Moscow RU"),
            ("London Mayfair apartment", None, "London GB"),
            ("Wien 1220, nur mit Termin", None, "Vienna AT"),
            ("CDMX, chica nueva", Some("MX"), "Mexico City MX"),
            ("kommt nach Essen", Some("DE"), "Essen DE"),
            ("दिल्ली में", Some("IN"), "Delhi IN"),
            ("مساج دبي، بنت جديدة", Some("AE"), "Dubai AE"),
            ("Sexy Houston girl", None, "Houston US"),
            ("Police in Dallas said", None, "Dallas US"),
            ("London incall", Some("CA"), "London CA"),
            ("我在洛杉矶，欢迎来电", None, "Los Angeles US"),
            ("New York City only", None, "New York City US"),
        ] {
            assert_eq!(places(text, region), [expected], "{text}");
        }
    }

    #[test]
    fn which_of_several_cities_is_meant_is_told_by_what_stands_beside_it() {
        for (text, region, expected) in [
            ("in Portland, call 207 555 0132", Some("US"), "ME"),
            ("in Portland, call 503 555 0132", Some("US"), "OR"),
            ("in Portland", Some("US"), "OR"),
            ("in Springfield, 217-555-0132", Some("US"), "IL"),
            ("in Springfield, 413-555-0132", Some("US"), "MA"),
            ("in Portland, Maine, call 503 555 0132", Some("US"), "ME"),
            ("in Kansas City, Kansas", Some("US"), "KS"),
            ("visiting London, ON", Some("CA"), "08"),
            ("in Perth WA", Some("AU"), "08"),
            ("in Vancouver, WA", Some("US"), "WA"),
            ("in Vancouver, British Columbia", None, "02"),
        ] {
            let context = Context {
                region,
                language: None,
                posted: None,
            };
            let mentions = Extractor::new().extract(text, &context);
            let place = mentions.iter().find(|m| m.kind == MentionType::Place);
            let division = place.map(|m| m.attributes["division"].clone());
            assert_eq!(division, Some(Attribute::Text(expected.into())), "{text}");
        }
        assert_eq!(
            places("in Cambridge, +44 20 7946 0123", None),
            ["Cambridge GB"]
        );
        assert_eq!(
            places("en Valencia, +58 412 5550132", None),
            ["Valencia VE"]
        );
    }

    #[test]
    fn names_and_ordinary_words_are_no_cities() {
        for text in [
            "Sweet Ana 24, call my mobile",
            "Victoria here, nice and hot",
            "Sofia, 22, reading books in the bath",
            "most of the time",
            "pay me in cash",
            "the White House said",
            "นิสัยดี น่ารัก",
            "метро рядом",
            "Unterkunft und Essen frei",
            // Persons, firms and streets that are called like cities
            "Police said Lorna Denver met them",
            "a lawyer, Jordan Houston, said so",
            "Dallas Roberts said that it was late",
            "Dallas Roberts, a lawyer, was there",
            "for Phoenix Holdings LLC it was",
            "at Houston Brothers Inc. on Monday",
            "Boston Scientific Corp. declined",
            "1400 Houston Street",
            "12 London Road",
            "起動ショートカットキー",
            "ガストン・ルーガのバック",
            "",
        ] {
            assert!(
                places(text, Some("US")).is_empty(),
                "{text}: {:?}",
                places(text, Some("US"))
            );
        }
    }

    #[test]
    fn a_field_is_a_cue_of_its_own() {
        let of = |text: &str| {
            let context = Context {
                region: Some("US"),
                language: None,
                posted: None,
            };
            place_of_field(text, &context).map(|m| (m.value, m.attributes["geonames_id"].clone()))
        };
        assert_eq!(of("houston").map(|f| f.0).as_deref(), Some("Houston"));
        assert_eq!(of("Houston, TX").map(|f| f.0), of("HOUSTON").map(|f| f.0));
        assert_eq!(
            of("Oakland / East Bay").map(|f| f.0).as_deref(),
            Some("Oakland")
        );
        assert!(of("somewhere").is_none() && of("").is_none());
        assert_ne!(
            of("Portland, ME").map(|f| f.1),
            of("Portland, OR").map(|f| f.1)
        );
    }
}
