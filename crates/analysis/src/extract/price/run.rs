//! Runs: amounts and times that stand close together, and which time belongs to which amount.
//!
//! Items are separated by distances: a slash or "for" hardly separates, an unknown word or a line break does. In a run
//! neighbours are paired so that the sum of closeness is largest, which keeps `1h 150 2h 280`, `150 1h 280 2h` and
//! `Hh- 150 200 -Full Hr` apart. The work is linear: an item is looked at with its neighbour only.

use super::amount::is_number;
use super::currency::Money;
use super::words;
use super::{Amount, Item, Kind};
use crate::extract::found::{Candidate, Found};
use crate::extract::lexicon::Domain;
use crate::extract::page::{Gap, Page, TokenKind};
use model::{Attribute, MentionType};
use std::fmt::Write as _;

/// The distance from which on items have nothing to do with each other.
const FAR: u32 = 11;
/// The distance up to which a time makes a price of a bare number.
const CLOSE: u32 = 6;
/// What a rate such as `15 €/h` is worth more than two pairs of other neighbours.
const RATE: u32 = 150;
/// A run that long is a table; it goes on in the next one.
const LONGEST: usize = 64;

/// The run that is being read.
#[derive(Default)]
pub(super) struct Run {
    items: Vec<Item>,
    /// Distance since the last item.
    distance: u32,
    /// Token that said that a price follows, and whether only fillers stood behind it.
    cue: Option<usize>,
    /// The cue is at the start of the run of amounts: further amounts of the list are prices too.
    cue_list: bool,
}

impl Run {
    /// An empty run that uses the room of earlier ones.
    pub(super) fn new(items: Vec<Item>) -> Self {
        Self {
            items,
            ..Self::default()
        }
    }

    /// The room, for the next page.
    pub(super) fn into_items(self) -> Vec<Item> {
        self.items
    }

    /// Whether a cue stands right before what comes next.
    pub(super) fn has_cue(&self) -> bool {
        self.cue.is_some()
    }

    /// Whether a length of time was read in this run.
    pub(super) fn holds_times(&self) -> bool {
        self.items
            .iter()
            .any(|item| matches!(item.kind, Kind::Times { .. }))
    }

    /// The last item.
    pub(super) fn last(&self) -> Option<&Item> {
        self.items.last()
    }

    /// Adds an item.
    pub(super) fn add(&mut self, page: &Page<'_>, found: &mut Found, mut item: Item) {
        let gap = line_distance(page, item.from);
        self.distance += gap;
        if gap > 0 {
            self.cue = None;
        }
        if self.distance >= FAR || self.items.len() >= LONGEST {
            self.finish_keeping_cue(page, found);
        }
        item.distance = self.distance;
        if let Kind::Amounts { cued, .. } = &mut item.kind {
            *cued = self.cue.is_some();
            if self.cue_list {
                // One cue, one list: `rates: 80 / 120 / 200`.
                self.cue = self.cue.filter(|_| next_is_list(page, item.to));
            } else {
                self.cue = None;
            }
        }
        self.distance = 0;
        self.items.push(item);
    }

