use super::mask::Masked;
use model::TextClassId;

/// The text class of a text: the hash of what is left after masking case, accents, emoji, punctuation, spacing, and all
/// words that hold digits or are digits in words, addresses or handles.
///
/// `None` when what is left says too little: less than 12 words or 60 letters (in scripts without spaces, 24
/// characters), names of fields not counted. Texts with different names or cities are in different classes.
pub fn text_class(text: &str) -> Option<TextClassId> {
    let masked = Masked::of(text);
    masked
        .says_enough()
        .then(|| TextClassId::derive(&masked.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Sweet Ana, 24 yo. I love old films and lasagna, and my friends say I talk too much. Half hour 80, \
        hour 140. Call (415) 555-0132, any time!";

    #[test]
    fn a_text_stays_in_its_class_however_it_is_dressed() {
        let class = text_class(TEXT);
        assert!(class.is_some());
        for other in [
            TEXT.to_uppercase(),
            TEXT.replace("24", "31")
                .replace("80", "100")
                .replace("140", "$ 180"),
            TEXT.replace("(415) 555-0132", "4155550177"),
            TEXT.replace("(415) 555-0132", "four1five 555 oh one 7 7"),
            TEXT.replace(". ", " 💋🔥 ").replace(',', "!!! "),
            TEXT.replace(' ', "\n  "),
            format!("{TEXT}\n\nage: 24\nphone: 415-555-0132"),
            format!("✨ {TEXT} ✨"),
        ] {
            assert_eq!(text_class(&other), class, "{other}");
        }
    }

    #[test]
    fn another_name_is_another_class() {
        for other in [
            TEXT.replace("Ana", "Mia"),
            TEXT.replace("lasagna", "sushi"),
            TEXT.replace("Call", "Please call"),
        ] {
            assert_ne!(text_class(&other), text_class(TEXT), "{other}");
        }
    }

    #[test]
    fn a_short_text_has_no_class() {
        for text in [
            "",
            "call me now 415 555 0132",
            "a b c d e f g h i j k l m n o p",
            "phone: 415-555-0132\nage: 24\nprice: 80",
            "你好，请打电话给我",
        ] {
            assert_eq!(text_class(text), None, "{text}");
        }
        assert!(
            text_class(
                "你好，我叫小梅，今年24岁，现在住在旧金山，喜欢看老电影，也喜欢做饭，请打电话给我"
            )
            .is_some()
        );
        assert!(text_class(&"รับนวดผ่อนคลายที่โรงแรม โทรหาฉันได้ทุกวัน".repeat(2)).is_some());
    }
}
