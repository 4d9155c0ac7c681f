//! What an identifier may do: tie documents together, be seen, or be left out as a hub.

use model::{Commonness, HubReason, Identifier, IdentifierKind, Millibits};
use serde::Deserialize;
use std::sync::LazyLock;

/// What an identifier does in networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It ties documents together; medium kinds (pages, sites, handles, text classes) under further conditions, see
    /// [`networks`](super::networks).
    Joins,
    /// It is too common to tie anything together.
    Hub(HubReason),
    /// It is too weak a kind to tie anything together.
    Seen,
}

/// How much an identifier of a kind can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Ties on its own.
    Strong,
    /// Ties beside other evidence.
    Medium,
    /// Never ties.
    Weak,
}

/// Caps and weight of a kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    base: Millibits,
    documents: u64,
    contacts: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kinds {
    phone: Kind,
    email: Kind,
    account: Kind,
    wallet: Kind,
    handle: Kind,
    page: Kind,
    site: Kind,
    text: Kind,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Urls {
    pages_of_every_site: Vec<String>,
    sites_of_many: Vec<String>,
}

/// `rules/link.toml`, where every value has its reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    pub(crate) network_documents: usize,
    pub(crate) least_confidence: u8,
    pub(crate) groups: usize,
    pub(crate) tie: Millibits,
    pub(crate) follow: Millibits,
    kind: Kinds,
    url: Urls,
}

impl Rules {
    pub(crate) fn built_in() -> &'static Self {
        static RULES: LazyLock<Rules> = LazyLock::new(|| {
            toml::from_str(include_str!("../../rules/link.toml"))
                .expect("a test reads the file that is built in")
        });
        &RULES
    }

    /// The same with another cap on the size of networks.
    #[cfg(test)]
    pub(crate) fn with_cap(network_documents: usize) -> Self {
        let rules = toml::from_str(include_str!("../../rules/link.toml"));
        Self {
            network_documents,
            ..rules.unwrap()
        }
    }

    /// `None` when nothing of this kind ever ties.
    fn kind(&self, identifier: &Identifier) -> Option<(&Kind, Strength)> {
        let kinds = &self.kind;
        let value = identifier.value.as_str();
        Some(match identifier.kind {
            IdentifierKind::Phone => (&kinds.phone, Strength::Strong),
            IdentifierKind::Email => (&kinds.email, Strength::Strong),
            IdentifierKind::Wallet => (&kinds.wallet, Strength::Strong),
            IdentifierKind::Account if value.starts_with(':') => (&kinds.handle, Strength::Medium),
            IdentifierKind::Account => (&kinds.account, Strength::Strong),
            IdentifierKind::TextClass => (&kinds.text, Strength::Medium),
            IdentifierKind::Url => match self.url.what(value) {
                What::Page => (&kinds.page, Strength::Medium),
                What::Site => (&kinds.site, Strength::Medium),
                What::Anybodys => return None,
            },
        })
    }

    pub(crate) fn strength(&self, identifier: &Identifier) -> Strength {
        self.kind(identifier)
            .map_or(Strength::Weak, |(_, strength)| strength)
    }

    /// Weight before damping.
    pub(crate) fn base(&self, identifier: &Identifier) -> Millibits {
        self.kind(identifier).map_or(0, |(kind, _)| kind.base)
    }

    /// Weight of a link: the base less 1000 for each doubling of the documents that carry the identifier.
    pub(crate) fn weight(&self, identifier: &Identifier, documents: u64) -> Millibits {
        damped(self.base(identifier), documents)
    }

    fn role(&self, identifier: &Identifier, commonness: Commonness) -> Role {
        match self.kind(identifier) {
            None => Role::Seen,
            Some((kind, _)) if commonness.contacts > kind.contacts => {
                Role::Hub(HubReason::TooManyContacts)
            }
            Some((kind, _)) if commonness.documents > kind.documents => {
                Role::Hub(HubReason::TooManyDocuments)
            }
            Some(_) => Role::Joins,
        }
    }
}

/// Frozen in powers of two, so that one more of `many` rarely changes a weight.
pub(crate) fn damped(base: Millibits, many: u64) -> Millibits {
    (base - 1000 * Millibits::from(many.max(1).ilog2())).max(0)
}

/// What a URL is the address of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Page,
    Site,
    Anybodys,
}

impl Urls {
    fn what(&self, url: &str) -> What {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(end);
        let mut segments = path
            .split(|c: char| !c.is_alphanumeric())
            .filter(|s| !s.is_empty());
        let of_every_site = match segments.next() {
            None => true,
            // A language or country before the page.
            Some(first) if first.len() <= 2 => segments.next().is_none_or(|s| self.every(s)),
            Some(first) => self.every(first),
        };
        if !of_every_site {
            return What::Page;
        }
        let host = host.split_once(':').map_or(host, |(host, _)| host);
        let of_many = self.sites_of_many.iter().any(|site| {
            host.strip_suffix(site.as_str())
                .is_some_and(|left| left.is_empty() || left.ends_with('.'))
        });
        if of_many || !host.contains('.') {
            What::Anybodys
        } else {
            What::Site
        }
    }

