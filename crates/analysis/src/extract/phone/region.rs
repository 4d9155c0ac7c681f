//! Which region a national number is read in.

use super::super::Context;
use super::super::page::Page;
use rlibphonenumber::{PHONE_NUMBER_UTIL, Region};

/// Regions to try, in order; the first in which a number is valid wins.
#[derive(Clone, Copy)]
pub(super) struct Regions {
    list: [Region; 6],
    count: usize,
    /// The region was stated, not guessed.
    pub(super) stated: bool,
}

impl Regions {
    fn new(regions: &[Region], stated: bool) -> Self {
        let mut list = [Region::US; 6];
        let count = regions.len().min(list.len());
        list[..count].copy_from_slice(&regions[..count]);
        Self {
            list,
            count,
            stated,
        }
    }

    /// Whether ordinary numbers of the stated region have eight digits and no prefix.
    pub(super) fn has_eight_digits(&self) -> bool {
        self.stated
            && matches!(
                self.list[0],
                Region::DK
                    | Region::NO
                    | Region::SG
                    | Region::HK
                    | Region::MO
                    | Region::LV
                    | Region::CR
                    | Region::GT
                    | Region::SV
                    | Region::HN
                    | Region::NI
                    | Region::PA
                    | Region::QA
                    | Region::KW
                    | Region::OM
                    | Region::BH
                    | Region::TN
                    | Region::UY
            )
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Region> + use<> {
        let Self { list, count, .. } = *self;
        list.into_iter().take(count)
    }
}

/// By index of `words::language`; English and unknown first.
const BY_LANGUAGE: &[&[Region]] = &[
    &[Region::US, Region::GB, Region::AU],
    &[Region::US, Region::ES, Region::MX, Region::CO, Region::PE],
    &[Region::BR, Region::PT, Region::US],
    &[Region::FR, Region::BE, Region::CH, Region::US],
    &[Region::DE, Region::AT, Region::CH, Region::US],
    &[Region::IT, Region::US],
    &[Region::NL, Region::BE, Region::US],
    &[Region::RU, Region::US],
    &[Region::UA, Region::US],
    &[Region::RO, Region::MD, Region::US],
    &[Region::PL, Region::US],
    &[Region::TR, Region::US],
    &[Region::IN, Region::US],
    &[Region::CN, Region::TW, Region::HK, Region::US],
    &[Region::JP, Region::US],
    &[Region::KR, Region::US],
    &[Region::TH, Region::US],
    &[Region::AE, Region::SA, Region::EG, Region::US],
];

/// The codes of [`BY_LANGUAGE`].
const LANGUAGES: [&str; 18] = [
    "en", "es", "pt", "fr", "de", "it", "nl", "ru", "uk", "ro", "pl", "tr", "hi", "zh", "ja", "ko",
    "th", "ar",
];

/// The index of a language by its code.
fn index(code: &str) -> Option<usize> {
    LANGUAGES.iter().position(|known| *known == code)
}

/// What is said by the context, else by the words near the number, else by the script of the text.
pub(super) fn regions(page: &Page<'_>, context: &Context<'_>, cue_language: usize) -> Regions {
    if let Some(region) = stated(context) {
        return Regions::new(&[region], true);
    }
    let language = context
        .language
        .and_then(index)
        .or(Some(cue_language).filter(|language| *language != 0))
        .or_else(|| script(page))
        .unwrap_or(0);
    Regions::new(BY_LANGUAGE[language], false)
}

/// The region that the context states.
pub(super) fn stated(context: &Context<'_>) -> Option<Region> {
    let code: [u8; 2] = context.region?.as_bytes().try_into().ok()?;
    let upper = code.map(|letter| letter.to_ascii_uppercase());
    Region::from_code(std::str::from_utf8(&upper).ok()?).ok()
}

/// Whether a region belongs to the North American plan.
pub(super) fn is_nanp(region: Region) -> bool {
    PHONE_NUMBER_UTIL.is_nanpa_country(region)
}

/// The language that a script stands for, by the first letter that tells.
fn script(page: &Page<'_>) -> Option<usize> {
    // No further than is looked at below: this is asked for each number.
    if page.text.bytes().take(600).all(|byte| byte.is_ascii()) {
        return None;
    }
    let mut han = false;
    // Some letters in place of Latin ones make no text Cyrillic.
    let count = |kind: fn(char) -> bool| page.text.chars().take(600).filter(|c| kind(*c)).count();
    let cyrillic = count(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let is_cyrillic = cyrillic > 0 && cyrillic * 2 >= count(|c| c.is_ascii_alphabetic());
    for c in page.text.chars().take(600) {
        let code = match c {
            'і' | 'ї' | 'є' | 'ґ' if is_cyrillic => "uk",
            'ы' | 'э' | 'ъ' | 'ё' if is_cyrillic => "ru",
            '\u{e00}'..='\u{e7f}' => "th",
            '\u{3040}'..='\u{30ff}' => "ja",
            '\u{ac00}'..='\u{d7a3}' => "ko",
            '\u{900}'..='\u{97f}' => "hi",
            '\u{600}'..='\u{6ff}' => "ar",
            '\u{4e00}'..='\u{9fff}' => {
                han = true;
                continue;
            }
            _ => continue,
        };
        return index(code);
    }
    if han {
        return index("zh");
    }
    is_cyrillic.then(|| index("ru")).flatten()
}
