use functions::{Config, settings};
use serde_json::Value;
use std::collections::BTreeMap;

fn example() -> BTreeMap<String, String> {
    let text = include_str!("../../local.settings.example.json");
    let example: Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(example["Values"].clone()).unwrap()
}

#[test]
fn the_example_is_complete_and_has_nothing_that_is_not_read() {
    let mut example = example();
    Config::read(|name| example.get(name).cloned()).unwrap();
    // Read by the host alone.
    assert!(example.remove("FUNCTIONS_WORKER_RUNTIME").is_some());
    let local: Vec<&str> = settings().filter(|s| s.local).map(|s| s.name).collect();
    let mut set: Vec<&str> = example.keys().map(String::as_str).collect();
    set.sort_by_key(|name| local.iter().position(|local| local == name));
    assert_eq!(set, local);
}

#[test]
fn all_missing_settings_are_said_at_once() {
    let missing = Config::read(|_| None).unwrap_err();
    assert_eq!(missing.0.len(), 3);
    let text = missing.to_string();
    for name in [
        "AzureWebJobsStorage",
        "COSMOS__accountEndpoint",
        "NORTHSTAR_DEPLOYMENT_KEY",
    ] {
        assert!(text.contains(name), "{text}");
    }
}

#[test]
fn a_wrong_setting_is_named_and_its_value_is_not() {
    let mut set = example();
    for (name, wrong) in [
        ("NORTHSTAR_DEPLOYMENT_KEY", "hunter2"),
        (
            "NORTHSTAR_PARTNERS",
            r#"{"a b": ["hunter2hunter2hunter2"]}"#,
        ),
        ("COSMOS__accountEndpoint", "hunter2"),
    ] {
        set.insert(name.to_owned(), wrong.to_owned());
    }
    let missing = Config::read(|name| set.get(name).cloned()).unwrap_err();
    assert_eq!(missing.0.len(), 3, "{missing}");
    assert!(!missing.to_string().contains("hunter2"), "{missing}");
}

#[test]
fn in_azure_no_key_is_needed() {
    let set = BTreeMap::from([
        ("AzureWebJobsStorage__accountName", "northstar"),
        (
            "COSMOS__accountEndpoint",
            "https://northstar.documents.azure.com/",
        ),
        (
            "NORTHSTAR_DEPLOYMENT_KEY",
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF",
        ),
    ]);
    let config = Config::read(|name| set.get(name).map(|v| (*v).to_owned())).unwrap();
    assert_eq!(config.azure.deployment_key[..2], [0x01, 0x23]);
    assert!(config.azure.cosmos_key.is_none() && config.azure.database == "northstar");
}
