//! What documents cost: the pipeline's steps over the Azure store on a generated mix, every operation counted and priced.
//! `cargo xtask bench cost` starts the emulators and this, once for each line of its table.

#![expect(clippy::print_stdout, reason = "the figures are for a person")]

use anyhow::{Context, Result, ensure};
use async_trait::async_trait;
use futures_executor::block_on;
use model::{DocumentId, Record, Source};
use pipeline::Ports;
use pipeline::suite::{self, LinkerRun, Suite, queue};
use sample_generator::{Level, Wanted, generate};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::azure::{Azure, Charge, Charges, Place, Settings, StorageAuth};
use store::{Backlog, Landing, Queues, Received, Store};

/// The account's key; the emulator takes any.
const KEY: &str = "bm8ga2V5IGlzIGNoZWNrZWQ=";
/// An execution of a function, in billionths of a dollar: $0.40 a million.
const NANODOLLARS_AN_EXECUTION: u64 = 400;
/// An event of Event Grid comes in and is delivered: two operations at $0.60 a million.
const NANODOLLARS_AN_EVENT: u64 = 1_200;

/// A second of a gigabyte of an instance, in dollars, and the sizes in gigabytes that it may have.
const DOLLARS_A_GIGABYTE_SECOND: f64 = 0.000_026;
const SMALL_INSTANCE: f64 = 0.5;
const USUAL_INSTANCE: f64 = 2.0;

/// What is measured.
struct Wish {
    documents: u64,
    /// Records a file.
    each: usize,
    /// Files that land before the linker runs.
    at_once: usize,
    /// New texts first and all that are seen again after them, each with figures of its own.
    apart: bool,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        // Cargo says that it is a bench.
        .filter(|argument| argument != "--bench")
        .collect();
    let [connection, endpoint, documents, each, at_once, how] = arguments.as_slice() else {
        // Started without emulators, as `cargo bench` does.
        println!("cargo xtask bench cost starts this");
        return Ok(());
    };
    let wish = Wish {
        documents: documents.parse()?,
        each: each.parse()?,
        at_once: at_once.parse()?,
        apart: how == "apart",
    };
    let azure = Azure::with_own_runtime(Settings {
        cosmos_key: Some(KEY.to_owned()),
        ..Settings::new(
            StorageAuth::from_connection_string(connection)?,
            endpoint,
            [7; 32],
        )
    })?;
    block_on(azure.prepare(&queue::ALL))?;
    let folder = tempfile::tempdir()?;
    let mix = Mix::generate(&folder.path().join("corpus"), wish.documents)?;
    for source in &mix.sources {
        block_on(azure.put_source(source))?;
    }
    let share = (mix.lines.len() - mix.texts()) * 100 / mix.lines.len();
    println!(
        "{} records, {} of them a file, linked after {} files; {share} % seen before; emulators, no real charges",
        mix.lines.len(),
        wish.each,
        wish.at_once
    );
    let mut world = World::new(azure);
    if wish.apart {
        let (new, again): (Vec<&Line>, Vec<&Line>) = mix.lines.iter().partition(|line| line.new);
        for (name, lines) in [("new texts", new), ("seen again", again)] {
            let before = world.spent();
            world.take_in(&lines, &wish)?;
            world.spent().since(&before).tell(name, lines.len() as u64);
        }
    } else {
        let lines: Vec<&Line> = mix.lines.iter().collect();
        world.take_in(&lines, &wish)?;
        world.spent().tell("the mix", lines.len() as u64);
    }
    world.tell_networks()
}

/// One record on its way into a file.
struct Line {
    source: String,
    json: String,
    /// Whether no record before it has its text.
    new: bool,
}

/// Records of all sources, in the order in which they arrive.
struct Mix {
    sources: Vec<Source>,
    lines: Vec<Line>,
}

impl Mix {
    /// How many texts there are.
    fn texts(&self) -> usize {
        self.lines.iter().filter(|line| line.new).count()
    }

