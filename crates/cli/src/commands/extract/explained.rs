//! A text with what was found in it, told to people who have never seen the program's own words.

use crate::output::shown;
use analysis::extract::{Lost, is_urgent};
use analysis::rules::{Rule, SOURCES, built_in};
use model::{Attribute, Basis, Mention, MentionType};
use std::io::Write;

/// Writes a text, what was found in it with how and how surely, and what was not taken with the reason.
pub(super) fn write(
    out: &mut Vec<u8>,
    id: &str,
    text: &str,
    mentions: &[Mention],
    lost: &[&Lost],
) -> anyhow::Result<()> {
    writeln!(out, "— {}", shown(id))?;
    for line in shown(text).lines() {
        writeln!(out, "  │ {line}")?;
    }
    writeln!(out)?;
    if mentions.iter().any(is_urgent) {
        writeln!(
            out,
            "  URGENT: this text says that somebody under 18 may be on offer. It goes to the top of every list. Report it: NCMEC\n  \
             CyberTipline in the United States, the INHOPE hotline elsewhere, or the police.\n"
        )?;
    }
    if mentions.is_empty() {
        writeln!(out, "  Nothing was found.")?;
    }
    for mention in mentions {
        found(out, mention, text)?;
    }
    if !lost.is_empty() {
        writeln!(out, "\n  Looked at and not taken:")?;
    }
    for lost in lost {
        not_taken(out, lost, text)?;
    }
    Ok(writeln!(out)?)
}

fn quote(mention: &Mention, text: &str) -> String {
    shown(mention.span.quote(text).unwrap_or_default()).replace('\n', " ⏎ ")
}

fn found(out: &mut Vec<u8>, mention: &Mention, text: &str) -> anyhow::Result<()> {
    let rule = (mention.kind == MentionType::Indicator)
        .then(|| built_in().get(&mention.value))
        .flatten();
    let value = rule.map_or_else(|| value(mention), |rule| rule.description.clone());
    writeln!(out, "  {:<14} {}", noun(mention.kind), shown(&value))?;
    let indent = "";
    writeln!(
        out,
        "  {indent:<14}   from “{}” (bytes {}–{}): {}, {} % sure",
        quote(mention, text),
        mention.span.start(),
        mention.span.end(),
        how(mention),
        mention.confidence,
    )?;
    let details = rule.map_or_else(|| details(mention), about_rule);
    for detail in details {
        writeln!(out, "  {indent:<14}   {}", shown(&detail))?;
    }
    Ok(())
}

fn not_taken(out: &mut Vec<u8>, lost: &Lost, text: &str) -> anyhow::Result<()> {
    let (mine, theirs) = (lost.mention.kind, lost.to.kind);
    let reason = if mine == theirs {
        format!(
            "it is part of the {} “{}”",
            noun(theirs),
            quote(&lost.to, text)
        )
    } else {
        format!(
            "these characters belong to the {} “{}”, which says more about them",
            noun(theirs),
            quote(&lost.to, text)
        )
    };
    Ok(writeln!(
        out,
        "    ✗ “{}” as {} {}: {reason}",
        quote(&lost.mention, text),
        article(noun(mine)),
        noun(mine),
    )?)
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'I']) {
        "an"
    } else {
        "a"
    }
}

/// What a kind is called in a sentence.
fn noun(kind: MentionType) -> &'static str {
    match kind {
        MentionType::Phone => "phone number",
        MentionType::Email => "e-mail",
        MentionType::Url => "web address",
        MentionType::Account => "account",
        MentionType::Wallet => "crypto wallet",
        MentionType::Iban => "bank account",
        MentionType::CreditCard => "card number",
        MentionType::Ip => "IP address",
        MentionType::Hash => "hash",
        MentionType::Coordinates => "coordinates",
        MentionType::Price => "price",
        MentionType::Age => "age",
        MentionType::Height => "height",
        MentionType::Weight => "weight",
        MentionType::Date => "date",
        MentionType::Name => "name",
        MentionType::Place => "place",
        MentionType::Number => "number",
        MentionType::Indicator => "sign",
    }
}

