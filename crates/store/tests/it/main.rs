//! The adapters under the contract that the ports promise, and what only one of them promises.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

#[cfg(feature = "azure")]
mod busy;
#[cfg(feature = "azure")]
mod cells;
#[cfg(feature = "azure")]
mod cost;
mod embedded;
#[cfg(feature = "azure")]
mod emulators;
#[cfg(feature = "azure")]
mod faults;
#[cfg(feature = "azure")]
mod files;
#[cfg(feature = "azure")]
mod linker;
#[cfg(feature = "azure")]
mod linkers;
#[cfg(feature = "azure")]
mod made;
#[cfg(feature = "azure")]
mod queues;

#[cfg(feature = "azure")]
#[test]
fn the_azure_store_fulfils_the_contract() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(store::contract::all(|| emulators.fresh()));
}
