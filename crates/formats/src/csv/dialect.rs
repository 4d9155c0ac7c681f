use super::row::{Cells, RowEnd, line, read_row};
use crate::mapping::Names;
use std::collections::BTreeMap;

/// How a delimited file is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    /// Whether the first row names the columns.
    pub(crate) header: bool,
    /// Names of the columns; `c1`, `c2`, … where the file has none.
    pub(crate) columns: Vec<String>,
    /// The only column that looks like text, when nothing names the columns.
    pub(crate) text_column: Option<usize>,
    /// Bytes before the first row: a line such as `sep=;`.
    pub(crate) preamble: usize,
}

const DELIMITERS: [u8; 4] = *b",;\t|";

/// Rows looked at.
const ROWS: usize = 200;

/// Longest name of a column, in bytes.
const NAME_BYTES: usize = 64;

/// Finds out how a file that begins with `head` is delimited. With `by_name` the file's name says that it is, and by
/// which delimiter first; without, only what can't well be prose is.
///
/// By content it is when the first row has known names of columns and the rows agree, or when at least four rows have
/// the same three or more columns. Prose has a space behind its commas, so such rows need two known names.
pub(crate) fn dialect(
    head: &str,
    complete: bool,
    names: &mut Names,
    by_name: Option<u8>,
) -> Option<Dialect> {
    let preamble = preamble(head);
    let (head, stated) = match preamble {
        Some((delimiter, length)) => (&head[length..], Some(delimiter)),
        None => (head, None),
    };
    let mut best: Option<(Sample, (usize, usize, bool, usize))> = None;
    for delimiter in DELIMITERS {
        if stated.is_some_and(|stated| stated != delimiter) {
            continue;
        }
        let sample = Sample::of(head, complete, delimiter, names);
        let one_column_is_fine = by_name.is_some() || stated.is_some();
        if sample.rows.is_empty() || sample.width < 2 && !one_column_is_fine {
            continue;
        }
        if !one_column_is_fine && !sample.is_conclusive(complete) {
            continue;
        }
        let rank = (
            usize::from(sample.width > 1) + sample.known,
            sample.agreement,
            by_name == Some(delimiter),
            sample.width,
        );
        if best.as_ref().is_none_or(|(_, other)| rank > *other) {
            best = Some((sample, rank));
        }
    }
    let (sample, _) = best?;
    Some(sample.dialect(preamble.map_or(0, |(_, length)| length)))
}

/// The line by which Excel is told the delimiter.
fn preamble(head: &str) -> Option<(u8, usize)> {
    let (end, next) = line(head, true)?;
    let delimiter = match head[..end].trim().as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => *delimiter,
        _ => return None,
    };
    DELIMITERS.contains(&delimiter).then_some((delimiter, next))
}

/// The first rows, cut by one delimiter.
struct Sample {
    delimiter: u8,
    rows: Vec<Vec<String>>,
    /// The most frequent number of cells.
    width: usize,
    /// Rows of that width, in percent.
    agreement: usize,
    /// Known names in the first row.
    known: usize,
    /// Whether most cells begin with a space, as in prose.
    spaced: bool,
}

impl Sample {
    fn of(head: &str, complete: bool, delimiter: u8, names: &mut Names) -> Self {
        let rows = first_rows(head, complete, delimiter);
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        for row in &rows {
            *widths.entry(row.len()).or_default() += 1;
        }
        let (width, count) = widths
            .into_iter()
            .max_by_key(|(width, count)| (*count, *width))
            .unwrap_or((0, 0));
        let further = || rows.iter().flat_map(|row| row.iter().skip(1));
        let spaced = further().filter(|cell| cell.starts_with(' ')).count() * 2 > further().count();
        let first = rows.first().map(Vec::as_slice).unwrap_or_default();
        Self {
            delimiter,
            width,
            agreement: count * 100 / rows.len().max(1),
            known: if first.iter().all(|cell| cell.len() <= NAME_BYTES) {
                first.iter().filter(|cell| names.is_known(cell)).count()
            } else {
                0
            },
            spaced,
            rows,
        }
    }

    fn is_conclusive(&self, complete: bool) -> bool {
        let first = self.rows.first().map_or(0, Vec::len);
        let agree = first == self.width && self.agreement >= 80;
        match self.known {
            0 => self.rows.len() >= 4 && self.width >= 3 && self.agreement >= 95 && !self.spaced,
            1 if self.spaced => false,
            1 => agree && self.rows.len() >= 2,
            // Rows may be ragged when the names leave no doubt.
            _ => agree && (self.rows.len() >= 2 || complete) || self.known >= 3 || !self.spaced,
        }
    }

    fn dialect(self, preamble: usize) -> Dialect {
        let header = self.has_header();
        let first = self.rows.first().map(Vec::as_slice).unwrap_or_default();
        let width = if header {
            first.len()
        } else {
            self.width.max(1)
        };
        let columns = (0..width)
            .map(|at| match first.get(at).map(|name| name.trim()) {
                Some(name) if header && !name.is_empty() => name.to_owned(),
                _ => format!("c{}", at + 1),
            })
            .collect();
        Dialect {
            delimiter: self.delimiter,
            header,
            columns,
            text_column: if header { None } else { self.text_column() },
            preamble,
        }
    }

