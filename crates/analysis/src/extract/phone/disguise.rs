//! The ways in which a number can be obscured, by the names that mentions carry.

/// One way of obscuring a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disguise {
    /// Words for digits.
    Spelled,
    /// Words that are said like digits.
    Homophone,
    /// Letters that look like digits.
    Letters,
    /// A digit and how often it stands.
    Multiplied,
    /// Signs, emoji or words between, or every digit by itself.
    Separators,
    /// Over three lines or more.
    Lines,
    /// Letters or a word between that only keep the digits apart.
    Filler,
    /// Backwards, as the text says.
    Reversed,
    /// The area code stands by itself.
    AreaCodeApart,
    /// Emoji of keys.
    Keycap,
    /// Circled, raised, mathematical digits.
    Styled,
    /// Digits as wide as Chinese characters.
    FullWidth,
    /// Digits of another script.
    OtherDigits,
    /// Characters that show nothing between the digits.
    Invisible,
}

impl Disguise {
    /// As the attribute `obscured` names it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Spelled => "spelled",
            Self::Homophone => "homophone",
            Self::Letters => "letters",
            Self::Multiplied => "multiplied",
            Self::Separators => "separators",
            Self::Lines => "lines",
            Self::Filler => "filler",
            Self::Reversed => "reversed",
            Self::AreaCodeApart => "area_code_apart",
            Self::Keycap => "keycap",
            Self::Styled => "styled",
            Self::FullWidth => "full_width",
            Self::OtherDigits => "other_digits",
            Self::Invisible => "invisible",
        }
    }
}

#[cfg(test)]
mod documented {
    use super::Disguise;
    use crate::extract::{Context, Extractor};
    use model::{Attribute, Mention, MentionType};

    const PAGE: &str = include_str!("../../../../../docs/recognizers/phone.md");

    const ALL: &[Disguise] = &[
        Disguise::Spelled,
        Disguise::Homophone,
        Disguise::Letters,
        Disguise::Multiplied,
        Disguise::Separators,
        Disguise::Lines,
        Disguise::Filler,
        Disguise::Reversed,
        Disguise::AreaCodeApart,
        Disguise::Keycap,
        Disguise::Styled,
        Disguise::FullWidth,
        Disguise::OtherDigits,
        Disguise::Invisible,
    ];

    fn phones(text: &str) -> Vec<Mention> {
        let context = Context {
            region: Some("US"),
            ..Context::default()
        };
        let mut mentions = Extractor::new().extract(text, &context);
        mentions.retain(|mention| mention.kind == MentionType::Phone);
        mentions
    }

    /// The rows of the table below a heading: what the first cell quotes, and what the last one does.
    fn rows(heading: &str) -> Vec<(&'static str, Vec<String>)> {
        let section = PAGE
            .split(heading)
            .nth(1)
            .expect("the heading stands in the page");
        let section = section.split("\n## ").next().unwrap_or(section);
        let quoted = |cell: &'static str| cell.split('`').skip(1).step_by(2);
        let lines = section.lines().filter(|line| line.starts_with("| `"));
        lines
            .map(|line| {
                let mut cells = line.trim_matches('|').split('|');
                let name = cells.next().and_then(|cell| quoted(cell).next());
                let examples = cells.next_back().map(quoted).into_iter().flatten();
                // What cannot be seen in a table.
                let shown = |text: &str| text.replace(" ↵ ", "\n").replace('○', "\u{200b}");
                (name.unwrap_or_default(), examples.map(shown).collect())
            })
            .collect()
    }

    #[test]
    fn the_page_shows_each_way_of_obscuring_a_number_and_no_other() {
        let rows = rows("## Obscured numbers");
        let names: Vec<&str> = rows.iter().map(|(name, _)| *name).collect();
        let known: Vec<&str> = ALL.iter().map(|method| method.name()).collect();
        assert_eq!(names, known);
        for (name, examples) in rows {
            assert!(!examples.is_empty(), "{name} has no example");
            for text in examples {
                let found = phones(&text);
                assert_eq!(found.len(), 1, "{text}");
                assert_eq!(found[0].value, "+14155550132", "{text}");
                let told = match found[0].attributes.get("obscured") {
                    Some(Attribute::List(methods)) => methods.iter().any(|method| method == name),
                    _ => false,
                };
                assert!(told, "{text}: {:?}", found[0].attributes);
            }
        }
    }

    #[test]
    fn the_page_shows_each_plain_form() {
        let rows = rows("## Plain forms");
        let names: Vec<&str> = rows.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            names,
            ["national", "international", "vanity", "link", "inside"]
        );
        for (name, examples) in rows {
            assert!(!examples.is_empty(), "{name} has no example");
            for text in examples {
                let found = phones(&text);
                let methods: Vec<&str> = found.iter().map(|phone| &*phone.method).collect();
                assert_eq!(methods, [name], "{text}");
                assert!(!found[0].attributes.contains_key("obscured"), "{text}");
            }
        }
    }
}
