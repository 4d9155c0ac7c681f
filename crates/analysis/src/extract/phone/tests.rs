use super::super::{Context, Extractor};
use model::{Attribute, Mention, MentionType};
use proptest::prelude::*;

fn phones(text: &str, region: Option<&str>) -> Vec<Mention> {
    let context = Context {
        region,
        ..Context::default()
    };
    let mut mentions = Extractor::new().extract(text, &context);
    mentions.retain(|mention| mention.kind == MentionType::Phone);
    mentions
}

fn methods(mention: &Mention) -> Vec<&str> {
    match mention.attributes.get("obscured") {
        Some(Attribute::List(methods)) => methods.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn plain_numbers_are_found_and_are_not_obscured() {
    for (text, region, value, raw) in [
        (
            "call 415-555-0132 now",
            "US",
            "+14155550132",
            "415-555-0132",
        ),
        (
            "Tel: (415) 555-0132.",
            "US",
            "+14155550132",
            "(415) 555-0132",
        ),
        ("(415)555.0132", "US", "+14155550132", "(415)555.0132"),
        ("415.555.0132", "US", "+14155550132", "415.555.0132"),
        ("415/555/0132", "US", "+14155550132", "415/555/0132"),
        ("415 555 0132", "US", "+14155550132", "415 555 0132"),
        ("4155550132", "US", "+14155550132", "4155550132"),
        (
            "phone: 4155550132\nage: 24\nprice: 150",
            "US",
            "+14155550132",
            "4155550132",
        ),
        ("1-415-555-0132", "US", "+14155550132", "1-415-555-0132"),
        ("+1 (415) 555-0132", "", "+14155550132", "+1 (415) 555-0132"),
        (
            "\u{202a}+1 (415) 555-0132\u{202c}",
            "US",
            "+14155550132",
            "+1 (415) 555-0132",
        ),
        (
            "415\u{a0}555\u{a0}0132",
            "US",
            "+14155550132",
            "415\u{a0}555\u{a0}0132",
        ),
        (
            "415\u{2011}555\u{2011}0132",
            "US",
            "+14155550132",
            "415\u{2011}555\u{2011}0132",
        ),
        ("415·555·0132", "US", "+14155550132", "415·555·0132"),
        ("415 - 555 - 0132", "US", "+14155550132", "415 - 555 - 0132"),
        ("call415-555-0132", "US", "+14155550132", "415-555-0132"),
        (
            "ring 07700 900123 anytime",
            "GB",
            "+447700900123",
            "07700 900123",
        ),
        (
            "+44 (0)7700 900123",
            "US",
            "+447700900123",
            "+44 (0)7700 900123",
        ),
        (
            "0044 7700 900123",
            "DE",
            "+447700900123",
            "0044 7700 900123",
        ),
        (
            "011 44 7700 900123",
            "US",
            "+447700900123",
            "011 44 7700 900123",
        ),
        (
            "hh 80 / hr 140 ☎ 415 555 0132 no rush",
            "US",
            "+14155550132",
            "415 555 0132",
        ),
        (
            "I am 24 call 415-555-0132 80/120/200",
            "US",
            "+14155550132",
            "415-555-0132",
        ),
        (
            "415-555-0132 for 80 120",
            "US",
            "+14155550132",
            "415-555-0132",
        ),
        (
            "我的电话是415-555-0132。",
            "US",
            "+14155550132",
            "415-555-0132",
        ),
        (
            "Телефон: 8 (912) 345-67-89",
            "RU",
            "+79123456789",
            "8 (912) 345-67-89",
        ),
        ("звони 89123456789", "RU", "+79123456789", "89123456789"),
        (
            "Llámame al 612 345 678",
            "ES",
            "+34612345678",
            "612 345 678",
        ),
        ("tel:+14155550132", "", "+14155550132", "+14155550132"),
        (
            "viber:+380 50 123 4567",
            "",
            "+380501234567",
            "+380 50 123 4567",
        ),
        (
            "WhatsApp 447700900123",
            "US",
            "+447700900123",
            "447700900123",
        ),
        (
            "電話 ０９０－１２３４－５６７８",
            "JP",
            "+819012345678",
            "０９０－１２３４－５６７８",
        ),
        ("هاتف ٠٥٠١٢٣٤٥٦٧", "SA", "+966501234567", "٠٥٠١٢٣٤٥٦٧"),
    ] {
        let found = phones(text, Some(region).filter(|region| !region.is_empty()));
        let got: Vec<(&str, &str)> = found
            .iter()
            .map(|phone| (phone.value.as_str(), phone.span.quote(text).unwrap()))
            .collect();
        assert_eq!(got, [(value, raw)], "{text}");
        assert_eq!(methods(&found[0]), [""; 0], "{text}");
    }
}

#[test]
fn extensions_belong_to_the_number() {
    for (text, extension) in [
        ("415-555-0132 ext 12", "12"),
        ("415-555-0132x12", "12"),
        ("415-555-0132, ext. 504", "504"),
        ("tel:+1-415-555-0132;ext=77", "77"),
        ("415-555-0132 #3456", "3456"),
    ] {
        let found = phones(text, Some("US"));
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].value, "+14155550132", "{text}");
        assert_eq!(
            found[0].attributes.get("extension"),
            Some(&Attribute::Text(extension.to_owned())),
            "{text}"
        );
    }
}

