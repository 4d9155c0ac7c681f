//! Signing with the account's key, which the SDK does not do: for Azurite, over plain http.

use async_trait::async_trait;
use azure_core::credentials::Secret;
use azure_core::hmac::hmac_sha256;
use azure_core::http::headers::HeaderName;
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{Body, Context, Request};
use std::fmt::Write as _;
use std::sync::Arc;

/// Shared Key authorization (the full form) for blobs and queues; one of `ClientOptions::per_try_policies`, because every
/// try has its own date.
#[derive(Debug)]
pub(super) struct SharedKeyPolicy {
    pub(super) account: String,
    pub(super) key: Secret,
}

impl SharedKeyPolicy {
    fn string_to_sign(&self, request: &Request, length: u64) -> String {
        let header = |name: &'static str| {
            request
                .headers()
                .get_optional_str(&HeaderName::from_static(name))
                .unwrap_or_default()
        };
        let length = match length {
            0 => String::new(),
            length => length.to_string(),
        };
        let mut text = request.method().to_string();
        // The date is empty: `x-ms-date` stands for it.
        for value in [
            header("content-encoding"),
            header("content-language"),
            &length,
            header("content-md5"),
            header("content-type"),
            "",
            header("if-modified-since"),
            header("if-match"),
            header("if-none-match"),
            header("if-unmodified-since"),
            header("range"),
        ] {
            text.push('\n');
            text.push_str(value);
        }
        text.push('\n');
        let mut own: Vec<(&str, &str)> = request
            .headers()
            .iter()
            .filter(|(name, _)| name.as_str().starts_with("x-ms-"))
            .map(|(name, value)| (name.as_str(), value.as_str().trim()))
            .collect();
        own.sort_unstable();
        for (name, value) in own {
            let _ = writeln!(text, "{name}:{value}");
        }
        let _ = write!(text, "/{}{}", self.account, request.url().path());
        let mut query: Vec<(String, String)> = request
            .url()
            .query_pairs()
            .map(|(name, value)| (name.to_lowercase(), value.into_owned()))
            .collect();
        query.sort_unstable();
        for (name, value) in query {
            let _ = write!(text, "\n{name}:{value}");
        }
        text
    }
}

#[async_trait]
impl Policy for SharedKeyPolicy {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let now = azure_core::time::to_rfc7231(&azure_core::time::OffsetDateTime::now_utc());
        request.insert_header("x-ms-date", now);
        let length = match request.body() {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::SeekableStream(stream) => stream.len().unwrap_or(0),
        };
        let signature = hmac_sha256(&self.string_to_sign(request, length), &self.key)?;
        request.insert_header(
            "authorization",
            format!("SharedKey {}:{signature}", self.account),
        );
        next[0].send(context, request, &next[1..]).await
    }
}
