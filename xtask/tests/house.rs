//! The house rules that a compiler does not check: which room may know which.

#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What each of our packages depends on: (direct, ours only), without dev-dependencies.
fn arrows(metadata: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let packages = metadata["packages"].as_array().unwrap();
    let ours: BTreeSet<&str> = packages
        .iter()
        .filter(|p| p["source"].is_null())
        .map(|p| p["name"].as_str().unwrap())
        .collect();
    packages
        .iter()
        .filter(|package| package["source"].is_null())
        .map(|package| {
            let dependencies = package["dependencies"].as_array().unwrap().iter();
            let normal = dependencies
                .filter(|d| d["kind"].is_null())
                .map(|d| d["name"].as_str().unwrap());
            let names = normal
                .filter(|name| ours.contains(name))
                .map(str::to_owned)
                .collect();
            (package["name"].as_str().unwrap().to_owned(), names)
        })
        .collect()
}

#[test]
fn every_room_knows_only_the_rooms_that_it_may() {
    let allowed: &[(&str, &[&str])] = &[
        ("model", &[]),
        ("formats", &["model"]),
        ("analysis", &["model"]),
        ("share", &["model"]),
        ("store", &["model"]),
        (
            "pipeline",
            &["model", "formats", "analysis", "store", "share"],
        ),
        (
            "northstar",
            &["model", "formats", "analysis", "store", "share", "pipeline"],
        ),
        ("functions", &["custom-handler", "pipeline", "store"]),
        ("custom-handler", &[]),
        ("azurite", &[]),
        ("local-host", &["azurite"]),
        ("cosmos-emulator", &[]),
        ("cosmos-process", &[]),
        ("sample-generator", &[]),
        ("adversarial-generator", &[]),
        (
            "xtask",
            &[
                "model",
                "sample-generator",
                "adversarial-generator",
                "azurite",
                "cosmos-process",
            ],
        ),
    ];
    let arrows = arrows(&metadata());
    let names: BTreeSet<&str> = arrows.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        allowed.iter().map(|(name, _)| *name).collect(),
        "a room without a rule, or a rule without a room"
    );
    for (room, may) in allowed {
        for knows in &arrows[*room] {
            assert!(
                may.contains(&knows.as_str()),
                "{room} must not know {knows}"
            );
        }
    }
}

/// Everything that a package reaches, itself included.
fn reached(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "--package",
            package,
            "--edges",
            "normal",
            "--prefix",
            "none",
        ])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let names: BTreeSet<String> = text
        .lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect();
    assert!(
        names.contains(package),
        "cargo tree said nothing of {package}"
    );
    names
}

#[test]
fn the_core_reaches_nothing_that_does_input_or_output() {
    for core in ["model", "analysis"] {
        let reached = reached(core);
        for banned in [
            "tokio",
            "axum",
            "reqwest",
            "hyper",
            "rusqlite",
            "tempfile",
            "getrandom",
        ] {
            assert!(!reached.contains(banned), "{core} reaches {banned}");
        }
    }
}

#[test]
fn the_program_builds_without_any_crate_of_azure() {
    let reached = reached("northstar");
    let azure: Vec<&String> = reached
        .iter()
        .filter(|name| name.starts_with("azure") || *name == "tokio")
        .collect();
    assert!(azure.is_empty(), "{azure:?}");
}

#[test]
fn the_samples_are_not_made_by_what_reads_them() {
    for banned in ["analysis", "formats", "pipeline"] {
        assert!(
            !reached("sample-generator").contains(banned),
            "the generator reaches {banned}"
        );
    }
}

#[test]
fn no_task_looks_for_programs_but_where_cargo_put_them() {
    let mut folders = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src"
    ))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("programs.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                for guess in ["target/debug", "target/release", "CARGO_TARGET_DIR"] {
                    assert!(!text.contains(guess), "{} says {guess}", path.display());
                }
            }
        }
    }
}
