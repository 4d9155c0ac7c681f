//! One record to everything that is stored of it. A pure function of the record and its raw file's defaults.

use analysis::extract::{Context, Extractor, is_urgent, language, place_of_field};
use model::{
    Capture, CaptureField, CaptureId, Document, DocumentId, DocumentStub, Evidence, FieldMention,
    Identifier, IdentifierKind, Link, Mention, MentionType, Record, Site, Versions, mask_text,
};
use store::{PackEntry, PackWriter, RawFile, StoredDocument};

/// The versions of this program's readers, recognizers and rules.
pub const VERSIONS: Versions = Versions {
    reader: formats::VERSION,
    recognizers: analysis::RECOGNIZERS_VERSION,
    rules: analysis::RULES_VERSION,
};

/// Below this confidence (percent) a mention is stored and shown, but ties nothing together.
pub(crate) const LINKS_FROM: u8 = 50;

/// The identifier that a mention names, when it is of a kind that can tie documents together.
pub fn identifier_of(mention: &Mention) -> Option<Identifier> {
    let kind = match mention.kind {
        MentionType::Phone => IdentifierKind::Phone,
        MentionType::Email => IdentifierKind::Email,
        MentionType::Account => IdentifierKind::Account,
        MentionType::Wallet => IdentifierKind::Wallet,
        MentionType::Url => IdentifierKind::Url,
        _ => return None,
    };
    Some(Identifier {
        kind,
        value: mention.value.clone(),
    })
}

/// Builds the recognizers' tables on a thread of its own, once a process, so that it is done while others wait for an answer.
/// Whoever needs them earlier waits for them, as if nobody had asked.
pub(crate) fn make_ready() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let read = || {
            // Something for each of them, in the scripts that have tables of their own.
            let text = "Anna, 23, in Las Vegas: 702-555-0100, https://example.com, @anna.example. \u{41f}\u{440}\u{438}\u{432}\u{435}\u{442}";
            read_text(&mut Extractor::default(), text, Some("US"), None);
        };
        // Without a thread the first text builds them.
        let _ = std::thread::Builder::new()
            .name("recognizers".to_owned())
            .spawn(read);
    });
}

/// Reads a text: everything that is recognized in it, with the text as it may be stored.
pub fn read_text(
    extractor: &mut Extractor,
    text: &str,
    region: Option<&str>,
    default_language: Option<&str>,
) -> Document {
    let detected = language(text).map(|language| language.code.to_owned());
    let context = Context {
        region,
        language: default_language.or(detected.as_deref()),
        posted: None,
    };
    let mentions = extractor.extract(text, &context);
    Document {
        id: DocumentId::derive(text, region, default_language),
        region: region.map(str::to_owned),
        language: default_language.map(str::to_owned),
        text_class: analysis::link::text_class(text),
        versions: VERSIONS,
        urgent: mentions.iter().any(is_urgent),
        text: mask_text(text, &mentions),
        detected_language: detected,
        mentions,
    }
}

/// What the recognizers find in a capture's fields: in each only what the field can say.
pub fn field_mentions(
    extractor: &mut Extractor,
    fields: &model::CaptureFields,
    context: &Context<'_>,
) -> Vec<FieldMention> {
    let mut found = Vec::new();
    for field in CaptureField::ALL {
        let Some(value) = fields.get(field) else {
            continue;
        };
        let says: fn(MentionType) -> bool = match field {
            CaptureField::Url => |kind| {
                matches!(
                    kind,
                    MentionType::Url
                        | MentionType::Account
                        | MentionType::Phone
                        | MentionType::Email
                )
            },
            CaptureField::Author => |kind| {
                matches!(
                    kind,
                    MentionType::Email
                        | MentionType::Account
                        | MentionType::Phone
                        | MentionType::Url
                )
            },
            CaptureField::Price => |kind| kind == MentionType::Price,
            CaptureField::Place => {
                found.extend(
                    place_of_field(value, context).map(|mention| FieldMention { field, mention }),
                );
                continue;
            }
            CaptureField::Posted | CaptureField::Captured | CaptureField::PostId => continue,
        };
        let mentions = extractor.extract(value, context);
        found.extend(
            mentions
                .into_iter()
                .filter(|m| says(m.kind))
                .map(|mention| FieldMention { field, mention }),
        );
    }
    found
}

