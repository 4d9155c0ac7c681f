//! Grammars of adverts and other texts, one file a language.
//!
//! A file has sections `[name]` with one sentence a line. `{a|b|c}` chooses; `<slot>` is filled in; a slot that is no
//! known one names a section, of which one line is taken.

use crate::chance::Chance;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Debug)]
enum Node {
    Text(String),
    Choice(Vec<Vec<Node>>),
    Slot(String),
}

/// A line of a grammar.
#[derive(Debug)]
pub(crate) struct Line(Vec<Node>);

/// What can be said in one language.
pub(crate) struct Grammar {
    pub(crate) language: &'static str,
    sections: BTreeMap<String, Vec<Line>>,
}

/// Fills slots in while a line is written.
pub(crate) trait Slots {
    /// Writes a slot's value; `false` when there is no such slot.
    fn fill(&mut self, slot: &str, out: &mut String) -> bool;
}

fn parse(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, inside: bool) -> Vec<Vec<Node>> {
    let mut choices = vec![Vec::new()];
    let mut text = String::new();
    let flush = |text: &mut String, choices: &mut Vec<Vec<Node>>| {
        if !text.is_empty() {
            let node = Node::Text(std::mem::take(text));
            choices.last_mut().expect("there is always one").push(node);
        }
    };
    while let Some(c) = chars.next() {
        match c {
            '{' => {
                flush(&mut text, &mut choices);
                let node = Node::Choice(parse(chars, true));
                choices.last_mut().expect("there is always one").push(node);
            }
            '}' if inside => break,
            '|' if inside => {
                flush(&mut text, &mut choices);
                choices.push(Vec::new());
            }
            '<' => {
                flush(&mut text, &mut choices);
                let slot: String = chars.by_ref().take_while(|c| *c != '>').collect();
                choices
                    .last_mut()
                    .expect("there is always one")
                    .push(Node::Slot(slot));
            }
            other => text.push(other),
        }
    }
    flush(&mut text, &mut choices);
    choices
}

impl Grammar {
    fn read(language: &'static str, source: &str) -> Self {
        let mut sections: BTreeMap<String, Vec<Line>> = BTreeMap::new();
        let mut section = String::new();
        for line in source.lines().filter(|line| !line.trim().is_empty()) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = name.to_owned();
            } else {
                let nodes = parse(&mut line.chars().peekable(), false).remove(0);
                sections
                    .entry(section.clone())
                    .or_default()
                    .push(Line(nodes));
            }
        }
        Self { language, sections }
    }

    /// Whether there is anything to say.
    pub(crate) fn has(&self, section: &str) -> bool {
        self.sections.contains_key(section)
    }

    fn lines(&self, section: &str) -> &[Line] {
        self.sections.get(section).map_or(&[], Vec::as_slice)
    }

    /// Writes one line of a section.
    pub(crate) fn say(
        &self,
        section: &str,
        chance: &mut Chance,
        slots: &mut dyn Slots,
        out: &mut String,
    ) {
        let lines = self.lines(section);
        if !lines.is_empty() {
            self.write(&chance.pick(lines).0, chance, slots, out);
        }
    }

    /// Different lines of a section, `count` at most, each as a text of its own.
    pub(crate) fn say_several(
        &self,
        section: &str,
        count: usize,
        chance: &mut Chance,
        slots: &mut dyn Slots,
        out: &mut Vec<String>,
    ) {
        let lines = self.lines(section);
        let mut left: Vec<usize> = (0..lines.len()).collect();
        for _ in 0..count.min(lines.len()) {
            let line = left.swap_remove(chance.below(left.len()));
            let mut text = String::new();
            self.write(&lines[line].0, chance, slots, &mut text);
            out.push(text);
        }
    }

    fn write(&self, nodes: &[Node], chance: &mut Chance, slots: &mut dyn Slots, out: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Choice(choices) => {
                    let chosen = &choices[chance.below(choices.len())];
                    self.write(chosen, chance, slots, out);
                }
                Node::Slot(slot) => {
                    if !slots.fill(slot, out) {
                        self.say(slot, chance, slots, out);
                    }
                }
            }
        }
    }
}

static GRAMMARS: LazyLock<Vec<Grammar>> = LazyLock::new(|| {
    vec![
        Grammar::read("en", include_str!("../grammar/en.txt")),
        Grammar::read("es", include_str!("../grammar/es.txt")),
        Grammar::read("pt", include_str!("../grammar/pt.txt")),
        Grammar::read("ru", include_str!("../grammar/ru.txt")),
        Grammar::read("zh", include_str!("../grammar/zh.txt")),
        Grammar::read("de", include_str!("../grammar/de.txt")),
        Grammar::read("fr", include_str!("../grammar/fr.txt")),
        Grammar::read("uk", include_str!("../grammar/uk.txt")),
        Grammar::read("ro", include_str!("../grammar/ro.txt")),
        Grammar::read("th", include_str!("../grammar/th.txt")),
    ]
});

/// The grammar of a language; English when there is none.
pub(crate) fn of_language(language: &str) -> &'static Grammar {
    let all: &'static [Grammar] = &GRAMMARS;
    all.iter()
        .find(|grammar| grammar.language == language)
        .unwrap_or(&all[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Record(Vec<String>);

    impl Slots for Record {
        fn fill(&mut self, slot: &str, out: &mut String) -> bool {
            if slot == "food" {
                return false;
            }
            self.0.push(slot.to_owned());
            out.push('#');
            true
        }
    }

    #[test]
    fn choices_nest_and_slots_are_asked_for() {
        let grammar = Grammar::read(
            "en",
            "[a]\n{x {y|z}|x y} <name> <food>\n[food]\n{soup|soup}\n",
        );
        let mut slots = Record(Vec::new());
        let mut out = String::new();
        grammar.say("a", &mut Chance::of(&[1]), &mut slots, &mut out);
        assert!(
            ["x y # soup", "x z # soup"].contains(&out.as_str()),
            "{out}"
        );
        assert_eq!(slots.0, ["name"]);
    }

    #[test]
    fn every_slot_of_every_grammar_is_known() {
        for grammar in GRAMMARS.iter() {
            fn walk(nodes: &[Node], check: &mut dyn FnMut(&str)) {
                for node in nodes {
                    match node {
                        Node::Text(text) => assert!(!text.contains(['{', '}', '<', '>', '|'])),
                        Node::Choice(choices) => choices.iter().for_each(|c| walk(c, check)),
                        Node::Slot(slot) => check(slot),
                    }
                }
            }
            for line in grammar.sections.values().flatten() {
                walk(&line.0, &mut |slot| {
                    assert!(
                        crate::text::SLOTS.contains(&slot) || grammar.has(slot),
                        "<{slot}> of {}",
                        grammar.language
                    );
                });
            }
        }
    }
}
