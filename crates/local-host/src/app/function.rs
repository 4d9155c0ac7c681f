//! `function.json`: what starts a function, and where its answers go.

use super::expand;
use super::pattern::{BlobPattern, PathTemplate};
use super::route::Route;
use super::schedule::Schedule;
use crate::clock::parse_duration;
use crate::wire::http::Identity;
use anyhow::{Context, anyhow, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

/// A function.
#[derive(Debug, Clone)]
pub struct Function {
    /// The name of its folder, and its path at the handler.
    pub name: String,
    /// What starts it.
    pub trigger: Trigger,
    /// The trigger's binding name.
    pub binding: String,
    /// Whether the trigger says `dataType: binary`.
    pub binary: bool,
    /// Blobs that come along: binding name, path, whether as bytes.
    pub inputs: Vec<(String, PathTemplate, bool)>,
    /// Where its answers go.
    pub outputs: Vec<Output>,
    /// Its own `retry`, which counts for timers.
    pub retry: Option<RetryPolicy>,
}

/// What starts a function.
#[derive(Debug, Clone)]
pub enum Trigger {
    /// A blob.
    Blob {
        /// Where.
        pattern: BlobPattern,
        /// Told by Event Grid; otherwise found by polling.
        event_grid: bool,
    },
    /// A message in this queue.
    Queue(String),
    /// The time.
    Timer {
        /// When.
        schedule: Schedule,
        /// And at every start.
        run_on_startup: bool,
    },
    /// A call.
    Http {
        /// Where, prefix included.
        route: Route,
        /// The verbs that it takes, in upper case; all if none are named.
        methods: Vec<String>,
        /// The key that it wants.
        level: Identity,
    },
}

/// Where answers go.
#[derive(Debug, Clone)]
pub struct Output {
    /// The binding's name; `$return` takes the return value.
    pub name: String,
    /// Where.
    pub kind: OutputKind,
    /// Whether it says `dataType: binary`.
    pub binary: bool,
}

/// What an output writes to.
#[derive(Debug, Clone)]
pub enum OutputKind {
    /// A queue.
    Queue(String),
    /// A blob.
    Blob(PathTemplate),
    /// The client.
    Http,
}

/// A function's `retry`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Tries after the first.
    pub max: u32,
    /// How long it waits before them.
    pub strategy: RetryStrategy,
}

/// How long a retry waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RetryStrategy {
    /// Always this long.
    Fixed(Duration),
    /// Twice as long each time, from the one to the other.
    Exponential(Duration, Duration),
}

impl RetryPolicy {
    /// How long to wait before retry number `count`, counted from 1.
    #[must_use]
    pub fn delay(&self, count: u32) -> Duration {
        match self.strategy {
            RetryStrategy::Fixed(delay) => delay,
            RetryStrategy::Exponential(least, most) => least
                .saturating_mul(1 << count.saturating_sub(1).min(30))
                .min(most),
        }
    }
}

impl Function {
    /// Reads a `function.json`.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(
        name: &str,
        text: &str,
        route_prefix: &str,
        settings: &BTreeMap<String, String>,
    ) -> anyhow::Result<Function> {
        let json: Value = serde_json::from_str(text).map_err(|error| {
            anyhow!(
                "function.json is no JSON at line {}, column {}",
                error.line(),
                error.column()
            )
        })?;
        let bindings = json
            .get("bindings")
            .and_then(Value::as_array)
            .filter(|bindings| !bindings.is_empty());
        let mut function = None;
        let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
        for json in bindings.context("no bindings")? {
            let binding = Binding { json, settings };
            let kind = binding.required("type")?;
            let binding_name = binding.required("name")?;
            let binary = binding
                .text("dataType")?
                .is_some_and(|kind| kind.eq_ignore_ascii_case("binary"));
            let out = binding
                .text("direction")?
                .is_some_and(|direction| direction.eq_ignore_ascii_case("out"));
            let lower = kind.to_ascii_lowercase();
            if lower.ends_with("trigger") {
                let trigger = trigger(&lower, &kind, name, route_prefix, &binding)?;
                if function.replace((trigger, binding_name, binary)).is_some() {
                    bail!("more than one trigger");
                }
                continue;
            }
            match (lower.as_str(), out) {
                ("blob", false) => inputs.push((binding_name, binding.path()?, binary)),
                ("blob", true) => outputs.push(output(
                    binding_name,
                    OutputKind::Blob(binding.path()?),
                    binary,
                )),
                ("queue", true) => outputs.push(output(
                    binding_name,
                    OutputKind::Queue(binding.queue()?),
                    binary,
                )),
                ("http", true) => outputs.push(output(binding_name, OutputKind::Http, binary)),
                _ => bail!("the binding type(s) '{kind}' are not registered"),
            }
        }
        let (trigger, binding, binary) = function.context("no trigger")?;
        Ok(Function {
            name: name.to_owned(),
            trigger,
            binding,
            binary,
            inputs,
            outputs,
            retry: json
                .get("retry")
                .filter(|retry| !retry.is_null())
                .map(retry)
                .transpose()?,
        })
    }

    /// Whether calls may reach the handler as they are: nothing but HTTP in and out.
    #[must_use]
    pub fn only_http(&self) -> bool {
        matches!(self.trigger, Trigger::Http { .. })
            && self.inputs.is_empty()
            && self
                .outputs
                .iter()
                .all(|output| matches!(output.kind, OutputKind::Http))
    }

    /// The name of its HTTP output.
    #[must_use]
    pub fn http_output(&self) -> &str {
        let http = self
            .outputs
            .iter()
            .find(|output| matches!(output.kind, OutputKind::Http));
        http.map_or("$return", |output| output.name.as_str())
    }
}

