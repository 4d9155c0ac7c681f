//! Items in the containers: reads, compare-and-swap writes, queries, transactions within a partition.

use super::Place;
use super::call::Calls;
use super::failure::{About, cosmos, stopped, unreadable};
use super::operations::{Counter, Operation};
use super::settings::{Settings, invalid};
use crate::{Error, Result};
use azure_core::credentials::{Secret, TokenCredential};
use azure_data_cosmos::models::TransactionalBatch;
use azure_data_cosmos::options::{
    BatchReplaceOptions, ConnectionPoolOptions, ItemWriteOptions, OperationOptions, Precondition,
    ReadConsistencyStrategy, Region, ThrottlingRetryOptions,
};
use azure_data_cosmos::{
    AccountEndpoint, AccountReference, ContainerClient, CosmosClient, CosmosRuntime, FeedScope,
    Query, RoutingStrategy,
};
use futures::StreamExt;
use futures::future::try_join_all;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OnceCell;

/// The service answers 429 a few times before the caller hears of it as busy.
const THROTTLED_TRIES: u32 = 3;
const THROTTLED_WAIT: Duration = Duration::from_secs(5);
/// A query is pages one after another; it may take this many times as long as one operation.
const QUERY_STEPS: u32 = 15;
/// The largest page that anyone may ask for.
const PAGE: usize = 100_000;

/// `TOP n` of a query: numbers that stand for "all" are none that the service takes.
pub(super) fn top(limit: usize) -> String {
    format!("TOP {}", limit.clamp(1, PAGE))
}

/// A transaction's limits: operations, and bytes with room for the rest of the request.
pub(super) const BATCH_OPERATIONS: usize = 100;
pub(super) const BATCH_BYTES: usize = 1_800_000;

/// Status of a write that made an item.
const CREATED: u16 = 201;

struct Connection {
    settings: Settings,
    credential: Option<Arc<dyn TokenCredential>>,
    client: OnceCell<CosmosClient>,
    containers: [OnceCell<ContainerClient>; Place::ALL.len()],
}

/// The database.
#[derive(Clone)]
pub(super) struct Cosmos {
    connection: Arc<Connection>,
    pub(super) calls: Calls,
    pub(super) counter: Counter,
}

/// An item as it was read.
pub(super) struct Item<T> {
    pub(super) value: T,
    pub(super) etag: String,
}

/// One change of a transaction.
pub(super) enum Change {
    Create(Value),
    Upsert(Value),
    /// (id, item, the version that was read)
    Replace(String, Value, String),
    Delete(String),
}

impl Connection {
    async fn connect(&self) -> Result<CosmosClient> {
        let settings = &self.settings;
        let endpoint: AccountEndpoint = settings
            .cosmos_endpoint
            .parse()
            .map_err(|_| invalid("the Cosmos DB endpoint is no URL"))?;
        let plain = settings.cosmos_endpoint.starts_with("http://");
        let account = match (&settings.cosmos_key, &self.credential) {
            (Some(key), _) => {
                AccountReference::with_authentication_key(endpoint, Secret::new(key.clone()))
            }
            (None, Some(credential)) => {
                AccountReference::with_credential(endpoint, credential.clone())
            }
            (None, None) => return Err(invalid("there is neither a key nor an identity")),
        };
        let failed = |error| cosmos(&error, About::new("database", &settings.database));
        let mut throttled = ThrottlingRetryOptions::default();
        throttled.max_retry_count = Some(THROTTLED_TRIES);
        throttled.max_retry_wait_time = Some(THROTTLED_WAIT);
        let mut operations = OperationOptions::default();
        operations.throttling_retry_options = Some(throttled);
        // Whoever takes up a note must find what was written before it, by whomever: no single replica promises that.
        operations.read_consistency_strategy = Some(ReadConsistencyStrategy::LatestCommitted);
        let mut runtime = CosmosRuntime::builder().with_default_operation_options(operations);
        if plain {
            // Without TLS nothing is negotiated, and not every emulator speaks HTTP/2.
            let pool = ConnectionPoolOptions::builder()
                .with_is_http2_allowed(false)
                .build()
                .map_err(failed)?;
            runtime = runtime.with_connection_pool(pool);
        }
        let runtime = runtime.build().await.map_err(failed)?;
        let region = match &settings.region {
            Some(region) => Region::new(region.clone()),
            None => Region::EAST_US,
        };
        CosmosClient::builder()
            .with_runtime(runtime)
            .build(account, RoutingStrategy::ProximityTo(region))
            .await
            .map_err(failed)
    }

    /// Connects at the first use: it asks the account where it is, which a start must not wait for.
    async fn container(&self, place: Place) -> Result<&ContainerClient> {
        let at = Place::ALL
            .iter()
            .position(|known| *known == place)
            .ok_or_else(stopped)?;
        self.containers[at]
            .get_or_try_init(|| async {
                let client = self.client.get_or_try_init(|| self.connect()).await?;
                client
                    .database_client(&self.settings.database)
                    .container_client(place.name(), None)
                    .await
                    .map_err(|error| cosmos(&error, About::new("container", place.name())))
            })
            .await
    }
}

