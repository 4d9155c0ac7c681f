use crate::Field;
use crate::flat::Flat;
use crate::html::{Page, looks_like_markup, render};
use crate::mapping::{Choice, Names};
use model::{ByteRange, CaptureFields, Record};

/// Key of the fields that hold a page's contact links.
const LINK: &str = "link";

/// Makes records out of pairs, by the table of names.
pub(crate) struct Records {
    pub(crate) names: Names,
    choices: Vec<Choice>,
}

impl Records {
    pub(crate) fn new(names: Names) -> Self {
        Self {
            names,
            choices: Vec::new(),
        }
    }

    pub(crate) fn of_pairs(&mut self, flat: &Flat, bytes: ByteRange) -> Record {
        self.names.choose(flat, &mut self.choices);
        self.with_choices(flat, bytes)
    }

    /// Like [`Self::of_pairs`] when one decision holds for all rows.
    pub(crate) fn of_row(&mut self, flat: &Flat, choices: &[Choice], bytes: ByteRange) -> Record {
        self.choices.clear();
        self.choices.extend_from_slice(choices);
        self.with_choices(flat, bytes)
    }

    fn with_choices(&self, flat: &Flat, bytes: ByteRange) -> Record {
        let mut record = empty(bytes);
        let mut links = Vec::new();
        let mut whole_page = None;
        for (at, (key, value)) in flat.iter().enumerate() {
            if value.trim().is_empty() {
                continue;
            }
            let taken = match self.choices.get(at).copied().unwrap_or(Choice::Text) {
                Choice::Ignored => true,
                Choice::Text => false,
                Choice::Field(Field::Title, _) => {
                    record.title = Some(readable(value, &mut links));
                    true
                }
                Choice::Field(Field::Body, _) if looks_like_markup(value) => {
                    let page = render(value);
                    record.body = page.body;
                    links.extend(page.links);
                    whole_page = holds_title(value).then_some((page.title, page.url, page.posted));
                    true
                }
                Choice::Field(Field::Body, _) => {
                    record.body = value.to_owned();
                    true
                }
                Choice::Field(Field::Capture(field), _) => {
                    *record.capture.slot(field) = Some(value.trim().to_owned());
                    true
                }
                Choice::Field(Field::Region, _) => {
                    record.region = region(value);
                    record.region.is_some()
                }
                Choice::Field(Field::Language, _) => {
                    record.language = language(value);
                    record.language.is_some()
                }
            };
            if !taken {
                record.fields.push((key.to_owned(), value.to_owned()));
            }
        }
        if let Some((title, url, posted)) = whole_page {
            // A crawl's record: what it does not state, the page may.
            record.title = record.title.or(title);
            record.capture.url = record.capture.url.or(url);
            record.capture.posted = record.capture.posted.or(posted);
        }
        push_links(&mut record, links);
        record
    }
}

/// Whether markup is a whole page and no piece of one.
fn holds_title(markup: &str) -> bool {
    memchr::memchr_iter(b'<', markup.as_bytes()).any(|open| {
        markup.as_bytes()[open..]
            .get(..7)
            .is_some_and(|tag| tag.eq_ignore_ascii_case(b"<title>"))
    })
}

fn empty(bytes: ByteRange) -> Record {
    Record {
        number: 0,
        bytes,
        title: None,
        body: String::new(),
        fields: Vec::new(),
        capture: CaptureFields::default(),
        region: None,
        language: None,
    }
}

fn push_links(record: &mut Record, links: Vec<String>) {
    record
        .fields
        .extend(links.into_iter().map(|link| (LINK.to_owned(), link)));
}

/// A field's text; markup is rendered.
fn readable(value: &str, links: &mut Vec<String>) -> String {
    if !looks_like_markup(value) {
        return value.to_owned();
    }
    let page = render(value);
    links.extend(page.links);
    page.body
}

/// A region's code; other ways to name a country are no default region.
fn region(value: &str) -> Option<String> {
    let value = value.trim();
    (value.len() == 2 && value.bytes().all(|b| b.is_ascii_alphabetic()))
        .then(|| value.to_ascii_uppercase())
}

/// A language's code: `en`, `en-US` and `en_US` are `en`.
fn language(value: &str) -> Option<String> {
    let code = value.trim().split(['-', '_']).next().unwrap_or_default();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()))
        .then(|| code.to_ascii_lowercase())
}

/// The record of a page.
pub(crate) fn from_page(page: Page, bytes: ByteRange) -> Record {
    let mut record = empty(bytes);
    record.title = page.title;
    record.body = page.body;
    record.capture.url = page.url;
    record.capture.posted = page.posted;
    record.capture.author = page.author;
    push_links(&mut record, page.links);
    record
}

/// The record of a text.
pub(crate) fn from_text(text: &str, bytes: ByteRange) -> Record {
    let mut record = empty(bytes);
    record.body = text.to_owned();
    record
}

/// Whether there is nothing to read in a record: no text and no field of the capture.
pub(crate) fn says_nothing(record: &Record) -> bool {
    record.body.trim().is_empty()
        && record
            .title
            .as_deref()
            .is_none_or(|title| title.trim().is_empty())
        && record
            .fields
            .iter()
            .all(|(_, value)| value.trim().is_empty())
        && record.capture == CaptureFields::default()
}
