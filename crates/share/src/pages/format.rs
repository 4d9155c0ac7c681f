//! Numbers and days, as pages write them.

use model::{Millibits, StatedTime};

/// `+1.5`, `−8`, `0`: bits with at most three decimals and a real minus sign.
pub(crate) fn bits(millibits: Millibits) -> String {
    let sign = match millibits {
        0 => "",
        m if m < 0 => "−",
        _ => "+",
    };
    let whole = millibits.unsigned_abs() / 1000;
    let decimals = format!("{:03}", millibits.unsigned_abs() % 1000);
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        decimals => format!("{sign}{whole}.{decimals}"),
    }
}

/// `12,345`.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 document`, `12 documents`.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// `63 %` of a whole; a dash of nothing. Never rounded to all or nothing when it is not.
pub(crate) fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".into();
    }
    let percent = (u128::from(part) * 200 + u128::from(whole)) / (u128::from(whole) * 2);
    match percent {
        0 if part > 0 => "< 1 %".into(),
        100.. if part < whole => "> 99 %".into(),
        percent => format!("{percent} %"),
    }
}

/// `4.2 MiB`.
pub(crate) fn bytes(bytes: u64) -> String {
    let mut unit = 0;
    let mut tenths = u128::from(bytes) * 10;
    while tenths >= 10_240 && unit < 4 {
        tenths /= 1024;
        unit += 1;
    }
    match unit {
        0 => format!("{bytes} B"),
        unit => format!(
            "{}.{} {}",
            tenths / 10,
            tenths % 10,
            ["", "KiB", "MiB", "GiB", "TiB"][unit]
        ),
    }
}

/// `2026-03-01`.
pub(crate) fn day(day: i64) -> String {
    StatedTime { day, second: None }.iso()
}

/// The day of an ISO date or date-time.
pub(crate) fn day_of(time: &str) -> &str {
    time.split('T').next().unwrap_or(time)
}

/// `n-3f2a91bc`: enough of an id to tell a few from each other.
pub(crate) fn short(id: &impl std::fmt::Display) -> String {
    id.to_string().chars().take(10).collect()
}

/// At most `limit` characters, with an ellipsis when there were more.
pub(crate) fn clipped(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", &text[..at]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(bits(1500), "+1.5");
        assert_eq!(bits(-8000), "−8");
        assert_eq!(bits(-5), "−0.005");
        assert_eq!(bits(0), "0");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(count(999), "999");
        assert_eq!(share(1, 1000), "< 1 %");
        assert_eq!(share(999, 1000), "> 99 %");
        assert_eq!(share(2, 3), "67 %");
        assert_eq!(share(0, 0), "–");
        assert_eq!(bytes(1023), "1023 B");
        assert_eq!(bytes(4_404_019), "4.1 MiB");
        assert_eq!(day(20_513), "2026-03-01");
        assert_eq!(clipped("añb", 2), "añ…");
    }
}
