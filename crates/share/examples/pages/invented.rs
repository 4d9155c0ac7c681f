//! A made-up network, for the example and the tests. Nobody in it exists.

use model::{
    Assessment, Attributes, Basis, ByteRange, Capture, CaptureField, CaptureFields, CaptureId,
    Contribution, ContributionEvidence, Document, DocumentId, Fact, FactKind, Family, FieldMention,
    HubReason, Identifier, IdentifierKind, Mention, MentionType, Network, NetworkId,
    NetworkIdentifier, RawFileId, RejectReason, Site, Source, Span, TextClassId, Tlp, Versions,
};
use share::View;
use share::pages::{
    Counts, Coverage, DayCount, HubLine, LeadPage, Methods, NetworkLine, Overview, RawFileLine,
    RuleLine, SourceLine,
};
use std::collections::{BTreeMap, BTreeSet};

/// Text that tries to be more than text.
pub(crate) const HOSTILE: &str = "<script>alert(1)</script> ]]> \"><img src=x onerror=alert(1)> \u{202e}desrever\u{202c} \0\x1b[2J \
    =cmd|' /C calc'!A0 javascript:alert(1) https://evil.example.com/x";

/// A lead with everything that its page needs.
pub(crate) struct Invented {
    pub(crate) network: Network,
    pub(crate) documents: Vec<Document>,
    pub(crate) captures: Vec<Capture>,
    pub(crate) raw_files: BTreeMap<RawFileId, RawFileLine>,
    pub(crate) rules: BTreeMap<String, RuleLine>,
    pub(crate) templates: Vec<Vec<DocumentId>>,
}

fn mention(text: &str, kind: MentionType, raw: &str, value: &str, method: &str) -> Mention {
    let start = text.find(raw).expect("the quote stands in the text");
    Mention {
        span: Span::new(text, start, start + raw.len()).expect("a span of the text"),
        kind,
        value: value.into(),
        confidence: 90,
        method: method.into(),
        attributes: Attributes::new(),
    }
}

fn document(text: String, mentions: Vec<Mention>, urgent: bool) -> Document {
    let mut mentions = mentions;
    mentions.sort();
    Document {
        id: DocumentId::derive(&text, Some("US"), None),
        region: Some("US".into()),
        language: None,
        detected_language: Some("en".into()),
        text_class: Some(TextClassId::derive(&text[..text.floor_char_boundary(20)])),
        versions: VERSIONS,
        urgent,
        text,
        mentions,
    }
}

const VERSIONS: Versions = Versions {
    reader: 1,
    recognizers: 3,
    rules: 2,
};

const CITIES: [&str; 5] = [
    "Austin",
    "San Antonio",
    "Houston",
    "Dallas",
    "Oklahoma City",
];
const NAMES: [&str; 6] = ["Mia", "Lena", "Sofi", "Dee", "Kira", "Ana"];
const NUMBERS: [(&str, &str); 3] = [
    ("four1five-5five5-01o2", "+14155550102"),
    ("415 555 0117", "+14155550117"),
    ("(415) 555.0102", "+14155550102"),
];