#[test]
fn numbers_in_links_and_handles_are_found_inside_of_them() {
    for (text, value) in [
        ("https://wa.me/14155550132", "+14155550132"),
        ("wa.me/447700900123?text=hi", "+447700900123"),
        (
            "https://api.whatsapp.com/send?phone=447700900123&text=x",
            "+447700900123",
        ),
        ("viber://chat?number=%2B447700900123", "+447700900123"),
        ("sms:+14155550132", "+14155550132"),
        ("https://example.com/415-555-0132/pics", "+14155550132"),
        ("ana4155550132@example.com", "+14155550132"),
        ("ig: @ana_4155550132", "+14155550132"),
    ] {
        let values: Vec<String> = phones(text, Some("US"))
            .into_iter()
            .map(|phone| phone.value)
            .collect();
        assert_eq!(values, [value], "{text}");
    }
    for text in [
        "https://example.com/item/4155550132",
        "https://example.com/status/14155550132415",
    ] {
        assert!(phones(text, Some("US")).is_empty(), "{text}");
    }
}

#[test]
fn letters_of_keys_are_read_after_a_prefix_of_free_calls() {
    for (text, value) in [
        ("call 1-800-FLOWERS today", Some("+18003569377")),
        ("1-888-373-HELP", Some("+18883734357")),
        ("(800) GOT-JUNK", Some("+18004685865")),
        ("1-415-FLOWERS", None),
        ("about 800 flowers", None),
        ("800 FT of rope", None),
    ] {
        let values: Vec<String> = phones(text, Some("US"))
            .into_iter()
            .map(|phone| phone.value)
            .collect();
        assert_eq!(values.first().map(String::as_str), value, "{text}");
    }
}

