use super::*;
use model::Span;
use proptest::prelude::*;

const KEY: [u8; 32] = [7; 32];
const PARTNER: View<'static> = View::Partner {
    key: &KEY,
    names: &KnownNames::none(),
};

fn mention(text: &str, kind: MentionType, raw: &str, value: &str) -> Mention {
    let start = text.find(raw).expect("the quote stands in the text");
    Mention {
        span: Span::new(text, start, start + raw.len()).expect("a span of the text"),
        kind,
        value: value.into(),
        confidence: 90,
        method: "test".into(),
        attributes: Default::default(),
    }
}

#[test]
fn a_vetted_analyst_reads_the_text_as_it_is() {
    let text = "Ana 24 415-555-0132";
    let found = [mention(
        text,
        MentionType::Phone,
        "415-555-0132",
        "+14155550132",
    )];
    let seen = View::Vetted.text(text, &found);
    assert_eq!(seen.text, text);
    assert_eq!(seen.quote(found[0].span), "415-555-0132");
}

#[test]
fn a_partner_reads_markers_where_contacts_names_and_ages_stood() {
    let text = "Sweet Ana 24 in Austin, hour 140 roses, four1five-5five5-01o2 or ana_x24";
    let found = [
        mention(text, MentionType::Name, "Ana", "Ana"),
        mention(text, MentionType::Age, "24", "24"),
        mention(text, MentionType::Place, "Austin", "Austin"),
        mention(
            text,
            MentionType::Price,
            "hour 140 roses",
            "USD 140 / 60 min",
        ),
        mention(
            text,
            MentionType::Phone,
            "four1five-5five5-01o2",
            "+14155550102",
        ),
        mention(text, MentionType::Account, "ana_x24", "snapchat:ana_x24"),
    ];
    let seen = PARTNER.text(text, &found);
    assert_eq!(
        seen.text,
        "Sweet [name] [age] in Austin, hour 140 roses, [phone] or [account]"
    );
    let quotes: Vec<&str> = found.iter().map(|m| seen.quote(m.span)).collect();
    assert_eq!(
        quotes,
        [
            "[name]",
            "[age]",
            "Austin",
            "hour 140 roses",
            "[phone]",
            "[account]"
        ]
    );
}

#[test]
fn what_may_be_a_contact_is_redacted_although_nobody_recognized_it() {
    for (text, seen) in [
        ("call 415 555 0132 now", "call [number] now"),
        ("４１５　５５５　０１３２", "[number]"),
        ("4️⃣1️⃣5️⃣5️⃣5️⃣5️⃣", "[number]\u{fe0f}\u{20e3}"),
        ("mail ana@example.com!", "mail [contact]"),
        (
            "see https://example.com/ana and www.example.org",
            "see [url] and [url]",
        ),
        ("phone: none\nhair: red", "phone: [withheld]\nhair: red"),
        (
            "user_name: ana\r\nprice: 150",
            "user_name: [withheld]\r\nprice: 150",
        ),
        ("room 12345", "room 12345"),
        ("", ""),
    ] {
        assert_eq!(PARTNER.text(text, []).text, seen, "{text}");
    }
    let text = "Ana here. ask for ANA";
    let found = [mention(text, MentionType::Name, "Ana", "Ana")];
    assert_eq!(
        PARTNER.text(text, &found).text,
        "[name] here. ask for [name]"
    );
}

#[test]
fn an_age_is_redacted_wherever_the_text_repeats_it_but_not_as_a_price() {
    let text = "Ana, 22 - Milwaukee. I am 22 years old, 22 roses, room 23";
    let found = [
        mention(text, MentionType::Age, "22 years old", "22"),
        mention(text, MentionType::Price, "22 roses", "USD 22"),
    ];
    assert_eq!(
        PARTNER.text(text, &found).text,
        "Ana, [age] - Milwaukee. I am [age], 22 roses, room 23"
    );
}

#[test]
fn what_makes_a_document_urgent_is_withheld_from_partners() {
    let text = "says she is a minor, 17 yo";
    let found = [
        mention(
            text,
            MentionType::Indicator,
            "is a minor",
            "urgent.stated_minor",
        ),
        mention(text, MentionType::Age, "17", "17"),
    ];
    assert_eq!(
        PARTNER.text(text, &found).text,
        "says she [withheld], [age] yo"
    );
    assert!(
        found
            .iter()
            .all(|m| !PARTNER.sees(m) && View::Vetted.sees(m))
    );
    assert_eq!(PARTNER.value(MentionType::Age, "17"), None);
}

#[test]
fn a_spread_of_mentions_that_overlap_is_one_marker() {
    let text = "text 415-555-0132 today";
    let found = [
        mention(text, MentionType::Account, "415-555", ":415"),
        mention(text, MentionType::Phone, "415-555-0132", "+14155550132"),
        mention(
            text,
            MentionType::Indicator,
            "text 415-555-0132",
            "contact.text_only",
        ),
    ];
    let seen = PARTNER.text(text, &found);
    assert_eq!(seen.text, "text [account] today");
    assert_eq!(seen.quote(found[2].span), "text [account]");
    assert_eq!(seen.quote(found[1].span), "[account]");
}

#[test]
fn keyed_names_depend_on_the_key_and_tell_nothing() {
    let id = DocumentId::derive("text", None, None);
    let other = View::Partner {
        key: &[8; 32],
        names: &KnownNames::none(),
    };
    assert_eq!(View::Vetted.document(id), id);
    assert_ne!(PARTNER.document(id), id);
    assert_ne!(PARTNER.document(id), other.document(id));
    assert_eq!(
        PARTNER.network(NetworkId::of(id)).document(),
        PARTNER.document(id)
    );
    let phone = Identifier {
        kind: IdentifierKind::Phone,
        value: "+14155550132".into(),
    };
    assert_eq!(View::Vetted.identifier(&phone), "+14155550132");
    let shown = PARTNER.identifier(&phone);
    assert!(
        shown.starts_with("k-") && shown.ends_with(" (+1 415 … 32)"),
        "{shown}"
    );
    assert_eq!(
        PARTNER.value(MentionType::Phone, "+14155550132"),
        Some(shown)
    );
}

