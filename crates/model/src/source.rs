use serde::{Deserialize, Serialize};

/// Traffic Light Protocol 2.0, from widest to narrowest.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Tlp {
    /// May be published.
    #[serde(rename = "CLEAR")]
    Clear,
    /// Within the community.
    #[serde(rename = "GREEN")]
    Green,
    /// Within the organization and its clients.
    #[default]
    #[serde(rename = "AMBER")]
    Amber,
    /// Within the organization.
    #[serde(rename = "AMBER+STRICT")]
    AmberStrict,
    /// Named recipients only.
    #[serde(rename = "RED")]
    Red,
}

/// Who may see what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tier {
    /// Keyed names, redacted quotes, only what may be passed on.
    Partner,
    /// Everything, with a stated purpose.
    Vetted,
}

/// Where raw files come from and under which terms; read from `source.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The first segment of the path.
    #[serde(default)]
    pub name: String,
    /// Who is answerable for it.
    #[serde(default)]
    pub owner: Option<String>,
    /// Why it may be held.
    #[serde(default)]
    pub legal_basis: Option<String>,
    /// How far it may go; `AMBER` when not said.
    #[serde(default)]
    pub tlp: Tlp,
    /// For how many days it may be kept.
    #[serde(default)]
    pub retention_days: Option<u32>,
    /// Whether partners may see what comes from it; `false` when not said.
    #[serde(default)]
    pub may_be_passed_on: bool,
    /// Default region of its records, ISO 3166-1 alpha-2.
    #[serde(default)]
    pub region: Option<String>,
    /// Default language of its records, ISO 639-1.
    #[serde(default)]
    pub language: Option<String>,
}

impl Source {
    /// A source about which nothing is stated: the narrowest terms.
    pub fn unstated(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            owner: None,
            legal_basis: None,
            tlp: Tlp::default(),
            retention_days: None,
            may_be_passed_on: false,
            region: None,
            language: None,
        }
    }

    /// Whether a tier may see captures of this source.
    pub fn visible_to(&self, tier: Tier) -> bool {
        match tier {
            Tier::Vetted => true,
            Tier::Partner => self.may_be_passed_on && self.tlp <= Tlp::Amber,
        }
    }
}
