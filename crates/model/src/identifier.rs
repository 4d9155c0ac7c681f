use crate::{CaptureField, CaptureId, DocumentId, IdentifierKey, Span, hidden_debug};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::fmt;
use std::str::FromStr;

/// What can tie documents together. The order is the order of columns and of sorting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierKind {
    /// E.164.
    Phone,
    /// Lower case.
    Email,
    /// `platform:handle`.
    Account,
    /// `chain:address`.
    Wallet,
    /// Normalized URL.
    Url,
    /// Id of a text class.
    TextClass,
}

impl IdentifierKind {
    /// Every kind, in order.
    pub const ALL: [Self; 6] = [
        Self::Phone,
        Self::Email,
        Self::Account,
        Self::Wallet,
        Self::Url,
        Self::TextClass,
    ];

    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Account => "account",
            Self::Wallet => "wallet",
            Self::Url => "url",
            Self::TextClass => "text_class",
        }
    }

    /// Whether it is a way to reach someone: what "contact" means in facts.
    pub const fn is_contact(self) -> bool {
        matches!(self, Self::Phone | Self::Email | Self::Account)
    }
}

impl FromStr for IdentifierKind {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == text)
            .ok_or(())
    }
}

impl fmt::Display for IdentifierKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A normalized value that can tie documents together. Sorts by (kind, value).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identifier {
    /// What it is.
    pub kind: IdentifierKind,
    /// Normalized as the mention's value.
    pub value: String,
}

impl Identifier {
    /// The storage key: HMAC-SHA-256 of kind and value under the deployment's key, first 16 bytes.
    pub fn key(&self, deployment: &[u8; 32]) -> IdentifierKey {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(deployment).expect("HMAC takes keys of any length");
        mac.update(self.kind.name().as_bytes());
        mac.update(b"\0");
        mac.update(self.value.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        IdentifierKey::from_bytes(bytes)
    }
}

/// Where the evidence of a link stands.
///
/// The order matters: of several places the smallest is shown, and a place in the text comes before one in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Site {
    /// The whole text: the evidence of a text class.
    Text,
    /// A span of the document's text.
    Document(Span),
    /// A span of a capture's field.
    Capture(CaptureId, CaptureField, Span),
}

/// Why a document carries an identifier: the first mention of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// Where.
    pub site: Site,
    /// How it was recognized.
    pub method: String,
    /// 0 to 100 percent.
    pub confidence: u8,
}

/// "This document carries this identifier."
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Link {
    /// The document.
    pub document: DocumentId,
    /// What it carries.
    pub identifier: Identifier,
    /// The mention that says so.
    pub evidence: Evidence,
}

hidden_debug!(Identifier, Evidence, Link);
