//! What a person does to a run: pause it, let it go on, cancel it.

use super::error::FleetError;
use super::ledger::{log_begin, log_progress};
use super::settle::end;
use crate::control_plane::{self as plane, ControlPlane, FleetRun, LogEntry, Phase};
use crate::domain::fleet::{Policy, RunState, Share, Verdict};
use crate::postgres::{begin, commit};
use uuid::Uuid;

/// A change of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// No other tenant begins until it is resumed.
    Pause,
    /// It goes on.
    Resume {
        /// Its failed tenants get another try.
        retry_failed: bool,
        /// Its failure budget from now on.
        max_failures: Option<Share>,
    },
    /// No other tenant begins, for good.
    Cancel,
}

impl Change {
    fn verb(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume { .. } => "resume",
            Self::Cancel => "cancel",
        }
    }
}

/// Changes a run, and returns it as it is then. Tenants that are worked on come through.
///
/// # Errors
/// [`FleetError::State`] if its state forbids that.
pub async fn change_run(
    control: &ControlPlane,
    id: Uuid,
    change: Change,
    runner: &str,
) -> Result<FleetRun, FleetError> {
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    let run = plane::lock_fleet_run(&mut transaction, id).await?;
    let forbidden = |why| Err(FleetError::State { run: run.id, state: run.state, why });
    match change {
        Change::Pause => match run.state {
            RunState::Paused => return Ok(run),
            RunState::Running => plane::set_fleet_run_state(&mut transaction, &run, RunState::Paused, None).await?,
            _ => return forbidden("only a running one can be paused"),
        },
        Change::Cancel => match run.state {
            RunState::Cancelled => return Ok(run),
            RunState::Running | RunState::Paused => {
                let end = end(&mut transaction, &run, RunState::Cancelled, None).await?;
                log_progress(&mut transaction, &run, runner, &[], Some(end)).await?;
            }
            // Its end is in the log already.
            RunState::Stopped => {
                plane::set_fleet_run_state(&mut transaction, &run, RunState::Cancelled, None).await?;
            }
            _ => return forbidden("it is over"),
        },
        Change::Resume { retry_failed, max_failures } => {
            match run.state {
                RunState::Done | RunState::Cancelled => return forbidden("there is nothing to go on with"),
                RunState::Failed if !retry_failed => {
                    return forbidden("every tenant is through; --retry-failed gives those that failed another try");
                }
                RunState::Running => {}
                _ => plane::set_fleet_run_state(&mut transaction, &run, RunState::Running, None).await?,
            }
            if retry_failed {
                plane::retry_failed(&mut transaction, run.id).await?;
            }
            let policy = Policy { max_failures: max_failures.unwrap_or(run.policy.max_failures), ..run.policy };
            plane::set_fleet_run_policy(&mut transaction, run.id, &policy).await?;
            if let Verdict::Stop(_) = policy.verdict(&plane::fleet_tally(&mut transaction, &run).await?) {
                return forbidden("it would stop at once; --retry-failed gives those that failed another try");
            }
            if run.state.is_over() {
                log_begin(&mut transaction, &run, runner, serde_json::json!({ "resumed": true })).await?;
            }
        }
    }
    let action = format!("{} {}", run.kind, change.verb());
    let detail = serde_json::json!({ "run": run.id });
    let phases = [(Phase::Begin, None), (Phase::End, Some("done"))];
    let run_id = Uuid::now_v7();
    let entries = phases.map(|(phase, outcome)| LogEntry {
        run_id,
        phase,
        action: &action,
        actor: runner,
        tenant: None,
        outcome,
        detail: detail.clone(),
    });
    plane::append_all(&mut transaction, &entries).await?;
    let changed = plane::lock_fleet_run(&mut transaction, id).await?;
    commit(transaction).await?;
    Ok(changed)
}
