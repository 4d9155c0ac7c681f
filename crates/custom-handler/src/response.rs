//! The forms of answers that the host can take.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};

use crate::{Done, Failure, failure::Kind};

/// A JSON answer with a content length. The text must be an object.
pub(crate) fn json(status: StatusCode, text: String) -> Response {
    typed(status, "application/json", text)
}

/// What a client of an HTTP function learns about a failure: its kind, without detail (RFC 9457).
pub(crate) fn problem(status: StatusCode) -> Response {
    let title = status.canonical_reason().unwrap_or("Error");
    let number = status.as_u16();
    typed(
        status,
        "application/problem+json",
        format!(r#"{{"type":"about:blank","title":"{title}","status":{number}}}"#),
    )
}

fn typed(status: StatusCode, media_type: &'static str, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        json(StatusCode::OK, self.to_json())
    }
}

/// A failure on its way through a response, so that it is reported where all failures are.
#[derive(Clone)]
pub(crate) struct Carried {
    pub(crate) kind: Kind,
    pub(crate) reason: String,
}

/// For handlers of HTTP functions: the client gets a problem document without the reason, with status 500 for a transient
/// failure and 422 for a permanent one; the reason is reported like that of any function.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = match self.kind() {
            Kind::Transient => StatusCode::INTERNAL_SERVER_ERROR,
            Kind::Permanent => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::Deadline => StatusCode::SERVICE_UNAVAILABLE,
        };
        let mut response = problem(status);
        response.extensions_mut().insert(Carried {
            kind: self.kind(),
            reason: self.reason().to_owned(),
        });
        response
    }
}
