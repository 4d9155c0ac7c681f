//! Two drawings: captures by day, stacked by series; and captures by day in lanes.

use super::format::{clipped, count, day};
use super::html::Html;
use super::parts::{Cell, Table};
use std::collections::BTreeMap;

/// Colours there are; the last one is for what is left.
const COLOURS: usize = 7;
const CLASSES: [&str; COLOURS] = ["s0", "s1", "s2", "s3", "s4", "s5", "s6"];
const REST: &str = "others";

const WIDTH: i64 = 920;
const LEFT: i64 = 48;
const TOP: i64 = 12;
const PLOT: i64 = 190;

/// Days put together so that a drawing has at most this many columns.
const COLUMNS: i64 = 92;

/// A range of days in columns of equal length.
struct Days {
    first: i64,
    step: i64,
    columns: i64,
    /// Captures whose day lies outside; a stated time may be nonsense.
    outside: u64,
}

impl Days {
    /// The range that holds the captures but for the outermost hundredth at either end, when the whole would be more
    /// than twice as long.
    fn of(days: &BTreeMap<i64, u64>) -> Option<Self> {
        let all: u64 = days.values().sum();
        let (least, most) = (*days.keys().next()?, *days.keys().next_back()?);
        let at = |wanted: u64| {
            let mut seen = 0;
            days.iter()
                .find(|(_, n)| {
                    seen += **n;
                    seen > wanted
                })
                .map_or(most, |(day, _)| *day)
        };
        let (low, high) = (at(all / 100), at(all - 1 - all / 100));
        let (first, last) = if most - least > 60 && most - least > 2 * (high - low) {
            (low, high)
        } else {
            (least, most)
        };
        let step = match (last - first) / COLUMNS + 1 {
            1 => 1,
            days => days.div_euclid(7) * 7 + 7,
        };
        Some(Self {
            first,
            step,
            columns: (last - first) / step + 1,
            outside: days
                .iter()
                .filter(|(day, _)| !(first..=last).contains(day))
                .map(|(_, n)| n)
                .sum(),
        })
    }

    fn column(&self, day: i64) -> Option<i64> {
        let column = (day - self.first).div_euclid(self.step);
        (0..self.columns).contains(&column).then_some(column)
    }

    fn label(&self, column: i64) -> String {
        let start = self.first + column * self.step;
        if self.step == 1 {
            day(start)
        } else {
            format!("{} to {}", day(start), day(start + self.step - 1))
        }
    }

    fn unit(&self) -> String {
        match self.step {
            1 => "day".into(),
            7 => "week".into(),
            days => format!("period of {days} days"),
        }
    }

    /// Columns under which a date is written, so that none touches the next.
    fn ticks(&self) -> impl Iterator<Item = i64> {
        (0..self.columns).step_by(usize::try_from(self.columns / 7 + 1).unwrap_or(1))
    }
}

/// The next larger of 1, 2, 5 times a power of ten, not below four.
fn nice(value: u64) -> u64 {
    let mut unit = 1;
    loop {
        for factor in [1, 2, 4, 5] {
            let candidate = unit * factor;
            if candidate >= value.max(2) {
                return candidate + candidate % 2;
            }
        }
        match unit.checked_mul(10) {
            Some(next) if next < u64::MAX / 10 => unit = next,
            _ => return value,
        }
    }
}

/// A number with one decimal, from tenths: drawings need no more.
fn tenths(value: i64) -> String {
    format!("{}.{}", value / 10, value % 10)
}

fn text(h: &mut Html, x: i64, y: i64, class: &str, text: &str) {
    let (x, y) = (x.to_string(), y.to_string());
    h.line("text", &[("x", &x), ("y", &y), ("class", class)], text);
}

fn rule(h: &mut Html, from: (i64, i64), to: (i64, i64), class: &str) {
    let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(|n| n.to_string());
    h.empty(
        "line",
        &[
            ("x1", &x1),
            ("y1", &y1),
            ("x2", &x2),
            ("y2", &y2),
            ("class", class),
        ],
    );
}

fn swatch(h: &mut Html, class: &str) {
    h.tag(
        "svg",
        &[
            ("viewBox", "0 0 10 10"),
            ("aria-hidden", "true"),
            ("focusable", "false"),
        ],
        |h| {
            let attributes = [
                ("width", "10"),
                ("height", "10"),
                ("rx", "2"),
                ("class", class),
            ];
            h.empty("rect", &attributes);
        },
    );
}

