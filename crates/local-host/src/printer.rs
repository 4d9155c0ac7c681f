//! The program's standard output. It may be a pipe that nobody reads, and the host must neither run nor stop the slower for
//! that: one thread writes, and what it cannot get rid of is counted and left out.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::time::Duration;

/// So many lines wait for whoever reads.
const WAITING: usize = 10_000;

/// How long the end waits for lines to be read.
const FINISH: Duration = Duration::from_secs(2);

enum Order {
    Line(String),
    End(Sender<()>),
}

/// Prints lines, in order, without ever waiting.
#[derive(Clone)]
pub(crate) struct Printer {
    orders: SyncSender<Order>,
    left_out: Arc<AtomicU64>,
}

impl Printer {
    pub(crate) fn new(out: impl Write + Send + 'static) -> Printer {
        let (orders, received) = sync_channel(WAITING);
        let left_out = Arc::new(AtomicU64::new(0));
        let counted = left_out.clone();
        std::thread::spawn(move || write(out, &received, &counted));
        Printer { orders, left_out }
    }

    pub(crate) fn line(&self, line: String) {
        if let Err(TrySendError::Full(_)) = self.orders.try_send(Order::Line(line)) {
            self.left_out.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits a little until everything is read.
    pub(crate) fn finish(&self) {
        let (done, written) = channel();
        if self.orders.try_send(Order::End(done)).is_ok() {
            let _nobody_reads = written.recv_timeout(FINISH);
        }
    }
}

fn write(mut out: impl Write, orders: &Receiver<Order>, left_out: &AtomicU64) {
    for order in orders {
        let line = match order {
            Order::Line(line) => line,
            Order::End(done) => {
                let _nobody_waits = done.send(());
                continue;
            }
        };
        let mut written = writeln!(out, "{line}");
        let missing = left_out.swap(0, Ordering::Relaxed);
        if missing > 0 {
            written = written
                .and_then(|()| writeln!(out, "{missing} lines that nobody read are left out"));
        }
        if written.and_then(|()| out.flush()).is_err() {
            // The reader is gone. What follows is nobody's, and an end has nothing to wait for.
            return;
        }
    }
}
