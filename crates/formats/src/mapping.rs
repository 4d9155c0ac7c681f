use crate::flat::Flat;
use model::CaptureField;
use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};
use std::fmt;

/// What a column or key of a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Title.
    Title,
    /// Main text.
    Body,
    /// A field of the capture.
    Capture(CaptureField),
    /// Default region, ISO 3166-1 alpha-2.
    Region,
    /// Default language, ISO 639-1.
    Language,
}

impl Field {
    /// Every field, in the order of the documentation.
    pub const ALL: [Self; 11] = [
        Self::Title,
        Self::Body,
        Self::Capture(CaptureField::Url),
        Self::Capture(CaptureField::Posted),
        Self::Capture(CaptureField::Captured),
        Self::Capture(CaptureField::Place),
        Self::Capture(CaptureField::Author),
        Self::Capture(CaptureField::Price),
        Self::Capture(CaptureField::PostId),
        Self::Region,
        Self::Language,
    ];

    /// The name in `--map` and in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Capture(field) => field.name(),
            Self::Region => "region",
            Self::Language => "language",
        }
    }

    /// The names by which columns and keys are known, the surest first: lower case, without spaces, `_` and `-`.
    const fn known(self) -> &'static [&'static str] {
        match self {
            Self::Title => &[
                "title",
                "headline",
                "subject",
                "heading",
                "adtitle",
                "posttitle",
                "titulo",
                "título",
                "asunto",
                "titre",
                "sujet",
                "titel",
                "betreff",
                "überschrift",
                "titolo",
                "oggetto",
                "assunto",
                "заголовок",
                "тема",
                "назва",
                "tytuł",
                "tytul",
                "titlu",
                "onderwerp",
                "başlık",
                "标题",
                "標題",
                "タイトル",
                "제목",
                "tiêuđề",
                "العنوان",
            ],
            Self::Body => &[
                "body",
                "text",
                "description",
                "content",
                "message",
                "adtext",
                "posttext",
                "bodytext",
                "fulltext",
                "adbody",
                "postbody",
                "details",
                "comment",
                "narrative",
                "desc",
                "texto",
                "descripcion",
                "descripción",
                "mensaje",
                "contenido",
                "texte",
                "contenu",
                "beschreibung",
                "inhalt",
                "nachricht",
                "testo",
                "descrizione",
                "messaggio",
                "descricao",
                "descrição",
                "mensagem",
                "conteudo",
                "conteúdo",
                "текст",
                "описание",
                "сообщение",
                "опис",
                "повідомлення",
                "tekst",
                "opis",
                "treść",
                "tresc",
                "descriere",
                "mesaj",
                "beschrijving",
                "bericht",
                "metin",
                "açıklama",
                "内容",
                "正文",
                "描述",
                "本文",
                "説明",
                "내용",
                "본문",
                "nộidung",
                "الوصف",
                "النص",
                "html",
                "rawhtml",
                "pagehtml",
                "htmlcontent",
            ],
            Self::Capture(CaptureField::Url) => &[
                "url",
                "link",
                "permalink",
                "pageurl",
                "adurl",
                "posturl",
                "sourceurl",
                "weburl",
                "href",
                "uri",
                "webpage",
                "enlace",
                "lien",
                "collegamento",
                "ссылка",
                "посилання",
                "odnośnik",
                "网址",
                "链接",
            ],
            Self::Capture(CaptureField::Posted) => &[
                "posted",
                "postedat",
                "posteddate",
                "dateposted",
                "postdate",
                "postedon",
                "posttime",
                "published",
                "publishedat",
                "publisheddate",
                "datepublished",
                "pubdate",
                "createdat",
                "created",
                "datecreated",
                "createdtime",
                "createdutc",
                "date",
                "datetime",
                "timestamp",
                "time",
                "fecha",
                "fechadepublicación",
                "fechadepublicacion",
                "datedepublication",
                "datum",
                "veröffentlicht",
                "data",
                "datapubblicazione",
                "datadepublicação",
                "дата",
                "датапубликации",
                "datadodania",
                "tarih",
                "日期",
                "发布时间",
                "投稿日",
                "날짜",
            ],
            Self::Capture(CaptureField::Captured) => &[
                "captured",
                "capturedat",
                "scraped",
                "scrapedat",
                "scrapedate",
                "scrapetime",
                "crawled",
                "crawledat",
                "crawldate",
                "fetched",
                "fetchedat",
                "retrieved",
                "retrievedat",
                "collected",
                "collectedat",
                "downloadedat",
                "accessed",
                "firstseen",
                "receivedat",
                "capturado",
                "recogido",
                "abgerufen",
                "собрано",
            ],
            Self::Capture(CaptureField::Place) => &[
                "place",
                "location",
                "city",
                "town",
                "locality",
                "area",
                "postedin",
                "ciudad",
                "lugar",
                "ubicacion",
                "ubicación",
                "localidad",
                "ville",
                "lieu",
                "stadt",
                "ort",
                "città",
                "citta",
                "luogo",
                "cidade",
                "localização",
                "город",
                "место",
                "місто",
                "miasto",
                "miejsce",
                "oraș",
                "oras",
                "plaats",
                "şehir",
                "城市",
                "地点",
                "地區",
                "場所",
                "지역",
                "thànhphố",
                "المدينة",
            ],
            Self::Capture(CaptureField::Author) => &[
                "author",
                "username",
                "user",
                "postedby",
                "poster",
                "seller",
                "screenname",
                "handle",
                "nickname",
                "sender",
                "from",
                "autor",
                "usuario",
                "utilisateur",
                "auteur",
                "verfasser",
                "autore",
                "utente",
                "usuário",
                "автор",
                "пользователь",
                "użytkownik",
                "gebruiker",
                "kullanıcı",
                "作者",
                "用户",
                "投稿者",
            ],
            Self::Capture(CaptureField::Price) => &[
                "price", "rate", "rates", "cost", "fee", "precio", "tarifa", "prix", "tarif",
                "preis", "prezzo", "preço", "preco", "цена", "ціна", "cena", "preț", "prijs",
                "fiyat", "价格", "價格", "料金", "가격",
            ],
            Self::Capture(CaptureField::PostId) => &[
                "postid",
                "adid",
                "listingid",
                "advertid",
                "adnumber",
                "postnumber",
                "messageid",
                "recordid",
                "id",
                "uid",
                "uuid",
                "anuncioid",
                "anzeigenid",
                "номеробъявления",
            ],
            Self::Region => &[
                "region",
                "countrycode",
                "countryiso",
                "countryiso2",
                "iso2",
                "country",
            ],
            Self::Language => &[
                "language",
                "lang",
                "languagecode",
                "locale",
                "idioma",
                "langue",
                "sprache",
                "lingua",
                "язык",
            ],
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What a person said about a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Override {
    Field(Field),
    /// Kept in the text as `key: value`.
    Unmapped,
    /// Not read at all.
    Ignored,
}

/// An override that can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingError {
    /// No column is named.
    NoColumn,
    /// The field is none that there is.
    UnknownField(String),
    /// The column is mapped to two fields.
    Twice(String),
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoColumn => {
                f.write_str("a mapping needs a column before the `=`, as in `Ad Text=body`")
            }
            Self::UnknownField(field) => {
                write!(f, "unknown field `{field}`; known are ")?;
                for field in Field::ALL {
                    write!(f, "{field}, ")?;
                }
                f.write_str("nothing (keep the column in the text) and - (leave the column out)")
            }
            Self::Twice(column) => write!(
                f,
                "the column `{column}` is mapped twice, to different fields"
            ),
        }
    }
}

