//! One text under several contacts.

use super::{Thresholds, VALUES};
use crate::link::{Member, Sets, Tied};
use model::{DocumentId, Fact, FactKind, IdentifierKind, Site};
use std::collections::BTreeMap;

/// The text class with the most contacts of one kind.
///
/// Contacts that stand together in a document count once: a text with two numbers is one text with one pair of numbers.
/// Kinds are counted apart: a number and an address are two ways to reach one.
pub(super) fn fact(
    members: &[&Member],
    tied: &[Tied<'_>],
    thresholds: &Thresholds,
) -> Option<Fact> {
    let mut best: Vec<(&str, DocumentId, Site)> = Vec::new();
    let contacts: Vec<&Tied<'_>> = tied.iter().filter(|tied| tied.is_contact()).collect();
    for kind in IdentifierKind::ALL
        .into_iter()
        .filter(|kind| kind.is_contact())
    {
        // By document: which contacts of this kind it carries.
        let mut carried: Vec<Vec<usize>> = vec![Vec::new(); members.len()];
        for (at, contact) in contacts
            .iter()
            .enumerate()
            .filter(|(_, c)| c.identifier.kind == kind)
        {
            for carrier in &contact.carriers {
                carried[carrier.document].push(at);
            }
        }
        for class in tied
            .iter()
            .filter(|t| t.identifier.kind == IdentifierKind::TextClass)
        {
            let found = under(class, &carried, &contacts, members);
            if found.len() >= thresholds.contacts && found.len() > best.len() {
                best = found;
            }
        }
    }
    if best.is_empty() {
        return None;
    }
    best.sort_unstable();
    let count = best.len() as u64;
    best.truncate(VALUES);
    Some(Fact {
        kind: FactKind::OneTextManyContacts,
        count,
        values: best.iter().map(|(value, ..)| (*value).to_owned()).collect(),
        evidence: best
            .iter()
            .map(|(_, document, site)| (*document, *site))
            .collect(),
        captures: Vec::new(),
    })
}

/// The contacts under a text: of each set that stands together, the smallest, where it is read first.
fn under<'a>(
    class: &Tied<'_>,
    carried: &[Vec<usize>],
    contacts: &[&Tied<'a>],
    members: &[&Member],
) -> Vec<(&'a str, DocumentId, Site)> {
    // Sets are made of the contacts met, numbered as they are met.
    let mut met: BTreeMap<usize, (usize, DocumentId, Site)> = BTreeMap::new();
    let mut together = Sets::new(0);
    for carrier in &class.carriers {
        let mut first: Option<usize> = None;
        for &contact in &carried[carrier.document] {
            let set = met.entry(contact).or_insert_with(|| {
                let evidence = contacts[contact]
                    .carriers
                    .binary_search_by_key(&carrier.document, |c| c.document)
                    .map(|at| contacts[contact].carriers[at].evidence.site);
                let site = evidence.unwrap_or(Site::Text);
                (together.push(), members[carrier.document].stub.id, site)
            });
            together.unite(*first.get_or_insert(set.0), set.0);
        }
    }
    let mut of_set = BTreeMap::new();
    for (contact, (set, document, site)) in met {
        of_set.entry(together.root(set)).or_insert((
            contacts[contact].identifier.value.as_str(),
            document,
            site,
        ));
    }
    of_set.into_values().collect()
}
