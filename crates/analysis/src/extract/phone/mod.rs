//! Recognizer: phone.

use super::Context;
use super::found::Found;
use super::page::Page;

/// Words of this recognizer: (word, code, value).
pub(crate) const WORDS: super::lexicon::Words = &[];

/// Adds what it finds.
pub(crate) fn find(_page: &Page<'_>, _context: &Context<'_>, _found: &mut Found) {}
