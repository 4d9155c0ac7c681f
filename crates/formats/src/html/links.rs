use memchr::memmem;

/// Schemes whose target is a contact.
const SCHEMES: &[&str] = &[
    "tel",
    "callto",
    "sms",
    "smsto",
    "mms",
    "mailto",
    "whatsapp",
    "viber",
    "tg",
    "telegram",
    "skype",
    "sip",
    "facetime",
    "facetime-audio",
    "imessage",
    "signal",
    "sgnl",
    "weixin",
    "wechat",
    "line",
    "kik",
    "zalo",
    "fb-messenger",
    "threema",
    "session",
    "bitcoin",
    "bitcoincash",
    "ethereum",
    "litecoin",
    "monero",
    "tron",
    "dogecoin",
    "lightning",
    "cashapp",
    "venmo",
    "paypal",
    "geo",
];

/// Sites where a path names an account.
const HOSTS: &[&str] = &[
    "wa.me",
    "whatsapp.com",
    "t.me",
    "telegram.me",
    "telegram.dog",
    "viber.com",
    "vb.me",
    "signal.me",
    "signal.group",
    "instagram.com",
    "instagr.am",
    "threads.net",
    "snapchat.com",
    "onlyfans.com",
    "fansly.com",
    "manyvids.com",
    "facebook.com",
    "fb.com",
    "fb.me",
    "m.me",
    "messenger.com",
    "twitter.com",
    "x.com",
    "tiktok.com",
    "line.me",
    "lin.ee",
    "kik.me",
    "kik.com",
    "vk.com",
    "vk.me",
    "ok.ru",
    "youtube.com",
    "twitch.tv",
    "discord.gg",
    "discord.com",
    "reddit.com",
    "linkedin.com",
    "pinterest.com",
    "tumblr.com",
    "linktr.ee",
    "beacons.ai",
    "allmylinks.com",
    "carrd.co",
    "cash.app",
    "venmo.com",
    "paypal.me",
    "paypal.com",
    "ko-fi.com",
    "patreon.com",
    "skype.com",
    "wechat.com",
    "weibo.com",
    "zalo.me",
    "kakao.com",
    "bsky.app",
    "mastodon.social",
    "switter.at",
    "chaturbate.com",
    "sugarbook.com",
];

/// Beginnings of paths that share or steer and name nobody.
const NOBODY: &[&str] = &[
    "share",
    "sharer",
    "intent",
    "home",
    "login",
    "signup",
    "search",
    "hashtag",
    "tr",
    "plugins",
    "dialog",
    "pin",
    "embed",
    "widgets",
    "submit",
    "sharearticle",
    "policies",
    "privacy",
    "terms",
    "about",
    "help",
    "legal",
    "watch",
    "send?text",
    "?text",
    "?",
];

/// Links looked up in the visible text at most; further ones are listed without.
const LOOKED_UP: usize = 64;

/// The target of a link if it is a contact.
pub(crate) fn contact(href: &str) -> Option<String> {
    let href: String = href
        .trim()
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let (scheme, rest) = match href.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (scheme.to_ascii_lowercase(), rest),
        _ if href.starts_with("//") => ("https".to_owned(), href.as_str()),
        _ => return None,
    };
    if SCHEMES.contains(&scheme.as_str()) {
        let empty =
            rest.trim_matches('/').is_empty() || rest.starts_with('?') && !rest.contains("phone");
        return (!empty).then(|| format!("{scheme}:{}", percent_decoded(rest)));
    }
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let rest = rest.strip_prefix("//")?;
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..host_end].to_ascii_lowercase();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let known = HOSTS.iter().any(|known| {
        host == *known
            || host
                .strip_suffix(known)
                .is_some_and(|rest| rest.ends_with('.'))
    });
    let path = rest[host_end..].trim_start_matches('/');
    let path_lower = path.to_ascii_lowercase();
    let nobody = path.is_empty()
        || path.starts_with('#')
        || NOBODY.iter().any(|start| {
            path_lower.strip_prefix(start).is_some_and(|rest| {
                start.contains('?') && !path_lower.contains("phone=")
                    || rest.is_empty()
                    || rest.starts_with(['/', '?', '.', '#', '-'])
            })
        });
    (known && !nobody).then_some(href)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|b| (*b as char).to_digit(16));
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, _, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// Leaves out the targets that the visible text shows, and repetitions.
pub(crate) fn not_shown(targets: Vec<String>, visible: &str) -> Vec<String> {
    let mut seen = rustc_hash::FxHashSet::default();
    let targets: Vec<String> = targets
        .into_iter()
        .filter(|t| seen.insert(t.clone()))
        .collect();
    if targets.is_empty() {
        return targets;
    }
    let lower = visible.to_lowercase();
    let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
    targets
        .into_iter()
        .enumerate()
        .filter(|(at, target)| *at >= LOOKED_UP || !shown(target, &lower, &digits))
        .map(|(_, target)| target)
        .collect()
}

