//! The program that the host starts.

use custom_handler::Failure;
use functions::{Config, Station, app};
use pipeline::suite::queue;
use std::process::ExitCode;
use std::sync::Arc;
use store::azure::Azure;

fn main() -> ExitCode {
    app(station).run()
}

/// Made behind the open port; what is wrong with the settings fails every invocation with all of it said.
async fn station() -> Result<Arc<Station>, Failure> {
    let wrong = |text: String| Failure::transient(text);
    let config = Config::from_environment().map_err(|missing| wrong(missing.to_string()))?;
    let on_emulators = config.azure.cosmos_endpoint.starts_with("http://");
    let azure = Azure::new(config.azure, tokio::runtime::Handle::current())
        .map_err(|error| wrong(error.to_string()))?;
    if on_emulators {
        // In Azure the deployment makes them; an emulator begins empty each time.
        azure
            .prepare(&queue::ALL)
            .await
            .map_err(|error| wrong(error.to_string()))?;
    }
    Ok(Station::new(azure, config.partners))
}
