//! The sources of the corpus: who delivers what, in which format, charset and columns.

/// What a column or key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    PostId,
    Url,
    Posted,
    Captured,
    Place,
    Author,
    Price,
    Title,
    Body,
    Category,
    Age,
    Phone,
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    JsonLines {
        ascii: bool,
    },
    JsonArray,
    Delimited {
        by: char,
        quote_all: bool,
        crlf: bool,
    },
    Page,
    Plain,
}

/// How characters become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    Utf8,
    Utf8WithMark,
    Windows1251,
    Windows1252,
    Utf16,
}

/// How times are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// `2026-01-05T14:03:00Z`
    Iso,
    /// `2026-01-05 14:03`
    Spaced,
    /// `2026/01/05`
    Day,
    /// Seconds since 1970.
    Unix,
}

/// A source of raw files.
pub(crate) struct Source {
    pub(crate) name: &'static str,
    /// Stated in `source.toml`.
    pub(crate) region: Option<&'static str>,
    pub(crate) language: Option<&'static str>,
    pub(crate) owner: &'static str,
    pub(crate) legal_basis: &'static str,
    pub(crate) tlp: &'static str,
    pub(crate) retention_days: u32,
    pub(crate) may_be_passed_on: bool,
    pub(crate) format: Format,
    pub(crate) charset: Charset,
    pub(crate) gzip: bool,
    pub(crate) clock: Clock,
    pub(crate) columns: &'static [(Column, &'static str)],
    /// Whether a footer with the site's contacts stands under every text.
    pub(crate) footer: bool,
    /// How many records a block may hold at most: every page and letter is a file of its own.
    pub(crate) most: usize,
}

impl Source {
    /// What the footer says: URL and e-mail address of the site.
    pub(crate) fn footer_contacts(&self) -> (String, String) {
        (
            format!("https://www.{}.example.org/help", self.name),
            format!("help@{}.example.org", self.name),
        )
    }
}

use Column::{
    Age, Author, Body, Captured, Category, Phone, Place, PostId, Posted, Price, Title, Url,
};

const PARTNER: &str = "agreement with the partner, legitimate interest";
const PUBLIC: &str = "public advertisement, legitimate interest";

macro_rules! source {
    ($name:literal, $region:expr, $language:expr, $owner:literal, $basis:expr, $tlp:literal, $days:literal, $pass:literal,
     $format:expr, $charset:ident, $gzip:literal, $clock:ident, $footer:literal, $most:expr, $columns:expr) => {
        Source {
            name: $name,
            region: $region,
            language: $language,
            owner: $owner,
            legal_basis: $basis,
            tlp: $tlp,
            retention_days: $days,
            may_be_passed_on: $pass,
            format: $format,
            charset: Charset::$charset,
            gzip: $gzip,
            clock: Clock::$clock,
            columns: $columns,
            footer: $footer,
            most: $most,
        }
    };
}

const LINES: Format = Format::JsonLines { ascii: false };
const ALL: usize = usize::MAX;

const fn table(by: char, quote_all: bool, crlf: bool) -> Format {
    Format::Delimited {
        by,
        quote_all,
        crlf,
    }
}

