//! The lock of a tenant that is on no cluster: it lives on the control plane's own connection.

use super::plane::PlaneError;
use crate::domain::tenant::lock_key;
use crate::postgres::{db, once};
use sqlx::PgConnection;
use uuid::Uuid;

/// Takes it. False if another session has it.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn lock_tenant(connection: &mut PgConnection, tenant: Uuid) -> Result<bool, PlaneError> {
    let taken = once("SELECT pg_catalog.pg_try_advisory_lock($1)").bind(lock_key(tenant)).row(connection).await;
    Ok(taken.map_err(db("locking the tenant"))?.is_some_and(|(taken,)| taken))
}

/// Gives it back.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn unlock_tenant(connection: &mut PgConnection, tenant: Uuid) -> Result<(), PlaneError> {
    let held = once("SELECT pg_catalog.pg_advisory_unlock($1)").bind(lock_key(tenant)).row(connection).await;
    let held = held.map_err(db("giving the tenant's lock back"))?.is_some_and(|(held,)| held);
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
