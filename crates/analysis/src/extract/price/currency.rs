//! Which currency stands before or after an amount.

use super::amount::{Decimal, is_number, literal};
use super::words::{self, packed};
use crate::extract::Context;
use crate::extract::lexicon::{self, Domain, Sense};
use crate::extract::page::{Gap, Page, TokenKind};

/// What an amount is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Money {
    /// A packed ISO 4217 code or a coin's.
    Said(i64),
    /// A currency that is not told by what stands there, such as francs or kroner.
    Unsaid,
    /// Roses and the like.
    Slang,
}

/// A currency in front of an amount.
pub(super) struct Before {
    pub(super) money: Money,
    /// Token of the amount.
    pub(super) end: usize,
    /// A minus between: `€ -12`.
    pub(super) negative: bool,
}

/// A currency behind an amount.
#[derive(Clone, Copy)]
pub(super) struct After {
    pub(super) money: Money,
    pub(super) end: usize,
    /// It is a word, after which hundredths may follow: `3 euros 50`.
    word: bool,
}

/// Currencies whose ordinary prices have six digits.
pub(super) fn is_small(money: Money) -> bool {
    const SMALL: [i64; 16] = [
        packed("RUB"),
        packed("HUF"),
        packed("KZT"),
        packed("VND"),
        packed("IDR"),
        packed("COP"),
        packed("CLP"),
        packed("PYG"),
        packed("KRW"),
        packed("JPY"),
        packed("CZK"),
        packed("UAH"),
        packed("ARS"),
        packed("AMD"),
        packed("LAK"),
        packed("IRR"),
    ];
    matches!(money, Money::Said(code) if SMALL.contains(&code)) || money == Money::Unsaid
}

/// Vietnamese đồng.
pub(super) const DONG: Money = Money::Said(packed("VND"));

/// Vietnamese thousands and millions behind a literal, with the tenths that may follow: `500k`, `1tr5`, `2 triệu`,
/// `3 triệu 5`. Elsewhere `k` and `tr` mean other things, so they count in Vietnam alone.
pub(super) fn vietnamese(
    page: &Page<'_>,
    context: &Context<'_>,
    value: Decimal,
    end: usize,
) -> Option<(Decimal, usize)> {
    let token = page.tokens.get(end)?;
    if token.kind != TokenKind::Word || token.gap > Gap::Space {
        return None;
    }
    let here = context.region == Some("VN") || context.language == Some("vi");
    let written = {
        let (start, stop) = page.range(end, end + 1);
        !page.text[start..stop].is_ascii()
    };
    let glued = token.gap == Gap::None;
    let factor: u128 = match page.word(end) {
        "k" if here && glued => 1_000,
        "nghin" | "ngan" if here || written => 1_000,
        "tr" | "cu" if here && (glued || page.word(end) == "tr") => 1_000_000,
        "trieu" if here || written => 1_000_000,
        "ty" | "ti" if here && written => 1_000_000_000,
        _ => return None,
    };
    let whole = value.times(factor)?;
    // `1tr5`: and five tenths of a million.
    let tenths = page.tokens.get(end + 1).filter(|next| {
        next.kind == TokenKind::Number
            && factor >= 1_000_000
            && next.end - next.start == 1
            && (next.gap == Gap::None || next.gap == Gap::Space && !glued)
            && page
                .tokens
                .get(end + 2)
                .is_none_or(|then| then.kind != TokenKind::Word || then.gap == Gap::Space)
    });
    match tenths {
        Some(_) => {
            let tenths: u128 = page.word(end + 1).parse().ok()?;
            Some((whole.plus(Decimal::whole(tenths * factor / 10))?, end + 2))
        }
        None => Some((whole, end + 1)),
    }
}

/// `100e/30m`: euros where euros are paid. `2e` is the second.
fn short_euro(page: &Page<'_>, context: &Context<'_>, from: usize, at: usize) -> bool {
    const EURO: [&str; 10] = ["FR", "BE", "LU", "ES", "PT", "IT", "FI", "DE", "AT", "MC"];
    let token = page.tokens[at];
    token.gap == Gap::None
        && token.kind == TokenKind::Word
        && page.word(at) == "e"
        && page.tokens.get(at + 1).is_none_or(|next| {
            next.kind != TokenKind::Word
                || next.gap == Gap::Space
                    && !matches!(
                        page.word(at + 1),
                        "etage" | "arrondissement" | "siecle" | "arr" | "edition"
                    )
        })
        && context.region.is_some_and(|region| EURO.contains(&region))
        && literal(page, from)
            .is_some_and(|literal| literal.value.floor() >= 30 || literal.value.floor() == 20)
}