/// A document in which `name` was recognized, or nothing.
fn document(text: &str, name: Option<&str>, class: Option<u8>) -> Document {
    Document {
        id: DocumentId::derive(text, None, None),
        text: text.to_owned(),
        region: None,
        language: None,
        detected_language: None,
        text_class: class.map(|n| TextClassId::from_bytes([n; 16])),
        mentions: name
            .map(|name| mention(text, MentionType::Name, name, name))
            .into_iter()
            .collect(),
        versions: model::Versions {
            reader: 1,
            recognizers: 1,
            rules: 1,
        },
        urgent: false,
    }
}

/// What a partner reads of documents, each with the network that it is in.
fn read_by_partner(documents: &[(Document, Option<u8>)]) -> Vec<String> {
    let network = |n: &Option<u8>| n.map(|n| NetworkId::from_bytes([n; 16]));
    let mut counts = NameCounts::default();
    for (document, n) in documents {
        counts.find(document, &[], network(n));
    }
    for (document, _) in documents {
        counts.count(document);
    }
    let names = counts.known();
    let view = View::Partner {
        key: &KEY,
        names: &names,
    };
    documents
        .iter()
        .map(|(document, n)| view.document_text(document, network(n)).text)
        .collect()
}

#[test]
fn a_name_found_in_one_text_is_masked_in_all() {
    let texts = read_by_partner(&[
        (document("my name is Jasmine", Some("Jasmine"), None), None),
        (document("jasmine is waiting", None, None), None),
        (document("我叫小美", Some("小美"), None), None),
        (document("小美在等你", None, None), None),
    ]);
    assert_eq!(
        texts,
        [
            "my name is [name]",
            "[name] is waiting",
            "我叫[name]",
            "[name]在等你"
        ]
    );
}

#[test]
fn a_word_that_is_rarely_a_name_is_masked_in_its_network_and_text_class_alone() {
    let mut documents = vec![
        (document("ask for Rose", Some("Rose"), Some(1)), Some(1)),
        (document("rose here", None, None), Some(1)),
        (document("ask for rose", None, Some(1)), None),
    ];
    for n in 0..8 {
        documents.push((document(&format!("{n} of a rose"), None, None), Some(2)));
    }
    let texts = read_by_partner(&documents);
    assert_eq!(
        texts[..4],
        [
            "ask for [name]",
            "[name] here",
            "ask for [name]",
            "0 of a rose"
        ]
    );
    // One fewer, and it would be a name.
    documents.pop();
    assert_eq!(read_by_partner(&documents)[3], "0 of a [name]");
}

#[test]
fn an_authors_name_is_masked_in_the_authors_text() {
    let shown = document("Valentina is back in town", None, None);
    let other = document("my town", None, None);
    let mut capture = model::Capture {
        id: CaptureId::from_bytes([1; 16]),
        raw_file: RawFileId::from_bytes([1; 16]),
        record: 0,
        bytes: model::ByteRange { start: 0, end: 1 },
        source: "s".into(),
        document: shown.id,
        fields: Default::default(),
        mentions: Vec::new(),
    };
    capture.fields.author = Some("Valentina of my town".into());
    let mut counts = NameCounts::default();
    counts.find(&shown, &[capture], None);
    counts.find(&other, &[], None);
    for document in [&shown, &other] {
        counts.count(document);
    }
    let names = counts.known();
    let view = View::Partner {
        key: &KEY,
        names: &names,
    };
    assert_eq!(
        view.document_text(&shown, None).text,
        "[name] is back in [name]"
    );
    assert_eq!(view.document_text(&other, None).text, "my [name]");
    assert_eq!(view.text("Valentina's flat", []).text, "[name]'s flat");
}

proptest! {
    #[test]
    fn no_raw_contact_is_left_wherever_it_stands(
        before in "[a-z ,.!é💋\n]{0,20}", number in "[2-9][0-9]{2}[-. ]?555[-. ]?01[0-9]{2}", between in "[ \n]",
        handle in "[a-z]{3,8}_[a-z0-9]{1,6}", after in "[a-z ,.!é💋\n]{0,20}", again in any::<bool>(),
    ) {
        let text = format!("{before} {number}{between}{handle} {after}{}", if again { &handle } else { "" });
        let start = before.len() + 1;
        let name_start = start + number.len() + 1;
        let span = |s: usize, l: usize| Span::new(&text, s, s + l).expect("inside");
        let plain = |kind, span| Mention {
            span, kind, value: String::new(), confidence: 9, method: String::new(), attributes: Default::default(),
        };
        let found = [
            plain(MentionType::Phone, span(start, number.len())),
            plain(MentionType::Account, span(name_start, handle.len())),
        ];
        let seen = PARTNER.text(&text, &found);
        prop_assert!(!seen.text.contains(&number));
        prop_assert!(!words_of(&seen.text).any(|w| w == handle));
        prop_assert_eq!(seen.quote(found[0].span), "[phone]");
    }

    #[test]
    fn places_stay_on_character_boundaries(text in ".{0,60}", start in 0usize..60, length in 1usize..20) {
        if let Some(span) = Span::new(&text, start, start + length) {
            let seen = PARTNER.text(&text, []);
            let (s, e) = seen.place(span);
            prop_assert!(seen.text.get(s..e).is_some_and(|quote| !quote.is_empty()));
        }
    }
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
}