/// (text, region, value, a method that has to be named)
const OBSCURED: &[(&str, &str, &str, &str)] = &[
    ("four1five-5five5-01o2", "US", "+14155550102", "spelled"),
    (
        "four one five five five five zero one three two",
        "US",
        "+14155550132",
        "spelled",
    ),
    ("FOUR-ONE-FIVE-555-0132", "US", "+14155550132", "spelled"),
    (
        "call me four one 5 five55 zero one 3 two",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "fouronefive five5five zero132",
        "US",
        "+14155550132",
        "spelled",
    ),
    ("4one5 five55 0one32", "US", "+14155550132", "spelled"),
    ("f0ur 0ne f1ve 555 0132", "US", "+14155550132", "spelled"),
    (
        "four one five triple five oh one three two",
        "US",
        "+14155550132",
        "multiplied",
    ),
    (
        "four one five, three fives, zero one three two",
        "US",
        "+14155550132",
        "multiplied",
    ),
    (
        "four fifteen five fifty five zero one thirty two",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "for one five five five five oh won three too",
        "US",
        "+14155550132",
        "homophone",
    ),
    (
        "4 won 5 five five 5 oh 1 tree to",
        "US",
        "+14155550132",
        "homophone",
    ),
    ("foure one fiv 555 zro 132", "US", "+14155550132", "spelled"),
    (
        "cuatro uno cinco cinco cinco cinco cero uno tres dos",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "llámame cuatro uno cinco 555 cero uno tres dos",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "quatro um cinco cinco cinco cinco zero um três dois",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "zéro sept sept zéro zéro neuf zéro zéro un deux trois",
        "GB",
        "+447700900123",
        "spelled",
    ),
    (
        "zéro six douze trente-quatre cinquante-six quatre-vingt-dix-huit",
        "FR",
        "+33612345698",
        "spelled",
    ),
    (
        "vier eins fünf fünf fünf fünf null eins drei zwei",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "quattro uno cinque cinque cinque cinque zero uno tre due",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "vier één vijf vijf vijf vijf nul één drie twee",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "четыре один пять пять пять пять ноль один три два",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "чотири один п'ять п'ять п'ять п'ять нуль один три два",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "patru unu cinci cinci cinci cinci zero unu trei doi",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "cztery jeden pięć pięć pięć pięć zero jeden trzy dwa",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "dört bir beş beş beş beş sıfır bir üç iki",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "चार एक पाँच पाँच पाँच पाँच शून्य एक तीन दो",
        "US",
        "+14155550132",
        "spelled",
    ),
    ("四一五五五五零一三二", "US", "+14155550132", "spelled"),
    ("四一五 五五五 〇一三二", "US", "+14155550132", "spelled"),
    (
        "よん いち ご ご ご ご ゼロ いち さん に",
        "US",
        "+14155550132",
        "spelled",
    ),
    ("공칠칠공공 구공공 일이삼", "GB", "+447700900123", "spelled"),
    ("สี่หนึ่งห้าห้าห้าห้าศูนย์หนึ่งสามสอง", "US", "+14155550132", "spelled"),
    (
        "أربعة واحد خمسة خمسة خمسة خمسة صفر واحد ثلاثة اثنان",
        "US",
        "+14155550132",
        "spelled",
    ),
    ("415-S5S-OI32", "US", "+14155550132", "letters"),
    ("4l5-555-Ol32", "US", "+14155550132", "letters"),
    ("4155SSO132 call", "US", "+14155550132", "letters"),
    ("O77OO 9OO123", "GB", "+447700900123", "letters"),
    ("call 4|5-555-0|32", "US", "+14155550132", "letters"),
    (
        "４１５－５５５－０１３２ call me",
        "US",
        "+14155550132",
        "full_width",
    ),
    ("④①⑤ ⑤⑤⑤ ⓪①③②", "US", "+14155550132", "styled"),
    ("𝟒𝟏𝟓-𝟓𝟓𝟓-𝟎𝟏𝟑𝟐", "US", "+14155550132", "styled"),
    ("⁴¹⁵ ⁵⁵⁵ ⁰¹³²", "US", "+14155550132", "styled"),
    ("4️⃣1️⃣5️⃣5️⃣5️⃣5️⃣0️⃣1️⃣3️⃣2️⃣", "US", "+14155550132", "keycap"),
    ("٤١٥ ٥٥٥ ٠١٣٢ call", "US", "+14155550132", "other_digits"),
    (
        "4\u{200b}1\u{200b}5\u{200b}555\u{200b}0132",
        "US",
        "+14155550132",
        "invisible",
    ),
    ("4*1*5*5*5*5*0*1*3*2", "US", "+14155550132", "separators"),
    ("*4*1*5*5*5*5*0*1*3*2*", "US", "+14155550132", "separators"),
    (
        "(4)(1)(5)(5)(5)(5)(0)(1)(3)(2)",
        "US",
        "+14155550132",
        "separators",
    ),
    (
        "[4][1][5]-[5][5][5]-[0][1][3][2]",
        "US",
        "+14155550132",
        "separators",
    ),
    ("4 1 5 5 5 5 0 1 3 2", "US", "+14155550132", "separators"),
    ("4-1-5-5-5-5-0-1-3-2", "US", "+14155550132", "separators"),
    ("415 💋 555 💋 0132", "US", "+14155550132", "separators"),
    (
        "4💋1💋5💋5💋5💋5💋0💋1💋3💋2",
        "US",
        "+14155550132",
        "separators",
    ),
    ("415~~555**0132 call", "US", "+14155550132", "separators"),
    ("415_555_0132", "US", "+14155550132", "separators"),
    ("415 dash 555 dash 0132", "US", "+14155550132", "separators"),
    (
        "four one five dot five five five dot zero one three two",
        "US",
        "+14155550132",
        "separators",
    ),
    (
        "4\n1\n5\n5\n5\n5\n0\n1\n3\n2",
        "US",
        "+14155550132",
        "lines",
    ),
    ("call\n415\n555\n0132", "US", "+14155550132", "lines"),
    ("4a1b5c5d5e5f0g1h3i2", "US", "+14155550132", "filler"),
    (
        "4 kiss 1 kiss 5 kiss 5 kiss 5 kiss 5 kiss 0 kiss 1 kiss 3 kiss 2",
        "US",
        "+14155550132",
        "filler",
    ),
    (
        "my number backwards: 2310555514",
        "US",
        "+14155550132",
        "reversed",
    ),
    (
        "231-055-5514 (read it in reverse)",
        "US",
        "+14155550132",
        "reversed",
    ),
    (
        "area code four one five then five five five zero one three two",
        "US",
        "+14155550132",
        "area_code_apart",
    ),
    (
        "area code 415, my number is 555-0132",
        "US",
        "+14155550132",
        "area_code_apart",
    ),
    (
        "415 area call me at 555 0132",
        "US",
        "+14155550132",
        "area_code_apart",
    ),
    (
        "oh seven seven double oh nine double oh one two three",
        "GB",
        "+447700900123",
        "multiplied",
    ),
    (
        "plus one four one five 555 0132",
        "US",
        "+14155550132",
        "spelled",
    ),
    (
        "+44 seven seven 00 900 one two three",
        "US",
        "+447700900123",
        "spelled",
    ),
    (
        "плюс семь девять один два 345-67-89",
        "US",
        "+79123456789",
        "spelled",
    ),
    (
        "восемь девятьсот двенадцать 345 67 89",
        "RU",
        "+79123456789",
        "spelled",
    ),
    ("8(девять один два)3456789", "RU", "+79123456789", "spelled"),
    ("нуль п'ятдесят 123 45 67", "UA", "+380501234567", "spelled"),
    (
        "onze nove oito quatro cinco meia cinco meia meia meia",
        "BR",
        "+5511984565666",
        "spelled",
    ),
    (
        "llama seis doce 34 cincuenta y seis 79",
        "ES",
        "+34612345679",
        "spelled",
    ),
    ("6l2 34S 679", "ES", "+34612345679", "letters"),
    (
        "null eins sieben eins 12 34 56 8",
        "DE",
        "+491711234568",
        "spelled",
    ),
    ("o6 l2 43 91 57", "FR", "+33612439157", "letters"),
    ("nul zes 12 34 56 79", "NL", "+31612345679", "spelled"),
    ("幺三八 1234 5679", "CN", "+8613812345679", "spelled"),
    (
        "〇九〇ー一二三四ー五六七九",
        "JP",
        "+819012345679",
        "spelled",
    ),
    ("공일공-1234-오육칠구", "KR", "+821012345679", "spelled"),
    (
        "sıfır beş yüz otuz iki 123 45 67",
        "TR",
        "+905321234567",
        "spelled",
    ),
    ("pięć zero jeden 234 567", "PL", "+48501234567", "spelled"),
    ("4 ! 5 5 5 5 0 ! 3 2", "US", "+14155550132", "letters"),
    ("415-five55-zero13too", "US", "+14155550132", "homophone"),
    ("~415~555~0132~", "US", "+14155550132", "separators"),
    ("⁴𝟏５-５𝟓⑤-0①3️⃣²", "US", "+14155550132", "styled"),
];

