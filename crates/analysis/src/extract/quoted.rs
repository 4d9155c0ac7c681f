//! What tests of recognizers look at: values and quotes.

use super::{Context, Extractor};
use model::MentionType;

/// The mentions of one type in a text, without region and language: value and quote of each, in order.
pub(crate) fn quoted(text: &str, kind: MentionType) -> Vec<(String, String)> {
    Extractor::new()
        .extract(text, &Context::default())
        .into_iter()
        .filter(|mention| mention.kind == kind)
        .map(|mention| {
            let quote = mention.span.quote(text).expect("spans lie in their text");
            (mention.value, quote.to_owned())
        })
        .collect()
}
