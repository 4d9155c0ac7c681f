//! What is deployed: host.json, one function.json a function, and the program. The host looks for functions only right
//! beside host.json, so that the folders of `functions/` are laid flat.

use crate::programs;
use anyhow::{Context, bail, ensure};
use serde_json::Value;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;

/// Where the app is to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Target {
    /// In Azure: blobs are told of by Event Grid.
    Azure,
    /// On this machine: blobs are polled for, since nobody tells of them.
    Local,
}

/// Lays the function app out in dist/ and packs it as dist.zip, the same bytes for the same program
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cargo xtask stage                      what is deployed, in dist/ and dist.zip
  cargo xtask stage --target local       for a Functions host on this machine:
  func start --script-root dist")]
pub(crate) struct Args {
    /// Where the app is to run
    #[arg(long, value_enum, default_value = "azure")]
    pub(crate) target: Target,
    /// The folder to lay it out in; what was staged there before is replaced
    #[arg(long, default_value = "dist")]
    pub(crate) out: PathBuf,
    /// A handler that is built already; else it is built for release
    #[arg(long)]
    pub(crate) handler: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let handler = match &args.handler {
        Some(handler) => handler.clone(),
        None => build()?,
    };
    let files = files(Path::new("."), args.target, &handler)?;
    sized(&files, args.target)?;
    lay_out(&args.out, &files)?;
    let zip = args.out.with_extension("zip");
    fs::write(&zip, packed(&files)?).with_context(|| format!("cannot write {}", zip.display()))?;
    println!(
        "{} functions and the handler ({:.1} MB) in {} and {}",
        files.len() - 2,
        files.last().map_or(0, |file| file.bytes.len()) as f64 / 1e6,
        args.out.display(),
        zip.display()
    );
    Ok(())
}

/// Builds the handler for release; stripped, since symbols are a third of it.
pub(crate) fn build() -> anyhow::Result<PathBuf> {
    programs::done(programs::cargo("build").args([
        "--profile",
        "shipped",
        "--package",
        "functions",
        "--bin",
        "handler",
    ]))
    .context("building the handler")?;
    Ok(programs::target().join("shipped/handler"))
}

/// Every instance loads the whole handler before it answers for the first time.
pub(crate) const LARGEST_HANDLER: u64 = 24_000_000;

/// Whether the app may go where it is to run.
fn sized(files: &[File], target: Target) -> anyhow::Result<()> {
    let handler = files.last().map_or(0, |file| file.bytes.len() as u64);
    match target {
        Target::Azure => fits(handler),
        Target::Local => Ok(()),
    }
}

/// Refuses a handler that is too large to be deployed.
fn fits(bytes: u64) -> anyhow::Result<()> {
    ensure!(
        bytes <= LARGEST_HANDLER,
        "the handler has {:.1} MB and may have {:.1} MB, since every instance loads it before it answers. Build it with \
         `--profile shipped`, which strips it; if that is done, look at what was added last (`cargo tree --package \
         functions --edges normal`, `cargo bloat --profile shipped --package functions --crates`)",
        bytes as f64 / 1e6,
        LARGEST_HANDLER as f64 / 1e6
    );
    Ok(())
}

/// A file of the app.
struct File {
    path: String,
    bytes: Vec<u8>,
    executable: bool,
}

/// Everything that is staged: host.json, the functions by name, the handler.
fn files(project: &Path, target: Target, handler: &Path) -> anyhow::Result<Vec<File>> {
    let read =
        |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    let plain = |path: String, bytes| File {
        path,
        bytes,
        executable: false,
    };
    let mut files = vec![plain(
        "host.json".to_owned(),
        read(&project.join("host.json"))?,
    )];
    let mut functions: Vec<PathBuf> = fs::read_dir(project.join("functions"))
        .context("cannot read functions/; run this in the project's folder")?
        .map(|entry| Ok(entry?.path().join("function.json")))
        .collect::<anyhow::Result<_>>()?;
    functions.retain(|path| path.is_file());
    functions.sort();
    for path in functions {
        let name = path
            .parent()
            .and_then(Path::file_name)
            .map(|name| name.to_string_lossy().into_owned())
            .context("a function without a name")?;
        let mut json: Value = serde_json::from_slice(&read(&path)?)
            .with_context(|| format!("{} is no JSON", path.display()))?;
        if target == Target::Local {
            for binding in json["bindings"].as_array_mut().into_iter().flatten() {
                if let Some(binding) = binding.as_object_mut() {
                    binding.remove("source");
                }
            }
        }
        let mut text = serde_json::to_vec_pretty(&json)?;
        text.push(b'\n');
        files.push(plain(format!("{name}/function.json"), text));
    }
    files.push(File {
        path: "handler".to_owned(),
        bytes: read(handler)?,
        executable: true,
    });
    Ok(files)
}

