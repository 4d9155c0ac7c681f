//! Recognizer: indicators, as the rules describe them.

use super::Context;
use super::found::{Candidate, Found};
use super::page::Page;
use crate::rules::built_in;
use model::MentionType;

/// Adds each rule of the built-in set that is found, at its first place. An indicator counts once, so one quote is
/// enough.
pub(crate) fn find(page: &Page<'_>, _context: &Context<'_>, found: &mut Found) {
    built_in().find(page, |rule, hit| {
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
