//! Queues. The Functions host expects base64, the SDK encodes nothing: it is done here, both ways.

use super::Azure;
use super::call::Calls;
use super::failure::{About, storage, unreadable};
use super::operations::{Counter, Operation};
use crate::{Backlog, Error, Queues, Received, Result};
use async_trait::async_trait;
use azure_storage_queue::models::{
    QueueClientGetPropertiesResultHeaders, QueueClientReceiveMessagesOptions,
    QueueClientSendMessageOptions, QueueMessage,
};
use azure_storage_queue::{QueueClient, QueueServiceClient};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::sync::Arc;
use std::time::Duration;

/// The service's largest number of messages a call.
const MOST: usize = 32;
/// A message that does not expire: what is lost by time would be lost silently.
const FOR_EVER: i32 = -1;

#[derive(Clone)]
pub(super) struct QueueService {
    pub(super) client: Arc<QueueServiceClient>,
    pub(super) calls: Calls,
    pub(super) counter: Counter,
}

impl QueueService {
    fn queue(&self, name: &str) -> Result<QueueClient> {
        self.counter.one(Operation::Queue, 0);
        self.client
            .queue_client(name)
            .map_err(|error| storage(&error, About::new("queue", name)))
    }

    /// Makes a queue; there already is fine.
    pub(super) async fn create(&self, name: &str) -> Result<()> {
        let (queue, about) = (self.queue(name)?, About::new("queue", name));
        let made = self.calls.run(async move {
            let made = queue.create(None).await;
            made.map(drop).map_err(|error| storage(&error, about))
        });
        match made.await {
            Err(Error::Conflict { .. }) => Ok(()),
            other => other,
        }
    }
}

/// Poison messages are written by the host without base64, so both are read.
fn decode(text: &str) -> String {
    STANDARD
        .decode(text.trim())
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_else(|| text.to_owned())
}

fn seconds(duration: Duration) -> i32 {
    i32::try_from(duration.as_secs()).unwrap_or(i32::MAX)
}

#[async_trait]
impl Queues for Azure {
    async fn send(&self, queue: &str, text: &str, delay: Duration) -> Result<()> {
        let (client, about) = (self.queues.queue(queue)?, About::new("queue", queue));
        let message_text = Some(STANDARD.encode(text));
        let options = QueueClientSendMessageOptions {
            visibility_timeout: Some(seconds(delay)),
            message_time_to_live: Some(FOR_EVER),
            ..Default::default()
        };
        self.queues
            .calls
            .run(async move {
                let message = QueueMessage { message_text }
                    .try_into()
                    .map_err(|_| unreadable("the storage account"))?;
                let sent = client.send_message(message, Some(options)).await;
                sent.map(drop).map_err(|error| storage(&error, about))
            })
            .await
    }

    async fn receive(&self, queue: &str, most: usize, hide: Duration) -> Result<Vec<Received>> {
        let (client, about) = (self.queues.queue(queue)?, About::new("queue", queue));
        let options = QueueClientReceiveMessagesOptions {
            number_of_messages: Some(most.clamp(1, MOST) as i32),
            visibility_timeout: Some(seconds(hide).max(1)),
            ..Default::default()
        };
        let received = self
            .queues
            .calls
            .run(async move {
                let answer = client
                    .receive_messages(Some(options))
                    .await
                    .map_err(|error| storage(&error, about))?;
                let messages = answer
                    .into_model()
                    .map_err(|_| unreadable("the storage account"))?;
                let messages = messages.items.unwrap_or_default().into_iter();
                Ok(messages
                    .filter_map(|message| {
                        Some(Received {
                            id: message.message_id?,
                            receipt: message.pop_receipt?,
                            text: decode(message.message_text.as_deref().unwrap_or_default()),
                        })
                    })
                    .collect())
            })
            .await;
        match received {
            // The host makes its poison queues when it needs them.
            Err(Error::NotFound { .. }) => Ok(Vec::new()),
            other => other,
        }
    }

    async fn delete(&self, queue: &str, message: &Received) -> Result<()> {
        let (client, about) = (self.queues.queue(queue)?, About::new("queue", queue));
        let (id, receipt) = (message.id.clone(), message.receipt.clone());
        let deleted = self.queues.calls.run(async move {
            let deleted = client.delete_message(&id, &receipt, None).await;
            deleted.map(drop).map_err(|error| storage(&error, about))
        });
        match deleted.await {
            Err(Error::NotFound { .. }) => Ok(()),
            other => other,
        }
    }

    async fn backlog(&self, queue: &str) -> Result<Backlog> {
        let client = self.queues.queue(queue)?;
        let peeked = self.queues.queue(queue)?;
        let about = About::new("queue", queue);
        let found = self.queues.calls.run_within(2, async move {
            let properties = client
                .get_properties(None)
                .await
                .map_err(|error| storage(&error, about.clone()))?;
            let messages = properties
                .approximate_messages_count()
                .map_err(|_| unreadable("the storage account"))?
                .and_then(|count| u64::try_from(count).ok())
                .unwrap_or_default();
            if messages == 0 {
                return Ok(Backlog::default());
            }
            let first = peeked
                .peek_messages(None)
                .await
                .map_err(|error| storage(&error, about))?
                .into_model()
                .map_err(|_| unreadable("the storage account"))?;
            let first = first.items.unwrap_or_default().into_iter().next();
            let now = azure_core::time::OffsetDateTime::now_utc();
            let oldest = first
                .and_then(|message| message.insertion_time)
                .and_then(|inserted| u64::try_from((now - inserted).whole_seconds().max(0)).ok());
            Ok(Backlog { messages, oldest })
        });
        match found.await {
            Err(Error::NotFound { .. }) => Ok(Backlog::default()),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_with_and_without_base64() {
        assert_eq!(decode(&STANDARD.encode("{\"id\":\"ä\"}")), "{\"id\":\"ä\"}");
        assert_eq!(decode("{\"id\":1}"), "{\"id\":1}");
        assert_eq!(
            decode("////"),
            "////",
            "bytes that are no text were none of ours"
        );
    }
}
