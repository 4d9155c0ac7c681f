//! Registration: which function answers which of the host's calls.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post_service},
};
use futures::future::BoxFuture;
use std::{fmt, future::Future, sync::Arc, time::Duration};
use tower::service_fn;

use crate::{
    BlobEvent, DecodeError, Done, Failure, FunctionJson, FunctionJsonError, Invocation, QueueEvent,
    Retry, TimerEvent, TriggerKind,
    admission::Budget,
    blocking, event,
    layers::{self, Bounds, Form, Function, Received},
    public::{PublicRoutes, http_function},
    response,
    state::LazyState,
};

const MIB: usize = 1024 * 1024;

/// Longer than any invocation of a plan with a limit.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Bodies above this size are decoded on a thread of their own: checking and decoding takes about 2 ms a MiB.
const BLOCKING: usize = MIB / 4;

/// The functions of one app and what bounds them.
///
/// Functions are async functions over a shared, cloneable state:
///
/// ```
/// use custom_handler::{App, BlobEvent, Done, Failure, Invocation};
///
/// #[derive(Clone)]
/// struct Shelf;
///
/// async fn store(_: Shelf, _: Invocation, blob: BlobEvent) -> Result<Done, Failure> {
///     if blob.container != "raw" {
///         return Err(Failure::permanent("a blob of another container"));
///     }
///     Ok(Done::new().log(format!("{} bytes", blob.body.len())))
/// }
///
/// let app = App::new(Shelf).blob(
///     "store",
///     r#"{"bindings": [{"type": "blobTrigger", "direction": "in", "name": "raw", "path": "raw/{name}"}]}"#,
///     store,
/// );
/// app.check().expect("function.json fits");
/// ```
pub struct App<S> {
    state: Arc<LazyState<S>>,
    functions: Vec<Registered<S>>,
    errors: Vec<FunctionJsonError>,
    route_prefix: String,
    function_timeout: Duration,
    body_limit: usize,
    http_body_limit: usize,
    bytes_in_flight: usize,
    pub(crate) log_targets: Option<Vec<String>>,
}

/// Reads a body into an event, and the count of a `retry` policy if there is one.
type Decode<E> = fn(&FunctionJson, Vec<u8>) -> Result<(E, Option<Retry>), DecodeError>;

struct Registered<S> {
    declared: FunctionJson,
    run: Run<S>,
}

enum Run<S> {
    Envelope(Function),
    Http(Box<MethodRouter<S>>),
}

/// All the function.json files that do not fit, one a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct RegistrationErrors(pub Vec<FunctionJsonError>);

impl<S> fmt::Debug for App<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self
            .functions
            .iter()
            .map(|f| f.declared.function())
            .collect();
        f.debug_struct("App")
            .field("functions", &names)
            .finish_non_exhaustive()
    }
}

