//! Indicators as data: what counts as a sign, how strongly, and according to whom.
//!
//! The rule files in `rules/` are part of the program; [`built_in`] reads them once. How a rule is written is told in
//! `docs/rules.md`, the language of its patterns in [`pattern`].

mod check;
#[cfg(test)]
mod documented;
mod matcher;
mod pattern;

use crate::extract::page::Page;
pub(crate) use matcher::Match;
use matcher::Matcher;
use model::{Basis, Family, Millibits};
use pattern::Pattern;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

pub use check::{Problem, check};

/// The tables of sources that rules may cite (`reference`: id, what it is).
pub const SOURCES: &[(&str, &str)] = &[
    (
        "jirn-2024",
        "Lugo-Graulich et al., Improving Sex Trafficking Victim Identification: Indicators of Trafficking in Online Escort Ads, Journal of Human Trafficking 2024, doi 10.1080/23322705.2024.2349447",
    ),
    (
        "nij-2024",
        "National Institute of Justice, Unconventional Wisdom, 8 May 2024",
    ),
    (
        "ilo-11",
        "ILO Special Action Programme to Combat Forced Labour, Indicators of Forced Labour",
    ),
    (
        "ilo-hard-2012",
        "ILO, Hard to see, harder to count, 2nd edition 2012",
    ),
    ("unodc", "UNODC, Human trafficking indicators"),
    (
        "polaris-2017",
        "Polaris, The Typology of Modern Slavery, 2017",
    ),
    (
        "ibanez-2014",
        "Ibanez and Suthers, Detection of Domestic Human Trafficking Indicators and Movement Trends Using Content Available on Open Internet Sources, HICSS 2014",
    ),
    (
        "dubrawski-2015",
        "Dubrawski et al., Journal of Human Trafficking 1(1) 2015, doi 10.1080/23322705.2015.1015342",
    ),
    (
        "lhoiry-2022",
        "L'Hoiry, Moretti and Antonopoulos, Policing Sex Trafficking in the Virtual Red-Light District, Social Sciences 11(8):319, 2022",
    ),
    ("freeman-2025", "Freeman et al., arXiv 2507.13477"),
    (
        "lurking-2017",
        "Hundman et al., Always Lurking, arXiv 1712.00846",
    ),
    ("htcds-2", "IOM, Human Trafficking Case Data Standard 2.0"),
];

/// A text with the language that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// ISO 639-1.
    pub language: String,
    /// An invented sentence.
    pub text: String,
}

/// One documented sign.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Such as `control.answers_phone`; the part before the point is the family, or `urgent`, `refuted`, `never`.
    pub id: String,
    /// What it is and why it may matter, in a sentence or two.
    pub description: String,
    /// The family that it counts for.
    pub family: Family,
    /// What it adds to a score, once a network: 500, 1000 or 2000 millibits, less than nothing for counter-signs,
    /// nothing for what is refuted, urgent or never counted.
    pub millibits: Millibits,
    /// Where the weight comes from.
    pub basis: Basis,
    /// Id of a row of [`SOURCES`].
    pub source: String,
    /// Languages that it is looked for in, ISO 639-1, sorted.
    pub languages: Vec<String>,
    /// Picklist values of HTCDS 2.0, each `field:value`.
    pub tags: Vec<String>,
    /// Texts that must match.
    pub examples: Vec<Example>,
    /// Texts that must not.
    pub counter_examples: Vec<Example>,
    /// What is looked for, by language; see [`pattern`].
    pub patterns: BTreeMap<String, Vec<String>>,
    /// What must not stand near a match.
    pub unless: Vec<String>,
    /// What the text must be about, one of them: ids of [`About`]. Empty: anything.
    pub context: Vec<String>,
}

/// What a text may be about: some rules count only there.
#[derive(Clone, Debug)]
pub struct About {
    /// Such as `services`.
    pub id: String,
    /// What it is, in a sentence.
    pub description: String,
    /// Texts that are about it.
    pub examples: Vec<Example>,
    /// Texts that are not.
    pub counter_examples: Vec<Example>,
    /// What is looked for, by language; see [`pattern`].
    pub patterns: BTreeMap<String, Vec<String>>,
}

