//! How fast, how much memory: figures for notes. Nothing here passes or fails, but for what must end in the same state.

mod cost;
mod handler;
mod same;

use crate::programs;
use anyhow::{Context, bail};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Measures the release build; figures are for notes, machines are noisy.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// `northstar run` over a generated corpus: documents a second, memory, a second run, the export alone
    Run {
        /// How many documents to generate
        #[arg(long, default_value_t = 200_000)]
        documents: u64,
        /// Seed of the corpus
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Also run over the files in shuffled order, and compare the exports
        #[arg(long)]
        shuffle: bool,
        /// Also run while being killed so many times at random, and compare the exports
        #[arg(long, default_value_t = 0)]
        kill: u32,
    },
    /// `northstar extract` over a generated corpus; the library by script and recognizer, and on hostile texts of 1 MB
    Extract {
        /// How many documents to generate
        #[arg(long, default_value_t = 50_000)]
        documents: u64,
    },
    /// The handler as it is shipped: its size, its first answer, its first document, its memory, an empty invocation
    Handler,
    /// The function suite over emulators, every operation counted and priced: by stage, new texts and reposts apart, at 50
    /// records a file and at one, and for four times as many documents
    Cost {
        /// How many documents to generate
        #[arg(long, default_value_t = 2_000)]
        documents: u64,
    },
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    match args.what {
        What::Run {
            documents,
            seed,
            shuffle,
            kill,
        } => bench_run(&northstar()?, documents, seed, shuffle, kill),
        What::Extract { documents } => bench_extract(&northstar()?, documents),
        What::Handler => handler::run(),
        What::Cost { documents } => cost::run(documents),
    }
}

/// The program, built for release.
fn northstar() -> anyhow::Result<PathBuf> {
    programs::done(programs::cargo("build").args(["--release", "--package", "northstar"]))?;
    programs::target()
        .join("release/northstar")
        .canonicalize()
        .context("finding the program")
}

/// A folder that goes when this does.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> anyhow::Result<Self> {
        let folder = std::env::temp_dir().join(format!("northstar-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).context("making a folder to work in")?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder left behind is no fault of what was measured.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Time and peak memory of one process.
struct Measured {
    seconds: f64,
    peak_mib: f64,
    stdout: Vec<u8>,
}

fn measure(command: &mut Command) -> anyhow::Result<Measured> {
    let began = Instant::now();
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .context("starting the program")?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut stdout = child
        .stdout
        .take()
        .context("reading the program's output")?;
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut stdout, &mut bytes).map(|_| bytes)
    });
    let mut peak_kib = 0u64;
    let code = loop {
        if let Ok(text) = std::fs::read_to_string(&status) {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kib = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
            peak_kib = peak_kib.max(kib.unwrap_or(0));
        }
        if let Some(code) = child.try_wait()? {
            break code;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    if !code.success() {
        bail!("the program ended with {code}");
    }
    let stdout = reader
        .join()
        .map_err(|_| anyhow::anyhow!("reading the output failed"))??;
    Ok(Measured {
        seconds: began.elapsed().as_secs_f64(),
        peak_mib: peak_kib as f64 / 1024.0,
        stdout,
    })
}

fn samples(folder: &Path, documents: u64, seed: u64) -> anyhow::Result<()> {
    let made = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "xtask",
            "--",
            "samples",
        ])
        .args([
            "--documents",
            &documents.to_string(),
            "--seed",
            &seed.to_string(),
            "--out",
        ])
        .arg(folder)
        .stdout(Stdio::null())
        .status()?;
    if !made.success() {
        bail!("making the samples failed");
    }
    Ok(())
}

fn bench_run(
    program: &Path,
    documents: u64,
    seed: u64,
    shuffle: bool,
    kill: u32,
) -> anyhow::Result<()> {
    let scratch = Scratch::new()?;
    let corpus = scratch.0.join("corpus");
    samples(&corpus, documents, seed)?;
    let (store, out) = (scratch.0.join("store"), scratch.0.join("out"));
    let northstar = |command: &str, paths: &[&Path]| {
        let mut run = Command::new(program);
        run.arg(command)
            .args(paths)
            .arg("--store")
            .arg(&store)
            .current_dir(&scratch.0);
        run
    };
    let mut seconds = 0.0;
    for (name, command) in [
        (
            "run",
            northstar("run", &[&corpus])
                .arg("--out")
                .arg(&out)
                .arg("--json"),
        ),
        (
            "run again, nothing new",
            northstar("run", &[&corpus])
                .arg("--out")
                .arg(&out)
                .arg("--json"),
        ),
        (
            "export alone",
            northstar("export", &[]).arg("--out").arg(&out),
        ),
        ("verify", &mut northstar("verify", &[])),
    ] {
        let measured = measure(command)?;
        println!(
            "{name:24} {:8.1} s {:8.0} documents/s {:8.0} MiB peak",
            measured.seconds,
            documents as f64 / measured.seconds,
            measured.peak_mib
        );
        if name == "run" {
            seconds = measured.seconds;
            println!("{}", String::from_utf8_lossy(&measured.stdout).trim());
        }
    }
    let undisturbed = same::Undisturbed {
        program,
        scratch: &scratch,
        corpus: &corpus,
        out: &out,
        seconds,
        seed,
    };
    if shuffle {
        println!("{}", undisturbed.shuffled()?);
    }
    if kill > 0 {
        println!("{}", undisturbed.killed(kill)?);
    }
    Ok(())
}

fn bench_extract(program: &Path, documents: u64) -> anyhow::Result<()> {
    let scratch = Scratch::new()?;
    let corpus = scratch.0.join("corpus");
    samples(&corpus, documents, 1)?;
    let input = scratch.0.join("texts.jsonl");
    let mut texts =
        std::io::BufWriter::new(std::fs::File::create(&input).context("making the input")?);
    let mut files = Vec::new();
    collect(&corpus, &mut files)?;
    files.sort();
    let mut lines = 0u64;
    for file in files {
        let output = Command::new(program)
            .args(["text", "--json"])
            .arg(&file)
            .output()
            .context("reading a sample")?;
        for line in output
            .stdout
            .split(|byte| *byte == b'\n')
            .filter(|line| line.starts_with(b"{\"id\":\""))
        {
            texts.write_all(line)?;
            texts.write_all(b"\n")?;
            lines += 1;
        }
    }
    texts.flush()?;
    let bytes = input.metadata()?.len();
    let measured = measure(Command::new(program).arg("extract").arg(&input))?;
    println!(
        "extract, two cores: {lines} texts, {:.0} texts/s, {:.1} MB/s of input, {:.0} MiB peak",
        lines as f64 / measured.seconds,
        bytes as f64 / 1e6 / measured.seconds,
        measured.peak_mib
    );
    // In the library itself: by script, each recognizer alone, texts twice as long, hostile texts.
    let inside = Command::new(env!("CARGO"))
        .args([
            "bench",
            "--quiet",
            "--package",
            "analysis",
            "--bench",
            "extract",
        ])
        .status()
        .context("starting the bench of the library")?;
    if !inside.success() {
        bail!("the bench of the library ended with {inside}");
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if folder.join(".northstar-ignore").exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.file_name().is_some_and(|name| name != "source.toml") {
            files.push(path);
        }
    }
    Ok(())
}
