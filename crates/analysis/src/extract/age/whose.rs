//! Whose an age is: of a person who may be on offer, or of somebody or something else.
//!
//! It matters most under 18, where an age of a person sets the urgent flag. So what is said of a child of the writer, of a
//! dog, a shop or a whisky, of a class of pupils or of long ago is told apart, by the words in the same sentence. Where
//! sexual services, sale or force are spoken of nearby, an age of anybody counts.

use super::super::page::Page;
use super::beside::{
    animal_before, person_after, person_beside, person_noun_before, relative_earlier, thing_after,
    thing_before,
};
use super::lists::Groups;
use super::phrase::{
    counts_on, ends, goes_on_about, has_article, has_one, in_range, is_owned, is_sought, listed,
    owned_years, plural,
};
use super::sentence::Around;
use super::subject::{Subject, subject};

/// Somebody or something else, whose age it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// A person who may be on offer.
    Person,
    /// A child or relative of the writer.
    Relative,
    /// A thing, a firm, an animal.
    Thing,
    /// An age of long ago.
    Past,
    /// A class of pupils, or whom something is for.
    Group,
    /// Somebody in the news.
    Reported,
    /// Years of something that is not said.
    Unclear,
}

impl Whose {
    /// As the attribute `whose` says it; a person's age has none.
    pub(super) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Person => None,
            Self::Relative => Some("relative"),
            Self::Thing => Some("thing"),
            Self::Past => Some("past"),
            Self::Group => Some("group"),
            Self::Reported => Some("reported"),
            Self::Unclear => Some("unclear"),
        }
    }
}

/// How the number was recognized as an age.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// `yo`, `岁`: said of living beings only.
    Jargon,
    /// `years old`: said of anything.
    Old,
    /// `años`, `лет`: said of anything, and of any duration.
    Years,
    /// `age:`, `I'm`, `she is`.
    Cue,
}

/// Whose an age of `value` years is; its number and unit are tokens `at..to`.
pub(super) fn whose(page: &Page<'_>, at: usize, to: usize, value: u32, how: How) -> Whose {
    let english = matches!(how, How::Old | How::Jargon);
    let subject = subject(page, at, english);
    // `the hotel has a 14 year old girl`
    let followed = english && person_after(page, to) && !animal_before(page, at);
    let thing = subject == Subject::Thing && !followed
        || how == How::Old && thing_after(page, to, 5)
        || how == How::Jargon && thing_after(page, to, 1)
        || how != How::Jargon && subject == Subject::None && thing_before(page, at);
    if thing {
        return Whose::Thing;
    }
    let minor = value < 18;
    if !minor {
        let relative = subject == Subject::Relative
            || !matches!(subject, Subject::Writer | Subject::Noun) && super::of_others(page, at);
        return if relative {
            Whose::Relative
        } else {
            Whose::Person
        };
    }
    let around = Around::of(page, at, to);
    if around.all.has(Groups::OFFER) {
        return Whose::Person;
    }
    if subject == Subject::Relative
        || !matches!(subject, Subject::Writer | Subject::Noun)
            && around.before.has(Groups::RELATIVE)
        || around.just_after.has(Groups::RELATIVE)
        || is_owned(page, at) && !around.just_after.has(Groups::PERSON)
        || subject == Subject::Noun && around.before.has(Groups::RELATIVE) && around.ours
        || subject == Subject::Pronoun && relative_earlier(page, at)
    {
        return Whose::Relative;
    }
    if has_article(page, at) && ends(page, to) && has_one(page, at) {
        return Whose::Relative;
    }
    if around.when {
        return Whose::Past;
    }
    let pronoun = matches!(subject, Subject::Writer | Subject::Pronoun);
    let goods = around.all.has(Groups::GOODS);
    if !pronoun
        && (around.all.has(Groups::SETTING)
            || goods && (around.for_someone || in_range(page, at) || plural(page, to))
            || around.for_someone && value < 10)
    {
        return Whose::Group;
    }
    if around.limit || in_range(page, at) && !around.before.has(Groups::PERSON) {
        return Whose::Group;
    }
    if !pronoun && around.all.has(Groups::REPORTED) {
        return Whose::Reported;
    }
    let noun = person_noun_before(page, at);
    let spoken_of = subject != Subject::None || noun || person_beside(page, at, to);
    let clear = match how {
        How::Years => {
            !owned_years(page, at)
                && (noun || !counts_on(page, to) && (spoken_of || listed(page, at, to)))
                || subject == Subject::Writer && !goes_on_about(page, to)
        }
        How::Old if has_article(page, at) => {
            spoken_of || value >= 10 && (ends(page, to) || is_sought(page, at))
        }
        How::Old | How::Jargon | How::Cue => value >= 10 || spoken_of,
    };
    if clear { Whose::Person } else { Whose::Unclear }
}
