//! Posts become raw files: columns, formats, charsets, compression, and what is wrong with some of them.

use crate::block::{Block, DAYS, Operation, Post, What};
use crate::chance::{Chance, hash};
use crate::places::{CITIES, spelled};
use crate::sources::{Charset, Clock, Column, Format, SOURCES, Source};
use crate::text::{self, Kind, Text, Written};
use crate::truth::{TrueFile, TrueMention, TrueRecord};
use crate::wallets::sha256;
use flate2::{Compression, write::GzEncoder};
use std::io::{self, Write};
use std::path::Path;

/// 2026-01-01 as days since 1970.
const FIRST_DAY: u32 = 20_454;
/// Every source delivers once a week, each on its own day.
const DELIVERY_DAYS: u32 = 7;

/// Year, month and day of a day from 2026-01-01 on.
pub(crate) fn civil(day: u32) -> (u32, u32, u32) {
    let mut left = day;
    for (month, length) in [31, 28, 31, 30, 31, 30].into_iter().enumerate() {
        if left < length {
            return (2026, month as u32 + 1, left + 1);
        }
        left -= length;
    }
    unreachable!("deliveries end a week after 90 days")
}

/// The last day of posting and the first, for the summary.
pub(crate) fn days() -> [String; 2] {
    [0, DAYS as u32 - 1].map(|day| {
        let (y, m, d) = civil(day);
        format!("{y}-{m:02}-{d:02}")
    })
}

fn delivery_day(source: u8, minute: u32) -> u32 {
    let day = minute / 1440 + 1;
    let shift = u32::from(source) % DELIVERY_DAYS;
    (day + DELIVERY_DAYS - 1 - shift) / DELIVERY_DAYS * DELIVERY_DAYS + shift
}

fn stated(clock: Clock, minute: u32) -> String {
    let (y, m, d) = civil(minute / 1440);
    let (hour, min) = (minute % 1440 / 60, minute % 60);
    match clock {
        Clock::Iso => format!("{y}-{m:02}-{d:02}T{hour:02}:{min:02}:00Z"),
        Clock::Spaced => format!("{y}-{m:02}-{d:02} {hour:02}:{min:02}"),
        Clock::Day => format!("{y}/{m:02}/{d:02}"),
        Clock::Unix => (u64::from(FIRST_DAY) * 86_400 + u64::from(minute) * 60).to_string(),
    }
}

/// Compresses; the header holds no time.
pub(crate) fn gzip(bytes: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(level));
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("writing to memory does not fail")
}

fn encode(text: &str, charset: Charset) -> Vec<u8> {
    match charset {
        Charset::Utf8 => text.as_bytes().to_vec(),
        Charset::Utf8WithMark => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Charset::Windows1251 => encoding_rs::WINDOWS_1251.encode(text).0.into_owned(),
        Charset::Windows1252 => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        Charset::Utf16 => std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect(),
    }
}

/// A value of a column.
enum Cell {
    Text(String),
    Number(String),
    Nothing,
}

fn json_string(text: &str, ascii: bool, out: &mut String) {
    let quoted = serde_json::to_string(text).expect("a string is JSON");
    if !ascii {
        out.push_str(&quoted);
        return;
    }
    for c in quoted.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
}

fn json(cells: &[(&str, Cell)], ascii: bool, out: &mut String) {
    out.push('{');
    for (at, (name, cell)) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        json_string(name, ascii, out);
        out.push(':');
        match cell {
            Cell::Text(text) => json_string(text, ascii, out),
            Cell::Number(number) => out.push_str(number),
            Cell::Nothing => out.push_str("null"),
        }
    }
    out.push('}');
}

fn row<'a>(
    cells: impl Iterator<Item = &'a str>,
    by: char,
    quote_all: bool,
    crlf: bool,
    out: &mut String,
) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(by);
        }
        if quote_all || cell.contains([by, '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str(if crlf { "\r\n" } else { "\n" });
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn page(text: &Text, written: &Written, url: &str, posted: &str, place: &str) -> String {
    let paragraphs: String = written
        .body
        .split("\n\n")
        .map(|p| format!("      <p>{}</p>\n", escaped(p).replace('\n', "<br>\n")))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n  <meta charset=\"utf-8\">\n  <title>{title}</title>\n  \
         <link rel=\"canonical\" href=\"{url}\">\n  <meta property=\"article:published_time\" content=\"{posted}\">\n  \
         <style>nav {{ float: right }} .ad {{ max-width: 40em }}</style>\n</head>\n<body>\n  <nav><a href=\"/\">Home</a> | \
         <a href=\"/new\">Post</a></nav>\n  <main>\n    <article class=\"ad\">\n      <h1>{title}</h1>\n      <p class=\"where\">{place}, \
         <time datetime=\"{posted}\">{posted}</time></p>\n{paragraphs}    </article>\n  </main>\n  <footer>&copy; Openpages</footer>\n\
         </body>\n</html>\n",
        language = text.language,
        title = escaped(&written.title),
        place = escaped(place),
    )
}

/// Compressed parts of the truth's files, one a block.
pub(crate) struct Delivered {
    pub(crate) records: Vec<u8>,
    pub(crate) files: Vec<TrueFile>,
}

/// Writes the files of a source.
pub(crate) struct Delivery<'a> {
    pub(crate) out: &'a Path,
    pub(crate) seed: u64,
    pub(crate) number: u64,
    pub(crate) block: &'a Block,
    /// Level of compression.
    pub(crate) effort: u32,
    pub(crate) truth: GzEncoder<Vec<u8>>,
    /// Lines of the truth that wait for the compressor.
    pub(crate) lines: Vec<u8>,
    pub(crate) files: Vec<TrueFile>,
}

