//! How far the reading is, for a progress bar.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How much of the origin is read; clones look at the same count.
#[derive(Debug, Clone)]
pub struct Progress {
    tally: Arc<Tally>,
    total: Option<u64>,
}

impl Progress {
    pub(super) fn new(tally: Arc<Tally>, total: Option<u64>) -> Self {
        Self { tally, total }
    }

    /// Returns the bytes read so far, as they lie in the file: compressed ones if it is gzip.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.tally.read.load(Ordering::Relaxed)
    }

    /// Returns the bytes of the whole file as it was opened; none for a stream or a FIFO.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }
}

/// What the reading thread and the others tell each other.
#[derive(Debug, Default)]
pub(super) struct Tally {
    read: AtomicU64,
    failed: AtomicBool,
    stop: AtomicBool,
}

impl Tally {
    /// Asks the reading thread to end at its next read.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether the origin itself failed, as opposed to what inflates its bytes.
    pub(super) fn failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }
}

/// A reader whose bytes are counted.
pub(super) struct Counted {
    reader: Box<dyn Read + Send>,
    tally: Arc<Tally>,
}

impl Counted {
    pub(super) fn new(reader: Box<dyn Read + Send>, tally: Arc<Tally>) -> Self {
        Self { reader, tally }
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // An endless run of empty gzip members never gives a block, so no send would ever fail.
        if self.tally.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("nobody reads on"));
        }
        let result = self.reader.read(buffer);
        match &result {
            Ok(length) => {
                self.tally.read.fetch_add(*length as u64, Ordering::Relaxed);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => self.tally.failed.store(true, Ordering::Relaxed),
        }
        result
    }
}
