//! One text: a template with its slots filled in, and what is true about it.

use crate::chance::{Chance, hash};
use crate::disguise::{obscured_email, obscured_phone, plain_phone};
use crate::grammar::{self, Slots};
use crate::names;
use crate::numbers::Phone;
use crate::places::{CITIES, spelled};
use crate::truth::TrueMention;
use crate::wallets::wallet;

/// Slots that are filled in here; any other names a section of the grammar.
#[cfg(test)]
pub(crate) const SLOTS: &[&str] = &[
    "name", "age", "agew", "city", "phone", "email", "account", "url", "wallet", "coin", "agency",
    "hub", "p15", "p30", "p60", "p120", "m30", "m60", "ref", "serial", "order", "day", "measures",
    "height", "weight", "clock", "goods", "goods2", "wage", "fee", "range", "decor",
];

/// What kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Advert,
    Job,
    Report,
    Forum,
    Shop,
    News,
}

impl Kind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Advert => "advert",
            Self::Job => "job",
            Self::Report => "report",
            Self::Forum => "forum",
            Self::Shop => "shop",
            Self::News => "news",
        }
    }
}

/// How a text relates to its operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Own,
    Rotated,
    Template,
    Copy,
}

impl Role {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Rotated => "rotated",
            Self::Template => "template",
            Self::Copy => "copy",
        }
    }
}

/// An agency that stands under many unconnected advertisers.
#[derive(Clone, Copy)]
pub(crate) struct Agency {
    pub(crate) key: u64,
    pub(crate) phone: Phone,
}

impl Agency {
    pub(crate) fn name(self) -> String {
        let mut chance = Chance::of(&[self.key, 1]);
        let first = [
            "Crown", "Harbor", "Silver", "Maple", "Union", "Orchid", "Velvet", "Summit",
        ];
        let second = ["Directory", "Booking", "Agency", "Listings", "Models"];
        format!("{} {}", chance.pick(&first), chance.pick(&second))
    }

    fn host(self) -> String {
        let name = self.name().to_lowercase().replace(' ', "-");
        format!("{name}-{}.example.net", code(self.key % 46_656, 3))
    }

    pub(crate) fn email(self) -> String {
        format!("booking@{}", self.host())
    }

    pub(crate) fn url(self) -> String {
        format!("https://{}", self.host())
    }
}

/// A number in base 36, `places` letters wide.
fn code(mut value: u64, places: usize) -> String {
    let mut out = vec![b'0'; places];
    for letter in out.iter_mut().rev() {
        *letter = b"0123456789abcdefghijklmnopqrstuvwxyz"[(value % 36) as usize];
        value /= 36;
    }
    String::from_utf8(out).expect("digits and letters are ASCII")
}

/// The mark of an operation that its addresses and handles carry, so that no two have the same: multiplying by a
/// number prime to 36^5 visits every mark once.
pub(crate) fn mark(operation: u64) -> String {
    code(
        (operation % 60_466_176 * 26_544_357 + 7_654_321) % 60_466_176,
        5,
    )
}

/// Everything that decides a text.
#[derive(Clone)]
pub(crate) struct Text {
    /// Global number of the operation whose identifiers it carries.
    pub(crate) owner: u64,
    /// Index of the operation in its block.
    pub(crate) operation: u32,
    pub(crate) language: &'static str,
    pub(crate) region: &'static str,
    pub(crate) kind: Kind,
    pub(crate) role: Role,
    /// Decides wording.
    pub(crate) template: u64,
    /// Decides how slots are written, and small changes.
    pub(crate) slots: u64,
    pub(crate) name: usize,
    pub(crate) age: u8,
    pub(crate) city: u16,
    pub(crate) rate: u16,
    pub(crate) phone: Option<Phone>,
    pub(crate) obscured: bool,
    /// Which of the operation's addresses, handles, wallets and pages; 0 is none.
    pub(crate) email: u8,
    pub(crate) account: u8,
    pub(crate) wallet: u8,
    pub(crate) url: u8,
    pub(crate) agency: Option<Agency>,
    /// Sections of signs that are said.
    pub(crate) signs: &'static [&'static str],
    /// Holds nothing that an old charset can't.
    pub(crate) plain: bool,
    /// A sentence is left out.
    pub(crate) shortened: bool,
}