    /// The generated corpus, whose files hold as many records as their sources please, taken apart into records.
    fn generate(folder: &Path, documents: u64) -> Result<Self> {
        let wanted = Wanted {
            documents,
            seed: 1,
            level: Level::default(),
        };
        generate(wanted, folder)?;
        let mut sources = Vec::new();
        // Where in its source a record stands, as a part of all: sources deliver side by side.
        let mut found: Vec<(f64, String, Record)> = Vec::new();
        for terms in below(folder)? {
            if terms.file_name().is_none_or(|name| name != "source.toml") {
                continue;
            }
            let place = terms.parent().context("a file lies in a folder")?;
            let mut source: Source = toml::from_str(&std::fs::read_to_string(&terms)?)?;
            source.name = name_of(place);
            let mut records = Vec::new();
            for file in below(place)? {
                if file != terms {
                    records.extend(records_of(&file)?);
                }
            }
            let of = records.len() as f64;
            let placed = records.into_iter().enumerate();
            found.extend(placed.map(|(at, record)| (at as f64 / of, source.name.clone(), record)));
            sources.push(source);
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        let mut seen: BTreeSet<DocumentId> = BTreeSet::new();
        let lines = found
            .into_iter()
            .map(|(_, source, record)| {
                let terms = sources.iter().find(|known| known.name == source);
                let id = DocumentId::derive(
                    &record.text(),
                    terms.and_then(|terms| terms.region.as_deref()),
                    terms.and_then(|terms| terms.language.as_deref()),
                );
                Line {
                    new: seen.insert(id),
                    json: line(&record),
                    source,
                }
            })
            .collect();
        Ok(Self { sources, lines })
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// All files of a folder, the truth left out.
fn below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if folder.join(sample_generator::IGNORE).exists() {
            continue;
        }
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn records_of(file: &Path) -> Result<Vec<Record>> {
    let mapping = formats::Mapping::default();
    let name = name_of(file);
    let hints = formats::Hints {
        name: Some(&name),
        mapping: &mapping,
    };
    let mut records = Vec::new();
    for item in formats::open(File::open(file)?, &hints, formats::Limits::default())? {
        if let formats::Item::Record(record) = item? {
            records.push(record);
        }
    }
    Ok(records)
}

/// A record as a line of JSON that reads back as the same.
fn line(record: &Record) -> String {
    let capture = &record.capture;
    let known = [
        ("title", &record.title),
        ("url", &capture.url),
        ("posted", &capture.posted),
        ("captured", &capture.captured),
        ("place", &capture.place),
        ("author", &capture.author),
        ("price", &capture.price),
        ("post_id", &capture.post_id),
    ];
    let mut object = Map::new();
    for (name, value) in known {
        if let Some(value) = value {
            object.insert(name.to_owned(), Value::String(value.clone()));
        }
    }
    object.insert("body".to_owned(), Value::String(record.body.clone()));
    for (name, value) in &record.fields {
        object.insert(name.clone(), Value::String(value.clone()));
    }
    Value::Object(object).to_string()
}

/// Queues whose messages never wait: how much lands before the linker runs is what is measured.
struct Impatient<'a>(&'a Azure);

#[async_trait]
impl Queues for Impatient<'_> {
    async fn send(&self, queue: &str, text: &str, _delay: Duration) -> store::Result<()> {
        self.0.send(queue, text, Duration::ZERO).await
    }

    async fn receive(
        &self,
        queue: &str,
        most: usize,
        hide: Duration,
    ) -> store::Result<Vec<Received>> {
        self.0.receive(queue, most, hide).await
    }

    async fn delete(&self, queue: &str, message: &Received) -> store::Result<()> {
        Queues::delete(self.0, queue, message).await
    }

    async fn backlog(&self, queue: &str) -> store::Result<Backlog> {
        self.0.backlog(queue).await
    }
}

/// The suite over its store, with what it has done.
struct World {
    azure: Azure,
    files: u64,
    executions: BTreeMap<&'static str, u64>,
    times: BTreeMap<&'static str, Time>,
    /// The first counts are those of the preparation.
    before: Charges,
}

impl World {
    fn new(azure: Azure) -> Self {
        let before = azure.charges();
        Self {
            azure,
            files: 0,
            executions: BTreeMap::new(),
            times: BTreeMap::new(),
            before,
        }
    }

