//! The lock of a tenant that is on no cluster: it lives on the control plane's own connection.

use super::plane::PlaneError;
use crate::domain::tenant::lock_key;
use crate::postgres::db;
use sqlx::PgConnection;
use uuid::Uuid;

/// Takes it. False if another session has it.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn lock_tenant(connection: &mut PgConnection, tenant: Uuid) -> Result<bool, PlaneError> {
    let sql = "SELECT pg_catalog.pg_try_advisory_lock($1)";
    let taken = sqlx::query_scalar(sql).bind(lock_key(tenant)).fetch_one(connection).await;
    Ok(taken.map_err(db("locking the tenant"))?)
}

/// Gives it back.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn unlock_tenant(connection: &mut PgConnection, tenant: Uuid) -> Result<(), PlaneError> {
    let sql = "SELECT pg_catalog.pg_advisory_unlock($1)";
    let held: bool = sqlx::query_scalar(sql)
        .bind(lock_key(tenant))
        .fetch_one(connection)
        .await
        .map_err(db("giving the tenant's lock back"))?;
    PlaneError::expect_rows("the tenant's lock", 1, u64::from(held))
}

/// Takes the lock of whoever changes the master key. False if another session has it.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn lock_master_key(connection: &mut PgConnection) -> Result<bool, PlaneError> {
    let taken = sqlx::query_scalar("SELECT pg_catalog.pg_try_advisory_lock(7281, 2)").fetch_one(connection).await;
    Ok(taken.map_err(db("locking the master key"))?)
}

/// Gives it back.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn unlock_master_key(connection: &mut PgConnection) -> Result<(), PlaneError> {
    let held: bool = sqlx::query_scalar("SELECT pg_catalog.pg_advisory_unlock(7281, 2)")
        .fetch_one(connection)
        .await
        .map_err(db("giving the master key's lock back"))?;
    PlaneError::expect_rows("the master key's lock", 1, u64::from(held))
}