impl<S: Clone + Send + Sync + 'static> App<S> {
    /// An app over a state that exists already.
    ///
    /// Whatever takes time belongs into [`App::with_state`]: the host waits for the port.
    pub fn new(state: S) -> App<S> {
        App::with_state(move || {
            let state = state.clone();
            async { Ok(state) }
        })
    }

    /// An app whose state is made once the port is open, and made again by a later invocation when that failed.
    /// Invocations that arrive before wait for it, within their deadline.
    pub fn with_state<F, Fut>(make: F) -> App<S>
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<S, Failure>> + Send + 'static,
    {
        App {
            state: Arc::new(LazyState::new(Box::new(move || Box::pin(make())))),
            functions: Vec::new(),
            errors: Vec::new(),
            route_prefix: "api".to_owned(),
            function_timeout: Duration::from_secs(5 * 60),
            body_limit: 64 * MIB,
            http_body_limit: 4 * MIB,
            bytes_in_flight: 256 * MIB,
            log_targets: None,
        }
    }

    /// Registers a function with a blob trigger. `function_json` is the text of its function.json.
    #[must_use]
    pub fn blob<F, Fut>(self, name: &str, function_json: &str, run: F) -> App<S>
    where
        F: Fn(S, Invocation, BlobEvent) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Done, Failure>> + Send + 'static,
    {
        self.envelope(
            name,
            function_json,
            TriggerKind::Blob,
            event::decode_blob,
            run,
        )
    }

    /// Registers a function with a trigger on a storage queue.
    #[must_use]
    pub fn queue<F, Fut>(self, name: &str, function_json: &str, run: F) -> App<S>
    where
        F: Fn(S, Invocation, QueueEvent) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Done, Failure>> + Send + 'static,
    {
        self.envelope(
            name,
            function_json,
            TriggerKind::Queue,
            event::decode_queue,
            run,
        )
    }

    /// Registers a function with a timer.
    #[must_use]
    pub fn timer<F, Fut>(self, name: &str, function_json: &str, run: F) -> App<S>
    where
        F: Fn(S, Invocation, TimerEvent) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Done, Failure>> + Send + 'static,
    {
        self.envelope(
            name,
            function_json,
            TriggerKind::Timer,
            event::decode_timer,
            run,
        )
    }

    /// Registers a function that is called over HTTP, with axum's routing by method and its extractors.
    ///
    /// host.json must say `enableForwardingHttpRequest` (and, for newer hosts, `enableProxyingHttpRequest`): the request
    /// then arrives under its public path with its own bytes, and the answer is relayed as it is. The path is the
    /// [prefix](App::route_prefix) and the `route` of function.json; `{value}`, `{value?}`, `{value:int}` and `{*rest}`
    /// are understood. [`Invocation`] is an extractor.
    ///
    /// ```
    /// use axum::{body::Bytes, extract::{Path, State}, http::StatusCode, routing::post};
    /// use custom_handler::{App, Invocation};
    ///
    /// async fn receive(State(_): State<()>, Path(partner): Path<String>, _: Invocation, body: Bytes) -> (StatusCode, String) {
    ///     (StatusCode::ACCEPTED, format!("{} bytes from {partner}", body.len()))
    /// }
    ///
    /// let app = App::new(()).http(
    ///     "receive",
    ///     r#"{"bindings": [
    ///         {"type": "httpTrigger", "direction": "in", "name": "req", "route": "reports/{partner}", "methods": ["post"]},
    ///         {"type": "http", "direction": "out", "name": "res"}]}"#,
    ///     post(receive),
    /// );
    /// # app.check().expect("function.json fits");
    /// ```
    #[must_use]
    pub fn http(self, name: &str, function_json: &str, methods: MethodRouter<S>) -> App<S> {
        match FunctionJson::parse(name, TriggerKind::Http, function_json) {
            Ok(declared) => self.push(declared, Run::Http(Box::new(methods))),
            Err(error) => self.with_error(error),
        }
    }

    /// The first segment of public paths, `extensions.http.routePrefix` of host.json; `api` unless set.
    #[must_use]
    pub fn route_prefix(mut self, prefix: &str) -> App<S> {
        self.route_prefix = prefix.to_owned();
        if prefix.contains(['{', '}', '*', '?', '#']) {
            return self.with_error(FunctionJsonError {
                function: "..".to_owned(),
                field: "(host.json) extensions.http.routePrefix".to_owned(),
                problem: "must be plain segments".to_owned(),
            });
        }
        self
    }

    /// `functionTimeout` of host.json; 5 minutes unless set, the default of the Consumption plan.
    ///
    /// Invocations end 5 s before it (after half of it where it is below 10 s), since at the timeout the host kills the
    /// process with everything in flight. More than a day counts as a day, an unbounded timeout (`-1`) included.
    #[must_use]
    pub fn function_timeout(mut self, timeout: Duration) -> App<S> {
        self.function_timeout = timeout.min(A_DAY);
        self
    }

    /// The largest body of a call by a blob, queue or timer trigger, in bytes; 64 MiB unless set. A blob arrives as
    /// base64, so a limit of n bytes admits blobs of 3/4 n. A larger body fails the invocation.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> App<S> {
        self.body_limit = bytes;
        self
    }

    /// The largest body of a request to an HTTP function, in bytes; 4 MiB unless set. A larger one is answered with 413.
    #[must_use]
    pub fn http_body_limit(mut self, bytes: usize) -> App<S> {
        self.http_body_limit = bytes;
        self
    }

    /// How many bytes of bodies may be in memory at once, from the first byte that is read until the function is done;
    /// 256 MiB unless set. Invocations wait for their turn, within their deadline. Bodies up to 64 KiB are not counted.
    /// It bounds the two body limits, too.
    #[must_use]
    pub fn bytes_in_flight(mut self, bytes: usize) -> App<S> {
        self.bytes_in_flight = bytes;
        self
    }

    /// Names the crates (more exactly, the beginnings of `tracing` targets) whose log events are written with message
    /// and fields. Of all other crates only warnings and errors are written, by target and place alone: what a library
    /// says about a failed request may hold the name of a file or a part of a body.
    ///
    /// Without it, messages of all crates are written as they are.
    #[must_use]
    pub fn log_targets(mut self, targets: &[&str]) -> App<S> {
        self.log_targets = Some(targets.iter().map(|target| (*target).to_owned()).collect());
        self
    }

    /// The declarations of all registered functions, in the order of registration.
    pub fn functions(&self) -> impl Iterator<Item = &FunctionJson> {
        self.functions.iter().map(|function| &function.declared)
    }

    /// Whether all function.json files fit.
    ///
    /// # Errors
    /// All that do not, with file and field. [`App::run`] does not start with them; a test should ask first.
    pub fn check(&self) -> Result<(), RegistrationErrors> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(RegistrationErrors(self.errors.clone()))
        }
    }

    /// The app as an axum router, for tests without a socket and for servers of one's own.
    pub fn router(&self) -> Router {
        let budget = Budget::new(self.bytes_in_flight);
        let bounds = |body_limit: usize| Bounds {
            allowed: self.allowed(),
            body_limit: body_limit.min(self.bytes_in_flight),
            budget: budget.clone(),
        };
        let mut router = Router::new().route("/", get(async || ready()));
        let mut public = PublicRoutes::default();
        for Registered { declared, run } in &self.functions {
            let name = declared.function();
            let path = format!("/{name}");
            let function = match run {
                Run::Envelope(function) => function.clone(),
                Run::Http(methods) => {
                    let template = declared.route_template(&self.route_prefix);
                    let function = http_function(&template, methods, self.state.clone());
                    let bounds = bounds(self.http_body_limit);
                    // Without a prefix, the public path can be the one of wrapped calls.
                    let is_own_name = template.canonical(&path).is_some();
                    public.add(template, layers::stack(name, Form::Http, bounds, function));
                    if is_own_name {
                        continue;
                    }
                    not_forwarded()
                }
            };
            let service = layers::stack(name, Form::Envelope, bounds(self.body_limit), function);
            router = router.route(&path, post_service(service).fallback(async || unknown()));
        }
        router.fallback_service(service_fn(move |request| public.clone().answer(request)))
    }

    /// The time that an invocation may take.
    pub(crate) fn allowed(&self) -> Duration {
        let margin = Duration::from_secs(5);
        self.function_timeout
            .saturating_sub(margin)
            .max(self.function_timeout / 2)
    }

    /// Makes the state, so that the first invocation need not.
    pub(crate) fn warm_up(&self) -> BoxFuture<'static, Result<(), Failure>> {
        let state = self.state.clone();
        Box::pin(async move { state.get().await.map(drop) })
    }

    fn envelope<E, F, Fut>(
        self,
        name: &str,
        function_json: &str,
        kind: TriggerKind,
        decode: Decode<E>,
        run: F,
    ) -> App<S>
    where
        E: Send + 'static,
        F: Fn(S, Invocation, E) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Done, Failure>> + Send + 'static,
    {
        let declared = match FunctionJson::parse(name, kind, function_json) {
            Ok(declared) => declared,
            Err(error) => return self.with_error(error),
        };
        let state = self.state.clone();
        let run = Arc::new(run);
        let shared = Arc::new(declared.clone());
        let function = Function::new(move |received: Received| {
            let (state, run, declared) = (state.clone(), run.clone(), shared.clone());
            let outputs = shared.clone();
            Box::pin(async move {
                let Received { parts, body, share } = received;
                let mut invocation = parts
                    .extensions
                    .get::<Invocation>()
                    .cloned()
                    .ok_or_else(|| Failure::transient("the invocation has no identity"))?;
                let (event, retry) = if body.len() > BLOCKING {
                    blocking(move || decode(&declared, body)).await?
                } else {
                    decode(&declared, body)
                }?;
                invocation.retry = retry;
                let done = run(state.get().await?, invocation, event).await?;
                drop(share);
                let unknown = done
                    .output_names()
                    .any(|name| !outputs.outputs().iter().any(|declared| declared == name));
                if unknown {
                    // The host would drop it without a word.
                    return Err(Failure::transient(
                        "an output is set that function.json does not declare",
                    ));
                }
                Ok(done.into_response())
            })
        });
        self.push(declared, Run::Envelope(function))
    }

    fn push(mut self, declared: FunctionJson, run: Run<S>) -> App<S> {
        let name = declared.function();
        if self
            .functions
            .iter()
            .any(|other| other.declared.function() == name)
        {
            let error = FunctionJsonError {
                function: name.to_owned(),
                field: "(folder)".to_owned(),
                problem: "registered twice".to_owned(),
            };
            return self.with_error(error);
        }
        self.functions.push(Registered { declared, run });
        self
    }

    fn with_error(mut self, error: FunctionJsonError) -> App<S> {
        self.errors.push(error);
        self
    }
}

/// The answer to the host's question whether the port is open. Any would do.
fn ready() -> Response {
    response::json(StatusCode::OK, r#"{"status":"ready"}"#.to_owned())
}

/// The path may be anything, so it is not logged.
pub(crate) fn unknown() -> Response {
    tracing::warn!("a request for no function");
    response::json(
        StatusCode::NOT_FOUND,
        r#"{"error":"no such function"}"#.to_owned(),
    )
}

/// The function of a path that the host calls only if host.json is not as the app needs it.
fn not_forwarded() -> Function {
    Function::new(|_| {
        Box::pin(async {
            Err(Failure::transient(
                "the host wrapped an HTTP request: host.json needs customHandler.enableForwardingHttpRequest",
            ))
        })
    })
}
