//! Swedish numbers below a hundred, which are one word. (`numbers` has no Swedish.)

use super::super::page::Page;

/// Whether the Swedish word for years stands at a token.
pub(super) fn swedish_years(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|token| token.entry != 0 && token.end - token.start <= 3)
        && matches!(page.word(at), "ar" | "ars")
}

/// `tjugofyra`.
pub(super) fn swedish(word: &str) -> Option<u32> {
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
