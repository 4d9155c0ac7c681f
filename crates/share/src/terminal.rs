//! Text from outside, made harmless for a terminal.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character can move the cursor, hide text or turn its direction: C0 and C1 controls, bidirectional
/// controls (UAX #9), line separators, tag characters and other invisible format characters. Joiners stay: emoji and
/// Persian need them.
pub(crate) fn acts(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// The text with every control and bidirectional character as a visible escape such as `\u{202e}`. A line feed stays
/// a line feed and a tab a tab; callers who print one line a value replace them.
pub fn inert(text: &str) -> Cow<'_, str> {
    let harmless = |c: char| !acts(c) || matches!(c, '\n' | '\t');
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if harmless(c) {
            out.push(c);
        } else {
            write!(out, "\\u{{{:x}}}", u32::from(c)).expect("writing to a String cannot fail");
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_acts_on_a_terminal_becomes_a_visible_escape() {
        for (text, shown) in [
            ("plain\n\ttext", "plain\n\ttext"),
            ("\x1b[2Jgone", "\\u{1b}[2Jgone"),
            ("abc\u{202e}cba", "abc\\u{202e}cba"),
            (
                "nul\0 bell\x07 csi\u{9b}",
                "nul\\u{0} bell\\u{7} csi\\u{9b}",
            ),
            ("line\r", "line\\u{d}"),
            (
                "👩\u{200d}💻 می\u{200c}خواهم",
                "👩\u{200d}💻 می\u{200c}خواهم",
            ),
        ] {
            assert_eq!(inert(text), shown);
        }
    }

    #[test]
    fn harmless_text_is_not_copied() {
        assert!(matches!(inert("Ana 24"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn nothing_that_acts_is_left_and_twice_is_once(text in any::<String>()) {
            let once = inert(&text).into_owned();
            prop_assert!(once.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t')));
            let turns = once.contains(['\u{202e}', '\u{2066}', '\u{200f}']);
            prop_assert!(!turns);
            prop_assert_eq!(inert(&once).into_owned(), once);
        }
    }
}
