//! Which language a text is in.

/// A language with how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// ISO 639-1.
    pub code: &'static str,
    /// 0 to 100 percent.
    pub confidence: u8,
}

/// The language of a text; `None` when unsure.
pub fn language(_text: &str) -> Option<Language> {
    None
}
