//! Taking tenants, keeping them and giving them back.

use super::desk::{Desk, Held};
use super::error::FleetError;
use super::ledger::log_progress;
use super::settle::settle;
use super::task::Task;
use crate::control_plane::{self as plane, Claim, PlaneError, TenantRow};
use crate::domain::fleet::Permit;
use crate::ops::observer::Observer;
use crate::postgres::{Connection, begin, commit};
use std::collections::HashMap;
use std::time::Instant;
use uuid::Uuid;

/// What was claimed in a transaction; nobody works on it before that is committed.
#[derive(Default)]
pub(super) struct Claimed {
    claims: Vec<Claim>,
    tenants: Vec<TenantRow>,
}

impl<T: Task, O: Observer> Desk<'_, T, O> {
    /// Returns how many tenants may be claimed, once that is worth a transaction.
    pub(super) fn room(&self) -> usize {
        let ahead = self.ahead();
        let room = ahead.saturating_sub(self.queue.borrow().len());
        if room > ahead / 2 { room } else { 0 }
    }

    /// Claims tenants in a transaction that has locked the run's row.
    pub(super) async fn take(&self, connection: &mut Connection, room: usize) -> Result<Claimed, PlaneError> {
        if room == 0 {
            return Ok(Claimed::default());
        }
        let claims = plane::claim(connection, self.run, self.deps.runner.name, room, self.deps.lease).await?;
        self.dry.set(claims.len() < room);
        if claims.is_empty() {
            return Ok(Claimed::default());
        }
        let uuids: Vec<Uuid> = claims.iter().map(|claim| claim.tenant_uuid).collect();
        let tenants = plane::tenants_by_uuid(connection, &uuids).await?;
        self.task.prepare(connection, &uuids).await?;
        Ok(Claimed { claims, tenants })
    }

    /// Lets the workers begin with what was claimed, until `end`. Returns how many it are.
    pub(super) fn hand_out(&self, claimed: Claimed, end: Instant) -> usize {
        let Claimed { mut claims, tenants } = claimed;
        let count = claims.len();
        let mut by_uuid: HashMap<Uuid, TenantRow> = tenants.into_iter().map(|row| (row.uuid, row)).collect();
        claims.sort_by_key(|claim| by_uuid.get(&claim.tenant_uuid).map(|row| row.id.to_string()));
        for claim in claims {
            let Some(tenant) = by_uuid.remove(&claim.tenant_uuid) else { continue };
            let permit = Permit::until(end);
            self.held.borrow_mut().insert(tenant.uuid, (claim, permit.clone()));
            self.queue.borrow_mut().push_back(Held { claim, tenant, permit });
            self.wake_workers.notify_one();
        }
        count
    }

    /// Claims tenants, also those that nobody works on any more, and lets the workers begin. Returns how many it were.
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
        let claimed = self.take(&mut transaction, room).await?;
        let mut state = run.state;
        if claimed.claims.is_empty() && self.is_idle() {
            // Whoever opened this wave may not have come to see that nothing is in it.
            if let Some(end) = settle(&mut transaction, &run).await? {
                state = end.0;
                log_progress(&mut transaction, &run, self.deps.runner.name, &[], Some(end)).await?;
            }
        }
        commit(transaction).await?;
        self.state.set(state);
        Ok(self.hand_out(claimed, end))
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
        plane::release_claims(&mut connection, self.run, claims).await?;
        Ok(())
    }
}
