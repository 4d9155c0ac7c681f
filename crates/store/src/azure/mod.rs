//! The adapters for Azure: Blob Storage, Queue Storage and Cosmos DB, and their emulators.
//!
//! Everything that touches the SDK is in this folder. Calls are made on a runtime that the adapter knows, so that the ports
//! may be awaited from anywhere; each is bounded in time, and only so many run at once. What is asked of the services is
//! counted and priced ([`Azure::charges`]).
//!
//! How it holds together when several write and link at once, and when any of them stops anywhere:
//!
//! - Everything is a create-if-absent, a compare-and-swap on an ETag or a delete; what must change together lies in one
//!   partition. Reads ask a quorum of replicas.
//! - A chunk's marks are made after everything that they speak of was written, changed identifiers before dirty documents;
//!   the ledger comes last. Linkers must therefore read the dirty documents *before* they count what changed.
//! - A linker's decision is written over the standings that were read before what it rests on; see `link.rs`.

mod auth;
mod blobs;
mod call;
mod cell;
mod chunk;
mod containers;
mod cosmos;
mod erase;
mod failure;
mod files;
mod items;
mod ledger;
mod link;
mod look;
mod marks;
mod named;
mod networks;
mod notes;
mod operations;
mod prices;
mod queues;
mod settings;
mod shared_key;
mod standing;
mod store;
mod whole;

pub use auth::StorageAuth;
pub use containers::Place;
pub use named::{SETTINGS, Setting};
pub use operations::{Charge, Charges, Operation};
pub use settings::{Identity, Settings};

use crate::Result;
use azure_core::http::Pipeline;
use azure_core::http::policies::Policy;
use azure_core::http::policies::auth::BearerTokenAuthorizationPolicy;
use azure_storage_blob::{BlobServiceClient, BlobServiceClientOptions};
use azure_storage_queue::{QueueServiceClient, QueueServiceClientOptions};
use blobs::Container;
use call::{Calls, OwnRuntime};
use cosmos::Cosmos;
use failure::{About, storage};
use futures::future::try_join_all;
use futures::try_join;
use ledger::Tombstones;
use operations::Counter;
use queues::QueueService;
use shared_key::SharedKeyPolicy;
use std::sync::{Arc, Mutex};
use tokio::runtime::Handle;

/// How the one call without the SDK introduces itself.
const CRATE: (Option<&str>, Option<&str>) = (
    Some(env!("CARGO_PKG_NAME")),
    Some(env!("CARGO_PKG_VERSION")),
);

/// All ports in Azure. A clone is the same adapter.
#[derive(Clone)]
pub struct Azure {
    raw: Container,
    packs: Container,
    queues: QueueService,
    cosmos: Cosmos,
    settings: Arc<Settings>,
    tombstones: Arc<Mutex<Tombstones>>,
    _runtime: Option<Arc<OwnRuntime>>,
}

impl Azure {
    /// The adapters, with their calls made on this runtime. Asks nobody anything yet.
    ///
    /// # Errors
    /// [`crate::Error::Backend`] says which setting cannot be used.
    pub fn new(settings: Settings, runtime: Handle) -> Result<Self> {
        Self::assemble(settings, runtime, None)
    }

    /// The adapters with a runtime of their own, for programs that have none.
    ///
    /// # Errors
    /// As [`Azure::new`]; [`crate::Error::Io`] when threads cannot be started.
    pub fn with_own_runtime(settings: Settings) -> Result<Self> {
        let runtime = OwnRuntime::start()?;
        let handle = runtime.handle()?;
        Self::assemble(settings, handle, Some(Arc::new(runtime)))
    }

    fn assemble(
        settings: Settings,
        handle: Handle,
        runtime: Option<Arc<OwnRuntime>>,
    ) -> Result<Self> {
        let calls = Calls::new(handle.clone(), settings.concurrency, settings.timeout);
        let counter = Counter::new();
        // Making clients may spawn.
        let _entered = handle.enter();
        let mut options = auth::client_options();
        let entra = settings.storage.shared_key().is_none();
        let credential = if entra || settings.cosmos_key.is_none() {
            Some(auth::credential(&settings.identity, &options)?)
        } else {
            None
        };
        let mut signing: Vec<Arc<dyn Policy>> = Vec::new();
        if let Some((account, key)) = settings.storage.shared_key() {
            options
                .per_try_policies
                .push(Arc::new(SharedKeyPolicy { account, key }));
        } else if let Some(credential) = &credential {
            signing.push(Arc::new(BearerTokenAuthorizationPolicy::new(
                credential.clone(),
                vec!["https://storage.azure.com/.default"],
            )));
        }
        options.retry = settings.retries();
        let (blob, queue) = settings.storage.endpoints()?;
        let token = credential.clone().filter(|_| entra);
        let failed = |error: azure_core::Error| storage(&error, About::new("storage account", ""));
        let service = BlobServiceClient::new(
            blob,
            token.clone(),
            Some(BlobServiceClientOptions {
                client_options: options.clone(),
                ..Default::default()
            }),
        )
        .map_err(failed)?;
        let queues = QueueServiceClient::new(
            queue,
            token,
            Some(QueueServiceClientOptions {
                client_options: options.clone(),
                ..Default::default()
            }),
        )
        .map_err(failed)?;
        let listing = Pipeline::new(CRATE.0, CRATE.1, options, Vec::new(), signing, None);
        let container = |name| {
            Container::new(
                &service,
                listing.clone(),
                name,
                calls.clone(),
                counter.clone(),
            )
        };
        Ok(Self {
            raw: container("raw"),
            packs: container("packs"),
            queues: QueueService {
                client: Arc::new(queues),
                calls: calls.clone(),
                counter: counter.clone(),
            },
            cosmos: Cosmos::new(settings.clone(), credential, calls, counter),
            settings: Arc::new(settings),
            tombstones: Arc::default(),
            _runtime: runtime,
        })
    }

    /// The same adapter with its operations counted under a stage's name, such as `write` or `link`.
    #[must_use]
    pub fn at_stage(&self, stage: &'static str) -> Self {
        let mut other = self.clone();
        let counter = self.cosmos.counter.at(stage);
        other.raw.counter = counter.clone();
        other.packs.counter = counter.clone();
        other.queues.counter = counter.clone();
        other.cosmos.counter = counter;
        other
    }

    /// What was asked of the services so far, under all stages' names.
    pub fn charges(&self) -> Charges {
        self.cosmos.counter.charges()
    }

    /// Makes the blob containers, these queues and, on an emulator, the database: for development and tests. In Azure the
    /// deployment makes them all. What is there already is left alone.
    ///
    /// # Errors
    /// A service cannot be reached or refuses.
    pub async fn prepare(&self, queues: &[&str]) -> Result<()> {
        let database = containers::create(
            &self.cosmos.calls,
            &self.settings.cosmos_endpoint,
            &self.settings.database,
        );
        let queues = try_join_all(queues.iter().map(|queue| self.queues.create(queue)));
        try_join!(self.raw.create(), self.packs.create(), queues, database).map(drop)
    }

    /// Connects to the database, which the first operation would do otherwise; for `health`.
    ///
    /// # Errors
    /// It cannot be reached, or its containers are not there.
    pub async fn connect(&self) -> Result<()> {
        self.cosmos.connect().await
    }
}
