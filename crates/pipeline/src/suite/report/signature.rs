//! Whether a message was sent by somebody who knows a secret, and what it calls itself.

use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use sha2::{Digest, Sha256};
use standardwebhooks::Webhook;

const STANDARD: &str = "whsec_";

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
            .filter_map(|secret| Webhook::new(secret).ok())
            .any(|webhook| webhook.verify(body, headers).is_ok());
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