/// The network; `hostile` text goes into every field that takes any.
pub(crate) fn network(hostile: bool, urgent: bool) -> Invented {
    let mut documents = Vec::new();
    for (at, name) in NAMES.iter().enumerate() {
        for (turn, city) in CITIES
            .iter()
            .enumerate()
            .filter(|(turn, _)| (at + turn) % 2 == 0)
        {
            let (raw, number) = NUMBERS[(at + turn) % NUMBERS.len()];
            let age = 21 + (at * 2 + turn) % 7;
            let tail = if hostile {
                HOSTILE
            } else {
                "no rush, always here"
            };
            let text = format!(
                "New girl in {city} 💋\n\nHi, I'm sweet {name}, {age} yo, 5'4 120 lbs. In-call only, my driver waits \
                 outside. Half hour 80, hour 140 roses. Text my manager: {raw} — {tail}"
            );
            let mentions = vec![
                mention(&text, MentionType::Place, city, city, "gazetteer"),
                mention(&text, MentionType::Name, name, name, "introduced"),
                mention(
                    &text,
                    MentionType::Age,
                    &format!("{age} yo"),
                    &age.to_string(),
                    "years",
                ),
                mention(
                    &text,
                    MentionType::Price,
                    "Half hour 80",
                    "USD 80 / 30 min",
                    "duration",
                ),
                mention(
                    &text,
                    MentionType::Price,
                    "hour 140 roses",
                    "USD 140 / 60 min",
                    "slang",
                ),
                mention(
                    &text,
                    MentionType::Indicator,
                    "my driver waits",
                    "control.driver",
                    "pattern",
                ),
                mention(
                    &text,
                    MentionType::Indicator,
                    "Text my manager",
                    "control.answers_phone",
                    "pattern",
                ),
                mention(&text, MentionType::Phone, raw, number, "spelled"),
            ];
            documents.push(document(text, mentions, false));
        }
    }
    let text = "Waitress wanted abroad, flight and papers paid, passport kept safe. Write jobs.east@example.com or 415 555 \
                0117. Only young women."
        .to_owned();
    let mentions = vec![
        mention(
            &text,
            MentionType::Indicator,
            "flight and papers paid",
            "recruitment.travel_arranged",
            "pattern",
        ),
        mention(
            &text,
            MentionType::Email,
            "jobs.east@example.com",
            "jobs.east@example.com",
            "plain",
        ),
        mention(
            &text,
            MentionType::Phone,
            "415 555 0117",
            "+14155550117",
            "national",
        ),
    ];
    documents.push(document(text, mentions, false));
    if urgent {
        let text = "ask for the new one, she is 16, 415 555 0117".to_owned();
        let mentions = vec![
            mention(&text, MentionType::Age, "16", "16", "years"),
            mention(
                &text,
                MentionType::Phone,
                "415 555 0117",
                "+14155550117",
                "national",
            ),
        ];
        documents.push(document(text, mentions, true));
    }
    documents.sort_by_key(|d| d.id);
    let (captures, raw_files) = captures(&documents, hostile);
    let network = assessed(&documents, &captures, urgent, hostile);
    let templates = vec![
        documents
            .iter()
            .filter(|d| d.text.starts_with("New girl"))
            .map(|d| d.id)
            .collect(),
    ];
    Invented {
        network,
        documents,
        captures,
        raw_files,
        rules: rules()
            .into_iter()
            .map(|rule| (rule.id.clone(), rule))
            .collect(),
        templates,
    }
}

fn captures(
    documents: &[Document],
    hostile: bool,
) -> (Vec<Capture>, BTreeMap<RawFileId, RawFileLine>) {
    let mut captures = Vec::new();
    let mut raw_files = BTreeMap::new();
    for (at, document) in documents.iter().enumerate() {
        let city = document
            .mentions
            .iter()
            .find(|m| m.kind == MentionType::Place);
        let turn = city.and_then(|m| CITIES.iter().position(|city| *city == m.value));
        for again in 0..=at % 3 {
            let source = ["board-south", "crawl-west", "tips"][(at + again) % 3];
            let sha256 = [(at % 4 * 3 + again) as u8; 32];
            let raw_file = RawFileId::derive(source, &sha256);
            raw_files.entry(raw_file).or_insert(RawFileLine {
                sha256,
                source: source.into(),
                path: Some(format!(
                    "2026/03/{:02}/adverts-{}.jsonl.gz",
                    1 + at % 28,
                    again
                )),
            });
            let record = (at * 3 + again) as u64;
            let day = 1 + turn.unwrap_or(4) * 6 + (at + again) % 5;
            let posted = (turn.is_some()).then(|| format!("2026-03-{day:02}T1{}:30:00Z", again));
            let author = "ana_x24";
            let id = CaptureId::derive(raw_file, record);
            captures.push(Capture {
                id,
                raw_file,
                record,
                bytes: ByteRange {
                    start: record * 700,
                    end: record * 700 + 512,
                },
                source: source.into(),
                document: document.id,
                fields: CaptureFields {
                    url: Some(format!("https://board.example.com/post/{record}")),
                    posted,
                    captured: None,
                    place: turn.map(|turn| {
                        if hostile {
                            format!("{} {HOSTILE}", CITIES[turn])
                        } else {
                            CITIES[turn].into()
                        }
                    }),
                    author: Some(author.into()),
                    price: Some(if hostile {
                        HOSTILE.into()
                    } else {
                        "140".into()
                    }),
                    post_id: Some(format!("p{record}")),
                },
                mentions: vec![FieldMention {
                    field: CaptureField::Author,
                    mention: mention(author, MentionType::Account, author, ":ana_x24", "author"),
                }],
            });
        }
    }
    captures.sort_by_key(|c| c.id);
    (captures, raw_files)
}

