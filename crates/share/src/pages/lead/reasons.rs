//! The waterfall, and each of its steps with quotes.

use super::{Lead, sentence};
use crate::pages::chart;
use crate::pages::format::{bits, counted};
use crate::pages::html::Html;
use crate::pages::overview::{basis, spoken};
use crate::pages::parts::{Cell, Table};
use model::{Contribution, ContributionEvidence};
use std::collections::BTreeSet;

/// Quotes of a reason that are shown at once.
const QUOTES: usize = 3;

impl<'a> Lead<'a> {
    pub(super) fn reasons(&mut self, h: &mut Html) {
        let assessment = &self.page.network.assessment;
        h.line(
            "p",
            &[("class", "lede")],
            "What each sign adds to the score, beginning with how rare such networks are. Bits are log2 odds: +1 doubles \
             them, −1 halves them.",
        );
        let mut running = assessment.prior;
        let mut least = running.min(0);
        let mut most = running.max(0);
        for contribution in &assessment.contributions {
            running += contribution.millibits;
            least = least.min(running);
            most = most.max(running);
        }
        let scale = (least - 200, most + 200);
        let table = Table {
            caption: "From the prior to the score; the line marks 0 bits, the threshold of a lead",
            captioned: true,
            columns: &[
                ("Reason", false),
                ("Family", false),
                ("Basis", false),
                ("Bits", true),
                ("Running", false),
            ],
            stacked: true,
        };
        let prior = assessment.prior;
        let total = assessment.total();
        table.write(h, |h| {
            let mut cells = [
                Cell::text("Before any evidence"),
                Cell::text("prior"),
                Cell::text("judged"),
                Cell::text(bits(prior)),
                Cell::of("bar", |h: &mut Html| {
                    chart::step(h, scale, 0, prior, "total")
                }),
            ];
            table.row(h, "", &mut cells);
            let mut running = prior;
            for (at, contribution) in assessment.contributions.iter().enumerate() {
                let from = running;
                running += contribution.millibits;
                let to = running;
                let class = if contribution.millibits < 0 {
                    "down"
                } else {
                    "up"
                };
                let anchor = format!("#reason-{}", at + 1);
                let name = sentence(&spoken(&contribution.indicator));
                let mut cells = [
                    Cell::of("w", |h: &mut Html| h.local_link(&anchor, |h| h.text(&name))),
                    Cell::text(contribution.family.name()),
                    Cell::text(basis(contribution.basis)),
                    Cell::text(bits(contribution.millibits)),
                    Cell::of("bar", |h: &mut Html| chart::step(h, scale, from, to, class)),
                ];
                table.row(h, "", &mut cells);
            }
            let mut cells = [
                Cell::text("Score"),
                Cell::text(""),
                Cell::text(""),
                Cell::text(bits(total)),
                Cell::of("bar", |h: &mut Html| {
                    chart::step(h, scale, 0, total, "total")
                }),
            ];
            table.row(h, "strong", &mut cells);
        });
        let families: BTreeSet<&str> = assessment
            .contributions
            .iter()
            .filter(|c| c.millibits > 0)
            .map(|c| c.family.name())
            .collect();
        let list: Vec<&str> = families.iter().copied().collect();
        h.line(
            "p",
            &[("class", "small")],
            &format!(
                "Families with signs for it: {}. Rules of version {}.",
                if list.is_empty() {
                    "none".to_owned()
                } else {
                    list.join(", ")
                },
                assessment.rules
            ),
        );
        h.line("h3", &[], "Each reason, with where it can be read");
        for (at, contribution) in assessment.contributions.iter().enumerate() {
            self.reason(h, at + 1, contribution);
        }
    }

    fn reason(&mut self, h: &mut Html, number: usize, contribution: &'a Contribution) {
        let id = format!("reason-{number}");
        h.tag("div", &[("class", "reason"), ("id", &id)], |h| {
            h.tag("h4", &[], |h| {
                h.line("span", &[("class", "weight")], &bits(contribution.millibits));
                h.text(&sentence(&spoken(&contribution.indicator)));
            });
            match self.page.rules.get(&contribution.indicator) {
                Some(rule) => h.tag("p", &[], |h| h.prose(&rule.says)),
                None if contribution.indicator.starts_with("cap.") => h.line(
                    "p",
                    &[],
                    "A family may add at most so much, however many of its signs are seen: this takes away what is over.",
                ),
                None => {}
            }
            let mut about = format!("{} · {}", contribution.indicator, basis(contribution.basis));
            if !contribution.source.is_empty() {
                about.push_str(&format!(" · source {}", contribution.source));
            }
            if contribution.documents > 0 {
                about.push_str(&format!(
                    " · seen in {}",
                    counted(contribution.documents, "document", "documents")
                ));
            }
            h.line("p", &[("class", "where")], &about);
            let (first, more) = contribution
                .evidence
                .split_at(contribution.evidence.len().min(QUOTES));
            self.quotes(h, first);
            if !more.is_empty() {
                h.tag("details", &[], |h| {
                    let summary = counted(more.len() as u64, "more place", "more places");
                    h.line("summary", &[], &summary);
                    self.quotes(h, more);
                });
            }
        });
    }

    fn quotes(&mut self, h: &mut Html, places: &[ContributionEvidence]) {
        if places.is_empty() {
            return;
        }
        h.tag("ul", &[("class", "quotes")], |h| {
            for place in places {
                h.tag("li", &[], |h| {
                    self.quote(h, place.document, place.site, place.capture);
                });
            }
        });
    }
}
