//! Runs in `policy_sync_logs` that began and never ended.

use super::audit::{LogEntry, Phase, append};
use super::plane::{ControlPlane, PlaneError};
use crate::postgres::{begin, commit, db};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

const DOING: &str = "looking for runs that never ended";

#[derive(FromRow)]
struct OpenRun {
    run_id: Uuid,
    action: String,
    actor: String,
    tenant_uuid: Option<Uuid>,
    tenant_id: Option<String>,
}

/// Writes the end that a killed run couldn't write, for runs whose actor isn't at work any more. Operations and
/// runs over the fleet are left out: theirs comes when they are resumed or undone.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn close_abandoned(
    control: &ControlPlane,
    closed_by: &str,
    alive: &dyn Fn(&str) -> bool,
) -> Result<usize, PlaneError> {
    let mut connection = control.session.get().await;
    // Mostly there is none, and then nobody has to wait.
    if open(&mut connection).await?.iter().all(|run| alive(&run.actor)) {
        return Ok(0);
    }
    let mut transaction = begin(&mut connection).await?;
    // Nothing is appended meanwhile, so that no run gets two ends.
    sqlx::query("SELECT FROM control_plane.policy_sync_head FOR UPDATE")
        .execute(&mut *transaction)
        .await
        .map_err(db(DOING))?;
    let mut closed = 0;
    for run in open(&mut transaction).await?.iter().filter(|run| !alive(&run.actor)) {
        let entry = LogEntry {
            run_id: run.run_id,
            phase: Phase::End,
            action: &run.action,
            actor: &run.actor,
            tenant: run.tenant_uuid.zip(run.tenant_id.as_deref()),
            outcome: Some("abandoned"),
            detail: serde_json::json!({ "closed_by": closed_by }),
        };
        append(&mut transaction, &entry).await?;
        closed += 1;
    }
    commit(transaction).await?;
    Ok(closed)
}

async fn open(connection: &mut PgConnection) -> Result<Vec<OpenRun>, PlaneError> {
    let rows = sqlx::query_as(
        "SELECT DISTINCT ON (b.run_id) b.run_id, b.action, b.actor, b.tenant_uuid, b.tenant_id
         FROM control_plane.policy_sync_open o
         JOIN control_plane.policy_sync_logs b ON b.run_id = o.run_id AND b.phase = 'begin'
         WHERE NOT EXISTS (SELECT FROM control_plane.operations p WHERE p.id = o.run_id)
             AND NOT EXISTS (SELECT FROM control_plane.fleet_runs f WHERE f.id = o.run_id)
             AND NOT EXISTS (SELECT FROM control_plane.policy_sync_logs e WHERE e.run_id = o.run_id AND e.phase = 'end')
         ORDER BY b.run_id, b.seq",
    )
    .fetch_all(connection)
    .await;
    Ok(rows.map_err(db(DOING))?)
}