fn found(documents: &[Document], kind: MentionType, value: &str) -> Vec<ContributionEvidence> {
    documents
        .iter()
        .filter_map(|d| {
            let mention = d
                .mentions
                .iter()
                .find(|m| m.kind == kind && m.value == value)?;
            Some(ContributionEvidence {
                document: d.id,
                site: Site::Document(mention.span),
                capture: None,
            })
        })
        .take(Contribution::EVIDENCE)
        .collect()
}

fn assessed(documents: &[Document], captures: &[Capture], urgent: bool, hostile: bool) -> Network {
    let count = |kind: MentionType, value: &str| {
        documents
            .iter()
            .filter(|d| {
                d.mentions
                    .iter()
                    .any(|m| m.kind == kind && m.value == value)
            })
            .count() as u64
    };
    let add = |family: Family,
               indicator: &str,
               millibits: i64,
               source: &str,
               evidence: Vec<ContributionEvidence>,
               documents: u64| Contribution {
        family,
        indicator: indicator.into(),
        millibits,
        basis: Basis::Judged,
        source: source.into(),
        documents,
        evidence,
    };
    let indicator = MentionType::Indicator;
    let path: Vec<ContributionEvidence> = captures
        .iter()
        .filter(|c| c.fields.place.is_some())
        .filter_map(|c| {
            let place = c.fields.place.as_deref()?;
            Some(ContributionEvidence {
                document: c.document,
                site: Site::Capture(
                    c.id,
                    CaptureField::Place,
                    Span::new(place, 0, place.len().min(6))?,
                ),
                capture: Some(c.id),
            })
        })
        .take(4)
        .collect();
    let contributions = vec![
        add(
            Family::Contact,
            "contact.obscured_phone",
            2000,
            "jirn-2024",
            found(documents, MentionType::Phone, "+14155550102"),
            count(MentionType::Phone, "+14155550102"),
        ),
        add(
            Family::Control,
            "control.answers_phone",
            2000,
            "unodc",
            found(documents, indicator, "control.answers_phone"),
            count(indicator, "control.answers_phone"),
        ),
        add(
            Family::Control,
            "control.driver",
            2500,
            "unodc",
            found(documents, indicator, "control.driver"),
            count(indicator, "control.driver"),
        ),
        add(Family::Control, "cap.control", -500, "", vec![], 0),
        add(
            Family::Recruitment,
            "recruitment.travel_arranged",
            1000,
            "ilo-11",
            found(documents, indicator, "recruitment.travel_arranged"),
            1,
        ),
        add(
            Family::Network,
            "network.many_persons_one_contact",
            2000,
            "ibanez-2014",
            found(documents, MentionType::Name, "Mia"),
            documents.len() as u64,
        ),
        add(
            Family::Network,
            "network.places_in_sequence",
            1000,
            "ibanez-2014",
            path,
            documents.len() as u64,
        ),
        add(
            Family::Counter,
            "counter.own_site",
            -1000,
            "lhoiry-2022",
            vec![],
            1,
        ),
    ];
    let identifier = |kind: IdentifierKind,
                      value: &str,
                      documents: u64,
                      joins: bool,
                      hub: Option<HubReason>,
                      millibits: i64| {
        NetworkIdentifier {
            identifier: Identifier {
                kind,
                value: value.into(),
            },
            documents,
            joins,
            hub,
            millibits,
        }
    };
    let mut identifiers = vec![
        identifier(
            IdentifierKind::Phone,
            "+14155550102",
            count(MentionType::Phone, "+14155550102"),
            true,
            None,
            7000,
        ),
        identifier(
            IdentifierKind::Phone,
            "+14155550117",
            count(MentionType::Phone, "+14155550117"),
            true,
            None,
            7500,
        ),
        identifier(
            IdentifierKind::Email,
            "jobs.east@example.com",
            1,
            false,
            None,
            6000,
        ),
        identifier(IdentifierKind::Account, ":ana_x24", 15, true, None, 2000),
        identifier(
            IdentifierKind::Url,
            "https://example.com/terms",
            12,
            false,
            Some(HubReason::TooManyDocuments),
            0,
        ),
    ];
    if hostile {
        identifiers.push(identifier(IdentifierKind::Url, HOSTILE, 1, false, None, 0));
    }
    let names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    let name_places: Vec<(DocumentId, Site)> = names
        .iter()
        .filter_map(|name| {
            found(documents, MentionType::Name, name)
                .first()
                .map(|e| (e.document, e.site))
        })
        .collect();
    let city_places: Vec<(DocumentId, Site)> = CITIES
        .iter()
        .filter_map(|city| {
            found(documents, MentionType::Place, city)
                .first()
                .map(|e| (e.document, e.site))
        })
        .collect();
    let sources: BTreeSet<String> = captures.iter().map(|c| c.source.clone()).collect();
    let places: BTreeSet<String> = captures
        .iter()
        .filter_map(|c| c.fields.place.clone())
        .collect();
    let times: BTreeSet<String> = captures
        .iter()
        .filter_map(|c| c.fields.posted.clone())
        .collect();
    let id = documents.first().expect("there are documents").id;
    Network {
        id: NetworkId::of(id),
        members: documents.iter().map(|d| d.id).collect(),
        captures: captures.len() as u64,
        first: times.first().cloned(),
        last: times.last().cloned(),
        sources: sources.into_iter().collect(),
        places: places.into_iter().collect(),
        identifiers,
        facts: vec![
            Fact {
                kind: FactKind::ManyPersonsOneContact,
                count: names.len() as u64,
                values: names,
                evidence: name_places,
                captures: vec![],
            },
            Fact {
                kind: FactKind::PlacesInSequence,
                count: CITIES.len() as u64,
                values: CITIES.iter().map(|city| (*city).to_owned()).collect(),
                evidence: city_places,
                captures: captures.iter().take(5).map(|c| c.id).collect(),
            },
        ],
        urgent,
        signs: vec![],
        cut: false,
        assessment: Assessment {
            prior: -8000,
            contributions,
            lead: true,
            rules: 2,
        },
    }
}