/// Currencies without hundredths.
fn is_undivided(money: Money) -> bool {
    const WHOLE: [i64; 4] = [packed("JPY"), packed("KRW"), packed("VND"), packed("IDR")];
    matches!(money, Money::Said(code) if WHOLE.contains(&code))
}

/// Which dollar, peso, franc … by the nation named beside it, else by the region or language of the text.
fn of_family(family: i64, nation: Option<i64>, context: &Context<'_>) -> Money {
    use words::{
        DINAR, DOLLAR, FRANC, KRONA, OTHER, PESO, POUND, POUND_WORD, RIAL, RUPEE, SHILLING,
        YEN_SIGN, YUAN,
    };
    let region = context.region.map(packed);
    let language = context.language.unwrap_or_default();
    let place = nation.or(region);
    let of = |table: &[(&str, &str)]| {
        place.and_then(|place| {
            table
                .iter()
                .find(|(country, _)| packed(country) == place)
                .map(|(_, code)| packed(code))
        })
    };
    let code = match family {
        DOLLAR => Some(
            of(&[
                ("CA", "CAD"),
                ("AU", "AUD"),
                ("NZ", "NZD"),
                ("SG", "SGD"),
                ("HK", "HKD"),
                ("TW", "TWD"),
                ("MX", "MXN"),
                ("AR", "ARS"),
                ("CL", "CLP"),
                ("CO", "COP"),
                ("UY", "UYU"),
                ("DO", "DOP"),
                ("CU", "CUP"),
                ("BR", "BRL"),
                ("NI", "NIO"),
                ("JM", "JMD"),
                ("BZ", "BZD"),
                ("TT", "TTD"),
            ])
            .unwrap_or(packed("USD")),
        ),
        PESO => of(&[
            ("MX", "MXN"),
            ("AR", "ARS"),
            ("CL", "CLP"),
            ("CO", "COP"),
            ("UY", "UYU"),
            ("PH", "PHP"),
            ("DO", "DOP"),
            ("CU", "CUP"),
        ]),
        FRANC => of(&[
            ("CH", "CHF"),
            ("LI", "CHF"),
            ("SN", "XOF"),
            ("CI", "XOF"),
            ("ML", "XOF"),
            ("BJ", "XOF"),
            ("TG", "XOF"),
            ("CM", "XAF"),
            ("GA", "XAF"),
        ]),
        KRONA => of(&[
            ("SE", "SEK"),
            ("NO", "NOK"),
            ("DK", "DKK"),
            ("IS", "ISK"),
            ("CZ", "CZK"),
        ])
        .or(match language {
            "sv" => Some(packed("SEK")),
            "no" | "nb" | "nn" => Some(packed("NOK")),
            "da" => Some(packed("DKK")),
            "is" => Some(packed("ISK")),
            _ => None,
        }),
        POUND | POUND_WORD => Some(
            of(&[("EG", "EGP"), ("LB", "LBP"), ("SY", "SYP"), ("SD", "SDG")])
                .unwrap_or(packed("GBP")),
        ),
        RUPEE => Some(
            of(&[
                ("PK", "PKR"),
                ("LK", "LKR"),
                ("NP", "NPR"),
                ("ID", "IDR"),
                ("BR", "BRL"),
                ("MU", "MUR"),
            ])
            .unwrap_or(packed("INR")),
        ),
        YUAN => Some(of(&[("TW", "TWD"), ("HK", "HKD"), ("MO", "MOP")]).unwrap_or(packed("CNY"))),
        YEN_SIGN => Some(match language {
            "zh" => packed("CNY"),
            "ja" => packed("JPY"),
            _ => of(&[("CN", "CNY")]).unwrap_or(packed("JPY")),
        }),
        DINAR => of(&[
            ("RS", "RSD"),
            ("KW", "KWD"),
            ("IQ", "IQD"),
            ("JO", "JOD"),
            ("TN", "TND"),
            ("DZ", "DZD"),
            ("BH", "BHD"),
            ("LY", "LYD"),
        ]),
        RIAL => of(&[
            ("IR", "IRR"),
            ("SA", "SAR"),
            ("QA", "QAR"),
            ("OM", "OMR"),
            ("YE", "YER"),
            ("BR", "BRL"),
        ]),
        SHILLING => of(&[("KE", "KES"), ("UG", "UGX"), ("TZ", "TZS")]),
        OTHER => None,
        _ => None,
    };
    code.map_or(Money::Unsaid, Money::Said)
}

