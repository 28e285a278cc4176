//! What such a command writes into the control plane.

use super::run::{LifeDeps, Premises, read, read_in};
use super::wish::Wish;
use crate::control_plane::{self as plane, OperationRow, PlaneError, TenantRow};
use crate::domain::life_step::LifeStep;
use crate::domain::lifecycle::Change;
use crate::domain::status::Status;
use crate::ops::act::Actor;
use crate::ops::provision::StepError;
use crate::ops::saga::{Journal, steps_of};
use crate::postgres::{Transaction, begin, commit};
use serde_json::{Value, json};
use uuid::Uuid;

/// An operation in the ledger and in the log.
pub(super) struct Ledger<'a, 'd, H: Premises> {
    pub(super) deps: &'a LifeDeps<'d, H>,
    pub(super) tenant: &'a TenantRow,
    wish: &'a Wish,
    /// Another command's, which this one takes the place of.
    superseded: Option<OperationRow>,
    /// What an earlier run of this operation removed.
    removed: Option<Value>,
    pub(super) steps: Vec<LifeStep>,
    pub(super) operation: Uuid,
    /// An earlier run began it.
    pub(super) resumed: bool,
}

impl<'a, 'd, H: Premises> Ledger<'a, 'd, H> {
    /// Takes up the unfinished operation if it is the same command with the same steps, else plans a new one.
    pub(super) async fn open(
        deps: &'a LifeDeps<'d, H>,
        tenant: &'a TenantRow,
        wish: &'a Wish,
        unfinished: Option<OperationRow>,
    ) -> Result<Self, StepError> {
        let (steps, operation) = (deps.home.life_steps(wish, tenant), Uuid::now_v7());
        let new = Self { deps, tenant, wish, superseded: None, removed: None, steps, operation, resumed: false };
        let Some(open) = unfinished else { return Ok(new) };
        if open.kind == wish.change.as_str() && wish.has_steps_of(&open.spec) {
            let steps = steps_of(deps.control, open.id, LifeStep::parse).await?;
            let removed = open.spec.get("removed").cloned();
            return Ok(Self { operation: open.id, steps, removed, resumed: true, ..new });
        }
        Ok(Self { superseded: Some(open), ..new })
    }

