//! The tables. One declaration gives the columns' order, their descriptions and how a row is written.

use super::cell::{Cell, Json, Kind};
use model::{CaptureId, DocumentId, NetworkId, RawFileId, RejectId, TextClassId};

pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) says: &'static str,
}

pub(crate) trait Row {
    const NAME: &'static str;
    const SAYS: &'static str;
    const COLUMNS: &'static [Column];
    fn csv(&self, out: &mut Vec<u8>);
    fn json(&self, out: &mut Vec<u8>);
}

/// The name of a field that had to be written as a raw identifier, such as `r#type`.
const fn column_name(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', name @ ..] => match std::str::from_utf8(name) {
            Ok(name) => name,
            Err(_) => panic!("an identifier is UTF-8"),
        },
        _ => field,
    }
}

macro_rules! tables {
    ($($row:ident $table:literal $table_says:literal { $($column:ident: $type:ty, $says:literal;)+ })+) => {$(
        pub(crate) struct $row<'a> {
            $(pub(crate) $column: $type,)+
        }

        impl<'a> Row for $row<'a> {
            const NAME: &'static str = $table;
            const SAYS: &'static str = $table_says;
            const COLUMNS: &'static [Column] = &[$(Column {
                name: column_name(stringify!($column)),
                kind: <$type as Cell>::KIND,
                says: $says,
            },)+];

            fn csv(&self, out: &mut Vec<u8>) {
                $(self.$column.csv(out); out.push(b',');)+
                out.pop();
                out.extend_from_slice(b"\r\n");
            }

            fn json(&self, out: &mut Vec<u8>) {
                out.push(b'{');
                $(
                    out.push(b'"');
                    out.extend_from_slice(const { column_name(stringify!($column)) }.as_bytes());
                    out.extend_from_slice(b"\":");
                    self.$column.json(out);
                    out.push(b',');
                )+
                out.pop();
                out.extend_from_slice(b"}\n");
            }
        }
    )+};
}

