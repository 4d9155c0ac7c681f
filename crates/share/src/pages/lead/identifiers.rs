//! What the documents carry.

use super::Lead;
use crate::pages::format::{bits, clipped, count, counted};
use crate::pages::html::Html;
use crate::pages::overview::hub_reason;
use crate::pages::parts::{Cell, Table};
use model::{DocumentId, Identifier, IdentifierKind, Mention, MentionType, NetworkIdentifier};
use std::collections::BTreeMap;

/// Identifiers that are shown at once, and those behind a switch.
const SHOWN: usize = 24;
const MORE: usize = 400;

impl<'a> Lead<'a> {
    pub(super) fn identifiers(&self, h: &mut Html) {
        let network = self.page.network;
        h.line(
            "p",
            &[("class", "lede")],
            "What the documents carry. A link's weight is smaller the more documents carry the identifier; it is never \
             added to the score.",
        );
        // What ties together first, then what was left out, then what was only seen; each by kind and value.
        let mut identifiers: Vec<&NetworkIdentifier> = network.identifiers.iter().collect();
        identifiers.sort_by_key(|seen| (!ties(seen), seen.hub.is_none(), &seen.identifier));
        let first = self.first_mentions();
        let (shown, more) = identifiers.split_at(identifiers.len().min(SHOWN));
        self.identifier_table(h, "Identifiers", shown, &first);
        if !more.is_empty() {
            h.tag("details", &[], |h| {
                let summary = counted(more.len() as u64, "more identifier", "more identifiers");
                h.line("summary", &[], &summary);
                let listed = &more[..more.len().min(MORE)];
                self.identifier_table(h, "More identifiers", listed, &first);
                if listed.len() < more.len() {
                    h.line("p", &[("class", "small")], "The others are in the tables.");
                }
            });
        }
    }

    fn identifier_table(
        &self,
        h: &mut Html,
        caption: &str,
        identifiers: &[&NetworkIdentifier],
        first: &BTreeMap<Identifier, DocumentId>,
    ) {
        let table = Table {
            caption,
            captioned: false,
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
        table.write(h, |h| {
            for seen in identifiers {
                let value = self.view.identifier(&seen.identifier);
                let role = match seen.hub {
                    Some(reason) => format!("left out: {}", hub_reason(reason)),
                    None if ties(seen) => "ties together".into(),
                    None if seen.joins => "in one document".into(),
                    None => "only seen".into(),
                };
                let document = first.get(&seen.identifier).copied();
                let mut cells = [
                    Cell::stated(clipped(&value, 100)),
                    Cell::text(seen.identifier.kind.name().replace('_', " ")),
                    Cell::text(count(seen.documents)),
                    Cell::text(role),
                    Cell::text(bits(seen.millibits)),
                    Cell::of("nw", |h: &mut Html| match document {
                        Some(document) => self.document_link(h, document),
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
}

/// Whether it ties members to each other: what only one of them carries may tie it to later ones.
const fn ties(seen: &NetworkIdentifier) -> bool {
    seen.joins && seen.documents > 1
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
