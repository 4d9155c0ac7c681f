//! Which documents belong together, and over which identifiers.
//!
//! 1. Strong identifiers that are no hubs tie all documents that carry them.
//! 2. What came of it are *groups of contacts*. A medium identifier (text class, page, site, bare handle) ties two of
//!    them when they share enough of it ([`Rules::tie`]), or when one of them *follows* the other: every document of it
//!    carries something that others have too, and if that is a text, the other had it first or more often. So a number
//!    that a network used for two adverts is found, and an advertiser who copied one text, and has others, is left alone.
//! 3. Documents without a contact that ties join the only group that has the same text.
//!
//! A part that would grow beyond the cap does not: identifiers are taken from the rarest to the most common, medium ones
//! last, and one that would make a part too large is left out as a whole.

use super::Sets;
use super::networks::Entry;
use super::role::{Role, Rules, Strength, damped};
use model::{IdentifierKind, StatedTime};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How documents were tied.
pub(super) struct Ties {
    /// Documents that belong together.
    pub(super) parts: Sets,
    /// By identifier: whether it ties, or would.
    pub(super) joins: Vec<bool>,
    /// Documents at which a tie was left out because of the cap.
    pub(super) cut: Vec<usize>,
}

/// What is known of a document: when it was first seen.
pub(super) type First = Option<StatedTime>;

