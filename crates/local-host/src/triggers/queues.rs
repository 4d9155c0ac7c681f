//! Queue triggers.

use crate::app::{Function, MessageEncoding};
use crate::base64_text;
use crate::core::{Core, Failure};
use crate::storage::Received;
use crate::wire::queue::{self, Message};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

const CATEGORY: &str = "Host.Triggers.Queues";

/// Pauses between looks at an empty queue grow from this to `maxPollingInterval`.
const LEAST_PAUSE: Duration = Duration::from_millis(100);
const MOST_PAUSE_DEVELOPMENT: Duration = Duration::from_secs(2);
const MOST_PAUSE_PRODUCTION: Duration = Duration::from_secs(60);

/// Receives messages until the host stops; at most `batchSize + newBatchThreshold` are at work.
pub(crate) async fn listen(core: Arc<Core>, function: Arc<Function>, queue: String) {
    let host = &core.app.host;
    let usual = if core.settings.production {
        MOST_PAUSE_PRODUCTION
    } else {
        MOST_PAUSE_DEVELOPMENT
    };
    let most = host.max_polling_interval.unwrap_or(usual).max(LEAST_PAUSE);
    let threshold = usize::try_from(host.new_batch_threshold).unwrap_or(usize::MAX);
    let at_work = Arc::new(watch::Sender::new(0_usize));
    let mut pause = LEAST_PAUSE;
    while !*core.stopping.borrow() {
        let mut room = at_work.subscribe();
        let mut stopping = core.stopping.clone();
        tokio::select! {
            _ = room.wait_for(|count| *count <= threshold) => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
        let batch = core
            .storage
            .receive(&queue, host.batch_size, core.settings.lock)
            .await;
        let mut batch = match batch {
            Ok(batch) => batch,
            Err(error) => {
                core.log
                    .error(CATEGORY, &format!("{}: {error}", function.name));
                Vec::new()
            }
        };
        if batch.is_empty() {
            if !core.pause(pause).await {
                return;
            }
            // Not quite twice as long, so that several hosts do not keep step.
            pause = (pause * 2).min(most) - core.dice.up_to(pause / 4);
            continue;
        }
        pause = LEAST_PAUSE;
        core.dice.shuffle(&mut batch);
        for received in batch {
            at_work.send_modify(|count| *count += 1);
            let (core, function, queue) = (core.clone(), function.clone(), queue.clone());
            let at_work = at_work.clone();
            core.clone().spawn(async move {
                handle(&core, &function, &queue, received).await;
                at_work.send_modify(|count| *count -= 1);
            });
        }
    }
}

async fn handle(core: &Core, function: &Function, queue: &str, received: Received) {
    let Some(content) = decode(core, &received.text) else {
        core.log.error(CATEGORY, &format!("{}: Message has reached MaxDequeueCount (it is no base64). Moving message to the poison queue", function.name));
        return poison(core, queue, &received, &received.pop_receipt).await;
    };
    let max = core.app.host.max_dequeue_count;
    if received.dequeue_count > max {
        return poison(core, queue, &received, &received.pop_receipt).await;
    }
    let message = Message {
        content,
        dequeue_count: received.dequeue_count,
        expires: received.expires,
        inserted: received.inserted,
        next_visible: received.next_visible,
        id: Some(received.id.clone()),
        pop_receipt: Some(received.pop_receipt.clone()),
    };
    let mut receipt = received.pop_receipt.clone();
    let work = call(core, function, &message);
    tokio::pin!(work);
    let result = loop {
        tokio::select! {
            result = &mut work => break result,
            () = tokio::time::sleep(core.settings.lock / 2) => {
                let renewed = core
                    .storage
                    .set_visibility(queue, &received.id, &receipt, &received.text, core.settings.lock)
                    .await;
                match renewed {
                    Ok(renewed) => receipt = renewed,
                    Err(error) => core.log.warning(CATEGORY, &format!("{}: lock not renewed: {error}", function.name)),
                }
            }
        }
    };
    let done = match result {
        Ok(()) if core.dice.happens(core.settings.redeliver) => {
            let again = core.storage.set_visibility(
                queue,
                &received.id,
                &receipt,
                &received.text,
                Duration::ZERO,
            );
            again.await.map(|_| ())
        }
        Ok(()) => core.storage.complete(queue, &received.id, &receipt).await,
        Err(_) if received.dequeue_count >= max => {
            core.log.error(CATEGORY, &format!("{}: Message has reached MaxDequeueCount of {max}. Moving message to the poison queue", function.name));
            return poison(core, queue, &received, &receipt).await;
        }
        Err(_) => {
            let later = core.app.host.visibility_timeout;
            core.storage
                .set_visibility(queue, &received.id, &receipt, &received.text, later)
                .await
                .map(|_| ())
        }
    };
    if let Err(error) = done {
        core.log
            .warning(CATEGORY, &format!("{}: {error}", function.name));
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

/// The text alone goes to the poison queue: no reason, no id, no count.
async fn poison(core: &Core, queue: &str, received: &Received, receipt: &str) {
    let moved = core
        .storage
        .enqueue(&format!("{queue}-poison"), &received.text)
        .await;
    let done = match moved {
        Ok(()) => core.storage.complete(queue, &received.id, receipt).await,
        Err(error) => Err(error),
    };
    if let Err(error) = done {
        core.log
            .error(CATEGORY, &format!("a message stays where it is: {error}"));
    }
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
