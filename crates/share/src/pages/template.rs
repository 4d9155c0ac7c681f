//! What near-duplicate texts have in common, and the slots in which they differ.

/// The common part of several texts, cut by slots.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) segments: Vec<Segment>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    /// Stands in every text.
    Common(String),
    /// What each text has here, in the order of the texts; empty when it has nothing.
    Slot(Vec<String>),
}

/// Texts longer than this many bytes are aligned up to there.
const BYTES: usize = 12_000;
/// Two texts whose product of tokens is larger are aligned by a linear rule.
const CELLS: usize = 1_000_000;

/// Aligns texts by tokens: the longest common subsequence of the first with the second, of that with the third, and so
/// on, then every text against what is left. `None` when less than a fifth of the first text is common.
pub(crate) fn of(texts: &[&str]) -> Option<Template> {
    let texts: Vec<Vec<&str>> = texts.iter().map(|text| tokens(head(text))).collect();
    let (first, others) = texts.split_first()?;
    let mut common: Vec<&str> = first.clone();
    for other in others {
        common = shared(&common, other)
            .into_iter()
            .map(|(at, _)| common[at])
            .collect();
    }
    let length = |tokens: &[&str]| tokens.iter().map(|t| t.trim().len()).sum::<usize>();
    if length(&common) * 5 < length(first) || common.is_empty() {
        return None;
    }
    let places: Vec<Vec<usize>> = texts.iter().map(|text| places(&common, text)).collect();
    let mut segments: Vec<Segment> = Vec::new();
    let mut run = String::new();
    for at in 0..=common.len() {
        let gaps: Vec<String> = places
            .iter()
            .zip(&texts)
            .map(|(place, text)| {
                let from = if at == 0 { 0 } else { place[at - 1] + 1 };
                let to = place.get(at).copied().unwrap_or(text.len());
                text[from..to].concat()
            })
            .collect();
        if gaps.iter().any(|gap| !gap.trim().is_empty()) {
            if !run.is_empty() {
                segments.push(Segment::Common(std::mem::take(&mut run)));
            }
            segments.push(Segment::Slot(gaps));
        } else {
            run.push_str(&gaps[0]);
        }
        if let Some(token) = common.get(at) {
            run.push_str(token);
        }
    }
    if !run.is_empty() {
        segments.push(Segment::Common(run));
    }
    Some(Template {
        segments: joined(segments),
    })
}

fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(BYTES)]
}

