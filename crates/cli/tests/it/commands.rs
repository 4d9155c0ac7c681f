use crate::program::{run, run_with, said, stderr, stdout};
use std::path::Path;

/// Two sources, two operations, one broken line.
fn corpus(folder: &Path) {
    let west = folder.join("in/ads-west/2026");
    std::fs::create_dir_all(&west).unwrap();
    std::fs::write(
        folder.join("in/ads-west/source.toml"),
        "region = \"US\"\nmay_be_passed_on = true\ntlp = \"GREEN\"\n",
    )
    .unwrap();
    std::fs::write(
        west.join("a.jsonl"),
        "{\"title\":\"Ana 24\",\"body\":\"call (415) 555-0101\",\"city\":\"Oakland\",\"posted\":\"2026-01-03\"}\n\
         {\"title\":\"Mia 22\",\"body\":\"call four1five 555 01oh1, ask for Mia\",\"city\":\"Fresno\",\"posted\":\"2026-01-04\"}\n\
         {\"broken\n",
    )
    .unwrap();
    let tips = folder.join("in/tips");
    std::fs::create_dir_all(&tips).unwrap();
    std::fs::write(tips.join("t.txt"), "write to lena@example.com").unwrap();
}

#[test]
fn every_command_has_help_with_an_example() {
    let folder = tempfile::tempdir().unwrap();
    let help = said(folder.path(), &["--help"]);
    assert!(help.contains("Exit codes"), "{help}");
    for command in [
        "run", "extract", "cluster", "search", "show", "explain", "text", "inspect", "rules",
        "export", "erase", "verify",
    ] {
        assert!(help.contains(command), "{command} is not in --help");
        assert!(
            said(folder.path(), &[command, "--help"]).contains("Example"),
            "{command} --help shows no example"
        );
    }
}

#[test]
fn a_newcomer_reads_a_folder_and_asks_about_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    corpus(at);
    let summary = said(at, &["run", "in"]);
    assert!(
        summary.contains("2 delivered") && summary.contains("3 read"),
        "{summary}"
    );
    assert!(summary.contains("1 × not valid JSON"), "{summary}");
    for file in [
        "report.html",
        "datapackage.json",
        "documents.csv.gz",
        "rejects.ndjson.gz",
        "network.gexf",
    ] {
        assert!(at.join("northstar-out").join(file).is_file(), "{file}");
    }
    let again: serde_json::Value =
        serde_json::from_str(&said(at, &["run", "in", "--json"])).unwrap();
    assert_eq!(
        (&again["known_deliveries"], &again["records"]),
        (&2.into(), &0.into())
    );

    let found = said(at, &["search", "415.555.0101"]);
    assert!(
        found.contains("2 documents") && found.contains("four1five 555 01oh1"),
        "{found}"
    );
    let hit: serde_json::Value = serde_json::from_str(
        said(at, &["search", "lena (at) example (dot) com", "--json"])
            .lines()
            .next()
            .unwrap(),
    )
    .unwrap();
    let document = hit["document"].as_str().unwrap();
    assert!(said(at, &["show", document]).contains("write to lena@example.com"));
    assert!(said(at, &["show", "email:lena@example.com"]).contains(document));
    let network = hit["network"].as_str().unwrap();
    assert!(said(at, &["show", network]).contains("1 documents"));
    let why = said(at, &["explain", network]);
    assert!(why.contains("prior") && why.contains("total"), "{why}");
    assert!(said(at, &["verify"]).starts_with("everything holds"));

    assert!(said(at, &["erase", document]).contains("1 captures"));
    assert_eq!(run(at, &["show", document]).status.code(), Some(1));
    assert_eq!(
        run(at, &["search", "lena@example.com"]).status.code(),
        Some(1)
    );
    assert!(said(at, &["verify"]).starts_with("everything holds"));
}

