//! What the triggers deliver, typed.

mod blob;
mod http;
mod queue;
mod timer;

pub use blob::{BlobEvent, BlobProperties};
pub use http::HttpEvent;
pub use queue::QueueEvent;
pub use timer::{ScheduleStatus, TimerEvent};

pub(crate) use blob::decode as decode_blob;
pub(crate) use queue::decode as decode_queue;
pub(crate) use timer::decode as decode_timer;