fn output(name: String, kind: OutputKind, binary: bool) -> Output {
    Output { name, kind, binary }
}

fn trigger(
    lower: &str,
    kind: &str,
    function: &str,
    prefix: &str,
    binding: &Binding,
) -> anyhow::Result<Trigger> {
    Ok(match lower {
        "blobtrigger" => Trigger::Blob {
            pattern: BlobPattern::parse(&binding.required("path")?)
                .map_err(|error| anyhow!(error))?,
            event_grid: binding
                .text("source")?
                .is_some_and(|source| source.eq_ignore_ascii_case("eventgrid")),
        },
        "queuetrigger" => Trigger::Queue(binding.queue()?),
        "timertrigger" => Trigger::Timer {
            schedule: Schedule::parse(&binding.required("schedule")?)
                .map_err(|error| anyhow!(error))?,
            run_on_startup: binding
                .json
                .get("runOnStartup")
                .and_then(Value::as_bool)
                .unwrap_or(false),
        },
        "httptrigger" => {
            let route = binding
                .text("route")?
                .unwrap_or_else(|| function.to_owned());
            let methods = binding.json.get("methods").and_then(Value::as_array);
            Trigger::Http {
                route: Route::parse(&format!("{prefix}/{route}")),
                methods: methods
                    .into_iter()
                    .flatten()
                    .filter_map(|method| method.as_str().map(str::to_ascii_uppercase))
                    .collect(),
                level: match binding
                    .text("authLevel")?
                    .unwrap_or_default()
                    .to_ascii_lowercase()
                    .as_str()
                {
                    "anonymous" => Identity::Anonymous,
                    "admin" => Identity::Admin,
                    _ => Identity::Function,
                },
            }
        }
        _ => bail!("the binding type(s) '{kind}' are not registered"),
    })
}

fn retry(json: &Value) -> anyhow::Result<RetryPolicy> {
    let max = json
        .get("maxRetryCount")
        .and_then(Value::as_i64)
        .context("retry without maxRetryCount")?;
    let duration = |name: &str| {
        let text = json
            .get(name)
            .and_then(Value::as_str)
            .with_context(|| format!("retry without {name}"))?;
        parse_duration(text).map_err(|error| anyhow!(error))
    };
    Ok(RetryPolicy {
        // -1 means for ever.
        max: u32::try_from(max).unwrap_or(u32::MAX),
        strategy: match json.get("strategy").and_then(Value::as_str) {
            Some("fixedDelay") => RetryStrategy::Fixed(duration("delayInterval")?),
            Some("exponentialBackoff") => RetryStrategy::Exponential(
                duration("minimumInterval")?,
                duration("maximumInterval")?,
            ),
            _ => bail!("retry with an unknown strategy"),
        },
    })
}

struct Binding<'a> {
    json: &'a Value,
    settings: &'a BTreeMap<String, String>,
}

impl Binding<'_> {
    fn text(&self, name: &str) -> anyhow::Result<Option<String>> {
        let text = self.json.get(name).and_then(Value::as_str);
        text.map(|text| expand(text, self.settings)).transpose()
    }

    fn required(&self, name: &str) -> anyhow::Result<String> {
        self.text(name)?
            .with_context(|| format!("a binding without {name}"))
    }

    fn queue(&self) -> anyhow::Result<String> {
        let queue = self.required("queueName")?;
        if queue.len() < 3 {
            bail!("queue `{queue}` has fewer than 3 characters");
        }
        Ok(queue)
    }

    fn path(&self) -> anyhow::Result<PathTemplate> {
        PathTemplate::parse(&self.required("path")?).map_err(|error| anyhow!(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> anyhow::Result<Function> {
        let settings = BTreeMap::from([("QUEUE".to_owned(), "work".to_owned())]);
        Function::parse("f", text, "api", &settings)
    }

    #[test]
    fn what_the_host_refuses_is_refused() {
        for wrong in [
            "",
            "{}",
            r#"{"bindings":[]}"#,
            r#"{"bindings":[{"type":"queue","direction":"out","name":"o","queueName":"out1"}]}"#,
            r#"{"bindings":[{"type":"smellTrigger","direction":"in","name":"o"}]}"#,
            r#"{"bindings":[{"type":"queueTrigger","direction":"in","name":"m","queueName":"ab"}]}"#,
            r#"{"bindings":[{"type":"queueTrigger","direction":"in","name":"m","queueName":"%GONE%"}]}"#,
            r#"{"bindings":[{"type":"timerTrigger","direction":"in","name":"t","schedule":"* * *"}]}"#,
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn settings_stand_in_for_names_in_percent_signs() {
        let function = parse(
            r#"{"bindings":[{"type":"queueTrigger","direction":"in","name":"m","queueName":"%QUEUE%-in"}]}"#,
        );
        assert!(matches!(function.unwrap().trigger, Trigger::Queue(queue) if queue == "work-in"));
    }

    #[test]
    fn only_functions_without_other_bindings_are_forwarded() {
        let http = r#"{"type":"httpTrigger","direction":"in","name":"req"},{"type":"http","direction":"out","name":"res"}"#;
        let queue = r#"{"type":"queue","direction":"out","name":"q","queueName":"out1"}"#;
        assert!(
            parse(&format!(r#"{{"bindings":[{http}]}}"#))
                .unwrap()
                .only_http()
        );
        assert!(
            !parse(&format!(r#"{{"bindings":[{http},{queue}]}}"#))
                .unwrap()
                .only_http()
        );
    }
}
