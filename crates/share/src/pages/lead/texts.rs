//! Texts as templates, with the varying parts marked.

use super::Lead;
use crate::pages::format::{clipped, counted};
use crate::pages::html::Html;
use crate::pages::overview::spoken;
use crate::pages::template::{self, Segment};
use crate::{Redacted, View};
use model::{Document, DocumentId, MentionType};
use std::collections::{BTreeMap, BTreeSet};

/// Texts put side by side in a template, and shown in full.
const MEMBERS: usize = 12;
/// Templates that a page shows.
const TEMPLATES: usize = 24;
/// Characters of a text that are shown.
const TEXT: usize = 6_000;
/// Values of a slot that stand in the template itself.
const VALUES: usize = 4;

impl<'a> Lead<'a> {
    pub(super) fn texts(&mut self, h: &mut Html) {
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
        h.tag("p", &[("class", "where")], |h| {
            self.document_link(h, id);
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
