//! How contacts are written: plainly, or so that a person can still read them and a simple program cannot.

use crate::chance::Chance;
use crate::numbers::{Phone, Plan};

/// The digits from 0 to 9 in words.
fn words(language: &str) -> [&'static str; 10] {
    match language {
        "es" => [
            "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve",
        ],
        "pt" => [
            "zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove",
        ],
        "ru" => [
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
        ],
        "uk" => [
            "нуль",
            "один",
            "два",
            "три",
            "чотири",
            "п'ять",
            "шість",
            "сім",
            "вісім",
            "дев'ять",
        ],
        "zh" => ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
        "de" => [
            "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
        ],
        "fr" => [
            "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
        ],
        "ro" => [
            "zero", "unu", "doi", "trei", "patru", "cinci", "șase", "șapte", "opt", "nouă",
        ],
        "th" => [
            "ศูนย์",
            "หนึ่ง",
            "สอง",
            "สาม",
            "สี่",
            "ห้า",
            "หก",
            "เจ็ด",
            "แปด",
            "เก้า",
        ],
        _ => [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        ],
    }
}

/// A number as most people write it.
pub(crate) fn plain_phone(phone: Phone, chance: &mut Chance) -> String {
    let groups = phone.groups();
    let code = phone.country_code();
    if phone.plan == Plan::NorthAmerica {
        let (a, b, c) = (&groups[0], &groups[1], &groups[2]);
        return match chance.below(10) {
            0 | 1 => format!("({a}) {b}-{c}"),
            2..=4 => format!("{a}-{b}-{c}"),
            5 => format!("{a}.{b}.{c}"),
            6 => format!("{a} {b} {c}"),
            7 => format!("{a}{b}{c}"),
            8 => format!("+1 {a} {b} {c}"),
            _ => format!("1-{a}-{b}-{c}"),
        };
    }
    let abroad = groups[0].trim_start_matches('0');
    let rest = groups[1..].join(" ");
    match chance.below(6) {
        0 | 1 => groups.join(" "),
        2 => groups.concat(),
        3 => format!("+{code} {abroad} {rest}"),
        4 => format!("00{code} {abroad} {rest}"),
        _ => format!("+{code}{abroad}{}", groups[1..].concat()),
    }
}

/// How a number is obscured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Words,
    WordsAndDigits,
    GluedWords,
    Letters,
    Spaced,
    Separated,
    FullWidth,
    Keycaps,
    Filler,
    Mathematical,
    Circled,
    WordsBetween,
    Homophones,
    Repeats,
    OneALine,
    Local,
}

/// Styles that any charset can hold.
const PLAIN: &[Style] = &[
    Style::Words,
    Style::WordsAndDigits,
    Style::Letters,
    Style::Spaced,
    Style::Separated,
    Style::WordsBetween,
    Style::Words,
    Style::WordsAndDigits,
];

const RICH: &[Style] = &[
    Style::FullWidth,
    Style::Keycaps,
    Style::Filler,
    Style::Mathematical,
    Style::Circled,
    Style::OneALine,
];

const ENGLISH: &[Style] = &[
    Style::GluedWords,
    Style::Homophones,
    Style::Repeats,
    Style::Letters,
];

fn style(language: &str, plain: bool, chance: &mut Chance) -> Style {
    if language == "en" && chance.percent(30) {
        return *chance.pick(ENGLISH);
    }
    if matches!(language, "zh" | "th") && chance.percent(40) {
        return Style::Local;
    }
    if !plain && chance.percent(35) {
        return *chance.pick(RICH);
    }
    *chance.pick(PLAIN)
}

fn digit(c: char) -> usize {
    c.to_digit(10).unwrap_or(0) as usize
}

