//! What was read of a text's numbers, so that every recognizer may ask and each number is read once.

use super::compose::Composed;
use std::cell::{Cell, RefCell};

/// Nothing was read at the token.
const UNREAD: u32 = 0;
/// No number starts at the token.
const NONE: u32 = 1;

/// The numbers of one text by the token where they start; keeps its buffers from text to text.
#[derive(Default)]
pub(crate) struct Numbers {
    /// By token: what is known of it; from 2 on, which number was read.
    known: Vec<Cell<u32>>,
    read: RefCell<Vec<Composed>>,
}

impl Numbers {
    /// Forgets everything, for a text of so many tokens.
    pub(crate) fn forget(&mut self, tokens: usize) {
        self.known.clear();
        self.known.resize(tokens, Cell::new(UNREAD));
        self.read.get_mut().clear();
    }

    /// The number at a token, which is read when nobody has asked for it before.
    pub(super) fn at(
        &self,
        token: usize,
        compose: impl FnOnce() -> Option<Composed>,
    ) -> Option<Composed> {
        let known = &self.known[token];
        match known.get() {
            UNREAD => {
                let number = compose();
                let mut read = self.read.borrow_mut();
                known.set(match number {
                    // A text has less than 4 GB, and so less tokens.
                    Some(_) => read.len() as u32 + 2,
                    None => NONE,
                });
                read.extend(number);
                number
            }
            NONE => None,
            read => Some(self.read.borrow()[read as usize - 2]),
        }
    }
}
