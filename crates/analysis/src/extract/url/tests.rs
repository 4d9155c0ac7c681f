//! URLs that are, and that only look like it.

use crate::extract::quoted::quoted;
use model::MentionType;
use proptest::prelude::*;

fn check(cases: &[(&str, &str, &str)]) {
    for (text, value, raw) in cases {
        let expected = vec![((*value).to_owned(), (*raw).to_owned())];
        assert_eq!(quoted(text, MentionType::Url), expected, "{text}");
    }
}

#[test]
fn an_address_with_a_scheme_ends_where_the_sentence_goes_on() {
    check(&[
        (
            "(see https://example.com/a_(b)).",
            "https://example.com/a_(b)",
            "https://example.com/a_(b)",
        ),
        (
            "[x](https://example.com/x)",
            "https://example.com/x",
            "https://example.com/x",
        ),
        (
            "<a href=\"http://example.com/x?a=1&amp;b=2\">",
            "https://example.com/x?a=1&b=2",
            "http://example.com/x?a=1&amp;b=2",
        ),
        (
            "['http://example.com/#!/a', None]",
            "https://example.com/#!/a",
            "http://example.com/#!/a",
        ),
        (
            "请访问https://example.com?a=b以获取",
            "https://example.com?a=b",
            "https://example.com?a=b",
        ),
        (
            "https://example.com/a。你好",
            "https://example.com/a",
            "https://example.com/a",
        ),
        (
            "MORE:https://example.com/2jm…",
            "https://example.com/2jm",
            "https://example.com/2jm",
        ),
        (
            "May 5th.https://example.com",
            "https://example.com",
            "https://example.com",
        ),
        (
            "visithttps://example.com now",
            "https://example.com",
            "https://example.com",
        ),
        (
            "http://localhost:8080/#/1",
            "https://localhost:8080/#/1",
            "http://localhost:8080/#/1",
        ),
        (
            "http://192.0.2.1/x",
            "https://192.0.2.1/x",
            "http://192.0.2.1/x",
        ),
        (
            "http://[2001:db8::1]:81/x",
            "https://[2001:db8::1]:81/x",
            "http://[2001:db8::1]:81/x",
        ),
        (
            "https://user:pw@example.com/x",
            "https://example.com/x",
            "https://user:pw@example.com/x",
        ),
        (
            "ftp://example.com/x",
            "ftp://example.com/x",
            "ftp://example.com/x",
        ),
    ]);
}

#[test]
fn the_same_page_has_one_value() {
    for text in [
        "http://example.com/a",
        "https://EXAMPLE.com/a/",
        "example.com/a",
        "https://example.com:443/a",
        "http://example.com:80/a/?utm_source=x&fbclid=y",
        "hxxp://example[.]com/a",
        "ｅｘａｍｐｌｅ．ｃｏｍ/a",
        "http//example.com/a",
        "http:/example.com/a",
    ] {
        let values: Vec<String> = quoted(text, MentionType::Url)
            .into_iter()
            .map(|(value, _)| value)
            .collect();
        assert_eq!(values, ["https://example.com/a"], "{text}");
    }
}

#[test]
fn paths_keep_their_capitals_and_hosts_do_not() {
    check(&[
        (
            "Example.Com/AbC",
            "https://example.com/AbC",
            "Example.Com/AbC",
        ),
        (
            "https://t.co/YCUZfuyyHZ",
            "https://t.co/YCUZfuyyHZ",
            "https://t.co/YCUZfuyyHZ",
        ),
        (
            "http://пример.рф/Путь",
            "https://xn--e1afmkfd.xn--p1ai/Путь",
            "http://пример.рф/Путь",
        ),
        (
            "http://münchen.example.de",
            "https://xn--mnchen-3ya.example.de",
            "http://münchen.example.de",
        ),
    ]);
}

#[test]
fn a_bare_host_is_an_address_when_enough_speaks_for_it() {
    check(&[
        (
            "visit example.com today",
            "https://example.com",
            "example.com",
        ),
        ("はexample.comです", "https://example.com", "example.com"),
        ("t.me/ana_x24.", "https://t.me/ana_x24", "t.me/ana_x24"),
        (
            "Linktr.ee/anax24",
            "https://linktr.ee/anax24",
            "Linktr.ee/anax24",
        ),
        ("site: ana.me", "https://ana.me", "ana.me"),
        ("visit s7.am for more", "https://s7.am", "s7.am"),
        ("Besuche ana.de für mehr", "https://ana.de", "ana.de"),
        (
            "example.co.uk/x",
            "https://example.co.uk/x",
            "example.co.uk/x",
        ),
        ("пример.рф", "https://xn--e1afmkfd.xn--p1ai", "пример.рф"),
        (
            "a.example.com.sa/",
            "https://a.example.com.sa",
            "a.example.com.sa/",
        ),
        ("bit.ly/2jm6eu3", "https://bit.ly/2jm6eu3", "bit.ly/2jm6eu3"),
    ]);
}

#[test]
fn a_disguised_host_is_the_host() {
    check(&[
        (
            "hxxps[:]//evil[.]example[.]com/x",
            "https://evil.example.com/x",
            "hxxps[:]//evil[.]example[.]com/x",
        ),
        ("example(dot)com", "https://example.com", "example(dot)com"),
        (
            "www dot example dot com",
            "https://www.example.com",
            "www dot example dot com",
        ),
        (
            "www . example . com",
            "https://www.example.com",
            "www . example . com",
        ),
        ("еxample.com", "https://example.com", "еxample.com"),
    ]);
}

#[test]
fn what_only_looks_like_an_address_is_none() {
    for text in [
        "e.g. this, i.e. that, p.m. or a.m.",
        "foo.py and readme.md and main.rs and script.sh",
        "file.tar.gz image2.png",
        "end.Start of the next sentence",
        "no rush.call me.no games",
        "available now.in call only.so sweet",
        "avail.in/out calls",
        "hh 80.hr 150",
        "soy ana.de colombia, 24.de agosto",
        "7.am is a time",
        "v1.2.3 and $12.50",
        "www.example",
        "https:// and http://# and http://362 and http://example",
        "httt://example.com",
        "ana@example.com, john.de@example.com",
        "ana@new_type.com",
        "the dot com years",
        "working..is",
        "St.Louis.MO",
        "@ana.me",
        "ig: ana.me",
        "8.8.8.8",
        "https://foo.bar.baz",
        "http://dafdafdasf-dajfdlkajfkla.",
    ] {
        assert_eq!(quoted(text, MentionType::Url), [], "{text}");
    }
}

proptest! {
    #[test]
    fn a_value_read_again_is_itself(path in "[a-zA-Z0-9/_-]{0,20}", query in "([a-z]{1,4}=[a-z0-9]{0,4}&?){0,3}") {
        let text = format!("https://example.com/{path}?{query}");
        let once = quoted(&text, MentionType::Url);
        prop_assert_eq!(once.len(), 1);
        let twice = quoted(&once[0].0, MentionType::Url);
        prop_assert_eq!(&twice[0].0, &once[0].0);
    }

    #[test]
    fn no_text_makes_a_panic(text in "[a-z0-9./:@\\[\\]() \\n_?#&=-]{0,60}|\\PC{0,40}") {
        let _ = quoted(&text, MentionType::Url);
    }
}
