//! Which source a file comes from, and under which terms, however it is given.

use crate::program::{northstar, run, run_with, said, stderr};
use std::path::Path;

const TERMS: &str = "region = \"US\"\nmay_be_passed_on = true\ntlp = \"GREEN\"\n";

fn write(folder: &Path, path: &str, content: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

fn corpus(at: &Path) {
    write(at, "in/ads/source.toml", TERMS);
    write(
        at,
        "in/ads/2026/a.jsonl",
        "{\"body\":\"Ana, call (415) 555-0101\"}\n",
    );
    write(at, "in/tips/t.txt", "write to lena@example.com");
}

fn exported(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_file_has_the_same_source_and_terms_whichever_path_leads_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    corpus(at);
    said(at, &["run", "in", "--store", "s0", "--out", "expected"]);
    let expected = exported(&at.join("expected"));
    let ways: [&[&str]; 4] = [
        &["in/ads/2026/a.jsonl", "in/tips/t.txt"],
        &["in/tips", "in/ads/2026"],
        &["in/tips/t.txt", "in/ads"],
        &["in/../in/ads/2026/../2026/a.jsonl", "in/tips/"],
    ];
    for (n, paths) in ways.iter().enumerate() {
        let (store, out) = (format!("store-{n}"), format!("out-{n}"));
        let mut arguments = vec!["run"];
        arguments.extend(*paths);
        arguments.extend(["--store", &store, "--out", &out]);
        said(at, &arguments);
        let found = exported(&at.join(&out));
        assert_eq!(found.len(), expected.len());
        for (left, right) in expected.iter().zip(&found) {
            assert!(left == right, "{paths:?}: {} differs", left.0);
        }
    }
    // From within the source's folders, too.
    let inside = northstar(&at.join("in/ads/2026"))
        .args(["run", "a.jsonl", "--json", "--store"])
        .arg(at.join("s0"))
        .arg("--out")
        .arg(at.join("again"))
        .output()
        .unwrap();
    let summary: serde_json::Value = serde_json::from_slice(&inside.stdout).unwrap();
    assert_eq!(
        (&summary["deliveries"], &summary["known_deliveries"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn a_source_within_a_source_is_one_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    corpus(at);
    write(at, "in/ads/inner/source.toml", "region = \"GB\"\n");
    write(at, "in/ads/inner/b.txt", "call 020 7946 0123");
    for (path, store) in [("in", "s1"), ("in/ads", "s2"), ("in/ads/inner/b.txt", "s3")] {
        said(at, &["run", path, "--store", store, "--no-export"]);
        let found = said(at, &["search", "+44 20 7946 0123", "--store", store]);
        assert!(found.contains("1 document"), "{path}: {found}");
    }
}

#[test]
fn stated_terms_outlive_a_delivery_that_states_none() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    corpus(at);
    said(at, &["run", "in", "--no-export"]);
    // The same source, without its terms, three ways.
    write(at, "later/ads/b.txt", "Mia, call (415) 555-0102");
    said(at, &["run", "later", "--no-export"]);
    write(at, "elsewhere/c.txt", "Lea, call (415) 555-0103");
    said(at, &["run", "elsewhere", "--source", "ads", "--no-export"]);
    let piped = run_with(
        at,
        &[
            "run",
            "-",
            "--source",
            "ads",
            "--no-export",
            "--region",
            "GB",
        ],
        b"Eva, call (415) 555-0104",
    );
    assert!(piped.status.success());
    assert!(
        stderr(&piped).contains("source ads is known with US: GB is not used"),
        "{}",
        stderr(&piped)
    );
    for number in [
        "+14155550101",
        "+14155550102",
        "+14155550103",
        "+14155550104",
    ] {
        assert!(
            said(at, &["search", number]).contains("1 document"),
            "{number}"
        );
    }
    // Partners see all four: the source may be passed on, as was stated.
    said(at, &["export", "--tier", "partner", "--out", "partner"]);
    let report = std::fs::read_to_string(at.join("partner/report.html")).unwrap();
    assert!(
        report.contains("GREEN"),
        "the source is gone from the partner's report"
    );
    assert!(!report.contains("tips"), "nothing was stated of it");
}

#[test]
fn terms_that_contradict_each_other_are_no_terms() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "a/ads/source.toml", TERMS);
    write(at, "a/ads/a.txt", "one");
    write(at, "b/ads/source.toml", "tlp = \"RED\"\n");
    write(at, "b/ads/b.txt", "two");
    let output = run(at, &["run", "a", "b"]);
    assert_eq!(output.status.code(), Some(3));
    let error = stderr(&output);
    assert!(
        error.contains("different terms for the source ads"),
        "{error}"
    );
    // The same terms twice are one statement.
    write(at, "b/ads/source.toml", TERMS);
    said(at, &["run", "a", "b", "--no-export"]);
}
