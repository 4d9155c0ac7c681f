//! Whether rules are sound: known sources, allowed strengths, every example found, no counter-example found.

use super::{Example, Rule, Rules, SOURCES};
use crate::extract::page::Scratch;
use model::{Basis, Family};
use std::collections::BTreeSet;
use std::fmt;

/// What is wrong with a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The rule's id.
    pub rule: String,
    /// What is wrong, in a sentence.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rule `{}`: {}", self.rule, self.what)
    }
}

/// Picklist values of HTCDS 2.0 that rules may be tagged with.
const TAGS: &[(&str, &[&str])] = &[
    (
        "vic_TypeOfExploitation",
        &[
            "ForcedLabour",
            "SexualExploitation",
            "ChildLabour",
            "ForcedMarriage",
            "Servitude",
            "ForcedMilitaryByNonStateActors",
            "OrganRemoval",
            "ForcedBegging",
            "ForcedAdoption",
            "Surrogacy",
            "Other",
        ],
    ),
    (
        "vic_MethodsOfControl",
        &[
            "PhysicalThreats",
            "ThreatsLawEnforcement",
            "ThreatensChildrenFamily",
            "DebtBondage",
            "FalsePromises",
            "PhysicalAbuse",
            "SexualAbuse",
            "TakesEarnings",
            "RestrictsFinancialAccess",
            "RestrictsMedicalCare",
            "WithholdsNecessities",
            "PsychologicalAbuse",
            "PsychoactiveSubstance",
            "ExcessiveWorkingHours",
            "WithholdsDocuments",
            "RestrictsMovement",
            "UsesChildren",
            "Other",
        ],
    ),
    (
        "vic_MethodOfRecruitment",
        &[
            "AtAPlaceOfBusiness",
            "AtAnEducationalInstitution",
            "AtWork",
            "ThroughOnlineSocialNetworks",
            "ThroughAnOnlineAdvertisement",
            "ThroughATelevisionAdvert",
            "ThroughANewspaperAdvert",
            "ThroughFamilyOrFamilyEvents",
            "ThroughFriendsOrSocialEvents",
            "Other",
        ],
    ),
    ("hte_Type", &["Recruitment", "Transit", "Exploitation"]),
];

/// Every problem of a set of rules, in the order of the rules; none when they are sound.
pub fn check(rules: &Rules) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut ids = BTreeSet::new();
    let mut scratch = Scratch::default();
    for rule in rules {
        let mut wrong = |what: String| {
            problems.push(Problem {
                rule: rule.id.clone(),
                what,
            });
        };
        if !ids.insert(rule.id.as_str()) {
            wrong("this id is used twice".into());
        }
        check_id(rule, &mut wrong);
        if rule.description.trim().len() < 20 {
            wrong("the description says too little".into());
        }
        if !SOURCES.iter().any(|(id, _)| *id == rule.source) {
            wrong(format!("`{}` is no known source", rule.source));
        }
        check_weight(rule, &mut wrong);
        for tag in &rule.tags {
            let known = tag.split_once(':').is_some_and(|(field, value)| {
                TAGS.iter()
                    .any(|(known, values)| *known == field && values.contains(&value))
            });
            if !known {
                wrong(format!("`{tag}` is no picklist value of HTCDS"));
            }
        }
        for context in &rule.context {
            if !rules.contexts().iter().any(|known| known.id == *context) {
                wrong(format!("`{context}` is no known context"));
            }
        }
        if rule.patterns.is_empty() {
            if rule.basis != Basis::Never {
                wrong("it looks for nothing".into());
            }
            continue;
        }
        for (language, patterns) in &rule.patterns {
            if language.len() != 2 || !language.bytes().all(|b| b.is_ascii_lowercase()) {
                wrong(format!("`{language}` is no ISO 639-1 language"));
            }
            if patterns.is_empty() {
                wrong(format!("no pattern in `{language}`"));
            }
            if !rule.examples.iter().any(|e| e.language == *language) {
                wrong(format!("no example in `{language}`"));
            }
        }
        if rule.counter_examples.is_empty() {
            wrong("no counter-example".into());
        }
        let mut finds = |example: &Example| {
            let page = scratch.read(&example.text);
            let mut found = false;
            rules.find(&page, None, |other, _| found |= other.id == rule.id);
            found
        };
        for example in rule.examples.iter().filter(|example| !finds(example)) {
            wrong(format!("does not find its example `{}`", example.text));
        }
        for example in &rule.counter_examples {
            if finds(example) {
                wrong(format!("finds its counter-example `{}`", example.text));
            }
        }
    }
    check_contexts(rules, &mut problems);
    problems
}

