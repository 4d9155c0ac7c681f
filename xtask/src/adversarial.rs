//! `cargo xtask adversarial`: how many disguised contacts the program finds, and how often look-alikes deceive it.

use crate::quality::{build, seed_of_commit};
use adversarial_generator::{Case, Line, Report, cases};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Measures the program on disguised contacts and their look-alikes.
#[derive(clap::Args)]
#[command(
    after_help = "Without --seed the seed comes from the commit, so that nobody tunes the system to one set.\n\nExample: cargo xtask adversarial --seed 7 --cases 20000 --errors 20"
)]
pub(crate) struct Adversarial {
    /// How many texts are made
    #[arg(long, default_value_t = 12_000)]
    cases: u64,
    /// Seed of the texts; from the commit when not said
    #[arg(long)]
    seed: Option<u64>,
    /// The program to measure; built for release when not said
    #[arg(long)]
    northstar: Option<PathBuf>,
    /// Show so many made-up texts that were not read rightly
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// Only this style or kind of look-alike among the texts that are shown
    #[arg(long)]
    style: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Exit with 1 when a figure is below its floor
    #[arg(long)]
    floors: bool,
}

/// What the program said about one text: (type, value).
type Answer = Vec<(String, String)>;

impl Adversarial {
    pub(crate) fn run(&self) -> Result<()> {
        let seed = self.seed.unwrap_or_else(seed_of_commit);
        let program = match &self.northstar {
            Some(program) => program.clone(),
            None => build()?,
        };
        let cases: Vec<Case> = cases(seed, self.cases).collect();
        let answers = ask(&program, &cases)?;
        let mut report = Report::default();
        let mut shown = 0;
        for (case, answer) in cases.iter().zip(&answers) {
            let found = answer
                .iter()
                .map(|(kind, value)| (kind.as_str(), value.as_str()));
            let right = report.add(case, found);
            let wanted = self
                .style
                .as_deref()
                .is_none_or(|style| style == case.style);
            if !right && wanted && shown < self.errors {
                shown += 1;
                println!("{}", describe(case, answer));
            }
        }
        let below = report.below();
        if self.json {
            println!("{:#}", to_json(seed, &report, &below));
        } else {
            print!("{}", table(seed, &report));
            for miss in &below {
                println!("below its floor: {miss}");
            }
        }
        if self.floors && !below.is_empty() {
            bail!("{} below the floor, seed {seed}", below.len());
        }
        Ok(())
    }
}

/// Has the program read all texts.
fn ask(program: &PathBuf, cases: &[Case]) -> Result<Vec<Answer>> {
    let mut child = Command::new(program)
        .arg("extract")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} does not start", program.display()))?;
    let mut stdin = child.stdin.take().context("the program takes no input")?;
    let input: Vec<String> = cases
        .iter()
        .enumerate()
        .map(|(n, case)| {
            json!({"id": n.to_string(), "text": case.text, "region": case.region}).to_string()
        })
        .collect();
    let writer =
        std::thread::spawn(move || input.iter().try_for_each(|line| writeln!(stdin, "{line}")));
    let output = child.wait_with_output()?;
    writer
        .join()
        .map_err(|_| anyhow::anyhow!("writing the input failed"))??;
    if !output.status.success() {
        bail!("the program ended with {}", output.status);
    }
    let answers: Vec<Answer> = String::from_utf8(output.stdout)?
        .lines()
        .map(answer)
        .collect::<Result<_>>()?;
    if answers.len() != cases.len() {
        bail!("{} answers to {} texts", answers.len(), cases.len());
    }
    Ok(answers)
}

fn answer(line: &str) -> Result<Answer> {
    let row: Value = serde_json::from_str(line)?;
    let mentions = row["mentions"]
        .as_array()
        .context("an answer without mentions")?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(mentions
        .iter()
        .map(|mention| (text(&mention["type"]), text(&mention["value"])))
        .collect())
}

/// A text that was not read rightly. All of it is made up.
fn describe(case: &Case, answer: &Answer) -> String {
    let expected = case
        .expected
        .as_ref()
        .map_or("nothing".to_owned(), |expected| {
            format!("{} {}", expected.kind, expected.value)
        });
    let found: Vec<String> = answer
        .iter()
        .map(|(kind, value)| format!("{kind} {value}"))
        .collect();
    format!(
        "[{}, {}, {}] {:?}\n    expected {expected}; found {}",
        case.style,
        case.language,
        case.region.unwrap_or("no region"),
        case.text,
        found.join(", ")
    )
}

fn table(seed: u64, report: &Report) -> String {
    let mut out = format!("seed {seed}\n");
    let mut group = |title: &str, lines: &BTreeMap<&str, Line>| {
        let _ = writeln!(
            out,
            "\n{title:36} {:>7} {:>7} {:>7} {:>8}",
            "texts", "recall", "wrong", "clean"
        );
        for (name, line) in lines {
            let _ = writeln!(
                out,
                "{name:36} {:7} {:7.3} {:7} {:8.4}",
                line.texts,
                line.recall(),
                line.wrong,
                line.clean()
            );
        }
    };
    group("style", &report.styles);
    group("language", &report.languages);
    group("script", &report.scripts);
    group("all disguised", &BTreeMap::from([("", report.disguised)]));
    group("look-alike (recall has no meaning)", &report.kinds);
    group(
        "all look-alikes",
        &BTreeMap::from([("", report.look_alikes)]),
    );
    out
}

fn to_json(seed: u64, report: &Report, below: &[String]) -> Value {
    let line = |line: &Line| json!({"texts": line.texts, "found": line.found, "wrong": line.wrong});
    let group = |lines: &BTreeMap<&'static str, Line>| -> Value {
        lines
            .iter()
            .map(|(name, counts)| ((*name).to_owned(), line(counts)))
            .collect()
    };
    json!({
        "seed": seed,
        "disguised": line(&report.disguised),
        "styles": group(&report.styles),
        "languages": group(&report.languages),
        "scripts": group(&report.scripts),
        "look_alikes": line(&report.look_alikes),
        "kinds": group(&report.kinds),
        "below": below,
    })
}
