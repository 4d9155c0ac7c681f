//! What is said in one language: the digits, and the sentences of adverts around contacts.

mod asian;
mod eastern;
mod pairs;
mod western;

pub(crate) use pairs::pair;

/// How a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Chinese, Japanese and Korean.
    Cjk,
    /// Thai.
    Thai,
    /// Arabic.
    Arabic,
    /// Devanagari.
    Devanagari,
}

impl Script {
    /// In plain letters, for tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Latin => "latin",
            Self::Cyrillic => "cyrillic",
            Self::Cjk => "cjk",
            Self::Thai => "thai",
            Self::Arabic => "arabic",
            Self::Devanagari => "devanagari",
        }
    }
}

/// A language. `{}` in a sentence is where the contact stands.
pub(crate) struct Tongue {
    /// ISO 639-1.
    pub(crate) code: &'static str,
    pub(crate) script: Script,
    /// Words for the digits, each with its usual variants.
    pub(crate) digits: [&'static [&'static str]; 10],
    /// Said before a digit that stands twice, three times; empty where nobody says so.
    pub(crate) double: &'static str,
    pub(crate) triple: &'static str,
    /// Sentences with a telephone number.
    pub(crate) calls: &'static [&'static str],
    /// Sentences without any contact.
    pub(crate) chatter: &'static [&'static str],
    /// Sentences with a number written backwards.
    pub(crate) backwards: &'static [&'static str],
    /// Sentences with an area code `{a}` and the rest of the number `{b}`.
    pub(crate) apart: &'static [&'static str],
    /// Words for the signs of an e-mail address.
    pub(crate) at: &'static [&'static str],
    pub(crate) dot: &'static [&'static str],
    /// Sentences with an e-mail address.
    pub(crate) mails: &'static [&'static str],
    /// Sentences with the account `{h}` on the platform `{p}`.
    pub(crate) accounts: &'static [&'static str],
    /// Sentences with a web address.
    pub(crate) sites: &'static [&'static str],
    /// Sentences with a number that is said to be something else.
    pub(crate) ids: &'static [&'static str],
    /// Sentences with three prices `{a}`, `{b}`, `{c}`.
    pub(crate) prices: &'static [&'static str],
}

/// All languages, in a fixed order; English first.
pub(crate) fn all() -> impl Iterator<Item = &'static Tongue> {
    western::ALL.iter().chain(eastern::ALL).chain(asian::ALL)
}
