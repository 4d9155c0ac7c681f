//! Queues in Azurite.

use crate::emulators;
use futures_executor::block_on;
use std::time::Duration;
use store::{Error, Queues};

const NOW: Duration = Duration::ZERO;
const HIDE: Duration = Duration::from_secs(30);

#[test]
fn messages_come_back_as_they_were_sent_and_are_gone_when_deleted() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let azure = emulators.fresh();
    block_on(azure.prepare(&["extracted"])).unwrap();
    block_on(azure.prepare(&["extracted"])).unwrap();
    let texts = ["{\"id\":\"r-1\"}", "<ä & \u{1F600}>", ""];
    for text in texts {
        block_on(azure.send("extracted", text, NOW)).unwrap();
    }
    assert_eq!(block_on(azure.backlog("extracted")).unwrap().messages, 3);
    let received = block_on(azure.receive("extracted", 99, HIDE)).unwrap();
    let mut read: Vec<&str> = received
        .iter()
        .map(|message| message.text.as_str())
        .collect();
    read.sort_unstable();
    let mut sent = texts.to_vec();
    sent.sort_unstable();
    assert_eq!(read, sent);
    assert!(
        block_on(azure.receive("extracted", 1, HIDE))
            .unwrap()
            .is_empty(),
        "what was received is hidden"
    );
    for message in received.iter().chain(&received) {
        block_on(azure.delete("extracted", message)).unwrap();
    }
    let empty = block_on(azure.backlog("extracted")).unwrap();
    assert_eq!((empty.messages, empty.oldest), (0, None));
}

#[test]
fn a_delayed_message_shows_later() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let azure = emulators.fresh();
    block_on(azure.prepare(&["linked"])).unwrap();
    block_on(azure.send("linked", "later", Duration::from_secs(2))).unwrap();
    assert!(
        block_on(azure.receive("linked", 1, HIDE))
            .unwrap()
            .is_empty()
    );
    std::thread::sleep(Duration::from_millis(2500));
    let shown = block_on(azure.receive("linked", 1, HIDE)).unwrap();
    assert_eq!(shown[0].text, "later");
}

#[test]
fn a_queue_that_is_not_there_has_nothing_and_takes_nothing() {
    let Some(emulators) = emulators::start() else {
        return;
    };
    let azure = emulators.fresh();
    assert_eq!(block_on(azure.backlog("nowhere")).unwrap().messages, 0);
    assert_eq!(block_on(azure.receive("nowhere", 1, HIDE)).unwrap(), []);
    assert!(matches!(
        block_on(azure.send("nowhere", "x", NOW)),
        Err(Error::NotFound { .. })
    ));
}
