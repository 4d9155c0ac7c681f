//! The function app: `host.json` and a `function.json` in each direct child of its folder.

mod function;
mod host_json;
pub mod pattern;
pub mod route;
pub mod schedule;

pub use function::{Function, Output, OutputKind, RetryPolicy, RetryStrategy, Trigger};
pub use host_json::{HostJson, HttpMode, MessageEncoding};

use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A function app as it was found in a folder.
#[derive(Debug)]
pub struct App {
    /// The folder.
    pub root: PathBuf,
    /// `host.json`.
    pub host: HostJson,
    /// What can run, by name.
    pub functions: Vec<Function>,
    /// A line for each function that cannot.
    pub errors: Vec<String>,
}

impl App {
    /// Reads a folder. A function that is wrong costs a line in `errors` and nothing else.
    /// `settings` are the environment that names in percent signs stand for.
    ///
    /// # Errors
    /// There is no `host.json`, or it is wrong.
    pub fn read(root: &Path, settings: &BTreeMap<String, String>) -> anyhow::Result<App> {
        let root = root
            .canonicalize()
            .with_context(|| format!("no folder {}", root.display()))?;
        let host = HostJson::read(&root.join("host.json"), settings)?;
        let mut folders: Vec<PathBuf> = std::fs::read_dir(&root)?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.join("function.json").is_file())
            .collect();
        folders.sort();
        let (mut functions, mut errors) = (Vec::new(), Vec::new());
        for folder in folders {
            let name = folder
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let disabled = settings.get(&format!("AzureWebJobs.{name}.Disabled"));
            if disabled.is_some_and(|value| value.eq_ignore_ascii_case("true") || value == "1") {
                continue;
            }
            match read_function(&folder, &name, &host, settings) {
                Ok(function) => functions.push(function),
                Err(error) => errors.push(format!("The '{name}' function is in error: {error:#}")),
            }
        }
        Ok(App {
            root,
            host,
            functions,
            errors,
        })
    }

    /// The function of a name, in any letter case.
    #[must_use]
    pub fn function(&self, name: &str) -> Option<&Function> {
        self.functions
            .iter()
            .find(|function| function.name.eq_ignore_ascii_case(name))
    }
}

fn read_function(
    folder: &Path,
    name: &str,
    host: &HostJson,
    settings: &BTreeMap<String, String>,
) -> anyhow::Result<Function> {
    let rest = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(rest) {
        bail!("'{name}' is not a valid function name");
    }
    let text = std::fs::read_to_string(folder.join("function.json"))?;
    Function::parse(name, &text, host.route_prefix(), settings)
}

/// Replaces `%NAME%` by the setting of that name.
///
/// # Errors
/// A setting that is not there.
fn expand(text: &str, settings: &BTreeMap<String, String>) -> anyhow::Result<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        let Some((name, after)) = after.split_once('%') else {
            break;
        };
        out.push_str(before);
        out.push_str(
            settings
                .get(name)
                .with_context(|| format!("'%{name}%' does not resolve to a value"))?,
        );
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}
