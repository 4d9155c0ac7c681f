//! Words of a text, as names are looked up in it.

/// Longest name, in characters, that is looked for in a script without spaces.
const UNSPACED: usize = 6;
/// Longer words, in bytes, than any name are passed over, so that looking up stays linear in the text.
const LONGEST: usize = 128;

/// Every word with its place. In scripts that put no spaces between words, every run of two to six characters is one.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .flat_map(move |word| {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let whole = (word.len() <= LONGEST).then_some((at, word));
            whole
                .into_iter()
                .chain(unspaced(word).map(move |(n, run)| (at + n, run)))
        })
}

/// Runs of characters of a script without spaces.
fn unspaced(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let has_any = word.chars().any(is_unspaced);
    let starts = word
        .char_indices()
        .filter(move |(_, c)| has_any && is_unspaced(*c));
    starts.flat_map(move |(start, _)| {
        let rest = &word[start..];
        rest.char_indices()
            .take(UNSPACED)
            .take_while(|(_, c)| is_unspaced(*c))
            .map(|(n, c)| n + c.len_utf8())
            .skip(1)
            .map(move |end| (start, &rest[..end]))
            .filter(move |(_, run)| run.len() < word.len())
    })
}

/// Whether a character belongs to a script that is written without spaces between words.
pub(super) const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Myanmar
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{3040}'..='\u{30ff}' // Hiragana, Katakana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_a_reader_ends_them_and_anywhere_in_scripts_without_spaces() {
        let found: Vec<(usize, &str)> = words("Ana's ana_x24, é1").collect();
        assert_eq!(found, [(0, "Ana"), (4, "s"), (6, "ana_x24"), (15, "é1")]);
        let found: Vec<&str> = words("我是小美").map(|(_, word)| word).collect();
        assert_eq!(
            found,
            ["我是小美", "我是", "我是小", "是小", "是小美", "小美"]
        );
        assert_eq!(words(&"a".repeat(129)).count(), 0);
        assert_eq!(words("").count(), 0);
    }
}
