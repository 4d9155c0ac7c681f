//! How e-mail addresses, accounts and web addresses are hidden.

use crate::Expected;
use crate::chance::Chance;
use crate::signs::{INVISIBLE, cyrillic_twins, styled};
use crate::tongue::{Script, Tongue};

/// A style: its name, and a sentence with what it hides.
pub(crate) type Style = (
    &'static str,
    fn(&'static Tongue, &mut Chance) -> Option<(String, Expected)>,
);

pub(crate) const STYLES: &[Style] = &[
    ("e-mail in words", |t, c| {
        mail(t, c, |t, c, user, host| {
            let (at, dot) = (c.pick(t.at), c.pick(t.dot));
            let (at, dot) = (around(at, c), around(dot, c));
            let said = host.replace('.', &dot);
            Some(format!("{user}{at}{said}"))
        })
    }),
    ("e-mail half in words", |t, c| {
        mail(t, c, |t, c, user, host| {
            Some(if c.percent(50) {
                format!("{user} {} {host}", c.pick(t.at))
            } else {
                let dot = c.pick(t.dot);
                format!("{user}@{}", host.replace('.', &format!(" {dot} ")))
            })
        })
    }),
    ("e-mail spaced", |t, c| {
        mail(t, c, |_, c, user, host| {
            Some(match c.below(4) {
                0 => format!("{user} @ {host}"),
                1 => format!("{user} @ {}", host.replace('.', " . ")),
                2 => format!("{user}@{}", host.replace('.', " .")),
                _ => format!("{user}@ {}", host.replace('.', ". ")),
            })
        })
    }),
    ("e-mail in brackets", |t, c| {
        mail(t, c, |_, c, user, host| {
            let (open, close) = c.pick(&[("[", "]"), ("(", ")"), ("{", "}"), ("<", ">")]);
            Some(format!(
                "{user}{open}@{close}{}",
                host.replace('.', &format!("{open}.{close}"))
            ))
        })
    }),
    ("e-mail in other signs", |t, c| {
        mail(t, c, |_, c, user, host| {
            Some(match c.below(3) {
                0 => format!("{user}＠{}", host.replace('.', "．")),
                1 => styled(&format!("{user}@{host}"), c),
                _ => cyrillic_twins(&format!("{user}@{host}"), c),
            })
        })
    }),
    ("e-mail with invisible characters", |t, c| {
        mail(t, c, |_, c, user, host| {
            let nothing = c.pick(&INVISIBLE);
            let plain = format!("{user}@{host}");
            Some(
                plain
                    .chars()
                    .map(|sign| format!("{sign}{nothing}"))
                    .collect(),
            )
        })
    }),
    ("account with a cue", |t, c| {
        account(t, c, |_, name, handle| Some((name, handle)))
    }),
    ("account, sign apart", |t, c| {
        account(t, c, |c, name, handle| {
            Some((
                name,
                format!("{} {handle}", c.pick(&["@", "👉", "➡️", "=", "->"])),
            ))
        })
    }),
    ("account in other letters", |t, c| {
        account(t, c, |c, name, handle| {
            let handle = styled(&handle, c);
            let name = if c.percent(40) {
                styled(&name, c)
            } else {
                name
            };
            Some((name, handle))
        })
    }),
    ("account with invisible characters", |t, c| {
        account(t, c, |c, name, handle| {
            let nothing = c.pick(&INVISIBLE);
            let hide = |text: &str| -> String {
                text.chars()
                    .map(|sign| format!("{sign}{nothing}"))
                    .collect()
            };
            Some((hide(&name), hide(&handle)))
        })
    }),
    ("account as an address", profile),
    ("url defanged", |t, c| {
        url(t, c, |_, c, host, path| {
            let (open, close) = c.pick(&[("[", "]"), ("(", ")"), ("{", "}")]);
            let host = host.replace('.', &format!("{open}.{close}"));
            let scheme = c.pick(&["hxxp://", "hxxps://", "", "h**p://", "http[:]//"]);
            Some(format!("{scheme}{host}{path}"))
        })
    }),
    ("url in words", |t, c| {
        url(t, c, |t, c, host, path| {
            let dot = around(c.pick(t.dot), c);
            let www = if c.percent(40) { "www." } else { "" };
            let said = format!("{www}{host}").replace('.', &dot);
            Some(format!("{said}{path}"))
        })
    }),
    ("url spaced", |t, c| {
        url(t, c, |_, c, host, path| {
            Some(format!(
                "{}{path}",
                host.replace('.', c.pick(&[" . ", " ."]))
            ))
        })
    }),
    ("url in other signs", |t, c| {
        url(t, c, |_, c, host, path| {
            Some(match c.below(4) {
                0 => format!("{}{path}", host.replace('.', "．")),
                1 => format!("{}{path}", host.replace('.', "。")),
                2 => styled(&format!("{host}{path}"), c),
                _ => format!("{}{path}", cyrillic_twins(&format!("www.{host}"), c)),
            })
        })
    }),
    ("url with invisible characters", |t, c| {
        url(t, c, |_, c, host, path| {
            let nothing = c.pick(&INVISIBLE);
            Some(
                format!("https://{host}{path}")
                    .chars()
                    .map(|sign| format!("{sign}{nothing}"))
                    .collect(),
            )
        })
    }),
];

/// A word for a sign with spaces around it; bracketed ones may do without.
fn around(word: &str, chance: &mut Chance) -> String {
    if word.starts_with(['(', '[', '{', '-']) && chance.percent(50) {
        word.to_owned()
    } else {
        format!(" {word} ")
    }
}

/// An invented name that a platform would take.
fn handle_on(platform: &str, chance: &mut Chance) -> String {
    loop {
        let handle = handle(chance);
        let (longest, dots) = match platform {
            "twitter" | "snapchat" => (15, platform == "snapchat"),
            "telegram" | "wechat" => (20, false),
            _ => (24, true),
        };
        if handle.len() <= longest && (dots || !handle.contains('.')) {
            return handle;
        }
    }
}

/// An invented name, as for an account.
fn handle(chance: &mut Chance) -> String {
    const FIRST: [&str; 16] = [
        "sweet", "ana", "mia", "lolaa", "kissme", "vixen", "rubyy", "jadex", "coco", "stellaq",
        "nikki", "honeyb", "misslia", "zara", "bella", "dollface",
    ];
    const SECOND: [&str; 10] = [
        "rose", "xx", "luv", "babe", "vip", "queen", "star", "moon", "doll", "real",
    ];
    let first = chance.pick(&FIRST);
    let joint = chance.pick(&["_", "", ".", "_"]);
    let second = chance.pick(&SECOND);
    let number = match chance.below(3) {
        0 => String::new(),
        _ => (10 + chance.below(89)).to_string(),
    };
    format!("{first}{joint}{second}{number}")
}

fn host(chance: &mut Chance) -> &'static str {
    chance.pick(&[
        "example.com",
        "example.org",
        "example.net",
        "mail.example.com",
    ])
}

