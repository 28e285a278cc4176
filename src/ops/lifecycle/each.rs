//! The same change for many tenants of one place, several at once, each worker on connections of its own.

use super::error::LifeError;
use super::run::{Changed, LifeDeps, Premises, change};
use super::wish::Wish;
use crate::control_plane::TenantRow;
use crate::ops::observer::Observer;
use crate::ops::provision::{Waiting, Worker, share};
use crate::ops::retry::Retries;
use crate::ops::runner::Runner;
use crate::ops::template::Schema;
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
    let work = async |worker: &Worker<H>, tenant: &TenantRow| {
        let begun = Instant::now();
        let result = one(worker, tenant, shared, observer).await;
        observer.tenant_done(tenant.id.as_str(), &result, begun.elapsed());
        result
    };
    share(workers, tenants.into(), observer, work).await
}

async fn one<H: Premises>(
    worker: &Worker<H>,
    tenant: &TenantRow,
    shared: &SharedWish<'_>,
    observer: &impl Observer,
) -> Result<Changed, LifeError> {
    let attempt = async |retries: &Retries| {
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
        change(&deps, tenant, shared.wish, observer).await
    };
    worker.retrying(shared.timeout, observer, LifeError::class, attempt).await
}
