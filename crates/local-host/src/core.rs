//! What all triggers share: the handler, the storage, and one way to call a function.

use crate::answer::{Answer, Verdict, interpret};
use crate::app::{App, Function, OutputKind};
use crate::dice::{Dice, guid};
use crate::forward::{HOST_VERSION, user_agent};
use crate::log::Log;
use crate::settings::Settings;
use crate::storage::Storage;
use crate::wire::{BindingData, Envelope, Stamp, blob};
use crate::worker::Worker;
use crate::{base64_text, outputs};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request};
use futures::stream;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use time::OffsetDateTime;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The pieces in which the host sends an envelope.
const CHUNK: usize = 1024;

/// How often the host's HTTP client follows redirects.
const REDIRECTS: usize = 50;

/// How long after a timeout the handler is killed.
const KILLED_AFTER: Duration = Duration::from_secs(2);

/// Why an invocation failed; no content of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure(pub(crate) String);

impl Failure {
    pub(crate) fn because(reason: impl std::fmt::Display) -> Failure {
        Failure(reason.to_string())
    }
}

/// The handler's raw answer.
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answered {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) app: App,
    pub(crate) settings: Settings,
    pub(crate) storage: Storage,
    pub(crate) worker: Worker,
    pub(crate) log: Log,
    pub(crate) dice: Dice,
    pub(crate) key: String,
    pub(crate) client: Client<HttpConnector, Body>,
    pub(crate) in_flight: watch::Sender<usize>,
    pub(crate) stopping: watch::Receiver<bool>,
    pub(crate) tasks: Mutex<JoinSet<()>>,
}

/// Counts an invocation while it lives.
struct Flight<'a>(&'a watch::Sender<usize>);

impl<'a> Flight<'a> {
    fn new(count: &'a watch::Sender<usize>) -> Flight<'a> {
        count.send_modify(|count| *count += 1);
        Flight(count)
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

impl Core {
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp {
            now: OffsetDateTime::now_utc(),
            guid: guid(),
        }
    }

    /// Starts something that ends with the host at the latest.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        while tasks.try_join_next().is_some() {}
        tasks.spawn(task);
    }

    /// Ends all that was started.
    pub(crate) fn abort(&self) {
        self.tasks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .abort_all();
    }

    /// Waits; tells early if the host is to stop.
    pub(crate) async fn pause(&self, length: Duration) -> bool {
        let mut stopping = self.stopping.clone();
        let stop = stopping.wait_for(|stopping| *stopping);
        tokio::time::timeout(length, stop).await.is_err()
    }

    /// Runs an invocation with its id, under `functionTimeout`, told in the log.
    pub(crate) async fn run<T, F>(
        &self,
        function: &Function,
        work: impl FnOnce(String) -> F,
    ) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let _flight = Flight::new(&self.in_flight);
        let category = format!("Function.{}", function.name);
        let (name, id) = (&function.name, guid());
        let started = Instant::now();
        self.log.info(
            &category,
            &format!("Executing 'Functions.{name}' (Id={id})"),
        );
        let timeout = self.app.host.function_timeout;
        let result = match tokio::time::timeout(timeout, work(id.clone())).await {
            Ok(result) => result,
            Err(_) => {
                self.kill_soon();
                Err(Failure(format!("Timeout value of {timeout:?} exceeded")))
            }
        };
        let duration = started.elapsed().as_millis();
        match &result {
            Ok(_) => self.log.info(
                &category,
                &format!("Executed 'Functions.{name}' (Succeeded, Id={id}, Duration={duration}ms)"),
            ),
            Err(Failure(reason)) => self.log.error(
                &category,
                &format!(
                    "Executed 'Functions.{name}' (Failed, Id={id}, Duration={duration}ms): {reason}"
                ),
            ),
        }
        result
    }

    fn kill_soon(&self) {
        let Some(port) = self.worker.port_now() else {
            return;
        };
        let kill = self.worker.killer(port);
        tokio::spawn(async move {
            tokio::time::sleep(KILLED_AFTER).await;
            kill();
        });
    }

    /// Calls a function with an envelope and writes what it puts out.
    pub(crate) async fn invoke(
        &self,
        function: &Function,
        envelope: Envelope,
    ) -> Result<Answer, Failure> {
        self.run(function, |id| async move {
            let answer = self.call(function, &id, &envelope).await?;
            let category = format!("Function.{}.User", function.name);
            for line in &answer.logs {
                self.log.info(&category, line);
            }
            self.write(function, &envelope.metadata, &answer).await?;
            Ok(answer)
        })
        .await
    }

