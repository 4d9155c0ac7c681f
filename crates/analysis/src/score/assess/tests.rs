use super::*;
use model::{DocumentStub, FactKind, Signal, Span, Versions};

fn span() -> Span {
    Span::stored(3, 9).unwrap()
}

/// A member whose text shows these indicators; `phone` is an obscured number.
fn member(name: &str, shows: &[&str]) -> Member {
    let signals = shows.iter().map(|shown| Signal {
        kind: match *shown {
            "phone" => MentionType::Phone,
            "Ana" => MentionType::Name,
            _ => MentionType::Indicator,
        },
        value: (*shown).to_owned(),
        span: span(),
    });
    Member {
        stub: DocumentStub {
            id: DocumentId::derive(name, None, None),
            language: None,
            text_class: None,
            versions: Versions {
                reader: 1,
                recognizers: 1,
                rules: 1,
            },
            urgent: false,
            signals: signals.collect(),
        },
        carries: Vec::new(),
        captures: Vec::new(),
    }
}

fn fact(kind: FactKind) -> Fact {
    Fact {
        kind,
        count: 3,
        values: vec!["x".into()],
        evidence: vec![(DocumentId::derive("a", None, None), Site::Document(span()))],
        captures: Vec::new(),
    }
}

const FACTS: [FactKind; 3] = [
    FactKind::ManyPersonsOneContact,
    FactKind::PlacesInSequence,
    FactKind::OneTextManyContacts,
];

fn weights() -> Weights {
    let judged = |id: &str, family, millibits| {
        (
            id.to_owned(),
            family,
            millibits,
            Basis::Judged,
            "ilo-11".to_owned(),
        )
    };
    Weights::new([
        judged("voice.one", Family::Voice, 2000),
        judged("voice.two", Family::Voice, 2000),
        judged("voice.three", Family::Voice, 1000),
        judged("control.one", Family::Control, 2000),
        judged("control.two", Family::Control, 2000),
        judged("recruitment.one", Family::Recruitment, 2000),
        judged("counter.one", Family::Counter, -1000),
        judged("counter.strong", Family::Counter, -2000),
        (
            "refuted.movement".to_owned(),
            Family::Voice,
            0,
            Basis::Refuted,
            "jirn-2024".to_owned(),
        ),
    ])
}

fn score(shows: &[&[&str]], facts: &[FactKind]) -> Assessment {
    let mut members: Vec<Member> = (0..)
        .zip(shows)
        .map(|(n, shows)| member(&n.to_string(), shows))
        .collect();
    members.sort_by_key(|member| member.stub.id);
    let members: Vec<&Member> = members.iter().collect();
    let facts: Vec<Fact> = facts.iter().map(|kind| fact(*kind)).collect();
    assess(&signs(&members), &facts, &weights())
}

fn listed(assessment: &Assessment) -> Vec<(&str, i64)> {
    assessment
        .contributions
        .iter()
        .map(|c| (c.indicator.as_str(), c.millibits))
        .collect()
}

#[test]
fn an_indicator_counts_once_however_many_documents_show_it() {
    let assessment = score(
        &[
            &["voice.one", "phone"],
            &["voice.one", "phone"],
            &["voice.one"],
            &["Ana"],
        ],
        &[],
    );
    assert_eq!(
        listed(&assessment),
        [("contact.obscured_phone", 2000), ("voice.one", 2000)]
    );
    assert_eq!(assessment.contributions[1].documents, 3);
    assert_eq!(assessment.contributions[1].evidence.len(), 3);
    assert_eq!(assessment.total(), -4000);
}

#[test]
fn few_places_are_shown_and_all_documents_counted() {
    let shows = vec![["voice.one"].as_slice(); 40];
    let assessment = score(&shows, &[]);
    assert_eq!(assessment.contributions[0].documents, 40);
    assert_eq!(
        assessment.contributions[0].evidence.len(),
        Contribution::EVIDENCE
    );
    assert!(assessment.contributions[0].evidence.is_sorted());
}

#[test]
fn what_a_familys_cap_cuts_is_a_contribution_of_its_own() {
    let assessment = score(&[&["voice.one", "voice.two", "voice.three"]], &[]);
    assert_eq!(
        listed(&assessment),
        [
            ("cap.voice", -1000),
            ("voice.one", 2000),
            ("voice.three", 1000),
            ("voice.two", 2000)
        ]
    );
    assert_eq!(assessment.total(), -4000);
}

#[test]
fn what_is_refuted_unknown_or_urgent_adds_nothing() {
    let assessment = score(
        &[&["refuted.movement", "urgent.school", "no.such_rule"]],
        &[],
    );
    assert!(assessment.contributions.is_empty());
    assert_eq!(assessment.total(), assessment.prior);
}

#[test]
fn a_lead_needs_three_families_and_a_fact_about_the_network() {
    // Network, contact and control: 4 + 2 + 4 bits against a prior of 8.
    let lead = score(&[&["phone", "control.one", "control.two"]], &FACTS);
    assert!(lead.lead && lead.total() >= 0);
    // Any score from texts alone is none.
    let texts = score(
        &[&[
            "phone",
            "control.one",
            "control.two",
            "voice.one",
            "voice.two",
            "recruitment.one",
        ]],
        &[],
    );
    assert!(texts.total() >= 0 && !texts.lead);
    // Two families are none, whatever they sum to, and a counter-sign is no family.
    for two in [
        score(&[&["control.one", "control.two"]], &FACTS),
        score(&[&["control.one", "control.two", "counter.one"]], &FACTS),
    ] {
        assert!(!two.lead);
    }
    // Three families below the threshold are none.
    let weak = score(&[&["phone", "voice.three"]], &FACTS);
    assert!(weak.total() < 0 && !weak.lead);
}

#[test]
fn counter_signs_weigh_against() {
    let signs = ["phone", "control.one", "control.two"];
    let before = score(&[&signs], &FACTS);
    let after = score(&[&signs, &["counter.one", "counter.strong"]], &FACTS);
    assert_eq!(after.total(), before.total() - 3000);
    assert!(before.lead && !after.lead);
}

#[test]
fn contributions_are_sorted_and_name_their_source() {
    let assessment = score(
        &[&["phone", "voice.one", "control.one", "counter.one"]],
        &FACTS,
    );
    assert!(
        assessment
            .contributions
            .is_sorted_by_key(|c| (c.family, &c.indicator))
    );
    for contribution in &assessment.contributions {
        assert_eq!(
            contribution.source.is_empty(),
            contribution.indicator.starts_with("cap.")
        );
    }
    assert_eq!(assessment.rules, RULES_VERSION);
}
