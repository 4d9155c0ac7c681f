use serde::{Deserialize, Serialize};

/// A time as a record states it, read as far as it can be.
///
/// Sorts by time. `day` counts from 1970-01-01 in the proleptic Gregorian calendar; `second` is that of the day, and is
/// absent when only a day is stated. A stated offset is applied; a time without offset is taken as UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StatedTime {
    /// Days since 1970-01-01.
    pub day: i64,
    /// Second of the day, 0 to 86 399.
    pub second: Option<u32>,
}

impl StatedTime {
    /// A day by its civil date; `None` when there is no such date, or its year has not four digits.
    pub fn of_date(year: i64, month: i64, day: i64) -> Option<Self> {
        days(year, month, day).map(|day| Self { day, second: None })
    }

    /// Year, month and day.
    pub fn date(self) -> (i64, i64, i64) {
        civil(self.day)
    }

    /// `2026-03-01` or `2026-03-01T12:00:00Z`.
    pub fn iso(self) -> String {
        let (year, month, day) = civil(self.day);
        match self.second {
            None => format!("{year:04}-{month:02}-{day:02}"),
            Some(s) => format!(
                "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
                s / 3600,
                s / 60 % 60,
                s % 60
            ),
        }
    }
}

/// Days since 1970-01-01 of a civil date; `None` when there is no such date. Howard Hinnant, *chrono-compatible
/// low-level date algorithms*.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) || !(1000..=9999).contains(&year) {
        return None;
    }
    let y = year - i64::from(month <= 2);
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

fn civil(day: i64) -> (i64, i64, i64) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (
        year + era * 400 + i64::from(month <= 2),
        month,
        of_year - (153 * shifted + 2) / 5 + 1,
    )
}

/// Reads a stated time: ISO 8601 dates and date-times (`T` or a space between, fractions dropped, `Z` or an offset),
/// `yyyy/mm/dd`, `yyyymmdd`, and Unix times in seconds or milliseconds between 2001 and 2100. Anything ambiguous, such
/// as `03/04/2026`, is not read.
pub fn stated_time(text: &str) -> Option<StatedTime> {
    let text = text.trim();
    let bytes = text.as_bytes();
    if !text.is_ascii() || bytes.len() < 8 || bytes.len() > 40 {
        return None;
    }
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        let part = text.get(range)?;
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse().ok())?
    };
    if bytes.iter().all(u8::is_ascii_digit) {
        return match bytes.len() {
            8 => Some(StatedTime {
                day: days(number(0..4)?, number(4..6)?, number(6..8)?)?,
                second: None,
            }),
            10 | 13 => {
                let value: i64 = text.parse().ok()?;
                let seconds = if bytes.len() == 13 {
                    value / 1000
                } else {
                    value
                };
                (1_000_000_000..4_102_444_800)
                    .contains(&seconds)
                    .then(|| at(seconds))
            }
            _ => None,
        };
    }
    if bytes.len() < 10 || !matches!(bytes[4], b'-' | b'/') || bytes[7] != bytes[4] {
        return None;
    }
    let day = days(number(0..4)?, number(5..7)?, number(8..10)?)?;
    if bytes.len() == 10 {
        return Some(StatedTime { day, second: None });
    }
    if !matches!(bytes[10], b'T' | b't' | b' ') || bytes.get(13) != Some(&b':') {
        return None;
    }
    let (hour, minute) = (number(11..13)?, number(14..16)?);
    let mut rest = &text[16..];
    let mut second = 0;
    if rest.starts_with(':') {
        second = number(17..19)?;
        rest = &text[19..];
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let offset = match rest.trim() {
        "" | "Z" | "z" | "UTC" | "GMT" => 0,
        signed => {
            let sign = match signed.as_bytes()[0] {
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            let digits: String = signed[1..].chars().filter(|c| *c != ':').collect();
            if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let hours: i64 = digits[..2].parse().ok()?;
            let minutes: i64 = if digits.len() == 4 {
                digits[2..].parse().ok()?
            } else {
                0
            };
            sign * (hours * 3600 + minutes * 60)
        }
    };
    Some(at(day * 86_400
        + hour * 3600
        + minute * 60
        + second.min(59)
        - offset))
}

fn at(seconds: i64) -> StatedTime {
    StatedTime {
        day: seconds.div_euclid(86_400),
        second: Some(seconds.rem_euclid(86_400) as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stated_times_are_read_as_far_as_they_are_sure() {
        let read = |text| stated_time(text).map(StatedTime::iso);
        assert_eq!(read("2026-03-01").as_deref(), Some("2026-03-01"));
        assert_eq!(
            read("2026-03-01T23:30:00-02:00").as_deref(),
            Some("2026-03-02T01:30:00Z")
        );
        assert_eq!(
            read("2026-03-01 23:30").as_deref(),
            Some("2026-03-01T23:30:00Z")
        );
        assert_eq!(
            read("2026-03-01T23:30:05.123Z").as_deref(),
            Some("2026-03-01T23:30:05Z")
        );
        assert_eq!(read("20260301").as_deref(), Some("2026-03-01"));
        assert_eq!(read("1772323200").as_deref(), Some("2026-03-01T00:00:00Z"));
        assert_eq!(
            read("1772323200000").as_deref(),
            Some("2026-03-01T00:00:00Z")
        );
        for unsure in [
            "03/04/2026",
            "2026-02-30",
            "2026-13-01",
            "yesterday",
            "",
            "2026-03-01Tnoon",
            "2026-03-0é",
        ] {
            assert_eq!(read(unsure), None, "{unsure}");
        }
    }

    proptest! {
        #[test]
        fn a_day_reads_back_what_it_prints(day in -300_000i64..2_900_000) {
            let time = StatedTime { day, second: None };
            prop_assert_eq!(stated_time(&time.iso()), Some(time));
        }

        #[test]
        fn a_day_is_the_day_of_its_date(day in -300_000i64..2_900_000) {
            let time = StatedTime { day, second: None };
            let (year, month, of_month) = time.date();
            prop_assert_eq!(StatedTime::of_date(year, month, of_month), Some(time));
        }

        #[test]
        fn no_text_makes_a_panic(text in ".{0,45}") {
            stated_time(&text);
        }
    }
}
