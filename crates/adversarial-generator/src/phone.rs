//! How telephone numbers are hidden. Each style takes a number and says it so that a reader still dials it.

use crate::chance::Chance;
use crate::number::Number;
use crate::signs::{Dress, INVISIBLE, confusable, letter};
use crate::tongue::{self, Script, Tongue};

/// What a number turns into.
pub(crate) struct Hidden {
    /// The sentence.
    pub(crate) sentence: String,
}

/// A style: its name, and how it writes a number in a language; `None` where nobody writes so.
pub(crate) type Style = (
    &'static str,
    fn(&'static Tongue, &Number, &mut Chance) -> Option<Hidden>,
);

/// All styles.
pub(crate) const STYLES: &[Style] = &[
    ("spelled", |t, n, c| in_call(t, c, |c| spelled(t, n, c))),
    ("spelled and digits", |t, n, c| {
        in_call(t, c, |c| half_spelled(t, n, c))
    }),
    ("two languages", |t, n, c| {
        in_call(t, c, |c| two_languages(t, n, c))
    }),
    ("glued words", glued),
    ("letter by letter", letter_by_letter),
    ("digits in words", leet),
    ("misspelled", misspelled),
    ("pairs in words", pairs),
    ("homophones", homophones),
    ("repeats", repeats),
    ("letters for digits", |t, n, c| {
        in_call(t, c, |c| replaced(n, c, letter))
    }),
    ("confusables", |t, n, c| {
        in_call(t, c, |c| replaced(n, c, confusable))
    }),
    ("other script's digits", |t, n, c| {
        in_call(t, c, |c| Some(dressed(n, Dress::script(c), c)))
    }),
    ("full-width", |t, n, c| {
        in_call(t, c, |c| Some(dressed(n, Dress::FullWidth, c)))
    }),
    ("circled", |t, n, c| {
        in_call(t, c, |c| Some(dressed(n, Dress::circled(c), c)))
    }),
    ("raised or lowered", |t, n, c| {
        in_call(t, c, |c| Some(dressed(n, Dress::raised(c), c)))
    }),
    ("mathematical", |t, n, c| {
        in_call(t, c, |c| Some(dressed(n, Dress::mathematical(c), c)))
    }),
    ("keycaps", |t, n, c| {
        in_call(t, c, |c| Some(dressed(n, Dress::keycap(c), c)))
    }),
    ("invisible", |t, n, c| {
        in_call(t, c, |c| Some(invisible(n, c)))
    }),
    ("signs between digits", |t, n, c| {
        in_call(t, c, |c| Some(signs_between_digits(n, c)))
    }),
    ("signs between groups", |t, n, c| {
        in_call(t, c, |c| Some(signs_between_groups(n, c)))
    }),
    ("words between", |t, n, c| {
        in_call(t, c, |c| words_between(t, n, c))
    }),
    ("emoji between", |t, n, c| {
        in_call(t, c, |c| Some(emoji_between(n, c)))
    }),
    ("line breaks", |t, n, c| {
        in_call(t, c, |c| Some(line_breaks(n, c)))
    }),
    ("brackets", |t, n, c| {
        in_call(t, c, |c| Some(brackets(n, c)))
    }),
    ("spaced", |t, n, c| in_call(t, c, |c| Some(spaced(n, c)))),
    ("filler letters", |t, n, c| {
        in_call(t, c, |c| Some(filler_letters(n, c)))
    }),
    ("filler words", |t, n, c| {
        in_call(t, c, |c| Some(filler_words(n, c)))
    }),
    ("reversed", reversed),
    ("area code apart", apart),
    ("two disguises", |t, n, c| {
        in_call(t, c, |c| two_disguises(t, n, c))
    }),
];

fn in_call(
    tongue: &Tongue,
    chance: &mut Chance,
    say: impl FnOnce(&mut Chance) -> Option<String>,
) -> Option<Hidden> {
    let said = say(chance)?;
    let frame = chance.pick(tongue.calls);
    Some(Hidden {
        sentence: frame.replace("{}", &said),
    })
}

fn word(tongue: &Tongue, digit: u8, chance: &mut Chance) -> &'static str {
    chance.pick(tongue.digits[usize::from(digit - b'0')])
}

