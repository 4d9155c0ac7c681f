//! What the host is told, and what the program does.

use functions::{FUNCTION_TIMEOUT, FUNCTIONS};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn host() -> Value {
    serde_json::from_str(include_str!("../../host.json")).unwrap()
}

#[test]
fn every_folder_with_a_function_json_is_a_function_and_the_other_way_round() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("functions");
    let folders: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("function.json").is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let declared: BTreeSet<String> = FUNCTIONS
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(folders, declared);
}

#[test]
fn every_function_json_fits_its_function() {
    functions::app(|| async { Err(custom_handler::Failure::transient("never asked")) })
        .check()
        .unwrap();
}

#[test]
fn queues_are_those_that_the_steps_send_to() {
    use pipeline::suite::queue;
    let mut queues: Vec<(&str, String)> = FUNCTIONS
        .iter()
        .filter_map(|(name, json)| {
            let json: Value = serde_json::from_str(json).unwrap();
            let queue = json["bindings"][0]["queueName"].as_str()?;
            Some((*name, queue.to_owned()))
        })
        .collect();
    queues.sort();
    assert_eq!(
        queues,
        [
            ("link_documents", queue::EXTRACTED.to_owned()),
            ("process_bulk", queue::BULK.to_owned()),
            ("score_networks", queue::LINKED.to_owned()),
        ]
    );
    for (_, queue) in queues {
        assert!(pipeline::suite::queue::POISON.contains(&format!("{queue}-poison").as_str()));
    }
}

#[test]
fn the_hosts_settings_hold_what_the_program_relies_on() {
    let host = host();
    let seconds = FUNCTION_TIMEOUT.as_secs();
    assert_eq!(
        host["functionTimeout"],
        format!(
            "{:02}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        )
    );
    let handler = &host["customHandler"];
    assert_eq!(handler["description"]["defaultExecutablePath"], "handler");
    assert_eq!(handler["enableForwardingHttpRequest"], true);
    assert_eq!(handler["enableProxyingHttpRequest"], true);
    let queues = &host["extensions"]["queues"];
    // The default burns five tries in half a second.
    assert!(queues["visibilityTimeout"].as_str().unwrap() >= "00:00:30");
    assert_eq!(queues["maxPollingInterval"], "00:00:02");
    assert_eq!(queues["messageEncoding"], "base64");
    assert_eq!(host["extensions"]["http"]["routePrefix"], "api");
    // 4 MiB a blob, 13 MB of host memory a MB in flight, 500 MB at rest: on 2 GB.
    let parallel = host["extensions"]["blobs"]["maxDegreeOfParallelism"]
        .as_u64()
        .unwrap();
    assert!(parallel * (pipeline::suite::BY_POINTER >> 20) * 13 + 500 <= 2048);
}
