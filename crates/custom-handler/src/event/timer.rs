//! A tick of a timer.

use serde_json::value::RawValue;

use crate::{
    DecodeError, FunctionJson, HostTime, Retry,
    envelope::{Envelope, data_path, object, text},
};

/// A tick of a timer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimerEvent {
    /// Whether the tick comes later than scheduled, because no host was running.
    pub is_past_due: bool,
    /// The schedule's memory; `None` for schedules below one minute, which the host does not remember.
    pub schedule_status: Option<ScheduleStatus>,
}

/// What the host remembers about a schedule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScheduleStatus {
    /// The tick before this one; `None` at the first run ever.
    pub last: Option<HostTime>,
    /// The tick after this one.
    pub next: Option<HostTime>,
    /// When the host last wrote this down; `None` at the first run ever.
    pub last_updated: Option<HostTime>,
}

impl TimerEvent {
    /// Reads an invocation's body.
    ///
    /// # Errors
    /// When the body is no invocation, or the binding is missing or no object.
    pub fn decode(declared: &FunctionJson, body: Vec<u8>) -> Result<TimerEvent, DecodeError> {
        decode(declared, body).map(|(event, _)| event)
    }
}

pub(crate) fn decode(
    declared: &FunctionJson,
    body: Vec<u8>,
) -> Result<(TimerEvent, Option<Retry>), DecodeError> {
    let binding = declared.trigger();
    let envelope = Envelope::parse(&body)?;
    let timer = object(envelope.data(binding)?)
        .ok_or_else(|| DecodeError::unexpected(data_path(binding), "an object"))?;
    let event = TimerEvent {
        is_past_due: timer.get("IsPastDue").is_some_and(|value| is_true(value)),
        schedule_status: timer.get("ScheduleStatus").and_then(|value| status(value)),
    };
    Ok((event, envelope.retry()))
}

fn status(value: &RawValue) -> Option<ScheduleStatus> {
    let status = object(value)?;
    let time = |name: &str| HostTime::new(&text(status.get(name)?)?);
    Some(ScheduleStatus {
        last: time("Last"),
        next: time("Next"),
        last_updated: time("LastUpdated"),
    })
}

fn is_true(value: &RawValue) -> bool {
    value.get() == "true" || text(value).is_some_and(|text| text.eq_ignore_ascii_case("true"))
}
