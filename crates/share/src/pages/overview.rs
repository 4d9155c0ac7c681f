use super::chart;
use super::format::{bits, bytes, clipped, count, counted, day_of, share, short};
use super::frame::Frame;
use super::html::Html;
use super::parts::{Cell, Table, names, tiles};
use super::urgent::urgent;
use super::{NetworkLine, Overview, lead_file};
use crate::View;
use model::{Basis, HubReason};
use std::collections::BTreeMap;

/// `report.html`: the leads, what came in, how much of it is known, the larger networks, what was left out, and how
/// it was made.
pub fn overview(overview: &Overview<'_>) -> String {
    let leads = overview.leads.len() as u64;
    let frame = Frame {
        view: overview.view,
        title: "Possible leads",
        subtitle: &format!(
            "{} among {} of {} in {}.",
            counted(leads, "possible lead", "possible leads"),
            counted(overview.counts.networks, "network", "networks"),
            counted(overview.counts.documents, "document", "documents"),
            counted(overview.counts.captures, "capture", "captures"),
        ),
        back: false,
        contents: &[
            ("summary", "Summary"),
            ("leads", "Leads"),
            ("came-in", "What came in"),
            ("coverage", "Coverage and quality"),
            ("networks", "Other networks"),
            ("hubs", "Left out"),
            ("methods", "Methods"),
        ],
        program: &overview.methods.program,
    };
    frame.page(|h| {
        urgent_ones(h, overview);
        section(h, "summary", "Summary", |h| summary(h, overview));
        section(h, "leads", "Leads", |h| leads_list(h, overview));
        section(h, "came-in", "What came in", |h| came_in(h, overview));
        section(h, "coverage", "Coverage and quality", |h| {
            coverage(h, overview)
        });
        section(h, "networks", "Larger networks that are no leads", |h| {
            networks(h, overview);
        });
        section(h, "hubs", "Identifiers left out", |h| hubs(h, overview));
        section(h, "methods", "Methods and limits", |h| methods(h, overview));
    })
}

pub(super) fn section(h: &mut Html, id: &str, title: &str, content: impl FnOnce(&mut Html)) {
    let heading = format!("{id}-heading");
    h.tag(
        "section",
        &[("id", id), ("aria-labelledby", &heading)],
        |h| {
            h.line("h2", &[("id", &heading)], title);
            content(h);
        },
    );
}

/// On top of everything: what must be reported at once.
fn urgent_ones(h: &mut Html, overview: &Overview<'_>) {
    let view = overview.view;
    let mut lines: Vec<&NetworkLine> = overview.leads.iter().chain(&overview.networks).collect();
    lines.retain(|line| line.urgent);
    if view.is_partner() || (lines.is_empty() && overview.coverage.urgent == 0) {
        return;
    }
    lines.sort_by_key(|line| (!line.lead, -line.millibits, line.id));
    let documents = overview.coverage.urgent;
    let heading = match documents {
        0 | 1 => "Urgent: a text states or claims an age under 18".to_owned(),
        many => format!(
            "Urgent: {} texts state or claim an age under 18",
            count(many)
        ),
    };
    urgent(h, &heading, |h| {
        if !lines.is_empty() {
            h.tag("p", &[], |h| {
                h.text("Networks with such a text: ");
                for (at, line) in lines.iter().enumerate() {
                    if at > 0 {
                        h.text(", ");
                    }
                    let name = view.network(line.id).to_string();
                    if line.lead {
                        h.local_link(&lead_file(view, line.id), |h| h.line("code", &[], &name));
                    } else {
                        h.line("code", &[], &name);
                    }
                }
                h.text(".");
            });
        }
        h.line(
            "p",
            &[],
            "The table of documents marks every such text in the column urgent, in whatever network it is.",
        );
    });
}

