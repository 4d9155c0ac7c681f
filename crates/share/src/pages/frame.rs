//! What every page has: head, content policy, tier, notice, foot.

use super::html::Html;
use super::style::CSS;
use crate::View;
use sha2::{Digest, Sha256};

/// A page's own part.
pub(crate) struct Frame<'a> {
    pub(crate) view: View<'a>,
    pub(crate) title: &'a str,
    /// One line under the title.
    pub(crate) subtitle: &'a str,
    /// Whether the page belongs to the report and leads back to it.
    pub(crate) back: bool,
    /// Places in this page: anchor and name.
    pub(crate) contents: &'a [(&'static str, &'static str)],
    pub(crate) program: &'a str,
}

/// No script at all, one style sheet by its hash, nothing fetched, nothing sent.
pub(crate) fn content_policy() -> String {
    let hash = base64(&Sha256::digest(CSS.as_bytes()));
    format!(
        "default-src 'none'; script-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; \
         form-action 'none'"
    )
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let word = three
            .iter()
            .chain([0, 0].iter())
            .take(3)
            .fold(0u32, |word, byte| word << 8 | u32::from(*byte));
        for digit in 0..4 {
            if digit <= three.len() {
                let at = word >> (18 - 6 * digit) & 63;
                out.push(char::from(DIGITS[at as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

impl Frame<'_> {
    /// The whole page.
    pub(crate) fn page(&self, content: impl FnOnce(&mut Html)) -> String {
        let mut html = Html::page();
        html.tag("html", &[("lang", "en")], |h| {
            h.tag("head", &[], |h| self.head(h));
            h.tag("body", &[], |h| {
                h.tag("div", &[("class", "skip")], |h| {
                    h.local_link("#content", |h| h.text("Skip to the content"));
                });
                h.tag("header", &[], |h| self.header(h));
                h.tag("main", &[("id", "content"), ("tabindex", "-1")], content);
                h.tag("footer", &[], |h| self.footer(h));
            });
        });
        html.finish()
    }

    fn head(&self, h: &mut Html) {
        h.empty("meta", &[("charset", "utf-8")]);
        h.empty(
            "meta",
            &[
                ("http-equiv", "Content-Security-Policy"),
                ("content", &content_policy()),
            ],
        );
        h.empty(
            "meta",
            &[
                ("name", "viewport"),
                ("content", "width=device-width, initial-scale=1"),
            ],
        );
        h.empty("meta", &[("name", "referrer"), ("content", "no-referrer")]);
        h.empty(
            "meta",
            &[
                ("name", "robots"),
                ("content", "noindex, nofollow, noarchive"),
            ],
        );
        h.empty(
            "meta",
            &[
                ("name", "format-detection"),
                ("content", "telephone=no, email=no, address=no"),
            ],
        );
        h.empty(
            "meta",
            &[("name", "color-scheme"), ("content", "light dark")],
        );
        h.line("title", &[], &format!("{} · Northstar", self.title));
        h.style(CSS);
    }

    fn header(&self, h: &mut Html) {
        h.tag("div", &[("class", "tier")], |h| {
            h.line("strong", &[], self.view.label());
            h.text(if self.view.is_partner() {
                " Contacts, names and ages are replaced by keyed names and markers. Not for publication."
            } else {
                " Holds personal data as it was found. For the stated purpose only; do not pass on."
            });
        });
        if self.back {
            h.tag("p", &[("class", "back")], |h| {
                h.local_link("report.html", |h| h.text("← All leads"));
            });
        }
        h.line("h1", &[], self.title);
        h.line("p", &[("class", "subtitle")], self.subtitle);
        h.tag("p", &[("class", "notice")], |h| {
            h.line("strong", &[], "Possible leads, not evidence of a crime, never about a person. ");
            h.text(
                "A score says how far a network of documents shows documented signs; it may well have an innocent \
                 explanation. Texts may distress: they are blurred until you open them.",
            );
        });
        if !self.contents.is_empty() {
            h.tag("nav", &[("aria-label", "On this page")], |h| {
                h.tag("ul", &[], |h| {
                    for (anchor, name) in self.contents {
                        h.tag("li", &[], |h| {
                            h.local_link(&format!("#{anchor}"), |h| h.text(name));
                        });
                    }
                });
            });
        }
    }

    fn footer(&self, h: &mut Html) {
        h.tag("p", &[], |h| {
            h.text("Made by northstar ");
            h.text(self.program);
            h.text(" · tier: ");
            h.text(self.view.label());
            h.text(
                " · this page holds no script and no picture, fetches nothing and links to nothing outside.",
            );
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        // RFC 4648, section 10.
        for (text, code) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), code);
        }
    }
}
