//! The canonical state as flat files: each table as `.csv.gz` and `.ndjson.gz`, described by `datapackage.json`.
//!
//! Streams: rows come in the order in which they shall stand and are never held. NDJSON is exact. In CSV (RFC 4180,
//! UTF-8 without BOM, a header whose order never changes) no cell can become a formula and no control character but tab
//! and line ends stands in it; the package's description tells how to get the value back.

mod cell;
mod file;
mod package;
mod rows;

use crate::View;
use cell::Json;
use file::CompressedFile;
use model::{
    Assessment, Attribute, Basis, Capture, CaptureField, ContributionEvidence, Document, FactKind,
    FieldMention, HubReason, Identifier, Link, Mention, MentionType, Network, NetworkId, Reject,
    Site, Tombstone, TombstoneKind, stated_time,
};
use rows::{
    AssessmentRow, CaptureRow, DocumentRow, HubRow, LinkRow, MentionRow, NetworkRow, RejectRow,
    Row, TombstoneRow,
};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Writes all tables of an export into one directory.
///
/// Sort rows by id before handing them over; the same rows in the same order give the same bytes. Files appear under
/// their names in [`Tables::finish`], `datapackage.json` last.
pub struct Tables<'v> {
    dir: PathBuf,
    view: View<'v>,
    documents: Table,
    captures: Table,
    mentions: Table,
    links: Table,
    hubs: Table,
    networks: Table,
    assessments: Table,
    rejects: Table,
    tombstones: Table,
}

/// One table in both formats.
struct Table {
    name: &'static str,
    csv: CompressedFile,
    ndjson: CompressedFile,
    rows: u64,
}

impl Table {
    fn create<R: Row>(dir: &Path) -> io::Result<Self> {
        let mut csv = CompressedFile::create(&dir.join(format!("{}.csv.gz", R::NAME)))?;
        let header: Vec<&str> = R::COLUMNS.iter().map(|column| column.name).collect();
        csv.block().extend_from_slice(header.join(",").as_bytes());
        csv.block().extend_from_slice(b"\r\n");
        Ok(Self {
            name: R::NAME,
            csv,
            ndjson: CompressedFile::create(&dir.join(format!("{}.ndjson.gz", R::NAME)))?,
            rows: 0,
        })
    }

    fn row<R: Row>(&mut self, row: &R) -> io::Result<()> {
        debug_assert_eq!(self.name, R::NAME, "a row goes into its own table");
        row.csv(self.csv.block());
        row.json(self.ndjson.block());
        self.rows += 1;
        self.csv.flush_full()?;
        self.ndjson.flush_full()
    }
}

impl<'v> Tables<'v> {
    /// Begins every table; the directory must exist.
    pub fn create(dir: &Path, view: View<'v>) -> io::Result<Self> {
        Ok(Self {
            dir: dir.to_owned(),
            view,
            documents: Table::create::<DocumentRow<'_>>(dir)?,
            captures: Table::create::<CaptureRow<'_>>(dir)?,
            mentions: Table::create::<MentionRow<'_>>(dir)?,
            links: Table::create::<LinkRow<'_>>(dir)?,
            hubs: Table::create::<HubRow<'_>>(dir)?,
            networks: Table::create::<NetworkRow<'_>>(dir)?,
            assessments: Table::create::<AssessmentRow<'_>>(dir)?,
            rejects: Table::create::<RejectRow<'_>>(dir)?,
            tombstones: Table::create::<TombstoneRow<'_>>(dir)?,
        })
    }

