//! Log lines: one JSON object an event on stdout.
//!
//! The host writes stdout at level Information and stderr as errors, whatever the text says, and ties neither to an
//! invocation; so level and ids stand in the line itself, flat, where Splunk and Application Insights find them.

use serde_json::{Map, Value};
use std::{fmt::Debug, io::Write, time::SystemTime};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};
use tracing_subscriber::{
    Layer, Registry,
    filter::LevelFilter,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
    util::SubscriberInitExt,
};

use crate::{failure::one_line, host_time::utc};

/// The longest value of a field, in characters.
const MAX_VALUE_CHARS: usize = 1000;

/// Sets the subscriber, unless the program has set one.
pub(crate) fn init(trusted: Option<Vec<String>>) {
    let lines = JsonLines {
        trusted,
        write: |line: String| {
            // Nobody is left to be told that stdout is gone.
            let _ = std::io::stdout().lock().write_all(line.as_bytes());
        },
    };
    let _ = Registry::default()
        .with(lines.with_filter(LevelFilter::INFO))
        .try_init();
}

struct JsonLines<W> {
    /// Beginnings of the targets whose words are free of content; all, if `None`.
    trusted: Option<Vec<String>>,
    write: W,
}

/// The fields of a span, kept with it.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl<W> JsonLines<W> {
    fn trusts(&self, metadata: &Metadata<'_>) -> bool {
        let target = metadata.target();
        let begins = |trusted: &str| {
            target
                .strip_prefix(trusted)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        begins("custom_handler")
            || self
                .trusted
                .as_ref()
                .is_none_or(|trusted| trusted.iter().any(|trusted| begins(trusted)))
    }
}

impl<S, W> Layer<S> for JsonLines<W>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: Fn(String) + 'static,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        if self.trusts(attributes.metadata()) {
            attributes.record(&mut fields);
        }
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(fields);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if self.trusts(span.metadata())
            && let Some(fields) = span.extensions_mut().get_mut::<Fields>()
        {
            values.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let metadata = event.metadata();
        let mut own = Fields::default();
        if self.trusts(metadata) {
            event.record(&mut own);
        } else if *metadata.level() <= Level::WARN {
            let place = (metadata.file().unwrap_or("?"), metadata.line().unwrap_or(0));
            own.0.insert(
                "message".into(),
                format!("withheld, {}:{}", file_name(place.0), place.1).into(),
            );
        } else {
            return;
        }
        let mut all = Fields::default();
        for span in context
            .event_scope(event)
            .into_iter()
            .flat_map(|scope| scope.from_root())
        {
            if let Some(fields) = span.extensions().get::<Fields>() {
                all.0.extend(fields.0.clone());
            }
        }
        let message = own.0.remove("message").unwrap_or_default();
        all.0.extend(own.0);
        let head = [
            ("timestamp", utc(SystemTime::now()).into()),
            ("level", metadata.level().as_str().into()),
            ("message", message),
            ("target", metadata.target().into()),
        ];
        // By hand, so that the fields that every line has come first.
        let mut line = String::from("{");
        for (name, value) in head {
            line += &format!("{}:{value},", Value::from(name));
            all.0.remove(name);
        }
        for (name, value) in all.0 {
            line += &format!("{}:{value},", Value::from(name));
        }
        line.pop();
        line += "}\n";
        (self.write)(line);
    }
}

/// The last part of a path: the directories of a library are those of the machine that built it.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.record_str(field, &format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let value = one_line(value, MAX_VALUE_CHARS);
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        // Microseconds are enough for a duration in milliseconds.
        self.0.insert(
            field.name().to_owned(),
            ((value * 1000.0).round() / 1000.0).into(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::sync::{Arc, Mutex};
    use tracing::{error, info, info_span, warn};

    fn lines(trusted: Option<&[&str]>, work: impl FnOnce()) -> Vec<Value> {
        let written: Arc<Mutex<Vec<Value>>> = Arc::default();
        let sink = written.clone();
        let lines = JsonLines {
            trusted: trusted.map(|targets| targets.iter().map(|t| (*t).to_owned()).collect()),
            write: move |line: String| {
                assert_eq!(line.find('\n'), Some(line.len() - 1));
                sink.lock()
                    .unwrap()
                    .push(serde_json::from_str(&line).unwrap());
            },
        };
        tracing::subscriber::with_default(Registry::default().with(lines), work);
        std::mem::take(&mut *written.lock().unwrap())
    }

    #[test]
    fn a_line_carries_the_fields_of_its_spans_flat() {
        let written = lines(None, || {
            let outer = info_span!(
                "invocation",
                invocation_id = "i1",
                body_bytes = tracing::field::Empty
            );
            let _outer = outer.enter();
            let _inner = info_span!("step", chunk = 3).entered();
            outer.record("body_bytes", 17);
            info!(duration_ms = 1.23456, "two\nlines");
        });
        let line = &written[0];
        assert_eq!(line["message"], "two lines");
        assert_eq!(line["level"], "INFO");
        assert_eq!(line["invocation_id"], "i1");
        assert_eq!(line["body_bytes"], 17);
        assert_eq!(line["chunk"], 3);
        assert_eq!(line["duration_ms"], json!(1.235));
    }

    #[test]
    fn of_a_foreign_library_only_level_and_place_are_written() {
        let written = lines(Some(&["pipeline"]), || {
            info!(target: "azure_core::http", url = "https://example.com/secret", "sending");
            warn!(target: "azure_core::http", url = "https://example.com/secret", "failed: secret");
            error!(target: "pipelines", "secret");
            info!(target: "pipeline::ingest", "12 records");
        });
        assert_eq!(written.len(), 3);
        assert!(
            !written
                .iter()
                .any(|line| line.to_string().contains("secret"))
        );
        assert!(
            written[0]["message"]
                .as_str()
                .unwrap()
                .starts_with("withheld, logging.rs:")
        );
        assert_eq!(written[2]["message"], "12 records");
    }

    #[test]
    fn long_values_are_cut() {
        let written = lines(None, || info!(text = "x".repeat(100_000), "long"));
        assert!(written[0]["text"].as_str().unwrap().len() < 1100);
    }
}
