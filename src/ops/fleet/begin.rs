//! Beginning a run, or finding the one that is under way.

use super::error::FleetError;
use super::ledger::log_begin;
use crate::control_plane::{self as plane, ControlPlane, FleetRun, NewFleetRun, NewTarget};
use crate::domain::fleet::{Policy, RunState};
use crate::postgres::{begin, commit};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a run is to do.
#[derive(Debug)]
pub struct FleetPlan {
    /// The command.
    pub kind: &'static str,
    /// A hash of what is done, and to whom: the same plan is the same run.
    pub hash: String,
    /// What was asked for.
    pub spec: serde_json::Value,
    /// Waves and failure budget.
    pub policy: Policy,
    /// Its tenants in their order.
    pub targets: Vec<NewTarget>,
    /// How many tenants are worked on at once at each place, by all runners.
    pub budgets: BTreeMap<Uuid, u32>,
    /// What the log says of it besides.
    pub detail: serde_json::Value,
}

/// A run to work on.
#[derive(Debug)]
pub enum Begun {
    /// It begins.
    New(FleetRun),
    /// It was under way.
    Joined(FleetRun),
}

impl Begun {
    /// Returns the run.
    pub fn run(self) -> FleetRun {
        match self {
            Self::New(run) | Self::Joined(run) => run,
        }
    }
}

/// Finds the run of this plan that is under way.
///
/// # Errors
/// [`FleetError::Paused`] if somebody paused it.
pub async fn open_run(control: &ControlPlane, hash: &str) -> Result<Option<FleetRun>, FleetError> {
    let found = plane::open_fleet_run(&mut *control.session.get().await, hash).await?;
    match found {
        Some(run) if run.state == RunState::Paused => Err(FleetError::Paused(run.id)),
        found => Ok(found),
    }
}

/// Writes a run down with its tenants; if the same one has begun meanwhile and `may_join`, returns that.
///
/// # Errors
/// [`FleetError`].
pub async fn begin_run(
    control: &ControlPlane,
    plan: &FleetPlan,
    runner: &str,
    may_join: bool,
) -> Result<Begun, FleetError> {
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    plane::lock_fleet_runs(&mut transaction).await?;
    if may_join && let Some(run) = plane::open_fleet_run(&mut transaction, &plan.hash).await? {
        return match run.state {
            RunState::Paused => Err(FleetError::Paused(run.id)),
            _ => Ok(Begun::Joined(run)),
        };
    }
    let id = Uuid::now_v7();
    let new = NewFleetRun {
        id,
        kind: plan.kind,
        plan: &plan.hash,
        spec: &plan.spec,
        policy: &plan.policy,
        runner,
        tenants: i32::try_from(plan.targets.len()).unwrap_or(i32::MAX),
        last_wave: plan.targets.iter().map(|target| target.wave).max().unwrap_or(0),
        budgets: serde_json::json!(plan.budgets),
    };
    plane::insert_fleet_run(&mut transaction, &new).await?;
    plane::insert_targets(&mut transaction, id, &plan.targets).await?;
    let run = plane::lock_fleet_run(&mut transaction, id).await?;
    log_begin(&mut transaction, &run, runner, plan.detail.clone()).await?;
    commit(transaction).await?;
    Ok(Begun::New(run))
}
