//! Files and folders to arrivals: which files, from which source, under which terms.

use anyhow::{Context, bail};
use model::Source;
use pipeline::Arrival;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// States a source's terms; lies in its folder and is no raw file.
const TERMS: &str = "source.toml";
/// A folder with this file in it is passed over.
const IGNORE: &str = ".northstar-ignore";

/// What is said on the command line about all files.
pub(crate) struct Defaults {
    pub(crate) source: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) language: Option<String>,
}

/// A file to be read.
pub(crate) struct Found {
    pub(crate) source: String,
    /// Under its source, with `/` between.
    pub(crate) path: String,
    pub(crate) file: PathBuf,
    pub(crate) bytes: u64,
}

/// All files under some paths, with the terms of their sources.
pub(crate) struct Arrivals {
    pub(crate) files: Vec<Found>,
    pub(crate) sources: BTreeMap<String, Source>,
    /// Keeps what came through standard input.
    _spool: Option<tempfile::TempDir>,
}

/// A region as it is given on the command line.
pub(crate) fn region(text: &str) -> Result<String, String> {
    let text = text.trim().to_ascii_uppercase();
    if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(text)
    } else {
        Err("a region is two letters of ISO 3166-1, such as US".to_owned())
    }
}

/// A language as it is given on the command line.
pub(crate) fn language(text: &str) -> Result<String, String> {
    let text = text.trim().to_ascii_lowercase();
    if text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase()) {
        Ok(text)
    } else {
        Err("a language is two letters of ISO 639-1, such as en".to_owned())
    }
}

/// Finds the files under `paths`; folders in `not` (the store, the output) are passed over.
pub(crate) fn find(
    paths: &[PathBuf],
    defaults: &Defaults,
    not: &[PathBuf],
) -> anyhow::Result<Arrivals> {
    let mut arrivals = Arrivals {
        files: Vec::new(),
        sources: BTreeMap::new(),
        _spool: None,
    };
    let not: Vec<PathBuf> = not
        .iter()
        .filter_map(|path| path.canonicalize().ok())
        .collect();
    for path in paths {
        if path == Path::new("-") {
            spool(&mut arrivals, defaults)?;
            continue;
        }
        let metadata =
            std::fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
        if metadata.is_file() {
            let source = defaults
                .source
                .clone()
                .unwrap_or_else(|| folder_name(path.parent()));
            terms(&mut arrivals, &source, path.parent(), defaults)?;
            let name = file_name(path);
            arrivals.files.push(Found {
                path: name,
                file: path.clone(),
                bytes: metadata.len(),
                source,
            });
            continue;
        }
        // A folder with terms of its own is one source; else each folder in it is.
        let whole = defaults
            .source
            .clone()
            .or_else(|| path.join(TERMS).is_file().then(|| folder_name(Some(path))));
        if let Some(source) = &whole {
            terms(&mut arrivals, source, Some(path), defaults)?;
        }
        for (name, entry) in entries(path)? {
            if entry.is_dir() && whole.is_none() {
                if !passed_over(&entry, &name, &not) {
                    terms(&mut arrivals, &name, Some(&entry), defaults)?;
                    walk(&mut arrivals, &name, &entry, "", &not)?;
                }
            } else {
                let source = whole.clone().unwrap_or_else(|| folder_name(Some(path)));
                if whole.is_none() {
                    terms(&mut arrivals, &source, None, defaults)?;
                }
                add(&mut arrivals, &source, &entry, &name, "", &not)?;
            }
        }
    }
    if arrivals.files.is_empty() {
        bail!(
            "there are no files under {}",
            paths
                .iter()
                .map(|p| p.display().to_string())
                .collect::<Vec<_>>()
                .join(", ")
        );
    }
    arrivals
        .sources
        .retain(|name, _| arrivals.files.iter().any(|file| file.source == *name));
    Ok(arrivals)
}

