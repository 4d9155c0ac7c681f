//! `host.json`: what of it this stand-in heeds.

use crate::clock::parse_duration;
use anyhow::{Context, anyhow, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// The settings of an app.
#[derive(Debug, Clone)]
pub struct HostJson {
    /// `customHandler.description.defaultExecutablePath`
    pub executable: String,
    /// `customHandler.description.arguments`, names in percent signs replaced; unset ones vanish.
    pub arguments: Vec<String>,
    /// `customHandler.initializationTimeout`: how long a process may take until it listens, 30 s if nothing is said.
    pub initialization_timeout: Duration,
    /// `customHandler.description.workingDirectory`, relative to the app.
    pub working_directory: String,
    /// How calls of functions that are HTTP only reach the handler.
    pub http: HttpMode,
    /// `functionTimeout`, half an hour if nothing is said.
    pub function_timeout: Duration,
    /// `extensions.queues.batchSize`, 1 to 32.
    pub batch_size: u32,
    /// `extensions.queues.newBatchThreshold`
    pub new_batch_threshold: u32,
    /// `extensions.queues.maxDequeueCount`
    pub max_dequeue_count: u32,
    /// `extensions.queues.visibilityTimeout`: how long a failed message is not seen.
    pub visibility_timeout: Duration,
    /// `extensions.queues.maxPollingInterval`
    pub max_polling_interval: Option<Duration>,
    /// `extensions.queues.messageEncoding`
    pub message_encoding: MessageEncoding,
    /// `extensions.blobs.maxDegreeOfParallelism`
    pub blob_parallelism: u32,
    /// `extensions.blobs.poisonBlobThreshold`
    pub poison_blob_threshold: u32,
    route_prefix: String,
}

/// How a call reaches the handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HttpMode {
    /// Everything in one JSON object.
    Envelope,
    /// The client's request, held in memory: `enableForwardingHttpRequest`.
    Forwarding,
    /// The client's request as it comes: `enableProxyingHttpRequest`, on newer hosts.
    Proxying,
}

/// What stands in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageEncoding {
    /// The base64 of the content.
    Base64,
    /// The content.
    None,
}

impl HostJson {
    /// Reads a file. Keys can be overridden by settings named `AzureFunctionsJobHost__a__b`.
    ///
    /// # Errors
    /// The file is missing or something in it is wrong.
    pub fn read(path: &Path, settings: &BTreeMap<String, String>) -> anyhow::Result<HostJson> {
        let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
        HostJson::parse(&text, settings).with_context(|| format!("{}", path.display()))
    }