    /// A document and the mentions in its text; `captures` counts those that the tier may see.
    pub fn document(
        &mut self,
        document: &Document,
        network: Option<NetworkId>,
        captures: u64,
    ) -> io::Result<()> {
        let view = self.view;
        let text = view.document_text(document, network);
        self.documents.row(&DocumentRow {
            id: view.document(document.id),
            region: document.region.as_deref(),
            language: document.language.as_deref(),
            detected_language: document.detected_language.as_deref(),
            text_class: document.text_class.map(|id| view.text_class(id)),
            network: network.map(|id| view.network(id)),
            versions: &document.versions.to_string(),
            urgent: (!view.is_partner()).then_some(document.urgent),
            captures,
            text: &text.text,
        })?;
        for mention in document.mentions.iter().filter(|m| view.sees(m)) {
            let (start, end) = text.place(mention.span);
            self.mentions.row(&MentionRow {
                document: view.document(document.id),
                capture: None,
                field: None,
                r#type: mention.kind.name(),
                value: view.value(mention.kind, &mention.value).as_deref(),
                start: Some(start as u64),
                end: Some(end as u64),
                raw: Some(text.quote(mention.span)),
                confidence: mention.confidence.into(),
                method: &mention.method,
                attributes: attributes(view, mention),
            })?;
        }
        Ok(())
    }

    /// A capture and the mentions in its fields.
    pub fn capture(&mut self, capture: &Capture) -> io::Result<()> {
        let view = self.view;
        let shown = CaptureField::ALL.map(|field| field_text(view, capture, field));
        let field = |field: CaptureField| shown[field as usize].as_ref().map(|text| &*text.text);
        self.captures.row(&CaptureRow {
            id: view.capture(capture.id),
            raw_file: view.raw_file(capture.raw_file),
            record: capture.record,
            bytes_start: capture.bytes.start,
            bytes_end: capture.bytes.end,
            source: &capture.source,
            document: view.document(capture.document),
            url: field(CaptureField::Url),
            posted: field(CaptureField::Posted),
            captured: field(CaptureField::Captured),
            place: field(CaptureField::Place),
            author: field(CaptureField::Author),
            price: field(CaptureField::Price),
            post_id: field(CaptureField::PostId),
        })?;
        for FieldMention { field, mention } in &capture.mentions {
            if !view.sees(mention) {
                continue;
            }
            // A partner does not see every field, and times only as they were understood: spans go with the text.
            let text = shown[*field as usize]
                .as_ref()
                .filter(|_| !view.is_partner() || !is_time(*field));
            let place = text.map(|text| text.place(mention.span));
            self.mentions.row(&MentionRow {
                document: view.document(capture.document),
                capture: Some(view.capture(capture.id)),
                field: Some(field.name()),
                r#type: mention.kind.name(),
                value: view.value(mention.kind, &mention.value).as_deref(),
                start: place.map(|(start, _)| start as u64),
                end: place.map(|(_, end)| end as u64),
                raw: text.map(|text| text.quote(mention.span)),
                confidence: mention.confidence.into(),
                method: &mention.method,
                attributes: attributes(view, mention),
            })?;
        }
        Ok(())
    }

    /// A link; `hub` says whether its identifier is one.
    pub fn link(&mut self, link: &Link, hub: bool) -> io::Result<()> {
        let view = self.view;
        let (site, place, span) = match link.evidence.site {
            Site::Text => ("text", None, None),
            Site::Document(span) => ("document", None, Some(span)),
            Site::Capture(capture, field, span) => ("capture", Some((capture, field)), Some(span)),
        };
        // A partner's text is redacted, so the span would point elsewhere; the mention's row has the right one.
        let span = span.filter(|_| !view.is_partner());
        self.links.row(&LinkRow {
            document: view.document(link.document),
            kind: link.identifier.kind.name(),
            value: &view.identifier(&link.identifier),
            site,
            capture: place.map(|(capture, _)| view.capture(capture)),
            field: place.map(|(_, field)| field.name()),
            start: span.map(|span| span.start() as u64),
            end: span.map(|span| span.end() as u64),
            method: &link.evidence.method,
            confidence: link.evidence.confidence.into(),
            hub,
        })
    }

    /// A hub.
    pub fn hub(
        &mut self,
        identifier: &Identifier,
        reason: HubReason,
        documents: u64,
    ) -> io::Result<()> {
        self.hubs.row(&HubRow {
            kind: identifier.kind.name(),
            value: &self.view.identifier(identifier),
            reason: reason.name(),
            documents,
        })
    }