/// The value with its unit.
fn value(mention: &Mention) -> String {
    match mention.kind {
        MentionType::Age => format!("{} years", mention.value),
        MentionType::Height => format!("{} cm", mention.value),
        MentionType::Weight => format!("{} kg", mention.value),
        MentionType::Account => match mention.value.split_once(':') {
            Some((platform, handle)) => format!("{handle} on {platform}"),
            None => mention.value.clone(),
        },
        _ => mention.value.clone(),
    }
}

/// How it was recognized, as the end of a sentence.
fn how(mention: &Mention) -> String {
    if mention.kind == MentionType::Phone && mention.attributes.contains_key("obscured") {
        return "a number that somebody disguised".to_owned();
    }
    let said = match (mention.kind, mention.method.as_str()) {
        (MentionType::Account, "platform" | "platform_at") => {
            "the name of a platform stands before it"
        }
        (MentionType::Phone, "international") => "a number with its country code",
        (MentionType::Phone, "national") => "a number without country code",
        (_, "tel" | "link" | "wa.me") => "taken out of a link",
        (_, "obscured") => "written so that machines should not read it",
        (MentionType::Email | MentionType::Url, "plain" | "scheme") => "written as usual",
        (MentionType::Url, "host") => "an address without http://",
        (MentionType::Account, "at") => "a name behind an @",
        (MentionType::Phone, "inside") => "taken out of an address",
        (MentionType::Ip, "ipv4" | "ipv6") => "written as machines' addresses are",
        (MentionType::Hash, _) => "as many letters and digits as such a checksum of a file has",
        (MentionType::Coordinates, _) => "a latitude and a longitude",
        (MentionType::Wallet, "hexadecimal") => {
            "it has the form of such an address; it has no check digits"
        }
        (MentionType::Name, "address") => "a form of address stands before it",
        (MentionType::Account, "profile_url") => "the address of a profile",
        (MentionType::Age, "unit") => "the words around it say that it is an age",
        (MentionType::Age, "years") => "years, where the language says ages so",
        (MentionType::Age, "own") => "somebody is said to be so old",
        (MentionType::Age, "nearly") => "said to be not yet 18",
        (MentionType::Age, "noun") => "it stands beside a word for a person",
        (MentionType::Age, "name") => "it stands beside a name",
        (MentionType::Age, "guess") => "somebody guesses it of a person",
        (MentionType::Age, "sex") => "an age and a sex, as people say them in chats",
        (_, "list") => "it stands among a person's figures",
        (MentionType::Price, "currency") => "an amount with its currency",
        (MentionType::Price, "duration") => "an amount with a time",
        (MentionType::Price, "slang") => "an amount in the slang of such adverts",
        (MentionType::Place, "with_region") => "a city with its state or country",
        (MentionType::Place, "name") => "the name of a large city",
        (MentionType::Name, "here" | "title") => "it stands where adverts put a name",
        (MentionType::Date, "absolute") => "a date",
        (MentionType::Date, "relative") => "a day as seen from the day of posting",
        (MentionType::Date, "holiday") => "a holiday",
        (MentionType::Indicator, _) => "the words of a rule",
        (_, "cue") => "a word before it says what it is",
        (_, "unit") => "a number with its unit",
        (_, "feet") => "feet and inches",
        (_, "metres") => "metres and centimetres",
        (_, "pair") => "height and weight side by side",
        (
            _,
            "checksum" | "base58" | "base58check" | "bech32" | "bech32m" | "eip55" | "cashaddr"
            | "luhn" | "mod97" | "monero",
        ) => "its check digits are right",
        (_, other) => return format!("recognized as {}", other.replace('_', " ")),
    };
    said.to_owned()
}

