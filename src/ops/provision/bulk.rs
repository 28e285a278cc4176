//! Provisioning many tenants, several at once, each worker on connections of its own.

use super::error::ProvisionError;
use super::home::Home;
use super::lock::Waiting;
use super::run::{Deps, Provisioned, provision};
use super::spec::Spec;
use super::workers::{Worker, share};
use crate::domain::tenant::TenantId;
use crate::ops::observer::Observer;
use crate::ops::retry::Retries;
use crate::ops::template::Schema;
use std::time::{Duration, Instant};

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
    let queue = specs.into_iter().enumerate().collect();
    let work = async |worker: &Worker<H>, (_, spec): &(usize, Spec)| {
        let begun = Instant::now();
        let result = one(worker, spec, shared, observer).await;
        observer.tenant_done(spec.id.as_str(), &result, begun.elapsed());
        result
    };
    let mut results: Vec<BulkResult> =
        ids.into_iter().map(|id| BulkResult { id, result: None, duration_ms: 0 }).collect();
    for ((place, _), result, duration) in share(workers, queue, observer, work).await {
        if let Some(slot) = results.get_mut(place) {
            slot.duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
            slot.result = result;
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
    let attempt = async |retries: &Retries| {
        let deps = Deps {
            control: &worker.control,
            home: &worker.home,
            vault: &worker.vault,
            schema: shared.schema,
            runner: shared.runner,
            timeout: shared.timeout,
            waiting: Waiting { patience: retries.patience(), alive: shared.alive },
            durability: worker.durability,
            is_new: false,
            rollback_on: &|class| shared.rollback_on_failure && !retries.may_go_on(class),
        };
        provision(&deps, spec, observer).await
    };
    worker.retrying(shared.timeout, observer, ProvisionError::class, attempt).await
}
