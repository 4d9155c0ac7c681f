//! The pages in a browser, at the width of a phone and of a desk.

use crate::program::said;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A phone's width and a desk's, in CSS pixels.
const WIDTHS: [u32; 2] = [375, 1280];

fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|program| program.is_file())
}

/// Each page in a frame of each width, everything in it opened; what the browser then says of its width.
fn wrapper(pages: &[PathBuf]) -> String {
    let mut frames = String::new();
    for page in pages {
        for width in WIDTHS {
            let _ = write!(
                frames,
                "<iframe src=\"file://{}\" width=\"{width}\" height=\"800\"></iframe>",
                page.display()
            );
        }
    }
    format!(
        "<!doctype html><style>iframe{{border:0}}</style><body>{frames}<script>
        onload = () => {{
            const said = [...document.querySelectorAll('iframe')].map(frame => {{
                const page = frame.contentDocument;
                page.querySelectorAll('details').forEach(part => part.open = true);
                const root = page.documentElement;
                const page_name = frame.src.split('/').pop();
                return `[${{page_name}} ${{frame.width}} ${{root.clientWidth}} ${{root.scrollWidth}} ${{page.querySelectorAll('h2').length}}]`;
            }});
            document.body.textContent = said.join('\\n');
        }};
        </script>"
    )
}

#[test]
fn pages_are_as_wide_as_a_phone_and_as_a_desk() {
    let Some(chromium) = chromium() else {
        let required = std::env::var("NORTHSTAR_REQUIRE").is_ok_and(|required| required == "all");
        assert!(
            !required,
            "Chromium is not installed, and NORTHSTAR_REQUIRE=all allows no skipping"
        );
        // Past the test's captured output: a skip must be seen.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: pages in Chromium, which is not installed"
        );
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().canonicalize().unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    said(&at, &["run", samples.to_str().unwrap(), "--out", "vetted"]);
    said(&at, &["export", "--tier", "partner", "--out", "partner"]);
    let mut pages = Vec::new();
    for tier in ["vetted", "partner"] {
        let mut found: Vec<PathBuf> = std::fs::read_dir(at.join(tier))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "html"))
            .collect();
        found.sort();
        // One lead's page is like the other.
        found.dedup_by_key(|path| path.file_name().unwrap().to_string_lossy()[..4].to_owned());
        assert!(tier == "partner" || found.len() == 2, "a report and a lead");
        pages.extend(found);
    }
    std::fs::write(at.join("wrapper.html"), wrapper(&pages)).unwrap();
    let output = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
        ])
        // Only so may the wrapper look into the pages; they themselves can't run anything.
        .args([
            "--allow-file-access-from-files",
            "--virtual-time-budget=20000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", at.join("profile").display()))
        .arg(format!("file://{}", at.join("wrapper.html").display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout);
    let mut looked_at = 0;
    for line in dom
        .split('[')
        .skip(1)
        .filter_map(|line| line.split(']').next())
    {
        let words: Vec<&str> = line.split(' ').collect();
        let number = |at: usize| words[at].parse::<u32>().unwrap();
        assert_eq!(number(1), number(2), "{line}: the frame has another width");
        assert!(number(3) <= number(2), "{line}: wider than the window");
        assert!(number(4) >= 3, "{line}: no page");
        looked_at += 1;
    }
    assert_eq!(looked_at, pages.len() * WIDTHS.len(), "{dom}");
}