impl std::error::Error for MappingError {}

/// Which column or key is which field: a table of known names, with a person's overrides before it.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    /// By the name's plain form.
    overrides: Vec<(String, Override)>,
}

impl Mapping {
    /// The table of known names with overrides `(column, field)`. An empty field keeps the column in the text as
    /// `key: value`; `-` leaves the column out. A nested key is named with dots, as in `ad.text`.
    pub fn with_overrides(overrides: &[(String, String)]) -> Result<Self, MappingError> {
        let mut mapping = Self::default();
        for (column, field) in overrides {
            let name = plain(column);
            if name.is_empty() {
                return Err(MappingError::NoColumn);
            }
            let target = match field.trim() {
                "" => Override::Unmapped,
                "-" => Override::Ignored,
                field => Field::ALL
                    .into_iter()
                    .find(|known| plain(known.name()) == plain(field))
                    .map(Override::Field)
                    .ok_or_else(|| MappingError::UnknownField(field.to_owned()))?,
            };
            match mapping.overrides.iter().find(|(known, _)| *known == name) {
                Some((_, other)) if *other != target => {
                    return Err(MappingError::Twice(column.clone()));
                }
                Some(_) => {}
                None => mapping.overrides.push((name, target)),
            }
        }
        Ok(mapping)
    }
}

