use super::*;
use crate::extract::Extractor;
use model::{Attribute, MentionType};

type Triple<'a> = (&'a str, Option<i64>, Option<&'a str>);

fn prices_in(text: &str, context: &Context<'_>) -> Vec<(String, Option<i64>, Option<String>)> {
    let mentions = Extractor::new().extract(text, context);
    mentions
        .iter()
        .filter(|mention| mention.kind == MentionType::Price)
        .map(|mention| {
            let text_of = |name| match mention.attributes.get(name) {
                Some(Attribute::Text(text)) => Some(text.clone()),
                _ => None,
            };
            let minutes = match mention.attributes.get("minutes") {
                Some(Attribute::Integer(minutes)) => Some(*minutes),
                _ => None,
            };
            (text_of("amount").unwrap(), minutes, text_of("currency"))
        })
        .collect()
}

fn check(cases: &[(&str, &[Triple<'_>])]) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let got = prices_in(text, &Context::default());
        let expected: Vec<_> = expected
            .iter()
            .map(|(amount, minutes, currency)| {
                ((*amount).to_owned(), *minutes, currency.map(str::to_owned))
            })
            .collect();
        if got != expected {
            wrong.push(format!(
                "{text}\n  expected {expected:?}\n  got      {got:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn amounts_are_paired_with_the_times_beside_them() {
    check(&[
        (
            "hh 80 / hr 140 roses",
            &[("80", Some(30), None), ("140", Some(60), None)],
        ),
        (
            "Hh- 150 200 -Full Hr",
            &[("150", Some(30), None), ("200", Some(60), None)],
        ),
        (
            "30min 100 1h 180",
            &[("100", Some(30), None), ("180", Some(60), None)],
        ),
        (
            "1h: 150€ 2h: 280€",
            &[
                ("150", Some(60), Some("EUR")),
                ("280", Some(120), Some("EUR")),
            ],
        ),
        (
            "150€ 1h / 280€ 2h",
            &[
                ("150", Some(60), Some("EUR")),
                ("280", Some(120), Some("EUR")),
            ],
        ),
        (
            "час 5000 ночь 20000",
            &[("5000", Some(60), None), ("20000", None, None)],
        ),
        (
            "80/120/200 for 15/30/60",
            &[
                ("80", Some(15), None),
                ("120", Some(30), None),
                ("200", Some(60), None),
            ],
        ),
        (
            "15/30/60 min 80/120/200",
            &[
                ("80", Some(15), None),
                ("120", Some(30), None),
                ("200", Some(60), None),
            ],
        ),
        (
            "$80 qv $120 hh $200 hr",
            &[
                ("80", None, Some("USD")),
                ("120", Some(30), Some("USD")),
                ("200", Some(60), Some("USD")),
            ],
        ),
        (
            "qv 60 hh 100 hr 160",
            &[
                ("60", None, None),
                ("100", Some(30), None),
                ("160", Some(60), None),
            ],
        ),
        (
            "SS 60 HH 80 HR 120",
            &[
                ("60", None, None),
                ("80", Some(30), None),
                ("120", Some(60), None),
            ],
        ),
        (
            "$120 for half an hour, $200 for an hour",
            &[
                ("120", Some(30), Some("USD")),
                ("200", Some(60), Some("USD")),
            ],
        ),
        ("200 roses per hour", &[("200", Some(60), None)]),
        (
            "100hh 160hr",
            &[("100", Some(30), None), ("160", Some(60), None)],
        ),
        (
            "HHR: 100 HR: 160",
            &[("100", Some(30), None), ("160", Some(60), None)],
        ),
        (
            "half hour $100 full hour $180",
            &[
                ("100", Some(30), Some("USD")),
                ("180", Some(60), Some("USD")),
            ],
        ),
        (
            "1/2 hr 90 1 hr 150",
            &[("90", Some(30), None), ("150", Some(60), None)],
        ),
        (
            "30 mins £60 | 1 hour £100",
            &[
                ("60", Some(30), Some("GBP")),
                ("100", Some(60), Some("GBP")),
            ],
        ),
        (
            "£60 30 mins, £100 1 hour",
            &[
                ("60", Some(30), Some("GBP")),
                ("100", Some(60), Some("GBP")),
            ],
        ),
        ("$150/hr", &[("150", Some(60), Some("USD"))]),
        ("150/h", &[("150", Some(60), None)]),
        ("150€/30min", &[("150", Some(30), Some("EUR"))]),
        (
            "80/30 min 140/60 min",
            &[("80", Some(30), None), ("140", Some(60), None)],
        ),
        (
            "$80/30 $140/60",
            &[
                ("80", Some(30), Some("USD")),
                ("140", Some(60), Some("USD")),
            ],
        ),
        ("1.5h 220€", &[("220", Some(90), Some("EUR"))]),
        ("1h30 200€", &[("200", Some(90), Some("EUR"))]),
        ("90min - 220", &[("220", Some(90), None)]),
        (
            "15min=50 30min=80 1h=150",
            &[
                ("50", Some(15), None),
                ("80", Some(30), None),
                ("150", Some(60), None),
            ],
        ),
        ("$15 per hour", &[("15", Some(60), Some("USD"))]),
        ("overnight 800$", &[("800", None, Some("USD"))]),
        (
            "30 min\n100€\n1 hour\n180€",
            &[
                ("100", Some(30), Some("EUR")),
                ("180", Some(60), Some("EUR")),
            ],
        ),
    ]);
}

#[test]
fn prices_are_found_in_many_languages() {
    check(&[
        (
            "media hora 50 euros, una hora 90 euros",
            &[("50", Some(30), Some("EUR")), ("90", Some(60), Some("EUR"))],
        ),
        (
            "每小时220美金，半小时120美金。",
            &[
                ("220", Some(60), Some("USD")),
                ("120", Some(30), Some("USD")),
            ],
        ),
        (
            "My hour is $150, half of it $90.",
            &[
                ("150", Some(60), Some("USD")),
                ("90", Some(30), Some("USD")),
            ],
        ),
        (
            "180 € ต่อชั่วโมง ประกาศเลขที่ 4916147",
            &[("180", Some(60), Some("EUR"))],
        ),
        (
            "$200 ต่อชั่วโมง ประกาศเลขที่ 28-58274",
            &[("200", Some(60), Some("USD"))],
        ),
        ("百分百真实安全", &[]),
        ("الساعة ٥٠٠ ريال", &[("500", Some(60), None)]),
        (
            "20岁 165/48 一小时800 包夜2000",
            &[("800", Some(60), None), ("2000", None, None)],
        ),
        (
            "$200/hr $120/half",
            &[
                ("200", Some(60), Some("USD")),
                ("120", Some(30), Some("USD")),
            ],
        ),
        ("leave it at 240 for 35 minutes", &[]),
        ("1 hora 1500 pesos", &[("1500", Some(60), None)]),
        ("150 rosas la hora", &[("150", Some(60), None)]),
        ("200 besos 1 hora", &[("200", Some(60), None)]),
        (
            "meia hora R$ 100, 1 hora R$ 180",
            &[
                ("100", Some(30), Some("BRL")),
                ("180", Some(60), Some("BRL")),
            ],
        ),
        ("R$ 1.200,50", &[("1200.5", None, Some("BRL"))]),
        ("150 reais a hora", &[("150", Some(60), Some("BRL"))]),
        (
            "demi-heure 80€ heure 150€",
            &[
                ("80", Some(30), Some("EUR")),
                ("150", Some(60), Some("EUR")),
            ],
        ),
        ("150 euros de l'heure", &[("150", Some(60), Some("EUR"))]),
        (
            "30 Minuten 80 Euro, 1 Stunde 150 Euro",
            &[
                ("80", Some(30), Some("EUR")),
                ("150", Some(60), Some("EUR")),
            ],
        ),
        ("halbe Stunde 70€", &[("70", Some(30), Some("EUR"))]),
        (
            "mezz'ora 60 euro, un'ora 100 euro",
            &[
                ("60", Some(30), Some("EUR")),
                ("100", Some(60), Some("EUR")),
            ],
        ),
        (
            "half uur 75 euro, uur 130 euro",
            &[
                ("75", Some(30), Some("EUR")),
                ("130", Some(60), Some("EUR")),
            ],
        ),
        (
            "1 час 3000 руб, ночь 12000 руб",
            &[
                ("3000", Some(60), Some("RUB")),
                ("12000", None, Some("RUB")),
            ],
        ),
        ("цена: 5000", &[("5000", None, None)]),
        (
            "полчаса 2000₽ час 3500₽",
            &[
                ("2000", Some(30), Some("RUB")),
                ("3500", Some(60), Some("RUB")),
            ],
        ),
        ("3 тыс руб за час", &[("3000", Some(60), Some("RUB"))]),
        ("година 1500 грн", &[("1500", Some(60), Some("UAH"))]),
        ("200 zł / godz", &[("200", Some(60), Some("PLN"))]),
        ("300 lei ora", &[("300", Some(60), Some("RON"))]),
        ("1 saat 2000 TL", &[("2000", Some(60), Some("TRY"))]),
        ("1 घंटा 3000 रुपये", &[("3000", Some(60), Some("INR"))]),
        (
            "1小时800元 包夜2000元",
            &[("800", Some(60), Some("CNY")), ("2000", None, Some("CNY"))],
        ),
        ("60分15000円", &[("15000", Some(60), Some("JPY"))]),
        ("1시간 15만원", &[("150000", Some(60), Some("KRW"))]),
        ("1 ชั่วโมง 1500 บาท", &[("1500", Some(60), Some("THB"))]),
        ("ساعة 300 درهم", &[("300", Some(60), Some("AED"))]),
        ("precio: 100", &[("100", None, None)]),
        ("1.200,50 €", &[("1200.5", None, Some("EUR"))]),
    ]);
}

#[test]
fn currencies_slang_and_spelled_amounts() {
    check(&[
        ("price: 150", &[("150", None, None)]),
        (
            "rates: 80/120/200",
            &[("80", None, None), ("120", None, None), ("200", None, None)],
        ),
        (
            "80-120€",
            &[("80", None, Some("EUR")), ("120", None, Some("EUR"))],
        ),
        (
            "$80/120/200",
            &[
                ("80", None, Some("USD")),
                ("120", None, Some("USD")),
                ("200", None, Some("USD")),
            ],
        ),
        ("two hundred roses", &[("200", None, None)]),
        ("one fifty an hour", &[("150", Some(60), None)]),
        ("one hundred fifty dollars", &[("150", None, Some("USD"))]),
        ("150 kisses", &[("150", None, None)]),
        ("200🌹 hr", &[("200", Some(60), None)]),
        ("1.5k usd", &[("1500", None, Some("USD"))]),
        ("$1.5k", &[("1500", None, Some("USD"))]),
        ("0.01 BTC", &[("0.01", None, Some("BTC"))]),
        ("US$ 120", &[("120", None, Some("USD"))]),
        ("AUD 250 / hour", &[("250", Some(60), Some("AUD"))]),
        ("A$250", &[("250", None, Some("AUD"))]),
        ("500 kr", &[("500", None, None)]),
        ("２００＄", &[("200", None, Some("USD"))]),
        ("donation 150", &[("150", None, None)]),
        (
            "$100 incall $150 outcall",
            &[("100", None, Some("USD")), ("150", None, Some("USD"))],
        ),
        ("salary 1500 EUR per month", &[("1500", None, Some("EUR"))]),
        ("5 000 руб", &[("5000", None, Some("RUB"))]),
        ("100 150 200€", &[("200", None, Some("EUR"))]),
    ]);
}

#[test]
fn a_number_without_currency_time_slang_or_cue_is_no_price() {
    check(&[
        ("2 girls", &[]),
        ("24/7", &[]),
        ("I'm 24, 5'4, 120 lbs", &[]),
        ("Sweet Ana 24 yo", &[]),
        ("call 415 555 0132", &[]),
        ("open 10am - 10pm", &[]),
        ("100% real", &[]),
        ("12/05/2026", &[]),
        ("at 10:30", &[]),
        ("150 Main Street", &[]),
        ("room 204", &[]),
        ("order A2021072113216", &[]),
        ("34DD 24 36", &[]),
        ("age: 24", &[]),
        ("120 pounds, 5'6", &[]),
        ("in 5 minutes", &[]),
        ("no one under 30", &[]),
        ("I lost his pen 7 times", &[]),
        ("2 roses", &[]),
        ("open 24 hours", &[]),
        ("10 years experience", &[]),
        ("version 1.2.3", &[]),
        ("available 2 hours from now", &[]),
    ]);
}

#[test]
fn region_and_language_say_which_dollar_or_krona() {
    let at = |region, language| Context {
        region,
        language,
        posted: None,
    };
    for (text, context, currency) in [
        ("$100", at(Some("CA"), None), Some("CAD")),
        ("$100", at(Some("MX"), None), Some("MXN")),
        ("$100", at(None, None), Some("USD")),
        ("1000 pesos", at(Some("CO"), None), Some("COP")),
        ("1000 pesos", at(None, None), None),
        ("500 kr", at(None, Some("sv")), Some("SEK")),
        ("500 kr", at(Some("DK"), None), Some("DKK")),
        ("¥300", at(None, Some("zh")), Some("CNY")),
        ("¥300", at(None, None), Some("JPY")),
        ("800元", at(Some("TW"), None), Some("TWD")),
    ] {
        let got = prices_in(text, &context);
        assert_eq!(got.len(), 1, "{text}");
        assert_eq!(got[0].2.as_deref(), currency, "{text}");
    }
}

#[test]
fn the_value_says_currency_amount_and_minutes_as_far_as_known() {
    for (text, value, raw) in [
        ("for $120 an hour.", "USD 120 / 60 min", "$120 an hour"),
        ("only 1,200.50 EUR!", "EUR 1200.5", "1,200.50 EUR"),
        ("hh 80", "80 / 30 min", "hh 80"),
        ("price: 150", "150", "150"),
    ] {
        let mentions = Extractor::new().extract(text, &Context::default());
        let price = mentions
            .iter()
            .find(|mention| mention.kind == MentionType::Price)
            .unwrap();
        assert_eq!(price.value, value, "{text}");
        assert_eq!(price.span.quote(text), Some(raw), "{text}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
fn hostile_texts_take_time_linear_in_their_length() {
    for unit in [
        "1",
        "1/",
        "$1 ",
        "1h 2 ",
        "150 ",
        "1,",
        "one ",
        "$",
        "7천 ",
        "hr ",
        "80/120/200 for ",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        let begin = std::time::Instant::now();
        Extractor::new().extract(&text, &Context::default());
        assert!(begin.elapsed().as_secs() < 5, "{unit}");
    }
}

#[test]
fn adverts_give_all_their_prices_and_nothing_else() {
    check(&[
        (
            "新来的小妹 20岁 身高165 体重48 一小时800 包夜2000",
            &[("800", Some(60), None), ("2000", None, None)],
        ),
        (
            "สูง 160 หนัก 45 1 ชม 1500 ค้างคืน 4000",
            &[("1500", Some(60), None), ("4000", None, None)],
        ),
        (
            "120/30 200/60",
            &[("120", Some(30), None), ("200", Some(60), None)],
        ),
        (
            "60 for 15 min, 100 half, 160 full hour",
            &[
                ("60", Some(15), None),
                ("100", Some(30), None),
                ("160", Some(60), None),
            ],
        ),
        (
            "1500 la hora 900 media",
            &[("1500", Some(60), None), ("900", Some(30), None)],
        ),
        (
            "30' 70€ 1h 120€",
            &[
                ("70", Some(30), Some("EUR")),
                ("120", Some(60), Some("EUR")),
            ],
        ),
        (
            "1時間20000円 90分28000円",
            &[
                ("20000", Some(60), Some("JPY")),
                ("28000", Some(90), Some("JPY")),
            ],
        ),
        (
            "60분 15만 90분 20만",
            &[("150000", Some(60), None), ("200000", Some(90), None)],
        ),
        (
            "Mia, 26, 170cm, 58kg. 1 hour £120, 2 hours £220, overnight £700",
            &[
                ("120", Some(60), Some("GBP")),
                ("220", Some(120), Some("GBP")),
                ("700", None, Some("GBP")),
            ],
        ),
        (
            "$40 deposit required, $120 half hr, $200 hr",
            &[
                ("40", None, Some("USD")),
                ("120", Some(30), Some("USD")),
                ("200", Some(60), Some("USD")),
            ],
        ),
        ("$100 for 30", &[("100", Some(30), Some("USD"))]),
        (
            "one hour two fifty, half hour one sixty",
            &[("250", Some(60), None), ("160", Some(30), None)],
        ),
        ("120/80 blood pressure", &[]),
        ("рост 168, вес 52, грудь 3", &[]),
    ]);
}

#[test]
fn names_of_models_measures_and_years_are_no_prices() {
    for text in [
        "Wireless Headphone RS-140",
        "the rear panel RS-232C port",
        "headset US-091010",
        "Black case CLP104BB",
        "lock K64516US",
        "2-DIN receiver with 3-D maps",
        "up to 100 Ft. of cable",
        "3.9 Ft. cord, 25 Ft cable",
        "nine US companies bid",
        "four RS-25 engines",
        "Series 3841001 60' grill",
        "in February 2007, six hours after the closest approach",
    ] {
        let got = prices_in(text, &Context::default());
        assert!(got.is_empty(), "{text}: {got:?}");
    }
    check(&[
        ("15 000 Ft", &[("15000", None, Some("HUF"))]),
        ("500 Ft", &[("500", None, Some("HUF"))]),
        ("Rs 140", &[("140", None, Some("INR"))]),
        ("Rs.300/hr", &[("300", Some(60), Some("INR"))]),
        ("2000 / hour", &[("2000", Some(60), None)]),
        ("150usd", &[("150", None, Some("USD"))]),
    ]);
}

#[test]
fn prices_as_adverts_of_many_countries_write_them() {
    let of = |region| Context {
        region: Some(region),
        ..Context::default()
    };
    let mut wrong = Vec::new();
    let cases: &[(&str, &str, &[Triple<'_>])] = &[
        (
            "US",
            "80 for the first 15mins, 120 for half, 200 full",
            &[
                ("80", Some(15), None),
                ("120", Some(30), None),
                ("200", Some(60), None),
            ],
        ),
        ("US", "$1OO hh", &[("100", Some(30), Some("USD"))]),
        ("FR", "1OO€/h Nantes", &[("100", Some(60), Some("EUR"))]),
        ("GB", "£120ph", &[("120", Some(60), Some("GBP"))]),
        (
            "BE",
            "100e/30m, 180e/1h",
            &[
                ("100", Some(30), Some("EUR")),
                ("180", Some(60), Some("EUR")),
            ],
        ),
        (
            "FR",
            "15mn 50e 30mn 80e 1h 150e",
            &[
                ("50", Some(15), Some("EUR")),
                ("80", Some(30), Some("EUR")),
                ("150", Some(60), Some("EUR")),
            ],
        ),
        (
            "NL",
            "Kwartier 50, half uur 80, uur 150",
            &[
                ("50", Some(15), None),
                ("80", Some(30), None),
                ("150", Some(60), None),
            ],
        ),
        (
            "RU",
            "час 4000, ночь 15 000",
            &[("4000", Some(60), None), ("15000", None, None)],
        ),
        (
            "VN",
            "500k/shot, 1tr5/đêm, 2 triệu cả ngày",
            &[
                ("500000", None, Some("VND")),
                ("1500000", None, Some("VND")),
                ("2000000", None, Some("VND")),
            ],
        ),
        (
            "VN",
            "qua đêm 1tr2, nguyên ngày 3 triệu 5",
            &[
                ("1200000", None, Some("VND")),
                ("3500000", None, Some("VND")),
            ],
        ),
        (
            "VN",
            "lương 20 triệu/tháng",
            &[("20000000", None, Some("VND"))],
        ),
        (
            "CN",
            "一次600 两小时1000 包夜1800",
            &[
                ("600", None, None),
                ("1000", Some(120), None),
                ("1800", None, None),
            ],
        ),
        (
            "CN",
            "300一次 500两次",
            &[("300", None, None), ("500", None, None)],
        ),
        ("CN", "月薪2万起", &[("20000", None, None)]),
        (
            "JP",
            "B85 W57 H84 60分15,000円 90分22,000円",
            &[
                ("15000", Some(60), Some("JPY")),
                ("22000", Some(90), Some("JPY")),
            ],
        ),
        (
            "TH",
            "น้ำเดียว 1000 สองน้ำ 1800",
            &[("1000", None, None), ("1800", None, None)],
        ),
        (
            "UA",
            "15 зл/год, житло 400 зл",
            &[("15", Some(60), Some("PLN")), ("400", None, Some("PLN"))],
        ),
        (
            "US",
            "Dinner for 2: $45. Happy hour 4-7pm",
            &[("45", None, Some("USD"))],
        ),
        (
            "US",
            "one-fifty hh, two-fifty hr",
            &[("150", Some(30), None), ("250", Some(60), None)],
        ),
        (
            "US",
            "150hh 250h",
            &[("150", Some(30), None), ("250", Some(60), None)],
        ),
        ("US", "100hh open 24h", &[("100", Some(30), None)]),
        ("NL", "halfuur €90", &[("90", Some(30), Some("EUR"))]),
        ("IN", "1 ghanta 3000 rs", &[("3000", Some(60), Some("INR"))]),
        (
            "GB",
            "15min £40/30min £60/1h £110",
            &[
                ("40", Some(15), Some("GBP")),
                ("60", Some(30), Some("GBP")),
                ("110", Some(60), Some("GBP")),
            ],
        ),
        (
            "ES",
            "30'-70€ 60'-120€",
            &[
                ("70", Some(30), Some("EUR")),
                ("120", Some(60), Some("EUR")),
            ],
        ),
        (
            "JP",
            "T157 B86 40分8,000円 60分12,000円",
            &[
                ("8000", Some(40), Some("JPY")),
                ("12000", Some(60), Some("JPY")),
            ],
        ),
        ("RU", "выпекать 40 минут при 180 градусах", &[]),
        (
            "UA",
            "12 годин на день, 15 зл/год, житло 400 зл",
            &[("15", Some(60), Some("PLN")), ("400", None, Some("PLN"))],
        ),
        ("US", "60 fs 80 full $$ on Main Street", &[]),
        ("US", "I paid 60 at the door", &[("60", None, None)]),
        ("AR", "1,65 mts, 58 kgs", &[]),
        ("FR", "20e arrondissement, 2e étage", &[]),
        ("US", "pH 70, 5k run, 2o piso", &[]),
        ("US", "tr 5, 500k followers", &[]),
    ];
    for (region, text, expected) in cases {
        let got = prices_in(text, &of(region));
        let expected: Vec<_> = expected
            .iter()
            .map(|(amount, minutes, currency)| {
                ((*amount).to_owned(), *minutes, currency.map(str::to_owned))
            })
            .collect();
        if got != expected {
            wrong.push(format!(
                "{text}\n  expected {expected:?}\n  got      {got:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
