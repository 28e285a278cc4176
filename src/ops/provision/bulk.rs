//! Provisioning many tenants, several at once, each worker on connections of its own.

use super::error::ProvisionError;
use super::home::Home;
use super::lock::Waiting;
use super::run::{Deps, Provisioned, provision};
use super::spec::Spec;
use crate::control_plane::{ControlPlane, Durability};
use crate::domain::tenant::TenantId;
use crate::ops::credentials::Vault;
use crate::ops::observer::{Event, Observer};
use crate::ops::retry::Retries;
use crate::ops::template::Schema;
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

/// What all of them share.
pub struct Shared<'a> {
    /// Migrations and policy.
    pub schema: &'a Schema,
    /// Who runs this.
    pub runner: &'a str,
    /// Bound of a connection attempt.
    pub timeout: Duration,
    /// Tells of a runner whether it may still be at work.
    pub alive: &'a dyn Fn(&str) -> bool,
    /// Undo a tenant's provisioning when it fails for good.
    pub rollback_on_failure: bool,
}

/// What happened to one tenant.
#[derive(Debug)]
pub struct BulkResult {
    /// The tenant.
    pub id: TenantId,
    /// How it went; none if it wasn't begun, because a signal asked to stop.
    pub result: Option<Result<Provisioned, ProvisionError>>,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
}

/// Provisions all of them, in any order; one bad tenant doesn't stop the others. Results come in the order of `specs`.
pub async fn provision_all<H: Home>(
    workers: Vec<Worker<H>>,
    specs: Vec<Spec>,
    shared: &Shared<'_>,
    observer: &impl Observer,
) -> Vec<BulkResult> {
    let ids: Vec<TenantId> = specs.iter().map(|spec| spec.id.clone()).collect();
    let queue: Mutex<VecDeque<(usize, Spec)>> = Mutex::new(specs.into_iter().enumerate().collect());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let work = |worker: Worker<H>| async move {
        let mut done = Vec::new();
        while let Some((place, spec)) = next() {
            if observer.stop_requested() {
                break;
            }
            let begun = Instant::now();
            let result = one(&worker, &spec, shared, observer).await;
            observer.on(Event::TenantDone { tenant: spec.id.as_str() });
            let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
            done.push((place, result, duration_ms));
        }
        done
    };
    let mut results: Vec<BulkResult> =
        ids.into_iter().map(|id| BulkResult { id, result: None, duration_ms: 0 }).collect();
    for (place, result, duration_ms) in join_all(workers.into_iter().map(work)).await.into_iter().flatten() {
        if let Some(slot) = results.get_mut(place) {
            *slot = BulkResult { id: slot.id.clone(), result: Some(result), duration_ms };
        }
    }
    results
}

async fn one<H: Home>(
    worker: &Worker<H>,
    spec: &Spec,
    shared: &Shared<'_>,
    observer: &impl Observer,
) -> Result<Provisioned, ProvisionError> {
    let mut retries = Retries::new();
    retries.connected();
    loop {
        let deps = Deps {
            control: &worker.control,
            home: &worker.home,
            vault: &worker.vault,
            schema: shared.schema,
            runner: shared.runner,
            timeout: shared.timeout,
            waiting: Waiting { patience: retries.patience(), alive: shared.alive },
            durability: worker.durability,
            rollback_on: &|class| shared.rollback_on_failure && !retries.may_go_on(class),
        };
        let error = match provision(&deps, spec, observer).await {
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
}
