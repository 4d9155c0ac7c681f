use model::IdentifierKind;

/// What a partner may see of an identifier: enough to recognize one that they hold, too little to call it.
pub(super) fn of(kind: IdentifierKind, value: &str) -> Option<String> {
    match kind {
        IdentifierKind::Phone => phone(value),
        IdentifierKind::Email => domain(value.rsplit_once('@')?.1).map(|d| format!("…@{d}")),
        IdentifierKind::Account => {
            let platform = value.split_once(':')?.0;
            plain_word(platform).then(|| format!("{platform}:…"))
        }
        IdentifierKind::Wallet => {
            let chain = value.split_once(':')?.0;
            plain_word(chain).then(|| format!("{chain}:…"))
        }
        IdentifierKind::Url => {
            let rest = value.split_once("://").map_or(value, |(_, rest)| rest);
            let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
            // A bare host is the whole value: showing it would hide nothing.
            if path.len() <= 1 {
                return None;
            }
            domain(host.rsplit_once('@').map_or(host, |(_, host)| host)).map(|d| format!("{d}/…"))
        }
        IdentifierKind::TextClass => None,
    }
}

fn plain_word(text: &str) -> bool {
    (1..=16).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase())
}

/// Country calling code, area code in North America, and the last two digits.
fn phone(value: &str) -> Option<String> {
    let digits = value.strip_prefix('+')?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) || digits.len() < 8 {
        return None;
    }
    let last = &digits[digits.len() - 2..];
    if digits.starts_with('1') && digits.len() == 11 {
        return Some(format!("+1 {} … {last}", &digits[1..4]));
    }
    // ITU-T E.164 assigned country codes: zones 1 and 7 have one digit, these have two, all others three.
    const TWO: [&str; 43] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
        "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
        "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95",
    ];
    let length = match &digits[..2] {
        code if code.starts_with(['1', '7']) => 1,
        code if TWO.contains(&code) || code == "98" => 2,
        _ => 3,
    };
    Some(format!("+{} … {last}", &digits[..length]))
}

/// The last labels of a host name. Names before them, and hosts that hold a number, may be a person's.
fn domain(host: &str) -> Option<String> {
    let host = host.split(':').next().unwrap_or_default();
    let plain = host
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
    let digits = host.bytes().filter(u8::is_ascii_digit).count();
    let labels: Vec<&str> = host.split('.').collect();
    if !plain || digits >= 4 || labels.len() < 2 || labels.iter().any(|l| l.is_empty()) {
        return None;
    }
    let second_level = labels.len() > 2 && labels[labels.len() - 2].len() <= 3;
    let keep = if second_level { 3 } else { 2 };
    Some(labels[labels.len() - keep..].join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_says_where_from_and_no_more() {
        for (kind, value, hint) in [
            (IdentifierKind::Phone, "+14155550132", Some("+1 415 … 32")),
            (IdentifierKind::Phone, "+447700900123", Some("+44 … 23")),
            (IdentifierKind::Phone, "+380441234567", Some("+380 … 67")),
            (IdentifierKind::Phone, "4155550132", None),
            (IdentifierKind::Phone, "+1é", None),
            (
                IdentifierKind::Email,
                "ana@mail.example.com",
                Some("…@example.com"),
            ),
            (
                IdentifierKind::Email,
                "ana@example.co.uk",
                Some("…@example.co.uk"),
            ),
            (IdentifierKind::Email, "ana", None),
            (
                IdentifierKind::Account,
                "instagram:ana_x24",
                Some("instagram:…"),
            ),
            (IdentifierKind::Account, ":ana_x24", None),
            (IdentifierKind::Wallet, "btc:abc", Some("btc:…")),
            (
                IdentifierKind::Url,
                "https://ana.example.com/profile?id=4",
                Some("example.com/…"),
            ),
            (IdentifierKind::Url, "https://example.com/", None),
            (IdentifierKind::Url, "https://4155550132.example/a", None),
            (
                IdentifierKind::Url,
                "https://u:p@example.com:80/a",
                Some("example.com/…"),
            ),
        ] {
            assert_eq!(of(kind, value).as_deref(), hint, "{value}");
        }
    }
}