    async fn call(
        &self,
        function: &Function,
        id: &str,
        envelope: &Envelope,
    ) -> Result<Answer, Failure> {
        let body = Bytes::from(envelope.body().to_string());
        let mut port = self.port().await?;
        let mut path = format!("/{}", function.name);
        let mut method = "POST";
        for _ in 0..=REDIRECTS {
            let mut request = Request::builder()
                .method(method)
                .uri(format!("http://127.0.0.1:{port}{path}"))
                .header("X-Azure-Functions-HostVersion", HOST_VERSION)
                .header("X-Azure-Functions-InvocationId", id)
                .header("User-Agent", user_agent());
            if self.settings.traceparent {
                let (trace, span) = (guid().replace('-', ""), guid().replace('-', ""));
                request = request.header("traceparent", format!("00-{trace}-{}-00", &span[..16]));
            }
            let request = if method == "POST" {
                request
                    .header("Content-Type", "application/json; charset=utf-8")
                    .body(in_chunks(body.clone()))
            } else {
                request.body(Body::empty())
            };
            let answered = self.exchange(request.map_err(Failure::because)?).await?;
            let verdict = interpret(
                answered.status,
                answered.header("content-type"),
                answered.header("location"),
                &answered.body,
            );
            match verdict {
                Verdict::Succeeds(answer) => return Ok(answer),
                Verdict::Fails(reason) => return Err(Failure(reason)),
                // Only the timeout ends this.
                Verdict::Hangs => std::future::pending::<()>().await,
                Verdict::Follows { location, again } => {
                    if !again {
                        method = "GET";
                    }
                    (port, path) = target(&location, port)?;
                }
            }
        }
        Err(Failure("redirected too often".to_owned()))
    }

    /// The handler's port, once it is ready.
    pub(crate) async fn port(&self) -> Result<u16, Failure> {
        self.worker
            .port()
            .await
            .map_err(|_| Failure("the handler refuses connections".to_owned()))
    }

    /// Sends a request to the handler and reads the whole answer.
    pub(crate) async fn exchange(&self, request: Request<Body>) -> Result<Answered, Failure> {
        let answer = self.client.request(request).await;
        let answer = answer
            .map_err(|_| Failure("the handler closed the connection (ResponseEnded)".to_owned()))?;
        let (parts, body) = answer.into_parts();
        let body = axum::body::to_bytes(Body::new(body), usize::MAX).await;
        Ok(Answered {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.map_err(|_| {
                Failure("the handler broke off its answer (ResponseEnded)".to_owned())
            })?,
        })
    }

    /// Reads the blobs that come along with a trigger.
    pub(crate) async fn inputs(
        &self,
        function: &Function,
        envelope: &mut Envelope,
    ) -> Result<(), Failure> {
        for (name, path, binary) in &function.inputs {
            let (container, blob_name) = path.resolve(&envelope.metadata, guid).map_err(Failure)?;
            let fetched = self
                .storage
                .fetch(&container, &blob_name)
                .await
                .map_err(Failure::because)?;
            let content = fetched.as_ref().map(|fetched| fetched.content.as_slice());
            envelope
                .data
                .insert(name.clone(), blob::input(content, *binary));
        }
        Ok(())
    }

    async fn write(
        &self,
        function: &Function,
        metadata: &BindingData,
        answer: &Answer,
    ) -> Result<(), Failure> {
        for output in &function.outputs {
            let value = if output.name == "$return" {
                &answer.return_value
            } else {
                match answer.output(&output.name) {
                    Some(value) => value,
                    None => continue,
                }
            };
            match &output.kind {
                OutputKind::Http => {}
                OutputKind::Queue(queue) => {
                    for message in outputs::messages(value, output.binary) {
                        let text = self.encode(&message);
                        self.storage
                            .enqueue(queue, &text)
                            .await
                            .map_err(Failure::because)?;
                    }
                }
                OutputKind::Blob(path) => {
                    if let Some(content) = outputs::blob(value, output.binary) {
                        let (container, name) = path.resolve(metadata, guid).map_err(Failure)?;
                        let put = self.storage.put(&container, &name, content.into());
                        put.await.map_err(Failure::because)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Content as it stands in a queue.
    pub(crate) fn encode(&self, content: &[u8]) -> String {
        match self.app.host.message_encoding {
            crate::app::MessageEncoding::Base64 => base64_text::encode(content),
            crate::app::MessageEncoding::None => String::from_utf8_lossy(content).into_owned(),
        }
    }
}

/// A body without a stated length, in the pieces in which the host sends it.
fn in_chunks(body: Bytes) -> Body {
    let pieces = (0..body.len()).step_by(CHUNK).map(move |start| {
        let end = body.len().min(start + CHUNK);
        Ok::<Bytes, Infallible>(body.slice(start..end))
    });
    Body::from_stream(stream::iter(pieces))
}

/// Where a redirect leads: on the handler, or on another port of this machine.
fn target(location: &str, port: u16) -> Result<(u16, String), Failure> {
    let elsewhere = || Failure("redirected to another machine".to_owned());
    let Some((_, rest)) = location.split_once("://") else {
        let slash = if location.starts_with('/') { "" } else { "/" };
        return Ok((port, format!("{slash}{location}")));
    };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (name, port) = authority.split_once(':').unwrap_or((authority, "80"));
    if name != "127.0.0.1" && name != "localhost" {
        return Err(elsewhere());
    }
    Ok((port.parse().map_err(|_| elsewhere())?, format!("/{path}")))
}
