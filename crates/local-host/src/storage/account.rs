//! Connection strings and signatures.

use crate::base64_text;
use anyhow::{Context, bail};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;

/// Where a storage account is and how to sign for it.
#[derive(Clone)]
pub struct Account {
    /// Its name.
    pub name: String,
    key: Vec<u8>,
    /// Its blobs, without a slash at the end.
    pub blob_endpoint: String,
    /// Its queues, without a slash at the end.
    pub queue_endpoint: String,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// What every Azurite has, and everybody knows.
const DEVELOPMENT: &str = "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;QueueEndpoint=http://127.0.0.1:10001/devstoreaccount1";

impl Account {
    /// Reads a connection string.
    ///
    /// # Errors
    /// Something is missing, or an endpoint is not `http://`: this stand-in works on an emulator only.
    pub fn parse(text: &str) -> anyhow::Result<Account> {
        let text = if text.trim().trim_end_matches(';') == "UseDevelopmentStorage=true" {
            DEVELOPMENT
        } else {
            text
        };
        let parts: BTreeMap<&str, &str> = text
            .split(';')
            .filter_map(|part| part.split_once('='))
            .collect();
        let part = |name: &str| {
            let part = parts.get(name).copied();
            part.with_context(|| format!("the connection string has no {name}"))
        };
        let endpoint = |name: &str| -> anyhow::Result<String> {
            let endpoint = part(name)?;
            if !endpoint.starts_with("http://") {
                bail!(
                    "{name} is not http://: the stand-in works on an emulator, never on a real account"
                );
            }
            Ok(endpoint.trim_end_matches('/').to_owned())
        };
        Ok(Account {
            name: part("AccountName")?.to_owned(),
            key: base64_text::decode(part("AccountKey")?).context("AccountKey is no base64")?,
            blob_endpoint: endpoint("BlobEndpoint")?,
            queue_endpoint: endpoint("QueueEndpoint")?,
        })
    }

    /// The `Authorization` header of a request, for path and query as they stand in its URL, percent-encoded.
    /// Names of headers are in lower case.
    pub(super) fn sign(
        &self,
        method: &str,
        path: &str,
        query: &[(&str, String)],
        headers: &[(String, String)],
        length: usize,
    ) -> String {
        let header = |name: &str| {
            let found = headers.iter().find(|(key, _)| key == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        let length = if length == 0 {
            String::new()
        } else {
            length.to_string()
        };
        let mut text = format!(
            "{method}\n\n\n{length}\n\n{}\n\n\n{}\n{}\n\n\n",
            header("content-type"),
            header("if-match"),
            header("if-none-match"),
        );
        let mut ours: Vec<&(String, String)> = headers
            .iter()
            .filter(|(name, _)| name.starts_with("x-ms-"))
            .collect();
        ours.sort();
        for (name, value) in ours {
            text.push_str(&format!("{name}:{}\n", value.trim()));
        }
        text.push_str(&format!("/{}{path}", self.name));
        let mut query: Vec<&(&str, String)> = query.iter().collect();
        query.sort();
        for (name, value) in query {
            text.push_str(&format!("\n{}:{value}", name.to_ascii_lowercase()));
        }
        // HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else {
            return String::new();
        };
        mac.update(text.as_bytes());
        let signature = base64_text::encode(&mac.finalize().into_bytes());
        format!("SharedKey {}:{signature}", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_account_is_refused() {
        let development = Account::parse("UseDevelopmentStorage=true").unwrap();
        assert_eq!(
            development.queue_endpoint,
            "http://127.0.0.1:10001/devstoreaccount1"
        );
        let real = "AccountName=a;AccountKey=YQ==;BlobEndpoint=https://a.blob.core.windows.net;QueueEndpoint=https://a.queue.core.windows.net";
        assert!(
            Account::parse(real)
                .unwrap_err()
                .to_string()
                .contains("emulator")
        );
        assert!(!format!("{development:?}").contains("key"));
    }
}
