//! Other signs for the same digit or letter.

use crate::chance::Chance;

/// Ten digits in a row of Unicode, by the first.
const SCRIPTS: [char; 12] = ['٠', '۰', '०', '০', '੦', '૦', '௦', '౦', '๐', '໐', '၀', '០'];

/// Mathematical digits: bold, double-struck, sans-serif, sans-serif bold, monospace; and segmented ones.
const MATHEMATICAL: [u32; 6] = [0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1fbf0];

/// How digits are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dress {
    Script(char),
    Mathematical(u32),
    FullWidth,
    Circled,
    FilledCircles,
    DoubleCircles,
    Superscript,
    Subscript,
    Keycap,
    BareKeycap,
}

impl Dress {
    pub(crate) fn script(chance: &mut Chance) -> Self {
        Self::Script(chance.pick(&SCRIPTS))
    }

    pub(crate) fn mathematical(chance: &mut Chance) -> Self {
        Self::Mathematical(chance.pick(&MATHEMATICAL))
    }

    pub(crate) fn circled(chance: &mut Chance) -> Self {
        chance.pick(&[Self::Circled, Self::FilledCircles, Self::DoubleCircles])
    }

    pub(crate) fn raised(chance: &mut Chance) -> Self {
        chance.pick(&[Self::Superscript, Self::Subscript])
    }

    pub(crate) fn keycap(chance: &mut Chance) -> Self {
        chance.pick(&[Self::Keycap, Self::Keycap, Self::BareKeycap])
    }

    pub(crate) fn any(chance: &mut Chance) -> Self {
        match chance.below(6) {
            0 => Self::script(chance),
            1 => Self::mathematical(chance),
            2 => Self::circled(chance),
            3 => Self::raised(chance),
            4 => Self::keycap(chance),
            _ => Self::FullWidth,
        }
    }

    /// One digit, dressed.
    pub(crate) fn digit(self, digit: u8) -> String {
        let n = u32::from(digit - b'0');
        let row = |first: u32| {
            char::from_u32(first + n)
                .map(String::from)
                .unwrap_or_default()
        };
        let counted = |one: u32, zero: char| match n {
            0 => zero.to_string(),
            n => char::from_u32(one + n - 1)
                .map(String::from)
                .unwrap_or_default(),
        };
        match self {
            Self::Script(zero) => row(zero as u32),
            Self::Mathematical(zero) => row(zero),
            Self::FullWidth => row(0xff10),
            Self::Circled => counted(0x2460, '⓪'),
            Self::FilledCircles => counted(0x2776, '⓿'),
            Self::DoubleCircles => counted(0x24f5, '⓪'),
            Self::Superscript => match n {
                1 => "¹".to_owned(),
                2 => "²".to_owned(),
                3 => "³".to_owned(),
                _ => row(0x2070),
            },
            Self::Subscript => row(0x2080),
            Self::Keycap => format!("{n}\u{fe0f}\u{20e3}"),
            Self::BareKeycap => format!("{n}\u{20e3}"),
        }
    }
}

/// Signs of other alphabets, and rare ones, that look like a digit; none for 7.
pub(crate) fn confusable(digit: u8) -> &'static [&'static str] {
    match digit {
        b'0' => &["О", "о", "Ο", "ο", "Օ", "օ"],
        b'1' => &["І", "Ӏ", "ǀ", "Ι", "ı"],
        b'2' => &["Ƨ", "Ζ"],
        b'3' => &["З", "Ʒ", "Ӡ", "з"],
        b'4' => &["Ч"],
        b'5' => &["Ѕ", "Ƽ"],
        b'6' => &["б"],
        b'8' => &["В", "Ȣ"],
        _ => &[],
    }
}

/// Latin letters that look like a digit.
pub(crate) fn letter(digit: u8) -> &'static [&'static str] {
    match digit {
        b'0' => &["O", "o"],
        b'1' => &["I", "l"],
        b'2' => &["Z"],
        b'5' => &["S"],
        b'8' => &["B"],
        b'9' => &["g", "q"],
        _ => &[],
    }
}

/// Characters that show nothing.
pub(crate) const INVISIBLE: [&str; 8] = [
    "\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}", "\u{feff}", "\u{ad}", "\u{200e}", "\u{336}",
];

/// A text in letters of another style, where they have one.
pub(crate) fn styled(text: &str, chance: &mut Chance) -> String {
    // Bold, bold script, bold fraktur, double-struck would have holes; these rows have none.
    let (capital, small) = chance.pick(&[
        (0x1d400_u32, 0x1d41a_u32),
        (0x1d4d0, 0x1d4ea),
        (0x1d56c, 0x1d586),
        (0x1d5a0, 0x1d5ba),
        (0x1d5d4, 0x1d5ee),
        (0x1d670, 0x1d68a),
        (0xff21, 0xff41),
    ]);
    let shift =
        |c: char, from: char, to: u32| char::from_u32(c as u32 - from as u32 + to).unwrap_or(c);
    text.chars()
        .map(|c| match c {
            'a'..='z' => shift(c, 'a', small),
            'A'..='Z' => shift(c, 'A', capital),
            c => c,
        })
        .collect()
}

/// Some Latin letters replaced by Cyrillic ones that look the same.
pub(crate) fn cyrillic_twins(text: &str, chance: &mut Chance) -> String {
    text.chars()
        .map(|c| {
            let twin = match c {
                'a' => 'а',
                'e' => 'е',
                'o' => 'о',
                'p' => 'р',
                'c' => 'с',
                'x' => 'х',
                'y' => 'у',
                'i' => 'і',
                c => c,
            };
            if chance.percent(40) { twin } else { c }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dressed_digits_are_the_signs_that_unicode_names_so() {
        let all = |dress: Dress| {
            (b'0'..=b'9')
                .map(|digit| dress.digit(digit))
                .collect::<String>()
        };
        assert_eq!(all(Dress::Circled), "⓪①②③④⑤⑥⑦⑧⑨");
        assert_eq!(all(Dress::FilledCircles), "⓿❶❷❸❹❺❻❼❽❾");
        assert_eq!(all(Dress::Superscript), "⁰¹²³⁴⁵⁶⁷⁸⁹");
        assert_eq!(all(Dress::Mathematical(0x1d7ec)), "𝟬𝟭𝟮𝟯𝟰𝟱𝟲𝟳𝟴𝟵");
        assert_eq!(all(Dress::Script('०')), "०१२३४५६७८९");
    }
}
