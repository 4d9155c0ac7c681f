use super::*;
use model::{FactKind, MentionType, Signal, Span, Versions};
use proptest::prelude::*;

const TEXT: &str = "t-00000000000000000000000000000001";
const OTHER_TEXT: &str = "t-00000000000000000000000000000002";

fn identifier(value: &str) -> Identifier {
    let kind = match value.as_bytes()[0] {
        b'+' => IdentifierKind::Phone,
        _ if value.starts_with("t-") => IdentifierKind::TextClass,
        _ if value.starts_with("http") => IdentifierKind::Url,
        _ if value.contains('@') => IdentifierKind::Email,
        _ if value.starts_with("btc:") => IdentifierKind::Wallet,
        _ => IdentifierKind::Account,
    };
    Identifier {
        kind,
        value: value.into(),
    }
}

fn span(at: u32) -> Span {
    Span::stored(at, at + 1).unwrap()
}

/// A document with what it carries; how common that is is filled in by [`count`].
fn document(name: &str, carries: &[&str]) -> Member {
    let id = DocumentId::derive(name, None, None);
    Member {
        stub: DocumentStub {
            id,
            language: None,
            text_class: None,
            versions: Versions {
                reader: 1,
                recognizers: 1,
                rules: 1,
            },
            urgent: false,
            signals: Vec::new(),
        },
        carries: (0..)
            .zip(carries)
            .map(|(at, value)| Carried {
                identifier: identifier(value),
                evidence: Evidence {
                    site: Site::Document(span(at)),
                    method: "test".into(),
                    confidence: 90,
                },
                commonness: Commonness::default(),
            })
            .collect(),
        captures: Vec::new(),
    }
}

fn says(mut member: Member, kind: MentionType, values: &[&str]) -> Member {
    for value in values {
        member.stub.signals.push(Signal {
            kind,
            value: (*value).into(),
            span: span(100),
        });
    }
    member
}

fn seen(mut member: Member, times: &[(i64, &str)]) -> Member {
    for (day, place) in times {
        let raw_file = model::RawFileId::derive(
            "site",
            member
                .stub
                .id
                .as_bytes()
                .repeat(2)
                .as_slice()
                .try_into()
                .unwrap(),
        );
        member.captures.push(Sighting {
            capture: CaptureId::derive(raw_file, *day as u64),
            source: "site".into(),
            time: Some(StatedTime {
                day: *day,
                second: None,
            }),
            place: (!place.is_empty()).then(|| (*place).to_owned()),
        });
    }
    member
}

/// Counts how common identifiers are, as a store does.
fn count(members: &mut [Member]) {
    let mut documents: BTreeMap<Identifier, BTreeSet<usize>> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        for carried in &member.carries {
            documents
                .entry(carried.identifier.clone())
                .or_default()
                .insert(at);
        }
    }
    let mut common = BTreeMap::new();
    for (identifier, carriers) in &documents {
        let contacts: BTreeSet<&Identifier> = carriers
            .iter()
            .flat_map(|at| &members[*at].carries)
            .map(|carried| &carried.identifier)
            .filter(|other| *other != identifier && other.kind.is_contact())
            .collect();
        let commonness = Commonness {
            documents: carriers.len() as u64,
            contacts: contacts.len() as u64,
        };
        common.insert(identifier.clone(), commonness);
    }
    for carried in members.iter_mut().flat_map(|m| &mut m.carries) {
        carried.commonness = common[&carried.identifier];
    }
}

fn linked(mut members: Vec<Member>) -> Vec<Network> {
    count(&mut members);
    networks(&members, &Weights::new([]))
}

fn id(name: &str) -> DocumentId {
    DocumentId::derive(name, None, None)
}

/// Which documents are together, as a list of names each.
fn together(networks: &[Network], names: &[&str]) -> Vec<Vec<String>> {
    let mut lists: Vec<Vec<String>> = networks
        .iter()
        .map(|network| {
            let mut members: Vec<String> = network
                .members
                .iter()
                .map(|member| (*names.iter().find(|name| id(name) == *member).unwrap()).to_owned())
                .collect();
            members.sort();
            members
        })
        .collect();
    lists.sort();
    lists
}