#[test]
fn an_error_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let absent = run(at, &["show", "d-00000000000000000000000000000000"]);
    assert_eq!(absent.status.code(), Some(3));
    assert!(
        stderr(&absent).contains("northstar run PATH"),
        "{}",
        stderr(&absent)
    );
    let no_files = run(at, &["run", "nowhere"]);
    assert_eq!(no_files.status.code(), Some(3));
    assert!(stderr(&no_files).contains("nowhere"));
    assert_eq!(run(at, &["run"]).status.code(), Some(2));
    corpus(at);
    said(at, &["run", "in", "--no-export"]);
    let unknown = run(at, &["show", "x"]);
    assert!(
        stderr(&unknown).contains("kind:value"),
        "{}",
        stderr(&unknown)
    );
    std::fs::write(at.join("in/tips/source.toml"), "owner = 7").unwrap();
    let terms = run(at, &["run", "in"]);
    assert!(stderr(&terms).contains("source.toml"), "{}", stderr(&terms));
}

#[test]
fn standard_input_is_a_raw_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let output = run_with(
        at,
        &["run", "-", "--source", "piped", "--no-export", "--json"],
        b"text me at 415-555-0109",
    );
    assert!(output.status.success(), "{}", stderr(&output));
    let summary: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(summary["records"], 1);
    assert!(said(at, &["search", "415-555-0109"]).contains("piped"));
}

#[test]
fn a_partner_sees_no_contact_and_no_source_that_may_not_be_passed_on() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    corpus(at);
    said(at, &["run", "in", "--tier", "partner", "--out", "partner"]);
    let mut all = String::new();
    for entry in std::fs::read_dir(at.join("partner")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let mut text = String::new();
        match path.extension().and_then(|e| e.to_str()) {
            Some("gz") => std::io::Read::read_to_string(
                &mut flate2::read::GzDecoder::new(&bytes[..]),
                &mut text,
            )
            .map(drop)
            .unwrap(),
            _ => text = String::from_utf8(bytes).unwrap(),
        }
        all.push_str(&text);
    }
    assert!(all.contains("ads-west"), "what may be passed on is there");
    for hidden in ["5550101", "555-0101", "01oh1", "lena", "tips"] {
        assert!(!all.contains(hidden), "{hidden} reached a partner");
    }
}

#[test]
fn a_file_is_explained_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(
        at.join("a.csv"),
        "when;ad_text;city\n2026-01-01;hello there;Oakland\n",
    )
    .unwrap();
    let plain = said(at, &["inspect", "a.csv"]);
    assert!(plain.contains("1 records"), "{plain}");
    let mapped = said(at, &["inspect", "a.csv", "--map", "ad_text=body", "--json"]);
    let mapped: serde_json::Value = serde_json::from_str(&mapped).unwrap();
    assert!(
        mapped["first"][0]["text"]
            .as_str()
            .unwrap()
            .starts_with("hello there"),
        "{mapped}"
    );
    assert_eq!(mapped["first"][0]["capture"]["place"], "Oakland");
    let text = said(at, &["text", "a.csv", "--json"]);
    let line: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert!(line["text"].as_str().unwrap().contains("hello there"));
    let wrong = run(at, &["inspect", "a.csv", "--map", "ad_text=nonsense"]);
    assert_eq!(wrong.status.code(), Some(3));
    assert!(
        stderr(&wrong).contains("body"),
        "the error names the fields that there are: {}",
        stderr(&wrong)
    );
}

#[test]
fn the_rules_are_listed_and_hold_their_examples() {
    let folder = tempfile::tempdir().unwrap();
    assert!(said(folder.path(), &["rules", "check"]).contains("rules"));
    let listed = said(folder.path(), &["rules", "list", "--json"]);
    assert!(listed.lines().count() > 40);
}

#[test]
fn near_duplicates_share_a_cluster() {
    let folder = tempfile::tempdir().unwrap();
    let text = |name: &str| {
        format!(
            "{name} here, new in your area and happy to meet kind gentlemen for dinner, long walks and good talks, call me any time"
        )
    };
    let input = format!(
        "{}\n{}\nnot json\n{}\n",
        serde_json::json!({"id": "a", "text": text("Ana")}),
        serde_json::json!({"id": 2, "text": "Four garden chairs for sale, hardly used, pick them up on Sunday behind the old mill"}),
        serde_json::json!({"id": "c", "text": text("Mia")}),
    );
    let output = run_with(folder.path(), &["cluster"], input.as_bytes());
    let answers: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 4);
    assert_eq!(answers[0]["cluster"], answers[3]["cluster"]);
    assert_ne!(answers[0]["cluster"], answers[1]["cluster"]);
    assert!(answers[2]["id"].is_null());
}
