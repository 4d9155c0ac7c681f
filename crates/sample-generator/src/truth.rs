//! What is true about the corpus, in the shapes of the files under `truth/`.

use serde::{Deserialize, Serialize};

/// Something that stands in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueMention {
    /// Type, as `northstar extract` names it.
    #[serde(rename = "type")]
    pub kind: String,
    /// Normalized value.
    pub value: String,
    /// As written.
    pub raw: String,
    /// May be found and need not be: a wage is a price to some.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Whether a phone or address was disguised.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub obscured: bool,
    /// The capture's field that holds it; absent when it stands in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Amount of a price, in whole units of the currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u32>,
    /// Currency of a price, ISO 4217; absent when the text does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Minutes of a price; absent when the text does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Country of a place, ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl TrueMention {
    pub(crate) fn new(kind: &str, value: impl Into<String>, raw: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            value: value.into(),
            raw: raw.into(),
            optional: false,
            obscured: false,
            field: None,
            amount: None,
            currency: None,
            minutes: None,
            country: None,
        }
    }
}

/// A record of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueRecord {
    /// Path under the corpus.
    pub file: String,
    /// Number among the readable records of the file, from 0.
    pub record: u64,
    /// Id of the operation behind it: an advertiser, a recruiter, a shop, a network.
    pub advertiser: String,
    /// The same id when the operation is a network.
    pub network: Option<String>,
    /// Id of what the text was made from.
    pub template: String,
    /// `advert`, `job`, `report`, `forum`, `shop` or `news`.
    pub kind: String,
    /// ISO 639-1.
    pub language: String,
    /// How the text relates to the operation: `own`, `rotated` (another number than the network's first), `template`
    /// (tied to its network by the text alone), `copy` (an unconnected advertiser with a network's text).
    pub role: String,
    /// Id of the text: records with the same one say the same.
    pub text: String,
    /// What stands in it.
    pub mentions: Vec<TrueMention>,
}

/// A network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueNetwork {
    /// Id.
    pub id: String,
    /// Whether it is the planted lead.
    pub planted: bool,
    /// Languages of its texts.
    pub languages: Vec<String>,
    /// How many records are its.
    pub records: u64,
    /// How many texts are its.
    pub texts: u64,
    /// Cities where it posts, in order of the circuit.
    pub places: Vec<String>,
    /// What more than one of its texts carries, as `type value`.
    pub identifiers: Vec<String>,
}

/// An identifier that ties nothing together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueHub {
    /// Type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Normalized value.
    pub value: String,
    /// `agency` or `footer`.
    pub reason: String,
}

/// What texts were made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueTemplate {
    /// Id.
    pub id: String,
    /// The operation that wrote it.
    pub advertiser: String,
    /// Language.
    pub language: String,
    /// Unconnected advertisers that copied it.
    pub copied_by: Vec<String>,
}

/// A file of the corpus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueFile {
    /// Path under the corpus.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Size.
    pub bytes: u64,
    /// Readable records.
    pub records: u64,
    /// Parts that no reader can read.
    pub rejects: u64,
    /// Broken on purpose: `records.ndjson.gz` says nothing about it.
    pub damaged: bool,
    /// The file whose bytes it repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<String>,
}

/// Counts of a corpus; what the shares of [`Measured`] are made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Records about which the truth speaks.
    pub records: u64,
    /// Distinct texts among them.
    pub texts: u64,
    /// Files, damaged ones and copies too.
    pub files: u64,
    /// Bytes of the files.
    pub bytes: u64,
    /// Operations.
    pub operations: u64,
    /// Unconnected advertisers (and recruiters) among them.
    pub unconnected: u64,
    /// Networks among them.
    pub networks: u64,
    /// Records of unconnected advertisers and recruiters.
    pub unconnected_records: u64,
    /// Records of networks.
    pub network_records: u64,
    /// Records of networks with another number than the network's first, without those of `template_records`.
    pub rotated_records: u64,
    /// Records of networks that nothing but the text ties to them.
    pub template_records: u64,
    /// Unconnected advertisers of adverts.
    pub advertisers: u64,
    /// Those that use a network's text.
    pub copycats: u64,
}

impl Counts {
    pub(crate) fn add(&mut self, other: &Self) {
        for (to, from) in [
            (&mut self.records, other.records),
            (&mut self.texts, other.texts),
            (&mut self.files, other.files),
            (&mut self.bytes, other.bytes),
            (&mut self.operations, other.operations),
            (&mut self.unconnected, other.unconnected),
            (&mut self.networks, other.networks),
            (&mut self.unconnected_records, other.unconnected_records),
            (&mut self.network_records, other.network_records),
            (&mut self.rotated_records, other.rotated_records),
            (&mut self.template_records, other.template_records),
            (&mut self.advertisers, other.advertisers),
            (&mut self.copycats, other.copycats),
        ] {
            *to += from;
        }
    }
}

/// `truth/corpus.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corpus {
    /// Version of the generator: another one makes another corpus.
    pub generator: u32,
    /// Documents asked for.
    pub documents: u64,
    /// Seed.
    pub seed: u64,
    /// Level.
    pub level: crate::Level,
    /// First and last day of posting.
    pub days: [String; 2],
    /// Id of the planted lead's network.
    pub planted: String,
    /// Counts.
    pub counts: Counts,
    /// SHA-256 of `files.ndjson`, which lists the SHA-256 of every file.
    pub files_sha256: String,
}
