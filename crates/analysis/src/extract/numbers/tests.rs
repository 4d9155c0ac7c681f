use super::super::page::Scratch;
use super::super::{Context, Extractor};
use super::number_at;

fn value(text: &str) -> Option<(u64, bool)> {
    let mut scratch = Scratch::default();
    let page = scratch.read(text);
    let number = number_at(&page, 0)?;
    Some((number.value, number.end == page.tokens.len()))
}

#[test]
fn numbers_in_words_are_read_whole_in_every_language() {
    for (text, number) in [
        ("twenty-four", 24),
        ("twentyfour", 24),
        ("one hundred and sixty-one", 161),
        ("a hundred", 100),
        ("half a dozen", 6),
        ("two hundred", 200),
        ("nineteen hundred", 1900),
        ("three hundred fifty thousand", 350_000),
        ("2 hundred", 200),
        ("2 hundred fifty", 250),
        ("10k", 10_000),
        ("veinticinco", 25),
        ("treinta y cinco", 35),
        ("ciento veinte", 120),
        ("mil quinientos", 1500),
        ("20 mil", 20_000),
        ("siete mil ochocientos noventa millones", 7_890_000_000),
        ("vinte e três", 23),
        ("cento e cinquenta", 150),
        ("mil e duzentos", 1200),
        ("quatre-vingt-dix-neuf", 99),
        ("quatre vingt", 80),
        ("soixante et onze", 71),
        ("soixante-dix-sept", 77),
        ("deux cent cinquante", 250),
        ("vingt et un", 21),
        ("einundzwanzig", 21),
        ("ein und zwanzig", 21),
        ("zweihundertfünfzig", 250),
        ("tausendzweihundert", 1200),
        ("hundertfünfzig", 150),
        ("ventiquattro", 24),
        ("centocinquanta", 150),
        ("duemila", 2000),
        ("duecentocinquanta", 250),
        ("drieëntwintig", 23),
        ("honderdvijftig", 150),
        ("двадцать пять", 25),
        ("сто пятьдесят", 150),
        ("две тысячи", 2000),
        ("5 тысяч", 5000),
        ("5 тыс", 5000),
        ("двадцять п'ять", 25),
        ("п’ятнадцять", 15),
        ("сто п'ятдесят", 150),
        ("douăzeci și cinci", 25),
        ("o sută cincizeci", 150),
        ("douăzeci de mii", 20_000),
        ("dwadzieścia pięć", 25),
        ("sto pięćdziesiąt", 150),
        ("yirmi beş", 25),
        ("on sekiz", 18),
        ("yüz elli", 150),
        ("iki bin", 2000),
        ("पच्चीस", 25),
        ("एक सौ पचास", 150),
        ("二十五", 25),
        ("一百五十", 150),
        ("三百五", 350),
        ("一万二", 12_000),
        ("一百零五", 105),
        ("两千", 2000),
        ("二〇二四", 2024),
        ("一億二千万", 120_000_000),
        ("이십오", 25),
        ("스물다섯", 25),
        ("십오만", 150_000),
        ("ยี่สิบห้า", 25),
        ("หนึ่งร้อยห้าสิบ", 150),
        ("สองพัน", 2000),
        ("خمسة وعشرون", 25),
        ("مائة وخمسون", 150),
        ("ألف", 1000),
    ] {
        assert_eq!(value(text), Some((number, true)), "{text}");
    }
}

#[test]
fn what_does_not_belong_together_stays_apart() {
    for (text, first) in [
        ("one two three", 1),
        ("twenty and three", 20),
        ("five and six", 5),
        ("veinte y treinta", 20),
        ("twenty\nfive", 20),
        ("hundred hundred", 100),
        ("forty forty", 40),
        ("dois e três", 2),
    ] {
        assert_eq!(value(text), Some((first, false)), "{text}");
    }
    for text in [
        "250", "call", "a", "half", "and", "k", "point", "first", "un punto",
    ] {
        let weak = {
            let mut scratch = Scratch::default();
            let page = scratch.read(text);
            number_at(&page, 0).is_none_or(|number| number.weak)
        };
        assert!(weak, "{text}");
    }
}

#[test]
fn words_with_another_meaning_are_weak_until_others_stand_beside_them() {
    let mut scratch = Scratch::default();
    for (text, weak) in [
        ("once", true),
        ("once mil", false),
        ("on", true),
        ("on iki", false),
        ("elf", true),
        ("una", true),
    ] {
        let page = scratch.read(text);
        assert_eq!(
            number_at(&page, 0).map(|number| number.weak),
            Some(weak),
            "{text}"
        );
    }
}

#[test]
fn a_page_of_number_words_is_read_in_pieces() {
    let text = "seven ".repeat(100_000) + &"thousand ".repeat(100_000) + &"and ".repeat(1000);
    let numbers = Extractor::new().numbers(&text, &Context::default());
    assert!(numbers.len() > 100_000);
}

#[test]
fn bare_numbers_are_whole_and_fractions_are_none() {
    let mut extractor = Extractor::new();
    for (text, expected) in [
        ("The answer is minus one", &["-1"][..]),
        ("two thirds of it", &[]),
        ("one and a half", &[]),
        ("three quarters", &[]),
        ("one over three", &[]),
        ("a fifth of us", &[]),
        ("nine point nought four", &["9.04"]),
        ("three-nought-four", &["3", "0", "4"]),
        ("a first class seat", &[]),
        ("twenty-first", &["21"]),
        ("six or seven of us", &["6", "7"]),
        ("once upon a time, on the road", &[]),
        ("three lakh crore", &["3000000000000"]),
    ] {
        let numbers = extractor.numbers(
            text,
            &Context {
                language: Some("en"),
                ..Context::default()
            },
        );
        let values: Vec<&str> = numbers.iter().map(|number| number.value.as_str()).collect();
        assert_eq!(values, expected, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn a_number_that_was_asked_for_before_is_what_it_is_when_read_anew(
        words in proptest::collection::vec(
            "one|twenty|hundred|and|thousand|half|dozen|twentyfive|zweihundertfünfzig|siebentausend|duecento|cento|mille|\
             quatre|vingt|dix|et|treinta|y|mil|cinco|п'ять|дев'ять|сто|двадцать|一|二|三|十|百|万|삼|십|만|ห้า|สิบ|7|12|300|2500000|\
             10k|-|'|,|fifth|first|point|a|elf|once|un|house|zur",
            0..24,
        ),
        joints in proptest::collection::vec(" |-|\n|", 24),
    ) {
        let text: String = words.iter().zip(joints).flat_map(|(word, joint)| [word.clone(), joint]).collect();
        let mut scratch = Scratch::default();
        // What was known of an earlier text is forgotten.
        scratch.read("one hundred and twenty five thousand two hundred and fifty one");
        let page = scratch.read(&text);
        for _ in 0..2 {
            for token in 0..page.tokens.len() {
                proptest::prop_assert_eq!(super::longest_at(&page, token), super::longest_composed(&page, token));
            }
        }
    }
}