fn over(etag: &str) -> ItemWriteOptions {
    ItemWriteOptions::default().with_precondition(Precondition::if_match(etag.to_owned()))
}

fn size(item: &Value) -> u64 {
    item.to_string().len() as u64
}

/// An item of ours as JSON.
pub(super) fn json<T: Serialize>(item: &T) -> Result<Value> {
    Ok(serde_json::to_value(item)?)
}

/// JSON as an item of ours.
pub(super) fn item<T: DeserializeOwned>(value: Value) -> Result<T> {
    Ok(serde_json::from_value(value)?)
}

impl Cosmos {
    pub(super) fn new(
        settings: Settings,
        credential: Option<Arc<dyn TokenCredential>>,
        calls: Calls,
        counter: Counter,
    ) -> Self {
        Self {
            connection: Arc::new(Connection {
                settings,
                credential,
                client: OnceCell::new(),
                containers: std::array::from_fn(|_| OnceCell::new()),
            }),
            calls,
            counter,
        }
    }

    /// Connects, so that the first operation need not.
    pub(super) async fn connect(&self) -> Result<()> {
        let connect = |place| {
            let connection = self.connection.clone();
            self.calls.run_within(
                2,
                async move { connection.container(place).await.map(drop) },
            )
        };
        try_join_all(Place::ALL.map(connect)).await.map(drop)
    }

    /// Reads one item.
    pub(super) async fn read<T: DeserializeOwned>(
        &self,
        place: Place,
        partition: &str,
        id: &str,
    ) -> Result<Option<Item<T>>> {
        let connection = self.connection.clone();
        let (partition, id) = (partition.to_owned(), id.to_owned());
        let read = self.calls.run(async move {
            let container = connection.container(place).await?;
            let answer = match container.read_item(partition, &id, None).await {
                Ok(answer) => answer,
                Err(error) if error.status().is_not_found() => return Ok(None),
                Err(error) => return Err(cosmos(&error, About::new("item", place.name()))),
            };
            let etag = etag(&answer)?;
            let value: Value = answer.into_model().map_err(|_| unreadable("Cosmos DB"))?;
            Ok(Some((value, etag)))
        });
        let Some((value, etag)) = read.await? else {
            self.counter.item(place, Operation::PointRead, 0);
            return Ok(None);
        };
        self.counter.item(place, Operation::PointRead, size(&value));
        Ok(Some(Item {
            value: item(value)?,
            etag,
        }))
    }

    /// Writes an item that is not there yet; `None` when it is.
    pub(super) async fn create(
        &self,
        place: Place,
        partition: &str,
        id: &str,
        value: Value,
    ) -> Result<Option<String>> {
        let connection = self.connection.clone();
        let (partition, id, bytes) = (partition.to_owned(), id.to_owned(), size(&value));
        let made = self.calls.run(async move {
            let container = connection.container(place).await?;
            match container.create_item(partition, &id, value, None).await {
                Ok(answer) => etag(&answer).map(Some),
                Err(error) if error.status().is_conflict() => Ok(None),
                Err(error) => Err(cosmos(&error, About::new("item", place.name()))),
            }
        });
        let made = made.await?;
        self.counted(place, Operation::Create, made.is_some(), bytes);
        Ok(made)
    }

    /// Writes an item over the version that was read; `None` when someone else wrote in between.
    pub(super) async fn replace(
        &self,
        place: Place,
        partition: &str,
        id: &str,
        value: Value,
        read: &str,
    ) -> Result<Option<String>> {
        let connection = self.connection.clone();
        let (partition, id, bytes) = (partition.to_owned(), id.to_owned(), size(&value));
        let options = over(read);
        let made = self.calls.run(async move {
            let container = connection.container(place).await?;
            let written = container.replace_item(partition, &id, value, Some(options));
            match written.await {
                Ok(answer) => etag(&answer).map(Some),
                Err(error)
                    if error.status().is_precondition_failed() || error.status().is_not_found() =>
                {
                    Ok(None)
                }
                Err(error) => Err(cosmos(&error, About::new("item", place.name()))),
            }
        });
        let made = made.await?;
        self.counted(place, Operation::Replace, made.is_some(), bytes);
        Ok(made)
    }

    /// Writes an item, whatever is there.
    pub(super) async fn upsert(
        &self,
        place: Place,
        partition: &str,
        id: &str,
        value: Value,
    ) -> Result<()> {
        let connection = self.connection.clone();
        let (partition, id, bytes) = (partition.to_owned(), id.to_owned(), size(&value));
        self.calls
            .run(async move {
                let container = connection.container(place).await?;
                let written = container.upsert_item(partition, &id, value, None).await;
                written
                    .map(drop)
                    .map_err(|error| cosmos(&error, About::new("item", place.name())))
            })
            .await?;
        self.counter.item(place, Operation::Replace, bytes);
        Ok(())
    }

