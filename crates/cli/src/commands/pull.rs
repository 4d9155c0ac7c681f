use crate::Outcome;
use std::path::PathBuf;

/// Fetch raw files, to work on them on this machine
///
/// They are laid out as they landed, by source, so that `northstar run` reads the folder. What is there already with the same
/// length is left alone.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  northstar pull --out raw-files
  northstar pull --source ads-west --out raw-files && northstar run raw-files")]
pub(crate) struct Args {
    /// Where to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Only one source
    #[arg(long)]
    source: Option<String>,
    /// Where from: azure:FILE, with the settings in FILE
    #[arg(long, value_name = "STORE", default_value = "azure:")]
    store: String,
}

#[cfg(not(feature = "azure"))]
pub(crate) fn run(_args: &Args) -> anyhow::Result<Outcome> {
    Err(crate::opened::without_azure())
}

#[cfg(feature = "azure")]
pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    use crate::output::out;
    use anyhow::Context;
    use futures_executor::block_on;
    use std::io::Write;
    use std::path::{Component, Path};
    use store::Landing;

    let azure = super::replay::azure(&args.store)?;
    let prefix = args
        .source
        .as_ref()
        .map_or_else(String::new, |s| format!("{s}/"));
    let (mut fetched, mut bytes) = (0_u64, 0_u64);
    let mut page = None;
    loop {
        let listed = block_on(azure.list(&prefix, page.as_deref()))?;
        for landed in listed.landed {
            let below = Path::new(&landed.path);
            // A path may hold anything; nothing may end up outside of the folder.
            anyhow::ensure!(
                below
                    .components()
                    .all(|part| matches!(part, Component::Normal(_))),
                "a raw file's path leads out of its folder; fetch its source with another tool"
            );
            let path = args.out.join(below);
            if std::fs::metadata(&path).is_ok_and(|there| there.len() == landed.bytes) {
                continue;
            }
            let folder = path.parent().context("a file lies in a folder")?;
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
            let mut reader = block_on(azure.open(&landed.path, &landed.version))?;
            let mut file = std::fs::File::create(&path)
                .with_context(|| format!("cannot write {}", path.display()))?;
            bytes += std::io::copy(&mut reader, &mut file)
                .with_context(|| format!("cannot write {}", path.display()))?;
            fetched += 1;
        }
        page = listed.next;
        if page.is_none() {
            break;
        }
    }
    let mut out = out();
    writeln!(out, "{fetched} raw files, {bytes} bytes")?;
    out.flush()?;
    Ok(Outcome::Done)
}
