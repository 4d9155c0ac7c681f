//! Disguised contacts and their look-alikes, with the truth.
//!
//! What an advert's writer does to a telephone number, an e-mail address, an account or a web address so that people read it
//! and programs don't, composed by a grammar of styles, languages and sentences; and texts that look alike and hold none.
//! The grammar is written from how people write, and never from what a recognizer accepts: this package knows none of
//! our others. Only numbers kept free for fiction, example domains and invented names are used.

mod chance;
mod contact;
mod look_alike;
mod number;
mod phone;
mod report;
mod signs;
mod tongue;

pub use report::{Line, Report};
pub use tongue::Script;

use chance::Chance;
use number::Number;
use tongue::Tongue;

/// A contact that a text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// `phone`, `email`, `account` or `url`.
    pub kind: &'static str,
    /// E.164; an address in lower case; `platform:handle`; host and path without scheme.
    pub value: String,
}

impl Expected {
    fn new(kind: &'static str, value: String) -> Self {
        Self { kind, value }
    }
}

/// One text with its truth.
#[derive(Clone, Debug)]
pub struct Case {
    /// What was done to the contact, or what the look-alike is.
    pub style: &'static str,
    /// ISO 639-1.
    pub language: &'static str,
    /// Script of the language.
    pub script: Script,
    /// The advert.
    pub text: String,
    /// The default region that is stated with it, ISO 3166-1 alpha-2.
    pub region: Option<&'static str>,
    /// What it holds; nothing for a look-alike.
    pub expected: Option<Expected>,
}

/// So many cases; the same for the same seed. A third are look-alikes, and all styles are met equally often.
pub fn cases(seed: u64, count: u64) -> impl Iterator<Item = Case> {
    (0..count).map(move |n| case(seed, n))
}

/// Whole adverts of about 500 bytes in one script, for measuring speed; with an emoji behind every other word when asked.
pub fn adverts(script: Script, emoji: bool, seed: u64, count: u64) -> Vec<String> {
    let tongues: Vec<&Tongue> = tongue::all()
        .filter(|tongue| tongue.script == script)
        .collect();
    (0..count)
        .map(|n| {
            whole_advert(
                tongues[n as usize % tongues.len()],
                emoji,
                &mut Chance::new(seed, n),
            )
        })
        .collect()
}

fn whole_advert(tongue: &'static Tongue, emoji: bool, chance: &mut Chance) -> String {
    const SIGNS: [&str; 8] = ["💋", "❤️", "🔥", "💦", "🌹", "✨", "😘", "🍑"];
    let number = Number::of_language(tongue.code, chance);
    let plain = number.parts().join("-");
    let call = match phone::STYLES[chance.below(phone::STYLES.len())].1(tongue, &number, chance) {
        Some(hidden) if chance.percent(50) => hidden.sentence,
        _ => chance.pick(tongue.calls).replace("{}", &plain),
    };
    let mut text = String::new();
    let mut said = false;
    while text.len() < 430 || !said {
        if !said && text.len() > 150 {
            said = true;
            text.push_str(&call);
            text.push('\n');
            let prices = chance.pick(tongue.prices);
            text.push_str(
                &prices
                    .replace("{a}", "80")
                    .replace("{b}", "120")
                    .replace("{c}", "200"),
            );
        } else {
            text.push_str(chance.pick(tongue.chatter));
        }
        text.push_str(chance.pick(&[". ", "\n", " ", " ♥ "]));
    }
    if !emoji {
        return text;
    }
    let words: Vec<String> = text
        .split(' ')
        .enumerate()
        .map(|(n, word)| match n % 2 {
            0 => format!("{word} {}", chance.pick(&SIGNS)),
            _ => word.to_owned(),
        })
        .collect();
    words.join(" ")
}

/// One case: by turns a telephone number, another contact, a look-alike.
fn case(seed: u64, n: u64) -> Case {
    let mut chance = Chance::new(seed, n);
    let turn = (n / 6) as usize;
    loop {
        let tongue = tongue(&mut chance);
        let made = match n % 6 {
            0..=2 => number(turn * 3 + n as usize % 6, tongue, &mut chance),
            3 => other_contact(turn, tongue, &mut chance),
            _ => look_alike(turn * 2 + n as usize % 2, tongue, &mut chance),
        };
        if let Some(case) = made {
            return case;
        }
    }
}

