//! What stands between the handler and its stores, and does something at the n-th request.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::runtime::Handle;

/// What happens at the n-th request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is refused, for good as the SDK sees it, and was not done.
    Refused,
    /// It is done, and the answer is another.
    DoneButRefused,
    /// The handler is killed before it is done.
    KilledBefore,
    /// The handler is killed after it was done.
    KilledAfter,
}

/// When the fault comes, over all stores together.
pub(crate) struct Trap {
    left: AtomicI64,
    fault: Fault,
    kill: Box<dyn Fn() + Send + Sync>,
}

impl Trap {
    pub(crate) fn new(n: i64, fault: Fault, kill: impl Fn() + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self {
            left: AtomicI64::new(n),
            fault,
            kill: Box::new(kill),
        })
    }

    /// Whether the request that it was set for came.
    pub(crate) fn sprung(&self) -> bool {
        self.left.load(Ordering::SeqCst) < 0
    }
}

struct Proxy {
    /// Such as `http://127.0.0.1:1234`.
    target: String,
    own: String,
    trap: Arc<Trap>,
    client: Client<HttpConnector, Body>,
}

/// Passes everything on to `target`; the address of the proxy.
pub(crate) fn start(runtime: &Handle, target: &str, trap: Arc<Trap>) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let own = format!("http://{}", listener.local_addr().unwrap());
    let proxy = Arc::new(Proxy {
        target: target.trim_end_matches('/').to_owned(),
        own: own.clone(),
        trap,
        client: Client::builder(TokioExecutor::new()).build_http(),
    });
    let routes = Router::new().fallback(pass).with_state(proxy);
    let _in_runtime = runtime.enter();
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    runtime.spawn(async move { axum::serve(listener, routes).await });
    own
}

async fn pass(State(proxy): State<Arc<Proxy>>, request: Request) -> Response {
    let springs = proxy.trap.left.fetch_sub(1, Ordering::SeqCst) == 0;
    let fault = springs.then_some(proxy.trap.fault);
    match fault {
        Some(Fault::Refused) => return StatusCode::FORBIDDEN.into_response(),
        Some(Fault::KilledBefore) => {
            (proxy.trap.kill)();
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        _ => {}
    }
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let is_account = path == "/" && parts.method == "GET";
    parts.uri = format!("{}{path}", proxy.target).parse().unwrap();
    // Set anew for the target; signatures do not cover it.
    parts.headers.remove(header::HOST);
    let answered = proxy.client.request(Request::from_parts(parts, body)).await;
    let Ok(answered) = answered else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    match fault {
        Some(Fault::DoneButRefused) => return StatusCode::FORBIDDEN.into_response(),
        Some(Fault::KilledAfter) => (proxy.trap.kill)(),
        _ => {}
    }
    if !is_account {
        return answered.map(Body::new);
    }
    // The account names the address that its clients are to use from then on.
    let (mut parts, body) = answered.into_parts();
    let bytes = axum::body::to_bytes(Body::new(body), 1 << 20)
        .await
        .unwrap();
    parts.headers.remove(header::CONTENT_LENGTH);
    let text = String::from_utf8_lossy(&bytes).replace(&proxy.target, &proxy.own);
    Response::from_parts(parts, Body::from(text))
}
