//! How a tier sees things: under which names, and with what redacted.

mod hint;
mod names;
mod redact;
mod words;

pub use names::{KnownNames, NameCounts};
pub use redact::Redacted;

use hmac::{Hmac, KeyInit, Mac};
use model::{
    CaptureId, Document, DocumentId, Identifier, IdentifierKind, Mention, MentionType, NetworkId,
    RawFileId, RejectId, TextClassId, Tier,
};
use sha2::Sha256;

/// Through whose eyes an export is made.
///
/// The partner's view holds the deployment's key: documents, captures, raw files, networks and identifiers appear
/// under names that are an HMAC of the true ones, so that they can be compared within this deployment's exports and
/// asked about, but mean nothing elsewhere and cannot be guessed from a number or a text. A network is still named by
/// its smallest member (smallest by the true id).
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// Everything, as it is.
    Vetted,
    /// Keyed names, contacts as masked hints, texts redacted; no URLs, authors and post ids, no urgent flags.
    Partner {
        /// The deployment's key.
        key: &'a [u8; 32],
        /// Names found in other texts.
        names: &'a KnownNames,
    },
}

impl std::fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.label())
    }
}

fn keyed(key: &[u8; 32], domain: &str, value: &[u8]) -> [u8; 16] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(b"name of ");
    mac.update(domain.as_bytes());
    mac.update(b"\0");
    mac.update(value);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&mac.finalize().into_bytes()[..16]);
    bytes
}

macro_rules! keyed_ids {
    ($($(#[$doc:meta])* $method:ident: $id:ident = $domain:literal;)+) => {$(
        $(#[$doc])*
        pub fn $method(self, id: $id) -> $id {
            match self {
                Self::Vetted => id,
                Self::Partner { key, .. } => $id::from_bytes(keyed(key, $domain, id.as_bytes())),
            }
        }
    )+};
}

impl View<'_> {
    /// The tier.
    pub const fn tier(self) -> Tier {
        match self {
            Self::Vetted => Tier::Vetted,
            Self::Partner { .. } => Tier::Partner,
        }
    }

    /// Whether this is the partner's view.
    pub const fn is_partner(self) -> bool {
        matches!(self, Self::Partner { .. })
    }

    /// The tier as pages and packages name it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Vetted => "vetted analyst",
            Self::Partner { .. } => "partner",
        }
    }

    keyed_ids! {
        /// The name of a document.
        document: DocumentId = "document";
        /// The name of a network: that of the document whose id it bears.
        network: NetworkId = "document";
        /// The name of a capture.
        capture: CaptureId = "capture";
        /// The name of a raw file.
        raw_file: RawFileId = "raw file";
        /// The name of a text class.
        text_class: TextClassId = "text class";
        /// The name of a reject.
        reject: RejectId = "reject";
    }

    /// How an identifier's value is shown: as it is, or as its keyed name and a masked hint, such as
    /// `k-00… (+1 415 … 32)`.
    pub fn identifier(self, identifier: &Identifier) -> String {
        let Self::Partner { key, .. } = self else {
            return identifier.value.clone();
        };
        if identifier.kind == IdentifierKind::TextClass {
            return match identifier.value.parse() {
                Ok(id) => self.text_class(id).to_string(),
                Err(_) => identifier.key(key).to_string(),
            };
        }
        let name = identifier.key(key);
        match hint::of(identifier.kind, &identifier.value) {
            Some(hint) => format!("{name} ({hint})"),
            None => name.to_string(),
        }
    }

    /// How a mention's value is shown; `None` when not even its keyed name may be (a partner learns no age).
    pub fn value(self, kind: MentionType, value: &str) -> Option<String> {
        let Self::Partner { key, names } = self else {
            return Some(value.to_owned());
        };
        let identifier = match kind {
            MentionType::Phone => IdentifierKind::Phone,
            MentionType::Email => IdentifierKind::Email,
            MentionType::Url => IdentifierKind::Url,
            MentionType::Account => IdentifierKind::Account,
            MentionType::Wallet => IdentifierKind::Wallet,
            MentionType::Price | MentionType::Place | MentionType::Date => {
                // Rendered by the recognizers from what they understood, but made of words of the text: redact once more.
                return Some(
                    redact::redact(value, std::iter::empty(), |word| names.everywhere(word)).text,
                );
            }
            MentionType::Indicator => return Some(value.to_owned()),
            MentionType::Name
            | MentionType::Ip
            | MentionType::Iban
            | MentionType::CreditCard
            | MentionType::Hash => {
                let name = keyed(key, kind.name(), value.as_bytes());
                return Some(model::IdentifierKey::from_bytes(name).to_string());
            }
            MentionType::Age
            | MentionType::Height
            | MentionType::Weight
            | MentionType::Coordinates
            | MentionType::Number => return None,
        };
        Some(self.identifier(&Identifier {
            kind: identifier,
            value: value.to_owned(),
        }))
    }

    /// A document's text as the tier may read it, with the places where things of the original stand in it now.
    /// `network` is the one that the document is seen in, by its true id.
    pub fn document_text(self, document: &Document, network: Option<NetworkId>) -> Redacted {
        match self {
            Self::Vetted => Redacted::unchanged(&document.text),
            Self::Partner { names, .. } => redact::redact(
                &document.text,
                &document.mentions,
                names.of(document, network),
            ),
        }
    }

    /// The text of a field or a value, likewise.
    pub fn text<'m>(
        self,
        text: &str,
        mentions: impl IntoIterator<Item = &'m Mention, IntoIter: Clone>,
    ) -> Redacted {
        match self {
            Self::Vetted => Redacted::unchanged(text),
            Self::Partner { names, .. } => {
                redact::redact(text, mentions, |word| names.everywhere(word))
            }
        }
    }

    /// Whether the tier may know of a mention at all: what makes a document urgent is for vetted analysts only.
    pub fn sees(self, mention: &Mention) -> bool {
        !self.is_partner() || !redact::is_urgent(mention)
    }
}

#[cfg(test)]
mod tests;
