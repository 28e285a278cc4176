//! The same change for many tenants of one place, several at once, each worker on connections of its own.

use super::error::LifeError;
use super::run::{Changed, LifeDeps, Premises, change};
use super::wish::Wish;
use crate::control_plane::TenantRow;
use crate::ops::observer::{Event, Observer};
use crate::ops::provision::{Waiting, Worker};
use crate::ops::retry::Retries;
use crate::ops::runner::Runner;
use crate::ops::template::Schema;
use futures_util::future::join_all;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What they share.
pub struct SharedWish<'a> {
    /// What is asked for.
    pub wish: &'a Wish,
    /// The migrations that a tenant gets before it is active again.
    pub schema: Option<&'a Schema>,
    /// Who runs this.
    pub runner: Runner<'a>,
    /// Bound of a connection attempt.
    pub timeout: Duration,
}

/// What happened to one tenant; none if it wasn't begun, because a signal asked to stop.
pub type Outcome = (TenantRow, Option<Result<Changed, LifeError>>, Duration);

/// Changes all of them; one bad tenant doesn't stop the others.
pub async fn change_all<H: Premises>(
    workers: Vec<Worker<H>>,
    tenants: Vec<TenantRow>,
    shared: &SharedWish<'_>,
    observer: &impl Observer,
) -> Vec<Outcome> {
    let queue: Mutex<VecDeque<TenantRow>> = Mutex::new(tenants.into());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let work = |worker: Worker<H>| async move {
        let mut done = Vec::new();
        while let Some(tenant) = next() {
            if observer.stop_requested() {
                done.push((tenant, None, Duration::ZERO));
                continue;
            }
            let begun = Instant::now();
            let result = one(&worker, &tenant, shared, observer).await;
            observer.on(Event::TenantDone { tenant: tenant.id.as_str() });
            done.push((tenant, Some(result), begun.elapsed()));
        }
        done
    };
    join_all(workers.into_iter().map(work)).await.into_iter().flatten().collect()
}

async fn one<H: Premises>(
    worker: &Worker<H>,
    tenant: &TenantRow,
    shared: &SharedWish<'_>,
    observer: &impl Observer,
) -> Result<Changed, LifeError> {
    let mut retries = Retries::new();
    retries.connected();
    loop {
        let deps = LifeDeps {
            control: &worker.control,
            home: &worker.home,
            vault: &worker.vault,
            schema: shared.schema,
            runner: shared.runner.name,
            timeout: shared.timeout,
            waiting: Waiting { patience: retries.patience(), alive: shared.runner.alive },
            durability: worker.durability,
        };
        let error = match change(&deps, tenant, shared.wish, observer).await {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        let Some(pause) = retries.next(error.class()).filter(|_| !observer.stop_requested()) else {
            return Err(error);
        };
        tokio::time::sleep(pause).await;
        worker.reopen(error.class(), shared.timeout, observer).await;
    }
}
