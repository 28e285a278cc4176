//! An operation whose command does its steps itself: a row before each effect, one end in ledger and log, and a run that
//! was killed is gone on with.

use super::act::Actor;
use super::saga::Journal;
use crate::control_plane::{self as plane, Durability, OperationRow, PlaneError, StepRow};
use crate::domain::operation_state::StepState;
use crate::postgres::{Transaction, begin, commit};
use serde_json::{Value, json};
use uuid::Uuid;

/// What is to be done, in the ledger and in the log.
#[derive(Clone, Copy)]
pub(super) struct Plan<'a> {
    /// The command.
    pub(super) kind: &'static str,
    /// What was asked for; the same is gone on with, another takes its place.
    pub(super) spec: &'a Value,
    /// The steps, in their order.
    pub(super) steps: &'a [&'static str],
    /// The unfinished operation that alone is to be gone on with.
    pub(super) only: Option<Uuid>,
}

/// An operation on one tenant.
pub(super) struct Operation<'a> {
    actor: Actor<'a>,
    plan: Plan<'a>,
    id: Uuid,
    /// What an earlier run left unfinished.
    earlier: Option<OperationRow>,
    /// Its steps, if that is gone on with.
    steps: Vec<StepRow>,
}

/// Whether it is neither done nor taken back.
fn is_open(operation: &OperationRow) -> bool {
    matches!(operation.state.as_str(), "running" | "failed")
}

impl<'a> Operation<'a> {
    /// Looks for what an earlier run left, and writes nothing. The caller holds the tenant's lock.
    ///
    /// # Errors
    /// [`PlaneError`]; stale when the operation that alone is to be gone on with isn't the unfinished one any more.
    pub(super) async fn plan(actor: Actor<'a>, plan: Plan<'a>) -> Result<Self, PlaneError> {
        let mut connection = actor.control.session.get().await;
        let newest = plane::latest_operation(&mut connection, actor.tenant.uuid, plan.kind).await?;
        let earlier = newest.filter(is_open);
        if let Some(only) = plan.only {
            let is_it = earlier.as_ref().is_some_and(|open| open.id == only);
            PlaneError::expect_rows("the operation", 1, u64::from(is_it))?;
        }
        let (mut id, mut steps) = (Uuid::now_v7(), Vec::new());
        if let Some(open) = earlier.as_ref().filter(|open| open.spec == *plan.spec) {
            id = open.id;
            steps = plane::operation_steps(&mut connection, id).await?;
        }
        drop(connection);
        Ok(Self { actor, plan, id, earlier, steps })
    }

    /// Writes operation, steps and the log's begin in the caller's transaction, before any effect.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub(super) async fn begin_in(&self, transaction: &mut Transaction<'_>) -> Result<(), PlaneError> {
        let Plan { kind, spec, steps, .. } = self.plan;
        let (tenant, runner) = (self.actor.tenant.uuid, self.actor.runner);
        match &self.earlier {
            Some(open) if open.id == self.id => plane::restart_operation(transaction, self.id, spec, runner).await?,
            other => {
                if let Some(other) = other {
                    supersede(transaction, self.actor, other, (kind, Some(self.id))).await?;
                }
                plane::insert_operation(transaction, self.id, tenant, kind, spec, runner, steps).await?;
            }
        }
        self.journal().begin(transaction, spec.clone()).await
    }

    /// The same in a transaction of its own.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub(super) async fn begin(&self) -> Result<(), PlaneError> {
        let mut connection = self.actor.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        self.begin_in(&mut transaction).await?;
        Ok(commit(transaction).await?)
    }

    /// Whether an earlier run did this step.
    pub(super) fn is_done(&self, position: i32) -> bool {
        self.steps.iter().any(|step| step.position == position && step.state == StepState::Done)
    }

    /// A step begins; the ones before it are done.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub(super) async fn step(&self, position: i32) -> Result<(), PlaneError> {
        let mut connection = self.actor.control.session.get().await;
        plane::begin_step(&mut connection, self.id, position, Durability::Now).await
    }

    /// The same in the caller's transaction, together with the effect of the step before.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub(super) async fn step_in(&self, transaction: &mut Transaction<'_>, position: i32) -> Result<(), PlaneError> {
        plane::begin_step(transaction, self.id, position, Durability::Now).await
    }

    /// The end, together with the last effect.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub(super) async fn finish_in(&self, transaction: &mut Transaction<'_>) -> Result<(), PlaneError> {
        plane::finish_operation(transaction, self.id).await?;
        self.journal().end(transaction, "done", json!({})).await
    }

    /// The end, after the last effect.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub(super) async fn finish(&self) -> Result<(), PlaneError> {
        let mut connection = self.actor.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        self.finish_in(&mut transaction).await?;
        Ok(commit(transaction).await?)
    }

    /// Writes down that it failed.
    pub(super) async fn fail(&self, text: &str) {
        self.journal().fail(self.actor.control, text).await;
    }

    fn journal(&self) -> Journal<'_> {
        journal(self.actor, self.id, self.plan.kind)
    }
}

fn journal<'a>(actor: Actor<'a>, operation: Uuid, action: &'a str) -> Journal<'a> {
    let tenant = (actor.tenant.uuid, actor.tenant.id.as_str());
    Journal { operation, action, runner: actor.runner, tenant }
}

/// Ends what an earlier run of this kind left unfinished, since it was taken back.
///
/// # Errors
/// [`PlaneError`].
pub(super) async fn take_back(
    transaction: &mut Transaction<'_>,
    actor: Actor<'_>,
    kind: &str,
    by: &str,
) -> Result<(), PlaneError> {
    match plane::latest_operation(transaction, actor.tenant.uuid, kind).await?.filter(is_open) {
        Some(open) => supersede(transaction, actor, &open, (by, None)).await,
        None => Ok(()),
    }
}

async fn supersede(
    transaction: &mut Transaction<'_>,
    actor: Actor<'_>,
    other: &OperationRow,
    (by, operation): (&str, Option<Uuid>),
) -> Result<(), PlaneError> {
    plane::supersede_operation(transaction, other.id, by).await?;
    if other.state == "running" {
        let detail = json!({ "by": operation.map_or_else(|| by.to_owned(), |id| id.to_string()) });
        journal(actor, other.id, &other.kind).end(transaction, "superseded", detail).await?;
    }
    Ok(())
}