#[test]
fn obscured_numbers_are_read_and_say_how() {
    let mut wrong = Vec::new();
    for (text, region, value, method) in OBSCURED {
        let found = phones(text, Some(region));
        let fits =
            found.len() == 1 && found[0].value == *value && methods(&found[0]).contains(method);
        if !fits {
            let got: Vec<_> = found
                .iter()
                .map(|phone| (phone.value.as_str(), methods(phone)))
                .collect();
            wrong.push(format!("{text:?}: {got:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        OBSCURED.len(),
        wrong.join("\n")
    );
}

const NO_PHONES: &[&str] = &[
    "80 120 200 for 15 30 60",
    "hh 80 hr 120 2hr 200 3hr 300",
    "80/120/200",
    "$4155550132",
    "100 150 200 250",
    "120 200 1500",
    "24 yo, 5'4 120 lbs 34 24 36",
    "ages 18 19 20 21 22 23 24 25",
    "2019 2020 2021 2022 2023",
    "2012-2013 2014-2015",
    "2024-01-31 10:30:00",
    "31/12/2024 18:00",
    "12.05.2024 - 14.05.2024",
    "20240131 08:00",
    "10:30 - 22:45, 7/7",
    "post id: 4155550132",
    "Order 4155550132 shipped",
    "invoice no. 415-555-0132",
    "account number 4155550132",
    "ISBN 978-0-306-40615-7",
    "serial SN4155550132X",
    "REF-2415-5550132",
    "A4155550132",
    "4155550132kg",
    "550e8400-e29b-41d4-a716-446655440000",
    "d41d8cd98f00b204e9800998ecf8427e",
    "192.168.100.200",
    "10.0.0.1:8080",
    "37.774929, -122.419416",
    "lat 37.7749295 lon -122.4194155",
    "-4155550132",
    "0.4155550132",
    "3,415,555,013",
    "41555501321234567890",
    "one two three four five six seven eight nine ten",
    "1 2 3 4 5 6 7 8 9 10",
    "ten nine eight seven six five four three two one",
    "one of two or three girls for one or two hours",
    "uno dos tres cuatro cinco seis siete ocho nueve diez",
    "two to four for one",
    "5551234",
    "555-0132",
    "112-3333",
    "45+31-339243873",
    "3333*2=6666",
    "00 10 00 31 46 D9 E9 11",
    "1 506 64, 37 41 4, 38 5145, 20 15 11",
    "3 one 2 two 80 120",
    "first second third fourth fifth sixth seventh eighth ninth tenth",
    "150 cm 50 kg 90 60 90",
    "100 roses 15 min 150 roses 30 min 200 roses 60 min",
    "4 girls 1 room 5 hours 5 days 5 nights",
];

#[test]
fn what_only_looks_like_a_phone_is_none() {
    let mut wrong = Vec::new();
    for text in NO_PHONES {
        let found = phones(text, Some("US"));
        if !found.is_empty() {
            let got: Vec<_> = found
                .iter()
                .map(|phone| (phone.value.as_str(), methods(phone)))
                .collect();
            wrong.push(format!("{text:?}: {got:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        NO_PHONES.len(),
        wrong.join("\n")
    );
}

#[test]
fn where_lengths_vary_look_alikes_are_none_either() {
    for (text, region) in [
        ("text 60 200 220 400", "DE"),
        ("call me 80/200/250 babe", "DE"),
        ("call me 36 24 36", "DE"),
        ("text 24/7 365", "DE"),
        ("call me 03/21/2015 10:30", "DE"),
        ("text 06/02/2007", "IT"),
        ("0184 3176 7911 6645", "IT"),
        ("text 18 19 20 21 22 23 24", "GB"),
        (
            "one, two, three, four, five, six, seven, eight, nine, ten",
            "DE",
        ),
        ("71b4926f-5413-41f3-521d-e9e091377202", "IT"),
        ("call me 90 110 140 220 310 370", "ES"),
        ("600 700 800", "ES"),
    ] {
        let values: Vec<String> = phones(text, Some(region))
            .into_iter()
            .map(|phone| phone.value)
            .collect();
        assert_eq!(values, [""; 0], "{text}");
    }
    // Without a region only what has its prefix is read as a number of a country that uses one.
    for text in [
        "817-2071",
        "80-200-220",
        "3309 5031 7873 1938",
        "18 19 20 21 22 23 24",
    ] {
        assert_eq!(phones(text, None).len(), 0, "{text}");
    }
}

#[test]
fn the_language_says_how_a_number_without_region_is_read() {
    for (text, value) in [
        ("call 415-555-0132", "+14155550132"),
        ("Телефон 8 912 345-67-89", "+79123456789"),
        ("ruf an: 0171 1234567", "+491711234567"),
        ("appelez 06 12 34 56 78", "+33612345678"),
        ("โทร 081 234 5678", "+66812345678"),
        ("手机 13812345678", "+8613812345678"),
        ("전화 010-1234-5678", "+821012345678"),
        ("chiama 312 345 6789", "+393123456789"),
    ] {
        let values: Vec<String> = phones(text, None)
            .into_iter()
            .map(|phone| phone.value)
            .collect();
        assert_eq!(values, [value], "{text}");
    }
}

#[test]
fn several_numbers_in_a_row_are_several() {
    for text in [
        "415-555-0132 415-555-0133",
        "415-555-0132, 415-555-0133",
        "415-555-0132/415-555-0133",
        "4155550132 / 4155550133",
        "415 555 0132\n415 555 0133",
        "call 4155550132 or 4155550133",
        "(415) 555-0132 (415) 555-0133",
        "+14155550132 +14155550133",
    ] {
        let values: Vec<String> = phones(text, Some("US"))
            .into_iter()
            .map(|phone| phone.value)
            .collect();
        assert_eq!(values, ["+14155550132", "+14155550133"], "{text}");
    }
}

proptest! {
    #[test]
    fn no_mixture_of_pieces_breaks_the_recognizer(
        pieces in proptest::collection::vec(0..PIECES.len(), 0..60),
        region in 0..3usize,
    ) {
        let text: String = pieces.iter().map(|at| PIECES[*at]).collect();
        for phone in phones(&text, [None, Some("US"), Some("DE")][region]) {
            let raw = phone.span.quote(&text).unwrap();
            prop_assert!(!raw.starts_with(char::is_whitespace) && !raw.ends_with(char::is_whitespace));
            prop_assert!(phone.value.starts_with('+') && phone.value[1..].bytes().all(|byte| byte.is_ascii_digit()));
        }
    }
}

const PIECES: &[&str] = &[
    "4",
    "1",
    "5",
    "0",
    "415",
    "555",
    "0132",
    "+",
    "+1",
    "(",
    ")",
    "-",
    ".",
    "/",
    " ",
    "\n",
    "\n\n",
    ",",
    "|",
    "*",
    "one",
    "five",
    " five ",
    "zéro",
    "пять",
    "п'ять",
    "四",
    "五",
    "double ",
    "triple ",
    "fives",
    "eighty five ",
    "quatre-vingt",
    "o",
    "O",
    "l",
    "S",
    "to ",
    " for ",
    "ext ",
    "x",
    "#",
    "%2B",
    "~",
    "area code ",
    "backwards ",
    "call ",
    "id ",
    "💋",
    "5️⃣",
    "５",
    "⑤",
    "\u{200b}",
    "٥",
    "1-800-",
    "FLOWERS",
    "wa.me/",
    "@",
    "$",
    "http://example.com/",
    "4155550132",
    "and ",
    "dash",
    "fouronefive",
    "f1ve",
    "tw0",
    "ใ",
    "ห้า",
    "opt ",
    "un ",
    "=",
    "hundred ",
];

#[test]
fn a_hostile_page_ends_soon() {
    for text in [
        "1 ".repeat(200_000),
        "1".repeat(400_000),
        "one ".repeat(100_000),
        "four one five ".repeat(30_000),
        "(".repeat(400_000),
        "4-".repeat(200_000),
        "4\n".repeat(200_000),
        "o".repeat(400_000),
        "4a".repeat(200_000),
        "+1 ".repeat(130_000),
        "double ".repeat(60_000),
    ] {
        phones(&text, Some("US"));
    }
}

#[test]
fn words_for_other_numbers_end_with_their_sentence_or_their_number() {
    for (text, raw) in [
        (
            "Listing no. 52-56683. 612 555 0162 call now",
            "612 555 0162",
        ),
        (
            "Listing no. 5596960. 504-555-0139 no blocked",
            "504-555-0139",
        ),
        ("Listing number 1234567\n504-555-0139", "504-555-0139"),
        ("a driving licence is welcome. 929-555-0137", "929-555-0137"),
        ("do you take my card? 929-555-0137", "929-555-0137"),
        (
            "a listing online last week with the number 470 555 0121 in Cleveland",
            "470 555 0121",
        ),
        ("Union Booking: 713-555-0100", "713-555-0100"),
        ("we take cash or card. ✨ 929-555-0137", "929-555-0137"),
        ("广告编号1856453675。请发短信 704-555-0183", "704-555-0183"),
        ("Your account manager (713) 555-0100", "(713) 555-0100"),
    ] {
        let found = phones(text, Some("US"));
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].span.quote(text), Some(raw), "{text}");
    }
    for text in [
        "Order no. 612 555 0162",
        "order number 612 555 0162",
        "the number of the order 612 555 0162",
        "booking number 612 555 0162",
        "invoice num. 6125550162",
    ] {
        assert_eq!(phones(text, Some("US")), [], "{text}");
    }
}

#[test]
fn the_same_word_between_groups_keeps_them_apart() {
    for (text, region, value) in [
        (
            "Call me on 857 babe 555 babe 0170 now",
            "US",
            "+18575550170",
        ),
        ("669 amor 555 amor 0154 cuando", "US", "+16695550154"),
        ("0141 babe 496 babe 0935 text first", "GB", "+441414960935"),
    ] {
        let found = phones(text, Some(region));
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].value, value, "{text}");
        assert_eq!(methods(&found[0]), ["filler"], "{text}");
    }
    for text in [
        "250 roses 300 roses 4500 roses",
        "call 250 hour 300 hour 4500",
        "we had 213 guests 555 guests 0 complaints",
        "sizes 812 boxes 445 boxes 1250 boxes",
        "flight 415 gate 555 seat 0132",
    ] {
        assert_eq!(phones(text, Some("US")), [], "{text}");
    }
}

#[test]
fn a_label_after_a_number_is_no_part_of_it() {
    for text in [
        "unter 040 66969002. IG: laura, trau dich",
        "040 66969002\n\u{1f48b} IG: laura",
        "040 66969002 IG: laura",
        "040 66969002. SO kommst du",
    ] {
        let found = phones(text, Some("DE"));
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].value, "+494066969002", "{text}");
    }
    assert_eq!(
        phones("numéro : Ol 99 OO 69 53", Some("FR"))[0].value,
        "+33199006953"
    );
}