fn summary(h: &mut Html, overview: &Overview<'_>) {
    let counts = overview.counts;
    tiles(
        h,
        &[
            ("Leads", count(overview.leads.len() as u64)),
            ("Networks", count(counts.networks)),
            ("Documents", count(counts.documents)),
            ("Captures", count(counts.captures)),
            ("Deliveries", count(counts.deliveries)),
            ("Raw files", count(counts.raw_files)),
            ("Bytes", bytes(counts.bytes)),
            ("Parts not read", count(counts.rejects)),
        ],
    );
    h.line(
        "p",
        &[("class", "small")],
        "A document is a text; a capture is a record in which it was seen; a network is documents tied together by \
         contacts, addresses, wallets or texts, counted here from two captures up.",
    );
    let mut mentions = overview.mentions.clone();
    mentions.sort_unstable();
    let total: u64 = mentions.iter().map(|(_, n)| n).sum();
    h.tag("details", &[], |h| {
        h.line(
            "summary",
            &[],
            &format!("{} by type", counted(total, "mention", "mentions")),
        );
        let table = Table {
            caption: "What was recognized, by type",
            captioned: false,
            columns: &[("Type", false), ("Mentions", true)],
            stacked: false,
        };
        table.write(h, |h| {
            for (kind, number) in mentions {
                let mut cells = [
                    Cell::text(kind.name().replace('_', " ")),
                    Cell::text(count(number)),
                ];
                table.row(h, "", &mut cells);
            }
        });
    });
}

fn leads_list(h: &mut Html, overview: &Overview<'_>) {
    let view = overview.view;
    if overview.leads.is_empty() {
        h.line(
            "p",
            &[],
            "No network shows signs from three families of indicators, one of them a fact about the network, with a \
             score of 0 bits or more.",
        );
        return;
    }
    let mut leads: Vec<&NetworkLine> = overview.leads.iter().collect();
    leads.sort_by_key(|line| (!line.urgent || view.is_partner(), -line.millibits, line.id));
    h.line(
        "p",
        &[("class", "lede")],
        if view.is_partner() {
            "Highest score first. Each lead's page shows the reasons, with where each can be read."
        } else {
            "Urgent ones first, then by score. Each lead's page shows the reasons, with where each can be read."
        },
    );
    network_table(h, overview.view, "Leads", &leads, true);
}

fn network_table(
    h: &mut Html,
    view: View<'_>,
    caption: &str,
    lines: &[&NetworkLine],
    linked: bool,
) {
    let table = Table {
        caption,
        captioned: false,
        columns: &[
            ("Network", false),
            ("Score, bits", true),
            ("Documents", true),
            ("Captures", true),
            ("Sources", false),
            ("Places", false),
            ("First to last", false),
            ("Strongest reasons", false),
        ],
        stacked: true,
    };
    table.write(h, |h| {
        for line in lines {
            let name = short(&view.network(line.id));
            let mut cells = [
                Cell::of("nw", |h: &mut Html| {
                    if linked {
                        h.local_link(&lead_file(view, line.id), |h| h.line("code", &[], &name));
                    } else {
                        h.line("code", &[], &name);
                    }
                    if line.urgent && !view.is_partner() {
                        h.line("span", &[("class", "flag")], "urgent");
                    }
                }),
                Cell::text(bits(line.millibits)),
                Cell::text(count(line.documents)),
                Cell::text(count(line.captures)),
                Cell::of("p", |h: &mut Html| names(h, &line.sources, 3)),
                Cell::of("p", |h: &mut Html| names(h, &shown(view, &line.places), 4)),
                Cell::of("p", |h: &mut Html| {
                    h.text(&period(line.first.as_deref(), line.last.as_deref()))
                }),
                Cell::of("w", |h: &mut Html| reasons(h, &line.reasons)),
            ];
            table.row(h, "", &mut cells);
        }
    });
}

fn shown(view: View<'_>, places: &[String]) -> Vec<String> {
    places
        .iter()
        .map(|place| view.text(place, []).text)
        .collect()
}

pub(super) fn period(first: Option<&str>, last: Option<&str>) -> String {
    match (first.map(day_of), last.map(day_of)) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(day), _) | (_, Some(day)) => day.to_owned(),
        (None, None) => "not stated".into(),
    }
}