    fn journal(&self) -> Journal<'_> {
        let tenant = (self.tenant.uuid, self.tenant.id.as_str());
        Journal { operation: self.operation, action: self.wish.change.as_str(), runner: self.deps.runner, tenant }
    }

    /// Status, operation, steps and the log's begin in one commit, before any effect.
    pub(super) async fn begin(&self, connection_limit: Option<i32>) -> Result<(), StepError> {
        let mut connection = self.deps.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        if let Some(superseded) = &self.superseded {
            self.supersede(&mut transaction, superseded).await?;
        }
        let mut document = self.wish.document();
        if let (Some(removed), Some(members)) = (&self.removed, document.as_object_mut()) {
            members.insert("removed".to_owned(), removed.clone());
        }
        let (operation, runner) = (self.operation, self.deps.runner);
        if self.resumed {
            plane::restart_operation(&mut transaction, operation, &document, runner).await?;
        } else {
            let steps: Vec<&str> = self.steps.iter().map(|step| step.as_str()).collect();
            let (uuid, kind) = (self.tenant.uuid, self.wish.change.as_str());
            plane::insert_operation(&mut transaction, operation, uuid, kind, &document, runner, &steps).await?;
        }
        self.enter(&mut transaction, connection_limit).await?;
        self.journal().begin(&mut transaction, document).await?;
        crate::fail_point!("life.recording");
        Ok(commit(transaction).await?)
    }

    /// The status that holds while the steps are done: a tenant that isn't wholly open isn't active.
    async fn enter(&self, transaction: &mut Transaction<'_>, limit: Option<i32>) -> Result<(), StepError> {
        let (uuid, status) = (self.tenant.uuid, self.tenant.status);
        match self.wish.change {
            Change::Suspend | Change::Deprovision => {
                if status == Status::Active {
                    plane::set_status(transaction, uuid, Status::Active, Status::Suspended).await?;
                }
                let deprovision = self.wish.change == Change::Deprovision;
                if deprovision && status != Status::Deleting {
                    plane::record_status_before(transaction, uuid, status).await?;
                } else if !deprovision {
                    plane::forget_deletion(transaction, uuid).await?;
                }
                if !deprovision || status == Status::Active {
                    plane::record_suspension(transaction, uuid, &self.wish.suspension(limit)).await?;
                }
            }
            Change::Resume | Change::Restore | Change::Purge => {}
        }
        Ok(())
    }

    async fn supersede(&self, transaction: &mut Transaction<'_>, other: &OperationRow) -> Result<(), StepError> {
        plane::supersede_operation(transaction, other.id, self.wish.change.as_str()).await?;
        if other.state == "running" {
            let journal = Journal { operation: other.id, action: &other.kind, ..self.journal() };
            let detail = json!({ "by": self.operation });
            journal.end(transaction, "superseded", detail).await?;
        }
        Ok(())
    }

    /// A step begins; the one before it is done.
    pub(super) async fn step(&self, position: i32) -> Result<(), StepError> {
        let mut connection = self.deps.control.session.get().await;
        Ok(plane::begin_step(&mut connection, self.operation, position, self.deps.durability).await?)
    }

    /// The last write: status, operation and the log's end in one commit.
    pub(super) async fn finish(&self) -> Result<(), StepError> {
        let mut connection = self.deps.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        let end = self.leave(&mut transaction).await?;
        plane::finish_operation(&mut transaction, self.operation).await?;
        self.journal().end(&mut transaction, "done", end.clone()).await?;
        if self.wish.change == Change::Purge {
            self.certify(&mut transaction, end).await?;
        }
        crate::fail_point!("life.finishing");
        Ok(commit(transaction).await?)
    }

    /// The status that holds from now on; returns what the log's end tells.
    async fn leave(&self, transaction: &mut Transaction<'_>) -> Result<Value, StepError> {
        let (uuid, now) = (self.tenant.uuid, read_in(transaction, self.tenant.uuid).await?);
        match self.wish.change {
            Change::Suspend => {}
            Change::Deprovision => {
                if now.status == Status::Suspended {
                    plane::set_status(transaction, uuid, Status::Suspended, Status::Deleting).await?;
                }
                plane::record_deletion(transaction, uuid, self.wish.grace.as_secs_f64()).await?;
            }
            Change::Resume | Change::Restore => {
                let restored = now.deletion.before.filter(|_| self.wish.change == Change::Restore);
                let to = restored.unwrap_or(Status::Active);
                if now.status != to {
                    plane::set_status(transaction, uuid, now.status, to).await?;
                }
                plane::forget_deletion(transaction, uuid).await?;
                if to == Status::Active {
                    // `policy sync` finds active tenants only, so one that was applied meanwhile would be missed.
                    let applied = self.deps.schema.and_then(|schema| schema.policy.stored_version());
                    if plane::policy_version(transaction).await? != applied {
                        return Err(PlaneError::Stale { what: "the policy", expected: 0, actual: 1 }.into());
                    }
                    plane::forget_suspension(transaction, uuid).await?;
                }
            }
            Change::Purge => return self.erase(transaction, &now).await,
        }
        Ok(json!({}))
    }

    /// Writes down that it failed.
    pub(super) async fn fail(&self, text: &str) {
        self.journal().fail(self.deps.control, text).await;
    }
}

/// Writes down a new reason or a new end of a suspension that stays as it is.
pub(super) async fn note<H: Premises>(
    deps: &LifeDeps<'_, H>,
    tenant: TenantRow,
    wish: &Wish,
) -> Result<TenantRow, StepError> {
    if wish.change != Change::Suspend || !wish.is_news(&tenant.suspension) {
        return Ok(tenant);
    }
    let mut suspension = wish.suspension(None);
    suspension.reason = suspension.reason.or_else(|| tenant.suspension.reason.clone());
    suspension.until = suspension.until.or(tenant.suspension.until);
    let actor = Actor { control: deps.control, tenant: &tenant, runner: deps.runner };
    let act = actor.begin("suspend", wish.document()).await?;
    let noted = async {
        let mut connection = deps.control.session.get().await;
        plane::record_suspension(&mut connection, tenant.uuid, &suspension).await
    };
    let noted = noted.await;
    actor.end(act, noted).await?;
    read(deps.control, tenant.uuid).await
}
