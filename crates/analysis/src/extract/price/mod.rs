//! Recognizer: prices.
//!
//! Amounts and lengths of time are read one after the other; those that stand close together form a run, in which each
//! time is given to the amount beside it so that as many as possible are paired ([`run`]). A bare number is a price only
//! with a currency, slang, a time or a cue.

mod amount;
mod currency;
mod run;
mod time;
mod words;

#[cfg(test)]
mod tests;

use super::Context;
use super::found::Found;
use super::lexicon::Domain;
use super::numbers;
use super::page::{Gap, Page, TokenKind};
use amount::Decimal;
use currency::Money;
use run::Run;

pub(crate) use amount::{is_number, literal};
pub(crate) use words::WORDS;

/// Most elements of a list such as `80/120/200`.
const LIST: usize = 6;

/// Something that takes part in a price. Token positions.
#[derive(Clone, Copy)]
pub(crate) struct Item {
    from: usize,
    to: usize,
    kind: Kind,
    count: usize,
    /// How far it is from the item before, see [`run`].
    distance: u32,
}

#[derive(Clone, Copy)]
#[expect(clippy::large_enum_variant, reason = "a run holds at most 64 of them")]
enum Kind {
    Amounts {
        values: [Amount; LIST],
        money: Option<Money>,
        /// A cue says that it is a price.
        cued: bool,
        /// Written in words.
        spelled: bool,
        negative: bool,
    },
    Times {
        minutes: [u32; LIST],
        /// A rate a day, or hours of the day: no evidence that a bare number is a price.
        weak: bool,
    },
}

#[derive(Clone, Copy)]
struct Amount {
    value: Decimal,
    from: usize,
    to: usize,
}

impl Default for Amount {
    fn default() -> Self {
        Self {
            value: Decimal::whole(0),
            from: 0,
            to: 0,
        }
    }
}

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, context: &Context<'_>, found: &mut Found) {
    let mut run = Run::new(std::mem::take(&mut found.items));
    let mut at = 0;
    while at < page.tokens.len() {
        if page.tokens[at].gap == Gap::Blank {
            run.finish(page, found);
        }
        match item(page, context, found, at, &run) {
            Some(item) => {
                at = item.to;
                run.add(page, found, item);
            }
            None => {
                run.pass(page, found, at);
                // A number that is nothing is passed whole, so that its tail is not read as another.
                at = after_number(page, at);
            }
        }
    }
    run.finish(page, found);
    found.items = run.into_items();
}

fn after_number(page: &Page<'_>, at: usize) -> usize {
    if !is_number(page, at) {
        return at + 1;
    }
    let mut end = at + 1;
    while end + 1 < page.tokens.len()
        && matches!(
            page.tokens[end].kind,
            TokenKind::Symbol('.' | ',' | '\'' | '-' | '/' | ':')
        )
        && page.tokens[end].gap == Gap::None
        && page.tokens[end].end - page.tokens[end].start == 1
        && is_number(page, end + 1)
        && page.tokens[end + 1].gap == Gap::None
    {
        end += 2;
    }
    end
}

