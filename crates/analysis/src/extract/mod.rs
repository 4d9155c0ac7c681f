//! Texts to mentions.
//!
//! A text is folded once ([`fold`]), cut into tokens once ([`page`]), each word is looked up once ([`lexicon`]); the
//! recognizers walk the same tokens, each in a bounded number of steps a token, and none of them goes back; so the whole is
//! linear in the text. Overlaps are resolved at the end ([`resolve`]).

mod account;
mod age;
mod body;
mod characters;
mod date;
mod email;
mod financial;
pub(crate) mod fold;
mod found;
mod indicator;
mod language;
mod lexicon;
pub(crate) mod likely;
mod name;
mod network_address;
mod numbers;
pub(crate) mod page;
mod phone;
mod place;
mod price;
#[cfg(test)]
mod quoted;
mod resolve;
mod runs;
mod url;
mod wallet;
pub(crate) mod word_table;

use found::Found;
use model::{Mention, MentionType, Span, StatedTime};
use page::{Page, Scratch};

pub use language::{Language, language};
pub use place::place_of_field;

/// What is known about a text from outside of it.
#[derive(Clone, Copy, Default)]
pub struct Context<'a> {
    /// Default region, ISO 3166-1 alpha-2: how national numbers are read.
    pub region: Option<&'a str>,
    /// Default language, ISO 639-1.
    pub language: Option<&'a str>,
    /// When it was posted: what relative dates are relative to. Never given for stored documents.
    pub posted: Option<StatedTime>,
}

/// A recognizer: looks at a page and adds what it finds.
type Recognizer = fn(&Page<'_>, &Context<'_>, &mut Found);

/// In this order: later ones see what earlier ones claimed.
const RECOGNIZERS: [(&str, Recognizer); 14] = [
    ("url", url::find),
    ("email", email::find),
    ("wallet", wallet::find),
    ("financial", financial::find),
    ("network_address", network_address::find),
    ("account", account::find),
    ("phone", phone::find),
    ("date", date::find),
    ("price", price::find),
    ("body", body::find),
    ("age", age::find),
    ("place", place::find),
    ("name", name::find),
    ("indicator", indicator::find),
];

/// The recognizers' names, in the order in which they run.
pub fn recognizers() -> impl Iterator<Item = &'static str> {
    RECOGNIZERS.iter().map(|(name, _)| *name)
}

/// A finding that did not become a mention, with the one that it lost to.
pub struct Lost {
    /// What was found.
    pub mention: Mention,
    /// The mention that holds its place.
    pub to: Mention,
}

/// Extracts mentions; keeps its buffers from text to text. One a thread.
#[derive(Default)]
pub struct Extractor {
    scratch: Scratch,
    found: Found,
    resolved: resolve::Resolved,
    /// The recognizer that runs alone.
    only: Option<&'static str>,
}

impl Extractor {
    /// An extractor with empty buffers.
    pub fn new() -> Self {
        Self::default()
    }

    /// An extractor in which one recognizer runs alone, so that its share can be measured; any other name runs none.
    pub fn only(recognizer: &'static str) -> Self {
        Self {
            only: Some(recognizer),
            ..Self::default()
        }
    }

    fn run(&mut self, text: &str, context: &Context<'_>) {
        let page = self.scratch.read(text);
        self.found.reset(text.len());
        for (name, find) in RECOGNIZERS {
            if self.only.is_none_or(|only| only == name) {
                find(&page, context, &mut self.found);
            }
        }
        self.resolved.read(&self.found.candidates);
    }

    /// Every mention but bare numbers, sorted by place. In the steady state nothing is allocated but the mentions.
    pub fn extract(&mut self, text: &str, context: &Context<'_>) -> Vec<Mention> {
        self.run(text, context);
        self.won(text)
    }

    /// What stays, once overlaps are resolved. Takes the candidates.
    fn won(&mut self, text: &str) -> Vec<Mention> {
        let Self {
            found, resolved, ..
        } = self;
        let won = found
            .candidates
            .drain(..)
            .zip(resolved.losers())
            .filter(|(_, lost)| lost.is_none())
            .filter_map(|(candidate, _)| to_mention(text, candidate));
        let mut mentions: Vec<Mention> = won.collect();
        mentions.sort_unstable();
        mentions.dedup();
        mentions
    }

    /// The mentions, and what lost its place to one of them.
    pub fn explain(&mut self, text: &str, context: &Context<'_>) -> (Vec<Mention>, Vec<Lost>) {
        self.run(text, context);
        let mention = |at: usize| to_mention(text, self.found.candidates[at].clone());
        let lost = self
            .resolved
            .losers()
            .iter()
            .enumerate()
            .filter_map(|(at, to)| {
                Some(Lost {
                    mention: mention(at)?,
                    to: mention((*to)?)?,
                })
            });
        let lost = lost.collect();
        (self.won(text), lost)
    }

    /// Bare numbers, spelled or in digits, sorted by place: only for those who ask for them.
    pub fn numbers(&mut self, text: &str, context: &Context<'_>) -> Vec<Mention> {
        let page = self.scratch.read(text);
        self.found.reset(text.len());
        numbers::find(&page, context, &mut self.found);
        let mut mentions: Vec<Mention> = self
            .found
            .candidates
            .drain(..)
            .filter_map(|candidate| to_mention(text, candidate))
            .collect();
        mentions.sort_unstable();
        mentions.dedup();
        mentions
    }
}

fn to_mention(text: &str, candidate: found::Candidate) -> Option<Mention> {
    let span = Span::new(text, candidate.start, candidate.end);
    debug_assert!(
        span.is_some(),
        "{} has a span outside of its text",
        candidate.kind
    );
    Some(Mention {
        span: span?,
        kind: candidate.kind,
        value: candidate.value,
        confidence: candidate.confidence,
        method: candidate.method.to_owned(),
        attributes: candidate.attributes.into(),
    })
}

/// Whether a mention states, or claims, an age under 18 of a person who may be on offer. An age of somebody or something
/// else has an attribute `whose`.
pub fn is_urgent(mention: &Mention) -> bool {
    match mention.kind {
        MentionType::Age => {
            mention.value.parse::<u32>().is_ok_and(|years| years < 18)
                && !mention.attributes.contains_key("whose")
        }
        MentionType::Indicator => mention.value.starts_with("urgent."),
        _ => false,
    }
}