/// Captures by day, one colour a series: the six largest, and the others together. `values` are (day, series, captures).
pub(crate) fn by_day(h: &mut Html, id: &'static str, what: &str, values: &[(i64, &str, u64)]) {
    let mut per_day: BTreeMap<i64, u64> = BTreeMap::new();
    let mut per_series: BTreeMap<&str, u64> = BTreeMap::new();
    for (day, series, captures) in values {
        *per_day.entry(*day).or_default() += captures;
        *per_series.entry(series).or_default() += captures;
    }
    let Some(days) = Days::of(&per_day) else {
        h.line("p", &[], "No time is stated anywhere.");
        return;
    };
    let mut series: Vec<(&str, u64)> = per_series.into_iter().collect();
    series.sort_by_key(|(name, captures)| (std::cmp::Reverse(*captures), *name));
    let more = series.len().saturating_sub(COLOURS);
    let mut names: Vec<&str> = series.iter().map(|(name, _)| *name).collect();
    if more > 0 {
        names.truncate(COLOURS - 1);
        names.push(REST);
    }
    let columns = usize::try_from(days.columns).unwrap_or(0);
    let mut stacks = vec![vec![0u64; names.len()]; columns];
    for (day, series, captures) in values {
        let at = names.iter().position(|name| name == series);
        let at = at.unwrap_or(names.len() - 1);
        if let Some(stack) = days
            .column(*day)
            .and_then(|c| stacks.get_mut(usize::try_from(c).ok()?))
        {
            stack[at] += captures;
        }
    }
    let highest = stacks.iter().map(|stack| stack.iter().sum::<u64>()).max();
    let top = nice(highest.unwrap_or(0));

    h.tag("figure", &[], |h| {
        h.line(
            "figcaption",
            &[],
            &format!("{what}, captures per {} as stated.", days.unit()),
        );
        h.tag("ul", &[("class", "legend")], |h| {
            for (at, name) in names.iter().enumerate() {
                h.tag("li", &[], |h| {
                    swatch(h, CLASSES[at]);
                    h.tag("span", &[], |h| h.stated(&clipped(name, 40)));
                });
            }
        });
        let label = format!("{what}: drawing");
        let region = [
            ("class", "scroll chart"),
            ("role", "region"),
            ("tabindex", "0"),
            ("aria-label", &*label),
        ];
        h.tag("div", &region, |h| {
            stacked(h, id, what, &days, &stacks, top)
        });
        h.tag("details", &[], |h| {
            h.line("summary", &[], "The same as a table");
            let mut headings = vec![("Days", false)];
            headings.extend(names.iter().map(|name| (*name, true)));
            let table = Table {
                caption: what,
                captioned: false,
                columns: &headings,
                stacked: false,
            };
            table.write(h, |h| {
                for (column, stack) in stacks.iter().enumerate() {
                    if stack.iter().all(|n| *n == 0) {
                        continue;
                    }
                    let mut cells = vec![Cell::of("nw", |h: &mut Html| {
                        h.text(&days.label(i64::try_from(column).unwrap_or(0)));
                    })];
                    cells.extend(stack.iter().map(|n| Cell::text(count(*n))));
                    table.row(h, "", &mut cells);
                }
            });
        });
        if days.outside > 0 {
            let note = format!(
                "{} outside these days are not drawn.",
                super::format::counted(days.outside, "capture", "captures")
            );
            h.line("p", &[("class", "small")], &note);
        }
    });
}

fn drawing(
    h: &mut Html,
    id: &str,
    title: &str,
    says: &str,
    height: i64,
    content: impl FnOnce(&mut Html),
) {
    let (title_id, says_id) = (format!("{id}-title"), format!("{id}-says"));
    let labelled = format!("{title_id} {says_id}");
    let view = format!("0 0 {WIDTH} {height}");
    let attributes = [
        ("viewBox", &*view),
        ("role", "img"),
        ("aria-labelledby", &*labelled),
    ];
    h.tag("svg", &attributes, |h| {
        h.line("title", &[("id", &title_id)], title);
        h.line("desc", &[("id", &says_id)], says);
        content(h);
    });
}

