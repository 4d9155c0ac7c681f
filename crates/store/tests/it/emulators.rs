//! Azurite and the Cosmos DB emulator, for as long as a test needs them.

use azurite::Azurite;
use cosmos_process::Cosmos;
use futures_executor::block_on;
use std::io::{Read, Write};
use std::sync::atomic::{AtomicU32, Ordering};
use store::azure::{Azure, Settings, StorageAuth};
use store::{Files, Landing, RawPlace};

/// Any key will do.
const KEY: &str = "bm8ga2V5IGlzIGNoZWNrZWQ=";

pub(crate) struct Emulators {
    azurite: Azurite,
    cosmos: Cosmos,
    databases: AtomicU32,
}

/// Starts both; `None` where the machine cannot, which is a failure where everything is required.
pub(crate) fn start() -> Option<Emulators> {
    let azurite = azurite::for_tests()?;
    Some(Emulators {
        azurite,
        cosmos: Cosmos::for_tests(),
        databases: AtomicU32::new(0),
    })
}

impl Emulators {
    /// An adapter over an empty store.
    pub(crate) fn fresh(&self) -> Azure {
        let azure = Azure::with_own_runtime(self.settings()).unwrap();
        block_on(azure.prepare(&[])).unwrap();
        let landed = block_on(azure.list("", None)).unwrap().landed;
        for landed in landed {
            let place = RawPlace {
                id: model::RawFileId::derive("", &[0; 32]),
                path: landed.path,
                version: None,
            };
            block_on(azure.delete_raw(&place)).unwrap();
        }
        azure
    }

    /// From now on the database answers so many more requests and refuses all others; `None` ends that.
    pub(crate) fn fail_after(&self, requests: Option<u32>) {
        let answer = match requests {
            Some(requests) => self.ask("PUT /faults", &[], &requests.to_string()),
            None => self.ask("DELETE /faults", &[], ""),
        };
        assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    }

    /// Whether there is an item in a document's partition.
    pub(crate) fn has_item(&self, database: &str, document: &str, id: &str) -> bool {
        let what = format!("GET /dbs/{database}/colls/documents/docs/{id}");
        let partition = format!("[\"{document}\"]");
        let headers = [
            ("x-ms-documentdb-partitionkey", partition.as_str()),
            ("x-ms-version", "2018-12-31"),
        ];
        let answer = self.ask(&what, &headers, "");
        let found = answer.starts_with("HTTP/1.1 200");
        assert!(found || answer.starts_with("HTTP/1.1 404"), "{answer}");
        found
    }

    fn ask(&self, what: &str, headers: &[(&str, &str)], body: &str) -> String {
        let endpoint = self.cosmos.endpoint().trim_start_matches("http://");
        let address = endpoint.trim_end_matches('/');
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        let headers: String = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        write!(
            stream,
            "{what} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {}\r\n{headers}Connection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Settings for a database that nobody has used yet.
    pub(crate) fn settings(&self) -> Settings {
        let storage =
            StorageAuth::from_connection_string(&self.azurite.connection_string()).unwrap();
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        Settings {
            cosmos_key: Some(KEY.to_owned()),
            database: format!("northstar-{number}"),
            ..Settings::new(storage, self.cosmos.endpoint(), [7; 32])
        }
    }
}