fn item(
    page: &Page<'_>,
    context: &Context<'_>,
    found: &Found,
    at: usize,
    run: &Run,
) -> Option<Item> {
    let cued = run.has_cue();
    let token = &page.tokens[at];
    match token.kind {
        TokenKind::Number => {
            let (start, end) = page.range(at, at + 1);
            if found.is_claimed(start, end) || glued_before(page, at) {
                return None;
            }
            if let Some(times) = run.last().and_then(|last| time::unnamed(page, at, last)) {
                return Some(times);
            }
            time::at(page, at).or_else(|| amounts(page, context, at, None, cued))
        }
        TokenKind::Symbol('.') => {
            // `.75` is an amount only with a currency behind it.
            if token.gap == Gap::None && at > 0 {
                return None;
            }
            amounts(page, context, at, None, false).filter(is_money)
        }
        TokenKind::Symbol(_) => {
            let prefix = currency::before(page, context, at)?;
            amounts(page, context, prefix.end, Some(prefix.money), cued).map(|item| Item {
                from: at,
                ..negated(item, prefix.negative)
            })
        }
        TokenKind::Word => {
            let signed = matches!(
                page.tokens.get(at + 1).map(|next| next.kind),
                Some(TokenKind::Symbol('$' | '₵'))
            );
            if token.entry == 0 && !page.is_symbol(at + 1, '$') {
                return None;
            }
            // Only words of prices and numbers begin anything, but for letters with a sign and a single letter.
            let codes = page.codes(at, Domain::Price);
            let is_number = token.domains.has(Domain::Number);
            if codes == 0 && !is_number && !signed && !matches!(page.word(at), "h" | "ч") {
                return None;
            }
            if (signed || codes & currency::LEADING != 0)
                && let Some(prefix) = currency::before(page, context, at)
            {
                let item = amounts(page, context, prefix.end, Some(prefix.money), cued);
                if let Some(item) = item {
                    return Some(Item {
                        from: at,
                        ..negated(item, prefix.negative)
                    });
                }
            }
            if run.last().is_some()
                && let Some(part) = time::half_alone(page, at).or_else(|| {
                    run.holds_times()
                        .then(|| time::full_alone(page, at))
                        .flatten()
                })
            {
                return Some(part);
            }
            let time = time::at(page, at);
            if time.is_some() || !is_number {
                return time;
            }
            spelled_amount(page, context, at, cued)
        }
    }
}

fn negated(mut item: Item, minus: bool) -> Item {
    if let Kind::Amounts { negative, .. } = &mut item.kind {
        *negative = minus;
    }
    item
}

fn is_money(item: &Item) -> bool {
    matches!(item.kind, Kind::Amounts { money: Some(_), .. })
}

/// Digits that belong to a word or to a sign in front of them are no amount: `a1`, `#1`, `@1`, `10:30`.
fn glued_before(page: &Page<'_>, at: usize) -> bool {
    if at == 0 {
        return false;
    }
    // `1 . 8500`: the tail of a decimal in a text whose signs are set apart.
    if at > 1
        && page.tokens[at].gap == Gap::Space
        && page.tokens[at - 1].gap == Gap::Space
        && page.is_symbol(at - 1, '.')
        && is_number(page, at - 2)
    {
        return true;
    }
    if page.tokens[at].gap != Gap::None {
        return false;
    }
    match page.tokens[at - 1].kind {
        TokenKind::Symbol(c) => {
            matches!(c, '#' | '@' | '_' | '+' | '\\' | '%' | '№')
                || (c == '.' || c == ',' && !amount::is_wide(page, at - 1))
                    && at > 1
                    && is_number(page, at - 2)
        }
        TokenKind::Word => {
            // `B85 W57 H84`, `T157`
            let measured = match page.word(at - 1) {
                "h" => at > 2 && is_number(page, at - 2),
                "b" | "w" | "t" => page.tokens[at - 1].gap > Gap::None,
                _ => false,
            };
            let known = !measured
                && page.tokens[at - 1].entry != 0
                && page.sense(at - 1, Domain::Price).is_some();
            let unspaced = page
                .word(at - 1)
                .chars()
                .next_back()
                .is_some_and(super::fold::is_unspaced);
            !known && !unspaced
        }
        TokenKind::Number => false,
    }
}

