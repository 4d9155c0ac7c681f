//! What partners send us lands unchanged, once.

mod signature;

use super::Suite;
use super::sweep::day;
use crate::Result;
use futures_executor::block_on;
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

const KIND: &str = "webhook";
/// More is no id of a message.
const ID_BYTES: usize = 256;

/// Which partners may send, each with its secrets: several, so that one can be replaced by another.
///
/// A secret that begins with `whsec_` is one of Standard Webhooks, every other one signs as GitHub does.
#[derive(Clone, Default, Deserialize)]
#[serde(try_from = "BTreeMap<String, Vec<String>>")]
pub struct Partners(BTreeMap<String, Vec<String>>);

impl std::fmt::Debug for Partners {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl TryFrom<BTreeMap<String, Vec<String>>> for Partners {
    type Error = String;

    fn try_from(partners: BTreeMap<String, Vec<String>>) -> std::result::Result<Self, String> {
        for (name, secrets) in &partners {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if name.is_empty() || name.len() > 40 || !name.chars().all(plain) {
                return Err(
                    "a partner's name has lower-case letters, digits and `-`, at most 40"
                        .to_owned(),
                );
            }
            if let Some(at) = secrets
                .iter()
                .position(|secret| !signature::is_secret(secret))
            {
                return Err(format!(
                    "secret {} of partner {name} is none: `whsec_` and base64, or at least 16 characters",
                    at + 1
                ));
            }
        }
        Ok(Self(partners))
    }
}

/// A message as it came.
pub struct Message<'a> {
    /// Who says that they send it.
    pub partner: &'a str,
    /// Its headers.
    pub headers: &'a HeaderMap,
    /// Its body, unchanged.
    pub body: &'a [u8],
}

/// That a message landed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The same for the same message, however often it comes.
    pub id: String,
}

/// Why a message does not land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Unknown partner, no valid signature, or too old: which one is not told.
    Unauthorized,
    /// Another body came under the same id.
    Conflict,
}

/// What is remembered of a message.
#[derive(Serialize, Deserialize)]
struct Remembered {
    sha256: String,
    path: String,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a string never fails");
        hex
    })
}

/// Lands what a partner sends under `partner-{name}/{yyyy}/{mm}/{dd}/`. The caller bounds the body.
///
/// # Errors
/// A fault of the store: the partner is to try again.
pub fn receive_report(
    suite: Suite<'_>,
    partners: &Partners,
    message: Message<'_>,
) -> Result<std::result::Result<Receipt, Refused>> {
    let Some(secrets) = partners.0.get(message.partner) else {
        return Ok(Err(Refused::Unauthorized));
    };
    let Some(name) = signature::verified(secrets, message.headers, message.body)
        .filter(|name| name.len() <= ID_BYTES)
    else {
        return Ok(Err(Refused::Unauthorized));
    };
    let sha256 = hex(&Sha256::digest(message.body));
    let id = hex(&Sha256::digest(format!("{}\n{name}", message.partner).as_bytes())[..16]);
    let content_type = message
        .headers
        .get(http::header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("application/octet-stream");
    let ours = Remembered {
        sha256,
        path: format!(
            "partner-{}/{}/{id}{}",
            message.partner,
            day((suite.now)()),
            ending(content_type)
        ),
    };
    let value = serde_json::to_string(&ours).map_err(store::Error::from)?;
    // First the memory, so that of two bodies under one id only one lands; then the bytes, which may be a second try.
    let remembered = match block_on(suite.notes.put_note(KIND, &id, &value, None)) {
        Ok(_) => ours,
        Err(store::Error::Conflict { .. }) => {
            let Some(note) = block_on(suite.notes.note(KIND, &id))? else {
                return Err(store::Error::Busy { retry_after: None }.into());
            };
            let first: Remembered =
                serde_json::from_str(&note.value).map_err(store::Error::from)?;
            if first.sha256 != ours.sha256 {
                return Ok(Err(Refused::Conflict));
            }
            first
        }
        Err(error) => return Err(error.into()),
    };
    match block_on(
        suite
            .landing
            .land(&remembered.path, message.body, content_type),
    ) {
        Ok(_) | Err(store::Error::Conflict { .. }) => Ok(Ok(Receipt { id })),
        Err(error) => Err(error.into()),
    }
}

/// The ending of a raw file's name: a hint for the reader where the content leaves the format open.
fn ending(content_type: &str) -> &'static str {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    match kind.to_ascii_lowercase().as_str() {
        "application/json" => ".json",
        "application/x-ndjson" | "application/jsonl" | "application/ndjson" => ".jsonl",
        "text/csv" => ".csv",
        "text/tab-separated-values" => ".tsv",
        "text/html" => ".html",
        "text/plain" => ".txt",
        "application/gzip" => ".gz",
        _ => "",
    }
}