fn shown(target: &str, lower: &str, digits: &str) -> bool {
    let (scheme, rest) = target.split_once(':').unwrap_or(("", target));
    let address = rest.split('?').next().unwrap_or_default();
    if matches!(
        scheme,
        "tel" | "callto" | "sms" | "smsto" | "mms" | "whatsapp" | "viber" | "facetime"
    ) {
        // The text may leave out the country's code.
        let wanted: String = rest.chars().filter(char::is_ascii_digit).collect();
        let national = &wanted[wanted.len().saturating_sub(9)..];
        return national.len() >= 7
            && memmem::find(digits.as_bytes(), national.as_bytes()).is_some();
    }
    let wanted = match scheme {
        "http" | "https" | "" => rest.trim_start_matches('/').trim_start_matches("www."),
        _ => address,
    };
    let wanted = wanted.trim_matches('/').to_lowercase();
    memmem::find(lower.as_bytes(), wanted.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_links_are_told_from_other_links() {
        for (href, expected) in [
            ("tel:+1-415-555-0132", Some("tel:+1-415-555-0132")),
            ("TEL:%2B14155550132", Some("tel:+14155550132")),
            (
                "mailto:ann@example.com?subject=hi",
                Some("mailto:ann@example.com?subject=hi"),
            ),
            ("mailto:?subject=look", None),
            (
                "https://wa.me/14155550132",
                Some("https://wa.me/14155550132"),
            ),
            (
                "https://api.whatsapp.com/send?phone=14155550132",
                Some("https://api.whatsapp.com/send?phone=14155550132"),
            ),
            ("https://api.whatsapp.com/send?text=look", None),
            (
                "whatsapp://send?phone=14155550132",
                Some("whatsapp://send?phone=14155550132"),
            ),
            ("//t.me/invented_handle", Some("//t.me/invented_handle")),
            (
                "https://www.instagram.com/invented.handle/",
                Some("https://www.instagram.com/invented.handle/"),
            ),
            ("https://www.facebook.com/sharer.php?u=x", None),
            ("https://twitter.com/intent/tweet?text=x", None),
            (
                "https://twitter.com/shareholder",
                Some("https://twitter.com/shareholder"),
            ),
            ("https://facebook.com/", None),
            ("https://example.com/about", None),
            ("https://notfacebook.com/ann", None),
            ("javascript:void(0)", None),
            ("/local/path", None),
            ("tel:", None),
            ("bitcoin:bc1qexample", Some("bitcoin:bc1qexample")),
        ] {
            assert_eq!(contact(href).as_deref(), expected, "{href}");
        }
    }

    #[test]
    fn only_what_the_text_does_not_show_is_kept() {
        let visible = "Call (415) 555-0132 or write Ann@Example.com, t.me/invented";
        let targets = [
            "tel:+14155550132",
            "tel:+14155550199",
            "mailto:ann@example.com",
            "https://t.me/invented",
            "https://instagram.com/invented",
            "tel:+14155550199",
        ];
        let targets = targets.map(str::to_owned).to_vec();
        assert_eq!(
            not_shown(targets, visible),
            ["tel:+14155550199", "https://instagram.com/invented"]
        );
    }
}
