//! What holds for every text. The fuzz target `extract` and the test over its corpus share it.

use analysis::extract::{Context, Extractor};
use model::MentionType;

/// Any text through all recognizers: no panic, every span quotes its text, card and bank numbers are masked.
pub(crate) fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut extractor = Extractor::new();
    for region in [None, Some("US"), Some("DE")] {
        let context = Context {
            region,
            language: None,
            posted: None,
        };
        let mentions = extractor.extract(&text, &context);
        for mention in mentions.iter().chain(&extractor.numbers(&text, &context)) {
            let quote = mention
                .span
                .quote(&text)
                .expect("a span lies in its text, on borders of characters");
            if matches!(mention.kind, MentionType::Iban | MentionType::CreditCard) {
                assert_ne!(mention.value, quote);
            }
        }
        // What is stored is masked, and the same places still quote it.
        let masked = model::mask_text(&text, &mentions);
        assert!(mentions.iter().all(|m| m.span.quote(&masked).is_some()));
    }
    analysis::extract::language(&text);
    analysis::link::text_class(&text);
}
