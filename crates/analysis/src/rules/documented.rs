//! `docs/rules.md` says what the rules say.

use super::{Rule, SOURCES, built_in};
use crate::score::Weights;

const PAGE: &str = include_str!("../../../../docs/rules.md");

/// The row of a rule in the page's tables.
fn row(rule: &Rule) -> String {
    let languages: Vec<&str> = rule.languages.iter().map(String::as_str).collect();
    let languages = if languages.is_empty() {
        "—".to_owned()
    } else {
        languages.join(" ")
    };
    let only = if rule.context.is_empty() {
        String::new()
    } else {
        format!(" *Only in texts about {}.*", rule.context.join(" or "))
    };
    format!(
        "| `{}` | {} | {} | {languages} | {}{only} |",
        rule.id,
        bits(rule.millibits),
        rule.source,
        rule.description.replace('|', "\\|"),
    )
}

fn bits(millibits: i64) -> String {
    let bits = format!("{}", millibits.abs() as f64 / 1000.0);
    if millibits < 0 {
        format!("−{bits}")
    } else {
        bits
    }
}

#[test]
fn the_page_lists_every_rule_as_it_is_and_no_other() {
    let rows: Vec<String> = built_in().iter().map(row).collect();
    let missing: Vec<&String> = (rows.iter())
        .filter(|row| !PAGE.lines().any(|line| line == **row))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/rules.md lacks:\n{}",
        missing
            .iter()
            .map(|row| format!("{row}\n"))
            .collect::<String>()
    );
    let known = |line: &str| rows.iter().any(|row| row == line);
    let groups = [
        "urgent",
        "voice",
        "control",
        "recruitment",
        "conditions",
        "counter",
    ];
    for line in PAGE.lines() {
        let rule = groups
            .iter()
            .any(|group| line.starts_with(&format!("| `{group}.")));
        assert!(
            !rule || known(line),
            "docs/rules.md lists what is no rule:\n{line}"
        );
    }
    assert!(PAGE.contains(&format!("{} rules.", rows.len())));
}

#[test]
fn the_page_names_every_source_and_every_weight() {
    for (id, what) in SOURCES {
        assert!(PAGE.contains(&format!("| `{id}` | {what} |")), "{id}");
    }
    for (id, _) in Weights::built_in().iter() {
        assert!(PAGE.contains(&format!("| `{id}` |")), "{id}");
    }
}