/// The three that add most.
fn reasons(h: &mut Html, reasons: &[(String, i64)]) {
    let mut strongest: Vec<&(String, i64)> = reasons.iter().filter(|(_, bits)| *bits > 0).collect();
    strongest.sort_by_key(|(id, bits)| (-bits, id));
    if strongest.is_empty() {
        h.text("none");
    }
    for (at, (id, millibits)) in strongest.iter().take(3).enumerate() {
        if at > 0 {
            h.text("; ");
        }
        h.text(&format!("{} {}", spoken(id), bits(*millibits)));
    }
}

/// `contact.obscured_phone` as `obscured phone`.
pub(super) fn spoken(id: &str) -> String {
    match id.split_once('.') {
        Some(("cap", family)) => format!("limit of the family {family}"),
        Some((_, name)) => name.replace('_', " "),
        None => id.replace('_', " "),
    }
}

fn came_in(h: &mut Html, overview: &Overview<'_>) {
    let values: Vec<(i64, &str, u64)> = overview
        .days
        .iter()
        .filter_map(|d| Some((d.day?, &*d.source, d.captures)))
        .collect();
    chart::by_day(h, "by-day", "What came in by day and source", &values);
    let untimed: u64 = overview
        .days
        .iter()
        .filter(|d| d.day.is_none())
        .map(|d| d.captures)
        .sum();
    if untimed > 0 {
        let note = format!(
            "{} without a stated time that can be read {} not in the drawing. Clocks and file times are never used.",
            counted(untimed, "capture", "captures"),
            if untimed == 1 { "is" } else { "are" }
        );
        h.line("p", &[("class", "small")], &note);
    }
    let mut sources: Vec<_> = overview.sources.iter().collect();
    sources.sort_by(|a, b| a.source.name.cmp(&b.source.name));
    h.line("h3", &[], "Sources");
    let table = Table {
        caption: "Sources and their terms",
        captioned: false,
        columns: &[
            ("Source", false),
            ("Raw files", true),
            ("Bytes", true),
            ("Captures", true),
            ("Parts not read", true),
            ("Sharing", false),
            ("Kept for", false),
            ("Legal basis", false),
        ],
        stacked: true,
    };
    table.write(h, |h| {
        for line in sources {
            let rejects: u64 = line.rejects.iter().map(|(_, n)| n).sum();
            let tlp = serde_json::to_value(line.source.tlp)
                .ok()
                .and_then(|v| v.as_str().map(str::to_owned))
                .unwrap_or_default();
            let sharing = format!(
                "TLP:{tlp}, {}",
                if line.source.may_be_passed_on {
                    "may be passed on"
                } else {
                    "not to be passed on"
                }
            );
            let kept = line.source.retention_days.map_or_else(
                || "not stated".to_owned(),
                |days| counted(days.into(), "day", "days"),
            );
            let mut cells = [
                Cell::stated(line.source.name.clone()),
                Cell::text(count(line.raw_files)),
                Cell::text(bytes(line.bytes)),
                Cell::text(count(line.captures)),
                Cell::text(count(rejects)),
                Cell::text(sharing),
                Cell::of("nw", move |h: &mut Html| h.text(&kept)),
                match &line.source.legal_basis {
                    Some(basis) => Cell::stated(clipped(basis, 120)),
                    None => Cell::text("not stated"),
                },
            ];
            table.row(h, "", &mut cells);
        }
    });
}

