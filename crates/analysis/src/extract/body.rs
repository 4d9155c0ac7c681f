//! Recognizer: height and weight of a person, in whole centimetres and kilograms.
//!
//! Feet with inches (`5'4`) and `1m65` are said of people. Other lengths and weights count with a cue beside them
//! (`height`, `рост`, `体重`), or beside a measure of the other kind or an age, as adverts list them (`165 cm 55 kg`):
//! a table has feet too.

use super::Context;
use super::found::{Candidate, Found};
use super::lexicon::{Domain, Words};
use super::page::{Gap, Page, TokenKind};
use super::price::{is_number, literal};
use model::MentionType;

/// Cue of height.
const HEIGHT: u16 = 1;
/// Cue of weight.
const WEIGHT: u16 = 2;
/// Cue of both.
const BOTH: u16 = 3;
/// Centimetres.
const CM: u16 = 4;
/// Metres.
const M: u16 = 5;
/// Feet.
const FT: u16 = 6;
/// Inches.
const IN: u16 = 7;
/// Kilograms.
const KG: u16 = 8;
/// Pounds.
const LB: u16 = 9;
/// British stones of 14 pounds.
const STONE: u16 = 10;

/// See [`super::lexicon`].
pub(crate) const WORDS: Words = &[
    ("height", HEIGHT, 0),
    ("tall", HEIGHT, 0),
    ("ht", HEIGHT, 0),
    ("hgt", HEIGHT, 0),
    ("stature", HEIGHT, 0),
    ("estatura", HEIGHT, 0),
    ("altura", HEIGHT, 0),
    ("alto", HEIGHT, 0),
    ("alta", HEIGHT, 0),
    ("altas", HEIGHT, 0),
    ("mido", HEIGHT, 0),
    ("mide", HEIGHT, 0),
    ("meço", HEIGHT, 0),
    ("mede", HEIGHT, 0),
    ("taille", HEIGHT, 0),
    ("mesure", HEIGHT, 0),
    ("größe", HEIGHT, 0),
    ("groß", HEIGHT, 0),
    ("gross", HEIGHT, 0),
    ("altezza", HEIGHT, 0),
    ("lengte", HEIGHT, 0),
    ("рост", HEIGHT, 0),
    ("ростом", HEIGHT, 0),
    ("росту", HEIGHT, 0),
    ("зріст", HEIGHT, 0),
    ("зростом", HEIGHT, 0),
    ("wzrost", HEIGHT, 0),
    ("wzrostu", HEIGHT, 0),
    ("înălțime", HEIGHT, 0),
    ("înălţime", HEIGHT, 0),
    ("boyum", HEIGHT, 0),
    ("boyu", HEIGHT, 0),
    ("boyunda", HEIGHT, 0),
    ("कद", HEIGHT, 0),
    ("लंबाई", HEIGHT, 0),
    ("ऊंचाई", HEIGHT, 0),
    ("身高", HEIGHT, 0),
    ("身長", HEIGHT, 0),
    ("키", HEIGHT, 0),
    ("신장", HEIGHT, 0),
    ("ส่วนสูง", HEIGHT, 0),
    ("สูง", HEIGHT, 0),
    ("الطول", HEIGHT, 0),
    ("طولي", HEIGHT, 0),
    ("lång", HEIGHT, 0),
    ("längd", HEIGHT, 0),
    ("tinggi", HEIGHT, 0),
    ("cao", HEIGHT, 0),
    ("heightcm", HEIGHT, 0),
    ("hauteur", HEIGHT, 0),
    ("estat", HEIGHT, 0),
    ("weight", WEIGHT, 0),
    ("weigh", WEIGHT, 0),
    ("weighs", WEIGHT, 0),
    ("weighing", WEIGHT, 0),
    ("wt", WEIGHT, 0),
    ("wgt", WEIGHT, 0),
    ("peso", WEIGHT, 0),
    ("pesa", WEIGHT, 0),
    ("pesan", WEIGHT, 0),
    ("poids", WEIGHT, 0),
    ("pèse", WEIGHT, 0),
    ("gewicht", WEIGHT, 0),
    ("wiege", WEIGHT, 0),
    ("wiegt", WEIGHT, 0),
    ("weegt", WEIGHT, 0),
    ("вес", WEIGHT, 0),
    ("весом", WEIGHT, 0),
    ("вешу", WEIGHT, 0),
    ("вага", WEIGHT, 0),
    ("waga", WEIGHT, 0),
    ("greutate", WEIGHT, 0),
    ("ağırlık", WEIGHT, 0),
    ("ağırlığım", WEIGHT, 0),
    ("ağırlığın", WEIGHT, 0),
    ("ağırlığı", WEIGHT, 0),
    ("kilom", WEIGHT, 0),
    ("वजन", WEIGHT, 0),
    ("वज़न", WEIGHT, 0),
    ("体重", WEIGHT, 0),
    ("體重", WEIGHT, 0),
    ("몸무게", WEIGHT, 0),
    ("체중", WEIGHT, 0),
    ("น้ำหนัก", WEIGHT, 0),
    ("หนัก", WEIGHT, 0),
    ("الوزن", WEIGHT, 0),
    ("وزني", WEIGHT, 0),
    ("vikt", WEIGHT, 0),
    ("väger", WEIGHT, 0),
    ("berat", WEIGHT, 0),
    ("nặng", WEIGHT, 0),
    ("pesando", WEIGHT, 0),
    ("параметры", BOTH, 0),
    ("параметри", BOTH, 0),
    ("данные", BOTH, 0),
    ("stats", BOTH, 0),
    ("measurements", BOTH, 0),
    ("身高体重", BOTH, 0),
    ("身長体重", BOTH, 0),
    ("三围", BOTH, 0),
    ("三圍", BOTH, 0),
    ("cm", CM, 0),
    ("cms", CM, 0),
    ("см", CM, 0),
    ("centimeters", CM, 0),
    ("centimetres", CM, 0),
    ("centímetros", CM, 0),
    ("centimetros", CM, 0),
    ("centimètres", CM, 0),
    ("centimetri", CM, 0),
    ("zentimeter", CM, 0),
    ("centimeter", CM, 0),
    ("公分", CM, 0),
    ("厘米", CM, 0),
    ("センチ", CM, 0),
    ("센티", CM, 0),
    ("센치", CM, 0),
    ("ซม", CM, 0),
    ("सेमी", CM, 0),
    ("سم", CM, 0),
    ("сантиметров", CM, 0),
    ("m", M, 0),
    ("м", M, 0),
    ("meter", M, 0),
    ("meters", M, 0),
    ("metre", M, 0),
    ("metres", M, 0),
    ("metro", M, 0),
    ("metros", M, 0),
    ("mètre", M, 0),
    ("mètres", M, 0),
    ("metri", M, 0),
    ("metr", M, 0),
    ("метр", M, 0),
    ("метра", M, 0),
    ("метров", M, 0),
    ("米", M, 0),
    ("メートル", M, 0),
    ("미터", M, 0),
    ("ft", FT, 0),
    ("feet", FT, 0),
    ("foot", FT, 0),
    ("fts", FT, 0),
    ("pies", FT, 0),
    ("pie", FT, 0),
    ("pieds", FT, 0),
    ("pied", FT, 0),
    ("piedi", FT, 0),
    ("voet", FT, 0),
    ("fuß", FT, 0),
    ("фут", FT, 0),
    ("футов", FT, 0),
    ("フィート", FT, 0),
    ("피트", FT, 0),
    ("英尺", FT, 0),
    ("फुट", FT, 0),
    ("फीट", FT, 0),
    ("fot", FT, 0),
    ("in", IN, 0),
    ("ins", IN, 0),
    ("inch", IN, 0),
    ("inches", IN, 0),
    ("pulgadas", IN, 0),
    ("pulgada", IN, 0),
    ("pouces", IN, 0),
    ("pouce", IN, 0),
    ("pollici", IN, 0),
    ("zoll", IN, 0),
    ("дюймов", IN, 0),
    ("インチ", IN, 0),
    ("인치", IN, 0),
    ("英寸", IN, 0),
    ("इंच", IN, 0),
    ("tum", IN, 0),
    ("kg", KG, 0),
    ("kgs", KG, 0),
    ("kilo", KG, 0),
    ("kilos", KG, 0),
    ("kilogram", KG, 0),
    ("kilograms", KG, 0),
    ("kilogramos", KG, 0),
    ("кг", KG, 0),
    ("кило", KG, 0),
    ("килограмм", KG, 0),
    ("килограммов", KG, 0),
    ("公斤", KG, 0),
    ("千克", KG, 0),
    ("キロ", KG, 0),
    ("킬로", KG, 0),
    ("किलो", KG, 0),
    ("กก", KG, 0),
    ("กิโล", KG, 0),
    ("كيلو", KG, 0),
    ("كجم", KG, 0),
    ("kilogrammi", KG, 0),
    ("kilogramm", KG, 0),
    ("lb", LB, 0),
    ("lbs", LB, 0),
    ("lbz", LB, 0),
    ("pounds", LB, 0),
    ("pound", LB, 0),
    ("libras", LB, 0),
    ("libra", LB, 0),
    ("livres", LB, 0),
    ("livre", LB, 0),
    ("libbre", LB, 0),
    ("pfund", LB, 0),
    ("ponds", LB, 0),
    ("фунтов", LB, 0),
    ("ポンド", LB, 0),
    ("파운드", LB, 0),
    ("磅", LB, 0),
    ("पाउंड", LB, 0),
    ("libre", LB, 0),
    ("pund", LB, 0),
    ("stone", STONE, 0),
];

