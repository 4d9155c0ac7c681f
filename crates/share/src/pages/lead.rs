use super::chart;
use super::format::{bits, clipped, count, counted, day, short};
use super::frame::Frame;
use super::html::Html;
use super::overview::{basis, hub_reason, period, section, spoken};
use super::parts::{Cell, Table, Veils, names, tiles};
use super::template::{self, Segment};
use super::{LeadPage, RawFileLine};
use crate::tables::{fact_values, field_text};
use crate::{Redacted, View};
use model::{
    Capture, CaptureField, CaptureId, Contribution, ContributionEvidence, Document, DocumentId,
    Fact, FactKind, Identifier, IdentifierKind, Mention, MentionType, Site, StatedTime,
    stated_time,
};
use std::collections::{BTreeMap, BTreeSet};

/// Texts put side by side in a template, and shown in full.
const MEMBERS: usize = 12;
/// Templates that a page shows.
const TEMPLATES: usize = 24;
/// Documents whose captures a page lists, and captures of one document.
const DOCUMENTS: usize = 200;
const CAPTURES: usize = 20;
/// Quotes of a reason that are shown at once.
const QUOTES: usize = 3;
/// Characters of a text shown in full, of a quote, and around a quote.
const TEXT: usize = 6_000;
const QUOTE: usize = 240;
const AROUND: usize = 60;

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
                        (document, view.text(&document.text, &document.mentions)),
                    )
                })
                .collect(),
            captures: page.captures.iter().map(|c| (c.id, c)).collect(),
            captures_of,
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
                urgent(h);
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

    // ---- reasons

    fn reasons(&mut self, h: &mut Html) {
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
                Some(rule) => h.line("p", &[], &rule.says),
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

    /// A quote, blurred, and where it stands.
    fn quote(&mut self, h: &mut Html, document: DocumentId, site: Site, seen: Option<CaptureId>) {
        let found = match site {
            Site::Text | Site::Document(_) => self.documents.get(&document).map(|(_, text)| {
                let (start, end) = match site {
                    Site::Document(span) => text.place(span),
                    _ => (0, 0),
                };
                (text.text.clone(), start, end)
            }),
            Site::Capture(capture, field, span) => {
                self.captures.get(&capture).and_then(|capture| {
                    let text = field_text(self.view, capture, field)?;
                    let (start, end) = if is_rewritten(self.view, field) {
                        (0, text.text.len())
                    } else {
                        text.place(span)
                    };
                    Some((text.text, start, end))
                })
            }
        };
        match found {
            Some((text, start, end)) if text.get(start..end).is_some() => {
                self.veils.veiled(h, "quote", |h| {
                    h.tag("blockquote", &[], |h| in_context(h, &text, start, end));
                });
            }
            _ => h.line("p", &[("class", "where")], "The quote is not shown here."),
        }
        let capture = match site {
            Site::Capture(capture, _, _) => Some(capture),
            _ => seen,
        };
        self.stands(h, document, site, capture);
    }

    /// Where something stands: document and span, and the record of the raw file that holds it.
    fn stands(&self, h: &mut Html, document: DocumentId, site: Site, seen: Option<CaptureId>) {
        let captures = self.captures_of.get(&document);
        let capture = seen
            .and_then(|id| self.captures.get(&id).copied())
            .or_else(|| captures.and_then(|c| c.first().copied()));
        h.tag("p", &[("class", "where")], |h| {
            let id = self.view.document(document);
            h.text(match site {
                Site::Capture(_, field, _) => field_says(field),
                Site::Text => "Whole text of ",
                Site::Document(_) => "Text of ",
            });
            if self.documents.contains_key(&document) {
                h.local_link(&format!("#{id}"), |h| h.line("code", &[], &short(&id)));
            } else {
                h.line("code", &[], &short(&id));
            }
            if let (Site::Document(span) | Site::Capture(_, _, span), false) =
                (site, self.view.is_partner())
            {
                h.text(&format!(", bytes {}–{}", span.start(), span.end()));
            }
            if let Some(capture) = capture {
                h.text(" · ");
                self.record(h, capture);
                let more = captures.map_or(0, |all| all.len().saturating_sub(1));
                if more > 0 && seen.is_none() {
                    h.text(&format!(
                        " · and {}",
                        counted(more as u64, "other capture", "other captures")
                    ));
                }
            }
        });
    }

    fn record(&self, h: &mut Html, capture: &Capture) {
        let raw_file = self.view.raw_file(capture.raw_file);
        h.text("record ");
        h.text(&count(capture.record));
        h.text(&format!(
            ", bytes {}–{} of ",
            capture.bytes.start, capture.bytes.end
        ));
        h.local_link(&format!("#{raw_file}"), |h| {
            h.line("code", &[], &short(&raw_file));
        });
        h.text(" (");
        h.stated(&clipped(&capture.source, 40));
        h.text("), capture ");
        h.line("code", &[], &short(&self.view.capture(capture.id)));
    }

    // ---- facts

    fn facts(&mut self, h: &mut Html) {
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
                    for (value, (document, site)) in values.iter().zip(&fact.evidence).take(24) {
                        h.tag("li", &[], |h| {
                            h.tag("div", &[], |h| h.stated(&clipped(value, 80)));
                            self.stands(h, *document, *site, None);
                        });
                    }
                });
                if values.len() > 24 {
                    h.line(
                        "p",
                        &[("class", "where")],
                        &format!("And {} more.", values.len() - 24),
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

    // ---- time and place

    fn time_and_place(&self, h: &mut Html) {
        let mut seen: Vec<(StatedTime, String, CaptureId)> = Vec::new();
        let mut untimed = 0u64;
        for capture in self.page.captures {
            let place = field_text(self.view, capture, CaptureField::Place)
                .map(|text| text.text.trim().to_owned())
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| "place not stated".into());
            match time_of(capture) {
                Some(time) => seen.push((time, place, capture.id)),
                None => untimed += 1,
            }
        }
        seen.sort();
        let mut counts: BTreeMap<(i64, &str), u64> = BTreeMap::new();
        for (time, place, _) in &seen {
            *counts.entry((time.day, place)).or_default() += 1;
        }
        let values: Vec<(i64, &str, u64)> = counts
            .iter()
            .map(|((day, place), n)| (*day, *place, *n))
            .collect();
        chart::lanes(h, "lanes", "Captures by place and day", &values);
        if untimed > 0 {
            let note = format!(
                "{} without a stated time that can be read.",
                counted(untimed, "capture", "captures")
            );
            h.line("p", &[("class", "small")], &note);
        }
        // Runs of captures at one place.
        let mut stays: Vec<(&str, i64, i64, u64)> = Vec::new();
        for (time, place, _) in &seen {
            match stays.last_mut() {
                Some(stay) if stay.0 == place => {
                    stay.2 = time.day;
                    stay.3 += 1;
                }
                _ => stays.push((place, time.day, time.day, 1)),
            }
        }
        if stays.is_empty() {
            return;
        }
        h.line("h3", &[], "Places in sequence");
        let shown = stays.len().min(60);
        let caption = if stays.len() > shown {
            format!("First {shown} of {} stays, by stated time", stays.len())
        } else {
            "Stays, by stated time".to_owned()
        };
        let table = Table {
            caption: &caption,
            captioned: true,
            columns: &[
                ("Place", false),
                ("From", false),
                ("To", false),
                ("Captures", true),
            ],
            stacked: false,
        };
        table.write(h, |h| {
            for (place, from, to, captures) in &stays[..shown] {
                let mut cells = [
                    Cell::stated(clipped(place, 60)),
                    Cell::of("nw", |h: &mut Html| h.text(&day(*from))),
                    Cell::of("nw", |h: &mut Html| h.text(&day(*to))),
                    Cell::text(count(*captures)),
                ];
                table.row(h, "", &mut cells);
            }
        });
        h.line(
            "p",
            &[("class", "small")],
            "A record's place is where it was posted for, as stated; nobody need have been there.",
        );
    }

    // ---- identifiers

    fn identifiers(&self, h: &mut Html) {
        let network = self.page.network;
        h.line(
            "p",
            &[("class", "lede")],
            "What the documents carry. A link's weight is smaller the more documents carry the identifier; it is never \
             added to the score.",
        );
        let shown = network.identifiers.len().min(200);
        let caption = if network.identifiers.len() > shown {
            format!(
                "First {shown} of {} identifiers",
                count(network.identifiers.len() as u64)
            )
        } else {
            counted(shown as u64, "identifier", "identifiers")
        };
        let table = Table {
            caption: &caption,
            captioned: true,
            columns: &[
                ("Identifier", false),
                ("Kind", false),
                ("Documents", true),
                ("Role", false),
                ("Link, bits", true),
                ("Read first in", false),
            ],
            stacked: true,
        };
        let first = self.first_mentions();
        table.write(h, |h| {
            for seen in &network.identifiers[..shown] {
                let value = self.view.identifier(&seen.identifier);
                let role = match (seen.hub, seen.joins) {
                    (Some(reason), _) => format!("left out: {}", hub_reason(reason)),
                    (None, true) => "ties together".into(),
                    (None, false) => "only seen".into(),
                };
                let document = first.get(&seen.identifier).copied();
                let mut cells = [
                    Cell::stated(clipped(&value, 100)),
                    Cell::text(seen.identifier.kind.name().replace('_', " ")),
                    Cell::text(count(seen.documents)),
                    Cell::text(role),
                    Cell::text(bits(seen.millibits)),
                    Cell::of("nw", |h: &mut Html| match document {
                        Some(document) => {
                            let id = self.view.document(document);
                            h.local_link(&format!("#{id}"), |h| h.line("code", &[], &short(&id)));
                        }
                        None => h.text("not on this page"),
                    }),
                ];
                table.row(h, "", &mut cells);
            }
        });
    }

    /// The first document on this page that carries each identifier.
    fn first_mentions(&self) -> BTreeMap<Identifier, DocumentId> {
        let mut first = BTreeMap::new();
        let mut note = |kind: Option<IdentifierKind>, value: &str, document: DocumentId| {
            if let Some(kind) = kind {
                let identifier = Identifier {
                    kind,
                    value: value.to_owned(),
                };
                first.entry(identifier).or_insert(document);
            }
        };
        for (id, (document, _)) in &self.documents {
            for mention in &document.mentions {
                note(identifier_kind(mention), &mention.value, *id);
            }
            for capture in self.captures_of.get(id).into_iter().flatten() {
                for found in &capture.mentions {
                    note(identifier_kind(&found.mention), &found.mention.value, *id);
                }
            }
            if let Some(class) = document.text_class {
                note(Some(IdentifierKind::TextClass), &class.to_string(), *id);
            }
        }
        first
    }

    // ---- texts

    fn texts(&mut self, h: &mut Html) {
        let groups = self.groups();
        h.line(
            "p",
            &[("class", "lede")],
            "Texts that are nearly the same are put together: what all share is plain, what varies is marked. Markup, \
             addresses and control characters are shown as text and do nothing.",
        );
        for (at, members) in groups.iter().take(TEMPLATES).enumerate() {
            self.template(h, at + 1, members);
        }
        if groups.len() > TEMPLATES {
            h.line(
                "p",
                &[],
                &format!("And {} more, in the tables.", groups.len() - TEMPLATES),
            );
        }
    }

    /// Members by template, the largest first; those in none by text class, else alone.
    fn groups(&self) -> Vec<Vec<DocumentId>> {
        let mut groups: Vec<Vec<DocumentId>> = Vec::new();
        let mut placed: BTreeSet<DocumentId> = BTreeSet::new();
        for template in self.page.templates {
            let members: BTreeSet<DocumentId> = template
                .iter()
                .filter(|id| self.documents.contains_key(id) && !placed.contains(id))
                .copied()
                .collect();
            placed.extend(&members);
            if !members.is_empty() {
                groups.push(members.into_iter().collect());
            }
        }
        let mut classes = BTreeMap::new();
        for (id, (document, _)) in &self.documents {
            if placed.contains(id) {
                continue;
            }
            match document.text_class {
                Some(class) => classes.entry(class).or_insert_with(Vec::new).push(*id),
                None => groups.push(vec![*id]),
            }
        }
        groups.extend(classes.into_values());
        groups.sort_by_key(|members| (std::cmp::Reverse(members.len()), members.first().copied()));
        groups
    }

    fn template(&mut self, h: &mut Html, number: usize, members: &[DocumentId]) {
        let captures: usize = members
            .iter()
            .map(|id| self.captures_of.get(id).map_or(0, Vec::len))
            .sum();
        h.line(
            "h3",
            &[],
            &format!(
                "Text {number}: {}, {}",
                counted(members.len() as u64, "document", "documents"),
                counted(captures as u64, "capture", "captures")
            ),
        );
        let shown = &members[..members.len().min(MEMBERS)];
        let texts: Vec<String> = shown
            .iter()
            .filter_map(|id| self.documents.get(id))
            .map(|(_, text)| text.text.clone())
            .collect();
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        let template = (texts.len() > 1).then(|| template::of(&borrowed)).flatten();
        if let Some(template) = template {
            if members.len() > shown.len() {
                let note = format!("From the {} of smallest id.", shown.len());
                h.line("p", &[("class", "where")], &note);
            }
            self.veils.veiled(h, "text", |h| {
                h.tag("div", &[("class", "full")], |h| {
                    common_and_slots(h, &template.segments)
                });
            });
            let values = slot_values(&template.segments);
            if values.iter().any(|values| values.len() > VALUES) {
                h.tag("details", &[], |h| {
                    h.line("summary", &[], "All that varies");
                    self.veils.veiled(h, "values", |h| {
                        h.tag("ol", &[("class", "slots")], |h| {
                            for values in &values {
                                h.tag("li", &[], |h| slot_list(h, values));
                            }
                        });
                    });
                });
            }
            h.tag("details", &[], |h| {
                h.line(
                    "summary",
                    &[],
                    &format!("Each of {} texts in full", shown.len()),
                );
                for id in shown {
                    self.full_text(h, *id);
                }
            });
        } else {
            for id in shown {
                self.full_text(h, *id);
            }
        }
    }

    fn full_text(&mut self, h: &mut Html, id: DocumentId) {
        let Some((document, text)) = self.documents.get(&id) else {
            return;
        };
        let name = self.view.document(id);
        h.tag("p", &[("class", "where")], |h| {
            h.local_link(&format!("#{name}"), |h| h.line("code", &[], &short(&name)));
            if let Some(language) = document.detected_language.as_deref() {
                h.text(" · language ");
                h.stated(language);
            }
            let captures = self.captures_of.get(&id).map_or(0, Vec::len);
            h.text(&format!(
                " · {}",
                counted(captures as u64, "capture", "captures")
            ));
        });
        let view = self.view;
        self.veils.veiled(h, "text", |h| {
            h.tag("div", &[("class", "full")], |h| {
                with_mentions(h, view, document, text)
            });
        });
    }

    // ---- provenance

    fn provenance(&self, h: &mut Html) {
        h.line(
            "p",
            &[("class", "lede")],
            "Every statement above leads back to bytes of a stored raw file. Byte ranges count in the file as it landed, \
             decompressed when it is compressed.",
        );
        h.line("h3", &[], "Raw files");
        let used: BTreeSet<_> = self.page.captures.iter().map(|c| c.raw_file).collect();
        let table = Table {
            caption: "Raw files that hold the captures",
            captioned: false,
            columns: &[
                ("Raw file", false),
                ("Source", false),
                ("SHA-256 of the bytes", false),
                ("Delivered as", false),
            ],
            stacked: true,
        };
        table.write(h, |h| {
            for id in used.iter().take(DOCUMENTS) {
                let line: Option<&RawFileLine> = self.page.raw_files.get(id);
                let name = self.view.raw_file(*id).to_string();
                let hash = match line {
                    // A file's hash would tell a partner whether they hold the same file.
                    Some(line) if !self.view.is_partner() => hex(&line.sha256),
                    _ => "not shown".into(),
                };
                let path = match line.and_then(|line| line.path.as_deref()) {
                    Some(path) if !self.view.is_partner() => Cell::stated(clipped(path, 200)),
                    _ => Cell::text("not shown"),
                };
                let source = line.map(|line| line.source.clone()).unwrap_or_default();
                let mut cells = [
                    Cell::of("w", |h: &mut Html| {
                        h.line("code", &[("id", &name), ("class", "hash")], &name);
                    }),
                    Cell::stated(clipped(&source, 40)),
                    Cell::of("w", |h: &mut Html| {
                        h.line("code", &[("class", "hash")], &hash)
                    }),
                    path,
                ];
                table.row(h, "", &mut cells);
            }
        });
        h.line("h3", &[], "Documents and their captures");
        let table = Table {
            caption: "Where each document was seen",
            captioned: false,
            columns: &[
                ("Document", false),
                ("Capture", false),
                ("Raw file", false),
                ("Record", true),
                ("Bytes", false),
                ("Stated time", false),
                ("Place", false),
            ],
            stacked: true,
        };
        table.write(h, |h| {
            for id in self.documents.keys().take(DOCUMENTS) {
                let captures = self.captures_of.get(id).map_or(&[][..], Vec::as_slice);
                for (at, capture) in captures.iter().take(CAPTURES).enumerate() {
                    self.capture_row(h, &table, *id, at == 0, capture);
                }
            }
        });
        let left = self.documents.len().saturating_sub(DOCUMENTS);
        let cut = self
            .captures_of
            .values()
            .any(|captures| captures.len() > CAPTURES);
        if left > 0 || cut {
            h.line(
                "p",
                &[("class", "small")],
                "Further captures are in the tables.",
            );
        }
    }

    fn capture_row(
        &self,
        h: &mut Html,
        table: &Table<'_>,
        id: DocumentId,
        first: bool,
        capture: &Capture,
    ) {
        let document = self.view.document(id).to_string();
        let time = time_of(capture).map_or_else(|| "not stated".to_owned(), StatedTime::iso);
        let place = field_text(self.view, capture, CaptureField::Place);
        let mut cells = [
            Cell::of("w", |h: &mut Html| {
                // Only the first row of a document bears its anchor.
                let attributes: &[(&'static str, &str)] = if first {
                    &[("id", &document), ("class", "hash")]
                } else {
                    &[("class", "hash")]
                };
                h.line("code", attributes, &document);
            }),
            Cell::of("w", |h: &mut Html| {
                h.line(
                    "code",
                    &[("class", "hash")],
                    &self.view.capture(capture.id).to_string(),
                );
            }),
            Cell::of("nw", |h: &mut Html| {
                let raw_file = self.view.raw_file(capture.raw_file);
                h.local_link(&format!("#{raw_file}"), |h| {
                    h.line("code", &[], &short(&raw_file))
                });
            }),
            Cell::text(count(capture.record)),
            Cell::of("nw", |h: &mut Html| {
                h.text(&format!("{}–{}", capture.bytes.start, capture.bytes.end));
            }),
            Cell::text(time),
            match place {
                Some(place) => Cell::stated(clipped(&place.text, 60)),
                None => Cell::text("not stated"),
            },
        ];
        table.row(h, "", &mut cells);
    }
}

/// The steps to report a stated minor, by `indicators.md` of this system's sources: they are shown wherever one is.
fn urgent(h: &mut Html) {
    let attributes = [
        ("class", "urgent"),
        ("aria-labelledby", "urgent-heading"),
        ("id", "urgent"),
    ];
    h.tag("section", &attributes, |h| {
        h.line("h2", &[("id", "urgent-heading")], "Urgent: a text states or claims an age under 18");
        h.line(
            "p",
            &[],
            "This flag is no part of the score. It may be wrong; report it all the same. Do not contact anyone, do not \
             open addresses from the texts, do not look for pictures, and pass nothing on except to those named here.",
        );
        h.tag("ol", &[], |h| {
            for step in [
                "Danger right now: call the local police or the emergency number.",
                "United States: report to the NCMEC CyberTipline (report.cybertip.org).",
                "Elsewhere: report to the national hotline of the INHOPE network (inhope.org), else to the local police.",
                "Name this lead's id, the raw files and their SHA-256 below, and keep the raw files as they are.",
            ] {
                h.line("li", &[], step);
            }
        });
    });
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
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

const fn field_says(field: CaptureField) -> &'static str {
    match field {
        CaptureField::Url => "Address of a capture of ",
        CaptureField::Posted => "Time of posting of a capture of ",
        CaptureField::Captured => "Time of a capture of ",
        CaptureField::Place => "Place of a capture of ",
        CaptureField::Author => "Author of a capture of ",
        CaptureField::Price => "Price of a capture of ",
        CaptureField::PostId => "Post id of a capture of ",
    }
}

/// Whether a tier sees the field in other words, in which a span means nothing.
const fn is_rewritten(view: View<'_>, field: CaptureField) -> bool {
    view.is_partner() && matches!(field, CaptureField::Posted | CaptureField::Captured)
}

const fn identifier_kind(mention: &Mention) -> Option<IdentifierKind> {
    Some(match mention.kind {
        MentionType::Phone => IdentifierKind::Phone,
        MentionType::Email => IdentifierKind::Email,
        MentionType::Account => IdentifierKind::Account,
        MentionType::Wallet => IdentifierKind::Wallet,
        MentionType::Url => IdentifierKind::Url,
        _ => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A quote marked in a little of its surroundings; of a whole text the beginning.
fn in_context(h: &mut Html, text: &str, start: usize, end: usize) {
    let before = &text[..start];
    let from = before
        .char_indices()
        .rev()
        .nth(AROUND - 1)
        .map_or(0, |(at, _)| at);
    let mut before = &text[from..start];
    if from > 0 {
        h.text("… ");
        // Begin at a word, unless there is only one.
        before = before.split_once(' ').map_or(before, |(_, rest)| rest);
    }
    h.text(before.trim_start());
    if start < end {
        h.line("mark", &[], &clipped(&text[start..end], QUOTE));
        let after = clipped(&text[end..], AROUND);
        h.text(after.trim_end());
    } else {
        h.text(&clipped(text, QUOTE));
    }
}

/// The distinct values of each slot, in order of the texts, with how many of the texts have it.
fn slot_values(segments: &[Segment]) -> Vec<Vec<(&str, u64)>> {
    segments
        .iter()
        .filter_map(|segment| match segment {
            Segment::Common(_) => None,
            Segment::Slot(values) => {
                let mut counted: Vec<(&str, u64)> = Vec::new();
                for value in values.iter().map(|value| value.trim()) {
                    match counted.iter_mut().find(|(known, _)| *known == value) {
                        Some((_, number)) => *number += 1,
                        None => counted.push((value, 1)),
                    }
                }
                Some(counted)
            }
        })
        .collect()
}

fn slot_list(h: &mut Html, values: &[(&str, u64)]) {
    for (at, (value, number)) in values.iter().enumerate() {
        if at > 0 {
            h.text("; ");
        }
        if value.is_empty() {
            h.text("nothing");
        } else {
            h.stated(&clipped(value, 200));
        }
        if *number > 1 {
            h.text(&format!(" ({number} texts)"));
        }
    }
}

/// Values of a slot that stand in the template itself.
const VALUES: usize = 4;

fn common_and_slots(h: &mut Html, segments: &[Segment]) {
    let mut number = 0;
    for segment in segments {
        match segment {
            Segment::Common(text) => h.text(&clipped(text, TEXT)),
            Segment::Slot(values) => {
                number += 1;
                let distinct = slot_values(std::slice::from_ref(segment)).concat();
                // Spaces around a value stand outside of the mark.
                let lead = values
                    .iter()
                    .all(|v| v.is_empty() || v.starts_with(char::is_whitespace));
                if lead {
                    h.text(" ");
                }
                h.tag("mark", &[], |h| {
                    for (at, (value, _)) in distinct.iter().take(VALUES).enumerate() {
                        if at > 0 {
                            h.text(" | ");
                        }
                        h.text(&if value.is_empty() {
                            "∅".to_owned()
                        } else {
                            clipped(value, 60)
                        });
                    }
                    if distinct.len() > VALUES {
                        h.text(&format!(" | +{}", distinct.len() - VALUES));
                    }
                    h.line("sup", &[], &number.to_string());
                });
                if !lead && values.iter().any(|v| v.ends_with(char::is_whitespace)) {
                    h.text(" ");
                }
            }
        }
    }
}

/// A text with its mentions marked.
fn with_mentions(h: &mut Html, view: View<'_>, document: &Document, text: &Redacted) {
    let mut at = 0;
    let end_of_text = text
        .text
        .char_indices()
        .nth(TEXT)
        .map_or(text.text.len(), |(at, _)| at);
    for mention in document.mentions.iter().filter(|m| view.sees(m)) {
        let (start, end) = text.place(mention.span);
        if start < at || end > end_of_text || text.text.get(start..end).is_none() {
            continue;
        }
        h.text(&text.text[at..start]);
        h.tag("mark", &[], |h| {
            h.text(&text.text[start..end]);
            let label = if mention.kind == MentionType::Indicator {
                spoken(&mention.value)
            } else {
                mention.kind.name().replace('_', " ")
            };
            h.line("span", &[("class", "type")], &label);
        });
        at = end;
    }
    h.text(&text.text[at..end_of_text]);
    if end_of_text < text.text.len() {
        h.text(" … (longer; see the tables)");
    }
}