/// One amount, or a list or range of amounts, with the currency before or after.
fn amounts(
    page: &Page<'_>,
    context: &Context<'_>,
    at: usize,
    prefix: Option<Money>,
    cued: bool,
) -> Option<Item> {
    if let Some(list) =
        list(page, context, at, prefix, cued).or_else(|| worded_range(page, context, at, prefix))
    {
        return Some(list);
    }
    if prefix.is_some() && page.tokens.get(at)?.kind == TokenKind::Word {
        let (value, end) = spelled(page, at)?;
        let (value, end) = times(page, value, end)?;
        return Some(single(at, end, value, prefix, cued, true));
    }
    let literal = literal(page, at)?;
    let read = |value: Decimal, end: usize| {
        let (value, end, dong) = match currency::vietnamese(page, context, value, end) {
            Some((value, end)) => (value, end, true),
            None => {
                let (value, end) = times(page, value, end)?;
                (value, end, false)
            }
        };
        let after = match prefix {
            None => currency::after(page, context, at, end),
            Some(_) => None,
        };
        if dong && after.is_none() && prefix.is_none() {
            return Some((value, end, Some(currency::DONG)));
        }
        let (value, end, money) = match (after, prefix) {
            (Some(after), _) => currency::with_hundredths(page, value, after),
            (None, Some(money)) => {
                let (money, end) = currency::refine(page, context, money, end);
                (value, end, Some(money))
            }
            (None, None) => (value, end, None),
        };
        Some((value, end, money))
    };
    if prefix.is_some()
        && let Some((value, end)) = spaced_cents(page, &literal)
    {
        return Some(single(at, end, value, prefix, cued, false));
    }
    let mut best = read(literal.value, literal.end)?;
    if let Some((value, end)) = literal.short {
        // Groups set off by spaces are one number only when a currency says so and the number looks like one.
        let money = best.2;
        let sure = money.is_some() && plausible_groups(page, at, literal.end, money);
        // No price is `000`: `ночь 15 000`.
        let round = (literal.short.map_or(literal.end, |(_, end)| end)..literal.end)
            .all(|group| page.word(group) == "000");
        if !sure && !round {
            best = read(value, end)?;
        }
    }
    let (value, end, money) = best;
    if money.is_none() && !bare(page, at, end, value) {
        return None;
    }
    Some(single(at, end, value, money, cued, false))
}

/// `$119. 95` at the end of a line.
fn spaced_cents(page: &Page<'_>, literal: &amount::Literal) -> Option<(Decimal, usize)> {
    let at = literal.end;
    let cents = page.tokens.get(at + 1)?;
    let fits = page.is_symbol(at, '.')
        && page.tokens[at].gap == Gap::None
        && is_number(page, at + 1)
        && cents.gap == Gap::Space
        && cents.end - cents.start == 2
        && page
            .tokens
            .get(at + 2)
            .is_none_or(|next| next.gap > Gap::Space);
    let value = literal
        .value
        .plus_hundredths(page.word(at + 1).parse().ok()?)?;
    fits.then_some((value, at + 2))
}

fn single(
    from: usize,
    to: usize,
    value: Decimal,
    money: Option<Money>,
    cued: bool,
    spelled: bool,
) -> Item {
    let mut values = [Amount::default(); LIST];
    values[0] = Amount { value, from, to };
    Item {
        from,
        to,
        kind: Kind::Amounts {
            values,
            money,
            cued,
            spelled,
            negative: false,
        },
        count: 1,
        distance: 0,
    }
}

/// `150 200 €` may be two prices, `2 500 €`, `150 200,00 €` and `150 000 €` are one.
fn plausible_groups(page: &Page<'_>, at: usize, end: usize, money: Option<Money>) -> bool {
    let first = page.word(at).len();
    let mut spaces = 0;
    let mut fraction = false;
    let mut round = false;
    for token in at + 1..end {
        match page.tokens[token].kind {
            TokenKind::Number if page.tokens[token].gap == Gap::Space => {
                spaces += 1;
                round |= page.word(token) == "000";
            }
            TokenKind::Symbol(_) => fraction = true,
            _ => {}
        }
    }
    let small = money.is_some_and(currency::is_small);
    first < 3 || fraction || round || small && spaces == 1
}