fn rules() -> Vec<RuleLine> {
    [
        (
            "contact.obscured_phone",
            "A phone number is written so that programs do not find it.",
            Family::Contact,
            2000,
            "jirn-2024",
        ),
        (
            "control.answers_phone",
            "Someone else than the person advertised answers or arranges.",
            Family::Control,
            2000,
            "unodc",
        ),
        (
            "control.driver",
            "Is brought, watched or picked up by a driver.",
            Family::Control,
            2500,
            "unodc",
        ),
        (
            "recruitment.travel_arranged",
            "Travel and papers are arranged by the employer.",
            Family::Recruitment,
            1000,
            "ilo-11",
        ),
        (
            "network.many_persons_one_contact",
            "One contact stands beside several distinct names or ages.",
            Family::Network,
            2000,
            "ibanez-2014",
        ),
        (
            "network.places_in_sequence",
            "Captures follow one another through several places.",
            Family::Network,
            1000,
            "ibanez-2014",
        ),
        (
            "counter.own_site",
            "Has a site of their own with a history.",
            Family::Counter,
            -1000,
            "lhoiry-2022",
        ),
    ]
    .into_iter()
    .map(|(id, says, family, millibits, source)| RuleLine {
        id: id.into(),
        says: says.into(),
        family: Some(family),
        millibits,
        basis: Basis::Judged,
        source: source.into(),
    })
    .chain([RuleLine {
        id: "refuted.new_in_town".into(),
        says: "Words of movement; tested and found not to hold.".into(),
        family: None,
        millibits: 0,
        basis: Basis::Refuted,
        source: "jirn-2024".into(),
    }])
    .collect()
}

impl Invented {
    pub(crate) fn page<'a>(&'a self, view: View<'a>) -> LeadPage<'a> {
        LeadPage {
            view,
            network: &self.network,
            documents: &self.documents,
            captures: &self.captures,
            raw_files: &self.raw_files,
            rules: &self.rules,
            templates: &self.templates,
            program: "0.1.0",
        }
    }