    /// The first row is a header when its cells are short, differ and are no values, and either one of them is a known
    /// name or a column's further cells are values throughout. A row taken for a header is no record, so doubt is no.
    fn has_header(&self) -> bool {
        let Some((first, further)) = self.rows.split_first() else {
            return false;
        };
        let mut seen = std::collections::BTreeSet::new();
        let named = first.iter().filter(|cell| !cell.trim().is_empty()).count();
        let distinct = first
            .iter()
            .filter(|cell| !cell.trim().is_empty())
            .all(|cell| seen.insert(cell.trim().to_lowercase()));
        let short = first
            .iter()
            .all(|cell| cell.len() <= NAME_BYTES && !cell.contains('\n') && !is_value(cell));
        if !short || named * 2 < first.len() || !distinct && self.known < 2 {
            return false;
        }
        let values_below = (0..first.len()).any(|at| {
            let cells = || {
                further
                    .iter()
                    .filter_map(|row| row.get(at))
                    .filter(|cell| !cell.trim().is_empty())
            };
            cells().count() >= 2
                && cells().all(|cell| is_value(cell))
                && !first[at].trim().is_empty()
        });
        let words = first
            .iter()
            .all(|cell| cell.split_whitespace().count() <= 4);
        self.known > 0 || first.len() > 1 && words && values_below
    }

    fn text_column(&self) -> Option<usize> {
        let is_text = |at: usize| {
            let cells = || {
                self.rows
                    .iter()
                    .filter_map(|row| row.get(at))
                    .filter(|cell| !cell.trim().is_empty())
            };
            let count = cells().count();
            let length: usize = cells().map(|cell| cell.chars().count()).sum();
            let wordy = cells()
                .filter(|cell| {
                    cell.trim().contains(char::is_whitespace) && cell.contains(char::is_alphabetic)
                })
                .count();
            count > 0 && length >= 20 * count && wordy * 2 > count
        };
        let mut columns = (0..self.width.max(1)).filter(|at| is_text(*at));
        let only = columns.next();
        match (only, columns.next()) {
            (None, _) if self.width <= 1 => Some(0),
            (only, None) => only,
            _ => None,
        }
    }
}

fn first_rows(head: &str, complete: bool, delimiter: u8) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut cells = Cells::default();
    let (mut at, mut dead) = (0_usize, 0_usize);
    while at < head.len() && rows.len() < ROWS {
        let rest = &head[at..];
        match read_row(
            rest,
            delimiter,
            complete,
            dead.saturating_sub(at),
            &mut cells,
        ) {
            RowEnd::Whole { next, .. } => {
                if !rest[..next].trim().is_empty() {
                    rows.push(cells.iter().map(str::to_owned).collect());
                }
                at += next;
            }
            RowEnd::Cut { open: Some(_) } if dead < head.len() => dead = head.len(),
            RowEnd::Cut { .. } => break,
            RowEnd::Unclosed(open) => match line(&rest[open..], complete) {
                Some((_, next)) => at += open + next,
                None => break,
            },
        }
    }
    rows
}

/// Whether a cell is a value and no name of a column: a number, date, address or contact.
fn is_value(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    digits * 2 > cell.len() && digits > 0
        || cell.contains("://")
        || cell.contains('@')
        || model::stated_time(cell).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mapping;

    fn found(head: &str, by_name: Option<u8>) -> String {
        match dialect(head, true, &mut Names::new(&Mapping::default()), by_name) {
            None => "none".into(),
            Some(d) => format!(
                "{:?} {} {}{}",
                d.delimiter as char,
                if d.header { "header" } else { "rows" },
                d.columns.join("/"),
                d.text_column
                    .map(|at| format!(" text {at}"))
                    .unwrap_or_default(),
            ),
        }
    }

    #[test]
    fn the_dialect_is_found_by_content() {
        for (head, expected) in [
            ("title,body\nHi,Call me\n", "',' header title/body"),
            (
                "title;body;price\nHi;Call, me, now;1,5\nHo;x;2,5\n",
                "';' header title/body/price",
            ),
            ("id\ttext\n1\tHi, there\n2\tHo\n", "'\\t' header id/text"),
            ("id|text\n1|Hi\n", "'|' header id/text"),
            ("sep=;\nfoo;bar\n", "';' rows c1/c2"),
            (",title,body\n0,a,b\n1,c,d\n", "',' header c1/title/body"),
            (
                "\"title\",\"body\"\n\"a, b\",\"c\nd\"\n",
                "',' header title/body",
            ),
            (
                "eyes,hair,shoe\ngreen,red,38\nblue,black,39\nbrown,grey,40\n",
                "',' header eyes/hair/shoe",
            ),
            ("a,1,x\nb,2,y\nc,3,z\nd,4,w\n", "',' rows c1/c2/c3"),
            (
                "1,new in town and very happy,a\n2,call me any time you like,b\n3,ask for the manager please,c\n4,only for this week and more,d\n",
                "',' rows c1/c2/c3 text 1",
            ),
            (
                "Hi, I am new in town\nCall me, please\nBye, then\nNow, go\n",
                "none",
            ),
            (
                "one, two, three\none, two, three\none, two, three\none, two, three\n",
                "none",
            ),
            ("just a text\nwith lines\n", "none"),
            ("Hello, user\nI am here, call me\n", "none"),
            ("", "none"),
        ] {
            assert_eq!(found(head, None), expected, "{head:?}");
        }
    }

    #[test]
    fn a_name_allows_what_content_leaves_open() {
        for (head, expected) in [
            (
                "first text of all\nsecond text of all\n",
                "',' rows c1 text 0",
            ),
            ("text\nfirst\nsecond\n", "',' header text"),
            ("a,b\nc,d\n", "',' rows c1/c2"),
            ("Hi, I am new\nCall, please\n", "',' rows c1/c2"),
        ] {
            assert_eq!(found(head, Some(b',')), expected, "{head:?}");
        }
        assert_eq!(found("a,b\tc\nd,e\tf\n", Some(b'\t')), "'\\t' rows c1/c2");
    }
}