/// Replaces what was staged in the folder before; anything else in it is left and said.
fn lay_out(out: &Path, files: &[File]) -> anyhow::Result<()> {
    if out.exists() {
        if !out.join("host.json").is_file() && fs::read_dir(out)?.next().is_some() {
            bail!(
                "{} holds something that was not staged; name another folder with --out",
                out.display()
            );
        }
        fs::remove_dir_all(out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    for file in files {
        let path = out.join(&file.path);
        let folder = path.parent().context("a file lies in a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        fs::write(&path, &file.bytes)
            .with_context(|| format!("cannot write {}", path.display()))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = if file.executable { 0o755 } else { 0o644 };
            fs::set_permissions(&path, fs::Permissions::from_mode(mode))?;
        }
    }
    Ok(())
}

/// The same files as a zip: no times, no order of the file system, and the handler executable, without which the host
/// stays up and runs nothing.
fn packed(files: &[File]) -> anyhow::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        let options = SimpleFileOptions::default()
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(if file.executable { 0o755 } else { 0o644 });
        zip.start_file(&file.path, options)?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
    }

    fn staged(target: Target) -> Vec<File> {
        let folder = tempfile::tempdir().unwrap();
        let handler = folder.path().join("handler");
        fs::write(&handler, b"program").unwrap();
        files(project(), target, &handler).unwrap()
    }

    #[test]
    fn the_app_is_its_functions_beside_host_json_and_nothing_else() {
        let paths: Vec<String> = staged(Target::Azure).into_iter().map(|f| f.path).collect();
        assert_eq!(paths.first().unwrap(), "host.json");
        assert_eq!(paths.last().unwrap(), "handler");
        let functions = &paths[1..paths.len() - 1];
        assert!(functions.len() >= 7 && functions.is_sorted());
        for path in functions {
            let (name, file) = path.split_once('/').unwrap();
            assert!(file == "function.json" && project().join("functions").join(name).is_dir());
        }
    }

    #[test]
    fn blobs_come_by_event_in_azure_and_are_polled_for_here() {
        let source = |target| {
            let files = staged(target);
            let raw = files
                .iter()
                .find(|f| f.path == "process_raw/function.json")
                .unwrap();
            let json: Value = serde_json::from_slice(&raw.bytes).unwrap();
            json["bindings"][0]["source"].clone()
        };
        assert_eq!(source(Target::Azure), "EventGrid");
        assert_eq!(source(Target::Local), Value::Null);
    }

    #[test]
    fn a_handler_that_is_too_large_is_not_staged_for_azure_and_the_reason_is_said() {
        assert!(fits(LARGEST_HANDLER).is_ok());
        let folder = tempfile::tempdir().unwrap();
        let handler = folder.path().join("handler");
        // A sparse file, one byte too long.
        let file = fs::File::create(&handler).unwrap();
        file.set_len(LARGEST_HANDLER + 1).unwrap();
        let files = files(project(), Target::Azure, &handler).unwrap();
        let refused = sized(&files, Target::Azure).unwrap_err().to_string();
        assert!(
            refused.contains("24.0 MB") && refused.contains("--profile shipped"),
            "{refused}"
        );
        // One for development is larger, and stays here.
        assert!(sized(&files, Target::Local).is_ok());
    }

    #[test]
    fn the_zip_is_the_same_twice_and_its_handler_is_executable() {
        let first = packed(&staged(Target::Azure)).unwrap();
        assert_eq!(first, packed(&staged(Target::Azure)).unwrap());
        let mut zip = zip::ZipArchive::new(Cursor::new(first)).unwrap();
        let mode = zip.by_name("handler").unwrap().unix_mode().unwrap();
        assert_eq!(mode & 0o777, 0o755);
    }

    #[test]
    fn a_folder_with_something_else_in_it_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("letter.txt"), "x").unwrap();
        assert!(lay_out(folder.path(), &staged(Target::Local)).is_err());
        let out = folder.path().join("dist");
        for _ in 0..2 {
            lay_out(&out, &staged(Target::Local)).unwrap();
        }
        assert!(out.join("handler").is_file());
    }
}
