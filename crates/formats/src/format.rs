use crate::csv::{Dialect, dialect};
use crate::json::{Shape, shape};
use crate::mapping::Names;

/// What a file is, with what its reader needs to know.
#[derive(PartialEq, Eq)]
pub(crate) enum Found {
    Text,
    Html,
    Json(Shape),
    Csv(Dialect),
    /// A known format that is not read, by its usual name.
    Known(&'static str),
}

/// What the end of a file's name says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Html,
    Json,
    JsonLines,
    Csv(u8),
    Nothing,
}

/// One name for each thing that a name can say.
const NAMES: [&str; 6] = [".csv", ".tsv", ".psv", ".html", ".json", ".jsonl"];

/// What `name` adds to a decoded head that leaves the format open: the first of [`NAMES`] under which it is read the same.
pub(crate) fn added_by_name(
    head: &str,
    complete: bool,
    name: &str,
    names: &mut Names,
    depth_limit: usize,
) -> Option<&'static str> {
    if said(Some(name)) == Said::Nothing {
        return None;
    }
    let mut found = |name| decide(head, complete, name, names, depth_limit);
    let by_name = found(Some(name));
    if by_name == found(None) {
        return None;
    }
    NAMES
        .into_iter()
        .find(|other| found(Some(other)) == by_name)
}

fn said(name: Option<&str>) -> Said {
    let name = name.unwrap_or_default().to_ascii_lowercase();
    let name = name
        .strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".gzip"))
        .unwrap_or(&name);
    match name.rsplit_once('.').map(|(_, end)| end) {
        Some("html" | "htm" | "xhtml" | "shtml") => Said::Html,
        Some("json" | "geojson") => Said::Json,
        Some("jsonl" | "ndjson" | "jsonlines" | "jl") => Said::JsonLines,
        Some("csv") => Said::Csv(b','),
        Some("tsv" | "tab") => Said::Csv(b'\t'),
        Some("psv") => Said::Csv(b'|'),
        _ => Said::Nothing,
    }
}

/// Decides the format on the decoded head: by content first, then by name, else it is text.
pub(crate) fn decide(
    head: &str,
    complete: bool,
    name: Option<&str>,
    names: &mut Names,
    depth_limit: usize,
) -> Found {
    let said = said(name);
    match markup(head) {
        Markup::Html => return Found::Html,
        Markup::Xml => return Found::Known("xml"),
        Markup::None => {}
    }
    if let Some(shape) = shape(head, complete, names, depth_limit) {
        // A single line, longer than what is looked at, says nothing about more lines. Where it is all, both are the same.
        let open = shape == Shape::Values
            && !complete
            && head.trim_start().starts_with('{')
            && !head.trim_end().contains('\n');
        return Found::Json(if open && said == Said::JsonLines {
            Shape::Lines
        } else {
            shape
        });
    }
    if let Some(dialect) = dialect(head, complete, names, None) {
        return Found::Csv(dialect);
    }
    match said {
        Said::Html => Found::Html,
        Said::Json => Found::Json(Shape::Values),
        Said::JsonLines => Found::Json(Shape::Lines),
        Said::Csv(delimiter) => match dialect(head, complete, names, Some(delimiter)) {
            Some(dialect) => Found::Csv(dialect),
            None => Found::Text,
        },
        Said::Nothing if holds_page(head) => Found::Html,
        Said::Nothing => Found::Text,
    }
}

enum Markup {
    Html,
    Xml,
    None,
}

/// Elements that a page or a piece of one begins with.
const FIRST: &[&str] = &[
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "script",
    "style",
    "base",
    "div",
    "p",
    "span",
    "a",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "br",
    "img",
    "center",
    "font",
    "b",
    "i",
    "strong",
    "em",
    "section",
    "article",
    "main",
    "header",
    "nav",
    "form",
    "pre",
    "blockquote",
    "noscript",
    "frameset",
    "iframe",
    "td",
    "tr",
    "li",
    "hr",
];

/// Whether a file begins with markup. Comments and declarations before the first element are passed.
fn markup(head: &str) -> Markup {
    let mut rest = head.trim_start();
    let mut declared = false;
    loop {
        let lower = |length: usize| {
            rest.get(..length.min(rest.len()))
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        let skipped = if rest.starts_with("<!--") {
            rest.find("-->").map(|n| n + 3)
        } else if lower(14).starts_with("<!doctype html") {
            return Markup::Html;
        } else if rest.starts_with("<?xml")
            || declared && rest.starts_with(['<']) && rest[1..].starts_with(['?', '!'])
        {
            declared = true;
            rest.find('>').map(|n| n + 1)
        } else {
            break;
        };
        match skipped {
            Some(length) => rest = rest[length..].trim_start(),
            // A comment longer than the head: only pages begin so.
            None => return if declared { Markup::Xml } else { Markup::Html },
        }
    }
    let Some(tag) = rest.strip_prefix('<') else {
        return if declared { Markup::Xml } else { Markup::None };
    };
    let length = tag
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_')))
        .unwrap_or(tag.len());
    let name = tag[..length].to_ascii_lowercase();
    let ends = tag[length..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    if !ends {
        return if declared { Markup::Xml } else { Markup::None };
    }
    if declared && name != "html"
        || matches!(
            name.as_str(),
            "rss" | "feed" | "svg" | "urlset" | "sitemapindex" | "opml"
        )
    {
        return Markup::Xml;
    }
    if FIRST.contains(&name.as_str()) {
        return Markup::Html;
    }
    Markup::None
}

/// Whether a page begins somewhere in the head, such as behind the header of an answer.
fn holds_page(head: &str) -> bool {
    let bytes = head.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|open| {
        let starts = |tag: &[u8]| {
            bytes[open..].len() > tag.len()
                && bytes[open..open + tag.len()].eq_ignore_ascii_case(tag)
        };
        starts(b"<!doctype html")
            || starts(b"<html>")
            || starts(b"<html ")
            || starts(b"<body>")
            || starts(b"<body ")
    })
}
