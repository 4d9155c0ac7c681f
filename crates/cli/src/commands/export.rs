use super::StoreArgs;
use crate::Outcome;
use crate::output::{out, shown, things_bar};
use model::Tier;
use pipeline::{Ports, Progress};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Who may see the output.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum TierArg {
    /// Vetted analysts: everything as it was read
    Vetted,
    /// Partners: keyed names, redacted texts, only sources that may be passed on
    Partner,
}

impl From<TierArg> for Tier {
    fn from(tier: TierArg) -> Self {
        match tier {
            TierArg::Vetted => Self::Vetted,
            TierArg::Partner => Self::Partner,
        }
    }
}

/// Write tables, graph and pages from the store, without reading anything new
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  northstar export --out northstar-out
  northstar export --tier partner --out for-partners")]
pub(crate) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// Where tables and pages go
    #[arg(long, value_name = "DIR", default_value = "northstar-out")]
    out: PathBuf,
    /// Who may see the output
    #[arg(long, value_enum, default_value_t = TierArg::Vetted)]
    tier: TierArg,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let store = args.store.open()?;
    let ports = store.ports();
    write_export(ports, &args.out, args.tier)?;
    let mut out = out();
    writeln!(
        out,
        "open {} in a browser",
        shown(&args.out.join("report.html").display().to_string())
    )?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Writes everything to a folder.
pub(super) fn write_export(ports: Ports<'_>, folder: &Path, tier: TierArg) -> anyhow::Result<()> {
    let bar = things_bar(0, "writing");
    let progress = |progress| {
        if let Progress::Done { done, of } = progress {
            bar.set_length(of);
            bar.set_position(done);
        }
    };
    pipeline::export::export(ports, folder, tier.into(), &progress)?;
    bar.finish_and_clear();
    Ok(())
}
