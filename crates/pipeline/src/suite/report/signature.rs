//! Whether a message was sent by somebody who knows a secret, and what it calls itself.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use sha2::{Digest, Sha256};
use standardwebhooks::Webhook;
use std::time::{SystemTime, UNIX_EPOCH};

const STANDARD: &str = "whsec_";
/// How far a message's time may be from ours, in seconds; the library's own.
const TOLERANCE: u64 = 5 * 60;

/// Whether a setting is usable as a secret.
pub(super) fn is_secret(secret: &str) -> bool {
    if secret.starts_with(STANDARD) {
        Webhook::new(secret).is_ok() && secret.len() > STANDARD.len() + 16
    } else {
        secret.len() >= 16
    }
}

/// The id of a message whose signature is valid under one of the secrets; `None` when none is, or when it is older (or
/// newer) than five minutes where it says so.
pub(super) fn verified(secrets: &[String], headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(id) = text("webhook-id") {
        let standard = secrets.iter().filter(|s| s.starts_with(STANDARD));
        let valid = standard
            .into_iter()
            .any(|secret| match Webhook::new(secret) {
                Ok(webhook) if std::str::from_utf8(body).is_ok() => {
                    webhook.verify(body, headers).is_ok()
                }
                // The library takes text only; the standard signs bytes.
                Ok(_) => signs_bytes(secret, headers, id, body),
                Err(_) => false,
            });
        return valid.then(|| id.to_owned());
    }
    let signature = from_hex(text("x-hub-signature-256")?.strip_prefix("sha256=")?)?;
    let plain = secrets.iter().filter(|s| !s.starts_with(STANDARD));
    let valid = plain.into_iter().any(|secret| {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
            .expect("HMAC takes keys of any length");
        mac.update(body);
        // Compares in constant time.
        mac.verify_slice(&signature).is_ok()
    });
    // The delivery's id is not signed: without one, or with a strange one, the body names itself.
    let own = || {
        let digest = Sha256::digest(body);
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    };
    valid.then(|| text("x-github-delivery").map_or_else(own, str::to_owned))
}

/// Whether a body that is no text is signed as Standard Webhooks says: HMAC-SHA-256 over `{id}.{timestamp}.{body}`.
fn signs_bytes(secret: &str, headers: &HeaderMap, id: &str, body: &[u8]) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(time), Some(signatures)) = (text("webhook-timestamp"), text("webhook-signature"))
    else {
        return false;
    };
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let recent = time
        .parse::<u64>()
        .is_ok_and(|time| time.abs_diff(now) <= TOLERANCE);
    let Ok(key) = BASE64.decode(secret.trim_start_matches(STANDARD)) else {
        return false;
    };
    recent
        && signatures
            .split(' ')
            .filter_map(|signature| BASE64.decode(signature.strip_prefix("v1,")?).ok())
            .any(|signature| {
                let mut mac =
                    Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes keys of any length");
                mac.update(format!("{id}.{time}.").as_bytes());
                mac.update(body);
                mac.verify_slice(&signature).is_ok()
            })
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len() == 64)?;
    Some(
        digits
            .chunks_exact(2)
            .map(|pair| (pair[0] * 16 + pair[1]) as u8)
            .collect(),
    )
}