    /// A network and the contributions of its assessment.
    pub fn network(&mut self, network: &Network) -> io::Result<()> {
        let view = self.view;
        let identifiers: Vec<String> = network
            .identifiers
            .iter()
            .map(|seen| {
                let shown = view.identifier(&seen.identifier);
                format!("{} {shown}", seen.identifier.kind.name())
            })
            .collect();
        let places: Vec<String> = network
            .places
            .iter()
            .map(|place| view.text(place, []).text)
            .collect();
        let assessment = &network.assessment;
        self.networks.row(&NetworkRow {
            id: view.network(network.id),
            documents: network.members.len() as u64,
            captures: network.captures,
            first: network.first.as_deref(),
            last: network.last.as_deref(),
            sources: &network.sources,
            places: &places,
            identifiers: &identifiers,
            facts: facts(view, network),
            urgent: (!view.is_partner()).then_some(network.urgent),
            cut: network.cut,
            lead: assessment.lead,
            millibits: assessment.total(),
        })?;
        self.assessment(network.id, assessment)
    }

    fn assessment(&mut self, network: NetworkId, assessment: &Assessment) -> io::Result<()> {
        let view = self.view;
        for contribution in &assessment.contributions {
            let evidence: Vec<String> = contribution
                .evidence
                .iter()
                .map(|place| evidence(view, place))
                .collect();
            self.assessments.row(&AssessmentRow {
                network: view.network(network),
                prior: assessment.prior,
                total: assessment.total(),
                lead: assessment.lead,
                family: contribution.family.name(),
                indicator: &contribution.indicator,
                millibits: contribution.millibits,
                basis: basis(contribution.basis),
                source: &contribution.source,
                documents: contribution.documents,
                evidence: &evidence,
            })?;
        }
        Ok(())
    }

    /// A reject.
    pub fn reject(&mut self, reject: &Reject) -> io::Result<()> {
        self.rejects.row(&RejectRow {
            id: self.view.reject(reject.id),
            raw_file: self.view.raw_file(reject.raw_file),
            reason: reject.reason.name(),
            count: reject.count,
            bytes_start: reject.first.start,
            bytes_end: reject.first.end,
        })
    }

    /// A tombstone.
    pub fn tombstone(&mut self, tombstone: &Tombstone) -> io::Result<()> {
        let view = self.view;
        // An id that does not read as one names nothing; a partner sees an empty cell.
        let id = match tombstone.kind {
            _ if !view.is_partner() => tombstone.id.clone(),
            TombstoneKind::Document => keyed(&tombstone.id, |id| view.document(id)),
            TombstoneKind::Capture => keyed(&tombstone.id, |id| view.capture(id)),
            TombstoneKind::RawFile => keyed(&tombstone.id, |id| view.raw_file(id)),
        };
        self.tombstones.row(&TombstoneRow {
            kind: tombstone.kind.name(),
            id: &id,
        })
    }

    /// Writes what is left, gives every file its name, and writes `datapackage.json`.
    pub fn finish(self) -> io::Result<()> {
        let mut package = package::Package::new(self.view);
        let mut closed = Vec::new();
        package.close::<DocumentRow<'_>>(self.documents, &mut closed)?;
        package.close::<CaptureRow<'_>>(self.captures, &mut closed)?;
        package.close::<MentionRow<'_>>(self.mentions, &mut closed)?;
        package.close::<LinkRow<'_>>(self.links, &mut closed)?;
        package.close::<HubRow<'_>>(self.hubs, &mut closed)?;
        package.close::<NetworkRow<'_>>(self.networks, &mut closed)?;
        package.close::<AssessmentRow<'_>>(self.assessments, &mut closed)?;
        package.close::<RejectRow<'_>>(self.rejects, &mut closed)?;
        package.close::<TombstoneRow<'_>>(self.tombstones, &mut closed)?;
        for file in closed {
            file.publish()?;
        }
        package.write(&self.dir)
    }
}