/// How a name is compared: lower case, without spaces, `_` and `-`, so that `Ad Text`, `ad_text` and `adText` are one.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Keys that only hold the record, such as `ad` in `{"ad": {"text": …}}`.
const HOLDERS: &[&str] = &[
    "ad",
    "advert",
    "advertisement",
    "listing",
    "post",
    "item",
    "record",
    "document",
    "doc",
    "data",
    "attributes",
    "properties",
    "fields",
    "source",
    "entry",
    "message",
    "page",
    "report",
    "node",
    "result",
    "payload",
    "object",
    "content",
];

/// Keys that only hold the value of their parent, such as `rendered` in `{"title": {"rendered": …}}`.
const VALUES: &[&str] = &[
    "rendered",
    "value",
    "text",
    "name",
    "raw",
    "#text",
    "$t",
    "plain",
    "displayname",
];

/// How sure it is that a key is a field: the smaller the surer.
type Rank = u32;

const OVERRIDE: Rank = 0;
const TOP: Rank = 100;
const HELD: Rank = 10_000;
const DEEP: Rank = 20_000;

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Kept in the text as `key: value`.
    Text,
    Ignored,
    Field(Field, Rank),
}

/// The table of names, ready to be asked for every key of every record.
pub(crate) struct Names {
    mapping: Mapping,
    known: FxHashMap<&'static str, (Field, Rank)>,
    /// Answers so far: real files have few different keys.
    answers: FxHashMap<String, Choice>,
}

/// Files with more keys than this, such as those that use values as keys, are asked about anew each time.
const ANSWERS: usize = 4096;

impl Names {
    pub(crate) fn new(mapping: &Mapping) -> Self {
        let mut known = FxHashMap::default();
        for field in Field::ALL {
            for (rank, name) in (TOP..).zip(field.known()) {
                known.entry(*name).or_insert((field, rank));
            }
        }
        Self {
            mapping: mapping.clone(),
            known,
            answers: FxHashMap::default(),
        }
    }

    /// Whether a column's name is in the table or was mapped.
    pub(crate) fn is_known(&mut self, name: &str) -> bool {
        !matches!(self.choice(name), Choice::Text)
    }

    pub(crate) fn choice(&mut self, key: &str) -> Choice {
        if let Some(choice) = self.answers.get(key) {
            return *choice;
        }
        let choice = self.decide(key);
        if self.answers.len() < ANSWERS && key.len() <= 256 {
            self.answers.insert(key.to_owned(), choice);
        }
        choice
    }

    fn decide(&self, key: &str) -> Choice {
        let path = plain(key);
        let rank = OVERRIDE..;
        let said = rank
            .zip(&self.mapping.overrides)
            .find(|(_, (name, _))| *name == path);
        if let Some((rank, (_, said))) = said {
            return match said {
                Override::Field(field) => Choice::Field(*field, rank.min(TOP - 1)),
                Override::Unmapped => Choice::Text,
                Override::Ignored => Choice::Ignored,
            };
        }
        let segments: Vec<&str> = path.split('.').collect();
        let found = match segments.as_slice() {
            [name] => self.known.get(name).copied(),
            [parents @ .., name] => self.nested(parents, name),
            [] => None,
        };
        match found {
            Some((field, rank)) => Choice::Field(field, rank),
            None => Choice::Text,
        }
    }

    fn nested(&self, parents: &[&str], name: &str) -> Option<(Field, Rank)> {
        let held = |parents: &[&str]| {
            parents
                .iter()
                .all(|parent| HOLDERS.contains(&parent.trim_start_matches('_')))
        };
        if let (true, [above @ .., parent]) = (VALUES.contains(&name), parents)
            && let (Some((field, rank)), true) = (self.known.get(parent), held(above))
        {
            return Some((*field, if above.is_empty() { *rank } else { HELD + rank }));
        }
        let (field, rank) = *self.known.get(name)?;
        if held(parents) {
            return Some((field, HELD + rank));
        }
        // A title or text deeper down is the record's when there is no other; an address or date may be anything's.
        let of_another = parents
            .iter()
            .any(|parent| matches!(self.known.get(parent), Some((Field::Capture(_), _))));
        (matches!(field, Field::Title | Field::Body) && !of_another).then_some((field, DEEP + rank))
    }