fn coverage(h: &mut Html, overview: &Overview<'_>) {
    let documents = overview.counts.documents;
    let captures = overview.counts.captures;
    let known = overview.coverage;
    let without_time: u64 = overview.sources.iter().map(|s| s.without_time).sum();
    let without_place: u64 = overview.sources.iter().map(|s| s.without_place).sum();
    let mut rows = vec![
        (
            "Documents with a phone, e-mail or account",
            known.with_contact,
            documents,
        ),
        (
            "Documents with any identifier",
            known.with_identifier,
            documents,
        ),
        ("Documents seen more than once", known.repeated, documents),
        (
            "Documents whose text is that of another but for digits, case and signs",
            known.near_duplicates,
            documents,
        ),
        (
            "Captures without a time that can be read",
            without_time,
            captures,
        ),
        ("Captures without a place", without_place, captures),
    ];
    if !overview.view.is_partner() {
        rows.push((
            "Documents that state or claim an age under 18",
            known.urgent,
            documents,
        ));
    }
    h.tag("div", &[("class", "cols")], |h| {
        h.tag("div", &[], |h| {
            h.line("h3", &[], "What is known");
            let table = Table {
                caption: "Shares of documents and captures",
                captioned: false,
                columns: &[("What", false), ("Number", true), ("Share", true)],
                stacked: false,
            };
            table.write(h, |h| {
                for (what, part, whole) in rows {
                    let mut cells = [
                        Cell::of("w", move |h: &mut Html| h.text(what)),
                        Cell::text(count(part)),
                        Cell::text(share(part, whole)),
                    ];
                    table.row(h, "", &mut cells);
                }
            });
        });
        h.tag("div", &[], |h| languages(h, overview));
    });
    rejects(h, overview);
    h.line("h3", &[], "What is not known");
    h.tag("ul", &[], |h| {
        for line in [
            "Sources choose what they collect: places and languages that nobody collects look quiet here.",
            "Times and places are as stated by the records. Where none is stated, a network's path cannot be seen.",
            "Pictures are not looked at. Names are names that someone is called by, not persons.",
            "Recognizers and languages differ in quality: a language with few documents or contacts may be read badly.",
        ] {
            h.line("li", &[], line);
        }
    });
}

/// Languages that get a row of their own.
const LANGUAGES: usize = 12;

fn languages(h: &mut Html, overview: &Overview<'_>) {
    let mut languages: BTreeMap<&str, u64> = BTreeMap::new();
    let mut unsure = 0;
    for (language, number) in &overview.languages {
        match language {
            Some(language) => *languages.entry(language).or_default() += number,
            None => unsure += number,
        }
    }
    let mut rows: Vec<(&str, u64)> = languages.into_iter().collect();
    rows.sort_by_key(|(name, number)| (std::cmp::Reverse(*number), *name));
    let others: u64 = rows.iter().skip(LANGUAGES).map(|(_, n)| n).sum();
    rows.truncate(LANGUAGES);
    if others > 0 {
        rows.push(("others", others));
    }
    if unsure > 0 {
        rows.push(("unsure", unsure));
    }
    h.line("h3", &[], "Languages");
    let table = Table {
        caption: "Documents by language",
        captioned: false,
        columns: &[("Language", false), ("Documents", true), ("Share", true)],
        stacked: false,
    };
    table.write(h, |h| {
        for (language, number) in rows {
            let mut cells = [
                Cell::stated(language),
                Cell::text(count(number)),
                Cell::text(share(number, overview.counts.documents)),
            ];
            table.row(h, "", &mut cells);
        }
    });
}

fn rejects(h: &mut Html, overview: &Overview<'_>) {
    let mut rows: Vec<(&str, model::RejectReason, u64)> = overview
        .sources
        .iter()
        .flat_map(|s| {
            s.rejects
                .iter()
                .map(|(reason, n)| (&*s.source.name, *reason, *n))
        })
        .collect();
    rows.sort_by_key(|(source, reason, number)| (std::cmp::Reverse(*number), *source, *reason));
    h.line("h3", &[], "Parts that could not be read");
    if rows.is_empty() {
        h.line("p", &[], "Everything could be read.");
        return;
    }
    let table = Table {
        caption: "By source and reason",
        captioned: false,
        columns: &[("Source", false), ("Reason", false), ("Parts", true)],
        stacked: true,
    };
    table.write(h, |h| {
        for (source, reason, number) in rows {
            let mut cells = [
                Cell::stated(source),
                Cell::of("w", move |h: &mut Html| h.text(reason.says())),
                Cell::text(count(number)),
            ];
            table.row(h, "", &mut cells);
        }
    });
}

fn networks(h: &mut Html, overview: &Overview<'_>) {
    if overview.networks.is_empty() {
        h.line("p", &[], "There are none.");
        return;
    }
    h.line(
        "p",
        &[("class", "lede")],
        "Large is not suspicious: agencies, shops and ordinary advertisers make large networks too. They are listed so \
         that the score can be questioned.",
    );
    let mut lines: Vec<&NetworkLine> = overview.networks.iter().collect();
    lines.sort_by_key(|line| {
        let urgent = line.urgent && !overview.view.is_partner();
        (!urgent, std::cmp::Reverse(line.captures), line.id)
    });
    network_table(
        h,
        overview.view,
        "Larger networks below the threshold",
        &lines,
        false,
    );
}

