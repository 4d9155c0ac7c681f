//! The host as a whole: started, stopped, ended by its handler.

use crate::app::{App, Function, HttpMode, Trigger};
use crate::core::Core;
use crate::dice::{Dice, guid};
use crate::log::Log;
use crate::settings::Settings;
use crate::storage::{Account, Error, Storage};
use crate::triggers::events::{self, Intake};
use crate::triggers::http::{self, Front};
use crate::triggers::receipts::{CONTAINER, Receipts};
use crate::triggers::{blobs, queues, scan, timers};
use crate::worker::{Program, Waited, Worker};
use anyhow::Context;
use axum::Router;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

/// How long a host that stops waits for what is at work.
const DRAIN: Duration = Duration::from_secs(10);

/// How long a host that stops waits for its own tasks, which end wherever they next wait.
const TASKS: Duration = Duration::from_secs(5);

const CATEGORY: &str = "Host.Startup";

/// The handler crashed too often, and the host is at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CrashedTooOften;

/// The handler does not answer; the text says what was waited for, where and how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotReady(String);

impl std::fmt::Display for NotReady {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotReady {}

/// A running host. Dropping it ends everything at once, the handler included.
#[derive(Debug)]
pub struct Host {
    core: Arc<Core>,
    address: SocketAddr,
    stopping: Arc<watch::Sender<bool>>,
    tasks: JoinSet<()>,
    ended: mpsc::UnboundedReceiver<()>,
}

impl Host {
    /// Starts it: reads the app, starts its triggers and its handler, and listens. The handler may still be starting when
    /// this returns.
    ///
    /// # Errors
    /// The app, the settings or the port cannot be used, or there is no storage that answers within
    /// [`Settings::patience`].
    pub async fn start(settings: Settings, log: Log) -> anyhow::Result<Host> {
        let environment = settings.handler_environment()?;
        let mut names: std::collections::BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        names.extend(environment.clone());
        let mut app = App::read(&settings.script_root, &names)?;
        if settings.no_proxying && app.host.http == HttpMode::Proxying {
            app.host.http = HttpMode::Forwarding;
        }
        for error in &app.errors {
            log.error(CATEGORY, error);
        }
        if app.functions.is_empty() {
            log.warning(CATEGORY, "No job functions found.");
        }
        let storage = Storage::new(Account::parse(&settings.connection)?);
        let patience = settings.patience;
        let receipts = tokio::time::timeout(patience, async {
            prepare(&storage, &log).await?;
            Receipts::load(&storage, &settings.host_id).await
        })
        .await
        .with_context(|| {
            format!(
                "waited {patience:?} for an answer of the storage at {}",
                storage.endpoint()
            )
        })??;
        let receipts = Arc::new(receipts);
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", settings.port))
            .await
            .with_context(|| format!("port {}", settings.port))?;
        let address = listener.local_addr()?;

        let (crashed, mut crash) = mpsc::unbounded_channel();
        let worker = Worker::start(Program::of(&app, environment), log.clone(), crashed);
        let (stopping, stop) = watch::channel(false);
        let mut builder = Client::builder(TokioExecutor::new());
        builder.http1_title_case_headers(true);
        let core = Arc::new(Core {
            key: settings.key.clone().unwrap_or_else(guid),
            dice: Dice::new(settings.seed),
            client: builder.build_http(),
            in_flight: watch::Sender::new(0),
            tasks: Mutex::default(),
            stopping: stop,
            app,
            settings,
            storage,
            worker,
            log,
        });
        let mut tasks = start_triggers(&core, &receipts, listener);
        let (end, ended) = mpsc::unbounded_channel();
        let (stopping, dying) = (Arc::new(stopping), core.clone());
        let stop = stopping.clone();
        tasks.spawn(async move {
            if crash.recv().await.is_some() {
                let _nobody_listens = stop.send(true);
                dying.abort();
                let _nobody_waits = end.send(());
            }
        });
        let waiting = core.clone();
        tasks.spawn(async move {
            // The real host stays up all the same, and so does this one.
            if let Err(missing) = ready(&waiting).await {
                waiting.log.error(CATEGORY, &missing.to_string());
            }
        });
        core.log.info(
            CATEGORY,
            &format!("Host started; listening on http://{address}"),
        );
        Ok(Host {
            core,
            address,
            stopping,
            tasks,
            ended,
        })
    }

    /// Where its HTTP functions, webhooks and `/admin` are.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The master key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.core.key
    }