/// How far a cue may stand from its number, in tokens.
const CUE_REACH: usize = 4;
/// How far a measure of the other kind or an age may stand, in tokens.
const COMPANY_REACH: usize = 12;

#[derive(Clone, Copy)]
struct Measure {
    kind: MentionType,
    from: usize,
    to: usize,
    /// Hundredths of a centimetre or kilogram.
    hundredths: u64,
    /// Needs company.
    weak: bool,
    confidence: u8,
    method: &'static str,
}

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, context: &Context<'_>, found: &mut Found) {
    let mut measures: Vec<Measure> = Vec::new();
    let mut at = 0;
    while at < page.tokens.len() {
        if !is_number(page, at) || page.word(at).len() > 3 {
            at += 1;
            continue;
        }
        let read = pair(page, at)
            .map(|(height, weight)| {
                measures.push(height);
                weight
            })
            .or_else(|| measure(page, context, at));
        match read {
            Some(measure) => {
                at = measure.to;
                measures.push(measure);
            }
            None => at += 1,
        }
    }
    for (n, measure) in measures.iter().enumerate() {
        let near = |other: Option<&Measure>| {
            other.is_some_and(|other| {
                other.kind != measure.kind
                    && (other.from.saturating_sub(measure.to) <= COMPANY_REACH
                        && measure.from.saturating_sub(other.to) <= COMPANY_REACH)
            })
        };
        let company = !measure.weak
            || near(n.checked_sub(1).and_then(|n| measures.get(n)))
            || near(measures.get(n + 1))
            || age_near(page, measure);
        if company {
            push(page, found, measure);
        }
    }
}

