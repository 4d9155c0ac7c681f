//! Canonical state as bytes: what two runs are compared by, whatever they ran over and in which order.

use crate::{Error, Ports, Result, export};
use model::Tier;
use std::collections::BTreeMap;
use std::path::Path;

/// The exported tables and graph, by file name.
pub type Canonical = BTreeMap<String, Vec<u8>>;

/// What a store holds, as it is exported for the innermost tier into an empty folder. Pages also tell of deliveries, which
/// are no part of it, so they are left out.
///
/// # Errors
/// Those of an export.
pub fn canonical(ports: Ports<'_>, folder: &Path) -> Result<Canonical> {
    export::export(ports, folder, Tier::Vetted, &|_| {})?;
    let mut files = Canonical::new();
    for entry in std::fs::read_dir(folder).map_err(Error::Write)? {
        let path = entry.map_err(Error::Write)?.path();
        if path.is_file() && path.extension().is_none_or(|end| end != "html") {
            let name = path.file_name().unwrap_or_default();
            let bytes = std::fs::read(&path).map_err(Error::Write)?;
            files.insert(name.to_string_lossy().into_owned(), bytes);
        }
    }
    Ok(files)
}

/// The names of what is not the same in both, in order: how compressed bytes differ tells nobody anything.
#[must_use]
pub fn differing<'a>(left: &'a Canonical, right: &'a Canonical) -> Vec<&'a str> {
    let mut names: Vec<&str> = left
        .keys()
        .chain(right.keys())
        .filter(|name| left.get(*name) != right.get(*name))
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}