    /// The app that it runs.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.core.app
    }

    /// How many invocations are at work.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        *self.core.in_flight.borrow()
    }

    /// Waits until the handler answers requests, for [`Settings::patience`] at most.
    ///
    /// # Errors
    /// It did not answer in time, left with code 0, or could not be started at all.
    pub async fn ready(&self) -> Result<(), NotReady> {
        ready(&self.core).await
    }

    /// Waits until the host has come to its end by itself, which only a handler's third crash brings.
    pub async fn ended(&mut self) -> CrashedTooOften {
        if self.ended.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
        CrashedTooOften
    }

    /// Stops it as the real one stops: no new work, some seconds for what is at work, then the handler is killed without
    /// any signal before. Every wait on the way has an end; what did not end by then is told in the log.
    pub async fn stop(mut self) {
        self.core.log.info(CATEGORY, "Stopping");
        let _nobody_listens = self.stopping.send(true);
        let mut in_flight = self.core.in_flight.subscribe();
        let drained = tokio::time::timeout(DRAIN, in_flight.wait_for(|count| *count == 0)).await;
        let left = drained.is_err();
        if left {
            let count = self.in_flight();
            self.core
                .log
                .warning(CATEGORY, &format!("{count} invocations are still at work"));
        } else {
            // What follows an invocation, such as deleting its message.
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        let orphan = left && self.core.settings.orphan;
        if !self.core.worker.stop(orphan).await {
            self.core
                .log
                .error(CATEGORY, "The handler was killed and is still there");
        }
        self.core.abort();
        if tokio::time::timeout(TASKS, self.tasks.shutdown())
            .await
            .is_err()
        {
            self.core
                .log
                .error(CATEGORY, "Not everything of the host ended");
        }
        self.core.log.info(CATEGORY, "Stopped");
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.core.abort();
        self.core.worker.abandon();
    }
}

async fn ready(core: &Core) -> Result<(), NotReady> {
    let patience = core.settings.patience;
    let name = &core.app.host.executable;
    let waited = core.worker.ready(patience).await;
    waited.map_err(|waited| {
        NotReady(match waited {
            Waited::NotStarted => format!("The handler {name} could not be started"),
            Waited::Left => format!("The handler {name} left with code 0"),
            Waited::Unanswered(starts) => format!(
                "Waited {patience:?} for the first answer of the handler {name} to GET /; processes started: {starts}"
            ),
        })
    })
}

/// Makes the host's own container, once the storage answers: both are often started at the same time. It is for the caller
/// to end this in time.
async fn prepare(storage: &Storage, log: &Log) -> Result<(), Error> {
    let mut told = false;
    loop {
        match storage.create_container(CONTAINER).await {
            Err(Error::Unreachable(_)) => {
                if !std::mem::replace(&mut told, true) {
                    log.warning(CATEGORY, "The storage does not answer yet");
                }
                tokio::time::sleep(Duration::from_millis(250)).await;
            }
            other => return other,
        }
    }
}

fn start_triggers(
    core: &Arc<Core>,
    receipts: &Arc<Receipts>,
    listener: tokio::net::TcpListener,
) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    let functions: Vec<Arc<Function>> = core.app.functions.iter().cloned().map(Arc::new).collect();
    let (mut polled, mut told) = (Vec::new(), Vec::new());
    for function in functions {
        match &function.trigger {
            Trigger::Blob { .. } if blobs::polls(core, &function) => polled.push(function),
            Trigger::Blob { .. } => told.push(function),
            Trigger::Queue(queue) => {
                tasks.spawn(queues::listen(
                    core.clone(),
                    function.clone(),
                    queue.clone(),
                ));
            }
            Trigger::Timer {
                schedule,
                run_on_startup,
            } => {
                tasks.spawn(timers::listen(
                    core.clone(),
                    function.clone(),
                    schedule.clone(),
                    *run_on_startup,
                ));
            }
            Trigger::Http { .. } => {}
        }
    }
    if !polled.is_empty() || !told.is_empty() {
        tasks.spawn(blobs::listen(core.clone()));
    }
    if !polled.is_empty() {
        tasks.spawn(scan::listen(core.clone(), polled, receipts.clone()));
    }
    let intake = Intake(told);
    if core.settings.events {
        tasks.spawn(events::watch(
            core.clone(),
            intake.clone(),
            receipts.clone(),
        ));
    }
    let front = Front {
        core: core.clone(),
        intake,
    };
    let mut stop = core.stopping.clone();
    tasks.spawn(async move {
        let router = Router::new().fallback(http::answer).with_state(front);
        let stopped = async move {
            let _host_is_gone = stop.wait_for(|stopping| *stopping).await;
        };
        let _ends_with_the_host = axum::serve(listener, router)
            .with_graceful_shutdown(stopped)
            .await;
    });
    tasks
}