    fn every(&self, segment: &str) -> bool {
        self.pages_of_every_site
            .iter()
            .any(|page| page.eq_ignore_ascii_case(segment))
    }
}

/// What an identifier of this commonness does.
///
/// Strong kinds (phone, e-mail, account with its platform, wallet) tie on their own; medium kinds (page, site, handle
/// without platform, text class) under conditions; addresses of sites where everybody is tie nothing. Any of them is a
/// hub once it has more documents or more other contacts than `rules/link.toml` allows its kind: an operation has a
/// handful of contacts, an agency or the footer of a site stands under dozens.
pub fn role(identifier: &Identifier, commonness: Commonness) -> Role {
    Rules::built_in().role(identifier, commonness)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identifier(kind: IdentifierKind, value: &str) -> Identifier {
        Identifier {
            kind,
            value: value.into(),
        }
    }

    fn common(documents: u64, contacts: u64) -> Commonness {
        Commonness {
            documents,
            contacts,
        }
    }

    #[test]
    fn caps_are_within_what_is_counted() {
        let kinds = &Rules::built_in().kind;
        for kind in [
            &kinds.phone,
            &kinds.email,
            &kinds.account,
            &kinds.wallet,
            &kinds.handle,
            &kinds.page,
            &kinds.site,
            &kinds.text,
        ] {
            assert!(kind.documents <= Commonness::DOCUMENTS_CAP);
            assert!(kind.contacts <= Commonness::CONTACTS_CAP);
            assert!(kind.base > 0 && kind.base % 1000 == 0);
        }
    }

    #[test]
    fn an_operation_with_rotating_contacts_is_no_hub_and_an_agency_is() {
        for kind in [
            IdentifierKind::Phone,
            IdentifierKind::Email,
            IdentifierKind::Wallet,
        ] {
            let contact = identifier(kind, "x");
            assert_eq!(role(&contact, common(300, 8)), Role::Joins);
            assert_eq!(
                role(&contact, common(30, 13)),
                Role::Hub(HubReason::TooManyContacts)
            );
            assert_eq!(
                role(&contact, common(1001, 1)),
                Role::Hub(HubReason::TooManyDocuments)
            );
        }
    }

    #[test]
    fn a_text_under_many_contacts_is_boilerplate() {
        let class = identifier(IdentifierKind::TextClass, "t-0");
        assert_eq!(role(&class, common(40, 4)), Role::Joins);
        assert_eq!(
            role(&class, common(40, 11)),
            Role::Hub(HubReason::TooManyContacts)
        );
    }

    #[test]
    fn a_handle_says_less_without_its_platform() {
        let rules = Rules::built_in();
        let handle = identifier(IdentifierKind::Account, ":ana_x24");
        let account = identifier(IdentifierKind::Account, "snapchat:ana_x24");
        assert_eq!(rules.strength(&handle), Strength::Medium);
        assert_eq!(rules.strength(&account), Strength::Strong);
        assert_eq!(
            role(&handle, common(5, 4)),
            Role::Hub(HubReason::TooManyContacts)
        );
        assert_eq!(role(&account, common(5, 4)), Role::Joins);
    }

    #[test]
    fn a_url_is_a_page_a_site_or_anybodys() {
        let urls = &Rules::built_in().url;
        for (url, what) in [
            ("https://ana.example.com/gallery/3", What::Page),
            ("https://example.org/?profile=ana24", What::Page),
            ("https://instagram.com/ana_x24", What::Page),
            ("https://example.org/en/profile-20133", What::Page),
            ("https://ana-7f.example.com", What::Site),
            ("https://ana-7f.example.com/", What::Site),
            ("https://ana-7f.example.com:8080/contact", What::Site),
            ("https://www.board.example.org/help", What::Site),
            ("https://board.example.org/de/impressum", What::Site),
            ("https://www.instagram.com", What::Anybodys),
            ("https://t.me/", What::Anybodys),
            ("https://example.notinstagram.com", What::Site),
            ("localhost", What::Anybodys),
            ("", What::Anybodys),
            ("https://", What::Anybodys),
            ("https://пример.example/ана", What::Page),
        ] {
            assert_eq!(urls.what(url), what, "{url}");
        }
        assert_eq!(
            role(
                &identifier(IdentifierKind::Url, "https://t.me"),
                common(2, 1)
            ),
            Role::Seen
        );
    }

    #[test]
    fn a_link_weighs_less_the_more_documents_there_are() {
        let rules = Rules::built_in();
        let phone = identifier(IdentifierKind::Phone, "+14155550132");
        let weights = [1, 2, 3, 4, 1000, 0].map(|documents| rules.weight(&phone, documents));
        assert_eq!(weights, [12_000, 11_000, 11_000, 10_000, 3_000, 12_000]);
        let text = identifier(IdentifierKind::TextClass, "t-0");
        assert_eq!(rules.weight(&text, 64), 0);
    }
}
