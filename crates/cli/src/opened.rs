//! A store that is open: a folder on this machine, or what the functions keep in Azure.

use pipeline::Ports;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{Embedded, Files, Store};

/// The ports of an open store.
pub(crate) struct Opened {
    store: Arc<dyn Store>,
    files: Arc<dyn Files>,
}

impl Opened {
    /// A folder.
    pub(crate) fn folder(store: Embedded) -> Self {
        let store = Arc::new(store);
        Self {
            files: store.clone(),
            store,
        }
    }

    /// The ports.
    pub(crate) fn ports(&self) -> Ports<'_> {
        Ports {
            store: &*self.store,
            files: &*self.files,
        }
    }
}

/// The file of settings that `azure:FILE` names; `None` when the store is a folder.
pub(crate) fn settings_file(store: &str) -> Option<PathBuf> {
    let file = store.strip_prefix("azure:")?;
    Some(if file.is_empty() {
        "local.settings.json".into()
    } else {
        file.into()
    })
}

/// What the functions keep.
#[cfg(feature = "azure")]
pub(crate) fn azure(file: &Path) -> anyhow::Result<Opened> {
    let azure = Arc::new(adapter(file)?);
    Ok(Opened {
        files: azure.clone(),
        store: azure,
    })
}

/// The adapter with the settings of a file.
#[cfg(feature = "azure")]
pub(crate) fn adapter(file: &Path) -> anyhow::Result<store::azure::Azure> {
    use anyhow::Context;
    use std::collections::BTreeMap;

    /// `local.settings.json`, as far as it is read.
    #[derive(serde::Deserialize)]
    struct Written {
        #[serde(rename = "Values")]
        values: BTreeMap<String, String>,
    }
    let shown = file.display();
    let text = std::fs::read_to_string(file).with_context(|| {
        format!("cannot read the settings in {shown}; local.settings.example.json shows what they look like")
    })?;
    // The library's own words may quote a secret.
    let Ok(written) = serde_json::from_str::<Written>(&text) else {
        anyhow::bail!("{shown} is no file of settings: {{\"Values\": {{\"name\": \"value\", …}}}}");
    };
    let mut settings = store::azure::Settings::named(|name| written.values.get(name).cloned())
        .map_err(|wrong| anyhow::anyhow!("{shown}: {}", wrong.join("; ")))?;
    if settings.cosmos_key.is_none() {
        settings.identity = store::azure::Identity::Developer;
    }
    Ok(store::azure::Azure::with_own_runtime(settings)?)
}

#[cfg(not(feature = "azure"))]
pub(crate) fn azure(_file: &Path) -> anyhow::Result<Opened> {
    Err(without_azure())
}

/// Why a command about Azure does nothing.
#[cfg(not(feature = "azure"))]
pub(crate) fn without_azure() -> anyhow::Error {
    anyhow::anyhow!(
        "this northstar was built without Azure; build it with `cargo build --release -p northstar --features azure`"
    )
}
