//! What the report counts, gathered while tables are written.

use super::sight::Sight;
use crate::reading::VERSIONS;
use crate::{Ports, Result};
use analysis::score::Weights;
use futures_executor::block_on;
use model::{
    Basis, Capture, CaptureField, Document, IdentifierKind, MentionType, Network, RejectReason,
    stated_time,
};
use share::View;
use share::pages::{
    Counts, Coverage, DayCount, HubLine, Methods, NetworkLine, Overview, RuleLine, SourceLine,
};
use std::collections::BTreeMap;
use store::{HubRow, MemberRow};

/// Networks that are no leads, and hubs, are listed up to this many.
const LISTED: usize = 50;

#[derive(Default)]
pub(super) struct Figures {
    counts: Counts,
    mentions: BTreeMap<MentionType, u64>,
    days: BTreeMap<(Option<i64>, String), u64>,
    /// By source: captures, without time, without place.
    seen: BTreeMap<String, (u64, u64, u64)>,
    languages: BTreeMap<Option<String>, u64>,
    coverage: Coverage,
    leads: Vec<NetworkLine>,
    networks: Vec<NetworkLine>,
    hubs: Vec<HubLine>,
    hubs_total: u64,
}

impl Figures {
    pub(super) fn document(&mut self, document: &Document, member: &MemberRow) {
        self.counts.documents += 1;
        for mention in &document.mentions {
            *self.mentions.entry(mention.kind).or_default() += 1;
        }
        let language = document
            .detected_language
            .clone()
            .or_else(|| document.language.clone());
        *self.languages.entry(language).or_default() += 1;
        let coverage = &mut self.coverage;
        let carries = |holds: fn(IdentifierKind) -> bool| {
            member.carries.iter().any(|c| holds(c.identifier.kind))
        };
        coverage.with_contact += u64::from(carries(IdentifierKind::is_contact));
        coverage.with_identifier += u64::from(carries(|kind| kind != IdentifierKind::TextClass));
        coverage.repeated += u64::from(member.captures.len() > 1);
        coverage.near_duplicates +=
            u64::from(member.carries.iter().any(|c| {
                c.identifier.kind == IdentifierKind::TextClass && c.commonness.documents > 1
            }));
        coverage.urgent += u64::from(document.urgent);
    }

    pub(super) fn capture(&mut self, capture: &Capture, has_place: bool) {
        self.counts.captures += 1;
        for found in &capture.mentions {
            *self.mentions.entry(found.mention.kind).or_default() += 1;
        }
        let fields = [CaptureField::Posted, CaptureField::Captured];
        let day = fields
            .into_iter()
            .find_map(|field| stated_time(capture.fields.get(field)?))
            .map(|time| time.day);
        *self.days.entry((day, capture.source.clone())).or_default() += 1;
        let (captures, without_time, without_place) =
            self.seen.entry(capture.source.clone()).or_default();
        *captures += 1;
        *without_time += u64::from(day.is_none());
        *without_place += u64::from(!has_place);
    }

    pub(super) fn network(&mut self, network: &Network) {
        self.counts.networks += u64::from(network.captures >= 2);
        if network.assessment.lead {
            self.leads.push(network.into());
        } else if network.captures >= 2 {
            // Urgent ones first, then the highest scores, then the largest; ids make the order total.
            self.networks.push(network.into());
            if self.networks.len() >= LISTED * 8 {
                self.cut_networks();
            }
        }
    }

    fn cut_networks(&mut self) {
        self.networks.sort_by_key(|line| {
            (
                !line.urgent,
                std::cmp::Reverse((line.millibits, line.captures)),
                line.id,
            )
        });
        self.networks.truncate(LISTED);
    }

    pub(super) fn hub(&mut self, hub: HubRow) {
        self.hubs_total += 1;
        self.hubs.push(HubLine {
            identifier: hub.identifier,
            reason: hub.reason,
            documents: hub.documents,
        });
        if self.hubs.len() >= LISTED * 8 {
            self.cut_hubs();
        }
    }

    fn cut_hubs(&mut self) {
        self.hubs
            .sort_by(|a, b| (b.documents, &a.identifier).cmp(&(a.documents, &b.identifier)));
        self.hubs.truncate(LISTED);
    }

    pub(super) fn overview<'a>(
        mut self,
        ports: Ports<'_>,
        sight: &Sight,
        view: View<'a>,
    ) -> Result<Overview<'a>> {
        self.cut_networks();
        self.cut_hubs();
        let sources = self.sources(ports, sight)?;
        for line in &sources {
            self.counts.raw_files += line.raw_files;
            self.counts.bytes += line.bytes;
            self.counts.rejects += line.rejects.iter().map(|(_, count)| count).sum::<u64>();
        }
        let Self {
            counts,
            mentions,
            days,
            languages,
            coverage,
            leads,
            networks,
            hubs,
            hubs_total,
            ..
        } = self;
        Ok(Overview {
            view,
            counts,
            mentions: mentions.into_iter().collect(),
            days: days
                .into_iter()
                .map(|((day, source), captures)| DayCount {
                    day,
                    source,
                    captures,
                })
                .collect(),
            sources,
            languages: languages.into_iter().collect(),
            coverage,
            leads,
            networks,
            hubs,
            hubs_total,
            methods: Methods {
                program: env!("CARGO_PKG_VERSION").to_owned(),
                versions: VERSIONS,
                prior: Weights::built_in().prior(),
                rules: rule_lines(),
                limits: Vec::new(),
            },
        })
    }

    fn sources(&mut self, ports: Ports<'_>, sight: &Sight) -> Result<Vec<SourceLine>> {
        /// Raw files, bytes, rejects.
        type Read = (u64, u64, BTreeMap<RejectReason, u64>);
        let mut read: BTreeMap<String, Read> = BTreeMap::new();
        let mut after = None;
        loop {
            let page = block_on(ports.store.raw_files(after, 256))?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for file in page.iter().filter(|file| sight.source(&file.source)) {
                let entry = read.entry(file.source.clone()).or_default();
                entry.0 += 1;
                entry.1 += file.bytes;
                for reject in block_on(ports.store.rejects_of(file.id))? {
                    *entry.2.entry(reject.reason).or_default() += reject.count;
                }
                self.counts.deliveries +=
                    block_on(ports.store.deliveries_of(file.id))?.len() as u64;
            }
        }
        let lines = sight.sources.iter().map(|source| {
            let (raw_files, bytes, rejects) = read.remove(&source.name).unwrap_or_default();
            let (captures, without_time, without_place) =
                self.seen.get(&source.name).copied().unwrap_or_default();
            SourceLine {
                source: source.clone(),
                raw_files,
                bytes,
                captures,
                without_time,
                without_place,
                rejects: rejects.into_iter().collect(),
            }
        });
        Ok(lines.collect())
    }
}

/// Every rule and weight with what it says.
pub(super) fn rule_lines() -> Vec<RuleLine> {
    let rules = analysis::rules::built_in();
    let weights = Weights::built_in();
    let says = |id: &str| {
        rules
            .get(id)
            .map(|rule| rule.description.as_str())
            .or_else(|| weights.reason(id))
    };
    weights
        .iter()
        .map(|(id, weight)| RuleLine {
            id: id.to_owned(),
            says: says(id).unwrap_or_default().to_owned(),
            family: (weight.basis != Basis::Never).then_some(weight.family),
            millibits: weight.millibits,
            basis: weight.basis,
            source: weight.source.clone(),
        })
        .collect()
}
