mod explained;

use crate::Outcome;
use crate::lines::{Line, answer_lines};
use crate::output::{json_line, out};
use analysis::extract::{Context, Extractor, Lost};
use model::{Mention, MentionType, stated_time};
use serde::{Deserialize, Serialize};
use std::io::BufReader;
use std::path::PathBuf;

/// Recognize identifiers and signs in texts: JSON Lines in, JSON Lines out, same order
///
/// A line in: {"id","text","region"?,"language"?,"posted"?}. A line out: {"id","mentions":[{"type","value","raw","start",
/// "end","confidence","attributes"}]}; start and end are UTF-8 byte offsets, text[start..end] == raw. A line that is no such
/// object is answered with {"id":null,"error":"…"}.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  echo '{\"id\":\"1\",\"text\":\"call four1five 555 01three2\"}' | northstar extract --region US
  northstar extract --types phone,email adverts.jsonl > found.jsonl
  northstar extract --explain adverts.jsonl        for people: what was found, how, and what was not taken")]
pub(crate) struct Args {
    /// Only these types, such as phone,email; `number` is found only when asked for
    #[arg(long, value_delimiter = ',', value_name = "TYPES")]
    types: Vec<MentionType>,
    /// Default region of phone numbers and dates (ISO 3166-1), where the line states none
    #[arg(long, value_parser = crate::arrivals::region)]
    region: Option<String>,
    /// For people: each text with what was found in it and why, and what lost its place
    #[arg(long)]
    explain: bool,
    /// A file instead of standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
}

#[derive(Deserialize)]
struct Given {
    id: Id,
    text: String,
    region: Option<String>,
    language: Option<String>,
    posted: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Id,
    mentions: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Failed {
    id: Option<()>,
    error: &'static str,
}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(rename = "type")]
    kind: MentionType,
    value: &'a str,
    raw: &'a str,
    start: usize,
    end: usize,
    confidence: f64,
    method: &'a str,
    attributes: &'a model::Attributes,
}

impl<'a> Shown<'a> {
    fn of(mention: &'a Mention, text: &'a str) -> Self {
        Self {
            kind: mention.kind,
            value: &mention.value,
            raw: mention.span.quote(text).unwrap_or_default(),
            start: mention.span.start(),
            end: mention.span.end(),
            confidence: f64::from(mention.confidence) / 100.0,
            method: &mention.method,
            attributes: &mention.attributes,
        }
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let input = BufReader::with_capacity(1 << 17, super::open_input(&args.file)?);
    let mut out = out();
    answer_lines(input, &mut out, Extractor::new, |extractor, line, text| {
        let given = match &line {
            Line::TooLong => Err("the line is longer than 64 MiB"),
            Line::Bytes(bytes) => {
                serde_json::from_slice::<Given>(bytes).map_err(|error| match error.classify() {
                    serde_json::error::Category::Data => "not an object with an id and a text",
                    _ => "not valid JSON in UTF-8",
                })
            }
        };
        let wrote = match given {
            Ok(given) => answer(args, extractor, &given, text),
            Err(error) => json_line(text, &Failed { id: None, error }),
        };
        wrote.expect("memory takes all that is written");
    })?;
    Ok(Outcome::Done)
}

fn answer(
    args: &Args,
    extractor: &mut Extractor,
    given: &Given,
    out: &mut Vec<u8>,
) -> anyhow::Result<()> {
    let context = Context {
        region: given.region.as_deref().or(args.region.as_deref()),
        language: given.language.as_deref(),
        posted: given.posted.as_deref().and_then(stated_time),
    };
    let wanted = |kind: MentionType| args.types.is_empty() || args.types.contains(&kind);
    let (mut mentions, lost) = if args.explain {
        extractor.explain(&given.text, &context)
    } else {
        (extractor.extract(&given.text, &context), Vec::new())
    };
    mentions.retain(|mention| wanted(mention.kind));
    if args.types.contains(&MentionType::Number) {
        mentions.extend(extractor.numbers(&given.text, &context));
        mentions.sort_unstable();
    }
    if !args.explain {
        let mentions = mentions
            .iter()
            .map(|mention| Shown::of(mention, &given.text))
            .collect();
        return json_line(
            out,
            &Answer {
                id: &given.id,
                mentions,
            },
        );
    }
    let id = match &given.id {
        Id::Text(id) => id.clone(),
        Id::Number(id) => id.to_string(),
    };
    let lost: Vec<&Lost> = lost
        .iter()
        .filter(|lost| wanted(lost.mention.kind))
        .collect();
    explained::write(out, &id, &given.text, &mentions, &lost)
}