pub(super) fn ties(documents: &[First], entries: &[Entry<'_>], rules: &Rules) -> Ties {
    let mut ties = Ties {
        parts: Sets::new(documents.len()),
        joins: vec![false; entries.len()],
        cut: Vec::new(),
    };
    let joins = |strength| {
        let mut of_strength: Vec<usize> = (0..entries.len())
            .filter(|at| {
                entries[*at].role == Role::Joins
                    && rules.strength(entries[*at].identifier) == strength
            })
            .collect();
        // Entries are sorted by identifier, which decides between equally common ones.
        of_strength.sort_by_key(|at| entries[*at].documents());
        of_strength
    };
    let strong = joins(Strength::Strong);
    for &at in &strong {
        let carriers: Vec<usize> = entries[at].sure().collect();
        ties.joins[at] = !carriers.is_empty() && ties.unite(&carriers, rules);
    }
    let medium = joins(Strength::Medium);
    let mut has_contact = vec![false; documents.len()];
    for &at in &strong {
        for document in entries[at].sure() {
            has_contact[document] = true;
        }
    }
    let groups = Groups::new(documents, &mut ties.parts, &has_contact);
    let before: Vec<usize> = (0..documents.len()).map(|at| ties.parts.root(at)).collect();
    let shared = Shared::new(&groups, &medium, entries, rules);
    for pair in shared.pairs(&groups, entries, rules) {
        ties.unite(&[pair.0, pair.1], rules);
    }
    ties.bare(&medium, entries, &has_contact, rules);
    for &at in &medium {
        let carriers: Vec<usize> = entries[at].sure().collect();
        let apart: BTreeSet<usize> = carriers.iter().map(|d| before[*d]).collect();
        let now: BTreeSet<usize> = carriers.iter().map(|d| ties.parts.root(*d)).collect();
        // It helped to tie something, or there was nothing to tie.
        ties.joins[at] = !carriers.is_empty() && (now.len() < apart.len() || apart.len() == 1);
    }
    ties
}

impl Ties {
    /// Ties documents unless that makes a part larger than the cap; whether it did.
    fn unite(&mut self, documents: &[usize], rules: &Rules) -> bool {
        let roots: BTreeSet<usize> = documents.iter().map(|at| self.parts.root(*at)).collect();
        let size: usize = roots.iter().map(|root| self.parts.size(*root)).sum();
        if size > rules.network_documents && roots.len() > 1 {
            self.cut.extend(roots);
            return false;
        }
        let mut roots = roots.into_iter();
        if let Some(first) = roots.next() {
            for root in roots {
                self.parts.unite(first, root);
            }
        }
        true
    }

    /// Ties documents without a contact of their own to each other, and to the only group that has the same text.
    fn bare(
        &mut self,
        medium: &[usize],
        entries: &[Entry<'_>],
        has_contact: &[bool],
        rules: &Rules,
    ) {
        let is_text = |at: &usize| entries[*at].identifier.kind == IdentifierKind::TextClass;
        // Texts and pages before sites, which say least of what a document without contact is.
        for &at in medium
            .iter()
            .filter(|at| is_text(at))
            .chain(medium.iter().filter(|at| !is_text(at)))
        {
            let bare: Vec<usize> = entries[at].sure().filter(|d| !has_contact[*d]).collect();
            self.unite(&bare, rules);
        }
        let mut beside: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for &at in medium {
            let (with, without): (Vec<usize>, Vec<usize>) =
                entries[at].sure().partition(|d| has_contact[*d]);
            let with: BTreeSet<usize> = with.into_iter().map(|d| self.parts.root(d)).collect();
            if with.len() > rules.groups {
                continue;
            }
            let without: BTreeSet<usize> =
                without.into_iter().map(|d| self.parts.root(d)).collect();
            for root in without {
                beside.entry(root).or_default().extend(&with);
            }
        }
        for (bare, with) in beside {
            if let (1, Some(with)) = (with.len(), with.first()) {
                self.unite(&[bare, *with], rules);
            }
        }
    }
}

/// Documents that strong identifiers tie, each named by its smallest document.
struct Groups {
    /// By document: its group; `None` without a contact that ties.
    of: Vec<Option<usize>>,
    /// By group: how many documents, and when the first was seen.
    about: BTreeMap<usize, (usize, First)>,
}

impl Groups {
    fn new(documents: &[First], parts: &mut Sets, has_contact: &[bool]) -> Self {
        let of: Vec<Option<usize>> = (0..documents.len())
            .map(|at| has_contact[at].then(|| parts.root(at)))
            .collect();
        let mut about: BTreeMap<usize, (usize, First)> = BTreeMap::new();
        for (document, group) in of.iter().enumerate() {
            if let Some(group) = group {
                let (count, first) = about.entry(*group).or_default();
                *count += 1;
                *first = earlier(*first, documents[document]);
            }
        }
        Self { of, about }
    }
}

fn earlier(a: First, b: First) -> First {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// A medium identifier that several groups have, with the documents of each.
struct Several {
    entry: usize,
    groups: BTreeMap<usize, Vec<usize>>,
}

/// What groups share.
struct Shared {
    several: Vec<Several>,
    /// By group: how many of its documents carry something that another group has too.
    shared_documents: BTreeMap<usize, BTreeSet<usize>>,
}

impl Shared {
    fn new(groups: &Groups, medium: &[usize], entries: &[Entry<'_>], rules: &Rules) -> Self {
        let mut several = Vec::new();
        let mut shared_documents: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for &entry in medium {
            let mut by_group: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for document in entries[entry].sure() {
                if let Some(group) = groups.of[document] {
                    by_group.entry(group).or_default().push(document);
                }
            }
            if (2..=rules.groups).contains(&by_group.len()) {
                for (group, documents) in &by_group {
                    shared_documents
                        .entry(*group)
                        .or_default()
                        .extend(documents);
                }
                several.push(Several {
                    entry,
                    groups: by_group,
                });
            }
        }
        Self {
            several,
            shared_documents,
        }
    }

    /// Pairs of groups that belong together, best evidence first.
    fn pairs(&self, groups: &Groups, entries: &[Entry<'_>], rules: &Rules) -> Vec<(usize, usize)> {
        /// What two groups share: evidence, that of texts apart, and documents of the one and the other that carry it.
        #[derive(Default)]
        struct Common {
            millibits: i64,
            of_texts: i64,
            documents: (BTreeSet<usize>, BTreeSet<usize>),
        }
        let mut common: BTreeMap<(usize, usize), Common> = BTreeMap::new();
        for Several { entry, groups } in &self.several {
            // Damped by how many others have it, not by how often one of them posted it.
            let identifier = entries[*entry].identifier;
            let weight = damped(rules.base(identifier), groups.len() as u64 - 1);
            let is_text = identifier.kind == IdentifierKind::TextClass;
            for (a, of_a) in groups {
                for (b, of_b) in groups.range(a + 1..) {
                    let pair = common.entry((*a, *b)).or_default();
                    pair.millibits += weight;
                    pair.of_texts += if is_text { weight } else { 0 };
                    pair.documents.0.extend(of_a);
                    pair.documents.1.extend(of_b);
                }
            }
        }
        let mut chosen: BTreeSet<(Reverse<i64>, usize, usize)> = BTreeSet::new();
        // By follower: the best to follow.
        let mut best = BTreeMap::new();
        for (&(a, b), shared) in &common {
            if shared.millibits >= rules.tie {
                chosen.insert((Reverse(shared.millibits), a, b));
            }
            if shared.millibits < rules.follow {
                continue;
            }
            // Texts are copied; nobody writes the address of another's site under all of their own texts.
            let either_way = shared.millibits - shared.of_texts >= rules.follow;
            let counts = (shared.documents.0.len(), shared.documents.1.len());
            for (one, other, of_one, of_other) in
                [(a, b, counts.0, counts.1), (b, a, counts.1, counts.0)]
            {
                let ((documents, first), (_, others_first)) =
                    (groups.about[&one], groups.about[&other]);
                let own = documents - self.shared_documents[&one].len();
                let comes_after = match (first, others_first) {
                    (Some(first), Some(others)) => first >= others,
                    _ => true,
                };
                let follows = of_one < of_other || of_one == of_other && comes_after;
                if own == 0 && (follows || either_way) {
                    let others_own = groups.about[&other].0 - self.shared_documents[&other].len();
                    let rank = (
                        Reverse(shared.millibits),
                        Reverse(of_other),
                        others_own > 0,
                        others_first.is_none(),
                        others_first,
                        other,
                    );
                    let known = best.entry(one).or_insert(rank);
                    if rank < *known {
                        *known = rank;
                    }
                }
            }
        }
        for (follower, (millibits, .., other)) in best {
            chosen.insert((millibits, follower.min(other), follower.max(other)));
        }
        chosen.into_iter().map(|(_, a, b)| (a, b)).collect()
    }
}
