//! Amounts: decimal literals with the separators of many countries, kept exact.

use crate::extract::page::{Gap, Page, TokenKind};

/// An exact decimal: `mantissa` / 10^`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) mantissa: u128,
    pub(crate) scale: u32,
}

/// More digits than any sum of money has.
const MOST_DIGITS: usize = 24;

impl Decimal {
    /// A whole number.
    pub(crate) const fn whole(value: u128) -> Self {
        Self {
            mantissa: value,
            scale: 0,
        }
    }

    /// `None` when the product has too many digits.
    pub(crate) fn times(self, factor: u128) -> Option<Self> {
        let mantissa = self.mantissa.checked_mul(factor)?;
        Some(Self { mantissa, ..self }.trimmed())
    }

    /// Adds hundredths, such as the cents of `3 euros 50`.
    pub(crate) fn plus_hundredths(self, hundredths: u128) -> Option<Self> {
        let whole = self.trimmed();
        if whole.scale != 0 {
            return None;
        }
        let mantissa = whole.mantissa.checked_mul(100)?.checked_add(hundredths)?;
        Some(Self { mantissa, scale: 2 }.trimmed())
    }

    /// The sum of two.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let up = |value: Self| {
            10u128
                .checked_pow(scale - value.scale)
                .and_then(|factor| value.mantissa.checked_mul(factor))
        };
        let mantissa = up(self)?.checked_add(up(other)?)?;
        Some(Self { mantissa, scale }.trimmed())
    }

    fn trimmed(mut self) -> Self {
        while self.scale > 0 && self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }

    /// Whether it is a whole number, and which.
    pub(crate) fn as_whole(self) -> Option<u128> {
        let plain = self.trimmed();
        (plain.scale == 0).then_some(plain.mantissa)
    }

    /// The whole part.
    pub(crate) fn floor(self) -> u128 {
        10u128
            .checked_pow(self.scale)
            .map_or(0, |unit| self.mantissa / unit)
    }

    /// Plain digits with a point and without needless zeros: `1200.5`.
    pub(crate) fn text(self, negative: bool) -> String {
        let plain = self.trimmed();
        let mut text = plain.mantissa.to_string();
        let scale = plain.scale as usize;
        if scale > 0 {
            if text.len() <= scale {
                text.insert_str(0, &"0".repeat(scale + 1 - text.len()));
            }
            text.insert(text.len() - scale, '.');
        }
        if negative && plain.mantissa != 0 {
            text.insert(0, '-');
        }
        text
    }
}

/// A number in digits as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    pub(crate) value: Decimal,
    /// One past its last token.
    pub(crate) end: usize,
    /// The same read without groups that a space sets off: `150 200` may be one number or two.
    pub(crate) short: Option<(Decimal, usize)>,
}

/// What stands between two groups of digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Point,
    Comma,
    Apostrophe,
    Space,
}

/// Reads the literal that starts at token `at`: `1.200,50`, `1,200.50`, `1 200`, `1'200`, `12,34,567`, `.75`, `24,-`.
pub(crate) fn literal(page: &Page<'_>, at: usize) -> Option<Literal> {
    let leading_point = page.is_symbol(at, '.') || page.is_symbol(at, ',');
    if leading_point {
        let token = at + 1;
        if !is_number(page, token) || page.tokens[token].gap != Gap::None {
            return None;
        }
        let word = page.word(token);
        let value = decimal(&[], word)?;
        return Some(Literal {
            value,
            end: token + 1,
            short: None,
        });
    }
    if !is_number(page, at) || page.word(at).len() > MOST_DIGITS {
        return None;
    }
    if next_group(page, at).is_none() {
        return lone(page, at);
    }
    grouped(page, at)
}

/// Digits with nothing behind them that may separate groups.
fn lone(page: &Page<'_>, at: usize) -> Option<Literal> {
    let value = extend(0, page.word(at))?;
    if let Some(zeros) = letters_for_zeros(page, at) {
        return Some(Literal {
            value: Decimal::whole(value.checked_mul(10u128.pow(zeros))?),
            end: at + 2,
            short: None,
        });
    }
    Some(Literal {
        value: Decimal::whole(value),
        end: with_dash(page, at + 1),
        short: None,
    })
}

