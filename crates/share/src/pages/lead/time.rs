//! When and where it was posted for.

use super::{Lead, time_of};
use crate::pages::chart;
use crate::pages::format::{clipped, count, counted, day};
use crate::pages::html::Html;
use crate::pages::parts::{Cell, Table};
use crate::tables::field_text;
use model::{CaptureField, CaptureId, StatedTime};
use std::collections::BTreeMap;

const UNSTATED: &str = "place not stated";

impl<'a> Lead<'a> {
    pub(super) fn time_and_place(&self, h: &mut Html) {
        let mut seen: Vec<(StatedTime, String, CaptureId)> = Vec::new();
        let mut untimed = 0u64;
        for capture in self.page.captures {
            let place = field_text(self.view, capture, CaptureField::Place)
                .map(|text| text.text.trim().to_owned())
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| UNSTATED.into());
            match time_of(capture) {
                Some(time) => seen.push((time, place, capture.id)),
                None => untimed += 1,
            }
        }
        seen.sort();
        let mut counts: BTreeMap<(i64, &str), u64> = BTreeMap::new();
        for (time, place, _) in &seen {
            *counts.entry((time.day, place)).or_default() += 1;
        }
        let values: Vec<(i64, &str, u64)> = counts
            .iter()
            .map(|((day, place), n)| (*day, *place, *n))
            .collect();
        chart::lanes(h, "lanes", "Captures by place and day", &values);
        if untimed > 0 {
            let note = format!(
                "{} without a stated time that can be read.",
                counted(untimed, "capture", "captures")
            );
            h.line("p", &[("class", "small")], &note);
        }
        // Runs of captures at one place; one without place interrupts none.
        let mut stays: Vec<(&str, i64, i64, u64)> = Vec::new();
        for (time, place, _) in seen.iter().filter(|(_, place, _)| place != UNSTATED) {
            match stays.last_mut() {
                Some(stay) if stay.0 == place => {
                    stay.2 = time.day;
                    stay.3 += 1;
                }
                _ => stays.push((place, time.day, time.day, 1)),
            }
        }
        if stays.is_empty() {
            return;
        }
        h.line("h3", &[], "Places in sequence");
        let shown = stays.len().min(60);
        let caption = if stays.len() > shown {
            format!("First {shown} of {} stays, by stated time", stays.len())
        } else {
            "Stays, by stated time".to_owned()
        };
        let table = Table {
            caption: &caption,
            captioned: true,
            columns: &[
                ("Place", false),
                ("From", false),
                ("To", false),
                ("Captures", true),
            ],
            stacked: false,
        };
        table.write(h, |h| {
            for (place, from, to, captures) in &stays[..shown] {
                let mut cells = [
                    Cell::stated(clipped(place, 60)),
                    Cell::of("nw", |h: &mut Html| h.text(&day(*from))),
                    Cell::of("nw", |h: &mut Html| h.text(&day(*to))),
                    Cell::text(count(*captures)),
                ];
                table.row(h, "", &mut cells);
            }
        });
        h.line(
            "p",
            &[("class", "small")],
            "A record's place is where it was posted for, as stated; nobody need have been there.",
        );
    }
}
