//! Names that a partner reads in no text, although nobody recognized them there.

use super::words::words;
use model::{
    Capture, CaptureField, Document, DocumentId, Mention, MentionType, NetworkId, TextClassId,
    hidden_debug,
};
use std::collections::{BTreeMap, BTreeSet};

/// A word is masked everywhere when it is a name in one of so many documents that hold it.
const EVERYWHERE: u64 = 10;

/// Texts in which a name is masked although it is not masked everywhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Document(DocumentId),
    Class(TextClassId),
    Network(NetworkId),
}

/// In how many documents a word is a name, and in how many it stands at all.
#[derive(Clone, Copy, Default)]
struct Counts {
    named: u64,
    standing: u64,
}

/// What becomes [`KnownNames`]: walk over all documents with [`Self::find`], then over all again with [`Self::count`].
///
/// A recognizer that finds `Ana` by its surroundings in one text misses her in the next. So a word that is a name or a handle
/// in at least a tenth of the documents that hold it is masked everywhere; any other (a recognizer may take `But` for a name) in
/// the texts of the same network and of the same text class alone. Words of an author are masked in the author's texts.
#[derive(Default)]
pub struct NameCounts {
    words: BTreeMap<String, Counts>,
    groups: BTreeMap<Group, BTreeSet<String>>,
}

/// Names found in some texts, for the redaction of all.
#[derive(Default)]
pub struct KnownNames {
    everywhere: BTreeSet<String>,
    groups: BTreeMap<Group, BTreeSet<String>>,
}

hidden_debug!(NameCounts, KnownNames);

impl NameCounts {
    /// First walk: notes the names of a document, of its captures' authors, and where they are to be masked.
    pub fn find(&mut self, document: &Document, captures: &[Capture], network: Option<NetworkId>) {
        let named = names_of(&document.text, &document.mentions);
        let groups = [
            network.map(Group::Network),
            document.text_class.map(Group::Class),
        ];
        for group in groups.into_iter().flatten() {
            if !named.is_empty() {
                self.groups
                    .entry(group)
                    .or_default()
                    .extend(named.iter().cloned());
            }
        }
        let mut authors: BTreeSet<String> = captures
            .iter()
            .filter_map(|capture| capture.fields.get(CaptureField::Author))
            .flat_map(words)
            .map(|(_, word)| word.to_lowercase())
            .filter(|word| is_long_enough(word))
            .collect();
        if !authors.is_empty() {
            let standing: BTreeSet<String> = words(&document.text)
                .map(|(_, word)| word.to_lowercase())
                .collect();
            authors.retain(|word| standing.contains(word));
        }
        for word in named.union(&authors) {
            self.words.entry(word.clone()).or_default().named += 1;
        }
        if !authors.is_empty() {
            self.groups
                .entry(Group::Document(document.id))
                .or_default()
                .extend(authors);
        }
    }

    /// Second walk: counts the documents that hold what the first walk found.
    pub fn count(&mut self, document: &Document) {
        let mut standing: BTreeSet<String> = BTreeSet::new();
        for (_, word) in words(&document.text) {
            let word = word.to_lowercase();
            if self.words.contains_key(&word) {
                standing.insert(word);
            }
        }
        for word in standing {
            if let Some(counts) = self.words.get_mut(&word) {
                counts.standing += 1;
            }
        }
    }

    /// What is known after both walks.
    pub fn known(self) -> KnownNames {
        let everywhere: BTreeSet<String> = self
            .words
            .into_iter()
            .filter(|(_, counts)| counts.named * EVERYWHERE >= counts.standing)
            .map(|(word, _)| word)
            .collect();
        let mut groups = self.groups;
        for names in groups.values_mut() {
            names.retain(|word| !everywhere.contains(word));
        }
        groups.retain(|_, names| !names.is_empty());
        KnownNames { everywhere, groups }
    }
}

impl KnownNames {
    /// No names at all.
    pub const fn none() -> Self {
        Self {
            everywhere: BTreeSet::new(),
            groups: BTreeMap::new(),
        }
    }

    /// Whether a word, in lower case, is masked in every text.
    pub(super) fn everywhere(&self, word: &str) -> bool {
        self.everywhere.contains(word)
    }

    /// The words, in lower case, that are masked in a document beside those masked everywhere.
    pub(super) fn of(
        &self,
        document: &Document,
        network: Option<NetworkId>,
    ) -> impl Fn(&str) -> bool {
        let groups = [
            Some(Group::Document(document.id)),
            document.text_class.map(Group::Class),
            network.map(Group::Network),
        ];
        let sets = groups.map(|group| self.groups.get(&group?));
        move |word| self.everywhere(word) || sets.iter().flatten().any(|names| names.contains(word))
    }
}

/// The words of names and handles that were recognized in a text, in lower case.
pub(super) fn names_of<'m>(
    text: &str,
    mentions: impl IntoIterator<Item = &'m Mention>,
) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for mention in mentions {
        let said = match mention.kind {
            MentionType::Name => mention.span.quote(text),
            // The quote may name the platform too; and the parts of `sweet.girls.dallas` are no names.
            MentionType::Account => mention
                .value
                .split_once(':')
                .map(|(_, handle)| handle)
                .filter(|handle| !handle.contains(['.', '-'])),
            _ => None,
        };
        let said = said.into_iter().flat_map(words);
        names.extend(
            said.map(|(_, word)| word.to_lowercase())
                .filter(|w| is_long_enough(w)),
        );
    }
    names
}

/// Shorter words are too often something else; a name in Chinese has two characters.
fn is_long_enough(word: &str) -> bool {
    let least = if word.chars().any(super::words::is_unspaced) {
        2
    } else {
        3
    };
    word.chars().count() >= least
}
