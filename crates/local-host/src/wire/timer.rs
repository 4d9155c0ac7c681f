//! A timer's envelope.

use super::{BindingData, Envelope, Stamp, sys};
use crate::clock;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

/// What the schedule's monitor knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// The last run; `0001-01-01` before the first.
    pub last: OffsetDateTime,
    /// The run after it.
    pub next: OffsetDateTime,
    /// When this was noted.
    pub updated: OffsetDateTime,
}

impl Status {
    /// As it stands in the envelope and in the status blob.
    #[must_use]
    pub fn wire(&self) -> Value {
        json!({
            "Last": clock::iso_ticks(self.last, "+00:00"),
            "Next": clock::iso_ticks(self.next, "+00:00"),
            "LastUpdated": clock::iso_ticks(self.updated, "+00:00"),
        })
    }

    /// Reads what [`Status::wire`] wrote.
    #[must_use]
    pub fn read(value: &Value) -> Option<Status> {
        let moment = |name: &str| clock::parse_iso(value.get(name)?.as_str()?);
        Some(Status {
            last: moment("Last")?,
            next: moment("Next")?,
            updated: moment("LastUpdated")?,
        })
    }
}

/// Where a retry policy stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Retry {
    /// Retries so far: 0 at the first try.
    pub count: u32,
    /// Retries allowed.
    pub max: u32,
    /// Why the try before failed.
    pub failure: Option<String>,
}

/// The envelope of a tick for the binding `name`; `input` is what a call by hand brought.
#[must_use]
pub fn envelope(
    function: &str,
    name: &str,
    status: Option<&Status>,
    past_due: bool,
    input: Option<&str>,
    retry: Option<&Retry>,
    stamp: &Stamp,
) -> Envelope {
    let mut metadata = BindingData::default();
    if let Some(input) = input {
        metadata.set_text(name, input);
    }
    metadata.set("sys", sys(function, stamp));
    if let Some(retry) = retry {
        let exception = retry.failure.as_ref().map(|reason| {
            json!({
                "ClassName": "Microsoft.Azure.WebJobs.Host.FunctionInvocationException",
                "MethodName": format!("Host.Functions.{function}"),
                "Handled": false,
                "Message": format!("Exception while executing function: Functions.{function}"),
                "InnerException": { "Message": reason, "StackTrace": null },
            })
        });
        metadata.set(
            "RetryContext",
            json!({
                "RetryCount": retry.count,
                "MaxRetryCount": retry.max,
                "Exception": exception,
                "Instance": null,
                "State": {},
            }),
        );
    }
    let data = json!({
        "Schedule": { "AdjustForDST": true },
        "ScheduleStatus": status.map(Status::wire),
        "IsPastDue": past_due,
    });
    Envelope {
        data: Map::from_iter([(name.to_owned(), data)]),
        metadata,
    }
}

/// The text of an `input` that a call by hand brings, whatever it is; nothing for null.
#[must_use]
pub fn input_text(input: Option<&Value>) -> Option<String> {
    match input {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(other) => Some(other.to_string()),
    }
}
