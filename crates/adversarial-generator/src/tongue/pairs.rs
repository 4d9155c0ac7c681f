//! Numbers from 0 to 99 in the languages in which telephone numbers are said in pairs.

/// Two digits as one number in words, where the language says numbers so. A leading nought is said by itself.
pub(crate) fn pair(code: &str, number: u8) -> Option<String> {
    debug_assert!(number < 100);
    let (tens, unit) = (usize::from(number / 10), usize::from(number % 10));
    Some(match code {
        "en" => {
            const BELOW: [&str; 20] = [
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
            ];
            const TENS: [&str; 8] = [
                "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
            ];
            match (tens, unit) {
                (0, unit) => format!("oh {}", BELOW[unit]),
                (1, unit) => BELOW[10 + unit].to_owned(),
                (tens, 0) => TENS[tens - 2].to_owned(),
                (tens, unit) => format!("{}-{}", TENS[tens - 2], BELOW[unit]),
            }
        }
        "es" => {
            const BELOW: [&str; 30] = [
                "cero",
                "uno",
                "dos",
                "tres",
                "cuatro",
                "cinco",
                "seis",
                "siete",
                "ocho",
                "nueve",
                "diez",
                "once",
                "doce",
                "trece",
                "catorce",
                "quince",
                "dieciséis",
                "diecisiete",
                "dieciocho",
                "diecinueve",
                "veinte",
                "veintiuno",
                "veintidós",
                "veintitrés",
                "veinticuatro",
                "veinticinco",
                "veintiséis",
                "veintisiete",
                "veintiocho",
                "veintinueve",
            ];
            const TENS: [&str; 7] = [
                "treinta",
                "cuarenta",
                "cincuenta",
                "sesenta",
                "setenta",
                "ochenta",
                "noventa",
            ];
            match (tens, unit) {
                (0, unit) => format!("cero {}", BELOW[unit]),
                (1 | 2, unit) => BELOW[tens * 10 + unit].to_owned(),
                (tens, 0) => TENS[tens - 3].to_owned(),
                (tens, unit) => format!("{} y {}", TENS[tens - 3], BELOW[unit]),
            }
        }
        "fr" => {
            const BELOW: [&str; 20] = [
                "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
                "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept",
                "dix-huit", "dix-neuf",
            ];
            const TENS: [&str; 5] = ["vingt", "trente", "quarante", "cinquante", "soixante"];
            match (tens, unit) {
                (0, unit) => format!("zéro {}", BELOW[unit]),
                (1, unit) => BELOW[10 + unit].to_owned(),
                (2..=6, 0) => TENS[tens - 2].to_owned(),
                (2..=6, 1) => format!("{} et un", TENS[tens - 2]),
                (2..=6, unit) => format!("{}-{}", TENS[tens - 2], BELOW[unit]),
                (7, 1) => "soixante et onze".to_owned(),
                (7, unit) => format!("soixante-{}", BELOW[10 + unit]),
                (8, 0) => "quatre-vingts".to_owned(),
                (8, unit) => format!("quatre-vingt-{}", BELOW[unit]),
                (_, unit) => format!("quatre-vingt-{}", BELOW[10 + unit]),
            }
        }
        "de" => {
            const BELOW: [&str; 20] = [
                "null",
                "ein",
                "zwei",
                "drei",
                "vier",
                "fünf",
                "sechs",
                "sieben",
                "acht",
                "neun",
                "zehn",
                "elf",
                "zwölf",
                "dreizehn",
                "vierzehn",
                "fünfzehn",
                "sechzehn",
                "siebzehn",
                "achtzehn",
                "neunzehn",
            ];
            const TENS: [&str; 8] = [
                "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig",
                "neunzig",
            ];
            match (tens, unit) {
                (0, 1) => "null eins".to_owned(),
                (0, unit) => format!("null {}", BELOW[unit]),
                (1, unit) => BELOW[10 + unit].to_owned(),
                (tens, 0) => TENS[tens - 2].to_owned(),
                (tens, unit) => format!("{}und{}", BELOW[unit], TENS[tens - 2]),
            }
        }
        "it" => {
            const BELOW: [&str; 20] = [
                "zero",
                "uno",
                "due",
                "tre",
                "quattro",
                "cinque",
                "sei",
                "sette",
                "otto",
                "nove",
                "dieci",
                "undici",
                "dodici",
                "tredici",
                "quattordici",
                "quindici",
                "sedici",
                "diciassette",
                "diciotto",
                "diciannove",
            ];
            const TENS: [&str; 8] = [
                "venti",
                "trenta",
                "quaranta",
                "cinquanta",
                "sessanta",
                "settanta",
                "ottanta",
                "novanta",
            ];
            match (tens, unit) {
                (0, unit) => format!("zero {}", BELOW[unit]),
                (1, unit) => BELOW[10 + unit].to_owned(),
                (tens, 0) => TENS[tens - 2].to_owned(),
                (tens, unit) => {
                    let stem = TENS[tens - 2];
                    let stem = if matches!(unit, 1 | 8) {
                        &stem[..stem.len() - 1]
                    } else {
                        stem
                    };
                    let unit = if unit == 3 { "tré" } else { BELOW[unit] };
                    format!("{stem}{unit}")
                }
            }
        }
        "ru" => {
            const BELOW: [&str; 20] = [
                "ноль",
                "один",
                "два",
                "три",
                "четыре",
                "пять",
                "шесть",
                "семь",
                "восемь",
                "девять",
                "десять",
                "одиннадцать",
                "двенадцать",
                "тринадцать",
                "четырнадцать",
                "пятнадцать",
                "шестнадцать",
                "семнадцать",
                "восемнадцать",
                "девятнадцать",
            ];
            const TENS: [&str; 8] = [
                "двадцать",
                "тридцать",
                "сорок",
                "пятьдесят",
                "шестьдесят",
                "семьдесят",
                "восемьдесят",
                "девяносто",
            ];
            match (tens, unit) {
                (0, unit) => format!("ноль {}", BELOW[unit]),
                (1, unit) => BELOW[10 + unit].to_owned(),
                (tens, 0) => TENS[tens - 2].to_owned(),
                (tens, unit) => format!("{} {}", TENS[tens - 2], BELOW[unit]),
            }
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::pair;

    #[test]
    fn pairs_are_said_as_people_say_them() {
        for (code, number, said) in [
            ("en", 15, "fifteen"),
            ("en", 55, "fifty-five"),
            ("es", 22, "veintidós"),
            ("es", 41, "cuarenta y uno"),
            ("fr", 71, "soixante et onze"),
            ("fr", 98, "quatre-vingt-dix-huit"),
            ("de", 32, "zweiunddreißig"),
            ("it", 48, "quarantotto"),
            ("ru", 7, "ноль семь"),
        ] {
            assert_eq!(pair(code, number).as_deref(), Some(said));
        }
        assert_eq!(pair("zh", 15), None);
    }
}