/// A text as it is delivered.
pub(crate) struct Written {
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) mentions: Vec<TrueMention>,
    pub(crate) author: &'static str,
    /// Number for a column of its own, when it stands plainly.
    pub(crate) phone: Option<(String, String)>,
}

/// Money as a text writes it: symbol, word or code, before or after.
fn money(text: &Text, amount: u32, chance: &mut Chance) -> (String, Option<&'static str>) {
    let (currency, forms): (&str, &[&str]) = match (text.region, text.language) {
        ("GB", _) => ("GBP", &["£#", "£#", "# GBP", "£ #"]),
        ("DE" | "FR", "ru" | "uk") => ("EUR", &["# €", "# евро", "#€"]),
        ("DE" | "FR", _) => ("EUR", &["# €", "#€", "# EUR", "€#", "# euro"]),
        ("AU", _) => ("AUD", &["$#", "$#", "AUD #"]),
        (_, "zh") => ("USD", &["#美元", "$#", "#美金"]),
        (_, "ru") => ("USD", &["$#", "#$", "# долларов"]),
        (_, "es") => ("USD", &["$#", "$#", "# dólares", "US$ #"]),
        (_, "pt") => ("USD", &["$#", "# dólares", "US$ #"]),
        _ => ("USD", &["$#", "$#", "#$", "$#", "# USD", "# dollars"]),
    };
    let form = if text.plain && text.region != "US" {
        forms[0]
    } else {
        chance.pick(forms)
    };
    // In Canada a bare dollar is another one: the truth does not insist.
    let said = CITIES[text.city as usize].country != "CA";
    (
        form.replace('#', &amount.to_string()),
        said.then_some(currency),
    )
}

struct Filling<'a> {
    text: &'a Text,
    chance: Chance,
    template: Chance,
    mentions: Vec<TrueMention>,
    phone: Option<(String, String)>,
}