/// How many letters O stand for zeros behind digits: `1OO`, `15O`. `2o` is an ordinal.
fn letters_for_zeros(page: &Page<'_>, at: usize) -> Option<u32> {
    let next = page.tokens.get(at + 1)?;
    if next.gap != Gap::None || next.kind != TokenKind::Word || page.word(at).len() > 3 {
        return None;
    }
    let zeros = match page.word(at + 1) {
        "oo" => 2,
        "ooo" => 3,
        "o" if page.word(at).len() >= 2 => 1,
        _ => return None,
    };
    let ends = page
        .tokens
        .get(at + 2)
        .is_none_or(|then| then.kind != TokenKind::Number || then.gap > Gap::None);
    ends.then_some(zeros)
}

/// Any number of groups of digits.
fn grouped(page: &Page<'_>, at: usize) -> Option<Literal> {
    let mut groups: [(usize, Separator); 12] = [(0, Separator::Point); 12];
    let mut count = 1;
    let mut token = at;
    groups[0] = (at, Separator::Point);
    while count < groups.len() {
        let Some((separator, next)) = next_group(page, token) else {
            break;
        };
        groups[count] = (next, separator);
        count += 1;
        token = next;
    }
    let groups = &groups[..count];
    let full = settle(page, groups)?;
    // Everything before the first space, when a space was taken for a separator.
    let space = groups[..full.1]
        .iter()
        .skip(1)
        .position(|group| group.1 == Separator::Space);
    let short = match space {
        Some(before) => {
            settle(page, &groups[..before + 1]).map(|(value, used)| (value, groups[used - 1].0 + 1))
        }
        None => None,
    };
    Some(Literal {
        value: full.0,
        end: with_dash(page, groups[full.1 - 1].0 + 1),
        short,
    })
}

/// Where a literal ends that may have a dash for its cents: `24,-`, `1.899,--`.
fn with_dash(page: &Page<'_>, end: usize) -> usize {
    if (page.is_symbol(end, ',') || page.is_symbol(end, '.'))
        && page.tokens[end].gap == Gap::None
        && page.is_symbol(end + 1, '-')
        && page.tokens[end + 1].gap == Gap::None
        && !is_number(page, end + 2)
    {
        end + 2
    } else {
        end
    }
}

/// Whether the token is digits.
#[inline]
pub(crate) fn is_number(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|token| token.kind == TokenKind::Number)
}

/// Whether a token was written in characters of more than one byte.
pub(super) fn is_wide(page: &Page<'_>, at: usize) -> bool {
    let (start, end) = page.range(at, at + 1);
    end - start > page.word(at).len()
}

