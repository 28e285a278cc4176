//! The thread that reads and maps, and the way of its rows to whoever loads them.

use super::error::LoadError;
use super::spool::Spool;
use crate::import::bytes::Progress;
use crate::import::feed::{Chunk, Fed, FeedError, Job, Sink, Stopped, Watch, run};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{mpsc, oneshot};

/// Rows of one table and one list of columns.
pub(super) type StreamId = (usize, usize);

/// What waited while something else was loaded.
pub(super) type Spools = BTreeMap<StreamId, Spool>;

/// What is known while a feed runs.
#[derive(Default)]
pub(super) struct Gauge {
    rows: AtomicU64,
    /// Bytes of the inputs before the one that is read now.
    before: AtomicU64,
    current: Mutex<Option<Progress>>,
}

impl Gauge {
    /// Returns the rows made so far.
    pub(super) fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }

    /// Returns the bytes read so far, as they are stored.
    pub(super) fn bytes(&self) -> u64 {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        self.before.load(Ordering::Relaxed) + current.as_ref().map_or(0, Progress::read)
    }
}

impl Watch for Gauge {
    fn opened(&self, _: usize, progress: Progress) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = current.replace(progress) {
            self.before.fetch_add(last.read(), Ordering::Relaxed);
        }
    }
}

/// The reader's end of it.
pub(super) type Outcome = Result<(Fed, Spools), LoadError>;

/// A running reader.
pub(super) struct Reader {
    /// The rows of the first stream, where they aren't spooled.
    pub(super) chunks: mpsc::Receiver<Chunk>,
    outcome: oneshot::Receiver<Outcome>,
}

impl Reader {
    /// Starts it. If `live`, the first rows come over the channel, and only other streams are spooled.
    pub(super) fn start(job: Arc<Job>, live: bool, gauge: Arc<Gauge>) -> Self {
        let (sender, chunks) = mpsc::channel(4);
        let (done, outcome) = oneshot::channel();
        let read = move || {
            let mut router = Router {
                live: if live { Live::Open } else { Live::Never },
                sender,
                spools: BTreeMap::new(),
                failed: None,
                gauge,
            };
            let gauge = Arc::clone(&router.gauge);
            let fed = run(&job, &mut router, &*gauge);
            let outcome = match (fed, router.failed.take()) {
                (Err(FeedError::Stopped), Some(error)) => Err(LoadError::Spool(error)),
                (Err(error), _) => Err(LoadError::Feed(error)),
                (Ok(fed), _) => Ok((fed, std::mem::take(&mut router.spools))),
            };
            // Nobody listens any more: the load has failed on the other side.
            let _unheard = done.send(outcome);
        };
        // Without a thread the sender is dropped, and the outcome says so.
        let _refused = std::thread::Builder::new().name("reader".to_owned()).spawn(read);
        Self { chunks, outcome }
    }

    /// Waits for the end.
    ///
    /// # Errors
    /// [`LoadError::Feed`], [`LoadError::Spool`].
    pub(super) async fn finish(mut self) -> Outcome {
        self.chunks.close();
        match self.outcome.await {
            Ok(outcome) => outcome,
            Err(_) => Err(LoadError::ReaderLost),
        }
    }
}

enum Live {
    Never,
    Open,
    Is(StreamId),
}

struct Router {
    live: Live,
    sender: mpsc::Sender<Chunk>,
    spools: Spools,
    failed: Option<std::io::Error>,
    gauge: Arc<Gauge>,
}

impl Sink for Router {
    fn data(&mut self, chunk: Chunk) -> Result<(), Stopped> {
        self.gauge.rows.fetch_add(chunk.rows, Ordering::Relaxed);
        let id = (chunk.table, chunk.stream);
        if matches!(self.live, Live::Open) {
            self.live = Live::Is(id);
        }
        if matches!(self.live, Live::Is(live) if live == id) {
            return self.sender.blocking_send(chunk).map_err(|_| Stopped);
        }
        self.spools.entry(id).or_default().write(&chunk.bytes).map_err(|error| {
            self.failed = Some(error);
            Stopped
        })
    }
}
