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

/// The terms of a source, as far as they are stated.
struct Terms {
    source: Source,
    /// The `source.toml` that states them; none where nothing is stated.
    stated_in: Option<PathBuf>,
}

/// All files under some paths, with the terms of their sources.
pub(crate) struct Arrivals {
    pub(crate) files: Vec<Found>,
    sources: BTreeMap<String, Terms>,
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
///
/// The nearest `source.toml` at or above a file names its source (by the folder that it lies in) and states its terms,
/// whichever of the folders above the file was given. Only where there is none, the first folder under PATH names it.
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
        let folder = if metadata.is_dir() {
            Some(path.as_path())
        } else {
            path.parent()
        };
        let mut walk = Walk {
            arrivals: &mut arrivals,
            defaults,
            not: &not,
        };
        let here = walk.place_of(folder)?;
        if metadata.is_file() {
            let here = match here {
                Some(here) => here,
                None => walk.unstated(folder)?,
            };
            walk.file(&here, path, &file_name(path))?;
            continue;
        }
        for (name, entry) in entries(path)? {
            match &here {
                Some(here) => walk.entry(here, &entry, &name)?,
                // Without terms of its own each folder in it is a source.
                None if entry.is_dir() => {
                    if !passed_over(&entry, &name, &not) {
                        let place = Place::of(&walk.terms(&name, &entry)?);
                        walk.folder(&place, &entry)?;
                    }
                }
                None => {
                    let place = walk.unstated(folder)?;
                    walk.entry(&place, &entry, &name)?;
                }
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
    /// The sources with their terms. Where nothing is stated, what the store `known` of a source holds on: a file that
    /// comes without its `source.toml` must not make terms narrower or lose a region.
    pub(crate) fn keep_terms(&mut self, known: Vec<Source>) -> Vec<String> {
        let mut not_used = Vec::new();
        for kept in known {
            let Some(terms) = self.sources.get_mut(&kept.name) else {
                continue;
            };
            if terms.stated_in.is_some() {
                continue;
            }
            for (given, known) in [
                (&terms.source.region, &kept.region),
                (&terms.source.language, &kept.language),
            ] {
                if let (Some(given), Some(known)) = (given, known)
                    && given != known
                {
                    not_used.push(format!(
                        "source {} is known with {known}: {given} is not used for it",
                        kept.name
                    ));
                }
            }
            let (region, language) = (terms.source.region.take(), terms.source.language.take());
            terms.source = kept;
            terms.source.region = terms.source.region.take().or(region);
            terms.source.language = terms.source.language.take().or(language);
        }
        not_used
    }

    /// Every source with its terms.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values().map(|terms| &terms.source)
    }

    /// Bytes of all files.
    pub(crate) fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// The files as the pipeline takes them, in order.
    pub(crate) fn arrive(&self) -> impl Iterator<Item = Arrival<'_>> + Send + '_ {
        self.files.iter().map(|found| {
            let file = found.file.clone();
            Arrival {
                source: self.sources[&found.source].source.clone(),
                path: format!("{}/{}", found.source, found.path),
                name: Some(file_name(&found.file)),
                version: None,
                stable: false,
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

/// Where a walk is: in which source, and how far below its folder.
struct Place {
    source: String,
    /// Empty, or folders with `/` behind each.
    below: String,
}

impl Place {
    fn of(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            below: String::new(),
        }
    }
}

/// A walk through folders.
struct Walk<'a> {
    arrivals: &'a mut Arrivals,
    defaults: &'a Defaults,
    not: &'a [PathBuf],
}

impl Walk<'_> {
    /// The place of a folder that was given on the command line; `None` when neither `--source` nor a `source.toml` at or
    /// above it names its source.
    fn place_of(&mut self, folder: Option<&Path>) -> anyhow::Result<Option<Place>> {
        let folder = folder
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let whole = folder
            .canonicalize()
            .with_context(|| format!("cannot read {}", folder.display()))?;
        let stated = whole
            .ancestors()
            .take_while(|above| *above == whole || !anyone_may_write(above))
            .find(|above| above.join(TERMS).is_file());
        if let Some(source) = &self.defaults.source {
            let source = source.clone();
            self.terms(&source, stated.unwrap_or(&whole))?;
            return Ok(Some(Place::of(&source)));
        }
        let Some(stated) = stated else {
            return Ok(None);
        };
        let mut place = Place::of(&self.terms(&folder_name(Some(stated)), stated)?);
        for name in whole.strip_prefix(stated).into_iter().flatten() {
            place.below.push_str(&name.to_string_lossy());
            place.below.push('/');
        }
        Ok(Some(place))
    }

    /// The place of a file whose source is named by its folder alone.
    fn unstated(&mut self, folder: Option<&Path>) -> anyhow::Result<Place> {
        let name = folder_name(folder);
        self.state(&name, None)?;
        Ok(Place::of(&name))
    }

    fn folder(&mut self, place: &Place, folder: &Path) -> anyhow::Result<()> {
        for (name, entry) in entries(folder)? {
            self.entry(place, &entry, &name)?;
        }
        Ok(())
    }

    fn entry(&mut self, place: &Place, entry: &Path, name: &str) -> anyhow::Result<()> {
        if !entry.is_dir() {
            if name.starts_with('.') {
                return Ok(());
            }
            return self.file(place, entry, name);
        }
        if passed_over(entry, name, self.not) {
            return Ok(());
        }
        if self.defaults.source.is_none() && entry.join(TERMS).is_file() {
            let place = Place::of(&self.terms(name, entry)?);
            return self.folder(&place, entry);
        }
        let place = Place {
            source: place.source.clone(),
            below: format!("{}{name}/", place.below),
        };
        self.folder(&place, entry)
    }

    fn file(&mut self, place: &Place, file: &Path, name: &str) -> anyhow::Result<()> {
        if name == TERMS {
            return Ok(());
        }
        let metadata =
            std::fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?;
        if metadata.is_file() {
            self.arrivals.files.push(Found {
                source: place.source.clone(),
                path: format!("{}{name}", place.below),
                file: file.to_owned(),
                bytes: metadata.len(),
            });
        }
        Ok(())
    }

    /// Takes the terms of a source from its folder, if they are stated there; returns its name.
    fn terms(&mut self, name: &str, folder: &Path) -> anyhow::Result<String> {
        let path = folder.join(TERMS);
        self.state(name, path.is_file().then_some(path))?;
        Ok(name.to_owned())
    }

    fn state(&mut self, name: &str, stated_in: Option<PathBuf>) -> anyhow::Result<()> {
        state(self.arrivals, name, stated_in, self.defaults)
    }
}

/// Whether everybody on this machine may put files into a folder, as into `/tmp`: terms there are nobody's.
#[cfg(unix)]
fn anyone_may_write(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(folder).is_ok_and(|metadata| metadata.permissions().mode() & 0o002 != 0)
}

#[cfg(not(unix))]
fn anyone_may_write(_folder: &Path) -> bool {
    false
}

/// Notes the terms of a source. What is stated anywhere counts more than nothing, and two statements must agree.
fn state(
    arrivals: &mut Arrivals,
    name: &str,
    stated_in: Option<PathBuf>,
    defaults: &Defaults,
) -> anyhow::Result<()> {
    let known = arrivals.sources.get(name);
    if known.is_some_and(|known| stated_in.is_none() || known.stated_in == stated_in) {
        return Ok(());
    }
    let mut source = Source::unstated(name);
    if let Some(path) = &stated_in {
        let text = std::fs::read_to_string(path)
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
    if let Some(Terms {
        source: other,
        stated_in: Some(elsewhere),
    }) = known
        && *other != source
        && let Some(path) = &stated_in
    {
        bail!(
            "{} and {} state different terms for the source {name}",
            elsewhere.display(),
            path.display()
        );
    }
    arrivals
        .sources
        .insert(name.to_owned(), Terms { source, stated_in });
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
    state(arrivals, &source, None, defaults)?;
    arrivals.files.push(Found {
        source,
        path: "stdin".to_owned(),
        file: path,
        bytes,
    });
    arrivals._spool = Some(folder);
    Ok(())
}