fn keyed<I: std::str::FromStr + ToString>(id: &str, name: impl Fn(I) -> I) -> String {
    id.parse()
        .map_or_else(|_| String::new(), |id| name(id).to_string())
}

const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Fitted => "fitted",
        Basis::Judged => "judged",
        Basis::Refuted => "refuted",
        Basis::Never => "never",
    }
}

const fn is_time(field: CaptureField) -> bool {
    matches!(field, CaptureField::Posted | CaptureField::Captured)
}

/// A field of a capture as the tier may read it.
pub(crate) fn field_text(
    view: View<'_>,
    capture: &Capture,
    field: CaptureField,
) -> Option<crate::Redacted> {
    let text = capture.fields.get(field)?;
    if !view.is_partner() {
        return Some(crate::Redacted::unchanged(text));
    }
    match field {
        CaptureField::Url | CaptureField::Author | CaptureField::PostId => None,
        // A time is passed on as it was understood: what else stands in the field may be anything.
        CaptureField::Posted | CaptureField::Captured => {
            stated_time(text).map(|time| crate::Redacted::unchanged(&time.iso()))
        }
        CaptureField::Place | CaptureField::Price => {
            let mentions = capture.mentions.iter().filter(|m| m.field == field);
            Some(view.text(text, mentions.map(|m| &m.mention)))
        }
    }
}

fn attributes(view: View<'_>, mention: &Mention) -> Option<Json> {
    let passed_on = |name: &str| match mention.kind {
        _ if !view.is_partner() => true,
        MentionType::Phone => matches!(name, "region" | "obscured"),
        MentionType::Price => matches!(name, "amount" | "currency" | "minutes"),
        MentionType::Place => matches!(name, "geonames_id" | "country"),
        _ => false,
    };
    let shown: BTreeMap<&str, &Attribute> = mention
        .attributes
        .iter()
        .filter(|(name, _)| passed_on(name))
        .collect();
    if shown.is_empty() {
        return None;
    }
    Some(Json(
        serde_json::to_string(&shown).expect("texts and numbers are JSON"),
    ))
}

fn facts(view: View<'_>, network: &Network) -> Option<Json> {
    if network.facts.is_empty() {
        return None;
    }
    let facts: Vec<serde_json::Value> = network
        .facts
        .iter()
        .map(|fact| {
            serde_json::json!({
                "kind": fact.kind.name(),
                "count": fact.count,
                "values": fact_values(view, fact.kind, &fact.values),
            })
        })
        .collect();
    Some(Json(
        serde_json::to_string(&facts).expect("texts and numbers are JSON"),
    ))
}

/// The values of a fact that the tier may read; a partner sees places, and of names, ages and contacts only how many.
pub(crate) fn fact_values(view: View<'_>, kind: FactKind, values: &[String]) -> Vec<String> {
    match kind {
        _ if !view.is_partner() => values.to_vec(),
        FactKind::PlacesInSequence => values
            .iter()
            .map(|place| view.text(place, []).text)
            .collect(),
        FactKind::ManyPersonsOneContact | FactKind::OneTextManyContacts => Vec::new(),
    }
}

fn evidence(view: View<'_>, place: &ContributionEvidence) -> String {
    let mut out = view.document(place.document).to_string();
    let span = match place.site {
        Site::Text => None,
        Site::Document(span) => Some(span),
        Site::Capture(capture, field, span) => {
            out.push_str(&format!(" {} {}", view.capture(capture), field.name()));
            Some(span)
        }
    };
    if let Some(capture) = place.capture
        && !matches!(place.site, Site::Capture(seen, _, _) if seen == capture)
    {
        out.push_str(&format!(" {}", view.capture(capture)));
    }
    if let Some(span) = span.filter(|_| !view.is_partner()) {
        out.push_str(&format!(" {}-{}", span.start(), span.end()));
    }
    out
}
