//! `operations` and `operation_steps`: what a changing command did and how far it came.

use super::plane::PlaneError;
use crate::domain::redaction::without_addresses;
use crate::postgres::{db, once};
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// A command's run on one tenant.
#[derive(Debug, Clone, FromRow)]
pub struct OperationRow {
    /// Its id.
    pub id: Uuid,
    /// The command.
    pub kind: String,
    /// What was asked for.
    pub spec: serde_json::Value,
    /// As `domain::operation_state::OperationState` has it.
    pub state: String,
    /// Who runs it.
    pub runner: String,
    /// How often it was begun.
    pub attempts: i32,
    /// Why it failed.
    pub error: Option<String>,
    /// When it began.
    pub started_at: DateTime<Utc>,
}

/// Writes an operation with all its steps planned; the first one is running already.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn insert_operation(
    connection: &mut PgConnection,
    id: Uuid,
    tenant: Uuid,
    kind: &str,
    spec: &serde_json::Value,
    runner: &str,
    steps: &[&str],
) -> Result<(), PlaneError> {
    sqlx::query(
        "WITH operation AS (
             INSERT INTO control_plane.operations (id, tenant_uuid, kind, spec, state, runner)
             VALUES ($1, $2, $3, $4, 'running', $5)
         )
         INSERT INTO control_plane.operation_steps (operation_id, position, name, state, started_at)
         SELECT $1, (position - 1)::integer, name,
                CASE position WHEN 1 THEN 'running' ELSE 'planned' END,
                CASE position WHEN 1 THEN now() END
         FROM unnest($6::text[]) WITH ORDINALITY AS step (name, position)",
    )
    .bind(id)
    .bind(tenant)
    .bind(kind)
    .bind(spec)
    .bind(runner)
    .bind(steps)
    .execute(connection)
    .await
    .map_err(db("recording the operation"))?;
    Ok(())
}

/// When a row must be on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Before the call returns.
    Now,
    /// With the next commit on this server at the latest. Right only where the effect that
    /// follows is a commit on the same server: its log is flushed in order, so a crash that
    /// loses this row has lost the effect too (PostgreSQL manual, synchronous_commit).
    WithNextCommit,
}

impl Durability {
    /// The value of `synchronous_commit` that means it.
    pub(super) fn synchronous_commit(self) -> &'static str {
        match self {
            Self::Now => "on",
            Self::WithNextCommit => "off",
        }
    }
}

/// Marks everything before `position` done and `position` running: the end of one step and the
/// begin of the next are one commit. A step that an earlier run has done stays done: its effect is
/// proven again, and made where it is missing.
///
/// # Errors
/// [`PlaneError`].
pub async fn begin_step(
    connection: &mut PgConnection,
    operation: Uuid,
    position: i32,
    durability: Durability,
) -> Result<(), PlaneError> {
    let done = once(
        "WITH durability AS MATERIALIZED (SELECT pg_catalog.set_config('synchronous_commit', $3, true))
         UPDATE control_plane.operation_steps SET
             state = CASE WHEN position = $2 THEN 'running' ELSE 'done' END,
             started_at = CASE WHEN position = $2 THEN now() ELSE coalesce(started_at, now()) END,
             finished_at = CASE WHEN position < $2 THEN coalesce(finished_at, now()) END,
             error = NULL
         FROM durability
         WHERE operation_id = $1 AND position <= $2 AND state <> 'done'",
    )
    .bind(operation)
    .bind(position)
    .bind(durability.synchronous_commit())
    .execute(&mut *connection)
    .await
    .map_err(db("recording the step"))?;
    if done.rows_affected() > 0 {
        return Ok(());
    }
    let there: Option<(i32,)> =
        once("SELECT position FROM control_plane.operation_steps WHERE operation_id = $1 AND position = $2")
            .bind(operation)
            .bind(position)
            .row(connection)
            .await
            .map_err(db("looking for the step"))?;
    PlaneError::expect_rows("the operation's steps", 1, u64::from(there.is_some()))
}

/// Ends an operation whose steps are all done, the running one and those that come to pass in the caller's transaction,
/// whose commit is on disk before it returns.
///
/// # Errors
/// [`PlaneError`].
pub async fn finish_operation(connection: &mut PgConnection, operation: Uuid) -> Result<(), PlaneError> {
    let done = once(
        "WITH durability AS MATERIALIZED (SELECT pg_catalog.set_config('synchronous_commit', $2, true)), steps AS (
             UPDATE control_plane.operation_steps
             SET state = 'done', started_at = coalesce(started_at, now()), finished_at = now(), error = NULL
             WHERE operation_id = $1 AND state <> 'done'
         )
         UPDATE control_plane.operations SET state = 'done', error = NULL, finished_at = now() FROM durability WHERE id = $1",
    )
    .bind(operation)
    .bind(Durability::Now.synchronous_commit())
    .execute(connection)
    .await
    .map_err(db("recording the end of the operation"))?;
    PlaneError::expect_rows("the operation", 1, done.rows_affected())
}

/// Ends an operation whose running step failed with `error`, which is kept without e-mail addresses.
///
/// # Errors
/// [`PlaneError`].
pub async fn fail_operation(connection: &mut PgConnection, operation: Uuid, error: &str) -> Result<(), PlaneError> {
    let done = sqlx::query(
        "WITH step AS (
             UPDATE control_plane.operation_steps SET state = 'failed', finished_at = now(), error = $2
             WHERE operation_id = $1 AND state = 'running'
         )
         UPDATE control_plane.operations SET state = 'failed', error = $2, finished_at = now() WHERE id = $1",
    )
    .bind(operation)
    .bind(without_addresses(error))
    .execute(connection)
    .await
    .map_err(db("recording the end of the operation"))?;
    PlaneError::expect_rows("the operation", 1, done.rows_affected())
}

/// Takes up an operation that a dead or failed run left, with what is asked for now.
///
/// # Errors
/// [`PlaneError`].
pub async fn restart_operation(
    connection: &mut PgConnection,
    operation: Uuid,
    spec: &serde_json::Value,
    runner: &str,
) -> Result<(), PlaneError> {
    let done = sqlx::query(
        "UPDATE control_plane.operations
         SET state = 'running', spec = $2, runner = $3, attempts = attempts + 1, error = NULL, finished_at = NULL
         WHERE id = $1",
    )
    .bind(operation)
    .bind(spec)
    .bind(runner)
    .execute(connection)
    .await
    .map_err(db("taking up the operation"))?;
    PlaneError::expect_rows("the operation", 1, done.rows_affected())
}

/// Returns the tenant's newest operation.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn latest_operation(
    connection: &mut PgConnection,
    tenant: Uuid,
    kind: &str,
) -> Result<Option<OperationRow>, PlaneError> {
    let row = sqlx::query_as(
        "SELECT id, kind, spec, state, runner, attempts, error, started_at FROM control_plane.operations
         WHERE tenant_uuid = $1 AND kind = $2 ORDER BY started_at DESC LIMIT 1",
    )
    .bind(tenant)
    .bind(kind)
    .fetch_optional(connection)
    .await;
    Ok(row.map_err(db("reading operations"))?)
}
