use crate::{DocumentId, Mention, MentionType, Span, TextClassId, hidden_debug};
use serde::{Deserialize, Serialize};

/// The versions of what read a document. Another version may find other things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Versions {
    /// Of the readers of formats.
    pub reader: u32,
    /// Of the recognizers.
    pub recognizers: u32,
    /// Of rules and weights.
    pub rules: u32,
}

impl std::fmt::Display for Versions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.reader, self.recognizers, self.rules)
    }
}

/// A text with everything that was recognized in it: a pure function of text, default region and default language.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Document {
    /// hash(text, region, language).
    pub id: DocumentId,
    /// Default region, ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Default language, ISO 639-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Language found in the text, ISO 639-1; absent when unsure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detected_language: Option<String>,
    /// Its text class; absent when the text is too short to say anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_class: Option<TextClassId>,
    /// What read it.
    pub versions: Versions,
    /// A stated age under 18, or the claim of it: goes to the top, is never scored.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// The text as it may be stored ([`crate::mask_text`]).
    pub text: String,
    /// Sorted by place.
    pub mentions: Vec<Mention>,
}

/// A mention that facts and scores are computed from, with where it stands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Signal {
    /// What it is: name, age, place, indicator, or a phone that was obscured.
    #[serde(rename = "t")]
    pub kind: MentionType,
    /// Normalized value.
    #[serde(rename = "v")]
    pub value: String,
    /// Where it stands in the document's text.
    #[serde(rename = "s")]
    pub span: Span,
}

/// What is kept at hand of a document: at most about 1 KiB, no text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentStub {
    /// The document.
    pub id: DocumentId,
    /// Language found in the text, else the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Its text class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_class: Option<TextClassId>,
    /// What read it.
    pub versions: Versions,
    /// See [`Document::urgent`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// The first of each (type, value), at most [`DocumentStub::SIGNALS`] by place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<Signal>,
}

hidden_debug!(Document, Signal, DocumentStub);

impl DocumentStub {
    /// How many signals a stub holds at most.
    pub const SIGNALS: usize = 24;

    /// The stub of a document.
    pub fn of(document: &Document) -> Self {
        let mut signals: Vec<Signal> = Vec::new();
        for mention in &document.mentions {
            let counts = match mention.kind {
                MentionType::Name | MentionType::Place | MentionType::Indicator => true,
                // An age of a thing or a child of the writer says nothing about who is on offer.
                MentionType::Age => !mention.attributes.contains_key("whose"),
                MentionType::Phone => mention.attributes.contains_key("obscured"),
                _ => false,
            };
            let known = signals
                .iter()
                .any(|s| s.kind == mention.kind && s.value == mention.value);
            if counts && !known && signals.len() < Self::SIGNALS {
                signals.push(Signal {
                    kind: mention.kind,
                    value: mention.value.clone(),
                    span: mention.span,
                });
            }
        }
        Self {
            id: document.id,
            language: document
                .detected_language
                .clone()
                .or_else(|| document.language.clone()),
            text_class: document.text_class,
            versions: document.versions,
            urgent: document.urgent,
            signals,
        }
    }
}
