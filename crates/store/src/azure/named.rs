//! Settings by the names that the Functions host knows them by.

use super::{Identity, Settings, StorageAuth};

/// A setting as it is documented and set.
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub says: &'static str,
    /// Whether it is set on a developer's machine …
    pub local: bool,
    /// … and in Azure.
    pub azure: bool,
}

impl Setting {
    /// A setting; `(local, azure)` say where it is set.
    pub const fn new(name: &'static str, says: &'static str, (local, azure): (bool, bool)) -> Self {
        Self {
            name,
            says,
            local,
            azure,
        }
    }
}

const STORAGE: Setting = Setting::new(
    "AzureWebJobsStorage",
    "connection string of the storage account, for Azurite; in Azure the account's name is set instead",
    (true, false),
);
const ACCOUNT: Setting = Setting::new(
    "AzureWebJobsStorage__accountName",
    "name of the storage account, which the identity opens",
    (false, true),
);
const STORAGE_IDENTITY: Setting = Setting::new(
    "AzureWebJobsStorage__clientId",
    "client id of the managed identity for the storage account",
    (false, true),
);
const COSMOS: Setting = Setting::new(
    "COSMOS__accountEndpoint",
    "address of the Cosmos DB account",
    (true, true),
);
const COSMOS_KEY: Setting = Setting::new(
    "COSMOS__accountKey",
    "key of the Cosmos DB emulator; in Azure the identity opens the account",
    (true, false),
);
const COSMOS_IDENTITY: Setting = Setting::new(
    "COSMOS__clientId",
    "client id of the managed identity for Cosmos DB",
    (false, true),
);
const DATABASE: Setting = Setting::new(
    "COSMOS__database",
    "name of the database; `northstar` when not set",
    (true, true),
);
const KEY: Setting = Setting::new(
    "NORTHSTAR_DEPLOYMENT_KEY",
    "the key under which identifiers are stored: 64 hexadecimal digits, made once, never changed",
    (true, true),
);

/// Every setting that [`Settings::named`] reads.
pub const SETTINGS: [Setting; 8] = [
    STORAGE,
    ACCOUNT,
    STORAGE_IDENTITY,
    COSMOS,
    COSMOS_KEY,
    COSMOS_IDENTITY,
    DATABASE,
    KEY,
];

impl Settings {
    /// Reads the settings; `look_up` gives the value of one.
    ///
    /// # Errors
    /// All that are missing or wrong, one sentence each; values are never quoted.
    pub fn named(look_up: impl Fn(&str) -> Option<String>) -> Result<Self, Vec<String>> {
        let value = |setting: &Setting| look_up(setting.name).filter(|v| !v.trim().is_empty());
        let missing = |setting: &Setting| format!("{} ({}) is missing", setting.name, setting.says);
        let mut wrong = Vec::new();
        let storage = match (value(&STORAGE), value(&ACCOUNT)) {
            (Some(text), _) => match StorageAuth::from_connection_string(&text) {
                Ok(storage) => Some(storage),
                Err(error) => {
                    wrong.push(format!(
                        "{} cannot be used: {}",
                        STORAGE.name,
                        reason(&error)
                    ));
                    None
                }
            },
            (None, Some(account)) => Some(StorageAuth::entra(&account)),
            (None, None) => {
                wrong.push(format!("{} or {}", missing(&STORAGE), missing(&ACCOUNT)));
                None
            }
        };
        let endpoint = value(&COSMOS);
        match &endpoint {
            None => wrong.push(missing(&COSMOS)),
            Some(address)
                if !address.starts_with("https://") && !address.starts_with("http://") =>
            {
                wrong.push(format!(
                    "{} is no address that begins with https://",
                    COSMOS.name
                ));
            }
            Some(_) => {}
        }
        let key = match value(&KEY).map(|hex| Self::read_deployment_key(&hex)) {
            Some(Ok(key)) => Some(key),
            Some(Err(_)) => {
                wrong.push(format!("{} does not have 64 hexadecimal digits", KEY.name));
                None
            }
            None => {
                wrong.push(missing(&KEY));
                None
            }
        };
        let (Some(storage), Some(endpoint), Some(key), true) =
            (storage, endpoint, key, wrong.is_empty())
        else {
            return Err(wrong);
        };
        let mut settings = Self::new(storage, &endpoint, key);
        settings.identity = Identity::Managed {
            client_id: value(&STORAGE_IDENTITY).or(value(&COSMOS_IDENTITY)),
        };
        settings.cosmos_key = value(&COSMOS_KEY);
        if let Some(database) = value(&DATABASE) {
            settings.database = database;
        }
        Ok(settings)
    }
}

/// What the adapters say of a setting that they cannot use; they show nothing of it.
fn reason(error: &crate::Error) -> String {
    match error {
        crate::Error::Backend(source) => source.to_string(),
        other => other.to_string(),
    }
}
