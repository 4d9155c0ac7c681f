//! Accounts that are, and what only looks like one.

use crate::extract::quoted::quoted;
use model::MentionType;
use proptest::prelude::*;

fn values(text: &str) -> Vec<String> {
    quoted(text, MentionType::Account)
        .into_iter()
        .map(|(value, _)| value)
        .collect()
}

#[test]
fn a_handle_behind_a_platforms_name_is_an_account() {
    for (text, value) in [
        ("my ig is sweetana24", "instagram:sweetana24"),
        ("my insta is sweetana", "instagram:sweetana"),
        ("IG @Sweet_Ana no rush", "instagram:sweet_ana"),
        ("my IG @ is ana_x24", "instagram:ana_x24"),
        ("insta\u{1f447}\n@ana.x24", "instagram:ana.x24"),
        ("Instagram:\nana_x24", "instagram:ana_x24"),
        ("snap: ana_x24 no rush", "snapchat:ana_x24"),
        ("no games.Snap: ana_x24", "snapchat:ana_x24"),
        ("snapchat_username: ana_x24", "snapchat:ana_x24"),
        ("user_instagram: ana_x24", "instagram:ana_x24"),
        ("add me on snap anaxo99", "snapchat:anaxo99"),
        ("\u{1f47b} ana_x24", "snapchat:ana_x24"),
        ("kik me at foobar99", "kik:foobar99"),
        ("Kik: foobar", "kik:foobar"),
        ("telegram - @ana_x24", "telegram:ana_x24"),
        ("\"telegram\": \"ana_x24\"", "telegram:ana_x24"),
        ("of: @foobar", "onlyfans:foobar"),
        ("Cash App: $sweetana", "cashapp:sweetana"),
        ("$anax24 on cashapp", "cashapp:anax24"),
        ("skype: live:ana.lopez_1", "skype:live:ana.lopez_1"),
        ("discord: ana#1234", "discord:ana#1234"),
        ("line id: foo123", "line:foo123"),
        ("Line: sweetana", "line:sweetana"),
        ("LINE ID: SWEETANA", "line:sweetana"),
        ("my snapchat username sweetana", "snapchat:sweetana"),
        ("add my snap account sweetana", "snapchat:sweetana"),
        ("OF: sweetana", "onlyfans:sweetana"),
        ("my OnlyFans username is sweetana", "onlyfans:sweetana"),
        ("add line foo123", "line:foo123"),
        ("u/throwaway123", "reddit:throwaway123"),
        ("@foo_bar on ig", "instagram:foo_bar"),
        ("@foobar (telegram)", "telegram:foobar"),
        ("@foo_bar no insta", "instagram:foo_bar"),
    ] {
        assert_eq!(values(text), [value], "{text}");
    }
}

#[test]
fn platforms_are_known_in_many_languages() {
    for (text, value) in [
        ("mi instagram es foo_bar", "instagram:foo_bar"),
        ("me segue no insta foo_bar", "instagram:foo_bar"),
        ("телеграм foo_bar24", "telegram:foo_bar24"),
        ("пиши в тг @foobar", "telegram:foobar"),
        ("мой вк foo_bar", "vk:foo_bar"),
        ("加微信foo123", "wechat:foo123"),
        ("我的微信号是foo1234", "wechat:foo1234"),
        ("vx:foo123", "wechat:foo123"),
        ("➕V：foo-88888", "wechat:foo-88888"),
        ("v信 ana2024", "wechat:ana2024"),
        ("微信 kf5550123", "wechat:kf5550123"),
        ("QQ：123456789", "qq:123456789"),
        ("라인 아이디 foo123", "line:foo123"),
        ("카톡 foo123", "kakaotalk:foo123"),
        ("ไลน์ @foo123", "line:foo123"),
        ("ทักไลน์ ไอดี ana24", "line:ana24"),
        ("インスタ: foo_bar", "instagram:foo_bar"),
        ("schreib mir auf Telegram: ana_x24", "telegram:ana_x24"),
        ("ajoute moi sur snap : anax24", "snapchat:anax24"),
    ] {
        assert_eq!(values(text), [value], "{text}");
    }
}

