//! What `tenant_metadata` and `operations` say of a tenant's suspension and its deletion.

use super::operations::OperationRow;
use super::plane::PlaneError;
use super::tenant_row::Suspension;
use crate::postgres::db;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

async fn update(connection: &mut PgConnection, tenant: Uuid, sql: &'static str) -> Result<(), PlaneError> {
    let done = sqlx::query(sql).bind(tenant).execute(connection).await.map_err(db("changing the tenant"))?;
    PlaneError::expect_rows("the tenant", 1, done.rows_affected())
}

/// Writes down why a tenant is closed and until when. What its database was like before stays as it was first written.
///
/// # Errors
/// [`PlaneError`].
pub async fn record_suspension(
    connection: &mut PgConnection,
    tenant: Uuid,
    suspension: &Suspension,
) -> Result<(), PlaneError> {
    let done = sqlx::query(
        "UPDATE control_plane.tenant_metadata
         SET suspended_at = coalesce(suspended_at, now()), suspended_reason = $2, suspended_until = $3,
             connection_limit = coalesce(connection_limit, $4), updated_at = now()
         WHERE uuid = $1",
    )
    .bind(tenant)
    .bind(&suspension.reason)
    .bind(suspension.until)
    .bind(suspension.connection_limit)
    .execute(connection)
    .await
    .map_err(db("recording the suspension"))?;
    PlaneError::expect_rows("the tenant", 1, done.rows_affected())
}

/// Forgets the suspension.
///
/// # Errors
/// [`PlaneError`].
pub async fn forget_suspension(connection: &mut PgConnection, tenant: Uuid) -> Result<(), PlaneError> {
    let sql = "UPDATE control_plane.tenant_metadata
               SET suspended_at = NULL, suspended_reason = NULL, suspended_until = NULL, connection_limit = NULL,
                   updated_at = now()
               WHERE uuid = $1";
    update(connection, tenant, sql).await
}

/// Sets or lifts the deletion lock. False if it was so already.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn set_deletion_lock(connection: &mut PgConnection, tenant: Uuid, locked: bool) -> Result<bool, PlaneError> {
    let done = sqlx::query(
        "UPDATE control_plane.tenant_metadata SET deletion_locked = $2, updated_at = now()
         WHERE uuid = $1 AND deletion_locked <> $2 AND status <> 'deleted'",
    )
    .bind(tenant)
    .bind(locked)
    .execute(connection)
    .await
    .map_err(db("setting the deletion lock"))?;
    Ok(done.rows_affected() == 1)
}

/// Returns the tenants whose suspension has lapsed, the longest overdue first.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn suspensions_lapsed(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<Vec<Uuid>, PlaneError> {
    let sql = "SELECT uuid FROM control_plane.tenant_metadata
               WHERE status = 'suspended' AND suspended_until <= $1 AND status_before IS NULL
               ORDER BY suspended_until, id";
    let due = sqlx::query_scalar(sql).bind(now).fetch_all(connection).await;
    Ok(due.map_err(db("looking for lapsed suspensions"))?)
}

/// Returns the newest operation of a tenant, whatever its kind.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn newest_operation(connection: &mut PgConnection, tenant: Uuid) -> Result<Option<OperationRow>, PlaneError> {
    let row = sqlx::query_as(
        "SELECT id, kind, spec, state, runner, attempts, error, started_at FROM control_plane.operations
         WHERE tenant_uuid = $1 ORDER BY started_at DESC, id DESC LIMIT 1",
    )
    .bind(tenant)
    .fetch_optional(connection)
    .await;
    Ok(row.map_err(db("reading operations"))?)
}

/// The same without rotations and moves: those leave status and id as they are, so that nothing that goes by these has to
/// wait for them.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn newest_change(connection: &mut PgConnection, tenant: Uuid) -> Result<Option<OperationRow>, PlaneError> {
    let row = sqlx::query_as(
        "SELECT id, kind, spec, state, runner, attempts, error, started_at FROM control_plane.operations
         WHERE tenant_uuid = $1 AND kind NOT IN ('rotate', 'move') ORDER BY started_at DESC, id DESC LIMIT 1",
    )
    .bind(tenant)
    .fetch_optional(connection)
    .await;
    Ok(row.map_err(db("reading operations"))?)
}

/// Ends an operation that another one takes the place of: what it began is taken back by that one.
///
/// # Errors
/// [`PlaneError`].
pub async fn supersede_operation(connection: &mut PgConnection, operation: Uuid, by: &str) -> Result<(), PlaneError> {
    let done = sqlx::query(
        "WITH step AS (
             UPDATE control_plane.operation_steps SET state = 'undone', finished_at = now()
             WHERE operation_id = $1 AND state <> 'planned'
         )
         UPDATE control_plane.operations SET state = 'rolled_back', error = coalesce(error, $2), finished_at = now()
         WHERE id = $1 AND state IN ('running', 'failed')",
    )
    .bind(operation)
    .bind(format!("{by} took its place"))
    .execute(connection)
    .await
    .map_err(db("ending an operation that another one takes the place of"))?;
    PlaneError::expect_rows("the operation", 1, done.rows_affected())
}
