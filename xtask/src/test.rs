//! Everything that must pass, in stages with their times. The tests come last, so that the runner's summary is what is read last.

use crate::programs::{self, Program};
use anyhow::{Context, bail};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs every check that a change must pass.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only the tests themselves, without format, lints, licences and accuracy
    #[arg(long)]
    quick: bool,
}

/// The development sets, when they lie beside the project, with the accuracy that is asked of them: (file, floor of F1, how it is scored).
const DEVELOPMENT_SETS: &[(&str, &str, Scored)] = &[
    ("phone_libphonenumber_find.jsonl", "0.98", Scored::Strict),
    (
        "phone_libphonenumber_matcher_leniency.jsonl",
        "0.98",
        Scored::Strict,
    ),
    ("msrec_phonenumber.jsonl", "0.97", Scored::Plainly),
    ("crypto_multicoin.jsonl", "1.0", Scored::Plainly),
    ("crypto_bech32_bip350.jsonl", "1.0", Scored::Plainly),
    ("crypto_eth_checksum.jsonl", "1.0", Scored::Plainly),
    ("msrec_email.jsonl", "0.98", Scored::Plainly),
    ("msrec_url.jsonl", "0.98", Scored::Plainly),
    ("msrec_ipaddress.jsonl", "0.98", Scored::Plainly),
    ("presidio_recognizers.jsonl", "0.98", Scored::Plainly),
    ("msrec_mention.jsonl", "0.90", Scored::Plainly),
    ("msrec_currency.jsonl", "0.97", Scored::Plainly),
    ("price_priceparser.jsonl", "0.97", Scored::Plainly),
    ("msrec_age.jsonl", "0.97", Scored::Plainly),
    ("msrec_dimension.jsonl", "0.95", Scored::Plainly),
    ("msrec_datetime.jsonl", "0.90", Scored::Plainly),
    ("msrec_datetime_relative.jsonl", "0.90", Scored::Plainly),
    ("msrec_number.jsonl", "0.98", Scored::Numbers),
    ("number_words.jsonl", "0.98", Scored::Numbers),
];

/// How a development set is scored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scored {
    Plainly,
    /// Numbers with their extensions, exactly.
    Strict,
    /// Spelled numbers, which are found only when asked for.
    Numbers,
}

/// What is off by default and tested all the same.
const FEATURES: &str = "northstar/azure";

struct Stages {
    began: Instant,
    times: Vec<(String, f64)>,
    skipped: Vec<String>,
    /// Whether a skip is a failure.
    strict: bool,
}

impl Stages {
    fn run(&mut self, name: &str, command: &mut Command) -> anyhow::Result<()> {
        println!("\n=== {name}");
        let began = Instant::now();
        let status = command
            .status()
            .with_context(|| format!("starting {name}"))?;
        self.times
            .push((name.to_owned(), began.elapsed().as_secs_f64()));
        if !status.success() {
            bail!("{name} failed: {status}");
        }
        Ok(())
    }

    fn skip(&mut self, name: &str, why: &str) -> anyhow::Result<()> {
        if self.strict {
            bail!("{name} can't be skipped with NORTHSTAR_REQUIRE=all: {why}");
        }
        println!("\n=== SKIPPED: {name}: {why}");
        self.skipped.push(name.to_owned());
        Ok(())
    }

    fn tell(&self) {
        println!("\n=== stage times");
        for (name, seconds) in &self.times {
            println!("{seconds:8.1} s  {name}");
        }
        println!("{:8.1} s  in all", self.began.elapsed().as_secs_f64());
        if !self.skipped.is_empty() {
            println!("SKIPPED: {}", self.skipped.join(", "));
        }
    }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments);
    command
}

fn there_is(program: &str, argument: &str) -> bool {
    let quiet = Command::new(program)
        .arg(argument)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet.is_ok_and(|status| status.success())
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let strict = std::env::var("NORTHSTAR_REQUIRE").is_ok_and(|required| required == "all");
    let mut stages = Stages {
        began: Instant::now(),
        times: Vec::new(),
        skipped: Vec::new(),
        strict,
    };
    if !args.quick {
        stages.run("format", &mut cargo(&["fmt", "--all", "--check"]))?;
        let lints = [
            "clippy",
            "--workspace",
            "--all-targets",
            "--features",
            FEATURES,
            "--",
            "-D",
            "warnings",
        ];
        stages.run("lints", &mut cargo(&lints))?;
        if there_is("cargo-deny", "--version") {
            stages.run(
                "licences",
                &mut cargo(&["deny", "check", "bans", "licenses", "sources"]),
            )?;
        }
        accuracy(&mut stages)?;
    }
    // The tests look for it themselves; here is where it is told.
    let browsers = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    if !browsers.iter().any(|name| there_is(name, "--version")) {
        stages.skip("pages in a browser", "Chromium is not installed")?;
    }
    stages.run(
        "tests",
        &mut cargo(&[
            "test",
            "--workspace",
            "--features",
            FEATURES,
            "--no-fail-fast",
        ]),
    )?;
    stages.tell();
    Ok(())
}

/// The generated corpus and the development sets, each with a floor.
fn accuracy(stages: &mut Stages) -> anyhow::Result<()> {
    stages.run(
        "northstar",
        programs::cargo("build").args(["--package", "northstar"]),
    )?;
    // Wherever cargo was told to put it.
    let northstar = Program::Northstar.path();
    stages.run(
        "quality of a generated corpus",
        cargo(&["xtask", "quality", "--floors", "--northstar"]).arg(&northstar),
    )?;
    let (sets, score) = (
        Path::new("../shared/data"),
        Path::new("../shared/tools/score.py"),
    );
    if !sets.is_dir() || !score.is_file() {
        // They are no part of the project: nothing is missed where they are not.
        return Ok(());
    }
    if !there_is("python3", "--version") {
        return stages.skip("development sets", "python3 is not installed");
    }
    for (set, floor, scored) in DEVELOPMENT_SETS {
        let types = match scored {
            Scored::Plainly | Scored::Strict => "",
            Scored::Numbers => " --types number",
        };
        let extract = format!("'{}' extract{types}", northstar.display());
        let mut command = Command::new("python3");
        command
            .arg(score)
            .args(["--command", &extract, "--floor", floor]);
        if *scored == Scored::Strict {
            command.arg("--strict");
        }
        stages.run(
            &format!("development set {set}"),
            command.arg(sets.join(set)),
        )?;
    }
    Ok(())
}