/// Thousands, millions … after a literal, and further parts: `4억 2천만`.
fn times(page: &Page<'_>, value: Decimal, end: usize) -> Option<(Decimal, usize)> {
    let factor = |at: usize| -> Option<i64> {
        let token = page.tokens.get(at)?;
        if !token.domains.has(Domain::Price) {
            return None;
        }
        let word = page.word(at);
        let short = word.len() <= 2 && word.is_ascii();
        if token.gap > Gap::Space || short && token.gap != Gap::None {
            return None;
        }
        let sense = page
            .senses_in(at, Domain::Price)
            .find(|sense| sense.code == words::TIMES)?;
        // `5m` may be metres or minutes, `5b` a house number.
        let lone = matches!(word, "m" | "b" | "g" | "t");
        let sign = at >= 2
            && matches!(
                page.tokens[at - 2].kind,
                TokenKind::Symbol('$' | '€' | '£' | '¥' | '₹' | '.')
            );
        (!lone || sign).then_some(sense.value)
    };
    // `7천 5백만`, `30만9천`: words that multiply the sum before them.
    if page
        .tokens
        .get(end)
        .is_some_and(|token| token.gap <= Gap::Space && token.entry != 0)
        && page
            .word(end)
            .chars()
            .next()
            .is_some_and(super::fold::is_unspaced)
        && is_number(page, end - 1)
        && value.as_whole().is_some()
        && let Some(sum) = myriads(page, end - 1)
    {
        return Some(sum);
    }
    let (mut value, mut end) = (value, end);
    let mut sum: Option<Decimal> = None;
    let mut steps = 0;
    let mut last = i64::MAX;
    while let Some(first) = factor(end) {
        let mut by = first as u128;
        end += 1;
        while steps < 8 {
            steps += 1;
            let Some(more) = factor(end) else { break };
            by = by.checked_mul(more as u128)?;
            end += 1;
        }
        let part = value.times(by)?;
        sum = Some(match sum {
            Some(sum) => sum.plus(part)?,
            None => part,
        });
        value = part;
        // A further part: digits, then a smaller factor.
        let smaller = steps < 8
            && is_number(page, end)
            && page.tokens[end].gap <= Gap::Space
            && page.word(end).len() <= 4
            && factor(end + 1).is_some_and(|next| next < first && next < last);
        if !smaller {
            break;
        }
        last = first;
        value = literal(page, end)?.value;
        end += 1;
    }
    Some((sum.unwrap_or(value), end))
}

/// Digits and words by turns, in sections of ten thousand: `2억 4천 5백만`, `30만9천381`.
fn myriads(page: &Page<'_>, at: usize) -> Option<(Decimal, usize)> {
    let (mut total, mut section) = (0u128, 0u128);
    // Each section and each part of a section is smaller than the one before.
    let (mut level, mut size) = (u128::MAX, u128::MAX);
    let mut end = at;
    for _ in 0..8 {
        let token = page.tokens.get(end)?;
        if end > at && (token.gap > Gap::Space || !is_number(page, end)) {
            break;
        }
        let (value, stop) = match numbers::number_at(page, end) {
            Some(spelled) if spelled.end > end + 1 => (u128::from(spelled.value), spelled.end),
            _ if end > at && page.word(end).len() <= 4 && currency::is_currency(page, end + 1) => {
                (page.word(end).parse().ok()?, end + 1)
            }
            _ => break,
        };
        let step = [1_000_000_000_000, 100_000_000, 10_000, 1]
            .into_iter()
            .find(|step| value.is_multiple_of(*step))?;
        let part = value / step;
        if step == 1 {
            if part >= size || part >= level {
                break;
            }
            section += part;
            size = 10u128.pow(part.checked_ilog10().unwrap_or(0));
        } else {
            if step >= level || part >= size {
                break;
            }
            total += (section + part) * step;
            section = 0;
            (level, size) = (step, u128::MAX);
        }
        end = stop;
        if page.tokens.get(end).is_none() {
            break;
        }
    }
    (end > at + 1).then(|| (Decimal::whole(total + section), end))
}