fn stacked(h: &mut Html, id: &str, what: &str, days: &Days, stacks: &[Vec<u64>], top: u64) {
    let bottom = TOP + PLOT;
    let says = format!(
        "Bars from {} to {}, highest {}. The table below holds the same numbers.",
        days.label(0),
        days.label(days.columns - 1),
        stacks
            .iter()
            .map(|s| s.iter().sum::<u64>())
            .max()
            .unwrap_or(0)
    );
    drawing(h, id, what, &says, bottom + 28, |h| {
        for part in 0..=2 {
            let y = bottom - PLOT * part / 2;
            rule(h, (LEFT, y), (WIDTH, y), "grid");
            text(
                h,
                LEFT - 8,
                y + 4,
                "end",
                &count(top * part.unsigned_abs() / 2),
            );
        }
        let width = (WIDTH - LEFT) * 10;
        for (column, stack) in (0..).zip(stacks) {
            let x = LEFT * 10 + width * column / days.columns;
            let next = LEFT * 10 + width * (column + 1) / days.columns;
            // A gap between columns, and no bar wider than a thumb.
            let bar = ((next - x) * 4 / 5).min(300);
            let mut below = 0;
            for (at, captures) in stack.iter().enumerate().filter(|(_, n)| **n > 0) {
                let height = |n: u64| {
                    i64::try_from(u128::from(n) * (PLOT as u128 * 10) / u128::from(top))
                        .unwrap_or(0)
                };
                let (from, to) = (height(below), height(below + captures));
                below += captures;
                let x = tenths(x + (next - x - bar) / 2);
                let y = tenths(bottom * 10 - to);
                let (width, height) = (tenths(bar), tenths((to - from).max(5)));
                h.empty(
                    "rect",
                    &[
                        ("x", &x),
                        ("y", &y),
                        ("width", &width),
                        ("height", &height),
                        ("class", CLASSES[at]),
                    ],
                );
            }
        }
        for column in days.ticks() {
            let middle = LEFT + (WIDTH - LEFT) * (2 * column + 1) / (2 * days.columns);
            let label = day(days.first + column * days.step);
            text(
                h,
                middle.clamp(LEFT + 34, WIDTH - 36),
                bottom + 19,
                "mid",
                &label,
            );
        }
    });
}

/// Lanes that a drawing has at most; what is left shares one.
const LANES: usize = 12;
const LANE: i64 = 30;
const LANE_LEFT: i64 = 170;

/// Captures by day, one lane a place, in order of the first capture. `values` are (day, place, captures).
pub(crate) fn lanes(h: &mut Html, id: &'static str, what: &str, values: &[(i64, &str, u64)]) {
    let mut per_day: BTreeMap<i64, u64> = BTreeMap::new();
    let mut first: BTreeMap<&str, (i64, u64)> = BTreeMap::new();
    for (day, place, captures) in values {
        *per_day.entry(*day).or_default() += captures;
        let seen = first.entry(place).or_insert((*day, 0));
        seen.0 = seen.0.min(*day);
        seen.1 += captures;
    }
    let Some(days) = Days::of(&per_day) else {
        h.line("p", &[], "No time is stated anywhere.");
        return;
    };
    // The places with most captures get a lane of their own.
    let mut places: Vec<(&str, (i64, u64))> = first.into_iter().collect();
    places.sort_by_key(|(name, (_, captures))| (std::cmp::Reverse(*captures), *name));
    let more = places.len() > LANES;
    places.truncate(if more { LANES - 1 } else { LANES });
    places.sort_by_key(|(name, (day, _))| (*day, *name));
    let mut names: Vec<&str> = places.into_iter().map(|(name, _)| name).collect();
    if more {
        names.push("other places");
    }
    let mut dots: BTreeMap<(usize, i64), u64> = BTreeMap::new();
    for (day, place, captures) in values {
        let lane = names
            .iter()
            .position(|name| name == place)
            .unwrap_or(names.len() - 1);
        if let Some(column) = days.column(*day) {
            *dots.entry((lane, column)).or_default() += captures;
        }
    }
    let most = dots.values().copied().max().unwrap_or(1);
    let height = TOP + LANE * i64::try_from(names.len()).unwrap_or(1) + 30;
    h.tag("figure", &[], |h| {
        h.line(
            "figcaption",
            &[],
            &format!(
                "{what}. Each dot is a {} with captures; the larger, the more.",
                days.unit()
            ),
        );
        let label = format!("{what}: drawing");
        let region = [
            ("class", "scroll chart"),
            ("role", "region"),
            ("tabindex", "0"),
            ("aria-label", &*label),
        ];
        h.tag("div", &region, |h| {
            let says = format!(
                "{} lanes from {} to {}. The table below holds the same numbers.",
                names.len(),
                days.label(0),
                days.label(days.columns - 1)
            );
            drawing(h, id, what, &says, height, |h| {
                let bottom = height - 30;
                for column in days.ticks() {
                    let x = LANE_LEFT
                        + 12
                        + (WIDTH - LANE_LEFT - 24) * (2 * column + 1) / (2 * days.columns);
                    rule(h, (x, TOP), (x, bottom), "grid");
                    let label = day(days.first + column * days.step);
                    text(h, x.min(WIDTH - 36), bottom + 19, "mid", &label);
                }
                for (lane, name) in (0..).zip(&names) {
                    let y = TOP + LANE * lane + LANE / 2;
                    rule(h, (LANE_LEFT, y), (WIDTH, y), "grid");
                    text(h, LANE_LEFT - 10, y + 4, "end lane", &clipped(name, 22));
                }
                for ((lane, column), captures) in &dots {
                    let lane = i64::try_from(*lane).unwrap_or(0);
                    let x = LANE_LEFT
                        + 12
                        + (WIDTH - LANE_LEFT - 24) * (2 * column + 1) / (2 * days.columns);
                    let y = TOP + LANE * lane + LANE / 2;
                    // The area, not the radius, says how many.
                    let share = (u128::from(*captures) * 100 / u128::from(most)).isqrt();
                    let radius = tenths(i64::try_from(40 + share * 7).unwrap_or(40));
                    let (x, y) = (x.to_string(), y.to_string());
                    h.empty(
                        "circle",
                        &[("cx", &x), ("cy", &y), ("r", &radius), ("class", "s0")],
                    );
                }
            });
        });
        h.tag("details", &[], |h| {
            h.line("summary", &[], "The same as a table");
            let table = Table {
                caption: what,
                captioned: false,
                columns: &[("Days", false), ("Place", false), ("Captures", true)],
                stacked: false,
            };
            let mut rows: Vec<(i64, usize, u64)> = dots
                .iter()
                .map(|((lane, column), n)| (*column, *lane, *n))
                .collect();
            rows.sort_unstable();
            table.write(h, |h| {
                for (column, lane, captures) in rows {
                    let mut cells = [
                        Cell::of("nw", |h: &mut Html| h.text(&days.label(column))),
                        Cell::stated(clipped(names[lane], 60)),
                        Cell::text(count(captures)),
                    ];
                    table.row(h, "", &mut cells);
                }
            });
        });
        if days.outside > 0 {
            let note = format!(
                "{} outside these days are not drawn.",
                super::format::counted(days.outside, "capture", "captures")
            );
            h.line("p", &[("class", "small")], &note);
        }
    });
}

