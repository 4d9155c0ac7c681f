use memchr::{memchr, memmem};

/// A piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text whose character references are not read yet.
    Text(&'a str),
    /// A start tag.
    Start(Tag<'a>),
    /// The name of an end tag, as written.
    End(&'a str),
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// As written.
    pub(crate) name: &'a str,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Name and raw value of each attribute.
    pub(crate) fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut at = 0;
        std::iter::from_fn(move || match attribute(self.attributes, at) {
            Step::Attribute { name, value, end } => {
                at = end;
                Some((name, value))
            }
            Step::TagEnd(_) | Step::Cut => None,
        })
    }

    pub(crate) fn is_self_closing(self) -> bool {
        self.attributes.ends_with('/')
    }
}

/// The tokens of a page, after the tokenizer of the HTML standard. Comments, declarations and processing instructions
/// give none. One pass: a tag that never ends makes the rest of the page text, so that nothing is walked twice.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Takes everything up to the end tag of `name`, without looking at what is in it; the tag too.
    pub(crate) fn raw_text(&mut self, name: &str) -> &'a str {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start;
        while let Some(open) = memchr(b'<', &bytes[at..]).map(|n| at + n) {
            at = open + 1;
            let rest = &bytes[at..];
            let ends = rest.len() > name.len()
                && rest[0] == b'/'
                && rest[1..=name.len()].eq_ignore_ascii_case(name.as_bytes())
                && rest
                    .get(1 + name.len())
                    .is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
            if ends {
                self.at = memchr(b'>', rest).map_or(bytes.len(), |n| at + n + 1);
                return &self.text[start..open];
            }
        }
        self.at = bytes.len();
        &self.text[start..]
    }

    /// Takes everything that is left.
    pub(crate) fn plain_text(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        self.at = self.text.len();
        rest
    }

    fn skip_past(&mut self, from: usize, end: &str) {
        let rest = &self.text.as_bytes()[from..];
        self.at =
            memmem::find(rest, end.as_bytes()).map_or(self.text.len(), |n| from + n + end.len());
    }

    /// Reads the markup at the `<` at `open`; `None` when it gives no token.
    fn markup(&mut self, open: usize) -> Option<Token<'a>> {
        let bytes = self.text.as_bytes();
        let after = open + 1;
        match bytes.get(after)? {
            b'!' if self.text[after..].starts_with("!--") => {
                let body = after + 3;
                let rest = &self.text[body..];
                if rest.starts_with('>') || rest.starts_with("->") {
                    self.skip_past(body, ">");
                } else {
                    self.at = body + comment_end(rest.as_bytes());
                }
                None
            }
            b'!' | b'?' => {
                self.skip_past(after, ">");
                None
            }
            b'/' => match bytes.get(after + 1)? {
                b if b.is_ascii_alphabetic() => {
                    let (name, _, end) = self.tag(after + 1)?;
                    self.at = end;
                    Some(Token::End(name))
                }
                _ => {
                    self.skip_past(after, ">");
                    None
                }
            },
            _ => {
                let (name, attributes, end) = self.tag(after)?;
                self.at = end;
                Some(Token::Start(Tag { name, attributes }))
            }
        }
    }

    /// Name, attributes and end of the tag whose name begins at `start`; `None` when it never ends.
    fn tag(&self, start: usize) -> Option<(&'a str, &'a str, usize)> {
        let rest = &self.text[start..];
        let length = rest
            .bytes()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))?;
        let (name, rest) = rest.split_at(length);
        let mut at = 0;
        loop {
            match attribute(rest, at) {
                Step::Attribute { end, .. } => at = end,
                Step::TagEnd(end) => return Some((name, &rest[..end], start + length + end + 1)),
                Step::Cut => return None,
            }
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at;
            if start >= bytes.len() {
                return None;
            }
            // Text up to the next `<` that begins markup.
            let mut from = start;
            let open = loop {
                match memchr(b'<', &bytes[from..]).map(|n| from + n) {
                    None => break bytes.len(),
                    Some(at) => match bytes.get(at + 1) {
                        Some(b) if b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?') => {
                            break at;
                        }
                        _ => from = at + 1,
                    },
                }
            };
            if open > start {
                self.at = open;
                return Some(Token::Text(&self.text[start..open]));
            }
            if let Some(token) = self.markup(open) {
                return Some(token);
            }
            if self.at == open {
                self.at = bytes.len();
                return Some(Token::Text(&self.text[open..]));
            }
        }
    }
}

