use super::characters::{attribute_value, reference};
use super::links;
use super::page::Page;
use super::tokens::{Tag, Token, Tokens};
use memchr::{memchr, memmem};

/// What separates the next word from what was written, the widest last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Tab,
    Line,
    Paragraph,
}

/// How an element is laid out.
fn layout(name: &str) -> Gap {
    match name {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "table" | "pre"
        | "blockquote" | "hr" | "figure" | "article" | "section" | "header" | "footer" | "main"
        | "nav" | "aside" | "form" | "fieldset" | "listing" | "xmp" => Gap::Paragraph,
        "div" | "li" | "tr" | "dt" | "dd" | "address" | "body" | "html" | "head" | "caption"
        | "center" | "details" | "summary" | "dialog" | "dir" | "menu" | "figcaption"
        | "hgroup" | "legend" | "option" | "optgroup" | "select" | "tbody" | "thead" | "tfoot"
        | "title" | "search" | "frameset" | "marquee" => Gap::Line,
        "td" | "th" => Gap::Tab,
        "img" | "input" | "button" | "textarea" | "iframe" | "svg" | "video" | "audio"
        | "canvas" | "object" | "embed" | "meter" | "progress" => Gap::Space,
        _ => Gap::None,
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that show nothing of what is in them.
fn shows_nothing(name: &str) -> bool {
    matches!(
        name,
        "template"
            | "datalist"
            | "rp"
            | "audio"
            | "video"
            | "canvas"
            | "defs"
            | "desc"
            | "metadata"
    )
}

/// An element whose content is left out, until it ends.
struct Hidden {
    name: String,
    /// Open elements of the same name within it, and itself.
    depth: usize,
    /// Open lists and tables within it.
    containers: usize,
}

fn is_container(name: &str) -> bool {
    matches!(
        name,
        "ul" | "ol" | "dl" | "table" | "select" | "menu" | "dir"
    )
}

impl Hidden {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            depth: 1,
            containers: 0,
        }
    }

    /// Whether a start tag ends it without belonging to it: end tags of these elements may be left out.
    fn ended_by_start(&self, name: &str) -> bool {
        self.containers == 0
            && match self.name.as_str() {
                "p" => layout(name) >= Gap::Line && name != "li",
                "li" => name == "li",
                "dt" | "dd" => matches!(name, "dt" | "dd"),
                "td" | "th" => matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
                "tr" => matches!(name, "tr" | "tbody" | "thead" | "tfoot"),
                "option" => matches!(name, "option" | "optgroup"),
                _ => false,
            }
    }

    /// Counts an end tag; tells whether the element ended.
    fn ended_by_end(&mut self, name: &str) -> bool {
        if name == self.name {
            self.depth -= 1;
            return self.depth == 0;
        }
        if is_container(name) {
            if self.containers > 0 {
                self.containers -= 1;
            } else {
                return matches!(
                    self.name.as_str(),
                    "li" | "dt" | "dd" | "td" | "th" | "tr" | "option"
                );
            }
        }
        false
    }
}

/// The visible text as it grows.
struct Out {
    text: String,
    gap: Gap,
    /// Open `pre` elements: white space counts in them.
    pre: usize,
    /// Text of the first `h1` while it is open.
    heading: Option<String>,
}

impl Out {
    fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn write_gap(&mut self) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if !self.text.is_empty() {
            self.text.push_str(match gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Tab => "\t",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        if let Some(heading) = &mut self.heading
            && gap != Gap::None
            && !heading.is_empty()
        {
            heading.push(' ');
        }
    }

    fn word(&mut self, word: &str) {
        self.write_gap();
        self.text.push_str(word);
        if let Some(heading) = &mut self.heading {
            heading.push_str(word);
        }
    }

    fn character(&mut self, c: char) {
        match c {
            '\0' => {}
            ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}' if self.pre == 0 => self.gap(Gap::Space),
            '\u{a0}' => self.word(" "),
            c => self.word(c.encode_utf8(&mut [0; 4])),
        }
    }

    /// Writes text; `references` tells whether `&amp;` means `&` in it.
    fn write(&mut self, text: &str, references: bool) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'&' if references => match reference(&text[at..], false) {
                    Some((characters, length)) => {
                        characters.into_iter().for_each(|c| self.character(c));
                        at += length;
                    }
                    None => {
                        self.word("&");
                        at += 1;
                    }
                },
                b'\r' if self.pre > 0 => at += 1,
                byte @ (b' ' | b'\t' | b'\n' | b'\r' | 0xc | 0) => {
                    self.character(byte as char);
                    at += 1;
                }
                0xc2 if bytes[at + 1] == 0xa0 => {
                    self.character('\u{a0}');
                    at += 2;
                }
                _ => {
                    let length = bytes[at + 1..]
                        .iter()
                        .position(|b| {
                            matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0xc | 0 | b'&' | 0xc2)
                        })
                        .map_or(bytes.len() - at, |n| n + 1);
                    self.word(&text[at..at + length]);
                    at += length;
                }
            }
        }
    }
}