/// One step of a waterfall: from one running total to the next, on a scale that all its steps share. All in millibits.
pub(crate) fn step(h: &mut Html, scale: (i64, i64), from: i64, to: i64, class: &'static str) {
    const STEP: i64 = 300;
    let span = (scale.1 - scale.0).max(1);
    let at = |value: i64| {
        let share = i128::from(value - scale.0) * i128::from(STEP * 10) / i128::from(span);
        i64::try_from(share).unwrap_or(0)
    };
    let view = format!("0 0 {STEP} 18");
    h.tag(
        "svg",
        &[
            ("viewBox", &view),
            ("preserveAspectRatio", "none"),
            ("aria-hidden", "true"),
            ("focusable", "false"),
        ],
        |h| {
            let (left, right) = (at(from.min(to)), at(from.max(to)));
            let (x, width) = (tenths(left), tenths((right - left).max(15)));
            h.empty(
                "rect",
                &[
                    ("x", &x),
                    ("y", "3"),
                    ("width", &width),
                    ("height", "12"),
                    ("class", class),
                ],
            );
            let zero = tenths(at(0));
            h.empty(
                "line",
                &[
                    ("x1", &zero),
                    ("y1", "0"),
                    ("x2", &zero),
                    ("y2", "18"),
                    ("class", "zero"),
                ],
            );
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonsense_day_does_not_squeeze_the_others() {
        let mut days: BTreeMap<i64, u64> = (20_000..20_030).map(|day| (day, 10)).collect();
        days.insert(2_900_000, 1);
        let range = Days::of(&days).unwrap();
        assert_eq!(
            (range.first, range.step, range.columns, range.outside),
            (20_000, 1, 30, 1)
        );
    }

    #[test]
    fn long_ranges_are_put_together_by_weeks() {
        let days: BTreeMap<i64, u64> = (20_000..20_400).map(|day| (day, 1)).collect();
        let range = Days::of(&days).unwrap();
        assert_eq!((range.step, range.outside), (7, 0));
        assert!(range.columns <= COLUMNS);
        assert_eq!(range.column(20_399), Some(range.columns - 1));
    }

    #[test]
    fn axes_end_at_round_numbers() {
        assert_eq!([0, 3, 7, 41, 180, 999].map(nice), [2, 4, 10, 50, 200, 1000]);
        assert!(nice(u64::MAX) > 0);
    }

    #[test]
    fn one_capture_and_none_are_drawn_too() {
        for values in [
            vec![],
            vec![(20_000, "tips", 1)],
            vec![(0, "a", u64::MAX / 4), (1, "b", 1)],
        ] {
            let mut html = Html::page();
            by_day(&mut html, "c", "What came in", &values);
            lanes(&mut html, "l", "Where", &values);
            assert!(html.finish().len() > 20);
        }
    }
}
