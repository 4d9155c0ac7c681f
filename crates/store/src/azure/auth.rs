//! Who we are to the storage account.

use super::settings::{Identity, invalid};
use crate::Result;
use azure_core::credentials::{Secret, TokenCredential};
use azure_core::http::{ClientOptions, HttpClientOptions, Transport, Url, new_http_client};
use azure_identity::{
    DeveloperToolsCredential, ManagedIdentityCredential, ManagedIdentityCredentialOptions,
    UserAssignedId,
};
use std::fmt;
use std::sync::Arc;

/// Azurite's account and key, which are public knowledge.
const AZURITE_ACCOUNT: &str = "devstoreaccount1";
const AZURITE_KEY: &str =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// Where the storage account is and how to prove who asks.
#[derive(Clone)]
pub enum StorageAuth {
    /// Entra tokens over https: the only way in Azure.
    Entra {
        /// Such as `https://account.blob.core.windows.net/`.
        blob: String,
        /// Such as `https://account.queue.core.windows.net/`.
        queue: String,
    },
    /// The account's key: for Azurite.
    SharedKey {
        /// The account's name.
        account: String,
        /// Its key, base64.
        key: String,
        /// Such as `http://127.0.0.1:10000/devstoreaccount1`.
        blob: String,
        /// Such as `http://127.0.0.1:10001/devstoreaccount1`.
        queue: String,
    },
}

impl fmt::Debug for StorageAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Entra { .. } => "StorageAuth::Entra",
            Self::SharedKey { .. } => "StorageAuth::SharedKey",
        })
    }
}

impl StorageAuth {
    /// The account of this name in the public cloud, with Entra tokens.
    pub fn entra(account: &str) -> Self {
        Self::Entra {
            blob: format!("https://{account}.blob.core.windows.net/"),
            queue: format!("https://{account}.queue.core.windows.net/"),
        }
    }

    /// Reads what `AzureWebJobsStorage` holds: `UseDevelopmentStorage=true`, or the form with `AccountName` and
    /// `AccountKey` and, unless it is an account in the cloud, `BlobEndpoint` and `QueueEndpoint`.
    ///
    /// # Errors
    /// [`crate::Error::Backend`], which says what is missing and shows nothing of the text.
    pub fn from_connection_string(text: &str) -> Result<Self> {
        let part = |name: &str| {
            text.split(';').find_map(|part| {
                let (key, value) = part.split_once('=')?;
                key.trim()
                    .eq_ignore_ascii_case(name)
                    .then(|| value.trim().to_owned())
            })
        };
        if part("UseDevelopmentStorage").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
            return Ok(Self::SharedKey {
                account: AZURITE_ACCOUNT.to_owned(),
                key: AZURITE_KEY.to_owned(),
                blob: format!("http://127.0.0.1:10000/{AZURITE_ACCOUNT}"),
                queue: format!("http://127.0.0.1:10001/{AZURITE_ACCOUNT}"),
            });
        }
        let account = part("AccountName")
            .ok_or_else(|| invalid("the connection string has no AccountName"))?;
        let key =
            part("AccountKey").ok_or_else(|| invalid("the connection string has no AccountKey"))?;
        let suffix = part("EndpointSuffix").unwrap_or_else(|| "core.windows.net".to_owned());
        let endpoint = |name: &str, service: &str| {
            part(name).unwrap_or_else(|| format!("https://{account}.{service}.{suffix}/"))
        };
        Ok(Self::SharedKey {
            blob: endpoint("BlobEndpoint", "blob"),
            queue: endpoint("QueueEndpoint", "queue"),
            key,
            account,
        })
    }

    /// The two endpoints.
    pub(super) fn endpoints(&self) -> Result<(Url, Url)> {
        let (Self::Entra { blob, queue } | Self::SharedKey { blob, queue, .. }) = self;
        let url = |text: &str| {
            Url::parse(text)
                .ok()
                .filter(|url| !url.cannot_be_a_base())
                .ok_or_else(|| invalid("a storage endpoint is no URL"))
        };
        Ok((url(blob)?, url(queue)?))
    }

    /// The key as the signing policy takes it, when there is one.
    pub(super) fn shared_key(&self) -> Option<(String, Secret)> {
        match self {
            Self::Entra { .. } => None,
            Self::SharedKey { account, key, .. } => {
                Some((account.clone(), Secret::new(key.clone())))
            }
        }
    }
}

/// The one transport of all clients; making one costs more than everything else at start-up. Bodies come as they are
/// stored: packs and raw files are compressed by whoever wrote them.
pub(super) fn client_options() -> ClientOptions {
    let transport = Transport::new(new_http_client(Some(HttpClientOptions {
        automatic_decompression: false,
    })));
    ClientOptions {
        transport: Some(transport),
        ..Default::default()
    }
}

/// Makes the credential; asks nobody yet.
pub(super) fn credential(
    identity: &Identity,
    options: &ClientOptions,
) -> Result<Arc<dyn TokenCredential>> {
    let failed = |_| invalid("no credential can be made from this identity");
    Ok(match identity {
        Identity::Managed { client_id } => {
            ManagedIdentityCredential::new(Some(ManagedIdentityCredentialOptions {
                user_assigned_id: client_id.clone().map(UserAssignedId::ClientId),
                client_options: options.clone(),
            }))
            .map_err(failed)?
        }
        Identity::Developer => DeveloperToolsCredential::new(None).map_err(failed)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_development_store_is_azurite_on_its_standard_ports() {
        let auth = StorageAuth::from_connection_string("UseDevelopmentStorage=true").unwrap();
        let (blob, queue) = auth.endpoints().unwrap();
        assert_eq!(blob.as_str(), "http://127.0.0.1:10000/devstoreaccount1");
        assert_eq!(queue.as_str(), "http://127.0.0.1:10001/devstoreaccount1");
    }

    #[test]
    fn a_connection_string_is_read_in_any_order_and_with_padding_in_its_key() {
        let auth = StorageAuth::from_connection_string(
            "QueueEndpoint=http://localhost:2/acc;AccountKey=a2V5PT0=;DefaultEndpointsProtocol=http;AccountName=acc;BlobEndpoint=http://localhost:1/acc;",
        )
        .unwrap();
        let (account, key) = auth.shared_key().unwrap();
        assert_eq!((account.as_str(), key.secret()), ("acc", "a2V5PT0="));
        let (blob, queue) = auth.endpoints().unwrap();
        assert_eq!(blob.as_str(), "http://localhost:1/acc");
        assert_eq!(queue.as_str(), "http://localhost:2/acc");
    }

    #[test]
    fn an_account_in_the_cloud_needs_no_endpoints() {
        let auth = StorageAuth::from_connection_string(
            "DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=a2V5;EndpointSuffix=core.windows.net",
        )
        .unwrap();
        let (blob, _) = auth.endpoints().unwrap();
        assert_eq!(blob.as_str(), "https://acc.blob.core.windows.net/");
    }

    #[test]
    fn what_is_wrong_with_a_connection_string_is_said_without_showing_it() {
        let error = StorageAuth::from_connection_string("AccountName=secret-name").unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("AccountKey") && !shown.contains("secret-name"));
        let auth = StorageAuth::from_connection_string("UseDevelopmentStorage=true").unwrap();
        assert!(!format!("{auth:?}").contains("Eby8"));
    }
}