/// All lower case mostly, else capitals.
fn cased(text: String, chance: &mut Chance) -> String {
    match chance.below(10) {
        0 => text.to_uppercase(),
        1 | 2 => text
            .split(' ')
            .map(|word| {
                let mut letters = word.chars();
                letters
                    .next()
                    .map(|first| first.to_uppercase().chain(letters).collect::<String>())
                    .unwrap_or_default()
            })
            .collect::<Vec<_>>()
            .join(" "),
        _ => text,
    }
}

/// What stands between words for digits; scripts without spaces often have nothing.
fn between_words(tongue: &Tongue, chance: &mut Chance) -> &'static str {
    if matches!(tongue.script, Script::Cjk | Script::Thai) && chance.percent(60) {
        return "";
    }
    chance.pick(&[" ", " ", " ", " ", "-", ".", ", ", "  ", " - ", "...", "/"])
}

/// Digits in words, groups set apart at times.
fn spelled(tongue: &Tongue, number: &Number, chance: &mut Chance) -> Option<String> {
    let inner = between_words(tongue, chance);
    let outer = if chance.percent(40) {
        chance.pick(&[" - ", ", ", "  ", " / ", " . ", "... "])
    } else {
        inner
    };
    let groups: Vec<String> = number
        .parts()
        .into_iter()
        .map(|part| {
            let words: Vec<&str> = part
                .bytes()
                .map(|digit| word(tongue, digit, chance))
                .collect();
            words.join(inner)
        })
        .collect();
    Some(cased(groups.join(outer), chance))
}

/// Some digits in words, some not: `four1five-5five5-01three2`.
fn half_spelled(tongue: &Tongue, number: &Number, chance: &mut Chance) -> Option<String> {
    let outer = chance.pick(&["-", " ", ".", " - ", ""]);
    let inner = chance.pick(&["", "", " ", "-"]);
    let parts = number.parts();
    let mut said = String::new();
    let mut was_word: Option<bool> = None;
    for (n, part) in parts.iter().enumerate() {
        for (m, digit) in part.bytes().enumerate() {
            let is_word = chance.percent(45);
            let sep = match (n, m) {
                (0, 0) => "",
                (_, 0) => outer,
                _ => inner,
            };
            // Two words are kept apart, as letters without spaces can't be.
            let apart = sep.is_empty() && is_word && was_word == Some(true);
            said.push_str(
                if apart && tongue.script != Script::Cjk && tongue.script != Script::Thai {
                    " "
                } else {
                    sep
                },
            );
            if is_word {
                said.push_str(word(tongue, digit, chance));
            } else {
                said.push(char::from(digit));
            }
            was_word = Some(is_word);
        }
    }
    said.chars()
        .any(|c| c.is_alphabetic())
        .then(|| cased(said, chance))
}

/// Digits in words of the language and of English (or Spanish) by turns.
fn two_languages(tongue: &Tongue, number: &Number, chance: &mut Chance) -> Option<String> {
    let other = tongue::all()
        .nth(if tongue.code == "en" {
            1
        } else {
            chance.below(2)
        })
        .filter(|other| other.code != tongue.code)?;
    let words: Vec<String> = number
        .national
        .bytes()
        .map(|digit| {
            let tongue = if chance.percent(50) { tongue } else { other };
            word(tongue, digit, chance).to_owned()
        })
        .collect();
    Some(words.join(chance.pick(&[" ", " ", "-", ", "])))
}

fn glued(tongue: &'static Tongue, number: &Number, chance: &mut Chance) -> Option<Hidden> {
    if !matches!(tongue.code, "en" | "es" | "pt" | "it") {
        return None;
    }
    in_call(tongue, chance, |chance| {
        let outer = chance.pick(&["", " ", "-", "."]);
        let groups: Vec<String> = number
            .parts()
            .iter()
            .map(|part| {
                part.bytes()
                    .map(|digit| word(tongue, digit, chance))
                    .collect()
            })
            .collect();
        Some(cased(groups.join(outer), chance))
    })
}

