use super::*;
use model::Span;
use proptest::prelude::*;

const KEY: [u8; 32] = [7; 32];
const PARTNER: View<'static> = View::Partner { key: &KEY };

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
    let other = View::Partner { key: &[8; 32] };
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
