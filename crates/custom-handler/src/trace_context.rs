//! The W3C trace context of an invocation.

use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

/// Where an invocation stands in a distributed trace (W3C Trace Context, level 1).
///
/// The host sends `traceparent` only where Application Insights is configured, and then with flags `00`; without it the
/// ids are made here. The trace is never dropped as unsampled: the flag that is handed on is always `01`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceContext {
    /// 32 lower-case hexadecimal digits, not all zero.
    pub trace_id: String,
    /// The span of this invocation: 16 lower-case hexadecimal digits, not all zero.
    pub span_id: String,
    /// The caller's span, when the caller named one.
    pub parent_span_id: Option<String>,
}

impl TraceContext {
    /// Continues the trace of a `traceparent` header, or starts one when it is absent or malformed.
    pub fn continue_from(traceparent: Option<&str>) -> TraceContext {
        let span_id = hex(random());
        match traceparent.and_then(parse) {
            Some((trace_id, parent)) => TraceContext {
                trace_id,
                span_id,
                parent_span_id: Some(parent),
            },
            None => TraceContext {
                trace_id: hex(random()) + &hex(random()),
                span_id,
                parent_span_id: None,
            },
        }
    }

    /// The `traceparent` header for calls that this invocation makes.
    pub fn traceparent(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for TraceContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{}-{}-01", self.trace_id, self.span_id)
    }
}

/// Trace and parent id of `version-trace-parent-flags`. Later versions may append fields.
fn parse(header: &str) -> Option<(String, String)> {
    let mut parts = header.trim().split('-');
    let version = parts.next()?;
    let trace = id(parts.next()?, 32)?;
    let parent = id(parts.next()?, 16)?;
    parts.next().filter(|flags| flags.len() == 2)?;
    let fits = version.len() == 2 && version != "ff" && (version != "00" || parts.next().is_none());
    fits.then_some((trace, parent))
}

fn id(digits: &str, length: usize) -> Option<String> {
    let good = digits.len() == length
        && digits
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        && digits.bytes().any(|b| b != b'0');
    good.then(|| digits.to_owned())
}

fn hex(id: u64) -> String {
    format!("{id:016x}")
}

/// A number that does not repeat, within a process or between processes. The keys of `RandomState` come from the
/// operating system; ids of traces need to be distinct, not secret.
pub(crate) fn random() -> u64 {
    static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    KEYS.hash_one((std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)))
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_of_the_host_is_continued_although_it_is_unsampled() {
        let trace = TraceContext::continue_from(Some(
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
        ));
        assert_eq!(trace.trace_id, "0af7651916cd43dd8448eb211c80319c");
        assert_eq!(trace.parent_span_id.as_deref(), Some("b7ad6b7169203331"));
        assert_eq!(
            trace.traceparent(),
            format!("00-0af7651916cd43dd8448eb211c80319c-{}-01", trace.span_id)
        );
    }

    #[test]
    fn an_absent_or_malformed_header_starts_a_new_trace() {
        for header in [
            None,
            Some(""),
            Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331"),
            Some("00-00000000000000000000000000000000-b7ad6b7169203331-01"),
            Some("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"),
            Some("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"),
            Some("00-ü-b7ad6b7169203331-01"),
        ] {
            let trace = TraceContext::continue_from(header);
            assert!(trace.parent_span_id.is_none(), "{header:?}");
            assert_eq!(trace.trace_id.len(), 32);
            assert_eq!(trace.span_id.len(), 16);
        }
        assert_ne!(
            TraceContext::continue_from(None).trace_id,
            TraceContext::continue_from(None).trace_id
        );
    }
}
