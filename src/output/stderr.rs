//! stderr: messages, bars and logs share it without tearing each other.

use indicatif::{MultiProgress, ProgressDrawTarget};
use std::cell::Cell;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

thread_local! {
    /// Whether this thread holds the bars back already: a second time would wait for itself.
    static SUSPENDED: Cell<bool> = const { Cell::new(false) };
}

/// The stream and the bars drawn on it.
pub(super) struct Stderr {
    sink: Mutex<Box<dyn Write + Send>>,
    pub(super) bars: MultiProgress,
}

impl Stderr {
    /// Writes to the process's stderr, with bars.
    pub(super) fn of_process() -> Self {
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr());
        Self { sink: Mutex::new(Box::new(io::stderr())), bars }
    }

    /// Writes to `sink`, without bars.
    pub(super) fn to(sink: Box<dyn Write + Send>) -> Self {
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::hidden());
        Self { sink: Mutex::new(sink), bars }
    }

    /// Calls `work` while no bar is on the screen.
    pub(super) fn suspend<T>(&self, work: impl FnOnce() -> T) -> T {
        if SUSPENDED.get() {
            return work();
        }
        self.bars.suspend(|| {
            SUSPENDED.set(true);
            let result = work();
            SUSPENDED.set(false);
            result
        })
    }

    /// Writes whole lines. A failure has nowhere to be told and is dropped.
    pub(super) fn write(&self, lines: &[u8]) {
        self.suspend(|| {
            let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
            let _dropped = sink.write_all(lines).and_then(|()| sink.flush());
        });
    }
}