/// An amount without a currency has at most so much; more is the number of a part.
const MOST_BARE: u128 = 1_999_999;

/// Numbers that are years far oftener than amounts without a currency.
const YEARS: std::ops::RangeInclusive<u128> = 2001..=2039;

/// Whether a number may be a price when something near it says so.
fn bare(page: &Page<'_>, at: usize, end: usize, value: Decimal) -> bool {
    let Some(whole) = value.as_whole() else {
        return false;
    };
    if !(10..=MOST_BARE).contains(&whole)
        || page.word(at).starts_with('0')
        || YEARS.contains(&whole)
    {
        return false;
    }
    if follows_other_cue(page, at) {
        return false;
    }
    if at > 0
        && page.tokens[at].gap == Gap::None
        && let TokenKind::Symbol(c) = page.tokens[at - 1].kind
    {
        // `10:30`, `12/05`, `555-0100`
        if matches!(c, ':' | '/' | '-' | '.' | ',' | '\'') && at > 1 && is_number(page, at - 2) {
            return false;
        }
    }
    let Some(next) = page.tokens.get(end) else {
        return true;
    };
    match next.kind {
        // `101 1/4`
        TokenKind::Number => next.gap != Gap::None && !page.is_symbol(end + 1, '/'),
        TokenKind::Symbol('.' | ',') if next.gap == Gap::Space && is_number(page, end + 1) => {
            page.tokens[end + 1].gap != Gap::Space || next.gap != Gap::Space
        }
        TokenKind::Symbol(c) => {
            let glued = next.gap == Gap::None;
            // `80/30 min` is an amount and its time.
            let number_follows = is_number(page, end + 1)
                && page.tokens[end + 1].gap == Gap::None
                && !(c == '/'
                    && (time::at(page, end + 1).is_some() || time::beside_pair(page, at)));
            !(matches!(c, '%' | '°' | '\'' | '"' | '@' | '_' | '#' | '‰')
                || glued && c == '+'
                || glued && matches!(c, ':' | '/' | '.' | ',' | '-') && number_follows)
        }
        TokenKind::Word => {
            let other = page
                .senses_in(end, Domain::Price)
                .any(|sense| sense.code == words::OTHER_UNIT || sense.code == words::MINOR);
            let time = page.senses_in(end, Domain::Price).any(|sense| {
                matches!(
                    sense.code,
                    words::FIXED | words::HALF | words::LINK | words::HOUR
                )
            });
            let date = page.sense(end, Domain::Date).is_some();
            let unspaced = page
                .word(end)
                .chars()
                .next()
                .is_some_and(super::fold::is_unspaced);
            next.gap > Gap::Space
                || (!other || time && next.gap == Gap::Space && !is_age_word(page.word(end)))
                    && !date
                    && (next.gap == Gap::Space
                        || unspaced
                        || page.sense(end, Domain::Price).is_some())
        }
    }
}

/// Whether a cue of age, height, weight or of a number of something stands right before: `体重48 一小时800`, `order 4916`.
fn follows_other_cue(page: &Page<'_>, at: usize) -> bool {
    if at == 0 || page.tokens[at].gap > Gap::Space {
        return false;
    }
    let sign = matches!(page.tokens[at - 1].kind, TokenKind::Symbol(':' | '-' | '='));
    let Some(word) = at.checked_sub(1 + usize::from(sign)) else {
        return false;
    };
    // `peso 50` is said of weight, `age` of nobody's price.
    super::body::is_cue(page, word)
        || super::age::is_cue(page, word)
        || super::phone::names_other_number(page, word)
}

/// Words that are hours in one language and years in another.
fn is_age_word(word: &str) -> bool {
    matches!(word, "год" | "y" | "in" | "a" | "st")
}

