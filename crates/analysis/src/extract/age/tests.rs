use super::super::{Context, Extractor};
use model::MentionType;

fn ages(text: &str) -> Vec<(String, String)> {
    let mentions = Extractor::new().extract(text, &Context::default());
    mentions
        .iter()
        .filter(|mention| mention.kind == MentionType::Age)
        .map(|mention| {
            let raw = mention.span.quote(text).unwrap_or_default();
            (mention.value.clone(), raw.to_owned())
        })
        .collect()
}

#[test]
fn an_age_is_a_number_with_words_that_say_so() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("Sweet Ana 24 yo", &["24"][..]),
        ("24yo", &["24"]),
        ("24yrs", &["24"]),
        ("24 y.o.", &["24"]),
        ("24y/o petite", &["24"]),
        ("24 years old", &["24"]),
        ("24-year-old", &["24"]),
        ("24 yr old", &["24"]),
        ("Age: 24", &["24"]),
        ("age 24", &["24"]),
        ("aged 24", &["24"]),
        ("Age - 24\nheight 165", &["24"]),
        ("I'm 24", &["24"]),
        ("Im 24, new here", &["24"]),
        ("I am 24 and fun", &["24"]),
        ("i’m 24", &["24"]),
        ("just turned 21", &["21"]),
        ("I turned 25 in January. On free days I bake", &["25"]),
        ("im Januar 28 Jahre alt geworden", &["28"]),
        ("อายุ 21 สูง 160 หนัก 45", &["21"]),
        ("age 21 height 160", &["21"]),
        ("Hallo, ich bin Mia (22), 168 cm", &["22"]),
        ("we are in Room (22)", &[]),
        ("33 years of age. On my day off I cook", &["33"]),
        ("Tengo 24", &["24"]),
        ("24 años", &["24"]),
        ("tengo 24 añitos", &["24"]),
        ("edad 24", &["24"]),
        ("EDAD: 24", &["24"]),
        ("24 anos", &["24"]),
        ("tenho 24 aninhos", &["24"]),
        ("24 ans", &["24"]),
        ("j'ai 24 ans", &["24"]),
        ("24 Jahre", &["24"]),
        ("24 Jahre alt", &["24"]),
        ("24-jährige", &["24"]),
        ("24 anni", &["24"]),
        ("24 jaar", &["24"]),
        ("мне 24", &["24"]),
        ("24 года", &["24"]),
        ("25 лет", &["25"]),
        ("возраст: 24", &["24"]),
        ("24 роки", &["24"]),
        ("24 ani", &["24"]),
        ("24 lata", &["24"]),
        ("24 yaşında", &["24"]),
        ("tjugofyra år", &["24"]),
        ("24 साल", &["24"]),
        ("24岁", &["24"]),
        ("年龄24", &["24"]),
        ("24歳", &["24"]),
        ("24살", &["24"]),
        ("อายุ 24 ปี", &["24"]),
        ("عمري 24 سنة", &["24"]),
        ("twenty four years old", &["24"]),
        ("veintidós años", &["22"]),
        ("двадцать два года", &["22"]),
        ("24 & 26 yo", &["24", "26"]),
        ("24 y 26 años", &["24", "26"]),
        ("2️⃣4️⃣ yo", &["24"]),
        ("Ana, 24 yo, 5'4, 120 lbs, 36C", &["24"]),
        ("Mia, 26, 170cm, 58kg", &["26"]),
        ("22/165/48", &["22"]),
        ("she is 17 years old", &["17"]),
        ("I'm 16", &["16"]),
        // Years that could be how long something takes
        ("una chica de 24 años", &["24"]),
        ("seeking 16-year girl", &["16"]),
        ("looking for 16 year girl", &["16"]),
        ("für Paare, 25 Jahre, blond", &["25"]),
        ("looking for 25 year old women", &["25"]),
        ("perfect for you. 24 years, slim", &["24"]),
    ] {
        let got: Vec<String> = ages(text).into_iter().map(|(value, _)| value).collect();
        if got != expected {
            wrong.push(format!("{text}: expected {expected:?}, got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ages_of_clients_experience_and_other_numbers_are_none() {
    let wrong: Vec<String> = [
        "18+ only",
        "over 21",
        "must be 21+",
        "must be 18 years old",
        "must be over 18 years of age",
        "at least 25 years old",
        "no men under 30",
        "no one under 30 years old",
        "gentlemen 40+",
        "ages 30 and up",
        "mayores de 18 años",
        "solo mayores de 30 años",
        "maiores de 18 anos",
        "plus de 30 ans",
        "über 30 Jahre",
        "старше 25 лет",
        "от 30 лет",
        "18岁以上",
        "girls 18-25 years old",
        "garantía de dos años",
        "Modell 6C, zwei Jahre Garantie",
        "garantie deux ans",
        "garantia de 2 anos",
        "2 year warranty",
        "гарантия два года",
        "保修2年",
        "5 years experience",
        "10 years of experience",
        "10 años de experiencia",
        "10 years in business",
        "опыт работы 5 лет",
        "стаж 5 лет",
        "5 years ago",
        "hace 5 años",
        "24/7",
        "24 hours",
        "I'm 20 minutes away",
        "I'm 5'4",
        "I am 100% real",
        "im 120 lbs",
        "I'm 55 kg",
        "call 415 555 0124",
        "$24",
        "hh 80 hr 140",
        "36-24-36",
        "in her twenties",
        "the contract is for 2 years",
        "i'm 2 blocks away",
        "I'm 24/7 available",
        // Times ago
        "Publicado há 30 anos",
        "vor 25 Jahren veröffentlicht",
        "posted 25 years ago",
        "il y a 25 ans",
        "25 лет назад",
        "25年前",
        "25 anni fa",
        "acum 25 de ani",
        "25 lat temu",
        // How long something takes or lasts
        "I have lived here for 25 years",
        "together for the first time in nearly 25 years",
        "por 25 años",
        "pendant 25 ans",
        "während 25 Jahren",
        "in 25 Jahren",
        "dentro de 25 años",
        "nos últimos 25 anos",
        "en los últimos 25 años",
        "в течение 25 лет",
        "قبل 25 سنة",
        "a conflict that has lasted 40 years, may conclude",
        "condenado a 25 años de prisión",
        "to celebrate 50 years since the band's formation",
        "the 30-year bond rose",
        "after 25 years, he left",
        "she works on an idea",
        "based on an article",
    ]
    .into_iter()
    .filter(|text| !ages(text).is_empty())
    .map(|text| format!("{text}: {:?}", ages(text)))
    .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_age_may_stand_beside_a_name() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("Mia, 31 - London", &["31"][..]),
        ("Silke (31) in Köln", &["31"]),
        ("Brandi - 27 - Tampa, FL\nHosting today", &["27"]),
        ("✨ Sasha ✨ 23 ✨ $220 hr", &["23"]),
        ("Independent lady Amelia, 34, size 10, 1 hour £150", &["34"]),
        (
            "Bianca (21, blonde), Yumi (23, brunette). £120 1 hour",
            &["21", "23"],
        ),
        ("Lena 19 J., 15 min 50€", &["19"]),
        (
            "Wien 1220, Jasmin 24, nur mit Termin. 1 Std. 170 €",
            &["24"],
        ),
        ("Estefanía, 28a, madura. 100€ hora", &["28"]),
        ("Kasia 22l, 168cm 54kg", &["22"]),
        ("Samantha 30enne, 50 rose mezz'ora", &["30"]),
        ("our girl Nana only 18. 60min £70", &["18"]),
        ("Riya 21 age, 1 hour 2000", &["21"]),
        ("Alter: 23, Größe: 1,68m", &["23"]),
        ("lat 20, wzrost 165", &["20"]),
        ("芳龄十九 一小时800", &["19"]),
        ("新人 さくら(20) 155cm 60分15000円", &["20"]),
        ("MISSING: Kayla Sample, 16, last seen in Fresno", &["16"]),
        ("blonde, 24, new here", &["24"]),
        ("Lorna Hale, 34, of Brooklyn, told police", &["34"]),
        ("Novinha 19a completa, 1h R$200", &["19"]),
        // Rooms, teams, streets, tracks
        ("Row 22, seats 5-6, $80 per hour", &[]),
        ("Houston 38, Dallas 31", &[]),
        ("Dallas, 24 - Houston, 31", &[]),
        ("Track 12 - Song, Track 18 - Song", &[]),
        ("Mariahilfer Straße 31, 1 Std. 170 €", &[]),
        ("Room 22, 1 hour $100", &[]),
        ("Chapter 31 - London", &[]),
        ("Bus 24 - Madrid", &[]),
        ("Windows 11, iPhone 14, $20 per hour", &[]),
        ("Toyota, 24 months, $30 per hour", &[]),
    ] {
        let got: Vec<String> = ages(text).into_iter().map(|(value, _)| value).collect();
        if got != expected {
            wrong.push(format!("{text}: expected {expected:?}, got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_age_of_a_child_of_the_writer_is_another_person_s() {
    let text = "I have a daughter, 5 years old";
    let mentions = Extractor::new().extract(text, &Context::default());
    let age = mentions
        .iter()
        .find(|mention| mention.kind == MentionType::Age)
        .unwrap();
    assert_eq!(
        (age.value.as_str(), &age.attributes["whose"]),
        ("5", &model::Attribute::Text("relative".into()))
    );
    assert!(!crate::extract::is_urgent(age));
}

#[test]
fn the_quote_holds_the_number_and_its_unit_and_no_cue() {
    for (text, raw) in [
        ("age: 24.", "24"),
        ("I'm 24 years old!", "24 years old"),
        ("(24yo)", "24yo"),
        ("tengo 24 años", "24 años"),
    ] {
        assert_eq!(ages(text)[0].1, raw, "{text}");
    }
}
