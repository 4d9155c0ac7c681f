//! Any text through all recognizers: no panic, every span quotes its text, card and bank numbers are masked.
#![no_main]

use analysis::extract::{Context, Extractor};
use libfuzzer_sys::fuzz_target;
use model::MentionType;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut extractor = Extractor::new();
    for region in [None, Some("US"), Some("DE")] {
        let context = Context { region, language: None, posted: None };
        let mentions = extractor.extract(&text, &context);
        for mention in mentions.iter().chain(&extractor.numbers(&text, &context)) {
            let quote = mention.span.quote(&text).expect("a span lies in its text");
            if matches!(mention.kind, MentionType::Iban | MentionType::CreditCard) {
                assert_ne!(mention.value, quote);
            }
        }
    }
    analysis::extract::language(&text);
    analysis::link::text_class(&text);
});
