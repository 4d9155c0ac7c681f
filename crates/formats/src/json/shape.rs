use super::value::{End, Parser, space};
use crate::Field;
use crate::flat::Flat;
use crate::input::HEAD_BYTES;
use crate::mapping::{Choice, Names};

/// How a JSON file holds its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// An object a line.
    Lines,
    /// Objects or lists of objects, one after another.
    Values,
    /// A list within an object.
    Listed(List),
}

/// Where a list of records is within an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// Keys that lead to it.
    pub(crate) path: String,
    /// Place of its first element, in the decoded text.
    pub(crate) at: usize,
    /// How many objects are open there.
    pub(crate) depth: u64,
    /// Whether something else stands before it.
    pub(crate) follows: bool,
}

/// Finds out whether a file that begins with `head` is JSON, by its content; `complete` tells that the head is all.
pub(crate) fn shape(
    head: &str,
    complete: bool,
    names: &mut Names,
    depth_limit: usize,
) -> Option<Shape> {
    let mut parser = Parser::new(depth_limit);
    let first = space(head, 0);
    let text = &head[first..];
    if !text.starts_with(['{', '[']) {
        return lines_of_objects(head, complete, &mut parser, 2).then_some(Shape::Lines);
    }
    let values = |names: &mut Names, parser: &mut Parser| match list(head, first, names, parser) {
        Some(list) => Shape::Listed(list),
        None => Shape::Values,
    };
    match parser.check(text) {
        End::Whole(end) => {
            let next = space(text, end);
            let one_line = !text[..end].contains('\n');
            let apart = text[end..next].contains('\n');
            if next < text.len() && one_line && apart || next == text.len() && !complete && one_line
            {
                return Some(Shape::Lines);
            }
            if next == text.len() || text[next..].starts_with(['{', '[']) {
                return Some(values(names, &mut parser));
            }
        }
        End::Cut | End::TooDeep => return Some(values(names, &mut parser)),
        End::Broken(_) => {}
    }
    if lines_of_objects(head, complete, &mut parser, 1) {
        return Some(Shape::Lines);
    }
    begins_like_json(text, &mut parser).then(|| values(names, &mut parser))
}

/// Whether at least half of the lines are objects by themselves.
fn lines_of_objects(head: &str, complete: bool, parser: &mut Parser, at_least: usize) -> bool {
    let whole = if complete {
        head.len()
    } else {
        head.rfind('\n').unwrap_or(0)
    };
    let (mut lines, mut objects) = (0, 0);
    for line in head[..whole]
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let line = line.strip_suffix(',').unwrap_or(line);
        lines += 1;
        objects +=
            usize::from(line.starts_with('{') && parser.check(line) == End::Whole(line.len()));
    }
    objects >= at_least && objects * 2 >= lines
}

/// Whether damaged JSON is still told from a text in brackets: `{"key":` or `[{"key":`.
fn begins_like_json(text: &str, parser: &mut Parser) -> bool {
    let mut at = 0;
    if text.starts_with('[') {
        at = space(text, 1);
    }
    if !text[at..].starts_with('{') {
        return false;
    }
    at = space(text, at + 1);
    text[at..].starts_with('"')
        && parser
            .string_at(text, at)
            .is_ok_and(|(_, end)| text[space(text, end)..].starts_with(':'))
}

/// Keys that usually hold the list of records.
const LISTS: &[&str] = &[
    "ads",
    "adverts",
    "advertisements",
    "listings",
    "items",
    "records",
    "results",
    "data",
    "posts",
    "documents",
    "docs",
    "hits",
    "rows",
    "entries",
    "messages",
    "reports",
    "pages",
    "articles",
    "objects",
    "value",
    "elements",
    "tweets",
    "comments",
    "features",
    "list",
];

/// Finds the list of records in the object at `at`: a list of objects under a usual key, or whose first object has a
/// title or text; not when the outer object itself has a title or text, for then it is the record.
fn list(head: &str, at: usize, names: &mut Names, parser: &mut Parser) -> Option<List> {
    let mut search = Search {
        head,
        names,
        parser,
        found: None,
        members: 0,
        is_record: false,
    };
    search.object(at, "", 1);
    search.found.filter(|_| !search.is_record)
}

struct Search<'a> {
    head: &'a str,
    names: &'a mut Names,
    parser: &'a mut Parser,
    found: Option<List>,
    /// Members seen that do not lead to the list.
    members: usize,
    is_record: bool,
}

/// How deeply a list of records is looked for.
const LIST_DEPTH: u64 = 4;

