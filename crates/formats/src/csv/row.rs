use memchr::{memchr, memchr2, memchr3};

/// How reading a row ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowEnd {
    /// The row is whole: where it ends, and where the next one begins.
    Whole { end: usize, next: usize },
    /// The text ends within the row; where the quote is that is open, if one is.
    Cut { open: Option<usize> },
    /// The quote at this place is known never to end.
    Unclosed(usize),
}

/// Cells of a row, kept and used again for the next row.
#[derive(Default)]
pub(crate) struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.ends.iter().enumerate().map(|(at, end)| {
            let start = if at == 0 { 0 } else { self.ends[at - 1] };
            &self.text[start..*end]
        })
    }

    fn clear(&mut self) {
        self.text.clear();
        self.text.shrink_to(1 << 20);
        self.ends.clear();
    }
}

/// Reads the row at the beginning of `text`.
///
/// A quote opens at the beginning of a cell and closes before a delimiter, a line break or the end; doubled quotes are
/// one, any other quote is itself (RFC 4180, and what careless programs write). `dead` is a place up to which it is
/// known that no open quote closes: a quote that opens before it and does not close at once is
/// [`RowEnd::Unclosed`], so that no text is searched twice for its end. `last` tells that nothing follows `text`.
pub(crate) fn read_row(
    text: &str,
    delimiter: u8,
    last: bool,
    dead: usize,
    cells: &mut Cells,
) -> RowEnd {
    cells.clear();
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            match quoted(text, at, delimiter, last, dead, cells) {
                Ok(end) => at = end,
                Err(end) => return end,
            }
        } else {
            let stop = memchr3(delimiter, b'\n', b'\r', &bytes[at..]).map(|n| at + n);
            let Some(stop) = stop.or(last.then_some(bytes.len())) else {
                return RowEnd::Cut { open: None };
            };
            cells.text.push_str(&text[at..stop]);
            at = stop;
        }
        cells.ends.push(cells.text.len());
        match bytes.get(at) {
            None => return RowEnd::Whole { end: at, next: at },
            Some(b'\n') => {
                return RowEnd::Whole {
                    end: at,
                    next: at + 1,
                };
            }
            Some(b'\r') => {
                return match bytes.get(at + 1) {
                    Some(b'\n') => RowEnd::Whole {
                        end: at,
                        next: at + 2,
                    },
                    None if !last => RowEnd::Cut { open: None },
                    _ => RowEnd::Whole {
                        end: at,
                        next: at + 1,
                    },
                };
            }
            Some(_) => at += 1,
        }
    }
}

/// Reads the quoted cell whose quote is at `open`; tells where what follows it begins.
fn quoted(
    text: &str,
    open: usize,
    delimiter: u8,
    last: bool,
    dead: usize,
    cells: &mut Cells,
) -> Result<usize, RowEnd> {
    let bytes = text.as_bytes();
    let closes = |at: usize| match bytes.get(at) {
        Some(b) => *b == delimiter || matches!(b, b'\n' | b'\r'),
        None => last,
    };
    if open < dead {
        // Further on, only an odd number of quotes before a delimiter closes, and there is none: else it would have
        // closed the quote that made the place dead. So only the quotes right here can close this one.
        let run = bytes[open..].iter().take_while(|b| **b == b'"').count();
        return match open + run {
            end if end == bytes.len() && !last => Err(RowEnd::Cut { open: Some(open) }),
            end if run % 2 == 0 && closes(end) => {
                cells.text.extend(std::iter::repeat_n('"', run / 2 - 1));
                Ok(end)
            }
            _ => Err(RowEnd::Unclosed(open)),
        };
    }
    let mut from = open + 1;
    loop {
        let Some(quote) = memchr(b'"', &bytes[from..]).map(|n| from + n) else {
            return Err(RowEnd::Cut { open: Some(open) });
        };
        cells.text.push_str(&text[from..quote]);
        match bytes.get(quote + 1) {
            Some(b'"') => {
                cells.text.push('"');
                from = quote + 2;
            }
            None if !last => return Err(RowEnd::Cut { open: Some(open) }),
            _ if closes(quote + 1) => return Ok(quote + 1),
            _ => {
                cells.text.push('"');
                from = quote + 1;
            }
        }
    }
}

/// Where the line at the beginning of `text` ends, and where the next one begins; `None` when it goes on.
pub(crate) fn line(text: &str, last: bool) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    match memchr2(b'\n', b'\r', bytes) {
        Some(at) if bytes[at] == b'\r' => match bytes.get(at + 1) {
            Some(b'\n') => Some((at, at + 2)),
            None if !last => None,
            _ => Some((at, at + 1)),
        },
        Some(at) => Some((at, at + 1)),
        None => last.then_some((bytes.len(), bytes.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, dead: usize) -> (RowEnd, String) {
        let mut cells = Cells::default();
        let end = read_row(text, b',', true, dead, &mut cells);
        (end, cells.iter().collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn rows_are_cut_into_cells() {
        for (text, cells, end, next) in [
            ("a,b\nc", "a|b", 3, 4),
            ("a,b\r\nc", "a|b", 3, 5),
            ("a,b\rc", "a|b", 3, 4),
            ("a,b", "a|b", 3, 3),
            ("a,,", "a||", 3, 3),
            ("\"a,b\nc\",d\n", "a,b\nc|d", 9, 10),
            ("\"say \"\"hi\"\"\",b", "say \"hi\"|b", 14, 14),
            ("\"say \"hi\" now\",b", "say \"hi\" now|b", 16, 16),
            ("5\" pipe,b", "5\" pipe|b", 9, 9),
            ("\"\",\"\"\"\"", "|\"", 7, 7),
        ] {
            assert_eq!(
                read(text, 0),
                (RowEnd::Whole { end, next }, cells.to_owned()),
                "{text:?}"
            );
        }
        assert_eq!(read("a,\"b", 0).0, RowEnd::Cut { open: Some(2) });
        assert_eq!(read("a,\"b\nc", 7).0, RowEnd::Unclosed(2));
        assert_eq!(read("a,\"\",\"\"\"\"\nb", 9).1, "a||\"");
    }

    proptest! {
        #[test]
        fn a_dead_quote_is_one_that_would_not_close(text in "[a,\"\n]{1,20}") {
            // Find a quote that never closes; then every row after it must end alike with and without knowing it.
            let mut cells = Cells::default();
            if let RowEnd::Cut { open: Some(open) } = read_row(&text, b',', true, 0, &mut cells) {
                for start in (open + 1..text.len()).filter(|n| text.as_bytes()[n - 1] == b'\n') {
                    let rest = &text[start..];
                    let searched = read_row(rest, b',', true, 0, &mut cells);
                    let known = read_row(rest, b',', true, rest.len(), &mut cells);
                    match searched {
                        RowEnd::Cut { open: Some(open) } => prop_assert_eq!(known, RowEnd::Unclosed(open)),
                        searched => prop_assert_eq!(known, searched),
                    }
                }
            }
        }
    }
}
