//! A writer through which nothing unescaped and no unbalanced tag can get into a page.

use crate::terminal::acts;

/// A page under construction. Tags and attribute names are literals of this program; everything else is escaped. Tags
/// without content are closed in the way of XML, so that a page can also be read as XML (tests do).
pub(crate) struct Html {
    out: String,
}

pub(crate) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Html {
    pub(crate) fn page() -> Self {
        Self {
            out: String::from("<!DOCTYPE html>\n"),
        }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// `<tag …>content</tag>`.
    pub(crate) fn tag(
        &mut self,
        tag: &'static str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self),
    ) {
        self.begin(tag, attributes);
        self.out.push('>');
        content(self);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        if BLOCKS.contains(&tag) {
            self.out.push('\n');
        }
    }

    /// `<tag …/>`.
    pub(crate) fn empty(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.begin(tag, attributes);
        self.out.push_str("/>");
    }

    fn begin(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            // No handlers, no inline style, no way out of the page: links are made by `local_link` alone.
            debug_assert!(!name.starts_with("on") && !matches!(*name, "style" | "href" | "src"));
            self.attribute(name, value);
        }
    }

    fn attribute(&mut self, name: &'static str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.escaped(value);
        self.out.push('"');
    }

    /// A tag around one piece of our own text.
    pub(crate) fn line(&mut self, tag: &'static str, attributes: Attributes<'_>, text: &str) {
        self.tag(tag, attributes, |h| h.text(text));
    }

    /// Text of this program.
    pub(crate) fn text(&mut self, text: &str) {
        self.escaped(text);
    }

    /// Text of this program in which words as adverts use them stand between backticks.
    pub(crate) fn prose(&mut self, text: &str) {
        let mut parts = text.split('`');
        self.escaped(parts.next().unwrap_or_default());
        while let Some(words) = parts.next() {
            match parts.next() {
                Some(after) => {
                    self.tag("q", &[], |h| h.escaped(words));
                    self.escaped(after);
                }
                None => {
                    self.escaped("`");
                    self.escaped(words);
                }
            }
        }
    }

    /// Text from outside: isolated, so that its direction does not reach its surroundings.
    pub(crate) fn stated(&mut self, text: &str) {
        self.tag("bdi", &[], |h| h.escaped(text));
    }

    /// A link to a place in this page (`#…`) or to a page beside it.
    pub(crate) fn local_link(&mut self, target: &str, content: impl FnOnce(&mut Self)) {
        let local = target
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'#' | b'-' | b'.' | b'_'));
        if !local {
            return content(self);
        }
        self.out.push_str("<a");
        self.attribute("href", target);
        self.out.push('>');
        content(self);
        self.out.push_str("</a>");
    }

    /// The page's style sheet, as it is: a literal of this program, hashed for the content policy.
    pub(crate) fn style(&mut self, css: &'static str) {
        self.out.push_str("<style>");
        self.out.push_str(css);
        self.out.push_str("</style>\n");
    }

    /// Escapes markup; characters that act on their surroundings become visible.
    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\n' | '\t' => self.out.push(c),
                '\r' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
                '\u{fffe}' | '\u{ffff}' => self.out.push('\u{fffd}'),
                // U+2400 and up are the pictures of the control characters.
                '\0'..='\u{1f}' => self
                    .out
                    .push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
                '\u{7f}' => self.out.push('\u{2421}'),
                c if acts(c) => {
                    self.out.push_str("⟨U+");
                    self.out.push_str(&format!("{:04X}", u32::from(c)));
                    self.out.push('⟩');
                }
                c => self.out.push(c),
            }
        }
    }
}

/// A line end after these keeps pages readable as source and lines short.
const BLOCKS: [&str; 26] = [
    "html", "head", "body", "header", "main", "footer", "nav", "section", "div", "p", "h1", "h2",
    "h3", "h4", "table", "caption", "thead", "tbody", "tr", "ul", "ol", "li", "dl", "figure",
    "title", "details",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn written(content: impl FnOnce(&mut Html)) -> String {
        let mut html = Html { out: String::new() };
        content(&mut html);
        html.finish()
    }

    #[test]
    fn words_between_backticks_are_quotes() {
        for (text, html) in [
            ("none", "none"),
            ("says `our <girls>`.", "says <q>our &lt;girls&gt;</q>."),
            ("`a`, `b`", "<q>a</q>, <q>b</q>"),
            ("one ` alone", "one ` alone"),
        ] {
            assert_eq!(written(|h| h.prose(text)), html);
        }
    }

    #[test]
    fn nothing_from_outside_is_markup() {
        for (text, html) in [
            (
                "<script>alert(1)</script>",
                "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>",
            ),
            (
                "\"><img src=x onerror='x'>",
                "<bdi>&quot;&gt;&lt;img src=x onerror=&#39;x&#39;&gt;</bdi>",
            ),
            ("]]>&amp;", "<bdi>]]&gt;&amp;amp;</bdi>"),
            (
                "a\u{202e}b\0c\x1bd\u{9b}",
                "<bdi>a⟨U+202E⟩b␀c␛d⟨U+009B⟩</bdi>",
            ),
        ] {
            assert_eq!(written(|h| h.stated(text)), html);
        }
        assert_eq!(
            written(|h| h.empty("input", &[("value", "\" onfocus=\"x")])),
            "<input value=\"&quot; onfocus=&quot;x\"/>"
        );
    }

    #[test]
    fn a_link_leads_nowhere_outside() {
        for target in [
            "https://example.com",
            "javascript:x",
            "//example.com",
            "a b",
            "\"x",
        ] {
            assert_eq!(written(|h| h.local_link(target, |h| h.text("t"))), "t");
        }
        assert_eq!(
            written(|h| h.local_link("lead-n-00.html", |h| h.text("t"))),
            "<a href=\"lead-n-00.html\">t</a>"
        );
    }
}
