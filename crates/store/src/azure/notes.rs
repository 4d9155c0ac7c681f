//! Small items under compare-and-swap.

use super::cosmos::top;
use super::failure::About;
use super::items::{take, with};
use super::{Azure, Place};
use crate::{Note, Notes, Result};
use async_trait::async_trait;
use serde_json::{Value, json};
use std::fmt::Write as _;

fn partition(kind: &str) -> String {
    format!("note/{kind}")
}

/// An id as Cosmos DB takes it: four characters and the escaping one are written in hexadecimal.
fn safe(id: &str) -> String {
    let mut safe = String::with_capacity(id.len());
    for character in id.chars() {
        match character {
            '/' | '\\' | '?' | '#' | '%' => {
                let _ = write!(safe, "%{:02X}", u32::from(character));
            }
            character => safe.push(character),
        }
    }
    safe
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        _ => String::new(),
    }
}

#[async_trait]
impl Notes for Azure {
    async fn note(&self, kind: &str, id: &str) -> Result<Option<Note>> {
        let read = self
            .cosmos
            .read::<Value>(Place::Sources, &partition(kind), &safe(id))
            .await?;
        Ok(read.map(|mut item| Note {
            id: id.to_owned(),
            value: text(take(&mut item.value, "value")),
            version: item.etag,
        }))
    }

    async fn put_note(
        &self,
        kind: &str,
        id: &str,
        value: &str,
        over: Option<&str>,
    ) -> Result<String> {
        let (partition, safe) = (partition(kind), safe(id));
        let item = with(
            json!({ "name": id, "value": value }),
            &[("id", &safe), ("source", &partition)],
        )?;
        let written = match over {
            None => self.cosmos.create(Place::Sources, &partition, &safe, item),
            Some(over) => {
                return self
                    .cosmos
                    .replace(Place::Sources, &partition, &safe, item, over)
                    .await?
                    .ok_or_else(|| About::new("note", kind).conflict());
            }
        };
        written
            .await?
            .ok_or_else(|| About::new("note", kind).conflict())
    }

    async fn delete_note(&self, kind: &str, id: &str) -> Result<()> {
        self.cosmos
            .delete(Place::Sources, &partition(kind), &safe(id))
            .await
            .map(drop)
    }

    async fn notes(&self, kind: &str, after: Option<&str>, limit: usize) -> Result<Vec<Note>> {
        let query = format!(
            "SELECT {} * FROM c WHERE c.name > @after ORDER BY c.name",
            top(limit)
        );
        let after = json!(after.unwrap_or_default());
        let found = self
            .cosmos
            .query(
                Place::Sources,
                Some(&partition(kind)),
                query,
                &[("@after", after)],
            )
            .await?;
        Ok(found
            .into_iter()
            .map(|mut item| Note {
                id: text(take(&mut item, "name")),
                value: text(take(&mut item, "value")),
                version: text(take(&mut item, "_etag")),
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_cosmos_does_not_take_are_escaped_and_stay_apart() {
        assert_eq!(safe("a b/ä"), "a b%2Fä");
        assert_ne!(safe("%2F"), safe("/"));
    }
}
