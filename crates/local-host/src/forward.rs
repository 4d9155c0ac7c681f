//! Calls that reach the handler as the client made them.

use crate::wire::http::Call;

/// The host that this stand-in stands in for.
pub const HOST_VERSION: &str = "4.1037.0.0";

/// What identifies the host to the handler.
#[must_use]
pub fn user_agent() -> String {
    format!("Azure-Functions-Host/{HOST_VERSION}")
}

/// Path and query as the handler gets them when a call is forwarded: values of a repeated name are joined by a comma at the
/// place of the first.
#[must_use]
pub fn path_and_query(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("/", |at| &rest[at..]);
    let Some((path, query)) = path.split_once('?') else {
        return path.to_owned();
    };
    let mut joined: Vec<(&str, String)> = Vec::new();
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let (name, text) = part.split_once('=').unwrap_or((part, ""));
        match joined.iter_mut().find(|(known, _)| *known == name) {
            Some((_, before)) => {
                before.push(',');
                before.push_str(text);
            }
            None => joined.push((name, text.to_owned())),
        }
    }
    let parts: Vec<String> = joined
        .iter()
        .map(|(name, text)| format!("{name}={text}"))
        .collect();
    format!("{path}?{}", parts.join("&"))
}

/// The headers that the handler gets: the client's, without those that belong to the connection, and the host's own.
#[must_use]
pub fn headers(call: &Call, invocation: &str) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut agent = user_agent();
    for (name, value) in &call.headers {
        if name.eq_ignore_ascii_case("user-agent") {
            agent = format!("{value} {agent}");
        } else if !HOP_BY_HOP.iter().any(|hop| name.eq_ignore_ascii_case(hop)) {
            headers.push((name.clone(), value.clone()));
        }
    }
    headers.push((
        "X-Azure-Functions-HostVersion".to_owned(),
        HOST_VERSION.to_owned(),
    ));
    headers.push((
        "X-Azure-Functions-InvocationId".to_owned(),
        invocation.to_owned(),
    ));
    headers.push(("User-Agent".to_owned(), agent));
    headers
}

/// Headers that belong to one connection and are never passed on.
pub const HOP_BY_HOP: [&str; 6] = [
    "connection",
    "keep-alive",
    "proxy-connection",
    "te",
    "transfer-encoding",
    "upgrade",
];
