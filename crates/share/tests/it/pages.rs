use crate::invented::{self, HOSTILE};
use quick_xml::{Reader, XmlVersion, events::Event};
use share::View;
use share::pages::{lead, overview};
use std::collections::BTreeSet;

const PARTNER: View<'static> = View::Partner {
    key: &[7; 32],
    names: &share::KnownNames::none(),
};

/// Every page there is: of both tiers, of plain and of hostile input.
fn pages() -> Vec<(&'static str, View<'static>, bool, String)> {
    let mut pages = Vec::new();
    for view in [View::Vetted, PARTNER] {
        for hostile in [false, true] {
            let network = invented::network(hostile, true);
            pages.push((
                "report",
                view,
                hostile,
                overview(&network.overview(view, hostile)),
            ));
            pages.push(("lead", view, hostile, lead(&network.page(view))));
        }
    }
    pages
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The tags in order and all text; fails unless every tag is closed in order.
fn read(page: &str) -> (Vec<Tag>, String) {
    let page = page.strip_prefix("<!DOCTYPE html>\n").expect("a doctype");
    let mut reader = Reader::from_str(page);
    let (mut tags, mut text, mut open) = (Vec::new(), String::new(), Vec::new());
    loop {
        let event = reader.read_event().expect("balanced tags");
        match event {
            Event::Start(ref tag) | Event::Empty(ref tag) => {
                let name = tag.name().as_ref().to_owned();
                let attributes = tag
                    .attributes()
                    .map(|attribute| {
                        let attribute = attribute.expect("a plain attribute");
                        let value = attribute
                            .normalized_value(XmlVersion::Implicit1_0)
                            .expect("escaped");
                        (attribute.key.as_ref().to_owned(), value.into_owned())
                    })
                    .collect();
                if matches!(event, Event::Start(_)) {
                    open.push(name.clone());
                }
                tags.push(Tag { name, attributes });
            }
            Event::End(tag) => assert_eq!(open.pop().as_deref(), Some(tag.name().as_ref())),
            Event::Text(_) if open.last().is_some_and(|tag| tag == "style") => {}
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(entity) => text.push_str(match &*entity {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "#39" => "'",
                other => panic!("an entity that is not ours: {other}"),
            }),
            Event::Eof => break,
            other => panic!("nothing else is written: {other:?}"),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    (tags, text)
}

#[test]
fn every_page_is_balanced_and_holds_only_tags_of_ours() {
    let known: BTreeSet<&str> = "html head meta title style body header main footer nav section div p h1 h2 h3 h4 a ul ol li \
        dl dt dd table caption thead tbody tr th td span strong code bdi mark sup figure figcaption details summary \
        input label blockquote svg rect line circle text desc"
        .split_whitespace()
        .collect();
    for (_, _, _, page) in pages() {
        let (tags, _) = read(&page);
        for tag in &tags {
            assert!(known.contains(&*tag.name), "{}", tag.name);
            for (name, value) in &tag.attributes {
                assert!(
                    !name.starts_with("on") && name != "style" && name != "src",
                    "{name}"
                );
                if name == "href" {
                    let local = value.starts_with('#')
                        || value == "report.html"
                        || value.starts_with("lead-n-");
                    assert!(local && !value.contains([':', '/']), "{value}");
                }
            }
        }
    }
}

#[test]
fn hostile_text_is_shown_and_does_nothing() {
    for (name, view, hostile, page) in pages() {
        assert!(
            !page.contains("<script") && !page.contains("<img"),
            "{name}"
        );
        assert!(
            !page.contains(['\u{202e}', '\u{202c}', '\0', '\x1b', '\r']),
            "{name}"
        );
        let (_, text) = read(&page);
        if hostile && !view.is_partner() {
            assert!(text.contains("<script>alert(1)</script>"), "{name}");
            assert!(text.contains("⟨U+202E⟩desrever"), "{name}");
        }
    }
    assert!(HOSTILE.contains("onerror"));
}

#[test]
fn the_content_policy_names_the_one_style_sheet_and_no_script() {
    use sha2::Digest;
    for (_, _, _, page) in pages() {
        let (tags, _) = read(&page);
        let policy = tags
            .iter()
            .find(|tag| tag.get("http-equiv") == Some("Content-Security-Policy"))
            .and_then(|tag| tag.get("content"))
            .expect("a policy");
        let from = page.find("<style>").expect("a style sheet") + 7;
        let to = page.find("</style>").expect("its end");
        let hash = sha2::Sha256::digest(&page.as_bytes()[from..to]);
        let hex: String = hash.iter().map(|b| format!("{b:02x}")).collect();
        let named = policy
            .split("style-src 'sha256-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .expect("a hash");
        assert_eq!(decoded(named), hex);
        for part in [
            "default-src 'none'",
            "script-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ] {
            assert!(policy.contains(part), "{part}");
        }
        assert_eq!(page.matches("<style>").count(), 1);
        assert!(!policy.contains("unsafe"));
    }
}

/// Hexadecimal digits of what base64 says, written apart from the code under test.
fn decoded(base64: &str) -> String {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bits: Vec<u8> = Vec::new();
    for c in base64.bytes().filter(|c| *c != b'=') {
        bits.extend((0..6).rev().map(|bit| value(c) >> bit & 1));
    }
    bits.chunks_exact(8)
        .map(|byte| {
            format!(
                "{:02x}",
                byte.iter().fold(0u32, |n, bit| n << 1 | u32::from(*bit))
            )
        })
        .collect()
}

#[test]
fn pages_speak_of_leads_and_signals_and_never_of_what_a_person_is() {
    for (name, _, _, page) in pages() {
        let text = read(&page).1.to_lowercase();
        for word in [
            "victim",
            "trafficker",
            "criminal",
            "perpetrator",
            "suspect ",
            "prostitut",
        ] {
            assert!(!text.contains(word), "{name}: {word}");
        }
        assert!(
            text.contains("not evidence of a crime, never about a person"),
            "{name}"
        );
        assert!(text.contains("possible lead"), "{name}");
    }
}

#[test]
fn every_page_says_its_tier() {
    for (name, view, _, page) in pages() {
        let text = read(&page).1;
        let says = |tier: &str| text.contains(&format!("tier: {tier}"));
        assert_eq!(
            (says("partner"), says("vetted analyst")),
            (view.is_partner(), !view.is_partner()),
            "{name}"
        );
    }
}

#[test]
fn a_partners_pages_hold_no_contact_name_age_address_hash_or_true_id() {
    let network = invented::network(false, true);
    let raw: Vec<String> = network
        .documents
        .iter()
        .flat_map(|d| {
            d.mentions.iter().filter_map(|m| {
                let hidden = matches!(m.kind.name(), "phone" | "email" | "name" | "account");
                hidden.then(|| m.span.quote(&d.text).unwrap_or_default().to_owned())
            })
        })
        .chain(
            network
                .network
                .identifiers
                .iter()
                .map(|seen| seen.identifier.value.clone()),
        )
        .chain(network.documents.iter().map(|d| d.id.to_string()))
        .chain(
            network
                .captures
                .iter()
                .flat_map(|c| [c.id.to_string(), c.raw_file.to_string()]),
        )
        .chain(network.captures.iter().filter_map(|c| c.fields.url.clone()))
        .chain([
            "ana_x24".into(),
            "adverts-0.jsonl".into(),
            "she is 16".into(),
            network.network.id.to_string(),
        ])
        .collect();
    for (name, view, hostile, page) in pages().into_iter().filter(|page| !page.2) {
        let text = read(&page).1;
        let found = raw.iter().find(|raw| {
            let place = text.find(raw.as_str());
            // Short names may be parts of words of the page itself.
            place.is_some_and(|at| {
                let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !inside(text[..at].chars().next_back())
                    && !inside(text[at + raw.len()..].chars().next())
            })
        });
        if view.is_partner() {
            assert_eq!(found, None, "{name} {hostile}");
            assert!(!page.contains("0303030303"), "a raw file's hash");
        } else if name == "lead" {
            assert!(found.is_some());
        }
    }
}

#[test]
fn an_urgent_lead_comes_first_with_the_steps_and_for_vetted_analysts_only() {
    for (name, view, _, page) in pages() {
        let text = read(&page).1;
        let urgent = text.to_lowercase().contains("urgent");
        assert_eq!(urgent, !view.is_partner(), "{name}");
        if urgent {
            for step in ["NCMEC CyberTipline", "INHOPE", "local police"] {
                assert!(text.contains(step), "{step}");
            }
        }
        if name == "report" && !view.is_partner() {
            // The other leads of the report have a higher score.
            let table = page.find("id=\"leads\"").expect("the leads");
            let first = table + page[table..].find("lead-n-").expect("a lead");
            assert!(
                page[first..]
                    .chars()
                    .take(300)
                    .collect::<String>()
                    .contains("urgent")
            );
        }
    }
    let calm = invented::network(false, false);
    assert!(
        !read(&lead(&calm.page(View::Vetted)))
            .1
            .contains("CyberTipline")
    );
}

#[test]
fn texts_are_blurred_until_a_switch_is_set() {
    let network = invented::network(false, true);
    let page = lead(&network.page(View::Vetted));
    let (tags, _) = read(&page);
    let switches: Vec<&Tag> = tags.iter().filter(|tag| tag.name == "input").collect();
    assert!(switches.len() > 20);
    for switch in &switches {
        assert_eq!(switch.get("type"), Some("checkbox"));
        assert_eq!(switch.get("checked"), None);
        let id = switch.get("id");
        assert_eq!(
            tags.iter()
                .filter(|tag| tag.name == "label" && tag.get("for") == id)
                .count(),
            1
        );
    }
    // Whatever quotes a text stands in a veil.
    let quoting = ["blockquote", "full"];
    let mut veils = 0;
    for pair in tags.windows(2) {
        let quotes = quoting.contains(&&*pair[1].name) || pair[1].get("class") == Some("full");
        if quotes {
            assert_eq!(pair[0].get("class"), Some("veiled"));
            veils += 1;
        }
    }
    assert!(veils > 20);
}

#[test]
fn headings_go_down_one_by_one_and_every_table_has_caption_and_scopes() {
    for (name, _, _, page) in pages() {
        let (tags, _) = read(&page);
        let mut level = 0;
        for tag in &tags {
            if let Some(next) = tag
                .name
                .strip_prefix('h')
                .and_then(|n| n.parse::<u8>().ok())
            {
                assert!(next <= level + 1, "{name}: h{next} after h{level}");
                level = next;
            }
        }
        let count = |wanted: &str| tags.iter().filter(|tag| tag.name == wanted).count();
        assert_eq!(count("h1"), 1);
        assert_eq!(count("table"), count("caption"));
        assert!(
            tags.iter()
                .filter(|tag| tag.name == "th")
                .all(|th| th.get("scope").is_some())
        );
        for svg in tags.iter().filter(|tag| tag.name == "svg") {
            assert!(svg.get("aria-labelledby").is_some() || svg.get("aria-hidden") == Some("true"));
        }
        for landmark in ["header", "main", "footer", "nav"] {
            assert_eq!(count(landmark), 1, "{landmark}");
        }
        let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
        assert_eq!(
            ids.iter().collect::<BTreeSet<_>>().len(),
            ids.len(),
            "{name}: ids are unique"
        );
        for tag in &tags {
            for target in [
                tag.get("href").and_then(|t| t.strip_prefix('#')),
                tag.get("aria-labelledby"),
            ]
            .into_iter()
            .flatten()
            {
                for id in target.split(' ') {
                    assert!(ids.contains(&id), "{name}: {id} is somewhere");
                }
            }
        }
    }
}

#[test]
fn every_quote_names_the_bytes_that_it_comes_from() {
    let network = invented::network(false, false);
    let text = read(&lead(&network.page(View::Vetted))).1;
    for capture in &network.captures {
        assert!(text.contains(&capture.id.to_string()));
        assert!(text.contains(&capture.raw_file.to_string()));
        assert!(text.contains(&format!("{}–{}", capture.bytes.start, capture.bytes.end)));
    }
    for file in network.raw_files.values() {
        let hash: String = file.sha256.iter().map(|b| format!("{b:02x}")).collect();
        assert!(text.contains(&hash));
    }
}

#[test]
fn contributions_on_the_page_add_up_to_the_score() {
    let network = invented::network(false, false);
    let text = read(&lead(&network.page(View::Vetted))).1;
    assert_eq!(network.network.assessment.total(), 1000);
    assert!(text.contains("Score +1 bits"));
}

#[test]
fn equal_input_gives_equal_pages_in_whatever_order_it_comes() {
    let network = invented::network(false, true);
    let mut shuffled = invented::network(false, true);
    shuffled.captures.reverse();
    shuffled.documents.reverse();
    assert!(lead(&network.page(View::Vetted)) == lead(&shuffled.page(View::Vetted)));
    let first = network.overview(View::Vetted, false);
    let mut second = network.overview(View::Vetted, false);
    second.leads.reverse();
    second.networks.reverse();
    second.hubs.reverse();
    second.days.reverse();
    second.sources.reverse();
    second.languages.reverse();
    second.mentions.reverse();
    second.methods.rules.reverse();
    assert!(overview(&first) == overview(&second));
}

#[test]
fn colours_are_far_enough_apart_to_read() {
    let network = invented::network(false, false);
    let page = lead(&network.page(View::Vetted));
    let blocks: Vec<&str> = page
        .split(":root{")
        .skip(1)
        .map(|rest| rest.split('}').next().unwrap_or_default())
        .collect();
    assert_eq!(blocks.len(), 3, "light, dark and print");
    for block in blocks {
        let colour = |name: &str| {
            let value = block.split(&format!("--{name}:#")).nth(1)?;
            let hex: String = value.chars().take_while(char::is_ascii_hexdigit).collect();
            let hex = if hex.len() == 3 {
                hex.chars().flat_map(|c| [c, c]).collect()
            } else {
                hex
            };
            u32::from_str_radix(&hex, 16).ok()
        };
        for (ink, ground, least) in [
            ("ink", "page", 4.5),
            ("ink", "surface", 4.5),
            ("ink", "sunken", 4.5),
            ("muted", "page", 4.5),
            ("muted", "surface", 4.5),
            ("link", "page", 4.5),
            ("link", "surface", 4.5),
            ("notice-ink", "notice", 4.5),
            ("urgent-ink", "urgent", 4.5),
            ("slot-ink", "slot", 4.5),
            // Drawings: WCAG 2.2, 1.4.11.
            ("s0", "surface", 3.0),
            ("s1", "surface", 3.0),
            ("s2", "surface", 3.0),
            ("s3", "surface", 3.0),
            ("s4", "surface", 3.0),
            ("s5", "surface", 3.0),
            ("s6", "surface", 3.0),
            ("up", "surface", 3.0),
            ("down", "surface", 3.0),
            ("total", "surface", 3.0),
        ] {
            let (a, b) = (colour(ink).expect(ink), colour(ground).expect(ground));
            let ratio = contrast(a, b);
            assert!(ratio >= least, "{ink} on {ground}: {ratio:.2}");
        }
    }
}

/// WCAG 2.2: contrast ratio of two sRGB colours.
fn contrast(a: u32, b: u32) -> f64 {
    let luminance = |rgb: u32| {
        let part = |shift: u32| {
            let value = f64::from(rgb >> shift & 255) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    };
    let (x, y) = (luminance(a) + 0.05, luminance(b) + 0.05);
    x.max(y) / x.min(y)
}

#[test]
fn a_network_without_anything_is_a_page_too() {
    let mut network = invented::network(false, false);
    network.documents.clear();
    network.captures.clear();
    network.raw_files.clear();
    network.rules.clear();
    network.network.facts.clear();
    network.network.identifiers.clear();
    network.network.places.clear();
    network.network.first = None;
    network.network.last = None;
    read(&lead(&network.page(View::Vetted)));
    let mut empty = network.overview(View::Vetted, false);
    empty.days.clear();
    empty.sources.clear();
    empty.leads.clear();
    empty.networks.clear();
    empty.hubs.clear();
    empty.languages.clear();
    empty.mentions.clear();
    let (_, text) = read(&overview(&empty));
    assert!(text.contains("0 possible leads"));
}