/// `f o u r  o n e  f i v e`
fn letter_by_letter(
    tongue: &'static Tongue,
    number: &Number,
    chance: &mut Chance,
) -> Option<Hidden> {
    if !matches!(tongue.script, Script::Latin | Script::Cyrillic) {
        return None;
    }
    in_call(tongue, chance, |chance| {
        let (inner, outers): (&str, &[&str]) = match chance.below(4) {
            0 => (".", &[" ", " - "]),
            1 => ("-", &[" ", ", "]),
            _ => (" ", &["  ", "   ", " - ", " / ", ", ", "\n"]),
        };
        let outer = chance.pick(outers);
        let words: Vec<String> = number
            .national
            .bytes()
            .map(|digit| {
                let letters: Vec<String> = word(tongue, digit, chance)
                    .chars()
                    .filter(|c| c.is_alphabetic())
                    .map(String::from)
                    .collect();
                letters.join(inner)
            })
            .collect();
        Some(words.join(outer))
    })
}

/// `f0ur 0ne f1ve`
fn leet(tongue: &'static Tongue, number: &Number, chance: &mut Chance) -> Option<Hidden> {
    if tongue.code != "en" {
        return None;
    }
    in_call(tongue, chance, |chance| {
        let sep = chance.pick(&[" ", "-", " ", ".", ", "]);
        let words: Vec<String> = number
            .national
            .bytes()
            .map(|digit| {
                let plain = tongue.digits[usize::from(digit - b'0')][0];
                if chance.percent(20) {
                    return plain.to_owned();
                }
                let which = chance.below(3);
                let mut left = plain.len() - 1;
                plain
                    .chars()
                    .map(|c| match (c, which) {
                        ('o', _) if left > 0 => {
                            left -= 1;
                            '0'
                        }
                        ('i', 0 | 1) => '1',
                        ('e', 0 | 2) => '3',
                        _ => c,
                    })
                    .collect()
            })
            .collect();
        Some(cased(words.join(sep), chance))
    })
}

/// Letters that stand too often or not at all.
fn misspelled(tongue: &'static Tongue, number: &Number, chance: &mut Chance) -> Option<Hidden> {
    const TYPOS: [&[&str]; 10] = [
        &["zro", "zerro", "ziro"],
        &["onne", "wun"],
        &["tow", "twoo"],
        &["thre", "tree", "threee"],
        &["foor", "fuor", "foour"],
        &["fiv", "fyve", "fivve"],
        &["sixx", "siks"],
        &["sevn", "sevin", "svn"],
        &["eigt", "eigth", "eght"],
        &["nin", "nien", "nyne"],
    ];
    if !matches!(tongue.code, "en" | "es" | "pt" | "ru") {
        return None;
    }
    in_call(tongue, chance, |chance| {
        let words: Vec<String> = number
            .national
            .bytes()
            .map(|digit| {
                if chance.percent(50) {
                    return word(tongue, digit, chance).to_owned();
                }
                if tongue.code == "en" && chance.percent(40) {
                    return (chance.pick(TYPOS[usize::from(digit - b'0')])).to_owned();
                }
                let plain: Vec<char> = word(tongue, digit, chance).chars().collect();
                let drawn_out = chance.below(plain.len());
                let times = 2 + chance.below(3);
                plain
                    .iter()
                    .enumerate()
                    .flat_map(|(n, c)| {
                        std::iter::repeat_n(*c, if n == drawn_out { times } else { 1 })
                    })
                    .collect()
            })
            .collect();
        Some(words.join(chance.pick(&[" ", "-", " "])))
    })
}

/// Numbers from ten to ninety-nine in words, as they are said.
fn pairs(tongue: &'static Tongue, number: &Number, chance: &mut Chance) -> Option<Hidden> {
    tongue::pair(tongue.code, 0)?;
    in_call(tongue, chance, |chance| {
        let mut words: Vec<String> = Vec::new();
        for part in number.parts() {
            let mut rest = part.as_bytes();
            if rest.len() % 2 == 1 {
                words.push(word(tongue, rest[0], chance).to_owned());
                rest = &rest[1..];
            }
            for two in rest.chunks(2) {
                let value = (two[0] - b'0') * 10 + (two[1] - b'0');
                words.push(tongue::pair(tongue.code, value)?);
            }
        }
        Some(words.join(chance.pick(&[" ", ", ", " - ", ". "])))
    })
}

