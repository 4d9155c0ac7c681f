//! Top-level domains, and how much each says on its own.
//!
//! In running text a full stop without a space behind it is common ("no rush.call me.no games"), so a name under a
//! domain that is also a word needs more evidence than one under `.com`.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How sure a dot and this domain make a host when nothing else speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tier {
    /// No word: `.com`, `.ru`, `.xyz`.
    Plain,
    /// Hosts are common and so is the word: `.live`, `.de`.
    Middle,
    /// A word first: `.no`, `.me`, `.today`.
    Word,
}

/// The root zone of the IANA (names are facts), IDN ones in punycode; and `onion`.
const ALL: &str = include_str!("tlds.txt");

/// Generic domains that are no words of a running text.
const PLAIN_GENERIC: &str = "com net org edu gov mil int info biz mobi asia xyz icu site website webcam xxx porn adult \
    app dev blog cloud club vip click tech digital wiki aero coop museum global onion escort berlin nyc tokyo koeln \
    hamburg istanbul mobi store email";

/// Generic domains with many hosts that are words as well, and country codes that are short words.
const MIDDLE: &str = "online shop pro live link space top sex sexy dating cam chat gay bio social agency academy media \
    studio company network world life fun tube travel jobs tel rent photos pics video paris london amsterdam \
    moscow moda center group services singles blue red pink \
    de es se fr it ie lb id ph ws ai la tv";

/// Country codes that are words or units in one of the common languages, or endings of files.
const WORD_COUNTRY: &str = "me no so in is be at to my am pm do us as by al il li ne ni na pa sa st sh rs md py ps pr \
    mo mu nu hr cm km kg mm ml gs ms mr tc si et ee lc ma va ve vi vc tt mt sc ht tm ag cd ch fm pn er gp";

fn table() -> &'static FxHashMap<&'static str, Tier> {
    static TABLE: LazyLock<FxHashMap<&'static str, Tier>> = LazyLock::new(|| {
        let listed = |list: &'static str, name: &str| list.split_whitespace().any(|n| n == name);
        let plain_code = |name: &str| name.len() == 2 || name.starts_with("xn--");
        ALL.split_whitespace()
            .map(|name| {
                let tier = if listed(MIDDLE, name) {
                    Tier::Middle
                } else if listed(WORD_COUNTRY, name) {
                    Tier::Word
                } else if plain_code(name) || listed(PLAIN_GENERIC, name) {
                    Tier::Plain
                } else {
                    Tier::Word
                };
                (name, tier)
            })
            .collect()
    });
    &TABLE
}

/// The tier of a top-level domain in lower-case ASCII; `None` when there is none of this name.
pub(super) fn tier(name: &str) -> Option<Tier> {
    if name.len() < 2 || name.len() > 24 {
        return None;
    }
    table().get(name).copied()
}

/// `com`, `net`, `org` and the like: what stands behind one of them is rarely one more label.
pub(crate) fn is_old_generic(name: &str) -> bool {
    matches!(
        name,
        "com" | "net" | "org" | "info" | "biz" | "edu" | "gov" | "xyz"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_need_more_evidence_than_com() {
        for (name, expected) in [
            ("com", Some(Tier::Plain)),
            ("ru", Some(Tier::Plain)),
            ("xn--p1ai", Some(Tier::Plain)),
            ("live", Some(Tier::Middle)),
            ("no", Some(Tier::Word)),
            ("today", Some(Tier::Word)),
            ("png", None),
            ("g", None),
        ] {
            assert_eq!(tier(name), expected, "{name}");
        }
    }

    #[test]
    fn every_listed_domain_but_the_former_ones_exists() {
        for name in MIDDLE
            .split_whitespace()
            .chain(WORD_COUNTRY.split_whitespace())
        {
            if !ALL.split_whitespace().any(|known| known == name) {
                panic!("{name} is no top-level domain");
            }
        }
    }
}
