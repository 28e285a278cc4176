//! What a run does next, decided in the transaction that changed how far its tenants are.

use crate::control_plane::{self as plane, FleetRun, PlaneError};
use crate::domain::fleet::{RunState, Verdict};
use crate::postgres::Connection;

/// The end of a run, for the log.
pub(super) type End = (RunState, serde_json::Value);

/// Opens the next wave, stops the run or ends it, whatever is due. The caller has locked the run's row. Returns the end
/// if it has come.
pub(super) async fn settle(connection: &mut Connection, run: &FleetRun) -> Result<Option<End>, PlaneError> {
    if run.state.is_over() {
        return Ok(None);
    }
    let tally = plane::fleet_tally(connection, run).await?;
    let (to, reason) = match run.policy.verdict(&tally) {
        Verdict::GoOn => return Ok(None),
        Verdict::NextWave => {
            plane::open_next_wave(connection, run.id, run.policy.pause_between).await?;
            return Ok(None);
        }
        Verdict::Stop(reason) => (RunState::Stopped, Some(reason)),
        Verdict::Over(true) => (RunState::Failed, None),
        Verdict::Over(false) => (RunState::Done, None),
    };
    end(connection, run, to, reason.as_deref()).await.map(Some)
}

/// Ends a run, whose row the caller has locked.
pub(super) async fn end(
    connection: &mut Connection,
    run: &FleetRun,
    to: RunState,
    reason: Option<&str>,
) -> Result<End, PlaneError> {
    plane::set_fleet_run_state(connection, run, to, reason).await?;
    let counts = plane::fleet_counts(connection, run.id).await?;
    let detail = serde_json::json!({
        "tenants": run.tenants,
        "done": counts.done,
        "failed": counts.failed,
        "skipped": counts.skipped,
        "not_begun": counts.waiting + counts.running,
        "reason": reason,
    });
    Ok((to, detail))
}
