//! Taking tenants, keeping them and giving them back.

use super::desk::{Desk, Held};
use super::error::FleetError;
use super::ledger::log_progress;
use super::settle::settle;
use super::task::Task;
use crate::control_plane::{self as plane, Claim, TenantRow};
use crate::domain::fleet::{Permit, RunState};
use crate::ops::observer::Observer;
use crate::postgres::{begin, commit};
use std::collections::HashMap;
use std::time::Instant;
use uuid::Uuid;

impl<T: Task, O: Observer> Desk<'_, T, O> {
    /// Claims tenants and lets the workers begin. Returns how many it were.
    pub(super) async fn claim(&self, room: usize) -> Result<usize, FleetError> {
        let mut connection = self.deps.control.session.get().await;
        let dead = match self.is_idle() {
            true => plane::claimants(&mut connection, self.run).await?,
            false => Vec::new(),
        };
        let dead: Vec<String> = dead.into_iter().filter(|runner| !(self.deps.runner.alive)(runner)).collect();
        // By this machine's clock the claim begins before the server counts it.
        let end = Instant::now() + self.deps.lease;
        let mut transaction = begin(&mut connection).await?;
        let run = plane::lock_fleet_run(&mut transaction, self.run).await?;
        plane::release_dead(&mut transaction, self.run, &dead).await?;
        let mut claims = Vec::new();
        if run.state == RunState::Running && run.wave_is_open {
            let name = self.deps.runner.name;
            claims = plane::claim(&mut transaction, self.run, name, room, self.deps.lease).await?;
        }
        let uuids: Vec<Uuid> = claims.iter().map(|claim| claim.tenant_uuid).collect();
        let rows = match claims.is_empty() {
            true => Vec::new(),
            false => plane::tenants_by_uuid(&mut transaction, &uuids).await?,
        };
        let mut state = run.state;
        if claims.is_empty() && self.is_idle() {
            // Whoever opened this wave may not have come to see that nothing is in it.
            if let Some(end) = settle(&mut transaction, &run).await? {
                state = end.0;
                log_progress(&mut transaction, &run, self.deps.runner.name, &[], Some(end)).await?;
            }
        }
        commit(transaction).await?;
        self.state.set(state);
        let count = claims.len();
        let mut by_uuid: HashMap<Uuid, TenantRow> = rows.into_iter().map(|row| (row.uuid, row)).collect();
        claims.sort_by_key(|claim| by_uuid.get(&claim.tenant_uuid).map(|row| row.id.to_string()));
        for claim in claims {
            let Some(tenant) = by_uuid.remove(&claim.tenant_uuid) else { continue };
            let permit = Permit::until(end);
            self.held.borrow_mut().insert(tenant.uuid, (claim, permit.clone()));
            self.queue.borrow_mut().push_back(Held { claim, tenant, permit });
            self.wake_workers.notify_one();
        }
        Ok(count)
    }

    /// Extends the leases; a claim that doesn't hold any more loses its permit.
    pub(super) async fn extend(&self) -> Result<(), FleetError> {
        let claims: Vec<Claim> = self.held.borrow().values().map(|(claim, _)| *claim).collect();
        if claims.is_empty() {
            return Ok(());
        }
        let end = Instant::now() + self.deps.lease;
        let mut connection = self.deps.control.session.get().await;
        let holding = plane::extend_claims(&mut connection, self.run, &claims, self.deps.lease).await?;
        for (tenant, (_, permit)) in self.held.borrow().iter() {
            if holding.contains(tenant) {
                permit.extend(end);
            } else {
                permit.revoke();
            }
        }
        Ok(())
    }

    /// Gives back what no worker has begun.
    pub(super) async fn give_back(&self) -> Result<(), FleetError> {
        let unused: Vec<Claim> = self.queue.borrow_mut().drain(..).map(|held| held.claim).collect();
        if unused.is_empty() {
            return Ok(());
        }
        self.patiently(|| self.release(&unused)).await?;
        self.forget(&unused);
        Ok(())
    }

    pub(super) async fn release(&self, claims: &[Claim]) -> Result<(), FleetError> {
        let mut connection = self.deps.control.session.get().await;
        Ok(plane::release_claims(&mut connection, self.run, claims).await?)
    }
}