/// `80/120/200`, `80-120`: at least two plain numbers that share a currency, a cue or their times.
fn list(
    page: &Page<'_>,
    context: &Context<'_>,
    at: usize,
    prefix: Option<Money>,
    cued: bool,
) -> Option<Item> {
    if !is_number(page, at) {
        return None;
    }
    let next = page.tokens.get(at + 1)?;
    let separator = match next.kind {
        TokenKind::Symbol(c @ ('/' | '-' | '~')) if next.end - next.start == 1 => c,
        _ => return None,
    };
    let mut values = [Amount::default(); LIST];
    let mut count = 0;
    let mut token = at;
    let mut end = at;
    loop {
        let word = page.word(token);
        if count == LIST || word.len() > 6 || word.starts_with('0') {
            return None;
        }
        let literal = literal(page, token)?;
        let (value, stop) = literal.short.unwrap_or((literal.value, literal.end));
        let (value, stop) = times(page, value, stop)?;
        values[count] = Amount {
            value,
            from: token,
            to: stop,
        };
        count += 1;
        end = end.max(stop);
        let more = page.is_symbol(stop, separator)
            && page.tokens[stop].gap <= Gap::Space
            && page.tokens[stop].end - page.tokens[stop].start == 1
            && is_number(page, stop + 1)
            && page.tokens[stop + 1].gap == page.tokens[stop].gap;
        if !more {
            break;
        }
        token = stop + 1;
    }
    if count < 2 || separator != '/' && count > 2 {
        return None;
    }
    if separator == '/' && (time::at(page, token).is_some() || time::beside_pair(page, at)) {
        return None;
    }
    let whole = |n: usize| values[n].value.as_whole().unwrap_or(0);
    if whole(0) == 24 && whole(1) == 7 {
        return None;
    }
    let money = match prefix {
        Some(money) => {
            let (money, stop) = currency::refine(page, context, money, end);
            end = stop;
            Some(money)
        }
        None => match currency::after(page, context, at, end) {
            Some(after) => {
                end = after.end;
                Some(after.money)
            }
            None => None,
        },
    };
    // `80/30` with a currency or a cue: so much for so many minutes.
    if (money.is_some() || cued)
        && separator == '/'
        && count == 2
        && matches!(whole(1), 15 | 20 | 30 | 45 | 60 | 90)
        && whole(0) * 4 >= whole(1) * 5
        && whole(0) < 2000
    {
        return None;
    }
    if money.is_none() {
        // `165/48` is a height and a weight.
        let body = count == 2 && (140..=199).contains(&whole(0)) && (35..=110).contains(&whole(1));
        if follows_other_cue(page, at) || body && !cued {
            return None;
        }
        let plain = (0..count).all(|n| (20..=100_000).contains(&whole(n)));
        if !plain || !bare_end(page, end) {
            return None;
        }
    }
    Some(Item {
        from: at,
        to: end,
        kind: Kind::Amounts {
            values,
            money,
            cued,
            spelled: false,
            negative: false,
        },
        count,
        distance: 0,
    })
}

/// `from 26 to 50 €`: two plain numbers, the larger one second, and a currency.
fn worded_range(
    page: &Page<'_>,
    context: &Context<'_>,
    at: usize,
    prefix: Option<Money>,
) -> Option<Item> {
    let ranges = page
        .senses_in(at + 1, Domain::Price)
        .any(|sense| sense.code == words::RANGE);
    if !ranges || !is_number(page, at) || !is_number(page, at + 2) {
        return None;
    }
    let (first, second) = (literal(page, at)?, literal(page, at + 2)?);
    if first.end != at + 1 || page.tokens[at + 2].gap > Gap::Space {
        return None;
    }
    let (low, high) = (first.value.as_whole()?, second.value.as_whole()?);
    let (end, money) = match prefix {
        Some(money) => (second.end, money),
        None => {
            let after = currency::after(page, context, at + 2, second.end)?;
            (after.end, after.money)
        }
    };
    if low >= high || high > low.saturating_mul(20) {
        return None;
    }
    let mut item = single(at, end, first.value, Some(money), false, false);
    if let Kind::Amounts { values, .. } = &mut item.kind {
        values[0].to = at + 1;
        values[1] = Amount {
            value: second.value,
            from: at + 2,
            to: second.end,
        };
    }
    item.count = 2;
    Some(item)
}