fn hubs(h: &mut Html, overview: &Overview<'_>) {
    h.line(
        "p",
        &[("class", "lede")],
        "Too common to tie anything together: an agency's number, a site's footer, a stock text. They join no network.",
    );
    if overview.hubs.is_empty() {
        h.line("p", &[], "None was left out.");
        return;
    }
    let mut hubs: Vec<_> = overview.hubs.iter().collect();
    hubs.sort_by_key(|hub| (std::cmp::Reverse(hub.documents), &hub.identifier));
    let caption = format!(
        "{} of {}",
        count(hubs.len() as u64),
        counted(overview.hubs_total.max(hubs.len() as u64), "hub", "hubs")
    );
    let table = Table {
        caption: &caption,
        captioned: true,
        columns: &[
            ("Identifier", false),
            ("Kind", false),
            ("Reason", false),
            ("Documents", true),
        ],
        stacked: true,
    };
    table.write(h, |h| {
        for hub in hubs {
            let value = overview.view.identifier(&hub.identifier);
            let mut cells = [
                Cell::stated(clipped(&value, 80)),
                Cell::text(hub.identifier.kind.name().replace('_', " ")),
                Cell::text(hub_reason(hub.reason)),
                Cell::text(count(hub.documents)),
            ];
            table.row(h, "", &mut cells);
        }
    });
}

pub(super) const fn hub_reason(reason: HubReason) -> &'static str {
    match reason {
        HubReason::TooManyDocuments => "in too many documents",
        HubReason::TooManyContacts => "beside too many contacts",
    }
}

fn methods(h: &mut Html, overview: &Overview<'_>) {
    let methods = &overview.methods;
    h.tag("ul", &[], |h| {
        for line in [
            format!(
                "Versions: reader {}, recognizers {}, rules {}; program {}.",
                methods.versions.reader, methods.versions.recognizers, methods.versions.rules, methods.program
            ),
            format!(
                "Scores are log2 odds in bits: they begin at {} and every reason adds or takes away. A lead has 0 bits \
                 or more and reasons from three families, one of them a fact about the network. No text alone makes a lead.",
                bits(methods.prior)
            ),
            "Weights are judged, not fitted to outcomes, unless the table says so. A family adds at most 4 bits.".into(),
            "Ethnicity, nationality, gender and language carry no weight. A stated age carries none either.".into(),
            "Adult sex work is not trafficking, and most of what is collected has nothing to do with it.".into(),
        ] {
            h.line("li", &[], &line);
        }
        for limit in &methods.limits {
            h.line("li", &[], limit);
        }
    });
    let mut rules: Vec<_> = methods.rules.iter().collect();
    rules.sort_by(|a, b| (a.family, &a.id).cmp(&(b.family, &b.id)));
    h.tag("details", &[], |h| {
        let summary = format!(
            "{} with weight and source",
            counted(rules.len() as u64, "rule", "rules")
        );
        h.line("summary", &[], &summary);
        let table = Table {
            caption: "Rules: weights and where they come from",
            captioned: false,
            columns: &[
                ("Rule", false),
                ("Says", false),
                ("Family", false),
                ("Bits", true),
                ("Basis", false),
                ("Source", false),
            ],
            stacked: true,
        };
        table.write(h, |h| {
            for rule in rules {
                let mut cells = [
                    Cell::id(rule.id.clone()),
                    Cell::of("w", |h: &mut Html| h.prose(&rule.says)),
                    Cell::text(rule.family.map_or("none", model::Family::name)),
                    Cell::text(bits(rule.millibits)),
                    Cell::text(basis(rule.basis)),
                    Cell::id(rule.source.clone()),
                ];
                table.row(h, "", &mut cells);
            }
        });
    });
}

pub(super) const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Fitted => "fitted to outcomes",
        Basis::Judged => "judged",
        Basis::Refuted => "refuted: counts nothing",
        Basis::Never => "never counted",
    }
}
