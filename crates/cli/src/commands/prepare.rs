use crate::Outcome;

/// Make the containers, queues and database on emulators
///
/// In Azure the templates under infra/ make them. What is there already is left alone.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  northstar prepare --store azure:local.settings.json")]
pub(crate) struct Args {
    /// Where: azure:FILE, with the settings in FILE
    #[arg(long, value_name = "STORE", default_value = "azure:")]
    store: String,
}

#[cfg(not(feature = "azure"))]
pub(crate) fn run(_args: &Args) -> anyhow::Result<Outcome> {
    Err(crate::opened::without_azure())
}

#[cfg(feature = "azure")]
pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    use pipeline::suite::queue;
    let azure = super::replay::azure(&args.store)?;
    futures_executor::block_on(azure.prepare(&queue::ALL))?;
    Ok(Outcome::Done)
}