fn push(page: &Page<'_>, found: &mut Found, measure: &Measure) {
    let range = page.range(measure.from, measure.to);
    let value = (measure.hundredths + 50) / 100;
    if value == 0 || found.is_claimed(range.0, range.1) {
        return;
    }
    found.push(Candidate::new(
        measure.kind,
        range,
        value.to_string(),
        measure.confidence,
        measure.method,
    ));
}

fn has(page: &Page<'_>, at: usize, code: u16) -> bool {
    page.tokens.get(at).is_some_and(|token| token.entry != 0)
        && page
            .senses_in(at, Domain::Body)
            .any(|sense| sense.code == code)
}

/// Whether a word is a unit of centimetres.
pub(crate) fn is_centimetres(page: &Page<'_>, at: usize) -> bool {
    has(page, at, CM)
}

/// Whether a word says that a height, a weight or both follow.
pub(crate) fn is_cue(page: &Page<'_>, at: usize) -> bool {
    has(page, at, HEIGHT) || has(page, at, WEIGHT) || has(page, at, BOTH)
}

fn near(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|token| token.gap <= Gap::Space)
}

/// Whether an age stands near.
fn age_near(page: &Page<'_>, measure: &Measure) -> bool {
    let from = measure.from.saturating_sub(COMPANY_REACH);
    let to = (measure.to + COMPANY_REACH).min(page.tokens.len());
    (from..to).any(|at| {
        page.tokens[at].entry != 0
            && at > 0
            && is_number(page, at - 1)
            && super::age::is_unit(page, at)
    })
}