    /// Deletes an item; absent is fine. Whether it was there.
    pub(super) async fn delete(&self, place: Place, partition: &str, id: &str) -> Result<bool> {
        let connection = self.connection.clone();
        let (partition, id) = (partition.to_owned(), id.to_owned());
        let deleted = self.calls.run(async move {
            let container = connection.container(place).await?;
            match container.delete_item(partition, &id, None).await {
                Ok(_) => Ok(true),
                Err(error) if error.status().is_not_found() => Ok(false),
                Err(error) => Err(cosmos(&error, About::new("item", place.name()))),
            }
        });
        let deleted = deleted.await?;
        self.counted(place, Operation::Delete, deleted, 0);
        Ok(deleted)
    }

    /// All items that a query finds, in one partition or in all.
    pub(super) async fn query(
        &self,
        place: Place,
        partition: Option<&str>,
        text: String,
        parameters: &[(&str, Value)],
    ) -> Result<Vec<Value>> {
        let mut query = Query::from(text);
        for (name, value) in parameters {
            query = query
                .with_parameter((*name).to_owned(), value)
                .map_err(|_| unreadable("Cosmos DB"))?;
        }
        let connection = self.connection.clone();
        let partition = partition.map(str::to_owned);
        let operation = match partition {
            Some(_) => Operation::Query,
            None => Operation::CrossQuery,
        };
        let scope = match partition {
            Some(partition) => FeedScope::partition(partition),
            None => FeedScope::full_container(),
        };
        let failed = move |error| cosmos(&error, About::new("item", place.name()));
        let found = self.calls.run_within(QUERY_STEPS, async move {
            let container = connection.container(place).await?;
            let mut items = container
                .query_items::<Value>(query, scope, None)
                .await
                .map_err(failed)?;
            let mut found = Vec::new();
            while let Some(item) = items.next().await {
                found.push(item.map_err(failed)?);
            }
            Ok(found)
        });
        let found = found.await?;
        let bytes = found.iter().map(size).sum();
        self.counter
            .found(place, operation, found.len() as u64, bytes);
        Ok(found)
    }

    /// Makes all changes in a partition or none; `false` when one was refused.
    pub(super) async fn transact(
        &self,
        place: Place,
        partition: &str,
        changes: Vec<Change>,
    ) -> Result<bool> {
        let mut batch = TransactionalBatch::new(partition.to_owned());
        let mut counted = Vec::new();
        let wrong = |_| unreadable("Cosmos DB");
        for change in changes {
            batch = match change {
                Change::Create(item) => {
                    counted.push((Operation::Create, size(&item)));
                    batch.create_item(item).map_err(wrong)?
                }
                Change::Upsert(item) => {
                    counted.push((Operation::Replace, size(&item)));
                    batch.upsert_item(item, None).map_err(wrong)?
                }
                Change::Replace(id, item, read) => {
                    counted.push((Operation::Replace, size(&item)));
                    let options = BatchReplaceOptions::default()
                        .with_precondition(Precondition::if_match(read));
                    batch.replace_item(id, item, Some(options)).map_err(wrong)?
                }
                Change::Delete(id) => {
                    counted.push((Operation::Delete, 0));
                    batch.delete_item(id, None)
                }
            };
        }
        let connection = self.connection.clone();
        let statuses = self.calls.run(async move {
            let container = connection.container(place).await?;
            let answer = match container.execute_transactional_batch(batch, None).await {
                Ok(answer) => answer,
                Err(error) => {
                    let status = error.status();
                    let refused = status.is_conflict()
                        || status.is_precondition_failed()
                        || status.is_not_found();
                    if refused {
                        return Ok(vec![u16::from(status.status_code())]);
                    }
                    return Err(cosmos(&error, About::new("item", place.name())));
                }
            };
            let results = answer.into_model().map_err(|_| unreadable("Cosmos DB"))?;
            Ok(results
                .results()
                .iter()
                .map(|result| result.status_code())
                .collect())
        });
        let statuses: Vec<u16> = statuses.await?;
        if statuses.iter().all(|status| (200..300).contains(status)) {
            for ((operation, bytes), status) in counted.into_iter().zip(statuses) {
                // An upsert says whether something was there; a create is always new.
                let operation = if status == CREATED && operation == Operation::Replace {
                    Operation::Create
                } else {
                    operation
                };
                self.counter.item(place, operation, bytes);
            }
            return Ok(true);
        }
        self.counter.item(place, Operation::Refused, 0);
        // 424 says only that another one of the batch failed.
        let first = statuses
            .into_iter()
            .find(|status| !(200..300).contains(status) && *status != 424);
        match first {
            Some(404 | 409 | 412) | None => Ok(false),
            Some(429 | 449 | 503) => Err(Error::Busy { retry_after: None }),
            Some(_) => Err(unreadable("Cosmos DB")),
        }
    }

    fn counted(&self, place: Place, operation: Operation, done: bool, bytes: u64) {
        let operation = if done { operation } else { Operation::Refused };
        self.counter.item(place, operation, bytes);
    }
}

fn etag(answer: &azure_data_cosmos::models::ItemResponse) -> Result<String> {
    answer
        .headers()
        .etag()
        .map(|etag| etag.to_string())
        .ok_or_else(|| unreadable("Cosmos DB"))
}