/// The name of an operation in the truth.
pub(crate) fn operation_id(operation: &Operation) -> String {
    let prefix = match operation.what {
        What::Network { .. } => "net",
        What::Unconnected => "adv",
        What::Noise => "other",
    };
    format!("{prefix}-{}", operation.number)
}

/// The name of a template in the truth.
pub(crate) fn template_id(text: &Text) -> String {
    format!("t-{:016x}", hash(&[text.template, 20]))
}

impl Delivery<'_> {
    /// Writes all files of the block.
    pub(crate) fn all(mut self) -> io::Result<Delivered> {
        let mut posts = self.block.posts.clone();
        posts.sort_unstable_by_key(|post| {
            (
                post.source,
                delivery_day(post.source, post.minute),
                post.minute,
                post.text,
                post.city,
            )
        });
        let written: Vec<Written> = self.block.texts.iter().map(text::write).collect();
        let group = |a: &Post, b: &Post| {
            a.source == b.source
                && delivery_day(a.source, a.minute) == delivery_day(b.source, b.minute)
        };
        for posts in posts.chunk_by(group) {
            self.folder(posts, &written)?;
        }
        self.truth.write_all(&self.lines)?;
        Ok(Delivered {
            records: self.truth.finish()?,
            files: self.files,
        })
    }

    fn folder(&mut self, posts: &[Post], written: &[Written]) -> io::Result<()> {
        let source = &SOURCES[posts[0].source as usize];
        let day = delivery_day(posts[0].source, posts[0].minute);
        let (y, m, d) = civil(day);
        let folder = format!("{}/{y}/{m:02}/{d:02}", source.name);
        match source.format {
            Format::Page | Format::Plain => {
                for (at, post) in posts.iter().enumerate() {
                    let extension = if source.format == Format::Page {
                        "html"
                    } else {
                        "txt"
                    };
                    let file = format!("{folder}/{:05}-{at:03}.{extension}", self.number);
                    let text = &self.block.texts[post.text as usize];
                    let written = &written[post.text as usize];
                    let place = spelled(&CITIES[post.city as usize], text.language);
                    let content = if source.format == Format::Page {
                        let url = self.url(source, post);
                        page(text, written, &url, &stated(Clock::Iso, post.minute), place)
                    } else {
                        format!("{}\n\n{}\n", written.title, written.body)
                    };
                    let mut mentions = written.mentions.clone();
                    if source.format == Format::Page {
                        place_in_text(&mut mentions, post, text);
                    }
                    self.record(&file, 0, post, mentions)?;
                    self.file(&file, content.as_bytes(), 1, 0, false)?;
                }
                Ok(())
            }
            _ => self.table(source, &folder, day, posts, written),
        }
    }

    fn table(
        &mut self,
        source: &Source,
        folder: &str,
        day: u32,
        posts: &[Post],
        written: &[Written],
    ) -> io::Result<()> {
        let extension = match source.format {
            Format::JsonLines { .. } => "jsonl",
            Format::JsonArray => "json",
            Format::Delimited { by: '\t', .. } => "tsv",
            _ => "csv",
        };
        let file = format!(
            "{folder}/part-{:05}.{extension}{}",
            self.number,
            if source.gzip { ".gz" } else { "" }
        );
        let mut chance = Chance::of(&[self.seed, self.number, u64::from(day), 30]);
        // Some lines were cut when they were collected: they hold no record.
        let cut_after =
            (source.name == "cityboard" && chance.percent(30)).then(|| chance.below(posts.len()));
        let mut rejects = 0;
        let mut content = String::new();
        match source.format {
            Format::JsonArray => content.push_str("[\n"),
            Format::Delimited {
                by,
                quote_all,
                crlf,
            } => row(
                source.columns.iter().map(|(_, name)| *name),
                by,
                quote_all,
                crlf,
                &mut content,
            ),
            _ => {}
        }
        for (number, post) in posts.iter().enumerate() {
            let text = &self.block.texts[post.text as usize];
            let (cells, mentions) =
                self.cells(source, day, post, text, &written[post.text as usize]);
            match source.format {
                Format::JsonArray => {
                    if number > 0 {
                        content.push_str(",\n");
                    }
                    json(&cells, false, &mut content);
                }
                Format::Delimited {
                    by,
                    quote_all,
                    crlf,
                } => {
                    let values = cells.iter().map(|(_, cell)| match cell {
                        Cell::Text(value) | Cell::Number(value) => value.as_str(),
                        Cell::Nothing => "",
                    });
                    row(values, by, quote_all, crlf, &mut content);
                }
                Format::JsonLines { ascii } => {
                    json(&cells, ascii, &mut content);
                    content.push('\n');
                }
                Format::Page | Format::Plain => {}
            }
            self.record(&file, number as u64, post, mentions)?;
            if cut_after == Some(number) {
                content.push_str(
                    "{\"post_id\":90017,\"title\":\"Lost umbrella\",\"body\":\"Blue, left on the\n",
                );
                rejects += 1;
            }
        }
        if source.format == Format::JsonArray {
            content.push_str("\n]\n");
        }
        let mut bytes = encode(&content, source.charset);
        if source.gzip {
            bytes = gzip(&bytes, self.effort);
        }
        self.file(&file, &bytes, posts.len() as u64, rejects, false)
    }

    fn post_id(&self, post: &Post) -> u64 {
        let key = hash(&[
            self.seed,
            self.number,
            u64::from(post.text),
            u64::from(post.minute),
            u64::from(post.source),
            31,
        ]);
        // Eight or nine digits: a look-alike of a number without area code.
        10_000_000 + key % 990_000_000
    }

    fn url(&self, source: &Source, post: &Post) -> String {
        let city = CITIES[post.city as usize]
            .name
            .to_lowercase()
            .replace(' ', "-")
            .replace('é', "e")
            .replace('ö', "o");
        format!(
            "https://www.{}.example.org/{city}/{}.html",
            source.name,
            self.post_id(post)
        )
    }

    fn cells<'s>(
        &self,
        source: &'s Source,
        day: u32,
        post: &Post,
        text: &Text,
        written: &Written,
    ) -> (Vec<(&'s str, Cell)>, Vec<TrueMention>) {
        let mut mentions = written.mentions.clone();
        let mut cells = Vec::with_capacity(source.columns.len());
        let in_field = |mut mention: TrueMention, field: &str| {
            mention.field = Some(field.to_owned());
            mention
        };
        for (column, name) in source.columns {
            let cell = match column {
                Column::PostId => Cell::Number(self.post_id(post).to_string()),
                Column::Url => Cell::Text(self.url(source, post)),
                Column::Posted => match source.clock {
                    Clock::Unix => Cell::Number(stated(source.clock, post.minute)),
                    clock => Cell::Text(stated(clock, post.minute)),
                },
                Column::Captured => {
                    let minute = day * 1440 + 300 + (self.post_id(post) % 60) as u32;
                    Cell::Text(stated(Clock::Iso, minute))
                }
                Column::Place => {
                    let city = &CITIES[post.city as usize];
                    let raw = spelled(city, text.language);
                    let mut mention = TrueMention::new("place", city.name, raw);
                    mention.country = Some(city.country.to_owned());
                    mentions.push(in_field(mention, "place"));
                    Cell::Text(raw.to_owned())
                }
                Column::Author => {
                    mentions.push(in_field(
                        TrueMention::new("name", written.author, written.author),
                        "author",
                    ));
                    Cell::Text(written.author.to_owned())
                }
                Column::Price if text.kind == Kind::Advert => {
                    let raw = format!("{} €", text.rate);
                    let mut mention =
                        TrueMention::new("price", format!("EUR {}", text.rate), raw.as_str());
                    mention.amount = Some(u32::from(text.rate));
                    mention.currency = Some("EUR".into());
                    mentions.push(in_field(mention, "price"));
                    Cell::Text(raw)
                }
                Column::Price => Cell::Nothing,
                Column::Title => Cell::Text(written.title.clone()),
                Column::Body => Cell::Text(if source.footer {
                    let (url, email) = source.footer_contacts();
                    let body = format!(
                        "{}\n--\n{} help: {url} or {email}",
                        written.body, source.name
                    );
                    mentions.push(TrueMention::new("url", url.as_str(), &url));
                    mentions.push(TrueMention::new("email", email.as_str(), &email));
                    body
                } else {
                    written.body.clone()
                }),
                Column::Category => Cell::Text(
                    match text.kind {
                        Kind::Job => "jobs",
                        Kind::Advert => "services",
                        _ => "other",
                    }
                    .to_owned(),
                ),
                Column::Age if text.kind == Kind::Advert => {
                    let age = text.age.to_string();
                    match mentions
                        .iter_mut()
                        .find(|m| m.kind == "age" && m.value == age && m.field.is_none())
                    {
                        Some(mention) => mention.optional = false,
                        None => mentions.push(TrueMention::new("age", age.as_str(), &age)),
                    }
                    Cell::Number(age)
                }
                Column::Age => Cell::Nothing,
                Column::Phone => match &written.phone {
                    Some((_, raw)) => Cell::Text(raw.clone()),
                    None => Cell::Nothing,
                },
            };
            cells.push((*name, cell));
        }
        (cells, mentions)
    }

    fn record(
        &mut self,
        file: &str,
        number: u64,
        post: &Post,
        mentions: Vec<TrueMention>,
    ) -> io::Result<()> {
        let text = &self.block.texts[post.text as usize];
        let operation = &self.block.operations[text.operation as usize];
        let id = operation_id(operation);
        let record = TrueRecord {
            file: file.to_owned(),
            record: number,
            network: matches!(operation.what, What::Network { .. }).then(|| id.clone()),
            advertiser: id,
            template: template_id(text),
            kind: text.kind.name().to_owned(),
            language: text.language.to_owned(),
            role: text.role.name().to_owned(),
            text: format!("x-{}-{}", self.number, post.text),
            mentions,
        };
        // Compressing every small piece that JSON is written in costs more than all the rest.
        serde_json::to_writer(&mut self.lines, &record)?;
        self.lines.push(b'\n');
        if self.lines.len() >= 1 << 16 {
            self.truth.write_all(&self.lines)?;
            self.lines.clear();
        }
        Ok(())
    }

    fn file(
        &mut self,
        file: &str,
        bytes: &[u8],
        records: u64,
        rejects: u64,
        damaged: bool,
    ) -> io::Result<()> {
        let path = self.out.join(file);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, bytes)?;
        self.files.push(TrueFile {
            file: file.to_owned(),
            sha256: sha256(bytes),
            bytes: bytes.len() as u64,
            records,
            rejects,
            damaged,
            copy_of: None,
        });
        Ok(())
    }

    /// Broken files of a source of their own, and a file that was delivered twice.
    pub(crate) fn damaged(&mut self) -> io::Result<()> {
        let folder = "partner-drop/2026/03/28";
        let lines: String = (0..40)
            .map(|at| format!("{{\"title\":\"Minutes {at}\",\"body\":\"The choir met in room {at} and sang.\"}}\n"))
            .collect();
        let whole = gzip(lines.as_bytes(), 6);
        self.file(
            &format!("{folder}/truncated.jsonl.gz"),
            &whole[..whole.len() * 2 / 3],
            0,
            1,
            true,
        )?;
        self.file(&format!("{folder}/empty.csv"), b"", 0, 1, true)?;
        let mut chance = Chance::of(&[self.seed, 40]);
        let noise: Vec<u8> = (0..256)
            .flat_map(|at| [0, 0xff, at as u8, chance.next() as u8])
            .collect();
        self.file(&format!("{folder}/scan.bin"), &noise, 0, 1, true)?;
        self.file(
            &format!("{folder}/not-compressed.csv.gz"),
            b"title;body\nchoir;sings on Monday\n",
            0,
            1,
            true,
        )?;
        self.file(
            &format!("{folder}/rows.csv"),
            b"title,body,city\nChoir,sings,Houston\nShort row\nLong,row,with,too,many,cells\nQuote,\"never closed,Dallas\n",
            0,
            1,
            true,
        )?;
        self.file(
            &format!("{folder}/lines.jsonl"),
            b"{\"title\":\"Choir\",\"body\":\"sings on Monday\"}\nno json at all\n{\"title\":\n{\"title\":\"Band\",\"body\":\"plays on Friday\"}\n[1,2\n",
            0,
            3,
            true,
        )
    }
}

/// A page shows its place beside the text.
fn place_in_text(mentions: &mut Vec<TrueMention>, post: &Post, text: &Text) {
    let city = &CITIES[post.city as usize];
    let raw = spelled(city, text.language);
    if !mentions
        .iter()
        .any(|m| m.kind == "place" && m.value == city.name)
    {
        let mut mention = TrueMention::new("place", city.name, raw);
        mention.country = Some(city.country.to_owned());
        mentions.push(mention);
    }
}