/// The kind that a cue near a number names, looking before and, for `tall` and the like, behind.
fn cue(page: &Page<'_>, from: usize, to: usize) -> Option<MentionType> {
    let kind = |at: usize| {
        if has(page, at, HEIGHT) {
            Some(MentionType::Height)
        } else if has(page, at, WEIGHT) {
            Some(MentionType::Weight)
        } else {
            None
        }
    };
    let mut token = from;
    for _ in 0..CUE_REACH {
        let gap = page.tokens[token].gap;
        if token == 0 || gap > Gap::Space {
            break;
        }
        token -= 1;
        match page.tokens[token].kind {
            TokenKind::Number => break,
            TokenKind::Symbol('.' | '!' | '?' | ';' | ',') => break,
            TokenKind::Symbol(_) => {}
            TokenKind::Word => {
                if let Some(kind) = kind(token) {
                    return Some(kind);
                }
            }
        }
    }
    for token in to..to + 3 {
        if !near(page, token) {
            break;
        }
        match page.tokens[token].kind {
            TokenKind::Word => {
                // A cue with its own number behind it belongs to that.
                if let Some(kind) = kind(token) {
                    let own = is_number(page, token + 1)
                        || matches!(
                            page.tokens.get(token + 1).map(|next| next.kind),
                            Some(TokenKind::Symbol(':' | '-' | '='))
                        );
                    return (!own).then_some(kind);
                }
                if !matches!(page.word(token), "de" | "di" | "of" | "in" | "d") {
                    break;
                }
            }
            _ => break,
        }
    }
    None
}

/// `163/48` behind a cue.
fn pair(page: &Page<'_>, at: usize) -> Option<(Measure, Measure)> {
    let second = at + 2;
    if !matches!(page.tokens.get(at + 1)?.kind, TokenKind::Symbol('/' | '-'))
        || !is_number(page, second)
        || page.tokens[at + 1].gap > Gap::Space
        || !near(page, second)
        || page.word(at).len() != 3
        || page.word(second).len() > 3
    {
        return None;
    }
    let (height, weight): (u64, u64) =
        (page.word(at).parse().ok()?, page.word(second).parse().ok()?);
    if !(140..=199).contains(&height) || !(38..=110).contains(&weight) {
        return None;
    }
    let mut cued = false;
    let mut token = at;
    for _ in 0..5 {
        if token == 0 || page.tokens[token].gap > Gap::Space {
            break;
        }
        token -= 1;
        if is_number(page, token) {
            break;
        }
        if [HEIGHT, WEIGHT, BOTH]
            .iter()
            .any(|code| has(page, token, *code))
        {
            cued = true;
            break;
        }
    }
    cued.then_some((
        Measure {
            kind: MentionType::Height,
            from: at,
            to: at + 1,
            hundredths: height * 100,
            weak: false,
            confidence: 85,
            method: "pair",
        },
        Measure {
            kind: MentionType::Weight,
            from: second,
            to: second + 1,
            hundredths: weight * 100,
            weak: false,
            confidence: 85,
            method: "pair",
        },
    ))
}

