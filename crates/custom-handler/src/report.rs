//! Lines on stderr, which the host logs as errors and attaches to a crash.

use std::io::Write;

/// Writes one line to stderr, whole, or not at all when stderr is closed.
pub(crate) fn line(text: &str) {
    let mut line = crate::failure::one_line(text, 1000);
    line.push('\n');
    // Nobody is left to be told that stderr is gone.
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
}