    /// Lands these records source by source and does all that follows.
    fn take_in(&mut self, lines: &[&Line], wish: &Wish) -> Result<()> {
        let mut waiting: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut landed = 0;
        for line in lines {
            let file = waiting.entry(&line.source).or_default();
            file.push(&line.json);
            if file.len() == wish.each {
                let content = std::mem::take(file).join("\n");
                self.read(&line.source, content)?;
                landed += 1;
                if landed % wish.at_once == 0 {
                    self.drain()?;
                }
            }
        }
        for (source, file) in waiting {
            if !file.is_empty() {
                self.read(source, file.join("\n"))?;
            }
        }
        self.drain()
    }

    fn at<T>(&mut self, stage: &'static str, step: impl FnOnce(Suite<'_>) -> T) -> T {
        let azure = self.azure.at_stage(stage);
        let (began, busy) = (Instant::now(), processor_seconds());
        let done = step(Suite {
            ports: Ports::of(&azure),
            landing: &azure,
            queues: &Impatient(&azure),
            notes: &azure,
            now: &|| 1_780_000_000,
            stop: &|| false,
        });
        let time = self.times.entry(stage).or_default();
        time.passed += began.elapsed().as_secs_f64();
        time.busy += processor_seconds() - busy;
        done
    }

    fn read(&mut self, source: &str, content: String) -> Result<()> {
        self.files += 1;
        let path = format!("{source}/2026/03/26/{:08}.jsonl", self.files);
        let content = content.into_bytes();
        let landing = self.azure.at_stage("landing");
        block_on(landing.land(&path, &content, "application/octet-stream"))?;
        *self.executions.entry("process_raw").or_default() += 1;
        let came = self.at("process_raw", |suite| {
            suite::process_raw(suite, &path, content)
        })?;
        ensure!(
            matches!(came, suite::Came::Read(_)),
            "a file was not read: {came:?}"
        );
        Ok(())
    }

    /// Does what the queues ask for, as the host would: each message is received and deleted.
    fn drain(&mut self) -> Result<()> {
        let host = self.azure.at_stage("host");
        for (name, function) in [
            (queue::EXTRACTED, "link_documents"),
            (queue::LINKED, "score_networks"),
        ] {
            loop {
                let received = block_on(host.receive(name, 16, Duration::from_secs(600)))?;
                if received.is_empty() {
                    break;
                }
                for message in received {
                    *self.executions.entry(function).or_default() += 1;
                    self.at(function, |suite| -> Result<()> {
                        if function == "link_documents" {
                            let run = suite::link_documents(suite)?;
                            ensure!(run != LinkerRun::Busy, "nobody else links");
                        } else {
                            suite::score_networks(suite, &message.text)?.map_err(|_| {
                                anyhow::anyhow!("the linker's message cannot be read")
                            })?;
                        }
                        Ok(())
                    })?;
                    block_on(host.delete(name, &message))?;
                }
            }
        }
        Ok(())
    }

    fn spent(&self) -> Spent {
        Spent {
            charges: self.azure.charges().since(&self.before),
            files: self.files,
            executions: self.executions.values().sum(),
            times: self.times.clone(),
        }
    }

    /// How large the networks are on which linking depends.
    fn tell_networks(&self) -> Result<()> {
        let (mut networks, mut documents, mut largest, mut after) = (0u64, 0u64, 0usize, None);
        loop {
            let page = block_on(self.azure.networks(after, 1_000))?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for network in &page {
                networks += 1;
                documents += network.members.len() as u64;
                largest = largest.max(network.members.len());
            }
        }
        println!("{documents} documents in {networks} networks, the largest of {largest}\n");
        Ok(())
    }
}

/// What was spent up to some point.
struct Spent {
    charges: Charges,
    files: u64,
    executions: u64,
    times: BTreeMap<&'static str, Time>,
}