impl Filling<'_> {
    fn price(&mut self, minutes: u32, bare: bool, out: &mut String) {
        let rate = u32::from(self.text.rate);
        let amount = match minutes {
            15 => rate * 2 / 5 / 5 * 5,
            30 => rate * 3 / 5 / 5 * 5,
            60 => rate,
            _ => rate * 9 / 5 / 10 * 10,
        };
        let (raw, currency) = if bare {
            (amount.to_string(), None)
        } else {
            // One advert writes its money in one way.
            money(self.text, amount, &mut self.template.clone())
        };
        self.money_mention("price", amount, currency, Some(minutes), &raw, false);
        out.push_str(&raw);
    }

    fn money_mention(
        &mut self,
        kind: &str,
        amount: u32,
        currency: Option<&str>,
        minutes: Option<u32>,
        raw: &str,
        optional: bool,
    ) {
        let mut value = match currency {
            Some(currency) => format!("{currency} {amount}"),
            None => amount.to_string(),
        };
        if let Some(minutes) = minutes {
            value.push_str(&format!(" / {minutes} min"));
        }
        let mut mention = TrueMention::new(kind, value, raw);
        mention.amount = Some(amount);
        mention.currency = currency.map(str::to_owned);
        mention.minutes = minutes;
        mention.optional = optional;
        self.mentions.push(mention);
    }

    fn goods(&mut self, amount: u32, optional: bool, out: &mut String) {
        let (raw, currency) = money(self.text, amount, &mut self.chance.clone());
        self.money_mention("price", amount, currency, None, &raw, optional);
        out.push_str(&raw);
    }

    fn account(&mut self, out: &mut String) {
        let text = self.text;
        let name = names::of_language(text.language);
        let mut key = Chance::of(&[text.owner, u64::from(text.account), 3]);
        // A handle belongs to the operation, whoever the text is about.
        let first = name[key.below(name.len())].1;
        let first = &first[..first.len().min(8)];
        let letter = (b'a' + text.account.saturating_sub(1)) as char;
        let handle = if text.account > 1 {
            format!("{first}{letter}_{}", mark(text.owner))
        } else {
            format!("{first}_{}", mark(text.owner))
        };
        let platforms: &[&str] = match text.language {
            "zh" => &["wechat", "wechat", "telegram"],
            "th" => &["line", "line", "telegram"],
            "ru" | "uk" => &["telegram", "telegram", "instagram"],
            "en" => &["snapchat", "instagram", "telegram", "onlyfans", "kik"],
            _ => &["instagram", "telegram", "snapchat", "onlyfans"],
        };
        let platform = *key.pick(platforms);
        let forms: &[&str] = match (platform, text.language) {
            ("snapchat", _) => &["snap: #", "Snapchat: #", "snapchat @#", "snap #"],
            ("instagram", _) => &[
                "IG: #",
                "insta @#",
                "Instagram: #",
                "instagram.com/#",
                "https://www.instagram.com/#/",
            ],
            ("telegram", "ru" | "uk") => &["телеграм @#", "tg: @#", "t.me/#", "Telegram: #"],
            ("telegram", _) => &["telegram @#", "tg: @#", "t.me/#", "Telegram: #"],
            ("onlyfans", _) => &["onlyfans.com/#", "OnlyFans: #"],
            ("wechat", _) => &["微信：#", "微信 #", "WeChat: #", "微信号：#"],
            ("line", _) => &["LINE: #", "line id: #", "ไลน์ #"],
            _ => &["kik: #", "Kik #"],
        };
        let written = self.chance.pick(forms).replace('#', &handle);
        self.mentions.push(TrueMention::new(
            "account",
            format!("{platform}:{handle}"),
            &handle,
        ));
        if written.contains('/') {
            // A profile's address is an account; reading it as a URL too is no mistake.
            let url = if written.starts_with("http") {
                written.clone()
            } else {
                format!("https://{written}")
            };
            let mut mention = TrueMention::new("url", url, &written);
            mention.optional = true;
            self.mentions.push(mention);
        }
        out.push_str(&written);
    }

    fn email(&mut self, out: &mut String) {
        let text = self.text;
        let name = names::of_language(text.language);
        let mut key = Chance::of(&[text.owner, u64::from(text.email), 4]);
        let first = name[key.below(name.len())].1;
        let host = *key.pick(&[
            "example.com",
            "example.org",
            "example.net",
            "mail.example.com",
        ]);
        let number = if text.email > 1 {
            text.email.to_string()
        } else {
            String::new()
        };
        let address = format!("{first}{number}.{}@{host}", mark(text.owner));
        let obscured = text.obscured && self.chance.percent(60);
        let written = if obscured {
            obscured_email(&address, text.language, &mut self.chance)
        } else if self.chance.percent(10) {
            address.replacen(first, &first.to_uppercase(), 1)
        } else {
            address.clone()
        };
        let mut mention = TrueMention::new("email", address, &written);
        mention.obscured = obscured;
        self.mentions.push(mention);
        out.push_str(&written);
    }

    fn hub(&mut self, out: &mut String) {
        let Some(agency) = self.text.agency else {
            return;
        };
        // Which of the agency's contacts stands under the text; often the number with one of the others.
        let mut parts = Vec::new();
        if self.template.percent(70) {
            let groups = agency.phone.groups();
            let raw = format!("({}) {}-{}", groups[0], groups[1], groups[2]);
            self.mentions
                .push(TrueMention::new("phone", agency.phone.value(), &raw));
            parts.push(raw);
        }
        if parts.is_empty() || self.template.percent(60) {
            let (kind, value) = if self.template.percent(50) {
                ("url", agency.url())
            } else {
                ("email", agency.email())
            };
            self.mentions
                .push(TrueMention::new(kind, normalized(&value), &value));
            parts.push(value);
        }
        out.push_str(&parts.join(", "));
    }

    fn phone(&mut self, out: &mut String) {
        let text = self.text;
        let Some(phone) = text.phone else {
            return;
        };
        let written = if text.obscured {
            obscured_phone(phone, text.language, text.plain, &mut self.chance)
        } else {
            plain_phone(phone, &mut self.chance)
        };
        let mut mention = TrueMention::new("phone", phone.value(), &written);
        mention.obscured = text.obscured;
        self.mentions.push(mention);
        if !text.obscured {
            self.phone = Some((phone.value(), written.clone()));
        }
        out.push_str(&written);
    }

    fn day(&mut self, out: &mut String) {
        let (month, day) = (self.chance.between(1, 3), self.chance.between(1, 28));
        let written = match self.text.language {
            "en" if self.text.region == "US" => match self.chance.below(3) {
                0 => format!("{month:02}/{day:02}/2026"),
                1 => format!("2026-{month:02}-{day:02}"),
                _ => format!("{} {day}", ["January", "February", "March"][month - 1]),
            },
            "en" => format!("{day:02}/{month:02}/2026"),
            "zh" => format!("2026年{month}月{day}日"),
            _ => format!("{day:02}.{month:02}.2026"),
        };
        out.push_str(&written);
    }
}

