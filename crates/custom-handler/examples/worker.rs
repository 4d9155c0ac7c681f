//! A handler with one function, whose messages say what to do: `done`, `sleep 500` (milliseconds), `panic`, `compute`
//! (which fails on a thread of its own), `fail` or anything else, which is refused.
//!
//! `FUNCTIONS_CUSTOMHANDLER_PORT=3000 cargo run -p custom-handler --example worker`, then post what the host would:
//!
//! `curl -d '{"Data":{"order":"done"},"Metadata":{}}' 127.0.0.1:3000/work`

use custom_handler::{App, Done, Failure, Invocation, QueueEvent, blocking};
use std::{process::ExitCode, time::Duration};

const WORK: &str = r#"{"bindings": [
    {"type": "queueTrigger", "direction": "in", "name": "order", "queueName": "orders"}]}"#;

async fn work(_: (), _: Invocation, order: QueueEvent) -> Result<Done, Failure> {
    let order = order.text()?;
    match order.split_once(' ') {
        Some(("sleep", millis)) => {
            tokio::time::sleep(Duration::from_millis(millis.parse()?)).await;
            Ok(Done::new())
        }
        _ if order == "done" => Ok(Done::new().log("nothing to do")),
        _ if order == "fail" => Err(Failure::transient("told to fail")),
        _ if order.starts_with("panic") => panic!("while working on {order}"),
        _ if order == "compute" => {
            let order = order.to_owned();
            blocking(move || assert_eq!(order, "5", "{order}")).await?;
            Ok(Done::new())
        }
        _ => Err(Failure::permanent("an order that nobody knows")),
    }
}

fn main() -> ExitCode {
    App::new(()).queue("work", WORK, work).run()
}