/// What else is known about it, a sentence a line.
fn details(mention: &Mention) -> Vec<String> {
    let text = |name: &str| match mention.attributes.get(name) {
        Some(Attribute::Text(value)) => Some(value.as_str()),
        _ => None,
    };
    let mut said = Vec::new();
    let mut told: &[&str] = &[];
    match mention.kind {
        MentionType::Price => {
            told = &["amount", "currency", "minutes", "rate", "hourly"];
            let amount = text("amount").unwrap_or(&mention.value);
            let currency = text("currency").map_or(String::new(), |code| format!(" {code}"));
            let time = match mention.attributes.get("minutes") {
                Some(Attribute::Integer(minutes)) => format!(" for {}", duration(*minutes)),
                _ => String::new(),
            };
            let unsaid = if currency.is_empty() {
                "; the currency is not said"
            } else {
                ""
            };
            said.push(format!("{amount}{currency}{time}{unsaid}"));
        }
        MentionType::Place => {
            told = &["country", "division", "geonames_id"];
            // Numbers of divisions mean nothing to a reader.
            let division =
                text("division").filter(|d| !d.starts_with(|c: char| c.is_ascii_digit()));
            let place: Vec<&str> = [division, text("country")].into_iter().flatten().collect();
            said.push(format!("in {}", place.join(", ")));
        }
        MentionType::Age => {
            told = &["whose"];
            said.extend(text("whose").map(|whose| {
                let of = match whose {
                    "thing" => "a thing, a firm or an animal",
                    "relative" => "a child or relative of the writer",
                    "past" => "somebody long ago",
                    "group" => "a group that something is for",
                    "reported" => "somebody in the news",
                    _ => "nobody who is clear from the sentence",
                };
                format!("the age of {of}: it says nothing about who is on offer")
            }));
        }
        _ => {}
    }
    if let Some(Attribute::List(ways)) = mention.attributes.get("obscured") {
        let ways: Vec<&str> = ways.iter().map(|way| disguise(way)).collect();
        said.push(format!("disguised: {}", ways.join(", ")));
        if mention.kind == MentionType::Phone {
            said.push("a disguised number is the best single sign that research has found".into());
        }
    }
    for (name, value) in mention.attributes.iter() {
        if told.contains(&name) || name == "obscured" {
            continue;
        }
        let value = match value {
            Attribute::Null => continue,
            Attribute::Integer(value) => value.to_string(),
            Attribute::Text(value) => value.clone(),
            Attribute::List(values) => values.join(", "),
        };
        said.push(format!("{}: {value}", name.replace('_', " ")));
    }
    said
}

fn duration(minutes: i64) -> String {
    match minutes {
        60 => "an hour".to_owned(),
        1440 => "a day".to_owned(),
        30 => "half an hour".to_owned(),
        hours if hours % 60 == 0 => format!("{} hours", hours / 60),
        minutes => format!("{minutes} minutes"),
    }
}

/// A way to disguise, in words.
fn disguise(way: &str) -> &str {
    match way {
        "spelled" => "digits or signs as words",
        "homophone" => "words that sound like digits",
        "letters" => "letters in place of digits",
        "multiplied" => "“double” or “triple” before a digit",
        "separators" => "unusual marks or words between the digits",
        "lines" => "spread over several lines",
        "filler" => "other words or pictures between the digits",
        "reversed" => "written backwards",
        "area_code_apart" => "the area code apart from the rest",
        "keycap" => "emoji keys",
        "styled" => "styled characters",
        "full_width" => "wide characters",
        "other_digits" => "digits of another script",
        "invisible" => "invisible characters",
        "bracketed" => "signs in brackets",
        "spaced" => "spaces inside",
        "truncated" => "cut short",
        "defanged" => "made unclickable",
        other => other,
    }
}

/// What a sign counts for, and according to whom.
fn about_rule(rule: &Rule) -> Vec<String> {
    let weight = match (rule.basis, rule.is_urgent()) {
        (_, true) => "sets the urgent flag; it is no part of any score".to_owned(),
        (Basis::Refuted, _) => "counts nothing: it was tested and is no sign".to_owned(),
        (Basis::Never, _) => "counts nothing, by policy".to_owned(),
        _ => {
            let bits = rule.millibits.abs() as f64 / 1000.0;
            let much = match rule.millibits.abs() {
                2000.. => "strong",
                1000.. => "medium",
                _ => "weak",
            };
            let sign = if rule.millibits < 0 {
                "counter-sign, which takes off".to_owned()
            } else {
                format!("sign of the family {}, which adds", rule.family.name())
            };
            let plural = if bits > 1.0 { "s" } else { "" };
            format!("a {much} {sign} {bits} bit{plural} once a network; judged, not measured")
        }
    };
    let source = SOURCES
        .iter()
        .find(|(id, _)| *id == rule.source)
        .map_or(rule.source.as_str(), |(_, what)| *what);
    vec![weight, format!("rule {}, after: {source}", rule.id)]
}