#[test]
fn one_handle_on_two_platforms_is_two_accounts() {
    for (text, expected) in [
        (
            "ig/snap: foo_bar",
            ["instagram:foo_bar", "snapchat:foo_bar"],
        ),
        (
            "ig: foo_a1, foo_b2",
            ["instagram:foo_a1", "instagram:foo_b2"],
        ),
        ("@foo snap: bar_24", [":foo", "snapchat:bar_24"]),
    ] {
        assert_eq!(values(text), expected, "{text}");
    }
}

#[test]
fn a_handle_without_a_platform_says_so() {
    for (text, value, raw) in [
        ("You can contact @Bob for more", ":bob", "@Bob"),
        ("This is @Carol_2.", ":carol_2", "@Carol_2"),
        ("Hi@HowardsCreek, please", ":howardscreek", "@HowardsCreek"),
        ("username: foo_bar", ":foo_bar", "foo_bar"),
    ] {
        let expected = [(value.to_owned(), raw.to_owned())];
        assert_eq!(quoted(text, MentionType::Account), expected, "{text}");
    }
}

#[test]
fn a_profile_page_is_an_account_inside_of_its_url() {
    let text = "see T.me/Ana_x24 and https://www.instagram.com/ana.x24/?igsh=1";
    let expected = [
        ("telegram:ana_x24".to_owned(), "Ana_x24".to_owned()),
        ("instagram:ana.x24".to_owned(), "ana.x24".to_owned()),
    ];
    assert_eq!(quoted(text, MentionType::Account), expected);
    assert_eq!(quoted(text, MentionType::Url).len(), 2);
}

#[test]
fn words_that_follow_a_platforms_name_are_no_handles() {
    for text in [
        "snap me anytime, snap: yes, snap 24hrs",
        "line up for the show, I'm on line 2b",
        "signal strength is bad",
        "SC-PT660 home theater, compact card (133x) - TS2GCF133",
        "months of anti-government protests, without line-of-sight",
        "its Twitter account on Wednesday",
        "Instagram is happy to help",
        "ig_models and x: 3b",
        "ig nights, ig 18+",
        "Telegram: please write me",
        "instagram: none",
        "Instagram models needed",
        "my instagram is private",
        "I saw it on instagram.She was nice",
        "insta.call me",
        "Fb: Ana Lopez",
        "cash only, card ok, Venmo or cashapp accepted",
        "whatsapp 4155550132, telegram +14155550132",
        "wechat 13812345678",
        "@! and @ alone, meet @home, reach me @7pm, 2@150",
        "ana@example.com",
        "ana@localhost",
        "and/or w/ u/",
        // A sentence that speaks of something
        "constitutes acceptance of our User Agreement and Privacy Policy",
        "accept the terms of our User Agreement",
        "Out of Line: Gerrymandering in Ohio",
        "Don't toot the messenger: Congressman denies it",
        "we hire a Facebook account manager",
        "cuenta de Instagram perfil Profesional",
        "New product line: Accessories",
        "tele show 50. fb friends only. tt every day",
    ] {
        assert_eq!(values(text), [] as [&str; 0], "{text}");
    }
}

proptest! {
    #[test]
    fn accounts_quote_their_handle(text in "((ig|snap|телеграм|微信|line id|@|u/|\\$|: |\n| |is |a_x24|ana|\\.|/|-|24|👻|é|\u{200b})){0,12}") {
        for (value, quote) in quoted(&text, MentionType::Account) {
            let (_, handle) = value.split_once(':').expect("platform and handle");
            prop_assert!(!handle.is_empty());
            prop_assert!(!quote.starts_with(char::is_whitespace) && !quote.ends_with(char::is_whitespace));
        }
    }
}
