//! Texts that look as if they held a contact and hold none.

use crate::chance::Chance;
use crate::tongue::Tongue;

/// A kind of look-alike: its name, and a sentence; `None` where a language has no such.
pub(crate) type Kind = (
    &'static str,
    fn(&'static Tongue, &mut Chance) -> Option<String>,
);

pub(crate) const KINDS: &[Kind] = &[
    ("number of an order or account", |t, c| {
        Some(c.pick(t.ids).replace("{}", &id(c)))
    }),
    ("prices", |t, c| Some(prices(t, c))),
    ("list of prices", |_, c| Some(list_of_prices(c))),
    ("dates", |_, c| Some(dates(c))),
    ("times", |_, c| {
        Some(
            (c.pick(&[
                "10:00-22:00 Mon-Fri",
                "9am-11pm 7 days, 24/7 on weekends",
                "12.30 - 14.45, 16.00 - 23.30",
                "open 0900-1700 and 1900-0300",
                "11:00 12:30 15:00 16:30 18:00",
            ]))
            .to_owned(),
        )
    }),
    ("serial", |_, c| Some(serial(c))),
    ("measurements", |_, c| Some(measurements(c))),
    ("hash", |_, c| {
        let length = c.pick(&[32, 40, 64]);
        Some(format!(
            "{}{}",
            c.pick(&["", "md5 ", "sha: ", "file "]),
            hexadecimal(length, c)
        ))
    }),
    ("uuid", |_, c| Some(uuid(c))),
    ("coordinates", |_, c| {
        let (lat, lon) = (c.digits(6), c.digits(6));
        let (a, b) = (10 + c.below(60), 10 + c.below(120));
        Some(match c.below(4) {
            0 => format!("{a}.{lat}, -{b}.{lon}"),
            1 => format!("lat {a}.{lat} long -{b}.{lon}"),
            2 => format!("@{a}.{lat},{b}.{lon},15z"),
            _ => format!("({a}.{lat}; {b}.{lon})"),
        })
    }),
    ("machine's address", |_, c| {
        let part = |c: &mut Chance| 1 + c.below(254);
        let address = format!("{}.{}.{}.{}", part(c), part(c), part(c), part(c));
        Some(match c.below(4) {
            0 => format!("{address}:8080"),
            1 => format!("server {address} port 5060"),
            2 => format!("{address}/24"),
            _ => address,
        })
    }),
    ("card", |_, c| Some(card(c))),
    ("bank account", |_, c| {
        let (a, b, d) = (c.digits(4), c.digits(4), c.digits(4));
        Some(match c.below(3) {
            0 => format!(
                "IBAN DE{} {a} {b} {d} {a} {:02}",
                10 + c.below(80),
                c.below(99)
            ),
            1 => format!(
                "IBAN GB{} NWBK {a} {b} {d} {:02}",
                10 + c.below(80),
                c.below(99)
            ),
            _ => format!("routing {} account {}", c.digits(9), c.digits(10)),
        })
    }),
    ("years", |_, c| {
        let first = 1960 + c.below(50);
        let years: Vec<String> = (0..3 + c.below(3))
            .map(|n| (first + n * (1 + n % 3)).to_string())
            .collect();
        Some(match c.below(3) {
            0 => years.join(" "),
            1 => years.join(", "),
            _ => format!("worked {}", years.join("-")),
        })
    }),
    ("counting", |t, c| Some(counting(t, c))),
    ("scores", |_, c| {
        let scores: Vec<String> = (0..5 + c.below(3))
            .map(|_| format!("{}-{}", c.below(6), c.below(6)))
            .collect();
        Some(format!("results {}", scores.join(", ")))
    }),
    ("sums", |_, c| {
        let (a, b) = (100 + c.below(900), 100 + c.below(900));
        Some(format!("{a} + {b} = {} and {a}*{b}={}", a + b, a * b))
    }),
    ("sums of money", |_, c| {
        let (a, b, d) = (c.digits(1), c.digits(3), c.digits(3));
        Some(match c.below(5) {
            0 => format!("${a},{b},{d}.50"),
            1 => format!("EUR {a}.{b}.{d},50"),
            2 => format!("{a} {b} {d} ₽"),
            3 => format!("£{b}{d} in cash"),
            _ => format!("{b}.{d}.{b} VND"),
        })
    }),
    ("versions", |_, c| {
        Some(format!(
            "Chrome/{}.0.{}.{} and v{}.{}.{}",
            c.digits(3),
            c.digits(4),
            c.digits(3),
            c.digits(1),
            c.digits(2),
            c.digits(3)
        ))
    }),
    ("sizes", |_, _| {
        Some("sizes 36 37 38 39 40 41 42 43 in stock".to_owned())
    }),
    ("parcel", |_, c| {
        Some(match c.below(3) {
            0 => format!("1Z999AA1{}", c.digits(10)),
            1 => format!(
                "tracking 9400 1{} {} {} {} {:02}",
                c.digits(3),
                c.digits(4),
                c.digits(4),
                c.digits(4),
                c.below(99)
            ),
            _ => format!("RB{}CN", c.digits(9)),
        })
    }),
    ("book", |_, c| {
        Some(format!(
            "ISBN 978-{}-{}-{}-{}",
            c.digits(1),
            c.digits(3),
            c.digits(5),
            c.below(10)
        ))
    }),
    ("fields", |_, c| {
        Some(format!(
            "age: {}\nprice: {}\nviews: {}\npost_id: {}\nupdated_at: 17{}",
            20 + c.below(20),
            c.below(9) * 50 + 50,
            c.digits(7),
            c.digits(10),
            c.digits(8)
        ))
    }),
    ("prose that sounds like digits", |_, c| {
        Some(
            (c.pick(&[
                "I want to go for a drive, too late to eat, won one free ticket for two",
                "come to me for one to two hours, I ate for free",
                "ready to go to bed for you and for me too",
                "oh to be won, for you I ate too",
                "one for you, two for me, four to go, free for all",
                "I got one or two or three things for you to see, seven days a week",
                "for a good time from nine to five or from ten to six, one or two of us",
                "five star service, three girls, two rooms, one great night, ten out of ten",
            ]))
            .to_owned(),
        )
    }),
    ("prices in words", |_, c| {
        Some(
            (c.pick(&[
                "one hundred half, two hundred full, three fifty for two hours",
                "eighty for fifteen, one twenty for thirty, two hundred for sixty",
                "five hundred dollars for one hour, nine hundred for two hours",
                "twenty one years old, one sixty pounds, five foot four",
            ]))
            .to_owned(),
        )
    }),
    ("at and dot in prose", |_, c| {
        Some(
            (c.pick(&[
                "meet me at home, dot your i's",
                "I am at work until 7 pm, ask at the desk",
                "party @ 9pm @ the club",
                "come at noon at my place dot dot dot",
                "price @ 80 per head, two @ 150",
                "look at me. com on baby",
            ]))
            .to_owned(),
        )
    }),
    ("names of platforms in prose", |_, c| {
        Some(
            (c.pick(&[
                "I love instagram and facebook",
                "no snap, no whatsapp, no telegram please",
                "ig or telegram ok?",
                "follow me on instagram and twitter",
                "I do not have facebook anymore",
                "snap me anytime",
                "find me on all social media",
            ]))
            .to_owned(),
        )
    }),
    ("dots in prose", |_, c| {
        Some(
            (c.pick(&[
                "photo.jpg and video_2.mp4",
                "Hello.How are you.I am fine",
                "Ask Mr.Smith of the U.S.A. at 5 p.m.today",
                "i.e. nothing, e.g. this",
                "report.final.v2.docx attached",
                "3.5.2 is out, see chapter 4.1.",
            ]))
            .to_owned(),
        )
    }),
];

/// Seven to twelve digits, grouped at times.
fn id(chance: &mut Chance) -> String {
    let length = 7 + chance.below(6);
    let digits = chance.digits(length);
    match chance.below(4) {
        0 if length == 10 => format!("{}-{}-{}", &digits[..3], &digits[3..6], &digits[6..]),
        1 => format!("{}-{}", &digits[..length - 4], &digits[length - 4..]),
        _ => digits,
    }
}

fn amount(chance: &mut Chance) -> usize {
    chance.pick(&[50, 60, 70, 80, 90, 100, 120, 130, 140, 150, 160, 180, 200])
}

fn prices(tongue: &Tongue, chance: &mut Chance) -> String {
    let a = amount(chance);
    let (b, c) = (
        a + 20 * (1 + chance.below(4)),
        2 * a + 50 * (1 + chance.below(3)),
    );
    chance
        .pick(tongue.prices)
        .replace("{a}", &a.to_string())
        .replace("{b}", &b.to_string())
        .replace("{c}", &c.to_string())
}

fn list_of_prices(chance: &mut Chance) -> String {
    let first = amount(chance);
    let list: Vec<String> = (0..4 + chance.below(3))
        .map(|n| (first + 50 * n).to_string())
        .collect();
    let sep = chance.pick(&[" ", "/", " - ", ", ", " | ", "\n"]);
    match chance.below(3) {
        0 => format!("${}", list.join(sep)),
        1 => format!("donations {}", list.join(sep)),
        _ => format!("{} 💰", list.join(sep)),
    }
}

fn dates(chance: &mut Chance) -> String {
    let (day, month, year) = (
        1 + chance.below(27),
        1 + chance.below(12),
        2019 + chance.below(8),
    );
    match chance.below(6) {
        0 => format!(
            "{day:02}/{month:02}/{year} - {:02}/{month:02}/{year}",
            day + 1
        ),
        1 => format!(
            "{year}-{month:02}-{day:02} {year}-{month:02}-{:02}",
            day + 1
        ),
        2 => format!(
            "{day:02}.{month:02}.{year}, {:02}.{month:02}.{year}",
            day + 1
        ),
        3 => format!(
            "{year}{month:02}{day:02} {:02}:{:02}:{:02}",
            chance.below(24),
            chance.below(60),
            chance.below(60)
        ),
        4 => format!(
            "{year}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
            chance.below(24),
            chance.below(60),
            chance.below(60)
        ),
        _ => format!("{day} {month} {year} until {} {month} {year}", day + 1),
    }
}

fn serial(chance: &mut Chance) -> String {
    let (a, b, d) = (chance.digits(3), chance.digits(3), chance.digits(4));
    match chance.below(6) {
        0 => format!("SN{a}-{b}-{d}X"),
        1 => format!("A{a}{b}{d}Q"),
        2 => format!("MX-{a}-{b}{d}-32B"),
        3 => format!("{a}{b}K{d}L{a}"),
        4 => format!("part {a}-{b}-{d}"),
        _ => format!("K{a}B{b}C{d}D"),
    }
}

fn measurements(chance: &mut Chance) -> String {
    let (a, b, d) = (
        30 + chance.below(10),
        22 + chance.below(8),
        32 + chance.below(10),
    );
    match chance.below(6) {
        0 => format!(
            "{a}-{b}-{d} 5'{} 1{}0 lbs",
            chance.below(11),
            chance.below(9)
        ),
        1 => format!(
            "9{}-6{}-9{} 16{}cm 5{}kg",
            chance.below(9),
            chance.below(9),
            chance.below(9),
            chance.below(9),
            chance.below(9)
        ),
        2 => format!(
            "{a}C {b} {d} 1{}0lb 5 ft {}",
            chance.below(9),
            chance.below(11)
        ),
        3 => format!("box 120 x 2{}0 x 55 cm", chance.below(9)),
        4 => format!("{a} {b} {d} 1{}5 pounds", chance.below(9)),
        _ => format!(
            "bust {a} waist {b} hips {d} height 5.{} weight 11{}",
            chance.below(9),
            chance.below(9)
        ),
    }
}

fn hexadecimal(length: usize, chance: &mut Chance) -> String {
    (0..length)
        .map(|_| char::from(chance.pick(b"0123456789abcdef")))
        .collect()
}

fn uuid(chance: &mut Chance) -> String {
    let parts = [8, 4, 4, 4, 12].map(|length| {
        if chance.percent(30) {
            chance.digits(length)
        } else {
            hexadecimal(length, chance)
        }
    });
    parts.join("-")
}

/// Sixteen digits with the right check digit.
fn card(chance: &mut Chance) -> String {
    let mut digits = format!("4000{}", chance.digits(11));
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(n, digit)| {
            let value = u32::from(digit - b'0') * (2 - n as u32 % 2);
            value / 10 + value % 10
        })
        .sum();
    digits.push(char::from(b'0' + ((10 - sum % 10) % 10) as u8));
    let sep = chance.pick(&[" ", "-", ""]);
    let groups: Vec<&str> = (0..4).map(|n| &digits[n * 4..n * 4 + 4]).collect();
    format!(
        "{}{}",
        chance.pick(&["card ", "", "visa "]),
        groups.join(sep)
    )
}

/// One, two, three … up or down.
fn counting(tongue: &Tongue, chance: &mut Chance) -> String {
    let mut digits: Vec<&str> = (1..10).map(|digit| tongue.digits[digit][0]).collect();
    if chance.percent(30) {
        digits.reverse();
    }
    digits.join(chance.pick(&[" ", ", ", "-"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_has_the_right_check_digit() {
        let digits: Vec<u32> = card(&mut Chance::new(1, 2))
            .chars()
            .filter_map(|c| c.to_digit(10))
            .collect();
        let sum: u32 = digits
            .iter()
            .rev()
            .enumerate()
            .map(|(n, digit)| {
                let value = digit * (1 + n as u32 % 2);
                value / 10 + value % 10
            })
            .sum();
        assert_eq!((digits.len(), sum % 10), (16, 0));
    }
}
