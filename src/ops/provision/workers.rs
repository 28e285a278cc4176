//! Workers that share tenants among them, each on connections of its own.

use super::home::Home;
use crate::control_plane::{ControlPlane, Durability};
use crate::ops::after_signal::unless_cut_off;
use crate::ops::credentials::Vault;
use crate::ops::observer::Observer;
use crate::ops::retry::Retries;
use crate::postgres::FailureClass;
use futures_util::future::join_all;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What one worker has for itself.
pub struct Worker<H: Home> {
    /// The control plane.
    pub control: ControlPlane,
    /// The sealing key.
    pub vault: Vault,
    /// Where its tenants get their databases.
    pub home: H,
    /// When a step's begin must be on disk.
    pub durability: Durability,
}

/// How long an item may go on after a signal. One that has begun ends before, with its step; what is left is one that
/// waits to begin, such as for another runner.
const LAST: Duration = Duration::from_millis(3500);

/// How long a server may take to come back.
const RESTART: Duration = Duration::from_secs(60);

impl<H: Home> Worker<H> {
    /// Connects again after a failure that may have cost the connections, as soon as the server is back; what can't be
    /// had in time fails at the next statement.
    pub(in crate::ops) async fn reopen(
        &self,
        class: Option<FailureClass>,
        timeout: Duration,
        observer: &impl Observer,
    ) {
        if class != Some(FailureClass::Unknown) {
            return;
        }
        let end = Instant::now() + RESTART;
        while Instant::now() < end && !observer.stop_requested() {
            let mut reopened = self.control.reopen(timeout).await;
            if reopened.is_ok() {
                reopened = self.home.reopen(&self.control, timeout).await;
            }
            match reopened {
                Ok(()) => return,
                Err(error) => tracing::debug!(%error, "connecting again"),
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }

    /// Does it until it succeeds or fails for good; what passes by itself is tried again, over new connections where the
    /// old ones may be lost.
    pub(in crate::ops) async fn retrying<T, E>(
        &self,
        timeout: Duration,
        observer: &impl Observer,
        class: impl Fn(&E) -> Option<FailureClass>,
        attempt: impl AsyncFn(&Retries) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut retries = Retries::new();
        retries.connected();
        loop {
            let error = match attempt(&retries).await {
                Ok(done) => return Ok(done),
                Err(error) => error,
            };
            let Some(pause) = retries.next(class(&error)).filter(|_| !observer.stop_requested()) else {
                return Err(error);
            };
            tokio::time::sleep(pause).await;
            self.reopen(class(&error), timeout, observer).await;
        }
    }
}

/// Shares the items out: each worker takes the next one as soon as it is free, until a signal asks to stop. Returns each
/// item with what came of it, in any order; none if it wasn't begun.
pub(in crate::ops) async fn share<H: Home, I, T>(
    workers: Vec<Worker<H>>,
    items: VecDeque<I>,
    observer: &impl Observer,
    work: impl AsyncFn(&Worker<H>, &I) -> T,
) -> Vec<(I, Option<T>, Duration)> {
    let queue = Mutex::new(items);
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let work = &work;
    let one = |worker: Worker<H>| async move {
        let mut done = Vec::new();
        while let Some(item) = next() {
            if observer.stop_requested() {
                done.push((item, None, Duration::ZERO));
                continue;
            }
            let begun = Instant::now();
            let result = unless_cut_off(observer, LAST, work(&worker, &item)).await;
            done.push((item, result, begun.elapsed()));
        }
        done
    };
    join_all(workers.into_iter().map(one)).await.into_iter().flatten().collect()
}
