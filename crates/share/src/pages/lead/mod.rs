//! The page of one lead.

mod facts;
mod identifiers;
mod provenance;
mod quote;
mod reasons;
mod texts;
mod time;

use super::LeadPage;
use super::format::{bits, count, counted, short};
use super::frame::Frame;
use super::html::Html;
use super::overview::{period, section};
use super::parts::{Veils, names, tiles};
use super::urgent::urgent;
use crate::{Redacted, View};
use model::{Capture, CaptureId, Document, DocumentId, RawFileId, StatedTime, stated_time};
use std::collections::{BTreeMap, BTreeSet};

/// The page of one lead: the waterfall of reasons with quotes, facts, timeline, places, identifiers, texts as templates,
/// and for all of it where it stands in which raw file.
pub fn lead(page: &LeadPage<'_>) -> String {
    Lead::of(page).page()
}

/// What the parts of the page look things up in.
struct Lead<'a> {
    page: &'a LeadPage<'a>,
    view: View<'a>,
    documents: BTreeMap<DocumentId, (&'a Document, Redacted)>,
    captures: BTreeMap<CaptureId, &'a Capture>,
    /// By time, then id.
    captures_of: BTreeMap<DocumentId, Vec<&'a Capture>>,
    raw_files: BTreeSet<RawFileId>,
    veils: Veils,
}

fn time_of(capture: &Capture) -> Option<StatedTime> {
    let fields = &capture.fields;
    [&fields.posted, &fields.captured]
        .into_iter()
        .flatten()
        .find_map(|text| stated_time(text))
}

impl<'a> Lead<'a> {
    fn of(page: &'a LeadPage<'a>) -> Self {
        let view = page.view;
        let mut captures_of: BTreeMap<DocumentId, Vec<&Capture>> = BTreeMap::new();
        for capture in page.captures {
            captures_of
                .entry(capture.document)
                .or_default()
                .push(capture);
        }
        for captures in captures_of.values_mut() {
            captures.sort_by_key(|capture| {
                let time = time_of(capture);
                (time.is_none(), time, capture.id)
            });
        }
        Self {
            page,
            view,
            documents: page
                .documents
                .iter()
                .map(|document| {
                    (
                        document.id,
                        (
                            document,
                            view.document_text(document, Some(page.network.id)),
                        ),
                    )
                })
                .collect(),
            captures: page.captures.iter().map(|c| (c.id, c)).collect(),
            captures_of,
            raw_files: page.captures.iter().map(|c| c.raw_file).collect(),
            veils: Veils::default(),
        }
    }

    fn page(mut self) -> String {
        let network = self.page.network;
        let title = format!("Lead {}", short(&self.view.network(network.id)));
        let frame = Frame {
            view: self.view,
            title: &title,
            subtitle: &format!(
                "A possible lead: {} in {}, {}. Score {} bits.",
                counted(network.members.len() as u64, "document", "documents"),
                counted(network.captures, "capture", "captures"),
                period(network.first.as_deref(), network.last.as_deref()),
                bits(network.assessment.total()),
            ),
            back: true,
            contents: &[
                ("glance", "At a glance"),
                ("reasons", "Reasons"),
                ("facts", "Facts"),
                ("time", "Time and place"),
                ("identifiers", "Identifiers"),
                ("texts", "Texts"),
                ("provenance", "Provenance"),
            ],
            program: self.page.program,
        };
        frame.page(|h| {
            if network.urgent && !self.view.is_partner() {
                urgent(h, "Urgent: a text states or claims an age under 18", |_| {});
            }
            section(h, "glance", "At a glance", |h| self.glance(h));
            section(h, "reasons", "Why it may matter", |h| self.reasons(h));
            section(h, "facts", "Facts about the network", |h| self.facts(h));
            section(h, "time", "Time and place", |h| self.time_and_place(h));
            section(h, "identifiers", "Identifiers", |h| self.identifiers(h));
            section(h, "texts", "Texts", |h| self.texts(h));
            section(h, "provenance", "Provenance", |h| self.provenance(h));
        })
    }

    fn glance(&self, h: &mut Html) {
        let network = self.page.network;
        tiles(
            h,
            &[
                ("Score, bits", bits(network.assessment.total())),
                ("Documents", count(network.members.len() as u64)),
                ("Captures", count(network.captures)),
                ("Sources", count(network.sources.len() as u64)),
                ("Places", count(network.places.len() as u64)),
                ("Identifiers", count(network.identifiers.len() as u64)),
                (
                    "First to last",
                    period(network.first.as_deref(), network.last.as_deref()),
                ),
            ],
        );
        h.tag("p", &[], |h| {
            h.text("Network ");
            h.line("code", &[], &self.view.network(network.id).to_string());
            h.text(". Sources: ");
            names(h, &network.sources, 12);
            h.text(". Places: ");
            let places: Vec<String> = network
                .places
                .iter()
                .map(|place| self.view.text(place, []).text)
                .collect();
            names(h, &places, 20);
            h.text(".");
        });
        if network.cut {
            h.line(
                "p",
                &[],
                "The component was larger than the limit and was cut: further documents may belong to it.",
            );
        }
        if self.page.documents.len() < network.members.len() {
            let note = format!(
                "This page shows {} of {} documents; the tables hold all.",
                count(self.page.documents.len() as u64),
                count(network.members.len() as u64)
            );
            h.line("p", &[], &note);
        }
    }
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