fn check_contexts(rules: &Rules, problems: &mut Vec<Problem>) {
    let mut scratch = Scratch::default();
    for (at, context) in rules.contexts().iter().enumerate() {
        let mut is = |text: &str| rules.about(&scratch.read(text))[at];
        let missed = context.examples.iter().filter(|e| !is(&e.text)).count();
        let mut wrong = |what: String| {
            problems.push(Problem {
                rule: context.id.clone(),
                what,
            });
        };
        if missed > 0 {
            wrong(format!("does not find {missed} of its examples"));
        }
        for language in context.patterns.keys() {
            if !context.examples.iter().any(|e| e.language == *language) {
                wrong(format!("no example in `{language}`"));
            }
        }
        for example in &context.counter_examples {
            if rules.about(&scratch.read(&example.text))[at] {
                wrong(format!("finds its counter-example `{}`", example.text));
            }
        }
    }
}

fn check_id(rule: &Rule, wrong: &mut impl FnMut(String)) {
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    match rule.id.split_once('.') {
        Some((group, name)) if plain(group) && plain(name) => {
            let expected = match (rule.basis, rule.is_urgent()) {
                (_, true) => "urgent",
                (Basis::Refuted, _) => "refuted",
                (Basis::Never, _) => "never",
                _ => rule.family.name(),
            };
            if group != expected {
                wrong(format!("the id must start with `{expected}.`"));
            }
        }
        _ => wrong("an id is `group.name` in lower case".into()),
    }
}

fn check_weight(rule: &Rule, wrong: &mut impl FnMut(String)) {
    let allowed: &[i64] = match (rule.basis, rule.family) {
        (Basis::Judged, Family::Counter) => &[-500, -1000, -2000],
        (Basis::Judged, _) => &[500, 1000, 2000],
        (Basis::Refuted | Basis::Never, _) => &[0],
        // Only from labelled outcomes of a deployment: no rule file has those.
        (Basis::Fitted, _) => &[],
    };
    if rule.is_urgent() && rule.basis != Basis::Never {
        wrong("an urgent flag is never scored: its basis is `never`".into());
    }
    if !allowed.contains(&rule.millibits) {
        wrong(format!(
            "{} millibits are not allowed on this basis",
            rule.millibits
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    #[test]
    fn the_built_in_rules_are_sound() {
        let problems: Vec<String> = check(built_in()).iter().map(Problem::to_string).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    #[test]
    fn scored_rules_speak_at_least_four_languages_and_all_together_eight() {
        let mut languages = BTreeSet::new();
        for rule in built_in() {
            languages.extend(rule.languages.iter().map(String::as_str));
            assert!(
                rule.millibits == 0 || rule.languages.len() >= 4,
                "{} speaks {:?}",
                rule.id,
                rule.languages
            );
        }
        assert!(languages.len() >= 8, "{languages:?}");
        assert!(built_in().len() >= 120, "{} rules", built_in().len());
    }

    #[test]
    fn what_is_refuted_urgent_or_never_counted_weighs_nothing() {
        for basis in [Basis::Refuted, Basis::Never] {
            let mut rules = built_in().iter().filter(|rule| rule.basis == basis);
            assert!(rules.by_ref().count() >= 4);
            assert!(rules.all(|rule| rule.millibits == 0));
        }
    }

    #[test]
    fn who_someone_is_is_never_looked_for() {
        let never = built_in().iter().filter(|r| r.id.starts_with("never."));
        assert!(never.clone().count() >= 4);
        assert!(never.into_iter().all(|rule| rule.patterns.is_empty()));
    }

    #[test]
    fn an_unsound_rule_is_told_what_is_wrong_with_it() {
        let file = r#"
            [[rule]]
            id = "control.sample"
            description = "A sample that is wrong in every way it can be."
            family = "voice"
            strength = "strong"
            basis = "refuted"
            source = "hearsay"
            tags = ["vic_MethodsOfControl:Magic"]
            patterns = { en = ["one two"], xyz = ["three"] }
            examples = { en = ["two one"] }
            counter_examples = { en = ["one, two"] }
        "#;
        let problems = check(&Rules::parse(&file.replace("strong", "none")).unwrap());
        let text = problems
            .iter()
            .map(|p| format!("{p}\n"))
            .collect::<String>();
        for expected in [
            "start with `refuted.`",
            "no known source",
            "no picklist value",
            "no ISO 639-1 language",
            "no example in `xyz`",
            "does not find its example",
            "finds its counter-example",
        ] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
        let problems = check(&Rules::parse(file).unwrap());
        assert!(problems.iter().any(|p| p.what.contains("not allowed")));
    }

    #[test]
    fn a_rule_file_that_cannot_be_read_says_where() {
        let error = Rules::parse("[[rule]]\nid = 3").unwrap_err().to_string();
        assert!(error.contains("line 2"), "{error}");
        let rule = "[[rule]]\nid='voice.x'\ndescription=''\nfamily='voice'\nstrength='weak'\nbasis='judged'\nsource='unodc'\n";
        let error = Rules::parse(&format!("{rule}patterns={{en=['(a']}}")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "rule `voice.x`: pattern `(a`: `(` is not closed by `)`"
        );
        assert!(Rules::parse(&format!("{rule}weight=3")).is_err());
    }
}
