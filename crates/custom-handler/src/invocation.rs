//! What is known about a call before its body is read.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, request::Parts},
};
use std::time::{Duration, Instant};

use crate::{TraceContext, trace_context::random};

/// One call of one function by the host.
///
/// In a function that is called over HTTP it is an axum extractor.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// The host's id of this call; every try has a new one. Made here when the host sent none.
    pub id: String,
    /// The function's name.
    pub function: String,
    /// The trace that this call belongs to.
    pub trace: TraceContext,
    /// When the call arrived.
    pub started: Instant,
    /// When the call is given up, some seconds before the host would kill the whole process for it.
    pub deadline: Instant,
    /// Which try this is, when function.json or host.json has a `retry` policy. A queue message that is a JSON object
    /// can shadow it: not to be trusted there.
    pub retry: Option<Retry>,
}

/// The count of a `retry` policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// 0 at the first try.
    pub count: u32,
    /// How often the host tries again at most; `None` without a limit.
    pub max: Option<u32>,
}

impl Invocation {
    pub(crate) fn new(function: &str, headers: &HeaderMap, allowed: Duration) -> Invocation {
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let started = Instant::now();
        Invocation {
            // The streaming proxy of newer hosts has a header of its own.
            id: header("x-azure-functions-invocationid")
                .or_else(|| header("x-ms-invocation-id"))
                .filter(|id| is_id(id))
                .map_or_else(|| format!("local-{:016x}", random()), str::to_owned),
            function: function.to_owned(),
            trace: TraceContext::continue_from(header("traceparent")),
            started,
            deadline: started + allowed,
            retry: None,
        }
    }

    /// The time since the call arrived.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// The time that is left; zero once the deadline has passed.
    pub fn remaining(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// The moment at `fraction` (0 to 1) of the time that the call has: a loop that may go on until half of its
    /// deadline asks whether `Instant::now()` is past `deadline_part(0.5)`.
    pub fn deadline_part(&self, fraction: f64) -> Instant {
        let all = self.deadline.saturating_duration_since(self.started);
        self.started + all.mul_f64(fraction.clamp(0.0, 1.0))
    }
}

/// Ids are logged, so whatever is not made of a few plain characters is not taken over.
fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

impl<S: Sync> FromRequestParts<S> for Invocation {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Invocation, StatusCode> {
        parts
            .extensions
            .get::<Invocation>()
            .cloned()
            .ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_could_forge_a_log_line_is_replaced() {
        let mut headers = HeaderMap::new();
        headers.insert("x-azure-functions-invocationid", "a b c".parse().unwrap());
        let invocation = Invocation::new("f", &headers, Duration::from_secs(1));
        assert!(invocation.id.starts_with("local-"));
    }

    #[test]
    fn the_id_of_the_streaming_proxy_is_read_too() {
        let mut headers = HeaderMap::new();
        headers.insert("x-ms-invocation-id", "4ef744cd-b338".parse().unwrap());
        let invocation = Invocation::new("f", &headers, Duration::from_secs(1));
        assert_eq!(invocation.id, "4ef744cd-b338");
    }
}
