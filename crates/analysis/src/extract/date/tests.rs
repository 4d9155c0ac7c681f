use crate::extract::{Context, Extractor};
use model::{MentionType, stated_time};

fn dates(text: &str, context: &Context<'_>) -> Vec<String> {
    let mentions = Extractor::new().extract(text, context);
    mentions
        .into_iter()
        .filter(|mention| mention.kind == MentionType::Date)
        .map(|mention| mention.value)
        .collect()
}

fn check(context: &Context<'_>, cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let got = dates(text, context);
            (got != *expected).then(|| format!("{text}: expected {expected:?}, got {got:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn region(region: &str) -> Context<'_> {
    Context {
        region: Some(region),
        ..Context::default()
    }
}

#[test]
fn absolute_dates_in_many_orders_and_languages() {
    check(
        &Context::default(),
        &[
            ("2024-03-15", &["2024-03-15"]),
            ("posted 2024-03-15T09:15:30.500-07:00 ok", &["2024-03-15"]),
            ("2024/03/15", &["2024-03-15"]),
            ("15.03.2024", &["2024-03-15"]),
            ("15/03/2024", &["2024-03-15"]),
            ("5-MAY-2021", &["2021-05-05"]),
            ("21.5.21", &["2021-05-21"]),
            ("March 15, 2024", &["2024-03-15"]),
            ("15 March 2024", &["2024-03-15"]),
            ("15th of March 2024", &["2024-03-15"]),
            ("15 de marzo de 2024", &["2024-03-15"]),
            ("15 de março de 2024", &["2024-03-15"]),
            ("15 mars 2024", &["2024-03-15"]),
            ("15. März 2024", &["2024-03-15"]),
            ("15 marzo 2024", &["2024-03-15"]),
            ("15 maart 2024", &["2024-03-15"]),
            ("15 марта 2024", &["2024-03-15"]),
            ("15 березня 2024", &["2024-03-15"]),
            ("15 marca 2024", &["2024-03-15"]),
            ("15 martie 2024", &["2024-03-15"]),
            ("15 mart 2024", &["2024-03-15"]),
            ("15 मार्च 2024", &["2024-03-15"]),
            ("2024年3月15日", &["2024-03-15"]),
            ("2024년 3월 15일", &["2024-03-15"]),
            ("15 มีนาคม 2567", &["2024-03-15"]),
            ("15 مارس 2024", &["2024-03-15"]),
            ("second of August", &["--08-02"]),
            ("March 15", &["--03-15"]),
            ("3月15日", &["--03-15"]),
            ("March 3-10", &["--03-03"]),
            ("in Miami 3/15 - 3/20", &["--03-15", "--03-20"]),
            ("date: 20240315", &["2024-03-15"]),
        ],
    );
}

#[test]
fn the_region_says_whether_the_month_stands_first() {
    assert_eq!(dates("05/03/2024", &region("US")), ["2024-05-03"]);
    assert_eq!(dates("05/03/2024", &region("GB")), ["2024-03-05"]);
    assert_eq!(dates("25/03/2024", &region("US")), ["2024-03-25"]);
    assert_eq!(dates("05.03.2024", &region("US")), ["2024-03-05"]);
}

#[test]
fn what_the_text_leaves_open_stays_open_without_a_day_of_posting() {
    check(
        &Context::default(),
        &[
            ("available today", &["today"]),
            ("back tomorrow", &["today+1"]),
            ("two days ago", &["today-2"]),
            ("2 months ago", &["today-2m"]),
            ("in 3 days", &["today+3"]),
            ("next friday", &["friday+1"]),
            ("on friday", &["friday"]),
            ("hoy disponible", &["today"]),
            ("llego mañana", &["today+1"]),
            ("hace 2 días", &["today-2"]),
            ("сегодня", &["today"]),
            ("2 дня назад", &["today-2"]),
            ("heute", &["today"]),
            ("vor 2 Tagen", &["today-2"]),
            ("aujourd'hui", &["today"]),
            ("今天", &["today"]),
            ("明日", &["today+1"]),
            ("오늘", &["today"]),
            ("วันนี้", &["today"]),
            ("today is 5/20/2021", &["2021-05-20"]),
        ],
    );
}

#[test]
fn relative_dates_are_counted_from_the_day_of_posting() {
    // A Thursday.
    let context = Context {
        posted: stated_time("2019-01-31"),
        ..Context::default()
    };
    check(
        &context,
        &[
            ("today", &["2019-01-31"]),
            ("tomorrow", &["2019-02-01"]),
            ("the day before yesterday was fine", &["2019-01-29"]),
            ("next friday", &["2019-02-08"]),
            ("this upcoming friday", &["2019-02-01"]),
            ("last wednesday", &["2019-01-23"]),
            ("past wednesday", &["2019-01-30"]),
            ("a month ago", &["2018-12-31"]),
            ("3 weeks ago", &["2019-01-10"]),
            ("March 15", &["2019-03-15"]),
            ("15 december", &["2018-12-15"]),
            ("february 29th", &["2020-02-29"]),
            ("sunday 31", &["2019-03-31"]),
            ("tuesday of next week", &["2019-02-05"]),
        ],
    );
}

#[test]
fn times_phones_prices_versions_and_habits_are_no_dates() {
    check(
        &Context::default(),
        &[
            ("24/7", &[]),
            ("10:30 pm", &[]),
            ("1/2 hr 90", &[]),
            ("80/120/200", &[]),
            ("415-555-0132", &[]),
            ("version 1.2.3", &[]),
            ("192.0.2.10", &[]),
            ("open monday - friday", &[]),
            ("every friday", &[]),
            ("Mon-Fri 10a-7p", &[]),
            ("you may 24/7 call", &[]),
            ("buenas, por la mañana", &[]),
            ("guten Morgen", &[]),
            ("feb 30 2019", &[]),
            ("30/02/2019", &[]),
            ("for two days", &[]),
            ("5 minutes", &[]),
            ("5'4 120 lbs", &[]),
            ("at 6.45", &[]),
            ("$5.12", &[]),
            ("I'll be out 5 to 6pm", &[]),
            ("set 5 rules", &[]),
            ("Lei ha 60 anni", &[]),
            ("id 12345678", &[]),
        ],
    );
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
fn hostile_texts_take_time_linear_in_their_length() {
    for unit in [
        "1/", "1/1/", "may ", "1 may ", "monday ", "twenty ", "the ", "2024-", "1.1.",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        let begin = std::time::Instant::now();
        Extractor::new().extract(&text, &Context::default());
        assert!(begin.elapsed().as_secs() < 5, "{unit}");
    }
}
