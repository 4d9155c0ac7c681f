//! Queue triggers.

use super::pump::{self, Outcome, Pump, Room};
use crate::app::{Function, MessageEncoding};
use crate::base64_text;
use crate::core::{Core, Failure};
use crate::storage::Received;
use crate::wire::queue::{self, Message};
use std::sync::Arc;
use std::time::Duration;

const CATEGORY: &str = "Host.Triggers.Queues";

/// The longest pause between looks at an empty queue, if host.json does not say.
const MOST_PAUSE_DEVELOPMENT: Duration = Duration::from_secs(2);
const MOST_PAUSE_PRODUCTION: Duration = Duration::from_secs(60);

/// Receives messages until the host stops.
pub(crate) async fn listen(core: Arc<Core>, function: Arc<Function>, queue: String) {
    let host = &core.app.host;
    let usual = if core.settings.production {
        MOST_PAUSE_PRODUCTION
    } else {
        MOST_PAUSE_DEVELOPMENT
    };
    let pump = Pump {
        poison: format!("{queue}-poison"),
        queue,
        room: Room::Batches {
            size: host.batch_size,
            threshold: host.new_batch_threshold,
        },
        max_dequeue_count: host.max_dequeue_count,
        visibility_timeout: host.visibility_timeout,
        most_pause: host.max_polling_interval.unwrap_or(usual),
        redeliver: core.settings.redeliver,
        category: CATEGORY,
        name: function.name.clone(),
    };
    let shared = core.clone();
    pump::run(core, pump, move |received| {
        handle(shared.clone(), function.clone(), received)
    })
    .await;
}

async fn handle(core: Arc<Core>, function: Arc<Function>, received: Received) -> Outcome {
    // At once to poison, though the log speaks of five tries.
    let Some(content) = decode(&core, &received.text) else {
        return Outcome::Hopeless;
    };
    let message = Message {
        content,
        dequeue_count: received.dequeue_count,
        expires: received.expires,
        inserted: received.inserted,
        next_visible: received.next_visible,
        id: Some(received.id),
        pop_receipt: Some(received.pop_receipt),
    };
    match call(&core, &function, &message).await {
        Ok(()) => Outcome::Done,
        Err(_) => Outcome::Failed,
    }
}

/// The content of a message's text; nothing if it is not what `messageEncoding` says.
fn decode(core: &Core, text: &str) -> Option<Vec<u8>> {
    match core.app.host.message_encoding {
        MessageEncoding::Base64 => base64_text::decode(text),
        MessageEncoding::None => Some(text.as_bytes().to_vec()),
    }
}

async fn call(core: &Core, function: &Function, message: &Message) -> Result<(), Failure> {
    let envelope = queue::envelope(
        &function.name,
        &function.binding,
        function.binary,
        message,
        &core.stamp(),
    );
    let mut envelope = match envelope {
        Ok(envelope) => envelope,
        // The binding fails, as an invocation of its own.
        Err(_) => {
            let reason = "Exception binding parameter: the message is no UTF-8".to_owned();
            return core.run(function, |_| async { Err(Failure(reason)) }).await;
        }
    };
    core.inputs(function, &mut envelope).await?;
    core.invoke(function, envelope).await.map(|_| ())
}

/// What a call by hand brings to a queue function.
pub(crate) async fn by_hand(core: &Core, function: &Function, input: &str) {
    let message = Message {
        content: input.as_bytes().to_vec(),
        dequeue_count: 0,
        expires: crate::clock::end_of_time(),
        inserted: time::OffsetDateTime::now_utc(),
        next_visible: crate::clock::end_of_time(),
        id: None,
        pop_receipt: None,
    };
    let _told_in_the_log = call(core, function, &message).await;
}