fn measure(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Measure> {
    if at > 0 && page.tokens[at].gap == Gap::None {
        match page.tokens[at - 1].kind {
            // `10.165`, `$165`, `12:165`
            TokenKind::Symbol('.' | ',' | ':' | '\'' | '/' | '-')
                if at > 1
                    && is_number(page, at - 2)
                    && page.tokens[at - 1].gap == Gap::None
                    && !page.is_symbol(at - 1, '/')
                    && !page.is_symbol(at - 1, '-') =>
            {
                return None;
            }
            TokenKind::Symbol('$' | '€' | '£' | '#' | '@' | '+') => return None,
            _ => {}
        }
    }
    feet(page, at)
        .or_else(|| metres_and_centimetres(page, at))
        .or_else(|| with_unit(page, at))
        .or_else(|| without_unit(page, context, at))
}

/// `5'4"`, `5 ft 4 in`, `5ft4`, `5 feet`, `5フィート4インチ`.
fn feet(page: &Page<'_>, at: usize) -> Option<Measure> {
    let feet: u64 = page.word(at).parse().ok()?;
    if !(3..=7).contains(&feet) || page.word(at).len() != 1 {
        return None;
    }
    let mark = at + 1;
    if !near(page, mark) {
        return None;
    }
    let sign = page.is_symbol(mark, '\'')
        && page.tokens[mark].gap == Gap::None
        && page.tokens[mark].end - page.tokens[mark].start == 1;
    if !sign && !has(page, mark, FT) {
        return None;
    }
    let mut next = mark + 1;
    // `5 ft. 4`, `5ft-4`, `5 feet and 4 inches`
    if matches!(
        page.tokens.get(next).map(|token| token.kind),
        Some(TokenKind::Symbol('.' | '-' | ','))
    ) && is_number(page, next + 1)
        || near(page, next)
            && matches!(
                page.tokens.get(next).map(|_| page.word(next)),
                Some("and" | "y" | "e" | "et")
            )
    {
        next += 1;
    }
    let mut hundredths = feet * 12 * 254;
    let mut to = mark + 1;
    let mut inches_said = false;
    if is_number(page, next) && near(page, next) && page.word(next).len() <= 2 {
        let inches: u64 = page.word(next).parse().ok()?;
        let mut end = next + 1;
        let mut half = 0;
        // `5'4.5"`, `5'4½`
        if page.is_symbol(end, '.')
            && page.tokens[end].gap == Gap::None
            && is_number(page, end + 1)
            && page.tokens[end + 1].gap == Gap::None
        {
            half = if page.word(end + 1).starts_with('5') {
                127
            } else {
                0
            };
            end += 2;
        }
        let marked = page.is_symbol(end, '"') || page.is_symbol(end, '\'') || has(page, end, IN);
        let glued = page.tokens[next].gap == Gap::None;
        // `5' 4` with a space needs its inches marked.
        if inches <= 11 && (marked && near(page, end) || glued || !sign) {
            hundredths += inches * 254 + half;
            inches_said = true;
            to = end
                + usize::from(
                    marked
                        && near(page, end)
                        && (page.tokens[end].gap == Gap::None || has(page, end, IN)),
                );
        } else if glued {
            return None;
        }
    }
    // `5' x 7'`, `10 x 5'4`: of things.
    let times =
        |at: usize| page.tokens.get(at).is_some() && matches!(page.word(at), "x" | "×" | "by");
    if times(to) || at > 0 && times(at - 1) {
        return None;
    }
    if !inches_said && cue(page, at, to) != Some(MentionType::Height) {
        return None;
    }
    if !(12_000..=22_000).contains(&hundredths) {
        return None;
    }
    Some(Measure {
        kind: MentionType::Height,
        from: at,
        to,
        hundredths,
        weak: false,
        confidence: if inches_said { 88 } else { 75 },
        method: "feet",
    })
}

/// `1m65`, `1 m 65`.
fn metres_and_centimetres(page: &Page<'_>, at: usize) -> Option<Measure> {
    let (metre, rest) = (at + 1, at + 2);
    if !matches!(page.word(at), "1" | "2")
        || !near(page, metre)
        || !has(page, metre, M)
        || !is_number(page, rest)
        || !near(page, rest)
        || page.word(rest).len() != 2
    {
        return None;
    }
    let metres: u64 = page.word(at).parse().ok()?;
    let centimetres: u64 = page.word(rest).parse().ok()?;
    let hundredths = (metres * 100 + centimetres) * 100;
    let glued = page.tokens[metre].gap == Gap::None && page.tokens[rest].gap == Gap::None;
    let cued = cue(page, at, rest + 1) == Some(MentionType::Height);
    (12_000..=22_000).contains(&hundredths).then_some(Measure {
        kind: MentionType::Height,
        from: at,
        to: rest + 1 + usize::from(has(page, rest + 1, CM) && near(page, rest + 1)),
        hundredths,
        weak: !glued && !cued,
        confidence: 85,
        method: "metres",
    })
}

/// `165 cm`, `1,65 m`, `55 kg`, `120 lbs`, `9 stone 4`.
fn with_unit(page: &Page<'_>, at: usize) -> Option<Measure> {
    let number = literal(page, at)?;
    let (value, end) = number.short.unwrap_or((number.value, number.end));
    let hundredths = u64::try_from(value.times(100)?.floor()).ok()?;
    // `20 (kg)`
    let bracket = matches!(
        page.tokens.get(end)?.kind,
        TokenKind::Symbol('(' | '[' | '{' | '<')
    );
    let unit = end + usize::from(bracket);
    if !near(page, end) || !near(page, unit) || page.tokens[unit].kind != TokenKind::Word {
        return None;
    }
    let mut to = unit + 1;
    let (kind, hundredths, plain) = if has(page, unit, CM) {
        (MentionType::Height, hundredths, 13_000..=21_000)
    } else if has(page, unit, KG) {
        (MentionType::Weight, hundredths, 3_500..=16_000)
    } else if has(page, unit, LB) {
        (MentionType::Weight, pounds(hundredths), 3_500..=16_000)
    } else if has(page, unit, STONE) {
        let mut pounds_in_all = hundredths * 14;
        if is_number(page, to) && near(page, to) && page.word(to).len() <= 2 {
            let more: u64 = page.word(to).parse().ok()?;
            if more < 14 {
                pounds_in_all += more * 100;
                to += 1 + usize::from(has(page, to + 1, LB));
            }
        }
        (MentionType::Weight, pounds(pounds_in_all), 3_500..=16_000)
    } else if has(page, unit, M) && value.floor() < 3 && value.floor() > 0 {
        (MentionType::Height, hundredths * 100, 13_000..=21_000)
    } else {
        return None;
    };
    let cue = cue(page, at, to);
    if cue.is_some_and(|cue| cue != kind) {
        return None;
    }
    let cued = cue == Some(kind);
    let sane = if kind == MentionType::Height {
        5_000..=25_000
    } else {
        100..=40_000
    };
    if !(if cued { sane } else { plain.clone() }).contains(&hundredths) {
        return None;
    }
    // A rate or an area: `20 kg/m`, `1.7 m x 2 m`, `55 kg of`.
    let rest = page.tokens.get(to).map(|token| token.kind);
    if !cued
        && (matches!(rest, Some(TokenKind::Symbol('/'))) && !is_number(page, to + 1)
            || near(page, to) && matches!(page.word(to), "x" | "of" | "de" | "per" | "²" | "2"))
    {
        return None;
    }
    let from = at;
    let to = to
        + usize::from(
            bracket
                && page.tokens.get(to).is_some_and(|token| {
                    matches!(token.kind, TokenKind::Symbol(')' | ']' | '}' | '>'))
                }),
        );
    Some(Measure {
        kind,
        from,
        to,
        hundredths,
        weak: !cued,
        confidence: if cued { 92 } else { 75 },
        method: if cued { "cue" } else { "unit" },
    })
}

/// Words that look like units of another size: `ug`, `microgram`, `tons`.
fn is_small_unit(word: &str) -> bool {
    word.chars().count() == 2 && word.ends_with(['g', 'l', 't', 'г'])
        || word.contains("gram")
        || word.contains("грам")
        || word.starts_with("ton")
}

/// Hundredths of pounds in hundredths of kilograms.
fn pounds(hundredths: u64) -> u64 {
    hundredths.saturating_mul(45_359_237) / 100_000_000
}

/// A bare number right behind a cue: `рост 165`, `weight: 120`, `altura 1.65`, `height 5.4`.
fn without_unit(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Measure> {
    let mut token = at;
    let mut kind = None;
    for _ in 0..3 {
        if token == 0 || page.tokens[token].gap > Gap::Space {
            return None;
        }
        token -= 1;
        match page.tokens[token].kind {
            TokenKind::Symbol(':' | '-' | '=' | '(' | '~' | '.') => {}
            TokenKind::Word => {
                if has(page, token, HEIGHT) {
                    kind = Some(MentionType::Height);
                } else if has(page, token, WEIGHT) {
                    kind = Some(MentionType::Weight);
                } else if matches!(
                    page.word(token),
                    "is" | "es" | "est" | "ist" | "é" | "of" | "e" | "de"
                ) {
                    continue;
                }
                break;
            }
            _ => break,
        }
    }
    let kind = kind?;
    let number = literal(page, at)?;
    let (value, end) = number.short.unwrap_or((number.value, number.end));
    let hundredths = u64::try_from(value.times(100)?.floor()).ok()?;
    // Another unit, or digits that go on.
    if let Some(next) = page.tokens.get(end) {
        let other = match next.kind {
            TokenKind::Symbol(c) => {
                matches!(c, '%' | '\'' | '"' | '$' | '€' | '+' | '°')
                    || next.gap == Gap::None && matches!(c, ':' | '/') && is_number(page, end + 1)
            }
            TokenKind::Word => {
                next.gap <= Gap::Space
                    && !has(page, end, HEIGHT)
                    && !has(page, end, WEIGHT)
                    && (next.gap == Gap::None
                        || is_small_unit(page.word(end))
                        || page.senses(end).iter().copied().any(super::price::counts)
                        || super::age::is_unit(page, end))
            }
            TokenKind::Number => next.gap <= Gap::Space && page.word(end).len() > 2,
        };
        if other {
            return None;
        }
    }
    let english = context.language == Some("en")
        || context.region == Some("US")
        || matches!(page.word(token), "weight" | "weighs" | "weigh" | "wt");
    let hundredths = match kind {
        MentionType::Height => match hundredths {
            13_000..=21_000 => hundredths,
            130..=210 => hundredths * 100,
            // `5.4` for five feet four.
            410..=690 if page.word(at).len() == 1 => {
                let inches: u64 = page.word(end - 1).parse().ok()?;
                let feet: u64 = page.word(at).parse().ok()?;
                if end - at != 3 || inches > 11 {
                    return None;
                }
                (feet * 12 + inches) * 254
            }
            _ => return None,
        },
        _ => match hundredths {
            9_000..=30_000 if english => pounds(hundredths),
            3_500..=16_000 => hundredths,
            _ => return None,
        },
    };
    Some(Measure {
        kind,
        from: at,
        to: end,
        hundredths,
        weak: false,
        confidence: 80,
        method: "cue",
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::{Context, Extractor};
    use model::MentionType;

    fn body(text: &str) -> Vec<String> {
        let mentions = Extractor::new().extract(text, &Context::default());
        mentions
            .iter()
            .filter(|mention| matches!(mention.kind, MentionType::Height | MentionType::Weight))
            .map(|mention| format!("{} {}", mention.kind.name(), mention.value))
            .collect()
    }

    #[test]
    fn heights_and_weights_in_many_ways_of_writing() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("5'4 120lbs", &["height 163", "weight 54"][..]),
            ("5'4\"", &["height 163"]),
            ("5’4”", &["height 163"]),
            ("5′4″ 120 lbs", &["height 163", "weight 54"]),
            ("5 ft 4 in", &["height 163"]),
            ("5ft4", &["height 163"]),
            ("5 feet 4 inches tall", &["height 163"]),
            ("5'11 tall", &["height 180"]),
            ("6 feet tall", &["height 183"]),
            ("height: 5'4\"", &["height 163"]),
            ("height: 5.4", &["height 163"]),
            ("Height 165cm Weight 55kg", &["height 165", "weight 55"]),
            ("165 cm 55 kg", &["height 165", "weight 55"]),
            ("165cm/48kg", &["height 165", "weight 48"]),
            ("1m65", &["height 165"]),
            ("1,65 m et 55 kg", &["height 165", "weight 55"]),
            ("I'm 1.8m tall", &["height 180"]),
            ("mido 1.65 peso 55", &["height 165", "weight 55"]),
            ("estatura 1.65", &["height 165"]),
            ("altura 1,65", &["height 165"]),
            ("peso 55 kg", &["weight 55"]),
            ("рост 165", &["height 165"]),
            ("рост 165 вес 55", &["height 165", "weight 55"]),
            ("рост: 165 см, вес: 55 кг", &["height 165", "weight 55"]),
            ("рост/вес 163/48", &["height 163", "weight 48"]),
            ("зріст 165, вага 50", &["height 165", "weight 50"]),
            ("身高168cm", &["height 168"]),
            ("身高165 体重48", &["height 165", "weight 48"]),
            ("身長165cm 体重50kg", &["height 165", "weight 50"]),
            ("키 165 몸무게 48", &["height 165", "weight 48"]),
            ("สูง 165 หนัก 48", &["height 165", "weight 48"]),
            ("Größe 170 cm, Gewicht 60 kg", &["height 170", "weight 60"]),
            ("altezza 170 cm", &["height 170"]),
            ("taille 1m70", &["height 170"]),
            ("weight: 120", &["weight 54"]),
            ("weighs 55 kg", &["weight 55"]),
            ("Ana 24 yo 165 cm", &["height 165"]),
            ("The weight is 20 (kg)", &["weight 20"]),
            ("height/weight: 170/60", &["height 170", "weight 60"]),
            ("9 stone 4, 5'6", &["weight 59", "height 168"]),
        ] {
            let got = body(text);
            if got != expected {
                wrong.push(format!("{text}: expected {expected:?}, got {got:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn measures_of_things_and_other_numbers_are_none() {
        let wrong: Vec<String> = [
            "six feet from the cup",
            "a lake that averages 6 feet",
            "the table is 6 feet",
            "a room of 10' x 12'",
            "165 cm",
            "100 kg of rice",
            "1.7 m x 2 m",
            "17 km away",
            "36-24-36",
            "163/48",
            "$165",
            "5 minutes",
            "24 yo",
            "call 415 555 0165",
            "at 5'clock",
            "120/80 blood pressure",
            "height of the tower 324 m",
            "size 165/55 R14",
        ]
        .into_iter()
        .filter(|text| !body(text).is_empty())
        .map(|text| format!("{text}: {:?}", body(text)))
        .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