/// A bare host has no slash at its end.
fn normalized(url: &str) -> &str {
    match url.strip_suffix('/') {
        Some(host) if host.matches('/').count() == 2 => host,
        _ => url,
    }
}

/// Ages in words, from 21.
fn age_in_words(age: u8) -> String {
    let ones = [
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    let tens = match age / 10 {
        2 => "twenty",
        3 => "thirty",
        _ => "forty",
    };
    if age.is_multiple_of(10) {
        tens.to_owned()
    } else {
        format!("{tens}-{}", ones[usize::from(age % 10)])
    }
}

impl Slots for Filling<'_> {
    fn fill(&mut self, slot: &str, out: &mut String) -> bool {
        let text = self.text;
        match slot {
            "name" => {
                let name = names::of_language(text.language)[text.name].0;
                self.mentions.push(TrueMention::new("name", name, name));
                out.push_str(name);
            }
            "age" => {
                let age = text.age.to_string();
                self.mentions
                    .push(TrueMention::new("age", age.as_str(), &age));
                out.push_str(&age);
            }
            "agew" => {
                let raw = if self.template.percent(30) {
                    age_in_words(text.age)
                } else {
                    text.age.to_string()
                };
                self.mentions
                    .push(TrueMention::new("age", text.age.to_string(), &raw));
                out.push_str(&raw);
            }
            "city" => {
                let city = &CITIES[text.city as usize];
                let raw = spelled(city, text.language);
                let mut mention = TrueMention::new("place", city.name, raw);
                mention.country = Some(city.country.to_owned());
                self.mentions.push(mention);
                out.push_str(raw);
            }
            "phone" => self.phone(out),
            "email" => self.email(out),
            "account" => self.account(out),
            "url" => {
                let name = names::of_language(text.language);
                let first = name[Chance::of(&[text.owner, 5]).below(name.len())].1;
                let url = format!("https://{first}-{}.example.com/", mark(text.owner));
                let url = if text.url > 1 {
                    format!("{url}page{}", text.url)
                } else {
                    url
                };
                self.mentions
                    .push(TrueMention::new("url", normalized(&url), &url));
                out.push_str(&url);
            }
            "coin" => out.push_str(wallet(hash(&[text.owner, u64::from(text.wallet), 6])).coin),
            "wallet" => {
                let wallet = wallet(hash(&[text.owner, u64::from(text.wallet), 6]));
                let value = format!("{}:{}", wallet.chain, wallet.address);
                self.mentions
                    .push(TrueMention::new("wallet", value, &wallet.address));
                out.push_str(&wallet.address);
            }
            "agency" => {
                if let Some(agency) = text.agency {
                    out.push_str(&agency.name());
                }
            }
            "hub" => self.hub(out),
            "p15" => self.price(15, false, out),
            "p30" => self.price(30, false, out),
            "p60" => self.price(60, false, out),
            "p120" => self.price(120, false, out),
            "m30" => self.price(30, true, out),
            "m60" => self.price(60, true, out),
            // Numbers that are no telephones: too short, too long, or with an area code that starts with 0 or 1.
            "ref" => {
                let number = match self.chance.below(3) {
                    0 => self.chance.between(100_000, 9_999_999).to_string(),
                    1 => format!("1{:09}", self.chance.below(1_000_000_000)),
                    _ => format!(
                        "{}-{:05}",
                        self.chance.between(10, 99),
                        self.chance.below(100_000)
                    ),
                };
                out.push_str(&number);
            }
            "serial" => {
                let written = match self.chance.below(3) {
                    0 => format!(
                        "{}C-{:05}-{}",
                        self.chance.below(10),
                        self.chance.below(100_000),
                        self.chance.between(10, 99)
                    ),
                    1 => format!(
                        "SN{:04}X{:04}",
                        self.chance.below(10_000),
                        self.chance.below(10_000)
                    ),
                    _ => format!(
                        "{:03}.{:03}.{:02}",
                        self.chance.below(1000),
                        self.chance.below(1000),
                        self.chance.below(100)
                    ),
                };
                out.push_str(&written);
            }
            "order" => {
                let written = match self.chance.below(3) {
                    0 => format!(
                        "#0{:05}-{:03}",
                        self.chance.below(100_000),
                        self.chance.below(1000)
                    ),
                    1 => format!("#{}", self.chance.between(10_000_000, 99_999_999)),
                    _ => format!("no. 0{:09}", self.chance.below(1_000_000_000)),
                };
                out.push_str(&written);
            }
            "day" => self.day(out),
            "measures" => out.push_str(&format!(
                "{}-{}-{}",
                self.template.between(32, 38),
                self.template.between(23, 28),
                self.template.between(33, 39)
            )),
            "height" => out.push_str(&format!("5'{}", self.template.between(0, 9))),
            "weight" => out.push_str(&format!("{} lbs", self.template.between(100, 160))),
            "clock" => out.push_str(&format!(
                "1:{:02}:{:02}",
                self.chance.between(10, 59),
                self.chance.between(0, 59)
            )),
            "goods" => {
                let amount = (10 + text.template % 90) as u32 * 5;
                self.goods(amount, false, out);
            }
            "goods2" => {
                let amount = (10 + text.template % 90) as u32 * 4;
                self.goods(amount, false, out);
            }
            "wage" => self.goods(1_200 + 100 * (text.template % 25) as u32, true, out),
            "fee" => self.goods(200 + 50 * (text.template % 12) as u32, true, out),
            "range" => {
                let (low, high) =
                    *self
                        .template
                        .pick(&[("20", "35"), ("21", "40"), ("20", "25"), ("25", "45")]);
                for end in [low, high] {
                    let mut mention = TrueMention::new("age", end, end);
                    mention.optional = true;
                    self.mentions.push(mention);
                }
                out.push_str(&format!("{low}-{high}"));
            }
            "decor" => {
                if text.plain {
                    out.push_str(["", "***", "!!", "~"][self.template.below(4)]);
                } else {
                    out.push_str(
                        ["💋", "✨", "🌹", "💖", "🔥", "♥", "😘💕"][self.template.below(7)],
                    );
                }
            }
            _ => return false,
        }
        true
    }
}