fn mail(
    tongue: &'static Tongue,
    chance: &mut Chance,
    hide: fn(&'static Tongue, &mut Chance, &str, &str) -> Option<String>,
) -> Option<(String, Expected)> {
    let user = handle(chance);
    let host = host(chance);
    let said = hide(tongue, chance, &user, host)?;
    let sentence = chance.pick(tongue.mails).replace("{}", &said);
    Some((sentence, Expected::new("email", format!("{user}@{host}"))))
}

/// Platforms with what people call them.
const PLATFORMS: [(&str, &[&str]); 11] = [
    ("instagram", &["instagram", "Insta", "IG", "ig"]),
    ("snapchat", &["snapchat", "Snap", "snap", "SC"]),
    ("telegram", &["telegram", "Telegram", "TG", "tele"]),
    ("kik", &["kik", "KIK"]),
    ("wechat", &["wechat", "WeChat"]),
    ("onlyfans", &["onlyfans", "OnlyFans", "OF"]),
    ("twitter", &["twitter", "Twitter"]),
    ("tiktok", &["tiktok", "TikTok"]),
    ("discord", &["discord", "Discord"]),
    ("skype", &["skype", "Skype"]),
    ("facebook", &["facebook", "FB", "fb"]),
];

/// What some platforms are called in other letters.
fn local_name(tongue: &Tongue, platform: &str) -> Option<&'static str> {
    Some(match (tongue.code, platform) {
        ("ru", "instagram") => "инстаграм",
        ("ru" | "uk", "telegram") => "телеграм",
        ("uk", "instagram") => "інстаграм",
        ("zh", "wechat") => "微信",
        ("ja", "instagram") => "インスタ",
        ("ko", "instagram") => "인스타",
        ("ko", "telegram") => "텔레그램",
        ("th", "instagram") => "ไอจี",
        ("hi", "instagram") => "इंस्टाग्राम",
        ("hi", "telegram") => "टेलीग्राम",
        ("ar", "instagram") => "انستقرام",
        ("ar", "telegram") => "تيليجرام",
        ("ar", "snapchat") => "سناب",
        _ => return None,
    })
}