impl Rule {
    /// Whether it claims an age under 18: goes to the top of every list, is never scored.
    pub fn is_urgent(&self) -> bool {
        self.id.starts_with("urgent.")
    }
}

/// A set of rules, ready to be looked for.
pub struct Rules {
    rules: Vec<Rule>,
    contexts: Vec<About>,
    /// Of each rule the contexts that it needs one of, one bit each; none needs nothing.
    needs: Vec<u32>,
    matcher: Matcher,
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rules({})", self.rules.len())
    }
}

/// A rule file that cannot be used.
#[derive(Debug)]
pub enum RulesError {
    /// It is no such file; the message names line and column.
    File(Box<toml::de::Error>),
    /// Patterns in it cannot be read: all that is wrong with them.
    Patterns(Vec<Problem>),
    /// There are more rules than a set may hold.
    TooMany,
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => write!(f, "{error}"),
            Self::Patterns(problems) => {
                for (at, problem) in problems.iter().enumerate() {
                    write!(f, "{}{problem}", if at == 0 { "" } else { "\n" })?;
                }
                Ok(())
            }
            Self::TooMany => write!(f, "more than {} rules", matcher::MOST_RULES),
        }
    }
}

impl std::error::Error for RulesError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File(error) => Some(error),
            _ => None,
        }
    }
}

/// The strength of a rule as it is written.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Strength {
    None,
    Weak,
    Medium,
    Strong,
}

impl Strength {
    const fn millibits(self) -> Millibits {
        match self {
            Self::None => 0,
            Self::Weak => 500,
            Self::Medium => 1000,
            Self::Strong => 2000,
        }
    }
}

/// A rule as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    description: String,
    family: Family,
    strength: Strength,
    basis: Basis,
    source: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    patterns: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    context: Vec<String>,
    #[serde(default)]
    examples: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    counter_examples: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    #[serde(default)]
    rule: Vec<Written>,
    #[serde(default)]
    context: Vec<WrittenContext>,
}

/// What a text may be about, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenContext {
    id: String,
    description: String,
    patterns: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    examples: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    counter_examples: BTreeMap<String, Vec<String>>,
}

impl Rules {
    /// Reads a rule file (TOML, `[[rule]]` tables).
    ///
    /// # Errors
    /// When the file is no such TOML, or a pattern of a rule cannot be read. Whether the rules are sound is another
    /// question: see [`check`].
    pub fn parse(text: &str) -> Result<Self, RulesError> {
        Self::parse_all(&[text])
    }

    fn parse_all(files: &[&str]) -> Result<Self, RulesError> {
        let mut written = Vec::new();
        let mut contexts: Vec<WrittenContext> = Vec::new();
        for file in files {
            let file: WrittenFile =
                toml::from_str(file).map_err(|error| RulesError::File(Box::new(error)))?;
            written.extend(file.rule);
            contexts.extend(file.context);
        }
        if written.len() + contexts.len() > matcher::MOST_RULES || contexts.len() > MOST_CONTEXTS {
            return Err(RulesError::TooMany);
        }
        let mut problems = Vec::new();
        let mut read = |id: &str, pattern: &String| {
            Pattern::parse(pattern)
                .map_err(|reason| {
                    problems.push(Problem {
                        rule: id.to_owned(),
                        what: format!("pattern `{pattern}`: {reason}"),
                    });
                })
                .ok()
        };
        let mut patterns = Vec::new();
        let mut unless = Vec::new();
        let mut needs = Vec::new();
        for (number, rule) in written.iter().enumerate() {
            let found = rule.patterns.values().flatten();
            patterns.extend(found.filter_map(|p| Some((number, read(&rule.id, p)?))));
            let not = rule.unless.iter().filter_map(|p| read(&rule.id, p));
            unless.push(not.collect());
            let bits = contexts.iter().enumerate();
            let bits = bits.filter(|(_, context)| rule.context.contains(&context.id));
            needs.push(bits.fold(0, |bits, (at, _)| bits | 1 << at));
        }
        // Contexts are looked for as rules are, behind the last one.
        for (number, context) in (written.len()..).zip(&contexts) {
            let found = context.patterns.values().flatten();
            patterns.extend(found.filter_map(|p| Some((number, read(&context.id, p)?))));
            unless.push(Vec::new());
        }
        if !problems.is_empty() {
            return Err(RulesError::Patterns(problems));
        }
        Ok(Self {
            matcher: Matcher::build(patterns, unless),
            needs,
            rules: written.into_iter().map(Rule::from).collect(),
            contexts: contexts.into_iter().map(About::from).collect(),
        })
    }