/// How the sentences of a text follow each other.
fn joined(parts: &[String], text: &Text, template: &mut Chance) -> String {
    let breaks: &[&str] = if text.plain {
        &[" ", "\n", " ", "\n\n"]
    } else {
        &[" ", "\n", " ✨ ", "\n\n", " ", "\n💋 "]
    };
    let separator = *template.pick(breaks);
    let separator = if separator == " " && text.language == "zh" {
        ""
    } else {
        separator
    };
    let mut out = String::new();
    for part in parts.iter().map(|part| part.trim()) {
        if part.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push_str(separator);
        }
        out.push_str(part);
        // What stands in one line needs a mark where a sentence has none.
        if separator.is_empty() {
            out.push_str(match out.chars().last() {
                Some('。' | '！' | '？' | '：') => "",
                // An address would swallow what follows.
                Some(last) if last.is_ascii() => " ",
                _ => "，",
            });
        } else if separator == " "
            && out.ends_with(|c: char| c.is_alphanumeric())
            && text.language != "th"
        {
            out.push(',');
        }
    }
    out.trim_end_matches([',', '，', ' ']).to_owned()
}

/// Writes a text down.
pub(crate) fn write(text: &Text) -> Written {
    let grammar = grammar::of_language(text.language);
    let mut template = Chance::of(&[text.template, 10]);
    let mut filling = Filling {
        text,
        chance: Chance::of(&[text.slots, 11]),
        template: Chance::of(&[text.template, 12]),
        mentions: Vec::new(),
        phone: None,
    };
    let mut title = String::new();
    let mut parts: Vec<String> = Vec::new();
    let one = |section: &str, template: &mut Chance, filling: &mut Filling<'_>| {
        let mut out = String::new();
        grammar.say(section, template, filling, &mut out);
        out
    };
    let prefix = match text.kind {
        Kind::Advert => "",
        Kind::Job => "job_",
        Kind::Report => "tip_",
        Kind::Forum => "forum_",
        Kind::Shop => "shop_",
        Kind::News => "news_",
    };
    grammar.say(
        &format!("{prefix}title"),
        &mut template,
        &mut filling,
        &mut title,
    );
    match text.kind {
        Kind::Advert => {
            let short = text.signs.is_empty() && template.percent(6);
            if !short || template.percent(50) {
                parts.push(one("opening", &mut template, &mut filling));
            }
            for sign in text.signs {
                grammar.say_several(sign, 2, &mut template, &mut filling, &mut parts);
            }
            let about = if short { 1 } else { template.between(2, 4) };
            let start = parts.len();
            grammar.say_several("about", about, &mut template, &mut filling, &mut parts);
            if text.shortened && parts.len() > start + 1 {
                // "about" sentences hold nothing that the truth counts.
                parts.truncate(parts.len() - 1);
            }
            if !short && template.percent(75) {
                parts.push(one("place", &mut template, &mut filling));
            }
            if template.percent(75) {
                parts.push(one("price", &mut template, &mut filling));
            }
            if !short {
                let terms = template.between(1, 2);
                grammar.say_several("terms", terms, &mut template, &mut filling, &mut parts);
            }
        }
        Kind::Job => {
            parts.push(one("job_open", &mut template, &mut filling));
            let about = template.between(2, 4);
            grammar.say_several("job_about", about, &mut template, &mut filling, &mut parts);
            for sign in text.signs {
                grammar.say_several(sign, 2, &mut template, &mut filling, &mut parts);
            }
        }
        Kind::Report => {
            grammar.say_several("tip", 2, &mut template, &mut filling, &mut parts);
            // Somebody who reports a number in the corpus names it, at the start or in between.
            if text.phone.is_some() {
                let at = template.below(parts.len());
                let mut number = Vec::new();
                let times = template.between(1, 2);
                grammar.say_several(
                    "tip_number",
                    times,
                    &mut template,
                    &mut filling,
                    &mut number,
                );
                parts.splice(at..at, number);
            }
        }
        Kind::Forum => {
            let count = template.between(2, 4);
            grammar.say_several("forum", count, &mut template, &mut filling, &mut parts);
        }
        Kind::Shop => grammar.say_several("shop", 4, &mut template, &mut filling, &mut parts),
        Kind::News => grammar.say_several("news", 3, &mut template, &mut filling, &mut parts),
    }
    if matches!(text.kind, Kind::Advert | Kind::Job | Kind::Shop) {
        for (section, said) in [
            ("phone", text.phone.is_some()),
            ("email", text.email > 0),
            ("account", text.account > 0),
            ("url", text.url > 0),
            ("wallet", text.wallet > 0),
            ("agency", text.agency.is_some()),
        ] {
            // Every section draws from its own chance, so that a missing contact does not change the others' words.
            let mut own = Chance::of(&[text.template, hash(&[section.len() as u64, 13])]);
            if said && grammar.has(section) {
                parts.push(one(section, &mut own, &mut filling));
            }
        }
        let mut own = Chance::of(&[text.template, 14]);
        if text.kind == Kind::Advert && own.percent(75) {
            parts.push(one("closing", &mut own, &mut filling));
        }
    }
    let body = joined(&parts, text, &mut Chance::of(&[text.template, 15]));
    let Filling {
        mentions, phone, ..
    } = filling;
    let mut distinct: Vec<TrueMention> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        match distinct
            .iter_mut()
            .find(|m| m.kind == mention.kind && m.value == mention.value)
        {
            Some(known) => known.optional &= mention.optional,
            None => distinct.push(mention),
        }
    }
    Written {
        title: title.trim().to_owned(),
        body,
        mentions: distinct,
        author: names::of_language(text.language)[text.name].0,
        phone,
    }
}