fn homophones(tongue: &'static Tongue, number: &Number, chance: &mut Chance) -> Option<Hidden> {
    const SAID: [&[&str]; 10] = [
        &["oh", "o"],
        &["won"],
        &["to", "too"],
        &["tree", "free"],
        &["for", "fore"],
        &[],
        &["sex", "sicks"],
        &[],
        &["ate"],
        &[],
    ];
    if tongue.code != "en" {
        return None;
    }
    in_call(tongue, chance, |chance| {
        let mut any = false;
        let digits = chance.percent(30);
        let words: Vec<String> = number
            .national
            .bytes()
            .map(|digit| {
                let alike = SAID[usize::from(digit - b'0')];
                // The rare ones are rare.
                let often = if matches!(digit, b'3' | b'6') { 15 } else { 60 };
                if !alike.is_empty() && chance.percent(often) {
                    any = true;
                    (chance.pick(alike)).to_owned()
                } else if digits && chance.percent(30) {
                    char::from(digit).to_string()
                } else {
                    tongue.digits[usize::from(digit - b'0')][0].to_owned()
                }
            })
            .collect();
        any.then(|| words.join(chance.pick(&[" ", " ", "-"])))
    })
}

/// `triple five`, `double oh`.
fn repeats(tongue: &'static Tongue, number: &Number, chance: &mut Chance) -> Option<Hidden> {
    if tongue.double.is_empty() {
        return None;
    }
    in_call(tongue, chance, |chance| {
        let digits = number.national.as_bytes();
        let in_digits = chance.percent(30);
        let mut words: Vec<String> = Vec::new();
        let mut any = false;
        let mut at = 0;
        while at < digits.len() {
            let run = digits[at..]
                .iter()
                .take_while(|digit| **digit == digits[at])
                .count();
            let said = if in_digits {
                char::from(digits[at]).to_string()
            } else {
                word(tongue, digits[at], chance).to_owned()
            };
            if run >= 3 && !tongue.triple.is_empty() && chance.percent(70) {
                words.push(format!("{} {said}", tongue.triple));
                at += 3;
                any = true;
            } else if run >= 2 && chance.percent(70) {
                words.push(format!("{} {said}", tongue.double));
                at += 2;
                any = true;
            } else {
                words.push(said);
                at += 1;
            }
        }
        any.then(|| words.join(chance.pick(&[" ", " ", ", ", "-"])))
    })
}

/// Some digits replaced by signs that look like them.
fn replaced(
    number: &Number,
    chance: &mut Chance,
    alike: fn(u8) -> &'static [&'static str],
) -> Option<String> {
    let sep = chance.pick(&["-", "-", ".", " ", ""]);
    let mut any = false;
    // One hand writes one sign for one digit.
    let chosen: Vec<Option<&str>> = (b'0'..=b'9')
        .map(|digit| {
            let alike = alike(digit);
            (!alike.is_empty() && chance.percent(70)).then(|| chance.pick(alike))
        })
        .collect();
    let groups: Vec<String> = number
        .parts()
        .iter()
        .map(|part| {
            part.bytes()
                .map(|digit| match chosen[usize::from(digit - b'0')] {
                    Some(sign) if chance.percent(75) => {
                        any = true;
                        sign.to_owned()
                    }
                    _ => char::from(digit).to_string(),
                })
                .collect()
        })
        .collect();
    any.then(|| groups.join(sep))
}

fn usual_separator(chance: &mut Chance) -> &'static str {
    chance.pick(&["-", "-", " ", ".", ""])
}

fn dressed(number: &Number, dress: Dress, chance: &mut Chance) -> String {
    let sep = usual_separator(chance);
    let groups: Vec<String> = number
        .parts()
        .iter()
        .map(|part| part.bytes().map(|digit| dress.digit(digit)).collect())
        .collect();
    groups.join(sep)
}

fn invisible(number: &Number, chance: &mut Chance) -> String {
    let nothing = chance.pick(&INVISIBLE);
    let sep = usual_separator(chance);
    let often = chance.pick(&[100, 100, 60]);
    let mut said = String::new();
    for (n, part) in number.parts().iter().enumerate() {
        if n > 0 {
            said.push_str(sep);
        }
        for digit in part.chars() {
            said.push(digit);
            if chance.percent(often) {
                said.push_str(nothing);
            }
        }
    }
    said
}