/// The currency of a sign.
fn sign(symbol: char, context: &Context<'_>) -> Option<Money> {
    let code = match symbol {
        '$' | '💲' => return Some(of_family(words::DOLLAR, None, context)),
        '£' | '₤' => return Some(of_family(words::POUND, None, context)),
        '¥' => return Some(of_family(words::YEN_SIGN, None, context)),
        '₨' => return Some(of_family(words::RUPEE, None, context)),
        '﷼' => return Some(of_family(words::RIAL, None, context)),
        'ƒ' | '¤' | '₣' | '₶' | '₰' | '₷' | '₳' | '₠' => return Some(Money::Unsaid),
        '🌹' | '💵' | '💰' => return Some(Money::Slang),
        '€' | '💶' => "EUR",
        '💷' => "GBP",
        '💴' => "JPY",
        '₽' => "RUB",
        '₹' => "INR",
        '₴' => "UAH",
        '₩' => "KRW",
        '₫' => "VND",
        '₺' => "TRY",
        '₪' => "ILS",
        '₦' => "NGN",
        '₱' => "PHP",
        '₡' => "CRC",
        '₲' => "PYG",
        '₵' => "GHS",
        '₸' => "KZT",
        '₾' => "GEL",
        '₼' => "AZN",
        '₭' => "LAK",
        '₮' => "MNT",
        '₿' => "BTC",
        '؋' => "AFN",
        '֏' => "AMD",
        '៛' => "KHR",
        '৳' => "BDT",
        _ => return None,
    };
    Some(Money::Said(packed(code)))
}

/// Signs that stand before their amount where both are possible.
fn leads(symbol: char) -> bool {
    matches!(symbol, '$' | '£' | '¥' | '₹' | '₱' | '₦' | '💲')
}

fn symbol(page: &Page<'_>, at: usize) -> Option<char> {
    match page.tokens.get(at)?.kind {
        TokenKind::Symbol(c) => Some(c),
        _ => None,
    }
}

fn price_sense(page: &Page<'_>, at: usize, codes: &[u16]) -> Option<Sense> {
    let wanted = lexicon::codes(codes);
    page.has_code(at, Domain::Price, wanted).then_some(())?;
    page.senses_in(at, Domain::Price)
        .find(|sense| 1 << sense.code & wanted != 0 && !is_accented_code(page, at, sense.code))
}

/// Codes have no accents: Swedish `års` is no Argentine peso.
fn is_accented_code(page: &Page<'_>, at: usize, code: u16) -> bool {
    matches!(code, words::CODE | words::AFTER | words::CAPITALS) && {
        let (start, end) = page.range(at, at + 1);
        page.text[start..end]
            .chars()
            .any(|c| ('\u{c0}'..='\u{24f}').contains(&c))
    }
}

/// Whether a token is written in capitals.
fn is_capital(page: &Page<'_>, at: usize) -> bool {
    let (start, end) = page.range(at, at + 1);
    !page.text[start..end].chars().any(char::is_lowercase)
}

/// The codes of words that may stand in front of an amount.
pub(super) const LEADING: u32 = lexicon::codes(&[
    words::NATION,
    words::CODE,
    words::CAPITALS,
    words::AFTER,
    words::FAMILY,
    words::UNIT,
]);

