//! One contact beside many persons.

use super::{Thresholds, VALUES};
use crate::link::{Member, Tied};
use model::{DocumentId, Fact, FactKind, MentionType, Signal, Site};
use std::collections::BTreeMap;

/// Who is spoken of beside a contact: by name or age, the first document that says so.
type Persons<'a> = BTreeMap<String, (DocumentId, &'a Signal)>;

/// The contact with the most distinct names, or ages, on its documents.
///
/// A text counts for one person, the first that it names, so that a list of names in one text is no fact about a
/// network. Names differ when they differ in more than case.
pub(super) fn fact(
    members: &[&Member],
    tied: &[Tied<'_>],
    thresholds: &Thresholds,
) -> Option<Fact> {
    let mut best: Option<Persons<'_>> = None;
    for contact in tied.iter().filter(|tied| tied.is_contact()) {
        let (mut names, mut ages) = (Persons::new(), BTreeMap::new());
        for carrier in &contact.carriers {
            let stub = &members[carrier.document].stub;
            let first = |kind| stub.signals.iter().find(|signal| signal.kind == kind);
            if let Some(name) = first(MentionType::Name) {
                names
                    .entry(name.value.to_lowercase())
                    .or_insert((stub.id, name));
            }
            if let Some(age) = first(MentionType::Age)
                && let Ok(years) = age.value.parse::<u32>()
            {
                ages.entry(years).or_insert((stub.id, age));
            }
        }
        let years = match (ages.keys().next(), ages.keys().next_back()) {
            (Some(youngest), Some(oldest)) => oldest - youngest,
            _ => 0,
        };
        if names.len() >= thresholds.names {
            keep_larger(&mut best, names);
        }
        if ages.len() >= thresholds.ages && years >= thresholds.age_years {
            // Two digits sort as numbers do; texts with an age of one digit or three are no adverts.
            let ages = ages
                .into_iter()
                .map(|(years, first)| (format!("{years:02}"), first));
            keep_larger(&mut best, ages.collect());
        }
    }
    let persons = best?;
    let shown = persons.values().take(VALUES);
    Some(Fact {
        kind: FactKind::ManyPersonsOneContact,
        count: persons.len() as u64,
        values: shown
            .clone()
            .map(|(_, signal)| signal.value.clone())
            .collect(),
        evidence: shown
            .map(|(document, signal)| (*document, Site::Document(signal.span)))
            .collect(),
        captures: Vec::new(),
    })
}

/// Names come before ages and smaller contacts before larger ones when they count as many.
fn keep_larger<'a>(best: &mut Option<Persons<'a>>, persons: Persons<'a>) {
    if best.as_ref().is_none_or(|best| persons.len() > best.len()) {
        *best = Some(persons);
    }
}
