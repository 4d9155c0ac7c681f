//! The containers of the database, written down once: the deployment makes them in Azure, [`create`] on an emulator.

use super::call::Calls;
use super::settings::invalid;
use crate::Result;
use azure_core::http::{HttpClientOptions, Method, Request, Url, new_http_client};
use futures::future::try_join_all;
use serde_json::{Value, json};

/// A container by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Raw files with their rejects, deliveries, marks, tombstones, unfinished erasures and work on files.
    Ledger,
    /// Documents, each with its captures and, where it names one, its network.
    Documents,
    /// Identifiers, each with the documents that carry it.
    Identifiers,
    /// Sources' terms, and notes.
    Sources,
}

impl Place {
    /// Every container.
    pub const ALL: [Self; 4] = [
        Self::Ledger,
        Self::Documents,
        Self::Identifiers,
        Self::Sources,
    ];

    /// The container's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ledger => "ledger",
            Self::Documents => "documents",
            Self::Identifiers => "identifiers",
            Self::Sources => "sources",
        }
    }

    /// The property that an item's partition stands in.
    pub const fn partition(self) -> &'static str {
        match self {
            Self::Ledger => "delivery",
            Self::Documents => "document",
            Self::Identifiers => "key",
            Self::Sources => "source",
        }
    }

    /// Properties that a query asks for beside the id. Nothing else is indexed: an index is paid with every write.
    pub const fn indexed(self) -> &'static [&'static str] {
        match self {
            Self::Ledger => &["source", "rawFile", "done"],
            Self::Documents => &["rawFile", "record", "lead"],
            Self::Identifiers => &["hub"],
            Self::Sources => &["name"],
        }
    }

    /// The container as Cosmos DB's REST interface and Bicep take it.
    pub fn definition(self) -> Value {
        let included: Vec<Value> = self
            .indexed()
            .iter()
            .map(|property| json!({ "path": format!("/{property}/?") }))
            .collect();
        json!({
            "id": self.name(),
            "partitionKey": {
                "paths": [format!("/{}", self.partition())],
                "kind": "Hash",
                "version": 2
            },
            "indexingPolicy": {
                "indexingMode": "consistent",
                "automatic": true,
                "includedPaths": included,
                "excludedPaths": [{ "path": "/*" }]
            }
        })
    }
}

/// Makes the database and its containers on an emulator, which checks nobody's key; there already is fine.
pub(super) async fn create(calls: &Calls, endpoint: &str, database: &str) -> Result<()> {
    let base = Url::parse(endpoint).map_err(|_| invalid("the Cosmos DB endpoint is no URL"))?;
    if base.scheme() != "http" {
        return Err(invalid(
            "containers are made here on an emulator only; in Azure the deployment makes them",
        ));
    }
    post(calls, &base, "dbs", json!({ "id": database })).await?;
    let containers = format!("dbs/{database}/colls");
    try_join_all(Place::ALL.map(|place| post(calls, &base, &containers, place.definition())))
        .await
        .map(drop)
}

async fn post(calls: &Calls, base: &Url, path: &str, body: Value) -> Result<()> {
    let url = base
        .join(path)
        .map_err(|_| invalid("the database's name makes no URL"))?;
    calls
        .run(async move {
            let client = new_http_client(Some(HttpClientOptions::default()));
            let mut request = Request::new(url, Method::Post);
            let now = azure_core::time::to_rfc7231(&azure_core::time::OffsetDateTime::now_utc());
            for (name, value) in [
                ("content-type", "application/json"),
                ("x-ms-version", "2020-07-15"),
                ("x-ms-date", now.as_str()),
                ("authorization", "type%3dmaster%26ver%3d1.0%26sig%3dnone"),
            ] {
                request.insert_header(name, value.to_owned());
            }
            request.set_body(body.to_string());
            let answer = client
                .execute_request(&request)
                .await
                .map_err(|_| invalid("the Cosmos DB emulator cannot be reached"))?;
            match u16::from(answer.status()) {
                200 | 201 | 409 => Ok(()),
                _ => Err(invalid("the Cosmos DB emulator makes no such container")),
            }
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_container_indexes_what_is_queried_and_nothing_else() {
        let definition = Place::Documents.definition();
        assert_eq!(definition["partitionKey"]["paths"], json!(["/document"]));
        let policy = &definition["indexingPolicy"];
        assert_eq!(policy["excludedPaths"], json!([{ "path": "/*" }]));
        assert_eq!(
            policy["includedPaths"],
            json!([{ "path": "/rawFile/?" }, { "path": "/record/?" }, { "path": "/lead/?" }])
        );
    }
}