/// What is stored of a record.
pub(crate) struct ReadRecord {
    pub(crate) document: StoredDocument,
    pub(crate) document_frame: Vec<u8>,
    pub(crate) capture: Capture,
    pub(crate) capture_frame: Vec<u8>,
    pub(crate) links: Vec<Link>,
    /// Types of the mentions found, for the summary.
    pub(crate) kinds: Vec<MentionType>,
}

/// The ids that a record has, without reading its text any further.
pub(crate) fn ids(record: &Record, text: &str, raw_file: &RawFile) -> (DocumentId, CaptureId) {
    let (region, language) = defaults(record, raw_file);
    (
        DocumentId::derive(text, region, language),
        CaptureId::derive(raw_file.id, record.number),
    )
}

/// The record's own region and language, else its raw file's.
fn defaults<'a>(record: &'a Record, raw_file: &'a RawFile) -> (Option<&'a str>, Option<&'a str>) {
    (
        record.region.as_deref().or(raw_file.region.as_deref()),
        record.language.as_deref().or(raw_file.language.as_deref()),
    )
}

/// Reads records; keeps its buffers. One a thread.
#[derive(Default)]
pub(crate) struct RecordReader {
    extractor: Extractor,
    packs: PackWriter,
}

impl RecordReader {
    pub(crate) fn read(&mut self, record: Record, text: &str, raw_file: &RawFile) -> ReadRecord {
        let (region, language) = defaults(&record, raw_file);
        let document = read_text(&mut self.extractor, text, region, language);
        let context = Context {
            region,
            language,
            posted: None,
        };
        let mentions = field_mentions(&mut self.extractor, &record.capture, &context);
        let capture = Capture {
            id: CaptureId::derive(raw_file.id, record.number),
            raw_file: raw_file.id,
            record: record.number,
            bytes: record.bytes,
            source: raw_file.source.clone(),
            document: document.id,
            fields: record.capture,
            mentions,
        };
        let links = links(&document, &capture);
        let kinds = document
            .mentions
            .iter()
            .chain(capture.mentions.iter().map(|m| &m.mention))
            .map(|m| m.kind);
        let kinds = kinds.collect();
        let stored = StoredDocument {
            stub: DocumentStub::of(&document),
            region: document.region.clone(),
            language: document.language.clone(),
            detected_language: document.detected_language.clone(),
        };
        let document_frame = self.packs.frame(&PackEntry::Document(document));
        let entry = PackEntry::Capture(capture);
        let capture_frame = self.packs.frame(&entry);
        let PackEntry::Capture(capture) = entry else {
            unreachable!("it was made one line above")
        };
        ReadRecord {
            document: stored,
            document_frame,
            capture,
            capture_frame,
            links,
            kinds,
        }
    }
}

/// The links of a document and one of its captures: for each identifier the first mention that is sure enough.
fn links(document: &Document, capture: &Capture) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut add = |identifier: Identifier, site: Site, mention: &Mention| {
        let same_place = |link: &Link| match (link.evidence.site, site) {
            (Site::Capture(_, a, _), Site::Capture(_, b, _)) => a == b,
            (Site::Document(_), Site::Document(_)) => true,
            _ => false,
        };
        if !links
            .iter()
            .any(|link| link.identifier == identifier && same_place(link))
        {
            let evidence = Evidence {
                site,
                method: mention.method.clone(),
                confidence: mention.confidence,
            };
            links.push(Link {
                document: document.id,
                identifier,
                evidence,
            });
        }
    };
    for mention in document
        .mentions
        .iter()
        .filter(|m| m.confidence >= LINKS_FROM)
    {
        if let Some(identifier) = identifier_of(mention) {
            add(identifier, Site::Document(mention.span), mention);
        }
    }
    for FieldMention { field, mention } in capture
        .mentions
        .iter()
        .filter(|m| m.mention.confidence >= LINKS_FROM)
    {
        if let Some(identifier) = identifier_of(mention) {
            add(
                identifier,
                Site::Capture(capture.id, *field, mention.span),
                mention,
            );
        }
    }
    if let Some(class) = document.text_class {
        links.push(Link {
            document: document.id,
            identifier: Identifier {
                kind: IdentifierKind::TextClass,
                value: class.to_string(),
            },
            evidence: Evidence {
                site: Site::Text,
                method: "masked".to_owned(),
                confidence: 100,
            },
        });
    }
    links
}
