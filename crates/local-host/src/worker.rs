//! The handler's process: started, listened to, restarted, killed without a word.

use crate::app::App;
use crate::dice::guid;
use crate::log::Log;
use std::collections::{BTreeMap, VecDeque};
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::sync::{mpsc, oneshot, watch};

const CATEGORY: &str = "Worker.HttpWorkerProcess";

/// A process that does not listen in time is killed this much later, and another one started.
const MERCY: Duration = Duration::from_secs(4);

/// The pause before a restart.
const RESTART: Duration = Duration::from_millis(150);

/// How long a process that was killed may take to be gone. The kernel can hold on to one for longer; nobody waits for that.
const DEATH: Duration = Duration::from_secs(5);

/// A program that somebody still writes, as right after it was copied, is tried again for so long.
const BUSY: Duration = Duration::from_secs(5);

/// So many crashes end the host, if each comes within this time of the one before.
const CRASHES: u32 = 3;
const CRASH_MEMORY: Duration = Duration::from_secs(30 * 60);

/// Why the handler cannot be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gone;

/// Why [`Worker::ready`] ended without a handler that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Waited {
    /// No process of it could be started.
    NotStarted,
    /// It left with code 0.
    Left,
    /// There was no answer in time, from so many processes.
    Unanswered(u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Starting,
    Ready(u16),
    /// It could not be started at all: whoever wants to call it waits.
    Never,
    /// It left with code 0, and no other takes its place: whoever wants to call it fails.
    Gone,
}

enum Order {
    Kill(u16),
    Stop {
        orphan: bool,
        /// Told whether it is gone.
        done: oneshot::Sender<bool>,
    },
}

/// The handler, whichever process it is at the moment.
#[derive(Debug)]
pub(crate) struct Worker {
    state: watch::Receiver<State>,
    orders: mpsc::UnboundedSender<Order>,
    starts: Arc<AtomicU32>,
}

impl std::fmt::Debug for Order {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Order")
    }
}

/// What is started.
pub(crate) struct Program {
    path: PathBuf,
    arguments: Vec<String>,
    directory: PathBuf,
    environment: BTreeMap<String, String>,
    /// How long it may take until it listens.
    patience: Duration,
}

impl Program {
    /// The handler of an app. A name that is no file in the app's folder is looked for on the PATH.
    pub(crate) fn of(app: &App, mut environment: BTreeMap<String, String>) -> Program {
        let inside = app.root.join(&app.host.executable);
        let root = app.root.to_string_lossy().into_owned();
        environment.insert("FUNCTIONS_APP_ROOT_PATH".to_owned(), root);
        Program {
            path: if inside.is_file() {
                inside
            } else {
                PathBuf::from(&app.host.executable)
            },
            arguments: app.host.arguments.clone(),
            directory: app.root.join(&app.host.working_directory),
            environment,
            patience: app.host.initialization_timeout + MERCY,
        }
    }

    fn spawn(&self, port: u16) -> std::io::Result<Child> {
        let (port, id) = (port.to_string(), guid());
        Command::new(&self.path)
            .args(&self.arguments)
            .current_dir(&self.directory)
            .envs(&self.environment)
            .env("FUNCTIONS_CUSTOMHANDLER_PORT", &port)
            .env("FUNCTIONS_HTTPWORKER_PORT", &port)
            .env("FUNCTIONS_CUSTOMHANDLER_WORKER_ID", &id)
            .env("FUNCTIONS_HTTPWORKER_ID", &id)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // A Ctrl-C in a terminal reaches everybody there; the handler is to meet nothing but its SIGKILL.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
    }
}

impl Worker {
    /// Starts the handler and keeps it running. `ended` is told when it crashed too often.
    pub(crate) fn start(program: Program, log: Log, ended: mpsc::UnboundedSender<()>) -> Worker {
        let (tell, state) = watch::channel(State::Starting);
        let (orders, received) = mpsc::unbounded_channel();
        let starts = Arc::new(AtomicU32::new(0));
        let supervisor = Supervisor {
            program,
            log,
            state: tell,
            starts: starts.clone(),
        };
        tokio::spawn(supervisor.run(received, ended));
        Worker {
            state,
            orders,
            starts,
        }
    }

