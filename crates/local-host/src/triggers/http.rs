//! HTTP functions, webhooks and `/admin` on one port.

use super::admin;
use super::events::{Intake, Response as Webhook};
use crate::app::route::Parameters;
use crate::app::{Function, HttpMode, Trigger};
use crate::core::{Core, Failure};
use crate::forward;
use crate::http_reply::{Reply, reply};
use crate::wire::http::{Call, Identity, envelope};
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use std::sync::Arc;

/// `FUNCTIONS_REQUEST_BODY_SIZE_LIMIT`
const BODY_LIMIT: usize = 104_857_600;

/// What requests are answered with.
#[derive(Clone)]
pub(crate) struct Front {
    pub(crate) core: Arc<Core>,
    pub(crate) intake: Intake,
}

/// Any request at all.
pub(crate) async fn answer(State(front): State<Front>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let (parts, body) = request.into_parts();
    let mut call = Call {
        method: parts.method.to_string(),
        url: String::new(),
        headers: parts
            .headers
            .iter()
            .map(|(name, value)| {
                (
                    title_case(name.as_str()),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect(),
        body: Vec::new(),
        identity: Identity::Anonymous,
    };
    let authority = call.header("host").unwrap_or("localhost").to_owned();
    let rest = parts.uri.path_and_query().map_or("/", |rest| rest.as_str());
    call.url = format!("http://{authority}{rest}");
    call.identity = front.identity(&call);

    let lower = path.to_ascii_lowercase();
    if lower == "/" {
        return respond(Reply::bare(200));
    }
    if lower == "/runtime/webhooks/blobs" {
        return front.webhook(&call, body).await;
    }
    if let Some(rest) = lower.strip_prefix("/admin/") {
        if call.identity < Identity::Admin {
            return respond(Reply::bare(401));
        }
        let at = path.len() - rest.len();
        return match axum::body::to_bytes(body, BODY_LIMIT).await {
            Ok(body) => respond(admin::request(
                &front.core,
                &call.method,
                &path[at..],
                &body,
            )),
            Err(_) => respond(Reply::bare(400)),
        };
    }
    let Some((function, parameters)) = route(&front.core.app.functions, &call.method, &path) else {
        return respond(Reply::bare(404));
    };
    if let Trigger::Http { level, .. } = &function.trigger
        && call.identity < *level
    {
        return respond(Reply::bare(401));
    }
    let mode = if function.only_http() {
        front.core.app.host.http
    } else {
        HttpMode::Envelope
    };
    let served = match mode {
        HttpMode::Envelope => front.envelope(function, call, &parameters, body).await,
        HttpMode::Forwarding => front.forward(function, call, body).await,
        HttpMode::Proxying => front.proxy(function, &call, body).await,
    };
    served.unwrap_or_else(|Failure(_)| respond(Reply::bare(500)))
}

/// The function whose route and verbs fit best: the one with most of its path spelled out.
fn route<'a>(
    functions: &'a [Function],
    method: &str,
    path: &str,
) -> Option<(&'a Function, Parameters)> {
    let fitting = functions.iter().filter_map(|function| {
        let Trigger::Http { route, methods, .. } = &function.trigger else {
            return None;
        };
        if !methods.is_empty() && !methods.iter().any(|known| known == method) {
            return None;
        }
        Some((route.literals(), function, route.matches(path)?))
    });
    let (_, function, parameters) = fitting.max_by_key(|(literals, ..)| *literals)?;
    Some((function, parameters))
}

impl Front {
    fn identity(&self, call: &Call) -> Identity {
        let query = call.query();
        let code = query
            .iter()
            .find(|(name, _)| name == "code")
            .map(|(_, code)| code.as_str());
        let key = call.header("x-functions-key").or(code);
        if key == Some(self.core.key.as_str()) {
            Identity::Admin
        } else {
            Identity::Anonymous
        }
    }

    async fn webhook(&self, call: &Call, body: Body) -> Response {
        if call.method == "OPTIONS" {
            return respond(Reply::bare(200));
        }
        if call.identity < Identity::Admin {
            return respond(Reply::bare(401));
        }
        let Ok(body) = axum::body::to_bytes(body, BODY_LIMIT).await else {
            return respond(Reply::bare(400));
        };
        let query = call.query();
        let function = query
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("functionName"));
        let function = function.map_or("", |(_, name)| name.as_str());
        match self
            .intake
            .request(&self.core, function, call.header("aeg-event-type"), &body)
            .await
        {
            Webhook::Accepted => respond(Reply::bare(202)),
            Webhook::Refused(status) => respond(Reply::bare(status)),
            Webhook::Validated(code) => respond(Reply {
                status: 200,
                headers: vec![(
                    "Content-Type".to_owned(),
                    "application/json; charset=utf-8".to_owned(),
                )],
                body: serde_json::json!({ "validationResponse": code })
                    .to_string()
                    .into_bytes(),
            }),
        }
    }

    async fn envelope(
        &self,
        function: &Function,
        mut call: Call,
        parameters: &[(String, Option<String>)],
        body: Body,
    ) -> Result<Response, Failure> {
        call.body = held(body).await?.to_vec();
        let old = self.core.settings.old_forms;
        let stamp = self.core.stamp();
        let mut envelope = envelope(
            &function.name,
            &function.binding,
            &call,
            parameters,
            old,
            &stamp,
        );
        self.core.inputs(function, &mut envelope).await?;
        let answer = self.core.invoke(function, envelope).await?;
        reply(&answer, function.http_output())
            .map(respond)
            .map_err(Failure)
    }

    async fn forward(
        &self,
        function: &Function,
        call: Call,
        body: Body,
    ) -> Result<Response, Failure> {
        if call.chunked() {
            return Err(Failure(
                "a request in chunks cannot be forwarded".to_owned(),
            ));
        }
        let body = held(body).await?;
        let core = &self.core;
        core.run(function, |id| async move {
            let request = to_handler(core.port().await?, &call, &id, Body::from(body))?;
            let answered = core.exchange(request).await?;
            let mut response = Response::builder().status(answered.status);
            for (name, value) in &answered.headers {
                if !forward::HOP_BY_HOP.contains(&name.as_str()) {
                    response = response.header(name, value);
                }
            }
            response
                .body(Body::from(answered.body))
                .map_err(Failure::because)
        })
        .await
    }

    /// Both bodies stream through.
    async fn proxy(
        &self,
        function: &Function,
        call: &Call,
        body: Body,
    ) -> Result<Response, Failure> {
        let core = &self.core;
        core.run(function, |id| async move {
            let mut request = to_handler(core.port().await?, call, &id, body)?;
            let id = id.parse().map_err(Failure::because)?;
            request.headers_mut().insert("x-ms-invocation-id", id);
            let answer = core.client.request(request).await;
            let (mut parts, body) = answer
                .map_err(|_| Failure("the handler closed the connection".to_owned()))?
                .into_parts();
            for name in forward::HOP_BY_HOP {
                parts.headers.remove(name);
            }
            Ok(Response::from_parts(parts, Body::new(body)))
        })
        .await
    }
}

async fn held(body: Body) -> Result<Bytes, Failure> {
    axum::body::to_bytes(body, BODY_LIMIT)
        .await
        .map_err(|_| Failure("the body is too large".to_owned()))
}

fn to_handler(port: u16, call: &Call, id: &str, body: Body) -> Result<Request, Failure> {
    let mut request = Request::builder().method(call.method.as_str()).uri(format!(
        "http://127.0.0.1:{port}{}",
        forward::path_and_query(&call.url)
    ));
    for (name, value) in forward::headers(call, id) {
        request = request.header(name, value);
    }
    request.body(body).map_err(Failure::because)
}

/// `x-hub-signature-256` → `X-Hub-Signature-256`: the server has names in lower case only, the host writes them so.
fn title_case(name: &str) -> String {
    let parts = name.split('-').map(|part| {
        let mut chars = part.chars();
        chars.next().map_or_else(String::new, |first| {
            first.to_ascii_uppercase().to_string() + chars.as_str()
        })
    });
    parts.collect::<Vec<_>>().join("-")
}

fn respond(reply: Reply) -> Response {
    let mut response = Response::builder().status(reply.status);
    for (name, value) in &reply.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(reply.body)).unwrap_or_else(|_| {
        let mut failed = Response::new(Body::empty());
        *failed.status_mut() = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
        failed
    })
}