fn account(
    tongue: &'static Tongue,
    chance: &mut Chance,
    hide: fn(&mut Chance, String, String) -> Option<(String, String)>,
) -> Option<(String, Expected)> {
    let (platform, names) = chance.pick(&PLATFORMS);
    let local = local_name(tongue, platform).filter(|_| chance.percent(60));
    let name = local.unwrap_or_else(|| chance.pick(names)).to_owned();
    let handle = handle_on(platform, chance);
    let (name, said) = hide(chance, name, handle.clone())?;
    let sentence = chance
        .pick(tongue.accounts)
        .replace("{p}", &name)
        .replace("{h}", &said)
        .replace("@@", "@")
        .replace("@ @", "@");
    Some((
        sentence,
        Expected::new("account", format!("{platform}:{handle}")),
    ))
}

fn profile(tongue: &'static Tongue, chance: &mut Chance) -> Option<(String, Expected)> {
    let (platform, front) = chance.pick(&[
        ("instagram", "instagram.com/"),
        ("instagram", "https://www.instagram.com/"),
        ("telegram", "t.me/"),
        ("telegram", "https://t.me/"),
        ("snapchat", "snapchat.com/add/"),
        ("twitter", "twitter.com/"),
        ("twitter", "x.com/"),
        ("onlyfans", "onlyfans.com/"),
        ("tiktok", "tiktok.com/@"),
        ("facebook", "fb.com/"),
    ]);
    let handle = handle_on(platform, chance);
    let front = match chance.below(3) {
        0 => front.replace('.', "[.]").replace("https", "hxxps"),
        _ => front.to_owned(),
    };
    let said = format!("{front}{handle}");
    let sentence = chance.pick(tongue.sites).replace("{}", &said);
    Some((
        sentence,
        Expected::new("account", format!("{platform}:{handle}")),
    ))
}

fn url(
    tongue: &'static Tongue,
    chance: &mut Chance,
    hide: fn(&'static Tongue, &mut Chance, &str, &str) -> Option<String>,
) -> Option<(String, Expected)> {
    const FIRST: [&str; 8] = [
        "ana",
        "mia-x",
        "sweetrose",
        "vipgirls",
        "lola24",
        "studio7",
        "angels",
        "spa-blue",
    ];
    let domain = chance.pick(&["example.com", "example.org", "example.net"]);
    let host = match chance.below(3) {
        0 => domain.to_owned(),
        _ => format!("{}.{domain}", chance.pick(&FIRST)),
    };
    let path = match chance.below(3) {
        0 => format!("/{}", chance.pick(&["girls", "ana24", "p/mia", "vip?x=1"])),
        _ => String::new(),
    };
    let said = hide(tongue, chance, &host, &path)?;
    // Scripts without spaces would be part of an address of their own letters.
    let sentence = chance.pick(tongue.sites).replace("{}", &said);
    let sentence = if tongue.script == Script::Latin {
        sentence
    } else {
        sentence.replace(&said, &format!(" {said} "))
    };
    Some((sentence, Expected::new("url", format!("{host}{path}"))))
}
