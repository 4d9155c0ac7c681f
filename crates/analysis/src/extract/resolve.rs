//! Overlaps are resolved once, by one order of precedence.
//!
//! 1. The type that says more about its bytes wins ([`rank`]): an address is an address, whatever digits it holds.
//! 2. Within one type the longer wins, then the more confident, then the earlier.
//!
//! Nested findings, indicators and bare numbers do not compete.

use super::found::Candidate;
use model::MentionType;
use std::collections::BTreeMap;

/// Place in the order of precedence; smaller wins.
fn rank(kind: MentionType) -> u8 {
    match kind {
        MentionType::Url | MentionType::Email => 0,
        MentionType::Wallet => 1,
        MentionType::Iban => 2,
        MentionType::CreditCard => 3,
        MentionType::Hash => 4,
        MentionType::Ip => 5,
        MentionType::Coordinates => 6,
        MentionType::Account => 7,
        MentionType::Phone => 8,
        MentionType::Date => 9,
        MentionType::Price => 10,
        MentionType::Height | MentionType::Weight => 11,
        MentionType::Age => 12,
        MentionType::Place => 13,
        MentionType::Name => 14,
        MentionType::Number | MentionType::Indicator => 15,
    }
}

/// Whether a type claims its bytes for itself.
pub(crate) fn competes(kind: MentionType) -> bool {
    !matches!(kind, MentionType::Number | MentionType::Indicator)
}

/// Who lost to whom in one text; keeps its buffers from text to text.
#[derive(Default)]
pub(crate) struct Resolved {
    losers: Vec<Option<usize>>,
    order: Vec<usize>,
    /// Winners of one cluster by start, with their ends. They never overlap.
    winners: Vec<(usize, usize, usize)>,
}

/// Up to so many candidates a sorted list is faster than a tree, and allocates nothing.
const FEW: usize = 256;

impl Resolved {
    /// For each candidate the index of the one that it lost to, or `None` when it stays.
    pub(crate) fn losers(&self) -> &[Option<usize>] {
        &self.losers
    }

    /// Resolves the overlaps of one text's candidates.
    pub(crate) fn read(&mut self, candidates: &[Candidate]) {
        self.losers.clear();
        self.losers.resize(candidates.len(), None);
        self.order.clear();
        self.order.extend(
            (0..candidates.len())
                .filter(|at| !candidates[*at].nested && competes(candidates[*at].kind)),
        );
        self.order
            .sort_unstable_by_key(|at| (candidates[*at].start, *at));
        // Only what overlaps has to be weighed: clusters, most of them of one.
        let mut from = 0;
        while from < self.order.len() {
            let mut end = candidates[self.order[from]].end;
            let mut to = from + 1;
            while let Some(next) = self.order.get(to).map(|at| &candidates[*at])
                && next.start < end
            {
                end = end.max(next.end);
                to += 1;
            }
            if to - from > 1 {
                self.resolve(candidates, from, to);
            }
            from = to;
        }
    }

    /// Resolves the candidates in `from..to` of the order.
    fn resolve(&mut self, candidates: &[Candidate], from: usize, to: usize) {
        self.order[from..to].sort_unstable_by_key(|at| {
            let c = &candidates[*at];
            (
                rank(c.kind),
                std::cmp::Reverse(c.end - c.start),
                std::cmp::Reverse(c.confidence),
                c.start,
                *at,
            )
        });
        if to - from <= FEW {
            self.resolve_few(candidates, from, to);
        } else {
            self.resolve_many(candidates, from, to);
        }
    }

    /// Few candidates: a sorted list is all that is needed.
    fn resolve_few(&mut self, candidates: &[Candidate], from: usize, to: usize) {
        self.winners.clear();
        for at in self.order[from..to].iter().copied() {
            let c = &candidates[at];
            let place = self.winners.partition_point(|(start, ..)| *start < c.end);
            let before = place.checked_sub(1).map(|before| self.winners[before]);
            match before.filter(|(_, end, _)| *end > c.start) {
                Some((.., winner)) => self.losers[at] = Some(winner),
                None => self.winners.insert(place, (c.start, c.end, at)),
            }
        }
    }

    /// Many candidates: places in the list would be moved again and again.
    fn resolve_many(&mut self, candidates: &[Candidate], from: usize, to: usize) {
        // Winners never overlap, so the neighbours by start are the only ones that can.
        let mut winners: BTreeMap<usize, usize> = BTreeMap::new();
        for at in self.order[from..to].iter().copied() {
            let c = &candidates[at];
            let before = winners
                .range(..c.end)
                .next_back()
                .filter(|(_, winner)| candidates[**winner].end > c.start);
            match before {
                Some((_, winner)) => self.losers[at] = Some(*winner),
                None => {
                    winners.insert(c.start, at);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn losers(candidates: &[Candidate]) -> Vec<Option<usize>> {
        let mut resolved = Resolved::default();
        resolved.read(candidates);
        resolved.losers().to_vec()
    }

    #[test]
    fn few_and_many_are_resolved_alike() {
        let mut resolved = Resolved::default();
        let kinds = [MentionType::Url, MentionType::Phone, MentionType::Price];
        let candidates: Vec<Candidate> = (0..200usize)
            .map(|n| {
                let start = n * 7919 % 613;
                Candidate::new(kinds[n % 3], (start, start + 3 + n % 11), "", 50, "test")
            })
            .collect();
        resolved.read(&candidates);
        let few = resolved.losers().to_vec();
        assert!(few.iter().any(Option::is_some) && few.iter().any(Option::is_none));
        // All at once, as if they overlapped.
        resolved.losers.fill(None);
        resolved.resolve(&candidates, 0, candidates.len());
        assert_eq!(resolved.losers(), few);
        resolved.losers.fill(None);
        resolved.resolve_many(&candidates, 0, candidates.len());
        assert_eq!(resolved.losers(), few);
    }

    #[test]
    fn an_address_wins_over_the_digits_in_it_and_the_longer_over_the_shorter() {
        let at = |kind, start, end| Candidate::new(kind, (start, end), "", 50, "test");
        let mut candidates = vec![
            at(MentionType::Phone, 10, 20),
            at(MentionType::Url, 5, 30),
            at(MentionType::Phone, 40, 50),
            at(MentionType::Phone, 38, 50),
            at(MentionType::Indicator, 0, 60),
        ];
        assert_eq!(losers(&candidates), [Some(1), None, Some(3), None, None]);
        candidates[0].nested = true;
        assert_eq!(losers(&candidates)[0], None);
    }
}
