//! The same state whatever happens on the way: files in another order, runs that are killed.

use super::{Scratch, collect, measure};
use anyhow::{Context, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What is expected, and how long it took undisturbed.
pub(super) struct Undisturbed<'a> {
    pub(super) program: &'a Path,
    pub(super) scratch: &'a Scratch,
    pub(super) corpus: &'a Path,
    pub(super) out: &'a Path,
    pub(super) seconds: f64,
    pub(super) seed: u64,
}

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to 1.
    fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn shuffle(&mut self, list: &mut [PathBuf]) {
        for at in (1..list.len()).rev() {
            let other = (self.next() % (at as u64 + 1)) as usize;
            list.swap(at, other);
        }
    }
}

impl Undisturbed<'_> {
    fn run(&self, store: &Path, out: &Path) -> Command {
        let mut command = Command::new(self.program);
        command
            .arg("run")
            .arg("--store")
            .arg(store)
            .arg("--out")
            .arg(out)
            .current_dir(&self.scratch.0);
        command
    }

    /// Every file named by itself, in an order that has nothing to do with its name.
    pub(super) fn shuffled(&self) -> anyhow::Result<String> {
        let mut files = Vec::new();
        collect(self.corpus, &mut files)?;
        files.sort();
        Chance(self.seed).shuffle(&mut files);
        let (store, out) = (
            self.scratch.0.join("store-shuffled"),
            self.scratch.0.join("out-shuffled"),
        );
        let measured = measure(self.run(&store, &out).args(&files))?;
        self.same(&out)?;
        let _ = std::fs::remove_dir_all(store);
        Ok(format!(
            "{} files in shuffled order: the same exports, byte for byte, after {:.1} s",
            files.len(),
            measured.seconds
        ))
    }

    /// Killed so many times at random, each time going on where it was; then left alone.
    pub(super) fn killed(&self, times: u32) -> anyhow::Result<String> {
        let (store, out) = (
            self.scratch.0.join("store-killed"),
            self.scratch.0.join("out-killed"),
        );
        let mut chance = Chance(self.seed);
        let mut after = Vec::new();
        for _ in 0..times {
            // On average all kills together take about as long as one whole run.
            let wait = 2.0 * self.seconds / f64::from(times + 1) * chance.part();
            let mut child = self
                .run(&store, &out)
                .arg(self.corpus)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .context("starting the program")?;
            std::thread::sleep(Duration::from_secs_f64(wait));
            let ended = child.try_wait()?.is_some();
            // SIGKILL where there is one: no handler, no flush.
            let _ = child.kill();
            child.wait()?;
            after.push(format!(
                "{wait:.1} s{}",
                if ended { " (had ended)" } else { "" }
            ));
        }
        let began = Instant::now();
        measure(self.run(&store, &out).arg(self.corpus))?;
        let seconds = began.elapsed().as_secs_f64();
        self.same(&out)?;
        measure(
            Command::new(self.program)
                .arg("verify")
                .arg("--store")
                .arg(&store)
                .current_dir(&self.scratch.0),
        )
        .context("verifying what the killed runs left")?;
        let _ = std::fs::remove_dir_all(store);
        Ok(format!(
            "killed after {}, then left alone for {seconds:.1} s: the same exports, byte for byte, and everything holds",
            after.join(", ")
        ))
    }

    /// Compares exports byte for byte.
    fn same(&self, out: &Path) -> anyhow::Result<()> {
        let (expected, found) = (names(self.out)?, names(out)?);
        ensure!(expected == found, "other files: {expected:?} and {found:?}");
        for name in expected {
            let read = |folder: &Path| {
                std::fs::read(folder.join(&name)).with_context(|| format!("reading {name}"))
            };
            if read(self.out)? != read(out)? {
                bail!("{name} differs");
            }
        }
        Ok(())
    }
}

/// What an export wrote, without what a killed run left half-written.
fn names(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).context("listing an export")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".part") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
