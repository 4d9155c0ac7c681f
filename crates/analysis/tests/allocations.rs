//! Once its buffers have grown, an extractor allocates nothing for an advert but the mentions that it hands out.
//!
//! A binary of its own, because the allocator that counts is that of the whole program.

use adversarial_generator::{Script, adverts};
use allocation_counter::measure;
use analysis::extract::{Context, Extractor};

const CONTEXT: Context<'static> = Context {
    region: Some("US"),
    language: None,
    posted: None,
};

/// What a mention consists of: value, method, attributes (a tree, names and values); the list that holds it grows now
/// and then.
const A_MENTION: u64 = 24;

#[test]
fn an_advert_costs_no_allocation_beyond_its_mentions() {
    let mut extractor = Extractor::new();
    for (script, emoji) in [
        (Script::Latin, false),
        (Script::Latin, true),
        (Script::Cyrillic, false),
        (Script::Cjk, false),
        (Script::Thai, false),
        (Script::Arabic, false),
    ] {
        let texts = adverts(script, emoji, 11, 60);
        for text in &texts {
            extractor.extract(text, &CONTEXT);
        }
        for text in &texts {
            let mut mentions = 0;
            let counted = measure(|| mentions = extractor.extract(text, &CONTEXT).len() as u64);
            assert!(
                counted.count_total <= mentions * A_MENTION,
                "{} allocations for {mentions} mentions in {text:?}",
                counted.count_total
            );
        }
    }
}

#[test]
fn a_text_without_mentions_costs_no_allocation_at_all() {
    let mut extractor = Extractor::new();
    for text in [
        "Good evening to all of you, this is a text that says nothing of the kind. It goes on for a while, and ends.",
        "Добрый вечер всем, здесь ничего такого не написано. Ещё немного слов, и конец.",
        "大家晚上好，这里什么都没有写。",
        "✨✨ so nice ✨✨",
    ] {
        extractor.extract(text, &CONTEXT);
        let mut mentions = 0;
        let counted = measure(|| mentions = extractor.extract(text, &CONTEXT).len());
        assert_eq!((mentions, counted.count_total), (0, 0), "{text}");
    }
}
