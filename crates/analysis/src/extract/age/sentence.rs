//! What stands around an age in its sentence.

use super::super::fold::is_unspaced;
use super::super::page::{Gap, Page, TokenKind};
use super::lists::{self, Groups};

/// Tokens of the same sentence that are looked at on either side.
const BEFORE: usize = 14;
const AFTER: usize = 12;

/// What stands around an age in its sentence.
pub(super) struct Around {
    /// Groups of the words on both sides.
    pub(super) all: Groups,
    /// Of the words before.
    pub(super) before: Groups,
    /// Of the two words after.
    pub(super) just_after: Groups,
    /// A `when` stands before (in scripts without spaces: also after).
    pub(super) when: bool,
    /// `for` stands a few words before.
    pub(super) for_someone: bool,
    /// `until` stands a few words before.
    pub(super) limit: bool,
    /// `our` or `my` stands a few words before.
    pub(super) ours: bool,
}

impl Around {
    pub(super) fn of(page: &Page<'_>, at: usize, to: usize) -> Self {
        let mut around = Self {
            all: Groups::default(),
            before: Groups::default(),
            just_after: Groups::default(),
            when: false,
            for_someone: false,
            limit: false,
            ours: false,
        };
        let mut token = at;
        for step in 0..BEFORE {
            if page.tokens[token].gap >= Gap::Line
                && (step > 0 || page.tokens[token].gap == Gap::Blank)
                || token == 0
            {
                break;
            }
            token -= 1;
            if ends_sentence(page, token) {
                break;
            }
            let groups = lists::of(page, token);
            around.before = around.before.or(groups);
            around.when |= step < 7 && groups.has(Groups::WHEN);
            around.ours |= step < 4 && matches!(page.word(token), "our" | "my");
            around.limit |= step < 4 && groups.has(Groups::LIMIT);
            around.for_someone |= step < 6 && groups.has(Groups::FOR);
        }
        around.all = around.before;
        for (step, token) in (to..to + AFTER).enumerate() {
            let Some(here) = page.tokens.get(token) else {
                break;
            };
            if here.gap >= Gap::Line || ends_sentence(page, token) {
                break;
            }
            let groups = lists::of(page, token);
            around.all = around.all.or(groups);
            if step < 2 && here.kind == TokenKind::Word {
                around.just_after = around.just_after.or(groups);
            }
            let unspaced = page.word(token).chars().next().is_some_and(is_unspaced);
            around.when |= step < 3 && unspaced && groups.has(Groups::WHEN);
        }
        around
    }
}

pub(super) fn ends_sentence(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.tokens[at].kind,
        TokenKind::Symbol('.' | '!' | '?' | ';' | '…' | '。' | '！' | '？' | '।')
    )
}
