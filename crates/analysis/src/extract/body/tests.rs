use crate::extract::{Context, Extractor};
use model::MentionType;

fn body(text: &str) -> Vec<String> {
    let mentions = Extractor::new().extract(text, &Context::default());
    mentions
        .iter()
        .filter(|mention| matches!(mention.kind, MentionType::Height | MentionType::Weight))
        .map(|mention| format!("{} {}", mention.kind.name(), mention.value))
        .collect()
}

#[test]
fn heights_and_weights_in_many_ways_of_writing() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("5'4 120lbs", &["height 163", "weight 54"][..]),
        ("5'4\"", &["height 163"]),
        ("5’4”", &["height 163"]),
        ("5′4″ 120 lbs", &["height 163", "weight 54"]),
        ("5 ft 4 in", &["height 163"]),
        ("5ft4", &["height 163"]),
        ("5 feet 4 inches tall", &["height 163"]),
        ("5'11 tall", &["height 180"]),
        ("6 feet tall", &["height 183"]),
        ("height: 5'4\"", &["height 163"]),
        ("height: 5.4", &["height 163"]),
        ("Height 165cm Weight 55kg", &["height 165", "weight 55"]),
        ("165 cm 55 kg", &["height 165", "weight 55"]),
        ("165cm/48kg", &["height 165", "weight 48"]),
        ("1m65", &["height 165"]),
        ("1,65 m et 55 kg", &["height 165", "weight 55"]),
        ("I'm 1.8m tall", &["height 180"]),
        ("mido 1.65 peso 55", &["height 165", "weight 55"]),
        ("estatura 1.65", &["height 165"]),
        ("altura 1,65", &["height 165"]),
        ("peso 55 kg", &["weight 55"]),
        ("рост 165", &["height 165"]),
        ("рост 165 вес 55", &["height 165", "weight 55"]),
        ("рост: 165 см, вес: 55 кг", &["height 165", "weight 55"]),
        ("рост/вес 163/48", &["height 163", "weight 48"]),
        ("зріст 165, вага 50", &["height 165", "weight 50"]),
        ("身高168cm", &["height 168"]),
        ("身高165 体重48", &["height 165", "weight 48"]),
        ("身長165cm 体重50kg", &["height 165", "weight 50"]),
        ("키 165 몸무게 48", &["height 165", "weight 48"]),
        ("สูง 165 หนัก 48", &["height 165", "weight 48"]),
        ("Größe 170 cm, Gewicht 60 kg", &["height 170", "weight 60"]),
        ("altezza 170 cm", &["height 170"]),
        ("taille 1m70", &["height 170"]),
        ("weight: 120", &["weight 54"]),
        ("weighs 55 kg", &["weight 55"]),
        ("Ana 24 yo 165 cm", &["height 165"]),
        ("The weight is 20 (kg)", &["weight 20"]),
        ("height/weight: 170/60", &["height 170", "weight 60"]),
        ("9 stone 4, 5'6", &["weight 59", "height 168"]),
        ("mido 1,58 y peso 48", &["height 158", "weight 48"]),
        ("Mide 1,60 y pesa 50 kilos", &["height 160", "weight 50"]),
        ("22 añitos, 1,65 mts, 58 kgs", &["height 165", "weight 58"]),
        ("18 aninhos, 1.60 alt, 50 kgs", &["height 160", "weight 50"]),
        ("Carolina 25 anos 1,72. 1 hora", &["height 172"]),
        ("26 yaşında, 172 boy 58 kilo", &["height 172", "weight 58"]),
        (
            "Jessy, 23 Jahre, 1,65 groß, 52 kg",
            &["height 165", "weight 52"],
        ),
        ("Melissa 24 anni 1,72 alta.", &["height 172"]),
        ("21 años, 160 de estatura", &["height 160"]),
        ("Fleur 22, 168 cm. 30 min", &["height 168"]),
        ("Karla 23, 1.68, 58kg", &["height 168", "weight 58"]),
        ("Марина 25. 170/55/3", &["height 170", "weight 55"]),
        ("23岁 170 52kg", &["height 170", "weight 52"]),
        ("みゆ 22歳 T157 B86", &["height 157"]),
        ("Lena 19 J., 170/55, KG 75B", &["height 170", "weight 55"]),
        ("莉莉 22歲 165/50/D", &["height 165", "weight 50"]),
        ("身高165 体重95斤", &["height 165", "weight 48"]),
        ("さくら(20) 155cm B85", &["height 155"]),
        ("Age: 23 | Ht: 5-4 | Wt: 118", &["height 163", "weight 54"]),
    ] {
        let got = body(text);
        if got != expected {
            wrong.push(format!("{text}: expected {expected:?}, got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn measures_of_things_and_other_numbers_are_none() {
    let wrong: Vec<String> = [
        "six feet from the cup",
        "a lake that averages 6 feet",
        "the table is 6 feet",
        "a room of 10' x 12'",
        "165 cm",
        "100 kg of rice",
        "1.7 m x 2 m",
        "17 km away",
        "36-24-36",
        "163/48",
        "$165",
        "5 minutes",
        "24 yo",
        "call 415 555 0165",
        "at 5'clock",
        "120/80 blood pressure",
        "height of the tower 324 m",
        "size 165/55 R14",
        "5 años 1,72 €",
        "hace 25 años 1,72 millones",
        "the boy 165 miles away",
        "Row 22, 165 seats",
    ]
    .into_iter()
    .filter(|text| !body(text).is_empty())
    .map(|text| format!("{text}: {:?}", body(text)))
    .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