/// Every source; posts name one by its index.
pub(crate) static SOURCES: &[Source] = &[
    source!(
        "cityboard",
        Some("US"),
        Some("en"),
        "Crawl team",
        PUBLIC,
        "AMBER",
        365,
        true,
        LINES,
        Utf8,
        false,
        Iso,
        false,
        ALL,
        &[
            (PostId, "post_id"),
            (Url, "url"),
            (Title, "title"),
            (Body, "body"),
            (Place, "city"),
            (Posted, "posted_at"),
            (Captured, "captured_at"),
            (Category, "category")
        ]
    ),
    source!(
        "nightlist",
        Some("US"),
        Some("en"),
        "Crawl team",
        PUBLIC,
        "AMBER",
        365,
        true,
        table(',', false, true),
        Utf8,
        true,
        Spaced,
        true,
        ALL,
        &[
            (PostId, "id"),
            (Posted, "posted"),
            (Place, "location"),
            (Title, "title"),
            (Body, "text"),
            (Age, "age"),
            (Author, "author"),
            (Url, "link")
        ]
    ),
    source!(
        "openpages",
        Some("US"),
        Some("en"),
        "Volunteers",
        PUBLIC,
        "GREEN",
        180,
        true,
        Format::Page,
        Utf8,
        false,
        Iso,
        false,
        64,
        &[]
    ),
    source!(
        "anuncios",
        Some("US"),
        Some("es"),
        "Red de apoyo",
        PARTNER,
        "AMBER",
        180,
        false,
        table(';', false, false),
        Windows1252,
        false,
        Spaced,
        false,
        ALL,
        &[
            (PostId, "anuncio_id"),
            (Posted, "fecha"),
            (Place, "ciudad"),
            (Title, "titulo"),
            (Body, "descripcion"),
            (Url, "enlace")
        ]
    ),
    source!(
        "worldlist",
        Some("US"),
        None,
        "Crawl team",
        PUBLIC,
        "AMBER",
        365,
        true,
        LINES,
        Utf8,
        true,
        Unix,
        true,
        ALL,
        &[
            (Url, "page_url"),
            (Title, "headline"),
            (Body, "description"),
            (Phone, "phone"),
            (Place, "area"),
            (Posted, "created_at"),
            (Captured, "scraped_at")
        ]
    ),
    source!(
        "acompanha",
        Some("US"),
        Some("pt"),
        "Rede parceira",
        PARTNER,
        "AMBER+STRICT",
        90,
        false,
        Format::JsonLines { ascii: true },
        Utf8,
        true,
        Iso,
        false,
        ALL,
        &[
            (Title, "titulo"),
            (Body, "texto"),
            (Place, "cidade"),
            (Posted, "data"),
            (PostId, "post_id")
        ]
    ),
    source!(
        "doska",
        Some("US"),
        Some("ru"),
        "Crawl team",
        PUBLIC,
        "AMBER",
        180,
        true,
        table(';', true, true),
        Windows1251,
        false,
        Spaced,
        false,
        ALL,
        &[
            (PostId, "id"),
            (Title, "заголовок"),
            (Body, "текст"),
            (Place, "город"),
            (Posted, "дата"),
            (Author, "автор")
        ]
    ),
    source!(
        "huaren",
        Some("US"),
        Some("zh"),
        "Crawl team",
        PUBLIC,
        "AMBER",
        180,
        true,
        table('\t', false, false),
        Utf16,
        false,
        Spaced,
        false,
        ALL,
        &[
            (PostId, "id"),
            (Title, "标题"),
            (Body, "内容"),
            (Place, "城市"),
            (Posted, "日期")
        ]
    ),
    source!(
        "kleinanzeigen-archiv",
        Some("DE"),
        Some("de"),
        "Beratungsstelle",
        PARTNER,
        "AMBER",
        90,
        false,
        Format::JsonArray,
        Utf8,
        false,
        Iso,
        true,
        ALL,
        &[
            (PostId, "ad_id"),
            (Title, "titel"),
            (Body, "beschreibung"),
            (Place, "ort"),
            (Posted, "datum"),
            (Price, "preis"),
            (Category, "rubrik")
        ]
    ),
    source!(
        "stadtmarkt",
        Some("DE"),
        None,
        "Crawl team",
        PUBLIC,
        "AMBER",
        180,
        true,
        table(';', false, true),
        Utf8WithMark,
        false,
        Day,
        false,
        ALL,
        &[
            (Posted, "posted"),
            (Place, "city"),
            (Title, "subject"),
            (Body, "message"),
            (Url, "url"),
            (PostId, "post_id")
        ]
    ),
    source!(
        "annonces",
        Some("FR"),
        Some("fr"),
        "Association partenaire",
        PARTNER,
        "AMBER",
        180,
        true,
        LINES,
        Utf8,
        true,
        Iso,
        false,
        ALL,
        &[
            (PostId, "id"),
            (Title, "titre"),
            (Body, "texte"),
            (Place, "ville"),
            (Posted, "posted_at"),
            (Url, "lien")
        ]
    ),
    source!(
        "tableau",
        Some("FR"),
        None,
        "Crawl team",
        PUBLIC,
        "AMBER",
        180,
        true,
        table('\t', false, false),
        Utf8,
        true,
        Spaced,
        false,
        ALL,
        &[
            (Title, "title"),
            (Body, "content"),
            (Place, "place"),
            (Posted, "posted"),
            (Age, "age")
        ]
    ),
    source!(
        "ukboard",
        Some("GB"),
        None,
        "Crawl team",
        PUBLIC,
        "AMBER",
        365,
        true,
        LINES,
        Utf8,
        false,
        Unix,
        false,
        ALL,
        &[
            (PostId, "adId"),
            (Title, "title"),
            (Body, "description"),
            (Place, "town"),
            (Posted, "timestamp"),
            (Author, "seller")
        ]
    ),
    source!(
        "southlist",
        Some("AU"),
        None,
        "Crawl team",
        PUBLIC,
        "AMBER",
        365,
        true,
        table(',', true, false),
        Utf8,
        false,
        Iso,
        false,
        ALL,
        &[
            (PostId, "listing_id"),
            (Posted, "created"),
            (Place, "locality"),
            (Title, "title"),
            (Body, "details"),
            (Phone, "phone")
        ]
    ),
    source!(
        "letters",
        Some("US"),
        Some("en"),
        "Tip line",
        "consent of the reporter",
        "RED",
        1095,
        false,
        Format::Plain,
        Utf8,
        false,
        Iso,
        false,
        48,
        &[]
    ),
    source!(
        "tipline",
        Some("US"),
        Some("en"),
        "Tip line",
        "consent of the reporter",
        "AMBER+STRICT",
        1095,
        false,
        LINES,
        Utf8,
        false,
        Iso,
        false,
        ALL,
        &[
            (PostId, "message_id"),
            (Posted, "created_at"),
            (Title, "subject"),
            (Body, "message"),
            (Place, "city")
        ]
    ),
    source!(
        "forum",
        Some("US"),
        None,
        "Crawl team",
        PUBLIC,
        "CLEAR",
        90,
        true,
        LINES,
        Utf8,
        false,
        Iso,
        false,
        ALL,
        &[
            (PostId, "id"),
            (Author, "username"),
            (Title, "subject"),
            (Body, "text"),
            (Posted, "published_at"),
            (Url, "permalink")
        ]
    ),
    source!(
        "classifieds-eu",
        Some("DE"),
        None,
        "Crawl team",
        PUBLIC,
        "CLEAR",
        90,
        true,
        Format::JsonArray,
        Utf8,
        true,
        Iso,
        false,
        ALL,
        &[
            (Title, "title"),
            (Body, "body"),
            (Posted, "posted"),
            (Place, "city"),
            (Price, "price")
        ]
    ),
];

