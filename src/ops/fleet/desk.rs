//! What the workers of one runner share.

use super::error::FleetError;
use super::task::{Came, Task};
use super::work::FleetDeps;
use crate::control_plane::{Claim, PlaneError, TenantRow};
use crate::domain::fleet::{Permit, RunState};
use crate::ops::observer::Observer;
use crate::postgres::FailureClass;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, watch};
use uuid::Uuid;

/// How long a runner that has nothing to do waits before it looks again.
pub(super) const IDLE: Duration = Duration::from_millis(250);

/// Claims lie ready for as long as this: less, and quick tenants wait for the control plane; more, and a slow fleet's
/// tenants are kept from other runners.
const AHEAD: Duration = Duration::from_millis(300);
/// The most that lie ready for each worker: a claim counts against the connections of its place.
const MOST_EACH: usize = 4;

/// A claim, with the tenant as it was read when it was claimed.
pub(super) struct Held {
    pub(super) claim: Claim,
    pub(super) tenant: TenantRow,
    pub(super) permit: Permit,
}

/// The desk of one runner; all who use it are on one thread.
pub(super) struct Desk<'a, T, O> {
    pub(super) deps: &'a FleetDeps<'a>,
    pub(super) run: Uuid,
    pub(super) task: &'a T,
    pub(super) observer: &'a O,
    /// The run's state as it was seen last.
    pub(super) state: Cell<RunState>,
    /// Claims that no worker has begun.
    pub(super) queue: RefCell<VecDeque<Held>>,
    /// Claims that aren't written down yet, and their permits.
    pub(super) held: RefCell<HashMap<Uuid, (Claim, Permit)>>,
    pub(super) finished: RefCell<Vec<(Claim, TenantRow, Came)>>,
    pub(super) active: Cell<usize>,
    /// How long tenants take of late.
    pub(super) pace: Cell<Option<Duration>>,
    pub(super) closed: Cell<bool>,
    /// A tenant failed, and whether that ends the run isn't decided yet: nobody begins another one.
    pub(super) undecided: Cell<bool>,
    /// There were fewer tenants to claim than there was room for.
    pub(super) dry: Cell<bool>,
    pub(super) wake_workers: Notify,
    /// Becomes true when whoever is at work has to leave it.
    pub(super) cut: watch::Sender<bool>,
    pub(super) wake_desk: Notify,
}

impl<'a, T: Task, O: Observer> Desk<'a, T, O> {
    pub(super) fn new(deps: &'a FleetDeps<'a>, run: Uuid, task: &'a T, observer: &'a O) -> Self {
        Self {
            deps,
            run,
            task,
            observer,
            state: Cell::new(RunState::Running),
            queue: RefCell::default(),
            held: RefCell::default(),
            finished: RefCell::default(),
            active: Cell::new(0),
            pace: Cell::new(None),
            closed: Cell::new(false),
            undecided: Cell::new(false),
            dry: Cell::new(false),
            wake_workers: Notify::new(),
            cut: watch::Sender::new(false),
            wake_desk: Notify::new(),
        }
    }

    /// Notes how long a tenant took.
    pub(super) fn took(&self, took: Duration) {
        self.pace.set(Some(self.pace.get().map_or(took, |before| (before * 7 + took) / 8)));
    }

    /// Returns how many claims should lie ready: one for each worker, and more where tenants are quick.
    pub(super) fn ahead(&self) -> usize {
        let jobs = self.deps.jobs.max(1);
        let Some(pace) = self.pace.get() else { return jobs };
        let each = AHEAD.as_micros() / pace.as_micros().max(1);
        jobs * usize::try_from(each).map_or(MOST_EACH, |each| each.clamp(1, MOST_EACH))
    }

    pub(super) fn is_idle(&self) -> bool {
        self.active.get() == 0 && self.queue.borrow().is_empty() && self.finished.borrow().is_empty()
    }

    pub(super) fn forget(&self, claims: &[Claim]) {
        let mut held = self.held.borrow_mut();
        for claim in claims {
            // The same tenant may have been claimed anew.
            if held.get(&claim.tenant_uuid).is_some_and(|(now, _)| now.fence == claim.fence) {
                held.remove(&claim.tenant_uuid);
            }
        }
    }

    /// Does something in the control plane, and again on a new connection as long as that may help: what was written
    /// before the line was lost isn't written twice, since a claim that is through holds no more.
    pub(super) async fn patiently<R>(&self, step: impl AsyncFn() -> Result<R, FleetError>) -> Result<R, FleetError> {
        let end = Instant::now() + self.deps.lease.max(self.deps.timeout);
        loop {
            let source = match step().await {
                Err(FleetError::Plane(source)) => source,
                other => return other,
            };
            let class = match &source {
                PlaneError::Database(error) => error.class,
                _ => return Err(source.into()),
            };
            if !matches!(class, FailureClass::Transient | FailureClass::Unknown) {
                return Err(source.into());
            }
            if Instant::now() >= end {
                return Err(FleetError::Lost { run: self.run, source });
            }
            tracing::debug!(error = %source, "the control plane, again");
            tokio::time::sleep(IDLE).await;
            if class == FailureClass::Unknown
                && let Err(error) = self.deps.control.session.reopen(self.deps.timeout).await
            {
                tracing::debug!(%error, "connecting again");
            }
        }
    }
}