enum Step<'a> {
    Attribute {
        name: &'a str,
        value: &'a str,
        end: usize,
    },
    /// Place of the `>`.
    TagEnd(usize),
    /// The text ends first.
    Cut,
}

/// Reads the next attribute of a tag from `at` on.
fn attribute(text: &str, mut at: usize) -> Step<'_> {
    let bytes = text.as_bytes();
    let space = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        at
    };
    while bytes
        .get(at)
        .is_some_and(|b| b.is_ascii_whitespace() || *b == b'/')
    {
        at += 1;
    }
    match bytes.get(at) {
        None => return Step::Cut,
        Some(b'>') => return Step::TagEnd(at),
        Some(_) => {}
    }
    let start = at;
    // A `=` at the beginning belongs to the name.
    at += usize::from(bytes[at] == b'=');
    while bytes
        .get(at)
        .is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'='))
    {
        at += 1;
    }
    let name = &text[start..at];
    let equals = space(at);
    if bytes.get(equals) != Some(&b'=') {
        return Step::Attribute {
            name,
            value: "",
            end: at,
        };
    }
    let start = space(equals + 1);
    match bytes.get(start) {
        None | Some(b'>') => Step::Attribute {
            name,
            value: "",
            end: start,
        },
        Some(quote @ (b'"' | b'\'')) => match memchr(*quote, &bytes[start + 1..]) {
            Some(length) => Step::Attribute {
                name,
                value: &text[start + 1..start + 1 + length],
                end: start + length + 2,
            },
            None => Step::Cut,
        },
        Some(_) => {
            let rest = &bytes[start..];
            let end = rest
                .iter()
                .position(|b| b.is_ascii_whitespace() || *b == b'>');
            let end = start + end.unwrap_or(rest.len());
            Step::Attribute {
                name,
                value: &text[start..end],
                end,
            }
        }
    }
}

/// Where a comment ends whose inside begins with `rest`: past `-->` or `--!>`.
fn comment_end(rest: &[u8]) -> usize {
    let mut at = 0;
    while let Some(dashes) = memmem::find(&rest[at..], b"--").map(|n| at + n) {
        match &rest[dashes + 2..] {
            [b'>', ..] => return dashes + 3,
            [b'!', b'>', ..] => return dashes + 4,
            _ => at = dashes + 1,
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(html: &str) -> String {
        Tokens::new(html)
            .map(|token| match token {
                Token::Text(text) => format!("[{text}]"),
                Token::Start(tag) => {
                    let attributes: Vec<_> =
                        tag.attributes().map(|(n, v)| format!(" {n}={v}")).collect();
                    format!("<{}{}>", tag.name, attributes.concat())
                }
                Token::End(name) => format!("</{name}>"),
            })
            .collect()
    }

    #[test]
    fn markup_is_cut_into_tokens() {
        for (html, expected) in [
            ("a<b>c</b>d", "[a]<b>[c]</b>[d]"),
            (
                "<a href=x class='y z' id=\"q>\" hidden>t",
                "<a href=x class=y z id=q> hidden=>[t]",
            ),
            ("<br/><img src=a/>", "<br><img src=a/>"),
            ("1 < 2 <3 <- x", "[1 < 2 <3 <- x]"),
            ("a<!-- <b> -->c<!-->d<!--->e<!--x--!>f", "[a][c][d][e][f]"),
            ("<!doctype html><?php x ?>a", "[a]"),
            ("a</>b</ x>c", "[a][b][c]"),
            ("x<a href=\"y", "[x][<a href=\"y]"),
            ("x<a href", "[x][<a href]"),
            ("x<", "[x<]"),
            ("x</", "[x][</]"),
            ("<a\n=b>t", "<a =b=>[t]"),
            ("<a b = c>t", "<a b=c>[t]"),
            ("a<!-- never ends <b>", "[a]"),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn raw_text_ends_at_its_own_end_tag() {
        let mut tokens = Tokens::new("<script>if (a<b) '</b></scripty>' </SCRIPT >x");
        tokens.next();
        assert_eq!(tokens.raw_text("script"), "if (a<b) '</b></scripty>' ");
        assert_eq!(tokens.next(), Some(Token::Text("x")));
    }

    proptest! {
        #[test]
        fn no_markup_makes_a_panic(html in "[<>/!?a-c\"'= &;#\\-é]{0,60}") {
            for token in Tokens::new(&html) {
                if let Token::Start(tag) = token {
                    tag.attributes().count();
                }
            }
            Tokens::new(&html).raw_text("a");
        }
    }
}