/// What invocations took, in seconds.
#[derive(Clone, Copy, Default)]
struct Time {
    /// On the clock: what is paid for where nothing else runs in the instance.
    passed: f64,
    /// Of a processor.
    busy: f64,
}

/// Seconds of a processor that this process has used, to a hundredth; 0 where the system does not say.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name, which may hold anything: state is the first field, times the twelfth and thirteenth.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum();
    ticks / 100.0
}

impl Spent {
    fn since(&self, earlier: &Self) -> Self {
        Self {
            charges: self.charges.since(&earlier.charges),
            files: self.files - earlier.files,
            executions: self.executions - earlier.executions,
            times: self
                .times
                .iter()
                .map(|(function, time)| {
                    let before = earlier.times.get(function).copied().unwrap_or_default();
                    let since = Time {
                        passed: time.passed - before.passed,
                        busy: time.busy - before.busy,
                    };
                    (*function, since)
                })
                .collect(),
        }
    }

    /// A table by stage and by what was asked, a document; dollars are for a million documents.
    fn tell(&self, name: &str, documents: u64) {
        let mut rows: BTreeMap<(&str, &str, &str), Charge> = BTreeMap::new();
        for (stage, place, operation, charge) in self.charges.rows() {
            let place = place.map_or("", Place::name);
            add(
                rows.entry((stage, place, operation.name())).or_default(),
                charge,
            );
        }
        println!("{name}: {documents} documents");
        let row = |what: String, count: f64, units: f64, dollars: f64| {
            println!("  {what:48} {count:8.2} operations {units:8.2} RU {dollars:8.2} $");
        };
        let each = |charge: &Charge| {
            (
                charge.count as f64 / documents as f64,
                charge.milli_units as f64 / 1e3 / documents as f64,
                charge.nanodollars as f64 / 1e3 / documents as f64,
            )
        };
        for ((stage, place, operation), charge) in &rows {
            let (count, units, dollars) = each(charge);
            row(
                format!("{stage:14} {place:11} {operation}"),
                count,
                units,
                dollars,
            );
        }
        let mut stages: BTreeMap<&str, Charge> = BTreeMap::new();
        for ((stage, ..), charge) in &rows {
            add(stages.entry(stage).or_default(), *charge);
        }
        for (stage, charge) in &stages {
            let (count, units, dollars) = each(charge);
            row(format!("all of {stage}"), count, units, dollars);
        }
        let events = self.files * NANODOLLARS_AN_EVENT + self.executions * NANODOLLARS_AN_EXECUTION;
        let events = events as f64 / 1e3 / documents as f64;
        row(
            "events and executions".to_owned(),
            self.executions as f64 / documents as f64,
            0.0,
            events,
        );
        let (count, units, dollars) = each(&self.charges.total());
        row("in all".to_owned(), count, units, dollars + events);
        self.tell_times(documents);
    }

    /// The time of the functions, which depends on this machine: apart from what is counted.
    fn tell_times(&self, documents: u64) {
        let mut all = Time::default();
        let line = |name: &str, time: Time| {
            let each = |seconds: f64| seconds * 1e3 / documents as f64;
            let dollars =
                |size: f64| time.passed / documents as f64 * size * 1e6 * DOLLARS_A_GIGABYTE_SECOND;
            println!(
                "  {name:27} {:6.1} ms a document, {:5.1} ms of a processor; {:6.2} $ at 512 MB, {:6.2} $ at 2,048 MB",
                each(time.passed),
                each(time.busy),
                dollars(SMALL_INSTANCE),
                dollars(USUAL_INSTANCE)
            );
        };
        for (function, time) in &self.times {
            all.passed += time.passed;
            all.busy += time.busy;
            line(function, *time);
        }
        line("time of the functions", all);
    }
}

fn add(sum: &mut Charge, more: Charge) {
    sum.count += more.count;
    sum.items += more.items;
    sum.bytes += more.bytes;
    sum.milli_units += more.milli_units;
    sum.nanodollars += more.nanodollars;
}
