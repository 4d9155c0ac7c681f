//! Accounts in the addresses of their pages: `t.me/ana_x24`.

use super::platform::Platform as P;

/// The account whose page a normalized URL is: platform, handle as the URL has it.
pub(super) fn of(url: &str) -> Option<(P, &str)> {
    let rest = url.split_once("://")?.1;
    let (host, path) = match rest.find(['/', '?', '#']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let host = host.split(':').next()?;
    let host = ["www.", "m.", "mobile.", "web.", "old.", "new.", "l."]
        .iter()
        .find_map(|head| host.strip_prefix(head).filter(|rest| rest.contains('.')))
        .unwrap_or(host);
    let platform = platform(host)?;
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut segments = path
        .split('#')
        .next()?
        .split('/')
        .filter(|segment| !segment.is_empty());
    let first = segments.next().unwrap_or_default();
    let second = segments.next().unwrap_or_default();
    let handle = match (platform, first) {
        (P::Instagram, "stories" | "m")
        | (P::Snapchat, "add" | "t")
        | (P::LinkedIn, "in" | "company" | "pub") => second,
        (P::Reddit, "user" | "u")
        | (P::Venmo, "u")
        | (P::PayPal, "paypalme")
        | (P::YouTube, "c" | "user") => second,
        (P::Facebook, "people") => segments.next().unwrap_or_default(),
        (P::Facebook, "profile.php") => parameter(query, "id")?,
        (P::Telegram, "s") => second,
        (P::YouTube, "channel") => second,
        (P::YouTube, _) if !first.starts_with('@') => return None,
        (P::TikTok | P::Threads, _) if !first.starts_with('@') => return None,
        (P::LinkedIn | P::Reddit | P::Discord, _) => return None,
        (P::Snapchat, _) if !first.starts_with('@') => return None,
        (P::Line, "ti") if second == "p" => segments.next()?.strip_prefix('~')?,
        (P::Line, "R" | "r") => segments.nth(1)?,
        (P::Line, _) if !first.starts_with('@') => return None,
        (P::WhatsApp | P::Viber | P::Signal | P::Zalo, _) => return None,
        _ => first,
    };
    let handle = handle.trim_start_matches(['@', '$', '~']);
    let handle = handle.split(['&', '%']).next()?;
    let lower = handle.to_ascii_lowercase();
    (!is_reserved(&lower) && platform.allows(&lower)).then_some((platform, handle))
}

fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// The platform of a host.
fn platform(host: &str) -> Option<P> {
    Some(match host {
        "instagram.com" | "instagr.am" | "ig.me" => P::Instagram,
        "snapchat.com" => P::Snapchat,
        "t.me" | "telegram.me" | "telegram.dog" | "tlgrm.eu" => P::Telegram,
        "kik.me" => P::Kik,
        "line.me" => P::Line,
        "onlyfans.com" => P::OnlyFans,
        "twitter.com" | "x.com" => P::Twitter,
        "facebook.com" | "fb.com" | "fb.me" | "m.me" | "messenger.com" => P::Facebook,
        "tiktok.com" => P::TikTok,
        "vk.com" | "vk.ru" | "vkontakte.ru" => P::Vk,
        "cash.app" | "cash.me" => P::CashApp,
        "paypal.me" | "paypal.com" => P::PayPal,
        "venmo.com" | "account.venmo.com" => P::Venmo,
        "linkedin.com" => P::LinkedIn,
        "reddit.com" => P::Reddit,
        "youtube.com" => P::YouTube,
        "pinterest.com" => P::Pinterest,
        "threads.net" | "threads.com" => P::Threads,
        "fansly.com" => P::Fansly,
        "linktr.ee" => P::Linktree,
        "twitch.tv" => P::Twitch,
        _ => return None,
    })
}

/// First parts of paths that are no accounts.
fn is_reserved(handle: &str) -> bool {
    matches!(
        handle,
        "p" | "reel"
            | "reels"
            | "explore"
            | "accounts"
            | "stories"
            | "tv"
            | "about"
            | "legal"
            | "directory"
            | "share"
            | "sharer"
            | "sharer.php"
            | "groups"
            | "events"
            | "pages"
            | "watch"
            | "marketplace"
            | "login"
            | "signup"
            | "home"
            | "search"
            | "hashtag"
            | "i"
            | "intent"
            | "settings"
            | "explorer"
            | "tos"
            | "privacy"
            | "terms"
            | "help"
            | "joinchat"
            | "addstickers"
            | "proxy"
            | "socks"
            | "c"
            | "iv"
            | "addlist"
            | "feed"
            | "im"
            | "video"
            | "videos"
            | "photo"
            | "photos"
            | "photo.php"
            | "story.php"
            | "permalink.php"
            | "media"
            | "public"
            | "app"
            | "apps"
            | "download"
            | "discover"
            | "tag"
            | "business"
            | "developers"
            | "jobs"
            | "company"
            | "support"
            | "blog"
            | "qr"
            | "posts"
            | "my"
            | "notifications"
            | "messages"
            | "pin"
            | "ideas"
            | "r"
            | "user"
            | "channel"
            | "results"
            | "shorts"
            | "playlist"
            | "embed"
            | "live"
            | "status"
            | "dialog"
            | "plugins"
            | "docs"
            | "music"
            | "menu"
            | "wall"
            | "friends"
            | "subscribe"
            | "contact"
            | "index.html"
            | "index.php"
            | "invite"
            | "profile.php"
            | "hashtags"
            | "creators"
            | "admin"
            | "com"
            | "en"
            | "us"
            | "audio"
            | "clips"
            | "dl"
            | "directs"
            | "direct"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_page_is_an_account() {
        for (url, expected) in [
            (
                "https://instagram.com/ana_x24",
                Some((P::Instagram, "ana_x24")),
            ),
            (
                "https://www.instagram.com/stories/ana_x24/123",
                Some((P::Instagram, "ana_x24")),
            ),
            ("https://t.me/ana_x24", Some((P::Telegram, "ana_x24"))),
            ("https://t.me/s/ana_x24", Some((P::Telegram, "ana_x24"))),
            ("https://t.me/joinchat/AAAA", None),
            ("https://t.me/+14155550132", None),
            (
                "https://m.facebook.com/profile.php?id=100000000000001",
                Some((P::Facebook, "100000000000001")),
            ),
            ("https://facebook.com/groups/ana", None),
            ("https://tiktok.com/@ana.x24", Some((P::TikTok, "ana.x24"))),
            ("https://tiktok.com/tag/ana", None),
            (
                "https://x.com/ana_x24/status/1",
                Some((P::Twitter, "ana_x24")),
            ),
            ("https://twitter.com/#!/search", None),
            ("https://cash.app/$anax24", Some((P::CashApp, "anax24"))),
            (
                "https://paypal.com/paypalme/anax24",
                Some((P::PayPal, "anax24")),
            ),
            (
                "https://linkedin.com/in/ana-lopez-1",
                Some((P::LinkedIn, "ana-lopez-1")),
            ),
            ("https://reddit.com/r/ana", None),
            ("https://youtube.com/watch?v=1", None),
            ("https://line.me/ti/p/~anax24", Some((P::Line, "anax24"))),
            (
                "https://m.me/ana.lopez24",
                Some((P::Facebook, "ana.lopez24")),
            ),
            ("https://linktr.ee/anax24", Some((P::Linktree, "anax24"))),
            ("https://example.com/anax24", None),
            ("https://instagram.com", None),
        ] {
            assert!(of(url) == expected, "{url}");
        }
    }
}