/// A currency that starts at a token, in front of an amount: `$`, `US$`, `$US`, `c $`, `EUR`, `Rs.`
pub(super) fn before(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<Before> {
    let (money, mut end) = match page.tokens[at].kind {
        TokenKind::Symbol(c) => {
            let money = sign(c, context).filter(|money| *money != Money::Slang)?;
            // `$$ on Main Street`
            let doubled = page.tokens[at].end - page.tokens[at].start > c.len_utf8() as u32;
            if doubled && !is_number(page, at + 1) {
                return None;
            }
            // `$US 100`, `$ SGD4.90`
            match code_before_amount(page, context, at + 1) {
                Some((code, end)) if c == '$' => (code, end),
                _ => (money, at + 1),
            }
        }
        TokenKind::Word => word_before(page, context, at)?,
        TokenKind::Number => return None,
    };
    // `US$:12.99`, `Rs. 100`
    if matches!(symbol(page, end), Some(':' | '.'))
        && page.tokens[end].gap == Gap::None
        && page.tokens[end].end - page.tokens[end].start == 1
        && (page.is_symbol(end, ':')
            || matches!(page.word(at), "rs" | "fr" | "kr")
            || page.tokens[end + 1..].first()?.gap == Gap::Space)
    {
        end += 1;
    }
    let mut negative = false;
    if page.is_symbol(end, '-')
        && page.tokens[end].end - page.tokens[end].start == 1
        && is_number(page, end + 1)
        && page.tokens[end + 1].gap == Gap::None
    {
        // `RS-232`, `US-091010`: the name of a model.
        if page.tokens[at].kind == TokenKind::Word && page.tokens[end].gap == Gap::None {
            return None;
        }
        negative = true;
        end += 1;
    }
    let amount = page.tokens.get(end)?;
    let word = page.tokens[at].kind != TokenKind::Word && page.sense(end, Domain::Number).is_some();
    if amount.gap > Gap::Space
        || !word && !is_number(page, end) && !matches!(symbol(page, end), Some('.' | ','))
    {
        return None;
    }
    // `$..75`
    if symbol(page, end) == Some('.') && amount.end - amount.start > 1 && is_number(page, end + 1) {
        return Some(Before {
            money,
            end,
            negative,
        });
    }
    Some(Before {
        money,
        end,
        negative,
    })
}

fn code_before_amount(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<(Money, usize)> {
    let token = page.tokens.get(at)?;
    if token.kind != TokenKind::Word || token.gap > Gap::Space || token.entry == 0 {
        return None;
    }
    if let Some(sense) = price_sense(page, at, &[words::CODE, words::CAPITALS, words::AFTER]) {
        return Some((Money::Said(sense.value), at + 1));
    }
    let sense = price_sense(page, at, &[words::NATION])?;
    (token.gap == Gap::None).then(|| (of_family(words::DOLLAR, Some(sense.value), context), at + 1))
}

fn word_before(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<(Money, usize)> {
    let word = page.word(at);
    // `U$S`, `U$D`
    if word == "u" && page.is_symbol(at + 1, '$') && page.tokens[at + 1].gap == Gap::None {
        let suffix = page.tokens.get(at + 2)?;
        let has = suffix.gap == Gap::None && matches!(page.word(at + 2), "s" | "d");
        return Some((Money::Said(packed("USD")), at + 2 + usize::from(has)));
    }
    if is_dollar_of_letters(page, at) && page.senses_in(at, Domain::Price).next().is_none() {
        return Some((Money::Unsaid, at + 2));
    }
    for sense in page.senses_in(at, Domain::Price) {
        let next = at + 1;
        match sense.code {
            words::NATION => {
                let dollar = page.is_symbol(next, '$')
                    && (page.tokens[next].gap == Gap::None
                        || page.tokens[next].gap == Gap::Space && (word == "c" || word.len() > 1));
                if dollar {
                    let money = if word == "r" {
                        Money::Said(packed("BRL"))
                    } else {
                        of_family(words::DOLLAR, Some(sense.value), context)
                    };
                    return Some((money, next + 1));
                }
            }
            words::CODE | words::CAPITALS | words::AFTER
                if !is_accented_code(page, at, sense.code) =>
            {
                let plain = sense.code == words::CODE;
                let glued = page.is_symbol(next, '$') && page.tokens[next].gap <= Gap::Space;
                if glued || symbol(page, next).is_some_and(|c| c == '€' || c == '£') {
                    return Some((Money::Said(sense.value), next + 1));
                }
                if plain || is_capital(page, at) {
                    return Some((Money::Said(sense.value), next));
                }
            }
            words::FAMILY
                if matches!(word, "rs" | "kr" | "fr") || matches!(sense.value, words::RIAL) =>
            {
                return Some((of_family(sense.value, None, context), next));
            }
            words::UNIT if matches!(word, "php" | "฿" | "人民币" | "人民幣" | "руб" | "тг") =>
            {
                return Some((Money::Said(sense.value), next));
            }
            _ => {}
        }
    }
    None
}

/// More about a currency that stood before the amount, behind it: `$100 USD`, `$ 16.4 CAD`.
pub(super) fn refine(
    page: &Page<'_>,
    context: &Context<'_>,
    money: Money,
    end: usize,
) -> (Money, usize) {
    let Some(token) = page.tokens.get(end) else {
        return (money, end);
    };
    if token.gap > Gap::Space || token.kind != TokenKind::Word || token.entry == 0 {
        return (money, end);
    }
    // The next amount's code: `€ 5 EUR 6`.
    if is_number(page, end + 1) {
        return (money, end);
    }
    if let Some(sense) = price_sense(page, end, &[words::CODE, words::AFTER]) {
        return (Money::Said(sense.value), end + 1);
    }
    if let Some(sense) = price_sense(page, end, &[words::CAPITALS])
        && is_capital(page, end)
    {
        return (Money::Said(sense.value), end + 1);
    }
    if let Some(sense) = price_sense(page, end, &[words::FAMILY, words::SLANG]) {
        if matches!(sense.value, words::DOLLAR | words::PESO) {
            return (of_family(sense.value, None, context), end + 1);
        }
        if sense.code == words::SLANG {
            return (money, end + 1);
        }
    }
    (money, end)
}

/// The currency that starts at `end`, behind the amount of tokens `from..end`.
pub(super) fn after(
    page: &Page<'_>,
    context: &Context<'_>,
    from: usize,
    end: usize,
) -> Option<After> {
    let mut at = end;
    let first = page.tokens.get(at)?;
    if first.gap > Gap::Space {
        return None;
    }
    if is_number(page, from) && short_euro(page, context, from, at) {
        return Some(After {
            money: Money::Said(packed("EUR")),
            end: at + 1,
            word: false,
        });
    }
    // `millones de dólares`, `20个比特币`, `one-yen`
    if price_sense(page, at, &[words::MEASURE]).is_some() {
        let next = at + 1 + usize::from(page.is_symbol(at + 1, '\''));
        if let Some(unit) = money_at(page, context, next) {
            return Some(unit);
        }
        at = next;
    }
    // `420 million finnish markka`: a nation that is not known, between a large number and a currency's word.
    if first.kind == TokenKind::Word
        && end > 0
        && page
            .senses_in(end - 1, Domain::Price)
            .any(|sense| sense.code == words::TIMES && sense.value >= 1_000_000)
        && money_at(page, context, at).is_none()
        && page
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.kind == TokenKind::Word)
    {
        return money_at(page, context, at + 1)
            .filter(|unit| unit.word && unit.money != Money::Slang);
    }
    if page.is_symbol(at, '-')
        && first.end - first.start == 1
        && first.gap == Gap::None
        && page.tokens.get(at + 1)?.gap == Gap::None
        && page.tokens[at + 1].kind == TokenKind::Word
    {
        at += 1;
        // `3-D`, `2-DIN`: no currency's sign of few letters is joined so.
        return money_at(page, context, at)
            .filter(|after| after.word && !(page.word(at).len() <= 3 && is_capital(page, at)));
    }
    if let Some(c) = symbol(page, at) {
        let next_number = is_number(page, at + 1);
        if first.end - first.start > c.len_utf8() as u32
            && sign(c, context).is_some_and(|m| m != Money::Slang)
        {
            return None;
        }
        if next_number && page.tokens[at + 1].gap <= Gap::Space {
            // `80 $100`: the sign belongs to the next amount; `1€50`, `150€ 200€`: to this one.
            let next_glued = page.tokens[at + 1].gap == Gap::None;
            let own_glued = first.gap == Gap::None;
            if !own_glued && (next_glued || leads(c)) {
                return None;
            }
        }
    }
    let unit = money_at(page, context, at)?;
    if unit.money == Money::Slang {
        // Two roses are a gift, twenty are money.
        let large = is_number(page, from)
            && literal(page, from).is_some_and(|literal| literal.value.floor() >= 20)
            || !is_number(page, from);
        return large.then_some(unit);
    }
    Some(unit)
}

fn money_at(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<After> {
    let token = page.tokens.get(at)?;
    if token.gap > Gap::Space {
        return None;
    }
    match token.kind {
        TokenKind::Symbol(c) => {
            let money = sign(c, context)?;
            let mut end = at + 1;
            let mut said = money;
            // `16,4 $ c`, `100 $US`, `5 $CAN`
            if c == '$'
                && let Some(next) = page.tokens.get(end)
                && next.kind == TokenKind::Word
                && next.gap <= Gap::Space
                && !is_number(page, end + 1)
            {
                let code = price_sense(page, end, &[words::CODE, words::AFTER])
                    .map(|sense| Money::Said(sense.value))
                    .or_else(|| {
                        let sense = price_sense(page, end, &[words::NATION])?;
                        let sure = next.gap == Gap::None
                            || matches!(page.word(end), "c" | "hk" | "nz" | "sg" | "nt" | "mx")
                            || page.word(end).len() > 1 && is_capital(page, end);
                        sure.then(|| of_family(words::DOLLAR, Some(sense.value), context))
                    });
                if let Some(code) = code {
                    said = code;
                    end += 1;
                }
            }
            Some(After {
                money: said,
                end,
                word: false,
            })
        }
        TokenKind::Word if token.entry != 0 => word_after(page, context, at).or_else(|| {
            let sign = is_dollar_of_letters(page, at) && !is_number(page, at + 2);
            sign.then_some(After {
                money: Money::Unsaid,
                end: at + 2,
                word: false,
            })
        }),
        TokenKind::Word if is_dollar_of_letters(page, at) && !is_number(page, at + 2) => {
            Some(After {
                money: Money::Unsaid,
                end: at + 2,
                word: false,
            })
        }
        _ => None,
    }
}

/// `CUC$`, `GH₵`: letters right before a sign name a currency that is not known.
fn is_dollar_of_letters(page: &Page<'_>, at: usize) -> bool {
    page.word(at).len() <= 3
        && page.word(at).is_ascii()
        && matches!(symbol(page, at + 1), Some('$' | '₵'))
        && page.tokens[at + 1].gap == Gap::None
        && is_capital(page, at)
}

fn word_after(page: &Page<'_>, context: &Context<'_>, at: usize) -> Option<After> {
    let word = page.word(at);
    let done = |money: Money, end: usize| {
        Some(After {
            money,
            end,
            word: true,
        })
    };
    let mut slang = None;
    for sense in page.senses_in(at, Domain::Price) {
        match sense.code {
            words::CODE | words::AFTER if !is_accented_code(page, at, sense.code) => {
                let end = at + 1;
                let end = end
                    + usize::from(
                        page.is_symbol(end, '$')
                            && page.tokens[end].gap == Gap::None
                            && !is_number(page, end + 1),
                    );
                return done(Money::Said(sense.value), end);
            }
            words::UNIT if word == "ft" && !is_forint(page, at) => {}
            // `nine US companies`, `four RS-25 engines`: spelled amounts have no abbreviated currency behind them.
            _ if matches!(word, "us" | "rs") && at > 0 && page.sense(at - 1, Domain::Number).is_some() => {}
            // `peso 55` is a weight.
            words::FAMILY
                if word == "peso" && (is_number(page, at + 1) || page.is_symbol(at + 1, ':')) => {}
            words::UNIT
                // `un real`: digits are needed before a word that is an adjective too.
                if (word != "real" || at > 0 && is_number(page, at - 1)) => {
                    let end = at + 1;
                    // `лир`, `pesos`: a nation behind.
                    if let Some((nation, end)) = nation_after(page, end) {
                        if nation == packed("EG") || nation == packed("CH") {
                            return done(of_family(words::POUND, Some(nation), context), end);
                        }
                        return done(Money::Said(sense.value), end);
                    }
                    return done(Money::Said(sense.value), end);
                }
            words::FAMILY => {
                let nation = nation_after(page, at + 1);
                let end = nation.map_or(at + 1, |(_, end)| end);
                if sense.value == words::POUND_WORD && !is_money_pound(page, at, nation.is_some()) {
                    continue;
                }
                return done(
                    of_family(sense.value, nation.map(|(nation, _)| nation), context),
                    end,
                );
            }
            words::SLANG => slang = Some(at + 1),
            _ => {}
        }
    }
    // `australian dollars`, `us $`, `hong kong dollars`
    if let Some((nation, end)) = nation_at(page, at) {
        let token = page.tokens.get(end)?;
        if token.gap <= Gap::Space {
            if page.is_symbol(end, '$') && !is_number(page, end + 1) {
                return done(of_family(words::DOLLAR, Some(nation), context), end + 1);
            }
            if let Some(sense) = price_sense(page, end, &[words::FAMILY]) {
                return done(of_family(sense.value, Some(nation), context), end + 1);
            }
            if let Some(sense) = price_sense(page, end, &[words::UNIT]) {
                return done(Money::Said(sense.value), end + 1);
            }
        }
    }
    let abbreviated = word == "us" && at > 0 && page.sense(at - 1, Domain::Number).is_some();
    if price_sense(page, at, &[words::CAPITALS]).is_some() && is_capital(page, at) && !abbreviated {
        let sense = price_sense(page, at, &[words::CAPITALS])?;
        return done(Money::Said(sense.value), at + 1);
    }
    slang.map(|end| After {
        money: Money::Slang,
        end,
        word: true,
    })
}

/// Pounds are money with a nation, after a large number, or after a price's cue; else they may be a weight.
fn is_money_pound(page: &Page<'_>, at: usize, nation: bool) -> bool {
    let large = (1..=2).any(|back| {
        at.checked_sub(back).is_some_and(|near| {
            page.senses_in(near, Domain::Price)
                .any(|sense| sense.code == words::TIMES && sense.value >= 1000)
        })
    });
    let per = page
        .senses_in(at + 1, Domain::Price)
        .any(|sense| matches!(sense.code, words::LINK | words::HOUR | words::FIXED))
        && page.senses_in(at + 2, Domain::Price).any(|sense| {
            matches!(
                sense.code,
                words::HOUR | words::PERIOD | words::HALF | words::FIXED
            )
        });
    let cue = (1..=4).any(|back| {
        at.checked_sub(back).is_some_and(|near| {
            page.senses_in(near, Domain::Price)
                .any(|sense| sense.code == words::CUE && sense.value == 1)
        })
    });
    nation || large || per || cue
}

/// Forints are many; else `Ft` are feet: `100 Ft. cable`.
fn is_forint(page: &Page<'_>, at: usize) -> bool {
    let Some(number) = at.checked_sub(1).filter(|before| is_number(page, *before)) else {
        return false;
    };
    let (start, end) = page.range(at, at + 1);
    let digits = page.word(number);
    // `15 000`, `1.100`
    let grouped = digits.len() == 3 && number >= 1 && {
        let mark = number - 1;
        is_number(page, mark) && page.tokens[number].gap == Gap::Space
            || matches!(symbol(page, mark), Some('.' | ',')) && page.tokens[number].gap == Gap::None
    };
    let many = digits.len() > 3 || grouped;
    let some = digits.len() == 3 && !digits.starts_with('1');
    // A line of its own is a price.
    let alone = page.tokens[number].gap > Gap::Space
        && page
            .tokens
            .get(at + 1)
            .is_none_or(|next| next.gap > Gap::Space);
    !is_number(page, at + 1) && (many || (some || alone) && &page.text[start..end] == "Ft")
}

fn nation_at(page: &Page<'_>, at: usize) -> Option<(i64, usize)> {
    let token = page.tokens.get(at)?;
    if token.gap > Gap::Space || token.kind != TokenKind::Word {
        return None;
    }
    let sense = price_sense(page, at, &[words::NATION])?;
    let mut end = at + 1;
    // `hong kong`, `new taiwan`
    if page
        .tokens
        .get(end)
        .is_some_and(|next| next.gap <= Gap::Space)
        && let Some(more) = price_sense(page, end, &[words::NATION])
        && more.value == sense.value
    {
        end += 1;
    }
    Some((sense.value, end))
}

fn nation_after(page: &Page<'_>, at: usize) -> Option<(i64, usize)> {
    if let Some((nation, end)) = nation_at(page, at) {
        return (page.word(at).len() > 2).then_some((nation, end));
    }
    // `dólares de hong kong`
    let link = price_sense(page, at, &[words::MEASURE])?;
    let found = nation_at(page, at + 1)?;
    (link.value == 0 && page.word(at + 1).len() > 2).then_some(found)
}

/// An amount with its currency, and the hundredths that may follow: `3 euros and 50 cents`, `5 euro 50`, `1€50`.
pub(super) fn with_hundredths(
    page: &Page<'_>,
    value: Decimal,
    after: After,
) -> (Decimal, usize, Option<Money>) {
    let plain = (value, after.end, Some(after.money));
    let mut at = after.end;
    if price_sense(page, at, &[words::AND]).is_some() && page.tokens[at].gap <= Gap::Space {
        at += 1;
    }
    let Some(token) = page.tokens.get(at) else {
        return plain;
    };
    if token.gap > Gap::Space || value.as_whole().is_none() || is_undivided(after.money) {
        return plain;
    }
    let (part, mut end, digits) = if is_number(page, at) {
        let Some(value) = page.word(at).parse::<u128>().ok() else {
            return plain;
        };
        (value, at + 1, page.word(at).len())
    } else {
        match super::spelled(page, at) {
            Some((value, end)) => match value.as_whole() {
                Some(value) => (value, end, 2),
                None => return plain,
            },
            None => return plain,
        }
    };
    if part > 99 {
        return plain;
    }
    let mut total = part;
    let mut minor = false;
    // `1块5毛5分`
    for _ in 0..2 {
        // `分` are minutes too: only one digit of them is money.
        let minutes = page.word(end.min(page.tokens.len() - 1)) == "分" && part > 9;
        let Some(sense) = price_sense(page, end, &[words::MINOR]).filter(|_| !minutes) else {
            break;
        };
        if page.tokens[end].gap > Gap::Space {
            break;
        }
        if !minor {
            total = part * sense.value as u128;
        }
        minor = true;
        end += 1;
        if sense.value == 1 {
            break;
        }
        if price_sense(page, end, &[words::AND]).is_some() {
            end += 1;
        }
        let next = if is_number(page, end) {
            page.word(end)
                .parse::<u128>()
                .ok()
                .map(|value| (value, end + 1))
        } else {
            super::spelled(page, end).and_then(|(value, end)| Some((value.as_whole()?, end)))
        };
        let Some((more, stop)) = next.filter(|(more, _)| *more <= 9) else {
            break;
        };
        total += more;
        end = stop;
        if page
            .tokens
            .get(end)
            .is_none_or(|token| token.gap > Gap::Space)
        {
            break;
        }
    }
    // Without a word for cents: two digits at the end of a sentence, or glued to the sign.
    let glued = page.tokens[after.end].gap == Gap::None && !after.word;
    let last = page.tokens.get(end).is_none_or(|next| {
        next.gap > Gap::Space
            || matches!(
                next.kind,
                TokenKind::Symbol('.' | ',' | '!' | '?' | ';' | ')')
            ) && !is_number(page, end + 1)
    });
    if !(minor
        || digits == 2
            && at == after.end
            && (glued || after.word && last)
            && after.money != Money::Slang)
    {
        return plain;
    }
    match value.plus_hundredths(total) {
        Some(value) => (value, end, Some(after.money)),
        None => plain,
    }
}

/// Whether a token is a currency's sign or code.
pub(super) fn is_currency(page: &Page<'_>, at: usize) -> bool {
    match page.tokens.get(at).map(|token| (token.kind, token.gap)) {
        Some((TokenKind::Symbol(c), gap)) => {
            gap <= Gap::Space && sign(c, &Context::default()).is_some()
        }
        Some((TokenKind::Word, gap)) => {
            gap <= Gap::Space
                && price_sense(page, at, &[words::CODE, words::UNIT, words::FAMILY]).is_some()
        }
        _ => false,
    }
}