const SIGNS: [&str; 26] = [
    ".", "*", "-", "_", "~", "/", "|", "•", "·", "★", "=", ":", ";", ",", "'", "\"", "^", "\\",
    ">", "--", "..", "...", "—", "✦", "#", "+",
];

fn signs_between_digits(number: &Number, chance: &mut Chance) -> String {
    let sign = chance.pick(&SIGNS);
    let sep = if chance.percent(40) {
        format!(" {sign} ")
    } else {
        sign.to_owned()
    };
    single(&number.national).join(&sep)
}

fn signs_between_groups(number: &Number, chance: &mut Chance) -> String {
    const SIGNS: [&str; 22] = [
        "*", "_", "~", "|", "•", "·", "★", "=", ":", ";", ",", "'", "^", "\\", ">", "--", "..",
        "...", "✦", "///", "<>", "-.-",
    ];
    let sign = chance.pick(&SIGNS);
    let sep = if chance.percent(40) {
        format!(" {sign} ")
    } else {
        sign.to_owned()
    };
    number.parts().join(&sep)
}

fn single(digits: &str) -> Vec<String> {
    digits.chars().map(String::from).collect()
}

fn words_between(tongue: &Tongue, number: &Number, chance: &mut Chance) -> Option<String> {
    let names: &[&str] = match tongue.code {
        "en" => &["dot", "dash", "hyphen", "space", "slash", "then", "and"],
        "es" => &["punto", "guion", "espacio", "luego"],
        "pt" => &["ponto", "traço", "espaço", "depois"],
        "fr" => &["point", "tiret", "espace", "puis"],
        "de" => &["punkt", "strich", "dann"],
        "it" => &["punto", "trattino", "poi"],
        "nl" => &["punt", "streepje", "dan"],
        "ru" => &["точка", "тире", "дефис", "потом"],
        "ro" => &["punct", "liniuță", "apoi"],
        "pl" => &["kropka", "kreska", "potem"],
        _ => return None,
    };
    let name = chance.pick(names);
    let parts: Vec<String> = if chance.percent(40) {
        single(&number.national)
    } else {
        number.parts().into_iter().map(str::to_owned).collect()
    };
    Some(parts.join(&format!(" {name} ")))
}

const EMOJI: [&str; 14] = [
    "💋", "❤️", "🔥", "💦", "🌹", "✨", "😘", "🍑", "💕", "👉", "⭐", "🥰", "💎", "🦋",
];

fn emoji_between(number: &Number, chance: &mut Chance) -> String {
    let emoji = chance.pick(&EMOJI);
    let other = if chance.percent(25) {
        chance.pick(&EMOJI)
    } else {
        emoji
    };
    let parts: Vec<String> = if chance.percent(50) {
        single(&number.national)
    } else {
        number.parts().into_iter().map(str::to_owned).collect()
    };
    let spaced = chance.percent(40);
    let mut said = String::new();
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            let emoji = if n % 2 == 0 { emoji } else { other };
            said.push_str(&if spaced {
                format!(" {emoji} ")
            } else {
                emoji.to_owned()
            });
        }
        said.push_str(part);
    }
    said
}

fn line_breaks(number: &Number, chance: &mut Chance) -> String {
    let sep = chance.pick(&["\n", "\n", "\r\n", " \n", "\n- "]);
    let parts: Vec<String> = if chance.percent(60) {
        single(&number.national)
    } else {
        number.parts().into_iter().map(str::to_owned).collect()
    };
    format!("{}\n", parts.join(sep))
}

fn brackets(number: &Number, chance: &mut Chance) -> String {
    let (open, close) = chance.pick(&[
        ("(", ")"),
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("<", ">"),
        ("«", "»"),
        ("【", "】"),
        ("\"", "\""),
    ]);
    let parts: Vec<String> = if chance.percent(70) {
        single(&number.national)
    } else {
        number.parts().into_iter().map(str::to_owned).collect()
    };
    let sep = chance.pick(&["", "", " ", "-"]);
    let wrapped: Vec<String> = parts
        .iter()
        .map(|part| format!("{open}{part}{close}"))
        .collect();
    wrapped.join(sep)
}

