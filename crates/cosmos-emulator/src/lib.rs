//! The in-memory emulator that Microsoft's Cosmos DB driver carries for its own tests, behind HTTP: for development and
//! tests without a cloud. Nothing is kept when it ends, no key is checked, and `ttl` has no effect.
//!
//! It stands in a package of its own because the driver's feature that brings it must never get into a shipped program.

use anyhow::Context;
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{self, StatusCode},
    response::Response,
    routing::put,
};
use azure_core::http::{Method, Request, Url};
use azure_data_cosmos_driver::in_memory_emulator::{
    ConsistencyLevel, InMemoryEmulatorHttpClient, VirtualAccountConfig, VirtualRegion,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::net::TcpListener;

/// The key that every Cosmos DB emulator documents; this one takes any.
pub const KEY: &str =
    "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

/// An item may have 2 MB and a transaction as well; anything much larger is no request of a client.
const BODY: usize = 8 << 20;

struct Emulator {
    account: InMemoryEmulatorHttpClient,
    base: Url,
    /// Requests for items that are still answered; see [`FAULTS`].
    left: AtomicI64,
}

/// `PUT` here with a number: after so many more requests for items all are refused, as if whoever sends them had died;
/// `DELETE` ends that.
pub const FAULTS: &str = "/faults";

/// The address under which a client finds the emulator behind this listener.
///
/// # Errors
/// The listener has no address.
pub fn address(listener: &TcpListener) -> anyhow::Result<String> {
    Ok(format!("http://{}/", listener.local_addr()?))
}

/// Serves an empty account until the future is dropped.
///
/// # Errors
/// The listener failed.
pub async fn serve(listener: TcpListener) -> anyhow::Result<()> {
    let base: Url = address(&listener)?
        .parse()
        .context("the listener's address makes no URL")?;
    // Clients connect to the address that the account names, so that it must be the one they know.
    let account = VirtualAccountConfig::new(vec![VirtualRegion::new("East US", base.clone())])
        .context("the emulator takes no such account")?
        .with_consistency(ConsistencyLevel::Session)
        .with_throttling_enabled(false);
    let emulator = Arc::new(Emulator {
        account: InMemoryEmulatorHttpClient::new(account),
        base,
        left: AtomicI64::new(i64::MAX),
    });
    let routes = Router::new()
        .route(FAULTS, put(fail_after).delete(fail_no_more))
        .fallback(answer)
        .with_state(emulator);
    axum::serve(listener, routes).await?;
    Ok(())
}

async fn fail_after(State(emulator): State<Arc<Emulator>>, body: String) -> StatusCode {
    match body.trim().parse::<i64>() {
        Ok(after) => {
            emulator.left.store(after, Ordering::SeqCst);
            StatusCode::NO_CONTENT
        }
        Err(_) => StatusCode::BAD_REQUEST,
    }
}

async fn fail_no_more(State(emulator): State<Arc<Emulator>>) -> StatusCode {
    emulator.left.store(i64::MAX, Ordering::SeqCst);
    StatusCode::NO_CONTENT
}

async fn answer(State(emulator): State<Arc<Emulator>>, request: http::Request<Body>) -> Response {
    match pass_on(&emulator, request).await {
        Ok(response) => response,
        Err(status) => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = status;
            response
        }
    }
}

async fn pass_on(
    emulator: &Emulator,
    request: http::Request<Body>,
) -> Result<Response, StatusCode> {
    let (parts, body) = request.into_parts();
    // A status that no client tries again.
    if parts.uri.path().contains("/docs") && emulator.left.fetch_sub(1, Ordering::SeqCst) <= 0 {
        return Err(StatusCode::BAD_REQUEST);
    }
    let body: Bytes = axum::body::to_bytes(body, BODY)
        .await
        .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let url = emulator
        .base
        .join(path)
        .map_err(|_| StatusCode::BAD_REQUEST)?;
    let method = match parts.method {
        http::Method::GET => Method::Get,
        http::Method::POST => Method::Post,
        http::Method::PUT => Method::Put,
        http::Method::DELETE => Method::Delete,
        http::Method::PATCH => Method::Patch,
        http::Method::HEAD => Method::Head,
        _ => return Err(StatusCode::METHOD_NOT_ALLOWED),
    };
    let mut inner = Request::new(url, method);
    for (name, value) in &parts.headers {
        if let Ok(value) = value.to_str() {
            inner.insert_header(name.as_str().to_owned(), value.to_owned());
        }
    }
    if !body.is_empty() {
        inner.set_body(body);
    }
    let answered = emulator
        .account
        .execute_request(&inner)
        .await
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let status = u16::from(answered.status());
    let answered = answered
        .try_into_raw_response()
        .await
        .map_err(|_| StatusCode::BAD_GATEWAY)?;
    let mut response = Response::builder().status(status);
    for (name, value) in answered.headers().iter() {
        // The server states the length of what it sends itself.
        if !["content-length", "transfer-encoding"].contains(&name.as_str()) {
            response = response.header(name.as_str(), value.as_str());
        }
    }
    response
        .body(Body::from(answered.body().as_ref().to_vec()))
        .map_err(|_| StatusCode::BAD_GATEWAY)
}
