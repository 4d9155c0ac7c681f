//! Moments as the host writes them.

use time::{Date, Month, OffsetDateTime, Time};

/// Seconds of a moment, as most metadata have it: `2026-11-23T22:14:34+00:00`.
#[must_use]
pub fn iso_seconds(moment: OffsetDateTime) -> String {
    format!("{}+00:00", date_and_time(moment))
}

/// A moment with ten-millionths of a second, trailing zeros cut, and the zone as given: `2026-11-23T22:15:30.8017366Z`.
#[must_use]
pub fn iso_ticks(moment: OffsetDateTime, zone: &str) -> String {
    let ticks = moment.nanosecond() / 100;
    if ticks == 0 {
        return format!("{}{zone}", date_and_time(moment));
    }
    let fraction = format!("{ticks:07}");
    let fraction = fraction.trim_end_matches('0');
    format!("{}.{fraction}{zone}", date_and_time(moment))
}

fn date_and_time(moment: OffsetDateTime) -> String {
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        moment.year(),
        u8::from(moment.month()),
        moment.day(),
        moment.hour(),
        moment.minute(),
        moment.second()
    )
}

/// What .NET makes of a date when nobody says how: `01/02/2026 03:04:05`.
#[must_use]
pub fn invariant(moment: OffsetDateTime) -> String {
    format!(
        "{:02}/{:02}/{:04} {:02}:{:02}:{:02}",
        u8::from(moment.month()),
        moment.day(),
        moment.year(),
        moment.hour(),
        moment.minute(),
        moment.second()
    )
}

/// `DateTime.MinValue`, which stands for "never".
#[must_use]
pub fn never() -> OffsetDateTime {
    moment(1, 1, 1, 0, 0, 0).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// The last second that .NET knows.
#[must_use]
pub fn end_of_time() -> OffsetDateTime {
    moment(9999, 12, 31, 23, 59, 59).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// A moment in UTC, if there is such a day and time.
#[must_use]
pub fn moment(
    year: i32,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
) -> Option<OffsetDateTime> {
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    let time = Time::from_hms(hour, minute, second).ok()?;
    Some(date.with_time(time).assume_utc())
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// `Mon, 23 Nov 2026 22:14:34 GMT`, as headers have it.
#[must_use]
pub fn http_date(moment: OffsetDateTime) -> String {
    format!(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
        DAYS[usize::from(moment.weekday().number_days_from_monday())],
        moment.day(),
        MONTHS[usize::from(u8::from(moment.month())) - 1],
        moment.year(),
        moment.hour(),
        moment.minute(),
        moment.second()
    )
}

/// Reads what [`http_date`] writes.
#[must_use]
pub fn parse_http_date(text: &str) -> Option<OffsetDateTime> {
    let (_day_of_week, rest) = text.split_once(", ")?;
    let mut parts = rest.split(' ');
    let day = parts.next()?.parse().ok()?;
    let month = parts.next()?;
    let month = MONTHS.iter().position(|name| *name == month)?;
    let year = parts.next()?.parse().ok()?;
    let mut time = parts.next()?.split(':').map(|part| part.parse::<u8>().ok());
    let (hour, minute, second) = (time.next()??, time.next()??, time.next()??);
    moment(
        year,
        u8::try_from(month + 1).ok()?,
        day,
        hour,
        minute,
        second,
    )
}

/// Reads what [`iso_seconds`] and [`iso_ticks`] write; the fraction is dropped.
#[must_use]
pub fn parse_iso(text: &str) -> Option<OffsetDateTime> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u16>().ok();
    let small = |at: usize| u8::try_from(number(at..at + 2)?).ok();
    moment(
        i32::from(number(0..4)?),
        small(5)?,
        small(8)?,
        small(11)?,
        small(14)?,
        small(17)?,
    )
}

/// A duration as settings write it: `15s`, `500ms`, `10m`, `2h`, or .NET's `[d.]hh:mm:ss[.fraction]`.
///
/// # Errors
/// Says what a duration looks like.
pub fn parse_duration(text: &str) -> Result<std::time::Duration, String> {
    let wrong = || format!("`{text}` is no duration such as 500ms, 15s, 10m or 00:10:00");
    let seconds = if text.contains(':') {
        time_span(text).ok_or_else(wrong)?
    } else {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number: f64 = digits.parse().map_err(|_| wrong())?;
        match &text[digits.len()..] {
            "ms" => number / 1000.0,
            "s" => number,
            "m" => number * 60.0,
            "h" => number * 3600.0,
            _ => return Err(wrong()),
        }
    };
    std::time::Duration::try_from_secs_f64(seconds).map_err(|_| wrong())
}

fn time_span(text: &str) -> Option<f64> {
    let (days, clock) = match text.split_once(':')?.0.split_once('.') {
        Some((days, _hours)) => (days.parse::<f64>().ok()?, &text[days.len() + 1..]),
        None => (0.0, text),
    };
    let mut parts = clock.split(':').map(|part| part.parse::<f64>().ok());
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = parts.next().unwrap_or(Some(0.0))?;
    parts
        .next()
        .is_none()
        .then_some(((days * 24.0 + hours) * 60.0 + minutes) * 60.0 + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_the_host_writes_them_and_read_back() {
        let moment = moment(2026, 11, 23, 22, 14, 34).unwrap();
        assert_eq!(iso_seconds(moment), "2026-11-23T22:14:34+00:00");
        assert_eq!(http_date(moment), "Mon, 23 Nov 2026 22:14:34 GMT");
        assert_eq!(parse_http_date(&http_date(moment)), Some(moment));
        assert_eq!(parse_iso("2026-11-23T22:14:34.5Z"), Some(moment));
        let ticks = moment + std::time::Duration::from_nanos(801_736_600);
        assert_eq!(iso_ticks(ticks, "Z"), "2026-11-23T22:14:34.8017366Z");
        assert_eq!(iso_ticks(moment, "Z"), "2026-11-23T22:14:34Z");
        assert_eq!(iso_seconds(never()), "0001-01-01T00:00:00+00:00");
    }

    #[test]
    fn durations_are_read_in_both_spellings() {
        let seconds = |text: &str| parse_duration(text).unwrap().as_secs_f64();
        assert_eq!(seconds("15s"), 15.0);
        assert_eq!(seconds("500ms"), 0.5);
        assert_eq!(seconds("00:10:00"), 600.0);
        assert_eq!(seconds("1.00:00:02.5"), 86402.5);
        assert!(parse_duration("soon").is_err());
        assert!(parse_duration("-1s").is_err());
    }
}
