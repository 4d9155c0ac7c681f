//! What the host tells: its own events, and the handler's lines.

use std::sync::Arc;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Information,
    /// Not quite.
    Warning,
    /// Wrong.
    Error,
}

/// Where lines go: level, category, text.
pub type Sink = Arc<dyn Fn(Level, &str, &str) + Send + Sync>;

/// The log. Lines of the host's own never hold contents, names of blobs or texts of messages.
#[derive(Clone)]
pub struct Log(Sink);

impl std::fmt::Debug for Log {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Log")
    }
}

impl Log {
    /// A log whose lines go there.
    #[must_use]
    pub fn new(sink: Sink) -> Log {
        Log(sink)
    }

    /// One line.
    pub fn line(&self, level: Level, category: &str, text: &str) {
        (self.0)(level, category, text);
    }

    pub(crate) fn info(&self, category: &str, text: &str) {
        self.line(Level::Information, category, text);
    }

    pub(crate) fn warning(&self, category: &str, text: &str) {
        self.line(Level::Warning, category, text);
    }

    pub(crate) fn error(&self, category: &str, text: &str) {
        self.line(Level::Error, category, text);
    }

    /// A line that the handler printed: what stands in it has no influence on its level, but the word "warn" on standard
    /// error.
    pub(crate) fn console(&self, line: &str, standard_error: bool) {
        if let Some(rest) = line.strip_prefix("LanguageWorkerConsoleLog") {
            self.info("Worker.HttpWorkerProcess", rest);
        } else if !standard_error {
            self.info(CONSOLE, line);
        } else if line.to_ascii_lowercase().contains("warn") {
            self.warning(CONSOLE, line);
        } else {
            self.error(CONSOLE, line);
        }
    }
}

/// The category of the handler's lines, tied to no invocation.
pub const CONSOLE: &str = "Host.Function.Console";
