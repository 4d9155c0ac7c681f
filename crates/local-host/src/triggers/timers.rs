//! Timers.

use super::receipts::CONTAINER;
use crate::app::Function;
use crate::app::schedule::Schedule;
use crate::clock;
use crate::core::Core;
use crate::wire::timer::{self, Retry, Status};
use std::sync::Arc;
use std::time::Duration;
use time::OffsetDateTime;

const CATEGORY: &str = "Host.Triggers.Timer";

fn status_name(core: &Core, function: &Function) -> String {
    format!(
        "timers/{}/Host.Functions.{}/status",
        core.settings.host_id, function.name
    )
}

async fn read(core: &Core, function: &Function) -> Option<Status> {
    let fetched = core
        .storage
        .fetch(CONTAINER, &status_name(core, function))
        .await
        .ok()??;
    Status::read(&serde_json::from_slice(&fetched.content).ok()?)
}

async fn keep(core: &Core, function: &Function, status: &Status) {
    let content = status.wire().to_string().into_bytes();
    if let Err(error) = core
        .storage
        .put(CONTAINER, &status_name(core, function), content.into())
        .await
    {
        core.log.warning(
            CATEGORY,
            &format!("{}: status not kept: {error}", function.name),
        );
    }
}

/// Fires until the host stops.
pub(crate) async fn listen(
    core: Arc<Core>,
    function: Arc<Function>,
    schedule: Schedule,
    run_on_startup: bool,
) {
    let now = OffsetDateTime::now_utc();
    let monitored = schedule.monitored(now);
    let Some(mut next) = schedule.after(now) else {
        core.log.warning(
            CATEGORY,
            &format!("{}: the schedule never fires", function.name),
        );
        return;
    };
    let known = if monitored {
        read(&core, &function).await
    } else {
        None
    };
    let mut status = monitored.then(|| known.unwrap_or(first(next)));
    let past_due = known.is_some_and(|known| known.next < now);
    if past_due || run_on_startup {
        run(&core, &function, status.as_ref(), past_due, None).await;
    }
    if let Some(status) = &mut status {
        if past_due || run_on_startup {
            status.last = now;
        }
        status.next = next;
        status.updated = OffsetDateTime::now_utc();
        keep(&core, &function, status).await;
    }
    loop {
        let wait = next - OffsetDateTime::now_utc();
        if !core.pause(wait.try_into().unwrap_or(Duration::ZERO)).await {
            return;
        }
        run(&core, &function, status.as_ref(), false, None).await;
        let (last, now) = (next, OffsetDateTime::now_utc());
        // Waking a little early must not fire twice.
        let Some(after) = schedule.after(now.max(last)) else {
            return;
        };
        next = after;
        if status.is_some() {
            let noted = Status {
                last,
                next,
                updated: now,
            };
            keep(&core, &function, &noted).await;
            status = Some(noted);
        }
    }
}

/// Before anything ran.
fn first(next: OffsetDateTime) -> Status {
    Status {
        last: clock::never(),
        next,
        updated: clock::never(),
    }
}

async fn run(
    core: &Core,
    function: &Function,
    status: Option<&Status>,
    past_due: bool,
    input: Option<&str>,
) {
    let mut retry = function.retry.as_ref().map(|policy| Retry {
        count: 0,
        max: policy.max,
        failure: None,
    });
    loop {
        let envelope = timer::envelope(
            &function.name,
            &function.binding,
            status,
            past_due,
            input,
            retry.as_ref(),
            &core.stamp(),
        );
        let Err(failure) = core.invoke(function, envelope).await else {
            return;
        };
        let (Some(policy), Some(retry)) = (&function.retry, &mut retry) else {
            return;
        };
        if retry.count >= policy.max {
            return;
        }
        retry.count += 1;
        retry.failure = Some(failure.0);
        if !core.pause(policy.delay(retry.count)).await {
            return;
        }
    }
}

/// A call by hand.
pub(crate) async fn by_hand(
    core: &Core,
    function: &Function,
    schedule: &Schedule,
    input: Option<&str>,
) {
    let now = OffsetDateTime::now_utc();
    let mut status = None;
    if schedule.monitored(now) {
        let next = schedule.after(now).unwrap_or(clock::end_of_time());
        status = Some(read(core, function).await.unwrap_or(first(next)));
    }
    run(core, function, status.as_ref(), false, input).await;
}
