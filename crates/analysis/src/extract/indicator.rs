//! Recognizer: indicators, as the rules describe them.

use super::Context;
use super::found::{Candidate, Found};
use super::page::Page;
use crate::rules::built_in;
use model::{Attribute, MentionType};

/// Adds each rule of the built-in set that is found, at its first place. An indicator counts once, so one quote is
/// enough.
pub(crate) fn find(page: &Page<'_>, _context: &Context<'_>, found: &mut Found) {
    let about = offers_a_person(found).then_some("services");
    built_in().find(page, about, |rule, hit| {
        let confidence = match rule.millibits.abs() {
            2000.. => 85,
            1000.. => 75,
            _ if rule.is_urgent() => 80,
            _ => 60,
        };
        let range = page.original(hit.start, hit.end);
        found.push(Candidate::new(
            MentionType::Indicator,
            range,
            rule.id.as_str(),
            confidence,
            "rule",
        ));
    });
}

/// Whether a text states somebody's age and a price by the hour: a person's company is on offer, whatever it is called.
fn offers_a_person(found: &Found) -> bool {
    let aged = |c: &Candidate| {
        c.kind == MentionType::Age && c.attributes.iter().all(|(name, _)| *name != "whose")
    };
    let by_the_hour = |c: &Candidate| {
        c.kind == MentionType::Price
            && c.attributes.iter().any(|(name, value)| {
                *name == "minutes" && matches!(value, Attribute::Integer(1..=120))
            })
    };
    found.candidates.iter().any(aged) && found.candidates.iter().any(by_the_hour)
}
