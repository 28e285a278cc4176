//! `login_rotations`: logins that a rotation left open beside the new one.

use super::plane::PlaneError;
use crate::postgres::db;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use std::time::Duration;
use uuid::Uuid;

/// An old login that still lets in.
#[derive(Debug, Clone, FromRow)]
pub struct OldLogin {
    /// `app` or `migrator`.
    pub login_role: String,
    /// Its name.
    pub old_login: String,
    /// It was meant to stay for a time.
    pub timed: bool,
    /// Until when.
    pub ends_at: DateTime<Utc>,
}

/// Returns a tenant's old logins.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn old_logins(connection: &mut PgConnection, tenant: Uuid) -> Result<Vec<OldLogin>, PlaneError> {
    let rows = sqlx::query_as(
        "SELECT login_role, old_login, timed, ends_at FROM control_plane.login_rotations
         WHERE tenant_uuid = $1 ORDER BY login_role",
    )
    .bind(tenant)
    .fetch_all(connection)
    .await;
    Ok(rows.map_err(db("reading login_rotations"))?)
}

/// Lets a tenant's login be the one of this name, and writes down that the old one still lets in for `overlap`, if there
/// is to be one.
///
/// # Errors
/// [`PlaneError::Stale`] when another run changed it.
pub async fn switch_login(
    connection: &mut PgConnection,
    tenant: Uuid,
    role: &str,
    (old, new): (&str, &str),
    overlap: Option<Duration>,
) -> Result<(), PlaneError> {
    let sql = match role {
        "app" => {
            "UPDATE control_plane.tenant_metadata SET app_login = $3, updated_at = now()
             WHERE uuid = $1 AND app_login = $2"
        }
        _ => {
            "UPDATE control_plane.tenant_metadata SET migrator_login = $3, updated_at = now()
             WHERE uuid = $1 AND migrator_login = $2"
        }
    };
    let done = sqlx::query(sql).bind(tenant).bind(old).bind(new).execute(&mut *connection).await;
    let done = done.map_err(db("recording the tenant's new login"))?;
    PlaneError::expect_rows("the tenant's login", 1, done.rows_affected())?;
    sqlx::query(
        "INSERT INTO control_plane.login_rotations (tenant_uuid, login_role, old_login, timed, ends_at)
         VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))",
    )
    .bind(tenant)
    .bind(role)
    .bind(old)
    .bind(overlap.is_some())
    .bind(overlap.unwrap_or_default().as_secs_f64())
    .execute(connection)
    .await
    .map_err(db("recording the tenant's old login"))?;
    Ok(())
}

/// Forgets an old login that lets nobody in any more.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn forget_old_login(connection: &mut PgConnection, tenant: Uuid, role: &str) -> Result<(), PlaneError> {
    sqlx::query("DELETE FROM control_plane.login_rotations WHERE tenant_uuid = $1 AND login_role = $2")
        .bind(tenant)
        .bind(role)
        .execute(connection)
        .await
        .map_err(db("forgetting the tenant's old login"))?;
    Ok(())
}
