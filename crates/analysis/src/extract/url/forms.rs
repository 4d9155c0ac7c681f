//! In which ways an address was obscured.

use crate::extract::page::Page;
use model::Attribute;

/// A set of ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Forms(u16);

impl Forms {
    pub(crate) const NONE: Self = Self(0);
    /// `[.]`, `(at)`.
    pub(crate) const BRACKETED: Self = Self(1);
    /// `dot`, `arroba`.
    pub(crate) const SPELLED: Self = Self(2);
    /// `example . com`.
    pub(crate) const SPACED: Self = Self(4);
    /// `hxxp`.
    pub(crate) const SCHEME: Self = Self(8);
    /// `ana@gmail`.
    pub(crate) const TRUNCATED: Self = Self(16);
    /// Letters of another script inside of a Latin name.
    pub(crate) const LOOK_ALIKE: Self = Self(32);

    /// Ways in order of their names.
    const NAMES: [(Self, &'static str); 6] = [
        (Self::BRACKETED, "bracketed"),
        (Self::LOOK_ALIKE, "look_alike"),
        (Self::SCHEME, "scheme"),
        (Self::SPACED, "spaced"),
        (Self::SPELLED, "spelled"),
        (Self::TRUNCATED, "truncated"),
    ];

    /// Both sets together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one of the other's ways is in the set.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The attribute `obscured` of a mention over an original byte range; `None` when it is written plainly.
    pub(crate) fn attribute(
        self,
        page: &Page<'_>,
        (start, end): (usize, usize),
    ) -> Option<Attribute> {
        let disguises = page.disguises(start, end);
        let mut names: Vec<String> = Self::NAMES
            .iter()
            .filter(|(form, _)| self.has(*form))
            .map(|(_, name)| (*name).to_owned())
            .collect();
        for (present, name) in [
            (disguises.full_width, "full_width"),
            (disguises.invisible, "invisible"),
            (disguises.keycap, "keycap"),
            (disguises.other_digits, "other_digits"),
            (disguises.styled, "styled"),
        ] {
            if present {
                names.push(name.to_owned());
            }
        }
        names.sort_unstable();
        (!names.is_empty()).then_some(Attribute::List(names))
    }
}
