//! Who lives in a block of the corpus, what they write and when they post it.
//!
//! A block is a few ten thousand records that stand for themselves: nobody outside of it shares anything with anybody
//! inside but the footers of sites. So a corpus of any size is made block by block, in any order, from the seed.

use crate::chance::{Chance, hash};
use crate::names;
use crate::numbers::{Numbers, Phone, Plan};
use crate::places::{self, CITIES};
use crate::sources::{Charset, MARKETS, Market, SOURCES};
use crate::text::{Agency, Kind, Role, Text};
use crate::truth::Counts;
use crate::{Error, Level};

/// Days of posting, from 2026-01-01 on.
pub(crate) const DAYS: usize = 90;
const MINUTES_A_DAY: usize = 1440;
/// Global numbers of operations start at multiples of this in every block.
const OPERATIONS_A_BLOCK: u64 = 1 << 16;
/// Sources of reports.
const LETTERS: u8 = 14;
const TIPLINE: u8 = 15;

/// Somebody who posts.
#[derive(Clone)]
pub(crate) struct Operation {
    /// Global number.
    pub(crate) number: u64,
    pub(crate) what: What,
    /// Cities in order of the circuit; networks only.
    pub(crate) places: Vec<u16>,
}

/// What an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// An advertiser or recruiter on their own.
    Unconnected,
    Network {
        planted: bool,
    },
    /// Writers of forum posts, shops, papers, and people who report something about nobody in the corpus.
    Noise,
}

/// A text posted once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Post {
    pub(crate) source: u8,
    /// Minutes since 2026-01-01.
    pub(crate) minute: u32,
    pub(crate) text: u32,
    pub(crate) city: u16,
}

/// A planned block.
pub(crate) struct Block {
    pub(crate) operations: Vec<Operation>,
    pub(crate) texts: Vec<Text>,
    pub(crate) posts: Vec<Post>,
    pub(crate) agencies: Vec<Agency>,
    pub(crate) counts: Counts,
}

/// What a block is asked to be.
#[derive(Clone, Copy)]
pub(crate) struct Order {
    pub(crate) seed: u64,
    pub(crate) level: Level,
    pub(crate) block: u64,
    pub(crate) blocks: u64,
    pub(crate) records: usize,
    pub(crate) narrow: bool,
}

/// Shares of the records in percent: unconnected advertisers, networks, recruiters, reports, noise.
const SHARES: [usize; 5] = [53, 22, 9, 3, 13];

struct Planner {
    order: Order,
    chance: Chance,
    numbers: Numbers,
    block: Block,
    /// Records so far, by kind of operation.
    have: [usize; 5],
    at_most: Vec<usize>,
    copies_due: usize,
    /// Texts of networks that somebody may copy: index of the text.
    copyable: Vec<u32>,
    texts_with_posts: usize,
}

/// Plans a block.
pub(crate) fn plan(order: Order) -> Result<Block, Error> {
    let mut planner = Planner {
        order,
        chance: Chance::of(&[order.seed, order.level as u64, order.block, 100]),
        numbers: Numbers::new(order.narrow, order.block, order.blocks),
        block: Block {
            operations: Vec::new(),
            texts: Vec::new(),
            posts: Vec::with_capacity(order.records),
            agencies: Vec::new(),
            counts: Counts::default(),
        },
        have: [0; 5],
        at_most: SOURCES.iter().map(|source| source.most).collect(),
        copies_due: 0,
        copyable: Vec::new(),
        texts_with_posts: 0,
    };
    planner.agencies()?;
    if order.block == 0 {
        planner.planted()?;
    }
    while planner.left() > 0 {
        let total = order.records;
        let most_missing = (0..SHARES.len())
            .max_by_key(|kind| {
                let wanted = (total * SHARES[*kind]) as i64;
                // Relative to the share, so that every kind is met early.
                (wanted - 100 * planner.have[*kind] as i64) * 100 / SHARES[*kind] as i64
            })
            .unwrap_or(0);
        let before = planner.block.posts.len();
        match most_missing {
            0 => planner.advertiser()?,
            1 => planner.network()?,
            2 => planner.recruiter()?,
            3 => planner.report(),
            _ => planner.noise()?,
        }
        planner.have[most_missing] += planner.block.posts.len() - before;
    }
    planner.count();
    Ok(planner.block)
}

