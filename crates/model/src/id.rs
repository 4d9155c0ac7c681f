//! Ids. Every id is derived: the first 16 bytes of a SHA-256 over length-prefixed parts, shown as a type prefix and
//! 32 hexadecimal digits. Equal things have equal ids wherever and whenever they are seen.

use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// Hashes `parts`, each preceded by its length, under a domain name.
fn derive(domain: &str, parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in std::iter::once(&domain.as_bytes()).chain(parts) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut id = [0; 16];
    id.copy_from_slice(&hash.finalize()[..16]);
    id
}

/// The text is no id of the wanted type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseIdError {
    /// The prefix that an id of this type starts with, such as `d-`.
    pub prefix: &'static str,
}

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "not an id: expected `{}` and 32 hexadecimal digits",
            self.prefix
        )
    }
}

impl std::error::Error for ParseIdError {}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// What the written form starts with.
            pub const PREFIX: &'static str = $prefix;

            /// The id with exactly these bytes, as a store read them back.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The 16 bytes, for storing.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($prefix)?;
                for byte in self.0 {
                    write!(f, "{byte:02x}")?;
                }
                Ok(())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;
            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                let error = ParseIdError { prefix: $prefix };
                let hex = text.strip_prefix($prefix).ok_or(error)?.as_bytes();
                let mut bytes = [0; 16];
                if hex.len() != 32 {
                    return Err(error);
                }
                for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
                    let digit = |c: u8| (c as char).to_digit(16).ok_or(error);
                    *byte = (digit(pair[0])? * 16 + digit(pair[1])?) as u8;
                }
                Ok(Self(bytes))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// A raw file: the bytes as they landed at one source.
    RawFileId "r-";
    /// A raw file arriving at a path.
    DeliveryId "v-";
    /// A text.
    DocumentId "d-";
    /// A record seen: (raw file, record number).
    CaptureId "c-";
    /// A part of a raw file that could not be read.
    RejectId "x-";
    /// Documents whose text is equal after masking.
    TextClassId "t-";
    /// A network: the bytes are those of its smallest document id.
    NetworkId "n-";
    /// The storage key of an identifier: an HMAC under the deployment's key, so it means nothing elsewhere.
    IdentifierKey "k-";
}

impl RawFileId {
    /// hash(source, SHA-256 of the bytes).
    pub fn derive(source: &str, sha256: &[u8; 32]) -> Self {
        Self(derive("raw file", &[source.as_bytes(), sha256]))
    }

    /// The same, and what the file's name adds where the bytes leave the format open (such as `.csv`): bytes that are
    /// delivered under names that say different things are two raw files, whichever came first.
    pub fn derive_read_as(source: &str, sha256: &[u8; 32], read_as: Option<&str>) -> Self {
        match read_as {
            None => Self::derive(source, sha256),
            Some(name) => Self(derive(
                "raw file",
                &[source.as_bytes(), sha256, name.as_bytes()],
            )),
        }
    }
}

impl DeliveryId {
    /// hash(path, version); on disk the version is the SHA-256 of the bytes, in the cloud the ETag or version id.
    pub fn derive(path: &str, version: &[u8]) -> Self {
        Self(derive("delivery", &[path.as_bytes(), version]))
    }
}

impl DocumentId {
    /// hash(text, default region, default language); an absent default hashes as the empty string.
    pub fn derive(text: &str, region: Option<&str>, language: Option<&str>) -> Self {
        let part = |value: Option<&str>| value.unwrap_or_default().as_bytes().to_vec();
        Self(derive(
            "document",
            &[text.as_bytes(), &part(region), &part(language)],
        ))
    }
}

impl CaptureId {
    /// hash(raw file, record number).
    pub fn derive(raw_file: RawFileId, record: u64) -> Self {
        Self(derive(
            "capture",
            &[raw_file.as_bytes(), &record.to_le_bytes()],
        ))
    }
}

impl RejectId {
    /// hash(raw file, reason's name); alike rejects of one raw file are one with a count.
    pub fn derive(raw_file: RawFileId, reason: &str) -> Self {
        Self(derive("reject", &[raw_file.as_bytes(), reason.as_bytes()]))
    }
}

impl TextClassId {
    /// hash(masked text).
    pub fn derive(masked: &str) -> Self {
        Self(derive("text class", &[masked.as_bytes()]))
    }
}

impl NetworkId {
    /// The network named by its smallest member.
    pub const fn of(smallest: DocumentId) -> Self {
        Self(smallest.0)
    }

    /// The document that names the network.
    pub const fn document(self) -> DocumentId {
        DocumentId(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_prints() {
        let id = DocumentId::derive("text", Some("US"), None);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(
            serde_json::from_str::<DocumentId>(&serde_json::to_string(&id).unwrap()).unwrap(),
            id
        );
        assert!("c-00".parse::<DocumentId>().is_err());
        assert!(
            id.to_string()
                .replace("d-", "n-")
                .parse::<DocumentId>()
                .is_err()
        );
        assert!(
            "d-é0000000000000000000000000000000"
                .parse::<DocumentId>()
                .is_err()
        );
    }

    #[test]
    fn parts_of_an_id_cannot_be_shifted_into_each_other() {
        assert_ne!(
            DocumentId::derive("ab", Some("c"), None),
            DocumentId::derive("a", Some("bc"), None)
        );
        assert_ne!(
            DocumentId::derive("a", Some("b"), None),
            DocumentId::derive("a", None, Some("b"))
        );
    }
}
