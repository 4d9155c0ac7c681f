//! Everything that a page shows, as plain data.

use crate::View;
use model::{
    Basis, Capture, Document, DocumentId, Family, HubReason, Identifier, MentionType, Millibits,
    Network, NetworkId, RawFileId, RejectReason, Source, Versions, hidden_debug,
};
use std::collections::BTreeMap;

/// What `report.html` shows. The caller has filtered captures by the tier's restrictions and computed everything over
/// what is left; names and quotes are keyed and redacted here, as the view says.
pub struct Overview<'a> {
    /// The tier.
    pub view: View<'a>,
    /// How much there is.
    pub counts: Counts,
    /// Mentions by type, in any order.
    pub mentions: Vec<(MentionType, u64)>,
    /// Captures by stated day and source, in any order.
    pub days: Vec<DayCount>,
    /// One line a source, in any order.
    pub sources: Vec<SourceLine>,
    /// Documents by detected (else default) language; `None` for unsure.
    pub languages: Vec<(Option<String>, u64)>,
    /// How much is known about them.
    pub coverage: Coverage,
    /// Every lead, in any order: they are sorted here, urgent ones first, then by score.
    pub leads: Vec<NetworkLine>,
    /// The larger networks that are no leads, as many as shall be listed; and every urgent one, however small.
    pub networks: Vec<NetworkLine>,
    /// Hubs left out, as many as shall be listed.
    pub hubs: Vec<HubLine>,
    /// All hubs, listed or not.
    pub hubs_total: u64,
    /// How it was made.
    pub methods: Methods,
}

/// Totals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Raw files arriving at paths.
    pub deliveries: u64,
    /// Distinct raw files.
    pub raw_files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Records that were read: captures.
    pub captures: u64,
    /// Distinct texts.
    pub documents: u64,
    /// Networks with two captures or more.
    pub networks: u64,
    /// Parts that could not be read.
    pub rejects: u64,
}

/// Captures of one source on one stated day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// Days since 1970-01-01 (`model::StatedTime::day`); `None` when no time is stated or it could not be read.
    pub day: Option<i64>,
    /// The source.
    pub source: String,
    /// Captures.
    pub captures: u64,
}

/// What is known of a source.
#[derive(Clone, Debug)]
pub struct SourceLine {
    /// Its terms.
    pub source: Source,
    /// Raw files.
    pub raw_files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Records that were read.
    pub captures: u64,
    /// Captures without a stated time that could be read.
    pub without_time: u64,
    /// Captures without a place.
    pub without_place: u64,
    /// Parts that could not be read, by reason.
    pub rejects: Vec<(RejectReason, u64)>,
}

/// Shares of documents of which something is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Documents with a phone, e-mail or account.
    pub with_contact: u64,
    /// Documents with any identifier that joins or is a hub.
    pub with_identifier: u64,
    /// Documents seen more than once.
    pub repeated: u64,
    /// Documents whose text class holds other documents too.
    pub near_duplicates: u64,
    /// Documents with the urgent flag.
    pub urgent: u64,
}

/// A network in a list.
#[derive(Clone)]
pub struct NetworkLine {
    /// Its id.
    pub id: NetworkId,
    /// The score.
    pub millibits: Millibits,
    /// Whether it is a lead.
    pub lead: bool,
    /// Whether a member is urgent.
    pub urgent: bool,
    /// Members.
    pub documents: u64,
    /// Captures.
    pub captures: u64,
    /// Distinct sources.
    pub sources: Vec<String>,
    /// Distinct places.
    pub places: Vec<String>,
    /// Earliest stated time.
    pub first: Option<String>,
    /// Latest stated time.
    pub last: Option<String>,
    /// Ids of indicators and what they add, in any order.
    pub reasons: Vec<(String, Millibits)>,
}

impl From<&Network> for NetworkLine {
    fn from(network: &Network) -> Self {
        Self {
            id: network.id,
            millibits: network.assessment.total(),
            lead: network.assessment.lead,
            urgent: network.urgent,
            documents: network.members.len() as u64,
            captures: network.captures,
            sources: network.sources.clone(),
            places: network.places.clone(),
            first: network.first.clone(),
            last: network.last.clone(),
            reasons: network
                .assessment
                .contributions
                .iter()
                .map(|c| (c.indicator.clone(), c.millibits))
                .collect(),
        }
    }
}

/// A hub in the list of what was left out.
#[derive(Clone)]
pub struct HubLine {
    /// The identifier.
    pub identifier: Identifier,
    /// Why it ties nothing together.
    pub reason: HubReason,
    /// Documents that carry it.
    pub documents: u64,
}

/// How an export was made.
#[derive(Clone, Debug)]
pub struct Methods {
    /// Version of the program, such as `0.1.0`.
    pub program: String,
    /// Versions of reader, recognizers and rules.
    pub versions: Versions,
    /// Before any evidence.
    pub prior: Millibits,
    /// Every rule, in any order.
    pub rules: Vec<RuleLine>,
    /// What the reader must know about the limits of this run, beside what the page always says. Sentences.
    pub limits: Vec<String>,
}

/// What a rule says and weighs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// Such as `contact.obscured_phone`.
    pub id: String,
    /// One sentence for a person.
    pub says: String,
    /// The family; `None` for rules that never count.
    pub family: Option<Family>,
    /// Its weight; 0 when refuted or never counted.
    pub millibits: Millibits,
    /// Where the weight comes from.
    pub basis: Basis,
    /// Id of the source in the literature.
    pub source: String,
}

/// What one lead's page shows.
pub struct LeadPage<'a> {
    /// The tier.
    pub view: View<'a>,
    /// The network with its assessment.
    pub network: &'a Network,
    /// Its members with text and mentions, sorted by id; the page says so when they are not all.
    pub documents: &'a [Document],
    /// The captures of these documents, in any order.
    pub captures: &'a [Capture],
    /// The raw files of these captures.
    pub raw_files: &'a BTreeMap<RawFileId, RawFileLine>,
    /// The rules by id.
    pub rules: &'a BTreeMap<String, RuleLine>,
    /// Members whose texts are near-duplicates, each group sorted. Documents in no group are grouped by text class.
    pub templates: &'a [Vec<DocumentId>],
    /// Version of the program.
    pub program: &'a str,
}

/// What a page says of a raw file.
#[derive(Clone)]
pub struct RawFileLine {
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// The source.
    pub source: String,
    /// Where it was delivered first, relative to the source; shown to vetted analysts only.
    pub path: Option<String>,
}

hidden_debug!(NetworkLine, HubLine, RawFileLine);