    /// Passes a token that is no item.
    pub(super) fn pass(&mut self, page: &Page<'_>, found: &mut Found, at: usize) {
        let token = &page.tokens[at];
        if token.gap >= Gap::Line {
            self.cue = None;
        }
        let codes = page.codes(at, Domain::Price);
        let is = |code: u16| codes & 1 << code != 0;
        if codes != 0 {
            if let Some(sense) = page.sense_of(at, Domain::Price, 1 << words::CUE) {
                let colon = page
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| matches!(next.kind, TokenKind::Symbol(':' | '=' | '-')));
                let near = is_number(page, at + 1)
                    || page
                        .tokens
                        .get(at + 1)
                        .is_some_and(|next| matches!(next.kind, TokenKind::Symbol(_)));
                if sense.value == 1 || colon || near {
                    self.cue = Some(at);
                    self.cue_list = true;
                }
            } else if !is(words::FILLER) && !is(words::LINK) {
                self.cue = None;
            }
        } else if let TokenKind::Symbol(c) = token.kind {
            if matches!(c, '.' | '!' | '?' | ';') && self.cue.is_some_and(|cue| at > cue + 1)
                || matches!(c, '#' | '@')
            {
                self.cue = None;
            }
        } else {
            self.cue = None;
        }
        if self.items.is_empty() {
            self.distance = 0;
            return;
        }
        self.distance += line_distance(page, at)
            + match token.kind {
                TokenKind::Symbol(c) => match c {
                    '-' | ':' | '=' | '/' | '(' | ')' | '[' | ']' | '+' | '~' | '>' | '→' | '*'
                    | '_' => 1,
                    '.' => 2,
                    ',' | ';' | '|' | '&' => 3,
                    '•' | '·' | '!' | '?' => 4,
                    '%' | '#' | '@' => FAR,
                    _ => 2,
                },
                TokenKind::Number => 8,
                TokenKind::Word
                    if token.end - token.start <= 4
                        && matches!(
                            page.word(at),
                            "per" | "la" | "an" | "por" | "the" | "for" | "a" | "за"
                        ) =>
                {
                    0
                }
                TokenKind::Word if is(words::LINK) => 1,
                TokenKind::Word if is(words::FILLER) => 2,
                TokenKind::Word if token.unspaced => 3,
                TokenKind::Word => 5,
            };
        if self.distance >= FAR {
            self.finish_keeping_cue(page, found);
        }
    }

    /// Emits what the run holds.
    pub(super) fn finish(&mut self, page: &Page<'_>, found: &mut Found) {
        self.cue = None;
        self.finish_keeping_cue(page, found);
    }

    fn finish_keeping_cue(&mut self, page: &Page<'_>, found: &mut Found) {
        if !self.items.is_empty() {
            let partners = pair(page, &self.items);
            for (at, item) in self.items.iter().enumerate() {
                let partner = partners[at].map(|other| (&self.items[other], other < at));
                emit(page, found, item, partner);
            }
            self.items.clear();
        }
        self.distance = 0;
    }
}

fn line_distance(page: &Page<'_>, at: usize) -> u32 {
    match page.tokens[at].gap {
        Gap::None | Gap::Space => 0,
        Gap::Line => 7,
        Gap::Blank => FAR,
    }
}

/// Whether the amount is followed by a separator and another number.
fn next_is_list(page: &Page<'_>, at: usize) -> bool {
    page.tokens.get(at).is_some_and(|next| {
        next.gap <= Gap::Space
            && (matches!(next.kind, TokenKind::Symbol('/' | '-' | ',' | '|'))
                && is_number(page, at + 1)
                || matches!(next.kind, TokenKind::Number))
    })
}

/// For each item the neighbour that it is paired with.
fn pair(page: &Page<'_>, items: &[Item]) -> [Option<usize>; LONGEST] {
    let mut best = [0u32; LONGEST + 1];
    let mut taken = [false; LONGEST + 1];
    for end in 1..items.len() {
        let mut gain = gain(&items[end - 1], &items[end]);
        if gain > 0 && is_rate(page, &items[end - 1], &items[end]) {
            gain += RATE;
        }
        best[end + 1] = best[end];
        if gain > 0 && best[end - 1] + gain > best[end] {
            best[end + 1] = best[end - 1] + gain;
            taken[end + 1] = true;
        }
    }
    let mut partners = [None; LONGEST];
    let mut end = items.len();
    while end > 1 {
        if taken[end] {
            partners[end - 1] = Some(end - 2);
            partners[end - 2] = Some(end - 1);
            end -= 2;
        } else {
            end -= 1;
        }
    }
    partners
}

/// `15 €/h`: an amount with its currency, and its time behind a slash that touches both. Other pairings yield.
fn is_rate(page: &Page<'_>, left: &Item, right: &Item) -> bool {
    // In `15min £40/30min £60` the times come first.
    left.distance > 2
        && matches!(left.kind, Kind::Amounts { money: Some(_), .. })
        && left.to + 1 == right.from
        && page.is_symbol(left.to, '/')
        && page.tokens[left.to].gap == Gap::None
        && page.tokens[right.from].gap == Gap::None
}