impl Arrivals {
    /// Bytes of all files.
    pub(crate) fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// The files as the pipeline takes them, in order.
    pub(crate) fn arrive(&self) -> impl Iterator<Item = Arrival> + Send + '_ {
        self.files.iter().map(|found| {
            let file = found.file.clone();
            Arrival {
                source: self.sources[&found.source].clone(),
                path: format!("{}/{}", found.source, found.path),
                name: Some(file_name(&found.file)),
                open: Box::new(move || Ok(Box::new(File::open(&file)?) as Box<dyn Read + Send>)),
            }
        })
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The name of a folder, also of `.` and `..`.
fn folder_name(path: Option<&Path>) -> String {
    let path = path
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let named = if path.file_name().is_some() {
        Some(path.to_owned())
    } else {
        path.canonicalize().ok()
    };
    named
        .as_deref()
        .map(file_name)
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "files".to_owned())
}

/// A folder's entries by name.
fn entries(folder: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let read = || format!("cannot read the folder {}", folder.display());
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(read)? {
        let path = entry.with_context(read)?.path();
        entries.push((file_name(&path), path));
    }
    entries.sort();
    Ok(entries)
}

/// Hidden folders, those that ask for it, links to folders, the store and the output.
fn passed_over(folder: &Path, name: &str, not: &[PathBuf]) -> bool {
    name.starts_with('.')
        || folder.is_symlink()
        || folder.join(IGNORE).exists()
        || folder
            .canonicalize()
            .is_ok_and(|folder| not.contains(&folder))
}

fn walk(
    arrivals: &mut Arrivals,
    source: &str,
    folder: &Path,
    prefix: &str,
    not: &[PathBuf],
) -> anyhow::Result<()> {
    for (name, entry) in entries(folder)? {
        add(arrivals, source, &entry, &name, prefix, not)?;
    }
    Ok(())
}

fn add(
    arrivals: &mut Arrivals,
    source: &str,
    entry: &Path,
    name: &str,
    prefix: &str,
    not: &[PathBuf],
) -> anyhow::Result<()> {
    if entry.is_dir() {
        if !passed_over(entry, name, not) {
            walk(arrivals, source, entry, &format!("{prefix}{name}/"), not)?;
        }
    } else if name != TERMS && !name.starts_with('.') {
        let metadata =
            std::fs::metadata(entry).with_context(|| format!("cannot read {}", entry.display()))?;
        if metadata.is_file() {
            arrivals.files.push(Found {
                source: source.to_owned(),
                path: format!("{prefix}{name}"),
                file: entry.to_owned(),
                bytes: metadata.len(),
            });
        }
    }
    Ok(())
}

/// Reads the terms of a source, once.
fn terms(
    arrivals: &mut Arrivals,
    name: &str,
    folder: Option<&Path>,
    defaults: &Defaults,
) -> anyhow::Result<()> {
    if arrivals.sources.contains_key(name) {
        return Ok(());
    }
    let mut source = Source::unstated(name);
    let path = folder
        .map(|folder| folder.join(TERMS))
        .filter(|path| path.is_file());
    if let Some(path) = path {
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        source = toml::from_str(&text)
            .with_context(|| format!("{} does not state a source's terms", path.display()))?;
        name.clone_into(&mut source.name);
    }
    for (value, default, check) in [
        (
            &mut source.region,
            &defaults.region,
            region as fn(&str) -> Result<String, String>,
        ),
        (&mut source.language, &defaults.language, language),
    ] {
        if let Some(stated) = value.take() {
            *value = Some(
                check(&stated)
                    .map_err(|error| anyhow::anyhow!("the terms of source {name}: {error}"))?,
            );
        } else {
            value.clone_from(default);
        }
    }
    arrivals.sources.insert(name.to_owned(), source);
    Ok(())
}

/// Keeps standard input in a file, since a raw file is read more than once.
fn spool(arrivals: &mut Arrivals, defaults: &Defaults) -> anyhow::Result<()> {
    let folder = tempfile::tempdir().context("making a folder for standard input")?;
    let path = folder.path().join("stdin");
    let mut file = File::create(&path).context("making a file for standard input")?;
    let bytes =
        std::io::copy(&mut std::io::stdin().lock(), &mut file).context("reading standard input")?;
    file.flush().context("keeping standard input")?;
    let source = defaults
        .source
        .clone()
        .unwrap_or_else(|| "stdin".to_owned());
    terms(arrivals, &source, None, defaults)?;
    arrivals.files.push(Found {
        source,
        path: "stdin".to_owned(),
        file: path,
        bytes,
    });
    arrivals._spool = Some(folder);
    Ok(())
}
