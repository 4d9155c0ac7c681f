//! What the adapters must be told. Nothing here reads the environment.

use super::StorageAuth;
use crate::Error;
use azure_core::http::{ExponentialRetryOptions, RetryOptions};
use std::fmt;
use std::time::Duration;

/// Who asks, where Entra tokens are used.
#[derive(Clone, Debug)]
pub enum Identity {
    /// The identity that Azure gives to the app.
    Managed {
        /// Which one, when the app has several or a user-assigned one.
        client_id: Option<String>,
    },
    /// Whoever is signed in with the Azure CLI on this machine.
    Developer,
}

/// Where everything is, and how patient to be.
#[derive(Clone)]
pub struct Settings {
    /// The storage account.
    pub storage: StorageAuth,
    /// For Entra tokens.
    pub identity: Identity,
    /// Such as `https://account.documents.azure.com/`; an `http://` one is an emulator on this machine.
    pub cosmos_endpoint: String,
    /// The account's key; without one the identity is used.
    pub cosmos_key: Option<String>,
    /// The database in it.
    pub database: String,
    /// The region that the program runs in, such as `eastus`; that of the account when not said.
    pub region: Option<String>,
    /// What keyed names are made with.
    pub deployment_key: [u8; 32],
    /// No single operation takes longer: it ends as [`Error::Busy`].
    pub timeout: Duration,
    /// Operations at the same time.
    pub concurrency: usize,
}

impl Settings {
    /// How long an operation may take unless something else is said.
    pub const TIMEOUT: Duration = Duration::from_secs(20);
    /// How many operations run at the same time unless something else is said.
    pub const CONCURRENCY: usize = 24;

    /// Settings with the usual patience, the app's own identity and no key for Cosmos DB.
    pub fn new(storage: StorageAuth, cosmos_endpoint: &str, deployment_key: [u8; 32]) -> Self {
        Self {
            storage,
            identity: Identity::Managed { client_id: None },
            cosmos_endpoint: cosmos_endpoint.to_owned(),
            cosmos_key: None,
            database: "northstar".to_owned(),
            region: None,
            deployment_key,
            timeout: Self::TIMEOUT,
            concurrency: Self::CONCURRENCY,
        }
    }

    /// How often the storage clients try again by themselves: a few times and briefly, so that whoever asked learns in time
    /// that the service is busy.
    pub(super) fn retries(&self) -> RetryOptions {
        RetryOptions::exponential(ExponentialRetryOptions {
            initial_delay: azure_core::time::Duration::milliseconds(200),
            max_retries: 3,
            max_total_elapsed: azure_core::time::Duration::seconds(10),
            max_delay: azure_core::time::Duration::seconds(4),
        })
    }

    /// Reads a deployment key from its 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`Error::Backend`] when it is something else; the text is not shown.
    pub fn read_deployment_key(hex: &str) -> crate::Result<[u8; 32]> {
        let hex = hex.trim();
        let mut key = [0; 32];
        if hex.len() != 64 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(invalid("the deployment key is not 64 hexadecimal digits"));
        }
        for (at, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[2 * at..2 * at + 2], 16)
                .map_err(|_| invalid("the deployment key is not 64 hexadecimal digits"))?;
        }
        Ok(key)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("storage", &self.storage)
            .field("identity", &self.identity)
            .field("cosmos_key", &self.cosmos_key.is_some())
            .field("database", &self.database)
            .finish_non_exhaustive()
    }
}

/// A setting that cannot be used; it says which and shows nothing of it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Invalid(&'static str);

pub(super) fn invalid(what: &'static str) -> Error {
    Error::Backend(Box::new(Invalid(what)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deployment_key_is_64_hexadecimal_digits() {
        let key = Settings::read_deployment_key(&format!(" 0aff{}\n", "00".repeat(30))).unwrap();
        assert_eq!(key[..3], [0x0a, 0xff, 0]);
        for wrong in ["", "0a", &"é".repeat(32), &"+1".repeat(32)] {
            assert!(Settings::read_deployment_key(wrong).is_err());
        }
    }
}