impl Search<'_> {
    /// Walks the members of the object at `at`; `None` when the head ends or is broken.
    fn object(&mut self, at: usize, path: &str, depth: u64) -> Option<usize> {
        let head = self.head;
        let byte = |at: usize| head.as_bytes().get(at).copied();
        if byte(at) != Some(b'{') {
            return None;
        }
        let mut at = space(head, at + 1);
        while byte(at) == Some(b'"') {
            let (key, end) = self.parser.string_at(head, at).ok()?;
            let key = if path.is_empty() {
                key.to_owned()
            } else {
                format!("{path}.{key}")
            };
            at = space(head, end);
            if byte(at) != Some(b':') {
                return None;
            }
            at = space(head, at + 1);
            let before = self.members;
            match byte(at)? {
                b'[' if self.found.is_none() && self.holds_records(at, &key) => {
                    self.found = Some(List {
                        path: key,
                        at: at + 1,
                        depth,
                        follows: self.members > 0,
                    });
                    at = self.end_of_value(at)?;
                }
                b'{' if depth < LIST_DEPTH && self.found.is_none() => {
                    let end = self.object(at, &key, depth + 1);
                    if self.found.is_none() {
                        self.members = before + 1;
                    }
                    at = end?;
                }
                first => {
                    self.members += 1;
                    if first == b'"' && self.is_text(&key) {
                        self.is_record = true;
                    }
                    at = self.end_of_value(at)?;
                }
            }
            at = space(head, at);
            if byte(at) == Some(b',') {
                at = space(head, at + 1);
            }
        }
        (byte(at) == Some(b'}')).then_some(at + 1)
    }

    fn end_of_value(&mut self, at: usize) -> Option<usize> {
        match self.parser.check(&self.head[at..]) {
            End::Whole(length) => Some(at + length),
            _ => None,
        }
    }

    fn is_text(&mut self, key: &str) -> bool {
        matches!(
            self.names.choice(key),
            Choice::Field(Field::Title | Field::Body, _)
        )
    }

    /// Whether the list at `at` holds objects that look like records.
    fn holds_records(&mut self, at: usize, key: &str) -> bool {
        let first = space(self.head, at + 1);
        if !self.head[first..].starts_with('{') {
            return false;
        }
        let last = key.rsplit('.').next().unwrap_or(key).to_lowercase();
        if LISTS.contains(&last.as_str()) {
            return true;
        }
        let mut flat = Flat::new(HEAD_BYTES);
        // The head may cut it; what is there suffices.
        let _: End = self.parser.read(&self.head[first..], &mut flat);
        let mut choices = Vec::new();
        self.names.choose(&flat, &mut choices);
        choices
            .iter()
            .any(|choice| matches!(choice, Choice::Field(Field::Title | Field::Body, _)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mapping;

    fn found(head: &str, complete: bool) -> String {
        match shape(head, complete, &mut Names::new(&Mapping::default()), 64) {
            None => "none".into(),
            Some(Shape::Lines) => "lines".into(),
            Some(Shape::Values) => "values".into(),
            Some(Shape::Listed(list)) => {
                format!(
                    "{} at {} depth {} {}",
                    list.path, list.at, list.depth, list.follows
                )
            }
        }
    }

    #[test]
    fn the_shape_is_found_by_content() {
        for (head, complete, expected) in [
            (r#"{"a":1}"#, true, "values"),
            (r#"[{"a":1},{"a":2}]"#, true, "values"),
            ("{\"a\":1}\n{\"a\":2}\n", true, "lines"),
            ("{\"a\":1}\nnot json\n{\"a\":2}\n", true, "lines"),
            ("{\"a\":1,\n{\"a\":2}\n{\"a\":3}\n", true, "lines"),
            ("# made by\n{\"a\":1}\n{\"a\":2}\n", true, "lines"),
            ("{\"a\":1}\n", false, "lines"),
            ("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n", true, "values"),
            ("[\n{\"a\":1},\n{\"a\":2}\n]", true, "values"),
            (r#"{"a":"never"#, false, "values"),
            (r#"{"a":1,}"#, true, "values"),
            ("[b]bold[/b] text", true, "none"),
            ("[1] a footnote", true, "none"),
            ("{spin|syntax} here", true, "none"),
            ("words", true, "none"),
            (r#"{"ads":[{"x":1}]}"#, true, "ads at 8 depth 1 false"),
            (r#"{"n":2,"ads":[{"x":1}]}"#, true, "ads at 14 depth 1 true"),
            (r#"{"zzz":[{"text":"x"}]}"#, true, "zzz at 8 depth 1 false"),
            (
                r#"{"took":1,"hits":{"total":{"value":1},"hits":[{"_source":{"text":"x"}}]}}"#,
                true,
                "hits.hits at 46 depth 2 true",
            ),
            (r#"{"text":"x","images":[{"text":"y"}]}"#, true, "values"),
            (r#"{"images":[{"text":"y"}],"text":"x"}"#, true, "values"),
            (r#"{"phones":[{"number":"y"}]}"#, true, "values"),
            (r#"{"ads":[1,2]}"#, true, "values"),
        ] {
            assert_eq!(found(head, complete), expected, "{head}");
        }
    }
}