    /// Waits until it is ready, for so long at most.
    pub(crate) async fn ready(&self, patience: Duration) -> Result<(), Waited> {
        let mut state = self.state.clone();
        let settled = state.wait_for(|state| *state != State::Starting);
        match tokio::time::timeout(patience, settled).await {
            Ok(Ok(state)) => match *state {
                State::Ready(_) => Ok(()),
                State::Never => Err(Waited::NotStarted),
                State::Starting | State::Gone => Err(Waited::Left),
            },
            Ok(Err(_supervisor_is_gone)) => Err(Waited::Left),
            Err(_) => Err(Waited::Unanswered(self.starts.load(Ordering::Relaxed))),
        }
    }

    /// Its port, once it is ready.
    pub(crate) async fn port(&self) -> Result<u16, Gone> {
        let mut state = self.state.clone();
        let settled = state
            .wait_for(|state| matches!(state, State::Ready(_) | State::Gone))
            .await;
        match settled.map(|state| *state) {
            Ok(State::Ready(port)) => Ok(port),
            _ => Err(Gone),
        }
    }

    /// The port of the process that runs now, ready or not.
    pub(crate) fn port_now(&self) -> Option<u16> {
        match *self.state.borrow() {
            State::Ready(port) => Some(port),
            _ => None,
        }
    }

    /// Kills, when called, the process that listens there, and another is started; does nothing if it is gone by then.
    pub(crate) fn killer(&self, port: u16) -> impl FnOnce() + Send + 'static {
        let orders = self.orders.clone();
        move || {
            let _stopped_already = orders.send(Order::Kill(port));
        }
    }

    /// Kills it for good, without waiting until it is dead.
    pub(crate) fn abandon(&self) {
        let (done, _nobody_waits) = oneshot::channel();
        let order = Order::Stop {
            orphan: false,
            done,
        };
        let _stopped_already = self.orders.send(order);
    }

    /// Kills it for good, or lets it go its own way; false if it was not gone after some seconds.
    pub(crate) async fn stop(&self, orphan: bool) -> bool {
        let (done, stopped) = oneshot::channel();
        if self.orders.send(Order::Stop { orphan, done }).is_err() {
            return true;
        }
        // The order may come while another process is killed or is about to be started.
        let patience = 2 * DEATH + RESTART + BUSY;
        matches!(tokio::time::timeout(patience, stopped).await, Ok(Ok(true)))
    }
}

enum End {
    Exited(ExitStatus),
    /// It did not listen in time, or a function took too long.
    Killed,
    Stopped,
}

/// Keeps the handler running.
struct Supervisor {
    program: Program,
    log: Log,
    state: watch::Sender<State>,
    starts: Arc<AtomicU32>,
}

