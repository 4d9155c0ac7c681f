use super::names::names_of;
use super::words::words;
use model::{Mention, MentionType, Span, hidden_debug};
use std::collections::BTreeSet;

/// A text with parts replaced, and where its original parts went.
#[derive(Clone, PartialEq, Eq)]
pub struct Redacted {
    /// What may be read.
    pub text: String,
    /// Replaced ranges: of the original, and of [`Redacted::text`]. Sorted, disjoint.
    cuts: Vec<Cut>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Cut {
    from: (usize, usize),
    to: (usize, usize),
}

hidden_debug!(Redacted);

impl Redacted {
    pub(crate) fn unchanged(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            cuts: Vec::new(),
        }
    }

    /// Where a span of the original stands now, `[start, end)`; one that touches a replaced part covers its marker.
    pub fn place(&self, span: Span) -> (usize, usize) {
        (
            self.moved(span.start(), true),
            self.moved(span.end(), false),
        )
    }

    /// What a span of the original reads now.
    pub fn quote(&self, span: Span) -> &str {
        let (start, end) = self.place(span);
        self.text.get(start..end).unwrap_or_default()
    }

    fn moved(&self, at: usize, is_start: bool) -> usize {
        // The last cut that begins before the place.
        let before = self.cuts.partition_point(|cut| {
            if is_start {
                cut.from.0 <= at
            } else {
                cut.from.0 < at
            }
        });
        match before.checked_sub(1).map(|i| self.cuts[i]) {
            None => at,
            Some(cut) if at < cut.from.1 || (!is_start && at == cut.from.1) => {
                if is_start {
                    cut.to.0
                } else {
                    cut.to.1
                }
            }
            Some(cut) => at - cut.from.1 + cut.to.1,
        }
    }
}

/// What makes a document urgent; see `model::Document::urgent`.
pub(super) fn is_urgent(mention: &Mention) -> bool {
    match mention.kind {
        MentionType::Age => mention.value.parse::<u32>().is_ok_and(|age| age < 18),
        MentionType::Indicator => mention.value.starts_with("urgent."),
        _ => false,
    }
}

/// The marker that takes a mention's place; `None` when it may be read.
fn marker(mention: &Mention) -> Option<&'static str> {
    Some(match mention.kind {
        MentionType::Price | MentionType::Place | MentionType::Date => return None,
        MentionType::Indicator if is_urgent(mention) => "[withheld]",
        MentionType::Indicator => return None,
        MentionType::Phone => "[phone]",
        MentionType::Email => "[email]",
        MentionType::Url => "[url]",
        MentionType::Account => "[account]",
        MentionType::Wallet => "[wallet]",
        MentionType::Age => "[age]",
        MentionType::Height => "[height]",
        MentionType::Weight => "[weight]",
        MentionType::Name => "[name]",
        MentionType::Ip => "[ip]",
        MentionType::Iban => "[iban]",
        MentionType::CreditCard => "[credit_card]",
        MentionType::Hash => "[hash]",
        MentionType::Coordinates => "[coordinates]",
        MentionType::Number => "[number]",
    })
}

/// Start, end, whether it is only doubtful, marker.
type Part = (usize, usize, bool, &'static str);

/// Replaces every mention of a contact, name, age, body measure, account or card, and what may be one and was not
/// recognized: words with `@`, addresses, runs of six digits or more, words of a name that was recognized elsewhere in the
/// text or that is `known` from other texts, ages stated elsewhere in the text, and the values of `key: value` lines whose key names a person or a contact.
pub(super) fn redact<'m>(
    text: &str,
    mentions: impl IntoIterator<Item = &'m Mention, IntoIter: Clone>,
    known: impl Fn(&str) -> bool,
) -> Redacted {
    let mentions = mentions.into_iter();
    let mut parts: Vec<Part> = Vec::new();
    let mut readable: Vec<(usize, usize)> = Vec::new();
    let mut here = names_of(text, mentions.clone());
    let mut ages: BTreeSet<&str> = BTreeSet::new();
    for mention in mentions {
        let Some(quote) = mention.span.quote(text) else {
            continue;
        };
        let range = (mention.span.start(), mention.span.end());
        match marker(mention) {
            Some(marker) => parts.push((range.0, range.1, false, marker)),
            // Numbers that were understood as a price or a date are not taken for a contact.
            None if digits(quote) <= 8 && mention.kind != MentionType::Place => {
                readable.push(range)
            }
            None => {}
        }
        if mention.kind == MentionType::Age {
            ages.insert(mention.value.as_str());
        }
        if mention.kind == MentionType::Account {
            let words = words(quote).map(|(_, word)| word.to_lowercase());
            here.extend(words.filter(|word| word.chars().count() >= 3));
        }
    }
    readable.sort_unstable();
    doubtful_words(text, |word| here.contains(word) || known(word), &mut parts);
    doubtful_ages(text, &ages, &readable, &mut parts);
    doubtful_digits(text, &readable, &mut parts);
    doubtful_lines(text, &mut parts);
    replace(text, parts)
}

