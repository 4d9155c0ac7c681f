//! Queues.

use super::client::{Error, Storage};
use super::xml;
use crate::clock;
use axum::body::Bytes;
use axum::http::Method;
use std::time::Duration;
use time::OffsetDateTime;

/// A message that was received; nobody else sees it until its lock runs out.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its id.
    pub id: String,
    /// What it can be deleted with; another one after each renewal.
    pub pop_receipt: String,
    /// Its text as it stands in the queue.
    pub text: String,
    /// How often it was received, this time included.
    pub dequeue_count: u32,
    /// When it came.
    pub inserted: OffsetDateTime,
    /// When it is forgotten.
    pub expires: OffsetDateTime,
    /// When its lock runs out.
    pub next_visible: OffsetDateTime,
}

impl Storage {
    fn messages(&self, queue: &str) -> String {
        format!("{}/{queue}/messages", self.account.queue_endpoint)
    }

    /// Receives at most `count` messages (1 to 32) and locks them; none if there is no such queue.
    ///
    /// # Errors
    /// The storage has none to give.
    pub async fn receive(
        &self,
        queue: &str,
        count: u32,
        lock: Duration,
    ) -> Result<Vec<Received>, Error> {
        let query = [
            ("numofmessages", count.to_string()),
            (
                "visibilitytimeout",
                seconds(lock.max(Duration::from_secs(1))),
            ),
        ];
        let answer = match self
            .send(
                Method::GET,
                &self.messages(queue),
                &query,
                &[],
                Bytes::new(),
            )
            .await
        {
            Err(error) if error.is(404) => return Ok(Vec::new()),
            other => other?,
        };
        let mut received = Vec::new();
        for leaves in xml::records(answer.text()?, "QueueMessage")? {
            let leaf = |name: &str| {
                let found = leaves.iter().find(|(key, _)| key == name);
                found.map(|(_, text)| text.clone()).ok_or(Error::Nonsense)
            };
            let moment = |name: &str| clock::parse_http_date(&leaf(name)?).ok_or(Error::Nonsense);
            received.push(Received {
                id: leaf("MessageId")?,
                pop_receipt: leaf("PopReceipt")?,
                text: leaf("MessageText")?,
                dequeue_count: leaf("DequeueCount")?.parse().map_err(|_| Error::Nonsense)?,
                inserted: moment("InsertionTime")?,
                expires: moment("ExpirationTime")?,
                next_visible: moment("TimeNextVisible")?,
            });
        }
        Ok(received)
    }

    /// Puts a text into a queue, which is made first if it is missing.
    ///
    /// # Errors
    /// The storage does not take it: more than 64 KiB, for example.
    pub async fn enqueue(&self, queue: &str, text: &str) -> Result<(), Error> {
        let uri = self.messages(queue);
        loop {
            match self
                .send(Method::POST, &uri, &[], &[XML], message(text))
                .await
            {
                Err(error) if error.is(404) => self.create_queue(queue).await?,
                other => return other.map(|_| ()),
            }
        }
    }

    /// Makes a queue unless it is there.
    ///
    /// # Errors
    /// The storage cannot.
    pub async fn create_queue(&self, queue: &str) -> Result<(), Error> {
        let uri = format!("{}/{queue}", self.account.queue_endpoint);
        match self.send(Method::PUT, &uri, &[], &[], Bytes::new()).await {
            Err(error) if !error.is(409) => Err(error),
            _ => Ok(()),
        }
    }

    /// Deletes a message that is still locked by us.
    ///
    /// # Errors
    /// The lock is lost, or the storage cannot.
    pub async fn complete(&self, queue: &str, id: &str, pop_receipt: &str) -> Result<(), Error> {
        let uri = format!("{}/{id}", self.messages(queue));
        let query = [("popreceipt", pop_receipt.to_owned())];
        self.send(Method::DELETE, &uri, &query, &[], Bytes::new())
            .await?;
        Ok(())
    }

    /// Sets when a message can be received again; gives the new receipt.
    ///
    /// # Errors
    /// The lock is lost, or the storage cannot.
    pub async fn set_visibility(
        &self,
        queue: &str,
        id: &str,
        pop_receipt: &str,
        text: &str,
        after: Duration,
    ) -> Result<String, Error> {
        let uri = format!("{}/{id}", self.messages(queue));
        let query = [
            ("popreceipt", pop_receipt.to_owned()),
            ("visibilitytimeout", seconds(after)),
        ];
        let answer = self
            .send(Method::PUT, &uri, &query, &[XML], message(text))
            .await?;
        answer.header("x-ms-popreceipt").ok_or(Error::Nonsense)
    }
}

const XML: (&str, &str) = ("content-type", "application/xml");

fn message(text: &str) -> Bytes {
    format!(
        "<QueueMessage><MessageText>{}</MessageText></QueueMessage>",
        xml::escape(text)
    )
    .into()
}

fn seconds(duration: Duration) -> String {
    duration.as_secs_f64().ceil().to_string()
}
