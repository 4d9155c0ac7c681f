//! The settings. Nothing else reads the environment.

use pipeline::suite::Partners;
use store::azure::{self, Setting, Settings};

const PARTNERS: Setting = Setting::new(
    "NORTHSTAR_PARTNERS",
    r#"who may send reports, with their secrets: {"name": ["whsec_…", "…"]}; nobody when not set"#,
    (true, true),
);

/// Every setting that is read.
pub fn settings() -> impl Iterator<Item = Setting> {
    azure::SETTINGS.into_iter().chain([PARTNERS])
}

/// All settings, read and checked.
#[derive(Debug)]
pub struct Config {
    /// Where everything is.
    pub azure: Settings,
    /// Who may send reports.
    pub partners: Partners,
}

/// Everything that is wrong with the settings, at once; values are never quoted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} of the settings {}: {}", .0.len(), if .0.len() == 1 { "is wrong" } else { "are wrong" }, .0.join("; "))]
pub struct Missing(pub Vec<String>);

impl Config {
    /// Reads the settings from the environment.
    ///
    /// # Errors
    /// All that are missing or wrong.
    pub fn from_environment() -> Result<Self, Missing> {
        Self::read(|name| std::env::var(name).ok())
    }

    /// Reads the settings; `look_up` gives the value of one.
    ///
    /// # Errors
    /// All that are missing or wrong.
    pub fn read(look_up: impl Fn(&str) -> Option<String>) -> Result<Self, Missing> {
        let azure = Settings::named(&look_up);
        let text = look_up(PARTNERS.name).filter(|text| !text.trim().is_empty());
        let partners = match text.map(|text| serde_json::from_str::<Partners>(&text)) {
            None => Ok(Partners::default()),
            Some(Ok(partners)) => Ok(partners),
            // The library's own words may quote a value.
            Some(Err(error)) if error.is_data() => Err(format!(
                "{} does not hold partners with secrets of at least 16 characters ({})",
                PARTNERS.name, PARTNERS.says
            )),
            Some(Err(error)) => Err(format!(
                "{} is no JSON (line {}, column {})",
                PARTNERS.name,
                error.line(),
                error.column()
            )),
        };
        match (azure, partners) {
            (Ok(azure), Ok(partners)) => Ok(Self { azure, partners }),
            (azure, partners) => {
                let mut wrong = azure.err().unwrap_or_default();
                wrong.extend(partners.err());
                Err(Missing(wrong))
            }
        }
    }
}