/// Whether nothing after a list of bare numbers says that they count something else.
fn bare_end(page: &Page<'_>, end: usize) -> bool {
    let Some(next) = page.tokens.get(end) else {
        return true;
    };
    match next.kind {
        TokenKind::Symbol(c) => {
            !(next.gap == Gap::None
                && matches!(c, '/' | '-' | '.' | ':' | '%' | '\'' | '"')
                && is_number(page, end + 1)
                && page.tokens[end + 1].gap == Gap::None)
                && c != '%'
        }
        TokenKind::Word => {
            next.gap > Gap::Space
                || !page
                    .senses_in(end, Domain::Price)
                    .any(|sense| sense.code == words::OTHER_UNIT)
        }
        TokenKind::Number => next.gap != Gap::None,
    }
}

/// An amount in words, with a currency or slang behind it, or bare when a time or a cue is near.
fn spelled_amount(page: &Page<'_>, context: &Context<'_>, at: usize, cued: bool) -> Option<Item> {
    let (value, end) = spelled(page, at)?;
    let (value, end) = times(page, value, end)?;
    // `billions of dollars` is no amount.
    if end == at + 1 && value.floor() >= 1_000_000 {
        return None;
    }
    let after = currency::after(page, context, at, end);
    let (value, end, money) = match after {
        Some(after) => currency::with_hundredths(page, value, after),
        None => (value, end, None),
    };
    if money.is_none() {
        let whole = value.as_whole()?;
        if !(20..=100_000).contains(&whole) || whole % 5 != 0 || !bare_end(page, end) {
            return None;
        }
    }
    Some(single(at, end, value, money, cued, true))
}

/// A number in words. `one fifty` is said for 150.
pub(crate) fn spelled(page: &Page<'_>, at: usize) -> Option<(Decimal, usize)> {
    let first = number(page, at)?;
    // `one-fifty`
    if page.is_symbol(first.1, '-')
        && page.tokens[first.1].gap == Gap::None
        && page
            .tokens
            .get(first.1 + 1)
            .is_some_and(|next| next.gap == Gap::None && next.kind == TokenKind::Word)
        && (1..=9).contains(&first.0)
        && let Some(second) = number(page, first.1 + 1)
        && (20..=90).contains(&second.0)
        && second.0 % 10 == 0
    {
        return Some((Decimal::whole(first.0 * 100 + second.0), second.1));
    }
    if (1..=9).contains(&first.0)
        && let Some(second) = number(page, first.1)
        && (20..=90).contains(&second.0)
        && second.0 % 10 == 0
        && page.tokens[first.1].gap == Gap::Space
    {
        return Some((Decimal::whole(first.0 * 100 + second.0), second.1));
    }
    Some((Decimal::whole(first.0), first.1))
}

fn number(page: &Page<'_>, at: usize) -> Option<(u128, usize)> {
    page.tokens
        .get(at)
        .filter(|token| token.domains.has(Domain::Number))?;
    let spelled = numbers::number_at(page, at)?;
    (spelled.end > at).then_some((u128::from(spelled.value), spelled.end))
}

/// Whether a currency's sign stands at a token.
fn currency_follows(page: &Page<'_>, at: usize) -> bool {
    currency::is_currency(page, at)
}

/// Whether a sense of a word says that a number before it counts money, time or things.
pub(crate) fn counts(sense: super::lexicon::Sense) -> bool {
    sense.domain == Domain::Price
        && matches!(
            sense.code,
            words::OTHER_UNIT
                | words::CODE
                | words::UNIT
                | words::FAMILY
                | words::HOUR
                | words::MINUTE
                | words::TIMES
                | words::MINOR
                | words::SLANG
        )
}
