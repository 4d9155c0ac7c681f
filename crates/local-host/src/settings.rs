//! How the stand-in is run.

use crate::clock::parse_duration;
use anyhow::Context;
use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// What to run, on what, and how unreliable to be.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// Folder with host.json, the handler and a folder with function.json for each function
    #[arg(long, default_value = "dist", value_name = "FOLDER")]
    pub script_root: PathBuf,

    /// Storage account: an emulator's connection string
    #[arg(
        long,
        env = "AzureWebJobsStorage",
        default_value = "UseDevelopmentStorage=true",
        hide_env_values = true
    )]
    pub connection: String,

    /// Port for HTTP functions, webhooks and /admin; 0 takes a free one
    #[arg(long, default_value_t = 7071)]
    pub port: u16,

    /// Master key for functions with keys, webhooks and /admin; a random one is printed otherwise
    #[arg(long)]
    pub key: Option<String>,

    /// Environment of the handler, beside this program's own; may be given often
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub handler_env: Vec<(String, String)>,

    /// local.settings.json whose Values become environment of the handler
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,

    /// How long a received message is locked; renewed while its function runs
    #[arg(long, default_value = "10m", value_parser = parse_duration, value_name = "DURATION")]
    pub lock: Duration,

    /// How often containers are listed for new and changed blobs
    #[arg(long, default_value = "1s", value_parser = parse_duration, value_name = "DURATION")]
    pub scan: Duration,

    /// How long a start waits for the storage, and the handler's first answer may take until the log says that it is missing
    #[arg(long, default_value = "40s", value_parser = parse_duration, value_name = "DURATION")]
    pub patience: Duration,

    /// Deliver blobs by Event Grid events instead of polling
    #[arg(long)]
    pub events: bool,

    /// Container whose blobs make events; may be given often
    #[arg(long, default_value = "raw", value_name = "CONTAINER")]
    pub watch: Vec<String>,

    /// Blobs up to this many bytes make events for blob triggers, larger ones for the queue
    #[arg(long, default_value_t = 4 * 1024 * 1024, value_name = "BYTES")]
    pub small: u64,

    /// Queue that gets the events of larger blobs
    #[arg(long, default_value = "bulk", value_name = "QUEUE")]
    pub bulk_queue: String,

    /// Fraction of events that come twice
    #[arg(long, default_value_t = 0.0, value_parser = fraction, value_name = "FRACTION")]
    pub duplicate_events: f64,

    /// Events come up to this much late
    #[arg(long, default_value = "0s", value_parser = parse_duration, value_name = "DURATION")]
    pub late_events: Duration,

    /// Events of one look at a container come in any order
    #[arg(long)]
    pub shuffle_events: bool,

    /// Fraction of events with an ETag that the blob never had
    #[arg(long, default_value_t = 0.0, value_parser = fraction, value_name = "FRACTION")]
    pub wrong_etags: f64,

    /// Fraction of events that are followed by one of another container's blob
    #[arg(long, default_value_t = 0.0, value_parser = fraction, value_name = "FRACTION")]
    pub foreign_events: f64,

    /// That other container
    #[arg(long, default_value = "packs", value_name = "CONTAINER")]
    pub foreign_container: String,

    /// Fraction of blobs that polling passes over until the next start
    #[arg(long, default_value_t = 0.0, value_parser = fraction, value_name = "FRACTION")]
    pub lose_blobs: f64,

    /// Fraction of handled messages that come again
    #[arg(long, default_value_t = 0.0, value_parser = fraction, value_name = "FRACTION")]
    pub redeliver: f64,

    /// Seed of what goes wrong by chance
    #[arg(long, default_value_t = 0)]
    pub seed: u64,

    /// Leave the handler running if it is still at work when the host stops, as the real host does
    #[arg(long)]
    pub orphan: bool,

    /// Wait for messages as in Azure, up to a minute, not 2 seconds (host.json's maxPollingInterval goes first)
    #[arg(long)]
    pub production: bool,

    /// Send a traceparent header, as with Application Insights
    #[arg(long)]
    pub traceparent: bool,

    /// Write envelopes as older hosts and extensions did
    #[arg(long)]
    pub old_forms: bool,

    /// Do as hosts before 2025, which know no enableProxyingHttpRequest
    #[arg(long)]
    pub no_proxying: bool,

    /// Id under which receipts, timers and the queue of blobs are kept: at most 32 small letters, digits and hyphens
    #[arg(long, default_value = "local-host", value_name = "ID", value_parser = host_id)]
    pub host_id: String,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("wanted: NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn host_id(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.is_empty() || text.len() > 32 || !text.chars().all(fits) {
        return Err("wanted: at most 32 small letters, digits and hyphens".to_owned());
    }
    Ok(text.to_owned())
}

fn fraction(text: &str) -> Result<f64, String> {
    let fraction = text
        .parse::<f64>()
        .ok()
        .filter(|fraction| (0.0..=1.0).contains(fraction));
    fraction.ok_or_else(|| "wanted: a number from 0 to 1".to_owned())
}

impl Settings {
    /// Settings for a folder and a storage account; everything else is as on the command line without options, but the
    /// port, which is a free one.
    ///
    /// # Panics
    /// Never: the options' own defaults are valid.
    #[must_use]
    pub fn new(script_root: impl Into<PathBuf>, connection: impl Into<String>) -> Settings {
        #[derive(clap::Parser)]
        struct Line {
            #[command(flatten)]
            settings: Settings,
        }
        let line = <Line as clap::Parser>::try_parse_from(["local-host", "--port", "0"]);
        let mut settings = line.expect("the defaults are valid").settings;
        settings.script_root = script_root.into();
        settings.connection = connection.into();
        settings
    }

    /// What the handler finds in its environment beside this program's own.
    ///
    /// # Errors
    /// The settings file cannot be read.
    pub(crate) fn handler_environment(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let mut environment = BTreeMap::new();
        if let Some(path) = &self.settings {
            let text =
                std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
            let json: serde_json::Value = serde_json::from_str(&text)
                .with_context(|| format!("{} is no JSON", path.display()))?;
            for (name, value) in json
                .get("Values")
                .and_then(|values| values.as_object())
                .into_iter()
                .flatten()
            {
                let value = value
                    .as_str()
                    .with_context(|| format!("the setting {name} is no text"))?;
                environment.insert(name.clone(), value.to_owned());
            }
        }
        environment.insert("AzureWebJobsStorage".to_owned(), self.connection.clone());
        environment.extend(self.handler_env.iter().cloned());
        Ok(environment)
    }
}