#[test]
fn numbers_as_adverts_of_many_countries_write_them() {
    for (text, region, value) in [
        ("06*39*98*01*23", "FR", "+33639980123"),
        ("514 555 01 23", "CA", "+15145550123"),
        ("Palermo, CABA. 11 5555-0123", "AR", "+541155550123"),
        ("333 12 34 567", "IT", "+393331234567"),
        ("Cell. 3 3 3 - 1 2 - 3 4 - 5 6 7", "IT", "+393331234567"),
        ("fiveO3 fivefivefive O1seven4", "US", "+15035550174"),
        ("5O3*5*5*5*Ol74 -- leave msg", "US", "+15035550174"),
        ("503-55five-0174", "US", "+15035550174"),
        (
            "my numba: fyve zeroe three fyve fyve fyve zeroe wun sevin fore",
            "US",
            "+15035550174",
        ),
    ] {
        let found = phones(text, Some(region));
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].value, value, "{text}");
    }
    for (text, region) in [
        ("MLS# 6025550142", "US"),
        ("Artikel-Nr. 0152-28817386", "DE"),
        ("area 503*555*0174*2*3*11", "US"),
        ("3*39*98*1*23", "FR"),
        ("precio 11 5555 8123 9912", "AR"),
        ("333 12 34 56", "IT"),
    ] {
        assert_eq!(phones(text, Some(region)), [], "{text}");
    }
}
