//! When timers fire: NCRONTAB with six fields, seconds first, or a time span. All times are UTC.

use crate::clock;
use std::time::Duration;
use time::OffsetDateTime;

/// A timer's schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Schedule {
    /// Seconds, minutes, hours, days of the month, months, days of the week: a moment must fit all six.
    Cron(Box<[Field; 6]>),
    /// Again and again, this long after the last run.
    Every(Duration),
}

/// The values that fit, as bits.
pub type Field = u64;

const RANGES: [(u8, u8); 6] = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 6)];
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// Schedules that fire more often than this have no monitor, and so no status.
const MONITORED: Duration = Duration::from_secs(60);

impl Schedule {
    /// Reads `0 */5 * * * *` or `00:05:00`. Five fields mean second 0.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn parse(text: &str) -> Result<Schedule, String> {
        let wrong = || format!("the schedule `{text}` is neither six fields nor hh:mm:ss");
        if text.contains(':') {
            let every = clock::parse_duration(text).map_err(|_| wrong())?;
            return if every.is_zero() {
                Err(wrong())
            } else {
                Ok(Schedule::Every(every))
            };
        }
        let mut fields: Vec<&str> = text.split_whitespace().collect();
        if fields.len() == 5 {
            fields.insert(0, "0");
        }
        let fields: [&str; 6] = fields.try_into().map_err(|_| wrong())?;
        let mut bits = [0; 6];
        for (n, text) in fields.iter().enumerate() {
            bits[n] = field(text, n).ok_or_else(wrong)?;
        }
        Ok(Schedule::Cron(Box::new(bits)))
    }

    /// The first time after a moment, if there is one in the next ten years.
    #[must_use]
    pub fn after(&self, moment: OffsetDateTime) -> Option<OffsetDateTime> {
        match self {
            Schedule::Every(every) => Some(moment + *every),
            Schedule::Cron(fields) => next(fields, moment),
        }
    }

    /// Whether the host keeps a status for it.
    #[must_use]
    pub fn monitored(&self, now: OffsetDateTime) -> bool {
        let Some(first) = self.after(now) else {
            return true;
        };
        self.after(first)
            .is_none_or(|second| second - first >= MONITORED)
    }
}

fn field(text: &str, n: usize) -> Option<Field> {
    let (low, high) = RANGES[n];
    let mut bits = 0;
    for part in text.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse::<u8>().ok().filter(|step| *step > 0)?),
            None => (part, 1),
        };
        let (from, to) = if range == "*" || range == "?" {
            (low, high)
        } else if let Some((from, to)) = range.split_once('-') {
            (number(from, n)?, number(to, n)?)
        } else {
            let from = number(range, n)?;
            (from, if part.contains('/') { high } else { from })
        };
        if from > to {
            return None;
        }
        bits |= (from..=to)
            .step_by(usize::from(step))
            .fold(0, |bits, value| bits | 1 << value);
    }
    Some(bits)
}

fn number(text: &str, n: usize) -> Option<u8> {
    let (low, high) = RANGES[n];
    let lower = text.to_ascii_lowercase();
    let named = |names: &[&str], first: u8| {
        let at = names.iter().position(|name| lower.starts_with(name))?;
        u8::try_from(at).ok().map(|at| at + first)
    };
    let value = match n {
        4 => named(&MONTHS, 1),
        5 => named(&DAYS, 0),
        _ => None,
    };
    let value = value.or_else(|| text.parse().ok())?;
    // 7 is Sunday too.
    let value = if n == 5 && value == 7 { 0 } else { value };
    (low..=high).contains(&value).then_some(value)
}

fn next(fields: &[Field; 6], moment: OffsetDateTime) -> Option<OffsetDateTime> {
    let fits = |n: usize, value: u8| fields[n] >> value & 1 == 1;
    let start = moment.replace_nanosecond(0).ok()? + Duration::from_secs(1);
    let mut day = start.date();
    let mut earliest = (start.hour(), start.minute(), start.second());
    for _ in 0..3660 {
        let weekday = day.weekday().number_days_from_sunday();
        if fits(3, day.day()) && fits(4, u8::from(day.month())) && fits(5, weekday) {
            for hour in (earliest.0..24).filter(|hour| fits(2, *hour)) {
                let first_minute = if hour == earliest.0 { earliest.1 } else { 0 };
                for minute in (first_minute..60).filter(|minute| fits(1, *minute)) {
                    let same = (hour, minute) == (earliest.0, earliest.1);
                    let first_second = if same { earliest.2 } else { 0 };
                    if let Some(second) = (first_second..60).find(|second| fits(0, *second)) {
                        return Some(day.with_hms(hour, minute, second).ok()?.assume_utc());
                    }
                }
            }
        }
        day = day.next_day()?;
        earliest = (0, 0, 0);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(schedule: &str, moment: &str) -> String {
        let schedule = Schedule::parse(schedule).unwrap();
        clock::iso_seconds(schedule.after(clock::parse_iso(moment).unwrap()).unwrap())
    }

    #[test]
    fn the_next_time_fits_all_six_fields() {
        let monday = "2026-11-23T22:13:55Z";
        assert_eq!(after("0 30 3 * * *", monday), "2026-11-24T03:30:00+00:00");
        assert_eq!(after("*/20 * * * * *", monday), "2026-11-23T22:14:00+00:00");
        assert_eq!(after("0 0 0 1 1 *", monday), "2027-01-01T00:00:00+00:00");
        assert_eq!(
            after("0 0 * * * *", "2026-11-23T22:00:00Z"),
            "2026-11-23T23:00:00+00:00"
        );
        assert_eq!(
            after("0 0 9 * * MON-FRI", "2026-11-27T09:00:00Z"),
            "2026-11-30T09:00:00+00:00"
        );
        assert_eq!(after("0 0 0 13 * fri", monday), "2027-08-13T00:00:00+00:00");
        assert_eq!(after("0 0 0 29 2 *", monday), "2028-02-29T00:00:00+00:00");
        assert_eq!(
            after("5,10-12 0/30 * * * 7", "2026-11-22T22:30:10Z"),
            "2026-11-22T22:30:11+00:00"
        );
        assert_eq!(after("*/5 * * * *", monday), "2026-11-23T22:15:00+00:00");
        assert_eq!(after("00:05:00", monday), "2026-11-23T22:18:55+00:00");
    }

    #[test]
    fn nonsense_is_refused() {
        for wrong in [
            "",
            "* * *",
            "60 * * * * *",
            "*/0 * * * * *",
            "0 0 0 * foo *",
            "5-1 * * * * *",
            "00:00:00",
        ] {
            assert!(Schedule::parse(wrong).is_err(), "{wrong}");
        }
        let never = Schedule::parse("0 0 0 31 2 *").unwrap();
        assert_eq!(never.after(OffsetDateTime::UNIX_EPOCH), None);
    }

    #[test]
    fn only_slow_schedules_are_monitored() {
        let now = OffsetDateTime::UNIX_EPOCH;
        assert!(!Schedule::parse("*/20 * * * * *").unwrap().monitored(now));
        assert!(Schedule::parse("0 * * * * *").unwrap().monitored(now));
        assert!(!Schedule::parse("00:00:30").unwrap().monitored(now));
    }
}