    /// Reads its text.
    ///
    /// # Errors
    /// Something in it is wrong.
    pub fn parse(text: &str, settings: &BTreeMap<String, String>) -> anyhow::Result<HostJson> {
        let mut json: Value = serde_json::from_str(text)?;
        for (name, value) in settings {
            if let Some(path) = name.strip_prefix("AzureFunctionsJobHost__") {
                let value =
                    serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.clone()));
                put(&mut json, path, value);
            }
        }
        if json.get("version").and_then(Value::as_str) != Some("2.0") {
            bail!("\"version\" must be \"2.0\"");
        }
        let at = |pointer: &str| json.pointer(pointer).filter(|value| !value.is_null());
        let flag = |pointer: &str| at(pointer).and_then(Value::as_bool).unwrap_or(false);
        let text = |pointer: &str| at(pointer).and_then(Value::as_str);
        let duration = |pointer: &str| {
            text(pointer)
                .map(parse_duration)
                .transpose()
                .map_err(|error| anyhow!(error))
        };
        let number = |pointer: &str, usual: u32| match at(pointer) {
            None => Ok(usual),
            Some(value) => value
                .as_u64()
                .and_then(|number| u32::try_from(number).ok())
                .with_context(|| format!("{pointer} is no number")),
        };

        let executable = text("/customHandler/description/defaultExecutablePath")
            .filter(|path| !path.is_empty())
            .context("customHandler.description.defaultExecutablePath is missing")?;
        let arguments = match at("/customHandler/description/arguments") {
            None => Vec::new(),
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
            Some(_) => bail!("customHandler.description.arguments is no array"),
        };
        let cores = std::thread::available_parallelism()
            .map_or(1, |cores| u32::try_from(cores.get()).unwrap_or(1));
        let batch_size = number("/extensions/queues/batchSize", 16)?;
        if !(1..=32).contains(&batch_size) {
            bail!("extensions.queues.batchSize must be 1 to 32");
        }
        let max_dequeue_count = number("/extensions/queues/maxDequeueCount", 5)?;
        if max_dequeue_count == 0 {
            bail!("extensions.queues.maxDequeueCount must be 1 or more");
        }
        let message_encoding = match text("/extensions/queues/messageEncoding") {
            None => MessageEncoding::Base64,
            Some(name) if name.eq_ignore_ascii_case("base64") => MessageEncoding::Base64,
            Some(name) if name.eq_ignore_ascii_case("none") => MessageEncoding::None,
            Some(_) => bail!("extensions.queues.messageEncoding must be base64 or none"),
        };
        let http = if flag("/customHandler/enableProxyingHttpRequest") {
            HttpMode::Proxying
        } else if flag("/customHandler/enableForwardingHttpRequest") {
            HttpMode::Forwarding
        } else {
            HttpMode::Envelope
        };
        Ok(HostJson {
            executable: executable.to_owned(),
            arguments: arguments
                .into_iter()
                .map(|argument| expand_or_vanish(argument, settings))
                .collect(),
            working_directory: text("/customHandler/description/workingDirectory")
                .unwrap_or("")
                .to_owned(),
            http,
            initialization_timeout: duration("/customHandler/initializationTimeout")?
                .unwrap_or(Duration::from_secs(30)),
            function_timeout: duration("/functionTimeout")?.unwrap_or(Duration::from_secs(30 * 60)),
            batch_size,
            new_batch_threshold: number(
                "/extensions/queues/newBatchThreshold",
                batch_size / 2 * cores,
            )?,
            max_dequeue_count,
            visibility_timeout: duration("/extensions/queues/visibilityTimeout")?
                .unwrap_or_default(),
            max_polling_interval: duration("/extensions/queues/maxPollingInterval")?,
            message_encoding,
            blob_parallelism: number("/extensions/blobs/maxDegreeOfParallelism", 8 * cores)?.max(1),
            poison_blob_threshold: number("/extensions/blobs/poisonBlobThreshold", 5)?.max(1),
            route_prefix: text("/extensions/http/routePrefix")
                .unwrap_or("api")
                .to_owned(),
        })
    }

    /// `extensions.http.routePrefix`, "api" if nothing is said.
    #[must_use]
    pub fn route_prefix(&self) -> &str {
        &self.route_prefix
    }
}

fn put(json: &mut Value, path: &str, value: Value) {
    let mut at = json;
    for part in path.split("__") {
        if !at.is_object() {
            *at = Value::Object(serde_json::Map::new());
        }
        let Value::Object(members) = at else { return };
        // Settings know no letter case, host.json does.
        let known = members
            .keys()
            .find(|key| key.eq_ignore_ascii_case(part))
            .cloned();
        at = members
            .entry(known.unwrap_or_else(|| part.to_owned()))
            .or_insert(Value::Null);
    }
    *at = value;
}

fn expand_or_vanish(argument: &str, settings: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let mut rest = argument;
    while let Some((before, after)) = rest.split_once('%') {
        let Some((name, after)) = after.split_once('%') else {
            break;
        };
        out.push_str(before);
        out.push_str(settings.get(name).map_or("", String::as_str));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_override_keys_and_fill_arguments() {
        let settings = BTreeMap::from([
            ("PORT".to_owned(), "9".to_owned()),
            (
                "AzureFunctionsJobHost__extensions__queues__batchSize".to_owned(),
                "4".to_owned(),
            ),
            (
                "AzureFunctionsJobHost__functionTimeout".to_owned(),
                "00:00:10".to_owned(),
            ),
        ]);
        let text = r#"{"version":"2.0","customHandler":{"description":{"defaultExecutablePath":"handler",
            "arguments":["--port=%PORT%","%GONE%"]},"enableForwardingHttpRequest":true},
            "extensions":{"queues":{"batchSize":16,"messageEncoding":"none"}}}"#;
        let host = HostJson::parse(text, &settings).unwrap();
        assert_eq!(host.arguments, ["--port=9", ""]);
        assert_eq!(host.batch_size, 4);
        assert_eq!(host.function_timeout, Duration::from_secs(10));
        assert_eq!(host.message_encoding, MessageEncoding::None);
        assert_eq!(host.http, HttpMode::Forwarding);
        assert!(HostJson::parse(r#"{"version":"2.0"}"#, &settings).is_err());
    }
}
