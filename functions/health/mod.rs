//! Whether everything that is needed answers.

use crate::Station;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use custom_handler::{Failure, Invocation};
use pipeline::suite;
use std::sync::Arc;

pub(crate) async fn run(
    State(station): State<Arc<Station>>,
    invocation: Invocation,
) -> Result<Response, Failure> {
    let health = station
        .work(&invocation, |suite| Ok(suite::health(suite)))
        .await?;
    let status = if health.healthy {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    Ok((status, Json(health)).into_response())
}