/// Readers of one language in one country, and the sources that they use.
pub(crate) struct Market {
    pub(crate) region: &'static str,
    pub(crate) language: &'static str,
    /// Share of the operations.
    pub(crate) weight: usize,
    /// (index in [`SOURCES`], weight).
    pub(crate) sources: &'static [(u8, usize)],
    /// Where forum posts, shop adverts and the like go.
    pub(crate) noise: u8,
}

const fn market(
    region: &'static str,
    language: &'static str,
    weight: usize,
    sources: &'static [(u8, usize)],
    noise: u8,
) -> Market {
    Market {
        region,
        language,
        weight,
        sources,
        noise,
    }
}

/// Every market.
pub(crate) static MARKETS: &[Market] = &[
    market("US", "en", 34, &[(0, 6), (1, 5), (2, 2)], 16),
    market("US", "es", 12, &[(3, 5), (4, 3), (0, 1)], 16),
    market("US", "pt", 6, &[(5, 5), (4, 3)], 16),
    market("US", "ru", 5, &[(6, 5), (4, 4)], 16),
    market("US", "zh", 6, &[(7, 5), (4, 3)], 16),
    market("DE", "de", 9, &[(8, 5), (9, 4)], 17),
    market("FR", "fr", 8, &[(10, 5), (11, 4)], 17),
    market("GB", "en", 6, &[(12, 1)], 12),
    market("AU", "en", 3, &[(13, 1)], 13),
    market("DE", "uk", 3, &[(9, 1)], 17),
    market("DE", "ro", 2, &[(9, 1)], 17),
    market("FR", "ro", 2, &[(11, 1)], 17),
    market("DE", "th", 2, &[(9, 1)], 17),
    market("AU", "th", 2, &[(13, 1)], 13),
];