/// English a third of the time, the other languages equally often.
fn tongue(chance: &mut Chance) -> &'static Tongue {
    let all: Vec<&Tongue> = tongue::all().collect();
    if chance.percent(30) {
        all[0]
    } else {
        all[chance.below(all.len())]
    }
}

fn number(turn: usize, tongue: &'static Tongue, chance: &mut Chance) -> Option<Case> {
    let (style, hide) = phone::STYLES[turn % phone::STYLES.len()];
    // Where an area code is set apart, the plan has to have one.
    let number = if style == "area code apart" {
        Number::north_american(chance)
    } else {
        Number::of_language(tongue.code, chance)
    };
    let written = if number.country == "1" && style != "area code apart" && chance.percent(10) {
        number.international()
    } else {
        number.clone()
    };
    let hidden = hide(tongue, &written, chance)?;
    let region = (number.country != "1" || tongue.code != "en" || chance.percent(80))
        .then_some(number.region);
    Some(Case {
        style,
        language: tongue.code,
        script: tongue.script,
        text: advert(&hidden.sentence, style != "area code apart", tongue, chance),
        region,
        expected: Some(Expected::new("phone", number.value)),
    })
}

fn other_contact(turn: usize, tongue: &'static Tongue, chance: &mut Chance) -> Option<Case> {
    let (style, hide) = contact::STYLES[turn % contact::STYLES.len()];
    let (sentence, expected) = hide(tongue, chance)?;
    Some(Case {
        style,
        language: tongue.code,
        script: tongue.script,
        text: advert(&sentence, true, tongue, chance),
        region: Some("US"),
        expected: Some(expected),
    })
}

fn look_alike(turn: usize, tongue: &'static Tongue, chance: &mut Chance) -> Option<Case> {
    let (style, show) = look_alike::KINDS[turn % look_alike::KINDS.len()];
    let sentence = show(tongue, chance)?;
    Some(Case {
        style,
        language: tongue.code,
        script: tongue.script,
        text: advert(&sentence, false, tongue, chance),
        region: chance.percent(80).then_some("US"),
        expected: None,
    })
}

/// The sentence among others.
fn advert(sentence: &str, with_prices: bool, tongue: &Tongue, chance: &mut Chance) -> String {
    let mut parts: Vec<String> = Vec::new();
    for _ in 0..chance.below(3) {
        parts.push((chance.pick(tongue.chatter)).to_owned());
    }
    parts.push(sentence.to_owned());
    for _ in 0..chance.below(2) {
        parts.push((chance.pick(tongue.chatter)).to_owned());
    }
    if with_prices && chance.percent(20) {
        let prices = chance
            .pick(tongue.prices)
            .replace("{a}", "80")
            .replace("{b}", "120")
            .replace("{c}", "200");
        let at = chance.below(parts.len() + 1);
        parts.insert(at, prices);
    }
    parts.join(chance.pick(&[". ", "\n", "\n\n", " ♥ ", " | ", " - "]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_same_seed_makes_the_same_cases_and_another_makes_others() {
        let texts = |seed| cases(seed, 300).map(|case| case.text).collect::<Vec<_>>();
        assert_eq!(texts(5), texts(5));
        assert_ne!(texts(5), texts(6));
    }

    #[test]
    fn every_style_language_and_look_alike_comes_up() {
        let (mut styles, mut languages) = (BTreeSet::new(), BTreeSet::new());
        for case in cases(1, 3000) {
            styles.insert(case.style);
            languages.insert(case.language);
        }
        let all = phone::STYLES.len() + contact::STYLES.len() + look_alike::KINDS.len();
        assert_eq!((styles.len(), languages.len()), (all, 18));
    }

    #[test]
    fn a_disguised_number_does_not_stand_there_plainly() {
        for case in cases(3, 3000) {
            let Some(expected) = case.expected.filter(|expected| expected.kind == "phone") else {
                continue;
            };
            assert!(!case.text.contains(&expected.value), "{}", case.text);
        }
    }
}