/// Words, runs of space, and single other characters: together the whole text.
fn tokens(text: &str) -> Vec<&str> {
    let class = |c: char| match c {
        c if c.is_alphanumeric() => 0,
        c if c.is_whitespace() => 1,
        _ => 2,
    };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        let now = class(c);
        if at > 0 && (last != Some(now) || now == 2) {
            tokens.push(&text[start..at]);
            start = at;
        }
        last = Some(now);
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

/// Pairs of places of a common subsequence of `a` and `b`.
fn shared(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let before = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let after = a[before..]
        .iter()
        .rev()
        .zip(b[before..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (left, right) = (&a[before..a.len() - after], &b[before..b.len() - after]);
    let mut pairs: Vec<(usize, usize)> = (0..before).map(|at| (at, at)).collect();
    let middle = if left.len().saturating_mul(right.len()) <= CELLS {
        longest(left, right)
    } else {
        in_order(left, right)
    };
    pairs.extend(middle.into_iter().map(|(x, y)| (x + before, y + before)));
    pairs.extend(
        (0..after)
            .rev()
            .map(|at| (a.len() - 1 - at, b.len() - 1 - at)),
    );
    pairs
}

/// The longest common subsequence, by the table of lengths of what follows. Spaces and signs count less than words,
/// so that they don't tear words apart.
fn longest(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut follows = vec![0u32; (a.len() + 1) * width];
    let weight = |token: &str| {
        if token.chars().next().is_some_and(char::is_alphanumeric) {
            4
        } else {
            1
        }
    };
    for x in (0..a.len()).rev() {
        for y in (0..b.len()).rev() {
            let skip = follows[(x + 1) * width + y].max(follows[x * width + y + 1]);
            follows[x * width + y] = if a[x] == b[y] {
                skip.max(follows[(x + 1) * width + y + 1] + weight(a[x]))
            } else {
                skip
            };
        }
    }
    let (mut x, mut y) = (0, 0);
    let mut pairs = Vec::new();
    while x < a.len() && y < b.len() {
        let here = follows[x * width + y];
        if a[x] == b[y] && here == follows[(x + 1) * width + y + 1] + weight(a[x]) {
            pairs.push((x, y));
            (x, y) = (x + 1, y + 1);
        } else if here == follows[(x + 1) * width + y] {
            x += 1;
        } else {
            y += 1;
        }
    }
    pairs
}

/// A common subsequence in linear time: each token of `a` takes its next place in `b` that is not yet passed, unless
/// that would pass over more than a few tokens.
fn in_order(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    const FAR: usize = 64;
    let mut pairs = Vec::new();
    let mut from = 0;
    for (x, token) in a.iter().enumerate() {
        let window = &b[from..b.len().min(from + FAR)];
        if let Some(step) = window.iter().position(|other| other == token) {
            pairs.push((x, from + step));
            from += step + 1;
        }
    }
    pairs
}

/// Where the tokens of `common`, a subsequence of `text`, stand in it.
fn places(common: &[&str], text: &[&str]) -> Vec<usize> {
    let pairs = shared(common, text);
    if pairs.len() == common.len() {
        return pairs.into_iter().map(|(_, place)| place).collect();
    }
    // The linear rule may lose some that are there: the leftmost places always exist.
    let mut from = 0;
    common
        .iter()
        .map(|token| {
            let step = text[from..].iter().position(|other| other == token);
            let place = from + step.unwrap_or(0);
            from = place + 1;
            place
        })
        .collect()
}

/// Joins two slots with only a space or sign between them, so that a slot is a phrase rather than a rain of letters.
fn joined(segments: Vec<Segment>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let mut segments = segments.into_iter().peekable();
    while let Some(segment) = segments.next() {
        let between = match &segment {
            Segment::Common(text) => {
                text.chars().count() <= 2
                    && !text.contains(|c: char| c.is_alphanumeric() || c == '\n')
            }
            Segment::Slot(_) => false,
        };
        match (out.last_mut(), segment) {
            (Some(Segment::Slot(before)), Segment::Common(text))
                if between && matches!(segments.peek(), Some(Segment::Slot(_))) =>
            {
                if let Some(Segment::Slot(after)) = segments.next() {
                    for (before, after) in before.iter_mut().zip(after) {
                        before.push_str(&text);
                        before.push_str(&after);
                    }
                }
            }
            (_, segment) => out.push(segment),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(texts: &[&str]) -> String {
        let Some(template) = of(texts) else {
            return "nothing in common".into();
        };
        template
            .segments
            .iter()
            .map(|segment| match segment {
                Segment::Common(text) => text.clone(),
                Segment::Slot(values) => format!("[{}]", values.join("|")),
            })
            .collect()
    }

    #[test]
    fn slots_are_where_texts_differ() {
        for (texts, template) in [
            (
                &[
                    "Sweet Ana in Austin, call 415-555-0101 now",
                    "Sweet Mia in Dallas, call 415-555-0102 now",
                ][..],
                "Sweet [Ana|Mia] in [Austin|Dallas], call 415-555-[0101|0102] now",
            ),
            (&["new in town", "new here in town"], "new [|here ]in town"),
            (&["one text", "one text"], "one text"),
            (&["alone"], "alone"),
            (
                &["quite different words here", "nothing like that"],
                "nothing in common",
            ),
            (
                &["Ana Lee here for you today", "Mia Ray here for you today"],
                "[Ana Lee|Mia Ray] here for you today",
            ),
            (
                &["Ana 💋 call me", "Mia 💋 call me", "Zoe 💋 call me"],
                "[Ana|Mia|Zoe] 💋 call me",
            ),
        ] {
            assert_eq!(shown(texts), template);
        }
    }

    #[test]
    fn texts_too_long_for_a_table_are_aligned_too() {
        let text = |other: &str| -> String {
            (0..2_000)
                .map(|i| {
                    if i % 100 == 50 {
                        format!("{other} ")
                    } else {
                        format!("w{} ", i % 37)
                    }
                })
                .collect()
        };
        let texts = [text("one"), text("two")];
        assert!(tokens(&texts[0]).len().pow(2) > CELLS);
        let template = of(&[&texts[0], &texts[1]]).expect("nearly all is common");
        let slots = template
            .segments
            .iter()
            .filter(|s| matches!(s, Segment::Slot(_)));
        assert_eq!(slots.count(), 20);
    }

    proptest! {
        #[test]
        fn common_parts_and_a_texts_slots_are_that_text(texts in prop::collection::vec("(a|b|c| |, |\n|1|é){0,12}", 1..5)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            if let Some(template) = of(&texts) {
                for (at, text) in texts.iter().enumerate() {
                    let read: String = template.segments.iter().map(|segment| match segment {
                        Segment::Common(text) => text.as_str(),
                        Segment::Slot(values) => &values[at],
                    }).collect();
                    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().concat();
                    prop_assert_eq!(words(&read), words(text));
                }
            }
        }
    }
}
