//! The process: open the port, serve, and leave in a way that the host understands.
//!
//! The exit code is never 0. After it the host does not start the handler again and keeps polling: every message burns
//! its tries and goes to the poison queue.

use axum::{Router, serve::ListenerExt};
use std::{
    env,
    future::IntoFuture,
    net::{Ipv4Addr, TcpListener},
    process::ExitCode,
    thread::available_parallelism,
    time::Duration,
};
use tokio::sync::oneshot;
use tracing::info;

use crate::{App, layers, logging, report};

/// Where the host wants the handler.
const PORT: &str = "FUNCTIONS_CUSTOMHANDLER_PORT";
/// Where the handler listens when nobody says where, for trying it by hand.
const PORT_WITHOUT_HOST: u16 = 3000;
/// How often the parent is looked for. An orphan works for nobody, but holds nothing up either.
const PARENT_CHECK: Duration = Duration::from_millis(250);

/// Something is wrong, or the host is gone.
const FAILED: u8 = 1;
/// 128 + 15: stopped by SIGTERM.
const TERMINATED: u8 = 143;

impl<S: Clone + Send + Sync + 'static> App<S> {
    /// Opens the port and serves until the process is told to stop. Call it first thing in `main` and return its code.
    ///
    /// - Listens on `127.0.0.1` at the port in `FUNCTIONS_CUSTOMHANDLER_PORT`, 3000 without it, before anything else is
    ///   done; the state is made behind the open port.
    /// - Writes one JSON line an event to stdout and one line a failed invocation to stderr, unless a `tracing`
    ///   subscriber is set already; replaces the panic hook by one that does not print messages.
    /// - SIGTERM and SIGINT: no new connection is accepted, what is in flight is finished (within its deadline; a second
    ///   signal ends that), and the code is 143 or 1.
    /// - When the parent process is gone, leaves at once with code 1: the host has left without stopping its handler.
    /// - Never returns code 0.
    ///
    /// ```no_run
    /// use custom_handler::{App, Done, Failure, Invocation, TimerEvent};
    /// use std::process::ExitCode;
    ///
    /// async fn tick(greeting: &'static str, _: Invocation, _: TimerEvent) -> Result<Done, Failure> {
    ///     Ok(Done::new().log(greeting))
    /// }
    ///
    /// fn main() -> ExitCode {
    ///     App::with_state(|| async { Ok("hello") })
    ///         .timer(
    ///             "tick",
    ///             r#"{"bindings": [{"type": "timerTrigger", "direction": "in", "name": "timer", "schedule": "0 */5 * * * *"}]}"#,
    ///             tick,
    ///         )
    ///         .run()
    /// }
    /// ```
    pub fn run(self) -> ExitCode {
        let parent = parent_id();
        let listener = match open_port() {
            Ok(listener) => listener,
            Err(reason) => return failed(&reason),
        };
        logging::init(self.log_targets.clone());
        layers::panic::quiet_hook();
        if let Err(errors) = self.check() {
            for error in errors.0 {
                report::line(&error.to_string());
            }
            return ExitCode::from(FAILED);
        }
        // A function that computes without yielding keeps one worker busy; the others answer meanwhile.
        let workers = available_parallelism().map_or(4, |n| n.get().max(4));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(workers)
            .enable_all()
            .build();
        let runtime = match runtime {
            Ok(runtime) => runtime,
            Err(error) => return failed(&format!("no runtime: {}", error.kind())),
        };
        let code = runtime.block_on(serve(self, listener, parent));
        // Blocking work that is still going on would hold up an ordinary shutdown.
        runtime.shutdown_background();
        ExitCode::from(code)
    }
}

async fn serve<S: Clone + Send + Sync + 'static>(
    app: App<S>,
    listener: TcpListener,
    parent: Option<u32>,
) -> u8 {
    let listener = match tokio::net::TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return complain(&format!("the port cannot be served: {}", error.kind())),
    };
    let mut signals = match Signals::listen() {
        Ok(signals) => signals,
        Err(error) => return complain(&format!("no signals: {}", error.kind())),
    };
    let router: Router = app.router();
    let warm_up = app.warm_up();
    tokio::spawn(async move {
        if let Err(failure) = warm_up.await {
            report::line(&format!("the state could not be made: {failure}"));
        }
    });
    let (stop, stopped) = oneshot::channel::<()>();
    let listener = listener.tap_io(|connection| {
        // An answer must not wait for an acknowledgement; without it, it merely comes later.
        let _ = connection.set_nodelay(true);
    });
    let server = axum::serve(listener, router)
        .with_graceful_shutdown(async {
            // A dropped sender stops the server as well as a sent message.
            let _ = stopped.await;
        })
        .into_future();
    let mut server = std::pin::pin!(server);
    info!(functions = app.functions().count(), "ready");

    let code = tokio::select! {
        _ = &mut server => return complain("the server ended"),
        code = signals.next() => code,
        () = orphaned(parent) => return complain("the host is gone"),
    };
    info!("stopping, what is in flight is finished");
    let _ = stop.send(());
    tokio::select! {
        _ = &mut server => code,
        code = signals.next() => code,
        () = orphaned(parent) => complain("the host is gone"),
        // Nothing is allowed to take longer, so whoever still holds a connection is not waiting for an answer.
        () = tokio::time::sleep(app.allowed()) => code,
    }
}

fn open_port() -> Result<TcpListener, String> {
    let port = match env::var(PORT) {
        Ok(port) => port
            .parse()
            .map_err(|_| format!("{PORT} is not a port number"))?,
        Err(env::VarError::NotPresent) => PORT_WITHOUT_HOST,
        Err(env::VarError::NotUnicode(_)) => return Err(format!("{PORT} is not a port number")),
    };
    let refused = |error: std::io::Error| format!("port {port} cannot be opened: {}", error.kind());
    // Not `localhost`, which may be an IPv6 address: the host calls this one.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(refused)?;
    listener.set_nonblocking(true).map_err(refused)?;
    Ok(listener)
}

fn failed(reason: &str) -> ExitCode {
    ExitCode::from(complain(reason))
}

fn complain(reason: &str) -> u8 {
    report::line(reason);
    FAILED
}

/// Returns once the parent at the start is not the parent any more.
async fn orphaned(parent: Option<u32>) {
    loop {
        tokio::time::sleep(PARENT_CHECK).await;
        if parent_id() != parent {
            return;
        }
    }
}

#[cfg(unix)]
fn parent_id() -> Option<u32> {
    Some(std::os::unix::process::parent_id())
}

/// Elsewhere an orphan does not notice: hosts with custom handlers in production run on Linux.
#[cfg(not(unix))]
fn parent_id() -> Option<u32> {
    None
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> std::io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits for a signal and returns the exit code that it leads to.
    async fn next(&mut self) -> u8 {
        tokio::select! {
            _ = self.terminate.recv() => TERMINATED,
            _ = self.interrupt.recv() => FAILED,
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> std::io::Result<Signals> {
        Ok(Signals)
    }

    async fn next(&mut self) -> u8 {
        match tokio::signal::ctrl_c().await {
            Ok(()) => FAILED,
            Err(_) => std::future::pending().await,
        }
    }
}