fn next_group(page: &Page<'_>, token: usize) -> Option<(Separator, usize)> {
    let next = page.tokens.get(token + 1)?;
    match next.kind {
        TokenKind::Number if next.gap == Gap::Space => {
            // More than one space sets numbers apart.
            let between = next.start - page.tokens[token].end;
            (between == 1 && page.word(token + 1).len() == 3)
                .then_some((Separator::Space, token + 1))
        }
        TokenKind::Symbol(c) => {
            if next.gap != Gap::None || next.end - next.start != 1 || !is_number(page, token + 2) {
                return None;
            }
            let separator = match c {
                '.' => Separator::Point,
                // A full-width comma between plain digits sets numbers apart.
                ',' if !is_wide(page, token + 1) || is_wide(page, token) => Separator::Comma,
                '\'' => Separator::Apostrophe,
                _ => return None,
            };
            match page.tokens[token + 2].gap {
                Gap::None => Some((separator, token + 2)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The value of the longest run of groups that makes sense, with the number of groups used.
fn settle(page: &Page<'_>, groups: &[(usize, Separator)]) -> Option<(Decimal, usize)> {
    let length = |at: usize| page.word(groups[at].0).len();
    let mut used = 1;
    let mut thousands: Option<Separator> = None;
    let mut fraction = None;
    while used < groups.len() {
        let separator = groups[used].1;
        let grouped = length(used) == 3
            || (length(used) == 2
                && separator == Separator::Comma
                && thousands.is_none_or(|kind| kind == separator)
                && length(0) <= 2
                && ends_in_three(page, &groups[used..]));
        let leads = (1..=3).contains(&length(0));
        let first_zero = page.word(groups[0].0).starts_with('0');
        match thousands {
            _ if grouped
                && leads
                && !first_zero
                && (thousands == Some(separator) || thousands.is_none()) =>
            {
                thousands = Some(separator);
                used += 1;
            }
            _ if matches!(separator, Separator::Point | Separator::Comma)
                && thousands != Some(separator) =>
            {
                // A second separator of the same kind after a fraction: a version, a date, a list.
                if groups.get(used + 1).is_some_and(|next| next.1 == separator) {
                    return None;
                }
                fraction = Some(used);
                used += 1;
                break;
            }
            Some(_) | None => {
                // `1.200.5`: neither groups nor a fraction.
                if thousands == Some(separator) && matches!(separator, Separator::Point) {
                    return None;
                }
                break;
            }
        }
    }
    let whole_end = fraction.unwrap_or(used);
    let digits: usize = (0..used).map(length).sum();
    if digits > MOST_DIGITS {
        return None;
    }
    let mut mantissa: u128 = 0;
    for group in &groups[..whole_end] {
        mantissa = extend(mantissa, page.word(group.0))?;
    }
    let mut scale = 0;
    if let Some(at) = fraction {
        mantissa = extend(mantissa, page.word(groups[at].0))?;
        scale = length(at) as u32;
    }
    Some((Decimal { mantissa, scale }.trimmed(), used))
}

/// Indian grouping ends in a group of three: `12,34,567`.
fn ends_in_three(page: &Page<'_>, rest: &[(usize, Separator)]) -> bool {
    rest.iter()
        .take_while(|group| group.1 == Separator::Comma)
        .map(|group| page.word(group.0).len())
        .find(|length| *length != 2)
        == Some(3)
}

fn extend(mantissa: u128, digits: &str) -> Option<u128> {
    digits.bytes().try_fold(mantissa, |sum, digit| {
        sum.checked_mul(10)?.checked_add(u128::from(digit - b'0'))
    })
}

fn decimal(whole: &[&str], fraction: &str) -> Option<Decimal> {
    if fraction.len() > MOST_DIGITS {
        return None;
    }
    let mantissa = whole.iter().try_fold(0, |sum, part| extend(sum, part))?;
    Some(
        Decimal {
            mantissa: extend(mantissa, fraction)?,
            scale: fraction.len() as u32,
        }
        .trimmed(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::page::Scratch;
    use proptest::prelude::*;

    #[test]
    fn separators_of_many_countries_give_one_exact_decimal() {
        for (text, plain) in [
            ("1.200,50", "1200.5"),
            ("1,200.50", "1200.5"),
            ("1 200,50", "1200.5"),
            ("1'200.50", "1200.5"),
            ("12,34,567", "1234567"),
            ("1,00,000.25", "100000.25"),
            ("12.345", "12345"),
            ("0.125", "0.125"),
            ("1.0753", "1.0753"),
            ("4.25", "4.25"),
            ("24,-", "24"),
            (".75", "0.75"),
            ("3 250 000", "3250000"),
            ("100.000.000", "100000000"),
            ("007", "7"),
        ] {
            let mut scratch = Scratch::default();
            let page = scratch.read(text);
            let literal = literal(&page, 0).unwrap();
            assert_eq!(literal.value.text(false), plain, "{text}");
            assert_eq!(literal.end, page.tokens.len(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn digits_alone_are_read_as_one_group_is(
            text in "[0-9]{1,26}(,-|,--|\\.-|,-5|[a-z]| [0-9]{4}| [a-z]|, [0-9]|\\. |)",
        ) {
            let mut scratch = Scratch::default();
            let page = scratch.read(&text);
            let plain = page.word(0).len() <= MOST_DIGITS && letters_for_zeros(&page, 0).is_none();
            if plain && next_group(&page, 0).is_none() {
                prop_assert_eq!(lone(&page, 0), grouped(&page, 0));
            }
        }
    }

    #[test]
    fn a_version_is_no_amount() {
        for text in ["1.2.3", "10.20.30.40", "1.200.5"] {
            let mut scratch = Scratch::default();
            assert!(literal(&scratch.read(text), 0).is_none(), "{text}");
        }
    }

    #[test]
    fn groups_set_off_by_a_space_may_be_two_numbers() {
        let mut scratch = Scratch::default();
        let page = scratch.read("150 200");
        let literal = literal(&page, 0).unwrap();
        assert_eq!(literal.value.text(false), "150200");
        assert_eq!(literal.short, Some((Decimal::whole(150), 1)));
    }
}