fn spaced(number: &Number, chance: &mut Chance) -> String {
    let sep = chance.pick(&[" ", " ", "  ", "\t", "\u{a0}", "\u{2003}", " \u{3000}"]);
    let outer = chance.pick(&[sep, "   ", " - "]);
    let groups: Vec<String> = number
        .parts()
        .iter()
        .map(|part| single(part).join(sep))
        .collect();
    groups.join(outer)
}

fn filler_letters(number: &Number, chance: &mut Chance) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnprtuvwxy";
    let same = chance.percent(50).then(|| {
        let letter = char::from(chance.pick(b"xXkvanm"));
        std::iter::repeat_n(letter, 1 + chance.below(2)).collect::<String>()
    });
    let start = chance.below(LETTERS.len());
    let mut said = String::new();
    for (n, digit) in number.national.chars().enumerate() {
        if n > 0 {
            match &same {
                Some(same) => said.push_str(same),
                None => said.push(char::from(LETTERS[(start + n) % LETTERS.len()])),
            }
        }
        said.push(digit);
    }
    said
}

fn filler_words(number: &Number, chance: &mut Chance) -> String {
    let filler = chance.pick(&[
        "kiss", "love", "xo", "call", "baby", "sexy", "mwah", "hot", "babe", "amor",
    ]);
    let sep = if chance.percent(60) {
        format!(" {filler} ")
    } else {
        filler.to_owned()
    };
    single(&number.national).join(&sep)
}

fn reversed(tongue: &'static Tongue, number: &Number, chance: &mut Chance) -> Option<Hidden> {
    let groups: Vec<String> = number
        .parts()
        .iter()
        .rev()
        .map(|part| part.chars().rev().collect())
        .collect();
    let said = groups.join(chance.pick(&["-", "", " ", "."]));
    Some(Hidden {
        sentence: chance.pick(tongue.backwards).replace("{}", &said),
    })
}

fn apart(tongue: &'static Tongue, number: &Number, chance: &mut Chance) -> Option<Hidden> {
    let parts = number.parts();
    if parts.len() != 3 || number.country != "1" {
        return None;
    }
    let say = |digits: &str, chance: &mut Chance| -> String {
        let sep = if matches!(tongue.script, Script::Cjk | Script::Thai) {
            ""
        } else {
            " "
        };
        let words: Vec<&str> = digits
            .bytes()
            .map(|digit| word(tongue, digit, chance))
            .collect();
        words.join(sep)
    };
    let (in_words, rest_in_words) = (chance.percent(40), chance.percent(40));
    let area = if in_words {
        say(parts[0], chance)
    } else {
        parts[0].to_owned()
    };
    let rest = if rest_in_words {
        say(&parts[1..].concat(), chance)
    } else {
        parts[1..].join(chance.pick(&["-", " ", "", "."]))
    };
    Some(Hidden {
        sentence: chance
            .pick(tongue.apart)
            .replace("{a}", &area)
            .replace("{b}", &rest),
    })
}

/// One disguise on top of another.
fn two_disguises(tongue: &Tongue, number: &Number, chance: &mut Chance) -> Option<String> {
    let digits: Vec<String> = match chance.below(3) {
        0 => {
            let dress = Dress::any(chance);
            number
                .national
                .bytes()
                .map(|digit| dress.digit(digit))
                .collect()
        }
        1 => number
            .national
            .bytes()
            .map(|digit| word(tongue, digit, chance).to_owned())
            .collect(),
        _ => number
            .national
            .bytes()
            .map(|digit| {
                if chance.percent(50) {
                    word(tongue, digit, chance).to_owned()
                } else {
                    char::from(digit).to_string()
                }
            })
            .collect(),
    };
    Some(match chance.below(4) {
        0 => digits.join(chance.pick(&EMOJI)),
        1 => digits.join(chance.pick(&[" . ", "*", " ~ ", "_", " | ", "\u{200b} ", "·"])),
        2 => format!("{}\n", digits.join("\n")),
        _ => {
            let (open, close) = chance.pick(&[("(", ")"), ("[", "]"), ("{", "}")]);
            digits
                .iter()
                .map(|digit| format!("{open}{digit}{close}"))
                .collect()
        }
    })
}
