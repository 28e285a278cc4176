//! Writing down how tenants came through, several in one transaction, which claims the next ones as well.

use super::desk::Desk;
use super::error::FleetError;
use super::ledger::log_progress;
use super::settle::settle;
use super::task::{Came, Task};
use crate::control_plane::{self as plane, Claim, Finished, FleetRun, TenantRow};
use crate::domain::fleet::{RunState, TenantState};
use crate::ops::observer::{Event, Observer};
use crate::postgres::{begin, commit};
use std::time::Instant;
use uuid::Uuid;

impl<T: Task, O: Observer> Desk<'_, T, O> {
    /// Writes down how tenants came through, and claims as many as there is room for.
    pub(super) async fn write(&self, room: usize) -> Result<(), FleetError> {
        let all = self.finished.take();
        if all.is_empty() {
            return Ok(());
        }
        let claims: Vec<Claim> = all.iter().map(|(claim, ..)| *claim).collect();
        let (through, unused): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(_, _, came)| came.state != TenantState::Waiting);
        if !unused.is_empty() {
            self.patiently(|| self.leave(&unused)).await?;
        }
        let written = self.patiently(|| self.record(&through, room)).await?;
        self.forget(&claims);
        self.decide();
        for (_, tenant, came) in &through {
            if written.contains(&tenant.uuid) {
                self.observer.on(Event::TenantDone {
                    tenant: tenant.id.as_str(),
                    words: &came.words,
                    error: came.error.as_deref(),
                    duration: came.duration,
                });
            } else {
                self.observer.on(Event::ClaimLost { tenant: tenant.id.as_str() });
            }
        }
        Ok(())
    }

    /// Lets the workers go on after a failure, if the run does and no other one failed meanwhile.
    fn decide(&self) {
        let failed = self.finished.borrow().iter().any(|(_, _, came)| came.state == TenantState::Failed);
        if !failed && self.state.get() == RunState::Running {
            self.undecided.set(false);
            self.wake_workers.notify_waiters();
        }
    }

    /// Gives back tenants that aren't through, and writes down how far those came that nobody else has by now.
    async fn leave(&self, left: &[(Claim, TenantRow, Came)]) -> Result<(), FleetError> {
        let claims: Vec<Claim> = left.iter().map(|(claim, ..)| *claim).collect();
        let mut connection = self.deps.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        let run = plane::lock_fleet_run(&mut transaction, self.run).await?;
        let given_back = plane::release_claims(&mut transaction, self.run, &claims).await?;
        let told = || left.iter().filter(|(_, tenant, came)| came.changed && given_back.contains(&tenant.uuid));
        let came: Vec<(Uuid, &Came)> = told().map(|(_, tenant, came)| (tenant.uuid, came)).collect();
        self.task.record(&mut transaction, &came).await?;
        let entries: Vec<_> = told().map(|(_, tenant, came)| (tenant.uuid, tenant.id.as_str(), came)).collect();
        log_progress(&mut transaction, &run, self.deps.runner.name, &entries, None).await?;
        Ok(commit(transaction).await?)
    }

    async fn record(&self, through: &[(Claim, TenantRow, Came)], room: usize) -> Result<Vec<Uuid>, FleetError> {
        if through.is_empty() {
            return Ok(Vec::new());
        }
        let finished: Vec<Finished> = through
            .iter()
            .map(|(claim, _, came)| Finished {
                claim: *claim,
                state: came.state,
                detail: came.detail.clone(),
                error: came.error.clone(),
                unreachable: came.unreachable,
            })
            .collect();
        let mut connection = self.deps.control.session.get().await;
        // By this machine's clock the claims begin before the server counts them.
        let lease = Instant::now() + self.deps.lease;
        let mut transaction = begin(&mut connection).await?;
        let run: FleetRun = plane::lock_fleet_run(&mut transaction, self.run).await?;
        let written = plane::record_finished(&mut transaction, self.run, &finished).await?;
        let told = || through.iter().filter(|(_, tenant, _)| written.contains(&tenant.uuid));
        let came: Vec<(Uuid, &Came)> = told().map(|(_, tenant, came)| (tenant.uuid, came)).collect();
        self.task.record(&mut transaction, &came).await?;
        let end = settle(&mut transaction, &run).await?;
        let state = end.as_ref().map_or(run.state, |end| end.0);
        let claimed = self.take(&mut transaction, if end.is_none() { room } else { 0 }).await?;
        let entries: Vec<_> = told().map(|(_, tenant, came)| (tenant.uuid, tenant.id.as_str(), came)).collect();
        log_progress(&mut transaction, &run, self.deps.runner.name, &entries, end).await?;
        commit(transaction).await?;
        self.state.set(state);
        self.hand_out(claimed, lease);
        Ok(written)
    }
}
