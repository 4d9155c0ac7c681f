//! Places one after another.

use super::{Thresholds, VALUES};
use crate::link::{Member, Tied};
use model::{CaptureId, DocumentId, Fact, FactKind, Site};
use std::collections::{BTreeMap, BTreeSet};

/// Days without a place in common, in order: where captures stand on days with one place only.
struct Stay<'a> {
    place: &'a str,
    document: DocumentId,
    capture: CaptureId,
}

/// The longest way through distinct places, of the network as a whole or of one of its contacts.
///
/// Only days on which all captures stand in one place show where somebody is. Who posts in several places on the same
/// day advertises there and need not go; when such days are more than the others, there is no sequence. The times are
/// those that captures state; the words of a text ("new in town") play no part.
pub(super) fn fact(
    members: &[&Member],
    tied: &[Tied<'_>],
    thresholds: &Thresholds,
) -> Option<Fact> {
    let all = stays(members.iter().copied());
    let of_contacts = tied
        .iter()
        .filter(|tied| tied.is_contact() && tied.carriers.len() < members.len())
        .map(|tied| stays(tied.carriers.iter().map(|c| members[c.document])));
    let mut best: Option<(usize, Vec<Stay<'_>>)> = None;
    for stays in std::iter::once(all).chain(of_contacts) {
        let distinct = stays
            .iter()
            .map(|stay| stay.place)
            .collect::<BTreeSet<_>>()
            .len();
        if distinct >= thresholds.places && best.as_ref().is_none_or(|(most, _)| distinct > *most) {
            best = Some((distinct, stays));
        }
    }
    let (distinct, mut stays) = best?;
    stays.truncate(VALUES);
    Some(Fact {
        kind: FactKind::PlacesInSequence,
        count: distinct as u64,
        values: stays.iter().map(|stay| stay.place.to_owned()).collect(),
        // A place is a field of the capture; which one, says `captures`, in the same order.
        evidence: stays
            .iter()
            .map(|stay| (stay.document, Site::Text))
            .collect(),
        captures: stays.iter().map(|stay| stay.capture).collect(),
    })
}

/// One a change of place, with the first capture there.
fn stays<'a>(members: impl Iterator<Item = &'a Member>) -> Vec<Stay<'a>> {
    // By day: the first capture in each place.
    let mut days: BTreeMap<i64, BTreeMap<&str, (CaptureId, DocumentId)>> = BTreeMap::new();
    for member in members {
        for sighting in &member.captures {
            if let (Some(time), Some(place)) = (sighting.time, &sighting.place) {
                let here = (sighting.capture, member.stub.id);
                let first = days
                    .entry(time.day)
                    .or_default()
                    .entry(place)
                    .or_insert(here);
                *first = here.min(*first);
            }
        }
    }
    let several = days.values().filter(|places| places.len() > 1).count();
    if several * 2 > days.len() {
        return Vec::new();
    }
    let mut stays: Vec<Stay<'_>> = Vec::new();
    for places in days.into_values().filter(|places| places.len() == 1) {
        for (place, (capture, document)) in places {
            if stays.last().is_none_or(|last| last.place != place) {
                stays.push(Stay {
                    place,
                    document,
                    capture,
                });
            }
        }
    }
    stays
}
