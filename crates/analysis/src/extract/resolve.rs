//! Overlaps are resolved once, by one order of precedence.
//!
//! 1. The type that says more about its bytes wins ([`rank`]): an address is an address, whatever digits it holds.
//! 2. Within one type the longer wins, then the more confident, then the earlier.
//!
//! Nested findings, indicators and bare numbers do not compete.

use super::found::Candidate;
use model::MentionType;

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

/// For each candidate the index of the one that it lost to, or `None` when it stays.
pub(crate) fn losers(candidates: &[Candidate]) -> Vec<Option<usize>> {
    let mut lost = vec![None; candidates.len()];
    let mut order: Vec<usize> = (0..candidates.len())
        .filter(|at| !candidates[*at].nested && competes(candidates[*at].kind))
        .collect();
    order.sort_by_key(|at| {
        let c = &candidates[*at];
        (
            rank(c.kind),
            std::cmp::Reverse(c.end - c.start),
            std::cmp::Reverse(c.confidence),
            c.start,
            *at,
        )
    });
    // Winners never overlap, so the neighbours by start are the only ones that can.
    let mut winners: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for at in order {
        let c = &candidates[at];
        let before = winners
            .range(..c.end)
            .next_back()
            .filter(|(_, winner)| candidates[**winner].end > c.start);
        match before {
            Some((_, winner)) => lost[at] = Some(*winner),
            None => {
                winners.insert(c.start, at);
            }
        }
    }
    lost
}

#[cfg(test)]
mod tests {
    use super::*;

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