/// A number that a person reads and a pattern for digits does not.
pub(crate) fn obscured_phone(
    phone: Phone,
    language: &str,
    plain: bool,
    chance: &mut Chance,
) -> String {
    let groups = phone.groups();
    let words = words(language);
    let digits: Vec<char> = groups.concat().chars().collect();
    let grouped = |separator: &str, write: &mut dyn FnMut(char) -> String, between: &str| {
        groups
            .iter()
            .map(|group| {
                group
                    .chars()
                    .map(&mut *write)
                    .collect::<Vec<_>>()
                    .join(between)
            })
            .collect::<Vec<_>>()
            .join(separator)
    };
    // Languages that put no space between words put none between digits either.
    let gap = if language == "zh" { "" } else { " " };
    match style(language, plain, chance) {
        Style::Words => {
            let separator = *chance.pick(if language == "zh" {
                &["", "-"]
            } else {
                &[" ", "-", " - ", ", "]
            });
            grouped(separator, &mut |c| words[digit(c)].to_owned(), gap)
        }
        Style::WordsAndDigits => {
            let separator = *chance.pick(&["-", " ", ". "]);
            // At least every second digit stays one, so that the eye finds the number.
            let mut last = false;
            let between = if chance.percent(50) { "" } else { gap };
            grouped(
                separator,
                &mut |c| {
                    last = !last && chance.percent(60);
                    if last {
                        words[digit(c)].to_owned()
                    } else {
                        c.to_string()
                    }
                },
                between,
            )
        }
        Style::GluedWords => {
            let mut upper = chance.percent(50);
            grouped(
                " ",
                &mut |c| {
                    upper = !upper;
                    if upper {
                        words[digit(c)].to_uppercase()
                    } else {
                        words[digit(c)].to_owned()
                    }
                },
                "",
            )
        }
        Style::Letters => {
            let (zero, one) = *chance.pick(&[("O", "l"), ("o", "I"), ("O", "1"), ("o", "l")]);
            let five = if chance.percent(25) { "S" } else { "5" };
            grouped(
                chance.word(&["-", " ", "."]),
                &mut |c| match c {
                    '0' => zero.to_owned(),
                    '1' => one.to_owned(),
                    '5' => five.to_owned(),
                    other => other.to_string(),
                },
                "",
            )
        }
        Style::Spaced => grouped(
            chance.word(&["  ", " - ", " "]),
            &mut |c| c.to_string(),
            " ",
        ),
        Style::Separated => {
            let mark = *chance.pick(&["-", ".", "*", "/", "_", "~", ".."]);
            grouped(mark, &mut |c| c.to_string(), mark)
        }
        Style::FullWidth => grouped(
            chance.word(&["-", " ", ""]),
            &mut |c| {
                char::from_u32(0xff10 + digit(c) as u32)
                    .unwrap_or(c)
                    .to_string()
            },
            "",
        ),
        Style::Keycaps => grouped(
            chance.word(&["", " "]),
            &mut |c| format!("{c}\u{fe0f}\u{20e3}"),
            "",
        ),
        Style::Filler => {
            let mark = *chance.pick(&["💋", "🌹", "❤️", "✨", "⭐"]);
            if chance.percent(50) {
                groups.join(mark)
            } else {
                grouped(mark, &mut |c| c.to_string(), mark)
            }
        }
        Style::Mathematical => grouped(
            chance.word(&["-", " "]),
            &mut |c| {
                char::from_u32(0x1d7ce + digit(c) as u32)
                    .unwrap_or(c)
                    .to_string()
            },
            "",
        ),
        Style::Circled => grouped(
            " ",
            &mut |c| match c {
                '0' => "⓪".to_owned(),
                _ => char::from_u32(0x245f + digit(c) as u32)
                    .unwrap_or(c)
                    .to_string(),
            },
            "",
        ),
        Style::WordsBetween => match language {
            "es" => groups.join(*chance.pick(&[" y luego ", " amor ", " y "])),
            "pt" => groups.join(*chance.pick(&[" e depois ", " amor "])),
            "ru" => groups.join(*chance.pick(&[" потом ", " и "])),
            "uk" => groups.join(*chance.pick(&[" потім ", " і "])),
            "de" => groups.join(*chance.pick(&[" dann ", " und "])),
            "fr" => groups.join(*chance.pick(&[" puis ", " et "])),
            "ro" => groups.join(*chance.pick(&[" apoi ", " și "])),
            "en" => groups.join(*chance.pick(&[" then ", " and then ", " babe ", " text "])),
            _ => groups.join(" * "),
        },
        Style::Homophones => grouped(
            " ",
            &mut |c| {
                match c {
                    '0' => "oh",
                    '1' => "won",
                    '2' => "too",
                    '4' => "for",
                    '8' => "ate",
                    other => words[digit(other)],
                }
                .to_owned()
            },
            " ",
        ),
        Style::Repeats => {
            let mut out: Vec<String> = Vec::new();
            let mut at = 0;
            while at < digits.len() {
                let run = digits[at..]
                    .iter()
                    .take_while(|c| **c == digits[at])
                    .count();
                let word = words[digit(digits[at])];
                match run {
                    3.. => out.push(format!("triple {word}")),
                    2 => out.push(format!("double {word}")),
                    _ => out.push(if chance.percent(50) {
                        word.to_owned()
                    } else {
                        digits[at].to_string()
                    }),
                }
                at += run.min(3);
            }
            out.join(" ")
        }
        Style::OneALine => digits
            .iter()
            .map(char::to_string)
            .collect::<Vec<_>>()
            .join("\n"),
        Style::Local => {
            if language == "th" {
                grouped(
                    chance.word(&["-", " "]),
                    &mut |c| {
                        char::from_u32(0xe50 + digit(c) as u32)
                            .unwrap_or(c)
                            .to_string()
                    },
                    "",
                )
            } else {
                let table = *chance.pick(&[
                    ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
                    ["零", "幺", "两", "三", "四", "五", "六", "七", "八", "九"],
                    ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
                ]);
                grouped("", &mut |c| table[digit(c)].to_owned(), "")
            }
        }
    }
}

/// An address without its sign and dots.
pub(crate) fn obscured_email(address: &str, language: &str, chance: &mut Chance) -> String {
    let (user, host) = address.split_once('@').unwrap_or((address, ""));
    let (at, dot) = match language {
        "es" => ("arroba", "punto"),
        "pt" => ("arroba", "ponto"),
        "fr" => ("arobase", "point"),
        "de" => ("at", "punkt"),
        "ru" => ("собака", "точка"),
        _ => ("at", "dot"),
    };
    match chance.below(6) {
        0 => format!("{user} ({at}) {}", host.replace('.', &format!(" ({dot}) "))),
        1 => format!("{user}[{at}]{}", host.replace('.', &format!("[{dot}]"))),
        2 => format!("{user} {at} {}", host.replace('.', &format!(" {dot} "))),
        3 => format!(
            "{user} {} {}",
            at.to_uppercase(),
            host.replace('.', &format!(" {} ", dot.to_uppercase()))
        ),
        4 => format!("{user} @ {}", host.replace('.', " . ")),
        _ => format!("{user}(at){}", host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::Numbers;

    #[test]
    fn an_obscured_number_is_no_run_of_ten_digits() {
        let mut numbers = Numbers::new(true, 0, 1);
        for seed in 0..500 {
            let phone = numbers.next(Plan::NorthAmerica).unwrap().unwrap();
            for language in ["en", "es", "ru", "zh", "th", "de"] {
                let written =
                    obscured_phone(phone, language, seed % 2 == 0, &mut Chance::of(&[seed]));
                assert!(!written.contains(&phone.groups().concat()), "{written}");
                assert!(!written.starts_with(' ') && !written.ends_with(' '));
            }
        }
    }
}