    pub(crate) fn overview<'a>(&self, view: View<'a>, hostile: bool) -> Overview<'a> {
        let hostile_name = |name: &str| {
            if hostile {
                format!("{name} {HOSTILE}")
            } else {
                name.to_owned()
            }
        };
        let sources = ["board-south", "crawl-west", "tips", "partner-harbour"];
        let days = (0..61i64)
            .flat_map(|day| {
                sources.iter().enumerate().map(move |(at, source)| {
                    let at = at as i64;
                    let wave = (day * (7 + at) % 23) + (day % 7) * 3;
                    (day, *source, (wave * (4 - at) * 3) as u64)
                })
            })
            .filter(|(day, source, _)| *source != "partner-harbour" || day % 9 == 0)
            .map(|(day, source, captures)| DayCount {
                day: Some(20_500 + day),
                source: hostile_name(source),
                captures,
            })
            .chain([DayCount {
                day: None,
                source: hostile_name("tips"),
                captures: 37,
            }])
            .collect();
        let line = |seed: &str, documents: u64, millibits: i64| NetworkLine {
            id: NetworkId::of(DocumentId::derive(seed, None, None)),
            millibits,
            lead: millibits >= 0,
            urgent: false,
            documents,
            captures: documents * 3,
            sources: vec![hostile_name("board-south"), hostile_name("tips")],
            places: vec![hostile_name("Chicago"), "Gary".into()],
            first: Some("2026-02-14T10:00:00Z".into()),
            last: Some("2026-03-30".into()),
            reasons: vec![
                ("contact.obscured_phone".into(), 2000),
                ("voice.third_person".into(), 500),
            ],
        };
        Overview {
            view,
            counts: Counts {
                deliveries: 214,
                raw_files: 198,
                bytes: 48_211_344,
                captures: 14_307,
                documents: 5_212,
                networks: 1_174,
                rejects: 61,
            },
            mentions: vec![
                (MentionType::Phone, 4_903),
                (MentionType::Price, 9_120),
                (MentionType::Age, 3_870),
                (MentionType::Place, 6_011),
                (MentionType::Email, 402),
                (MentionType::Account, 1_230),
            ],
            days,
            sources: sources
                .iter()
                .enumerate()
                .map(|(at, name)| SourceLine {
                    source: Source {
                        name: hostile_name(name),
                        owner: Some("Invented Watch".into()),
                        legal_basis: Some(hostile_name("legitimate interest")),
                        tlp: if at == 3 { Tlp::Green } else { Tlp::Amber },
                        retention_days: (at != 2).then_some(365),
                        may_be_passed_on: at == 3,
                        region: Some("US".into()),
                        language: None,
                    },
                    raw_files: 40 + at as u64,
                    bytes: 9_000_000 + at as u64 * 1_000_000,
                    captures: 4_000 - at as u64 * 700,
                    without_time: 9,
                    without_place: 240,
                    rejects: if at == 0 {
                        vec![(RejectReason::BrokenJson, 41), (RejectReason::NoText, 17)]
                    } else {
                        vec![(RejectReason::NotText, 1)]
                    },
                })
                .collect(),
            languages: vec![
                (Some("en".into()), 3_211),
                (Some("es".into()), 1_004),
                (Some("pt".into()), 402),
                (Some("ru".into()), 310),
                (None, 285),
            ],
            coverage: Coverage {
                with_contact: 4_611,
                with_identifier: 4_980,
                repeated: 3_377,
                near_duplicates: 2_015,
                urgent: 1,
            },
            leads: vec![
                NetworkLine::from(&self.network),
                line("b", 9, 1500),
                line("c", 31, 3250),
            ],
            networks: vec![line("x", 412, -7500), line("y", 96, -3000)],
            hubs: vec![
                HubLine {
                    identifier: Identifier {
                        kind: IdentifierKind::Url,
                        value: "https://example.com/terms".into(),
                    },
                    reason: HubReason::TooManyDocuments,
                    documents: 3_912,
                },
                HubLine {
                    identifier: Identifier {
                        kind: IdentifierKind::Phone,
                        value: "+14155550190".into(),
                    },
                    reason: HubReason::TooManyContacts,
                    documents: 211,
                },
            ],
            hubs_total: 17,
            methods: Methods {
                program: "0.1.0".into(),
                versions: VERSIONS,
                prior: -8000,
                rules: rules(),
                limits: vec!["Near-duplicates are found by equal masked text only.".into()],
            },
        }
    }
}