impl Supervisor {
    /// Another process on a port of its own.
    async fn start(&self) -> std::io::Result<(u16, Child)> {
        self.starts.fetch_add(1, Ordering::Relaxed);
        let began = Instant::now();
        loop {
            let port = free_port()?;
            match self.program.spawn(port) {
                Err(error)
                    if error.kind() == ErrorKind::ExecutableFileBusy && began.elapsed() < BUSY =>
                {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                started => return Ok((port, started?)),
            }
        }
    }

    async fn run(
        self,
        mut orders: mpsc::UnboundedReceiver<Order>,
        ended: mpsc::UnboundedSender<()>,
    ) {
        let Supervisor {
            program,
            log,
            state,
            ..
        } = &self;
        let mut crashes = 0;
        let mut last_crash: Option<Instant> = None;
        loop {
            state.send_replace(State::Starting);
            let (port, mut child) = match self.start().await {
                Ok(started) => started,
                Err(error) => {
                    log.error(
                        CATEGORY,
                        &format!("Failed to start the handler: {error}. No function will run."),
                    );
                    state.send_replace(State::Never);
                    return stopped(&mut orders).await;
                }
            };
            let last_words = listen(&mut child, log);
            let end = run(port, child, program.patience, state, &mut orders).await;
            state.send_replace(State::Starting);
            match end {
                End::Stopped => return,
                End::Killed => log.warning(CATEGORY, "Handler killed; starting another"),
                End::Exited(status) if status.code() == Some(0) => {
                    log.error(
                        CATEGORY,
                        "Handler exited with code 0. It is not started again: every message will fail.",
                    );
                    state.send_replace(State::Gone);
                    return stopped(&mut orders).await;
                }
                End::Exited(status) if status.code() == Some(200) => {
                    log.info(CATEGORY, "Handler asks for a restart (exit code 200)");
                }
                End::Exited(status) => {
                    let words = last_words
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .make_contiguous()
                        .join(" | ");
                    log.error(CATEGORY, &format!("Handler exited ({status}): {words}"));
                    if last_crash.is_some_and(|last| last.elapsed() > CRASH_MEMORY) {
                        crashes = 0;
                    }
                    crashes += 1;
                    last_crash = Some(Instant::now());
                    if crashes >= CRASHES {
                        log.error(
                            CATEGORY,
                            "Exceeded http worker restart retry count. Shutting down Functions Host",
                        );
                        // Whoever wants to call it now waits for an end that takes him along: no message loses a try.
                        let _host_is_gone = ended.send(());
                        return stopped(&mut orders).await;
                    }
                }
            }
            tokio::time::sleep(RESTART).await;
        }
    }
}

/// Waits for the order to stop when there is nothing left to stop.
async fn stopped(orders: &mut mpsc::UnboundedReceiver<Order>) {
    while let Some(order) = orders.recv().await {
        if let Order::Stop { done, .. } = order {
            let _nobody_waits = done.send(true);
            return;
        }
    }
}

async fn run(
    port: u16,
    mut child: Child,
    patience: Duration,
    state: &watch::Sender<State>,
    orders: &mut mpsc::UnboundedReceiver<Order>,
) -> End {
    let listens = listens(port, patience);
    tokio::pin!(listens);
    let mut polling = true;
    loop {
        tokio::select! {
            status = child.wait() => return status.map_or(End::Killed, End::Exited),
            ready = &mut listens, if polling => {
                polling = false;
                if !ready {
                    kill(&mut child).await;
                    return End::Killed;
                }
                state.send_replace(State::Ready(port));
            }
            order = orders.recv() => match order {
                Some(Order::Kill(whom)) if whom == port => {
                    kill(&mut child).await;
                    return End::Killed;
                }
                Some(Order::Kill(_)) => {}
                Some(Order::Stop { orphan, done }) => {
                    let gone = if orphan {
                        // Dropping it would kill it.
                        std::mem::forget(child);
                        true
                    } else {
                        kill(&mut child).await
                    };
                    let _nobody_waits = done.send(gone);
                    return End::Stopped;
                }
                None => return End::Stopped,
            },
        }
    }
}

/// Kills it and waits until it is gone, which its pipes need not be: a child of its own may hold them. False if it takes
/// too long.
async fn kill(child: &mut Child) -> bool {
    let _already_gone = child.start_kill();
    tokio::time::timeout(DEATH, child.wait()).await.is_ok()
}

/// The host tries every 25 ms; any answer will do.
async fn listens(port: u16, patience: Duration) -> bool {
    let poll = async {
        while !answers(port).await {
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    };
    tokio::time::timeout(patience, poll).await.is_ok()
}

async fn answers(port: u16) -> bool {
    let ask = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        let request = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut start = [0; 5];
        stream.read_exact(&mut start).await?;
        Ok::<bool, std::io::Error>(&start == b"HTTP/")
    };
    ask.await.unwrap_or(false)
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

type LastWords = Arc<Mutex<VecDeque<String>>>;

/// Passes its lines on, and keeps the last three of standard error.
fn listen(child: &mut Child, log: &Log) -> LastWords {
    let words = LastWords::default();
    if let Some(stdout) = child.stdout.take() {
        tokio::spawn(lines(stdout, log.clone(), None));
    }
    if let Some(stderr) = child.stderr.take() {
        tokio::spawn(lines(stderr, log.clone(), Some(words.clone())));
    }
    words
}

async fn lines(from: impl AsyncRead + Unpin, log: Log, words: Option<LastWords>) {
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from
        .read_until(b'\n', &mut line)
        .await
        .is_ok_and(|length| length > 0)
    {
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        log.console(text, words.is_some());
        if let Some(words) = &words {
            let mut words = words.lock().unwrap_or_else(PoisonError::into_inner);
            words.push_back(text.to_owned());
            if words.len() > 3 {
                words.pop_front();
            }
        }
        line.clear();
    }
}