    /// What a text may be about.
    pub fn contexts(&self) -> &[About] {
        &self.contexts
    }

    /// The rules in the order of their files.
    pub fn iter(&self) -> std::slice::Iter<'_, Rule> {
        self.rules.iter()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The rule with an id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The first match of each rule in a page, of those with a context only if the page is about it.
    /// `about` names a context that is known from elsewhere.
    pub(crate) fn find(
        &self,
        page: &Page<'_>,
        about: Option<&str>,
        mut found: impl FnMut(&Rule, Match),
    ) {
        let known = self
            .contexts
            .iter()
            .position(|c| about == Some(c.id.as_str()));
        let mut about = known.map_or(0u32, |at| 1 << at);
        let mut waiting: Vec<Match> = Vec::new();
        self.matcher
            .find(page, |hit| match self.needs.get(hit.rule) {
                None => about |= 1 << (hit.rule - self.rules.len()),
                Some(0) => found(&self.rules[hit.rule], hit),
                Some(_) => waiting.push(hit),
            });
        for hit in waiting {
            if self.needs[hit.rule] & about != 0 {
                found(&self.rules[hit.rule], hit);
            }
        }
    }

    /// Which contexts a page shows, in their order.
    fn about(&self, page: &Page<'_>) -> Vec<bool> {
        let mut about = vec![false; self.contexts.len()];
        self.matcher.find(page, |hit| {
            if let Some(context) = hit.rule.checked_sub(self.rules.len()) {
                about[context] = true;
            }
        });
        about
    }
}

/// Contexts of one set: one bit each.
const MOST_CONTEXTS: usize = 32;

impl<'a> IntoIterator for &'a Rules {
    type Item = &'a Rule;
    type IntoIter = std::slice::Iter<'a, Rule>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Examples in the order of their languages.
fn examples(by_language: BTreeMap<String, Vec<String>>) -> Vec<Example> {
    let each = by_language.into_iter().flat_map(|(language, texts)| {
        texts.into_iter().map(move |text| Example {
            language: language.clone(),
            text,
        })
    });
    each.collect()
}

impl From<Written> for Rule {
    fn from(written: Written) -> Self {
        let sign = if written.family == Family::Counter {
            -1
        } else {
            1
        };
        Self {
            languages: written.patterns.keys().cloned().collect(),
            id: written.id,
            description: written.description,
            family: written.family,
            millibits: sign * written.strength.millibits(),
            basis: written.basis,
            source: written.source,
            tags: written.tags,
            examples: examples(written.examples),
            counter_examples: examples(written.counter_examples),
            patterns: written.patterns,
            unless: written.unless,
            context: written.context,
        }
    }
}

impl From<WrittenContext> for About {
    fn from(written: WrittenContext) -> Self {
        Self {
            id: written.id,
            description: written.description,
            examples: examples(written.examples),
            counter_examples: examples(written.counter_examples),
            patterns: written.patterns,
        }
    }
}

/// The rules that are part of the program.
pub fn built_in() -> &'static Rules {
    static RULES: LazyLock<Rules> = LazyLock::new(|| {
        Rules::parse_all(&[
            include_str!("../../rules/contexts.toml"),
            include_str!("../../rules/voice.toml"),
            include_str!("../../rules/control.toml"),
            include_str!("../../rules/dependence.toml"),
            include_str!("../../rules/recruitment.toml"),
            include_str!("../../rules/labour.toml"),
            include_str!("../../rules/conditions.toml"),
            include_str!("../../rules/counter.toml"),
            include_str!("../../rules/urgent.toml"),
            include_str!("../../rules/weightless.toml"),
        ])
        .expect("a test reads the files that are built in")
    });
    &RULES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::page::Scratch;

