//! How fast texts become mentions on one core: all recognizers and each alone, by script; texts twice as long; hostile
//! texts of 1 MB; behind `texts FILE` the texts of a file alone. Figures for notes; nothing here passes or fails.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program for the terminal that measures time"
)]

use adversarial_generator::{Script, adverts};
use analysis::extract::{Context, Extractor, recognizers};
use std::time::{Duration, Instant};

const CONTEXT: Context<'static> = Context {
    region: Some("US"),
    language: None,
    posted: None,
};

/// What was said behind `--`; cargo adds a flag of its own.
fn arguments() -> impl Iterator<Item = String> {
    std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
}

fn main() {
    let wanted = arguments().next().unwrap_or_default();
    // What is built at the first use is no part of the speed.
    Extractor::new().extract("call 415-555-0132 in Paris, 100 roses", &CONTEXT);
    if wanted == "texts" {
        return texts_of_file();
    }
    if wanted != "hostile" {
        scripts();
    }
    if !matches!(wanted.as_str(), "hostile" | "scripts") {
        lengths();
    }
    if wanted != "scripts" {
        hostile_texts();
    }
}

/// Seconds that this thread has had of a processor, so that other programs on the machine don't count; the clock where
/// the system doesn't say.
fn processor_seconds() -> f64 {
    static BEGAN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match statistics
        .split(' ')
        .next()
        .and_then(|nanoseconds| nanoseconds.parse::<f64>().ok())
    {
        Some(nanoseconds) => nanoseconds / 1e9,
        None => BEGAN.elapsed().as_secs_f64(),
    }
}

/// Texts that are looked at before the clock starts, as the peers are given (`bench/peers/run.py`).
const WARM_UP: usize = 20;

