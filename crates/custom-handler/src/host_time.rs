//! Times as the host writes them.

use std::{
    fmt,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// A time as the host sent it: ISO 8601 with an offset, such as `2026-11-23T22:14:34+00:00`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostTime(String);

impl HostTime {
    /// Takes over `text` if it is a time with an offset. The year 1 stands for "never" and gives `None`.
    pub fn new(text: &str) -> Option<HostTime> {
        parse(text)?;
        (!text.starts_with("0001-01-01T")).then(|| HostTime(text.to_owned()))
    }

    /// The text as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The moment; `None` before the year 1970.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let (seconds, nanos) = parse(&self.0)?;
        Some(UNIX_EPOCH + Duration::new(u64::try_from(seconds).ok()?, nanos))
    }
}

impl fmt::Display for HostTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Seconds since 1970 and nanoseconds of an ISO 8601 time with offset or `Z`.
fn parse(text: &str) -> Option<(i64, u32)> {
    let bytes = text.as_bytes();
    if bytes.len() < 20 || !text.is_ascii() {
        return None;
    }
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        let digits = text.get(range)?;
        digits
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| digits.parse().ok())?
    };
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if marks.iter().any(|&(at, mark)| bytes[at] != mark) {
        return None;
    }
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let in_range = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second < 61;
    if !in_range {
        return None;
    }
    let mut rest = &text[19..];
    let mut nanos = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
        let digits = &fraction[..length.min(9)];
        nanos = digits.parse::<u32>().ok()? * 10u32.pow(9 - digits.len() as u32);
        rest = &fraction[length..];
    }
    let offset_minutes = match rest.as_bytes() {
        [b'Z'] => 0,
        [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
            let at = text.len() - 5;
            let minutes = number(at..at + 2)? * 60 + number(at + 3..at + 5)?;
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    Some((seconds - offset_minutes * 60, nanos))
}

/// Days from 1970-01-01 in the Gregorian calendar (Howard Hinnant, chrono-compatible date algorithms).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// A moment as UTC text with milliseconds, for log lines.
pub(crate) fn utc(time: SystemTime) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let (days, seconds) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let days = days as i64 + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        since.subsec_millis()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_of_the_host_are_moments() {
        let moment = |text| {
            HostTime::new(text)
                .and_then(|time| time.to_system_time())
                .map(utc)
        };
        assert_eq!(
            moment("1970-01-01T00:00:00+00:00").unwrap(),
            "1970-01-01T00:00:00.000Z"
        );
        assert_eq!(
            moment("2026-11-23T22:14:34+00:00").unwrap(),
            "2026-11-23T22:14:34.000Z"
        );
        assert_eq!(
            moment("2026-11-23T22:13:55.1210635Z").unwrap(),
            "2026-11-23T22:13:55.121Z"
        );
        assert_eq!(
            moment("2024-02-29T00:30:00+02:00").unwrap(),
            "2024-02-28T22:30:00.000Z"
        );
    }

    #[test]
    fn the_year_one_means_never() {
        assert_eq!(HostTime::new("0001-01-01T00:00:00+00:00"), None);
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "boo",
            "2026-11-23",
            "2026-11-23T22:14:34",
            "01/02/2026 03:04:05",
            "2026-13-01T00:00:00Z",
            "2026-11-23T22:14:34+0ü:00",
        ] {
            assert_eq!(HostTime::new(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_undoes_writing(seconds in 0u64..10_000_000_000, millis in 0u64..1000) {
            let time = UNIX_EPOCH + Duration::from_millis(seconds * 1000 + millis);
            prop_assert_eq!(HostTime::new(&utc(time)).unwrap().to_system_time(), Some(time));
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,40}") {
            HostTime::new(&text);
        }
    }
}