    fn found(text: &str) -> Vec<(String, String)> {
        let mut scratch = Scratch::default();
        let page = scratch.read(text);
        let mut found = Vec::new();
        built_in().find(&page, None, |rule, hit| {
            let (start, end) = page.original(hit.start, hit.end);
            found.push((rule.id.clone(), text[start..end].to_owned()));
        });
        found
    }

    #[test]
    fn a_match_quotes_the_words_that_were_found() {
        let texts = [
            (
                "Sweet and calm, incall. TEXT my mánager to book!",
                "control.answers_phone",
                "TEXT my mánager",
            ),
            (
                "请注意：护照由公司统一保管，谢谢",
                "recruitment.passport_kept",
                "护照由公司统一保管",
            ),
            (
                "Here they dont let us leave",
                "control.not_allowed_to_leave",
                "dont let us leave",
            ),
        ];
        for (text, id, quote) in texts {
            let pair = (id.to_owned(), quote.to_owned());
            assert!(found(text).contains(&pair), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_sign_does_not_reach_over_the_end_of_a_sentence() {
        assert!(found("They took the bus. Our passports are new.").is_empty());
        assert!(found("They took\n\nour passports").is_empty());
        let control = |text: &str| {
            found(text)
                .iter()
                .any(|(id, _)| id == "control.documents_held")
        };
        assert!(control("They took\nour passports"));
        assert!(control("They took - our - passports"));
    }

    #[test]
    fn ordinary_texts_show_no_strong_sign_and_no_urgent_one() {
        for text in [
            "Room to rent near the station, 450 a month, bills included. Call after six.",
            "Our bakery is looking for a driver with experience. Contract, paid holidays, 38 hours a week.",
            "Se vende bicicleta en buen estado, precio a convenir. Llamar por la tarde.",
            "Продам велосипед в хорошем состоянии, торг уместен. Звоните вечером.",
            "Suche Nachhilfe in Mathematik für meinen Sohn, 12 Jahre, zwei Stunden die Woche.",
            "Le restaurant cherche un cuisinier, CDI, deux jours de repos par semaine.",
            "二手自行车出售，九成新，价格面议。",
            "School football team wants players under 18, training on Monday.",
            "The children beat the eggs and sold cakes for the school trip.",
            "The police say a man was arrested after a girl, 15, went missing.",
        ] {
            for (id, quote) in found(text) {
                let rule = built_in().get(&id).unwrap();
                assert!(
                    rule.millibits < 2000 && !rule.is_urgent(),
                    "{id} in {text:?}: {quote:?}"
                );
            }
        }
    }

    #[test]
    fn ordinary_texts_of_many_kinds_and_languages_show_no_sign_at_all() {
        let mut extractor = crate::extract::Extractor::new();
        let context = crate::extract::Context::default();
        let mut wrong = Vec::new();
        for text in include_str!("ordinary.txt").lines() {
            if text.starts_with('#') {
                continue;
            }
            for mention in extractor.extract(text, &context) {
                let rule = built_in().get(&mention.value);
                if rule.is_some_and(|rule| rule.millibits > 0 || rule.is_urgent())
                    || crate::extract::is_urgent(&mention)
                {
                    wrong.push(format!("{} in {text}", mention.value));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Work counted in steps would need a counter in the hot path; a generous clock shows a quadratic loop as well.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
    fn hostile_repetitions_take_linear_time() {
        for word in [
            "passport ",
            "debt off ",
            "driver, ",
            "girls ",
            "took my ",
            "24 ",
            "护照",
            "没收护",
            "паспорт забрал ",
        ] {
            let text = word.repeat(400_000 / word.len());
            let start = std::time::Instant::now();
            found(&text);
            assert!(start.elapsed().as_secs() < 5, "{word}");
        }
    }
}
