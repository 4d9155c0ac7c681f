//! Facts about the network.

use super::Lead;
use crate::pages::format::{clipped, count, counted};
use crate::pages::html::Html;
use crate::tables::fact_values;
use model::{Capture, Fact, FactKind};

/// Values of a fact that are shown.
const VALUES: usize = 24;

impl<'a> Lead<'a> {
    pub(super) fn facts(&mut self, h: &mut Html) {
        let facts = &self.page.network.facts;
        if facts.is_empty() {
            h.line("p", &[], "None was found.");
        }
        for fact in facts {
            h.line("h3", &[], &fact_says(fact));
            let values = fact_values(self.view, fact.kind, &fact.values);
            if values.is_empty() {
                h.line(
                    "p",
                    &[("class", "where")],
                    "The values are not shown in this tier.",
                );
            } else {
                h.tag("ol", &[("class", "quotes")], |h| {
                    let places = values.iter().zip(&fact.evidence).take(VALUES);
                    for (at, (value, (document, site))) in places.enumerate() {
                        // A path through places names the capture of each.
                        let capture = (fact.captures.len() == values.len())
                            .then(|| fact.captures[at])
                            .filter(|_| fact.kind == FactKind::PlacesInSequence);
                        h.tag("li", &[], |h| {
                            h.tag("div", &[], |h| h.stated(&clipped(value, 80)));
                            self.stands(h, *document, *site, capture);
                        });
                    }
                });
                if values.len() > VALUES {
                    h.line(
                        "p",
                        &[("class", "where")],
                        &format!("And {} more.", values.len() - VALUES),
                    );
                }
            }
            let captures: Vec<&Capture> = fact
                .captures
                .iter()
                .filter_map(|id| self.captures.get(id).copied())
                .collect();
            if !captures.is_empty() {
                h.tag("details", &[], |h| {
                    let summary = format!(
                        "Rests on {}",
                        counted(captures.len() as u64, "capture", "captures")
                    );
                    h.line("summary", &[], &summary);
                    h.tag("ul", &[("class", "plain")], |h| {
                        for capture in captures.iter().take(100) {
                            h.tag("li", &[("class", "where")], |h| self.record(h, capture));
                        }
                    });
                });
            }
        }
    }
}

fn fact_says(fact: &Fact) -> String {
    match fact.kind {
        FactKind::ManyPersonsOneContact => {
            format!("One contact beside {} names or ages", count(fact.count))
        }
        FactKind::PlacesInSequence => {
            format!("{} in sequence", counted(fact.count, "place", "places"))
        }
        FactKind::OneTextManyContacts => format!("One text under {} contacts", count(fact.count)),
    }
}
