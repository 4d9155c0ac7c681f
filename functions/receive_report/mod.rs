//! A partner's report: it lands unchanged, and is read like every raw file.

use crate::Station;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use custom_handler::{Failure, Invocation};
use pipeline::suite::{self, Message, Refused};
use serde_json::json;
use std::sync::Arc;

pub(crate) async fn run(
    State(station): State<Arc<Station>>,
    invocation: Invocation,
    Path(partner): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let partners = station.partners.clone();
    let bytes = body.len();
    let received = station
        .work(&invocation, move |suite| {
            let message = Message {
                partner: &partner,
                headers: &headers,
                body: &body,
            };
            suite::receive_report(suite, &partners, message)
        })
        .await?;
    Ok(match received {
        Ok(receipt) => {
            tracing::info!(bytes, "a report landed");
            (StatusCode::ACCEPTED, Json(receipt)).into_response()
        }
        Err(refused) => {
            let (status, title) = match refused {
                Refused::Unauthorized => (StatusCode::UNAUTHORIZED, "Unauthorized"),
                Refused::Conflict => (StatusCode::CONFLICT, "Conflict"),
            };
            tracing::warn!(bytes, status = status.as_u16(), "a report was refused");
            problem(status, title)
        }
    })
}

/// RFC 9457, without a word about what was wrong.
fn problem(status: StatusCode, title: &str) -> Response {
    let body = json!({"type": "about:blank", "title": title, "status": status.as_u16()});
    let mut response = (status, Json(body)).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    response
}
