//! Recognizer: cities, by a gazetteer.
//!
//! Many names of cities are names of people and ordinary words too, so a name alone is not enough: it is taken after a word
//! such as "in" or a 📍, before a state or country, or capitalized where the city is large and the name means nothing else.

mod gazetteer;

use super::Context;
use super::fold::is_unspaced;
use super::found::{Candidate, Found};
use super::lexicon::{Domain, Words};
use super::page::{Gap, Page, Scratch, TokenKind};
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
    ("alexandria", ELSE, 0),
    ("kelly", ELSE, 0),
    ("page", ELSE, 0),
    ("van", ELSE, 0),
    ("many", ELSE, 0),
    ("call", ELSE, 0),
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

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, context: &Context<'_>, found: &mut Found) {
    let mut at = 0;
    while at < page.tokens.len() {
        at = match name_at(page, at) {
            Some((end, name)) => {
                let range = page.range(at, end);
                let taken = (!found.is_claimed(range.0, range.1))
                    .then(|| choose(page, at, end, &name, context))
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
    let (city, _) = best(&page, end, &name, context)?;
    let (start, last) = page.range(at, end);
    let attributes = attributes(city)
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    Some(Mention {
        span: Span::new(text, start, last)?,
        kind: MentionType::Place,
        value: city.name.to_owned(),
        confidence: 85,
        method: "field".to_owned(),
        attributes,
    })
}

fn attributes(city: City) -> Vec<(&'static str, Attribute)> {
    vec![
        ("country", Attribute::Text(city.country.to_owned())),
        ("division", Attribute::Text(city.division.to_owned())),
        ("geonames_id", Attribute::Integer(city.geonames_id.into())),
    ]
}

fn candidate(city: City, range: (usize, usize), confidence: u8, method: &'static str) -> Candidate {
    let mut candidate = Candidate::new(MentionType::Place, range, city.name, confidence, method);
    candidate.attributes = attributes(city);
    candidate
}

/// The longest name in the gazetteer that begins at a token: the token after it, and the name.
fn name_at(page: &Page<'_>, at: usize) -> Option<(usize, String)> {
    let token = page.tokens[at];
    if token.kind != TokenKind::Word {
        return None;
    }
    let gazetteer = Gazetteer::get();
    let word = page.word(at);
    let first = word.chars().next()?;
    let mut best = None;
    let mut name = String::new();
    if is_unspaced(first) {
        if !gazetteer.begins(&word[..first.len_utf8()]) {
            return None;
        }
        let mut end = at;
        while end < page.tokens.len()
            && page.tokens[end].kind == TokenKind::Word
            && (end == at || page.tokens[end].gap == Gap::None)
        {
            name.push_str(page.word(end));
            end += 1;
            let characters = name.chars().count();
            if characters > CHARACTERS_A_NAME {
                break;
            }
            if characters >= 2 && gazetteer.cities(&name).next().is_some() {
                best = Some((end, name.clone()));
            }
        }
        return best;
    }
    if word.len() < 2 || !gazetteer.begins(word) {
        return None;
    }
    let mut end = at;
    for _ in 0..WORDS_A_NAME {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(page.word(end));
        end += 1;
        if gazetteer.cities(&name).next().is_some() {
            best = Some((end, name.clone()));
        }
        // `Nizhny-Novgorod`, `St. Louis`: one mark may stand between the words.
        if ['-', '.', '\'']
            .iter()
            .any(|mark| page.is_symbol(end, *mark))
            && page.tokens[end].gap == Gap::None
        {
            end += 1;
        }
        match page.tokens.get(end) {
            Some(next) if next.kind == TokenKind::Word && next.gap <= Gap::Space => {}
            _ => break,
        }
    }
    best
}

/// The city that a name means here, with whether what follows says so.
fn best(page: &Page<'_>, end: usize, name: &str, context: &Context<'_>) -> Option<(City, bool)> {
    let (division, country) = qualified(page, end);
    let cities = || Gazetteer::get().cities(name);
    if let Some(division) = division.as_deref() {
        let stated = cities().find(|city| city.country == "US" && city.division == division);
        if let Some(city) = stated {
            return Some((city, true));
        }
    }
    if let Some(country) = country.as_deref().or(division.as_deref()) {
        let stated = cities().find(|city| city.country == country);
        if let Some(city) = stated {
            return Some((city, true));
        }
    }
    // A city of the region at hand is meant unless one elsewhere is forty times as large.
    let largest = cities().next()?;
    let near = context
        .region
        .and_then(|region| cities().find(|city| city.country == region));
    let city = near
        .filter(|near| u64::from(near.population) * 40 >= u64::from(largest.population))
        .unwrap_or(largest);
    Some((city, false))
}

/// The division (two capitals, `, TX`) and the country that follow a name.
fn qualified(page: &Page<'_>, end: usize) -> (Option<String>, Option<String>) {
    let comma = page.is_symbol(end, ',') || page.is_symbol(end, '(');
    let at = if comma { end + 1 } else { end };
    let Some(token) = page
        .tokens
        .get(at)
        .filter(|t| t.kind == TokenKind::Word && t.gap <= Gap::Space)
    else {
        return (None, None);
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
    let letters = original.len() == 2 && original.bytes().all(|b| b.is_ascii_uppercase());
    // Two capitals without a comma may be the beginning of anything in a text of capitals.
    let alone = page
        .tokens
        .get(at + 1)
        .is_none_or(|next| next.kind != TokenKind::Word || next.gap > Gap::Space);
    (
        (letters && (comma || alone)).then(|| original.to_owned()),
        country,
    )
}

/// Whether a name is taken, which city it is, how sure that is, and why.
fn choose(
    page: &Page<'_>,
    at: usize,
    end: usize,
    name: &str,
    context: &Context<'_>,
) -> Option<(City, u8, &'static str)> {
    let (city, stated) = best(page, end, name, context)?;
    if stated {
        return Some((city, 90, "with_region"));
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
    if cue_before(page, at) && (capital || !cased || !elsewhere && city.population >= LARGE) {
        return Some((city, 80, "cue"));
    }
    if unspaced {
        let sure =
            name.chars().count() >= 3 && city.population >= LARGE || city.population >= 1_000_000;
        return sure.then_some((city, 60, "name"));
    }
    // A word of its own in capitals among words in small letters; the first word of a sentence may be anything.
    let known = city.population >= LARGE && !elsewhere && capital && (!one_word || name.len() >= 5);
    known.then_some((city, if one_word { 60 } else { 70 }, "name"))
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
            ("London incall", Some("CA"), "London CA"),
            ("我在洛杉矶，欢迎来电", None, "Los Angeles US"),
            ("New York City only", None, "New York City US"),
        ] {
            assert_eq!(places(text, region), [expected], "{text}");
        }
    }

    #[test]
    fn names_and_ordinary_words_are_no_cities() {
        for text in [
            "Sweet Ana 24, call my mobile",
            "Victoria here, nice and hot",
            "Sofia, 22, reading books in the bath",
            "most of the time",
            "pay me in cash",
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