/// Seconds for the texts of a file of JSON lines, each extracted once with the region that its line states: the time that
/// the peers' calls are compared with, reading apart.
fn texts_of_file() {
    let path = arguments().nth(1).expect("a file behind `texts`");
    let file = std::fs::read_to_string(path).expect("the file is there, in UTF-8");
    let rows: Vec<serde_json::Value> = file
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is an object"))
        .collect();
    let texts: Vec<(&str, Context<'_>)> = rows
        .iter()
        .map(|row| {
            let text = row["text"].as_str().expect("each line has a text");
            let region = row["region"].as_str();
            (text, Context { region, ..CONTEXT })
        })
        .collect();
    let mut extractor = Extractor::new();
    for (text, context) in texts.iter().take(WARM_UP) {
        std::hint::black_box(extractor.extract(text, context));
    }
    let began = processor_seconds();
    for (text, context) in &texts {
        std::hint::black_box(extractor.extract(text, context));
    }
    println!("{}", processor_seconds() - began);
}

/// Seconds that one round over the texts takes.
fn seconds(extractor: &mut Extractor, texts: &[String]) -> f64 {
    // The first round makes what is made at the first use.
    for text in texts {
        std::hint::black_box(extractor.extract(text, &CONTEXT));
    }
    let (began, first) = (Instant::now(), processor_seconds());
    let mut rounds = 0;
    while began.elapsed() < Duration::from_millis(400) {
        for text in texts {
            std::hint::black_box(extractor.extract(text, &CONTEXT));
        }
        rounds += 1;
    }
    (processor_seconds() - first) / f64::from(rounds)
}

/// All scripts and recognizers, or those named behind "scripts".
fn scripts() {
    let named: Vec<String> = arguments().skip(1).collect();
    let is_named = |name: &str, place: usize| named.get(place).is_none_or(|only| only == name);
    let kinds = [
        ("latin", Script::Latin, false),
        ("cyrillic", Script::Cyrillic, false),
        ("cjk", Script::Cjk, false),
        ("thai", Script::Thai, false),
        ("arabic", Script::Arabic, false),
        ("emoji", Script::Latin, true),
    ];
    let sets: Vec<(&str, Vec<String>)> = kinds
        .into_iter()
        .filter(|(name, ..)| is_named(name, 0))
        .map(|(name, script, emoji)| (name, adverts(script, emoji, 7, 2000)))
        .collect();
    println!(
        "{:10} {:>8} {:>12} {:>10}",
        "script", "bytes", "adverts/s", "MB/s"
    );
    for (name, texts) in &sets {
        let bytes: usize = texts.iter().map(String::len).sum();
        let seconds = seconds(&mut Extractor::new(), texts);
        println!(
            "{name:10} {:8} {:12.0} {:10.1}",
            bytes / texts.len(),
            texts.len() as f64 / seconds,
            bytes as f64 / 1e6 / seconds
        );
    }
    print!("\n{:18}", "µs an advert");
    for (name, _) in &sets {
        print!("{name:>10}");
    }
    println!();
    let all = ["(fold, cut)"].into_iter().chain(recognizers());
    for recognizer in all.filter(|name| is_named(name, 1)) {
        print!("{recognizer:18}");
        for (_, texts) in &sets {
            let seconds = seconds(&mut Extractor::only(recognizer), texts);
            print!("{:10.2}", seconds * 1e6 / texts.len() as f64);
        }
        println!();
    }
}

fn lengths() {
    let advert: String = adverts(Script::Latin, false, 9, 400).concat();
    println!("\n{:>12} {:>10} {:>8}", "bytes", "s", "ratio");
    let mut last = 0.0;
    for power in 0..6 {
        let bytes = 320_000usize << power;
        let text = advert.repeat(bytes / advert.len() + 1);
        let mut extractor = Extractor::new();
        let best = (0..3)
            .map(|_| {
                let began = processor_seconds();
                std::hint::black_box(extractor.extract(&text, &CONTEXT));
                processor_seconds() - began
            })
            .fold(f64::INFINITY, f64::min);
        let ratio = if last > 0.0 { best / last } else { 0.0 };
        println!("{:12} {best:10.3} {ratio:8.2}", text.len());
        last = best;
    }
}

/// Texts that were, somewhere, the worst case of an extractor; each about 1 MB.
fn hostile() -> Vec<(&'static str, String)> {
    let fill = |part: &str| part.repeat(1_000_000 / part.len() + 1);
    let numbers = |parts: &dyn Fn(usize) -> String| (0..60_000).map(parts).collect::<String>();
    vec![
        ("digits", fill("4155550132")),
        ("digits with spaces", fill("4 1 5 ")),
        ("digits with dashes", fill("415-555-")),
        ("one number", fill("415-555-0132 ")),
        (
            "many numbers",
            numbers(&|n| format!("415-{:03}-{:04} ", 200 + n / 100, 100 + n % 100)),
        ),
        (
            "bare numbers",
            numbers(&|n| format!("212{:07} ", 2_000_000 + n * 13)),
        ),
        (
            "numbers of any country",
            numbers(&|n| format!("+44 7{:03} {:06} ", 400 + n % 90, n * 11)),
        ),
        ("spelled digits", fill("four one five ")),
        ("spelled numbers", fill("twenty hundred and thousand ")),
        ("spelled digits in one word", fill("fouronefive")),
        ("letter by letter", fill("o n e t ")),
        ("letters for digits", fill("O1l5S")),
        ("drawn out", fill("fiiive ooone ")),
        ("area codes", fill("area code 415 ")),
        ("backwards", fill("reversed 415 555 013 ")),
        ("bars", fill("4|1 ")),
        ("markup", fill("<b><i>x</i><a href=\"")),
        ("one long word", fill("a")),
        ("one long line of words", fill("lorem ipsum dolor ")),
        ("combining marks", fill("e\u{301}\u{302}\u{303}")),
        ("marks on one letter", format!("e{}", fill("\u{301}"))),
        ("zero-width", fill("4\u{200b}")),
        ("keycaps", fill("4\u{fe0f}\u{20e3}")),
        ("at signs", fill("@")),
        ("dots", fill(".")),
        ("a@a@a@", fill("a@")),
        ("a.a.a.", fill("a.")),
        ("a dot a at", fill("a dot a at ")),
        ("schemes", fill("http://")),
        ("slashes", fill("/")),
        ("plus signs", fill("+1")),
        ("base58", fill("1A2b3C4d5E6f7G8h9J")),
        ("hex", fill("0x0123456789abcdef")),
        ("brackets", fill("(((")),
        ("currency", fill("$1 ")),
        ("prices", fill("80 roses 120/hr ")),
        ("platforms", fill("ig snap tg: ana_x24 ")),
        ("mixed scripts", fill("mеaоpр")),
        ("ideographs", fill("一二三四五")),
        ("thai", fill("หนึ่งสองสาม")),
        ("emoji", fill("💋")),
        ("capitals", fill("Ana Maria ")),
        ("dates", fill("01/02/2026 ")),
        ("ages", fill("24 yo 5'4 120 lbs ")),
        ("fields", fill("phone: 4155550132\nage: 24\n")),
    ]
}

fn hostile_texts() {
    println!(
        "\n{:28} {:>9} {:>9}  slowest recognizer",
        "hostile, 1 MB", "s", "mentions"
    );
    let named = arguments().nth(1);
    let is_named = |name: &str| named.as_deref().is_none_or(|only| only == name);
    for (name, text) in hostile().into_iter().filter(|(name, _)| is_named(name)) {
        let time = |extractor: &mut Extractor| {
            let began = processor_seconds();
            let count = extractor.extract(&text, &CONTEXT).len();
            (processor_seconds() - began, count)
        };
        let mut extractor = Extractor::new();
        let (first, count) = time(&mut extractor);
        let best = first.min(time(&mut extractor).0);
        let slowest = recognizers()
            .map(|recognizer| (time(&mut Extractor::only(recognizer)).0, recognizer))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let (share, recognizer) = slowest.unwrap_or_default();
        println!("{name:28} {best:9.3} {count:9}  {recognizer} {share:.3}");
    }
}