    /// Chooses the pair of each field: the surest name, then the first. What is deep and not the only one is none.
    /// The answer has a place for each pair of `flat`.
    pub(crate) fn choose(&mut self, flat: &Flat, choices: &mut Vec<Choice>) {
        choices.clear();
        let mut best: [Option<(Rank, usize)>; Field::ALL.len()] = [None; Field::ALL.len()];
        let mut alone = [true; Field::ALL.len()];
        for (at, (key, value)) in flat.iter().enumerate() {
            let mut choice = self.choice(key);
            if value.trim().is_empty() && choice != Choice::Ignored {
                choice = Choice::Text;
            }
            choices.push(choice);
            if let Choice::Field(field, rank) = choice {
                let slot = place(field);
                match best[slot] {
                    Some((other, _)) if other < rank => {}
                    Some((other, _)) if other == rank => alone[slot] = false,
                    _ => {
                        best[slot] = Some((rank, at));
                        alone[slot] = true;
                    }
                }
            }
        }
        for (at, choice) in choices.iter_mut().enumerate() {
            if let Choice::Field(field, rank) = *choice {
                let slot = place(field);
                if best[slot] != Some((rank, at)) || rank >= DEEP && !alone[slot] {
                    *choice = Choice::Text;
                }
            }
        }
    }
}

fn place(field: Field) -> usize {
    Field::ALL
        .iter()
        .position(|known| *known == field)
        .expect("ALL has every field")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(pairs: &[(&str, &str)], mapping: &Mapping) -> String {
        let mut flat = Flat::new(usize::MAX);
        for (key, value) in pairs {
            flat.push(key, value);
        }
        let mut choices = Vec::new();
        Names::new(mapping).choose(&flat, &mut choices);
        choices
            .iter()
            .map(|choice| match choice {
                Choice::Text => "text",
                Choice::Ignored => "ignored",
                Choice::Field(field, _) => field.name(),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn names_are_mapped_by_the_table() {
        let cases: &[(&[&str], &str)] = &[
            (
                &["Title", "BODY", "Posted At", "scraped-at"],
                "title body posted captured",
            ),
            (&["Заголовок", "Описание", "Город"], "title body place"),
            (&["Título", "Descripción", "Precio"], "title body price"),
            (&["description", "text"], "text body"),
            (&["text", "text"], "body text"),
            (&["eyes", "hair"], "text text"),
            (&["ad.title", "ad.text", "ad.url"], "title body url"),
            (&["_source.title", "_source.url", "title"], "text url title"),
            (
                &["title.rendered", "content.rendered", "link"],
                "title body url",
            ),
            (&["author.name", "author.url", "text"], "author text body"),
            (&["images.url", "text"], "text body"),
            (&["thing.inner.text"], "body"),
            (&["comments.text", "comments.text"], "text text"),
            (&["user.title", "text"], "text body"),
            (&["postId", "region", "lang"], "post_id region language"),
        ];
        for (keys, expected) in cases {
            let pairs: Vec<_> = keys.iter().map(|key| (*key, "x")).collect();
            assert_eq!(chosen(&pairs, &Mapping::default()), *expected, "{keys:?}");
        }
    }

    #[test]
    fn an_empty_value_leaves_the_field_to_the_next_name() {
        let pairs = [("text", " "), ("description", "x")];
        assert_eq!(chosen(&pairs, &Mapping::default()), "text body");
    }

    #[test]
    fn overrides_come_first() {
        let said = |list: &[(&str, &str)]| {
            let list: Vec<_> = list
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect();
            Mapping::with_overrides(&list)
        };
        let mapping = said(&[
            ("Ad Text", "body"),
            ("title", ""),
            ("secret", "-"),
            ("x.y", "post-id"),
        ])
        .unwrap();
        let pairs = [
            ("text", "a"),
            ("ad_text", "b"),
            ("title", "c"),
            ("secret", "d"),
            ("x.y", "e"),
        ];
        assert_eq!(chosen(&pairs, &mapping), "text body text ignored post_id");
        assert_eq!(said(&[(" ", "body")]).unwrap_err(), MappingError::NoColumn);
        assert_eq!(
            said(&[("a", "bodi")]).unwrap_err().to_string(),
            "unknown field `bodi`; known are title, body, url, posted, captured, place, author, price, post_id, \
             region, language, nothing (keep the column in the text) and - (leave the column out)"
        );
        assert_eq!(
            said(&[("a b", "body"), ("A_B", "title")]).unwrap_err(),
            MappingError::Twice("A_B".into())
        );
    }

    #[test]
    fn the_documentation_lists_every_known_name() {
        let page = include_str!("../../../docs/formats.md");
        for field in Field::ALL {
            let row = format!("| `{field}` | {} |", field.known().join(", "));
            assert!(page.contains(&row), "docs/formats.md lacks: {row}");
        }
    }

    #[test]
    fn every_known_name_is_in_plain_form_and_means_one_field() {
        let mut seen = std::collections::BTreeMap::new();
        for field in Field::ALL {
            for name in field.known() {
                assert_eq!(plain(name), *name);
                assert_eq!(seen.insert(*name, field), None, "{name}");
            }
        }
    }
}