fn rate(region: &str, chance: &mut Chance) -> u16 {
    let base: &[u16] = match region {
        "GB" => &[90, 100, 110, 120, 130, 150],
        "DE" | "FR" => &[100, 120, 130, 150, 160, 180],
        "AU" => &[150, 180, 200, 220, 250],
        _ => &[100, 120, 140, 150, 160, 180, 200, 220, 250],
    };
    *chance.pick(base)
}

impl Planner {
    fn left(&self) -> usize {
        self.order.records - self.block.posts.len()
    }

    fn agencies(&mut self) -> Result<(), Error> {
        for at in 0..1 + self.order.records as u64 / 8_000 {
            if let Some(phone) = self.numbers.next(Plan::NorthAmerica)? {
                self.block.agencies.push(Agency {
                    key: hash(&[self.order.seed, self.order.block, at, 101]),
                    phone,
                });
            }
        }
        Ok(())
    }

    fn operation(&mut self, what: What) -> (u32, u64) {
        let index = self.block.operations.len();
        let number = self.order.block * OPERATIONS_A_BLOCK + index as u64;
        self.block.operations.push(Operation {
            number,
            what,
            places: Vec::new(),
        });
        (index as u32, number)
    }

    fn market(&mut self) -> &'static Market {
        &MARKETS[self
            .chance
            .weighted(MARKETS.iter().map(|market| market.weight))]
    }

    fn phone(&mut self, market: &Market) -> Result<Option<Phone>, Error> {
        self.numbers.next(Plan::of_region(market.region))
    }

    fn city(&mut self, market: &Market) -> u16 {
        let cities = places::of_region(market.region);
        *self.chance.pick(&cities)
    }

    /// A text of nobody in particular yet.
    fn blank(&mut self, market: &Market, kind: Kind, operation: u32, owner: u64) -> Text {
        let name = self.chance.below(names::of_language(market.language).len());
        let city = self.city(market);
        Text {
            owner,
            operation,
            language: market.language,
            region: market.region,
            kind,
            role: Role::Own,
            template: self.chance.next(),
            slots: self.chance.next(),
            name,
            age: self.chance.between(21, 42) as u8,
            city,
            rate: rate(market.region, &mut self.chance),
            phone: None,
            obscured: false,
            email: 0,
            account: 0,
            wallet: 0,
            url: 0,
            agency: None,
            signs: &[],
            plain: self.chance.percent(55),
            shortened: false,
        }
    }

    /// How often the next text is posted: 3.4 times on average, steered so that 70 % of the records repeat a text.
    fn repeats(&mut self) -> usize {
        let drawn = *self
            .chance
            .pick(&[1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8_usize]);
        let records = self.block.posts.len();
        let wanted = records * 3 / 10;
        let texts = self.texts_with_posts;
        if texts > wanted + 8 {
            drawn + 3
        } else if texts > wanted + 2 {
            drawn + 1
        } else if texts + 2 < wanted {
            (drawn - 1).max(1)
        } else {
            drawn
        }
    }

    /// A source of the market that takes the text and has room.
    fn source(&mut self, market: &Market, plain: bool) -> u8 {
        let takes = |planner: &Self, at: u8| {
            let source = &SOURCES[at as usize];
            let charset =
                plain || !matches!(source.charset, Charset::Windows1251 | Charset::Windows1252);
            charset && planner.at_most[at as usize] > 0
        };
        let weights: Vec<usize> = market
            .sources
            .iter()
            .map(|(at, weight)| if takes(self, *at) { *weight } else { 0 })
            .collect();
        market.sources[self.chance.weighted(weights.iter().copied())].0
    }

    fn post(&mut self, text: u32, source: u8, minute: usize, city: u16) {
        let source = if self.at_most[source as usize] == 0 {
            // Only single pages and letters are counted; what finds no room goes to the source beside.
            if source == LETTERS { TIPLINE } else { 0 }
        } else {
            source
        };
        self.at_most[source as usize] = self.at_most[source as usize].saturating_sub(1);
        self.block.posts.push(Post {
            source,
            minute: minute.min(DAYS * MINUTES_A_DAY - 1) as u32,
            text,
            city,
        });
    }

    /// Posts a text `times` times between two days, now and then in the second city.
    fn posts(
        &mut self,
        text: Text,
        times: usize,
        market: &Market,
        days: (usize, usize),
        second_city: Option<u16>,
    ) {
        let times = times.min(self.left());
        if times == 0 {
            return;
        }
        let plain = text.plain;
        let first_city = text.city;
        let index = self.block.texts.len() as u32;
        self.block.texts.push(text);
        self.texts_with_posts += 1;
        let main = self.source(market, plain);
        for _ in 0..times {
            let source = if self.chance.percent(70) {
                main
            } else {
                self.source(market, plain)
            };
            let minute = days.0 * MINUTES_A_DAY
                + self.chance.below((days.1 - days.0).max(1) * MINUTES_A_DAY);
            let city = match second_city {
                Some(city) if self.chance.percent(35) => city,
                _ => first_city,
            };
            self.post(index, source, minute, city);
        }
    }

    fn window(&mut self, least: usize, most: usize) -> (usize, usize) {
        let length = self.chance.between(least, most);
        let start = self.chance.below(DAYS - length + 1);
        (start, start + length)
    }

    fn advertiser(&mut self) -> Result<(), Error> {
        let (operation, owner) = self.operation(What::Unconnected);
        self.block.counts.advertisers += 1;
        self.copies_due += self.order.level.copycats();
        let copied = (self.copies_due >= 100 && !self.copyable.is_empty()).then(|| {
            self.copies_due -= 100;
            *self.chance.pick(&self.copyable) as usize
        });
        let market = match copied {
            Some(original) => {
                let text = &self.block.texts[original];
                MARKETS
                    .iter()
                    .find(|m| m.language == text.language && m.region == text.region)
                    .unwrap_or(&MARKETS[0])
            }
            None => self.market(),
        };
        let mut person = self.blank(market, Kind::Advert, operation, owner);
        if self.chance.percent(85) {
            person.phone = self.phone(market)?;
        }
        if let Some(city) = person.phone.and_then(Phone::city) {
            person.city = city;
        }
        person.email = u8::from(self.chance.percent(22));
        person.account = u8::from(self.chance.percent(38) || person.phone.is_none());
        person.url = u8::from(self.chance.percent(12));
        person.wallet = u8::from(self.chance.percent(4));
        if market.region == "US" && self.chance.percent(30) {
            person.agency = Some(*self.chance.pick(&self.block.agencies));
            // Under an agency an advertiser still has a contact of their own.
            person.account = u8::from(person.phone.is_none() || person.account > 0);
        }
        person.obscured = person.phone.is_some() && self.chance.percent(13);
        if self.chance.percent(8) {
            const ONE: [&[&str]; 3] = [&["trust"], &["voice"], &["control"]];
            person.signs = ONE[self.chance.below(ONE.len())];
        }
        let second_city = self.chance.percent(15).then(|| self.city(market));
        let texts = *self.chance.pick(&[1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3]);
        let days = self.window(10, 70);
        for at in 0..texts {
            let mut text = person.clone();
            text.template = self.chance.next();
            text.slots = self.chance.next();
            if let (0, Some(original)) = (at, copied) {
                let original = self.block.texts[original].clone();
                self.block.counts.copycats += 1;
                text.role = Role::Copy;
                text.template = original.template;
                text.plain = original.plain;
                text.signs = original.signs;
                text.agency = None;
                let circuit = self.block.operations[original.operation as usize]
                    .places
                    .clone();
                // A copy-cat works where the network does not.
                let elsewhere: Vec<u16> = places::of_region(market.region)
                    .into_iter()
                    .filter(|city| !circuit.contains(city))
                    .collect();
                if circuit.contains(&text.city) && !elsewhere.is_empty() {
                    text.city = *self.chance.pick(&elsewhere);
                }
                person.city = text.city;
            }
            let times = self.repeats();
            let second = second_city.filter(|_| text.role != Role::Copy);
            self.posts(text, times, market, days, second);
            if self.left() == 0 {
                break;
            }
        }
        Ok(())
    }

    fn recruiter(&mut self) -> Result<(), Error> {
        let (operation, owner) = self.operation(What::Unconnected);
        let market = self.market();
        let mut firm = self.blank(market, Kind::Job, operation, owner);
        if self.chance.percent(80) {
            firm.phone = self.phone(market)?;
        }
        firm.email = u8::from(self.chance.percent(45) || firm.phone.is_none());
        firm.account = u8::from(self.chance.percent(25));
        firm.url = u8::from(self.chance.percent(10));
        if let Some(city) = firm.phone.and_then(Phone::city) {
            firm.city = city;
        }
        if self.chance.percent(30) {
            firm.signs = &["job_sign"];
        }
        firm.obscured = firm.phone.is_some() && self.chance.percent(5);
        let days = self.window(14, 60);
        for _ in 0..self.chance.between(1, 2) {
            let mut text = firm.clone();
            text.template = self.chance.next();
            text.slots = self.chance.next();
            let times = self.repeats();
            self.posts(text, times, market, days, None);
        }
        Ok(())
    }

    /// Somebody tells what they saw: about a network's number, an advertiser's, or one that nobody in the corpus has.
    fn report(&mut self) {
        let english = |text: &Text| {
            text.kind == Kind::Advert
                && text.region == "US"
                && text.phone.is_some()
                && text.role != Role::Template
        };
        let from = self.chance.below(self.block.texts.len().max(1));
        let about = (from..self.block.texts.len())
            .chain(0..from)
            .find(|at| english(&self.block.texts[*at]))
            .map(|at| self.block.texts[at].clone());
        let market = &MARKETS[usize::from(self.chance.percent(20))];
        let operation = match &about {
            Some(text) => (text.operation, text.owner),
            None => self.operation(What::Noise),
        };
        let mut text = self.blank(market, Kind::Report, operation.0, operation.1);
        if let Some(about) = about {
            text.phone = about.phone;
            text.city = about.city;
        }
        text.plain = true;
        let source = if self.chance.percent(50) {
            LETTERS
        } else {
            TIPLINE
        };
        let minute = self.chance.below(DAYS * MINUTES_A_DAY);
        let city = text.city;
        let index = self.block.texts.len() as u32;
        self.block.texts.push(text);
        self.texts_with_posts += 1;
        self.post(index, source, minute, city);
    }

    fn noise(&mut self) -> Result<(), Error> {
        let (operation, owner) = self.operation(What::Noise);
        let market = self.market();
        let grammar = crate::grammar::of_language(market.language);
        let wanted = *self.chance.pick(&[
            (Kind::Forum, "forum"),
            (Kind::Forum, "forum"),
            (Kind::Shop, "shop"),
            (Kind::Shop, "shop"),
            (Kind::News, "news"),
        ]);
        let (kind, market) = if grammar.has(wanted.1) {
            (wanted.0, market)
        } else {
            (wanted.0, &MARKETS[0])
        };
        let mut text = self.blank(market, kind, operation, owner);
        let times = match kind {
            Kind::Forum => 1,
            Kind::News => self.chance.between(1, 3),
            _ => self.repeats(),
        };
        if kind == Kind::Shop {
            let same_region = SOURCES[market.noise as usize].region == Some(market.region);
            if same_region && self.chance.percent(60) {
                text.phone = self.phone(market)?;
            }
            text.email = u8::from(self.chance.percent(40));
            text.url = u8::from(self.chance.percent(40));
        }
        let days = self.window(5, 40);
        let times = times.min(self.left());
        let city = text.city;
        let index = self.block.texts.len() as u32;
        self.block.texts.push(text);
        self.texts_with_posts += 1;
        for _ in 0..times {
            let minute =
                days.0 * MINUTES_A_DAY + self.chance.below((days.1 - days.0) * MINUTES_A_DAY);
            self.post(index, market.noise, minute, city);
        }
        Ok(())
    }

    /// Cities in order, all different.
    fn circuit(&mut self, market: &Market, most: usize) -> Vec<u16> {
        let mut cities = places::of_region(market.region);
        let count = self.chance.between(3.min(most), most).min(cities.len());
        let mut circuit = Vec::with_capacity(count);
        for _ in 0..count {
            circuit.push(cities.swap_remove(self.chance.below(cities.len())));
        }
        circuit
    }

    /// What the next text of networks must be, so that the shares of the level hold over the block.
    fn role(&self, posts: usize) -> Role {
        let counts = &self.block.counts;
        let after = counts.network_records as usize + posts;
        let missing = |share: usize, have: u64| share * after >= 100 * (have as usize + posts / 2);
        if missing(self.order.level.template_alone(), counts.template_records) {
            Role::Template
        } else if missing(self.order.level.rotation(), counts.rotated_records) {
            Role::Rotated
        } else {
            Role::Own
        }
    }

    fn network(&mut self) -> Result<(), Error> {
        let (operation, owner) = self.operation(What::Network { planted: false });
        let market = self.market();
        let circuit = self.circuit(market, 5);
        self.block.operations[operation as usize].places = circuit.clone();
        let kind = if self.chance.percent(15) {
            Kind::Job
        } else {
            Kind::Advert
        };
        let mut house = self.blank(market, kind, operation, owner);
        house.phone = self.phone(market)?;
        let first_phone = house.phone;
        // What its texts share beside the first number: one kind of identifier or two.
        let anchors: &[fn(&mut Text)] = &[
            |text| text.email = 1,
            |text| text.account = 1,
            |text| text.account = 1,
            |text| text.url = 1,
            |text| text.wallet = 1,
        ];
        let anchor = *self.chance.pick(anchors);
        let second_anchor = self.chance.percent(40).then(|| *self.chance.pick(anchors));
        if kind == Kind::Advert && self.chance.percent(40) {
            const KINDS: [&[&str]; 4] = [&["voice"], &["control"], &["trust"], &["voice", "trust"]];
            house.signs = KINDS[self.chance.below(KINDS.len())];
        }
        let templates: Vec<u64> = (0..self.chance.between(1, 3))
            .map(|_| self.chance.next())
            .collect();
        let people: Vec<(usize, u8)> = (0..self.chance.between(2, 5))
            .map(|_| {
                (
                    self.chance.below(names::of_language(market.language).len()),
                    self.chance.between(21, 34) as u8,
                )
            })
            .collect();
        let texts = self.chance.between(5, 18).min(2 + self.order.records / 100);
        let obscures = self.chance.between(15, 60);
        let (first, last) = self.window(30, 85);
        let mut rotated: Option<(Phone, usize)> = None;
        // A text that shows nothing but a plain number.
        let mut twin: Option<(Text, (usize, usize))> = None;
        for at in 0..texts {
            let times = self.repeats().min(self.left());
            if times == 0 {
                break;
            }
            let stay = at * circuit.len() / texts;
            let length = (last - first) / circuit.len();
            let mut days = (
                first + stay * length,
                (first + (stay + 1) * length).max(first + stay * length + 1),
            );
            let mut text = house.clone();
            text.template = *self.chance.pick(&templates);
            text.slots = self.chance.next();
            (text.name, text.age) = *self.chance.pick(&people);
            text.city = circuit[stay];
            text.obscured = self.chance.percent(obscures);
            text.shortened = self.chance.percent(20);
            // The first text shows everything, so that later ones can be tied to it.
            let role = if at == 0 { Role::Own } else { self.role(times) };
            match role {
                Role::Template => {
                    match self.phone(market)? {
                        Some(phone) => text.phone = Some(phone),
                        None => continue,
                    }
                    text.shortened = false;
                    text.template = templates[0];
                    if let Some((twin, twins_days)) = &twin
                        && self.chance.percent(50)
                    {
                        // Word for word, but for the number.
                        text = Text {
                            phone: text.phone,
                            ..twin.clone()
                        };
                        days = *twins_days;
                    }
                }
                Role::Rotated => {
                    // A new number serves for two texts or three.
                    rotated = match rotated {
                        Some((phone, left)) if left > 0 => Some((phone, left - 1)),
                        _ => self.phone(market)?.map(|phone| (phone, 2)),
                    };
                    text.phone = rotated.map(|(phone, _)| phone).or(text.phone);
                    anchor(&mut text);
                }
                _ => {
                    text.template = if at == 0 { templates[0] } else { text.template };
                    if at == 0 || text.phone.is_none() || self.chance.percent(30) {
                        anchor(&mut text);
                    }
                    if let Some(second) = second_anchor
                        && (at == 0 || self.chance.percent(30))
                    {
                        second(&mut text);
                    }
                }
            }
            text.role = if role == Role::Rotated && text.phone == first_phone {
                Role::Own
            } else {
                role
            };
            let counts = &mut self.block.counts;
            counts.network_records += times as u64;
            match text.role {
                Role::Template => counts.template_records += times as u64,
                Role::Rotated => counts.rotated_records += times as u64,
                _ => {}
            }
            let bare = text.email + text.account + text.wallet + text.url == 0;
            if text.role == Role::Own && bare && !text.obscured {
                twin = Some((text.clone(), days));
            }
            let next = circuit.get(stay + 1).copied();
            if at == 0 {
                self.copyable.push(self.block.texts.len() as u32);
            }
            self.posts(text, times, market, days, next);
        }
        Ok(())
    }

    /// The lead that every corpus holds: documented signs of four families.
    fn planted(&mut self) -> Result<(), Error> {
        let (operation, owner) = self.operation(What::Network { planted: true });
        let market = &MARKETS[0];
        let circuit: Vec<u16> = ["Houston", "Dallas", "Memphis", "Atlanta", "Charlotte"]
            .iter()
            .filter_map(|name| CITIES.iter().position(|city| city.name == *name))
            .map(|at| at as u16)
            .collect();
        self.block.operations[operation as usize].places = circuit.clone();
        let mut house = self.blank(market, Kind::Advert, operation, owner);
        house.phone = self.phone(market)?;
        house.account = 1;
        let second_phone = self.phone(market)?;
        let templates = [self.chance.next(), self.chance.next()];
        let texts = (self.order.records / 25).clamp(5, 15);
        const SIGNS: [&[&str]; 4] = [
            &["voice", "control"],
            &["trust", "control"],
            &["voice", "trust"],
            &["voice", "control", "trust"],
        ];
        let mut twin: Option<(Text, usize)> = None;
        for at in 0..texts {
            let mut stay = at * circuit.len() / texts;
            let mut text = house.clone();
            text.template = templates[at % 2];
            text.slots = self.chance.next();
            text.name = (house.name + at % 5) % names::of_language("en").len();
            text.age = 21 + (at % 5) as u8 * 2;
            text.city = circuit[stay];
            text.obscured = true;
            // The same wording with the same signs: one text under several contacts.
            text.signs = SIGNS[if at % 2 == 0 { 3 } else { 0 }];
            text.plain = false;
            if at % 4 == 1 {
                text.obscured = false;
                twin = Some((text.clone(), stay));
            }
            if let (3, Some((first, its_stay))) = (at % 4, &twin) {
                // Word for word, but for the number.
                text = Text {
                    phone: second_phone,
                    role: Role::Rotated,
                    ..first.clone()
                };
                stay = *its_stay;
            }
            let times = 2 + self.chance.below(3);
            let counts = &mut self.block.counts;
            counts.network_records += times as u64;
            if text.role == Role::Rotated {
                counts.rotated_records += times as u64;
            }
            let days = (5 + stay * 16, 5 + stay * 16 + 14);
            self.posts(text, times, market, days, None);
        }
        let records = self.block.posts.len();
        self.have[1] += records;
        Ok(())
    }

    fn count(&mut self) {
        let block = &mut self.block;
        let counts = &mut block.counts;
        counts.operations = block.operations.len() as u64;
        counts.records = block.posts.len() as u64;
        counts.texts = self.texts_with_posts as u64;
        counts.network_records = 0;
        counts.rotated_records = 0;
        counts.template_records = 0;
        for operation in &block.operations {
            match operation.what {
                What::Unconnected => counts.unconnected += 1,
                What::Network { .. } => counts.networks += 1,
                What::Noise => {}
            }
        }
        for post in &block.posts {
            let text = &block.texts[post.text as usize];
            match block.operations[text.operation as usize].what {
                What::Unconnected => counts.unconnected_records += 1,
                What::Network { .. } => {
                    counts.network_records += 1;
                    match text.role {
                        Role::Rotated => counts.rotated_records += 1,
                        Role::Template => counts.template_records += 1,
                        _ => {}
                    }
                }
                What::Noise => {}
            }
        }
    }
}
