//! What folding and cutting have to know of a character, looked up in one table of the first two planes of Unicode.

use super::fold::{fold_one, is_invisible, is_optional_mark, is_unspaced};
use std::sync::LazyLock;
use unicode_normalization::char::is_combining_mark;

/// Characters of the table; those above are looked up one by one.
const PLANE: usize = 0x2_0000;

const CHARACTER: u32 = 0x1f_ffff;
const SHOWS_NOTHING: u32 = 1 << 21;
const FOLDS_TO_ONE: u32 = 1 << 22;
const LETTER: u32 = 1 << 23;
const UNSPACED: u32 = 1 << 24;
const MARK: u32 = 1 << 25;

/// Facts about one character.
#[derive(Clone, Copy)]
pub(crate) struct Facts(u32);

impl Facts {
    fn of(c: char) -> Self {
        let mut facts = 0;
        if is_invisible(c) || is_optional_mark(c) {
            facts |= SHOWS_NOTHING;
        }
        let (mut count, mut folded) = (0, c);
        fold_one(c, &mut |part| {
            count += 1;
            folded = part;
        });
        if count == 1 {
            facts |= FOLDS_TO_ONE | u32::from(folded);
        }
        if c.is_alphabetic() {
            facts |= LETTER;
        }
        if is_unspaced(c) {
            facts |= UNSPACED;
        }
        if is_combining_mark(c) {
            facts |= MARK;
        }
        Self(facts)
    }

    /// A joiner, a direction mark, a stacked mark: left out.
    pub(crate) fn shows_nothing(self) -> bool {
        self.0 & SHOWS_NOTHING != 0
    }

    /// The one character that it folds to; `None` when it folds to none or several.
    pub(crate) fn folded(self) -> Option<char> {
        (self.0 & FOLDS_TO_ONE != 0)
            .then(|| char::from_u32(self.0 & CHARACTER))
            .flatten()
    }

    /// Alphabetic in Unicode's sense.
    pub(crate) fn is_letter(self) -> bool {
        self.0 & LETTER != 0
    }

    /// Of a script that is written without spaces between words.
    pub(crate) fn is_unspaced(self) -> bool {
        self.0 & UNSPACED != 0
    }

    /// A letter, or a mark on one.
    pub(crate) fn joins(self) -> bool {
        self.0 & (LETTER | MARK) != 0
    }
}

/// The table.
#[derive(Clone, Copy)]
pub(crate) struct Characters(&'static [Facts]);

impl Characters {
    pub(crate) fn get() -> Self {
        static TABLE: LazyLock<Vec<Facts>> = LazyLock::new(|| {
            (0..PLANE as u32)
                .map(|code| char::from_u32(code).map_or(Facts(0), Facts::of))
                .collect()
        });
        Self(&TABLE)
    }

    /// The facts about a character.
    pub(crate) fn facts(self, c: char) -> Facts {
        match self.0.get(c as usize) {
            Some(facts) => *facts,
            None => Facts::of(c),
        }
    }
}
