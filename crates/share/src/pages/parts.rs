//! Parts that both kinds of pages are built from.

use super::html::Html;

/// Headings and cells of a table. Wide ones scroll inside their own region, so that the page itself never does.
pub(crate) struct Table<'a> {
    pub(crate) caption: &'a str,
    /// Whether the caption says more than the heading before it; else only those hear it who don't see the page.
    pub(crate) captioned: bool,
    /// Heading and whether its cells are numbers.
    pub(crate) columns: &'a [(&'a str, bool)],
    /// On a phone: rows become blocks with the headings in front of the values.
    pub(crate) stacked: bool,
}

impl Table<'_> {
    /// Writes the table; `rows` calls [`Row::new`] for each.
    pub(crate) fn write(&self, h: &mut Html, rows: impl FnOnce(&mut Html)) {
        let region: &[(&'static str, &str)] = if self.stacked {
            &[("class", "scroll")]
        } else {
            // A region that scrolls must be reachable by keyboard.
            &[
                ("class", "scroll"),
                ("role", "region"),
                ("tabindex", "0"),
                ("aria-label", self.caption),
            ]
        };
        h.tag("div", region, |h| {
            // Roles are said since browsers forget them where `display` is changed.
            let class = if self.stacked { "stack" } else { "wide" };
            h.tag("table", &[("class", class), ("role", "table")], |h| {
                h.tag("caption", &[], |h| {
                    let class = if self.captioned { "shown" } else { "hidden" };
                    h.line("span", &[("class", class)], self.caption);
                });
                h.tag("thead", &[("role", "rowgroup")], |h| {
                    h.tag("tr", &[("role", "row")], |h| {
                        for (name, number) in self.columns {
                            let class = if *number { "n" } else { "t" };
                            let attributes =
                                [("scope", "col"), ("role", "columnheader"), ("class", class)];
                            h.line("th", &attributes, name);
                        }
                    });
                });
                h.tag("tbody", &[("role", "rowgroup")], rows);
            });
        });
    }

    /// A row: the first cell is its heading.
    pub(crate) fn row(&self, h: &mut Html, class: &str, cells: &mut [Cell<'_>]) {
        h.tag("tr", &[("role", "row"), ("class", class)], |h| {
            for (at, (cell, (name, number))) in cells.iter_mut().zip(self.columns).enumerate() {
                if at == 0 {
                    let attributes = [
                        ("scope", "row"),
                        ("role", "rowheader"),
                        ("class", cell.class),
                    ];
                    h.tag("th", &attributes, |h| (cell.content)(h));
                    continue;
                }
                let class = if *number { "n" } else { cell.class };
                let attributes = [("role", "cell"), ("class", class), ("data-label", *name)];
                // A label before a drawing says nothing.
                let used = if self.stacked && !cell.class.starts_with("bar") {
                    3
                } else {
                    2
                };
                h.tag("td", &attributes[..used], |h| (cell.content)(h));
            }
        });
    }
}

/// A cell of a table.
pub(crate) struct Cell<'a> {
    class: &'static str,
    content: Box<dyn FnMut(&mut Html) + 'a>,
}

impl<'a> Cell<'a> {
    /// Any content.
    pub(crate) fn of(class: &'static str, content: impl FnMut(&mut Html) + 'a) -> Self {
        Self {
            class,
            content: Box::new(content),
        }
    }

    /// Text of this program.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::of("t", move |h| h.text(&text))
    }

    /// Text from outside.
    pub(crate) fn stated(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::of("w", move |h| h.stated(&text))
    }

    /// An id or a hash.
    pub(crate) fn id(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::of("t", move |h| h.line("code", &[], &text))
    }
}

/// Names from outside, the first few of them.
pub(crate) fn names(h: &mut Html, names: &[String], limit: usize) {
    if names.is_empty() {
        h.text("not stated");
    }
    for (at, name) in names.iter().take(limit).enumerate() {
        if at > 0 {
            h.text(", ");
        }
        h.stated(&super::format::clipped(name, 40));
    }
    if names.len() > limit {
        h.text(&format!(" and {} more", names.len() - limit));
    }
}

/// A few values with their names.
pub(crate) fn tiles(h: &mut Html, tiles: &[(&str, String)]) {
    h.tag("dl", &[("class", "tiles")], |h| {
        for (name, value) in tiles {
            let words = value.len() > 14;
            let class = if words { "words" } else { "number" };
            h.tag("div", &[("class", class)], |h| {
                h.line("dt", &[], name);
                h.line("dd", &[], value);
            });
        }
    });
}

/// Numbers the switches that unblur texts, so that each has an id of its own on its page.
#[derive(Default)]
pub(crate) struct Veils {
    next: usize,
}

impl Veils {
    /// Content that is blurred until its switch is set: a check box, so that it works by keyboard and without script;
    /// its label covers the content, so that a click on the blurred text opens it.
    pub(crate) fn veiled(&mut self, h: &mut Html, what: &str, content: impl FnOnce(&mut Html)) {
        self.next += 1;
        let id = format!("show-{}", self.next);
        h.tag("div", &[("class", "veil")], |h| {
            h.empty(
                "input",
                &[
                    ("type", "checkbox"),
                    ("class", "show"),
                    ("id", &id),
                    // Some browsers remember switches over a reload.
                    ("autocomplete", "off"),
                ],
            );
            h.line("label", &[("for", &id)], &format!("Show {what}"));
            h.tag("div", &[("class", "veiled")], content);
        });
    }
}