/// How much is won by pairing two neighbours; 0 when they can't be paired.
fn gain(left: &Item, right: &Item) -> u32 {
    let (amounts, times) = match (&left.kind, &right.kind) {
        (Kind::Amounts { .. }, Kind::Times { .. }) => (left, right),
        (Kind::Times { .. }, Kind::Amounts { .. }) => (right, left),
        _ => return 0,
    };
    let (Kind::Amounts { money, cued, .. }, Kind::Times { weak, minutes }) =
        (&amounts.kind, &times.kind)
    else {
        return 0;
    };
    let sure = money.is_some() || *cued;
    let lists = amounts.count == times.count || times.count == 1;
    let close = if minutes[0] == 0 { 3 } else { CLOSE };
    if !lists || !sure && (*weak || right.distance > close) || right.distance >= FAR {
        return 0;
    }
    // "Bake it at 240 for 35 minutes"
    let usual = minutes[0] == 0
        || minutes[..times.count]
            .iter()
            .all(|minutes| minutes % 10 == 0 || matches!(minutes, 15 | 25 | 45 | 75));
    if !sure && !usual {
        return 0;
    }
    if *weak && right.distance > 3 {
        return 0;
    }
    100 + FAR - right.distance
}

fn emit(page: &Page<'_>, found: &mut Found, item: &Item, partner: Option<(&Item, bool)>) {
    let Kind::Amounts {
        values,
        money,
        cued,
        spelled,
        negative,
    } = &item.kind
    else {
        return;
    };
    let times = partner.and_then(|(other, _)| match &other.kind {
        Kind::Times { minutes, .. } => Some((minutes, other)),
        Kind::Amounts { .. } => None,
    });
    if money.is_none() && !cued && times.is_none() {
        return;
    }
    for (n, amount) in values[..item.count].iter().enumerate() {
        let minutes = times.and_then(|(minutes, other)| {
            let at = if other.count == item.count { n } else { 0 };
            Some(minutes[at]).filter(|minutes| *minutes > 0)
        });
        let (mut from, mut to) = if item.count == 1 {
            (item.from, item.to)
        } else {
            (amount.from, amount.to)
        };
        if item.count == 1
            && let Some((other, before)) = partner
        {
            if before {
                from = other.from;
            } else {
                to = other.to;
            }
        }
        push(
            page,
            found,
            (from, to),
            amount,
            *money,
            minutes,
            *spelled,
            *negative,
            times.is_some(),
        );
    }
}

/// Whether letters or digits touch on either side: `CLP104BB`, `K33442US`, `US30YT` name models and bonds.
fn is_within_code(text: &str, start: usize, end: usize) -> bool {
    let solid = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    let starts_solid = solid(bytes.get(start));
    let ends_solid = end > start && solid(bytes.get(end - 1));
    starts_solid && start > 0 && solid(bytes.get(start - 1)) || ends_solid && solid(bytes.get(end))
}

#[expect(clippy::too_many_arguments, reason = "the parts of one price")]
fn push(
    page: &Page<'_>,
    found: &mut Found,
    (from, to): (usize, usize),
    amount: &Amount,
    money: Option<Money>,
    minutes: Option<u32>,
    spelled: bool,
    negative: bool,
    timed: bool,
) {
    let (start, end) = page.range(from, to);
    if is_within_code(page.text, start, end) {
        return;
    }
    let text = amount.value.text(negative);
    let currency = match money {
        Some(Money::Said(code)) => Some(words::unpacked(code)),
        _ => None,
    };
    let (mut confidence, method) = match money {
        Some(Money::Said(_) | Money::Unsaid) => (90, "currency"),
        Some(Money::Slang) => (80, "slang"),
        None if timed => (75, "duration"),
        None => (70, "cue"),
    };
    if minutes.is_some() {
        confidence += 5;
    }
    if spelled {
        confidence -= 10;
    }
    let mut value = String::with_capacity(24);
    if let Some(currency) = &currency {
        value.push_str(currency);
        value.push(' ');
    }
    value.push_str(&text);
    if let Some(minutes) = minutes {
        // Writing to a string can't fail.
        let _ = write!(value, " / {minutes} min");
    }
    let currency = currency.map_or(Attribute::Null, Attribute::Text);
    let minutes = minutes.map_or(Attribute::Null, |minutes| {
        Attribute::Integer(i64::from(minutes))
    });
    found.push(
        Candidate::new(MentionType::Price, (start, end), value, confidence, method)
            .with("amount", Attribute::Text(text))
            .with("currency", currency)
            .with("minutes", minutes),
    );
}
