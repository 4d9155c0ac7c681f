//! An HTTP request, as the host wraps it when it does not forward.

use axum::body::Bytes;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::value::RawValue;
use std::{collections::BTreeMap, fmt};

use crate::{
    DecodeError, FunctionJson,
    envelope::{Envelope, data_path, object},
};

/// An HTTP request, as the host wraps it for functions that it does not forward.
///
/// Only for reading: bodies that are neither `application/octet-stream` nor `multipart/*` have gone through UTF-8, which
/// destroys images, and a chunked request has lost its body. Functions should be
/// [forwarded](crate::App::http) instead.
#[derive(Clone)]
pub struct HttpEvent {
    /// The public URL with its query, keys (`?code=`) included.
    pub url: String,
    /// The method.
    pub method: String,
    /// The query; repeated values are joined with a comma by the host.
    pub query: BTreeMap<String, String>,
    /// The headers with all their values.
    pub headers: BTreeMap<String, Vec<String>>,
    /// The route's values; `None` for an optional one that is absent.
    pub params: BTreeMap<String, Option<String>>,
    /// The body: the bytes for octet-stream and multipart, UTF-8 text for everything else, nothing when absent.
    pub body: Option<Bytes>,
}

/// Requests carry keys and cookies.
impl fmt::Debug for HttpEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpEvent")
            .field("method", &self.method)
            .field("size_bytes", &self.body.as_ref().map(Bytes::len))
            .finish_non_exhaustive()
    }
}

impl HttpEvent {
    /// Reads an invocation's body.
    ///
    /// # Errors
    /// When the body is no invocation, or the binding, its URL or its method is missing.
    pub fn decode(declared: &FunctionJson, body: &[u8]) -> Result<HttpEvent, DecodeError> {
        let binding = declared.trigger();
        let at = |field: &str| format!("{}.{field}", data_path(binding));
        let envelope = Envelope::parse(body)?;
        let request = object(envelope.data(binding)?)
            .ok_or_else(|| DecodeError::unexpected(data_path(binding), "an object"))?;
        let required = |field: &str| {
            request
                .get(field)
                .and_then(|value| string(value))
                .ok_or_else(|| DecodeError::missing(at(field)))
        };
        let fields = |field: &str| {
            request
                .get(field)
                .and_then(|value| object(value))
                .unwrap_or_default()
        };
        let headers: BTreeMap<String, Vec<String>> = fields("Headers")
            .into_iter()
            .map(|(name, value)| (name, strings(&value)))
            .collect();
        let body = match request.get("Body").filter(|value| value.get() != "null") {
            None => None,
            Some(value) => {
                // Old samples hold parsed JSON here.
                let text = string(value).unwrap_or_else(|| value.get().to_owned());
                Some(if is_base64(&headers) {
                    let bytes = STANDARD
                        .decode(text)
                        .map_err(|_| DecodeError::unexpected(at("Body"), "base64"))?;
                    Bytes::from(bytes)
                } else {
                    Bytes::from(text)
                })
            }
        };
        Ok(HttpEvent {
            url: required("Url")?,
            method: required("Method")?,
            query: fields("Query")
                .into_iter()
                .map(|(name, value)| (name, strings(&value).join(",")))
                .collect(),
            headers,
            params: fields("Params")
                .into_iter()
                .map(|(name, value)| (name, string(&value)))
                .collect(),
            body,
        })
    }

    /// The first value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        first(&self.headers, name)
    }
}

fn first<'a>(headers: &'a BTreeMap<String, Vec<String>>, name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .and_then(|(_, values)| values.first())
        .map(String::as_str)
}

/// The two kinds of bodies that the host sends as base64.
fn is_base64(headers: &BTreeMap<String, Vec<String>>) -> bool {
    first(headers, "content-type").is_some_and(|media_type| {
        let media_type = media_type.trim_start().to_ascii_lowercase();
        media_type.starts_with("application/octet-stream") || media_type.starts_with("multipart/")
    })
}

fn string(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

/// A string, or a list of strings.
fn strings(value: &RawValue) -> Vec<String> {
    if let Ok(list) = serde_json::from_str(value.get()) {
        return list;
    }
    string(value).into_iter().collect()
}