struct Renderer {
    out: Out,
    page: Page,
    links: Vec<String>,
    hidden: Option<Hidden>,
    /// Open `svg` elements: their titles are not the page's.
    pictures: usize,
    /// Text of the first `h1`.
    first_heading: Option<String>,
    og_title: Option<String>,
    og_url: Option<String>,
    /// Times by how sure it is that they are the page's: `article:published_time`, JSON-LD, `<time>`.
    times: [Option<String>; 3],
}

/// Renders a page, or a piece of one: visible text, title, contact links and what it states about itself.
pub(crate) fn render(html: &str) -> Page {
    let mut renderer = Renderer {
        out: Out {
            text: String::with_capacity(html.len() / 4),
            gap: Gap::None,
            pre: 0,
            heading: None,
        },
        page: Page::default(),
        links: Vec::new(),
        hidden: None,
        pictures: 0,
        first_heading: None,
        og_title: None,
        og_url: None,
        times: [None, None, None],
    };
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) if renderer.hidden.is_none() => renderer.out.write(text, true),
            Token::Text(_) => {}
            Token::Start(tag) => renderer.start(tag, &mut tokens),
            Token::End(name) => renderer.end(&name.to_ascii_lowercase()),
        }
    }
    renderer.finish()
}

impl Renderer {
    fn start(&mut self, tag: Tag<'_>, tokens: &mut Tokens<'_>) {
        let name = tag.name.to_ascii_lowercase();
        let name = name.as_str();
        let gap = layout(name);
        if let Some(hidden) = &mut self.hidden {
            if hidden.ended_by_start(name) {
                self.hidden = None;
            } else {
                hidden.depth += usize::from(name == hidden.name && !tag.is_self_closing());
                hidden.containers += usize::from(is_container(name) && name != hidden.name);
            }
        }
        match name {
            "script" => {
                let script = tokens.raw_text(name);
                return self.script(tag, script);
            }
            "style" | "noscript" | "iframe" | "noembed" | "noframes" => {
                tokens.raw_text(name);
                return self.out.gap(gap);
            }
            "title" | "textarea" | "xmp" => {
                if name == "title" && self.pictures > 0 {
                    tokens.raw_text(name);
                    return;
                }
                let text = tokens.raw_text(name);
                if name == "title" {
                    return self.title(text);
                }
                if self.hidden.is_none() {
                    self.out.gap(gap);
                    self.out.write(text, name != "xmp");
                    self.out.gap(gap);
                }
                return;
            }
            "plaintext" => {
                let text = tokens.plain_text();
                if self.hidden.is_none() {
                    self.out.gap(Gap::Paragraph);
                    self.out.write(text, false);
                }
                return;
            }
            "meta" => self.meta(tag),
            "link" => self.canonical(tag),
            _ => {}
        }
        if self.hidden.is_some() {
            return;
        }
        self.out.gap(gap);
        if !is_void(name) && !tag.is_self_closing() && (shows_nothing(name) || is_hidden(name, tag))
        {
            self.hidden = Some(Hidden::new(name));
            return;
        }
        match name {
            "br" => self.line_break(),
            "a" | "area" => self.link(tag),
            "pre" | "listing" => self.out.pre += 1,
            "svg" if !tag.is_self_closing() => self.pictures += 1,
            "time" => self.time(tag),
            "h1" if self.first_heading.is_none() => self.out.heading = Some(String::new()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(hidden) = &mut self.hidden {
            if !hidden.ended_by_end(name) {
                return;
            }
            self.hidden = None;
        }
        self.out.gap(layout(name));
        match name {
            // Browsers read an end tag of `br` as `<br>`.
            "br" => self.line_break(),
            "pre" | "listing" => self.out.pre = self.out.pre.saturating_sub(1),
            "svg" => self.pictures = self.pictures.saturating_sub(1),
            "h1" => {
                if let Some(heading) = self.out.heading.take().filter(|h| !h.is_empty()) {
                    self.first_heading = Some(heading);
                }
            }
            _ => {}
        }
    }

    fn line_break(&mut self) {
        let gap = if self.out.gap >= Gap::Line {
            Gap::Paragraph
        } else {
            Gap::Line
        };
        self.out.gap(gap);
    }

    fn title(&mut self, raw: &str) {
        if self.page.title.is_none() {
            let decoded = attribute_value(raw);
            let title = decoded.split_whitespace().collect::<Vec<_>>().join(" ");
            self.page.title = Some(title).filter(|t| !t.is_empty());
        }
    }

    fn link(&mut self, tag: Tag<'_>) {
        if let Some(href) = value(tag, "href") {
            self.links.extend(links::contact(&href));
        }
    }

    fn meta(&mut self, tag: Tag<'_>) {
        let Some(key) = value(tag, "property").or_else(|| value(tag, "name")) else {
            return;
        };
        let slot = match key.to_ascii_lowercase().as_str() {
            "og:title" => &mut self.og_title,
            "og:url" => &mut self.og_url,
            "article:published_time" => &mut self.times[0],
            "author" => &mut self.page.author,
            _ => return,
        };
        if slot.is_none() {
            *slot = value(tag, "content").and_then(plain);
        }
    }

    fn canonical(&mut self, tag: Tag<'_>) {
        let canonical = value(tag, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        if canonical && self.page.url.is_none() {
            self.page.url = value(tag, "href")
                .and_then(plain)
                .filter(|url| is_absolute(url));
        }
    }

    fn time(&mut self, tag: Tag<'_>) {
        if self.times[2].is_none() {
            self.times[2] = value(tag, "datetime")
                .and_then(plain)
                .filter(|time| is_time(time));
        }
    }

    /// Takes the time out of linked data, by its look: no more of it is read.
    fn script(&mut self, tag: Tag<'_>, script: &str) {
        if self.times[1].is_some()
            || value(tag, "type").is_none_or(|t| !t.eq_ignore_ascii_case("application/ld+json"))
        {
            return;
        }
        const KEY: &str = "\"datePublished\"";
        if let Some(at) = memmem::find(script.as_bytes(), KEY.as_bytes()) {
            let rest = script[at + KEY.len()..].trim_start();
            let rest = rest
                .strip_prefix(':')
                .map(str::trim_start)
                .and_then(|r| r.strip_prefix('"'));
            let end = rest.and_then(|r| memchr(b'"', r.as_bytes()));
            if let (Some(rest), Some(end)) = (rest, end) {
                self.times[1] = plain(rest[..end].to_owned()).filter(|time| is_time(time));
            }
        }
    }

    fn finish(self) -> Page {
        let mut page = self.page;
        page.body = self.out.text;
        page.body.truncate(page.body.trim_end().len());
        page.title = page
            .title
            .or(self.og_title)
            .or(self.first_heading)
            .or(self.out.heading.filter(|h| !h.is_empty()));
        page.url = page.url.or(self.og_url.filter(|url| is_absolute(url)));
        page.posted = self.times.into_iter().flatten().next();
        page.links = links::not_shown(self.links, &page.body);
        page
    }
}

fn is_absolute(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

fn is_time(text: &str) -> bool {
    model::stated_time(text).is_some()
}

/// A statement worth keeping: trimmed, not empty, not endless.
fn plain(text: String) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.len() <= 2048).then(|| text.to_owned())
}

/// The value of an attribute; the first counts.
fn value(tag: Tag<'_>, wanted: &str) -> Option<String> {
    tag.attributes()
        .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
        .map(|(_, raw)| attribute_value(raw))
}

fn is_hidden(element: &str, tag: Tag<'_>) -> bool {
    let mut open = element != "dialog";
    for (name, raw) in tag.attributes() {
        if name.eq_ignore_ascii_case("hidden") {
            return true;
        }
        open |= name.eq_ignore_ascii_case("open");
        if name.eq_ignore_ascii_case("style") {
            let style: String = attribute_value(raw)
                .chars()
                .filter(|c| !c.is_whitespace())
                .map(|c| c.to_ascii_lowercase())
                .collect();
            if style.contains("display:none") || style.contains("visibility:hidden") {
                return true;
            }
        }
    }
    !open
}

/// Tags that tell that a text is markup.
const TELLING: &[&str] = &[
    "p",
    "br",
    "div",
    "span",
    "a",
    "b",
    "i",
    "u",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "img",
    "font",
    "html",
    "body",
    "center",
    "blockquote",
    "pre",
    "hr",
    "section",
    "article",
];

/// Whether a field's text is clearly markup: it holds a usual tag.
pub(crate) fn looks_like_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|open| {
        let rest = &bytes[open + 1..];
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let length = rest
            .iter()
            .take(11)
            .position(|b| !b.is_ascii_alphanumeric());
        length.is_some_and(|length| {
            (rest[length].is_ascii_whitespace() || matches!(rest[length], b'/' | b'>'))
                && TELLING
                    .iter()
                    .any(|tag| rest[..length].eq_ignore_ascii_case(tag.as_bytes()))
        })
    })
}