tables! {
    DocumentRow "documents" "Texts. Posted twice, by two sources or in three cities, it is one document with several captures." {
        id: DocumentId, "Hash of text, default region and default language.";
        region: Option<&'a str>, "Default region, ISO 3166-1 alpha-2.";
        language: Option<&'a str>, "Default language, ISO 639-1.";
        detected_language: Option<&'a str>, "Language found in the text, ISO 639-1; empty when unsure.";
        text_class: Option<TextClassId>, "Documents whose text is equal after masking case, digits, emoji and spacing.";
        network: Option<NetworkId>, "The network that it belongs to.";
        versions: &'a str, "Versions of reader, recognizers and rules, joined by points.";
        urgent: Option<bool>, "A stated age under 18 or the claim of it; empty in partner exports.";
        captures: u64, "How often it was seen.";
        text: &'a str, "The text; card and bank numbers are masked.";
    }
    CaptureRow "captures" "Records seen: one advert, page, report or message inside a raw file." {
        id: CaptureId, "Hash of raw file and record number.";
        raw_file: RawFileId, "The raw file that holds the record.";
        record: u64, "The record's number in it, from 0.";
        bytes_start: u64, "First byte of the record in the (decompressed) raw file.";
        bytes_end: u64, "One past its last byte.";
        source: &'a str, "Where the raw file comes from.";
        document: DocumentId, "The document that the record's text is.";
        url: Option<&'a str>, "Address of the page; empty in partner exports.";
        posted: Option<&'a str>, "When it was posted, as stated; in partner exports as ISO 8601 or empty.";
        captured: Option<&'a str>, "When it was fetched, as stated; in partner exports as ISO 8601 or empty.";
        place: Option<&'a str>, "Where it was posted for, as stated.";
        author: Option<&'a str>, "Who posted it, as stated; empty in partner exports.";
        price: Option<&'a str>, "Price, as stated.";
        post_id: Option<&'a str>, "The site's own id; empty in partner exports.";
    }
    MentionRow "mentions" "What was recognized in documents and in fields of captures." {
        document: DocumentId, "The document.";
        capture: Option<CaptureId>, "The capture, when it was recognized in one of its fields.";
        field: Option<&'a str>, "That field.";
        r#type: &'a str, "What it is, such as phone, price or place.";
        value: Option<&'a str>, "Normalized value.";
        start: Option<u64>, "First byte of the span in the text or the field's value, as UTF-8.";
        end: Option<u64>, "One past its last byte.";
        raw: Option<&'a str>, "What stands there.";
        confidence: u64, "0 to 100 percent.";
        method: &'a str, "How it was recognized.";
        attributes: Option<Json>, "Further findings, as a JSON object.";
    }
    LinkRow "links" "This document carries this identifier, with the mention that says so." {
        document: DocumentId, "The document.";
        kind: &'a str, "Kind of identifier: phone, email, account, wallet, url, text_class.";
        value: &'a str, "The identifier's value.";
        site: &'a str, "Where the evidence stands: text (the whole), document (a span) or capture (a span of a field).";
        capture: Option<CaptureId>, "The capture, when it stands in one of its fields.";
        field: Option<&'a str>, "That field.";
        start: Option<u64>, "First byte of the span; empty in partner exports.";
        end: Option<u64>, "One past its last byte; empty in partner exports.";
        method: &'a str, "How it was recognized.";
        confidence: u64, "0 to 100 percent.";
        hub: bool, "Whether the identifier is too common to tie anything together.";
    }
    HubRow "hubs" "Identifiers too common to tie anything together." {
        kind: &'a str, "Kind of identifier.";
        value: &'a str, "The identifier's value.";
        reason: &'a str, "Why it is a hub.";
        documents: u64, "Documents that carry it.";
    }
    NetworkRow "networks" "Documents joined by identifiers. One document with an identifier is a network." {
        id: NetworkId, "Named by its smallest member.";
        documents: u64, "Members.";
        captures: u64, "Captures of all members.";
        first: Option<&'a str>, "Earliest stated time, ISO 8601.";
        last: Option<&'a str>, "Latest stated time, ISO 8601.";
        sources: &'a [String], "Sources of the captures.";
        places: &'a [String], "Places of the captures, as stated.";
        identifiers: &'a [String], "Identifiers that the members carry, as kind and value.";
        facts: Option<Json>, "Facts about the network, as a JSON array of objects with kind, count and values.";
        urgent: Option<bool>, "Any member's urgent flag; empty in partner exports.";
        cut: bool, "Whether a larger component was cut.";
        lead: bool, "Whether score and families suffice for a lead.";
        millibits: i64, "The score: log2 odds in thousandths. About a network, never about a person.";
    }
    AssessmentRow "assessments" "What each indicator added to a network's score. The prior and all rows of a network add up to its total." {
        network: NetworkId, "The network.";
        prior: i64, "Millibits before any evidence.";
        total: i64, "Millibits of the whole network.";
        lead: bool, "Whether score and families suffice for a lead.";
        family: &'a str, "Family of indicators that it counts for.";
        indicator: &'a str, "Id of the rule; what a family's cap takes away is cap.family.";
        millibits: i64, "What it adds.";
        basis: &'a str, "Where the weight comes from: fitted, judged, refuted, never.";
        source: &'a str, "Id of the source in the literature.";
        documents: u64, "In how many members it was seen.";
        evidence: &'a [String], "Where it was seen first: document, then field and capture if any, then the byte range.";
    }
    RejectRow "rejects" "Parts of raw files that could not be read; many alike are one with a count." {
        id: RejectId, "Hash of raw file and reason.";
        raw_file: RawFileId, "The raw file.";
        reason: &'a str, "Why.";
        count: u64, "How many parts.";
        bytes_start: u64, "First byte of the first of them.";
        bytes_end: u64, "One past its last byte.";
    }
    TombstoneRow "tombstones" "What stays of something erased." {
        kind: &'a str, "What was erased: document, capture, raw_file.";
        id: &'a str, "Its id.";
    }
}
