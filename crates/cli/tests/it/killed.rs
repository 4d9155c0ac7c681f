//! A run that is killed and started again ends in the same state.

use crate::program::{northstar, said};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

/// Enough files and records that a kill falls into the middle of something.
fn corpus(folder: &Path) {
    for source in 0..4 {
        let folder = folder.join(format!("in/source-{source}"));
        std::fs::create_dir_all(&folder).unwrap();
        for file in 0..6 {
            let lines: String = (0..300)
                .map(|n| {
                    let number = (source * 31 + file * 7 + n / 3) % 100;
                    let text = format!("Offer {n} of {file}: kind words and long walks, call 415-555-01{number:02}");
                    format!("{}\n", serde_json::json!({"body": text, "posted": format!("2026-01-{:02}", n % 28 + 1)}))
                })
                .collect();
            std::fs::write(folder.join(format!("{file}.jsonl")), lines).unwrap();
        }
    }
}

fn exported(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read(path).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_run_killed_again_and_again_ends_as_if_nothing_had_happened() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    corpus(at);
    said(at, &["run", "in", "--store", "whole", "--out", "expected"]);
    // The waits differ, so that the kills fall into different places; on a fast machine the last ones come after the end.
    let mut killed = 0;
    for wait in [30, 90, 60, 150, 240] {
        let mut child = northstar(at)
            .args(["run", "in", "--store", "broken", "--out", "found"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        killed += u32::from(child.try_wait().unwrap().is_none());
        // Already ended is fine too.
        let _ = child.kill();
        child.wait().unwrap();
    }
    assert!(killed > 0, "every run ended before it was killed");
    said(at, &["run", "in", "--store", "broken", "--out", "found"]);
    let (expected, found) = (exported(&at.join("expected")), exported(&at.join("found")));
    let names = |files: &[(String, Vec<u8>)]| {
        files
            .iter()
            .map(|(name, _)| name.clone())
            .collect::<Vec<_>>()
    };
    let found: Vec<_> = found
        .into_iter()
        .filter(|(name, _)| !name.ends_with(".part"))
        .collect();
    assert_eq!(names(&expected), names(&found));
    for (left, right) in expected.iter().zip(&found) {
        assert!(left.1 == right.1, "{} differs", left.0);
    }
    assert!(said(at, &["verify", "--store", "broken"]).starts_with("everything holds"));
}