fn digits(text: &str) -> usize {
    text.chars().filter(|c| c.is_numeric()).count()
}

fn doubtful_words(text: &str, known: impl Fn(&str) -> bool, parts: &mut Vec<Part>) {
    for (start, word) in words(text) {
        if known(&word.to_lowercase()) {
            parts.push((start, start + word.len(), true, "[name]"));
        }
    }
    for word in text.split(char::is_whitespace) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        if word.contains(['@', '＠', '﹫']) {
            parts.push((start, start + word.len(), true, "[contact]"));
        } else if word.contains("://") || word.contains("www.") || word.contains(".com") {
            parts.push((start, start + word.len(), true, "[url]"));
        }
    }
}

/// An age that the text states elsewhere: `Ana, 22 - Milwaukee` as a title above `I am 22 years old`.
fn doubtful_ages(
    text: &str,
    ages: &BTreeSet<&str>,
    readable: &[(usize, usize)],
    parts: &mut Vec<Part>,
) {
    if ages.is_empty() {
        return;
    }
    for (start, word) in words(text) {
        let end = start + word.len();
        let next = readable.partition_point(|range| range.1 <= start);
        let understood = readable.get(next).is_some_and(|range| range.0 < end);
        if ages.contains(word) && !understood {
            parts.push((start, end, true, "[age]"));
        }
    }
}

/// Runs of six digits or more, whatever their script, with at most three other characters but letters in between.
fn doubtful_digits(text: &str, readable: &[(usize, usize)], parts: &mut Vec<Part>) {
    let mut run: Option<(usize, usize, usize)> = None;
    let mut gap = 0;
    let mut next = 0;
    let mut close = |run: &mut Option<(usize, usize, usize)>| {
        if let Some((start, end, count)) = run.take()
            && count >= 6
        {
            parts.push((start, end, true, "[number]"));
        }
    };
    for (at, c) in text.char_indices() {
        while readable.get(next).is_some_and(|range| range.1 <= at) {
            next += 1;
        }
        if readable.get(next).is_some_and(|range| range.0 <= at) {
            close(&mut run);
            continue;
        }
        let end = at + c.len_utf8();
        if c.is_numeric() {
            gap = 0;
            run = Some(match run {
                Some((start, _, count)) => (start, end, count + 1),
                None => (at, end, 1),
            });
        } else if run.is_some() {
            gap += 1;
            if c.is_alphabetic() || gap > 3 {
                close(&mut run);
            }
        }
    }
    close(&mut run);
}

/// Keys of unmapped fields whose values are a person's or a contact's.
const KEYS: [&str; 24] = [
    "name", "author", "user", "phone", "tel", "mobile", "cell", "whatsapp", "telegram", "mail",
    "url", "link", "site", "web", "address", "contact", "account", "handle", "id", "ip", "birth",
    "dob", "street", "person",
];

fn doubtful_lines(text: &str, parts: &mut Vec<Part>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let Some((key, value)) = line.split_once(": ") else {
            continue;
        };
        let value_end = at + line.trim_end().len();
        let value_start = at + line.len() - value.len();
        if key.len() > 40 || key.contains(' ') || value_start >= value_end {
            continue;
        }
        let key = key.to_lowercase();
        let named = key.split(|c: char| !c.is_alphanumeric()).any(|part| {
            KEYS.iter()
                .any(|k| part == *k || (k.len() > 3 && part.contains(k)))
        });
        if named {
            parts.push((value_start, value_end, true, "[withheld]"));
        }
    }
}

fn replace(text: &str, mut parts: Vec<Part>) -> Redacted {
    parts.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut cuts: Vec<Cut> = Vec::with_capacity(parts.len());
    let mut at = 0;
    let mut parts = parts.into_iter().peekable();
    while let Some((start, mut end, mut doubtful, mut marker)) = parts.next() {
        while let Some(other) = parts.next_if(|part| part.0 < end) {
            end = end.max(other.1);
            // What was recognized says best what stood there.
            if doubtful && !other.2 {
                (doubtful, marker) = (false, other.3);
            }
        }
        out.push_str(&text[at..start]);
        let to = (out.len(), out.len() + marker.len());
        out.push_str(marker);
        cuts.push(Cut {
            from: (start, end),
            to,
        });
        at = end;
    }
    out.push_str(&text[at..]);
    Redacted { text: out, cuts }
}