fn assert_together(members: Vec<Member>, names: &[&str], expected: &[&[&str]]) {
    assert_eq!(together(&linked(members), names), expected);
}

#[test]
fn a_contact_in_common_makes_a_network() {
    let networks = linked(vec![
        document("a", &["+14155550101", "ana@example.com"]),
        document("b", &["+14155550101"]),
        document("c", &["ana@example.com", "snapchat:ana_x"]),
        document("d", &["+14155550199"]),
        document("e", &[]),
    ]);
    assert_eq!(
        together(&networks, &["a", "b", "c", "d"]),
        [vec!["a", "b", "c"], vec!["d"]]
    );
    let network = networks.iter().find(|n| n.members.len() == 3).unwrap();
    assert_eq!(
        network.id,
        NetworkId::of([id("a"), id("b"), id("c")].into_iter().min().unwrap())
    );
    let told: Vec<(&str, u64, bool, i64)> = network
        .identifiers
        .iter()
        .map(|i| {
            (
                i.identifier.value.as_str(),
                i.documents,
                i.joins,
                i.millibits,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("+14155550101", 2, true, 11_000),
            ("ana@example.com", 2, true, 11_000),
            ("snapchat:ana_x", 1, true, 11_000)
        ]
    );
}

#[test]
fn an_agency_ties_nothing_and_is_named() {
    let mut members = Vec::new();
    for n in 0..30 {
        let own = format!("+141555501{n:02}");
        members.push(document(&format!("a{n}"), &["+12125550100", &own]));
        members.push(document(&format!("b{n}"), &[&own]));
    }
    let networks = linked(members);
    assert_eq!(networks.len(), 30);
    for network in &networks {
        assert_eq!(network.members.len(), 2);
        let agency = network
            .identifiers
            .iter()
            .find(|i| i.identifier.value == "+12125550100")
            .unwrap();
        assert_eq!(
            (agency.hub, agency.joins, agency.millibits),
            (Some(HubReason::TooManyContacts), false, 0)
        );
    }
}

#[test]
fn an_operation_with_rotating_numbers_stays_together() {
    let mut members = Vec::new();
    let mut names = Vec::new();
    for n in 0..24 {
        names.push(format!("a{n:02}"));
        members.push(document(
            &names[n],
            &["ana@example.com", &format!("+1415555010{}", n / 3)],
        ));
    }
    assert_eq!(linked(members).len(), 1);
}

#[test]
fn an_unsure_mention_ties_nothing() {
    let mut unsure = document("a", &["+14155550101", "ana@example.com"]);
    unsure.carries[0].evidence.confidence = 30;
    let networks = linked(vec![unsure, document("b", &["+14155550101"])]);
    assert_eq!(together(&networks, &["a", "b"]), [["a"], ["b"]]);
    let of_a = networks.iter().find(|n| n.members == [id("a")]).unwrap();
    assert!(!of_a.identifiers[0].joins);
}

#[test]
fn the_address_of_a_list_ties_nothing_and_a_page_in_the_text_does() {
    let page = "https://board.example.org/list/austin-20";
    let mut members = vec![
        document("a", &["+14155550101", page]),
        document("b", &["+14155550102", page]),
    ];
    assert_together(
        vec![
            document("a", &["+14155550101", page]),
            document("b", &["+14155550102", page]),
        ],
        &["a", "b"],
        &[&["a", "b"]],
    );
    for member in &mut members {
        let raw_file = model::RawFileId::derive("site", &[0; 32]);
        member.carries[1].evidence.site =
            Site::Capture(CaptureId::derive(raw_file, 1), CaptureField::Url, span(0));
    }
    assert_together(members, &["a", "b"], &[&["a"], &["b"]]);
}

#[test]
fn a_number_that_only_repeats_a_text_follows_it() {
    assert_together(
        vec![
            document("a1", &["+14155550101", TEXT]),
            document("a2", &["+14155550101", TEXT]),
            document("a3", &["+14155550101"]),
            document("b1", &["+14155550102", TEXT]),
        ],
        &["a1", "a2", "a3", "b1"],
        &[&["a1", "a2", "a3", "b1"]],
    );
}

#[test]
fn somebody_with_texts_of_their_own_who_copied_one_is_left_alone() {
    let members = || {
        vec![
            document("a1", &["+14155550101", TEXT]),
            document("a2", &["+14155550101", TEXT]),
            document("a3", &["+14155550101"]),
            document("b1", &["+14155550102", TEXT]),
            document("c1", &["+14155550103", TEXT]),
            document("c2", &["+14155550103"]),
        ]
    };
    let names = ["a1", "a2", "a3", "b1", "c1", "c2"];
    assert_together(
        members(),
        &names,
        &[&["a1", "a2", "a3", "b1"], &["c1", "c2"]],
    );
    // Two texts in common are more than a copy.
    let mut both = members();
    both.push(document("a4", &["+14155550101", OTHER_TEXT]));
    both.push(document("c3", &["+14155550103", OTHER_TEXT]));
    let names = ["a1", "a2", "a3", "a4", "b1", "c1", "c2", "c3"];
    assert_together(both, &names, &[&names]);
}

#[test]
fn a_number_that_always_stands_beside_a_site_goes_with_it() {
    let site = "https://ana-7f.example.com";
    assert_together(
        vec![
            document("a1", &["+14155550101", site]),
            document("a2", &["+14155550101", site]),
            document("a3", &["+14155550101"]),
            document("b1", &["+14155550102", site]),
            document("b2", &["+14155550102", site]),
            document("b3", &["+14155550102", site]),
            document("c1", &["+14155550103", site]),
            document("c2", &["+14155550103"]),
        ],
        &["a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2"],
        &[&["a1", "a2", "a3", "b1", "b2", "b3"], &["c1", "c2"]],
    );
}

#[test]
fn who_came_first_is_not_the_follower() {
    let members = |day_of_b| {
        vec![
            seen(document("a1", &["+14155550101", TEXT]), &[(10, "")]),
            seen(document("a2", &["+14155550101"]), &[(11, "")]),
            seen(document("b1", &["+14155550102", TEXT]), &[(day_of_b, "")]),
        ]
    };
    assert_eq!(linked(members(20)).len(), 1);
    assert_eq!(linked(members(5)).len(), 2);
}

#[test]
fn a_text_without_contact_joins_the_only_one_that_has_it() {
    assert_together(
        vec![
            document("a", &["+14155550101", TEXT]),
            document("b", &[TEXT]),
            document("c", &[TEXT]),
        ],
        &["a", "b", "c"],
        &[&["a", "b", "c"]],
    );
    // When two have it, it is nobody's.
    assert_together(
        vec![
            document("a1", &["+14155550101", TEXT]),
            document("a2", &["+14155550101"]),
            document("c1", &["+14155550103", TEXT]),
            document("c2", &["+14155550103"]),
            document("b1", &[TEXT]),
            document("b2", &[TEXT]),
        ],
        &["a1", "a2", "b1", "b2", "c1", "c2"],
        &[&["a1", "a2"], &["b1", "b2"], &["c1", "c2"]],
    );
}

#[test]
fn a_component_above_the_cap_is_cut_where_it_is_most_common() {
    let rules = Rules::with_cap(4);
    let mut members = vec![
        document("a1", &["+14155550101", "ana@example.com"]),
        document("a2", &["+14155550101", "ana@example.com"]),
        document("a3", &["+14155550101"]),
        document("b1", &["+14155550102", "ana@example.com"]),
        document("b2", &["+14155550102"]),
        document("c1", &["+14155550103"]),
    ];
    count(&mut members);
    let networks = within(&members, &Weights::new([]), &rules);
    let names = ["a1", "a2", "a3", "b1", "b2", "c1"];
    assert_eq!(
        together(&networks, &names),
        [vec!["a1", "a2", "a3"], vec!["b1", "b2"], vec!["c1"]]
    );
    for network in &networks {
        assert_eq!(network.cut, !network.members.contains(&id("c1")));
        for tie in network
            .identifiers
            .iter()
            .filter(|i| i.identifier.kind == IdentifierKind::Email)
        {
            assert!(!tie.joins && tie.hub.is_none());
        }
    }
}

#[test]
fn many_names_beside_one_contact_are_a_fact_and_names_in_one_text_are_not() {
    let name =
        |at: &str, names: &[&str]| says(document(at, &["+14155550101"]), MentionType::Name, names);
    let networks = linked(vec![
        name("a", &["Ana", "Mia"]),
        name("b", &["Lea"]),
        name("c", &["mia"]),
        name("d", &["LEA"]),
    ]);
    let fact = &networks[0].facts[0];
    assert_eq!(
        (fact.kind, fact.count),
        (FactKind::ManyPersonsOneContact, 3)
    );
    assert_eq!(
        fact.values
            .iter()
            .map(|v| v.to_lowercase())
            .collect::<Vec<_>>(),
        ["ana", "lea", "mia"]
    );
    assert_eq!(fact.evidence.len(), 3);
    assert_eq!(fact.evidence[2], (id("c"), Site::Document(span(100))));
    assert!(
        linked(vec![name("a", &["Ana", "Mia", "Lea"]), name("b", &["Ana"])])[0]
            .facts
            .is_empty()
    );
}

#[test]
fn many_ages_are_a_fact_and_birthdays_are_not() {
    let ages = |ages: &[&str]| {
        let members = ages
            .iter()
            .map(|age| says(document(age, &["+14155550101"]), MentionType::Age, &[age]));
        linked(members.collect()).remove(0).facts
    };
    assert_eq!(ages(&["21", "24", "29"])[0].values, ["21", "24", "29"]);
    assert!(ages(&["24", "25", "26"]).is_empty());
    assert!(ages(&["21", "29"]).is_empty());
}

#[test]
fn places_one_after_another_are_a_fact_and_places_at_once_are_not() {
    let facts = |times: &[(i64, &str)]| {
        linked(vec![seen(document("a", &["+14155550101"]), times)])
            .remove(0)
            .facts
    };
    let circuit = facts(&[
        (9, "Dallas"),
        (1, "Austin"),
        (2, "Austin"),
        (5, "Waco"),
        (12, "Austin"),
        (13, ""),
    ]);
    assert_eq!(
        (circuit[0].kind, circuit[0].count),
        (FactKind::PlacesInSequence, 3)
    );
    assert_eq!(circuit[0].values, ["Austin", "Waco", "Dallas", "Austin"]);
    assert_eq!(circuit[0].captures.len(), 4);
    assert!(facts(&[(1, "Austin"), (2, "Waco"), (3, "Austin")]).is_empty());
    let same_days: Vec<(i64, &str)> = (1..9)
        .flat_map(|day| [(day, "Austin"), (day, "Waco"), (day, "Dallas")])
        .collect();
    assert!(facts(&same_days).is_empty());
}

#[test]
fn one_text_under_several_numbers_is_a_fact_and_two_numbers_in_one_text_are_not() {
    let fact = |carries: &[&[&str]]| {
        let members = (0..)
            .zip(carries)
            .map(|(n, c)| document(&n.to_string(), c))
            .collect();
        let networks = linked(members);
        assert_eq!(networks.len(), 1);
        networks[0].facts.first().cloned()
    };
    let mail = "ana@example.com";
    let several = fact(&[
        &["+14155550101", mail, TEXT],
        &["+14155550102", mail, TEXT],
        &["+14155550103", mail],
    ])
    .unwrap();
    assert_eq!(
        (several.kind, several.count),
        (FactKind::OneTextManyContacts, 2)
    );
    assert_eq!(several.values, ["+14155550101", "+14155550102"]);
    assert!(
        fact(&[
            &["+14155550101", "+14155550102", TEXT],
            &["+14155550101", "+14155550102", TEXT]
        ])
        .is_none()
    );
    assert!(
        fact(&[
            &["+14155550101", mail, TEXT],
            &["+14155550101", "snapchat:ana_x", TEXT]
        ])
        .is_none()
    );
}

/// Documents over a small stock of identifiers, so that they meet.
fn any_members() -> impl Strategy<Value = Vec<Member>> {
    const STOCK: [&str; 12] = [
        "+14155550101",
        "+14155550102",
        "+14155550103",
        "ana@example.com",
        "mia@example.com",
        "snapchat:ana_x",
        ":ana_x",
        "btc:x",
        "https://ana.example.com/page/one",
        "https://ana.example.com",
        TEXT,
        OTHER_TEXT,
    ];
    let one = (
        prop::collection::vec(0..STOCK.len(), 0..4),
        prop::collection::vec((1i64..9, 0usize..4), 0..4),
        prop::collection::vec(0usize..8, 0..3),
        prop_oneof![4 => Just(90u8), 1 => Just(20u8)],
    );
    prop::collection::vec(one, 0..14).prop_map(|documents| {
        let members = (0..)
            .zip(documents)
            .map(|(n, (carries, times, signals, confidence))| {
                let carries: Vec<&str> = carries.into_iter().map(|at| STOCK[at]).collect();
                let times: Vec<(i64, &str)> = times
                    .into_iter()
                    .map(|(day, place)| (day, ["", "Austin", "Waco", "Dallas"][place]))
                    .collect();
                let names: Vec<&str> = signals
                    .into_iter()
                    .map(|at| ["Ana", "Mia", "Lea", "Eva", "ANA", "Zoe", "Ida", "Uma"][at])
                    .collect();
                let mut member = seen(
                    says(
                        document(&format!("{n}"), &carries),
                        MentionType::Name,
                        &names,
                    ),
                    &times,
                );
                member
                    .carries
                    .iter_mut()
                    .for_each(|c| c.evidence.confidence = confidence);
                member
            });
        let mut members: Vec<Member> = members.collect();
        count(&mut members);
        members
    })
}

proptest! {
    #[test]
    fn the_order_of_members_does_not_matter(mut members in any_members(), seed in any::<u64>(), cap in 2usize..20) {
        let rules = Rules::with_cap(cap);
        let before = within(&members, &Weights::new([]), &rules);
        members.sort_by_key(|member| u64::from_le_bytes(member.stub.id.as_bytes()[..8].try_into().unwrap()).wrapping_mul(seed | 1));
        for member in &mut members {
            member.carries.reverse();
            member.captures.reverse();
        }
        prop_assert!(within(&members, &Weights::new([]), &rules) == before);
    }

    #[test]
    fn every_document_is_in_one_network_and_no_network_is_above_the_cap(members in any_members(), cap in 2usize..20) {
        let found = within(&members, &Weights::new([]), &Rules::with_cap(cap));
        let mut in_networks: Vec<DocumentId> = found.iter().flat_map(|n| n.members.clone()).collect();
        let count = in_networks.len();
        in_networks.sort();
        in_networks.dedup();
        prop_assert_eq!(in_networks.len(), count);
        prop_assert_eq!(count, members.iter().filter(|m| !m.carries.is_empty()).count());
        for network in &found {
            prop_assert!(network.members.len() <= cap && network.members.is_sorted());
            prop_assert_eq!(network.id.document(), network.members[0]);
            prop_assert!(network.identifiers.windows(2).all(|w| w[0].identifier < w[1].identifier));
            prop_assert!(network.facts.windows(2).all(|w| w[0].kind < w[1].kind));
            prop_assert!(network.facts.iter().all(|fact| fact.values.len() == fact.evidence.len()));
            prop_assert!(network.facts.iter().all(|fact| fact.captures.is_empty() || fact.captures.len() == fact.values.len()));
        }
    }

    #[test]
    fn a_network_stays_the_same_when_it_is_built_from_its_component_alone(members in any_members()) {
        // What other components hold plays no part: the components, one by one, give what they give together.
        let all = networks(&members, &Weights::new([]));
        let mut sets = crate::link::Sets::new(members.len());
        let joins = |m: &Member| -> Vec<Identifier> {
            m.carries.iter().filter(|c| role(&c.identifier, c.commonness) == Role::Joins).map(|c| c.identifier.clone()).collect()
        };
        for (a, one) in members.iter().enumerate() {
            for (b, other) in members.iter().enumerate() {
                if joins(one).iter().any(|i| joins(other).contains(i)) {
                    sets.unite(a, b);
                }
            }
        }
        let mut apart: BTreeMap<usize, Vec<Member>> = BTreeMap::new();
        for (at, member) in members.into_iter().enumerate() {
            apart.entry(sets.root(at)).or_default().push(member);
        }
        let mut one_by_one: Vec<Network> = apart.values().flat_map(|members| networks(members, &Weights::new([]))).collect();
        one_by_one.sort_by_key(|network| network.id);
        prop_assert!(one_by_one == all);
    }
}
